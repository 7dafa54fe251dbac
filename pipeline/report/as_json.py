"""The review as JSON: one object, stable keys, the same bytes for the same review.

Schema: docs/report-schema.md. `elements` and `requirements` are keyed by the fixed ids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.characters import UNWRITABLE
from pipeline.deal import Waived
from pipeline.model import ElementFinding, Judgement, Passage, RequirementFinding, Review
from pipeline.report.info import ReportInfo
from pipeline.report.markup import place_of
from pipeline.report.rows import ElementRow
from pipeline.report.view import ReportView
from pipeline.stamp import as_object

SCHEMA = "finclause-review/1"


def review_json(review: Review) -> str:
    """Return the JSON text of a review (indented, newline at the end)."""
    return dumps(review_object(review))


def report_object(review: Review, view: ReportView, info: ReportInfo) -> dict[str, Any]:
    """Return the review with what the other formats add to it: who reviewed, and the gaps in order."""
    stamp = as_object(view.stamp)
    return {
        **review_object(review),
        "kind": stamp["kind"],
        "wording": stamp["wording"],
        "report": {
            "contract": info.contract_name,
            "reviewer": info.reviewer,
            "date": info.date.isoformat(),
            "financial_company": info.financial_company,
            "provider": info.provider,
            "conclusion": list(view.conclusion),
        },
        "gaps": [_gap(row, info.waivers.get(row.id)) for row in view.gaps],
        "uncertain": [row.id for row in view.uncertain],
    }


def _gap(row: ElementRow, waived: Waived | None) -> dict[str, Any]:
    contrary = row.judgement == Judgement.CONTRARY
    return {
        "element": row.id,
        "title": row.title,
        "weight": "core" if row.core else "guide",
        "judgement": row.judgement.value,
        "priority": row.priority,
        "requirements": list(row.shared),
        "certain": row.certain,
        "waived": _waived(waived),
        "means": row.means,
        "conflict": row.conflict if contrary else "",
        "effect": row.effect if contrary else "",
        "risk": "" if contrary else row.why,
        "readings": [quote.reading for quote in row.quotes],
        "proposals": [
            {
                "number": p.number, "clause": p.key[0], "paragraph": p.key[1], "place": p.place,
                "condition": p.condition, "text": "\n".join(p.lines), "text_en": "\n".join(p.english),
            }
            for p in row.proposals
        ],
    }  # fmt: skip


def _waived(waived: Waived | None) -> dict[str, Any] | None:
    if waived is None:
        return None
    return {"reason": waived.reason, "approver": waived.approver, "date": waived.date.isoformat()}


def dumps(value: Any) -> str:
    """Return stable JSON text; what no document may carry stands in it as an escape, \\u202e, and is not lost."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return UNWRITABLE.sub(lambda found: json.dumps(found[0])[1:-1], text)


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
        "changes": [
            {
                "document": review.documents[n].name, "kind": c.kind, "text": c.text, "author": c.author, "date": c.date,
                "place": c.place, "locator": place_of(review, n, c.place),
            }
            for n, document in enumerate(review.documents) for c in document.changes
        ],
        "comments": [
            {
                "document": review.documents[n].name, "author": c.author, "date": c.date, "text": c.text, "place": c.place,
                "quote": c.quote, "locator": place_of(review, n, c.place) if c.place >= 0 else "",
            }
            for n, document in enumerate(review.documents) for c in document.comments
        ],
    }  # fmt: skip


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
