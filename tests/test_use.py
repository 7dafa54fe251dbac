"""Use and exit: concentration, days of reviews, changes of the provider, the exit and its documents."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from dataclasses import replace as changed
from decimal import Decimal
from pathlib import Path

import pytest
from procedure_cases import GRADES, PROCEDURE, replace
from test_procedure_library import folder as library_copy
from test_procedure_library import spoil
from test_scope import OUR_SAAS, make

from pipeline.cli import main
from pipeline.errors import CaseError
from pipeline.library.procedure.use import CHANGE, END
from pipeline.procedure.case import load_case
from pipeline.procedure.paper import Grid
from pipeline.procedure.stages import STAGES, stage_of
from pipeline.procedure.stages.use.judge import judge
from pipeline.procedure.stages.use.uses import Service, shares
from pipeline.procedure.state import State, progress

SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DATA = PROCEDURE.data["use"]
SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "case-basic"
CSV = "제공자,업무,중요도\n가나클라우드,급여,비중요\n다라클라우드,콜센터,중요\n가나클라우드,앱,중요\n"
copied = library_copy


def in_use(folder: Path, *, network: str = "필요 없음", uses: bytes = CSV.encode(), kind: str = "금융정보") -> Path:
    """Make a case whose business is critical, with the provider 가나클라우드 and a file of other services."""
    make(folder, OUR_SAAS | {"network": network})
    deal, case = folder / "deal.yaml", folder / "case.yaml"
    replace(deal, r"  - kind: 업무정보", f"  - kind: {kind}")
    for section, name in (("provider", "가나클라우드"), ("business", "보험금 청구")):
        replace(deal, rf"^({section}:.*\n(?:  .*\n)*?)  name: +#", rf"\g<1>  name: {name}  #")
    grades = iter(GRADES)
    text = re.sub("grade:$", lambda found: f"grade: {next(grades)}", case.read_text("utf-8"), flags=re.M)
    case.write_text(text, "utf-8")
    (folder / "uses.csv").write_bytes(uses)
    say(folder, "uses_file", "uses.csv")
    return folder


def say(folder: Path, key: str, value: str) -> None:
    """Answer a key of the section of this stage, at its first level or below a dotted path."""
    *above, last = key.split(".")
    way = "".join(rf"(?:.*\n)*?{'  ' * (depth + 1)}{name}:.*\n" for depth, name in enumerate(above))
    depth = "  " * (len(above) + 1)
    replace(folder / "case.yaml", rf"^(use:\n{way}(?:.*\n)*?{depth}{last}:).*$", rf"\g<1> {value}")


def seen(folder: Path):
    found = progress(load_case(folder, PROCEDURE, STAGES), PROCEDURE, STAGES, {})
    return next(one for one in found if one.stage.id == "use")


def asked(folder: Path) -> list[str]:
    return [question.path for question in seen(folder).result.questions]


# ------------------------------------------------------------------------ the beginning


@pytest.mark.parametrize(
    ("day", "outcome"), [("2026-12-05", "이용 전(2026. 12. 5. 시작 예정, "), ("2026-11-27", "이용 중(")]
)
def test_use_that_is_still_to_begin_is_not_said_to_go_on(day, outcome):
    case = load_case(SAMPLE, PROCEDURE, STAGES)
    found = {p.stage.id: p for p in progress(case, PROCEDURE, STAGES, {})}["use"]
    report = changed(found.inputs.earlier["report"], started_on=dt.date.fromisoformat(day))
    given = changed(found.inputs, as_of=dt.date(2026, 11, 27), earlier={**found.inputs.earlier, "report": report})
    assert judge(given).outcome.startswith(outcome)


# ------------------------------------------------------------------------ concentration


def test_shares_are_by_number_of_critical_businesses_the_largest_first():
    found = shares(
        [
            Service("가", "a", "중요"),
            Service("나", "b", "중요"),
            Service("나", "c", "중요"),
            Service("다", "d", "비중요"),
        ]
    )
    assert [(share.provider, share.critical, share.every) for share in found] == [
        ("나", 2, 2),
        ("가", 1, 1),
        ("다", 0, 1),
    ]
    assert [share.percent for share in found] == [Decimal("66.7"), Decimal("33.3"), Decimal("0.0")]


def test_without_critical_work_there_is_no_share():
    assert [share.percent for share in shares([Service("가", "a", "비중요")])] == [None]


def test_the_business_of_the_case_counts_with_the_others_and_the_limit_is_the_companys(tmp_path):
    case = in_use(tmp_path / "case")
    assert seen(case).result.over == ()
    assert "limit" in asked(case)
    say(case, "limit", "60")
    result = seen(case).result
    assert [(share.provider, share.critical, share.every) for share in result.shares] == [
        ("가나클라우드", 2, 3),
        ("다라클라우드", 1, 1),
    ]
    assert result.over == ("가나클라우드",)
    assert "limit" not in asked(case)


def test_a_share_equal_to_the_limit_is_within_it(tmp_path):
    case = in_use(tmp_path / "case")
    say(case, "limit", "66.7")
    assert seen(case).result.over == ()


def test_the_stage_waits_for_the_importance(tmp_path):
    assert seen(make(tmp_path / "case", OUR_SAAS)).state is State.WAITING


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        ("제공자,업무,중요도\n가,나,보통\n".encode(), "'uses.csv' 2행에"),
        ("제공자,업무\n가,나\n".encode(), "'uses.csv' 2행에"),
        (b"\xff\xff\xff", "'uses.csv'를 읽을 수 없습니다"),
    ],
)
def test_a_fault_of_the_file_of_services_is_named(tmp_path, uses, said):
    case = in_use(tmp_path / "case", uses=uses)
    with pytest.raises(CaseError, match=re.escape(said)):
        load_case(case, PROCEDURE, STAGES)


def test_services_are_read_from_cp949_with_other_columns_and_from_yaml(tmp_path):
    case = in_use(tmp_path / "case", uses="중요도,제공자,업무,비고\n중요,다라,콜센터,x\n".encode("cp949"))
    assert seen(case).result.services[1:] == (Service("다라", "콜센터", "중요"),)
    (case / "uses.yaml").write_text("uses:\n  - {provider: 마바, business: 급여, importance: 비중요}\n", "utf-8")
    say(case, "uses_file", "uses.yaml")
    assert seen(case).result.services[1:] == (Service("마바", "급여", "비중요"),)


# ------------------------------------------------------------------------ reviews


def test_the_next_review_follows_from_the_last_and_the_period(tmp_path):
    case = in_use(tmp_path / "case")
    say(case, "reviews.concentration.last", "2026-08-31")
    say(case, "reviews.concentration.months", "6")
    due = {due.what: due.day for due in seen(case).result.dues}
    assert due["집중 리스크 분석"] == dt.date(2027, 2, 28)


def test_the_half_yearly_review_of_the_bylaw_is_due_only_with_its_exception(tmp_path):
    plain, excepted = in_use(tmp_path / "plain"), in_use(tmp_path / "excepted", network="SaaS 이용")
    assert "reviews.network-control.last" not in asked(plain)
    assert "reviews.network-control.last" in asked(excepted)
    assert "reviews.network-control.months" not in asked(excepted)
    say(excepted, "reviews.network-control.last", "2026-06-30")
    due = next(due for due in seen(excepted).result.dues if "망분리" in due.what)
    assert (due.day, "시행세칙" in due.source) == (dt.date(2026, 12, 30), True)


# ------------------------------------------------------------------------ changes of the provider

EVENT = "[{cause: provider-change, day: 2026-10-05, what: 재위탁}]"


def test_a_change_of_the_provider_in_the_report_asks_for_a_security_review(tmp_path):
    case = in_use(tmp_path / "case")
    assert "changes" not in asked(case)
    replace(case / "case.yaml", r"(?s)^report:\n.*?\n  events:(?:\n  (?:  |- ).*?)*$", f"report:\n  events: {EVENT}")
    assert "changes" in asked(case)
    replace(
        case / "case.yaml",
        r"^  changes: \[\]",
        "  changes: [{cause: provider-change, day: 2026-10-05, finding: 낮음, measure: 없음, reviewed_on: 2026-10-12}]",
    )
    assert "changes" not in asked(case)
    replace(case / "case.yaml", "day: 2026-10-05, finding", "day: 2026-10-06, finding")
    asks = [question.ask for question in seen(case).result.questions if question.path == "changes"]
    assert len(asks) == 2
    assert "report.events에 없는 변동(provider-change, 2026-10-06)" in asks[1]


def test_the_causes_are_those_of_the_report():
    report = PROCEDURE.data["report"]
    assert set(DATA.review_causes) <= {cause.id for cause in report.causes}
    assert stage_of("use").also == ("report",)


# ------------------------------------------------------------------------ the exit


def test_the_exit_is_asked_only_once_it_is_decided_and_counts_what_is_left(tmp_path):
    case = in_use(tmp_path / "case")
    assert not [path for path in asked(case) if path.startswith("exit")]
    say(case, "exit.kind", END)
    assert {"exit.decided_on", "exit.reason"} <= set(asked(case))
    say(case, "exit.decided_on", "2026-11-01")
    left = seen(case).result.open_steps
    assert len(left) == len(list(DATA.steps(END)))
    assert "report" not in left
    say(case, "exit.steps.trigger.done_on", "2026-11-02")
    assert "exit.steps.trigger.evidence" in asked(case)
    assert "trigger" not in seen(case).result.open_steps
    assert seen(case).result.notes == (
        "출구전략(4단계)이 없습니다. 가이드 제9장은 세워 둔 출구전략에 따라 이전과 파기를 하도록 합니다.",
    )


def test_only_a_change_of_provider_is_reported():
    assert [step.id for _, step in DATA.steps(CHANGE) if step.only] == ["report"]
    assert not [step.id for _, step in DATA.steps(END) if step.only]


def test_the_checklist_shows_the_exit_strategy_of_stage_four(tmp_path):
    case = in_use(tmp_path / "case")
    replace(
        case / "case.yaml",
        r"^    systems: \[\]",
        "    systems: [{name: '', method: 이전, alternative: 다라클라우드, destruction: 덮어쓰기}]",
    )
    one = seen(case)
    _, checklist, _ = one.stage.papers(one.inputs, one.result)
    plans = checklist.paper.sections[1].blocks
    assert plans[0].text == "서비스 전체"
    assert ("대체 사업자 또는 솔루션", "다라클라우드") in plans[1].rows


# ------------------------------------------------------------------------ documents and data


def test_the_documents_are_written_and_keep_what_a_person_must_say_open(tmp_path):
    case = in_use(tmp_path / "case")
    say(case, "limit", "60")
    assert main(["case", "build", str(case), "--stage", "use"]) in (0, 1)
    written = case / stage_of("use").folder
    assert sorted(path.name for path in written.iterdir()) == [
        "위험관리대장.docx", "위험관리대장.json", "위험관리대장.xlsx", "종료 점검표.docx", "파기확인서 초안.docx",
    ]  # fmt: skip
    told = json.loads((written / "위험관리대장.json").read_text("utf-8"))
    assert told["over"] == ["가나클라우드"]
    assert told["shares"][0] == {"provider": "가나클라우드", "critical": "2", "all": "3", "percent": "66.7"}
    one = seen(case)
    _, _, certificate = one.stage.papers(one.inputs, one.result)
    rows = [
        row
        for section in certificate.paper.sections
        for block in section.blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]
    assert [row[0] for row in rows] == list(DATA.certificate.scope)
    assert all("☑" not in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    months: 6", "    months: 0", "주기가 0개월입니다"),
        ("{id: notice,", "{id: trigger,", "식별자 'trigger'가 두 번"),
        ("only: 전환", "only: 변경", "쓸 수 없는 값입니다('변경')"),
        ("source: cloud-act", "source: cloud-law", "없는 근거입니다('cloud-law')"),
    ],
)
def test_a_fault_of_the_data_is_named_with_its_place(copied: Path, old: str, new: str, said: str):
    told = spoil(copied, old, new, "use")
    assert said in told, told
    assert "procedure/use.yaml:" in told


@pytest.mark.parametrize("name", ["guide.txt", "law/guide-2025.md"])
def test_the_period_and_the_advice_are_those_of_the_sources(name):
    path = SHARED / "reference" / name
    if not path.is_file():
        pytest.skip("the shared folder with the guide is not there")
    text = re.sub(r"\s", "", path.read_text("utf-8"))
    for words in ("집중리스크를정기적으로분석", "주기적인위험평가", "일정거리", "피해보상대책", "관련보안리스크를평가"):
        assert words in text
    bylaw = (SHARED / "reference" / "law" / "전자금융감독규정_시행세칙_2026-04-20.txt").read_text("utf-8")
    assert "반기에 1회 평가하고 정보보호위원회에 보고하여야 한다" in bylaw
    (review,) = [review for review in DATA.reviews if review.months]
    assert (review.months, review.sources[0].at) == (6, "제2조의3제4항")
