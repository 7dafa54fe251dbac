"""Every element's example sentences, run through its recognition rules: one test an element."""

from __future__ import annotations

import pytest
from drafts import LIBRARY

from pipeline.judge.alone import rule_set
from pipeline.match.rules import CONTRARY, PRESENT
from pipeline.train.corpus import passage_contexts

LEAST = {"present": 3, "absent": 3, "contrary": 1}


def verdict(element: str, text: str) -> str:
    """Contrary if a rule says so anywhere in the sentence, present if one is met, else absent."""
    rules = rule_set(LIBRARY, "ko")
    hits = [
        h
        for context in passage_contexts(text, LIBRARY, "ko")[1]
        for h in rules.match(context).hits
        if h.element == element
    ]
    kinds = {h.kind for h in hits}
    return CONTRARY if CONTRARY in kinds else PRESENT if PRESENT in kinds else "absent"


@pytest.mark.parametrize("element", LIBRARY.elements)
def test_the_examples_of_an_element_are_read_as_they_are_meant(element):
    examples = LIBRARY.elements[element].examples["ko"]
    wrong = [
        f"{text} — meant {label}, read {got}"
        for label, texts in examples.items()
        for text in texts
        if (got := verdict(element, text)) != label
    ]
    assert not wrong


@pytest.mark.parametrize("element", LIBRARY.elements)
def test_an_element_has_examples_of_every_kind(element):
    examples = LIBRARY.elements[element].examples["ko"]
    assert {label: len(texts) >= LEAST[label] for label, texts in examples.items()} == dict.fromkeys(LEAST, True)


def test_a_rule_hit_explains_itself():
    rules = rule_set(LIBRARY, "ko")
    text = "제공자는 침해사고가 발생하면 지체 없이 금융회사에 통지하여야 한다."
    reasons = [
        h.reason
        for c in passage_contexts(text, LIBRARY, "ko")[1]
        for h in rules.match(c).hits
        if h.element == "incident-notice"
    ]
    assert reasons
    assert all(reason.startswith("요건: 제공자 · ") for reason in reasons)
