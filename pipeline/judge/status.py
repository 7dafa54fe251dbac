"""From elements to requirements: what is due, and the status that follows.

Source: the statuses and conditions of the fixed catalogue (별표 2의5, 정보처리위탁규정
제4조제3항); the first status that applies wins.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.due import due_elements
from pipeline.model import (
    Conditions,
    ElementFinding,
    Judgement,
    Library,
    Requirement,
    RequirementFinding,
    Status,
)


def requirement_findings(
    findings: Mapping[str, ElementFinding], library: Library, conditions: Conditions
) -> dict[str, RequirementFinding]:
    """Return the finding of every requirement of the edition, in library order."""
    due = {name: tuple(e.id for e in elements) for name, elements in due_elements(library, conditions).items()}
    return {
        r.id: _finding(r, due.get(r.id, ()), findings, library, conditions)
        for r in library.requirements.values()
        if r.elements.get(conditions.edition)
    }


def _finding(
    requirement: Requirement,
    due: tuple[str, ...],
    findings: Mapping[str, ElementFinding],
    library: Library,
    conditions: Conditions,
) -> RequirementFinding:
    by = {j: tuple(e for e in due if findings[e].judgement == j) for j in Judgement}
    excused = tuple(e for e in requirement.elements.get(conditions.edition, ()) if e not in due)
    core = {e for e in due if library.elements[e].weight == "core"}
    if not due:
        status = Status.NOT_DUE
    elif by[Judgement.CONTRARY]:
        status = Status.CONTRARY
    elif core & set(by[Judgement.UNREAD]):
        status = Status.UNREAD
    elif core & set(by[Judgement.ABSENT]):
        status = Status.MISSING
    elif by[Judgement.ABSENT] or by[Judgement.UNREAD]:
        status = Status.PARTIAL
    else:
        status = Status.SATISFIED
    return RequirementFinding(
        requirement.id,
        status,
        due,
        by[Judgement.PRESENT],
        by[Judgement.ABSENT],
        by[Judgement.CONTRARY],
        by[Judgement.UNREAD],
        excused,
    )
