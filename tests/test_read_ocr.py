"""Scans: recognition through a stand-in for tesseract everywhere, and through tesseract where it is installed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from read_samples import pdf_of, pdf_text

from pipeline.errors import ReadError
from pipeline.model import Block, Document, Outcome
from pipeline.parse import parse
from pipeline.read import limits, ocr, read_bytes
from pipeline.read.circled import with_circled
from pipeline.read.confidence import mean_confidence
from pipeline.read.options import Options
from pipeline.read.pdf_blocks import to_blocks
from pipeline.read.pdfium import Line

OCR = Options(ocr=True)
PICTURE = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
SCAN = pdf_of([PICTURE, PICTURE], image=True)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
FAKE = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\n{languages}")
    raise SystemExit
assert sys.argv[1:] == ["stdin", "stdout", "-l", sys.argv[4], "--psm", "4", "--dpi", "300", "tsv"], sys.argv
data = sys.stdin.buffer.read()
if {code}:
    raise SystemExit({code})
print("level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext")
lines = {english} if sys.argv[4] == "eng" else {lines}
for number, line in enumerate(lines):
    print(f"4\\t1\\t1\\t1\\t{{number}}\\t0\\t0\\t0\\t0\\t0\\t-1\\t")
    for at, word in enumerate(line.split()):
        print(f"5\\t1\\t1\\t1\\t{{number}}\\t{{at}}\\t0\\t0\\t0\\t0\\t{{90 - at}}\\t{{word}}")
"""
LINES = [
    "제7조(계약기간과 갱신)",
    "@ 계 약 기 간 은 2 년 으 로 한 다.",
    "DQ 제공자는 갱신할 의사가 없으면 미리 알려야 한다.",
]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a stand-in for tesseract first on the path."""

    def put(
        lines: list[str] = LINES, *, languages: str = "eng\\nkor", english: tuple[str, ...] = (), code: int = 0
    ) -> None:
        program = tmp_path / "tesseract"
        program.write_text(
            FAKE.format(python=sys.executable, languages=languages, lines=lines, english=list(english), code=code),
            encoding="utf-8",
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + os.environ["PATH"])

    return put


def refusal(name: str, data: bytes, options: Options = OCR) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes(name, data, options)
    return caught.value


def shown(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


# ------------------------------------------------------------------ with a stand-in


def test_a_scan_is_read_with_words_whole_circled_digits_and_a_confidence(fake) -> None:
    fake()
    document = read_bytes("스캔.pdf", pdf_of([PICTURE], image=True), OCR)
    assert shown(document) == [
        "제7조(계약기간과 갱신)",
        "① 계약 기간은 2년으로 한다.",
        "② 제공자는 갱신할 의사가 없으면 미리 알려야 한다.",
    ]
    assert all(block.confidence is not None and 0.8 < block.confidence < 0.91 for block in document.blocks)
    assert document.unread == ()
    assert document.warnings[0].startswith("1쪽: 문자 인식(OCR)으로 읽었습니다(쪽별 평균 신뢰도 8")
    assert "동그라미 번호(①, ②) 2개" in document.warnings[0]


def test_only_pages_without_text_are_recognised(fake) -> None:
    fake(["제2조(기간) 기간은 1년으로 한다."])
    text = pdf_text(["제1조(목적) 이 계약은 목적을 정한다."])
    document = read_bytes("섞임.pdf", pdf_of([text, PICTURE], image=True), OCR)
    assert [(block.page, block.confidence is None) for block in document.blocks] == [(1, True), (2, False)]
    assert document.warnings[0].startswith("2쪽: 문자 인식")


def test_a_page_in_which_nothing_is_recognised_stays_unread(fake) -> None:
    fake([])
    text = pdf_text(["제1조(목적) 이 계약은 목적을 정한다."])
    document = read_bytes("섞임.pdf", pdf_of([text, PICTURE], image=True), OCR)
    assert [part.page for part in document.unread] == [2]


def test_an_english_page_is_read_again_as_english(fake) -> None:
    fake(["7115 46661606111 15 17806"], english=("This Agreement is made by the parties.",))
    assert shown(read_bytes("scan.png", PNG, OCR)) == ["This Agreement is made by the parties."]


def test_a_picture_file_is_read(fake) -> None:
    fake()
    document = read_bytes("계약.png", PNG, OCR)
    assert (document.format, document.pages, shown(document)[0]) == ("image", 1, LINES[0])


def test_a_picture_file_asks_for_recognition() -> None:
    error = refusal("계약.png", PNG, Options())
    assert error.outcome is Outcome.NEEDS_OCR
    assert "계약.png: 그림 파일입니다" in str(error)
    assert "--ocr" in str(error)


def test_a_picture_without_letters_is_not_called_read(fake) -> None:
    fake([])
    assert refusal("빈.png", PNG).outcome is Outcome.NEEDS_OCR


def test_without_tesseract_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal("스캔.pdf", SCAN)
    assert error.outcome is Outcome.NEEDS_OCR
    assert "tesseract-ocr-kor" in str(error)


def test_without_korean_the_message_says_so(fake) -> None:
    fake(languages="eng")
    error = refusal("스캔.pdf", SCAN)
    assert error.outcome is Outcome.NEEDS_OCR
    assert "한국어 자료가 없습니다" in str(error)


def test_a_failing_tesseract_is_named(fake) -> None:
    fake(code=1)
    error = refusal("스캔.pdf", SCAN)
    assert error.outcome is Outcome.DAMAGED
    assert "끝 코드 1" in str(error)


def test_a_tesseract_that_hangs_is_stopped(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake()

    def hang(command: list[str], **options: object) -> None:
        raise subprocess.TimeoutExpired(command, limits.OCR_SECONDS)

    engine = ocr.engine("스캔.pdf")
    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(ReadError) as caught:
        engine.lines(b"")
    assert caught.value.outcome is Outcome.LIMIT


def test_too_many_pages_to_recognise_are_refused(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake()
    monkeypatch.setattr(limits, "OCR_PAGES", 1)
    assert refusal("스캔.pdf", SCAN).outcome is Outcome.LIMIT


def test_a_large_page_is_rendered_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OCR_PIXELS", 10_000)
    document = pypdfium2.PdfDocument(SCAN)
    picture = ocr.rendered(document[0])
    document.close()
    magic, width, height, _ = picture.split(None, 4)[:4]
    assert magic == b"P5"
    assert int(width) * int(height) <= 10_300
    assert len(picture) == len(b"P5 %s %s 255\n" % (width, height)) + int(width) * int(height)


def test_a_page_that_pdfium_cannot_draw_stays_unread(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("broken")

    fake()
    monkeypatch.setattr(pypdfium2.PdfPage, "render", fail)
    assert "1-2쪽" in str(refusal("스캔.pdf", SCAN))


# ------------------------------------------------------------------ circled digits and confidence


def restored(*lines: str) -> list[str]:
    return [line.text for line in with_circled([[Line(text) for text in lines]])[0][0]]


def test_circled_digits_come_back_in_order_and_start_again_with_each_article() -> None:
    assert restored("제1조(가)", "@ 갑은 한다.", "이어진 줄", "© 을은 한다.", "제2조(나) DQ 갑은 한다.", "(2) 을은 한다.") == [
        "제1조(가)", "① 갑은 한다.", "이어진 줄", "② 을은 한다.", "제2조(나) ① 갑은 한다.", "② 을은 한다.",
    ]  # fmt: skip


def test_a_circled_digit_that_was_read_is_believed() -> None:
    assert restored("제1조(가)", "@ 갑은", "③ 을은", "@ 병은") == ["제1조(가)", "① 갑은", "③ 을은", "④ 병은"]


def test_a_sign_before_any_article_stays() -> None:
    assert restored("@ 누구나", "제1조(가)") == ["@ 누구나", "제1조(가)"]


def test_the_confidence_of_a_span_is_weighed_by_length() -> None:
    blocks = (
        Block("paragraph", 0, 10, confidence=0.9),
        Block("paragraph", 11, 16, confidence=0.6),
        Block("paragraph", 17, 20),
    )
    document = Document("a.pdf", "", "pdf", "x" * 20, blocks)
    assert mean_confidence(document, 0, 16) == pytest.approx(0.8)
    assert mean_confidence(document, 11, 20) == pytest.approx(0.6)
    assert mean_confidence(document, 17, 20) is None


# ------------------------------------------------------------------ with tesseract itself


def _has_korean() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    return (
        "kor" in subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    )


@pytest.mark.skipif(not _has_korean(), reason="tesseract with Korean is not installed")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_page_of_our_draft_is_recognised_article_by_article(tmp_path: Path) -> None:
    """Prints a draft, makes a picture of the page with the second article, and reads the picture."""
    from render_contract import long_contract, meta

    from pipeline.render import render

    docx = tmp_path / "draft.docx"
    docx.write_bytes(render(long_contract(), meta()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    printed = pypdfium2.PdfDocument((tmp_path / "draft.pdf").read_bytes())
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in printed]
    number = next(at for at in range(len(texts) - 1, -1, -1) if "제2조" in texts[at] and "②" in texts[at])
    picture = ocr.rendered(printed[number])
    printed.close()
    lines = ocr.engine("쪽.pgm").lines(picture)
    assert ocr.mean(lines) > 0.8
    found, _ = with_circled([lines])
    assert any(line.text.startswith("②") for line in found[0])
    out = to_blocks(found)
    assert "제2조" in [
        article.number for article in parse(Document("쪽", "", "pdf", out.text, tuple(out.blocks))).articles
    ]
