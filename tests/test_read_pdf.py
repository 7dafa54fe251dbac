"""PDF: pages, running heads, joined lines, pages without text, locked and damaged files."""

from __future__ import annotations

import io

import pypdf
import pytest
from read_samples import pdf, pdf_of, pdf_text

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.read import limits, read_bytes
from pipeline.read.glue import Glue
from pipeline.read.joining import Joiner
from pipeline.read.margins import body_lines
from pipeline.read.pdfium import Line, PageText

WRAPPED = [
    "제1조(유지) 수탁회사는 위탁회사가 이용하는 서비스가 끊기지 아니하도록 설비를 ",
    "갖추고, 장애가 생긴 때에는 지체 없이 이를 복구하며, 복구에 걸린 시간과 원인을 위탁회",
    "사에 알려야 하고 그 기록을 2년 동안 보관하여야 하며, 위탁회사가 요구하면 정해진 ",
    "방법으로 열람하게 하며 이에 드는 비용은 수탁회사가 부담하기로 하고 위탁회사의 요구가 ",
    "있는 날부터 7일 안에 응한다. 다만 천재지변이나 그 밖에 미리 알 수 없는 사유로 인하여 ",
]


def read(pages: list[list[str]]) -> Document:
    return read_bytes("계약.pdf", pdf(pages))


def shown(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_blocks_carry_their_page() -> None:
    document = read([["제1조(목적) 이 계약은 목적을 정한다."], ["제2조(기간) 기간은 1년이다."]])
    assert [(block.page, document.text[block.start : block.end][:3]) for block in document.blocks] == [
        (1, "제1조"),
        (2, "제2조"),
    ]
    assert document.pages == 2


def test_wrapped_lines_are_joined_over_lines_and_pages() -> None:
    document = read([WRAPPED, ["지연된 때에는 그러하지 아니하다.", "제2조(기타) 나머지는 관례에 따른다."]])
    first, second = shown(document)
    assert "설비를 갖추고" in first
    assert "위탁회사에 알려야" in first, "a page that keeps the spaces at its line ends breaks inside words"
    assert first.endswith("인하여 지연된 때에는 그러하지 아니하다.")
    assert second.startswith("제2조")


def test_running_heads_feet_and_page_numbers_are_taken_out_with_a_warning() -> None:
    pages = [["클라우드 계약서 (대외비)", f"제{n}조(조항) 내용은 이러하다.", f"- {n} -"] for n in range(1, 5)]
    document = read(pages)
    assert shown(document) == [f"제{n}조(조항) 내용은 이러하다." for n in range(1, 5)]
    assert document.warnings == (
        "쪽마다 되풀이되는 머리글·바닥글 8줄을 본문에서 제외했습니다(예: '클라우드 계약서 (대외비)').",
    )


def test_a_heading_that_opens_several_pages_is_no_running_head() -> None:
    pages = [["제1장 총칙", words] for words in ("가나다", "라마바", "사아자", "차카타")]
    kept, removed, _ = body_lines([[Line(words) for words in page] for page in pages])
    assert removed == 0
    assert kept == [[0, 1]] * 4


PICTURE = b"q 595 0 0 842 0 0 cm /Im1 Do Q"


def test_a_page_of_an_image_only_is_unread_with_its_number() -> None:
    text = pdf_text(["제1조(목적) 이 계약은 목적을 정한다."])
    document = read_bytes("스캔.pdf", pdf_of([text, PICTURE, PICTURE], image=True))
    assert [note.page for note in document.unread] == [2, 3]
    assert document.unread[0].where == "2쪽"
    assert "제1조(목적)" in document.text


def test_a_file_of_images_only_asks_for_text_recognition_and_names_the_pages() -> None:
    with pytest.raises(ReadError, match=r"스캔\.pdf: 읽을 수 있는 글자가 없습니다\(1-2쪽.*--ocr") as caught:
        read_bytes("스캔.pdf", pdf_of([PICTURE, PICTURE], image=True))
    assert caught.value.outcome is Outcome.NEEDS_OCR


def test_an_empty_page_is_not_unread() -> None:
    assert read([["제1조(목적) 가나다라마바사"], []]).unread == ()


def locked(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["제1조(목적) 잠긴 글이다."]])))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_locked_file_asks_for_an_unlocked_copy() -> None:
    with pytest.raises(ReadError, match=r"잠김\.pdf: 암호가 걸린 PDF입니다"):
        read_bytes("잠김.pdf", locked("비밀"))


def test_a_file_locked_against_changes_only_is_read() -> None:
    assert "잠긴 글" in read_bytes("제한.pdf", locked("")).text


def test_a_damaged_file_is_named() -> None:
    with pytest.raises(ReadError, match="손상된 PDF"):
        read_bytes("깨짐.pdf", b"%PDF-1.7\n" + b"garbage" * 50)


def test_a_file_that_pdfium_cannot_open_is_read_by_pypdf_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    def fail(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("broken", err_code=3)

    monkeypatch.setattr(pypdfium2, "PdfDocument", fail)
    document = read([["제1조(목적) 이 계약은 목적을 정한다."]])
    assert "제1조(목적)" in document.text
    assert "보조 방식" in document.warnings[0]


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 1)
    with pytest.raises(ReadError, match="2쪽"):
        read([["가"], ["나"]])


class _RunTogether(PageText):
    """A page text that pdfium made one line of: the baseline moves where the article starts."""

    def __init__(self, text: str, moves_at: int) -> None:
        self.text = text
        self._moves_at = moves_at

    def place(self, index: int) -> tuple[float, float] | None:
        return 60.0 + index, 100.0 if index < self._moves_at else 84.0


def test_two_printed_lines_run_together_are_parted() -> None:
    text = "정해진 날까지 지급한다. 제37조(조정) 원사업자는"
    lines = _RunTogether(text, text.index("제37조")).lines()
    assert [line.text for line in lines] == ["정해진 날까지 지급한다.", "제37조(조정) 원사업자는"]
    assert [line.y for line in lines] == [100.0, 84.0]


def test_a_break_inside_a_word_is_closed_where_the_word_is_known() -> None:
    pages = [["이 계약의 여부 확인은 수탁회사가 한다", "그 여", "부에 관하여"]]
    glue = Glue(pages)
    assert glue.join("그 여", ("그 여", 1), ("부에 관하여", 1), "부 확인") == "그 여부 확인"


def test_an_english_hyphen_at_the_line_end_is_closed_only_for_a_known_word() -> None:
    glue = Glue([["the agreement is made here"]])
    assert glue.join("this agree-", ("this agree-", 1), ("ment is", 1), "ment is") == "this agreement is"
    assert glue.join("a long-", ("a long-", 1), ("term plan", 1), "term plan") == "a long-term plan"


def test_printed_lines_count_as_wrapped_whatever_their_shape() -> None:
    lines = ["이 문장은 두 줄에 걸쳐 인쇄되어 있으므로 다음 줄과 이어서 읽어야 하는", "문장이다."]
    assert Joiner(lines, printed=True).groups() == [(0, 1)]
    assert Joiner(lines).groups() == [(0, 0), (1, 1)]
