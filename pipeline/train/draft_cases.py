"""Cases for the decider from our own drafts: as they are, without a clause, and with a clause turned round.

A negotiated draft comes back to us, so the decider must know what is left when one of our own
clauses is struck out or changed. These cases train and never measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.bindings import bind_document
from pipeline.judge.alone import proposals_of
from pipeline.judge.weigh import CLASSES, measures
from pipeline.match.contexts import contexts
from pipeline.match.propose import Proposal
from pipeline.match.reader import Scores
from pipeline.match.rules import Context
from pipeline.model import Contract, Library, Paragraph
from pipeline.train.changed import LABELS, changed_text, kinds_for
from pipeline.train.decider import Rows
from pipeline.train.ridge import Matrix
from pipeline.train.wordings import OWN_PARTIES
from pipeline.units import Unit, units

_EVERY, _WEIGHT, _FAMILY = 16, 1.0, "library"
Score = Callable[[Sequence[Context]], Matrix]
Case = tuple[str, str, dict[str, Proposal]]
"""Element, label, and the proposals of the contract in which it is so."""


@dataclass(frozen=True)
class _Read:
    contract: Contract
    units: tuple[Unit, ...]
    proposals: dict[str, Proposal]


def draft_cases(drafts: Sequence[Contract], score: Score, library: Library, elements: tuple[str, ...]) -> Rows:
    """Return the cases of every sixteenth of `drafts`; `score` gives the reader's outputs of contexts."""
    column = {element: i for i, element in enumerate(elements)}
    found = [case for draft in drafts[::_EVERY] for case in _cases(draft, score, library, elements)]
    return Rows(
        np.array([measures(proposals)[column[element]] for element, _, proposals in found]),
        np.array([CLASSES.index(label) for _, label, _ in found]), np.array([column[element] for element, _, _ in found]),
        np.full(len(found), _FAMILY), np.full(len(found), ""), np.full(len(found), _WEIGHT),
    )


def _cases(draft: Contract, score: Score, library: Library, elements: tuple[str, ...]) -> Iterator[Case]:
    whole = _read(draft, score, library, elements)
    turned = {kind: _read(_turned(draft, kind), score, library, elements) for kind in LABELS}
    for element in elements:
        places = {(a, p) for a, article in enumerate(draft.articles) for p, x in enumerate(article.paragraphs) if element in x.serves}
        if not places:
            continue
        yield element, "present", whole.proposals
        yield element, "absent", {**whole.proposals, element: _without(whole, element, places)}
        for kind in kinds_for(library.elements[element], draft.language):
            if all(_differs(draft, turned[kind].contract, at) for at in places):
                yield element, LABELS[kind], {**whole.proposals, element: turned[kind].proposals[element]}


def _read(draft: Contract, score: Score, library: Library, elements: tuple[str, ...]) -> _Read:
    cut = units(draft)
    ready = contexts(cut, bind_document("", library.roles, draft.language))
    scores = Scores.of(score(ready).astype(np.float32))
    return _Read(draft, cut, proposals_of(cut, ready, library, elements, scores))


def _turned(draft: Contract, kind: str) -> Contract:
    def changed(paragraph: Paragraph) -> Paragraph:
        if not paragraph.serves or paragraph.cells:
            return paragraph
        return replace(paragraph, text=changed_text(paragraph.text, kind, draft.language, OWN_PARTIES[draft.language], 0))

    return replace(draft, articles=tuple(
        replace(article, paragraphs=tuple(changed(p) for p in article.paragraphs)) for article in draft.articles
    ))


def _without(read: _Read, element: str, places: set[tuple[int, int]]) -> Proposal:
    """Return the proposal of `element` without the candidates in the paragraphs that serve it."""
    left = [c for c in read.proposals[element].candidates if (read.units[c.unit].article, read.units[c.unit].paragraph) not in places]
    return Proposal(element, tuple(left))


def _differs(one: Contract, other: Contract, at: tuple[int, int]) -> bool:
    a, p = at
    return one.articles[a].paragraphs[p].text != other.articles[a].paragraphs[p].text
