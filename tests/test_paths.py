"""Names and paths: nothing is written but what was named, and every refusal is Korean."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pipeline.cli import main

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NAMES = (
    "CON.docx", "nul.docx", "COM1.docx", "lpt¹.docx", "a.docx.", "a.docx ", "a\x00.docx", "a\n.docx", "a\x1b[2J.docx",
    "\u202excod.exe.docx", "a\u2066b.docx", "a:b.docx", "a|b.docx", 'a"b.docx', "a<b.docx", "a?.docx", "a*.docx",
    "a\\b.docx", "\udc80.docx", "..", ".", "없는 폴더/a.docx", "파일/a.docx", "계" * 84 + ".docx", "a/../../밖/a.docx",
    "x\x00y/a.docx", "x\x1b[2J/a.docx", "x\u202ey/a.docx",
)  # fmt: skip


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    (tmp_path / "안").mkdir()
    (tmp_path / "안" / "파일").write_text("old")
    (tmp_path / "곁").mkdir()
    monkeypatch.chdir(tmp_path / "안")
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", ["-o", "--trace", "review", "new"])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(place, capsys, which, name):
    before = snapshot(place)
    deal, terms = SAMPLES / "deal-basic.yaml", SAMPLES / "vendor-terms.txt"
    code = main(
        {
            "-o": ["draft", str(deal), "-o", name],
            "--trace": ["draft", str(deal), "-o", "b.docx", "--trace", name],
            "review": ["review", str(terms), "-o", name],
            "new": ["new", name],
        }[which]
    )
    said = capsys.readouterr().err
    assert code == 2, said
    assert re.search("[가-힣]", said)
    assert "Traceback" not in said
    assert all(line.isprintable() for line in said.splitlines())
    assert snapshot(place) == before


@pytest.mark.parametrize(
    "name", ["../곁/a.docx", "{0}/곁/a.docx", "./a.docx", "가" * 80 + ".docx", "계약서 (최종).docx", "-a.docx"]
)
def test_a_path_goes_where_it_says_and_nowhere_else(place, name):
    target = Path(name.format(place))
    before = snapshot(place)
    assert main(["draft", str(SAMPLES / "deal-basic.yaml"), f"--out={target}"]) == 0
    after = snapshot(place)
    assert set(after) - set(before) == {os.path.relpath(target.resolve(), place)}
    assert {key: after[key] for key in before} == before


def test_a_link_as_output_is_replaced_and_its_target_left_alone(place):
    (place / "곁" / "precious.docx").write_bytes(b"precious")
    (place / "안" / "a.docx").symlink_to(place / "곁" / "precious.docx")
    assert main(["draft", str(SAMPLES / "deal-basic.yaml"), "-o", "a.docx"]) == 2
    assert main(["draft", str(SAMPLES / "deal-basic.yaml"), "-o", "a.docx", "--force"]) == 0
    assert (place / "곁" / "precious.docx").read_bytes() == b"precious"
    assert not (place / "안" / "a.docx").is_symlink()


@pytest.mark.parametrize("alias", ["in.docx", "./in.docx", "../안/in.docx", "link.docx", "hard.docx", "IN.docx"])
def test_an_output_that_is_an_input_is_refused_even_with_force(place, capsys, alias):
    source = place / "안" / "in.docx"
    assert main(["draft", str(SAMPLES / "deal-basic.yaml"), "-o", str(source)]) == 0
    (place / "안" / "link.docx").symlink_to("in.docx")
    os.link(source, place / "안" / "hard.docx")
    before = snapshot(place)
    assert main(["review", "in.docx", "-o", alias, "--force"]) == 2
    assert "입력 파일과 같은 파일입니다" in capsys.readouterr().err
    assert snapshot(place) == before


def test_a_trace_over_the_deal_sheet_or_the_draft_is_refused(place, capsys):
    sheet = place / "안" / "deal.yaml"
    sheet.write_bytes((SAMPLES / "deal-basic.yaml").read_bytes())
    before = snapshot(place)
    assert main(["draft", "deal.yaml", "-o", "a.docx", "--trace", "deal.yaml", "--force"]) == 2
    assert main(["draft", "deal.yaml", "-o", "a.docx", "--trace", "a.docx", "--force"]) == 2
    assert "두 번 쓰라고" in capsys.readouterr().err
    assert snapshot(place) == before


@pytest.mark.parametrize(
    "name", ["없음\x1b[31m.txt", "없음\u202e.txt", "없음\udc80.txt", "a\x00b.txt", "x" * 300 + ".txt", "."]
)
@pytest.mark.parametrize("command", ["review", "read", "draft"])
def test_an_input_under_a_hostile_name_is_refused_without_steering_the_terminal(place, capsys, command, name):
    assert main([command, name, *(["-o", "b.docx"] if command == "draft" else [])]) == 3
    captured = capsys.readouterr()
    said = captured.out + captured.err  # what `read` finds out of a file is its result
    assert re.search("[가-힣]", said)
    assert all(line.isprintable() for line in said.splitlines())


def test_names_and_texts_of_a_file_do_not_steer_the_terminal(place, capsys):
    name = "약관\x1b]0;x\x07\u202e.txt"
    Path(name).write_text("제1조(통지\x1b[2J) 을은 \x9b31m갑에게 \u202e알린다.\n", encoding="utf-8")
    for arguments in (["read", name], ["review", name], ["review", name, "--format", "json"]):
        main(arguments)
        out = capsys.readouterr().out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
