"""Who is who in a Korean document."""

import pytest

from pipeline.library import load_library
from pipeline.parties import CUSTOMER, PROVIDER, bind

ROLES = load_library().roles["ko"]


def rewritten(text: str, document: str = "") -> str:
    return bind(document or text, ROLES).rewrite(text).text


def test_gap_is_the_customer_and_eul_the_provider_by_default():
    assert rewritten("갑은 을에게 업무를 위탁한다.") == "금융회사는 제공자에게 업무를 위탁한다."


def test_a_definition_reverses_gap_and_eul():
    document = '서비스를 제공하는 한빛(이하 "갑"이라 한다)과 서비스를 이용하는 두루(이하 "을"이라 한다)는 계약한다. 갑은 을에게 알린다.'
    assert rewritten("갑은 을에게 알린다.", document) == "제공자는 금융회사에게 알린다."


def test_in_terms_the_company_provides_and_the_member_uses():
    document = "회사는 회원에게 서비스를 제공합니다. 회원은 이용요금을 냅니다. 회사는 회원의 자료를 보호합니다."
    assert rewritten("회사는 회원의 자료를 지킵니다.", document) == "제공자는 금융회사의 자료를 지킵니다."


def test_customers_of_a_bank_stay_end_users():
    document = "위탁자는 수탁자에게 맡긴다. 위탁자의 고객이 신청한다. 수탁자는 위탁자에게 알린다. 위탁자는 확인한다."
    assert rewritten("수탁자는 고객의 성명을 저장한다.", document) == "제공자는 고객의 성명을 저장한다."


def test_our_company_and_your_company_follow_from_what_they_own():
    document = "당사는 귀사에 서비스를 제공합니다. 귀사의 데이터는 귀사의 것입니다. 귀사는 요금을 지급합니다."
    assert rewritten("당사는 귀사의 데이터를 백업합니다.", document) == "제공자는 금융회사의 데이터를 백업합니다."


def test_a_bank_writes_our_bank_and_your_company():
    document = "당행은 귀사에 업무를 위탁한다. 귀사는 당행에 보고한다. 당사라는 말은 쓰지 않는다."
    assert rewritten("귀사는 당행에 보고한다.", document) == "제공자는 금융회사에 보고한다."


def test_a_compound_is_not_a_party():
    document = "회사는 고객에게 서비스를 제공합니다. 고객은 요금을 냅니다."
    assert rewritten("고객정보는 고객의 것입니다.", document) == "고객정보는 금융회사의 것입니다."


def test_particles_fit_the_new_word():
    assert (
        rewritten("을이 갑을 돕고 갑과 협의하여 을은 따른다.")
        == "제공자가 금융회사를 돕고 금융회사와 협의하여 제공자는 따른다."
    )


def test_every_rewritten_character_points_into_the_raw_text():
    raw = '"을"은 갑과 협의한다.'
    found = bind(raw, ROLES).rewrite(raw)
    assert len(found.text) == len(found.origin)
    assert all(0 <= place < len(raw) for place in found.origin)
    assert list(found.origin) == sorted(found.origin)


@pytest.mark.parametrize(("word", "role"), [("수탁사", PROVIDER), ("위탁회사", CUSTOMER), ("계약상대자", PROVIDER)])
def test_sure_words_need_no_context(word, role):
    assert rewritten(f"{word}는 서명한다.") == f"{role}는 서명한다."
