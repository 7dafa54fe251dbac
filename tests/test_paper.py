"""A paper in every format: nothing lost, nothing active, the same bytes, its blanks and its origin shown."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx_plain
import pytest
from openpyxl import load_workbook
from test_report_hostile import HOSTILE

from pipeline.errors import OutputError
from pipeline.procedure.paper import (
    Blank,
    Bullets,
    Form,
    Grid,
    Origin,
    Paper,
    Section,
    Signatures,
    SourceLine,
    Text,
    blanks,
)
from pipeline.procedure.render import SUFFIXES, render
from pipeline.procedure.verify import verify_paper
from pipeline.stale.peek import stamp_of_file
from pipeline.stamp import Stamp

STAMP = Stamp("paper", "0.1.0", "0123456789abcdef", "2025", dt.date(2026, 11, 27), "", ())
ORIGIN = Origin("2026-001", dt.date(2026, 11, 27), "2025년판", "0.1.0", "ab" * 32, STAMP)
PAPER = Paper(
    kind="example",
    title="업무 평가서",
    mark="양식",
    addressee="정보보호위원회 귀중",
    cover=(("금융회사", "【금융회사의 상호】"), ("제공자", "너울 & 솔 <주>")),
    sections=(
        Section("개요", (Text("첫 문장입니다.\n둘째 줄입니다."), Text("작은 글", note=True), Bullets(("하나", "둘")))),
        Section(
            "평가",
            (
                Grid(("항목", "답"), (60, 40), (("외부 기관", "☐ 상  ☑ 하"), ("내부 시스템", "【근거】")), "첫째 표"),
                Grid(("항목", "답"), (60, 40), (("복구 시간", "【근거】"),), "둘째 표", {1: ("상", "중", "하")}),
                Form((("점수의 합", "40점"),)),
                SourceLine("전자금융감독규정 제14조의2"),
            ),
        ),
        Section("서명", (Signatures((("평가자", "【직위·성명】"),)),)),
    ),
    data={"importance": "중요"},
)


def told_by(data: bytes, suffix: str) -> list[str]:
    if suffix == ".docx":
        return docx_plain.paragraphs(docx_plain.parts(data)["word/document.xml"])
    if suffix == ".xlsx":
        book = load_workbook(io.BytesIO(data))
        return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    return [data.decode("utf-8")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_text_of_a_paper_is_in_every_format(suffix):
    whole = "\n".join(told_by(render(PAPER, ORIGIN, suffix), suffix)).replace("\\n", "\n")
    for text in ("업무 평가서", "양식", "정보보호위원회 귀중", "너울 & 솔 <주>", "첫 문장입니다.\n둘째 줄입니다.", "작은 글",
                 "하나", "외부 기관", "☑ 하", "첫째 표", "둘째 표", "점수의 합", "40점", "전자금융감독규정 제14조의2", "평가자",
                 "2026-001", "2025년판", "0.1.0"):  # fmt: skip
        assert text in whole, text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_carries_the_stamp_that_programs_read(tmp_path, suffix):
    path = tmp_path / f"문서{suffix}"
    path.write_bytes(render(PAPER, ORIGIN, suffix))
    assert stamp_of_file(path) == STAMP


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_file_with_the_stamp_of_another_day_is_refused(suffix):
    data = render(PAPER, ORIGIN, suffix)
    other = replace(ORIGIN, stamp=replace(STAMP, as_of=dt.date(2026, 11, 28)))
    with pytest.raises(OutputError, match="속성에 프로그램이 읽는 출처가"):
        verify_paper(data, suffix, PAPER, other)


def test_blanks_are_counted_by_section_and_listed_at_the_end_of_the_word_file():
    assert blanks(PAPER) == (
        Blank("표지", "【금융회사의 상호】", 1), Blank("평가", "【근거】", 2), Blank("서명", "【직위·성명】", 1, by_hand=True)
    )  # fmt: skip
    told = told_by(render(PAPER, ORIGIN, ".docx"), ".docx")
    assert told[told.index("채울 곳", told.index("3. 서명")) :][4:13] == [
        "표지", "금융회사의 상호", "1", "평가", "근거", "2", "서명", "직위·성명", "1"
    ]  # fmt: skip
    assert any("4곳" in text for text in told)


def test_a_paper_without_blanks_lists_none():
    full = replace(PAPER, cover=(), sections=PAPER.sections[:1])
    told = told_by(render(full, ORIGIN, ".docx"), ".docx")
    assert told.count("채울 곳") == 1  # on the cover: 없음
    assert "채울 곳" not in load_workbook(io.BytesIO(render(full, ORIGIN, ".xlsx"))).sheetnames


def test_each_blank_of_the_word_file_stands_on_its_yellow_ground():
    root = docx_plain.parts(render(PAPER, ORIGIN, ".docx"))["word/document.xml"]
    w = docx_plain.W
    marked = [
        "".join(t.text for t in run.iter(f"{w}t"))
        for run in root.iter(f"{w}r")
        if (style := run.find(f"{w}rPr/{w}rStyle")) is not None and style.get(f"{w}val") == "Blank"
    ]
    assert marked == ["【금융회사의 상호】", "【근거】", "【근거】", "【직위·성명】"]


def test_grids_of_a_section_with_the_same_heads_share_a_sheet_and_offer_their_choices():
    book = load_workbook(io.BytesIO(render(PAPER, ORIGIN, ".xlsx")))
    assert book.sheetnames == ["문서", "평가", "채울 곳"]
    rows = [tuple(cell.value for cell in row) for row in book["평가"].iter_rows()]
    assert rows[0] == ("구분", "항목", "답")
    assert rows[3] == ("둘째 표", "복구 시간", "【근거】")


def test_a_workbook_offers_the_choices_of_a_column():
    grid = Grid(("항목", "답"), (1, 1), (("가", ""), ("나", "")), "표", {1: ("상", "하")})
    book = load_workbook(io.BytesIO(render(replace(PAPER, sections=(Section("절", (grid,)),)), ORIGIN, ".xlsx")))
    (offered,) = book["표"].data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"상,하"', "B2:B3")


def test_sheets_of_one_name_are_told_apart():
    grid = Grid(
        ("가",), (1,), (("나",),), "이름이 서른한 자보다 긴 표의 제목을 적으면 잘라서 시트의 이름으로 쓴다: [1]/2"
    )
    other = replace(grid, heads=("다",))
    sections = (Section("절", (grid, other)), Section("문서", (replace(grid, title="문서"),)))
    names = load_workbook(io.BytesIO(render(replace(PAPER, sections=sections), ORIGIN, ".xlsx"))).sheetnames
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_paper_gives_the_same_bytes_under_any_hash_seed_and_time_zone(suffix):
    script = (
        "import hashlib, sys, test_paper as t\n"
        "from pipeline.procedure.render import render\n"
        f"print(hashlib.sha256(render(t.PAPER, t.ORIGIN, {suffix!r})).hexdigest())"
    )
    here = Path(__file__).resolve().parent
    path = os.pathsep.join((str(here.parent), str(here)))
    found = {
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path},
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Seoul"))
    }  # fmt: skip
    assert len(found) == 1


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_texts_are_shown_and_do_nothing(suffix):
    rows = tuple((text, text) for text in HOSTILE)
    paper = replace(PAPER, sections=(Section("절", (Grid(("가", "나"), (1, 1), rows), Bullets(HOSTILE), Form(rows))),))
    data = render(paper, replace(ORIGIN, case="<b>&'\"=1+1"), suffix)  # verified: no formula, no link outside
    if suffix == ".xlsx":
        cells = [c for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for c in row if c.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_not_the_paper_is_refused(suffix):
    other = replace(PAPER, sections=(*PAPER.sections, Section("더", (Text("다른 문장입니다."),))))
    with pytest.raises(OutputError, match="다시 읽어"):
        verify_paper(render(PAPER, ORIGIN, suffix), suffix, other, ORIGIN)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_properties_carry_what_the_paper_was_made_from(suffix):
    core = docx_plain.parts(render(PAPER, ORIGIN, suffix))["docProps/core.xml"]
    assert core.findtext("{http://purl.org/dc/elements/1.1/}description") == ORIGIN.line
    with pytest.raises(OutputError, match="출처"):
        verify_paper(render(PAPER, ORIGIN, suffix), suffix, PAPER, replace(ORIGIN, answers="cd" * 32))


def test_the_json_carries_origin_blanks_and_the_data_of_the_stage():
    told = json.loads(render(PAPER, ORIGIN, ".json"))
    assert (told["schema"], told["kind"], told["importance"]) == ("finclause-paper/1", "example", "중요")
    assert (told["case"], told["as_of"], told["answers"]) == ("2026-001", "2026-11-27", "ab" * 32)
    assert [block["block"] for block in told["sections"][1]["blocks"]] == ["grid", "grid", "form", "sourceline"]
    with pytest.raises(ValueError, match="case"):
        render(replace(PAPER, data={"case": "x"}), ORIGIN, ".json")


def test_a_grid_refuses_rows_of_another_width_and_choices_that_excel_cannot_offer():
    with pytest.raises(ValueError, match="columns"):
        Grid(("가", "나"), (1, 1), (("다",),))
    for values in (("상,중",), ('"',), ("가" * 300,)):
        with pytest.raises(ValueError, match="choices"):
            Grid(("가",), (1,), (), choices={0: values})


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="pdf"):
        render(PAPER, ORIGIN, ".pdf")
