"""Weigh the candidates of an element: how likely is present, contrary, absent?

In: the proposals of a document. Out: three shares an element. A small forest over some
fifty readable measures (the best score of the learned reader, the best rule, whether both
point at the same passage, how often contracts grant the element at all, …), grown with each
document's family left out of the reader (see `pipeline.train`), so that the shares are
calibrated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.judge.forest import Forest
from pipeline.match.propose import Candidate, Proposal
from pipeline.match.rules import CONTRARY, PRESENT
from pipeline.match.stance import STANCE

OWN = (
    "present score",
    "second present score",
    "contrary score",
    "present rule",
    "contrary rule",
    "present score under a present rule",
    "contrary score under a contrary rule",
    "contrary score of the best present",
    "present score of the best contrary",
    "rules agree",
    "contrary later in the same article",
    "present score of a denial",
    "topic",
    "sway of the topic",
    "takes of the topic",
    "topic x takes",
    "topic x sway",
    "contrary score of a concession",
    "contrary rule of a concession",
    "near present",
    "near contrary",
    "near of the best present",
    "near of the best contrary",
    "near present x score",
    "near contrary x score",
    *(f"best present: {name}" for name in STANCE),
    *(f"best contrary: {name}" for name in STANCE),
    "best present withdrawn",
    "best present withdrawn next",
    "later contrary of what is withdrawn",
)
"""Measures of one element."""
OF_DOCUMENT = ("mean present score", "mean contrary score", "mean present rule", "mean contrary rule")
OF_ELEMENT = ("how often granted", "how often denied")
MEASURES = OWN + OF_DOCUMENT + OF_ELEMENT
GENERAL, OURS = "forest", "own"
"""The names of the two forests in the weights."""
OWN_AT, _OWN_MEASURE = 0.63, "mean present score"
"""From which mean on a contract is in our own wording: our drafts have 0.68 and more, unseen contracts of the corpus at most 0.60."""
CLASSES = ("present", "contrary", "absent")
_VETO = 0.35
_TIE, _TIED = 0.1, 0.6
"""Surely not absent, neither passes: contrary, if it has so much of the share of present."""
Matrix = npt.NDArray[np.float64]
Shares = tuple[float, float, float]
Rates = Mapping[str, tuple[float, float]]
"""Element -> log odds that a contract grants it, that it denies it."""


@dataclass(frozen=True)
class Thresholds:
    """The least share for present, for contrary, and for a judgement that needs no second look."""

    present_at: float
    contrary_at: float
    certain_at: float


@dataclass(frozen=True)
class Weights:
    """The forests, the rates of the elements, and the thresholds of the decision.

    `own`: the forest for a contract that is mostly in our own wording, which also knows what is
    left of it when a clause is struck out or turned round.
    """

    forest: Forest
    own: Forest
    rates: Rates
    thresholds: Thresholds

    @classmethod
    def from_reader(cls, meta: dict[str, Any], arrays: Mapping[str, Any]) -> Weights:
        """Return the weights stored beside a reader."""
        stored = meta["decider"]
        if tuple(stored["measures"]) != MEASURES:
            raise LookupError("the weights were trained for other measures: train again")
        rates = {element: (float(a), float(b)) for element, (a, b) in stored["rates"].items()}
        limits = Thresholds(stored["present_at"], stored["contrary_at"], stored["certain_at"])
        return cls(Forest.from_arrays(arrays, GENERAL), Forest.from_arrays(arrays, OURS), rates, limits)


def present_score(candidate: Candidate) -> float:
    """Return the reader's score for present, damped where the unit denies or proves nothing by itself."""
    return candidate.present * (_VETO if candidate.vetoes or candidate.denied else 1.0)


def shares_of(proposals: Mapping[str, Proposal], weights: Weights) -> dict[str, Shares]:
    """Return the shares of present, contrary and absent of each element of a document."""
    listed = list(proposals)
    if not listed:
        return {}
    table = np.hstack([measures(proposals), np.array([weights.rates[element] for element in listed])])
    own = table[0, MEASURES.index(_OWN_MEASURE)] >= OWN_AT
    found = (weights.own if own else weights.forest).shares(table)
    return {element: (float(row[0]), float(row[1]), float(row[2])) for element, row in zip(listed, found, strict=True)}


def measures(proposals: Mapping[str, Proposal]) -> Matrix:
    """Return the measures (`OWN` and `OF_DOCUMENT`) of each element of a document, one row an element."""
    return with_means(np.array([_own(proposal) for proposal in proposals.values()]))


def with_means(own: Matrix) -> Matrix:
    """Return the measures `OWN` of a document's elements (one row an element) with `OF_DOCUMENT` behind them."""
    means = own[:, [OWN.index(m.removeprefix("mean ")) for m in OF_DOCUMENT]].mean(axis=0)
    return np.hstack([own, np.repeat(means[None, :], len(own), axis=0)])


def _own(proposal: Proposal) -> tuple[float, ...]:
    found = proposal.candidates
    if not found:
        return (0.0,) * len(OWN)
    scores = sorted((present_score(c) for c in found), reverse=True)
    best = max(found, key=lambda c: (present_score(c) + 0.3 * _rule(c, PRESENT), -c.unit))
    worst = max(found, key=lambda c: (c.contrary + 0.3 * _rule(c, CONTRARY), -c.unit))
    nearest = max(found, key=lambda c: (c.topic, -c.unit))
    likeliest, direst = max(found, key=present_score), max(found, key=lambda c: c.contrary)
    return (
        scores[0],
        scores[1] if len(scores) > 1 else 0.0,
        max(c.contrary for c in found),
        max(_rule(c, PRESENT) for c in found),
        max(_rule(c, CONTRARY) for c in found),
        max((present_score(c) for c in found if _rule(c, PRESENT)), default=0.0),
        max((c.contrary for c in found if _rule(c, CONTRARY)), default=0.0),
        best.contrary,
        present_score(worst),
        float(sum(_rule(c, PRESENT) > 0 for c in found) > 1),
        float(worst.unit > best.unit and worst.unit - best.unit <= 3),
        max((c.present for c in found if c.denied), default=0.0),
        nearest.topic,
        nearest.sway,
        nearest.takes,
        max(c.topic * max(0.0, c.takes) for c in found),
        max(c.topic * max(0.0, c.sway) for c in found),
        max((c.contrary for c in found if c.concedes), default=0.0),
        max((_rule(c, CONTRARY) for c in found if c.concedes), default=0.0),
        max(c.near_present for c in found),
        max(c.near_contrary for c in found),
        likeliest.near_present,
        direst.near_contrary,
        max(c.near_present * present_score(c) for c in found),
        max(c.near_contrary * c.contrary for c in found),
        *likeliest.stance,
        *direst.stance,
        likeliest.withdrawn,
        likeliest.withdrawn_next,
        max(
            (c.near_contrary + c.near_present + c.topic for c in found if c.concedes and c.unit > likeliest.unit),
            default=0.0,
        ),
    )


def _rule(candidate: Candidate, kind: str) -> float:
    strength = candidate.rule(kind)
    return strength * (0.0 if candidate.vetoes and kind == PRESENT else 1.0)


def decide(shares: Shares, thresholds: Thresholds) -> str:
    """Return the judgement: contrary before present where both pass their threshold, or share what is not absent."""
    present, contrary, absent = shares
    if contrary >= thresholds.contrary_at and contrary >= present * 0.8:
        return CONTRARY
    if present >= thresholds.present_at:
        return PRESENT
    if absent < _TIE and contrary >= _TIED * present:
        return CONTRARY
    return "absent"
