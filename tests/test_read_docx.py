"""DOCX: order, tables, text boxes, notes, changes, fields, hidden text, unsafe packages."""

from __future__ import annotations

import io
import zipfile

import pytest
from read_samples import W, docx, p, packed, r, story, style, styles, table

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.read import limits, read_bytes

INS = '<w:ins w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="a" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>{}</w:delText></w:r></w:del>'
BOX = "<w:txbxContent>{}</w:txbxContent>"


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return read_bytes("계약.docx", docx(body, parts))


def words(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_paragraphs_and_tables_come_in_body_order() -> None:
    document = read(p("앞") + table(("구분", "값"), ("가", "나")) + p("뒤"))
    assert words(document) == [("paragraph", "앞"), ("row", "구분\t값"), ("row", "가\t나"), ("paragraph", "뒤")]


def test_hyperlinks_content_controls_and_smart_tags_are_read_through() -> None:
    inner = (
        f'<w:hyperlink r:id="x">{r("가")}</w:hyperlink><w:sdt><w:sdtContent>{r("나")}</w:sdtContent></w:sdt>'
        f"<w:smartTag>{r('다')}</w:smartTag>"
    )
    block = f"<w:sdt><w:sdtContent>{p('라')}</w:sdtContent></w:sdt>"
    assert read(p(inner) + block).text == "가나다\n라"


def test_a_field_gives_its_result_and_never_its_code() -> None:
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = (
        code.format("begin")
        + "<w:r><w:instrText>REF 조항 \\h</w:instrText></w:r>"
        + code.format("separate")
        + r("제3조")
        + code.format("end")
        + r("에 따라 ")
        + '<w:fldSimple w:instr="PAGE">'
        + r("7")
        + "</w:fldSimple>"
    )
    assert read(p(inner)).text == "제3조에 따라 7"


def test_an_unclosed_field_swallows_nothing() -> None:
    assert read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("본문"))).text == "본문"


def test_a_text_box_is_read_once() -> None:
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{BOX.format(p('상자'))}</wps:txbx></wps:wsp></w:drawing>"
    vml = f"<w:pict><v:textbox>{BOX.format(p('상자'))}</v:textbox></w:pict>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>"
    )
    assert words(read(p(r("밖") + f"<w:r>{both}</w:r>"))) == [("paragraph", "밖"), ("paragraph", "상자")]


def test_foot_and_endnotes_follow_their_paragraph() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
    notes = {
        "footnotes": story("footnotes", f'<w:footnote w:id="2">{p("각주 글")}</w:footnote>'),
        "endnotes": story("endnotes", f'<w:endnote w:id="3">{p("미주 글")}</w:endnote>'),
    }
    document = read(p(r("본문") + mark) + p("다음"), notes)
    assert words(document) == [("paragraph", "본문"), ("note", "각주 글"), ("note", "미주 글"), ("paragraph", "다음")]
    assert document.blocks[1].label == "주 1)"


def test_the_accepted_reading_keeps_insertions_and_drops_deletions() -> None:
    document = read(p(r("한도는 ") + DEL.format("1억") + INS.format(r("3억")) + r("원이다.")))
    assert document.text == "한도는 3억원이다."
    assert document.warnings[0].startswith("미확정 변경 2건")


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    gone = '<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>'
    assert read(p("가나", more=gone) + p("다라")).text == "가나다라"


def test_moved_text_stands_only_where_it_went() -> None:
    moved = f'<w:moveTo w:id="1" w:author="a">{r("조항")}</w:moveTo>'
    away = f'<w:moveFrom w:id="2" w:author="a">{r("조항")}</w:moveFrom>'
    assert read(p(r("앞") + away) + p(moved + r("뒤"))).text == "앞\n조항뒤"


def test_a_deleted_table_row_is_dropped() -> None:
    body = table(("가", "나"), ("다", "라")).replace(
        "<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>', 1
    )
    assert read(p("앞") + body).text == "앞\n다\t라"


