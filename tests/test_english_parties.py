"""Who is who in an English document."""

from __future__ import annotations

import pytest
from drafts import LIBRARY

from pipeline.parties_en import bind_english

ROLES = LIBRARY.roles["en"]


def rewritten(text: str, document: str = "") -> str:
    return bind_english(document or text, ROLES).rewrite(text).text


WE_AND_YOU = "We provide the Services to you. You pay our fees. We protect your data. You may ask us for your data."
ACME = (
    'This Agreement is made between Acme Cloud, Inc. ("Acme") and the customer named on the Order Form ("Customer"). '
    "Acme provides the Services. Acme will protect Customer Data. Acme's platform is hosted in Seoul. "
)
PREAMBLE = (
    "This Agreement is entered into by and between Hanbit Bank Co., Ltd., a bank that wishes to use cloud services "
    '("Hanbit"), and Duru Cloud Ltd., a company that provides cloud services ("Duru"). '
    "Duru shall provide the Services. Hanbit shall pay the fees. Duru shall notify Hanbit of incidents. "
)


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Provider", "provider"),
        ("Supplier", "provider"),
        ("Vendor", "provider"),
        ("Processor", "provider"),
        ("Service Provider", "provider"),
        ("Contractor", "provider"),
        ("CSP", "provider"),
        ("Data Importer", "provider"),
        ("Customer", "customer"),
        ("Client", "customer"),
        ("Controller", "customer"),
        ("Bank", "customer"),
        ("Financial Institution", "customer"),
        ("Subscriber", "customer"),
        ("Data Exporter", "customer"),
    ],
)
@pytest.mark.parametrize("form", ["The {} shall sign.", "{} shall sign.", "THE {} SHALL SIGN.", "“{}” shall sign."])
def test_sure_words_need_no_context(word: str, role: str, form: str) -> None:
    spelled = word.upper() if form.isupper() or "THE" in form else word
    assert rewritten(form.format(spelled)).lower() == f"{role} shall sign."


def test_we_provide_and_you_use() -> None:
    assert rewritten("We will give you our report on your data.", WE_AND_YOU) == (
        "provider will give customer provider's report on customer's data."
    )


def test_we_are_the_customer_where_the_document_says_so() -> None:
    document = (
        "In these terms “we”, “us” and “the Bank” mean the same, and “you” and “Supplier” mean the same. "
        "We (“we” or the “Bank”) buy services from you (“you” or the “Supplier”). You shall notify us. We pay you. Your staff obey us."
    )
    assert rewritten("You shall notify us.", document) == "provider shall notify customer."


def test_capital_us_in_a_shout_is_a_pronoun_and_in_us_law_a_country() -> None:
    assert (
        rewritten("YOU SHALL HOLD US HARMLESS AT ALL TIMES.", WE_AND_YOU)
        == "customer SHALL HOLD provider HARMLESS AT ALL TIMES."
    )
    assert rewritten("Data may be kept in the US.", WE_AND_YOU) == "Data may be kept in the US."


def test_a_trade_name_in_brackets_is_the_provider() -> None:
    assert (
        rewritten("Acme shall notify Customer within 24 hours.", ACME)
        == "provider shall notify customer within 24 hours."
    )


def test_a_trade_name_keeps_its_possessive() -> None:
    assert rewritten("Acme's staff and Customer’s staff", ACME).startswith("provider's staff and customer’s staff")


def test_a_trade_name_in_capitals_is_the_same_party() -> None:
    assert rewritten("ACME SHALL NOT BE LIABLE TO CUSTOMER.", ACME) == "provider SHALL NOT BE LIABLE TO customer."


def test_names_defined_in_the_preamble_are_told_apart_by_what_they_do() -> None:
    assert rewritten("Duru shall notify Hanbit.", PREAMBLE) == "provider shall notify customer."


def test_company_is_the_provider_where_only_the_customer_is_named() -> None:
    document = (
        "Company shall provide the Services to Customer. Customer shall pay the fees. Company will host Customer Data. "
        "Customer may audit. Customer owns its data. Customer may terminate. Company shall maintain the platform. "
    ) * 2
    assert rewritten("Company shall notify Customer.", document) == "provider shall notify customer."


def test_company_is_the_customer_where_only_the_provider_is_named() -> None:
    document = (
        "Vendor shall provide the Services to the Company. The Company shall pay Vendor. Vendor shall protect Company Data. "
        "Vendor may not subcontract. Vendor shall notify the Company. Company shall use the Services. "
    ) * 2
    assert rewritten("Vendor shall notify Company.", document) == "provider shall notify customer."


