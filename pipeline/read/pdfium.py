"""The lines of a PDF page as printed, from pdfium.

pdfium now and then runs two printed lines into one (a short last line of a paragraph and the
first line of the next), which would hide an article in the middle of a line. Each of its
lines is therefore checked against the baselines of its characters, and parted where the
baseline moves. Costs two look-ups a line; only run-together lines are looked at in full.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any, Final

_WORD = re.compile(r"\S+")
_TOLERANCE: Final = 3.0
"""Points by which a baseline may move within a line (raised or lowered signs)."""
_IMAGE: Final = 3
"""FPDF_PAGEOBJ_IMAGE"""


class PageText:
    """The text page of one PDF page."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = page
        self._text_page = page.get_textpage()
        self.text: str = self._text_page.get_text_range()
        self._same_index = len(self.text) == self._text_page.count_chars()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def lines(self) -> list[str]:
        """Return the printed lines, in the order of the page's content."""
        out: list[str] = []
        at = 0
        for line in self.text.split("\r\n"):
            out.extend(self._parted(at, line))
            at += len(line) + 2
        return out

    def _parted(self, at: int, line: str) -> list[str]:
        starts = [found.start() for found in _WORD.finditer(line)]
        last = len(line.rstrip()) - 1
        if last < 1 or not starts or not self._moved(self._baseline(at + starts[0]), self._baseline(at + last)):
            return [line]
        pieces: list[str] = []
        start = previous = starts[0]
        current = self._baseline(at + start)
        for place in [*starts[1:], last]:
            baseline = self._baseline(at + place)
            if self._moved(current, baseline):
                cut = self._cut(at, previous, place, current)
                pieces.append(line[start:cut].rstrip())
                start, current = cut, baseline
            previous = place
        pieces.append(line[start:])
        return pieces if len(pieces) * 4 <= last else [line]

    def _cut(self, at: int, low: int, high: int, current: float | None) -> int:
        """Return the first character after `low` that stands on another baseline."""
        return next((place for place in range(low + 1, high) if self._moved(current, self._baseline(at + place))), high)

    def _baseline(self, index: int) -> float | None:
        if not self._same_index:
            index = self._raw.FPDFText_GetCharIndexFromTextIndex(self._text_page, index)
        found = self._raw.FPDFText_GetCharOrigin(self._text_page, index, self._x, self._y)
        return self._y.value if found else None

    @staticmethod
    def _moved(before: float | None, after: float | None) -> bool:
        return before is not None and after is not None and abs(before - after) > _TOLERANCE

    def image_share(self) -> float:
        """Return the share of the page that its largest picture covers."""
        width, height = self._page.get_size()
        shares = [0.0]
        for item in self._page.get_objects(filter=[_IMAGE], max_depth=3):
            left, bottom, right, top = item.get_bounds()
            shares.append(abs((right - left) * (top - bottom)) / max(1.0, width * height))
        return max(shares)

    def draws(self) -> bool:
        """Whether the page draws anything at all (text turned into outlines, say)."""
        return any(True for _ in self._page.get_objects(max_depth=1))
