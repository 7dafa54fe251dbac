"""How sure the recognised text of a span is."""

from __future__ import annotations

from pipeline.model import Document


def mean_confidence(document: Document, start: int, end: int) -> float | None:
    """Return the mean confidence (0..1) of the recognised text in `document.text[start:end]`, weighed by its length.

    None where the span touches no recognised text. With the span of an article (`Article.start`, `.end`): how far the
    report can trust that article.
    """
    total = weight = 0.0
    for block in document.blocks:
        shared = min(end, block.end) - max(start, block.start)
        if shared > 0 and block.confidence is not None:
            total += shared * block.confidence
            weight += shared
    return total / weight if weight else None
