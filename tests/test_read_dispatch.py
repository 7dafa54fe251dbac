"""`read` chooses a reader by content and refuses the rest in Korean."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from read_samples import docx, p, packed, pdf

from pipeline.errors import ReadError
from pipeline.read import READERS, limits, read, read_bytes


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(name, data)
    return str(caught.value)


def test_every_supported_suffix_has_one_reader() -> None:
    assert {".docx", ".pdf", ".hwpx", ".hwp", ".html", ".htm", ".md", ".txt"} <= set(READERS)


def test_a_file_is_read_from_its_path_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "올린파일.txt"
    path.write_text("제1조(목적) 가나다", encoding="utf-8")
    document = read(path, as_name="계약서.txt")
    assert document.name == "계약서.txt"
    assert document.text == "제1조(목적) 가나다"
    assert len(document.sha256) == 64


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"없는\.docx: 파일이 없습니다"):
        read(tmp_path / "없는.docx")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="폴더입니다"):
        read(tmp_path)


def test_a_path_with_a_null_character_is_refused() -> None:
    with pytest.raises(ReadError, match="없습니다"):
        read(Path("a\x00b.txt"))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("빈.txt", b"", "빈 파일"),
        ("공백.txt", b" \n\t\n", "글자가 하나도 없는"),
        ("문서.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + b"HWP Document File", "손상된 한글"),
        ("옛.hwp", b"HWP Document File V3.00", "HWP 3.0"),
        ("보안.hwp", b"<## NASCA DRM FILE - VER1.00 ##>" + bytes(64), "DRM"),
        ("보안.docx", b"\x9b DRMONE  This Document is encrypted" + bytes(64), "DRM"),
        ("보안.pdf", b"SCDSA004" + bytes(64), "DRM"),
        ("글자.hwp", "그냥 글".encode(), "내용이 그 형식이 아닙니다"),
        ("글자.hwpx", "그냥 글".encode(), "내용이 그 형식이 아닙니다"),
        ("옛.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "DOC"),
        ("잠김.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "암호"),
        ("표.xlsx", packed({"xl/workbook.xml": b"<x/>"}), "Excel"),
        ("묶음.zip", packed({"a.txt": b"a"}), "압축"),
        ("한글.hwpx", packed({"mimetype": b"application/hwp+zip"}), "HWPX"),
        ("깨짐.docx", b"PK\x03\x04 not a zip", "손상된"),
        ("글.docx", "글자뿐".encode(), "내용이 그 형식이 아닙니다"),
        ("서식.rtf", b"{\\rtf1 hello}", "RTF"),
        ("그림.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "그림"),
        ("실행.txt", b"MZ\x90\x00", "이진"),
        ("이진.txt", bytes(range(256)) * 20, "글자로 읽을 수 없는"),
        ("표.csv", b"a,b\n1,2\n", r"지원하지 않는 형식"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_advice(name: str, data: bytes, words: str) -> None:
    message = refusal(name, data)
    assert message.startswith(f"{name}: ")
    assert words in message
    assert message.endswith("오.")


def test_a_docx_called_txt_is_read_as_a_docx_and_says_so() -> None:
    document = read_bytes("계약.txt", docx(p("제1조(목적) 가")))
    assert document.format == "docx"
    assert "DOCX" in document.warnings[0]


def test_a_pdf_called_hwp_is_read_as_a_pdf() -> None:
    document = read_bytes("계약.hwp", pdf([["제1조(목적) 가나다라"]]))
    assert document.format == "pdf"
    assert ".hwp" in document.warnings[0]


def test_html_called_txt_is_read_as_html() -> None:
    assert read_bytes("약관.txt", b"<!DOCTYPE html><p>a").format == "html"


def test_a_file_without_a_suffix_is_read_by_its_content() -> None:
    assert read_bytes("계약서", docx(p("가나"))).warnings == ()


def test_a_file_beyond_the_size_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert "너무 큽니다" in refusal("큰.txt", b"0123456789ab")


def test_a_text_beyond_the_character_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_CHARS", 5)
    assert "한도" in refusal("긴.txt", "가나다라마바사".encode())


def test_a_zip_that_only_starts_like_a_docx_is_damaged_not_a_crash() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<a")
    assert "손상된" in refusal("반쪽.docx", out.getvalue())


def test_a_file_of_nothing_but_hidden_text_says_so() -> None:
    message = refusal("숨김.html", "<html><body><p hidden>제1조 을은 알린다.</p></body></html>".encode())
    assert "본문으로 읽을 글이 없습니다" in message
    assert "화면에 보이지 않게 한 글" in message
