"""PDF pages as laid out: ruled tables, two columns, heads and feet by place, text that nobody sees."""

from __future__ import annotations

import pytest
from read_samples import pdf_grid, pdf_of, pdf_text

from pipeline.model import Document
from pipeline.read import read_bytes
from pipeline.read.margins import body_lines
from pipeline.read.pdfium import Line

PICTURE = b"q 595 0 0 842 0 0 cm /Im1 Do Q "
ARTICLE = ["제1조(목적) 이 계약은 서비스의 이용과 그 조건을 정함을 목적으로 한다."]


def read(*contents: bytes, image: bool = False) -> Document:
    return read_bytes("계약.pdf", pdf_of(contents, image=image))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def cell(x: int, y: int, *lines: str) -> bytes:
    return pdf_text(lines, x=x, top=y, step=12)


# ------------------------------------------------------------------ tables


def test_a_ruled_table_is_read_row_by_row_and_cell_by_cell() -> None:
    page = (
        pdf_text(ARTICLE)
        + pdf_grid([60, 200, 400], [700, 670, 640])
        + cell(65, 680, "구분") + cell(205, 680, "기준")
        + cell(65, 656, "가용률") + cell(205, 660, "월 99.9 퍼센트 이상을", "지켜야 한다.")
    )  # fmt: skip
    document = read(page)
    assert blocks(document)[0] == ("paragraph", ARTICLE[0])
    assert blocks(document)[1:] == [("row", "구분\t기준"), ("row", "가용률\t월 99.9 퍼센트 이상을 지켜야 한다.")]


def test_merged_cells_are_one_and_keep_the_rows_apart() -> None:
    grid = b"1 w 60 700 m 400 700 l S 200 670 m 400 670 l S 60 640 m 400 640 l S 60 700 m 60 640 l S 200 700 m 200 640 l S 400 700 m 400 640 l S\n"
    page = grid + cell(65, 672, "제공자") + cell(205, 680, "상호 너울") + cell(205, 650, "주소 부산")
    assert blocks(read(page)) == [("row", "제공자\t상호 너울"), ("row", "\t주소 부산")]


def test_a_box_around_text_is_no_table() -> None:
    page = pdf_grid([50, 500], [800, 700]) + pdf_text(ARTICLE)
    assert blocks(read(page)) == [("paragraph", ARTICLE[0])]


def test_a_table_over_a_page_break_loses_its_repeated_head_and_keeps_a_parted_row_whole() -> None:
    first = (
        pdf_text(ARTICLE) + pdf_grid([60, 200, 500], [120, 90, 60])
        + cell(65, 100, "구분") + cell(205, 100, "기준") + cell(65, 70, "보안") + cell(205, 70, "접근 권한은 업무에 필요한 만큼만 주고")
    )  # fmt: skip
    second = (
        pdf_grid([60, 200, 500], [800, 770, 740, 710])
        + cell(65, 780, "구분") + cell(205, 780, "기준") + cell(205, 750, "그 기록을 남긴다.") + cell(65, 720, "백업") + cell(205, 720, "매일 한다.")
    )  # fmt: skip
    document = read(first, second)
    assert blocks(document)[1:] == [
        ("row", "구분\t기준"),
        ("row", "보안\t접근 권한은 업무에 필요한 만큼만 주고 그 기록을 남긴다."),
        ("row", "백업\t매일 한다."),
    ]
    assert "1줄을 본문에서 제외" in document.warnings[0]


# ------------------------------------------------------------------ columns

LEFT = [f"왼쪽 단의 {n}번째 줄로서 처음부터 끝까지" for n in range(1, 11)]
RIGHT = [f"오른 단의 {n}번째 줄로서 처음부터 끝까지" for n in range(1, 11)]


@pytest.mark.parametrize("written", ["by columns", "by turns"])
def test_two_columns_are_read_one_after_the_other(written: str) -> None:
    if written == "by columns":
        page = pdf_text(LEFT) + pdf_text(RIGHT, x=310)
    else:
        page = b"".join(
            cell(60, 780 - 16 * at, left) + cell(310, 780 - 16 * at, right)
            for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
        )
    text = read(page).text
    assert text.index("왼쪽 단의 10번째") < text.index("오른 단의 1번째")


