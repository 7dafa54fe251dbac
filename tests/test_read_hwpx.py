"""HWPX: order, tables, boxes, notes, changes, automatic numbers, what is left out, unsafe packages."""

from __future__ import annotations

import random

import pytest
from hangul_samples import ctrl, hwpx, run, section, sub, t, xnumbering, xp, xshape, xtable
from read_samples import packed

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.parse import parse
from pipeline.read import limits, read_bytes

DELETE = '<hp:deleteBegin Id="{0}" TcId="1"/>{1}<hp:deleteEnd Id="{0}" TcId="1" paraend="{2}"/>'
INSERT = '<hp:insertBegin Id="9" TcId="2"/>{}<hp:insertEnd Id="9" TcId="2" paraend="0"/>'


def read(*sections: str, head: str = "", parts: dict[str, bytes] | None = None) -> Document:
    return read_bytes("계약.hwpx", hwpx(*sections, head=head, parts=parts))


def words(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def labels(document: Document) -> list[str]:
    return [block.label for block in document.blocks]


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes("계약.hwpx", data)
    assert str(caught.value).startswith("계약.hwpx: ")
    return caught.value


def test_sections_come_in_spine_order_whatever_their_names() -> None:
    content = (
        '<p xmlns:opf="x"><opf:item id="b" href="Contents/section1.xml"/><opf:item id="a" href="Contents/section0.xml"/>'
        '<opf:itemref idref="b"/><opf:itemref idref="a"/></p>'
    )
    assert read(xp("뒤"), xp("앞"), parts={"Contents/content.hpf": content.encode()}).text == "앞\n뒤"


def test_runs_tabs_breaks_and_fixed_spaces_make_one_paragraph() -> None:
    assert read(xp(t("가") + t("<hp:tab/>나<hp:lineBreak/>다<hp:nbSpace/>라<hp:fwSpace/>마<hp:hyphen/>바"))).text == (
        "가\t나\n다 라 마바"
    )


def test_text_between_and_after_marks_inside_a_run_is_read() -> None:
    assert (
        read(xp(t('<hp:markpenBegin color="#FFFF00"/>가<hp:markpenEnd/>나<hp:titleMark ignore="0"/>다'))).text
        == "가나다"
    )


def test_a_soft_break_before_an_item_starts_a_block() -> None:
    assert [text for _, text in words(read(xp(t("제1조(목적) 가<hp:lineBreak/>제2조(정의) 나"))))] == [
        "제1조(목적) 가",
        "제2조(정의) 나",
    ]


def test_table_rows_are_blocks_with_cells_parted_by_a_tab() -> None:
    document = read(xp("앞") + xp(xtable(["구분", "값"], ["가", xp("나") + xp("다")])) + xp("뒤"))
    assert words(document) == [("paragraph", "앞"), ("row", "구분\t값"), ("row", "가\t나\n다"), ("paragraph", "뒤")]


def test_a_merged_cell_keeps_the_columns_below_it() -> None:
    document = read(xp(xtable([("가", 0, 2), ("나", 1, 1)], [("다", 1, 1)], ["라", "마"])))
    assert [text for _, text in words(document)] == ["가\t나", "\t다", "라\t마"]


def test_a_table_of_one_cell_is_layout() -> None:
    assert words(read(xp(xtable([xp("제1조(목적)") + xp("가나다")])))) == [
        ("paragraph", "제1조(목적)"),
        ("paragraph", "가나다"),
    ]


def test_a_table_in_a_cell_follows_its_row() -> None:
    inner = xp("바깥") + xp(xtable(["안", "쪽"]))
    assert [text for _, text in words(read(xp(xtable([inner, "옆"]))))] == ["바깥\t옆", "안\t쪽"]


def test_a_table_in_front_of_text_comes_first_and_one_behind_comes_last() -> None:
    assert [text for _, text in words(read(xp(xtable(["가", "나"]) + t("뒤"))))] == ["가\t나", "뒤"]
    assert [text for _, text in words(read(xp(t("앞") + xtable(["가", "나"]))))] == ["앞", "가\t나"]


def test_text_boxes_groups_captions_and_word_art_are_read() -> None:
    box = f"<hp:rect><hp:drawText>{sub(xp('글상자'))}</hp:drawText></hp:rect>"
    group = f"<hp:container><hp:caption>{sub(xp('캡션'))}</hp:caption>{box}</hp:container>"
    art = '<hp:textart text="글맵시"/>'
    assert read(xp(t("앞") + run(group) + run(art))).text == "앞\n캡션\n글상자\n글맵시"


def test_notes_follow_their_paragraph_and_are_numbered() -> None:
    notes = ctrl(f"<hp:footNote>{sub(xp('각주'))}</hp:footNote>") + ctrl(f"<hp:endNote>{sub(xp('미주'))}</hp:endNote>")
    document = read(xp(t("본문") + notes + t(" 계속")))
    assert words(document) == [("paragraph", "본문 계속"), ("note", "각주"), ("note", "미주")]
    assert labels(document)[1:] == ["주 1)", "미주 1)"]


def test_headers_footers_and_master_pages_are_not_text_but_are_counted() -> None:
    header = ctrl(f"<hp:header>{sub(xp('머리말' * 100))}</hp:header>")
    content = (
        b'<p xmlns:opf="x"><opf:item id="s" href="Contents/section0.xml"/>'
        b'<opf:item id="m" href="Contents/masterpage0.xml"/><opf:itemref idref="s"/></p>'
    )
    parts = {"Contents/content.hpf": content, "Contents/masterpage0.xml": section(xp("바탕"))}
    inside = run(f"<hp:secPr><hp:footer>{sub(xp('꼬리말'))}</hp:footer></hp:secPr>")
    document = read(xp(header + inside + t("본문")), parts=parts)
    assert document.text == "본문"
    assert "305자" in document.warnings[0]
    assert len(document.warnings) == 1


def test_memos_and_hidden_comments_are_left_out_with_a_warning() -> None:
    memo = ctrl(f'<hp:fieldBegin type="MEMO">{sub(xp("메모글"))}</hp:fieldBegin>')
    hidden = ctrl(f"<hp:hiddenComment>{sub(xp('숨은글'))}</hp:hiddenComment>")
    document = read(xp(memo + t("본문") + ctrl("<hp:fieldEnd/>") + hidden))
    assert document.text == "본문"
    assert any("메모 1건" in warning for warning in document.warnings)
    assert any("숨은 설명 3자" in warning for warning in document.warnings)


def test_a_field_gives_its_result_and_never_its_command() -> None:
    begin = ctrl(
        '<hp:fieldBegin type="HYPERLINK"><hp:parameters><hp:stringParam>http://x</hp:stringParam></hp:parameters></hp:fieldBegin>'
    )
    assert read(xp(begin + t("제3조") + ctrl("<hp:fieldEnd/>") + t("에 따라"))).text == "제3조에 따라"


def test_the_accepted_reading_keeps_insertions_and_drops_deletions() -> None:
    document = read(xp(t("<hp:nbSpace/>기한은 " + DELETE.format(1, "10일", 0) + INSERT.format("30일") + "이다.")))
    assert document.text == "기한은 30일이다."
    assert document.warnings[0].startswith("미확정 변경 2건")


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert read(xp(t("<hp:nbSpace/>가" + DELETE.format(1, "", 1))) + xp("나")).text == "가나"


def test_a_deletion_over_paragraphs_takes_all_between_with_it() -> None:
    first = t('<hp:nbSpace/>가<hp:deleteBegin Id="1"/>나')
    last = t('<hp:nbSpace/>라<hp:deleteEnd Id="1" paraend="0"/>마')
    assert read(xp(first) + xp("다") + xp(last)).text == "가마"


def test_a_deletion_without_an_end_swallows_nothing() -> None:
    document = read(xp(t('<hp:nbSpace/>가<hp:deleteBegin Id="1"/>나')) + xp("다"))
    assert document.text == "가나\n다"
    assert any("끝을 알 수 없는 삭제" in warning for warning in document.warnings)


def test_struck_out_text_is_left_out_with_a_warning_and_relief_is_not_struck() -> None:
    head = '<hh:charPr id="5"><hh:strikeout shape="SOLID"/></hh:charPr><hh:charPr id="6"><hh:strikeout shape="3D"/></hh:charPr>'
    document = read(xp(run("<hp:t>가</hp:t>", 6) + run("<hp:t>나다</hp:t>", 5)), head=head)
    assert document.text == "가"
    assert document.warnings == ("취소선으로 지운 글 2자는 본문에서 제외했습니다.",)


def test_equations_are_read_as_their_script() -> None:
    document = read(xp(t("이자는 ") + run("<hp:equation><hp:script>a over b</hp:script></hp:equation>") + t("이다.")))
    assert document.text == "이자는 a over b이다."
    assert "수식 1개" in document.warnings[0]


@pytest.mark.parametrize(("size", "unread"), [(("59528", "84186"), 1), (("5000", "5000"), 0), (("x", "9" * 40), 0)])
def test_a_large_picture_is_unread_and_a_small_one_a_warning(size: tuple[str, str], unread: int) -> None:
    document = read(
        xp("앞")
        + xp(
            run(
                f'<hp:pic><hp:sz width="{size[0]}" height="{size[1]}"/><hp:shapeComment>설명</hp:shapeComment></hp:pic>'
            )
        )
    )
    assert document.text == "앞"
    assert len(document.unread) == unread
    assert ("작은 그림 1개" in " ".join(document.warnings)) is not bool(unread)
    assert all(part.where == "'앞…' 다음의 그림" for part in document.unread)


@pytest.mark.parametrize("tag", ["ole", "chart", "video"])
def test_objects_without_text_are_unread(tag: str) -> None:
    assert len(read(xp("앞") + xp(run(f"<hp:{tag}/>"))).unread) == 1


def test_of_alternatives_the_first_is_read() -> None:
    inner = "<hp:switch><hp:case><hp:chart/></hp:case><hp:default><hp:ole/></hp:default></hp:switch>"
    assert [part.reason for part in read(xp("앞") + xp(run(inner))).unread] == ["차트여서 글자를 읽지 못했습니다."]


def test_composed_characters_ruby_and_caption_numbers_are_text() -> None:
    inner = (
        run('<hp:compose composeText="㉑"/>')
        + run("<hp:dutmal><hp:mainText>갑</hp:mainText><hp:subText>위탁자</hp:subText></hp:dutmal>")
        + ctrl(
            '<hp:autoNum num="3" numType="TABLE"><hp:autoNumFormat type="CIRCLED_DIGIT" suffixChar=")"/></hp:autoNum>'
        )
        + ctrl('<hp:autoNum num="1" numType="PAGE"/>')
    )
    assert read(xp(inner)).text == "㉑갑(위탁자)③)"


def test_form_objects_give_what_they_show() -> None:
    inner = (
        '<hp:checkBtn caption="동의" value="CHECKED"/><hp:radioBtn caption="거절" value="UNCHECKED"/>'
        '<hp:comboBox selectedValue="봄"><hp:listItem value="여름"/></hp:comboBox><hp:edit><hp:text>이름</hp:text></hp:edit>'
        '<hp:btn caption="단추" command="x"/>'
    )
    assert read(xp(run(inner))).text == "☑동의□거절봄이름단추"


def test_memos_beside_the_paragraphs_are_left_out_with_a_warning() -> None:
    document = read(f"<hp:memogroup><hp:memo>{sub(xp('메모글'))}</hp:memo></hp:memogroup>" + xp("본문"))
    assert document.text == "본문"
    assert document.warnings == ("메모 1건은 계약의 내용이 아니므로 제외했습니다.",)


def test_paragraphs_in_containers_of_a_later_standard_are_read() -> None:
    inner = run(f"<hp:newObject><hp:newBox>{sub(xp('안'))}</hp:newBox></hp:newObject>")
    assert read(f"<hp:newBlock>{xp('앞')}</hp:newBlock>" + xp(inner)).text == "앞\n안"


def test_text_in_a_place_that_is_not_known_is_counted_as_lost() -> None:
    document = read(xp("앞") + "<hp:t>떠도는 글</hp:t>")
    assert document.text == "앞"
    assert document.warnings == ("문서 안의 자리를 알 수 없는 글 4자를 본문에 넣지 못했습니다. 원본을 확인하십시오.",)


# ---------------------------------------------------------------- automatic numbers

ARTICLES = (
    xnumbering(1, [("DIGIT", "제^1조"), ("CIRCLED_DIGIT", "^2"), ("HANGUL_SYLLABLE", "^3."), ("DIGIT", "^n")])
    + "".join(xshape(level, "OUTLINE", 0, level) for level in range(4))
    + "".join(xshape(10 + level, "NUMBER", 1, level) for level in range(4))
)
ONE = b'<p><item id="s" href="Contents/section0.xml"/></p>'
SECTION = run('<hp:secPr outlineShapeIDRef="1"/>')


def test_the_outline_numbers_articles_and_restarts_below() -> None:
    body = (
        xp(SECTION + t("목적"), shape=0)
        + xp("가", shape=1)
        + xp("나", shape=1)
        + xp("정의", shape=0)
        + xp("다", shape=1)
    )
    document = read(body, head=ARTICLES)
    assert labels(document) == ["제1조", "①", "②", "제2조", "①"]
    assert document.blocks[0].kind == "heading"
    assert [(article.number, article.title) for article in parse(document).articles if article.number] == [
        ("제1조", "목적"),
        ("제2조", "정의"),
    ]


def test_lists_and_outline_are_counted_apart_and_a_path_is_spelled_out() -> None:
    body = xp(SECTION + t("목적"), shape=0) + xp("목록", shape=10) + xp("경로", shape=13) + xp("정의", shape=0)
    assert labels(read(body, head=ARTICLES)) == ["제1조", "제1조", "1.①.가.1", "제2조"]


def test_a_new_list_starts_anew_and_going_back_goes_on() -> None:
    head = (
        xnumbering(1, [("DIGIT", "^1.")])
        + xnumbering(2, [("DIGIT", "^1)")], start=1, first=5)
        + xnumbering(3, [("DIGIT", "(^1)")])
        + "".join(xshape(number, "NUMBER", number) for number in (1, 2, 3))
    )
    body = "".join(xp("가", shape=number) for number in (1, 1, 2, 2, 3, 1))
    assert labels(read(body, head=head)) == ["1.", "2.", "5)", "6)", "(7)", "3."]


def test_a_second_section_with_a_new_outline_starts_anew() -> None:
    head = (
        xnumbering(1, [("DIGIT", "^1.")]) + xnumbering(2, [("ROMAN_CAPITAL", "^1.")], start=1) + xshape(0, "OUTLINE", 0)
    )
    other = run('<hp:secPr outlineShapeIDRef="2"/>')
    document = read(xp(SECTION + t("가")) + xp("나"), xp(other + t("다")), head=head)
    assert labels(document) == ["1.", "2.", "I."]


@pytest.mark.parametrize("start", [0, 1])
def test_an_outline_that_goes_on_in_the_next_section_keeps_counting(start: int) -> None:
    head = xnumbering(1, [("DIGIT", "^1.")], start=start) + xshape(0, "OUTLINE", 0)
    assert labels(read(xp(SECTION + t("가")), xp(SECTION + t("나")), head=head)) == ["1.", "2."]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("DIGIT", "3"), ("CIRCLED_DIGIT", "③"), ("ROMAN_CAPITAL", "III"), ("ROMAN_SMALL", "iii"), ("LATIN_CAPITAL", "C"),
        ("LATIN_SMALL", "c"), ("CIRCLED_LATIN_CAPITAL", "Ⓒ"), ("CIRCLED_LATIN_SMALL", "ⓒ"), ("HANGUL_SYLLABLE", "다"),
        ("CIRCLED_HANGUL_SYLLABLE", "㉰"), ("HANGUL_JAMO", "ㄷ"), ("CIRCLED_HANGUL_JAMO", "㉢"), ("HANGUL_PHONETIC", "삼"),
        ("IDEOGRAPH", "三"), ("CIRCLED_IDEOGRAPH", "㊂"), ("DECAGON_CIRCLE", "병"), ("DECAGON_CIRCLE_HANJA", "丙"),
        ("SYMBOL", "3"),
    ],
)  # fmt: skip
def test_every_number_format_is_spelled(form: str, third: str) -> None:
    head = xnumbering(1, [(form, "^1")]) + xshape(0, "NUMBER", 1)
    assert labels(read(xp("가") * 3, head=head))[2] == third


