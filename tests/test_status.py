"""From elements to the status of a requirement: the first rule that applies wins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import LIBRARY, base_conditions

from pipeline.judge.status import requirement_findings
from pipeline.model import ElementFinding, Judgement, Status

P, C, A, U = Judgement.PRESENT, Judgement.CONTRARY, Judgement.ABSENT, Judgement.UNREAD


def status_of(requirement, changed, conditions=None):
    chosen = conditions or replace(base_conditions(), edition="2025")
    judged = {e: changed.get(e, P) for e in LIBRARY.elements}
    findings = {e: ElementFinding(e, j, 1.0, True) for e, j in judged.items()}
    return requirement_findings(findings, LIBRARY, chosen)[requirement]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, Status.SATISFIED),
        ({"pooled-audit": A}, Status.PARTIAL),
        ({"pooled-audit": U}, Status.PARTIAL),
        ({"auditor-access": A}, Status.MISSING),
        ({"auditor-access": U}, Status.UNREAD),
        ({"auditor-access": U, "regulator-access": A}, Status.UNREAD),
        ({"pooled-audit": C}, Status.CONTRARY),
        ({"pooled-audit": C, "auditor-access": U}, Status.CONTRARY),
    ],
)
def test_audit_access(changed, status):
    assert status_of("BASIC-04", changed).status is status


def test_an_element_whose_condition_does_not_hold_is_not_due():
    chosen = replace(base_conditions(), facts=frozenset())
    found = status_of("BASIC-01", {"domestic-systems": A}, chosen)
    assert found.status is Status.SATISFIED
    assert "domestic-systems" in found.excused


def test_extra_items_are_due_for_important_work_only():
    chosen = replace(base_conditions(), importance="non_critical")
    assert status_of("EXTRA-03", {}, chosen).status is Status.NOT_DUE


def test_an_edition_has_its_own_items():
    chosen = replace(base_conditions(), edition="2023")
    assert "BASIC-13" not in requirement_findings(
        {e: ElementFinding(e, P, 1.0, True) for e in LIBRARY.elements}, LIBRARY, chosen
    )
