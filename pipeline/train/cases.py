"""The cases that the decider learns from: elements of labelled contracts, and passages.

The reader's scores of every case come from a reader that never saw its family. The library's
rules were written by people who knew the passages and contracts of our own, so a part of
those cases is shown without its rule hits, and with fewer of a rule's words: the decider learns
what a rule is worth and also to do without one, as with wordings that nobody foresaw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from pipeline.judge.alone import proposals_of
from pipeline.judge.weigh import CLASSES, measures
from pipeline.match.propose import Proposal
from pipeline.match.reader import Scores
from pipeline.match.struck import struck_out
from pipeline.model import Library
from pipeline.train.corpus import LabelledContract, Passage, chance
from pipeline.train.decider import Rows
from pipeline.train.ridge import Matrix, Ridge
from pipeline.train.table import Strings, passage_family
from pipeline.train.withdrawn import MADE, Pair

_OWN = "-own-"
"""In the name of a contract that was written for the corpus."""
_WEIGHT, _OWN_WEIGHT, _PASSAGE_WEIGHT, _MADE_WEIGHT = 1.0, 0.4, 0.3, 0.1
_BARE_CONTRACTS, _BARE_PASSAGES = 0.25, 0.55
"""Which part of our own contracts' elements, and of the passages, is shown without rule hits."""

_CONCEDING, _FAR = 0.5, 10

Proposals = Mapping[str, Proposal]


def contract_cases(
    contracts: Sequence[LabelledContract], proposals: Mapping[str, Proposals], elements: Sequence[str]
) -> Rows:
    """Return a row for each element of each labelled contract, in their order."""
    column = {element: i for i, element in enumerate(elements)}
    listed = [(c, e) for c in contracts for e in elements if e in c.labels]
    measured = {c.name: measures(_shown(c, proposals[c.name])) for c in contracts}
    return Rows(
        np.array([measured[c.name][column[e]] for c, e in listed]),
        np.array([CLASSES.index(c.labels[e]) for c, e in listed]),
        np.array([column[e] for _, e in listed]),
        np.array([c.family for c, _ in listed]),
        np.array([c.name for c, _ in listed]),
        np.array([_OWN_WEIGHT if _OWN in c.name else _WEIGHT for c, _ in listed]),
    )


def passage_cases(phrases: Sequence[Passage], proposals: Sequence[Proposals], elements: Sequence[str]) -> Rows:
    """Return a row for each passage: its own element in the passage taken as a document."""
    column = {element: i for i, element in enumerate(elements)}
    shown = [
        {e: bare(q, p.text) if e == p.element and is_bare(p) else q for e, q in found.items()}
        for p, found in zip(phrases, proposals, strict=True)
    ]
    return Rows(
        np.array([measures(found)[column[p.element]] for p, found in zip(phrases, shown, strict=True)]),
        np.array([CLASSES.index(p.label) for p in phrases]),
        np.array([column[p.element] for p in phrases]),
        np.array([passage_family(p.fold) for p in phrases]),
        np.array([""] * len(phrases)),
        np.array([_MADE_WEIGHT if p.style in MADE else _PASSAGE_WEIGHT for p in phrases]),
    )


def joined(proposal: Proposal, passage: Proposal, key: str) -> Proposal:
    """Return the proposal with the candidates of a passage behind its own, in half of the cases as a concession."""
    last = max((c.unit for c in proposal.candidates), default=0)
    concedes = chance(f"concedes {key}") < _CONCEDING
    moved = [replace(c, unit=last + _FAR + c.unit, concedes=c.concedes or concedes) for c in passage.candidates]
    return Proposal(proposal.element, (*proposal.candidates, *moved))


def passage_proposals(
    phrases: Sequence[Passage], ridge: Ridge, families: Strings, library: Library, elements: tuple[str, ...]
) -> list[Proposals]:
    """Return the proposals of each passage by a reader that saw no passage of its fold.

    The passages are the first rows of the reader's table, one row each.
    """
    scores = _passage_scores(phrases, ridge, families)
    return [
        proposals_of(p.units, p.contexts, library, elements, Scores.of(np.repeat(row, len(p.units), axis=0)))
        for p, row in zip(phrases, scores[:, None, :].astype(np.float32), strict=True)
    ]


def pair_proposals(
    pairs: Sequence[Pair],
    phrases: Sequence[Passage],
    ridge: Ridge,
    families: Strings,
    library: Library,
    elements: tuple[str, ...],
) -> list[Proposals]:
    """Return the proposals of each pair of passages: each half with the scores of its own passage."""
    scores = _passage_scores(phrases, ridge, families)
    return [
        proposals_of(
            pair.passage.units,
            pair.passage.contexts,
            library,
            elements,
            Scores.of(scores[list(pair.rows)].astype(np.float32)),
        )
        for pair in pairs
    ]


def _passage_scores(phrases: Sequence[Passage], ridge: Ridge, families: Strings) -> Matrix:
    scores = np.zeros((len(phrases), ridge.targets.shape[1]))
    folds = np.array([p.fold for p in phrases])
    for fold in dict.fromkeys(folds.tolist()):
        scores[folds == fold] = ridge.left_out(np.flatnonzero(families == passage_family(fold)))
    return scores


def contract_proposals(
    contract: LabelledContract, scores: Matrix, library: Library, elements: tuple[str, ...]
) -> dict[str, Proposal]:
    """Return the proposals of a contract from the left-out scores of its units."""
    return proposals_of(
        contract.units,
        contract.contexts,
        library,
        elements,
        Scores.of(scores.astype(np.float32)),
        struck_out(contract.contract),
    )


def _shown(contract: LabelledContract, proposals: Proposals) -> Proposals:
    if _OWN not in contract.name:
        return proposals
    return {
        e: bare(p, contract.name + e) if chance(contract.name + e) < _BARE_CONTRACTS else p
        for e, p in proposals.items()
    }


def is_bare(passage: Passage) -> bool:
    """True for the part of the passages that is shown without its rule hits."""
    return not passage.held_out and chance(passage.text) < _BARE_PASSAGES


def bare(proposal: Proposal, key: str) -> Proposal:
    """Return the proposal without rule hits and with a part of its nearness, by chance from `key`."""
    left = chance(f"n{key}")
    return Proposal(
        proposal.element,
        tuple(
            replace(c, hits=(), near_present=left * c.near_present, near_contrary=left * c.near_contrary)
            for c in proposal.candidates
        ),
    )
