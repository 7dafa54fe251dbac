"""Text of a PDF page that nobody sees: invisible, painted in the colour of the paper, or off the page.

Decided: what cannot be seen in print is no wording of the contract, so it is taken out and a
warning says so; a sentence hidden in white cannot make a review find a clause. Two exceptions:
invisible text over a picture is the layer of a text recognition, which is read but marked;
pale text on a dark ground is seen. Source: ISO 32000-1, 9.3.6 (text rendering mode).
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.read.pdfium import GONE, IMAGE, PATH, Line, PageText

_INVISIBLE: Final = (3, 7)
"""FPDF_TEXTRENDERMODE_INVISIBLE, _CLIP"""
_PALE: Final = 235
"""Of 255 in each of red, green and blue: 1.2 : 1 against white and less, which nobody reads."""
_CLEAR: Final = 20
_OUTSIDE: Final = 2.0
_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Hidden:
    """`count`: characters taken out. `recognised`: characters of a text layer over a picture."""

    count: int = 0
    recognised: int = 0


def off_page(content: PageText, lines: Sequence[Line]) -> bool:
    """Whether a line starts or ends outside of what is shown of the page."""
    box = _shown(content)
    return box is not None and any(_outside(box, x, line.y) for line in lines for x in (line.left, line.right))


def take_out(content: PageText, *, outside: bool) -> Hidden:
    """Replace every character of `content.text` that cannot be seen; say how many there were. `outside`: of the page."""
    found = Hidden()
    seen = _Sight(content, _shown(content) if outside else None)
    letters = list(content.text)
    for at, letter in enumerate(letters):
        if letter.isspace():
            continue
        sight = seen.of(at)
        if sight == "recognised":
            found.recognised += 1
        elif sight == "hidden":
            letters[at] = GONE
            found.count += 1
    content.text = "".join(letters)
    return found


@dataclass(slots=True)
class _Sight:
    """Tells how the characters of one page are seen; asks once for each text object."""

    content: PageText
    box: _Box | None
    modes: dict[int, str] = field(default_factory=dict)
    pictures: list[_Box] = field(default_factory=list)
    grounds: list[_Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        for item in self.content.page.get_objects(filter=[PATH, IMAGE], max_depth=3):
            if item.type == IMAGE:
                self.pictures.append(item.get_bounds())
            elif _is_dark_ground(self.content.raw, item):
                self.grounds.append(item.get_bounds())

    def of(self, at: int) -> str:
        """Return 'seen', 'hidden' or 'recognised' for one character of the text."""
        mode = self._mode(at)
        if mode == "plain" and self.box is None:
            return "seen"
        place = self.content.place(at)
        if place is None:
            return "seen"
        if self.box is not None and _outside(self.box, *place):
            return "hidden"
        if mode == "invisible":
            return "recognised" if _within(self.pictures, place) or not self.content.upright else "hidden"
        if mode == "pale":
            dark = _within(self.grounds, place) or _within(self.pictures, place)
            return "seen" if dark or not self.content.upright else "hidden"
        return "seen"

    def _mode(self, at: int) -> str:
        raw = self.content.raw
        item = raw.FPDFText_GetTextObject(self.content.text_page, self.content.index(at))
        key = ctypes.cast(item, ctypes.c_void_p).value if item else None
        if key is None:
            return "plain"
        if key not in self.modes:
            mode = raw.FPDFTextObj_GetTextRenderMode(item)
            pale = mode == 0 and _colour(raw, item) == "pale"
            self.modes[key] = "invisible" if mode in _INVISIBLE else "pale" if pale else "plain"
        return self.modes[key]


def _colour(raw: Any, item: Any) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return "unknown"
    if alpha.value <= _CLEAR or min(red.value, green.value, blue.value) >= _PALE:
        return "pale"
    return "dark"


def _is_dark_ground(raw: Any, item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(drawn) and fill.value != 0 and _colour(raw, item) == "dark"


def _shown(content: PageText) -> _Box | None:
    return content.page.get_cropbox() if content.upright else None


def _outside(box: _Box, x: float | None, y: float | None) -> bool:
    if x is None or y is None:
        return False
    left, bottom, right, top = box
    return x < left - _OUTSIDE or x > right + _OUTSIDE or y < bottom - _OUTSIDE or y > top + _OUTSIDE


def _within(boxes: Sequence[_Box], place: tuple[float, float]) -> bool:
    x, y = place
    return any(left <= x <= right and bottom - 1 <= y <= top + 1 for left, bottom, right, top in boxes)
