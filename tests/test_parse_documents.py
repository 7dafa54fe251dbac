"""Parsing what the readers give: automatic numbers, tables, notes, languages, speed."""

from __future__ import annotations

from parse_outline import outline_of
from read_samples import docx, level, numbering, p, pdf, style, styles, table

from pipeline.model import Contract, Document
from pipeline.parse import parse
from pipeline.read import read_bytes

LEVELS = (
    level(0, "decimal", "제%1조")
    + level(1, "decimalEnclosedCircle", "%2")
    + level(2, "decimal", "%3.")
    + level(3, "ganada", "%4.")
)
NUMBERS = {"numbering": numbering({0: LEVELS}, {1: (0, "")})}


def contract_of(body: str, parts: dict[str, str] | None = None) -> tuple[Document, Contract]:
    document = read_bytes("계약.docx", docx(body, parts))
    return document, parse(document)


def outline(contract: Contract) -> list[str]:
    return outline_of(contract).splitlines()[1:]


def test_automatic_numbers_give_the_same_articles_as_typed_ones() -> None:
    automatic = (
        p("(목적) 이 계약은 위탁을 정한다.", num=(1, 0))
        + p("(보안)", num=(1, 0))
        + p("을은 다음을 한다.", num=(1, 1))
        + p("암호화", num=(1, 2))
        + p("저장할 때", num=(1, 3))
        + p("기록", num=(1, 2))
        + p("을은 알린다.", num=(1, 1))
    )
    typed = "".join(
        p(text)
        for text in (
            "제1조(목적) 이 계약은 위탁을 정한다.",
            "제2조(보안)",
            "① 을은 다음을 한다.",
            "1. 암호화",
            "가. 저장할 때",
            "2. 기록",
            "② 을은 알린다.",
        )
    )
    assert outline(contract_of(automatic, NUMBERS)[1]) == outline(contract_of(typed)[1])


def test_paragraph_text_excludes_the_automatic_number_and_slices_exactly() -> None:
    document, contract = contract_of(p("(목적) 본문", num=(1, 0)) + p("항의 글", num=(1, 1)), NUMBERS)
    paragraph = contract.articles[0].paragraphs[1]
    assert (paragraph.label, paragraph.text) == ("①", "항의 글")
    assert document.text[paragraph.start : paragraph.end] == paragraph.text


def test_an_automatic_number_that_is_no_known_marker_is_still_the_label() -> None:
    parts = {"numbering": numbering({0: level(0, "decimal", "(제%1호)")}, {1: (0, "")})}
    _, contract = contract_of(p("제1조(목적) 다음과 같다.") + p("서버", num=(1, 0)), parts)
    assert contract.articles[0].paragraphs[1].label == "(제1호)"


def test_a_circled_number_beyond_twenty_goes_on_with_its_list() -> None:
    body = p("(목적)", num=(1, 0)) + "".join(p("글", num=(1, 1)) for _ in range(22))
    labels = [(own.level, own.label) for own in contract_of(body, NUMBERS)[1].articles[0].paragraphs]
    assert labels[19:] == [(1, "⑳"), (1, "㉑"), (1, "㉒")]


def test_contents_styles_of_word_are_contents() -> None:
    parts = {"styles": styles(style("T", "toc 1"))}
    body = p("제1조(목적)\t1", style="T") + p("제2조(기간)\t2", style="T") + p("제1조(목적) 가.") + p("제2조(기간) 나.")
    _, contract = contract_of(body, parts)
    assert [article.kind for article in contract.articles] == ["contents", "article", "article"]


def test_rows_keep_their_cells() -> None:
    _, contract = contract_of(p("제1조(표)") + table(("항목", "목표", "비고"), ("가동률", "99.9%", "매월")))
    header, row = contract.articles[0].paragraphs
    assert (header.kind, row.kind) == ("header_row", "row")
    assert row.cells == ("가동률", "99.9%", "매월")


def test_a_footnote_is_body_of_the_article_that_refers_to_it() -> None:
    from read_samples import r, story

    notes = {"footnotes": story("footnotes", f'<w:footnote w:id="2">{p("주석의 글이다.")}</w:footnote>')}
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    _, contract = contract_of(p(r("제1조(목적) 본문이다.") + mark) + p("제2조(기간) 1년"), notes)
    assert [own.text for own in contract.articles[0].paragraphs] == ["본문이다.", "주석의 글이다."]


def test_a_title_style_names_the_contract() -> None:
    parts = {"styles": styles(style("T", "Title"))}
    assert (
        contract_of(p("표지") + p("위탁 계약의 이름", style="T") + p("제1조(목적) 가."), parts)[1].title
        == "위탁 계약의 이름"
    )


def test_articles_carry_the_page_of_a_pdf() -> None:
    document = read_bytes("a.pdf", pdf([["제1조(목적) 이 계약은 목적을 정한다."], ["제2조(기간) 기간은 1년이다."]]))
    articles = parse(document).articles
    assert [(article.number, article.page, article.paragraphs[0].page) for article in articles] == [
        ("제1조", 1, 1),
        ("제2조", 2, 2),
    ]


def test_the_span_of_an_article_holds_its_heading_and_paragraphs() -> None:
    document = read_bytes("a.txt", "제1조(목적) 가나다.\n제2조(기간)\n① 일 년.\n".encode())
    spans = [document.text[article.start : article.end] for article in parse(document).articles]
    assert spans == ["제1조(목적) 가나다.", "제2조(기간)\n① 일 년."]


def test_the_language_is_that_of_most_letters() -> None:
    assert parse(read_bytes("a.txt", "제1조(목적) API, SLA, RTO를 정한다.".encode())).language == "ko"
    assert (
        parse(read_bytes("a.txt", b"1. Fees. Customer (\xea\xb0\x91) shall pay the agreed sum in full.")).language
        == "en"
    )
