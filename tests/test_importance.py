"""The importance assessment: the published method and cases, what is open, a person's outcome, the way to the deal."""

from __future__ import annotations

import json
import os
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from procedure_cases import CRITERIA, PROCEDURE, answer, new_case, replace

from pipeline.cli import main
from pipeline.deal import load_deal
from pipeline.errors import CaseError
from pipeline.library import library_folder
from pipeline.library.procedure.importance import at_odds, off_scale, shown
from pipeline.procedure import stages as every
from pipeline.procedure.case import load_case
from pipeline.procedure.stages import importance
from pipeline.procedure.state import progress

SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
GUIDES = {"2023": SHARED / "reference" / "guide.txt", "2025": SHARED / "reference" / "law" / "guide-2025.md"}
needs_guide = pytest.mark.skipif(not GUIDES["2023"].is_file(), reason="the shared folder with the guide is not there")
STAGES = (importance.STAGE,)


@pytest.fixture(autouse=True)
def _one_stage(monkeypatch):
    """The commands know this stage alone."""
    monkeypatch.setattr(every, "STAGES", STAGES)


def judged(folder: Path):
    found = progress(load_case(folder, PROCEDURE, STAGES), PROCEDURE, STAGES, {})
    return next(one for one in found if one.stage.id == "importance")


# ------------------------------------------------------------------------ the published method


def squeezed(text: str) -> str:
    """Without spaces, marks and line breaks, in which the two texts of the guide differ."""
    text = re.sub(r"<br>|[|*\s#-]", "", text)
    return text.replace("･", "·").replace("ㆍ", "·").replace("∼", "~")


@pytest.fixture(scope="module", params=list(GUIDES))
def appendix(request) -> str:
    path = GUIDES[request.param]
    if not path.is_file():
        pytest.skip("the shared folder with the guide is not there")
    text = path.read_text("utf-8")
    start = text.index("중요도 평가 방법 (예시)")
    return squeezed(text[start : text.index("모의 평가한 결과", start)])


def test_items_and_points_are_those_of_the_appendix(appendix):
    assert len(CRITERIA.criteria) == 5
    assert len(CRITERIA.items) == 13
    for item in CRITERIA.items:
        assert re.search(re.escape(squeezed(item.title)) + rf"\(배점:{shown(item.points)}점\)", appendix), item.id
    points = re.findall(r"\(평가기준\).*?\(배점:(\d+)점\)", appendix)
    assert points == [shown(criterion.points) for criterion in CRITERIA.criteria]
    assert sum(map(int, points)) == CRITERIA.total


def test_the_scale_is_that_of_the_appendix(appendix):
    for item in CRITERIA.items:
        start = appendix.index(squeezed(item.title) + "(배점")
        below = appendix[start : start + 400]
        for grade, text in item.scale.items():
            assert squeezed(text) in below, (item.id, grade)


def test_weights_and_thresholds_are_those_of_the_appendix(appendix):
    assert "상중하해당없음배점×100%배점×50%배점×20%배점×0%" in appendix
    assert [(g.id, g.weight) for g in CRITERIA.grades] == [("상", 100), ("중", 50), ("하", 20), ("해당없음", 0)]
    stated = re.findall(r"(\d+)점이상(?:최종평가)?중요(\d+)점미만비중요", appendix)
    told = dict.fromkeys(shown(kind.threshold) for kind in CRITERIA.kinds)
    assert stated == [(points, points) for points in told]
    for kind in CRITERIA.kinds:
        assert kind.id in appendix


@needs_guide
def test_the_worked_cases_are_those_of_the_guide():
    text = GUIDES["2023"].read_text("utf-8")
    table = text[text.index("평가결과\nA서비스 B서비스 C서비스\n규모") : text.index("합계 58.5")]
    rows = re.findall(r"(?<![\d.])(\d+(?:\.\d)?) (\d+(?:\.\d)?) (\d+(?:\.\d)?)$", table, re.M)
    assert len(rows) == 13
    for case, column in zip(CRITERIA.cases, zip(*rows, strict=True), strict=True):
        assert [case.scores[item.id] for item in CRITERIA.items] == [Decimal(score) for score in column]
    for case, told in zip(CRITERIA.cases, ("중요(58.5≧40점)", "중요(34.5≧20점)", "비중요(30.5<60점)"), strict=True):
        assert told in text
        assert told.startswith(f"{case.outcome}({shown(case.total)}")
    assert "처리정보 금융정보 개인신용정보 업무정보" in text


