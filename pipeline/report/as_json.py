"""The review as JSON: one object, stable keys, the same bytes for the same review.

Schema: docs/report-schema.md. `elements` and `requirements` are keyed by the fixed ids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.model import ElementFinding, Passage, RequirementFinding, Review

SCHEMA = "finclause-review/1"


def review_json(review: Review, sets: Mapping[str, Any] | None = None) -> str:
    """Return the JSON text of a review (UTF-8, indented, newline at the end)."""
    return dumps({**review_object(review), **(sets or {})})


def dumps(value: Any) -> str:
    """Return stable JSON text."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def review_object(review: Review) -> dict[str, Any]:
    """Return the review as plain data."""
    conditions = review.conditions
    return {
        "schema": SCHEMA,
        "documents": [
            {"name": d.name, "sha256": d.sha256, "format": d.format, "encoding": d.encoding, "pages": d.pages}
            for d in review.documents
        ],
        "as_of": conditions.as_of.isoformat(),
        "edition": conditions.edition,
        "importance": conditions.importance,
        "facts": sorted(conditions.facts),
        "facts_assumed": conditions.assumed,
        "library": {"version": review.library_version, "fingerprint": review.library_fingerprint},
        "parties": {role: list(names) for role, names in review.parties.items()},
        "elements": elements_object(review.elements),
        "requirements": {name: _requirement(found) for name, found in review.requirements.items()},
        "unread": [{"where": u.where, "reason": u.reason, "page": u.page} for u in review.unread],
        "warnings": list(review.warnings),
    }


def elements_object(findings: Mapping[str, ElementFinding]) -> dict[str, Any]:
    """Return element id -> judgement with its evidence."""
    return {name: _element(found) for name, found in findings.items()}


def _element(found: ElementFinding) -> dict[str, Any]:
    return {
        "judgement": found.judgement.value,
        "confidence": found.confidence,
        "certain": found.certain,
        "evidence": [_passage(p) for p in found.evidence],
        "nearest": [_passage(p) for p in found.nearest],
        "looked_at": list(found.looked_at),
        "reasons": list(found.reasons),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "document": passage.document,
        "locator": passage.locator,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "reasons": list(passage.reasons),
    }


def _requirement(found: RequirementFinding) -> dict[str, Any]:
    return {
        "status": found.status.value,
        "due": list(found.due),
        "present": list(found.present),
        "absent": list(found.absent),
        "contrary": list(found.contrary),
        "unread": list(found.unread),
        "not_due": list(found.excused),
    }
