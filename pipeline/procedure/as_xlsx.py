"""A paper as an Excel workbook: what is read on the first sheet, the grids on sheets of their own. No formula.

Grids of a section that follow each other with the same heads stand on one sheet, with their titles in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.package import normalise_zip
from pipeline.procedure.paper import (
    BLANK,
    Block,
    Bullets,
    Form,
    Grid,
    Origin,
    Paper,
    Section,
    Signatures,
    SourceLine,
    Text,
)
from pipeline.procedure.shown import BLANK_HEADS, BLANKS_HEADING, SIGNATURE_HEADS, blank_rows, cover_rows, shown
from pipeline.report.xlsx_parts import (
    FACE,
    INK,
    SHADE,
    TOP,
    add_table,
    fill,
    font,
    height_of,
    print_setup,
    put,
    stamp_workbook,
)

_FIRST = "문서"
_WIDTHS = (26, 100)
_TABLE_WIDTH = 130
_YELLOW = "FFF59D"
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31

_Pair = tuple[str, str]


def paper_xlsx(paper: Paper, origin: Origin) -> bytes:
    """Return the workbook of `paper`; its properties carry the as-of date and what it was made from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    properties = book.properties
    properties.title, properties.creator, properties.description = shown(paper.title), "finclause", shown(origin.line)
    stamp_workbook(book, origin.stamp)
    names = _sheet_names(paper)
    _first(book, paper, origin, names)
    for (_, grids), name in zip(_groups(paper), names, strict=True):
        _sheet(book, name, _joined(grids))
    if to_fill := blank_rows(paper):
        add_table(book, BLANKS_HEADING, tuple(zip(BLANK_HEADS, (30, 70, 10), strict=True)), to_fill)
    buffer = BytesIO()
    book.save(buffer)
    return normalise_zip(buffer.getvalue(), date=origin.as_of)


def _groups(paper: Paper) -> list[tuple[str, list[Grid]]]:
    """Return (heading, grids) of each sheet."""
    found: list[tuple[str, list[Grid]]] = []
    for section in paper.sections:
        last: Grid | None = None
        for block in section.blocks:
            if isinstance(block, Grid):
                if last is not None and last.heads == block.heads:
                    found[-1][1].append(block)
                else:
                    found.append((section.heading, [block]))
            last = block if isinstance(block, Grid) else None
    return found


def _joined(grids: Sequence[Grid]) -> Grid:
    """Return one grid of several, with a column of their titles in front."""
    first, *others = grids
    if not others:
        return first
    rows = tuple((grid.title, *row) for grid in grids for row in grid.rows)
    choices = {column + 1: values for column, values in first.choices.items()}
    share = round(sum(first.shares) / 4)
    return Grid(("구분", *first.heads), (share, *first.shares), rows, choices=choices)


def _sheet_names(paper: Paper) -> list[str]:
    """Return a name for the sheet of each group of grids: title or heading, cut, told apart by a number."""
    taken = [BLANKS_HEADING, _FIRST]
    names = []
    for heading, (grid, *others) in _groups(paper):
        told = shown(heading if others else grid.title or heading).replace("\n", " ")
        name = _cut(_NO_SHEET_NAME.sub(" ", told).strip()) or "표"
        number = 2
        plain = name
        while name.casefold() in (other.casefold() for other in taken):
            name = f"{plain[: _LONGEST_NAME - 4]} ({number})"
            number += 1
        taken.append(name)
        names.append(name)
    return names


def _cut(name: str) -> str:
    """Return as many whole words of `name` as a sheet may be called."""
    if len(name) <= _LONGEST_NAME:
        return name
    whole = name[: _LONGEST_NAME + 1].rpartition(" ")[0].strip()
    return whole or name[:_LONGEST_NAME]


def _first(book: Workbook, paper: Paper, origin: Origin, names: Sequence[str]) -> None:
    """Write everything but the grids in two columns, from top to bottom."""
    sheet = book.create_sheet(_FIRST)
    for width, letter in zip(_WIDTHS, "AB", strict=True):
        sheet.column_dimensions[letter].width = width
    middle = Alignment(vertical="center")
    put(sheet, 1, 1, shown(paper.title), Font(name=FACE, size=16, bold=True, color=INK), middle)
    put(sheet, 2, 1, shown(" · ".join(filter(None, (paper.addressee, paper.mark)))), font(), middle)
    left = iter(names)
    number = _rows(sheet, 4, "이 문서", cover_rows(paper, origin))
    for index, section in enumerate(paper.sections, 1):
        rows = list(_section_rows(section, left))
        number = _rows(sheet, number, f"{index}. {section.heading}", rows)
    print_setup(sheet, "1:2")


def _section_rows(section: Section, names: Iterator[str]) -> Iterator[_Pair]:
    """Yield what the first sheet shows of a section; `names` are the sheets of its grids, one for each group."""
    last: Grid | None = None
    for block in section.blocks:
        if not isinstance(block, Grid):
            yield from _pairs(block)
        elif last is None or last.heads != block.heads:
            yield "표", "\n".join(filter(None, (block.title, f"시트 ‘{next(names)}’에 있습니다.")))
        last = block if isinstance(block, Grid) else None


def _pairs(block: Block) -> Iterator[_Pair]:
    if isinstance(block, Bullets):
        yield from ((str(number), item) for number, item in enumerate(block.items, 1))
    elif isinstance(block, Form):
        yield from block.rows
    elif isinstance(block, Signatures):
        for role, name in block.rows:
            yield role, f"{name}\n{SIGNATURE_HEADS[2]}:          {SIGNATURE_HEADS[3]}:"
    elif isinstance(block, Text | SourceLine):
        yield "", block.text


def _rows(sheet: Worksheet, number: int, heading: str, rows: Sequence[_Pair]) -> int:
    """Write a heading and rows from row `number` on; return where the next heading stands."""
    put(sheet, number, 1, shown(heading), Font(name=FACE, size=12, bold=True, color=INK), Alignment(vertical="center"))
    for pair in rows:
        number += 1
        label, text = map(shown, pair)
        put(sheet, number, 1, label, font(bold=True), TOP, fill=SHADE, border=True)
        cell = put(sheet, number, 2, text, font(), TOP, border=True)
        if BLANK.search(text):
            fill(cell, _YELLOW)
        sheet.row_dimensions[number].height = height_of((label, text), _WIDTHS)
    return number + 2


def _sheet(book: Workbook, name: str, grid: Grid) -> None:
    whole = sum(grid.shares)
    widths = [max(6, round(_TABLE_WIDTH * share / whole)) for share in grid.shares]
    rows = [[shown(text) for text in row] for row in grid.rows]
    heads = tuple((shown(head), width) for head, width in zip(grid.heads, widths, strict=True))
    sheet = add_table(book, name, heads, rows, statuses=False)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if BLANK.search(str(cell.value or "")):
                fill(cell, _YELLOW)
    for column, values in grid.choices.items():
        offered = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=True)
        offered.error, offered.errorTitle = "목록에서 고르십시오.", "고를 수 없는 값"
        letter = get_column_letter(column + 1)
        offered.add(f"{letter}2:{letter}{max(2, len(rows) + 1)}")
        sheet.add_data_validation(offered)
