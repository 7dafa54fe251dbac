"""Findings: nothing is judged present or contrary without a passage that can be quoted."""

from __future__ import annotations

import pytest

from pipeline.judge.evidence import Source, finding
from pipeline.judge.weigh import Thresholds
from pipeline.match.propose import Candidate, Proposal
from pipeline.model import Judgement
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import units

THRESHOLDS = Thresholds(present_at=0.5, contrary_at=0.4, certain_at=0.7)
PRESENT, CONTRARY = (0.95, 0.02, 0.03), (0.02, 0.95, 0.03)


def source() -> Source:
    document = read_bytes("a.txt", "제1조(통지) 을은 사고를 갑에게 지체 없이 통지한다.\n".encode())
    contract = parse(document)
    return Source(document, contract, units(contract))


@pytest.mark.parametrize("shares", [PRESENT, CONTRARY])
def test_what_cannot_be_quoted_is_absent_and_to_be_looked_at_again(shares):
    found = finding(Proposal("incident-notice", ()), shares, THRESHOLDS, source())
    assert found.judgement is Judgement.ABSENT
    assert not found.certain
    assert found.evidence == ()


def test_what_can_be_quoted_is_present():
    candidate = Candidate(0, 0.9, 0.0, ())
    found = finding(Proposal("incident-notice", (candidate,)), PRESENT, THRESHOLDS, source())
    assert found.judgement is Judgement.PRESENT
    assert found.certain
    assert [p.text for p in found.evidence] == ["을은 사고를 갑에게 지체 없이 통지한다."]