def test_comments_are_never_text_but_counted() -> None:
    document = read(p("본문"), {"comments": story("comments", f'<w:comment w:id="0">{p("메모 글")}</w:comment>')})
    assert document.text == "본문"
    assert document.warnings == ("메모 1건은 계약의 내용이 아니므로 제외했습니다.",)


@pytest.mark.parametrize(
    ("look", "warning"), [("<w:vanish/>", "숨김 글자 2자"), ("<w:strike/>", "취소선으로 지운 글 2자")]
)
def test_hidden_and_struck_out_text_is_left_out_with_a_warning(look: str, warning: str) -> None:
    document = read(p(r("가") + r("나다", look) + r("라")))
    assert document.text == "가라"
    assert warning in document.warnings[0]


def test_a_switched_off_strike_is_text() -> None:
    assert read(p(r("가", '<w:strike w:val="0"/>'))).text == "가"


def test_symbols_hyphens_and_breaks_become_characters() -> None:
    inner = (
        "<w:r><w:t>가</w:t><w:noBreakHyphen/><w:t>나</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:br/><w:t>다</w:t><w:br w:type="page"/></w:r>'
    )
    assert read(p(inner)).text == "가-나☑\n다"


def test_a_soft_break_before_an_item_parts_the_paragraph() -> None:
    inner = "<w:r><w:t>제1조(목적)</w:t><w:br/><w:t>① 가</w:t><w:br/><w:t>이어서</w:t></w:r>"
    assert [text for _, text in words(read(p(inner)))] == ["제1조(목적)", "① 가\n이어서"]


def test_merged_cells_are_not_repeated() -> None:
    restart = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("묶음")}</w:tc>'
    goes_on = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{p("넓음")}</w:tc>'
    cell = f"<w:tc>{p('가')}</w:tc>"
    rows = f"<w:tbl><w:tr>{restart}{cell}</w:tr><w:tr>{goes_on}{cell}</w:tr><w:tr>{wide}{cell}</w:tr></w:tbl>"
    assert read(rows).text == "묶음\t가\n\t가\n넓음\t가"


def test_a_nested_table_follows_its_row() -> None:
    assert read(table(("밖", p("안") + table(("ㄱ", "ㄴ"))))).text == "밖\t안\nㄱ\tㄴ"


def test_a_table_of_single_cells_is_layout() -> None:
    assert words(read(table((p("제1조(목적)") + p("본문"),)))) == [("paragraph", "제1조(목적)"), ("paragraph", "본문")]


def test_heading_styles_give_kind_level_and_name() -> None:
    parts = {
        "styles": styles(
            style("a", "Normal", default=True),
            style("1", "heading 1", '<w:outlineLvl w:val="0"/>'),
            style("2", "내 제목", based_on="1"),
        )
    }
    document = read(p("가", style="2") + p("나"), parts)
    assert [(block.kind, block.level, block.style) for block in document.blocks] == [
        ("heading", 1, "내 제목"),
        ("paragraph", 0, "Normal"),
    ]


def test_a_large_picture_is_unread_and_a_small_one_is_not() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><a:graphic><a:graphicData><a:blip/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    document = read(p(r("제1조") + picture.format(500_000, 500_000)) + p(picture.format(7_000_000, 9_000_000)))
    assert [note.where for note in document.unread] == ["'제1조…' 다음의 그림"]


def test_a_strict_package_is_read_like_a_transitional_one() -> None:
    data = docx(p("가나"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    entries["word/document.xml"] = entries["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict
    )
    assert read_bytes("a.docx", packed(entries)).text == "가나"


def entries_of(body: str) -> dict[str, bytes]:
    return {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}">{body}</w:document>'.encode(),
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"word/../../evil": b""}, "이름이 올바르지"),
        ({"/abs": b""}, "이름이 올바르지"),
        ({"C:\\x": b""}, "이름이 올바르지"),
        ({"WORD/document.xml": b"<x/>"}, "같은 이름"),
    ],
)
def test_ambiguous_names_are_refused(more: dict[str, bytes], expected: str) -> None:
    with pytest.raises(ReadError, match=expected):
        read_bytes("a.docx", packed({**entries_of("<w:body/>"), **more}))


