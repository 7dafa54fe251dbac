"""A case: read strictly, judged stage by stage, written without touching what the user wrote."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path

import pytest
from procedure_cases import PROCEDURE, answer, new_case, replace

from pipeline.cli import main
from pipeline.deal import load_deal, parse_deal
from pipeline.errors import CaseError, DealError, UsageError
from pipeline.procedure import stages as every
from pipeline.procedure.build import build, origin_of
from pipeline.procedure.case import load_case
from pipeline.procedure.overview import screen, status_paper
from pipeline.procedure.paper import Paper, Section, Text
from pipeline.procedure.render import SUFFIXES, render
from pipeline.procedure.stage import Document, Due, Question, Result, Stage
from pipeline.procedure.stages import importance, stage_of
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.procedure.state import STATE_FILE, State, load_records, progress
from pipeline.report.visible import columns

ALL, STAGES = every.STAGES, (importance.STAGE,)
"""Of the stages the first one alone, so that what is tested is the skeleton."""
FOLDER = importance.STAGE.folder


@pytest.fixture(autouse=True)
def _one_stage(monkeypatch):
    """The commands know the first stage alone."""
    monkeypatch.setattr(every, "STAGES", STAGES)


def run(capsys, *arguments):
    capsys.readouterr()
    code = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def seen(folder: Path, stages=STAGES):
    case = load_case(folder, PROCEDURE, stages)
    return {p.stage.id: p for p in progress(case, PROCEDURE, stages, load_records(folder))}


# ------------------------------------------------------------------------ reading


def test_a_new_case_asks_everything_and_nothing_is_wrong_with_it(tmp_path, capsys):
    folder = new_case(tmp_path / "2026-001", kind="", grades=[])
    code, out, _ = run(capsys, "case", "status", folder)
    assert code == 1
    assert "사건 2026-001 · 기준일 2026-11-27 · 2025년판" in out
    assert len(seen(folder)["importance"].result.questions) == 13


def test_a_new_case_takes_over_a_deal_sheet_and_leaves_it_alone(tmp_path, capsys):
    sheet = tmp_path / "거래.yaml"
    sheet.write_bytes("# 메모\nprovider:\n  name: 너울\n".encode("cp949"))
    code, out, _ = run(capsys, "case", "new", tmp_path / "a", "--deal", sheet, "--as-of", "2026-11-27")
    assert code == 0
    assert "복사하였습니다" in out
    assert (tmp_path / "a" / "deal.yaml").read_bytes() == sheet.read_bytes()
    assert load_case(tmp_path / "a", PROCEDURE, STAGES).fact("provider.name") == "너울"
    assert importance.RESULT_FILE in run(capsys, "case", "status", tmp_path / "a")[1]


def test_a_deal_sheet_in_the_folder_of_the_case_is_kept_and_never_written_over(tmp_path, capsys):
    own, other = tmp_path / "a" / "deal.yaml", tmp_path / "b.yaml"
    own.parent.mkdir()
    own.write_text("provider:\n  name: 너울\n", "utf-8")
    other.write_text("provider:\n  name: 한빛\n", "utf-8")
    code, _, err = run(capsys, "case", "new", own.parent, "--deal", other)
    assert (code, "이미 있습니다" in err, list(own.parent.iterdir())) == (2, True, [own])
    assert run(capsys, "case", "new", own.parent, "--deal", own)[0] == 0
    assert own.read_text("utf-8") == "provider:\n  name: 너울\n"
    assert (own.parent / "case.yaml").is_file()


@pytest.mark.parametrize("content", ["provider: [1, 2", "provider:\n  nume: 너울\n", "%PDF-1.7"])
def test_a_file_that_is_no_deal_sheet_makes_no_case(tmp_path, capsys, content):
    sheet = tmp_path / "거래.yaml"
    sheet.write_text(content, "utf-8")
    code, _, err = run(capsys, "case", "new", tmp_path / "a", "--deal", sheet)
    assert code != 0
    assert "거래.yaml" in err
    assert not (tmp_path / "a").exists()


def test_a_case_is_never_made_over_another(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    before = (folder / "case.yaml").read_bytes()
    code, _, err = run(capsys, "case", "new", folder)
    assert (code, (folder / "case.yaml").read_bytes()) == (2, before)
    assert "이미 있습니다" in err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("^as_of: .*$", "as_of: 2026-13-01", "case.yaml 10행 as_of: 날짜가 아닙니다('2026-13-01')"),
        ("^as_of: .*$", "as_of:", "as_of: 'as_of'"),
        ("^as_of: .*$", "as_of: 2020-01-01", "시행 중인 판이 없습니다"),
        ("^id: .*$", "id:", "case.yaml 8행 id"),
        ("^title:", "titel:", "'title'을 쓰려던"),
        ("^importance:", "importence:", "'importance'를 쓰려던"),
        ("^    function:", "    funktion:", "importance.items.funktion: 'funktion'은 없는 항목입니다"),
        ("grade: 상$", "grade: 최상", "쓸 수 없는 값입니다('최상'). 상, 중, 하, 해당없음"),
        ("^  criteria:", "  criteria: 없는파일.yaml", "평가기준 파일 '없는파일.yaml'이 없습니다"),
        ("^  criteria:", "  criteria: ../밖.yaml", "사건 폴더 밖에"),
        ("^  criteria:", "  criteria: [a]", "글 한 줄이 올 자리에"),
        ("^  decision:\n(    .*\n)+", "  decision: 중요\n", "'이름: 값'으로 된 묶음이 아닙니다"),
    ],
)  # fmt: skip
def test_a_fault_of_the_case_is_named_with_row_and_field(tmp_path, capsys, old, new, said):
    folder = new_case(tmp_path / "a")
    replace(folder / "case.yaml", old, new)
    code, _, err = run(capsys, "case", "status", folder)
    assert code == 3
    assert said in err, err


def test_a_deal_sheet_that_is_still_being_filled_is_read_but_its_values_are_checked(tmp_path):
    folder = new_case(tmp_path / "a")
    replace(folder / "deal.yaml", "^  name: +# 금융회사의 상호", "  name: 주식회사 별하늘생명보험  # 금융회사의 상호")
    case = load_case(folder, PROCEDURE, STAGES)
    assert case.fact("financial_company.name") == "주식회사 별하늘생명보험"
    assert case.fact("provider.foreign") is None
    with pytest.raises(DealError):
        load_deal(folder / "deal.yaml")
    replace(folder / "deal.yaml", "- kind: 금융정보", "- kind: 금융")
    with pytest.raises(DealError, match="고를 수 없는 값입니다"):
        load_case(folder, PROCEDURE, STAGES)


def test_a_partial_sheet_without_a_word_says_nothing_anywhere():
    from pipeline.deal import places, value

    deal = parse_deal(b"", "deal.yaml", Path(), partial=True)
    assert {value(deal, place) for place in places()} == {None}


@pytest.mark.parametrize("content", ["", "- a\n", "a: [\n", "id: a\nid: b\n", "x\x00"])
def test_a_file_that_is_no_case_is_refused(tmp_path, content):
    (tmp_path / "case.yaml").write_text(content, "utf-8")
    with pytest.raises(CaseError, match=r"case\.yaml"):
        load_case(tmp_path, PROCEDURE, STAGES)


def test_a_folder_without_a_case_is_refused(tmp_path, capsys):
    code, _, err = run(capsys, "case", "status", tmp_path / "none")
    assert (code, "finclause case new" in err) == (3, True)


# ------------------------------------------------------------------------ writing


def test_a_complete_case_is_written_and_done_and_the_answers_are_left_alone(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    before = {name: (folder / name).read_bytes() for name in ("case.yaml", "deal.yaml")}
    code, out, _ = run(capsys, "case", "build", folder)
    assert (code, "완료" in out) == (0, True)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert run(capsys, "case", "status", folder)[0] == 0
    assert run(capsys, "case", "next", folder)[:2] == (0, "모든 단계를 마쳤습니다.\n")


def test_building_again_writes_nothing(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    written = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert run(capsys, "case", "build", folder)[0] == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == written


def test_the_same_case_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        folder = new_case(tmp_path / name / "c") if (tmp_path / name).mkdir() is None else None
        main(["case", "build", str(folder)])
    files = [p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()]
    assert len(files) == 8
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_changed_answer_makes_the_documents_stale_and_says_why(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    replace(folder / "case.yaml", "(?<=    function:  # 업무기능 및 대상\n)(.*\n)*?      grade: 상", "      grade: 하")
    code, out, _ = run(capsys, "case", "status", folder)
    assert code == 1
    assert "문서가 낡음" in out
    assert "답 ‘items.function.grade’가 바뀌었습니다" in out
    assert run(capsys, "case", "build", folder)[0] == 0


def test_a_fact_of_the_deal_sheet_the_day_and_the_library_make_documents_stale(tmp_path, capsys, monkeypatch):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    replace(folder / "deal.yaml", "^  name: +# 제공자의 상호", "  name: 너울  # 제공자의 상호")
    replace(folder / "case.yaml", "^as_of: .*$", "as_of: 2024-11-27")
    why = " ".join(seen(folder)["importance"].why)
    assert "거래명세서의 ‘provider.name’이 새로 적혔습니다" in why
    assert "기준일이 2026-11-27에서 2024-11-27로 바뀌었습니다" in why
    assert "판이 2025에서 2023으로 바뀌었습니다" in why
    stages = json.loads((folder / STATE_FILE).read_text("utf-8"))
    stages["stages"]["importance"]["inputs"] |= {"data:importance": "0" * 16, "library": "0.0.9"}
    (folder / STATE_FILE).write_text(json.dumps(stages), "utf-8")
    why = " ".join(seen(folder)["importance"].why)
    assert "라이브러리의 procedure/importance.yaml이 바뀌었습니다" in why
    assert "라이브러리 버전이 0.0.9에서" in why


def test_a_fact_that_no_stage_reads_changes_nothing(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    replace(folder / "deal.yaml", "^  court: +#", "  court: 서울중앙지방법원  #")
    assert run(capsys, "case", "status", folder)[0] == 0


def test_a_document_that_was_changed_by_hand_is_kept_and_told(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    path = folder / FOLDER / "업무중요도 평가 결과서.docx"
    path.write_bytes(b"mine")
    code, out, _ = run(capsys, "case", "status", folder)
    assert (code, "쓴 뒤에 고친 문서" in out) == (0, True)
    answer(folder, "assessor", "정보보호팀장 윤슬아")
    code, _, err = run(capsys, "case", "build", folder)
    assert (code, path.read_bytes()) == (1, b"mine")
    assert "2단계의 문서를 쓰지 않았습니다" in err
    assert "--stage 2 --force" in err
    assert run(capsys, "case", "build", folder, "--stage", "2")[0] == 2
    assert run(capsys, "case", "build", folder, "--force")[0] == 0
    assert path.read_bytes() != b"mine"


def test_one_document_changed_by_hand_does_not_hold_up_the_other_stages(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(every, "STAGES", tuple(s for s in ALL if s.id in ("importance", "committee")))
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    path = folder / FOLDER / "업무중요도 평가 결과서.docx"
    path.write_bytes(b"mine")
    answer(folder, "assessor", "정보보호팀장 윤슬아")
    replace(folder / "case.yaml", "^  meeting:.*", "  meeting: 제9차 위원회")
    code, out, err = run(capsys, "case", "build", folder)
    assert (code, path.read_bytes()) == (1, b"mine")
    assert "5 정보보호위원회: 문서 4개를 썼습니다" in out
    assert str(path) in err


def test_a_choice_may_be_spaced_otherwise_and_a_text_stands_for_a_list_of_one(tmp_path, monkeypatch):
    monkeypatch.setattr(every, "STAGES", ALL)
    folder = new_case(tmp_path / "a")
    replace(folder / "case.yaml", "grade: 해당없음", "grade: 해당 없음")
    replace(folder / "case.yaml", "^  conditions: .*", "  conditions: 다음 달까지 보완한다")
    replace(folder / "case.yaml", "^      materials: .*", "      materials: 통지.txt")
    (folder / "통지.txt").write_text("통지", "utf-8")
    case = load_case(folder, PROCEDURE, ALL)
    assert "해당없음" in [item.grade for item in case.answers["importance"].items.values()]
    assert case.answers["committee"].conditions == ("다음 달까지 보완한다",)
    assert case.files["report"] == {"통지.txt": "통지".encode()}


def test_a_file_of_another_origin_is_not_written_over(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    path = folder / FOLDER / "업무중요도 평가 결과서.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}", "utf-8")
    assert run(capsys, "case", "build", folder)[0] == 1
    assert not (folder / STATE_FILE).exists()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_record_that_does_not_know_the_blanks_is_made_anew(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    assert "문서에 채울 곳 17곳" in " ".join(run(capsys, "case", "status", folder)[1].split())
    path = folder / STATE_FILE
    stored = json.loads(path.read_text("utf-8"))
    del stored["stages"]["importance"]["blanks"]
    path.write_text(json.dumps(stored), "utf-8")
    assert seen(folder)["importance"].state is State.READY
    assert run(capsys, "case", "build", folder)[0] == 0
    assert sum(blank.times for blank in next(iter(seen(folder)["importance"].unfilled.values()))) == 17


def test_a_missing_document_is_told_and_written_again(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    run(capsys, "case", "build", folder)
    os.unlink(folder / FOLDER / "업무중요도 평가 결과서.docx")
    code, out, _ = run(capsys, "case", "status", folder)
    assert (code, "없는 문서" in out) == (1, True)
    assert run(capsys, "case", "build", folder)[0] == 0


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"schema": "x"}', '{"schema": "finclause-state/1", "stages": {"a": 1}}']
)
def test_a_damaged_state_file_is_refused_with_what_to_do(tmp_path, capsys, content):
    folder = new_case(tmp_path / "a")
    (folder / ".finclause").mkdir()
    (folder / STATE_FILE).write_text(content, "utf-8")
    code, _, err = run(capsys, "case", "status", folder)
    assert (code, "지우고 finclause case build" in err) == (3, True)


def test_a_result_of_another_kind_is_no_answer(tmp_path):
    inputs = seen(second_case(tmp_path), BOTH)["echo"].inputs
    assert inputs.result("none", Importance) is None
    with pytest.raises(TypeError, match="Echo"):
        inputs.result("importance", Echo)


def test_a_folder_that_cannot_be_made_and_a_file_that_cannot_be_opened_are_told(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    assert run(capsys, "case", "new", tmp_path / "file")[0] == 2
    assert run(capsys, "case", "new", tmp_path / "none" / "a")[0] == 2
    folder = new_case(tmp_path / "a")
    replace(folder / "case.yaml", "^  criteria:", f"  criteria: {'가' * 300}.yaml")
    code, _, err = run(capsys, "case", "status", folder)
    assert (code, "파일을 열 수 없습니다" in err) == (3, True)
    (folder / "문서").write_text("x")
    replace(folder / "case.yaml", "^  criteria: .*$", "  criteria:")
    code, _, err = run(capsys, "case", "build", folder)
    assert (code, "문서" in err) == (2, True)


def test_an_unknown_stage_is_refused(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    code, _, err = run(capsys, "case", "build", folder, "--stage", "none")
    assert (code, "2 importance" in err) == (2, True)


def test_a_stage_is_named_by_its_number_too(tmp_path, capsys):
    folder = new_case(tmp_path / "a")
    assert "업무 중요도 평가: 문서 5개를 썼습니다." in run(capsys, "case", "build", folder, "--stage", "2")[1]


def test_a_long_outcome_goes_on_below_itself_and_is_never_cut(tmp_path):
    folder = second_case(tmp_path)
    case, found = load_case(folder, PROCEDURE, BOTH), list(seen(folder, BOTH).values())
    long = " ".join(f"미흡{number}" for number in range(40))
    found[1] = changed(found[1], result=changed(found[1].result, outcome=long))
    lines = screen(case, found).splitlines()
    start = lines.index(next(line for line in lines if "미흡0 " in line))
    shown = [line for line in lines[start:] if "미흡" in line]
    assert " ".join(" ".join(shown).split()).endswith(long)
    assert max(map(columns, shown)) <= 100
    assert len({columns(line) - columns(line[line.index("미흡") :]) for line in shown}) == 1


def test_next_shows_some_changes_and_tells_the_number_of_the_others(tmp_path, capsys):
    folder = new_case(tmp_path / "a", grades=["중"] * 12)
    run(capsys, "case", "build", folder)
    text = (folder / "case.yaml").read_text("utf-8").replace("      grade: 중", "      grade: 하")
    (folder / "case.yaml").write_text(text.replace("  # 그렇게 본 근거", " 대장을 봄"), "utf-8")
    changes = seen(folder)["importance"].why
    out = run(capsys, "case", "next", folder)[1]
    assert len(changes) == 24
    assert (out.count("  · 답 "), "이 밖에 9개" in out) == (15, True)


def test_next_asks_the_open_questions_and_offers_a_section_that_is_not_there(tmp_path, capsys):
    folder = new_case(tmp_path / "a", grades=[])
    code, out, _ = run(capsys, "case", "next", folder)
    assert code == 1
    assert "업무기능 및 대상  (case.yaml importance.items.function.grade)" in out
    text = (folder / "case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(text[: text.index("importance:")], "utf-8")
    assert "      grade:" in run(capsys, "case", "next", folder)[1]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_status_is_a_paper(tmp_path, capsys, suffix):
    folder = new_case(tmp_path / "a")
    out = tmp_path / f"현황{suffix}"
    assert run(capsys, "case", "status", folder, "-o", out)[0] == 1
    assert out.stat().st_size > 500
    assert run(capsys, "case", "status", folder, "-o", out)[0] == 2
    assert run(capsys, "case", "status", folder, "-o", tmp_path / "a.pdf")[0] == 2


# ------------------------------------------------------------------------ stages that build on each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo(Result):
    """What the second stage of the tests finds."""

    heard: str = ""


def _judge(inputs):
    heard = inputs.result("importance", Importance).final
    asked = () if inputs.answers else (Question("word", "낱말"),)
    due = Due(dt.date(2027, 1, 4), "보고", "제8장")
    return Echo(outcome="" if asked else heard, questions=asked, heard=heard, dues=(due,))


SECOND = Stage(
    id="echo",
    number=3,
    title="되풀이",
    chapter="제4장",
    data="",
    read=lambda view, data, files, procedure: view.text("word", optional=True),
    judge=_judge,
    papers=lambda inputs, result: (
        Document(
            "글", Paper("echo", "글", (), (Section("절", (Text(f"{result.heard} {inputs.answers}"),)),)), (".json",)
        ),
    ),
    starter=lambda data, procedure: "  word:",
    after=("importance",),
    files=lambda section: ("첨부.txt",),
)
BOTH = (*STAGES, SECOND)


def second_case(tmp_path: Path, **options) -> Path:
    folder = new_case(tmp_path / "a", **options)
    with (folder / "case.yaml").open("a", encoding="utf-8") as file:
        file.write("\necho:\n  word: 말\n")
    return folder


def test_a_stage_waits_for_the_complete_result_of_an_earlier_one(tmp_path):
    folder = second_case(tmp_path, grades=[])
    found = seen(folder, BOTH)["echo"]
    assert (found.state, found.waits, found.result) == (State.WAITING, (importance.STAGE,), None)
    case = load_case(folder, PROCEDURE, BOTH)
    with pytest.raises(UsageError, match="2 업무 중요도 평가"):
        build(case, PROCEDURE, BOTH, only="echo")
    assert "앞 단계를 기다림" in screen(case, list(seen(folder, BOTH).values()))


def test_a_later_stage_goes_stale_with_the_result_of_an_earlier_one_and_not_with_its_words(tmp_path):
    folder = second_case(tmp_path)
    build(load_case(folder, PROCEDURE, BOTH), PROCEDURE, BOTH)
    assert seen(folder, BOTH)["echo"].state is State.DONE
    answer(folder, "assessor", "정보보호팀장 윤슬아")
    found = seen(folder, BOTH)
    assert (found["importance"].state, found["echo"].state) == (State.STALE, State.DONE)
    replace(folder / "case.yaml", "grade: 상", "grade: 해당없음")
    found = seen(folder, BOTH)["echo"]
    assert (found.state, found.why) == (State.STALE, ("업무 중요도 평가의 결과가 바뀌었습니다",))


def test_a_file_that_the_answers_name_is_an_input(tmp_path):
    folder = second_case(tmp_path)
    build(load_case(folder, PROCEDURE, BOTH), PROCEDURE, BOTH)
    (folder / "첨부.txt").write_text("가", "utf-8")
    found = seen(folder, BOTH)["echo"]
    assert found.inputs.files == {"첨부.txt": "가".encode()}
    assert found.why == ("파일 ‘첨부.txt’가 새로 생겼습니다",)


def test_days_and_questions_stand_on_the_screen_and_in_the_paper(tmp_path):
    folder = second_case(tmp_path)
    case, found = load_case(folder, PROCEDURE, BOTH), list(seen(folder, BOTH).values())
    assert "2027-01-04 보고" in screen(case, found)
    origin = origin_of(case, PROCEDURE, {})
    told = json.loads(render(status_paper(case, found), origin, ".json"))
    assert told["sections"][3]["blocks"][0]["rows"] == [["2027-01-04", "보고", "제8장", "되풀이"]]


def test_the_stages_are_in_order_and_wait_only_for_earlier_ones(monkeypatch):
    monkeypatch.setattr(every, "STAGES", ALL)
    ids = [stage.id for stage in ALL]
    assert [stage.number for stage in ALL] == sorted({stage.number for stage in ALL})
    for stage in ALL:
        assert stage_of(stage.id) is stage
        for name in (*stage.after, *stage.sees):
            assert ids.index(name) < ids.index(stage.id)


def test_a_case_command_loads_no_language_model(tmp_path):
    from test_startup import loaded_by

    assert loaded_by(["case", "new", str(tmp_path / "a")]) == set()
    assert loaded_by(["case", "build", str(tmp_path / "a")]) <= {"numpy"}  # openpyxl takes it where it is installed
