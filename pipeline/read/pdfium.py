"""The lines of a PDF page as printed, with their places, from pdfium.

pdfium now and then runs two printed lines into one (a short last line of a paragraph and the
first line of the next), which would hide an article in the middle of a line. Each of its
lines is therefore checked against the baselines of its characters, and parted where the
baseline moves. Costs two look-ups a line; only run-together lines are looked at in full.
pdfium is not thread-safe: one document at a time in a process.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

_WORD = re.compile(r"\S+")
_TOLERANCE: Final = 3.0
"""Points by which a baseline may move within a line (raised or lowered signs)."""
TEXT: Final = 1
PATH: Final = 2
IMAGE: Final = 3
"""FPDF_PAGEOBJ_TEXT, _PATH, _IMAGE"""
_NOTES: Final = (3, 20)
"""FPDF_ANNOT_FREETEXT, FPDF_ANNOT_WIDGET"""
GONE: Final = "\x00"
"""Stands for a character that was taken out, so that the numbers of the others hold."""

Place = tuple[float, float]


class Line(NamedTuple):
    """A printed line. Points from the left and the foot of the page as shown: where its first and its last character
    stand, and its baseline; None where the engine does not tell. `confidence` 0..1 of recognised text, else None.
    `kind`: line, or row (of a table: cells parted by a tab, the printed lines of a cell by a newline)."""

    text: str
    left: float | None = None
    right: float | None = None
    y: float | None = None
    confidence: float | None = None
    kind: str = "line"


class PageText:
    """The text page of one PDF page."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as raw

        self.raw = raw
        self.page = page
        self._kept = page.get_textpage()  # closed when it is no longer held
        self.text_page = self._kept.raw
        self.text: str = self._kept.get_text_range()
        self._same_index = len(self.text) == self._kept.count_chars()
        self._buffer: ctypes.Array[ctypes.c_ushort] | None = None
        self._origin = raw.FPDFText_GetCharOrigin
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self.width, self.height = page.get_size()
        self._turn = _turned(page.get_rotation(), self.width, self.height)

    def lines(self) -> list[Line]:
        """Return the printed lines, in the order of the page's content."""
        out: list[Line] = []
        at = 0
        for line in self.text.split("\r\n"):
            out.extend(self._parted(at, line))
            at += len(line) + 2
        return out

    def _parted(self, at: int, line: str) -> list[Line]:
        last = len(line.rstrip().rstrip(GONE)) - 1
        if last < 0:
            return [Line(line.replace(GONE, ""))]
        first = len(line) - len(line.lstrip())
        start, end = self.place(at + first), self.place(at + last)
        if last < 1 or start is None or end is None or abs(start[1] - end[1]) <= _TOLERANCE:
            return [_line(line, start, end)]
        starts = [found.start() for found in _WORD.finditer(line)]
        cuts = [0]
        previous = starts[0]
        current: Place | None = start
        for word in [*starts[1:], last]:
            here = self.place(at + word)
            if self._moved(current, here):
                cuts.append(self._cut(at, previous, word, current))
                current = here
            previous = word
        if len(cuts) * 4 > last:
            return [_line(line, start, end)]
        return [self._piece(at, line, low, high) for low, high in zip(cuts, [*cuts[1:], len(line)], strict=True)]

    def _piece(self, at: int, line: str, low: int, high: int) -> Line:
        text = line[low:high] if high == len(line) else line[low:high].rstrip()
        filled = len(text.rstrip()) - 1
        first = len(text) - len(text.lstrip())
        return _line(text, self.place(at + low + first), self.place(at + low + max(first, filled)))

    def _cut(self, at: int, low: int, high: int, current: Place | None) -> int:
        """Return the first character after `low` that stands on another baseline."""
        return next((place for place in range(low + 1, high) if self._moved(current, self.place(at + place))), high)

    def place(self, index: int) -> Place | None:
        """Return where a character of `text` stands: x and baseline, in points from the left foot of the page."""
        if not self._same_index:
            index = self.index(index)
        if not self._origin(self.text_page, index, self._x, self._y):
            return None
        return self._turn(self._x.value, self._y.value) if self._turn else (self._x.value, self._y.value)

    def within(self, left: float, bottom: float, right: float, top: float) -> str:
        """Return the text that stands in a box (points, of a page that is not turned)."""
        if self._buffer is None:
            self._buffer = (ctypes.c_ushort * (len(self.text) + 64))()
        buffer = self._buffer
        count = self.raw.FPDFText_GetBoundedText(self.text_page, left, top, right, bottom, buffer, len(buffer))
        return ctypes.string_at(buffer, 2 * min(count, len(buffer))).decode("utf-16-le", "replace").rstrip("\x00")

    def right_edge(self, index: int, otherwise: float) -> float:
        """Return the right edge of a character of `text` on a page that is not turned, `otherwise` where unknown."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        found = self.raw.FPDFText_GetCharBox(self.text_page, self.index(index), left, right, bottom, top)
        return right.value if found and self.upright else otherwise

    def index(self, index: int) -> int:
        """Return pdfium's number of a character of `text`."""
        if self._same_index:
            return index
        return int(self.raw.FPDFText_GetCharIndexFromTextIndex(self.text_page, index))

    @staticmethod
    def _moved(before: Place | None, after: Place | None) -> bool:
        return before is not None and after is not None and abs(before[1] - after[1]) > _TOLERANCE

    # -------------------------------------------------------------- what else stands on the page

    @property
    def upright(self) -> bool:
        """Whether the page is shown as it is described, so that the places of its objects are those of its text."""
        return self._turn is None

    def objects(self) -> Iterator[tuple[Any, int]]:
        """Yield the objects of the page itself (none inside forms) with their types."""
        page, get, kind = self.page.raw, self.raw.FPDFPage_GetObject, self.raw.FPDFPageObj_GetType
        for number in range(self.raw.FPDFPage_CountObjects(page)):
            item = get(page, number)
            yield item, kind(item)

    def image_share(self) -> float:
        """Return the share of the page that its largest picture covers."""
        shares = [0.0]
        for item in self.page.get_objects(filter=[IMAGE], max_depth=3):
            left, bottom, right, top = item.get_bounds()
            shares.append(abs((right - left) * (top - bottom)) / max(1.0, self.width * self.height))
        return max(shares)

    def draws(self) -> bool:
        """Whether the page draws anything at all (text turned into outlines, say)."""
        return any(True for _ in self.page.get_objects(max_depth=1))

    def notes(self) -> list[str]:
        """Return what is written in form fields and text notes, which are no part of the page's own text."""
        return [text for at in range(self.raw.FPDFPage_GetAnnotCount(self.page)) if (text := self._note(at))]

    def _note(self, at: int) -> str:
        note = self.raw.FPDFPage_GetAnnot(self.page, at)
        if not note:
            return ""
        try:
            if self.raw.FPDFAnnot_GetSubtype(note) not in _NOTES:
                return ""
            return self._note_text(note, b"V") or self._note_text(note, b"Contents")
        finally:
            self.raw.FPDFPage_CloseAnnot(note)

    def _note_text(self, note: Any, key: bytes) -> str:
        size = self.raw.FPDFAnnot_GetStringValue(note, key, None, 0)
        buffer = ctypes.create_string_buffer(max(2, size))
        self.raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace").strip()


def _line(text: str, start: Place | None, end: Place | None) -> Line:
    return Line(
        text.replace(GONE, "") if GONE in text else text,
        start[0] if start else None,
        end[0] if end else None,
        start[1] if start else None,
    )


def _turned(rotation: int, width: float, height: float) -> Callable[[float, float], Place] | None:
    """Return how a place on the page as described becomes a place on the page as shown (ISO 32000-1, 7.7.3.3)."""
    if rotation == 90:
        return lambda x, y: (y, height - x)
    if rotation == 180:
        return lambda x, y: (width - x, height - y)
    if rotation == 270:
        return lambda x, y: (width - y, x)
    return None