def test_a_dtd_is_refused_and_no_entity_expanded() -> None:
    entries = entries_of("<w:body/>")
    entries["word/document.xml"] = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + entries[
        "word/document.xml"
    ].replace(b"<w:body/>", b"<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>")
    with pytest.raises(ReadError, match="DTD"):
        read_bytes("a.docx", packed(entries))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_RATIO_FROM", 1000)
    with pytest.raises(ReadError, match="너무 큽니다"):
        read_bytes("a.docx", packed({**entries_of("<w:body/>"), "word/media/x": b"0" * 900_000}))


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 3)
    with pytest.raises(ReadError, match="한도"):
        read_bytes("a.docx", packed({**entries_of("<w:body/>"), "a": b"", "b": b""}))


def test_a_body_that_is_missing_or_broken_is_named() -> None:
    with pytest.raises(ReadError, match="본문"):
        read_bytes("a.docx", packed(entries_of("")))
    with pytest.raises(ReadError, match="손상된"):
        read_bytes(
            "a.docx", packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document><unclosed>"})
        )


@pytest.mark.parametrize(
    ("document", "outcome"),
    [
        (b"<w:document><unclosed>", Outcome.DAMAGED),
        (b"<a>" * 300 + b"</a>" * 300, Outcome.LIMIT),
        (b"<a>" + b"x" * 10_100_000 + b"</a>", Outcome.LIMIT),
        (b"<!DOCTYPE x []><x/>", Outcome.REFUSED),
    ],
)
def test_xml_that_cannot_be_read_ends_in_its_outcome(document: bytes, outcome: Outcome) -> None:
    entries = {"[Content_Types].xml": b"<Types/>", "word/document.xml": document}
    with pytest.raises(ReadError) as error:
        read_bytes("a.docx", packed(entries))
    assert error.value.outcome == outcome


# ---------------------------------------------------------------- what used to be lost

FORM = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"
SEPARATE, CLOSE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
LIST = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="월"/><w:listEntry w:val="분기"/></w:ddList>'


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "☒"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "☐"),
        (LIST, "분기"),
    ],
)
def test_old_form_fields_show_what_they_hold(data: str, shown: str) -> None:
    assert read(p(FORM.format(data) + CODE.format("FORM") + SEPARATE + CLOSE + r(" 동의"))).text == f"{shown} 동의"


def test_a_form_field_with_a_result_is_not_read_twice() -> None:
    assert read(p(FORM.format(LIST) + CODE.format("FORM") + SEPARATE + r("분기") + CLOSE)).text == "분기"


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_a_formula_keeps_its_fractions_powers_and_brackets() -> None:
    fraction = f"<m:f><m:num>{t('총 시간-장애 시간')}</m:num><m:den>{t('월')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>"
    brackets = f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{t('y')}</m:e></m:d>"
    root = f"<m:rad><m:deg/><m:e>{t('a+b')}</m:e></m:rad>"
    total = f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{t('i')}</m:sub><m:e>{t('z')}</m:e></m:nary>"
    body = p(r("가동률=") + f"<m:oMath {MATH}>{fraction}{t('×')}{power}{brackets}{root}{total}</m:oMath>")
    assert read(body).text == "가동률=(총 시간-장애 시간)/월×x^2[y]√(a+b)∑_iz"


