"""The provider's assessment: items against the source, selection, filled sheets, findings, the guide's examples."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from procedure_cases import PROCEDURE, main, replace
from provider_sheets import FOLDER, answered, assessed, provider_case, say, verified

from pipeline.errors import CaseError
from pipeline.library.faults import Fault
from pipeline.library.procedure.provider import counted, read
from pipeline.library.view import View
from pipeline.model import Outcome
from pipeline.procedure.case import load_case
from pipeline.procedure.stages import STAGES
from pipeline.procedure.stages.provider.schedule import next_full, next_periodic, shared_until
from pipeline.procedure.stages.provider.select import Held, relied, selected
from pipeline.procedure.state import progress
from pipeline.yaml_nodes import parse, plain

DATA = PROCEDURE.data["provider"]
SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reference"
RULE = SHARED / "law" / "전자금융감독규정_2026-7_별표2의2.md"
GUIDES = {"2023": SHARED / "guide.txt", "2025": SHARED / "law" / "guide-2025.md"}
needs_rule = pytest.mark.skipif(not RULE.is_file(), reason="the shared folder with 별표 2의2 is not there")
MODELS = ("IaaS", "PaaS", "SaaS")
DAY = dt.date(2026, 11, 27)


def judged(folder: Path, id_: str = "provider"):
    found = progress(load_case(folder, PROCEDURE, STAGES), PROCEDURE, STAGES, {})
    return next(one for one in found if one.stage.id == id_).result


def squeezed(text: str) -> str:
    return re.sub(r"<br>|[|*\s#-]", "", text).replace("･", "·").replace("ㆍ", "·").replace("’", "‘")


# ------------------------------------------------------------------------ the items against the source


def table_of(text: str) -> tuple[dict[str, tuple[str, tuple[str, ...]]], dict[str, str]]:
    """Return (id -> kind and models, id of a group -> its title) of the drawn table of 별표 2의2."""
    items: dict[str, list[str]] = {}
    groups: list[list[str]] = [[], []]
    titles: dict[str, str] = {}
    last = ""
    for line in text[text.index("───────┬") :].splitlines()[1:]:
        for level, border in ((0, r"^─+┼"), (1, r"^(─+┼|\s*│\s*├|.*├──────┼)")):
            if re.match(border, line) or "┶" in line:
                told = "".join(groups[level])
                if match := re.match(r"(\d+(?:\.\d+)?)\.?(.+)", told):
                    titles[match[1]] = match[2]
                groups[level] = []
        if "┼" in line or "├" in line or "│" not in line:
            # a border may have a word of the first column in front of it ("관리        ├───")
            word = line.split("├")[0].replace("│", "").strip() if "├" in line else ""
            groups[0].append(squeezed(word))
            continue
        first, second, item, kind, models = [cell.strip() for cell in line.split("│")][:5]
        groups[0].append(squeezed(first))
        groups[1].append(squeezed(second))
        if match := re.fullmatch(r"(\d+\.\d+\.\d+)\.?", item):
            last = match[1]
            items[last] = [kind, ""]
        if last:
            items[last][1] += models
    return {name: (kind, tuple(models.split(","))) for name, (kind, models) in items.items()}, titles


@needs_rule
def test_every_item_is_that_of_the_rule_in_force_by_id_kind_and_service_model():
    items, titles = table_of(RULE.read_text("utf-8"))
    assert len(items) == 54
    assert {item.id: (item.kind, item.models) for item in DATA.items} == items
    for group in DATA.groups:
        assert squeezed(group.title) == titles[group.id]
        for part in group.parts:
            assert squeezed(part.title) == titles[part.id]


@needs_rule
def test_the_items_of_a_kind_and_a_service_model_are_as_many_as_in_the_rule():
    items, _ = table_of(RULE.read_text("utf-8"))
    for model in MODELS:
        for kind, number in counted([item for item in DATA.items if model in item.models]).items():
            assert number == sum(given == (kind, given[1]) and model in given[1] for given in items.values())
    # By hand: of the 16 and 38 items, 4 and 7 are not asked of SaaS.
    assert [counted([i for i in DATA.items if m in i.models]) for m in MODELS] == [
        {"필수": 16, "대체": 38}, {"필수": 16, "대체": 38}, {"필수": 12, "대체": 31},
    ]  # fmt: skip


@needs_rule
def test_the_guide_of_2023_has_the_same_items():
    text = GUIDES["2023"].read_text("utf-8")
    start = text.index("구분 평가항목 항목 적용대상")
    text = text[start : text.index("1. 업무 연속성 계획 수립", start)]
    found = re.findall(r"^ ?(\d+\.\d+\.\d+)\.?\n.*?^(필수|대체)\n(IaaS,\nPaaS(?:,\nSaaS)?)", text, re.S | re.M)
    given = {name: (kind, tuple(models.replace("\n", "").split(","))) for name, kind, models in found}
    assert given == {item.id: (item.kind, item.models) for item in DATA.items}


@needs_rule
def test_the_guide_of_2025_has_as_many_items_of_each_kind_and_scope():
    """Its text does not keep cells of a row together."""
    text = GUIDES["2025"].read_text("utf-8")
    start = text.index("구분 평가항목 항목 적용대상")
    lines = [line.removeprefix("- ") for line in text[start : text.index("# 제5장", start)].splitlines()]
    numbers = [match[1] for line in lines if (match := re.match(r"(\d+\.\d+\.\d+)", line))]
    assert sorted(numbers) == sorted(item.id for item in DATA.items)
    for kind, number in counted(DATA.items).items():
        assert lines.count(kind) == number
    assert lines.count("IaaS, PaaS, SaaS") == sum(item.models == MODELS for item in DATA.items)
    assert lines.count("IaaS, PaaS") == sum(item.models == MODELS[:2] for item in DATA.items)


@pytest.mark.parametrize("edition", GUIDES)
def test_the_certifications_and_their_stars_are_those_of_the_guide(edition):
    if not GUIDES[edition].is_file():
        pytest.skip("the shared folder with the guide is not there")
    text = re.sub(r"\s*\n\s*|<br>", " ", GUIDES[edition].read_text("utf-8"))
    start = text.index("인증제도명")
    table = squeezed(text[start : text.index("별도 점검 필요", start)])
    for one in DATA.certifications:
        assert squeezed(one.title) in table, one.id
        # In the text the star is "(*)"; `squeezed` leaves the brackets.
        assert (squeezed(one.title) + "()" in table) is one.virtualization, one.id
    assert "8.가상화및인프라보안" in table
    assert DATA.virtualization == "8"


@pytest.mark.parametrize("edition", GUIDES)
def test_the_years_are_those_of_the_guide(edition):
    if not GUIDES[edition].is_file():
        pytest.skip("the shared folder with the guide is not there")
    text = squeezed(GUIDES[edition].read_text("utf-8"))
    assert f"종합평가(최초,{DATA.schedule.full_years}년주기)+정기평가(매년)" in text
    assert "종합평가완료후다음해부터매년12월31일까지수행" in text
    assert "평가결과공유일로부터다음해12월31일까지유효" in text
    assert DATA.schedule.year_end == (12, 31)
    (example,) = [example for example in DATA.schedule.examples if example.edition == edition]
    told = f"대표평가결과‘{example.shared:%y}.{example.shared.month}.{example.shared.day}일공유"
    told += f",차년도대표평가결과‘{example.next:%y}.{example.next.month}.{example.next.day}일공유"
    assert told in text
    for day in (example.until_alone, example.next_until):
        assert f"{day:%y}.{day.month}.{day.day}일" in text


# ------------------------------------------------------------------------ the schedule


@pytest.mark.parametrize("example", DATA.schedule.examples, ids=lambda example: example.edition)
def test_a_shared_result_holds_as_long_as_in_the_worked_examples_of_the_guide(example):
    assert shared_until(example.shared, None, DATA.schedule) == example.until_alone
    assert shared_until(example.shared, example.next, DATA.schedule) == example.until_next
    assert shared_until(example.next, None, DATA.schedule) == example.next_until


def test_the_worked_examples_by_hand():
    """Shared on 2022-09-30 and 2023-09-20: alone until 2023-12-31; followed until 2023-09-20, and then 2024-12-31."""
    first, second = dt.date(2022, 9, 30), dt.date(2023, 9, 20)
    assert shared_until(first, None, DATA.schedule) == dt.date(2023, 12, 31)
    assert shared_until(first, second, DATA.schedule) == second
    assert shared_until(second, None, DATA.schedule) == dt.date(2024, 12, 31)


@pytest.mark.parametrize("following", [dt.date(2024, 1, 1), dt.date(2022, 9, 30), dt.date(2021, 1, 1)])
def test_a_following_result_after_the_end_or_not_after_the_first_changes_nothing(following):
    assert shared_until(dt.date(2022, 9, 30), following, DATA.schedule) == dt.date(2023, 12, 31)


def test_full_every_three_years_and_periodic_in_the_years_between():
    full = dt.date(2026, 11, 20)
    assert next_full(full, DATA.schedule) == dt.date(2029, 11, 20)
    assert next_full(dt.date(2024, 2, 29), DATA.schedule) == dt.date(2027, 2, 28)
    assert next_periodic(full, [], DATA.schedule) == dt.date(2027, 12, 31)
    assert next_periodic(full, [dt.date(2027, 3, 2)], DATA.schedule) == dt.date(2028, 12, 31)
    assert next_periodic(full, [dt.date(2028, 3, 2)], DATA.schedule) == dt.date(2027, 12, 31)
    assert next_periodic(full, [dt.date(2027, 3, 2), dt.date(2028, 3, 2)], DATA.schedule) is None


# ------------------------------------------------------------------------ selection


def held(name: str, **changes) -> Held:
    given = {"until": dt.date(2027, 6, 30), "facility": "예", "service": "예", "evidence": "인증서"}
    return Held(name, **(given | changes))


def chosen(importance: str, models: tuple[str, ...], omit: bool, *certificates: Held) -> dict[str, str]:
    found = selected(DATA, importance, models, omit, relied(certificates, DAY))
    assert [one.item for one in found] == [item.id for item in DATA.items]
    assert all(one.reason for one in found)
    return {one.item: one.reason for one in found if not one.left_out}


def kinds(ids) -> dict[str, int]:
    return dict(counted([item for item in DATA.items if item.id in ids]))


@pytest.mark.parametrize(("models", "mandatory"), [(("IaaS",), 16), (("SaaS",), 12), (("PaaS", "SaaS"), 16)])
def test_without_importance_the_mandatory_items_alone_may_be_assessed(models, mandatory):
    assert kinds(chosen("비중요", models, True)) == {"필수": mandatory, "대체": 0}


def test_what_may_be_left_out_need_not_be():
    assert len(chosen("비중요", MODELS, False)) == 54
    assert len(chosen("중요", ("IaaS",), False, held("csap"))) == 54


def test_a_critical_business_needs_a_certification_to_leave_out_anything():
    assert len(chosen("중요", ("IaaS",), True)) == 54


@pytest.mark.parametrize("one", DATA.certifications, ids=lambda one: one.id)
def test_a_certification_leaves_out_the_alternative_items_but_a_starred_one_not_those_on_virtualization(one):
    found = chosen("중요", ("IaaS",), True, held(one.id))
    stay = {"8.1.1", "8.1.4", "8.2.1", "8.3.1", "8.3.2"} if one.id in ("isms-p", "soc2-type2") else set()
    assert {item.id for item in DATA.items if item.kind == "대체" and item.id in found} == stay
    assert kinds(found)["필수"] == 16


def test_a_certification_without_a_star_beside_a_starred_one_covers_virtualization():
    assert kinds(chosen("중요", ("IaaS",), True, held("isms-p"), held("csap"))) == {"필수": 16, "대체": 0}


@pytest.mark.parametrize(
    "changes",
    [{"until": dt.date(2026, 11, 26)}, {"until": None}, {"facility": "아니오"}, {"service": ""}, {"evidence": ""}],
)
def test_a_certification_counts_only_while_it_is_kept_and_covers_facility_and_service(changes):
    assert len(chosen("중요", ("IaaS",), True, held("csap", **changes))) == 54


def test_a_certification_counts_on_its_last_day():
    assert len(chosen("중요", ("IaaS",), True, held("csap", until=DAY))) == 16


def test_every_item_that_is_left_out_has_its_own_reason():
    found = {one.item: one for one in selected(DATA, "중요", ("SaaS",), True, [held("isms-p")])}
    assert found["6.1.3"].reason == "IaaS, PaaS에만 적용하는 항목입니다(이용하는 서비스 모델: SaaS)."
    assert (found["6.1.3"].left_out, found["6.1.3"].omitted) == (True, False)
    assert found["1.1.1"].reason.startswith("제공자가 ISMS-P(2027. 6. 30.까지)")
    assert (found["1.1.1"].left_out, found["1.1.1"].omitted) == (True, True)
    assert "가상화 보안을 따로 점검" in found["8.1.1"].reason
    assert not found["8.1.1"].left_out


# ------------------------------------------------------------------------ from the form to the result


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    return provider_case(tmp_path_factory.mktemp("built") / "a")


@pytest.fixture
def folder(built, tmp_path) -> Path:
    """A critical case with IaaS whose forms are written."""
    return shutil.copytree(built, tmp_path / "a")


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> Path:
    """A critical case with IaaS: verified, one item not met, one met in part and closed."""
    folder = provider_case(tmp_path_factory.mktemp("case") / "a")
    assessed(folder)
    answered(folder, lambda number: {"답": "부분", "설명과 증적": "- 진행 중"} if number == "5.2.1" else {})
    main(["case", "build", str(folder), "--stage", "provider"])
    rows = {
        "5.2.1": {
            "회사의 판정": "미흡", "미흡사항과 보완 방안": "백업 복원 시험 없음", "담당자": "정보보호팀",
            "조치 기한": "2027-03-31",
        },
        "7.2.2": {
            "회사의 판정": "부분 충족", "미흡사항과 보완 방안": "다중 인증 없음", "담당자": "정보보호팀",
            "조치 기한": dt.date(2026, 11, 20), "조치를 확인한 날": "2026. 11. 25.",
        },
    }  # fmt: skip
    verified(folder, lambda number: rows.get(number, {}))
    return folder


def test_a_filled_self_check_and_a_verification_make_a_complete_result(ready):
    found = judged(ready)
    assert found.questions == ()
    assert found.outcome == "54개 항목: 충족 52, 부분 충족 1, 미흡 1; 미결 1건"
    assert [line.item for line in found.findings] == ["5.2.1"]
    (closed,) = found.closed
    assert (closed.item, closed.verdict.due, closed.verdict.closed) == (
        "7.2.2", dt.date(2026, 11, 20), dt.date(2026, 11, 25),
    )  # fmt: skip
    assert {reading.outcome for reading in found.readings} == {Outcome.OK}


def test_open_findings_and_the_next_assessments_are_due(ready):
    assert [(due.day.isoformat(), due.what) for due in judged(ready).dues] == [
        ("2027-03-31", "5.2.1 미흡사항의 조치(정보보호팀)"),
        ("2029-11-20", "다음 종합 평가"),
        ("2027-12-31", "다음 정기 평가"),
    ]


def test_the_documents_say_what_was_answered_and_are_opened_by_a_person(ready, capsys):
    assert main(["case", "build", str(ready), "--stage", "provider"]) in (0, 1)
    told = json.loads((ready / FOLDER / "제공자 평가 결과서.json").read_text("utf-8"))
    by_item = {item["item"]: item for item in told["items"]}
    assert (by_item["5.2.1"]["said"], by_item["5.2.1"]["verdict"]) == ("- 진행 중", "미흡")
    assert (told["findings"], told["next_full"], told["importance"]) == (["5.2.1"], "2029-11-20", "중요")
    assert {blank["text"] for blank in told["blanks"]} == {
        "【금융회사의 상호】", "【제공자의 상호】", "【서비스의 명칭】", "【위탁업무의 명칭】", "【직위·성명】",
    }  # fmt: skip
    sheet = load_workbook(ready / FOLDER / "미결 사항 목록.xlsx")["미결 사항"]
    assert [cell.value for cell in sheet[2]][3:6] == ["백업 복원 시험 없음", "정보보호팀", "2027. 3. 31."]


def test_the_form_offers_the_answers_and_has_only_the_items_that_are_assessed(tmp_path):
    folder = provider_case(tmp_path / "a", models="SaaS")
    sheet = load_workbook(folder / FOLDER / "자체점검표.xlsx")["자체점검표"]
    assert [cell.value for cell in sheet[1]] == ["번호", "구분", "평가항목", "항목", "답", "설명과 증적"]
    assert sheet.max_row == 1 + 43
    (offered,) = sheet.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"예,부분,아니오,해당없음"', "E2:E44")


def test_what_was_verified_stands_in_the_next_verification_form(ready, tmp_path):
    main(["case", "build", str(ready), "--stage", "provider"])
    sheet = load_workbook(ready / FOLDER / "검증표.xlsx")["검증표"]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    assert rows["7.2.2"][4:] == [
        "부분 충족", "규정과 시행 기록을 확인함", "다중 인증 없음", "정보보호팀", "2026-11-20", "2026-11-25",
    ]  # fmt: skip


def test_what_is_missing_is_asked_by_number(folder):
    assessed(folder)
    answered(folder, lambda number: {"답": "【선택】"} if number in ("1.1.1", "2.1.1") else {})
    main(["case", "build", str(folder), "--stage", "provider"])
    verified(folder, lambda number: {"회사의 판정": "미흡", "판정의 근거": ""} if number == "3.1.1" else {})
    assert [q.ask for q in judged(folder).questions] == [
        "제공자의 쓸 수 있는 답이 없는 항목 2개: 1.1.1, 2.1.1",
        "3.1.1 판정(미흡)의 근거",
        "3.1.1 미결 사항의 미흡사항과 보완 방안",
        "3.1.1 미결 사항의 담당자",
        "3.1.1 미결 사항의 조치 기한",
    ]


# ------------------------------------------------------------------------ what comes back wrong


WRONG = {
    "an unknown answer": ({"답": "네"}, "‘답’에 쓸 수 없는 값입니다(네)"),
    "no evidence": ({"설명과 증적": ""}, "‘설명과 증적’이 비었습니다"),
    "a formula": ({"답": '="예"'}, "‘답’ 칸에 수식이나 오류값이 있습니다"),
    "another text": ({"평가항목": "정책이 있습니까?"}, "1.1.1의 평가항목이 양식과 다릅니다"),
    "an unknown number": ({"번호": "9.9.9"}, "별표 2의2에 없는 번호입니다(9.9.9)"),
    "a number twice": ({"번호": "1.1.2"}, "1.1.2번이 두 번 있습니다"),
    "a number for a text": ({"설명과 증적": 46000}, "숫자(46000)로 저장되었습니다"),
}


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_row_is_named_with_sheet_and_row_and_holds_nothing_else_up(folder, change, told):
    answered(folder, lambda number: change if number == "1.1.1" else {})
    found = judged(folder)
    (reading,) = found.readings
    assert reading.outcome is Outcome.OK_WITH_WARNINGS
    (problem,) = [problem for problem in reading.problems if told in problem]
    assert re.match(r"회신\.xlsx 시트 ‘자체점검표’ [23]행: ", problem)
    assert sum(line.answered is not None for line in found.lines) >= 52
    asked = [question.ask for question in found.questions]
    assert problem in asked
    if change.keys() & {"답", "설명과 증적"}:  # told once
        assert not any("쓸 수 있는 답이 없는 항목" in ask for ask in asked)


def test_a_choice_in_a_sheet_may_be_spaced_otherwise(folder):
    verified(folder, lambda number: {"회사의 판정": "부분충족"} if number == "1.1.2" else {})
    verdicts = {line.item: line.verdict.verdict for line in judged(folder).lines if line.verdict}
    assert verdicts["1.1.2"] == "부분 충족"


def test_a_day_that_is_none_is_named(folder):
    verified(folder, lambda number: {"조치 기한": "다음 달"} if number == "1.1.2" else {})
    (problem,) = judged(folder).readings[0].problems
    assert (
        problem == "검증.xlsx 시트 ‘검증표’ 3행: ‘조치 기한’ 칸이 날짜가 아닙니다(다음 달). 2026-11-27처럼 적으십시오."
    )


def test_a_file_that_cannot_be_read_is_a_question_of_this_stage_alone(folder):
    say(folder, "self_check", "회신.xlsx")
    assert "회신.xlsx: 파일이 없습니다" in judged(folder).readings[0].problems[0]
    for data, outcome in (
        (b"PK\x03\x04 no zip", Outcome.DAMAGED),
        (b"", Outcome.REFUSED),
        (b"%PDF-1.7", Outcome.REFUSED),
    ):
        (folder / "회신.xlsx").write_bytes(data)
        (reading,) = judged(folder).readings
        assert (reading.outcome, reading.problems[0][:9]) == (outcome, "회신.xlsx: ")
    assert judged(folder, "importance").final == "중요"


def test_the_form_of_another_case_is_told(folder, tmp_path):
    other = shutil.copytree(folder, tmp_path / "b")
    replace(other / "case.yaml", "^id: .*$", "id: b")
    main(["case", "build", str(other), "--stage", "provider", "--force"])
    answered(other)
    (other / "회신.xlsx").rename(folder / "회신.xlsx")
    say(folder, "self_check", "회신.xlsx")
    assert any("다른 사건(b)의 양식입니다" in question.ask for question in judged(folder).questions)


def test_brackets_of_the_provider_are_no_blanks_of_ours(folder):
    answered(folder, lambda number: {"설명과 증적": "규정 【별첨】 제3조"} if number == "1.1.1" else {})
    assert judged(folder).lines[0].answered.said == "규정 ［별첨］ 제3조"


def test_a_filled_file_must_not_lie_where_build_writes(folder):
    say(folder, "self_check", f"'{FOLDER}/자체점검표.xlsx'")
    with pytest.raises(CaseError, match="채운 파일을 다른 폴더에 두고"):
        load_case(folder, PROCEDURE, STAGES)


# ------------------------------------------------------------------------ the other ways


def test_a_full_assessment_of_a_critical_business_is_made_on_site(folder):
    assessed(folder, method="서면")
    assert [q.path for q in judged(folder).questions] == ["method", "self_check", "verification"]
    say(folder, "assessment", "정기")
    assert [q.path for q in judged(folder).questions] == ["full_on", "self_check", "verification"]


def shared_result(folder: Path, **changes: str) -> Path:
    assessed(folder)
    given = {"way": "대표평가", "day": "2026-09-30", "scope": "예", "on_site": "예", "resolved": "2026-11-10"}
    for key, value in (given | changes).items():
        say(folder, key, value)
    return folder


def test_a_shared_result_needs_no_sheets_and_its_end_is_due(folder):
    found = judged(shared_result(folder))
    assert found.questions == ()
    assert found.outcome == "대표평가 결과 활용(2027. 12. 31.까지); 미결 0건"
    assert [due.day for due in found.dues] == [dt.date(2027, 12, 31)]


@pytest.mark.parametrize(
    ("change", "path", "told"),
    [
        ({"scope": "아니오"}, "way", "범위와 달라 쓸 수 없습니다"),
        ({"on_site": "아니오"}, "way", "현장점검 수준이 아니어서"),
        ({"day": "2024-09-30"}, "way", "2025. 12. 31.까지만 쓸 수 있습니다"),
        ({"following": "2026-10-20"}, "way", "2026. 10. 20.까지만 쓸 수 있습니다"),
        ({"resolved": ""}, "existing.resolved", "정보보호위원회가 의결한 날"),
    ],
)
def test_a_shared_result_that_cannot_be_used_is_told(folder, change, path, told):
    (question,) = judged(shared_result(folder, **change)).questions
    assert question.path == path
    assert told in question.ask


def test_without_importance_the_periodic_assessment_may_be_skipped_and_omission_is_asked(tmp_path):
    folder = provider_case(tmp_path / "a", kind="공개정보", grades=["해당없음"] * 12)
    assessed(folder, method="서면")
    assert "omit_alternative" in [q.path for q in judged(folder).questions]
    say(folder, "omit_alternative", "예")
    found = judged(folder)
    assert (len(found.lines), len(found.left_out)) == (16, 38)
    assert found.days.periodic == dt.date(2027, 12, 31)
    say(folder, "skip_periodic", "단순한 공개정보만 처리함")
    found = judged(folder)
    assert (found.days.full, found.days.periodic) == (dt.date(2029, 11, 20), None)


# ------------------------------------------------------------------------ both editions, and faults of the data


def test_the_as_of_date_chooses_the_wording_and_the_paragraph():
    rules = {rule.id: rule for rule in DATA.rules}
    domestic = rules["domestic"]
    assert [domestic.on(day).sources[0].at for day in (dt.date(2025, 2, 4), dt.date(2025, 2, 5))] == [
        "제14조의2제8항", "제14조의2제7항",
    ]  # fmt: skip
    assert "이용보고는 업무마다" not in rules["existing"].on(dt.date(2025, 4, 30)).text
    assert "이용보고는 업무마다" in rules["existing"].on(dt.date(2025, 5, 1)).text


def test_the_result_is_written_in_both_editions(folder):
    told = {}
    for day in ("2024-06-30", "2026-11-27"):
        replace(folder / "case.yaml", "^as_of: .*$", f"as_of: {day}")
        main(["case", "build", str(folder), "--stage", "provider"])
        told[day] = (folder / FOLDER / "제공자 평가 결과서.json").read_text("utf-8")
    assert "제14조의2제8항" in told["2024-06-30"]
    assert "제2022-44호" in told["2024-06-30"]
    assert "이용보고는 업무마다" not in told["2024-06-30"]
    assert "제14조의2제7항" in told["2026-11-27"]
    assert "이용보고는 업무마다" in told["2026-11-27"]


CHANGES = [
    ("{id: 1.1.2, kind: 대체", "{id: 1.1.3, kind: 대체", "'1.1.2'"),
    (
        "kind: 대체, models: [IaaS, PaaS, SaaS], asks: '조직",
        "kind: 선택, models: [IaaS, PaaS, SaaS], asks: '조직",
        "선택",
    ),
    ("models: [IaaS, PaaS, SaaS], asks: '조직", "models: [IaaS, XaaS], asks: '조직", "XaaS"),
    ("virtualization: '8'", "virtualization: '88'", "없는 구분"),
    ("year_end: 12-31", "year_end: 13-31", "달과 날"),
    ("full_years: 3", "full_years: 0", "햇수"),
    ("weak: [취약]", "weak: [나쁨]", "없는 판정"),
    ("  - {id: 해당없음, open: false}", "  - {id: 없음, open: false}", "해당없음"),
    ("from: 2025-02-05", "from: 2022-02-05", "시행일의 순서"),
]


@pytest.mark.parametrize(("old", "new", "told"), CHANGES, ids=[new[:24] for _, new, _ in CHANGES])
def test_a_fault_of_the_data_is_named(old, new, told):
    text = (Path(__file__).parents[1] / "clause_library/procedure/provider.yaml").read_text("utf-8")
    assert old in text
    faults: list[Fault] = []
    read(View("provider.yaml", plain(parse(text.replace(old, new, 1))), faults), PROCEDURE.laws)
    assert any(told in fault.what + fault.right for fault in faults)
