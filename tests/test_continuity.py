"""Continuity plan and safeguards: the items of the two 별표, what is due by importance, the exit strategy, documents."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from docx import Document as Word
from procedure_cases import PROCEDURE, answer, new_case, replace

from pipeline.cli import main
from pipeline.errors import CaseError
from pipeline.library import library_folder
from pipeline.library.faults import LibraryFaultsError
from pipeline.library.procedure import load_procedure
from pipeline.procedure.case import load_case
from pipeline.procedure.paper import blanks
from pipeline.procedure.stages import STAGES, continuity, importance
from pipeline.procedure.stages.continuity.judge import hours
from pipeline.procedure.state import State, progress

DATA = PROCEDURE.data["continuity"]
SAMPLES = Path(__file__).parents[1] / "samples"
FOLDER = Path(continuity.STAGE.folder)
REFERENCE = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "reference"
LAW = REFERENCE / "law"
needs_law = pytest.mark.skipif(not LAW.is_dir(), reason="the shared folder with the law is not there")
DONE = "state: 이행\n      evidence: 전산운영지침 제7조"


# ------------------------------------------------------------------------ the two 별표


def annex_rows(place: str) -> list[tuple[str, str, list[str]]]:
    """Return (title, required, [additions]) of each row of a 별표, without spaces, as its printed table says."""
    text = (LAW / f"전자금융감독규정_2026-7_{place.replace(' ', '')}.md").read_text("utf-8")
    rows: list[tuple[list[str], list[str], list[str]]] = []
    part = 1
    for line in text.split("\n"):
        if line.startswith("─"):
            rows.append(([], [], []))
            part = 1
        elif "│" in line or "├" in line:
            cells = re.split("[│├┼]", line)
            if "├" in line and len(cells) == 2:  # between two additions
                part = 2
                continue
            if "├" in line:
                rows[-1][0].append(cells[0])
                part = 2
                continue
            rows[-1][0].append(cells[0])
            rows[-1][part].append(cells[-1])
    found = []
    for title, required, added in rows:
        name = re.sub(r"^\d+\.", "", "".join("".join(title).split()))
        additions = "".join("".join(added).split()).split("-")[1:]
        if name:
            found.append((name, "".join("".join(required).split()).lstrip("-"), additions))
    return found


def articles(told: str) -> list[str]:
    """Return the single articles of a list with ranges: '제23조제3항내지6항' is three."""
    found: list[str] = []
    told = told.replace("제13조1제1항", "제13조제1항")  # as misprinted in 별표 2의4
    for part in re.split(r",(?=제)", told):
        start = re.fullmatch(r"(제\d+조(?:의\d+)?(?:제\d+항)?)제(\d+)([항호])내지제?(\d+)[항호]", part)
        if start:
            head, first, unit, last = start.groups()
            found += [f"{head}제{number}{unit}" for number in range(int(first), int(last) + 1)]
        else:
            found.append(part)
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_range_of_articles_is_read_as_its_single_articles():
    assert articles("제13조제1항제6호내지7호,제14조제5호") == ["제13조제1항제6호", "제13조제1항제7호", "제14조제5호"]
    assert articles("제24조제1항내지3항") == ["제24조제1항", "제24조제2항", "제24조제3항"]


@needs_law
@pytest.mark.parametrize("annex", DATA.annexes, ids=lambda annex: annex.place)
def test_every_item_of_the_annex_in_force_is_there_and_no_other(annex):
    rows = annex_rows(annex.place)
    assert [squeezed(group.title) for group in annex.groups] == [title for title, _, _ in rows]
    for group, (_, required, added) in zip(annex.groups, rows, strict=True):
        assert [squeezed(addition.text) for addition in group.added] == added, group.id
        given = [duty.at["2025"] for duty in group.required if "2025" in duty.at]
        if required == "해당사항없음":
            assert given == []
            continue
        law_by_name = "개인정보보호법"
        named = [at for at in given if law_by_name in at]
        told, _, rest = required.partition("," + law_by_name)
        assert [at for at in given if at not in named] == articles(told), group.id
        assert bool(rest) == bool(named)
        for at in named:
            assert squeezed(at) in required


def test_the_items_in_force_are_counted_by_annex_and_kind():
    """By hand from 별표 2의3 (8+2+15+1 and 4) and 별표 2의4 (5+4+4+7+4+3+0+8+1 and 10)."""
    counted = [
        (
            sum("2025" in duty.at for group in annex.groups for duty in group.required),
            sum(len(group.added) for group in annex.groups),
        )
        for annex in DATA.annexes
    ]
    assert counted == [(26, 4), (36, 10)]


@needs_law
def test_every_article_in_force_stands_in_the_rule():
    rule = (LAW / "전자금융감독규정_2026-7_고시.md").read_text("utf-8")
    bodies = dict(re.findall(r"^(제\d+조(?:의\d+)?)\((.*?)(?=^제\d+조(?:의\d+)?[( ]|\Z)", rule, re.M | re.S))
    signs = "①②③④⑤⑥⑦⑧⑨⑩"
    for group in DATA.groups:
        for duty in group.required:
            at = duty.at.get("2025", "")
            found = re.fullmatch(r"(제\d+조(?:의\d+)?)(?:제(\d+)항)?(?:제(\d+)호)?", at)
            if not found:
                assert at == "" or "관계법령" in at
                continue
            article, paragraph, number = found.groups()
            body = bodies[article]
            if paragraph:
                body = re.split(f"[{signs}]", body)[int(paragraph)]
            if number:
                assert re.search(rf"^ *{number}\. ", body, re.M), at


@needs_law
def test_every_article_of_the_former_edition_stands_in_its_guide():
    guide = squeezed((REFERENCE / "guide.txt").read_text("utf-8")).replace("ž", "")
    guide = guide[
        guide.index("1업무연속성계획수립1)데이터백업") : guide.index("정보보호위원회심의･의결금융회사는중요도평가결과")
    ]
    for group in DATA.groups:
        for duty in group.required:
            at = squeezed(duty.at.get("2023", "")).replace("시행세칙", "").replace("가목", "가").replace("다목", "다")
            assert at.replace("ㆍ", "") in guide, duty.at


@needs_law
def test_the_recovery_limits_are_those_of_the_rule():
    rule = (LAW / "전자금융감독규정_2026-7_고시.md").read_text("utf-8")
    limits = DATA.recovery
    assert f"핵심업무의 복구목표시간은 {limits.default_hours}시간 이내로 하되" in rule
    assert f"보험회사의 핵심업무의 경우에는 {limits.hours['보험회사']}시간 이내로 한다" in rule


def test_an_article_that_stands_twice_is_asked_once():
    assert len(DATA.item_ids) == len(set(DATA.item_ids))
    same = [duty for group in DATA.groups for duty in group.required if duty.same]
    assert sorted({duty.same for duty in same}) == [
        "credentials", "emergency-plan", "ip-addresses", "malware", "manuals", "yearly-review",
    ]  # fmt: skip
    for duty in same:
        if duty.same != "ip-addresses":  # 제18조 with its 제3호 in the former edition
            assert duty.at.items() <= DATA.duties[duty.same].at.items()


# ------------------------------------------------------------------------ faults of the data


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("same: manuals", "same: manual", "same이 가리키는 필수 사항이 없습니다('manual')"),
        ("  - same: emergency-plan\n            at: {\"2025\"", "  - same: malware-plan\n            at: {\"2025\"", "없는 판의 조문입니다"),
        ("place: recovery.rpo", "place: recovery.rtp", "여기에서 보일 수 없는 자리입니다"),
        ("hours: {보험회사: 24}", "hours: {보험사: 24}", "거래명세서에 없는 금융회사의 종류입니다"),
        ("id: system-backup", "id: data-backup", "식별자 'data-backup'이 두 번 있습니다"),
        ('editions: ["2023"]', 'editions: ["2024"]', "없는 판이 있습니다"),
        ('at: {"2025": 제14조제2호}', "at: {}", "조문이 없습니다"),
    ],
)  # fmt: skip
def test_a_fault_of_the_data_is_named_with_its_row(tmp_path, old, new, said):
    folder = tmp_path / "library"
    shutil.copytree(library_folder(), folder)
    path = folder / "procedure" / "continuity.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LibraryFaultsError) as caught:
        load_procedure(folder)
    assert re.search(r"procedure/continuity\.yaml:\d+: ", str(caught.value))
    assert said in str(caught.value)


# ------------------------------------------------------------------------ judging


def case(folder: Path, *, kind: str = "개인신용정보", items: str = DONE, deal: str = "deal-critical.yaml") -> Path:
    """Make a case whose importance is settled by `kind`, with `items` answered to every item."""
    new_case(folder, kind="", grades=["해당없음"] * 12)
    shutil.copy(SAMPLES / deal, folder / "deal.yaml")
    replace(folder / "deal.yaml", "^  importance: .*$", f"  importance_assessment: '{importance.RESULT_FILE}'")
    text = (folder / "deal.yaml").read_text("utf-8")
    if kind == "공개정보":
        text = re.sub(r"- kind: (고유식별정보|개인신용정보|금융정보|업무정보)", "- kind: 공개정보", text)
    (folder / "deal.yaml").write_text(text, "utf-8")
    text = (folder / "case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(re.sub(r"state:  # .*\n      evidence:.*", lambda _: items, text), "utf-8")
    return folder


def seen(folder: Path):
    return {p.stage.id: p for p in progress(load_case(folder, PROCEDURE, STAGES), PROCEDURE, STAGES, {})}["continuity"]


def exit_section(systems: tuple[str, ...]) -> str:
    lines = ["  exit:", "    triggers:"]
    for trigger in DATA.exit.triggers:
        lines += [f"      {trigger.id}:", "        threshold: 넘으면 발동", "        watch: 전산기획부가 매월 확인"]
    lines += ["    roles:", *(f"      {role.id}: 전산기획부" for role in DATA.exit.roles)]
    lines += [f"    {part.id}: 따로 정한 대로" for part in DATA.exit.plan]
    lines.append("    systems:")
    for name in systems:
        lines += [f"      - name: {name}", "        method: 대체"]
        lines += [f"        {field.id}: 정한 대로" for field in DATA.exit.fields]
    return "\n".join(lines) + "\n"


def answer_exit(folder: Path, *systems: str) -> None:
    path = folder / "case.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("  exit:\n"), text.index("  author:", text.index("  exit:\n"))
    path.write_text(text[:start] + exit_section(systems) + text[end:], "utf-8")


def complete(folder: Path, **kind) -> Path:
    case(folder, **kind)
    answer(folder, "core_business", "예")
    answer(folder, "next_review", "2027-11-30")
    return folder


SYSTEMS = ("심사 처리 시스템", "심사 문서 보관소", "심사 통계 화면")


def test_the_stage_waits_for_the_importance(tmp_path):
    assert seen(new_case(tmp_path / "a", grades=[])).state is State.WAITING


def test_a_critical_business_owes_all_items_and_the_exit_strategy(tmp_path):
    folder = complete(tmp_path / "a")
    found = seen(folder).result
    assert found.importance == "중요"
    assert {q.path.split(".")[0] for q in found.questions} == {"exit"}
    answer_exit(folder, *SYSTEMS)
    found = seen(folder).result
    assert found.questions == ()
    asked = [item for item in found.items if not item.same and item.state == "이행"]
    assert found.outcome == f"이행 {len(asked)}, 계획 0, 해당 없음 0"
    (by_exit,) = [item for item in found.items if item.id == "exit-strategy"]
    assert (by_exit.state, by_exit.told) == ("이행", "이 단계의 출구전략")


def test_a_business_that_is_not_critical_may_leave_the_additions(tmp_path):
    folder = complete(tmp_path / "a", kind="공개정보")
    text = (folder / "case.yaml").read_text("utf-8")
    for group in DATA.groups:
        for addition in group.added:
            text = text.replace(f"    {addition.id}:\n      {DONE}\n", "")
    (folder / "case.yaml").write_text(text, "utf-8")
    found = seen(folder).result
    assert (found.importance, found.questions) == ("비중요", ())
    assert {item.state for item in found.items if item.kind == "추가"} == {"생략 가능"}
    main(["case", "build", str(folder)])
    assert not (folder / FOLDER / "출구전략.docx").exists()


@pytest.mark.parametrize(
    ("items", "lacks"),
    [
        ("state:\n      evidence:", ["state"]),
        ("state: 이행\n      evidence:", ["evidence"]),
        ("state: 계획\n      evidence:", ["owner", "due"]),
        ("state: 해당 없음\n      evidence:", ["reason"]),
    ],
)
def test_each_state_asks_for_what_belongs_to_it(tmp_path, items, lacks):
    found = seen(case(tmp_path / "a", items=items)).result
    asked = [q.path for q in found.questions if q.path.startswith("items.data-backup.")]
    assert asked == [f"items.data-backup.{key}" for key in lacks]
    counted = [q for q in found.questions if q.path.startswith("items.")]
    asked_items = [item for item in found.items if not item.same and item.id != "exit-strategy" and item.lacks]
    assert len(counted) == len(asked_items) * len(lacks)
    assert not any(q.path.startswith("items.joint-drill-support") for q in found.questions)


def test_a_planned_item_is_a_due_date_and_an_open_point(tmp_path):
    folder = complete(tmp_path / "a")
    replace(
        folder / "case.yaml", rf"(    data-backup:\n)      {DONE}",
        r"\1      state: 계획\n      owner: 전산운영부\n      due: 2027-03-31",
    )  # fmt: skip
    found = seen(folder).result
    (due,) = [due for due in found.dues if due.day == dt.date(2027, 3, 31)]
    assert due.what.startswith("전산운영부: ")
    assert due.source == "제13조제1항제6호"
    (point,) = found.open_points
    assert point.startswith("이행할 계획(2027. 3. 31.까지, 전산운영부): 제13조제1항제6호")


@pytest.mark.parametrize(
    ("rto", "kind", "core", "said"),
    [
        ("24시간", "보험회사", "예", ""),
        ("25시간", "보험회사", "예", "복구목표시간 25시간이 핵심업무의 한도 24시간을 넘습니다"),
        ("1440분", "보험회사", "예", ""),
        ("4시간", "은행", "예", "핵심업무의 한도 3시간을 넘습니다"),
        ("3시간", "은행", "예", ""),
        ("4시간", "은행", "아니오", ""),
        ("1개월", "은행", "예", "견줄 수 없습니다"),
    ],
)
def test_the_recovery_time_of_a_core_business_is_compared_with_the_limit(tmp_path, rto, kind, core, said):
    folder = complete(tmp_path / "a")
    answer(folder, "core_business", core)
    replace(folder / "deal.yaml", "^  kind: 보험회사", f"  kind: {kind}")
    replace(folder / "deal.yaml", "^  rto: \\S+", f"  rto: {rto}")
    found = seen(folder).result
    assert bool(found.notes) == bool(said)
    assert said in "".join(found.notes)
    assert found.open_points[: len(found.notes)] == found.notes


def test_durations_are_compared_in_hours():
    assert [hours(told) for told in ("90분", "2일", "36초", "1년")] == [1.5, 48.0, 0.01, None]


def test_the_exit_strategy_has_a_plan_for_each_system_of_the_deal_sheet(tmp_path):
    folder = complete(tmp_path / "a")
    answer_exit(folder, *SYSTEMS[:2], "없는 시스템")
    asked = [(q.path, q.ask) for q in seen(folder).result.questions]
    assert asked == [
        ("exit.systems", "‘심사 통계 화면’의 출구전략"),
        ("exit.systems", "거래명세서에 없는 시스템 ‘없는 시스템’의 이름을 고치거나 지울 것"),
    ]
    replace(folder / "case.yaml", "        cost: 정한 대로", "        cost:")
    assert seen(folder).result.questions[0].path == "exit.systems[1].cost"


def test_a_system_named_twice_is_a_fault(tmp_path):
    folder = complete(tmp_path / "a")
    answer_exit(folder, *SYSTEMS, SYSTEMS[0])
    with pytest.raises(CaseError, match="시스템 '심사 처리 시스템'이 두 번 있습니다"):
        load_case(folder, PROCEDURE, STAGES)


def test_the_as_of_date_chooses_the_edition(tmp_path):
    folder = case(tmp_path / "a")
    now = {item.at for item in seen(folder).result.items}
    replace(folder / "case.yaml", "^as_of: .*$", "as_of: 2024-11-27")
    then = {item.at for item in seen(folder).result.items}
    assert "제13조제1항제8호" in then - now
    assert "제37조의6제5항" in now - then
    assert sum(item.kind == "필수" for item in seen(folder).result.items) == 20 + 47


# ------------------------------------------------------------------------ documents


def words(path: Path) -> str:
    document = Word(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_plan_is_filled_from_the_deal_sheet_and_leaves_the_rest_as_blanks(tmp_path):
    folder = case(tmp_path / "a", items="state:\n      evidence:")
    main(["case", "build", str(folder)])
    told = words(folder / FOLDER / "업무 연속성 계획.docx")
    for fact in ("하버 언더라이트", "3시간", "15분", "경기도 안양시", "심사 문서 보관소", "주식회사 솔바람매니지드"):
        assert fact in told, fact
    assert "【증빙 또는 이유】" in told
    stage = seen(folder)
    plan, checklist, leaving = continuity.STAGE.papers(stage.inputs, stage.result)
    open_items = sum(item.state == "미정" and not item.same for item in stage.result.items)
    counted = sum(b.times for d in (plan, checklist) for b in blanks(d.paper) if b.text == "【증빙 또는 이유】")
    assert counted == open_items
    assert {b.text for b in blanks(leaving.paper)} >= {"【부서나 직위】", "【비용】", "【지켜보는 사람과 방법】"}


def test_a_complete_case_has_no_blank_but_what_a_person_writes(tmp_path):
    folder = complete(tmp_path / "a")
    answer_exit(folder, *SYSTEMS)
    for key, value in (("author", "나도윤"), ("approver", "한가람"), ("reviewed_on", "2026-11-20")):
        own = rf"(?s)(^continuity:$.*?^  {key}:)[^\n]*$"  # the first stage has a reviewed_on of its own
        replace(folder / "case.yaml", own, rf"\g<1> {value}")
    stage = seen(folder)
    plan, checklist, leaving = continuity.STAGE.papers(stage.inputs, stage.result)
    assert blanks(checklist.paper) == ()
    assert blanks(leaving.paper) == ()
    assert {b.section for b in blanks(plan.paper)} == {"업무에 미치는 영향과 상황별 대응"}


def test_the_checklist_says_every_item_to_other_programs(tmp_path):
    folder = complete(tmp_path / "a")
    answer_exit(folder, *SYSTEMS)
    main(["case", "build", str(folder)])
    told = json.loads((folder / FOLDER / "안전성 확보조치 점검표.json").read_text("utf-8"))
    assert (told["kind"], told["annex"], told["importance"]) == ("safeguards-checklist", "별표 2의4", "중요")
    assert [sum(i["kind"] == kind for i in told["items"]) for kind in ("필수", "추가")] == [36, 10]
    assert "해당사항 없음" in words(folder / FOLDER / "안전성 확보조치 점검표.docx")
    plan = json.loads((folder / FOLDER / "출구전략.json").read_text("utf-8"))
    assert [system["name"] for system in plan["systems"]] == list(SYSTEMS)
