"""The ledger of a redline: every change with its place, words, requirement, basis and comment, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from pipeline.assemble.voice import Voice
from pipeline.model import Document, Library, Review
from pipeline.redline.edits import Edit
from pipeline.redline.notes import basis_of, requirements_of
from pipeline.redline.plan import Plan

SCHEMA: Final = "finclause.redline/1"


def ledger(
    plan: Plan, review: Review, library: Library, written: bytes, comments: Sequence[int], meta: dict[str, str]
) -> dict[str, Any]:
    """Return the ledger; `meta`: author, date, audience. Offsets count in the text of the original."""
    document, conditions = review.documents[0], review.conditions
    return {
        "schema": SCHEMA,
        "file": document.name,
        "sha256": document.sha256,
        "redline_sha256": hashlib.sha256(written).hexdigest(),
        **meta,
        "library": {"version": library.version, "fingerprint": library.fingerprint},
        "as_of": conditions.as_of.isoformat(),
        "edition": conditions.edition,
        "importance": conditions.importance,
        "edits": [
            _edit(f"R{number:02}", edit, review, library, document, comment)
            for number, (edit, comment) in enumerate(zip(plan.built.edits, comments, strict=True), 1)
        ],
        "not_placed": _listed(plan.unplaced, review),
        "not_confirmed": _listed(plan.unproved, review),
        "blanks": [{"name": name, "ask": ask} for name, ask in plan.built.blanks.items()],
        "attachments": [{"annex": name, "title": title} for name, title in plan.built.attachments.items()],
    }


def _edit(name: str, edit: Edit, review: Review, library: Library, document: Document, comment: int) -> dict[str, Any]:
    return {
        "id": name,
        "kind": edit.kind,
        "elements": list(edit.elements),
        "requirements": list(requirements_of(edit, review)),
        "clauses": list(edit.clauses),
        "place": edit.place,
        "changes": [
            {"start": s.start, "end": s.end, "before": document.text[s.start : s.end], "after": s.text}
            for s in edit.swaps
        ],
        "paragraphs": [line.written for line in edit.lines],
        "before": _before(edit, document),
        "after": _after(edit, document),
        "basis": list(basis_of(edit, review, library, Voice(review.contract.language, library.english))),
        "comment": comment,
    }


def _before(edit: Edit, document: Document) -> str:
    if not edit.swaps:
        return ""
    return document.text[min(s.start for s in edit.swaps) : max(s.end for s in edit.swaps)]


def _after(edit: Edit, document: Document) -> str:
    if not edit.swaps:
        return "\n".join(line.written for line in edit.lines)
    out, at = "", min(swap.start for swap in edit.swaps)
    for swap in sorted(edit.swaps, key=lambda one: one.start):
        out += document.text[at : swap.start] + swap.text
        at = swap.end
    return out


def _listed(reasons: dict[str, str], review: Review) -> list[dict[str, Any]]:
    return [
        {
            "element": element,
            "requirements": [name for name, finding in review.requirements.items() if element in finding.due],
            "reason": reason,
        }
        for element, reason in reasons.items()
    ]
