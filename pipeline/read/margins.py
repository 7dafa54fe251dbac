"""Running heads and feet of a PDF: lines that come back at the top or bottom of its pages.

In: the lines of each page. Out: for each page the lines that are body, and an example of
what was taken out. A line counts as running when it, its digits set aside, stands among the
outermost lines of at least half of the pages (two fifths where left and right pages differ),
or is nothing but a page number; only an unbroken run from the edge is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pipeline.read.joining import starts_heading
from pipeline.read.markers import marker

_EDGE: Final = 4
_PAGE_NUMBER = re.compile(
    r"(?:[-–—~<\[(|\s]*\d{1,4}[-–—~>\])|\s]*|\d{1,4}\s*[/／|]\s*\d{1,4}|(?i:page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:쪽|페이지)|[ivxl]{1,6})$"
)
_DIGITS = re.compile(r"\d+")

Running = tuple[list[list[int]], int, str]
"""Per page the numbers of its body lines; how many lines were taken out; one of them."""


def body_lines(pages: Sequence[Sequence[str]]) -> Running:
    """Return which lines of each page are body."""
    top = _counts(pages, from_top=True)
    bottom = _counts(pages, from_top=False)
    numbered = sum(
        1
        for page in pages
        if any(_PAGE_NUMBER.match(line.strip()) for line in [*_filled(page)[:1], *_filled(page)[-1:]])
    )
    numbers = numbered >= max(2, len(pages) // 2)
    out: list[list[int]] = []
    removed, example = 0, ""
    for page in pages:
        head = _running(page, top, len(pages), numbers=numbers, from_top=True)
        foot = [at for at in _running(page, bottom, len(pages), numbers=numbers, from_top=False) if at not in head]
        gone = [*head, *foot]
        removed += len(gone)
        example = example or next((page[at].strip() for at in gone if not _PAGE_NUMBER.match(page[at].strip())), "")
        out.append([at for at in range(len(page)) if at not in gone])
    return out, removed, example


def _filled(page: Sequence[str]) -> list[str]:
    return [line for line in page if line.strip()]


def _pattern(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


def _edge(page: Sequence[str], *, from_top: bool) -> list[int]:
    order = range(len(page)) if from_top else range(len(page) - 1, -1, -1)
    return [at for at in order if page[at].strip()][:_EDGE]


def _counts(pages: Sequence[Sequence[str]], *, from_top: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(list(dict.fromkeys(_pattern(page[at]) for at in _edge(page, from_top=from_top))))
    return counts


def _running(page: Sequence[str], counts: Counter[str], pages: int, *, numbers: bool, from_top: bool) -> list[int]:
    least = max(3, pages * 2 // 5)
    found: list[int] = []
    for at in _edge(page, from_top=from_top):
        words = page[at].strip()
        number = _PAGE_NUMBER.match(words) is not None
        if not (number and numbers) and (
            counts[_pattern(words)] < least or (not number and (starts_heading(words) or marker(words)))
        ):
            break
        found.append(at)
    return found
