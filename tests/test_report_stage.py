"""Stage 7, 보고: each cause, each date rule, the documents with their state, the drafts, the folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from docx import Document as Word
from procedure_cases import GRADES, PROCEDURE, new_case, replace

from pipeline.cli import main
from pipeline.errors import CaseError
from pipeline.package import read_package
from pipeline.procedure.case import load_case
from pipeline.procedure.stages import STAGES
from pipeline.procedure.stages.report.folder import CONTENTS, MANIFEST
from pipeline.procedure.state import State, load_records, progress

DATA = PROCEDURE.data["report"]
D = dt.date.fromisoformat
SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reference"
FOLDER = "문서/7 보고"


@pytest.fixture
def case(tmp_path):
    return new_case(tmp_path / "case", grades=[])


def say_report(folder: Path, text: str) -> None:
    """Write `text`, lines with two spaces in front, as the section of the stage."""
    path = folder / "case.yaml"
    path.write_text(
        re.sub(r"^report:\n(?:  .*\n|\n)*", f"report:\n{text}\n", path.read_text("utf-8"), flags=re.M), "utf-8"
    )


def say_deal(folder: Path, *, day: str = "", kind: str = "") -> None:
    if day:
        replace(folder / "deal.yaml", r"^  date:", f"  date: {day}  #")
    if kind:
        replace(folder / "deal.yaml", r"^  kind:", f"  kind: {kind}  #")


def seen(folder: Path):
    found = load_case(folder, PROCEDURE, STAGES)
    return {p.stage.id: p for p in progress(found, PROCEDURE, STAGES, load_records(folder))}


def judged(folder: Path):
    return seen(folder)["report"].result


def one(folder: Path, cause: str = "new-contract", more: str = "", event: str = ""):
    """Return the only obligation of a case with one event."""
    say_report(folder, f"  events:\n    - cause: {cause}\n{event}{more}")
    (found,) = judged(folder).obligations
    return found


def at(folder: Path, day: str) -> Path:
    replace(folder / "case.yaml", r"^as_of: \S+", f"as_of: {day}")
    return folder


# ------------------------------------------------------------------------ the day


@pytest.mark.parametrize(
    ("day", "last", "until", "off"),
    [
        ("2026-08-31", "2026-11-30", "2026-11-30", ""),
        ("2026-08-28", "2026-11-28", "2026-11-27", "토요일"),
        ("2026-05-17", "2026-08-17", "2026-08-14", "광복절 대체 휴일"),
        ("2025-10-27", "2026-01-27", "2026-01-27", ""),
        ("2026-11-17", "2027-02-17", "2027-02-17", ""),
        ("2026-11-09", "2027-02-09", "2027-02-05", "설날 대체 휴일"),
    ],
)
def test_a_new_contract_is_reported_within_three_months_of_its_day_in_the_deal_sheet(case, day, last, until, off):
    say_deal(case, day=day)
    found = one(case)
    assert (found.state, found.act, found.day) == ("보고 대상", "사후보고", D(day))
    assert (found.last, found.until, found.off) == (D(last), D(until), off)
    assert "제14조의2제4항제1호" in found.source
    due = judged(case).dues
    assert [d.day for d in due] == [D(until)]


def test_the_company_chooses_what_a_day_off_means(case):
    say_deal(case, day="2026-05-17")
    assert one(case, more="  weekend: after\n").until == D("2026-08-18")
    assert one(case, more="  weekend: same\n").until == D("2026-08-17")
    say_deal(case, day="2026-08-31  # ")
    assert one(case, more="  closed_days: [2026-11-30]\n").until == D("2026-11-27")


@pytest.mark.parametrize(
    ("cause", "item", "response"),
    [
        ("new-business", "제1호", False),
        ("provider-change", "제2호", True),
        ("breach", "제3호", True),
        ("measures-change", "제4호", True),
    ],
)
def test_each_cause_is_reported_within_three_months_of_its_own_day(case, cause, item, response):
    say_deal(case, day="2026-01-02")
    found = one(case, cause, event="      day: 2026-08-31\n")
    assert (found.state, found.until, found.response) == ("보고 대상", D("2026-11-30"), response)
    assert f"제14조의2제4항{item}" in found.source
    asked = {q.path for q in judged(case).questions}
    assert ("events[1].what" in asked) == ("events[1].response" in asked) == response
    assert any(h.group == "event" for h in judged(case).held) == response


def test_a_cause_without_its_day_is_asked_for_and_gives_no_day(case):
    say_report(case, "  events:\n    - cause: breach\n")
    result = judged(case)
    assert (result.obligations, result.dues) == ((), ())
    assert "events[1].day" in {q.path for q in result.questions}


def test_a_new_contract_without_a_day_asks_the_deal_sheet(case):
    say_report(case, "  events:\n    - cause: new-contract\n")
    assert ("contract.date", "deal") in {(q.path, q.file) for q in judged(case).questions}


def test_a_report_that_was_made_is_no_longer_due_and_a_late_one_is_said(case):
    say_deal(case, day="2026-05-17")
    assert one(case, event="      reported_on: 2026-08-10\n").reported_on == D("2026-08-10")
    assert judged(case).dues == ()
    assert not any("기한" in note for note in judged(case).notes)
    one(case, event="      reported_on: 2026-08-18\n")
    assert "이용계약을 새로 체결함: 보고한 날(2026. 8. 18.)이 기한(2026. 8. 17.) 뒤입니다." in judged(case).notes


def test_a_day_that_has_passed_is_said(case):
    say_deal(case, day="2026-05-17")
    one(case)
    assert any("기한(2026. 8. 14.)이 지났습니다" in note for note in judged(case).notes)


def test_a_day_that_is_still_to_come_is_said(case):
    say_deal(case, day="2026-12-15")
    assert one(case).until == D("2027-03-15")
    assert any("2026. 12. 15.은 기준일(2026. 11. 27.) 뒤이므로 예정된 날" in note for note in judged(case).notes)


# ------------------------------------------------------------------------ a later start


LATE = "  development: 예\n  linked_on: 2024-09-30\n  started_on: 2024-10-01\n"


def test_in_the_edition_of_2023_development_lets_the_count_begin_with_the_link(case):
    at(case, "2024-10-02")
    say_deal(case, day="2024-05-31")
    found = one(case, more=LATE)
    assert (found.counted_from, found.last) == (D("2024-09-30"), D("2024-12-30"))


def test_in_the_edition_of_2025_the_later_start_is_left_open_and_the_contract_counts(case):
    say_deal(case, day="2026-05-31")
    found = one(case, more="  development: 예\n  linked_on: 2026-09-30\n  started_on: 2026-10-01\n")
    assert (found.counted_from, found.last) == (D("2026-05-31"), D("2026-08-31"))
    assert found.said[0].startswith("판단 보류, 해석 요청 필요")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("  development: 예\n  linked_on: 2024-06-30\n  started_on: 2024-08-30\n", "3개월 이상이라고 볼 수 없으므로"),
        ("  development: 예\n", "계약을 체결한 날부터 셉니다"),
        ("  development: 아니오\n  linked_on: 2024-09-30\n", ""),
        ("  development: 예\n  linked_on: 2024-05-01\n", ""),
    ],
)
def test_the_contract_counts_where_the_later_start_does_not_hold(case, more, said):
    at(case, "2024-10-02")
    say_deal(case, day="2024-05-31")
    found = one(case, more=more)
    assert found.counted_from == D("2024-05-31")
    assert said in " ".join(found.said)
    assert bool(found.said) == bool(said)


def test_use_that_starts_just_three_months_later_lets_the_link_count(case):
    at(case, "2024-10-02")
    say_deal(case, day="2024-05-31")
    found = one(case, more="  development: 예\n  linked_on: 2024-08-01\n  started_on: 2024-08-31\n")
    assert found.last == D("2024-11-01")


def test_the_later_start_is_for_new_contracts_alone(case):
    at(case, "2024-10-02")
    found = one(case, "breach", LATE, "      day: 2024-05-31\n")
    assert found.counted_from == D("2024-05-31")


# ------------------------------------------------------------------------ a new company


def test_a_new_company_reports_after_its_licence(case):
    say_deal(case, day="2026-06-01")
    waiting = one(case, more="  new_company: 예\n")
    assert (waiting.state, waiting.until) == ("보고일 미정", None)
    assert judged(case).dues == ()
    assert "started_on" not in {q.path for q in judged(case).questions}
    licensed = one(case, more="  new_company: 예\n  licensed_on: 2026-08-31\n")
    assert (licensed.state, licensed.counted_from, licensed.until) == ("보고 대상", D("2026-08-31"), D("2026-11-30"))
    assert "이 서식의 제안" in " ".join(licensed.said)
    before = one(case, more="  new_company: 예\n  licensed_on: 2026-01-05\n")
    assert before.counted_from == D("2026-06-01")


# ------------------------------------------------------------------------ the exception


EASY = ["하"] * len(GRADES)


@pytest.mark.parametrize(
    ("company", "grades", "answer", "state"),
    [
        ("전자금융업자", EASY, "아니오", "보고 대상 아님"),
        ("전자금융업자", EASY, "예", "보고 대상"),
        ("전자금융업자", EASY, "", "보고 대상"),
        ("전자금융업자", GRADES, "아니오", "보고 대상"),
        ("은행", EASY, "아니오", "보고 대상"),
    ],
)
def test_only_a_minor_work_of_an_electronic_financial_business_without_transactions_is_exempt(
    tmp_path, company, grades, answer, state
):
    folder = new_case(tmp_path / "case", grades=grades)
    say_deal(folder, day="2026-08-31", kind=company)
    found = one(folder, more=f"  financial_transactions: {answer}\n")
    result = judged(folder)
    assert found.state == state
    assert bool(result.dues) == (state == "보고 대상")
    asked = "financial_transactions" in {q.path for q in result.questions}
    assert asked == (company == "전자금융업자" and grades == EASY and not answer)
    if state != "보고 대상":
        assert "별첨 FAQ 6" in found.source
        assert len(result.held) == 15  # the documents are kept all the same


# ------------------------------------------------------------------------ the law of the day of the event


def test_faq_7_contract_of_2022_with_use_in_2023_follows_the_rules_before_the_amendment(tmp_path):
    critical = new_case(tmp_path / "a")
    say_deal(critical, day="2022-09-01")
    found = one(critical, more="  started_on: 2023-01-16\n")
    assert (found.act, found.until) == ("사전보고", D("2023-01-05"))
    minor = new_case(tmp_path / "b", grades=EASY)
    say_deal(minor, day="2022-09-01")
    found = one(minor)
    assert (found.state, found.act, found.until) == ("반기 보고", "반기현황 사후보고", None)


def test_faq_7_a_merger_of_2023_follows_the_rules_after_the_amendment(case):
    found = one(case, "provider-change", event="      day: 2023-06-01\n")
    assert (found.act, found.last) == ("사후보고", D("2023-09-01"))
    assert "제2022-44호" in found.source


def test_before_the_amendment_a_change_was_reported_within_seven_business_days(case):
    found = one(case, "provider-change", event="      day: 2022-09-07\n")
    assert (found.act, found.until) == ("사후보고", D("2022-09-20"))


def test_a_prior_report_without_importance_or_start_has_no_day_yet(tmp_path, case):
    say_deal(case, day="2022-09-01")
    assert one(case).state == "판단 보류"
    critical = new_case(tmp_path / "a")
    say_deal(critical, day="2022-09-01")
    assert one(critical).state == "보고일 미정"
    assert "started_on" in {q.path for q in judged(critical).questions}


@pytest.mark.parametrize(("day", "state"), [("2025-02-04", "판단 보류"), ("2025-02-05", "보고 대상")])
def test_new_work_under_an_old_contract_is_a_cause_since_5_february_2025(case, day, state):
    found = one(case, "new-business", event=f"      day: {day}\n")
    assert found.state == state
    assert any("해석 요청 필요" in text for text in found.said) == (state == "판단 보류")


@pytest.mark.parametrize(("day", "response"), [("2025-02-04", True), ("2025-02-05", False)])
def test_until_2025_the_reason_and_plan_went_with_every_report(case, day, response):
    say_deal(case, day=day)
    assert one(case).response == response


# ------------------------------------------------------------------------ the documents


def states(folder: Path) -> dict[str, tuple[str, str]]:
    return {h.document: (h.state, h.why) for h in judged(folder).held}


def test_the_list_has_six_groups_and_the_eight_documents_of_the_processing_rule():
    assert [g.number for g in DATA.groups if not g.response] == [1, 2, 3, 4, 5, 6]
    first = DATA.groups[0]
    assert [d.at for d in first.documents] == [f"제7조제1항제{n}호" for n in range(1, 9)]


def test_a_document_is_there_when_its_stage_is_done_and_stale_when_the_stage_is(tmp_path):
    folder = new_case(tmp_path / "case")
    assert states(folder)["importance-result"][0] == "없음"
    assert main(["case", "build", str(folder)]) == 1
    state, why = states(folder)["importance-result"]  # no item has its basis
    assert (state, why.startswith("채울 곳이 17곳 남았습니다: 업무중요도 평가 결과서(")) == ("없음", True)
    replace(folder / "case.yaml", r"^  assessor:", "  assessor: 다시 본 사람  #")
    assert states(folder)["importance-result"][0] == "낡음"
    why = seen(folder)["report"].why
    assert "업무 중요도 평가의 상태가 바뀌었습니다" in why


def test_files_of_the_company_are_there_gone_or_out_of_date(case):
    (case / "운영기준.pdf").write_bytes(b"%PDF-1.7 a")
    ask = "  documents:\n    standards:\n      files: [운영기준.pdf]\n      valid_until: {}\n"
    say_report(case, ask.format("2026-11-27"))
    assert states(case)["standards"] == ("있음", "회사의 파일")
    say_report(case, ask.format("2026-11-26"))
    assert states(case)["standards"] == (
        "낡음",
        "유효한 날(2026. 11. 26.)이 지났습니다. 새 파일을 두고 case.yaml report.documents.standards.valid_until을 "
        "고치십시오.",
    )
    (case / "운영기준.pdf").unlink()
    assert states(case)["standards"] == ("없음", "파일이 없습니다: 운영기준.pdf")
    assert "documents.standards.files" in {q.path for q in judged(case).questions}


def test_a_file_of_the_company_stands_for_a_stage_that_was_not_done(case):
    (case / "평가.pdf").write_bytes(b"%PDF-1.7 a")
    say_report(case, "  documents:\n    provider-result:\n      files: [평가.pdf]\n")
    assert states(case)["provider-result"] == ("있음", "회사의 파일")


def test_a_draft_is_there_when_nothing_of_it_is_open(case):
    before = states(case)["workflow"]
    assert before[0] == "없음"
    assert "초안에 채울 곳이" in before[1]
    (draft,) = [d for d in DATA.drafts if d.id == "necessity"]
    lines = "".join(f"      {row.id}: 사실을 적음\n" for row in draft.asked)
    say_report(case, f"  drafts:\n    necessity:\n{lines}")
    state, why = states(case)["necessity"]
    assert (state, why[:17]) == (
        "없음",
        "초안에 채울 곳이 8곳 있습니다",
    )  # five facts of the deal sheet, the names again
    assert "(거래명세서 service.models)" in why
    assert not any(q.path.startswith("drafts.necessity") for q in judged(case).questions)


@pytest.mark.parametrize(("allowed", "fewer"), [("아니오", 1), ("예", 0)])
def test_where_no_subcontracting_is_allowed_the_list_of_subcontractors_is_not_asked_for(case, allowed, fewer):
    number = int(re.search(r"(\d+)곳", states(case)["counterparty"][1])[1])
    replace(case / "deal.yaml", r"^  allowed:", f"  allowed: {allowed}  #")
    assert states(case)["counterparty"][1].startswith(f"초안에 채울 곳이 {number - fewer}곳 있습니다")
    main(["case", "build", str(case), "--stage", "report"])
    told = text_of(case / FOLDER / "위탁계약 상대방에 관한 사항.docx")
    assert ("재위탁할 상대방이 없습니다." in told) == bool(fewer)


def test_an_empty_form_of_the_provider_is_not_filed():
    (document,) = [d for group in DATA.groups for d in group.documents if d.stage == "provider"]
    forms = {name for name in ("자체점검표.xlsx", "검증표.xlsx") if any(word in name for word in document.without)}
    assert forms == {"자체점검표.xlsx"}


# ------------------------------------------------------------------------ blanks that are left


SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "case-basic"


@pytest.fixture(scope="module")
def basic(tmp_path_factory) -> Path:
    """The smaller sample with all its documents, but the vote and the alternative handling not said."""
    folder = tmp_path_factory.mktemp("basic") / "case"
    shutil.copytree(SAMPLE, folder)
    replace(folder / "case.yaml", r"^    seats: 4", "    seats:")
    replace(folder / "case.yaml", r"^  time: .*", "  time:")
    replace(folder / "case.yaml", r"^      by_hand: .*", "      by_hand:")
    assert main(["case", "build", str(folder)]) == 1
    return folder


@pytest.fixture
def unfilled(basic, tmp_path) -> Path:
    return Path(shutil.copytree(basic, tmp_path / "case"))


def test_a_document_of_ours_with_blanks_is_not_there_and_says_where(unfilled, capsys):
    assert states(unfilled)["committee-papers"] == (
        "없음",
        "채울 곳이 3곳 남았습니다: 정보보호위원회 안건(표지 1곳); 정보보호위원회 의결서(표지 1곳, 표결 1곳). "
        "case.yaml의 committee나 거래명세서에 적거나 워드에서 채우십시오.",
    )
    assert "업무 연속성 계획(업무에 미치는 영향과 상황별 대응 1곳)" in states(unfilled)["continuity-plan"][1]
    asked = {q.path for q in judged(unfilled).questions}
    assert {"documents.committee-papers.files", "documents.continuity-plan.files"} <= asked
    assert main(["case", "file", str(unfilled)]) == 2
    assert "5-1 안건과 의결: 없음. 채울 곳이 3곳 남았습니다" in capsys.readouterr().err
    assert main(["case", "next", str(unfilled)]) == 1
    assert "채울 곳이 3곳 남았습니다" in capsys.readouterr().out
    assert main(["case", "file", str(unfilled), "--incomplete"]) == 1
    assert "빠지거나 낡은 서류2건" in text_of(unfilled / "보고 서류철" / CONTENTS).replace("\n", "")


def test_the_status_says_how_many_places_are_left(unfilled, capsys):
    main(["case", "status", str(unfilled)])
    told = " ".join(capsys.readouterr().out.split())
    assert "원안 의결(2026. 11. 27.), 문서에 채울 곳 3곳" in told
    assert "정보보호위원회 의결서: 표지 1곳, 표결 1곳" in told


def test_what_was_filled_in_word_counts(unfilled):
    for name in ("안건", "의결서"):
        path = unfilled / "문서/5 정보보호위원회" / f"정보보호위원회 {name}.docx"
        word = Word(path)
        for table in word.tables:
            for cell in (cell for row in table.rows for cell in row.cells):
                for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                    run.text = run.text.replace("【시각】", "10시").replace("【인원】", "4")
        word.save(path)
    found = seen(unfilled)
    assert not found["committee"].unfilled
    assert states(unfilled)["committee-papers"] == ("있음", "그 단계의 문서")


def test_a_file_of_the_company_stands_for_what_has_blanks(unfilled, tmp_path):
    (unfilled / "의결서.pdf").write_bytes(b"%PDF-1.7 r")
    replace(unfilled / "case.yaml", r"^    minutes:", "    committee-papers:\n      files: [의결서.pdf]\n    minutes:")
    assert states(unfilled)["committee-papers"] == (
        "있음",
        "회사의 파일. 채울 곳이 남아 넣지 않는 문서: 정보보호위원회 안건, 정보보호위원회 의결서",
    )
    main(["case", "build", str(unfilled)])
    assert main(["case", "file", str(unfilled), "--incomplete"]) == 1
    filed = unfilled / "보고 서류철/5 정보보호위원회"
    assert [path.name for path in (filed / "1 안건과 의결").iterdir()] == ["의결서.pdf"]
    assert len(list((filed / "2 회의록").iterdir())) == 1


def test_the_letter_is_told_of_too(unfilled, capsys):
    replace(unfilled / "deal.yaml", r"^  kind: 전자금융업자", "  kind: 은행")
    replace(unfilled / "case.yaml", r"^    writer: .*", "    writer:")
    letter = judged(unfilled).letter
    assert (letter.state, letter.why[:50]) == (
        "없음",
        "채울 곳이 2곳 남았습니다: 표지 1곳, 정보보호위원회 심의·의결 결과 1곳.",
    )
    assert {"people.writer", "documents.letter.files"} <= {q.path for q in judged(unfilled).questions}
    main(["case", "build", str(unfilled)])
    assert main(["case", "file", str(unfilled)]) == 2
    assert "0 보고 공문: 없음. 채울 곳이 2곳 남았습니다" in capsys.readouterr().err


def test_what_a_draft_lacks_of_the_deal_sheet_is_asked_with_its_place(unfilled, capsys):
    replace(unfilled / "deal.yaml", r"^audit:\n  notice_days: 14", "audit:\n  notice_days:")
    assert ("audit.notice_days", "deal") in {(q.path, q.file) for q in judged(unfilled).questions}
    why = states(unfilled)["supervision"][1]
    assert why == "초안에 채울 곳이 1곳 있습니다: 감사를 미리 통지하는 기간(거래명세서 audit.notice_days)"


def test_local_law_is_asked_only_where_something_is_processed_abroad(unfilled):
    replace(unfilled / "case.yaml", r"^      foreign-law: .*", "      foreign-law:")
    assert "drafts.supervision.foreign-law" not in {q.path for q in judged(unfilled).questions}
    assert states(unfilled)["supervision"] == ("있음", "이 단계의 초안")
    replace(unfilled / "deal.yaml", r"^    country: 대한민국", "    country: 일본")
    assert "drafts.supervision.foreign-law" in {q.path for q in judged(unfilled).questions}


# ------------------------------------------------------------------------ the review


def a_review(**changes):
    return {
        "schema": "finclause-review/1", "documents": [{"name": "계약.docx", "sha256": hashlib.sha256(b"text").hexdigest()}],
        "as_of": "2026-11-27", "edition": "2025", "importance": "critical", "library": {"version": PROCEDURE.version},
        "requirements": {"BASIC-01": {"status": "missing"}, "BASIC-02": {"status": "satisfied"}, "EXTRA-01": {"status": "not_due"}},
        "unread": [{"where": "3쪽", "reason": "그림"}], "warnings": ["주의할 것"], "uncertain": ["service-scope"],
        "gaps": [{"element": "service-scope", "title": "서비스의 범위", "judgement": "absent", "priority": 1,
                  "requirements": ["BASIC-01"], "conflict": "", "risk": "범위를 알 수 없음", "means": "", "proposals": []}],
    } | changes  # fmt: skip


def with_review(folder: Path, review) -> None:
    (folder / "계약.docx").write_bytes(b"text")
    (folder / "의견.pdf").write_bytes(b"%PDF-1.7 o")
    (folder / "검토.json").write_text(json.dumps(review, ensure_ascii=False), "utf-8")
    files = "    contract:\n      files: [계약.docx]\n    opinion:\n      files: [의견.pdf]\n"
    say_report(folder, f"  review: 검토.json\n  documents:\n{files}")


def test_contract_and_opinion_are_there_while_the_review_is_about_this_contract(tmp_path):
    folder = new_case(tmp_path / "case")
    with_review(folder, a_review())
    found = states(folder)
    assert found["contract"] == found["contract-copy"] == found["opinion"] == ("있음", "회사의 파일")
    (folder / "계약.docx").write_bytes(b"another text")
    found = states(folder)
    assert {found[name][0] for name in ("contract", "contract-copy", "opinion")} == {"낡음"}
    assert "검토한 파일이 아닙니다" in found["opinion"][1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"edition": "2023"}, "2023년판으로 검토하였으나 기준일의 판은 2025년판"),
        ({"importance": "non_critical"}, "비중요업무로 보고 검토하였으나 평가 결과는 중요업무"),
        ({"library": {"version": "0"}}, "라이브러리 0으로 검토하였으나"),
    ],
)
def test_a_review_under_other_conditions_makes_the_opinion_stale(tmp_path, changes, said):
    folder = new_case(tmp_path / "case")
    with_review(folder, a_review(**changes))
    state, why = states(folder)["opinion"]
    assert state == "낡음"
    assert said in why


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        json.dumps({k: v for k, v in a_review().items() if k != "gaps"}),
        '{"schema": "finclause-paper/1"}',
        '{"schema": "finclause-review/1"}',
    ],
)
def test_a_file_that_is_no_review_is_a_fault_of_the_case(case, text):
    (case / "검토.json").write_text(text, "utf-8")
    say_report(case, "  review: 검토.json\n")
    with pytest.raises(CaseError, match=r"report\.review: '검토\.json'은 계약서를 검토한 결과가 아닙니다"):
        load_case(case, PROCEDURE, STAGES)


def text_of(path: Path) -> str:
    return re.sub(
        r"<[^>]+>", "", re.sub(r"</w:p>", "\n", read_package(path.read_bytes())["word/document.xml"].decode("utf-8"))
    )


def test_the_opinion_has_the_findings_of_the_review_and_leaves_the_opinion_open(tmp_path):
    folder = new_case(tmp_path / "case")
    with_review(folder, a_review())
    assert main(["case", "build", str(folder)]) == 1
    text = text_of(folder / FOLDER / "준법감시인 검토의견서 초안.docx")
    for said in (
        "충족 1건, 누락 1건, 해당없음 1건", "서비스의 범위", "범위를 알 수 없음", "서명 전 필수", "읽지 못한 곳: 3쪽: 그림",
        "클라우드서비스 이용 대상 업무 및 시스템 개요", "☐ 이 계약은 정보처리위탁규정 등 관련법령에 위배되지 않습니다.", "주의할 것",
        "【의견의 이유】", "제7조제1항", hashlib.sha256(b"text").hexdigest()[:16],
    ):  # fmt: skip
        assert said in text, said
    assert "☑" not in text


def test_the_opinion_is_drafted_from_the_trace_of_a_draft_too(tmp_path):
    folder = new_case(tmp_path / "case")
    trace = tmp_path / "t.json"
    sample = Path(__file__).resolve().parents[1] / "samples" / "deal-critical.yaml"
    assert main(["draft", str(sample), "-o", str(tmp_path / "c.docx"), "--trace", str(trace)]) in (0, 1)
    with_review(folder, json.loads(trace.read_text("utf-8")))
    assert main(["case", "build", str(folder)]) == 1
    text = text_of(folder / FOLDER / "준법감시인 검토의견서 초안.docx")
    assert "초안에 있음" in text
    assert "클라우드서비스 이용 대상 업무 및 시스템 개요" in text


def test_the_cover_form_has_the_fields_of_the_official_one(tmp_path):
    folder = new_case(tmp_path / "case", kind="개인신용정보")
    say_deal(folder, day="2026-08-31")
    say_report(
        folder, "  started_on: 2026-09-15\n  assessed:\n    importance: 부분충족\n  people:\n    email: a@example.com\n"
    )
    assert main(["case", "build", str(folder)]) == 1
    text = text_of(folder / FOLDER / "이용업무 지정·변경 보고.docx")
    for said in (
        "작성자(직위)", "전화번호", "문서번호", "참조", "클라우드컴퓨팅서비스 이용업무 지정/변경 보고", "개인신용정보", "2026. 8. 31.",
        "2026. 9. 15.", "부분충족", "일시", "안건", "심의내용", "심의결과", "심의위원", "담당업무", "a@example.com",
    ):  # fmt: skip
        assert said in text, said
    assert text.count("☑") == 1


def test_the_checklist_of_the_standards_is_of_the_edition_of_2025(case):
    name = case / FOLDER / "업무위수탁 운영기준 점검표.docx"
    assert main(["case", "build", str(case)]) == 1
    assert name.is_file()
    name.unlink()
    at(case, "2024-10-02")
    assert main(["case", "build", str(case)]) == 1
    assert not name.is_file()


# ------------------------------------------------------------------------ the folder


def complete(tmp_path: Path) -> Path:
    """Return a case whose report lacks nothing."""
    folder = new_case(tmp_path / "case")
    say_deal(folder, day="2026-08-31")
    with_review(folder, a_review())
    names = {"contract": "계약.docx", "opinion": "의견.pdf"}
    names |= {d.id: f"서류/{d.id}.pdf" for g in DATA.groups for d in g.documents if d.id not in names and not d.same_as}
    names["letter"] = "서류/공문.pdf"
    del names["event-statement"]
    (folder / "서류").mkdir()
    for name in names.values():
        if not (folder / name).exists():
            (folder / name).write_bytes(b"%PDF-1.7 " + name.encode())
    files = "".join(f"    {key}:\n      files: [{name}]\n" for key, name in names.items())
    assessed = "".join(f"    {key}: 충족\n" for key in DATA.form.assessed)
    say_report(
        folder,
        f"  events:\n    - cause: new-contract\n  review: 검토.json\n  documents:\n{files}  assessed:\n{assessed}",
    )
    main(["case", "build", str(folder)])
    return folder


def test_a_complete_report_is_filed_in_the_order_of_the_groups_with_hashes(tmp_path, capsys):
    folder = complete(tmp_path)
    assert seen(folder)["report"].state is State.DONE
    assert seen(folder)["report"].result.outcome == "사후보고 2026. 11. 30.까지(구비서류 모두 있음)"
    assert main(["case", "file", str(folder)]) == 0
    made = folder / "보고 서류철"
    lines = (made / MANIFEST).read_text("utf-8").splitlines()
    told = {name: sha for sha, _, name in (line.partition("  ") for line in lines)}
    here = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert here == {*told, MANIFEST}
    assert all(hashlib.sha256((made / name).read_bytes()).hexdigest() == sha for name, sha in told.items())
    parts = [f"{g.number} {g.name}" for g in DATA.groups if not g.response]
    assert sorted({name.split("/")[0] for name in here if "/" in name}) == ["0 보고 공문", *parts]
    assert len({name.split("/")[1] for name in here if name.startswith("1 ")}) == 8
    assert not any("양식" in name or name.endswith(".json") for name in here)
    assert (made / "6 이용계약서/1 이용계약서/계약.docx").read_bytes() == b"text"
    contents = text_of(made / CONTENTS)
    for group in DATA.groups:  # the headings are numbered as the documents under them
        assert group.response or f"{group.number}. {group.title}" in contents
    assert told["6 이용계약서/1 이용계약서/계약.docx"][:16] in contents
    assert "빠진 서류 있음" not in contents


def test_the_folder_is_the_same_bytes_again_and_replaces_only_its_own(tmp_path, capsys):
    folder = complete(tmp_path)
    first, second = tmp_path / "a", tmp_path / "b"
    for out in (first, second):
        assert main(["case", "file", str(folder), "-o", str(out)]) == 0
    names = [p.relative_to(first) for p in sorted(first.rglob("*")) if p.is_file()]
    assert all((first / n).read_bytes() == (second / n).read_bytes() for n in names)
    assert main(["case", "file", str(folder), "-o", str(first)]) == 2
    assert "이미 있습니다" in capsys.readouterr().err
    assert main(["case", "file", str(folder), "-o", str(first), "--force"]) == 0
    (first / "내 메모.txt").write_text("남길 것", "utf-8")
    assert main(["case", "file", str(folder), "-o", str(first), "--force"]) == 2
    assert "그대로의 폴더가 아닙니다" in capsys.readouterr().err
    assert (first / "내 메모.txt").read_text("utf-8") == "남길 것"
    assert not list(tmp_path.glob(".~finclause*"))


def test_a_report_that_lacks_something_is_refused_with_a_list_or_marked(tmp_path, capsys):
    folder = complete(tmp_path)
    (folder / "서류/minutes.pdf").unlink()
    main(["case", "build", str(folder)])
    capsys.readouterr()
    assert main(["case", "file", str(folder)]) == 2
    assert "5-2 회의록: 없음. 파일이 없습니다: 서류/minutes.pdf" in capsys.readouterr().err
    assert not (folder / "보고 서류철").exists()
    assert main(["case", "file", str(folder), "--incomplete"]) == 1
    contents = text_of(folder / "보고 서류철" / CONTENTS)
    assert "빠진 서류 있음" in contents
    assert "없음: 파일이 없습니다: 서류/minutes.pdf" in contents


def test_a_folder_is_not_made_from_documents_that_are_stale(tmp_path, capsys):
    folder = complete(tmp_path)
    (folder / "의견.pdf").write_bytes(b"%PDF-1.7 new")
    assert main(["case", "file", str(folder), "--incomplete"]) == 2
    assert "finclause case build를 먼저" in capsys.readouterr().err


def test_a_failure_while_writing_leaves_the_folder_as_it_was(tmp_path, monkeypatch, capsys):
    folder = complete(tmp_path)
    assert main(["case", "file", str(folder)]) == 0
    made = folder / "보고 서류철"
    before = {p: p.read_bytes() for p in made.rglob("*") if p.is_file()}

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.files._write_synced", fail)
    assert main(["case", "file", str(folder), "--force"]) == 2
    assert {p: p.read_bytes() for p in made.rglob("*") if p.is_file()} == before
    assert not list(folder.glob(".~finclause*"))


# ------------------------------------------------------------------------ the sources


def plain(text: str) -> str:
    return re.sub(r"\W", "", re.sub(r"<(?:개정|신설)[^>]*>", "", text))


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not there")
def test_the_words_of_the_law_are_those_of_the_sources():
    rule = plain((SHARED / "law/전자금융감독규정_2026-7_고시.md").read_text("utf-8"))
    guide = plain((SHARED / "guide.txt").read_text("utf-8"))
    for cause in DATA.causes:
        for wording in cause.wordings:
            source = rule if wording.span.until is None else guide
            assert plain(wording.text) in source, (cause.id, wording.text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not there")
def test_the_titles_of_the_documents_are_those_of_the_sources():
    bylaw = plain((SHARED / "law/전자금융감독규정_시행세칙_2026-04-20.txt").read_text("utf-8"))
    rule = plain((SHARED / "law/금융회사의정보처리업무위탁에관한규정.md").read_text("utf-8"))
    assert all(plain(group.title) in bylaw for group in DATA.groups)
    assert all(plain(document.title) in rule for document in DATA.groups[0].documents)
    assert plain(DATA.form.title) in bylaw


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not there")
def test_the_later_start_stands_in_the_edition_of_2023_alone():
    said = plain("내부망(연구･개발망 제외)간 연계 후 3개월 이내")
    assert said in plain((SHARED / "guide.txt").read_text("utf-8"))
    assert said not in plain((SHARED / "law/guide-2025.md").read_text("utf-8"))
