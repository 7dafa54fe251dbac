"""The report lists tracked changes and comments after the findings, and judges none of them."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from report_review import INFO, library, sample_review
from test_report_formats import ATTACKS, TEXTS, rendered

from pipeline.model import Change, Comment, Review
from pipeline.report import SUFFIXES, ReportInfo, render_report
from pipeline.report.chapters import MARKUP_SHOWN

AT = "2026-01-02T03:04:00Z"


def marked(changes: tuple[Change, ...], comments: tuple[Comment, ...] = ()) -> Review:
    review = sample_review()
    (document,) = review.documents
    return replace(review, documents=(replace(document, changes=changes, comments=comments),))


def article_start() -> int:
    return (
        next(a for a in sample_review().contract.articles if a.kind == "article" and a.paragraphs).paragraphs[0].start
    )


MARKED = marked(
    (
        Change("delete", "하지 아니", "김가람", AT, article_start()),
        Change("insert", "\n", "", "", article_start()),
        Change("insert", "2판", "박", AT, -1),
    ),
    (Comment("이", AT, "과하다", article_start(), "회사는"), Comment("이", "", "빈 메모", -1, "")),
)


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s != ".json"])
def test_changes_and_comments_are_listed_with_who_when_and_where(suffix: str) -> None:
    text = "\n".join(TEXTS[suffix](rendered(MARKED, suffix)))
    for words in (
        "하지 아니",
        "김가람",
        "2026-01-02 03:04",
        "(문단 나눔)",
        "머리글·바닥글",
        "과하다",
        "빈 메모",
        "삭제",
    ):
        assert words in text, words


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_the_section_stands_after_the_findings_and_counts(suffix: str) -> None:
    text = "\n".join(TEXTS[suffix](rendered(MARKED, suffix)))
    assert (
        text.index("기재사항별 검토")
        < text.index("미확정 변경 3건")
        < text.index("메모 2건")
        < text.index("검토 방법과")
    )


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s != ".json"])
def test_a_report_without_changes_has_no_such_section(suffix: str) -> None:
    text = "\n".join(TEXTS[suffix](rendered(sample_review(), suffix)))
    assert "미확정" not in text
    assert "변경과 메모" not in text


def test_the_workbook_has_a_sheet_for_them() -> None:
    book = load_workbook(io.BytesIO(rendered(MARKED, ".xlsx")))
    assert book.sheetnames[-1] == "변경과 메모"
    assert book["변경과 메모"].max_row == 1 + 3 + 2


def test_json_keeps_places_and_texts() -> None:
    found = json.loads(rendered(MARKED, ".json"))
    assert found["changes"][0] == {
        "document": MARKED.documents[0].name, "kind": "delete", "text": "하지 아니", "author": "김가람", "date": AT,
        "place": article_start(), "locator": found["changes"][0]["locator"],
    }  # fmt: skip
    assert found["changes"][0]["locator"].startswith("제")
    assert [comment["locator"] for comment in found["comments"]][1] == ""
    assert json.loads(rendered(sample_review(), ".json"))["changes"] == []


def test_a_long_list_says_how_many_are_left_out_and_the_workbook_has_all() -> None:
    review = marked(tuple(Change("insert", f"글{n}", "김", AT, 0) for n in range(MARKUP_SHOWN + 7)))
    assert "이 밖에 7건" in "\n".join(TEXTS[".docx"](rendered(review, ".docx")))
    assert "이 밖에 7건" in "\n".join(TEXTS[".html"](rendered(review, ".html")))
    assert f"글{MARKUP_SHOWN + 6}" in TEXTS[".xlsx"](rendered(review, ".xlsx"))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_texts_in_changes_do_no_harm(attack: str, suffix: str) -> None:
    review = marked((Change("insert", attack, attack, attack, 0),), (Comment(attack, attack, attack, 0, attack),))
    data = render_report(review, library(), ReportInfo("계약", "검토자", INFO.date), suffix)
    if suffix == ".html":
        assert b"<script>alert" not in data
        assert b"<img" not in data
    if suffix == ".xlsx":
        sheet = load_workbook(io.BytesIO(data))["변경과 메모"]
        cells = [str(c.value) for row in sheet.iter_rows(min_row=2) for c in row if c.value]
        assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n"]