def test_a_title_over_both_columns_stays_before_them() -> None:
    rows = [cell(60, 750 - 16 * n, LEFT[n]) + cell(310, 750 - 16 * n, RIGHT[n]) for n in range(10)]
    title = "클라우드컴퓨팅서비스 이용과 정보처리 위탁에 관한 계약서의 두 단 본문"
    text = read(cell(120, 780, title) + b"".join(rows)).text
    assert (
        text.index("두 단 본문")
        < text.index("왼쪽 단의 1번째")
        < text.index("왼쪽 단의 10번째")
        < text.index("오른 단의 1번째")
    )


def test_short_cells_without_rules_are_not_taken_for_columns() -> None:
    rows = b"".join(cell(60, 780 - 16 * n, f"항목 {n}") + cell(310, 780 - 16 * n, f"값 {n}") for n in range(10))
    text = read(rows).text
    assert text.index("값 1") < text.index("항목 2")


# ------------------------------------------------------------------ heads and feet by place


def test_the_same_words_in_another_place_are_no_running_head() -> None:
    pages = [[Line("감독 협조", 60, 100, 800), Line(f"본문 {'가나다라마바'[n]}", 60, 100, 700)] for n in range(5)]
    pages[4] = [Line("다른 줄", 60, 100, 790), Line("감독 협조", 60, 100, 500), Line("본문 바", 60, 100, 400)]
    kept, removed, example = body_lines(pages)
    assert (removed, example) == (4, "감독 협조")
    assert kept[4] == [0, 1, 2]


def test_a_head_written_last_is_found_by_its_place() -> None:
    pages = [[Line(f"본문 {'가나다라'[n]} 첫 줄", 60, 200, 700), Line("대외비", 60, 100, 810)] for n in range(4)]
    assert body_lines(pages)[0] == [[0]] * 4


def test_two_pages_with_the_same_line_at_the_outer_edge() -> None:
    pages = [
        [Line("용역 계약서(안)", 60, 100, 810), Line("같은 줄", 60, 100, 600), Line(word, 60, 90, 500)]
        for word in ("가", "나")
    ]
    assert body_lines(pages, [842, 842])[0] == [[1, 2], [1, 2]]


# ------------------------------------------------------------------ text that nobody sees

HIDDEN = "을은 감독당국의 조사에 협조한다."


@pytest.mark.parametrize(
    "hidden",
    [
        pdf_text([HIDDEN], top=600, mode=3),
        pdf_text([HIDDEN], top=600, before="1 1 1 rg"),
        pdf_text([HIDDEN], top=600, before="0.98 g"),
        pdf_text([HIDDEN], top=600, before="0 0 0 0 k"),
        pdf_text([HIDDEN], top=-200),
    ],
    ids=["invisible", "white", "nearly white", "white in CMYK", "off the page"],
)
def test_text_that_nobody_sees_is_left_out_with_a_warning(hidden: bytes) -> None:
    document = read(pdf_text(ARTICLE) + b"0 g " + hidden)
    assert document.text == ARTICLE[0]
    assert document.warnings == (
        "1쪽: 화면과 인쇄물에 보이지 않는 글자 15자(투명, 흰색, 쪽 밖)를 본문에서 제외했습니다. 원본에서 확인하십시오.",
    )


def test_white_text_on_a_dark_ground_is_seen() -> None:
    page = b"0 0 0.4 rg 50 590 400 30 re f " + pdf_text([HIDDEN], top=600, before="1 1 1 rg")
    document = read(page)
    assert (document.text, document.warnings) == (HIDDEN, ())


def test_invisible_text_over_a_picture_is_read_as_recognised() -> None:
    document = read(PICTURE + pdf_text([*ARTICLE, HIDDEN], mode=3), image=True)
    assert HIDDEN in document.text
    assert {block.confidence for block in document.blocks} == {0.5}
    assert "낮은 신뢰도" in document.warnings[0]
    assert document.unread == ()


def test_ordinary_text_has_no_confidence() -> None:
    assert [block.confidence for block in read(pdf_text(ARTICLE)).blocks] == [None]
