"""The comparison as JSON: one object, stable keys, the same bytes for the same input. Schema: docs/compare.md."""

from __future__ import annotations

from typing import Any

from pipeline.compare.model import ArticleChange, Comparison, ElementChange, PassageChange, Side, is_back
from pipeline.compare.view import CompareView
from pipeline.compare.words import Piece, spaced
from pipeline.model import ElementFinding, Passage
from pipeline.report.info import ReportInfo
from pipeline.stamp import as_object

SCHEMA = "finclause-compare/1"


def comparison_object(found: Comparison, view: CompareView, info: ReportInfo) -> dict[str, Any]:
    """Return the comparison as plain data; passages are raw text, not made fit to be shown."""
    return {
        "schema": SCHEMA,
        **as_object(view.stamp),
        "facts_assumed": found.new.review.conditions.assumed,
        "report": {"contract": info.contract_name, "reviewer": info.reviewer, "date": info.date.isoformat()},
        "old": _side(found.old),
        "new": _side(found.new),
        "same_language": found.same_language,
        "worse": found.is_worse,
        "gap": found.has_gap,
        "conclusion": list(view.conclusion),
        "elements": [_element(change) for change in found.elements],
        "requirements": {c.requirement: {"old": c.old.value, "new": c.new.value} for c in found.requirements},
        "positions": [
            {
                "clause": c.clause, "old": c.old or "own", "new": c.new or "own", "back": is_back(c),
                "elements": list(c.elements), "places": list(c.places),
            }
            for c in found.positions
        ],
        "articles": [_article(change) for change in found.articles],
        "unchanged_articles": found.unchanged_articles,
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {
        "documents": [
            {"name": d.name, "sha256": d.sha256, "format": d.format, "pages": d.pages} for d in side.review.documents
        ],
        "unread": [{"where": u.where, "reason": u.reason, "page": u.page} for u in side.review.unread],
        "warnings": list(side.review.warnings),
    }


def _element(change: ElementChange) -> dict[str, Any]:
    return {
        "element": change.element,
        "change": change.kind.value,
        "old": _finding(change.old),
        "new": _finding(change.new),
        "requirements": list(change.requirements),
        "passages": [_passages(one) for one in change.passages],
        "moved": [list(pair) for pair in change.moved],
    }


def _finding(found: ElementFinding) -> dict[str, Any]:
    return {"judgement": found.judgement.value, "certain": found.certain, "confidence": found.confidence}


def _passages(change: PassageChange) -> dict[str, Any]:
    return {"old": _passage(change.old), "new": _passage(change.new), "words": _words(change.pieces)}


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {
        "document": passage.document, "locator": passage.locator, "page": passage.page, "start": passage.start,
        "end": passage.end, "text": passage.text,
    }  # fmt: skip


def _article(change: ArticleChange) -> dict[str, Any]:
    return {
        "change": change.kind, "old": change.old, "new": change.new, "elements": list(change.elements),
        "words": _words(change.pieces),
    }  # fmt: skip


def _words(pieces: tuple[Piece, ...]) -> list[list[str]]:
    return [list(piece) for piece in spaced(pieces)]
