"""The command: exit codes, messages, files written and never overwritten."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pypdf
import pytest
from read_samples import pdf, pdf_of

from pipeline.cli import main

PICTURE = b"q 595 0 0 842 0 0 cm /Im1 Do Q"

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TERMS = SAMPLES / "vendor-terms.txt"


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_gaps_found_end_with_one(capsys):
    code, out, _ = run(capsys, "review", TERMS)
    assert code == 1
    assert "기재사항 26개" in out


def test_a_full_draft_reviews_without_a_gap(capsys, tmp_path):
    draft = tmp_path / "계약서.docx"
    assert run(capsys, "draft", SAMPLES / "deal-critical.yaml", "-o", draft)[0] == 0
    code, out, _ = run(capsys, "review", draft, "--deal", SAMPLES / "deal-critical.yaml")
    assert code == 0, out


def test_json_holds_every_element_with_exact_slices(capsys):
    code, out, _ = run(capsys, "review", TERMS, "--format", "json")
    found = json.loads(out)
    text = TERMS.read_text(encoding="utf-8")
    assert code == 1
    assert len(found["elements"]) == 86
    assert len(found["requirements"]) == 26
    quotes = [e for element in found["elements"].values() for e in element["evidence"]]
    assert quotes
    assert all(text[q["start"] : q["end"]] == q["text"] for q in quotes)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review"], "다음 인자가 필요합니다"),
        (["reveiw", "x"], "쓸 수 없습니다"),
        (["review", TERMS, "--as-of", "2026-02-30"], "날짜가 아닙니다"),
        (["review", TERMS, "--as-of", "2020-01-01"], "시행 중인"),
        (["review", TERMS, "--without", "weather"], "알 수 없는 사실"),
        (["review", TERMS, "-o", "보고서.pdf"], "확장자"),
        (["draft", SAMPLES / "deal-basic.yaml", "-o", "계약서.odt"], "확장자"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_why_in_korean(capsys, arguments, said):
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err


@pytest.mark.parametrize(
    ("name", "data"),
    [("없음.txt", None), ("빈.txt", b""), ("깨짐.docx", b"PK\x03\x04junk"), ("그림.png", b"\x89PNG\r\n\x1a\n0000")],
)
def test_an_input_that_cannot_be_read_ends_with_three(capsys, tmp_path, name, data):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    code, _, err = run(capsys, "review", path)
    assert code == 3
    assert name in err
    assert "Traceback" not in err


def test_a_scan_is_an_input_that_cannot_be_read_not_a_contract_without_provisions(capsys, tmp_path):
    path = tmp_path / "스캔.pdf"
    path.write_bytes(pdf_of([PICTURE, PICTURE], image=True))
    code, out, err = run(capsys, "review", path)
    assert code == 3
    assert "OCR" in err
    assert out == ""


def test_the_parties_named_are_words_of_their_own(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "주식회사 한빛저축은행(이하 “갑”이라 한다)과 구름(이하 “을”이라 한다)은 계약한다.\n제1조(통지) 을은 갑에게 알린다.\n"
    )
    _, out, _ = run(capsys, "review", path, "--format", "json")
    assert json.loads(out)["parties"]["금융회사"] == ["갑"]


def test_a_defect_of_ours_ends_with_four_and_no_traceback(capsys, monkeypatch):
    def broken(*_):
        raise RuntimeError("inside")

    monkeypatch.setattr("pipeline.parse.parse", broken)
    code, _, err = run(capsys, "review", TERMS)
    assert code == 4
    assert "프로그램의 결함" in err
    assert "Traceback" not in err


def test_reports_in_four_formats_are_written_at_once_and_not_overwritten(capsys, tmp_path):
    outs = [tmp_path / f"보고서.{s}" for s in ("docx", "xlsx", "html", "json")]
    options = [x for out in outs for x in ("-o", out)]
    before = hashlib.sha256(TERMS.read_bytes()).hexdigest()
    assert run(capsys, "review", TERMS, *options)[0] == 1
    first = [out.read_bytes() for out in outs]
    code, _, err = run(capsys, "review", TERMS, *options)
    assert code == 2
    assert "--force" in err
    assert run(capsys, "review", TERMS, *options, "--force")[0] == 1
    assert [out.read_bytes() for out in outs] == first
    assert hashlib.sha256(TERMS.read_bytes()).hexdigest() == before


def test_final_refuses_open_blanks_and_writes_nothing(capsys, tmp_path):
    deal = tmp_path / "deal.yaml"
    text = (SAMPLES / "deal-basic.yaml").read_text(encoding="utf-8")
    deal.write_text("\n".join(x for x in text.splitlines() if "notice_days" not in x), encoding="utf-8")
    out = tmp_path / "a.docx"
    code, _, err = run(capsys, "draft", deal, "-o", out, "--final")
    assert code != 0
    assert "빈칸" in err
    assert not out.exists()


def test_a_new_deal_sheet_tells_what_to_fill_in(capsys, tmp_path):
    path = tmp_path / "deal.yaml"
    assert run(capsys, "new", path)[0] == 0
    code, _, err = run(capsys, "draft", path, "-o", tmp_path / "a.docx")
    assert code == 3
    assert "deal.yaml" in err
    assert "행" in err


def test_importance_and_facts_change_what_is_due(capsys):
    _, out, _ = run(capsys, "review", TERMS, "--format", "json", "--importance", "비중요", "--without", "indirect")
    found = json.loads(out)["requirements"]
    assert found["EXTRA-03"]["status"] == "not_due"
    assert found["INDIRECT-01"]["status"] == "not_due"


def test_the_2023_edition_is_used_before_the_change(capsys):
    _, out, _ = run(capsys, "review", TERMS, "--format", "json", "--as-of", "2024-06-30")
    found = json.loads(out)
    assert found["edition"] == "2023"
    assert "BASIC-14" not in found["requirements"] or found["requirements"]["BASIC-14"]["status"] == "not_due"


def test_review_opens_a_locked_pdf_with_its_password(capsys, tmp_path):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["제1조(목적) 이 계약은 서비스의 이용을 정한다."]])))
    writer.encrypt(user_password="secret", owner_password="owner", algorithm="RC4-128")
    path = tmp_path / "잠김.pdf"
    with path.open("wb") as out:
        writer.write(out)
    assert main(["review", str(path)]) == 3
    assert "--password" in capsys.readouterr().err
    assert main(["review", str(path), "--password", "secret"]) == 1


def test_review_asks_for_tesseract_only_when_told_to_recognise(capsys, tmp_path, monkeypatch):
    path = tmp_path / "스캔.pdf"
    path.write_bytes(pdf_of([PICTURE], image=True))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["review", str(path)]) == 3
    assert "--ocr" in capsys.readouterr().err
    assert main(["review", str(path), "--ocr"]) == 3
    assert "tesseract-ocr-kor" in capsys.readouterr().err