@needs_guide
def test_the_criteria_are_named_as_the_rule_in_force_names_them():
    rule = (SHARED / "reference" / "law" / "전자금융감독규정_2026-7_고시.md").read_text("utf-8")
    for letter, criterion in zip("가나다라마", CRITERIA.criteria, strict=True):
        assert f"{letter}. {criterion.title}\n" in rule
        assert criterion.sources[0].at == f"제14조의2제1항제1호{letter}목"


# ------------------------------------------------------------------------ the worked cases


@pytest.mark.parametrize(
    ("number", "total", "outcome"), [(0, "58.5", "중요"), (1, "34.5", "중요"), (2, "30.5", "비중요")]
)
def test_the_published_scores_give_the_published_sum_and_outcome(number, total, outcome):
    case = CRITERIA.cases[number]
    assert sum(case.scores.values()) == Decimal(total)
    assert CRITERIA.outcome(case.kind, Decimal(total)) == outcome


def test_five_published_scores_cannot_come_from_the_published_method():
    """By hand: 5 points give 5, 2.5, 1 or 0. A 2, B 20, C 2 and 2; and B's 개인신용정보 scores as 업무정보."""
    assert [off_scale(CRITERIA, case) for case in CRITERIA.cases] == [
        ("configuration",), ("same-provider",), ("same-provider", "configuration"),
    ]  # fmt: skip
    assert [at_odds(CRITERIA, case) for case in CRITERIA.cases] == [(), ("information",), ()]
    for case in CRITERIA.cases:
        assert (case.off_scale, case.at_odds) == (off_scale(CRITERIA, case), at_odds(CRITERIA, case))


# ------------------------------------------------------------------------ judging


def test_a_sum_at_the_threshold_is_critical_and_one_below_is_not():
    for kind in CRITERIA.kinds:
        assert CRITERIA.outcome(kind.id, kind.threshold) == "중요"
        assert CRITERIA.outcome(kind.id, kind.threshold - Decimal("0.1")) == "비중요"


def test_answers_are_weighed_and_summed(tmp_path):
    found = judged(new_case(tmp_path / "a", kind="금융정보")).result
    # 하 1, 하 1, 상 5, 중 2.5 | 하 2, 0, 상 10 | 상 10, 금융정보 10 | 상 5, 하 1 | 상 5, 상 5
    assert [shown(s.points) for s in found.scored] == "1 1 5 2.5 2 0 10 10 10 5 1 5 5".split()
    assert (shown(found.total), found.final) == ("57.5", "중요")
    assert found.outcome == "중요(57.5점, 기준 40점 이상)"
    assert "부록1" in found.reasons[0].source


def test_the_most_sensitive_kind_of_the_deal_sheet_counts(tmp_path):
    folder = new_case(tmp_path / "a", kind="공개정보", grades=["해당없음"] * 12)
    assert (judged(folder).result.kind, judged(folder).result.final) == ("공개정보", "비중요")
    replace(folder / "deal.yaml", "^  - kind: 공개정보", "  - kind: 공개정보\n  - kind: 고유식별정보")
    found = judged(folder).result
    assert (found.kind, shown(found.total), found.final) == ("고유식별정보", "20", "중요")


def test_what_is_open_is_named_and_nothing_is_concluded(tmp_path):
    found = judged(new_case(tmp_path / "a", kind="", grades=["상"])).result
    assert (found.outcome, found.final, found.computed) == ("", "", "")
    assert [q.path for q in found.questions][:2] == ["data", "items.internal-systems.grade"]
    assert len(found.questions) == 12


