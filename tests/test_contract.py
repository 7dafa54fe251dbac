"""Stage 6, 계약: the draft or the review made from the stages before it, the comparison table, the way to the report."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from procedure_cases import GRADES, PROCEDURE, new_case, replace

from pipeline.deal import conditions as conditions_of
from pipeline.deal import load_deal
from pipeline.due import due_elements
from pipeline.library import load_library
from pipeline.package import read_package
from pipeline.procedure.build import build
from pipeline.procedure.case import load_case
from pipeline.procedure.stages import STAGES, contract, importance, report
from pipeline.procedure.state import State, load_records, progress
from pipeline.read import read_bytes

ROOT = Path(__file__).parents[1]
FOLDER = contract.STAGE.folder
VENDOR = "vendor-partial.md"


def a_case(folder: Path, way: str = "초안", *, grades=GRADES, **answers: str) -> Path:
    """Make a case with a whole deal sheet whose importance comes from stage 2."""
    new_case(folder, kind="", grades=grades)
    text = (ROOT / "samples" / "deal-critical.yaml").read_text("utf-8")
    text = re.sub("^  importance: .*$", f"  importance_assessment: '{importance.RESULT_FILE}'", text, flags=re.M)
    (folder / "deal.yaml").write_text(text, "utf-8")
    shutil.copy(ROOT / "samples" / VENDOR, folder / VENDOR)
    section(folder, "way", way)
    for key, value in answers.items():
        section(folder, key, value)
    return folder


def section(folder: Path, key: str, value: str) -> None:
    """Answer a key of the section of the contract."""
    replace(folder / "case.yaml", rf"(?<=^contract:\n)((?:  .*\n)*?)  {key}:.*$", rf"\g<1>  {key}: {value}")


def seen(folder: Path):
    found = load_case(folder, PROCEDURE, STAGES)
    return {p.stage.id: p for p in progress(found, PROCEDURE, STAGES, load_records(folder))}


def built(folder: Path):
    build(load_case(folder, PROCEDURE, STAGES), PROCEDURE, STAGES)
    return seen(folder)


def text_of(path: Path) -> str:
    return read_bytes(path.name, path.read_bytes()).text


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    folder = a_case(tmp_path_factory.mktemp("case") / "2026-초안")
    return folder, built(folder)


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    folder = a_case(tmp_path_factory.mktemp("case") / "2026-검토", "제공자 계약서", files=f"[{VENDOR}]", addendum="예")
    return folder, built(folder)


@pytest.fixture
def copy(tmp_path):
    """A copy of a built case that a test may change."""

    def made(source: Path) -> Path:
        shutil.copytree(source, tmp_path / source.name)
        return tmp_path / source.name

    return made


# ------------------------------------------------------------------------ questions


def asked(folder: Path) -> list[tuple[str, str]]:
    return [(question.file, question.path) for question in seen(folder)["contract"].result.questions]


def test_the_contract_waits_for_the_importance(tmp_path):
    found = seen(a_case(tmp_path / "a", grades=[]))["contract"]
    assert (found.state, [stage.id for stage in found.waits]) == (State.WAITING, ["importance"])


def test_a_sheet_that_is_not_filled_asks_what_a_draft_must_have(tmp_path):
    folder = new_case(tmp_path / "a")
    places = asked(folder)
    assert ("deal", "provider.foreign") in places
    assert ("deal", "locations") in places
    assert ("case", "way") in places
    assert not any("importance" in path for _, path in places)


def test_a_missing_part_of_a_list_and_a_contradiction_are_asked(tmp_path):
    folder = a_case(tmp_path / "a")
    assert asked(folder) == []
    replace(folder / "deal.yaml", r"^(locations:.*\n(?:  .*\n)*?    country:).*$", r"\g<1>")
    assert asked(folder) == [("deal", "locations[1].country")]
    folder = a_case(tmp_path / "b")
    replace(folder / "deal.yaml", "^  allowed: .*$", "  allowed: 아니오")
    assert asked(folder) == [("deal", "subcontracting.allowed")]


def test_the_providers_contract_asks_for_its_files_and_what_to_do_about_gaps(tmp_path):
    folder = a_case(tmp_path / "a", "제공자 계약서")
    assert asked(folder) == [("case", "files"), ("case", "addendum")]
    section(folder, "files", "[없는 파일.docx, 가/같은 이름.md, 나/같은 이름.md]")
    assert asked(folder) == [("case", "files")] * 4 + [("case", "addendum")]
    assert "같은 이름.md" in seen(folder)["contract"].result.questions[3].ask


# ------------------------------------------------------------------------ the draft


def test_the_draft_is_made_under_the_outcome_of_stage_2_and_the_day_of_the_case(drafted):
    folder, found = drafted
    assert found["contract"].state is State.DONE
    trace = json.loads((folder / FOLDER / "계약서 초안 추적.json").read_text("utf-8"))
    final = found["importance"].result.final
    assert (trace["importance"], final) == ("critical", "중요")
    assert (trace["as_of"], trace["edition"]) == ("2026-11-27", "2025")
    assert found["contract"].result.outcome.startswith("초안: 기재사항")


def test_a_business_that_is_not_critical_has_fewer_items(tmp_path, drafted):
    folder = a_case(tmp_path / "a", grades=["해당없음"] * 12)
    replace(folder / "deal.yaml", "kind: 개인신용정보", "kind: 업무정보")
    replace(folder / "case.yaml", "^    outcome:.*$", "    outcome: 비중요\n    reason: 시험\n    approver: 시험")
    replace(folder / "case.yaml", "^    reason:  .*\n|^    reason: *$\n", "")
    replace(folder / "case.yaml", "^    approver: *$", "")
    found = built(folder)["contract"].result
    assert 0 < len(found.reviewed.requirements) < len(drafted[1]["contract"].result.reviewed.requirements)


def test_every_due_element_has_its_row_with_place_and_basis(drafted):
    folder, found = drafted
    library = load_library()
    under = conditions_of(load_deal(folder / "deal.yaml"), library)
    rows = found["contract"].result.comparison
    due = [(name, e.id) for name, elements in due_elements(library, under).items() for e in elements]
    assert [(row.requirement, row.element) for row in rows] == due
    assert all(row.bases and row.places and row.state == "있음" for row in rows)
    assert "2025년판" in rows[0].bases[0]
    draft = text_of(folder / FOLDER / "계약서 초안.docx")
    number = re.match(r"제\d+조", rows[0].places[0])[0]
    assert number in draft


# ------------------------------------------------------------------------ the review


def test_the_review_tells_each_item_and_the_addendum_closes_what_is_left(reviewed):
    folder, found = reviewed
    result = found["contract"].result
    assert found["contract"].state is State.DONE
    names = {Path(name).name for name in found["contract"].documents}
    assert {"계약서 검토 보고서.docx", "계약서 검토 보고서.json", "부속합의서.docx", "부속합의서 추적.json"} <= names
    states = {row.state for row in result.comparison}
    assert {"충족", "누락"} <= states <= {"충족", "누락", "상충", "판독불가"}
    assert all(row.places for row in result.comparison if row.state == "충족")
    told = json.loads((folder / FOLDER / "계약서 검토 보고서.json").read_text("utf-8"))
    assert told["importance"] == "critical"
    assert told["documents"][0]["sha256"] == hashlib.sha256((folder / VENDOR).read_bytes()).hexdigest()
    assert result.open_points


def test_a_file_that_cannot_be_read_is_a_question_and_keeps_no_other_stage(tmp_path):
    folder = a_case(tmp_path / "a", "제공자 계약서", files="[깨진.docx]", addendum="아니오")
    (folder / "깨진.docx").write_bytes(b"PK\x03\x04 broken")
    found = built(folder)
    assert found["contract"].state is State.OPEN
    assert "깨진.docx" in found["contract"].result.questions[0].ask
    assert found["report"].documents
    shutil.copy(folder / VENDOR, folder / "계약.md")
    section(folder, "files", "[계약.md]")
    found = built(folder)["contract"]
    assert found.state is State.DONE
    assert not any("부속" in name for name in found.documents)


# ------------------------------------------------------------------------ origin and staleness


@pytest.mark.parametrize("which", ["drafted", "reviewed"])
def test_every_document_says_case_edition_and_library(which, request):
    folder, found = request.getfixturevalue(which)
    for name in found["contract"].documents:
        data = (folder / name).read_bytes()
        if name.endswith(".json"):
            told = json.loads(data)
            assert told["case"] == folder.name
            assert len(told["answers"]) == 64
            assert "2025" in told["edition"]
            assert PROCEDURE.version in json.dumps(told["library"])
        else:
            core = read_package(data)["docProps/core.xml"].decode("utf-8")
            assert f"사건 {folder.name} · 기준일 2026-11-27 · 2025년판 · 라이브러리 {PROCEDURE.version}" in core
        if name.endswith(".docx"):
            assert folder.name in text_of(folder / name)


def test_the_same_case_gives_the_same_bytes(drafted, tmp_path):
    folder, found = drafted
    again = a_case(tmp_path / folder.name)
    built(again)
    for name in found["contract"].documents:
        assert (again / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda f: section(f, "reviewer", "준법감시팀장 한가람"), "답 ‘reviewer’가 새로 적혔습니다"),
        (
            lambda f: replace(f / "deal.yaml", "^  rto: .*$", "  rto: 5시간"),
            "거래명세서의 ‘recovery.rto’가 바뀌었습니다",
        ),
        (lambda f: replace(f / "case.yaml", "grade: 상", "grade: 중"), "업무 중요도 평가의 결과가 바뀌었습니다"),
        (lambda f: replace(f / "case.yaml", "^as_of: .*$", "as_of: 2024-11-27"), "판이 2025에서 2023으로 바뀌었습니다"),
        (
            lambda f: (f / VENDOR).write_text("제1조(목적) 이 계약은 다르다.", "utf-8"),
            f"파일 ‘{VENDOR}’가 바뀌었습니다",
        ),
    ],
    ids=["answer", "deal", "importance", "edition", "file"],
)
def test_what_the_contract_was_made_from_makes_it_stale(reviewed, copy, change, why):
    folder = copy(reviewed[0])
    assert seen(folder)["contract"].state is State.DONE
    change(folder)
    found = seen(folder)
    assert found["contract"].state is State.STALE
    assert why in found["contract"].why
    assert found["contract"].result.reviewed is None
    assert "계약의 결과가 바뀌었습니다" in found["report"].why


def test_another_library_makes_the_contract_stale(reviewed, copy):
    folder = copy(reviewed[0])
    path = folder / ".finclause" / "state.json"
    stored = json.loads(path.read_text("utf-8"))
    stored["stages"]["contract"]["inputs"]["library"] = "0.0.9"
    path.write_text(json.dumps(stored), "utf-8")
    assert seen(folder)["contract"].state is State.STALE


def test_a_result_that_was_edited_by_hand_is_not_believed(reviewed, copy):
    folder = copy(reviewed[0])
    path = folder / FOLDER / "계약서 검토 보고서.json"
    path.write_text(path.read_text("utf-8").replace("absent", "present"), "utf-8")
    assert seen(folder)["contract"].result.reviewed is None


# ------------------------------------------------------------------------ the report


def paths(found) -> set[str]:
    return {question.path for question in found["report"].result.questions}


@pytest.mark.parametrize("which", ["drafted", "reviewed"])
def test_the_report_takes_the_result_without_naming_a_file(which, request):
    folder, found = request.getfixturevalue(which)
    assert "review" not in paths(found)
    opinion = text_of(folder / report.STAGE.folder / "준법감시인 검토의견서 초안.docx")
    requirement = found["contract"].result.reviewed.requirements[0][0]
    assert requirement in opinion
    assert "【계약서 검토 결과】" not in opinion


def test_before_the_contract_is_written_the_report_asks_for_it(tmp_path):
    assert "review" in paths(seen(a_case(tmp_path / "a")))


def test_a_review_that_was_made_elsewhere_may_still_be_named(drafted, reviewed, copy):
    folder = copy(drafted[0])
    shutil.copy(reviewed[0] / FOLDER / "계약서 검토 보고서.json", folder / "다른 검토.json")
    replace(folder / "case.yaml", "^  review:.*$", "  review: 다른 검토.json")
    found = built(folder)
    opinion = text_of(folder / report.STAGE.folder / "준법감시인 검토의견서 초안.docx")
    assert "review" not in paths(found)
    assert VENDOR in opinion
