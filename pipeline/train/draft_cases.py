"""Cases for the decider from our own drafts: as they are, without a clause, and with a clause turned round.

A negotiated draft comes back to us, so the decider must know what is left when one of our own
clauses is struck out, changed, or contradicted elsewhere. The reader is the shipped one, which knows
our wording to the letter. These cases train and never measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.bindings import bind_document
from pipeline.judge.alone import proposals_of
from pipeline.judge.weigh import CLASSES, OWN, measures, with_means
from pipeline.match.contexts import contexts
from pipeline.match.propose import Proposal
from pipeline.match.reader import Scores
from pipeline.match.rules import Context
from pipeline.model import Contract, Library, Paragraph
from pipeline.train.cases import bare, is_bare, joined
from pipeline.train.changed import LABELS, changed_text, kinds_for
from pipeline.train.corpus import Passage, chance
from pipeline.train.decider import Rows
from pipeline.train.ridge import Matrix
from pipeline.train.wordings import OWN_PARTIES
from pipeline.units import Unit, units

_EVERY, _FAMILY = 16, "library"
_WHOLE_WEIGHT, _WEIGHT = 2.0, 1.0
_ADDED = {"present": 3, "contrary": 2, "absent": 2}
"""How many passages of each label are added to a draft, one at a time, for each element."""
Score = Callable[[Sequence[Context]], npt.NDArray[np.float32]]


@dataclass(frozen=True)
class _Read:
    contract: Contract
    units: tuple[Unit, ...]
    proposals: dict[str, Proposal]
    own: Matrix


@dataclass(frozen=True)
class _Case:
    element: str
    label: str
    measures: Matrix
    weight: float = _WEIGHT


@dataclass(frozen=True)
class _Shelf:
    """What the cases are made of."""

    score: Score
    library: Library
    elements: tuple[str, ...]
    passages: dict[tuple[str, str], list[Passage]]


def draft_cases(
    drafts: Sequence[Contract], phrases: Sequence[Passage], score: Score, library: Library, elements: tuple[str, ...]
) -> Rows:
    """Return the cases of every sixteenth of `drafts`; `score` gives the shipped reader's outputs of contexts."""
    passages: dict[tuple[str, str], list[Passage]] = {}
    for passage in phrases:
        if not passage.held_out and passage.style not in LABELS:
            passages.setdefault((passage.element, passage.label), []).append(passage)
    shelf = _Shelf(score, library, elements, passages)
    found = [case for number, draft in enumerate(drafts[::_EVERY]) for case in _cases(draft, str(number), shelf)]
    return Rows(
        np.array([case.measures for case in found]),
        np.array([CLASSES.index(case.label) for case in found]),
        np.array([elements.index(case.element) for case in found]),
        np.full(len(found), _FAMILY),
        np.full(len(found), ""),
        np.array([case.weight for case in found]),
    )


def _cases(draft: Contract, key: str, shelf: _Shelf) -> Iterator[_Case]:
    whole = _read(draft, shelf)
    turned = {kind: _read(_turned(draft, kind), shelf) for kind in LABELS}
    for element in shelf.elements:
        places = {
            (a, p)
            for a, article in enumerate(draft.articles)
            for p, x in enumerate(article.paragraphs)
            if element in x.serves
        }
        if not places:
            continue
        kept, bare_of_it = whole.proposals[element], _without(whole, element, places)
        yield _Case(element, "present", _row(whole, element, kept, shelf), _WHOLE_WEIGHT)
        yield _Case(element, "absent", _row(whole, element, bare_of_it, shelf))
        for kind in kinds_for(shelf.library.elements[element], draft.language):
            if all(_differs(draft, turned[kind].contract, at) for at in places):
                yield _Case(element, LABELS[kind], _row(whole, element, turned[kind].proposals[element], shelf))
        for label, passage, proposal in _added(element, key, shelf):
            place = f"{key} {passage.text}"
            if label != "present":
                prevails = label if label == "contrary" else "present"
                yield _Case(element, prevails, _row(whole, element, joined(kept, proposal, place), shelf))
            yield _Case(element, label, _row(whole, element, joined(bare_of_it, proposal, place), shelf))


def _added(element: str, key: str, shelf: _Shelf) -> Iterator[tuple[str, Passage, Proposal]]:
    """Yield passages on the element, chosen by chance, with what they say of it."""
    for label, count in _ADDED.items():
        listed = sorted(shelf.passages.get((element, label), ()), key=lambda p: chance(f"{key} {element} {p.text}"))
        for passage in listed[:count]:
            scores = Scores.of(shelf.score(passage.contexts))
            proposal = proposals_of(passage.units, passage.contexts, shelf.library, shelf.elements, scores)[element]
            yield label, passage, bare(proposal, passage.text) if is_bare(passage) else proposal


def _row(read: _Read, element: str, proposal: Proposal, shelf: _Shelf) -> Matrix:
    """Return the measures of `element` in a contract in which it is said as `proposal` says."""
    own = read.own.copy()
    at = shelf.elements.index(element)
    own[at] = measures({element: proposal})[0, : len(OWN)]
    found: Matrix = with_means(own)[at]
    return found


def _read(draft: Contract, shelf: _Shelf) -> _Read:
    cut = units(draft)
    ready = contexts(cut, bind_document("", shelf.library.roles, draft.language))
    scores = Scores.of(shelf.score(ready))
    found = proposals_of(cut, ready, shelf.library, shelf.elements, scores)
    return _Read(draft, cut, found, measures(found)[:, : len(OWN)])


def _turned(draft: Contract, kind: str) -> Contract:
    def changed(paragraph: Paragraph) -> Paragraph:
        if not paragraph.serves or paragraph.cells:
            return paragraph
        return replace(
            paragraph, text=changed_text(paragraph.text, kind, draft.language, OWN_PARTIES[draft.language], 0)
        )

    return replace(
        draft,
        articles=tuple(
            replace(article, paragraphs=tuple(changed(p) for p in article.paragraphs)) for article in draft.articles
        ),
    )


def _without(read: _Read, element: str, places: set[tuple[int, int]]) -> Proposal:
    """Return the proposal of `element` without the candidates in the paragraphs that serve it."""
    left = [
        c
        for c in read.proposals[element].candidates
        if (read.units[c.unit].article, read.units[c.unit].paragraph) not in places
    ]
    return Proposal(element, tuple(left))


def _differs(one: Contract, other: Contract, at: tuple[int, int]) -> bool:
    a, p = at
    return one.articles[a].paragraphs[p].text != other.articles[a].paragraphs[p].text
