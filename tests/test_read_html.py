"""HTML: visible text only, lists with their numbers, tables, no depth limit."""

from __future__ import annotations

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
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


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<div>" * 200_000 + "끝", "겹"),
        ("<table><tr><td>" * 5_000 + "끝", "겹"),
        ("<p " + " ".join(f"a{at}=x" for at in range(100_000)) + ">끝", "속성"),
        ("가" * 8_000_000, "너무 큽니다"),
    ],
)
def test_what_is_too_deep_or_too_large_is_refused_with_a_limit(body: str, what: str) -> None:
    with pytest.raises(ReadError, match=what) as error:
        page(body)
    assert error.value.outcome == Outcome.LIMIT


def test_paragraphs_and_items_that_are_never_closed_are_not_nested() -> None:
    assert len(page("<p>글<ul><li>가" * 3 + "<ol>" + "<li>나" * 2_000 + "<tr><td>").blocks) > 2_000
    assert len(page("<p>글" * 2_000).blocks) == 2_000


@pytest.mark.parametrize("tail", ["<!--", "<!", "<?", "</a ", "<a ", '<a "', "<script>", "<![CDATA[", "<style>"])
def test_what_never_ends_is_left_out_counted_and_read_in_linear_time(tail: str) -> None:
    document = read_bytes("a.html", ("<html><p>글</p>" + tail * 100_000).encode())
    assert document.text == "글"
    assert any("닫히지 않은 태그나 주석" in warning for warning in document.warnings)


def test_signs_that_open_no_tag_are_text() -> None:
    assert page("<p>a < b, 1<2, <3, x<=y &lt;b&gt; &amp;amp;</p>").text == "a < b, 1<2, <3, x<=y <b> &amp;"


def test_a_bracket_in_an_attribute_ends_no_tag() -> None:
    assert page("""<p title="a>b" data-x='>'>글</p>""").text == "글"


def test_a_head_that_is_never_closed_hides_nothing() -> None:
    data = "<html><head><title>t</title><meta name=x><body><p>본문"
    assert read_bytes("a.html", data.encode()).text == "본문"


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li hidden>숨김</ul><p>보임",
        "<table><tr><td hidden>숨김</table><p>보임",
        "<div hidden><p>숨김</div><p>보임",
        "<dialog>숨김</dialog><p>보임",
        "<div hidden><div>숨김</div></div></div><p>보임",
    ],
)
def test_what_is_hidden_hides_only_itself_and_is_counted(body: str) -> None:
    document = page(body)
    assert document.text == "보임"
    assert document.warnings == ("화면에 보이지 않게 한 글 2자는 본문에서 제외했습니다.",)


def test_details_that_are_folded_are_read() -> None:
    assert page("<details><summary>제3조</summary><p>내용</details>").text == "제3조\n내용"


def test_menus_are_left_out_and_counted() -> None:
    document = page("<nav>처음으로</nav><p>본문 <select><option>월<option>년</select></p>")
    assert document.text == "본문"
    assert document.warnings == ("메뉴, 선택 목록 등 본문이 아닌 요소에 든 글 6자는 제외했습니다.",)


def test_lists_count_down_and_in_other_signs() -> None:
    body = (
        "<ol reversed><li>가<li>나<ul><li>점</ul><li>다</ol><ol reversed start=9><li>라</ol>"
        "<ol style='list-style-type: hangul'><li>마<li>바</ol><ol style='list-style:none'><li>사</ol>"
        "<ol type=A start=27><li>아</ol><ol start=0><li>자</ol>"
    )
    labels = [label for _, label, _ in shown(page(body))]
    assert labels == ["3.", "2.", "•", "1.", "9.", "가.", "나.", "", "AA.", "0."]


def test_a_nested_list_goes_on_after_its_items() -> None:
    body = "<ol><li>하나<ol type=i><li>둘</li><li>셋</li></ol></li><li value=7>넷</li><li>다섯</li></ol>"
    assert [label for _, label, _ in shown(page(body))] == ["1.", "i.", "ii.", "7.", "8."]


def test_preformatted_text_keeps_its_lines() -> None:
    assert page("<pre>제1조(목적)\n  본문   글</pre>").text == "제1조(목적)\n본문   글"


def test_form_fields_show_what_they_hold() -> None:
    body = "<p><input type=checkbox checked> 동의 <input type=checkbox> 거절 <input value='홍길동'>"
    assert page(body).text == "☒ 동의 ☐ 거절 홍길동"


def test_a_page_of_pictures_is_unread() -> None:
    assert page("<p>계약서</p><img src=1.png><img src=2.png>").unread[0].where == "그림 2개"
    assert page("<p>" + "글" * 300 + "</p><img src=logo.png>").unread == ()


UTF16 = "<html><body><p>제1조(목적) 본문</p></body></html>"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("start", ["", "\n", "<!DOCTYPE html>"])
def test_utf_16_without_a_mark_is_detected(codec: str, start: str) -> None:
    document = read_bytes("a.html", (start + UTF16).encode(codec))
    assert document.text == "제1조(목적) 본문"
    assert document.encoding == codec.upper().replace("UTF-16-", "UTF-16")


@pytest.mark.parametrize("charset", ["euc-kr", "ks_c_5601-1987", "CP949", "windows-949"])
def test_korean_charsets_are_read_with_all_their_syllables(charset: str) -> None:
    data = f"<html><head><meta charset={charset}></head><body>똠방각하 제1조".encode("cp949")
    document = read_bytes("a.html", data)
    assert (document.text, document.encoding) == ("똠방각하 제1조", charset.upper())


def test_a_charset_that_is_declared_wrongly_is_stated() -> None:
    document = read_bytes("a.html", "<html><head><meta charset=utf-8></head><body>제1조 목적".encode("cp949"))
    assert (document.text, document.encoding) == ("제1조 목적", "CP949")
    assert "utf-8" in document.warnings[0]


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "utf-7", "idna", "undefined", "hex"])
def test_names_of_codecs_that_are_no_charset_are_not_obeyed(charset: str) -> None:
    data = f"<html><head><meta charset={charset}></head><body>\\u0041 +AGE- 제1조".encode()
    assert read_bytes("a.html", data).text == "\\u0041 +AGE- 제1조"


def test_a_frame_is_reported_as_unread() -> None:
    assert page("<p>가</p><iframe src='x.html'></iframe>").unread[0].reason.startswith("파일 안에 들어 있지 않아")
