"""`finclause read`: what was read of each file, for a person in 80 columns and for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drafts import LIBRARY, base_conditions
from read_samples import docx, p, pdf, pdf_of, r

from pipeline.cli import main, reading
from pipeline.judge import review
from pipeline.model import Block, Document, Outcome
from pipeline.parse import parse
from pipeline.report.visible import columns

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TERMS = SAMPLES / "vendor-terms.txt"
PICTURE = b"q 595 0 0 842 0 0 cm /Im1 Do Q"


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def made(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def changed_docx() -> bytes:
    return docx(
        p("제1조(목적) 을은 알린다.")
        + f"<w:p><w:ins w:id='1'>{r('더함')}</w:ins></w:p>"
        + p("제2조(통지) " + "아주 긴 글 " * 60)
    )


def test_the_outline_says_outcome_format_articles_and_sizes(capsys):
    code, out, _ = run(capsys, "read", TERMS)
    assert code == 0
    assert "읽음 [OK]" in out
    assert "텍스트, UTF-8" in out
    assert any(line.split() == ["제1조", "목적", "문단", "1개"] for line in out.splitlines())


def test_every_line_fits_eighty_columns(capsys, tmp_path):
    paths = [
        TERMS,
        made(tmp_path, "a.docx", changed_docx()),
        made(tmp_path, "깨짐.docx", b"PK\x03\x04" + b"x" * 50),
        made(tmp_path, "그림.pdf", pdf_of([PICTURE, PICTURE], image=True)),
    ]
    code, out, _ = run(capsys, "read", *paths)
    lines = [line for line in out.splitlines() if str(tmp_path) not in line]
    assert code == 3
    assert max(map(columns, lines)) <= 80


def test_each_file_ends_in_its_own_outcome_and_the_worst_is_the_exit_code(capsys, tmp_path):
    paths = [
        TERMS,
        made(tmp_path, "a.docx", changed_docx()),
        made(tmp_path, "빈.txt", b""),
        made(tmp_path, "깨짐.docx", b"PK\x03\x04"),
        made(tmp_path, "그림.pdf", pdf_of([PICTURE], image=True)),
        tmp_path / "없음.pdf",
    ]
    code, out, _ = run(capsys, "read", *paths, "--format", "json")
    found = json.loads(out)
    assert code == 3
    assert found["schema"] == "finclause-read/1"
    assert [one["outcome"] for one in found["files"]] == [
        "OK",
        "OK_WITH_WARNINGS",
        "REFUSED",
        "DAMAGED",
        "NEEDS_OCR",
        "REFUSED",
    ]
    assert [one["message"] == "" for one in found["files"]] == [True, True, False, False, False, False]


def test_the_json_gives_the_articles_as_slices_of_the_text(capsys):
    _, out, _ = run(capsys, "read", TERMS, "--format", "json")
    one = json.loads(out)["files"][0]
    text = TERMS.read_text(encoding="utf-8")
    article = next(a for a in one["articles"] if a["number"] == "제3조")
    assert text[article["start"] : article["end"]].startswith("제3조")
    assert (article["title"], article["paragraphs"], article["chapter"]) == ("약관의 게시와 개정", 3, "제1장 총칙")
    assert one["characters"] == len(text)


def test_pages_and_unread_parts_are_named(capsys, tmp_path):
    path = made(tmp_path, "a.pdf", pdf([["제1조(목적) 을은 갑에게 지체 없이 알린다. 갑은 답한다."]]))
    _, out, _ = run(capsys, "read", path, "--format", "json")
    one = json.loads(out)["files"][0]
    assert (one["pages"], one["articles"][0]["page"]) == (1, 1)
    _, out, _ = run(capsys, "read", made(tmp_path, "b.pdf", pdf_of([PICTURE], image=True)))
    assert "1쪽: " in out
    assert "[NEEDS_OCR]" in out


def test_the_result_is_written_and_never_overwritten_unasked(capsys, tmp_path):
    out = tmp_path / "결과.json"
    assert run(capsys, "read", TERMS, "-o", out)[0] == 0
    first = out.read_bytes()
    assert json.loads(first)["files"][0]["outcome"] == "OK"
    assert run(capsys, "read", TERMS, "-o", out)[0] == 2
    assert run(capsys, "read", TERMS, "-o", out, "--force")[0] == 0
    assert out.read_bytes() == first


@pytest.mark.parametrize("bad", [("빈.txt", b""), ("깨짐.docx", b"PK\x03\x04junk")])
def test_one_refused_file_of_a_set_is_named_and_nothing_is_judged_in_part(capsys, tmp_path, bad):
    report = tmp_path / "보고서.json"
    code, out, err = run(capsys, "review", TERMS, made(tmp_path, *bad), tmp_path / "없음.txt", "-o", report)
    assert code == 3
    assert bad[0] in err
    assert "없음.txt" in err
    assert "파일 3개 가운데 2개" in err
    assert out == ""
    assert not report.exists()


def test_a_defect_of_a_reader_ends_with_four_and_its_traceback_only_on_request(capsys, monkeypatch, tmp_path):
    from pipeline.errors import ReaderDefectError

    def broken(*_):
        raise ReaderDefectError(
            "a.txt: 이 파일을 읽다가 프로그램의 결함을 만났습니다(KeyError, x.py:1). 알려 주십시오.", "Traceback: 속"
        )

    monkeypatch.setattr("pipeline.sandbox.apart.read_apart", broken)
    for command in ("read", "review"):
        monkeypatch.delenv("FINCLAUSE_DEBUG", raising=False)
        code, out, err = run(capsys, command, TERMS)
        assert code == 4
        assert "결함" in out + err
        assert "Traceback" not in out + err
        monkeypatch.setenv("FINCLAUSE_DEBUG", "1")
        assert "Traceback" in run(capsys, command, TERMS)[2]


def test_a_wrong_fact_does_not_wait_for_the_file(capsys, tmp_path):
    code, _, err = run(capsys, "review", TERMS, "--without", "weather")
    assert code == 2
    assert "알 수 없는 사실" in err


def test_a_pipe_is_no_contract(capsys, tmp_path):
    import os

    path = tmp_path / "관.txt"
    os.mkfifo(path)
    code, _, err = run(capsys, "review", path)
    assert code == 3
    assert "관.txt" in err


def test_articles_read_from_a_picture_are_shown_with_their_confidence():
    text = "제1조(목적) 을은 알린다.\n제2조(기간) 1년으로 한다."
    seam = text.index("\n")
    blocks = (Block("paragraph", 0, seam, confidence=0.93), Block("paragraph", seam + 1, len(text), confidence=0.71))
    document = Document("스캔.pdf", "0" * 64, "pdf", text, blocks)
    one = reading._Found(Path("스캔.pdf"), Outcome.OK_WITH_WARNINGS, "", 0, document, parse(document))
    shown = "\n".join(reading._lines(one))
    assert "인식 신뢰도 93%" in shown
    assert "인식 신뢰도 71%" in shown
    assert [a["confidence"] for a in reading._object(one)["articles"]] == [pytest.approx(0.93), pytest.approx(0.71)]
    found = review(document, parse(document), LIBRARY, base_conditions())
    assert any("제1조 93%, 제2조 71%" in warning for warning in found.warnings)
