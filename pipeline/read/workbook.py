"""Reads the cells of an Excel workbook (XLSX, ECMA-376 part 1, 18) as text: no formula is run, no link followed.

In: the bytes of a file. Out: a `Workbook`. Raises ReadError with an outcome for what is no XLSX, holds macros, is locked
or damaged, and beyond the limits of `pipeline.read.limits`. Meant to be called in a process of its own
(`pipeline.sandbox.read_workbook_apart`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.read import limits, sniff
from pipeline.read.limiting import beyond
from pipeline.read.opc import Element, Package

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[0-9]{1,7}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMNS: Final = 16_384
_ROWS: Final = 1_048_576
_AGAIN: Final = "Excel에서 열어 'Excel 통합 문서(.xlsx)'로 다시 저장하여 넣어 주십시오."
_ADVICE: Final = {
    "encrypted": "암호가 걸린 통합 문서입니다. 암호를 풀고 다시 저장하여 넣어 주십시오.",
    "ole": f"옛 Excel 형식(XLS)이거나 다른 옛 Office 파일입니다. {_AGAIN}",
    "damaged-zip": f"손상된 파일입니다. 통합 문서의 압축 구조를 읽을 수 없습니다. {_AGAIN}",
}


class CellKind(Enum):
    """What a cell holds. A formula has the value that its program stored last."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty; `row` and `column` from 1."""

    row: int
    column: int
    kind: CellKind
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its cells in the order of the file; `hidden`: the user does not see it."""

    name: str
    hidden: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook. `from_1904`: its days are counted from 1904-01-01, not from 1899-12-30."""

    sheets: tuple[Sheet, ...]
    from_1904: bool


def read_workbook(name: str, data: bytes) -> Workbook:
    """Return the workbook in the bytes of the file `name`."""
    kind = sniff.kind_of(data, ".xlsx")
    if kind != "xlsx":
        told = _ADVICE.get(kind) or f"Excel 통합 문서(XLSX)가 아닙니다. {_AGAIN}"
        raise ReadError(f"{name}: {told}", sniff.OUTCOMES.get(kind, Outcome.REFUSED))
    package = Package(name, data, program="Excel")
    return _Reader(name, package).workbook()


