"""The pieces that a workbook is made of: cells of text, tables with a filter, pages for printing.

Every cell is text. A text that a spreadsheet program would read as a formula or command gets an
apostrophe in front (OWASP, CSV injection), and the cell is marked as text as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.report.visible import columns
from pipeline.stamp import Stamp, as_properties

FACE = "맑은 고딕"
INK, SHADE = "1F2937", "EEF1F5"
_RULE = "C3CAD3"
_COLORS = {
    "충족": ("14532D", "DCFCE7"),
    "부분 충족": ("713F12", "FEF3C7"),
    "누락": ("7F1D1D", "FEE2E2"),
    "상충": ("991B1B", "FCA5A5"),
    "판독불가": ("3B0764", "EDE9FE"),
    "해당없음": ("374151", "E5E7EB"),
    "확인 필요": (INK, "FDE68A"),
}
_LONGEST = 32_000
"""Characters of a cell; Excel refuses a file with more than 32,767 in one."""

_CUT = " (이하 생략: 전문은 JSON 보고서에 있습니다)"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

Row = Sequence[str]

_LINE, _PADDING, _TALLEST = 14.0, 5.0, 400.0
"""Points of a line of 10-point text, of the room around it, and the tallest row that Excel allows."""

_THIN = Side(style="thin", color=_RULE)
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TOP = Alignment(vertical="top", wrap_text=True)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def add_table(
    book: Workbook, title: str, heads: Sequence[tuple[str, int]], rows: Iterable[Row], *, statuses: bool = True
) -> Worksheet:
    """Add a sheet with one table, (head, width) for each column; return it.

    `statuses`: a cell that holds a status and nothing else is shown on its colour.
    """
    sheet = book.create_sheet(title)
    for index, (head, width) in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        put(sheet, 1, index, head, font(bold=True), MIDDLE, fill=SHADE, border=True)
    for number, row in enumerate(rows, 2):
        for index, text in enumerate(row, 1):
            cell = put(sheet, number, index, text, font(), TOP, border=True)
            if statuses:
                colour(cell)
        sheet.row_dimensions[number].height = height_of(row, [width for _, width in heads])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(sheet.max_row, 1)}"
    print_setup(sheet, "1:1")
    return sheet


def stamp_workbook(book: Workbook, stamp: Stamp) -> None:
    """Write the stamp into the custom properties of a workbook."""
    for name, value in as_properties(stamp).items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    font: Font,
    place: Alignment,
    *,
    fill: str = "",
    border: bool = False,
) -> Cell:
    """Write a cell of text (rows and columns from 1) and return it."""
    cell: Cell = sheet.cell(row, column)
    cell.number_format = "@"
    if text:
        cell.value = safe_text(text)
        cell.data_type = "s"
    cell.font, cell.alignment = font, place
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if border:
        cell.border = _BORDER
    return cell


def height_of(row: Row, widths: Sequence[int]) -> float:
    """Return the height that a row's texts need: programs do not work it out when they open a file.

    Hangul is two columns wide; a line is on average not filled to its end, as words are kept whole.
    """
    most = 1
    for text, width in zip(row, widths, strict=True):
        room = max(1.0, (width - 1) * 0.98)
        most = max(most, sum(max(1, math.ceil(columns(line) / room)) for line in text.split("\n")))
    return min(most * _LINE + _PADDING, _TALLEST)


def safe_text(text: str) -> str:
    """Return a cell's text: with an apostrophe in front where it could be run, cut where Excel would refuse it."""
    if text.startswith(_RISKY):
        text = f"'{text}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def colour(cell: Cell) -> None:
    """Show a cell that holds a status on the colour of that status."""
    colors = _COLORS.get(str(cell.value))
    if colors is not None:
        cell.font = font(bold=True, color=colors[0])
        cell.fill = PatternFill("solid", fgColor=colors[1])


def fill(cell: Cell, color: str) -> None:
    """Give a cell a ground; `color` is RRGGBB."""
    cell.fill = PatternFill("solid", fgColor=color)


def font(*, bold: bool = False, color: str = INK) -> Font:
    """Return the font of a cell; `color` is RRGGBB."""
    return Font(name=FACE, size=10, bold=bold, color=color)


def print_setup(sheet: Worksheet, repeated: str) -> None:
    """A4 on its side, as wide as the page, header rows on every page, page numbers."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = repeated
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.7, 0.3
    sheet.oddFooter.center.text = "&P / &N"
    sheet.oddFooter.left.text = "&A"
