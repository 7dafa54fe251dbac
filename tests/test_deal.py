"""Reading a deal sheet: what is accepted, and what the user is told about the rest."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import deal as deals
from pipeline.deal.fields import Kind
from pipeline.errors import DealError

HERE = Path(".")
MINIMAL = """\
contract: {as_of: 2026-11-27}
provider: {foreign: 아니오}
contracting: {form: 직접}
business: {importance: 중요}
data:
  - {kind: 개인신용정보}
locations:
  - {country: 대한민국}
subcontracting: {allowed: 아니오}
security_work_outsourced: 아니오
"""


def read(text: str) -> deals.Deal:
    return deals.parse_deal(text.encode(), "deal.yaml", HERE)


def faults(text: str) -> str:
    with pytest.raises(DealError) as caught:
        read(text)
    return str(caught.value)


def with_line(line: str, old: str) -> str:
    assert old in MINIMAL
    return MINIMAL.replace(old, line)


def test_the_required_fields_are_enough() -> None:
    deal = read(MINIMAL)
    assert deal.business.importance == "중요"
    assert deal.contract.title is None
    assert deal.sla.metrics is None
    assert deal.warnings == ()


def test_a_text_keeps_its_spelling_whatever_it_looks_like() -> None:
    deal = read(MINIMAL + "financial_company: {name: no, registration_no: 0123}\nfees: {billing_cycle: 1e3}\n")
    assert deal.financial_company.registration_no == "0123"
    assert deal.financial_company.name == "no"
    assert deal.fees.billing_cycle == "1e3"


def test_dates_counts_amounts_and_durations_are_read_by_their_kind() -> None:
    deal = read(
        MINIMAL + "fees: {amount: 1200000, payment_days: 30}\nrecovery: {rto: 4 시간}\n"
        "audit: {notice_days: 0}\nservice: {models: [IaaS, SaaS]}\n"
    )
    assert deal.contract.as_of == dt.date(2026, 11, 27)
    assert deal.fees.amount == "1,200,000"
    assert deal.fees.payment_days == 30
    assert deal.recovery.rto == "4시간"
    assert deal.audit.notice_days == 0
    assert deal.service.models == ("IaaS", "SaaS")


def test_an_empty_list_means_none_and_a_missing_one_means_not_said() -> None:
    assert read(MINIMAL).subcontracting.subcontractors is None
    given_none = MINIMAL.replace("{allowed: 아니오}", "{allowed: 예, subcontractors: []}")
    assert read(given_none).subcontracting.subcontractors == ()


def test_an_entry_left_wholly_empty_is_not_an_entry() -> None:
    deal = read(MINIMAL + "contacts:\n  - party:\n    name:\n")
    assert deal.contacts is None


CHANGED = [
    ("{as_of: 2026-11-27}", "{as_of: 2026-02-30}", "1행 contract.as_of", "달력에 없는"),
    ("{as_of: 2026-11-27}", "{as_of: 26.11.27}", "1행 contract.as_of", "2026-11-27처럼"),
    ("{as_of: 2026-11-27}", "{as_of: 2026-11-27, start: 2026-02-01, end: 2026-01-31}", "1행 contract.end", "앞섭니다"),
    ("{as_of: 2026-11-27}", "{title: 계약}", "contract.as_of", "둘 가운데 하나"),
    ("{foreign: 아니오}", "{foreign: 국내}", "2행 provider.foreign", "예, 아니오"),
    ("{form: 직접}", "{form: MSP}", "3행 contracting.form", "직접, 간접"),
    ("{form: 직접}", "{form: 직접, reseller: {name: 한빛}}", "3행 contracting.form", "중간사업자가 있습니다"),
    ("{importance: 중요}", "{importance: 높음}", "4행 business.importance", "중요, 비중요"),
    ("{kind: 개인신용정보}", "{kind: 고객정보}", "6행 data[1].kind", "고유식별정보"),
    ("{country: 대한민국}", "{place: 서울}", "8행 locations[1].country", "반드시"),
    (
        "{allowed: 아니오}",
        "{allowed: 아니오, subcontractors: [{name: 가}]}",
        "9행 subcontracting.allowed",
        "재수탁자가",
    ),
]
ADDED = [
    ("audit: {notice_days: 30일}", "11행 audit.notice_days", "단위 없이"),
    ("audit: {notice_days: 007}", "11행 audit.notice_days", "정수"),
    ("fees: {amount: 백만원}", "11행 fees.amount", "1,200,000"),
    ("recovery: {rto: 4}", "11행 recovery.rto", "4시간"),
    ("audits: {notice_days: 3}", "11행 audits", "'audit'"),
    ("audit: {zzz: 3}", "11행 audit.zzz", "notice_days"),
    ("audit: 3", "11행 audit", "딸린 항목"),
    ("contacts: 홍길동", "11행 contacts", "목록"),
    ("fees: {currency: [원]}", "11행 fees.currency", "값 하나만"),
    ("service: {models: {a: b}}", "11행 service.models", "목록으로"),
    ("audit: {notice_days: 3, notice_days: 4}", "11행", "두 번 적혔습니다"),
    ("audit: &a {notice_days: 3}", "11행", "되쓰기 표시"),
    ("audit: *a", "11행", "다른 곳을 가리키는 표시"),
    ("audit: !!map {notice_days: 3}", "11행", "자료형 표시"),
    ("fees: {currency: '원}", "11행", "따옴표가 닫히지"),
    ("fees:\n\tcurrency: 원", "12행", "탭 문자"),
    ("---\na: 1", "11행", "문서가 둘"),
]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [(with_line(new, old), place, said) for old, new, place, said in CHANGED]
    + [(MINIMAL + added + "\n", place, said) for added, place, said in ADDED],
)
def test_a_fault_names_line_and_field_and_what_is_allowed(text: str, place: str, said: str) -> None:
    message = faults(text)
    assert place in message
    assert said in message
    assert "Traceback" not in message


def test_all_faults_are_told_at_once_in_file_order() -> None:
    message = faults("contract: {date: 2026-13-01}\nprovider: {foreign: 몰라}\nfees: {amount: x}\n")
    lines = [int(found) for found in re.findall(r"deal\.yaml (\d+)행", message)]
    assert len(lines) >= 8
    assert lines == sorted(lines)
    assert message.startswith(f"deal.yaml: 거래명세서에 고칠 곳이 {len(lines)}개 있습니다.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("이름: café".encode("latin-1", "replace"), "UTF-8"),
        (b"a: " + b"x" * 1_000_001, "1,000,000바이트 이하로"),
        (("[" * 30).encode(), "20단계보다 깊습니다"),
        (b"a: \x01\n", "제어 문자"),
        (b"- a\n- b\n", "finclause new"),
        ("그냥 글".encode(), "finclause new"),
    ],
)
def test_a_file_that_is_no_deal_sheet_is_refused_with_its_reason(data: bytes, said: str) -> None:
    with pytest.raises(DealError, match=re.escape(said)):
        deals.parse_deal(data, "deal.yaml", HERE)


def test_an_empty_file_is_told_every_required_field() -> None:
    message = faults("")
    for field in ("provider.foreign", "contracting.form", "business.importance", "data", "locations"):
        assert field in message


def test_a_missing_file_is_a_deal_error(tmp_path: Path) -> None:
    with pytest.raises(DealError, match="열 수 없습니다"):
        deals.load_deal(tmp_path / "none.yaml")


def test_a_byte_order_mark_is_no_fault() -> None:
    assert deals.parse_deal(b"\xef\xbb\xbf" + MINIMAL.encode(), "deal.yaml", HERE).business.importance == "중요"


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(DealError, match=r"[가-힣]"):
        read(text)


# ---------------------------------------------------------------- importance assessment


def assessed(tmp_path: Path, content: str | None, sheet: str = "{importance_assessment: result.json}") -> deals.Deal:
    if content is not None:
        (tmp_path / "result.json").write_text(content, "utf-8")
    sheet = MINIMAL.replace("{importance: 중요}", sheet)
    return deals.parse_deal(sheet.encode(), "deal.yaml", tmp_path)


def test_the_importance_may_come_from_an_assessment_beside_the_sheet(tmp_path: Path) -> None:
    deal = assessed(tmp_path, '{"importance": "비중요", "score": 34.5}')
    assert deal.business.importance == "비중요"
    assert deal.business.importance_assessment == "result.json"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "열 수 없습니다"),
        ("{", "읽을 수 없습니다"),
        ("{}", "중요 또는 비중요가 없습니다"),
        ('{"importance": "상"}', "중요 또는 비중요가 없습니다"),
    ],
)
def test_an_assessment_without_a_result_is_an_error(tmp_path: Path, content: str | None, said: str) -> None:
    with pytest.raises(DealError, match=said):
        assessed(tmp_path, content)


def test_an_assessment_that_contradicts_the_sheet_is_an_error(tmp_path: Path) -> None:
    sheet = "{importance: 중요, importance_assessment: result.json}"
    with pytest.raises(DealError, match="평가 결과 파일의 값\\(비중요\\)과 다릅니다"):
        assessed(tmp_path, '{"importance": "비중요"}', sheet)


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("{importance: 중요}", "{importance: 비중요}", "critical"),
        ("{kind: 개인신용정보}", "{kind: 업무정보}", "personal"),
        ("{country: 대한민국}", "{country: 미국}", "overseas"),
        ("{allowed: 아니오}", "{allowed: 예}", "subcontract"),
        ("outsourced: 아니오", "outsourced: 예", "security_outsourced"),
        ("{form: 직접}", "{form: 간접}", "indirect"),
        ("{foreign: 아니오}", "{foreign: 예}", "foreign_provider"),
    ],
)
def test_each_answer_decides_its_own_fact_and_no_other(old: str, new: str, fact: str) -> None:
    before, after = deals.facts(read(MINIMAL)), deals.facts(read(with_line(new, old)))
    assert before ^ after == {fact}


def test_one_place_abroad_is_enough_for_processing_overseas() -> None:
    deal = read(with_line("  - {country: 한국}\n  - {country: 일본}", "  - {country: 대한민국}"))
    assert "overseas" in deals.facts(deal)


def test_personal_data_named_only_at_a_place_counts_and_is_doubted() -> None:
    sheet = with_line("{kind: 업무정보}", "{kind: 개인신용정보}").replace(
        "{country: 대한민국}", "{country: 대한민국, data: [고유식별정보]}"
    )
    deal = read(sheet)
    assert "personal" in deals.facts(deal)
    assert any("데이터의 종류" in warning for warning in deal.warnings)


def test_personal_data_abroad_is_doubted() -> None:
    deal = read(with_line("{country: 미국}", "{country: 대한민국}"))
    assert any("국내에 두어야" in warning for warning in deal.warnings)


def test_business_data_abroad_is_no_doubt() -> None:
    deal = read(with_line("{country: 미국, data: [업무정보]}", "{country: 대한민국}"))
    assert deal.warnings == ()


def test_the_as_of_date_defaults_to_the_day_of_the_contract() -> None:
    assert deals.as_of(read(with_line("{date: 2026-01-02}", "{as_of: 2026-11-27}"))) == dt.date(2026, 1, 2)
    both = read(with_line("{date: 2026-01-02, as_of: 2024-01-02}", "{as_of: 2026-11-27}"))
    assert deals.as_of(both) == dt.date(2024, 1, 2)


# ---------------------------------------------------------------- places and starter


def test_every_place_can_be_asked_for() -> None:
    deal = read(MINIMAL)
    for path in deals.places():
        deals.value(deal, path)
    with pytest.raises(KeyError):
        deals.value(deal, "sla.nothing")


def test_a_place_below_a_missing_record_is_empty() -> None:
    assert deals.value(read(MINIMAL), "contracting.reseller.name") is None


def test_the_starter_lacks_exactly_the_required_answers() -> None:
    message = faults(deals.starter())
    required = {path for path, spec in deals.places().items() if spec.required}
    told = set(re.findall(r"행 ([\w.]+):", message))
    assert told == required
    assert all("반드시" in line for line in message.splitlines()[1:])


def test_the_starter_shows_every_field_with_a_comment() -> None:
    text = deals.starter()

    for path, spec in deals.places().items():
        for key in (path.split(".")[-1], *deals.entry_fields(path)):
            assert re.search(rf"^[ -]*{key}: +# .*[가-힣]", text, re.M), key
        for choice in spec.choices:
            assert choice in text
    assert text.count("[필수]") >= len([s for s in deals.places().values() if s.required])


def test_the_starter_filled_in_is_accepted() -> None:
    text = deals.starter()
    answers = {
        "as_of": "2026-11-27", "foreign": "아니오", "form": "직접", "importance": "비중요", "kind": None,
        "country": None, "allowed": "예", "security_work_outsourced": "아니오",
    }  # fmt: skip
    for key, answer in answers.items():
        if answer:
            text = re.sub(rf"^( *{key}:)", rf"\1 {answer}", text, flags=re.M)
    text = text.replace("  - kind:", "  - kind: 업무정보", 1).replace("    country:", "    country: 대한민국", 1)
    deal = read(text)
    assert deal.subcontracting.subcontractors is None
    assert deals.facts(deal) == {"subcontract"}


def test_no_line_of_the_starter_is_wider_than_a_screen() -> None:
    assert max(len(line) for line in deals.starter().splitlines()) <= 110


def test_kinds_that_hold_entries_say_which() -> None:
    for path, spec in deals.places().items():
        assert (spec.kind is Kind.RECORDS) == bool(deals.entry_fields(path)), path


# ---------------------------------------------------------------- what was negotiated

NEGOTIATED = (
    MINIMAL
    + """\