def test_a_number_beyond_the_signs_is_written_in_digits() -> None:
    head = xnumbering(1, [("HANGUL_JAMO", "^1.")], start=1, first=4_294_967_295) + xshape(0, "NUMBER", 1)
    assert labels(read(xp("가"), head=head)) == ["4294967295."]


def test_bullets_and_missing_definitions() -> None:
    head = (
        '<hh:bullet id="1" char="※"/><hh:bullet id="2" char="\uf0a7"/>'
        + "".join(xshape(number, "BULLET", number) for number in (1, 2, 3))
        + xshape(4, "NUMBER", 99)
        + xshape(5, "NUMBER", 1, 77)
    )
    assert labels(read("".join(xp("가", shape=number) for number in (1, 2, 3, 4, 5)), head=head)) == [
        "※",
        "•",
        "•",
        "",
        "",
    ]


def test_numbers_in_cells_stand_before_their_text() -> None:
    head = xnumbering(1, [("DIGIT", "^1.")]) + xshape(0, "NONE", 0) + xshape(1, "NUMBER", 1)
    assert read(xp(xtable([xp("가", shape=1) + xp("나", shape=1), "다"])), head=head).text == "1. 가\n2. 나\t다"


# ---------------------------------------------------------------- what is refused


def test_a_locked_package_needs_its_password() -> None:
    manifest = b'<m xmlns:odf="x"><odf:file-entry><odf:encryption-data/></odf:file-entry></m>'
    error = refused(hwpx(xp("가"), parts={"META-INF/manifest.xml": manifest}))
    assert error.outcome is Outcome.NEEDS_PASSWORD


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"mimetype": b"application/hwp+zip"}), "본문 목록"),
        (hwpx(), "section0.xml"),
        (
            hwpx(xp("가"), parts={"Contents/content.hpf": b'<p><item id="a" href="Contents/section7.xml"/></p>'}),
            "section7",
        ),
        (hwpx(xp("가"), parts={"Contents/section0.xml": b"<a><b></a>"}), "section0.xml"),
    ],
)
def test_a_package_without_its_body_is_damaged(data: bytes, words: str) -> None:
    error = refused(data)
    assert error.outcome is Outcome.DAMAGED
    assert words in str(error)
    assert "한글에서" in str(error)


