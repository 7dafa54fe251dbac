"""Which document of a set goes before which, and what that does to a judgement."""

from __future__ import annotations

import pytest

from pipeline.judge.precedence import Part, precedences
from pipeline.judge.sets import together
from pipeline.library import load_library
from pipeline.model import ElementFinding, Judgement, Passage
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import units

WORDS = tuple(load_library().words.values())


def part(name: str, text: str) -> Part:
    document = read_bytes(name, text.encode("utf-8"))
    contract = parse(document)
    return Part(document, contract, units(contract))


def pairs(*documents: tuple[str, str]) -> set[tuple[int, int]]:
    return {(p.higher, p.lower) for p in precedences([part(*d) for d in documents], WORDS)}


TERMS = ("terms.txt", "클라우드 이용약관\n\n제1조(목적)\n이 약관은 회사의 서비스 이용에 관한 사항을 정한다.\n")
ENGLISH_TERMS = ("terms.md", "# Cloud Terms of Service\n\n1. Scope\nWe provide the Services described in the Order.\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "이 부속합의서는 이용약관에 우선하여 적용한다.",
        "이 부속합의서와 이용약관의 내용이 상충하는 경우 이 부속합의서가 우선한다.",
        "이용약관과 본 부속합의서가 다른 경우에는 본 부속합의서에 따른다.",
        "이용약관에 대하여 이 부속합의서의 규정이 우선한다.",
        "양 당사자가 맺은 다른 합의와 이 부속합의서의 내용이 어긋나면 이 부속합의서가 우선한다.",
        "다음 순서에 따라 우선 적용한다: 1. 부속합의서 2. 이용약관",
    ],
)
def test_a_korean_addendum_that_says_so_goes_before_the_terms(sentence: str) -> None:
    addendum = ("addendum.txt", f"금융 부속합의서\n\n제1조(우선순위)\n{sentence}\n")

    assert pairs(TERMS, addendum) == {(1, 0)}


@pytest.mark.parametrize(
    "sentence",
    [
        "In the event of a conflict between this Addendum and the Terms of Service, this Addendum shall prevail.",
        "This Addendum takes precedence over the Terms of Service.",
        "If there is any inconsistency, the terms of this Addendum control over the Terms of Service.",
        "Order of precedence: (a) this Addendum; (b) the Terms of Service.",
        "To the extent the Terms of Service conflict with this Addendum, this Addendum will govern.",
    ],
)
def test_an_english_addendum_that_says_so_goes_before_the_terms(sentence: str) -> None:
    addendum = ("addendum.md", f"# Financial Services Addendum\n\n1. Precedence\n{sentence}\n")

    assert pairs(ENGLISH_TERMS, addendum) == {(1, 0)}


@pytest.mark.parametrize(
    "sentence",
    [
        "이 부속합의서는 이용약관에 우선하지 아니한다.",
        "회사는 개인정보의 보호를 우선적인 과제로 삼는다.",
        "이 부속합의서에서 정하지 않은 사항은 이용약관에 따른다.",
        "This Addendum shall not prevail over the Terms of Service.",
        "This Addendum applies to affiliates under common control with Customer.",
        "This Addendum describes the security controls of the Services.",
    ],
)
def test_a_sentence_that_ranks_nothing_gives_no_order(sentence: str) -> None:
    name = "addendum.txt" if "가" <= sentence[0] <= "힣" else "addendum.md"
    addendum = (name, f"부속합의서 (Addendum)\n\n제1조(일반)\n{sentence}\n")

    assert pairs(TERMS, addendum) == set()


def test_two_sentences_that_contradict_each_other_rank_nothing() -> None:
    terms = ("terms.txt", "이용약관\n\n제9조(우선순위)\n이 약관은 부속합의서에 우선한다.\n")
    addendum = ("addendum.txt", "부속합의서\n\n제1조(우선순위)\n이 부속합의서는 이용약관에 우선한다.\n")

    assert pairs(terms, addendum) == set()


def test_a_list_ranks_every_pair_in_its_order() -> None:
    levels = ("sla.txt", "서비스 수준 협약\n\n제1조(가용성)\n가용성은 99.9%로 한다.\n")
    addendum = (
        "addendum.txt",
        "부속합의서\n\n제1조(순서)\n문서의 우선순위는 다음 순서와 같다. 부속합의서, 서비스 수준 협약, 이용약관의 차례로 우선한다.\n",
    )

    assert pairs(TERMS, levels, addendum) == {(2, 1), (2, 0), (1, 0)}


def finding(judgement: Judgement, document: str, confidence: float = 0.9) -> ElementFinding:
    return ElementFinding("subcontract-consent", judgement, confidence, True, (Passage(document, "제3조", "…", 0, 1),))


