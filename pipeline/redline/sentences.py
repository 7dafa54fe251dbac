"""Sentences of the vendor's that take something away: where they stand, and how they can be put right.

In: the evidence of a contrary finding. Out: `Fix`es, each a sentence with the ways to change it, the gentlest first:
turned by its grammar, then struck out (with our wording in its place, or a mark that the number stays).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.language import KOREAN
from pipeline.model import Contract, Passage
from pipeline.redline import turn_en, turn_ko
from pipeline.redline.edits import Swap
from pipeline.redline.faults import RefusedError
from pipeline.redline.place import paragraph_of
from pipeline.redline.trace import Trace
from pipeline.redline.turns import Names, Wanted
from pipeline.redline.words import swaps

_ENDED: Final = re.compile(r"[.。!?][\"”’)\]]*$")
_BREAK: Final = re.compile(r"[.。!?][\"”’)\]]*\s+(?=[\"“(A-Z가-힣])")
_MOSTLY: Final = 0.5
"""From this share of contrary words on a long sentence is changed as a whole."""
_CELL: Final = re.compile(r"[^\t\n]+")
_GONE: Final = {KOREAN: "(삭제)", "en": "[Reserved]"}


@dataclass(slots=True)
class Fix:
    """A sentence at `start` to `end` that is contrary to `elements`. `turns`: ways to turn it that are left to try.

    `whole`: it is all that its paragraph says. `fragment`: it is one of the things that a longer sentence lists, so
    nothing can stand in its place.
    """

    start: int
    end: int
    text: str
    locator: str
    elements: list[str]
    turns: list[str] = field(default_factory=list)
    whole: bool = False
    fragment: bool = False

    @property
    def struck(self) -> bool:
        """Whether it is struck out, no turn being left."""
        return not self.turns

    def turned(self) -> tuple[Swap, ...]:
        """Return the changes of the turn that is being tried, word by word."""
        return swaps(self.text, self.turns[0], self.start)

    def replaced(self, new: str) -> tuple[Swap, ...]:
        """Return the changes that put our wording in its place."""
        return swaps(self.text, new, self.start)

    def gone(self, document: str, language: str) -> tuple[Swap, ...]:
        """Return the changes that strike it out; where it is all of a numbered paragraph, a mark keeps the number."""
        if self.whole:
            return (Swap(self.start, self.end, _GONE[language]),)
        end = self.end
        while document[end : end + 1] == " ":
            end += 1
        return (Swap(self.start, end, ""),)


def fix_for(passage: Passage, contract: Contract, trace: Trace, contrary: Sequence[tuple[int, int]]) -> Fix:
    """Return the sentence of a contrary passage, without turns yet. Raises RefusedError where it cannot be changed.

    `contrary`: where everything stands that the review calls contrary.
    """
    found = paragraph_of(contract, passage.start)
    if found is None:
        raise RefusedError("상충하는 문장이 조문 밖에 있습니다.")
    _, paragraph = found
    start, end = passage.start, passage.end
    fragment = False
    if paragraph.kind == "row":
        start, end = max(
            ((start + cell.start(), start + cell.end()) for cell in _CELL.finditer(passage.text)),
            key=lambda span: span[1] - span[0],
        )
    else:
        first, last = _sentence(trace.text, paragraph.start, paragraph.end, start, end)
        if (first, last) != (start, end) and _share(contrary, first, last) >= _MOSTLY:
            start, end = first, last
        elif first == start and last != end:
            raise RefusedError("상충하는 말이 긴 문장의 머리말이라 그 말만 고칠 수 없습니다. 직접 고쳐 주십시오.")
        else:
            fragment = first != start
    start = _after_label(trace, start, end)
    whole = not trace.text[paragraph.start : start].strip() and not trace.text[end : paragraph.end].strip()
    is_all = whole or paragraph.kind == "row"
    return Fix(start, end, trace.text[start:end], passage.locator, [], whole=is_all, fragment=fragment)


def _sentence(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Return the whole sentence that the passage belongs to; `first` to `last` is its paragraph."""
    before = text[first:start].rstrip()
    if before and not _ENDED.search(before):
        breaks = [found.end() for found in _BREAK.finditer(text, first, start)]
        start = breaks[-1] if breaks else first
    if not _ENDED.search(text[start:end]):
        found = _BREAK.search(text, end - 1, last)
        end = len(text[: found.end()].rstrip()) if found else len(text[:last].rstrip())
    return start, end


def _share(contrary: Sequence[tuple[int, int]], start: int, end: int) -> float:
    """Return how much of a stretch is contrary."""
    covered, at = 0, start
    for one, other in contrary:
        one, other = max(one, at), min(other, end)
        if other > one:
            covered += other - one
            at = other
    return covered / (end - start)


def _after_label(trace: Trace, start: int, end: int) -> int:
    """Return where the text begins behind an automatic number that the reader put before it (in a table cell)."""
    try:
        trace.pieces(start, end)
    except RefusedError:
        blank = trace.text.find(" ", start, end)
        if blank < 0:
            raise
        trace.pieces(blank + 1, end)
        return blank + 1
    return start


def turns_of(fix: Fix, names: Names, wish: Wanted, language: str) -> list[str]:
    """Return the ways to turn the sentence, in the order in which they are to be tried."""
    turn = turn_ko.turned if language == KOREAN else turn_en.turned
    return list(turn(fix.text, names, wish))


def overlapping(fixes: Sequence[Fix], start: int, end: int) -> Fix | None:
    """Return the fix whose sentence the stretch touches, None where there is none."""
    return next((fix for fix in fixes if fix.start < end and start < fix.end), None)
