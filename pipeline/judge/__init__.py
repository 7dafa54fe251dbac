"""Judge: read parsed contracts against the library (the second of two steps: decide).

In: the `Document`s of a deal with their `Contract`s, the `Library`, the `Conditions`. Out: a `Review`.
"""

from __future__ import annotations

from pipeline.judge.alone import Judged, judge_alone
from pipeline.judge.sets import review_judged, review_set
from pipeline.match.grammar import Reading
from pipeline.model import Conditions, Contract, Document, Library, Review

__all__ = ["Judged", "judge_alone", "review", "review_judged", "review_set"]


def review(
    document: Document,
    contract: Contract,
    library: Library,
    conditions: Conditions,
    known: dict[str, Reading] | None = None,
) -> Review:
    """Return the review of one document; `known` keeps the analysis of sentences between calls."""
    return review_set([(document, contract)], library, conditions, known)
