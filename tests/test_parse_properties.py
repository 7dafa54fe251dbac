"""Parsing loses nothing: offsets are exact and every character has one place."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Contract, Document
from pipeline.parse import locator, parse
from pipeline.read import read_bytes

MARKUP = re.compile(r"[\W_]")
WORDS = [
    *("갑은 을에게 알린다.", "다음 각 호와 같다.", "제5조에 따라", "자료", "다만, 그러하지 아니하다."),
    *("Supplier shall pay.", "가나 | 다라", "목적"),
]
HEADS = [
    *("제{n}조(목적) ", "제{n}조", "제 {n} 조 ( 기 간 ) ", "제{n}조의2 [정의] ", "제{n}장 총칙"),
    *("[별표 {n}] 목록", "별지 {n}. 명세", "부칙 (시행일)", "# 제목", "## {n}. 범위", "목차", "ANNEX {n}"),
    *("{n}. ", "{n}.1 ", "① ", "② ", "가. ", "나. ", "({n}) ", "{n}) ", "(a) ", "(i) ", "- ", "• ", "Article {n} - "),
    *("이 계약을 증명하기 위하여 2통을 작성한다. ", "", "| a | b |", "※ ", "    "),
]
LINE = st.tuples(st.sampled_from(HEADS), st.integers(1, 6), st.sampled_from(["", *WORDS])).map(
    lambda line: line[0].format(n=line[1]) + line[2]
)
TEXTS = st.lists(LINE, min_size=1, max_size=40).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(lines))
)


def letters(text: str) -> str:
    """A text without blanks, punctuation and Markdown marks."""
    return MARKUP.sub("", text)


def check(document: Document, contract: Contract) -> None:
    at = 0
    for article in contract.articles:
        outside = ""
        for paragraph in article.paragraphs:
            assert document.text[paragraph.start : paragraph.end] == paragraph.text
            assert paragraph.start >= at
            assert locator(article, paragraph)
            outside += document.text[at : paragraph.start]
            at = paragraph.end
        if not article.paragraphs and article.end > at:
            outside += document.text[at : article.end]
            at = article.end
        named = article.number + article.title + article.chapter + "".join(own.label for own in article.paragraphs)
        assert is_made_of(letters(outside), letters(named)), (outside, named)
    assert not letters(document.text[at:])


def is_made_of(got: str, available: str) -> bool:
    """Whether every letter outside the paragraphs belongs to a heading, label or chapter."""
    left = list(available)
    for sign in got:
        if sign not in left:
            return False
        left.remove(sign)
    return True


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_every_character_lands_in_one_paragraph_or_in_a_heading(text: str) -> None:
    if not text.strip():
        return
    document = read_bytes("a.txt", text.encode())
    check(document, parse(document))


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\n 제조장①②1.2()가나- "),
        min_size=1,
        max_size=200,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_parsed_without_an_error(text: str) -> None:
    if not text.strip():
        return
    document = read_bytes("a.txt", ("가" + text).encode())
    for article in parse(document).articles:
        for paragraph in article.paragraphs:
            assert document.text[paragraph.start : paragraph.end] == paragraph.text


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_parsing_twice_gives_the_same(text: str) -> None:
    if text.strip():
        document = read_bytes("a.txt", text.encode())
        assert parse(document) == parse(document)
