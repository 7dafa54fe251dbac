"""The two PDF engines against each other, and passwords."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from read_samples import pdf, pdf_of, pdf_text

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.parse import parse
from pipeline.read import pdf_second, read_bytes
from pipeline.read.options import Options
from pipeline.read.pdf_survey import open_pypdf, survey

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FINCLAUSE_SHARED", ROOT.parent / "shared"))
FILES = sorted(SHARED.rglob("*.pdf")) if SHARED.is_dir() else []
TEXT = [f"제{n}조(조항) 이 계약의 {n}번째 조항은 서비스의 이용과 그 조건을 정한다." for n in range(1, 6)]


def locked(user: str, algorithm: str = "RC4-128") -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["제1조(목적) 잠긴 글이다."]])))
    writer.encrypt(user_password=user, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal(data: bytes, options: Options) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes("잠김.pdf", data, options)
    return caught.value


# ------------------------------------------------------------------ passwords


def test_a_missing_password_is_asked_for() -> None:
    error = refusal(locked("비밀"), Options())
    assert error.outcome is Outcome.NEEDS_PASSWORD
    assert "--password" in str(error)


def test_a_wrong_password_is_said_to_be_wrong() -> None:
    error = refusal(locked("비밀"), Options(password="아님"))
    assert error.outcome is Outcome.NEEDS_PASSWORD
    assert "암호가 맞지 않습니다" in str(error)


@pytest.mark.parametrize("user", ["secret", ""], ids=["user password", "no user password"])
def test_the_right_password_or_one_not_needed_opens(user: str) -> None:
    assert "잠긴 글" in read_bytes("잠김.pdf", locked(user), Options(password="secret")).text


# ------------------------------------------------------------------ the second engine


def test_agreeing_engines_say_nothing() -> None:
    assert read_bytes("계약.pdf", pdf([TEXT, TEXT])).warnings == ()


def test_a_page_on_which_pdfium_loses_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    whole = pypdfium2.PdfTextPage.get_text_range
    monkeypatch.setattr(pypdfium2.PdfTextPage, "get_text_range", lambda page: whole(page)[:60])
    document = read_bytes("계약.pdf", pdf([TEXT, ["제6조(끝) 끝이다."]]))
    assert document.warnings == ("1쪽: 두 방식으로 읽은 글자가 10% 넘게 다릅니다. 이 쪽을 원본과 대조하십시오.",)


def test_the_difference_counts_what_the_other_does_not_have_whatever_the_order() -> None:
    assert pdf_second.difference("가나다라 마", "마라다\n나가") == 0
    assert pdf_second.difference("가나다라마바사아자차", "가나다라마바사아") == pytest.approx(0.2)
    assert pdf_second.difference("", "") == 0


def test_a_file_that_pypdf_cannot_open_was_not_checked_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise pypdf.errors.PdfReadError("broken")

    monkeypatch.setattr(pypdf, "PdfReader", fail)
    document = read_bytes("계약.pdf", pdf([TEXT]))
    assert "대조하지 못했습니다" in document.warnings[0]


def test_the_survey_counts_the_characters_that_are_shown() -> None:
    data = pdf([["제1조(목적) 가나다"], ["라마"]])
    pages = survey("a.pdf", open_pypdf(data))
    assert pages is not None
    assert [page.codes for page in pages] == [11, 2]


def test_fonts_that_name_no_letters_are_unread_with_the_reason() -> None:
    data = pdf_of([pdf_text(TEXT), pdf_text(TEXT)])
    blind = data.replace(b"/ToUnicode 5 0 R", b"                ")
    with pytest.raises(ReadError, match=r"1-2쪽: 글꼴에 글자 정보\(ToUnicode\)가 없어") as caught:
        read_bytes("계약.pdf", blind)
    assert caught.value.outcome is Outcome.NEEDS_OCR


def test_a_page_of_which_a_part_is_in_such_a_font_is_marked_and_the_rest_is_read() -> None:
    seen, blind = pdf_text(TEXT), pdf_text(["가려진 글자 몇 자"], top=600).replace(b"/F1", b"/F2")
    resources = (
        b"/Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [4 0 R] >> >>"
    )
    data = pdf_of([seen + blind]).replace(b"/Font << /F1 3 0 R >>", resources)
    document = read_bytes("계약.pdf", data)
    assert "제1조(조항)" in document.text
    assert [(part.page, "ToUnicode" in part.reason) for part in document.unread] == [(1, True)]


# ------------------------------------------------------------------ proof


@pytest.mark.skipif(not FILES, reason="no PDF files beside the repository (FINCLAUSE_SHARED)")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:40])
def test_real_files_keep_99_percent_of_what_pypdf_reads(path: Path) -> None:
    """Running heads and feet, which a warning counts, are put back before counting."""
    from pipeline.read import pdf as reader
    from pipeline.read.margins import body_lines

    data = path.read_bytes()
    document = read_bytes(path.name, data)
    theirs = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    pages = reader._with_pdfium(path.name, data, Options(), survey(path.name, open_pypdf(data)))
    kept, _, _ = body_lines([page.lines for page in pages], [page.height for page in pages])
    gone = [
        line.text
        for page, numbers in zip(pages, kept, strict=True)
        for at, line in enumerate(page.lines)
        if at not in numbers
    ]
    assert pdf_second.difference(document.text + "\n".join(gone), theirs) <= 0.01


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_draft_printed_to_pdf_has_the_articles_of_its_docx(tmp_path: Path) -> None:
    from render_contract import long_contract, meta

    from pipeline.render import render

    docx = tmp_path / "draft.docx"
    docx.write_bytes(render(long_contract(), meta()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = [
        [
            (article.number, "".join(article.title.split()))
            for article in parse(read_bytes(name, (tmp_path / name).read_bytes())).articles
        ]
        for name in ("draft.docx", "draft.pdf")
    ]
    assert found[0] == found[1]
