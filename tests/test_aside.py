"""A sentence that sets another contract's provision aside is read without saying so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.judge import judge_alone
from pipeline.judge.aside import without_set_aside
from pipeline.library import load_library
from pipeline.model import Judgement
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import Unit

LIBRARY = load_library()


def read(text: str) -> str:
    (unit,) = without_set_aside([Unit(0, 0, 0, len(text), text)], LIBRARY.words)
    return unit.text


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("원계약 제12조 제3항 및 제15조에도 불구하고 제공자는 한다.", "제공자는 한다."),
        ("원계약 Section 13.5 및 4.1.b에도 불구하고 제공자는 한다.", "제공자는 한다."),
        ("원계약 가운데 이와 달리 정한 부분에도 불구하고, 제공자는 한다.", "제공자는 한다."),
        ("Notwithstanding Section 8, b, Section 1, i and 2 of the Original Agreement, the Provider shall do so.",
         "The Provider shall do so."),
        ("Notwithstanding the part headed “Security is yours. You must care” of the Original Agreement, it shall do so.",
         "It shall do so."),
        ("원계약 「약관 v. 2. 개정」 제3조에도 불구하고 제공자는 한다.", "제공자는 한다."),
        ("Despite any contrary provision of the Original Agreement, if it fails, the Provider shall do so.",
         "If it fails, the Provider shall do so."),
    ],
)  # fmt: skip
def test_what_is_set_aside_in_another_contract_is_not_read(said: str, left: str) -> None:
    assert read(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "제12조 제3항에도 불구하고 제공자는 거절할 수 있다.",
        "이 약관의 다른 조항에도 불구하고 회사는 거절할 수 있다.",
        "제공자는 원계약 제12조에도 불구하고 거절할 수 있다.",
        "Notwithstanding the foregoing, the Provider may refuse.",
        "Notwithstanding Section 5, the Provider may do so under the Original Agreement, if it wishes.",
        "Notwithstanding Section 5 of this Agreement, the Provider may refuse.",
    ],
)
def test_what_is_set_aside_in_the_same_contract_is_read(said: str) -> None:
    assert read(said) == said


def test_a_right_that_sets_the_vendors_refusal_aside_is_judged_as_the_right() -> None:
    right = "금융회사는 제공자의 위탁업무 처리에 관하여 감사를 실시할 수 있다. 제공자는 감사를 위한 조사와 접근을 수용하여야 한다."
    text = f"부속합의서\n\n제1조(감사)\n원계약 제19조 제2항에도 불구하고 {right}\n"
    document = read_bytes("addendum.txt", text.encode("utf-8"))

    found = judge_alone(document, parse(document), LIBRARY).findings["auditor-access"]

    assert found.judgement == Judgement.PRESENT
    assert any(passage.text.startswith("원계약 제19조 제2항에도 불구하고") for passage in found.evidence)


def test_a_library_without_the_words_reads_every_sentence_whole() -> None:
    words = replace(LIBRARY, words={}).words
    said = "원계약 제12조에도 불구하고 제공자는 한다."

    (unit,) = without_set_aside([Unit(0, 0, 0, len(said), said)], words)

    assert unit.text == said
