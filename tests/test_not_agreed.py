"""What stands in a contract and is not agreed: struck out elsewhere, excluded from a list, mere efforts, the customer's row."""

from __future__ import annotations

import numpy as np
import pytest
from drafts import LIBRARY, base_conditions

from pipeline.bindings import bind_document
from pipeline.judge import review
from pipeline.judge.alone import rule_set
from pipeline.judge.weigh import Thresholds, decide
from pipeline.match.contexts import contexts
from pipeline.match.propose import propose
from pipeline.match.reader import Scores
from pipeline.match.struck import struck_out
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import units


def read(text, name="a.md"):
    document = read_bytes(name, text.encode("utf-8"))
    return document, parse(document)


def judged(text, element):
    return str(review(*read(text), LIBRARY, base_conditions()).elements[element].judgement)


KOREAN = "계약서\n\n제1조(사고의 통지)\n을은 침해사고를 지체 없이 갑에게 통지하여야 한다.\n\n제2조(기타)\n{}\n"
ENGLISH = (
    "# Agreement\n\n## Clause 1. Incidents\nThe Provider shall notify the Customer of any security incident without undue "
    "delay after becoming aware of it.\n\n## Clause 2. Other\n{}\n"
)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (KOREAN, "제1조는 적용하지 아니한다."),
        (KOREAN, "제1조(사고의 통지)는 삭제한다."),
        (KOREAN, "제10조에도 불구하고 제1조를 적용하지 않습니다."),
        (KOREAN, "제1조 내지 제9조는 적용하지 아니한다."),
        (ENGLISH, "Clause 1 does not apply."),
        (ENGLISH, "Clauses 1 and 3 shall not apply to this Agreement."),
        (ENGLISH, "Clause 1 (Incidents) is hereby deleted."),
    ],
)
def test_an_article_that_does_not_apply_proves_nothing(form, sentence):
    _, contract = read(form.format(sentence))
    assert {contract.articles[place].number for place in struck_out(contract)} <= {"제1조", "Clause 1"}
    assert struck_out(contract)
    assert judged(form.format(sentence), "incident-notice") != "present"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (KOREAN, "천재지변의 경우에는 제1조를 적용하지 아니한다."),
        (KOREAN, "제1조 제2항은 적용하지 아니한다."),
        (KOREAN, "제9조는 적용하지 아니한다."),
        (KOREAN, "제1조는 이 계약이 끝난 뒤에도 적용한다."),
        (ENGLISH, "Clause 1 does not apply to events outside the Provider's control."),
        (ENGLISH, "Clause 9 does not apply."),
        (ENGLISH, "Clause 1 shall survive."),
    ],
)
def test_an_article_stays_in_force_under_a_condition_or_for_the_rest(form, sentence):
    _, contract = read(form.format(sentence))
    assert struck_out(contract) == frozenset()
    assert judged(form.format(sentence), "incident-notice") == "present"


TABLE = "계약서\n\n은행(이하 '갑'이라 한다)과 회사(이하 '을'이라 한다)는 계약한다.\n\n제1조(분담)\n담당은 다음과 같다.\n\n{}\n"
MATRIX = "# Agreement\n\n## Article 1. Responsibilities\n\n{}\n"


@pytest.mark.parametrize(
    ("form", "rows", "party"),
    [
        (TABLE, "| 업무 | 갑 | 을 |\n|---|---|---|\n| 방화벽 운영 | ○ | |", "customer"),
        (TABLE, "| 업무 | 갑 | 을 |\n|---|---|---|\n| 방화벽 운영 | | ○ |", "provider"),
        (TABLE, "| 업무 | 갑 | 을 |\n|---|---|---|\n| 방화벽 운영 | ○ | ○ |", ""),
        (TABLE, "| 업무 | 담당 |\n|---|---|\n| 방화벽 운영 | 갑 |", "customer"),
        (TABLE, "| 업무 | 기준 |\n|---|---|\n| 방화벽 운영 | 상시 |", ""),
        (MATRIX, "| Task | Provider | Customer |\n|---|---|---|\n| Run the firewall | | X |", "customer"),
        (MATRIX, "| Task | Owner |\n|---|---|\n| Run the firewall | Provider |", "provider"),
    ],
)
def test_a_column_says_whose_a_row_is(form, rows, party):
    document, contract = read(form.format(rows))
    cut = units(contract)
    ready = contexts(cut, bind_document(document.text, LIBRARY.roles))
    assert [c.party for u, c in zip(cut, ready, strict=True) if u.kind == "row"][-1] == party


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        (
            "# Terms\n\n## 1. Duties\nThe Provider shall use reasonable endeavours to:\n\n(a) remedy audit findings;\n",
            "efforts",
        ),
        (
            "# Terms\n\n## 1. Duties\nThe following are not part of the Services:\n\n(a) encryption of data;\n",
            "excluded",
        ),
        ("# Terms\n\n## 1. Duties\nThe Provider shall not:\n\n(a) disclose Customer Data;\n", ""),
        ("계약서\n\n제1조(제외)\n다음 각 호는 서비스에 포함되지 아니한다.\n1. 전송 구간의 암호화\n", "excluded"),
        ("계약서\n\n제1조(노력)\n을은 다음 각 호를 위하여 노력한다.\n1. 전송 구간의 암호화\n", "efforts"),
    ],
)
def test_a_lead_in_governs_the_items_below_it(text, veto):
    document, contract = read(text)
    cut = units(contract)
    ready = contexts(cut, bind_document(document.text, LIBRARY.roles))
    language = ready[-1].own.language
    scores = Scores.of(np.ones((len(cut), 2 + 2), dtype=np.float32))
    found = propose(cut, ready, {language: rule_set(LIBRARY, language)}, ["encryption-in-transit"], scores)
    item = next(c for c in found["encryption-in-transit"].candidates if cut[c.unit].kind == "item")
    assert (veto in item.vetoes) if veto else not set(item.vetoes) & {"efforts", "excluded"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "# Terms\n\n## 1. Scope\nThe following are not part of the Services:\n\n(a) encryption of data in transit;\n",
            "열거한 것은",
        ),
        ("계약서\n\n제1조(제외)\n다음 각 호는 서비스에 포함되지 아니한다.\n1. 전송 구간의 암호화\n", "열거한 것은"),
        ("계약서\n\n제1조(노력)\n을은 전송 구간을 암호화하도록 노력한다.\n", "노력 의무"),
    ],
)
def test_a_report_says_why_such_a_passage_proves_nothing(text, reason):
    found = review(*read(text), LIBRARY, base_conditions()).elements["encryption-in-transit"]
    assert found.judgement != "present"
    assert any(reason in said for said in found.reasons)


def test_what_is_surely_not_absent_and_neither_clearly_is_contrary():
    thresholds = Thresholds(present_at=0.6, contrary_at=0.5, certain_at=0.7)
    assert decide((0.5, 0.45, 0.05), thresholds) == "contrary"
    assert decide((0.58, 0.30, 0.12), thresholds) == "absent"
    assert decide((0.62, 0.35, 0.03), thresholds) == "present"
    assert decide((0.35, 0.55, 0.10), thresholds) == "contrary"


def test_a_text_without_articles_is_doubted_and_a_contract_is_not():
    def warned(text):
        return [w for w in review(*read(text, "글.txt"), LIBRARY, base_conditions()).warnings if "조문을 찾지" in w]

    assert warned("안내문\n\n고객님께 알려 드립니다. 영업점을 옮깁니다.\n")
    assert not warned(KOREAN.format("이 계약은 1년으로 한다."))