def test_a_note_with_an_open_field_swallows_nothing_of_the_body() -> None:
    note = p(r("각주") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
    notes = {"footnotes": story("footnotes", f'<w:footnote w:id="2">{note}</w:footnote>')}
    document = read(p(r("앞") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("뒤"), notes)
    assert document.text == "앞\n각주\n뒤"


def test_hidden_text_in_a_note_is_hidden_too() -> None:
    notes = {
        "footnotes": story("footnotes", f'<w:footnote w:id="2">{p(r("가") + r("나", "<w:vanish/>"))}</w:footnote>')
    }
    document = read(p(r("앞") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), notes)
    assert document.text == "앞\n가"


def test_a_note_that_nothing_refers_to_is_named() -> None:
    notes = {
        "footnotes": story(
            "footnotes",
            f'<w:footnote w:id="0" w:type="separator">{p("--")}</w:footnote>'
            f'<w:footnote w:id="5">{p("떠도는 글")}</w:footnote>',
        )
    }
    document = read(p("앞"), notes)
    assert document.text == "앞"
    assert document.warnings == ("본문에서 부르지 않는 각주와 미주의 글 4자는 인쇄되지 않으므로 제외했습니다.",)


def test_an_alternative_without_words_gives_way_to_one_with_words() -> None:
    both = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{r('글')}</mc:Fallback></mc:AlternateContent>"
    assert read(p(r("앞") + both)).text == "앞글"


def test_rows_in_alternatives_are_read_once() -> None:
    row = f"<w:tr><w:tc>{p('가')}</w:tc><w:tc>{p('나')}</w:tc></w:tr>"
    both = f"<mc:AlternateContent><mc:Choice>{row}</mc:Choice><mc:Fallback>{row}</mc:Fallback></mc:AlternateContent>"
    assert read(f"<w:tbl>{both}</w:tbl>").text == "가\t나"


def test_words_drawn_in_shapes_are_read() -> None:
    shape = "<w:drawing><a:graphic><a:graphicData><a:p><a:r><a:t>도형 글</a:t></a:r></a:p></a:graphicData></a:graphic></w:drawing>"
    art = '<w:pict><v:shape><v:textpath string="글자 그림"/></v:shape></w:pict>'
    assert read(p(r("앞") + f"<w:r>{shape}</w:r><w:r>{art}</w:r>") + p("뒤")).text == "앞\n도형 글\n글자 그림\n뒤"


def test_ruby_keeps_its_base_and_names_what_stands_above() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('을')}</w:rt><w:rubyBase>{r('乙')}</w:rubyBase></w:ruby></w:r>"
    document = read(p(ruby + r("은")))
    assert document.text == "乙은"
    assert document.warnings == ("글자 위에 작게 단 글(윗주) 1자는 본문에서 제외했습니다.",)


@pytest.mark.parametrize("tag", ["altChunk", "subDoc"])
def test_a_document_put_in_whole_is_unread(tag: str) -> None:
    assert read(p("앞") + f'<w:{tag} r:id="rId9"/>').unread[0].where == "'앞…' 다음의 끼워 넣은 문서"


@pytest.mark.parametrize("kind", ["chart", "diagram"])
def test_charts_and_diagrams_are_unread(kind: str) -> None:
    drawn = (
        '<w:r><w:drawing><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{}"/>'
        "</a:graphic></w:drawing></w:r>"
    )
    assert read(p("앞") + p(drawn.format(kind))).unread[0].where == "'앞…' 다음의 도표"


def test_headers_and_footers_are_kept_apart_each_once() -> None:
    parts = {"header": story("hdr", p("대외비")), "footer": story("ftr", table(("가", "나")))}
    document = read(p("본문"), parts)
    assert document.text == "본문"
    assert document.margins == ("대외비", "가\t나")
    assert document.warnings == ()


def test_a_glossary_is_no_part_of_the_document() -> None:
    assert (
        read(p("본문"), {"glossaryDocument": story("glossaryDocument", f"<w:body>{p('상용구')}</w:body>")}).text
        == "본문"
    )


def test_words_in_cells_that_a_merge_covers_are_named() -> None:
    covered = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('묻힌 글')}</w:tc><w:tc>{p('나')}</w:tc>"
    document = read(f"<w:tbl><w:tr>{covered}</w:tr></w:tbl>")
    assert document.text == "\t나"
    assert document.warnings == ("병합되어 보이지 않는 칸에 든 글 3자는 본문에서 제외했습니다.",)


def test_content_controls_around_rows_and_cells_are_read_through() -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc>{p('가')}</w:tc></w:sdtContent></w:sdt><w:tc>{p('나')}</w:tc>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    assert read(f"<w:tbl>{row}</w:tbl>").text == "가\t나"
