"""Compare: what changed between two rounds of a contract, by element.

In: two `Side`s (documents as parsed, and their review under the same conditions) and the `Library`. Out: a
`Comparison`, and through `render_comparison` a file for people or programs. Same input, same bytes.
"""

from __future__ import annotations

from pipeline.compare.articles import article_changes
from pipeline.compare.elements import element_changes, requirement_changes
from pipeline.compare.model import Comparison, Kind, Side
from pipeline.compare.positions import position_changes
from pipeline.language import language_of
from pipeline.model import Library

__all__ = ["Comparison", "Kind", "Side", "compare"]


def compare(old: Side, new: Side, library: Library) -> Comparison:
    """Return what changed from `old` to `new`. Raise ValueError unless both were judged under the same conditions."""
    if old.review.conditions != new.review.conditions:
        raise ValueError("both rounds must be judged under the same conditions")
    same = _language(old) == _language(new)
    articles, unchanged = article_changes(old, new) if same else ((), 0)
    return Comparison(
        old,
        new,
        element_changes(old, new, library, same_language=same),
        requirement_changes(old, new),
        position_changes(old, new, library),
        articles,
        unchanged,
        same,
    )


def _language(side: Side) -> str:
    return language_of("\n".join(document.text for document, _ in side.parts))