def test_a_document_type_declaration_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    assert "DTD" in str(refused(hwpx(xp("가"), parts={"Contents/section0.xml": bomb})))


def test_a_bomb_of_one_part_is_refused_before_it_is_unpacked() -> None:
    data = hwpx(xp("가"), parts={"Contents/section0.xml": b" " * (limits.ZIP_PART + 1)})
    assert refused(data).outcome is Outcome.LIMIT


def test_tables_nested_beyond_the_limit_are_reported_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_DEPTH", 3)
    inner = xp("속")
    for _ in range(6):
        inner = xp(xtable([inner, "옆"]))
    document = read(inner)
    assert "속" not in document.text
    assert [part.where for part in document.unread] == ["문서 첫머리의 겹친 표"]


def test_xml_nested_beyond_the_depth_of_a_document_is_refused() -> None:
    assert refused(hwpx("<hp:p>" * 5000 + "</hp:p>" * 5000)).outcome is Outcome.LIMIT


def test_a_docx_called_hwpx_is_read_as_a_docx() -> None:
    from read_samples import docx, p

    document = read_bytes("계약.hwpx", docx(p("가")))
    assert document.format == "docx"
    assert "DOCX" in document.warnings[0]


def test_mutated_sections_end_in_a_document_or_a_named_error() -> None:
    chance = random.Random(20261127)
    note = ctrl(f"<hp:footNote>{sub(xp('각주'))}</hp:footNote>")
    deleted = t("<hp:nbSpace/>나" + DELETE.format(1, "다", 1))
    body = section(xp(SECTION + t("가"), shape=0) + xp(xtable([("나", 0, 2), "다"], ["라"])) + xp(deleted + note))
    for _ in range(300):
        data = bytearray(body)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(2)] = bytes([chance.choice(b'<>/="hpt0 9\xea\x00')])
        try:
            end = read(head=ARTICLES, parts={"Contents/section0.xml": bytes(data), "Contents/content.hpf": ONE}).format
        except ReadError as error:
            end = str(error)
        assert end == "hwpx" or end.startswith("계약.hwpx: ")


def test_the_same_bytes_give_the_same_document() -> None:
    data = hwpx(xp(xtable(["가", "나"])) + xp("다", shape=1), head=ARTICLES)
    assert read_bytes("a.hwpx", data) == read_bytes("a.hwpx", data)
