"""The two lines prove each other: parse(read(render(contract))) is the contract."""

import pytest
from render_contract import long_contract, meta

from pipeline.model import Contract
from pipeline.parse import parse
from pipeline.read.docx import read_docx
from pipeline.render import render

LONG = long_contract()


@pytest.fixture(scope="module")
def read_back() -> Contract:
    return parse(read_docx("초안.docx", render(LONG, meta())))


def numbered(contract: Contract) -> list[tuple[str, str, str, str]]:
    return [(a.kind, a.number, a.title, a.chapter) for a in contract.articles if a.kind in ("article", "annex")]


def test_articles_and_annexes_come_back_with_number_title_and_chapter(read_back):
    assert numbered(read_back) == numbered(LONG)


def test_every_paragraph_comes_back_with_label_text_and_level(read_back):
    found = {a.number: a for a in read_back.articles if a.kind == "article"}
    for article in LONG.articles:
        if article.kind == "article":
            wanted = [(p.level, p.label, p.text) for p in article.paragraphs]
            assert [(p.level, p.label, p.text) for p in found[article.number].paragraphs] == wanted


def test_annexes_come_back_with_their_labels_texts_and_rows(read_back):
    found = {a.number: a for a in read_back.articles if a.kind == "annex"}
    for article in LONG.articles:
        if article.kind == "annex":
            wanted = [(p.label, p.text, p.cells) for p in article.paragraphs]
            assert [(p.label, p.text, p.cells) for p in found[article.number].paragraphs] == wanted


def test_the_signature_block_comes_back_as_the_closing(read_back):
    wanted = next(a for a in LONG.articles if a.kind == "closing")
    found = next(a for a in read_back.articles if a.kind == "closing")
    assert [p.text for p in found.paragraphs] == [p.text for p in wanted.paragraphs]
