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

from pipeline.read.hangul_marks import OpenChange
from pipeline.read.hwp_file import Record, u32
from pipeline.read.pieces import ink

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
    """A paragraph: strings, None for each control that has a record of its own, and tracked changes, in order.

    `merged`: its paragraph mark is deleted. `struck`: how many characters are left out because they are struck out.
    `short`: PARA_TEXT holds less than PARA_HEADER says.
    """

    parts: list[str | OpenChange | None]
    merged: bool = False
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
        self.ranges = merged
        self._ends = [end for _, end in merged]

    def holds(self, at: int) -> bool:
        """Whether the position is left out."""
        place = bisect_right(self._ends, at)
        return place < len(self.ranges) and self.ranges[place][0] <= at

    def without(self, text: str, at: int) -> str:
        """Return the text that begins at position `at` without what lies in the ranges."""
        kept: list[str] = []
        done, stop = at, at + len(text)
        for start, end in self.ranges[bisect_right(self._ends, at) : bisect_left(self._ends, stop) + 1]:
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
    inserted, deleted = _tracked(paragraph)
    struck = _struck(paragraph, struck_shapes, len(units))
    unseen = Gaps([*deleted.ranges, *struck]) if struck else deleted
    waiting = _changes(units, inserted, deleted)
    parts: list[str | OpenChange | None] = []
    merged, gone = False, 0

    def show(text: str, at: int) -> None:
        nonlocal gone
        shown = unseen.without(text, at)
        if struck:
            gone += ink(deleted.without(text, at)) - ink(shown)
        parts.append(_whole(shown))

    for at, text, code in _pieces(units):
        while waiting and waiting[-1][0] < at + max(len(text), 1):
            start, change = waiting.pop()
            cut = max(start - at, 0)
            show(text[:cut], at)
            parts.append(change)
            text, at = text[cut:], at + cut
        if code in _EXTENDED:
            parts.append(None)
        elif code == _END:
            merged = deleted.holds(at)
        else:
            show(text, at)
    said = u32(paragraph.data, 0) & ~_LAST_OF_LIST
    return Text(parts, merged, gone, said > max(len(units), 1))


def plain_text(paragraph: Record) -> str:
    """Return the text of a paragraph as it stands, tracked changes and all."""
    return _whole("".join(text for _, text, _ in _pieces(_units(paragraph))))


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


def _tracked(paragraph: Record) -> tuple[Gaps, Gaps]:
    """Return the ranges that are inserted and those that are deleted."""
    found: dict[int, list[Range]] = {_INSERTED: [], _DELETED: []}
    for child in paragraph.children:
        if child.tag == PARA_RANGE_TAG:
            for at in range(0, len(child.data) - 11, 12):
                ranges = found.get(child.data[at + 11])
                if ranges is not None:
                    ranges.append((u32(child.data, at), u32(child.data, at + 4)))
    if not any(found.values()):
        return _NO_GAPS, _NO_GAPS
    return Gaps(found[_INSERTED]), Gaps(found[_DELETED])


def _changes(units: str, inserted: Gaps, deleted: Gaps) -> list[tuple[int, OpenChange]]:
    """Return the tracked changes with where they begin, the last first."""
    if not inserted.ranges and not deleted.ranges:
        return []
    plain = [""] * len(units)
    for at, text, code in _pieces(units):
        for place, sign in enumerate(text or ("\n" if code == _END else ""), at):
            plain[place] = sign
    out = [
        (start, OpenChange(kind, parts=[_whole("".join(plain[start:end]))]))
        for kind, gaps in (("insert", inserted), ("delete", deleted))
        for start, end in gaps.ranges
    ]
    return sorted(out, key=lambda pair: pair[0], reverse=True)


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
