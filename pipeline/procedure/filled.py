"""Reads back a table that someone outside filled in a workbook written here: rows by their heads, problems by place.

The file is hostile until it is read: a process of its own reads it (`pipeline.sandbox`), and nothing in it runs. What
cannot be read is a problem with its sheet and row, never an error of the case.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.procedure.paper import BLANK
from pipeline.read.workbook import Cell, CellKind, Sheet, Workbook
from pipeline.sandbox.apart import read_workbook_apart

CASE_LABEL = "사건"
"""The label on the first sheet beside which the id of the case stands (`shown.cover_rows`)."""
_HEAD_ROWS = 50
"""Rows of a sheet in which the heads of the table are sought."""
_DAY = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
_FIRST_DAY = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_LAST_SERIAL = 2_958_465
"""31 December 9999 as Excel counts it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: head -> text ('' where nothing is filled in). `place`: file, sheet and row, for a message."""

    place: str
    values: Mapping[str, str]
    numbers: frozenset[str] = frozenset()
    from_1904: bool = False

    def day(self, head: str) -> dt.date | None:
        """Return the day in a column, None where it is empty; ValueError where it is no day."""
        text = self.values[head]
        if not text:
            return None
        if head in self.numbers:
            serial = int(float(text))
            if not 0 < serial <= _LAST_SERIAL:
                raise ValueError(text)
            return _FIRST_DAY[self.from_1904] + dt.timedelta(serial)
        match = _DAY.fullmatch(text)
        if not match:
            raise ValueError(text)
        return dt.date(int(match[1]), int(match[2]), int(match[3]))


@dataclass(frozen=True, slots=True)
class Filled:
    """What was read of a file. `case`: the id of the case that stands in it, '' where none does."""

    name: str = ""
    outcome: Outcome = Outcome.OK
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    case: str = ""


def read_filled(name: str, data: bytes | None, heads: Sequence[str]) -> Filled:
    """Return the rows of the table with `heads` (the first one is the key) in the workbook `name`; None: no such file."""
    if data is None:
        return Filled(name, Outcome.REFUSED, problems=(f"{name}: 파일이 없습니다. 파일을 사건 폴더에 두십시오.",))
    try:
        book = read_workbook_apart(name, data)
    except ReadError as error:
        return Filled(name, error.outcome, problems=(str(error),))
    found = [table for sheet in book.sheets if (table := _Table.of(sheet, heads))]
    if not found:
        told = ", ".join(heads)
        problem = f"{name}: 표를 찾지 못했습니다. 머리 줄({told})을 바꾸지 않은 양식을 다시 받으십시오."
        return Filled(name, Outcome.REFUSED, problems=(problem,), case=_case(book))
    problems: list[str] = []
    if len(found) > 1:
        others = ", ".join(f"‘{_line(table.sheet.name)}’" for table in found[1:])
        problems.append(f"{name}: 같은 표가 다른 시트({others})에도 있습니다. 하나만 남겨 다시 받으십시오.")
    if found[0].sheet.hidden:
        problems.append(f"{name}: 표가 숨은 시트에 있습니다. 시트의 숨김을 풀어 다시 받으십시오.")
    entries = tuple(_entries(name, found[0], book.from_1904, problems))
    return Filled(name, Outcome.OK_WITH_WARNINGS if problems else Outcome.OK, entries, tuple(problems), _case(book))


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet, the row of the heads and the column of each."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, heads: Sequence[str]) -> _Table | None:
        """Return the table with `heads` on `sheet`; None where there is none."""
        rows: dict[int, dict[int, Cell]] = {}
        for cell in sheet.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
        for number in sorted(rows)[:_HEAD_ROWS]:
            columns = {_line(cell.text): cell.column for cell in reversed(rows[number].values())}
            if set(heads) <= columns.keys():
                return cls(sheet, number, {head: columns[head] for head in heads}, rows)
        return None


def _entries(name: str, table: _Table, from_1904: bool, problems: list[str]) -> Iterator[Entry]:
    """Yield the rows below the heads that have a key; note what cannot be taken as it is."""
    key = next(iter(table.columns))
    for number in sorted(table.rows):
        cells = table.rows[number]
        if number <= table.row or table.columns[key] not in cells:
            continue
        place = f"{name} 시트 ‘{_line(table.sheet.name)}’ {number}행"
        values = {head: _text(cells.get(column)) for head, column in table.columns.items()}
        for head, column in table.columns.items():
            kind = cells[column].kind if column in cells else CellKind.TEXT
            if kind in (CellKind.FORMULA, CellKind.ERROR):
                values[head] = ""
                problems.append(f"{place}: ‘{head}’ 칸에 수식이나 오류값이 있습니다. 값으로 적어 다시 받으십시오.")
        numbers = frozenset(h for h, c in table.columns.items() if c in cells and cells[c].kind is CellKind.NUMBER)
        if values[key]:
            yield Entry(place, values, numbers, from_1904)


def _text(cell: Cell | None) -> str:
    """Return what is filled in: no blank that was left, no brackets that would look like one, no guarding apostrophe."""
    from pipeline.report.xlsx_parts import safe_text  # loads openpyxl: only who reads a table pays for it

    text = cell.text.strip() if cell else ""
    if BLANK.fullmatch(text):
        return ""
    if text.startswith("'") and safe_text(text[1:]) == text:
        text = text[1:]
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("【", "［").replace("】", "］")


def _case(book: Workbook) -> str:
    """Return what stands beside the label of the case on the first sheet."""
    cells = {(cell.row, cell.column): cell.text for sheet in book.sheets[:1] for cell in sheet.cells}
    places = (place for place, text in cells.items() if place[1] == 1 and text == CASE_LABEL)
    return next((cells.get((row, 2), "") for row, _ in places), "")


def _line(text: str) -> str:
    return " ".join(text.split())