def test_another_outcome_than_the_computed_one_needs_a_reason_and_an_approver(tmp_path):
    folder = new_case(tmp_path / "a")
    answer(folder, "outcome", "비중요")
    found = judged(folder).result
    assert [q.path for q in found.questions] == ["decision.reason", "decision.approver"]
    assert (found.computed, found.final, found.outcome) == ("중요", "", "")
    answer(folder, "reason", "외부 연계가 곧 끝납니다.")
    answer(folder, "approver", "정보보호최고책임자 한가람")
    found = judged(folder).result
    assert found.final == "비중요"
    assert found.outcome == "비중요(계산 결과는 중요: 57.5점, 기준 40점 이상)"


def test_the_computed_outcome_needs_no_reason(tmp_path):
    folder = new_case(tmp_path / "a")
    answer(folder, "outcome", "중요")
    assert judged(folder).result.final == "중요"


# ------------------------------------------------------------------------ a company's own criteria


def own_criteria(folder: Path, *changes: tuple[str, str]) -> None:
    text = (library_folder() / "procedure" / "importance.yaml").read_text("utf-8")
    text = text[: text.index("# 부록1의 사례.")]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "평가기준.yaml").write_text(text, "utf-8")
    replace(folder / "case.yaml", "^  criteria:", "  criteria: 평가기준.yaml")


def test_a_company_may_use_criteria_of_its_own(tmp_path):
    folder = new_case(tmp_path / "a")
    own_criteria(
        folder, ("title: 가이드 부록1의 예시 기준", "title: 우리 회사의 기준"), ("threshold: 40", "threshold: 60")
    )
    found = judged(folder)
    assert found.result.outcome == "비중요(57.5점, 기준 60점 미만)"
    assert "file:평가기준.yaml" in found.made_from


def test_a_fault_of_the_companys_criteria_is_named_with_its_row(tmp_path):
    folder = new_case(tmp_path / "a")
    own_criteria(folder, ("total: 100", "total: 90"))
    with pytest.raises(CaseError, match=r"평가기준\.yaml 12행 total: 평가기준의 배점을 더하면 100점"):
        load_case(folder, PROCEDURE, STAGES)
    (folder / "평가기준.yaml").write_text("a: [\n", "utf-8")
    with pytest.raises(CaseError, match=r"평가기준\.yaml \d+행: "):
        load_case(folder, PROCEDURE, STAGES)


# ------------------------------------------------------------------------ documents


def test_the_result_goes_into_the_deal_sheet_and_only_when_it_is_complete(tmp_path):
    folder = new_case(tmp_path / "a", grades=[])
    shutil.copy(Path(__file__).parents[1] / "samples" / "deal-critical.yaml", folder / "deal.yaml")
    replace(folder / "deal.yaml", "^  importance: .*$", f"  importance_assessment: '{importance.RESULT_FILE}'")
    main(["case", "build", str(folder)])
    with pytest.raises(Exception, match="평가 결과를 적으십시오"):
        load_deal(folder / "deal.yaml")
    text = (folder / "case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(re.sub("grade: *$", "grade: 해당없음", text, flags=re.M), "utf-8")
    assert main(["case", "build", str(folder)]) == 0
    assert load_deal(folder / "deal.yaml").business.importance == "중요"  # 개인신용정보 alone gives 20 of 20 points


def test_the_result_says_every_score_and_leaves_what_a_person_must_write(tmp_path):
    folder = new_case(tmp_path / "a")
    main(["case", "build", str(folder)])
    told = json.loads((folder / importance.RESULT_FILE).read_text("utf-8"))
    assert (told["importance"], told["computed"], told["total"], told["threshold"]) == ("중요", "중요", "57.5", "40")
    assert len(told["items"]) == 13
    assert {"section": "업무 영향 평가", "text": "【근거】", "times": 12, "by_hand": False} in told["blanks"]
    assert "금융회사의 상호" in json.dumps(told["blanks"], ensure_ascii=False)


def test_a_deal_sheet_that_does_not_take_the_result_is_told(tmp_path):
    folder = new_case(tmp_path / "a")
    assert judged(folder).remarks == ()
    replace(folder / "deal.yaml", "^  importance_assessment: .*$", "  importance_assessment:")
    assert "가져오지 않습니다" in judged(folder).remarks[0]
    replace(folder / "deal.yaml", "^  importance: .*$", "  importance: 비중요")
    assert "거래명세서의 중요도(비중요)가 평가 결과(중요)와 다릅니다" in judged(folder).remarks[0]
