"""A contrary sentence turned by its grammar, cut at words, and the labels and words of what is added."""

from __future__ import annotations

import pytest

from pipeline.redline import turn_en, turn_ko
from pipeline.redline.edits import Swap
from pipeline.redline.labels import between, cited, next_label
from pipeline.redline.turns import Names, Wanted, wanted
from pipeline.redline.vendor import _politely, _put, _put_english
from pipeline.redline.words import changed, swaps

KO, EN = Names(("회사",), ("고객",)), Names(("Provider", "we"), ("Customer", "you"))
ALL = Wanted(duty=True, ban=True, right=True, notice=True, consent=True)


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("회사는 통지하지 아니할 수 있다.", "회사는 통지하여야 한다."),
        ("회사는 이를 알리지 않습니다.", "회사는 이를 알려야 합니다."),
        ("회사는 이에 대하여 책임을 지지 않습니다.", "회사는 이에 대하여 책임을 집니다."),
        ("회사는 통지할 의무를 부담하지 아니한다.", "회사는 통지할 의무를 부담한다."),
        ("회사는 자료를 지우지 않고 보관할 수 있습니다.", "회사는 자료를 지우지 않고 보관할 수 없습니다."),
        ("그 고객은 직접 권리를 주장할 수 없습니다.", "그 고객은 직접 권리를 주장할 수 있습니다."),
        ("회사는 고객의 동의 없이 재위탁할 수 있다.", "회사는 고객의 사전 동의를 받아 재위탁할 수 있다."),
        ("회사는 사전 통지 없이 서비스를 변경할 수 있다.", "회사는 사전에 통지하고 서비스를 변경할 수 있다."),
    ],
)
def test_a_korean_sentence_is_turned_by_its_predicate(sentence: str, turned: str) -> None:
    assert turned in list(turn_ko.turned(sentence, KO, ALL))


@pytest.mark.parametrize(
    "sentence",
    [
        "회사에 고의가 있는 경우를 제외하고 회사가 책임을 지지 않습니다.",  # the exception would be turned as well
        "정지된 동안 고객은 서비스를 이용할 수 없습니다.",  # not a right that is denied
        "고객은 서비스를 이용할 수 있습니다.",  # nobody's freedom but the customer's
        "제3조(목적)",
    ],
)
def test_a_korean_sentence_is_left_alone_where_no_turn_is_safe(sentence: str) -> None:
    assert list(turn_ko.turned(sentence, KO, ALL)) == []


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("Provider shall not be obliged to notify Customer.", "Provider shall notify Customer."),
        ("Provider may, at its sole discretion, notify Customer.", "Provider shall notify Customer."),
        ("Provider may subcontract without Customer's consent.", "Provider may subcontract only with Customer's prior written consent."),
        ("Provider may change them without notice.", "Provider may change them upon prior written notice."),
        ("Provider may use Customer Data to improve its products.", "Provider shall not use Customer Data to improve its products."),
        ("WE ARE NOT LIABLE FOR ANY LOSS.", "WE SHALL BE LIABLE FOR ANY LOSS."),
        ("Customer may not audit Provider.", "Customer may audit Provider."),
    ],
)  # fmt: skip
def test_an_english_sentence_is_turned_by_its_modal(sentence: str, turned: str) -> None:
    assert turned in list(turn_en.turned(sentence, EN, ALL))


def test_an_english_sentence_with_an_exception_is_left_alone() -> None:
    assert list(turn_en.turned("Except for gross negligence, Provider shall not be liable.", EN, ALL)) == []


def test_only_the_turn_that_our_wording_calls_for_is_made() -> None:
    duty = wanted(("제공자는 사고를 지체 없이 통지하여야 한다.",))
    assert (duty.duty, duty.ban, duty.right, duty.notice, duty.consent) == (True, False, False, True, False)
    assert list(turn_ko.turned("회사는 자료를 보관할 수 있다.", KO, duty)) == []


def test_a_change_is_cut_at_words_never_inside_one() -> None:
    old, new = "회사는 사고를 고객에게 통지하지 아니한다.", "회사는 사고를 고객에게 통지하여야 한다."
    assert swaps(old, new, 100) == (Swap(113, 123, "통지하여야 한다."),)


def test_two_changes_with_words_between_them_stay_two() -> None:
    old = "회사는 연락처를 바꾸면 미리 고객에게 서면으로 이를 알리지 않는다."
    new = "회사는 주소를 바꾸면 미리 고객에게 서면으로 이를 알려야 한다."
    assert [s.text for s in swaps(old, new, 0)] == ["주소를", "알려야 한다."]
    assert changed(old, swaps(old, new, 0), 0) == new


def test_a_sentence_that_shares_little_is_changed_as_one() -> None:
    assert swaps("가 나 다", "라 마 바", 5) == (Swap(5, 10, "라 마 바"),)


@pytest.mark.parametrize(
    ("label", "following"), [("②", "③"), ("3.", "4."), ("5.2", "5.3"), ("(b)", "(c)"), ("나.", "다."), ("(9)", "(10)"), ("•", "")]
)  # fmt: skip
def test_the_label_that_comes_next(label: str, following: str) -> None:
    assert next_label(label) == following


@pytest.mark.parametrize(
    ("head", "taken", "number"),
    [
        ("제5조", (), "제5조의2"),
        ("제5조", ("제5조의2",), "제5조의3"),
        ("제5조의2", ("제5조의2",), "제5조의3"),
        ("Article 12", (), "Article 12A"),
        ("4.", ("4a",), "4B."),
        ("서문", (), ""),
    ],
)
def test_an_article_between_two_renumbers_none(head: str, taken: tuple[str, ...], number: str) -> None:
    assert between(head, taken) == number


def test_places_are_cited_as_lawyers_do() -> None:
    assert cited("제19조", ["④", "⑤"], "ko") == "제19조 제4항, 제5항"
    assert cited("제2조", ["7."], "ko") == "제2조 제7호"
    assert cited("Section 5", ["5.3"], "en") == "Section 5, 5.3"


def test_the_parties_are_called_as_the_vendor_calls_them() -> None:
    ours = "금융회사는 금융회사에 대한 통지를 금융회사가 금융회사에 한 것으로 본다. 다른 금융회사와 「금융회사의 규정」"
    assert _put(ours, "금융회사", "고객") == (
        "고객은 고객에 대한 통지를 고객이 고객에게 한 것으로 본다. 다른 금융회사와 「금융회사의 규정」"
    )
    assert _put("클라우드컴퓨팅서비스 제공자의 제공자로", "제공자", "을") == "클라우드컴퓨팅서비스 제공자의 을로"
    assert (
        _put_english("the Provider’s duty, the Financial Company", "Provider", "Oracle")
        == "Oracle’s duty, the Financial Company"
    )


def test_a_document_that_speaks_politely_is_spoken_to_politely() -> None:
    assert (
        _politely("회사는 통지하여야 한다. 누설하여서는 아니 된다.")
        == "회사는 통지하여야 합니다. 누설하여서는 아니 됩니다."
    )
