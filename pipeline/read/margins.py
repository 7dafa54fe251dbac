"""Running heads and feet of a PDF: lines that come back in the same place at the edge of its pages.

In: the lines of each page, with their places where the engine tells them. Out: for each page the
lines that are body, and an example of what was taken out. A line counts as running when it, its
digits set aside, stands among the outermost lines of two fifths of the pages and more, in the same
place (within `_SAME` points), or is nothing but a page number; on a document of two pages, when
both have the very same line in the outer `_OUTER` of the page. Only an unbroken run from the edge
is taken, the edge being what stands highest or lowest, not what was written first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.read.joining import starts_heading
from pipeline.read.markers import marker
from pipeline.read.pdfium import Line

_EDGE: Final = 4
_SAME: Final = 3.0
_OUTER: Final = 0.1
_PAGE_NUMBER = re.compile(
    r"(?:[-–—~<\[(|\s]*\d{1,4}[-–—~>\])|\s]*|\d{1,4}\s*[/／|]\s*\d{1,4}|(?i:page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:쪽|페이지)|[ivxl]{1,6})$"
)
_DIGITS = re.compile(r"\d+")

Running = tuple[list[list[int]], int, str]
"""Per page the numbers of its body lines; how many lines were taken out; one of them."""
_Seen = Counter[tuple[str, int | None]]
"""A line without its digits, and its height in steps of `_SAME` points -> on how many pages it stands at the edge."""


def body_lines(pages: Sequence[Sequence[Line]], heights: Sequence[float] | None = None) -> Running:
    """Return which lines of each page are body; `heights` of the pages in points."""
    edges = [(_edge(page, from_top=True), _edge(page, from_top=False)) for page in pages]
    seen = [_seen(pages, [both[side] for both in edges]) for side in (0, 1)]
    numbered = sum(1 for page, both in zip(pages, edges, strict=True) if _is_numbered(page, both))
    numbers = numbered >= max(2, len(pages) // 2)
    out: list[list[int]] = []
    removed, example = 0, ""
    for number, page in enumerate(pages):
        height = heights[number] if heights else 0.0
        gone: list[int] = []
        for side in (0, 1):
            least = _Least(len(pages), height, numbers)
            gone += [at for at in _running(page, edges[number][side], seen[side], least) if at not in gone]
        removed += len(gone)
        example = example or next((t for at in gone if not _PAGE_NUMBER.match(t := page[at].text.strip())), "")
        out.append([at for at in range(len(page)) if at not in gone])
    return out, removed, example


def _is_numbered(page: Sequence[Line], both: tuple[list[int], list[int]]) -> bool:
    return any(_PAGE_NUMBER.match(page[side[0]].text.strip()) for side in both if side)


def _pattern(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


def _edge(page: Sequence[Line], *, from_top: bool) -> list[int]:
    """Return the outermost lines of a page, the outermost first: by place, or as written where places are unknown."""
    filled = [at for at, line in enumerate(page) if line.text.strip()]
    if any(page[at].y is None for at in filled):
        return filled[:_EDGE] if from_top else filled[::-1][:_EDGE]
    sign = -1 if from_top else 1
    order = sorted(filled, key=lambda at: (sign * round(page[at].y or 0), page[at].left or 0))
    return order[:_EDGE]


def _seen(pages: Sequence[Sequence[Line]], edges: Sequence[Sequence[int]]) -> _Seen:
    out: _Seen = Counter()
    for page, edge in zip(pages, edges, strict=True):
        out.update({(_pattern(page[at].text), _step(page[at])) for at in edge})
    return out


def _step(line: Line) -> int | None:
    return None if line.y is None else round(line.y / _SAME)


class _Least:
    """On how many pages a line must come back to be running."""

    def __init__(self, pages: int, height: float, numbers: bool) -> None:
        self.pages = pages
        self.numbers = numbers
        self._outer = height * _OUTER
        self._height = height

    def met(self, line: Line, seen: _Seen) -> bool:
        """Whether the line stands in this place on enough pages."""
        pattern, step = _pattern(line.text), _step(line)
        near = (None,) if step is None else (step - 1, step, step + 1)
        there = sum(seen[pattern, place] for place in near)
        if self.pages == 2 and line.y is not None and self._height:
            return there >= 2 and not self._outer <= line.y <= self._height - self._outer
        return there >= max(3, self.pages * 2 // 5)


def _running(page: Sequence[Line], edge: Sequence[int], seen: _Seen, least: _Least) -> list[int]:
    found: list[int] = []
    for at in edge:
        words = page[at].text.strip()
        number = _PAGE_NUMBER.match(words) is not None
        if not (number and least.numbers) and (
            not least.met(page[at], seen) or (not number and (starts_heading(words) or marker(words)))
        ):
            break
        found.append(at)
    return found
