"""The two full cases in samples/: they build to the end, come out as expected, and say why when an answer changes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from procedure_cases import replace

from pipeline.cli import main
from pipeline.procedure.paper import BLANK
from pipeline.read import read

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NAMES = ("case-critical", "case-basic")

MINUTES = {"case-critical": "제7차 정보보호위원회 회의록", "case-basic": "제3차 정보보호위원회 회의록"}
ON_PAPER = {
    "검증표": None,  # forms and printed exit papers: blank by nature
    "자체점검표": None,
    "업무중요도 평가서 양식": None,
    "종료 점검표": None,
    "파기확인서 초안": None,
    "정보보호위원회 의결서": {"【직위·성명】"},  # beside the room to sign
    "정보보호위원회 회의록": None,
    "준법감시인 검토의견서 초안": None,
    "이용업무 지정·변경 보고": {"【문서번호】", "【보고하는 날】", "【참조】"},
    # The company's own files stand in for these two in the report (samples/README.md).
    "위탁에 따른 업무처리절차의 주요 변경내용": {"【바뀌는 점】"},
    "위탁계약 상대방에 관한 사항": {"【자본금 규모】", "【주된 업종】"},
    "계약서 검토 보고서": {"【 】"},  # says how the proposals mark what is to be filled
}  # fmt: skip
"""The documents with places that a person fills on paper, and the blanks that may stand there (None: any)."""


def build(folder: Path, name: str) -> Path:
    """Copy a sample case and make all its documents."""
    shutil.copytree(SAMPLES / name, folder)
    assert main(["case", "build", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Path]:
    return {name: build(tmp_path_factory.mktemp("built") / name, name) for name in NAMES}


def papers(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "문서").rglob("*") if path.is_file())


def result(folder: Path, name: str) -> dict:
    (path,) = (folder / "문서").rglob(f"{name}.json")
    return json.loads(path.read_text("utf-8"))


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_is_done(built, capsys, name):
    assert main(["case", "status", str(built[name])]) == 0
    told = capsys.readouterr().out
    assert "답이 남음" not in told
    assert "문서가 낡음" not in told
    assert told.count("완료") == len(list((built[name] / "문서").iterdir()))


def test_critical_case_comes_out_as_expected(built, capsys):
    folder = built["case-critical"]
    assert main(["case", "status", str(folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())  # a long outcome goes on in the next line
    assert "중요(76.5점, 기준 20점 이상)" in told
    assert "43개 항목: 충족 40, 부분 충족 2, 미흡 1" in told
    assert "이행 66, 계획 2, 해당 없음 1" in told
    assert "조건부 의결(2026. 12. 4.)" in told
    assert "사후보고 2027. 3. 15.까지(구비서류 모두 있음)" in told
    (due,) = result(folder, "보고 판단서")["obligations"]
    assert (due["state"], due["until"]) == ("보고 대상", "2027-03-15")


def test_contract_of_the_critical_case_lacks_two_elements(built):
    review = result(built["case-critical"], "계약서 검토 보고서")
    assert {gap["element"] for gap in review["gaps"]} == {"joint-drills", "training-content"}
    statuses = [requirement["status"] for requirement in review["requirements"].values()]
    assert (statuses.count("satisfied"), statuses.count("partial"), len(statuses)) == (24, 2, 26)


def test_basic_case_is_exempt_from_the_report(built, capsys):
    folder = built["case-basic"]
    assert main(["case", "status", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "비중요(17.5점, 기준 60점 미만)" in told
    assert "16개 항목: 충족 14, 해당없음 2; 미결 0건" in told
    assert "보고 대상 아님(구비서류 모두 있음)" in told
    (found,) = result(folder, "보고 판단서")["obligations"]
    assert (found["state"], found["until"]) == ("보고 대상 아님", "")
    assert not list((folder / "문서").rglob("출구전략*"))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_blank_is_for_a_person(built, name):
    for path in papers(built[name]):
        text = path.read_text("utf-8") if path.suffix == ".json" else ""
        if path.suffix == ".docx":
            text = read(path).text
        found = set(BLANK.findall(text))
        allowed = ON_PAPER.get(path.stem, set())
        assert allowed is None or found <= allowed, (path.stem, found - (allowed or set()))


NOT_FOR_READERS = {
    "a day in the form of the case file": re.compile(r"(?<!기준일 )(?<![_\d-])20\d\d-\d\d-\d\d"),
    "an id or a place of the case file": re.compile(r"(?<![@.\w-])[a-z]{3,}(?:[-._][a-z]{3,})+(?![@\w])"),
    "who proposes it": re.compile("우리의 제안"),
    "the word for a source twice": re.compile(r"근거\s*\n\s*근거:"),
    "a number without its unit": re.compile(r"\(일\)|\(시간 이내\)"),
}
"""What no document of a case says to the person who reads it."""


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_written_for_their_readers(built, name):
    for path in papers(built[name]):
        if path.suffix == ".docx":
            text = read(path).text
            told = {why: found.group() for why, one in NOT_FOR_READERS.items() if (found := one.search(text))}
            assert not told, (path.stem, told)


def test_every_kind_of_information_of_the_deal_is_ticked(built):
    (path,) = (built["case-critical"] / "문서").rglob("업무중요도 평가 결과서.docx")
    listed = read(path).text.partition("판단 기준")[0]
    for kind, mark in (
        ("고유식별정보", "☑"),
        ("개인신용정보", "☑"),
        ("금융정보", "☑"),
        ("업무정보", "☑"),
        ("공개정보", "☐"),
    ):
        assert re.search(rf"{mark}[\s|]*{kind}", listed), kind


def test_a_sheet_is_called_by_whole_words(built):
    (path,) = (built["case-critical"] / "문서").rglob("구비서류 목록.xlsx")
    book = load_workbook(path)
    said = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value]
    for name in book.sheetnames[1:]:
        assert any(re.search(rf"{re.escape(name)}(\s|$)", text) for text in said if not text.startswith("시트")), name


def test_only_a_case_with_an_exit_strategy_speaks_of_its_paper(built):
    for name, given in (("case-critical", True), ("case-basic", False)):
        (agenda,) = (built[name] / "문서").rglob("정보보호위원회 안건.docx")
        (plan,) = (built[name] / "문서").rglob("업무 연속성 계획.docx")
        assert ("출구전략" in read(agenda).text.rpartition("붙임")[2]) is given
        assert ("출구전략은 따로 낸 문서에 있습니다" in read(plan).text) is given
        (register,) = (built[name] / "문서").rglob("위험관리대장.docx")
        assert ("출구전략의 지표 확인과 재검토" in read(register).text) is given


@pytest.mark.parametrize("name", NAMES)
def test_report_folder_has_every_document(built, tmp_path, name):
    out = tmp_path / "서류철"
    assert main(["case", "file", str(built[name]), "-o", str(out)]) == 0
    assert (out / "SHA256SUMS.txt").is_file()
    opinion = sorted(path.name for path in (out / "1 정보처리위탁규정 서류" / "3 준법감시인 검토의견").iterdir())
    assert {"조항 대비표.docx", "조항 대비표.xlsx"} <= set(opinion)
    assert "계약서 초안.docx" not in opinion
    assert len(list(out.glob("[1-6] *"))) == 6
    assert [path.name for path in (out / "5 정보보호위원회" / "2 회의록").iterdir()] == [f"{MINUTES[name]}.txt"]
    assert not list(out.rglob("정보보호위원회 회의록.docx"))
    left = {path.stem: BLANK.findall(read(path).text) for path in out.rglob("*.docx")}
    by_hand = {"정보보호위원회 의결서", "이용업무 지정·변경 보고", "계약서 검토 보고서"}
    assert {stem for stem, found in left.items() if found} <= by_hand
    assert (out / "0 보고 공문").exists() == (name == "case-critical")  # the basic case reports nothing


def test_same_case_same_bytes(built, tmp_path):
    again = build(tmp_path / "again", "case-basic")
    assert hashes(again) == hashes(built["case-basic"])


def changed(built: dict[str, Path], folder: Path, capsys, pattern: str, new: str) -> tuple[set[str], str]:
    """Change an answer of the critical case; return the numbers of the stale stages and what the status says."""
    shutil.copytree(built["case-critical"], folder)
    replace(folder / "case.yaml", pattern, new)
    capsys.readouterr()
    assert main(["case", "status", str(folder)]) == 1
    told = capsys.readouterr().out
    return {line.split()[0] for line in told.splitlines() if "문서가 낡음" in line}, told


def test_a_changed_answer_makes_only_later_documents_stale(built, tmp_path, capsys):
    often = "한 달에 3회"
    stale, told = changed(built, tmp_path / "case", capsys, often, "한 달에 2회")
    assert stale == {"4", "5", "7", "8"}
    assert "답 ‘exit.triggers.outage.threshold’가 바뀌었습니다" in told


def test_a_changed_grade_reaches_every_later_stage(built, tmp_path, capsys):
    grade = r"^(    users:.*\n(?:      #.*\n)+      grade:) .*$"
    stale, told = changed(built, tmp_path / "case", capsys, grade, r"\1 중")
    assert stale == {"2", "3", "4", "5", "6", "7", "8"}
    assert "답 ‘items.users.grade’가 바뀌었습니다" in told


def test_samples_hold_no_built_file():
    for name in NAMES:
        held = {path.name for path in (SAMPLES / name).iterdir()}
        assert held <= {"case.yaml", "deal.yaml", "계약", "서류", "평가", "이용현황.csv"}
        deal = (SAMPLES / name / "deal.yaml").read_text("utf-8")
        assert "importance_assessment:" in deal
        assert "  importance:" not in deal
