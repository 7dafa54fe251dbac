"""DOCX: tracked changes and comments are kept apart from the text that is judged."""

from __future__ import annotations

import pytest
from read_samples import docx, p, r, story, table

from pipeline.model import Change, Document
from pipeline.read import read_bytes

BY = 'w:author="김" w:date="2026-01-02T03:04:00Z"'


def ins(inner: str, by: str = BY) -> str:
    return f'<w:ins w:id="1" {by}>{inner}</w:ins>'


def gone(text: str, by: str = BY) -> str:
    return f'<w:del w:id="2" {by}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def mark(kind: str, by: str = BY) -> str:
    return f'<w:rPr><w:{kind} w:id="3" {by}/></w:rPr>'


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return read_bytes("계약.docx", docx(body, parts))


def said(document: Document) -> list[tuple[str, str]]:
    return [(change.kind, change.text) for change in document.changes]


def counted(document: Document) -> str:
    return next((warning.split(":")[0] for warning in document.warnings if warning.startswith("미확정")), "")


def test_a_deleted_not_is_never_mixed_into_the_text() -> None:
    document = read(p(r("The Provider shall ") + gone("not ") + r("indemnify the Customer.")))
    assert document.text == "The Provider shall indemnify the Customer."
    assert document.changes == (Change("delete", "not ", "김", "2026-01-02T03:04:00Z", 19),)
    assert document.text[19:].startswith("indemnify")


def test_an_inserted_not_stands_in_the_text_and_in_the_list() -> None:
    document = read(p(r("The Provider shall ") + ins(r("not ")) + r("indemnify the Customer.")))
    assert document.text == "The Provider shall not indemnify the Customer."
    assert said(document) == [("insert", "not ")]
    assert document.text[document.changes[0].place :].startswith("not indemnify")


def test_what_one_inserted_and_another_deleted_is_a_deletion() -> None:
    document = read(p(r("가") + ins(gone("나", 'w:author="박"')) + r("다")))
    assert document.text == "가다"
    assert said(document) == [("delete", "나")]
    assert document.changes[0].author == "박"


def test_runs_that_one_person_changed_at_one_time_are_one_change() -> None:
    document = read(p(r("가") + ins(r("나")) + ins(r("다")) + ins(r("라"), 'w:author="박"') + r("마")))
    assert said(document) == [("insert", "나다"), ("insert", "라")]
    assert counted(document) == "미확정 변경 2건"


def test_the_same_change_before_and_after_a_kept_word_is_two() -> None:
    assert said(read(p(gone("가") + r("나") + gone("다")))) == [("delete", "가"), ("delete", "다")]


def test_a_passage_of_several_paragraphs_is_one_change() -> None:
    body = p("앞") + p(ins(r("제2조")), more=mark("ins")) + p(ins(r("본문")), more=mark("ins")) + p("뒤")
    document = read(body)
    assert document.text == "앞\n제2조\n본문\n뒤"
    assert said(document) == [("insert", "제2조\n본문")]
    assert document.changes[0].place == 2


def test_a_deleted_paragraph_is_gone_and_its_place_is_where_the_next_begins() -> None:
    document = read(p("앞") + p(gone("제2조"), more=mark("del")) + p("뒤"))
    assert document.text == "앞\n뒤"
    assert said(document) == [("delete", "제2조")]
    assert document.changes[0].place == 2


def test_changes_at_the_end_of_one_paragraph_and_the_start_of_the_next_stay_apart() -> None:
    assert said(read(p(r("가") + gone("나")) + p(gone("다") + r("라")))) == [("delete", "나"), ("delete", "다")]


def test_a_split_paragraph_is_a_change_of_its_mark() -> None:
    assert said(read(p("가", more=mark("ins")) + p("나"))) == [("insert", "\n")]


def test_a_move_names_both_of_its_ends() -> None:
    away = f'<w:moveFrom w:id="1" {BY}>{r("조항")}</w:moveFrom>'
    here = f'<w:moveTo w:id="2" {BY}>{r("조항")}</w:moveTo>'
    document = read(p(r("앞") + away) + p(here + r("뒤")))
    assert document.text == "앞\n조항뒤"
    assert said(document) == [("move_from", "조항"), ("move_to", "조항")]
    assert [change.place for change in document.changes] == [1, 2]


@pytest.mark.parametrize(
    ("change", "kind", "text", "kept"),
    [
        ("<w:trPr><w:ins {}/></w:trPr>", "row_insert", "가\t나", "앞\n가\t나\n다\t라"),
        ("<w:trPr><w:del {}/></w:trPr>", "row_delete", "가\t나", "앞\n다\t라"),
    ],
)
def test_rows_are_changes_with_their_cells(change: str, kind: str, text: str, kept: str) -> None:
    body = table(("가", "나"), ("다", "라")).replace("<w:tr>", "<w:tr>" + change.format(BY), 1)
    document = read(p("앞") + body)
    assert document.text == kept
    assert said(document) == [(kind, text)]
    assert document.changes[0].place == 2