def test_the_document_that_goes_first_restores_what_the_other_takes_away() -> None:
    addendum = ("addendum.txt", "부속합의서\n\n제1조(우선순위)\n이 부속합의서는 이용약관에 우선한다.\n")
    parts = [part(*TERMS), part(*addendum)]
    order = precedences(parts, WORDS)

    found = together(
        [finding(Judgement.CONTRARY, "terms.txt"), finding(Judgement.PRESENT, "addendum.txt")], parts, order
    )

    assert found.judgement == Judgement.PRESENT
    assert [p.document for p in found.evidence] == ["addendum.txt"]
    assert any("앞서므로" in reason for reason in found.reasons)


def test_the_document_that_goes_first_takes_away_what_the_other_grants() -> None:
    terms = ("terms.txt", "이용약관\n\n제9조(우선순위)\n이 약관은 부속합의서에 우선한다.\n")
    parts = [part(*terms), part("addendum.txt", "부속합의서\n\n제1조(재위탁)\n회사는 동의를 받는다.\n")]
    order = precedences(parts, WORDS)

    found = together(
        [finding(Judgement.CONTRARY, "terms.txt"), finding(Judgement.PRESENT, "addendum.txt")], parts, order
    )

    assert found.judgement == Judgement.CONTRARY


def test_without_an_order_what_is_taken_away_counts_and_a_person_looks() -> None:
    parts = [part(*TERMS), part("addendum.txt", "부속합의서\n\n제1조(재위탁)\n회사는 동의를 받는다.\n")]

    found = together([finding(Judgement.PRESENT, "addendum.txt"), finding(Judgement.CONTRARY, "terms.txt")], parts, ())

    assert found.judgement == Judgement.CONTRARY
    assert not found.certain
    assert {p.document for p in found.evidence} == {"terms.txt", "addendum.txt"}


@pytest.mark.parametrize(
    "sentence",
    [
        "이 계약과 개인정보 처리위탁 계약서가 서로 다르면 이 계약이 우선한다.",
        "이 계약과 개인정보 처리위탁 계약서의 내용이 서로 다른 때에는 이 계약이 우선한다.",
        "이 계약은 개인정보 처리위탁 계약서보다 우선한다.",
        "개인정보 처리위탁 계약서와 상충하는 경우 이 계약을 우선하여 적용한다.",
        "본 계약과 개인정보 처리위탁 계약서가 어긋나면 본 계약이 우선한다.",
        "이 계약서가 개인정보 처리위탁 계약서에 우선한다.",
    ],
)
def test_a_contract_that_calls_itself_this_contract_goes_first(sentence: str) -> None:
    main = ("main.txt", f"서비스 이용계약서\n\n제1조(문서의 우선순위)\n{sentence}\n")
    processing = ("dpa.txt", "개인정보 처리위탁 계약서\n\n제1조(목적)\n이 계약은 처리위탁에 관한 사항을 정한다.\n")

    assert pairs(main, processing) == {(0, 1)}
    assert pairs(processing, main) == {(1, 0)}


@pytest.mark.parametrize(
    ("name", "heading", "claim", "override"),
    [
        (
            "addendum.txt",
            "부속합의서\n\n제1조(우선순위)\n",
            "이 약관은 고객과 맺은 다른 모든 합의에 우선한다.",
            "원계약이 문서의 우선순위에 관하여 정한 바에도 불구하고, 이 합의서와 원계약이 서로 다른 때에는 이 합의서가 우선한다.",
        ),
        (
            "addendum.md",
            "# Financial Services Addendum\n\n1. Precedence\n",
            "이 약관은 고객과 맺은 다른 모든 합의에 우선한다.",
            "Notwithstanding any provision of the Original Agreement on order of precedence or entire agreement, "
            "this Addendum prevails over the Original Agreement if they conflict.",
        ),
    ],
)
def test_an_addendum_that_sets_the_vendors_own_precedence_aside_goes_first(
    name: str, heading: str, claim: str, override: str
) -> None:
    terms = ("terms.txt", f"클라우드 이용약관\n\n제9조(우선순위)\n{claim}\n")

    assert pairs(terms, (name, heading + override + "\n")) == {(1, 0)}


def test_two_sentences_that_set_each_other_aside_rank_nothing() -> None:
    terms = ("terms.txt", "이용약관\n\n제9조(우선순위)\n다른 합의에도 불구하고 이 약관은 부속합의서에 우선한다.\n")
    addendum = ("addendum.txt", "부속합의서\n\n제1조(우선순위)\n원계약에도 불구하고 이 부속합의서가 우선한다.\n")

    assert pairs(terms, addendum) == set()