def test_company_defined_as_the_one_who_uses_the_service_is_the_customer() -> None:
    document = (
        'Hanbit Insurance Co., Ltd., which wishes to use the cloud services (the "Company"), and Duru Ltd. (the "Supplier") agree. '
        "The Supplier shall provide the Services. The Company shall pay. "
    )
    assert rewritten("The Supplier shall notify the Company.", document) == "provider shall notify customer."


def test_the_british_supplier_is_the_provider() -> None:
    document = (
        "The Supplier shall, and shall procure that the Supplier's Personnel shall, comply. The Customer may audit."
    )
    assert rewritten("The Supplier shall procure that the Supplier's Personnel comply.", document) == (
        "provider shall procure that provider's Personnel comply."
    )


def test_processor_and_controller() -> None:
    assert rewritten("The Processor shall assist the Controller and engage no Sub-processor.") == (
        "provider shall assist customer and engage no subcontractor."
    )


@pytest.mark.parametrize(
    "word", ["Sub-processor", "subprocessor", "Subcontractor", "sub-contractor", "SUBCONTRACTOR", "sub-outsourcer"]
)
def test_subcontractors_in_any_spelling(word: str) -> None:
    assert rewritten(f"Each {word} shall sign.") == "Each subcontractor shall sign."
    assert rewritten(f"All {word}s shall sign.") == "All subcontractors shall sign."


def test_the_cloud_behind_a_reselling_provider_is_its_subcontractor() -> None:
    document = "The Service Provider shall notify the Bank. " * 9 + "The Cloud Provider hosts the platform. " * 4
    assert rewritten("The Service Provider shall supervise the Cloud Provider.", document) == (
        "provider shall supervise subcontractor."
    )


def test_a_cloud_provider_without_anyone_between_is_the_provider() -> None:
    document = "The Cloud Provider shall notify the Bank. " * 9
    assert rewritten("The Cloud Provider shall notify the Bank.", document) == "provider shall notify customer."


@pytest.mark.parametrize(
    "text",
    [
        "A third-party provider may be used.",
        "Payments are made through a payment provider.",
        "Another provider may take over.",
        "Its suppliers are audited.",
        "The client-side code is signed.",
        "bank account details are kept.",
    ],
)
def test_words_that_do_not_stand_for_the_party_are_left_alone(text: str) -> None:
    assert rewritten(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "the Central Bank",
        "the Bank of Korea",
        "the Bank of England",
        "the Federal Reserve Bank",
        "the World Bank",
        "the European Central Bank",
        "the Bank Act",
        "the Banking Act",
        "the Bank Secrecy Act",
        "Bank Examiners",
    ],
)
def test_a_central_bank_or_a_law_of_banks_is_never_the_customer(name: str) -> None:
    assert rewritten(f"Access by {name} to the data centre is to be granted on demand.") == (
        f"Access by {name} to the data centre is to be granted on demand."
    )


def test_a_named_bank_that_is_defined_is_the_customer() -> None:
    document = "Hanbit Bank (the “Bank”) engages the Supplier. The Bank may audit. The Supplier shall notify the Bank."
    assert rewritten("The Supplier shall notify the Bank.", document) == "provider shall notify customer."


def test_users_are_the_customer_only_where_nobody_else_is() -> None:
    alone = (
        "Provider shall provide the Services. Users may export data. Users shall pay. User may cancel. Users may ask."
    )
    assert rewritten("Users may export data.", alone) == "customer may export data."
    beside = (
        "Customer shall pay. Customer may audit. Customer may cancel. Customer may ask. "
        "Users may log in. Users may log out. User may ask. Provider shall help."
    )
    assert rewritten("Users may log in.", beside) == "Users may log in."


def test_a_word_that_the_document_never_defines_stays() -> None:
    assert (
        rewritten("Globex shall be told.", "Provider shall notify Customer. Globex shall be told.")
        == "Globex shall be told."
    )


def test_every_rewritten_character_points_into_the_raw_text() -> None:
    raw = "The “Supplier” shall notify you and your Sub-processors."
    found = bind_english(WE_AND_YOU + raw, ROLES).rewrite(raw)
    assert len(found.text) == len(found.origin)
    assert all(0 <= place < len(raw) for place in found.origin)
    assert list(found.origin) == sorted(found.origin)


def test_an_empty_document_binds_without_fault() -> None:
    assert rewritten("") == ""