class _Reader:
    """Reads one package and counts what it has read."""

    def __init__(self, name: str, package: Package) -> None:
        self._name = name
        self._package = package
        self._left = limits.SHEET_CELLS
        self._shared: tuple[str, ...] = ()

    def workbook(self) -> Workbook:
        """Return all sheets."""
        related = self._package.related("")
        part = next(iter(related.get("officeDocument", [])), "")
        root = self._root(part, "workbook")
        below = self._package.related(part)
        if "vbaProject" in below:
            raise self._error(f"매크로가 든 통합 문서입니다. 매크로 없이 저장하여 주십시오. {_AGAIN}", Outcome.REFUSED)
        for strings in below.get("sharedStrings", [])[:1]:
            self._shared = tuple(_text(item) for item in self._root(strings, "sst").iterchildren(f"{_MAIN}si"))
        targets = self._targets(part)
        entries = list(root.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"))
        if len(entries) > limits.SHEETS:
            raise beyond(self._name, "SHEETS", f"시트가 {len(entries):,}개입니다", "필요한 시트만 남겨 주십시오.")
        sheets = tuple(self._sheet(entry, targets) for entry in entries)
        properties = root.find(f"{_MAIN}workbookPr")
        return Workbook(sheets, properties is not None and properties.get("date1904") in ("1", "true"))

    def _root(self, part: str, *tags: str) -> Element:
        """Return the root of a part, which has one of the tags."""
        if not self._package.has(part):
            raise self._error(f"손상된 파일입니다({tags[0]} 부분이 없습니다). {_AGAIN}", Outcome.DAMAGED)
        root = self._package.xml(part)
        if root.tag.startswith(_STRICT):
            raise self._error(f"엄격한 Open XML 형식의 통합 문서로, 읽지 못합니다. {_AGAIN}", Outcome.REFUSED)
        if root.tag not in [_MAIN + tag for tag in tags]:
            raise self._error(f"손상된 파일입니다({part}). {_AGAIN}", Outcome.DAMAGED)
        return root

    def _targets(self, part: str) -> dict[str, str]:
        """Return the parts that the workbook relates to, by the id of the relationship."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self._package.has(rels):
            return {}
        return {
            item.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
            for item in self._package.xml(rels)
            if item.get("TargetMode") != "External"
        }

    def _sheet(self, entry: Element, targets: dict[str, str]) -> Sheet:
        name = entry.get("name", "")
        root = self._root(targets.get(entry.get(_ID, ""), ""), "worksheet", "chartsheet", "dialogsheet")
        return Sheet(name, entry.get("state", "visible") != "visible", tuple(self._cells(root, name)))

    def _cells(self, root: Element, sheet: str) -> Iterator[Cell]:
        seen: set[tuple[int, int]] = set()
        row = 0
        for line in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
            row = int(line.get("r")) if _ROW.fullmatch(line.get("r") or "") else row + 1
            column = 0
            for found in line.iterfind(f"{_MAIN}c"):
                row, column = self._place(found, sheet, row, column + 1)
                kind, text = self._value(found, sheet, row)
                if not text and kind is not CellKind.FORMULA:
                    continue
                if (row, column) in seen:
                    raise self._error(f"시트 ‘{sheet}’의 {row}행에 같은 칸이 두 번 있습니다. {_AGAIN}", Outcome.DAMAGED)
                seen.add((row, column))
                yield self._counted(Cell(row, column, kind, text), sheet)

    def _place(self, found: Element, sheet: str, row: int, column: int) -> tuple[int, int]:
        reference = found.get("r")
        if reference is not None:
            match = _REFERENCE.fullmatch(reference)
            column, row = (_number(match[1]), int(match[2])) if match else (0, 0)
        if not (0 < column <= _COLUMNS and 0 < row <= _ROWS):
            raise self._error(f"시트 ‘{sheet}’에 자리를 알 수 없는 칸이 있습니다. {_AGAIN}", Outcome.DAMAGED)
        return row, column

    def _counted(self, cell: Cell, sheet: str) -> Cell:
        self._left -= 1
        if self._left < 0:
            raise beyond(self._name, "SHEET_CELLS", "채워진 칸이 너무 많습니다", "받은 양식만 채워 주십시오.")
        if len(cell.text) > limits.CELL_CHARS:
            what = f"시트 ‘{sheet}’ {cell.row}행의 한 칸이 {len(cell.text):,}자입니다"
            raise beyond(self._name, "CELL_CHARS", what, "글을 줄이거나 별도 문서로 내 주십시오.")
        return cell

    def _value(self, found: Element, sheet: str, row: int) -> tuple[CellKind, str]:
        """Return what a cell holds (ECMA-376 part 1, 18.18.11)."""
        kind = found.get("t", "n")
        value = found.findtext(f"{_MAIN}v") or ""
        if kind == "s":
            value = self._string(value, sheet, row)
        elif kind == "inlineStr":
            inline = found.find(f"{_MAIN}is")
            value = _text(inline) if inline is not None else ""
        elif kind == "str":
            value = _unescaped(value)
        if found.find(f"{_MAIN}f") is not None:
            return CellKind.FORMULA, value
        kinds = {"b": CellKind.TRUTH, "e": CellKind.ERROR, "n": CellKind.NUMBER}
        return kinds.get(kind, CellKind.TEXT), value

    def _string(self, value: str, sheet: str, row: int) -> str:
        index = value.strip()
        if index.isascii() and index.isdigit() and len(index) < 8 and int(index) < len(self._shared):
            return self._shared[int(index)]
        raise self._error(f"시트 ‘{sheet}’ {row}행의 글이 파일에 없습니다. {_AGAIN}", Outcome.DAMAGED)

    def _error(self, what: str, outcome: Outcome) -> ReadError:
        return ReadError(f"{self._name}: {what}", outcome)


def _text(item: Element) -> str:
    """Return the text of a string item (18.4.8): its runs, without the reading that stands above them (rPh)."""
    pieces = (
        piece.findtext(f"{_MAIN}t") if piece.tag == f"{_MAIN}r" else piece.text
        for piece in item
        if piece.tag in (f"{_MAIN}t", f"{_MAIN}r")
    )
    return _unescaped("".join(piece or "" for piece in pieces))


def _unescaped(text: str) -> str:
    """Return `text` with its '_x000D_' as the characters that they stand for (22.9.2.19); surrogates are dropped."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: "" if 0xD800 <= int(m[1], 16) <= 0xDFFF else chr(int(m[1], 16)), text)


def _number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
