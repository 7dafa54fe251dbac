"""The smallest readable change from one sentence to another, cut at words (어절), never inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from pipeline.redline.edits import Swap

_TOKEN: Final = re.compile(r"\s+|\S+")
_SHARED: Final = 0.5
"""From this share of common words on a change is shown word by word, below it as one sentence for another."""
_FEWEST: Final = 2
"""Words that must stand between two changes; fewer are struck with them, so that the change can be read."""


def swaps(old: str, new: str, start: int) -> tuple[Swap, ...]:
    """Return the changes that make `new` of `old`, which begins at offset `start`; one for all if they share little."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if _words_shared(matcher, before, after) < _SHARED:
        return (Swap(start, start + len(old), new),)
    ends = [0]
    for token in before:
        ends.append(ends[-1] + len(token))
    return tuple(
        _trimmed(Swap(start + ends[a], start + ends[b], "".join(after[c:d])), old, start)
        for a, b, c, d in _joined(matcher, before)
    )


def _words_shared(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> float:
    same = sum(
        sum(not token.isspace() for token in before[block.a : block.a + block.size])
        for block in matcher.get_matching_blocks()
    )
    total = sum(not token.isspace() for token in (*before, *after))
    return 2 * same / total if total else 1.0


def _joined(matcher: SequenceMatcher[str], before: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the changed stretches; two with next to nothing between them are one."""
    held: tuple[int, int, int, int] | None = None
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if held and sum(not token.isspace() for token in before[held[1] : a]) < _FEWEST:
            held = (held[0], b, held[2], d)
            continue
        if held:
            yield held
        held = (a, b, c, d)
    if held:
        yield held


def _trimmed(swap: Swap, old: str, start: int) -> Swap:
    """Leave blanks that stand on both sides of a change as they are."""
    gone, text = old[swap.start - start : swap.end - start], swap.text
    begin, end = swap.start, swap.end
    while gone and text and gone[0].isspace() and gone[0] == text[0]:
        gone, text, begin = gone[1:], text[1:], begin + 1
    while gone and text and gone[-1].isspace() and gone[-1] == text[-1]:
        gone, text, end = gone[:-1], text[:-1], end - 1
    return Swap(begin, end, text)


def changed(old: str, edits: tuple[Swap, ...], start: int) -> str:
    """Return `old`, which begins at `start`, with the swaps made."""
    out, at = "", start
    for swap in sorted(edits, key=lambda one: one.start):
        out += old[at - start : swap.start - start] + swap.text
        at = swap.end
    return out + old[at - start :]
