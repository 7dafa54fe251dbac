"""Weigh the candidates of an element: how likely is present, contrary, absent?

In: a `Proposal`. Out: three probabilities. A small multinomial model over a dozen
readable measures (the best score of the learned reader, the best rule, whether both
point at the same passage, …) whose coefficients are trained with each document's family
left out of the reader (see `pipeline.train`), so that the probabilities are calibrated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from pipeline.match.propose import Candidate, Proposal
from pipeline.match.rules import CONTRARY, PRESENT

MEASURES = (
    "one", "present score", "second present score", "contrary score", "present rule", "contrary rule",
    "present score under a present rule", "contrary score under a contrary rule", "contrary score of the best present",
    "present score of the best contrary", "rules agree", "contrary later in the same article", "present square",
    "contrary square", "present score of a denial",
)
CLASSES = ("present", "contrary", "absent")
_VETO = 0.35


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients (class x measure) and the two thresholds of the decision."""

    coefficients: tuple[tuple[float, ...], ...]
    present_at: float
    contrary_at: float
    certain_at: float

    @classmethod
    def from_meta(cls, meta: dict[str, Any]) -> Weights:
        """Return the weights stored in a reader's meta data."""
        stored = meta["decider"]
        return cls(
            tuple(tuple(row) for row in stored["coefficients"]), stored["present_at"], stored["contrary_at"],
            stored["certain_at"],
        )


def present_score(candidate: Candidate) -> float:
    """Return the reader's score for present, damped where the unit denies or proves nothing by itself."""
    return candidate.present * (_VETO if candidate.vetoes or candidate.denied else 1.0)


def measures(proposal: Proposal) -> tuple[float, ...]:
    """Return the measures of one element, in the order of `MEASURES`."""
    found = proposal.candidates
    if not found:
        return (1.0,) + (0.0,) * (len(MEASURES) - 1)
    scores = sorted((present_score(c) for c in found), reverse=True)
    best = max(found, key=lambda c: (present_score(c) + 0.3 * _rule(c, PRESENT), -c.unit))
    worst = max(found, key=lambda c: (c.contrary + 0.3 * _rule(c, CONTRARY), -c.unit))
    p, q = scores[0], max(c.contrary for c in found)
    by_rule = max((present_score(c) for c in found if _rule(c, PRESENT)), default=0.0)
    against = max((c.contrary for c in found if _rule(c, CONTRARY)), default=0.0)
    return (
        1.0, p, scores[1] if len(scores) > 1 else 0.0, q, max(_rule(c, PRESENT) for c in found),
        max(_rule(c, CONTRARY) for c in found), by_rule, against, best.contrary, present_score(worst),
        float(sum(_rule(c, PRESENT) > 0 for c in found) > 1), float(worst.unit > best.unit and worst.unit - best.unit <= 3),
        p * p, q * q, max((c.present for c in found if c.denied), default=0.0),
    )


def _rule(candidate: Candidate, kind: str) -> float:
    strength = candidate.rule(kind)
    return strength * (0.0 if candidate.vetoes and kind == PRESENT else 1.0)


def probabilities(proposal: Proposal, weights: Weights) -> tuple[float, float, float]:
    """Return the probabilities of present, contrary and absent."""
    x = measures(proposal)
    logits = [sum(w * v for w, v in zip(row, x, strict=True)) for row in weights.coefficients]
    top = max(logits)
    raised = [math.exp(v - top) for v in logits]
    total = sum(raised)
    return raised[0] / total, raised[1] / total, raised[2] / total


def decide(shares: tuple[float, float, float], weights: Weights) -> str:
    """Return the judgement: contrary before present where both pass their threshold."""
    present, contrary, _ = shares
    if contrary >= weights.contrary_at and contrary >= present * 0.8:
        return CONTRARY
    if present >= weights.present_at:
        return PRESENT
    return "absent"