negotiation:
  positions:
    - {clause: audit, position: 최후, reason: 공동 감사로 갈음, approver: 준법감시인 홍길동}
  waivers:
    - {element: recourse, reason: 법정 구상권으로 충분, approver: 준법감시인 홍길동, date: 2026-11-20}
"""
)


def test_positions_and_waivers_are_read_with_their_lines() -> None:
    deal = read(NEGOTIATED)
    assert deal.sheet == "deal.yaml"
    (taken,) = deal.negotiation.positions or ()
    (waiver,) = deal.negotiation.waivers or ()
    assert (taken.clause, taken.position, taken.line) == ("audit", "최후", 13)
    assert (waiver.element, waiver.requirement, waiver.date) == ("recourse", None, dt.date(2026, 11, 20))
    assert waiver.line == 15
    assert read(MINIMAL).negotiation.positions is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("reason: 공동 감사로 갈음, ", "", "13행 negotiation.positions[1].reason: 반드시 적어야 하는 칸이 비었습니다"),
        ("position: 최후", "position: 양보", "수용가능, 최후 가운데에서 고르십시오"),
        ("reason: 법정 구상권으로 충분, ", "", "15행 negotiation.waivers[1].reason: 반드시"),
        (", approver: 준법감시인 홍길동, date", ", date", "15행 negotiation.waivers[1].approver: 반드시"),
        (", date: 2026-11-20", "", "15행 negotiation.waivers[1].date: 반드시"),
        ("element: recourse, ", "", "15행 negotiation.waivers[1]: requirement, element, clause 가운데 하나만"),
        ("element: recourse", "element: recourse, clause: audit", "15행 negotiation.waivers[1]: requirement, element"),
        (
            "  waivers:",
            "    - {clause: audit, position: 수용가능, reason: 기간}\n  waivers:",
            "입장을 두 번 적었습니다",
        ),
        ("element: recourse", "elemnt: recourse", "'element'를 쓰려던 것인지"),
    ],
)
def test_a_fault_of_the_negotiation_is_named_with_its_line(old: str, new: str, said: str) -> None:
    assert old in NEGOTIATED
    assert said in faults(NEGOTIATED.replace(old, new))
