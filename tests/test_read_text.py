"""Text and Markdown: exact text, encodings, blocks, wrapped lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import read_bytes
from pipeline.read.decode import decode
from pipeline.read.plain import blocks_of

KOREAN = "제1조(목적) 이 계약은 “갑”과 을의 협력을 정한다.\n제2조(기간) 3년으로 한다.\n"


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def read_text(text: str) -> Document:
    return read_bytes("a.txt", text.encode())


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (KOREAN.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + KOREAN.encode(), "UTF-8 (BOM)"),
        (KOREAN.encode("utf-16"), "UTF-16LE (BOM)"),
        (b"\xfe\xff" + KOREAN.encode("utf-16-be"), "UTF-16BE (BOM)"),
        (KOREAN.encode("utf-16-le"), "UTF-16LE"),
        (KOREAN.encode("cp949"), "CP949"),
    ],
)
def test_the_encoding_is_detected_and_recorded(data: bytes, encoding: str) -> None:
    document = read_bytes("계약.txt", data)
    assert document.encoding == encoding
    assert document.text == KOREAN


def test_an_english_text_with_windows_quotes_is_not_taken_for_korean() -> None:
    document = read_bytes("a.txt", "The “Service” is Beta’s — and only Beta’s.".encode("cp1252"))
    assert document.encoding == "Windows-1252"
    assert "“Service”" in document.text


def test_a_few_broken_bytes_are_marked_and_warned_of() -> None:
    text, _, warnings = decode("a.txt", KOREAN.encode() * 40 + b"\xff\xff")
    assert "\ufffd" in text
    assert "깨져" in warnings[0]


def test_half_a_character_at_the_end_is_not_dropped_in_silence() -> None:
    document = read_bytes("a.txt", KOREAN.encode("utf-16-le") + b"x")
    assert document.text == KOREAN + "\ufffd"
    assert "깨져" in document.warnings[0]


def test_mostly_broken_bytes_are_refused() -> None:
    with pytest.raises(ReadError, match="글자로 읽을 수 없는"):
        decode("a.txt", b"\xff\xfa\x80" * 300)


def test_only_crlf_is_normalised() -> None:
    assert read_text("가\r\n나\r다\t라  \n").text == "가\n나\r다\t라  \n"


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t #|-*제조①."), min_size=1, max_size=300
    )
)
@settings(max_examples=300, deadline=None)
def test_blocks_hold_every_character_that_is_not_blank(text: str) -> None:
    covered = [False] * len(text)
    last = 0
    for block in blocks_of(text):
        assert last <= block.start < block.end
        last = block.end
        for at in range(block.start, block.end):
            covered[at] = True
    assert all(covered[at] or sign.isspace() or sign in "\u200b\ufeff" for at, sign in enumerate(text))


def test_lines_of_an_unwrapped_text_stay_apart() -> None:
    document = read_text(
        "이용사업자가 요금을 내지 않은 경우\n이용사업자가 약관을 어긴 경우\n그 밖에 이에 준하는 경우\n"
    )
    assert len(document.blocks) == 3


WRAPPED = """제1조(유지) 수탁회사는 위탁회사가 이용하는 서비스가 끊기지 아니하도록 설비를 이중
으로 갖추고, 장애가 생긴 때에는 지체 없이 이를 복구하며, 복구에 걸린 시간과 원인을
위탁회사에 알려야 하고, 그 기록을 2년 동안 보관하여야 하며, 위탁회사가 요구하면 제
12조의 방법으로 열람하게 한다. 다만 천재지변이나 그 밖에 미리 알 수 없는 사유로 인
한 때에는 그러하지 아니하다.
① 수탁회사는 담당자의 이름과 연락처를 위탁회사에 알린다.
1. 운영 책임자와 그 업무를 대신할 사람, 야간과 휴일에 연락을 받을 사람의 이름과 전
화번호
가. 주간
"""


def test_hard_wrapped_lines_are_one_block_with_the_text_unchanged() -> None:
    document = read_text(WRAPPED)
    assert [words.split("\n")[0][:5] for _, words in blocks(document)] == [
        "제1조(유",
        "① 수탁회",
        "1. 운영",
        "가. 주간",
    ]
    assert document.text == WRAPPED


def test_a_sentence_ending_cut_to_the_next_line_is_no_list_item() -> None:
    text = (
        WRAPPED
        + "이 표준계약서의 내용을 유지하는 범위에서 더 상세한 사항을 계약서에 정할 수 있습니\n"
        + "다. 다만 법령에 어긋나면 아니 된다.\n"
    )
    assert blocks(read_text(text))[-1][1].startswith("이 표준계약서")


def test_a_marker_alone_on_its_line_goes_with_the_next() -> None:
    assert (
        blocks(read_text("1.3\n\nAccounts. Customer may assign them.\n"))[0][1]
        == "1.3\n\nAccounts. Customer may assign them."
    )


def test_markdown_headings_of_both_kinds_are_recognised() -> None:
    document = read_bytes("a.md", "# 하나\n\n둘\n----\n\n### 셋 ###\n글\n".encode())
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_a_markdown_table_gives_rows_and_its_rule_goes_with_the_header() -> None:
    document = read_bytes("a.md", "| 항목 | 값 |\n|---|---|\n| 가동률 | 99.9% |\n".encode())
    assert [(block.kind, block.style) for block in document.blocks] == [("row", "header"), ("row", "")]


def test_lines_parted_by_bars_or_tabs_are_rows_only_next_to_others() -> None:
    text = "항목 | 값\n가동률 | 99%\n\n이용약관 | 회사\n\n하나\t둘\n셋\t넷\n"
    assert [kind for kind, _ in blocks(read_text(text))] == ["row", "row", "paragraph", "row", "row"]


def test_front_matter_is_kept_line_by_line() -> None:
    assert [words for _, words in blocks(read_text("---\n제목: 가\n날짜: 나\n---\n본문\n"))] == [
        "---",
        "제목: 가",
        "날짜: 나",
        "---",
        "본문",
    ]


@pytest.mark.parametrize("before", ["", "# 6 Term\n", "Preliminary remarks.\n\n"])
def test_numbered_lines_that_follow_one_another_are_blocks_of_their_own(before: str) -> None:
    lines = [
        "6.1 Provider may terminate this Agreement if Customer breaches it and does not cure within 10 days.",
        "6.2 Upon termination Customer shall cease using the Software and shall destroy all copies of the Documentation.",
        "6.3 Customer shall keep the Software, its pricing and any benchmark results strictly confidential at all times.",
        "6.4 Provider's trademarks remain its own. Customer gains no licence to them.",
    ]
    document = read_bytes("a.md", (before + "\n".join(lines)).encode())
    assert [document.text[b.start : b.end] for b in document.blocks][-4:] == lines
