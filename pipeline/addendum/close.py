"""Make an addendum and prove it: vendor's documents + addendum reviewed as a set leave no gap.

The review reads the very file that is about to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.addendum.choose import Chosen, choose
from pipeline.addendum.write import Request, introduced, write
from pipeline.judge import judge_alone, review_judged
from pipeline.judge.gaps import Gap, gaps
from pipeline.language import ENGLISH, KOREAN
from pipeline.match.grammar import Reading
from pipeline.model import Contract, Review
from pipeline.parse import parse
from pipeline.read import read_bytes

BOTH = "both"
_ROUNDS = 2
Render = Callable[[tuple[Contract, ...]], bytes]
"""Writes an addendum (one contract, or one a language of the same parts) as the bytes of a file."""


@dataclass(frozen=True, slots=True)
class Addendum:
    """An addendum and its proof. `contracts`: one a language. `left`: the gaps of the set, [] if it closes all."""

    contracts: tuple[Contract, ...]
    chosen: Chosen
    gaps: tuple[Gap, ...]
    before: Review
    after: Review
    left: tuple[Gap, ...]


def vendor_review(request: Request) -> Review:
    """Return the review of the vendor's documents alone."""
    return review_judged(request.documents, request.library, request.conditions)


def close(
    request: Request,
    language: str,
    render: Render,
    name: str,
    *,
    doubtful: bool = False,
    known: dict[str, Reading] | None = None,
) -> Addendum | None:
    """Return the addendum for what the documents leave open, or None where they leave nothing open.

    `language`: 'ko', 'en' or 'both'. `name`: the name of the file, by which it is read back. `doubtful`: see `gaps`.
    Where the set still has a gap, every part that serves it is taken in and the set is reviewed again.
    """
    library, before = request.library, vendor_review(request)
    open_ones = gaps(before, library, doubtful=doubtful)
    if not open_ones:
        return None
    wanted: dict[str, None] = dict.fromkeys(gap.element for gap in open_ones)
    stubborn: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        chosen = choose(library, request.conditions, wanted, introduced=introduced(request), all_of=stubborn)
        contracts = tuple(write(request, chosen, open_ones, one) for one in _languages(language, request))
        after = _with(request, render(contracts), name, known)
        left = gaps(after, library)
        if not left or stubborn.issuperset(gap.element for gap in left):
            break
        stubborn |= {gap.element for gap in left}
        wanted |= dict.fromkeys(gap.element for gap in left)
    return Addendum(contracts, chosen, open_ones, before, after, left)


def _languages(language: str, request: Request) -> tuple[str, ...]:
    """Return the languages to write; of two the one that prevails comes first."""
    if language != BOTH:
        return (language,)
    return (KOREAN, ENGLISH) if request.prevails != ENGLISH else (ENGLISH, KOREAN)


def _with(request: Request, data: bytes, name: str, known: dict[str, Reading] | None) -> Review:
    document = read_bytes(name, data)
    addendum = judge_alone(document, parse(document), request.library, known)
    return review_judged([*request.documents, addendum], request.library, request.conditions)


def reasons(left: Sequence[Gap], titles: dict[str, str]) -> tuple[str, ...]:
    """Return why each gap is left, as Korean sentences; `titles`: element -> its title."""
    return tuple(f"{titles[gap.element]}: {_reason(gap)}" for gap in left)


def _reason(gap: Gap) -> str:
    if gap.contrary:
        places = ", ".join(dict.fromkeys(f"'{p.document}' {p.locator}".strip() for p in gap.finding.evidence))
        return f"{places}에 이와 다른 정함이 남아 있습니다."
    return "부속합의서의 문구를 이 요소로 알아보지 못했습니다."
