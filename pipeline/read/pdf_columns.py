"""Two-column pages read column by column.

In: the text page and its lines in the order of the page's content. Out: the lines in reading
order. Most programs write a page column by column, and then nothing is changed. Where a page
was written across (both columns of a line in one go, or left and right by turns), its lines are
parted at the gutter and put in order: the left column, then the right one, between the lines
that run over both. A table without ruled lines has short cells and is left as it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from pipeline.read.pdfium import Line, PageText

_WORD = re.compile(r"\S+")
_SAMPLE: Final = 2
_GAP: Final = 12.0
"""Points between two words of one line that are more than a justified space."""
_LONG: Final = 20
_NEAR: Final = 40.0
_MIDDLE: Final = 0.25
_TURNS: Final = 5
_EACH_SIDE: Final = 5
_FILLED: Final = 0.6
"""Share of the width of its column that the middle line of a text column fills."""
_OVER_BOTH: Final = 0.3


def in_columns(content: PageText, lines: list[Line]) -> list[Line]:
    """Return the lines of a page in reading order."""
    placed = [line for line in lines if line.kind == "line" and line.y is not None and line.text.strip()]
    if len(placed) < _EACH_SIDE or not (_run_across(content, placed) or _by_turns(placed)):
        return lines
    pieces: list[Line] = []
    at = 0
    for line in lines:
        found = content.text.find(line.text, at) if line.kind == "line" and line.text else -1
        pieces.extend(_parted(content, line, found) if found >= 0 else [line])
        at = found + len(line.text) if found >= 0 else at
    gutter = _gutter(pieces)
    return lines if gutter is None else _ordered(pieces, gutter, lines)


def _run_across(content: PageText, lines: Sequence[Line]) -> bool:
    """Whether sampled lines hold a wide gap in about the same place."""
    long = [line.text for line in lines if len(line.text) >= _LONG]
    step = max(1, len(long) // _SAMPLE)
    sampled = long[step // 2 :: step][:_SAMPLE]
    middle = (_MIDDLE * content.width, (1 - _MIDDLE) * content.width)
    found = (_gaps(content, max(0, content.text.find(text)), text) for text in sampled)
    gaps = [[x for _, low, high in some if middle[0] < (x := (low + high) / 2) < middle[1]] for some in found]
    return any(
        sum(1 for found in gaps if any(abs(gap - other) < _NEAR for other in found)) >= 2
        for some in gaps
        for gap in some
    )


def _by_turns(lines: Sequence[Line]) -> bool:
    """Whether the lines jump to the right of the line before, and back, again and again."""
    jumps = sum(
        1
        for before, here in itertools.pairwise(lines)
        if before.right is not None and here.left is not None and here.left > before.right + _GAP
    )
    return jumps >= _TURNS


def _gaps(content: PageText, at: int, text: str) -> list[tuple[int, float, float]]:
    """Return the wide gaps of one line: where the word after it starts, and from which x to which."""
    out: list[tuple[int, float, float]] = []
    words = list(_WORD.finditer(text))
    for before, after in itertools.pairwise(words):
        end = content.place(at + before.end() - 1)
        start = content.place(at + after.start())
        if end is None or start is None or start[0] - end[0] < _GAP:
            continue
        edge = content.right_edge(at + before.end() - 1, end[0])
        if start[0] - edge >= _GAP:
            out.append((after.start(), edge, start[0]))
    return out


def _parted(content: PageText, line: Line, start: int) -> list[Line]:
    if line.y is None:
        return [line]
    gaps = _gaps(content, start, line.text)
    cuts = [0, *(at for at, _, _ in gaps), len(line.text)]
    lefts = [line.left, *(high for _, _, high in gaps)]
    rights = [*(low for _, low, _ in gaps), line.right]
    return [
        line._replace(
            text=line.text[low:high].rstrip() if high < len(line.text) else line.text[low:high], left=x0, right=x1
        )
        for low, high, x0, x1 in zip(cuts, cuts[1:], lefts, rights, strict=False)
    ]


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Return the x between two text columns, None where the page has no two."""
    spans = [(p.left, p.right) for p in pieces if p.left is not None and p.right is not None and p.right > p.left]
    if len(spans) < 2 * _EACH_SIDE:
        return None
    low, high = min(left for left, _ in spans), max(right for _, right in spans)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = low + (high - low) * step / 100
        crossing = sum(1 for left, right in spans if left < x < right)
        if best is None or (crossing, abs(step - 50)) < (best[0], abs((best[1] - low) / (high - low) * 100 - 50)):
            best = (crossing, x)
    if best is None or best[0] > _OVER_BOTH * len(spans):
        return None
    x = best[1]
    for side, width in (
        ([right - left for left, right in spans if right <= x], x - low),
        ([right - left for left, right in spans if left >= x], high - x),
    ):
        if len(side) < _EACH_SIDE or median(side) < _FILLED * width:
            return None
    return x


def _ordered(pieces: Sequence[Line], gutter: float, lines: Sequence[Line]) -> list[Line]:
    """Return the pieces from the top down, between lines over both columns the left column before the right."""
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    placed = [piece for piece in pieces if piece.y is not None and piece.left is not None and piece.text.strip()]
    for piece in sorted(placed, key=lambda piece: (-round(piece.y or 0), piece.left or 0)):
        if (piece.right or 0) <= gutter:
            left.append(piece)
        elif (piece.left or 0) >= gutter:
            right.append(piece)
        else:
            out += [*left, *right, piece]
            left, right = [], []
    unplaced = [line for line in lines if line.text.strip() and (line.y is None or line.left is None)]
    return [*out, *left, *right, *unplaced]