def test_the_insertions_in_an_inserted_row_are_not_counted_again() -> None:
    body = table((p(ins(r("가"))), p(ins(r("나"))))).replace("<w:tr>", f"<w:tr><w:trPr><w:ins {BY}/></w:trPr>")
    assert said(read(body)) == [("row_insert", "가\t나")]


@pytest.mark.parametrize(
    ("tag", "kind", "kept"), [("cellIns", "cell_insert", "가\t나"), ("cellDel", "cell_delete", "나")]
)
def test_cells_are_changes(tag: str, kind: str, kept: str) -> None:
    document = read(table(("가", "나")).replace("<w:tc>", f"<w:tc><w:tcPr><w:{tag} {BY}/></w:tcPr>", 1))
    assert document.text == kept
    assert said(document) == [(kind, "가")]


def test_changes_of_format_are_counted_apart() -> None:
    look = f"<w:b/><w:rPrChange w:id='9' {BY}><w:rPr/></w:rPrChange>"
    document = read(p(r("가", look)))
    assert document.changes == ()
    assert document.warnings == ("글이 바뀌지 않는 서식 변경이 1곳 있습니다.",)


def test_a_change_in_a_note_has_its_place_in_the_note() -> None:
    notes = {"footnotes": story("footnotes", f'<w:footnote w:id="2">{p(r("각주 ") + ins(r("글")))}</w:footnote>')}
    document = read(p(r("본문") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), notes)
    assert document.text[document.changes[0].place :] == "글"


def test_a_change_in_a_header_is_listed_without_a_place() -> None:
    document = read(p("본문"), {"header": story("hdr", p(r("초안") + ins(r(" 2판"))))})
    assert document.margins == ("초안 2판",)
    assert [(change.text, change.place) for change in document.changes] == [(" 2판", -1)]


def test_a_deletion_in_a_cell_has_its_place_behind_the_number_of_the_cell() -> None:
    document = read(p("앞") + table((p(r("가") + gone("나") + r("다")), "라")))
    assert document.text == "앞\n가다\t라"
    assert document.text[document.changes[0].place :] == "다\t라"


def test_a_field_that_was_half_deleted_swallows_nothing() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:del {BY}>{end}</w:del>' + r("본문")) + p("뒤")
    assert read(body).text == "본문\n뒤"


# ---------------------------------------------------------------- comments


def comments(*texts: str) -> dict[str, str]:
    inner = "".join(f'<w:comment w:id="{at}" {BY}>{p(text)}</w:comment>' for at, text in enumerate(texts))
    return {"comments": story("comments", inner)}


START, END = '<w:commentRangeStart w:id="{}"/>', '<w:commentRangeEnd w:id="{}"/>'
REFERENCE = '<w:r><w:commentReference w:id="{}"/></w:r>'


def test_a_comment_is_listed_with_author_date_place_and_quote() -> None:
    body = p(r("한도는 ") + START.format(0) + r("3억원") + END.format(0) + REFERENCE.format(0) + r("이다."))
    document = read(body, comments("너무 적음"))
    assert document.text == "한도는 3억원이다."
    (found,) = document.comments
    assert (found.author, found.date, found.text) == ("김", "2026-01-02T03:04:00Z", "너무 적음")
    assert (found.place, found.quote) == (4, "3억원")


def test_a_comment_over_paragraphs_and_cells_quotes_all_of_it() -> None:
    body = START.format(0) + p("가") + table(("나", "다")) + p("라") + END.format(0) + p("마")
    assert read(body, comments("모두")).comments[0].quote == "가\n나\t다\n라"


def test_a_comment_over_a_deletion_quotes_the_accepted_reading() -> None:
    body = p(START.format(0) + r("shall ") + gone("not ") + r("pay") + END.format(0) + r(" now"))
    assert read(body, comments("?")).comments[0].quote == "shall pay"


def test_a_comment_at_a_point_or_nowhere_has_no_quote() -> None:
    document = read(p(r("가") + REFERENCE.format(0) + r("나")), comments("여기", "없음"))
    assert [(found.place, found.quote) for found in document.comments] == [(1, ""), (-1, "")]


def test_comments_do_not_change_the_text_of_a_cell() -> None:
    cell = p("가") + p(START.format(0) + END.format(0)) + p("나")
    assert read(table((cell, "다")), comments("?")).text == read(table((p("가") + p("나"), "다"))).text
