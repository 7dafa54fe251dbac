"""Moods, subjects and clauses of English legal sentences.

Every sentence is our own. Each stands with what its stating clauses say, in order: the mood and whose act it is
(`-` = nobody's). `lifted`: a denial that a consent lifts; `free`: a permission to act without consent or liability;
`only`: a permission only with consent.
"""

from __future__ import annotations

import pytest

from pipeline.match.grammar_en import read_english

MOODS = {
    "does": {"does"},
    "may": {"may"},
    "not": {"not"},
    "efforts": {"efforts"},
    "lifted": {"does", "not"},
    "free": {"may", "not"},
    "only": {"does", "may"},
}


def said(text: str) -> str:
    """Return 'mood subject; mood subject' of the clauses that state something."""
    names = {frozenset(moods): name for name, moods in MOODS.items()}
    return "; ".join(f"{names[c.moods]} {c.subject or '-'}" for c in read_english(text).clauses if c.predicate)


def check(*pairs: tuple[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), pairs, ids=[text[:60] for text, _ in pairs])


@check(
    ("Provider shall encrypt all backups.", "does provider"),
    ("Provider will encrypt all backups.", "does provider"),
    ("Provider must encrypt all backups.", "does provider"),
    ("Provider encrypts all backups.", "does provider"),
    ("Provider is to encrypt all backups.", "does provider"),
    ("Provider agrees to encrypt all backups.", "does provider"),
    ("Provider hereby undertakes to keep the logs for one year.", "does provider"),
    ("Provider is required to keep the logs.", "does provider"),
    ("Provider is obliged to keep the logs.", "does provider"),
    ("Provider has an obligation to keep the logs.", "does provider"),
    ("Provider is responsible for keeping the logs.", "does provider"),
    ("It is the responsibility of provider to keep the logs.", "does provider"),
    ("Customer may audit the data centers once a year.", "may customer"),
    ("Customer can export its data at any time.", "may customer"),
    ("Customer is entitled to inspect the records.", "may customer"),
    ("Customer shall be entitled to inspect the records.", "may customer"),
    ("Customer has the right to inspect the records.", "may customer"),
    ("Customer shall have the right to inspect the records.", "may customer"),
    ("Customer reserves the right to inspect the records.", "may customer"),
    ("Customer is free to inspect the records.", "may customer"),
    ("Provider shall grant customer the right to inspect the records.", "does provider"),
    ("Provider shall permit customer to inspect the records.", "does provider"),
    ("Provider shall provide for the right of customer to inspect the records.", "does provider"),
)
def test_duties_and_rights(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Provider shall not move the data abroad.", "not provider"),
    ("Provider may not move the data abroad.", "not provider"),
    ("Provider must not move the data abroad.", "not provider"),
    ("Provider will never move the data abroad.", "not provider"),
    ("Provider never moves the data abroad.", "not provider"),
    ("Provider cannot move the data abroad.", "not provider"),
    ("Provider does not move the data abroad.", "not provider"),
    ("Provider won't move the data abroad.", "not provider"),
    ("Provider need not notify customer.", "not provider"),
    ("Provider does not need to notify customer.", "not provider"),
    ("Provider is not obliged to notify customer.", "not provider"),
    ("Provider is not required to notify customer.", "not provider"),
    ("Provider shall not be obliged to notify customer.", "not provider"),
    ("Provider is under no obligation to notify customer.", "not provider"),
    ("Provider has no obligation to notify customer.", "not provider"),
    ("Provider shall have no duty to notify customer.", "not provider"),
    ("Provider assumes no obligation to notify customer.", "not provider"),
    ("Provider accepts no liability for loss of data.", "not provider"),
    ("Provider bears no responsibility for loss of data.", "not provider"),
    ("Provider is not liable for loss of data.", "not provider"),
    ("Provider shall in no event be liable for loss of data.", "not provider"),
    ("In no event shall provider be liable for loss of data.", "not provider"),
    ("Under no circumstances will provider move the data abroad.", "not provider"),
    ("At no time may provider move the data abroad.", "not provider"),
    ("Provider shall not under any circumstances move the data abroad.", "not provider"),
    ("Nothing in this Agreement obliges provider to keep the logs.", "not -"),
    ("There is no obligation on provider to keep the logs.", "not -"),
    ("No audit of the data centers is permitted.", "not -"),
    ("No right to audit is granted to customer.", "not -"),
    ("Audits are prohibited.", "not -"),
    ("On-site audits are not permitted.", "not -"),
    ("Customer has no right to audit provider.", "not customer"),
    ("Customer is not entitled to audit provider.", "not customer"),
    ("Customer may not audit provider.", "not customer"),
    ("Neither party shall disclose the information of the other.", "not -"),
    ("Neither provider nor customer may assign this Agreement.", "not -"),
    ("Neither provider nor its subcontractors shall access customer Data.", "not provider"),
    ("Provider agrees not to disclose customer Data.", "not provider"),
    ("Provider undertakes not to disclose customer Data.", "not provider"),
    ("Provider shall refrain from disclosing customer Data.", "not provider"),
    ("Provider is prohibited from disclosing customer Data.", "not provider"),
    ("Provider disclaims any duty to keep the logs.", "not provider"),
    ("Provider may refuse any audit.", "not provider"),
    ("Provider may decline to give the report to customer.", "not provider"),
    ("The audit report is unavailable to customer.", "not -"),
    ("The choice of foreign law is of no effect.", "not -"),
    ("Provider shall neither copy nor disclose customer Data.", "not provider"),
    ("Provider no longer keeps the logs.", "not provider"),
)
def test_denials(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Provider shall not disclose customer Data without the prior written consent of customer.", "lifted provider"),
    ("Provider shall not disclose customer Data unless customer has consented.", "lifted provider"),
    ("Provider may not subcontract except with the approval of customer.", "lifted provider"),
    ("Provider may not subcontract before it has notified customer.", "lifted provider"),
    ("Provider shall not, without customer's consent, move the data abroad.", "lifted provider"),
    ("Without customer's written approval provider shall not subcontract.", "lifted provider"),
    ("No subcontractor may be engaged without customer's approval.", "lifted -"),
    ("Provider may subcontract only with customer's approval.", "only provider"),
    ("Provider may subcontract without the consent of customer.", "free provider"),
    ("Provider may suspend the Services without liability to customer.", "free provider"),
    ("Provider has the right but not the obligation to monitor content.", "free provider"),
    ("Provider shall not unreasonably withhold its consent.", "does provider"),
    ("Provider shall not refuse an audit.", "does provider"),
    ("Provider may not refuse an audit by customer.", "does provider"),
    ("Provider shall not hinder the supervision of customer.", "does provider"),
    ("Nothing in this Agreement limits the right of customer to audit.", "does -"),
    ("Nothing in this Agreement shall prevent customer from auditing provider.", "does -"),
    ("Nothing herein relieves provider of its duty to notify customer.", "does -"),
    ("Engaging a subcontractor does not relieve provider of its duty to inspect that subcontractor's work.", "does -"),
    ("Provider shall not fail to notify customer.", "does provider"),
    ("Provider shall not be released from its duty to notify customer.", "does provider"),
    ("Provider shall notify customer no later than 24 hours after discovery.", "does provider"),
    ("Provider shall notify customer not later than 24 hours after discovery.", "does provider"),
    ("Provider shall keep the logs for no less than one year.", "does provider"),
    ("Provider shall keep the logs for a period of not less than one year.", "does provider"),
    ("Throughout the Exit Period, being no shorter than six months, provider shall maintain the Services.", "does provider"),
    ("Provider shall maintain a key length of no lower than 256 bits.", "does provider"),
    ("Provider shall not only notify customer but also remedy the defect.", "does provider"),
    ("Provider shall return the data at no additional charge.", "does provider"),
    ("Provider shall migrate the data with no interruption of the Services.", "does provider"),
    ("Customer can cancel with no cancellation fee if provider changes the Services.", "may customer"),
    ("Provider shall not exceed a recovery time of four hours.", "does provider"),
)
def test_denials_that_are_lifted_undone_or_none(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Provider shall use reasonable efforts to restore the Services.", "efforts provider"),
    ("Provider will use commercially reasonable endeavours to restore the Services.", "efforts provider"),
    ("Provider shall endeavour to restore the Services.", "efforts provider"),
    ("Provider will make every reasonable effort to restore the Services.", "efforts provider"),
    ("Provider aims to restore the Services within four hours.", "efforts provider"),
    ("Provider will try to find ways of making logs available to investigators.", "efforts provider"),
    ("Provider will try, as far as its resources allow, to help customer.", "efforts provider"),
    ("Provider shall seek to restore the Services.", "efforts provider"),
    ("Provider does its best to restore the Services.", "efforts provider"),
    ("Provider shall seek customer's consent before the final deletion.", "does provider"),
    ("Provider seeks customer's consent to the final deletion fourteen days beforehand.", "does provider"),
    ("Provider shall apply security measures to the data.", "does provider"),
)
def test_efforts(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Customer shall be notified by provider of each breach.", "does provider"),
    ("Each breach shall be notified to customer by provider.", "does provider"),
    ("Customer shall be notified of each breach.", "does provider"),
    ("The data shall be deleted within 30 days.", "does -"),
    ("The data centers may be inspected by customer.", "may customer"),
    ("Records shall be kept by provider's personnel.", "does provider"),
    ("The data may not be accessed by any subcontractor.", "not subcontractor"),
    ("Logs will not be provided to customer.", "not -"),
    ("Provider's personnel shall sign a confidentiality undertaking.", "does provider"),
    ("The personnel of provider shall be trained once a year.", "does provider"),
    ("Customer and its auditors may enter the premises.", "may customer"),
    ("Customer's auditors may enter the premises.", "may customer"),
    ("The Financial Supervisory Service may inspect provider.", "may authority"),
    ("A supervisory authority may request the records.", "may authority"),
    ("The Central Bank may request the records.", "may authority"),
    ("The bank examiners may request the records.", "may authority"),
    ("The subcontractor shall comply with the same duties.", "does subcontractor"),
    ("Data subjects may request erasure.", "may user"),
    ("Each party shall keep the information secret.", "does -"),
    ("Both provider and customer shall keep the information secret.", "does -"),
    ("Provider and its subcontractors shall keep the information secret.", "does provider"),
    ("Provider, at its own cost, shall restore the data.", "does provider"),
    ("Provider (including its affiliates) shall restore the data.", "does provider"),
    ("On termination provider shall assist customer in migrating the Services to a successor provider.", "does provider"),
    ("Provider shall keep customer advised of the law applying at each site.", "does provider"),
    ("Provider shall ensure that each subcontractor complies with this Section.", "does provider"),
    ("Provider shall procure that the data is kept in Korea.", "does provider"),
    ("Provider shall cause its subcontractors to allow inspections.", "does provider"),
    ("The right to audit shall belong to customer.", "does -"),
    ("Failure of provider to comply shall be a breach.", "does -"),
    ("Training the staff of customer is part of the Services.", "does -"),
)
def test_whose_act_it_is(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("If a breach occurs, provider shall notify customer.", "does provider"),
    ("If a breach occurs provider shall notify customer.", "does provider"),
    ("Where provider withdraws the Services it is not obliged to propose a substitute.", "not provider"),
    ("If the system does not have the agreed quality customer may demand that provider remove the defect.", "may customer"),
    ("Upon discovering a breach of security provider shall immediately inform customer by telephone.", "does provider"),
    ("Upon termination of this Agreement the data shall be returned to customer.", "does -"),
    ("Upon request, provider shall hand over the records.", "does provider"),
    ("On request provider shall hand over the records.", "does provider"),
    ("In the event of a breach provider shall notify customer.", "does provider"),
    ("When the contract ends provider must delete the data.", "does provider"),
    ("Should a breach occur, provider shall notify customer.", "does provider"),
    ("Provider shall notify customer if a breach occurs.", "does provider"),
    ("Provider shall, if a breach occurs, notify customer.", "does provider"),
    ("Provider shall notify customer as soon as it becomes aware of a breach.", "does provider"),
    ("Unless customer objects, provider may engage the subcontractor.", "may provider"),
    ("Unless customer objects provider may engage the subcontractor.", "may provider"),
    ("Until the data has been returned provider shall keep it safe.", "does provider"),
    ("Before provider engages a subcontractor it shall notify customer.", "does provider"),
    ("Subject to Section 4, customer may audit provider.", "may customer"),
    ("Notwithstanding anything to the contrary, provider shall not disclose the data.", "not provider"),
    ("Notwithstanding Section 4 provider may suspend the Services.", "may provider"),
    ("Provider shall delete the data, except where the law requires it to be kept.", "does provider"),
    ("Provider shall delete the data, provided that it may keep one copy.", "does provider; may provider"),
    ("Provider shall allow audits; provided, however, that customer shall pay the costs.", "does provider; does customer"),
    ("Everything that travels between customer's browser and provider's servers is scrambled so nobody can read it.", "does -"),
    ("Provider shall encrypt the data so that nobody can read it.", "does provider"),
    ("Customer's data is kept apart so it cannot be read by others.", "does -"),
)
def test_conditions_exceptions_and_provisos_do_not_decide(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Any data that provider may receive shall be deleted.", "does -"),
    ("Provider shall delete data which it no longer needs.", "does provider"),
    ("The systems that customer is not permitted to enter are listed in Annex 1.", "does -"),
    ("Provider, who may engage subcontractors, shall supervise them.", "does provider"),
    ("The person in whose name the account is opened shall be told.", "does -"),
    ("Provider shall list all places from which the data can be accessed.", "does provider"),
    ("On request provider shall confirm in writing all enactments by which it can be required to release data.", "does provider"),
    ("Provider must tell customer which laws of other jurisdictions might require it to disclose the data.", "does provider"),
    ("Provider shall state whether it may be required to disclose the data.", "does provider"),
    ("Provider shall explain how customer can retrieve its data.", "does provider"),
    ("Data customer may upload shall be encrypted.", "does -"),
    ("Following expiration, customer will have sixty days to retrieve its content, after which provider will erase it.",
     "does customer; does provider"),
    ("Provider keeps the data for 30 days, after which it is erased.", "does provider; does provider"),
)
def test_relative_clauses_and_questions_do_not_decide(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Customer agrees that provider may change the Services.", "may provider"),
    ("Customer acknowledges that provider is not obliged to keep backups.", "not provider"),
    ("Each party undertakes that it shall not at any time disclose the other's information.", "not -"),
    ("Provider undertakes that it will not move the data abroad.", "not provider"),
    ("Provider warrants that the Services will meet the Service Levels.", "does provider"),
    ("The parties agree that customer may inspect the data centers.", "may customer"),
    ("Customer understands and agrees that no backups are made.", "not -"),
    ("Provider may use wireless networks, and customer acknowledges that no wired line is offered.",
     "may provider; not -"),
    ("Provider may deploy wireless networks, throughout its data centers, including in rooms that house customer's systems, "
     "and customer acknowledges that no wired-only environment is offered.", "may provider; not -"),
)
def test_that_clauses(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Provider shall notify customer and may suspend the Services.", "does provider; may provider"),
    ("Provider shall notify customer and customer may terminate.", "does provider; may customer"),
    ("Customer may audit provider, but provider is not obliged to remedy findings.", "may customer; not provider"),
    ("No transition period applies, and provider is not obliged to agree on any plan for migration.", "not -; not provider"),
    ("Services are hosted in Seoul; processing of customer Data anywhere outside Korea is prohibited.", "does -; not -"),
    ("Provider's audit reports are confidential and will not be provided to customer.", "does -; not -"),
    ("The choice of foreign law is of no effect, and the laws of the Republic of Korea take its place.", "not -; does -"),
    ("Lawsuits go to the courts of Laramie County, Wyoming, and nowhere else.", "does -"),
    ("Disputes shall be settled in Seoul and shall not be brought elsewhere.", "does -; not -"),
    ("Provider shall keep, maintain and test the backups.", "does provider"),
    ("Customer may view, copy and delete its data.", "may customer"),
    ("The Services are provided as is and provider gives no warranty.", "does -; not provider"),
    ("Ownership stays with customer and does not pass to provider.", "does -; not -"),
)
def test_coordinated_clauses(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("provide the report to customer within five days;", ""),
    ("not disclose the data to any third party;", ""),
    ("no obligation to keep backups", ""),
    ("Provider shall:", "does provider"),
    ("Provider shall not:", "not provider"),
    ("Customer may do any of the following:", "may customer"),
    ("Provider shall: (a) encrypt the data; (b) keep the logs; and (c) notify customer.", "does provider"),
)
def test_lists_and_their_lead_ins(text: str, expected: str) -> None:
    assert said(text) == expected


def test_a_list_item_that_begins_with_not_is_denied() -> None:
    assert read_english("not disclose the data to any third party;").clauses[0].moods == {"not"}


def test_a_condition_alone_is_no_statement() -> None:
    assert said("if the data has not been returned;") == ""
