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
from pipeline.model import Contract, Library, Review
from pipeline.parse import parse
from pipeline.read import read_bytes

_ROUNDS = 2
Render = Callable[[tuple[Contract, ...], tuple[str, ...]], bytes]
"""Writes an addendum (one contract, or one a language of the same parts) with notices for its cover as a file."""


@dataclass(frozen=True, slots=True)
class Addendum:
    """An addendum and its proof.

    `contracts`: one a language. `data`: the file. `before`, `after`: the reviews of the vendor's documents alone and
    with the addendum. `left`: the gaps of the latter; where there are any, the cover of the file names them.
    """

    contracts: tuple[Contract, ...]
    data: bytes
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

    `language`: 'ko' or 'en', of one language. `name`: the name of the file, by which it is read back. `doubtful`: see `gaps`.
    Where the set still has a gap, every part that serves it is taken in and the set is reviewed again.
    """
    library, before = request.library, vendor_review(request)
    languages = (KOREAN, ENGLISH) if request.bilingual else (language,)
    open_ones = gaps(before, library, doubtful=doubtful)
    if not open_ones:
        return None
    wanted: dict[str, None] = dict.fromkeys(gap.element for gap in open_ones)
    stubborn: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        chosen = choose(library, request.conditions, wanted, introduced=introduced(request), all_of=stubborn)
        contracts = tuple(write(request, chosen, open_ones, one) for one in languages)
        data = render(contracts, ())
        after = _with(request, data, name, known)
        left = gaps(after, library)
        still = frozenset(gap.element for gap in left)
        if stubborn >= still:
            break
        stubborn |= still
        wanted |= dict.fromkeys(gap.element for gap in left)
    if left:
        data = render(contracts, notices(left, library))
    return Addendum(contracts, data, chosen, open_ones, before, after, left)


def _with(request: Request, data: bytes, name: str, known: dict[str, Reading] | None) -> Review:
    document = read_bytes(name, data)
    addendum = judge_alone(document, parse(document), request.library, known)
    return review_judged([*request.documents, addendum], request.library, request.conditions)


def notices(left: Sequence[Gap], library: Library) -> tuple[str, ...]:
    """Return which gaps are left and why, as Korean sentences for the cover and the screen."""
    return tuple(f"이 합의서로 닫지 못한 빈틈: {library.elements[gap.element].title}({_reason(gap)})" for gap in left)


def _reason(gap: Gap) -> str:
    if gap.contrary:
        places = ", ".join(dict.fromkeys(f"'{p.document}' {p.locator}".strip() for p in gap.finding.evidence))
        return f"{places}에 이와 다른 정함이 남아 있습니다"
    return "이 합의서의 문구를 이 요소로 알아보지 못했습니다"
