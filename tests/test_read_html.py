"""HTML: visible text only, lists with their numbers, tables, no depth limit."""

from __future__ import annotations

from pipeline.model import Document
from pipeline.read import read_bytes


def page(body: str) -> Document:
    return read_bytes(
        "약관.html", f"<!DOCTYPE html><html><head><title>t</title></head><body>{body}</body></html>".encode()
    )


def shown(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, document.text[block.start : block.end]) for block in document.blocks]


def test_only_visible_text_is_read() -> None:
    body = (
        "<nav>메뉴</nav><script>x()</script><style>p{}</style><template>t</template><noscript>n</noscript>"
        "<div style='display: none'>숨김 <div>속</div> 끝</div><p hidden>숨김</p><p>보임</p>"
        "<p style='visibility:hidden'>숨김</p><!-- 주석 -->"
    )
    assert shown(page(body)) == [("paragraph", "", "보임")]


def test_an_unclosed_hidden_paragraph_hides_only_itself() -> None:
    assert shown(page("<p hidden>숨김<p>보임")) == [("paragraph", "", "보임")]


def test_struck_out_text_is_left_out_with_a_warning() -> None:
    document = page("<p>을은 <del>언제나</del> 알린다.</p>")
    assert document.text == "을은 알린다." or document.text == "을은  알린다."
    assert "3자" in document.warnings[0]


def test_headings_carry_their_level() -> None:
    document = page("<h1>약관</h1><h3>제1조(목적)</h3>")
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 1), ("heading", 3)]


def test_list_numbers_become_labels() -> None:
    body = "<ol start=3><li>가<ol type=a><li>나<li>다</ol><li value=9>라</ol><ol type=I><li>마</ol><ul><li>바</ul>"
    assert [label for _, label, _ in shown(page(body))] == ["3.", "a.", "b.", "9.", "I.", "•"]


def test_table_cells_are_parted_by_a_tab_and_the_header_is_marked() -> None:
    document = page("<table><tr><th>항목<th>값<tr><td>가동률<td>99%<p>매월</p><tr><td><td>나</table>")
    assert [words for _, _, words in shown(document)] == ["항목\t값", "가동률\t99%\n매월", "\t나"]
    assert [block.style for block in document.blocks] == ["header", "", ""]


def test_a_layout_table_of_one_cell_is_ordinary_text() -> None:
    body = "<table><tr><td><h3>제1조(목적)</h3><p>본문</p><table><tr><td>a<td>b</table>뒤</table>"
    assert [(kind, words) for kind, _, words in shown(page(body))] == [
        ("paragraph", "제1조(목적)"),
        ("paragraph", "본문"),
        ("row", "a\tb"),
        ("paragraph", "뒤"),
    ]


def test_a_line_break_before_an_item_parts_the_block() -> None:
    assert [words for _, _, words in shown(page("<p>제1조(목적)<br>① 가<br>나<br>② 다</p>"))] == [
        "제1조(목적)",
        "① 가\n나",
        "② 다",
    ]


def test_the_declared_charset_is_used() -> None:
    data = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"></head><body>제1조'.encode(
        "cp949"
    )
    assert read_bytes("a.html", data).text == "제1조"


def test_two_hundred_thousand_nested_elements_are_read() -> None:
    assert page("<div>" * 200_000 + "끝").text == "끝"


def test_a_frame_is_reported_as_unread() -> None:
    assert page("<p>가</p><iframe src='x.html'></iframe>").unread[0].reason.startswith("파일 안에 들어 있지 않아")
