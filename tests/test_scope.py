"""Applicability: the tables decide every combination, the opinions are those of the guide, what is open is asked."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from procedure_cases import PROCEDURE, replace
from test_procedure_library import folder as library_copy
from test_procedure_library import spoil

from pipeline.cli import main
from pipeline.library.procedure.decisions import HELD, Ask, Choice, Row, Table, faults
from pipeline.library.procedure.scope import NO_ACTION, NO_GENERAL_EFFECT
from pipeline.procedure.case import load_case
from pipeline.procedure.stages import STAGES, scope
from pipeline.procedure.stages.scope.letter import FACTS
from pipeline.procedure.state import progress

SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
GUIDES = {"2023": SHARED / "reference" / "guide.txt", "2025": SHARED / "reference" / "law" / "guide-2025.md"}
DATA = PROCEDURE.data["scope"]
TODAY = dt.date(2026, 11, 27)
OUR_SAAS = {
    "finance": "함", "whose": "회사 자신", "operator": "다른 사업자", "continuity": "계속", "information": "처리함",
    "web_use": "아니오", "elastic": "예", "technology": "예", "commercial": "상용", "separated": "아니오",
    "exception": "쓰지 않음", "network": "필요 없음",
}  # fmt: skip
"""Answers of a company that puts its own work on a public cloud service."""


def make(folder: Path, given: dict[str, str], *, form: str = "직접", kind: str = "은행", as_of: str = "") -> Path:
    assert main(["case", "new", str(folder), "--as-of", as_of or TODAY.isoformat()]) == 0
    replace(folder / "deal.yaml", r"  form: +#", f"  form: {form}  #")
    replace(folder / "deal.yaml", r"^(financial_company:.*\n(?:  .*\n)*?)  kind: +#", rf"\g<1>  kind: {kind}  #")
    replace(folder / "deal.yaml", r"  - kind: +#", "  - kind: 업무정보  #")
    for name, value in given.items():
        replace(folder / "case.yaml", rf"^(    {name}:  #(?:.*\n)(?:      #.*\n)*      answer:)$", rf"\g<1> {value}")
    return folder


def judged(folder: Path):
    return progress(load_case(folder, PROCEDURE, STAGES), PROCEDURE, STAGES, {})[0].result


def concluded(result) -> dict[str, str]:
    return {finding.decision: finding.conclusion for finding in result.findings}


copied = library_copy


# ------------------------------------------------------------------------ the tables


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_every_combination_of_answers_ends_in_one_row_of_every_decision(data):
    values: dict[str, str] = {}
    for ask in DATA.questions:
        choices = [choice.id for choice in ask.choices]
        values[ask.id] = data.draw(st.sampled_from(choices)) if ask.is_asked(values) else ""
    day = data.draw(st.sampled_from([dt.date(2023, 1, 1), dt.date(2025, 5, 1), TODAY]))
    for decision in DATA.decisions:
        hits = [row for row in decision.table.rows if row.holds(values, day)]
        assert len(hits) == 1, (decision.table.id, values)
        values[decision.table.id] = hits[0].conclusion


def yes_or_no(name: str, **asked_if: tuple[str, ...]) -> Ask:
    return Ask(name, name, "", "", asked_if, (Choice("예", "", ()), Choice("아니오", "", ())))


def test_a_gap_an_overlap_and_a_gap_of_some_days_are_found():
    asks = [yes_or_no("a"), yes_or_no("b", a=("예",))]
    whole = (Row({"a": ("아니오",)}, "x"), Row({"b": ("예",)}, "y"), Row({"b": ("아니오",)}, "x"))
    assert list(faults(asks, (), Table("t", ("x", "y"), whole))) == []
    assert list(faults(asks, (), Table("t", ("x", "y"), whole[:2]))) == [((), {"a": "예", "b": "아니오"})]
    overlap = (*whole, Row({"a": ("예",), "b": ("예",)}, "x"))
    assert list(faults(asks, (), Table("t", ("x", "y"), overlap))) == [((1, 3), {"a": "예", "b": "예"})]
    late = (*whole[:2], Row({"b": ("아니오",)}, "x", dt.date(2025, 5, 1)))
    assert list(faults(asks, (), Table("t", ("x", "y"), late))) == [((), {"a": "예", "b": "아니오"})]
    both = (*whole[:2], Row({"b": ("아니오",)}, "x", None, dt.date(2025, 4, 30)), late[-1])
    assert list(faults(asks, (), Table("t", ("x", "y"), both))) == []


def test_a_held_decision_before_it_is_part_of_the_combinations():
    first = Table("t", ("x",), (Row({}, "x"),))
    second = Table("u", ("y",), (Row({"t": ("x",)}, "y"),))
    assert list(faults([], (first,), second)) == [((), {"t": HELD})]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("when: {whose: [지원받는 다른 회사]}", "when: {whose: [개인의 사적 이용]}", "맞는 줄이 없는 답이 있습니다(whose: 지원받는"),
        ("when: {whose: [지원받는 다른 회사]}", "when: {whose: [지원받는 다른 회사, 불분명]}", "5, 8번째 줄이 함께 맞는 답"),
        ("when: {whose: [불분명]}", "when: {whose: [모름]}", "없는 답입니다('모름')"),
        ("when: {whose: [불분명]}", "when: {who: [불분명]}", "물음이나 판단 'who'가 앞에 없습니다"),
        ("asked_if: {whose: [회사 자신]}", "asked_if: {network: [필요 없음]}", "'network'"),
        ("conclusion: 맡기지 않음", "conclusion: 안 맡김", "없는 결론입니다('안 맡김')"),
        ('opinions: ["190152"]', 'opinions: ["190153"]', "없는 의견입니다('190153')"),
        ("outcome: applies", "outcome: apply", "판단 'apply'가 없습니다"),
        ("        ask: 아래와 같은 분리가", "        next: 아래와 같은 분리가", "물을 것을 적지 않았습니다"),
        ('  - id: "190042"', '  - id: "190152"', "'190152'가 두 번"),
        ("  - id: network_exception", "  - id: network", "'network'가 두 번"),
        ("    fact: contracting.form", "    fact: contracting.from", "contracting.form"),
    ],
)  # fmt: skip
def test_a_fault_of_the_tables_is_named_with_its_place(copied: Path, old: str, new: str, said: str):
    told = spoil(copied, old, new, "scope")
    assert said in told, told
    assert "procedure/scope.yaml:" in told


def test_the_stage_reads_every_place_that_a_question_names():
    assert {ask.fact for ask in DATA.questions if ask.fact} <= {*FACTS, "financial_company.kind"}


# ------------------------------------------------------------------------ the opinions


def squeezed(text: str) -> str:
    return re.sub(r"[\s’‘`'’]|<br>", "", text).replace("･", "·")


@pytest.mark.parametrize("edition", list(GUIDES))
def test_the_opinions_are_those_that_the_edition_quotes(edition):
    if not GUIDES[edition].is_file():
        pytest.skip("the shared folder with the guide is not there")
    text = squeezed(GUIDES[edition].read_text("utf-8"))
    for opinion in DATA.opinions.values():
        day = f"{opinion.date:%y}.{opinion.date.month}.{opinion.date.day}."
        quoted = f"{squeezed(opinion.kind)}({opinion.id},{day})" in text
        assert quoted == (edition in opinion.editions), (opinion.id, edition)
        if quoted:
            assert squeezed(opinion.title).rstrip(".") in text.replace("｢", "｢"), opinion.id
    start = text.index("적용범위관련법령해석회신문및비조치의견서")
    numbers = set(
        re.findall(r"(?:법령해석회신문|비조치의견서)\((\d{6})", text[start : text.index("전산실”이라함은", start)])
    )
    told = {opinion.id for opinion in DATA.opinions.values() if edition in opinion.editions and opinion.at == "제1장 5"}
    assert numbers == told


def test_every_opinion_carries_a_row():
    used = {name for decision in DATA.decisions for ground in decision.grounds for name in ground.opinions}
    assert set(DATA.opinions) - used == set()


# ------------------------------------------------------------------------ conclusions


@pytest.mark.parametrize(
    ("given", "form", "decision", "conclusion"),
    [
        ({}, "직접", "applies", "적용됨"),
        ({}, "간접", "path", "간접 이용"),
        ({"web_use": "홍보 등 단순 이용"}, "직접", "applies", "적용되지 않음"),
        ({"continuity": "일회성"}, "직접", "outsourcing", "해당하지 않음"),
        ({"technology": "아니오"}, "직접", "cloud", "클라우드컴퓨팅서비스가 아님"),
        ({"commercial": "상용이 아님"}, "직접", "applies", "적용되지 않음"),
        ({"commercial": "상용이 아님", "exception": "씀"}, "직접", "applies", "제1항의 절차를 따름"),
        ({"continuity": "불분명"}, "직접", "applies", HELD),
        ({"separated": "예"}, "직접", "cloud", HELD),
        ({"finance": "시행령이 정한 금융회사로서 하지 않음"}, "직접", "applies", "적용되지 않음"),
        ({"finance": "불분명"}, "직접", "applies", HELD),
    ],
)
def test_conclusions_for_our_own_work(tmp_path, given, form, decision, conclusion):
    result = judged(make(tmp_path / "case", OUR_SAAS | given, form=form))
    assert result.questions == ()
    assert concluded(result)[decision] == conclusion


OTHERS = {"finance": "함", "exception": "쓰지 않음", "network": "필요 없음"}


@pytest.mark.parametrize(
    ("given", "conclusion"),
    [
        ({"whose": "정보를 제공받은 제3자", "control_passed": "예"}, "적용되지 않음"),
        ({"whose": "정보를 제공받은 제3자", "control_passed": "아니오"}, HELD),
        ({"whose": "고객이 직접 쓰는 제휴사", "no_exchange": "예"}, "적용되지 않음"),
        ({"whose": "고객이 직접 쓰는 제휴사", "no_exchange": "불분명"}, HELD),
        ({"whose": "지원받는 다른 회사"}, "적용되지 않음"),
        ({"whose": "수탁업체 자신"}, "적용되지 않음"),
        ({"whose": "불분명"}, HELD),
    ],
)
def test_conclusions_for_the_work_of_others(tmp_path, given, conclusion):
    result = judged(make(tmp_path / "case", OTHERS | given))
    assert result.questions == ()
    assert result.applies == conclusion


@pytest.mark.parametrize(
    ("given", "applies"),
    [
        ({"operator": "계열사나 협회", "outside": "제공하지 않음", "separated": "예", "rules_kept": "예"}, "적용되지 않음"),
        ({"operator": "계열사나 협회", "outside": "제공하지 않음", "separated": "예", "rules_kept": "아니오"}, HELD),
        ({"operator": "계열사나 협회", "outside": "제공하며 그 부분을 이용", "separated": "아니오", "rules_kept": "예"}, "적용됨"),
        ({"operator": "회사 자신", "outside": "제공하며 그 부분을 이용"}, "적용됨"),
        ({"operator": "회사 자신", "outside": "제공하지 않음"}, "적용되지 않음"),
    ],
)  # fmt: skip
def test_conclusions_for_clouds_of_the_group_and_of_the_company(tmp_path, given, applies):
    result = judged(make(tmp_path / "case", OUR_SAAS | given))
    assert result.questions == ()
    assert result.applies == applies


def test_a_dedicated_cloud_of_a_third_party_is_left_open_only_since_the_edition_of_2025(tmp_path):
    given = OUR_SAAS | {"separated": "예"}
    old = judged(make(tmp_path / "old", given, as_of="2025-04-30"))
    new = judged(make(tmp_path / "new", given, as_of="2025-05-01"))
    assert (old.applies, new.applies) == ("적용되지 않음", HELD)


def test_the_exception_for_saas_follows_the_bylaw_from_its_day(tmp_path):
    given = OUR_SAAS | {"network": "SaaS 이용"}
    before = concluded(judged(make(tmp_path / "before", given, as_of="2026-04-19")))
    after = judged(make(tmp_path / "after", given, as_of="2026-04-20"))
    assert before["network_exception"] == "샌드박스 지정이 필요함"
    assert concluded(after)["network_exception"] == "대체 통제로 예외를 쓸 수 있음"
    assert any("2026. 4. 20. 개정" in reason.source for reason in after.reasons)


def test_open_questions_unfold_with_the_answers_and_name_their_file(tmp_path):
    first = judged(make(tmp_path / "first", {"finance": "함"}))
    assert [question.path for question in first.questions] == [
        "answers.whose.answer", "answers.exception.answer", "answers.network.answer",
    ]  # fmt: skip
    second = judged(make(tmp_path / "second", {"finance": "함", "whose": "지원받는 다른 회사"}))
    assert concluded(second)["outsourcing"] == "해당하지 않음"
    assert second.outcome == ""
    assert second.questions


# ------------------------------------------------------------------------ the documents


def built(folder: Path) -> Path:
    assert main(["case", "build", str(folder), "--stage", "scope"]) in (0, 1)
    return folder / scope.STAGE.folder


def test_a_decided_case_has_a_review_and_no_request(tmp_path):
    written = built(make(tmp_path / "case", OTHERS | {"whose": "지원받는 다른 회사"}))
    assert sorted(path.name for path in written.iterdir()) == ["적용 범위 검토서.docx", "적용 범위 검토서.json"]
    told = json.loads((written / "적용 범위 검토서.json").read_text("utf-8"))
    assert told["applies"] == "적용되지 않음"
    assert DATA.opinions["190011"].kind == NO_ACTION
    text = json.dumps(told, ensure_ascii=False)
    assert "비조치의견서(190011, 2019. 5. 27.)" in text
    assert NO_GENERAL_EFFECT in text


def test_a_held_case_asks_the_authority_once_with_the_facts_of_the_deal_sheet(tmp_path):
    case = make(tmp_path / "case", OUR_SAAS | {"continuity": "불분명", "separated": "예"}, form="간접")
    seen = progress(load_case(case, PROCEDURE, STAGES), PROCEDURE, STAGES, {})[0]
    review, request = scope.STAGE.papers(seen.inputs, seen.result)
    asked, facts, view, _ = request.paper.sections
    assert len(asked.blocks[0].items) == 2
    rows = dict(facts.blocks[0].rows)
    assert rows["계약의 형태"] == "간접"
    assert rows["제공자"] == "【제공자의 상호】"
    assert rows["처리하는 정보"] == "업무정보: 【항목】"
    assert [row[0] for row in view.blocks[0].rows] == ["정보처리의 위탁인가", "상용 클라우드컴퓨팅서비스인가"]
    assert review.paper.data["applies"] == HELD
    assert (built(case) / "법령해석 요청서 초안.docx").is_file()
