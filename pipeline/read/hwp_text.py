"""The text of one HWP 5 paragraph: characters, control characters, ranges of characters.

In: the records of a paragraph. Out: its text in pieces and the controls between them. Positions count UTF-16 units of
PARA_TEXT; a control takes one unit or eight. Source: 한글 문서 파일 형식 5.0, 4.3.1-4.3.5 (표 6, 58-63).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.read.hangul_story import ink
from pipeline.read.hwp_file import Record, u32

PARA_HEADER, PARA_TEXT, PARA_CHAR_SHAPE, PARA_RANGE_TAG = 66, 67, 68, 70
_CONTROL: Final = re.compile("[\x00-\x1f]")
_SINGLE: Final = frozenset((0, 10, 13, *range(24, 32)))
_EXTENDED: Final = frozenset((1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23))
_FIXED: Final = {9: "\t", 10: "\n", 30: " ", 31: " "}
_END: Final = 13
_LAST_OF_LIST: Final = 1 << 31
_INSERTED, _DELETED = 16, 17
"""Kinds of range tags that Hangul writes for tracked changes (the published format leaves the kinds open)."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: strings, and None for each control that has a record of its own, in order.

    `merged`: its paragraph mark is deleted. `changes`: tracked insertions and deletions in it. `struck`: how many
    characters are left out because they are struck out. `short`: PARA_TEXT holds less than PARA_HEADER says.
    """

    parts: list[str | None]
    merged: bool = False
    changes: int = 0
    struck: int = 0
    short: bool = False


class Gaps:
    """Ranges of positions whose characters are left out."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        merged: list[Range] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        self._ranges = merged
        self._ends = [end for _, end in merged]

    def holds(self, at: int) -> bool:
        """Whether the position is left out."""
        place = bisect_right(self._ends, at)
        return place < len(self._ranges) and self._ranges[place][0] <= at

    def without(self, text: str, at: int) -> str:
        """Return the text that begins at position `at` without what lies in the ranges."""
        kept: list[str] = []
        done, stop = at, at + len(text)
        for start, end in self._ranges[bisect_right(self._ends, at) : bisect_left(self._ends, stop) + 1]:
            if start >= stop:
                break
            kept.append(text[done - at : max(start, done) - at])
            done = min(end, stop)
        kept.append(text[done - at :])
        return "".join(kept)


_NO_GAPS: Final = Gaps(())


def read_text(paragraph: Record, struck_shapes: frozenset[int]) -> Text:
    """Read the text of a PARA_HEADER record when all tracked changes are accepted."""
    units = _units(paragraph)
    changes, deleted = _changes(paragraph)
    struck = _struck(paragraph, struck_shapes, len(units))
    unaccepted = Gaps(deleted) if deleted else _NO_GAPS
    unseen = Gaps([*deleted, *struck]) if struck else unaccepted
    parts: list[str | None] = []
    merged, gone = False, 0
    for at, text, code in _pieces(units):
        if code in _EXTENDED:
            parts.append(None)
            continue
        if code == _END:
            merged = unaccepted.holds(at)
            continue
        shown = unseen.without(text, at)
        if struck:
            gone += ink(unaccepted.without(text, at)) - ink(shown)
        parts.append(_whole(shown))
    said = u32(paragraph.data, 0) & ~_LAST_OF_LIST
    return Text(parts, merged, changes, gone, said > max(len(units), 1))


def length(paragraph: Record) -> int:
    """Return how many characters that are not blank a paragraph holds."""
    return ink("".join(text for _, text, _ in _pieces(_units(paragraph))))


def _units(paragraph: Record) -> str:
    """PARA_TEXT as one character a UTF-16 unit, surrogates apart."""
    data = b"".join(child.data for child in paragraph.children if child.tag == PARA_TEXT)
    return "".join(map(chr, memoryview(data[: len(data) // 2 * 2]).cast("H")))


def _pieces(units: str) -> Iterator[tuple[int, str, int]]:
    """Return (position, text, control code or -1); controls with a fixed meaning as their text."""
    at = 0
    while at < len(units):
        found = _CONTROL.search(units, at)
        if found is None:
            yield at, units[at:], -1
            return
        if found.start() > at:
            yield at, units[at : found.start()], -1
        code = ord(found[0])
        yield found.start(), _FIXED.get(code, ""), code
        at = found.start() + (1 if code in _SINGLE else 8)


def _changes(paragraph: Record) -> tuple[int, list[Range]]:
    count, deleted = 0, []
    for child in paragraph.children:
        if child.tag != PARA_RANGE_TAG:
            continue
        for at in range(0, len(child.data) - 11, 12):
            kind = child.data[at + 11]
            count += kind in (_INSERTED, _DELETED)
            if kind == _DELETED:
                deleted.append((u32(child.data, at), u32(child.data, at + 4)))
    return count, deleted


def _struck(paragraph: Record, shapes: frozenset[int], end: int) -> list[Range]:
    if not shapes:
        return []
    runs = [
        (u32(child.data, at), u32(child.data, at + 4))
        for child in paragraph.children
        if child.tag == PARA_CHAR_SHAPE
        for at in range(0, len(child.data) - 7, 8)
    ]
    ends = [start for start, _ in runs[1:]] + [end]
    return [(start, stop) for (start, shape), stop in zip(runs, ends, strict=True) if shape in shapes]


def _whole(units: str) -> str:
    """Join surrogates into characters; a lone one becomes U+FFFD."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
