"""Moods, subjects and clauses of English legal sentences.

Every sentence is our own. Each stands with what its stating clauses say, in order: the mood and whose act it is
(`-` = nobody's). `lifted`: a denial that a consent lifts; `free`: a permission to act without consent or liability;
`only`: a permission only with consent.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    (
        "Throughout the Exit Period, being no shorter than six months, provider shall maintain the Services.",
        "does provider",
    ),
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
    (
        "On termination provider shall assist customer in migrating the Services to a successor provider.",
        "does provider",
    ),
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
    (
        "If the system does not have the agreed quality customer may demand that provider remove the defect.",
        "may customer",
    ),
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
    (
        "Provider shall allow audits; provided, however, that customer shall pay the costs.",
        "does provider; does customer",
    ),
    (
        "Everything that travels between customer's browser and provider's servers is scrambled so nobody can read it.",
        "does -",
    ),
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
    (
        "On request provider shall confirm in writing all enactments by which it can be required to release data.",
        "does provider",
    ),
    (
        "Provider must tell customer which laws of other jurisdictions might require it to disclose the data.",
        "does provider",
    ),
    ("Provider shall state whether it may be required to disclose the data.", "does provider"),
    ("Provider shall explain how customer can retrieve its data.", "does provider"),
    ("Data customer may upload shall be encrypted.", "does -"),
    (
        "Following expiration, customer will have sixty days to retrieve its content, after which provider will erase it.",
        "does customer; does provider",
    ),
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
    (
        "Provider may use wireless networks, and customer acknowledges that no wired line is offered.",
        "may provider; not -",
    ),
    (
        "Provider may deploy wireless networks, throughout its data centers, including in rooms that house customer's systems, "
        "and customer acknowledges that no wired-only environment is offered.",
        "may provider; not -",
    ),
)
def test_that_clauses(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Provider shall notify customer and may suspend the Services.", "does provider; may provider"),
    ("Provider shall notify customer and customer may terminate.", "does provider; may customer"),
    ("Customer may audit provider, but provider is not obliged to remedy findings.", "may customer; not provider"),
    (
        "No transition period applies, and provider is not obliged to agree on any plan for migration.",
        "not -; not provider",
    ),
    (
        "Services are hosted in Seoul; processing of customer Data anywhere outside Korea is prohibited.",
        "does -; not -",
    ),
    ("Provider's audit reports are confidential and will not be provided to customer.", "does -; not -"),
    (
        "The choice of foreign law is of no effect, and the laws of the Republic of Korea take its place.",
        "not -; does -",
    ),
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
    ("not disclose the data to any third party;", "not -"),
    ("not be obliged to notify customer;", "not -"),
    ("be entitled to inspect the premises;", "may -"),
    ("have no duty to keep logs;", "not -"),
    ("not sub-contract without customer's consent;", "lifted -"),
    ("not later than 24 hours after discovery;", ""),
    ("no obligation to keep backups", ""),
    ("Provider shall:", "does provider"),
    ("Provider shall not:", "not provider"),
    ("Customer may do any of the following:", "may customer"),
    ("Provider shall: (a) encrypt the data; (b) keep the logs; and (c) notify customer.", "does provider"),
    (
        "Provider shall: (a) not disclose the data; and (b) notify customer.",
        "does provider; not provider; does provider",
    ),
    ("(b) not disclose the data to anyone; and (c) notify customer of each breach.", "not -; does -"),
    ("(b) encrypt the data; and (c) notify customer of each breach.", ""),
)
def test_lists_and_their_lead_ins(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    ("Overseas law provider shall keep customer advised of the law applying at each site.", "does provider"),
    ("21.4 subcontractor list provider shall supply on request a list of its subcontractors.", "does provider"),
    ("Provider will make its books and personnel available to federal and state bank examiners.", "does provider"),
    ("Only where a statute so mandates may provider postpone the deletion.", "may provider"),
    (
        "Customer may elect to bypass the internet, in which case provider shall provide a line.",
        "may customer; does provider",
    ),
    ("Provider reserves the right to refuse any audit.", "not provider"),
    ("Statement of Work No. 4 fixes what provider is to deliver.", "does provider"),
    (
        "Provider represents and covenants that it will not engage others for any other work under this Agreement.",
        "not provider",
    ),
    ("Provider guarantees that result to customer.", "does provider"),
    ("Except with customer's consent, provider shall not move the data.", "lifted provider"),
    ("Unless customer consents, provider shall not move the data.", "lifted provider"),
    ("Provider shall notify customer as soon as practicable and in any case within a day.", "does provider"),
)
def test_sentences_that_were_once_misread(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    (
        "Provider shall at all times during the Term maintain, and shall cause its personnel to maintain, the confidentiality of customer Data.",
        "does provider; does provider",
    ),
    (
        "Provider may, upon thirty (30) days' prior written notice to customer, discontinue any Service.",
        "may provider",
    ),
    ("Provider may suspend the Services immediately and without notice.", "free provider"),
    ("Except as expressly set out in this Agreement, provider makes no warranties.", "not provider"),
    ("Except with customer's prior written consent, provider shall not transfer the data abroad.", "lifted provider"),
    ("Save as required by law, neither party may disclose the terms of this Agreement.", "not -"),
    ("To the extent permitted by law, provider excludes all liability for indirect losses.", "not provider"),
    ("To the maximum extent permitted by applicable law provider disclaims all warranties.", "not provider"),
    ("Nothing in this clause shall exclude or limit the liability of provider for fraud.", "does -"),
    ("Provider's liability shall not be limited in case of gross negligence.", "does -"),
    ("Provider's total liability shall not exceed the fees paid in the preceding year.", "does -"),
    ("Provider will have no liability for any failure to meet the Service Levels.", "not provider"),
    ("Customer's sole remedy for a missed Service Level is a service credit.", "does -"),
    ("Customer shall not be entitled to terminate for convenience.", "not customer"),
    (
        "Customer may terminate this Agreement at any time for convenience by giving thirty days' notice.",
        "may customer",
    ),
    ("Either party may terminate this Agreement if the other party commits a material breach.", "may -"),
    ("This Agreement may be terminated by customer at any time.", "may customer"),
    ("Provider may terminate only for cause.", "may provider"),
    ("It is agreed that provider shall bear the costs of the audit.", "does provider"),
    ("The parties acknowledge and agree that provider is an independent contractor.", "does provider"),
    ("Customer acknowledges that it is responsible for the configuration of its accounts.", "does customer"),
    ("Provider shall see to it that its staff are trained.", "does provider"),
    (
        "Provider shall make available to customer all information necessary to demonstrate compliance.",
        "does provider",
    ),
    (
        "Provider shall allow for and contribute to audits, including inspections, conducted by customer.",
        "does provider",
    ),
    ("Provider shall cooperate with any supervisory authority that inspects its premises.", "does provider"),
    (
        "The supervisory authorities shall have unrestricted rights of access to the premises of provider.",
        "may authority",
    ),
    ("Customer, its auditors and its supervisory authority may inspect the premises of provider.", "may authority"),
    (
        "Provider must not, and must ensure that its subcontractors do not, access customer Data from outside Korea.",
        "not provider; does provider",
    ),
    ("Provider shall process the data only on documented instructions from customer.", "does provider"),
    ("Provider shall not process the data for any purpose other than the provision of the Services.", "not provider"),
    ("Provider shall not be permitted to use customer Data to train its models.", "not provider"),
    (
        "At the choice of customer, provider deletes or returns all the personal data after the end of the Services.",
        "does provider",
    ),
    (
        "Following termination of this Agreement for any reason, provider shall continue to provide the Services for six months.",
        "does provider",
    ),
    (
        "During the transition period provider shall continue to perform the Services at the same level.",
        "does provider",
    ),
    ("For a period of 90 days after termination, customer may retrieve its data.", "may customer"),
    ("Within 24 hours of becoming aware of a breach, provider shall notify customer.", "does provider"),
    ("As soon as provider becomes aware of a breach it shall notify customer.", "does provider"),
    ("In case of a breach provider shall notify customer.", "does provider"),
    ("In the event that provider becomes insolvent customer may take over the systems.", "may customer"),
    ("Where customer so requests, provider must hand over the keys.", "does provider"),
    ("Once the data has been deleted provider shall certify the deletion in writing.", "does provider"),
    ("Provided that customer has paid all fees, provider shall return the data.", "does provider"),
    ("Without prejudice to its other rights, customer may claim damages.", "may customer"),
    ("Without limiting the foregoing, provider shall encrypt all backups.", "does provider"),
    ("Notwithstanding the foregoing, nothing herein shall require provider to disclose its source code.", "not -"),
    ("This Agreement is governed by the laws of the Republic of Korea.", "does -"),
    ("This Agreement shall not be governed by the laws of the State of Delaware.", "not -"),
    ("The courts of Seoul have exclusive jurisdiction.", "does -"),
    ("Korean law governs this Agreement.", "does -"),
    ("All disputes arising out of this Agreement shall be finally settled by arbitration.", "does -"),
    ("Provider retains title to the platform.", "does provider"),
    ("Customer retains all right, title and interest in its data.", "does customer"),
    ("Provider reserves the right to modify the Services at any time.", "may provider"),
    ("Provider may, but is not obliged to, monitor the content.", "may provider; not provider"),
    ("Provider may at its sole discretion refuse any request.", "not provider"),
    ("Provider will, at its option, repair or replace the defective component.", "may provider"),
    ("Provider is neither required nor able to retain the data after that date.", "not provider"),
    ("Provider shall have no right to retain copies.", "not provider"),
    ("Provider cannot guarantee that the Services will be free of interruptions.", "not provider"),
    ("Provider does not warrant that the Services will be uninterrupted.", "not provider"),
    ("Provider makes no representation that the Services comply with Korean law.", "not provider"),
    ("There shall be no transfer of data outside Korea.", "not -"),
    ("There is no limit on the liability of provider for a breach of confidentiality.", "does -"),
    ("No failure to exercise a right shall be a waiver.", "not -"),
    ("No data leaves Korea.", "not -"),
    ("None of the data leaves Korea.", "not -"),
    ("Under no circumstances shall customer Data be stored outside Korea.", "not -"),
    ("Only authorised personnel may access customer Data.", "only -"),
    ("Access is limited to authorised personnel.", "does -"),
    ("Access to the data is denied to all but authorised personnel.", "not -"),
    ("Logs are kept for at least one year and are made available to customer on request.", "does -; does -"),
    ("Backups are taken daily; they are kept for 30 days; and they are stored in Seoul.", "does -; does -; does -"),
    ("Provider's data centers are located in Seoul and Busan.", "does -"),
    ("Provider has implemented an information security policy.", "does provider"),
    ("Provider has never moved data abroad.", "not provider"),
    ("Provider and customer shall meet once a month to review the Service Levels.", "does -"),
    ("Provider or its affiliates may audit customer's use of the software.", "may provider"),
    ("Customer hereby grants provider a licence to use the data.", "does customer"),
    ("Customer hereby authorises provider to engage subcontractors.", "does customer"),
    ("Customer consents to the engagement of subcontractors by provider.", "does customer"),
    ("Customer has approved the subcontractors listed in Annex 3.", "does customer"),
    ("The subcontractor must not be engaged until customer has approved it.", "lifted -"),
    ("If customer does not object within 30 days, the subcontractor is deemed approved.", "does -"),
    ("Customer is deemed to have accepted the change unless it objects.", "does customer"),
    ("Changes take effect on publication.", "does -"),
    ("Prices may be increased by provider at any time.", "may provider"),
    ("Service credits are not available for planned maintenance.", "not -"),
    ("Support is available around the clock.", "does -"),
    ("Audits shall be conducted no more than once a year.", "does -"),
    ("Customer may conduct no more than one audit a year.", "may customer"),
    ("Customer may not audit more than once a year.", "not customer"),
    ("Provider shall not charge for the return of the data.", "not provider"),
    ("Provider shall return the data free of charge.", "does provider"),
    ("Provider shall not delay the notice for any reason.", "does provider"),
    ("Provider shall without undue delay notify customer.", "does provider"),
    ("Provider shall not knowingly permit any third party to access the data.", "not provider"),
    ("Provider shall keep the records and, on request, give customer copies of them.", "does provider"),
    ("Provider shall be released from its obligations in case of force majeure.", "not provider"),
    ("Provider shall not be excused from performance by the failure of a subcontractor.", "does provider"),
    ("Use of a subcontractor shall not release provider from its obligations.", "does -"),
    ("Customer's rights under this clause shall not be affected by termination.", "does -"),
    ("Clause 8 does not apply to free services.", "not -"),
    ("Clause 8 shall survive termination.", "does -"),
    ("The right of audit ceases on termination.", "does -"),
    ("Customer will be given access to the logs.", "does provider"),
    ("Access to the logs will be given to customer.", "does -"),
    ("Customer is granted a right to audit.", "does provider"),
    ("Customer is given the right to audit once a year.", "does provider"),
    ("Provider is granted no rights in the data.", "not customer"),
    ("Provider's obligation to notify customer does not extend to unsuccessful attempts.", "not -"),
    ("Customer is not required to give reasons.", "not customer"),
    ("Provider intends to keep the data in Korea.", "efforts provider"),
    ("Provider shall do everything reasonably possible to restore the Services.", "efforts provider"),
    ("Provider shall take reasonable steps to ensure the reliability of its staff.", "does provider"),
    ("Provider shall use its best endeavours not to interrupt the Services.", "efforts provider"),
    ("Provider will work with customer to resolve the incident.", "does provider"),
    ("Should provider fail to restore the Services within four hours, customer may terminate.", "may customer"),
    ("Were provider to become insolvent, customer could terminate.", "may customer"),
    ("Had provider failed to notify customer, customer may claim damages.", "may customer"),
)
def test_legal_prose(text: str, expected: str) -> None:
    assert said(text) == expected


@check(
    (
        "If provider change provider's subcontractors provider will tell customer at least 30 days before.",
        "does provider",
    ),
    ("customer own customer's content.", "does customer"),
    (
        "customer keep ownership of customer's content and provider do not acquire any rights in it.",
        "does customer; not provider",
    ),
    ("provider don't sell customer's data.", "not provider"),
    ("provider won't look at customer's files unless customer let provider.", "not provider"),
    ("provider're not responsible for losses customer suffer.", "not provider"),
    ("provider'll let customer know.", "does provider"),
    ("provider'll do provider's best to help customer.", "efforts provider"),
    ("customer can ask provider to delete customer's data at any time.", "may customer"),
    ("customer agree that provider may move customer's data to any country.", "may provider"),
    ("customer agree not to reverse engineer the Services.", "not customer"),
    ("provider may update these terms from time to time.", "may provider"),
    ("provider use subcontractors, and provider remain responsible for them.", "does provider; does provider"),
    ("When customer leave provider give customer customer's data back.", "does provider"),
    ("If something goes wrong provider tell customer within a day.", "does provider"),
    ("Please note that provider do not keep backups.", "not provider"),
    ("provider take backups every night and keep them for a month.", "does provider"),
    ("customer's data stays in Korea.", "does -"),
    ("customer's data never leaves Korea.", "not -"),
    ("provider hold ISO 27001 certification.", "does provider"),
    ("provider's engineers cannot see customer's data.", "not -"),
    (
        "provider shall (and shall procure that its subcontractors shall) comply with the Security Policy.",
        "does provider; does provider",
    ),
    ("provider shall not, and shall not permit any third party to, access the data.", "not provider; not provider"),
    (
        "provider shall indemnify customer against all losses arising from any breach of this clause by provider.",
        "does provider",
    ),
    ("customer shall be entitled, on giving ten days' notice, to inspect the premises of provider.", "may customer"),
    ("customer (or its authorised representatives) may inspect the premises of provider.", "may customer"),
    (
        "provider acknowledges that customer is subject to supervision and that the regulator may inspect provider.",
        "does customer; may authority",
    ),
    ("provider shall give customer, its auditors and the Regulator access to the premises.", "does provider"),
    (
        "provider shall at the request of customer and within five days provide a copy of the records.",
        "does provider",
    ),
    ("provider shall, unless otherwise agreed in writing, notify customer of each change.", "does provider"),
    ("provider shall not be liable for any delay unless it was caused by its negligence.", "not provider"),
    ("provider shall not be relieved of its obligations by reason of sub-contracting.", "does provider"),
    ("provider remains fully liable for the acts of its subcontractors.", "does provider"),
    ("provider is liable for the acts of its subcontractors as if they were its own.", "does provider"),
    ("provider warrants and undertakes that it holds all licences.", "does provider"),
    ("provider shall submit, and customer shall review, a monthly report.", "does provider; does customer"),
    (
        "provider shall not engage subcontractor without prior specific or general written authorisation of customer.",
        "lifted provider",
    ),
    (
        "provider shall immediately inform customer if, in its opinion, an instruction infringes the law.",
        "does provider",
    ),
    (
        "Where provider engages a subcontractor, the same obligations shall be imposed on that subcontractor.",
        "does -",
    ),
    ("Taking into account the nature of the processing, provider shall assist customer.", "does provider"),
    ("customer has the right to object to the engagement of a subcontractor.", "may customer"),
    ("Personal data shall not be transferred to a third country.", "not -"),
    ("Any transfer of personal data to a third country is subject to the prior consent of customer.", "does -"),
    ("customer may step in and operate the systems itself.", "may customer"),
    ("customer reserves the right to reject any subcontractor.", "may customer"),
    ("customer's prior written approval is required for any sub-contracting.", "does -"),
    ("Sub-contracting requires customer's prior approval.", "does -"),
    ("Sub-contracting is not permitted.", "not -"),
    ("Sub-contracting of critical functions is forbidden without the approval of customer.", "lifted -"),
    (
        "The Financial Supervisory Service and the Financial Services Commission may inspect provider.",
        "may authority",
    ),
    ("provider agrees to submit to inspections by the Financial Supervisory Service.", "does provider"),
    ("provider shall have in place and test annually a business continuity plan.", "does provider"),
    ("The RTO is four hours and the RPO is one hour.", "does -; does -"),
    ("Availability will be at least 99.9% in each month.", "does -"),
    ("No credits will be given for planned maintenance.", "not -"),
    ("provider shall credit customer 10% of the monthly fee.", "does provider"),
    ("customer will receive a credit of 10% of the monthly fee.", "does customer"),
    ("Fees are non-refundable.", "not -"),
    ("All fees are nonrefundable.", "not -"),
    ("provider shall bear the burden of proving that it was not at fault.", "does provider"),
    (
        "provider has taken out, and shall maintain throughout the Term, cyber insurance.",
        "does provider; does provider",
    ),
    ("The parties shall enter into good-faith talks, failing which either party may go to court.", "does -"),
    ("It shall be provider's responsibility to train its staff.", "does provider"),
    ("It shall not be provider's responsibility to train its staff.", "not provider"),
    ("Responsibility for encryption lies with customer.", "does customer"),
    ("The obligation to encrypt rests with provider.", "does provider"),
    ("provider shall be under a duty to report.", "does provider"),
    ("provider shall be under no duty to report.", "not provider"),
    ("provider shall not be under any duty to report.", "not provider"),
    ("provider shall be at liberty to sub-contract.", "may provider"),
    ("provider is free to sub-contract without customer's approval.", "free provider"),
    ("provider can at any time and without giving reasons terminate this Agreement.", "may provider"),
    ("provider waives any right to withhold the data.", "not provider"),
    ("provider shall not withhold the data for any reason, including non-payment.", "does provider"),
    ("provider may withhold the data until all fees are paid.", "not provider"),
    ("provider shall continue the Services notwithstanding any dispute.", "does provider"),
    ("provider will do its utmost to restore the Services.", "efforts provider"),
    ("provider shall exercise reasonable care in handling the data.", "does provider"),
)
def test_house_styles(text: str, expected: str) -> None:
    assert said(text) == expected


def test_a_condition_alone_is_no_statement() -> None:
    assert said("if the data has not been returned;") == ""


WORDS = (
    "provider customer subcontractor shall not may will no without consent unless if that which and or , ; : ( ) a b the to be "
    "is have agrees notify refuse audit only upon after before provided except as soon it they with data"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_sequence_of_words_is_read_and_its_clauses_cover_it(said_words: list[str]) -> None:
    text = " ".join(said_words)
    clauses = read_english(text).clauses
    assert clauses[0].start == 0
    assert clauses[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(clauses))
    assert all(c.moods in map(frozenset, MOODS.values()) for c in clauses)
