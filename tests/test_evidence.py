"""Findings: nothing is judged present or contrary without a passage that can be quoted."""

from __future__ import annotations

import pytest

from pipeline.judge.evidence import Source, finding
from pipeline.judge.weigh import Thresholds
from pipeline.match.propose import Candidate, Proposal
from pipeline.match.rules import RuleHit
from pipeline.model import Judgement
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import units

THRESHOLDS = Thresholds(present_at=0.5, contrary_at=0.4, certain_at=0.7)
PRESENT, CONTRARY = (0.95, 0.02, 0.03), (0.02, 0.95, 0.03)


def source(times: int = 1) -> Source:
    text = "".join(f"제{n}조(통지) 을은 사고를 갑에게 지체 없이 통지한다.\n" for n in range(1, times + 1))
    document = read_bytes("a.txt", text.encode())
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
    found = finding(Proposal("incident-notice", (candidate,)), PRESENT, THRESHOLDS, source(30))
    assert found.judgement is Judgement.PRESENT
    assert found.certain
    assert [p.text for p in found.evidence] == ["을은 사고를 갑에게 지체 없이 통지한다."]


@pytest.mark.parametrize("shares", [PRESENT, CONTRARY])
def test_in_a_few_sentences_the_reader_alone_is_not_certain(shares):
    kind = "present" if shares is PRESENT else "contrary"
    guessed = Candidate(0, 0.9, 0.9, ())
    met = Candidate(0, 0.9, 0.9, (RuleHit("incident-notice", kind, "사고 통지", 1.0, False, "요건"),))
    certain = [
        finding(Proposal("incident-notice", (candidate,)), shares, THRESHOLDS, source(articles)).certain
        for candidate, articles in ((guessed, 1), (guessed, 30), (met, 1))
    ]
    assert certain == [False, True, True]
