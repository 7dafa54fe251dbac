"""`finclause addendum`: exit codes, messages, and when nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.parse import parse
from pipeline.read import read_bytes

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TERMS, DEAL = SAMPLES / "vendor-terms.txt", SAMPLES / "deal-critical.yaml"


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    heard = capsys.readouterr()
    return code, heard.out, heard.err


def test_an_addendum_and_its_trace_are_written(capsys, tmp_path):
    out, trace = tmp_path / "부속합의서.docx", tmp_path / "추적.json"

    code, heard, _ = run(capsys, "addendum", TERMS, "--deal", DEAL, "-o", out, "--trace", trace)

    assert code == 0
    assert "원계약: 마루별클라우드 기업 서비스 이용약관(vendor-terms.txt)" in heard
    assert "남은 빈틈이 없습니다" in heard
    found = json.loads(trace.read_text(encoding="utf-8"))
    assert found["schema"] == "finclause.addendum/1"
    assert found["left"] == []
    assert "이 합의서가 우선한다" in read_bytes(out.name, out.read_bytes()).text


def test_an_english_addendum_warns_of_values_that_stay_in_korean(capsys, tmp_path):
    code, heard, _ = run(capsys, "addendum", TERMS, "--deal", DEAL, "-o", tmp_path / "a.docx", "--language", "en")

    assert code == 0
    assert "영문에 한글로 남은 값이 " in heard


def test_vendor_and_addendum_review_as_a_set_without_a_gap(capsys, tmp_path):
    out = tmp_path / "addendum.docx"
    assert run(capsys, "addendum", TERMS, "--deal", DEAL, "-o", out)[0] == 0

    code, heard, _ = run(capsys, "review", TERMS, out, "--deal", DEAL)

    assert code == 0, heard


def test_an_addendum_is_written_in_every_format_at_once_and_reads_back_the_same(capsys, tmp_path):
    outs = [tmp_path / "부속합의서.docx", tmp_path / "부속합의서.hwpx"]
    code, heard, _ = run(capsys, "addendum", TERMS, "--deal", DEAL, "-o", outs[0], "-o", outs[1])
    assert code == 0
    assert "한글 프로그램에서 확인하지 않음" in heard
    word, hangul = (parse(read_bytes(out.name, out.read_bytes())) for out in outs)
    assert [(a.number, a.title) for a in word.articles if a.number] == [
        (a.number, a.title) for a in hangul.articles if a.number
    ]
    assert len(word.articles) > 10


def test_a_complete_contract_is_told_so_and_nothing_is_written(capsys, tmp_path):
    draft, out = tmp_path / "계약서.docx", tmp_path / "부속합의서.docx"
    assert run(capsys, "draft", DEAL, "-o", draft)[0] == 0

    code, heard, _ = run(capsys, "addendum", draft, "--deal", DEAL, "-o", out)

    assert code == 0
    assert "빈틈이 없어 부속합의서를 쓰지 않았습니다" in heard
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["addendum", TERMS, "-o", "a.docx"], "다음 인자가 필요합니다", 2),
        (["addendum", TERMS, "--deal", DEAL, "-o", "a.odt"], "확장자", 2),
        (["addendum", TERMS, "--deal", DEAL, "-o", "a.docx", "--language", "jp"], "쓸 수 없습니다", 2),
        (["addendum", TERMS, "--deal", DEAL, "-o", "a.docx", "--prevails", "en"], "--language both", 2),
        (["addendum", TERMS, TERMS, "--deal", DEAL, "-o", "a.docx"], "두 번", 2),
        (["addendum", "없음.docx", "--deal", DEAL, "-o", "a.docx"], "없음.docx", 3),
        (["addendum", TERMS, "--deal", "없음.yaml", "-o", "a.docx"], "없음.yaml", 3),
    ],
)
def test_what_is_wrong_is_said_in_korean_and_nothing_is_written(capsys, tmp_path, monkeypatch, arguments, said, code):
    monkeypatch.chdir(tmp_path)

    ended, _, err = run(capsys, *arguments)

    assert said in err
    assert ended == code
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_same_name_is_not_overwritten(capsys, tmp_path):
    out = tmp_path / "부속합의서.docx"
    out.write_bytes(b"kept")

    code, _, err = run(capsys, "addendum", TERMS, "--deal", DEAL, "-o", out)

    assert code != 0
    assert "--force" in err
    assert out.read_bytes() == b"kept"
