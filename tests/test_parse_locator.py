"""Locators are what a lawyer would write."""

from __future__ import annotations

import pytest

from pipeline.model import Article, Paragraph
from pipeline.parse import locator


def para(level: int, label: str = "", text: str = "글", kind: str = "text", page: int | None = None) -> Paragraph:
    return Paragraph(level, label, text, kind=kind, page=page)


def places(article: Article) -> list[str]:
    return [locator(article, own) for own in article.paragraphs]


def test_article_paragraph_item_and_subitem() -> None:
    own = (
        para(0, text="머리"),
        para(1, "①"),
        para(2, "1."),
        para(3, "가."),
        para(4, "1)"),
        para(2, "2."),
        para(1, "②"),
    )
    assert places(Article("제12조", "보안", own)) == [
        "제12조 (본문)",
        "제12조 제1항",
        "제12조 제1항 제1호",
        "제12조 제1항 제1호 가목",
        "제12조 제1항 제1호 가목 1)",
        "제12조 제1항 제2호",
        "제12조 제2항",
    ]


def test_items_below_a_lead_in_are_ho_and_top_numbers_are_hang() -> None:
    assert places(Article("제2조", "정의", (para(0, text="다음과 같다."), para(2, "1.")))) == [
        "제2조 (본문)",
        "제2조 제1호",
    ]
    assert places(Article("제3조", "효력", (para(1, "1."), para(2, "①")))) == ["제3조 제1항", "제3조 제1항 제1호"]


def test_rows_are_counted_within_their_table() -> None:
    header, row = para(0, kind="header_row"), para(0, kind="row")
    own = (header, row, para(0, text="글"), header, row, para(0, kind="row", text="끝"))
    found = places(Article("별지 2", "수준", own, kind="annex"))
    assert found[1] == "별지 2 1번째 표 2행"
    assert found[-1] == "별지 2 2번째 표 3행"
    assert locator(Article("별지 1", "", own[:2], kind="annex"), own[1]) == "별지 1 표 2행"


def test_a_row_below_a_number_names_it() -> None:
    own = (para(1, "2."), para(2, kind="row"))
    assert places(Article("별첨 1", "명세", own, kind="annex"))[1] == "별첨 1 제2항 표 1행"


def test_bullets_are_counted() -> None:
    own = (para(0, text="다음과 같다."), para(2, "-"), para(2, "-"))
    assert places(Article("제4조", "조치", own))[1:] == ["제4조 1번째 항목", "제4조 2번째 항목"]


def test_decimal_numbers_stand_for_the_whole_path() -> None:
    own = (para(1, "3.2"), para(2, "(a)"))
    assert places(Article("3", "요금", own)) == ["3.2", "3.2 (a)"]
    assert places(Article("3", "Fees", (para(1, "3.2", "x"), para(2, "(a)", "x"), para(3, "(i)", "x")))) == [
        "3.2",
        "3.2(a)",
        "3.2(a)(i)",
    ]
    assert places(Article("Article 3", "Fees", (para(1, "3.2", "x"), para(2, "(a)", "x"))))[1] == "Article 3, 3.2(a)"


def test_articles_of_an_annex_or_second_document_are_named_with_it() -> None:
    own = (para(1, "①"),)
    assert places(Article("제1조", "시행일", own, chapter="부칙 2026. 1. 1.")) == ["부칙 제1조 제1항"]
    assert places(Article("제1조", "목적", own, chapter="별첨 2 비밀유지 약정서")) == ["별첨 2 제1조 제1항"]
    assert places(Article("제1조", "목적", own, chapter="개인정보 처리위탁 계약서")) == [
        "개인정보 처리위탁 계약서 제1조 제1항"
    ]
    assert places(Article("제1조", "목적", own, chapter="제1장 총칙")) == ["제1조 제1항"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("preamble", "전문 (2쪽)"), ("closing", "서명란 (2쪽)"), ("contents", "목차 (2쪽)")]
)
def test_unnumbered_parts_have_names_and_pages(kind: str, expected: str) -> None:
    own = para(0, page=2)
    assert locator(Article("", "", (own,), kind=kind), own) == expected


def test_without_article_and_number_the_page_is_named() -> None:
    own = para(0, page=3)
    assert locator(Article("", "", (own,)), own) == "3쪽"
    bare = para(0)
    assert locator(Article("", "", (bare,)), bare) == "본문"


def test_a_heading_without_a_number_is_quoted() -> None:
    own = para(0)
    assert locator(Article("", "보안", (own,)), own) == "'보안' (본문)"


def test_equal_paragraphs_are_told_apart_by_identity() -> None:
    first, second = para(2, "-"), para(2, "-")
    article = Article("제1조", "", (para(0, text="다음과 같다."), first, second))
    assert locator(article, article.paragraphs[2]) == "제1조 2번째 항목"


def test_a_paragraph_of_another_article_is_an_error() -> None:
    with pytest.raises(ValueError, match="not"):
        locator(Article("제1조", "", (para(0),)), para(1, "①"))
