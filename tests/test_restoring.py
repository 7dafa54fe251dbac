"""Denials that give are not read as taking something away, and denials that take are not read as giving."""

from __future__ import annotations

import datetime as dt

import pytest
from test_concession import _read

from pipeline.judge import review
from pipeline.judge.alone import restoring_set
from pipeline.library import load_library
from pipeline.model import Conditions, Judgement
from pipeline.parse import parse
from pipeline.read import read_bytes

LIBRARY = load_library()
GIVING = {
    "ko": [
        "다만, 고의와 중과실로 인한 손해에는 제1항의 한도를 적용하지 아니한다.",
        "침해사고로 생긴 손해에 대하여는 책임 제한 규정이 적용되지 않습니다.",
        "제공자는 재수탁자의 행위를 이유로 책임을 면하지 못한다.",
        "제공자는 제1항의 의무를 제3자의 보고서로 갈음할 수 없다.",
        "금융회사는 해지를 이유로 위약금이나 수수료를 부담하지 아니한다.",
        "제공자는 금융회사에게 해지에 따른 비용을 청구하지 못한다.",
    ],
    "en": [
        "The limit in Section 8.1 does not apply to a breach of confidentiality.",
        "Nothing in this Agreement limits or excludes the liability of Provider for data loss.",
        "No report of a third party replaces the access of the authorities.",
        "Audit reports are not a substitute for an inspection.",
        "Customer shall not pay any termination fee.",
        "Provider shall not charge a cancellation fee.",
    ],
}
TAKING = {
    "ko": [
        "제공자는 어떠한 경우에도 책임을 지지 아니하며, 배상의 한도를 적용하지 아니한다.",
        "제공자의 배상책임은 이용료를 한도로 한다.",
        "금융회사는 책임을 면하지 못한다.",
        "제공자는 보고서로 감사를 갈음할 수 있다.",
        "제공자는 해지에 따른 비용을 부담하지 아니한다.",
        "금융회사는 손해배상금을 청구하지 못한다.",
    ],
    "en": [
        "Provider shall have no liability, and the cap does not apply to fees.",
        "The liability of Provider is subject to the cap in Section 8.",
        "A report of a third party replaces the audit.",
        "Provider shall not pay any compensation.",
        "Customer shall not claim liquidated damages.",
        "Nothing in this Agreement limits the right of Provider to suspend the services.",
    ],
}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_denial_of_what_takes_away_gives(language):
    tells = restoring_set(LIBRARY, language)
    for text in GIVING[language]:
        _, [context] = _read(text, language)
        assert tells.holds(context), text
    for text in TAKING[language]:
        _, [context] = _read(text, language)
        assert not tells.holds(context), text


HEAD = {
    "ko": '클라우드서비스 이용계약서\n\n제1조(목적) 이 계약은 은행(이하 "갑"이라 한다)과 회사(이하 "을"이라 한다) 사이의 '
    "서비스 이용에 관한 사항을 정한다.\n\n",
    "en": "Cloud Services Agreement\n\n",
}
WHOLE = [
    ("ko", "regulator-access", "제2조(감독)\n① 을은 금융감독원의 검사와 자료 요구에 응하고 사업장과 시스템에 대한 접근을 허용하여야 한다.\n"
        "② 을은 제1항의 의무를 제3자가 작성한 보고서로 대체하지 못한다.\n"),
    ("ko", "incident-liability", "제2조(손해배상)\n① 을은 침해사고로 갑에게 생긴 손해를 배상하여야 한다.\n② 당사자의 배상책임은 12개월 이용요금을 "
        "한도로 한다. 다만, 고의·중과실, 비밀유지의무 위반과 침해사고로 인한 손해에는 한도를 적용하지 아니한다.\n"),
    ("ko", "penalty-free-termination", "제2조(해지)\n① 갑은 서비스에 악영향이 있는 때에는 이 계약을 해지할 수 있다.\n"
        "② 갑은 제1항의 해지를 이유로 위약금 그 밖의 어떠한 금액도 부담하지 아니한다.\n"),
    ("en", "regulator-access", "1. Audit\n1.1 Provider shall give the financial authorities access to its premises, systems and records for "
        "inspection on request.\n1.2 No report of a third party replaces the access of the authorities under this Section.\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "element", "text"), WHOLE, ids=[f"{lang} {element}" for lang, element, _ in WHOLE]
)
def test_what_a_denial_protects_stays_present(language, element, text):
    document = read_bytes("a.txt", (HEAD[language] + text).encode())
    conditions = Conditions(dt.date(2026, 11, 27), "2025", "critical", frozenset(LIBRARY.facts))
    found = review(document, parse(document), LIBRARY, conditions)
    assert found.elements[element].judgement is Judgement.PRESENT
