"""The committee: what lies before it, what it is asked, what its decision needs, and the drafts."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace as changed
from pathlib import Path

import pytest
from docx import Document as Word
from procedure_cases import PROCEDURE, answer, new_case, replace

from pipeline.cli import main
from pipeline.procedure.case import load_case
from pipeline.procedure.paper import blanks
from pipeline.procedure.paper import texts as texts_of
from pipeline.procedure.stage import Question, Reason
from pipeline.procedure.stages import STAGES, committee
from pipeline.procedure.stages.committee.judge import judge
from pipeline.procedure.stages.continuity import Prepared
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.procedure.stages.provider.result import Line, Provider
from pipeline.procedure.stages.provider.sheets import Verdict
from pipeline.procedure.state import progress

DATA = PROCEDURE.data["committee"]
FOLDER = Path(committee.STAGE.folder)
LAW = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reference" / "law"
needs_law = pytest.mark.skipif(not LAW.is_dir(), reason="the shared folder with the law is not there")
OPEN_ITEM = Verdict("미흡", "현장점검", "재해복구 훈련을 하지 않음", "보안팀", dt.date(2027, 2, 28), None)
RESULTS = {
    "importance": Importance(outcome="중요(57.5점)", final="중요", reasons=(Reason("57.5점입니다."),)),
    "provider": Provider(outcome="모두 충족", way="자체평가", importance="중요"),
    "continuity": Prepared(outcome="이행 70", importance="중요"),
}


@needs_law
def test_members_and_duties_are_those_of_the_rule():
    rule = (LAW / "전자금융감독규정_2026-7_고시.md").read_text("utf-8")
    start = rule.index("제8조의2(정보보호위원회 운영)")
    article = rule[start : rule.index("제9조", start)]
    chair, *others = DATA.members
    assert f"정보보호위원회의 장은 {chair.who}로 하며" in article
    assert "위원은 " + ", ".join(member.who for member in others) + " 등으로 구성한다" in article
    assert "심의ㆍ의결사항을 최고경영자에게 보고하여야 하며" in article
    assert "전자금융거래의 안전성 및 신뢰성에 중대한 영향을 미친다고 판단하는" in article
    for matter in DATA.matters:
        assert matter.title.split(" 및 안전성 확보조치")[0].removesuffix(" 결과") in rule, matter.stage


def test_the_committee_sees_the_stages_it_deliberates():
    assert tuple(matter.stage for matter in DATA.matters) == committee.STAGE.sees
    assert set(committee.STAGE.sees) <= {stage.id for stage in STAGES}


# ------------------------------------------------------------------------ judging


def inputs(folder: Path, results=RESULTS, **answers):
    """Return what the stage is given in a new case, with other results before it and the answers changed."""
    case = load_case(new_case(folder), PROCEDURE, STAGES)
    seen = {p.stage.id: p for p in progress(case, PROCEDURE, STAGES, {})}["committee"]
    return changed(seen.inputs, earlier=results, answers=changed(seen.inputs.answers, **answers))


HELD = {
    "meeting": "2026년 제7차",
    "held_on": dt.date(2026, 12, 1),
    "special": {"separation": "아니오"},
}
REPORTED = {**HELD, "decision": "원안 의결", "reported_on": dt.date(2026, 12, 2), "serious": "아니오"}


def asked(found) -> list[str]:
    return [question.path for question in found.questions]


@pytest.mark.parametrize("due", [True, False])
def test_the_agenda_attaches_the_exit_strategy_only_where_there_is_one(tmp_path, due):
    given = inputs(tmp_path / "case", RESULTS | {"continuity": Prepared(outcome="이행 70", exit_due=due)})
    agenda = committee.STAGE.papers(given, judge(given))[0].paper
    (attached,) = [section.blocks[0].items for section in agenda.sections if section.heading == "붙임"]
    assert ("출구전략" in attached) == due


def test_what_is_said_of_the_meeting_stands_in_the_resolution(tmp_path):
    votes = {"seats": "5", "present": "5", "in_favour": "5", "against": "0", "abstained": "0"}
    told = {"time": "14시", "treatment": "4월까지 보완", "votes": votes, "quorum": "제7조를 충족함"}
    given = inputs(tmp_path / "case", **HELD, **told)
    texts = [text for _, text in texts_of(committee.STAGE.papers(given, judge(given))[1].paper)]
    assert "2026. 12. 1. 14시" in texts
    assert "재적 5명, 출석 5명, 찬성 5명, 반대 0명, 기권 0명" in texts


def test_a_decision_on_complete_results_ends_the_stage(tmp_path):
    found = judge(inputs(tmp_path / "a", **REPORTED))
    assert (found.questions, found.outcome, found.approved) == ((), "원안 의결(2026. 12. 1.)", True)
    assert found.special == {"reuse": "아니오", "shortfall": "아니오", "separation": "아니오"}


def test_before_the_meeting_the_meeting_and_the_decision_are_asked(tmp_path):
    assert asked(judge(inputs(tmp_path / "a"))) == [
        "special.separation", "meeting", "held_on", "decision",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"reported_on": None}, "reported_on"),
        ({"reported_on": dt.date(2026, 11, 30)}, "reported_on"),
        ({"serious": "예", "board_on": dt.date(2026, 11, 30)}, "board_on"),
        ({"serious": ""}, "serious"),
        ({"serious": "예"}, "board_on"),
        ({"decision": "조건부 의결"}, "conditions"),
        ({"decision": "보류"}, "decision"),
    ],
)
def test_what_follows_from_a_decision_is_asked(tmp_path, given, path):
    found = judge(inputs(tmp_path / "a", **{**REPORTED, **given}))
    assert (asked(found), found.outcome, found.approved) == ([path], "", False)


@pytest.mark.parametrize(
    ("way", "reuse", "said", "paths"),
    [
        ("자체평가", "아니오", "", []),
        ("대표평가", "예", "", []),
        ("기존평가", "예", "예", []),
        ("대표평가", "예", "아니오", ["special.reuse"]),
        ("", "", "예", []),
    ],
)
def test_the_way_of_the_assessment_tells_whether_a_former_one_is_used(tmp_path, way, reuse, said, paths):
    results = RESULTS | {"provider": changed(RESULTS["provider"], way=way)}
    found = judge(inputs(tmp_path / "a", results, **{**REPORTED, "special": {"reuse": said, "separation": "아니오"}}))
    assert (found.special["reuse"], asked(found)) == (reuse, paths)
    assert "reuse:" not in (tmp_path / "a" / "case.yaml").read_text("utf-8")


def test_a_refusal_ends_the_stage_without_approval(tmp_path):
    found = judge(inputs(tmp_path / "a", **{**REPORTED, "decision": "부결"}))
    assert (found.outcome, found.approved) == ("부결(2026. 12. 1.)", False)


def test_the_board_is_asked_only_in_the_edition_that_names_it(tmp_path):
    given = inputs(tmp_path / "a", **{**REPORTED, "serious": ""})
    assert asked(judge(given)) == ["serious"]
    former = next(edition for edition in PROCEDURE.editions if edition.id == "2023")
    assert asked(judge(changed(given, edition=former))) == []


@pytest.mark.parametrize("stage", list(RESULTS))
def test_no_decision_holds_on_a_stage_that_is_not_complete(tmp_path, stage):
    missing = {name: result for name, result in RESULTS.items() if name != stage}
    found = judge(inputs(tmp_path / "a", missing, **REPORTED))
    assert (asked(found), found.approved) == (["decision"], False)
    half = {**RESULTS, stage: changed(RESULTS[stage], outcome="", questions=(Question("x", "남은 물음"),))}
    found = judge(inputs(tmp_path / "b", half, **REPORTED))
    assert asked(found) == ["decision"]
    (matter,) = [before for before in found.matters if before.stage == stage]
    assert matter.unanswered == ("남은 물음",)


def test_open_findings_of_the_provider_are_before_the_committee(tmp_path):
    item = PROCEDURE.data["provider"].items[0]
    finding = Line(item.id, "", None, OPEN_ITEM)
    results = {**RESULTS, "provider": changed(RESULTS["provider"], findings=(finding,))}
    found = judge(inputs(tmp_path / "a", results, **REPORTED))
    assert found.special["shortfall"] == "예"
    assert found.matters[1].open_points == (
        f"{item.id} {item.asks}: 재해복구 훈련을 하지 않음 (보안팀, 2027. 2. 28.까지)",
    )


def test_open_points_of_a_result_are_before_the_committee(tmp_path):
    results = {**RESULTS, "continuity": changed(RESULTS["continuity"], open_points=("훈련을 아직 하지 않음",))}
    assert judge(inputs(tmp_path / "a", results)).matters[2].open_points == ("훈련을 아직 하지 않음",)


# ------------------------------------------------------------------------ documents


def words(path: Path) -> str:
    document = Word(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_drafts_name_what_is_open_and_leave_people_their_places(tmp_path):
    folder = new_case(tmp_path / "a")
    answer(folder, "meeting", "2026년 제7차")
    main(["case", "build", str(folder)])
    agenda = words(folder / FOLDER / "정보보호위원회 안건.docx")
    assert "중요(57.5점, 기준 40점 이상)" in agenda
    assert "끝나지 않음" in agenda
    assert "핵심업무로 선정하였는가" in agenda
    told = json.loads((folder / FOLDER / "정보보호위원회 의결서.json").read_text("utf-8"))
    assert (told["mark"], told["decision"], told["approved"]) == ("안", "", "아니오")
    assert {"section": "표결", "text": "【인원】", "times": 5, "by_hand": False} in told["blanks"]
    minutes = words(folder / FOLDER / "정보보호위원회 회의록.docx")
    for place in ("【발언한 위원】", "【질의와 의견】", "【직위·성명】", "☐ 출석", "2026년 제7차"):
        assert place in minutes, place


def test_votes_attendance_and_opinions_stay_open_after_the_decision(tmp_path):
    given = inputs(tmp_path / "a", **REPORTED)
    agenda, resolution, minutes = committee.STAGE.papers(given, judge(given))
    assert {agenda.paper.mark, resolution.paper.mark, minutes.paper.mark} == {""}
    assert {b.section for b in blanks(resolution.paper)} >= {"표결", "위원의 서명"}
    assert {b.section for b in blanks(minutes.paper)} >= {"출석", "위원의 질의와 의견", "의결", "서명"}
    assert not any("남은" in b.text for b in blanks(resolution.paper))


def test_the_documents_are_stale_when_a_result_before_them_changes(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    for key, value in (("meeting", "제7차"), ("held_on", "2026-12-01"), ("decision", "부결"), ("serious", "아니오")):
        replace(folder / "case.yaml", rf"^  {key}:(?!$).*$", f"  {key}: {value}")
    for key, value in (("reported_on", "2026-12-02"), ("separation", "아니오")):
        answer(folder, key, value)
    main(["case", "build", str(folder)])
    capsys.readouterr()
    main(["case", "status", str(folder)])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  5 ")]
    assert "완료" in line
    replace(folder / "deal.yaml", "^  - kind: 금융정보", "  - kind: 고유식별정보")
    main(["case", "status", str(folder)])
    out = capsys.readouterr().out
    (line,) = [line for line in out.splitlines() if line.startswith("  5 ")]
    assert "문서가 낡음" in line
