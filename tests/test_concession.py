"""Sentences that take back what an earlier one grants: which they are, and what they take back."""

from __future__ import annotations

import pytest
from drafts import LIBRARY

from pipeline.match.concession import Withdrawals, concedes, takes_back
from pipeline.train.corpus import Passage, passage_contexts
from pipeline.train.withdrawn import KEPT, LABELS, MADE, WITHDRAWN, withdrawn_passages
from pipeline.train.wordings import EXCEPTIONS, as_exception

GRANTS = {
    "ko": "을은 재위탁하려면 미리 갑의 서면 동의를 받아야 한다.",
    "en": "The Provider shall obtain the Customer's prior written consent before it subcontracts.",
}
TAKING = {
    "ko": [
        "전항에도 불구하고 을은 갑의 동의 없이 재위탁할 수 있다.",
        "다만, 을이 긴급하다고 판단하는 경우에는 동의를 받지 아니한다.",
        "제1항은 적용하지 아니한다.",
    ],
    "en": [
        "Notwithstanding the preceding paragraph, the Provider may subcontract without consent.",
        "However, no consent is needed where the Provider considers the matter urgent.",
        "The first paragraph shall not apply.",
    ],
}
KEEPING = {
    "ko": ["을은 재위탁 현황을 매년 갑에게 통지한다.", "전항의 동의는 서면으로 한다."],
    "en": [
        "The Provider lists its subcontractors on its website.",
        "The consent under the preceding paragraph is given in writing.",
    ],
}


def _read(text, language):
    return passage_contexts(text, LIBRARY, language)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sentence_takes_back_if_it_points_back_and_denies_or_allows(language):
    for text in TAKING[language]:
        _, ready = _read(f"{GRANTS[language]}\n{text}", language)
        assert [takes_back(c) for c in ready] == [False, True], text
    for text in KEEPING[language]:
        _, ready = _read(f"{GRANTS[language]}\n{text}", language)
        assert not any(takes_back(c) for c in ready), text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_taken_back_is_the_sentence_before_that_shares_its_words(language):
    other = {"ko": "을은 서울에 사무소를 둔다.", "en": "Invoices are issued every month."}[language]
    cut, ready = _read(f"{GRANTS[language]}\n{other}\n{other[:-1]}.\n{TAKING[language][0]}", language)
    found = Withdrawals(cut, ready, [False] * len(ready))
    assert Withdrawals(cut, ready, [False, False, False, True]).of(0) == (0.0, 0.0)  # what gives takes nothing back
    granted, unrelated = found.of(0), found.of(1)
    assert granted[0] > unrelated[0]
    assert granted[1] == 0.0
    assert found.of(2)[1] == 1.0
    assert found.of(3) == (0.0, 0.0)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_is_taken_back_by_an_earlier_sentence(language):
    cut, ready = _read(f"{TAKING[language][0]}\n{GRANTS[language]}", language)
    assert Withdrawals(cut, ready, [False, False]).of(1) == (0.0, 0.0)


def test_a_condition_concedes():
    _, ready = _read("Provider shall notify Customer, except that no notice is due where the law forbids it.", "en")
    assert concedes(ready[0])


def _passages(language):
    texts = {
        "ko": (
            "을은 재위탁하려면 갑의 동의를 받는다.",
            "을은 동의 없이 재위탁할 수 있다.",
            "을은 매월 청구서를 보낸다.",
        ),
        "en": (
            "We ask for your consent before we subcontract.",
            "The Provider may subcontract without consent.",
            "You pay within thirty days.",
        ),
    }[language]
    listed = (("subcontract-consent", "present"), ("subcontract-consent", "contrary"), ("sla-agreed", "absent"))
    return [
        Passage(*_read(text, language), element, label, "plain", f"{text[:-1]} ({i}).", 3)
        for i in range(40)
        for text, (element, label) in zip(texts, listed, strict=True)
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pairs_are_labelled_by_what_the_second_passage_says(language):
    source = _passages(language)
    pairs = list(withdrawn_passages(source, LIBRARY, language))
    assert {p.passage.style for p in pairs} == {WITHDRAWN, KEPT} < MADE
    for pair in pairs:
        first, second = source[pair.first], source[pair.second]
        assert pair.passage.label == LABELS[pair.passage.style]
        assert first.label == "present"
        assert (second.element == first.element) == (pair.passage.style == WITHDRAWN)
        assert pair.passage.fold == first.fold == second.fold
        assert set(pair.rows) == {pair.first, pair.second}
        assert pair.passage.text[: pair.seam - 1] == first.text


def test_an_exception_begins_as_one():
    assert (
        as_exception("The Provider may refuse.", "en", 0)
        == "Notwithstanding the preceding paragraph, the Provider may refuse."
    )
    assert as_exception("Provider may refuse.", "en", 1) == "Notwithstanding the foregoing, Provider may refuse."
    assert as_exception("을은 거절할 수 있다.", "ko", 2) == "다만, 을은 거절할 수 있다."
    for language in ("ko", "en"):
        assert as_exception("The", language, len(EXCEPTIONS[language]) - 1) == "The"
