"""Each file of tests/cases/parse: a text, a line of dots, the outline that it parses to."""

from __future__ import annotations

from pathlib import Path

import pytest
from parse_outline import outline_of

from pipeline.parse import parse
from pipeline.read import read_bytes

CASES = sorted((Path(__file__).parent / "cases" / "parse").glob("*.md"))
DOTS = "\n" + "." * 60 + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text_parses_to_its_outline(path: Path) -> None:
    text, expected = path.read_text(encoding="utf-8").split(DOTS)
    document = read_bytes(f"{path.stem}.txt", (text + "\n").encode())
    assert outline_of(parse(document)) == expected


@pytest.mark.parametrize(
    "heading", ["Article {} (Subcontracting)", "Article {} Subcontracting", "Article {}. Subcontracting"]
)
def test_an_english_article_is_kept_where_one_before_it_is_missing(heading):
    text = f"Agreement\n\n{heading.format(1)}\n\nIt governs.\n\n{heading.format(3)}\n\n2. Provider shall notify.\n3. It shall report.\n"
    articles = parse(read_bytes("a.txt", text.encode())).articles[1:]
    assert [(a.number, a.title) for a in articles] == [("Article 1", "Subcontracting"), ("Article 3", "Subcontracting")]
    assert [(p.label, p.text) for p in articles[1].paragraphs] == [
        ("2.", "Provider shall notify."),
        ("3.", "It shall report."),
    ]


def test_an_article_whose_first_paragraph_is_struck_out_keeps_its_numbers():
    text = "계약서\n\n제1조(재위탁)\n2. 을은 통지한다.\n3. 을은 관리한다.\n"
    assert [p.label for p in parse(read_bytes("a.txt", text.encode())).articles[-1].paragraphs] == ["2.", "3."]


def test_a_contract_that_follows_the_supplementary_provisions_is_one_of_its_own():
    text = (
        "이용약관\n\n제1조 (목적)\n\n이 약관은 서비스의 이용에 관한 사항을 정한다.\n\n제2조 (요금)\n\n고객은 요금을 낸다.\n\n"
        "부칙 — 이 약관은 2026년 1월 1일부터 시행한다.\n\n서비스 자료 처리 계약 (DPA)\n\n자료의 처리에 관한 사항을 정한다.\n\n"
        "1. 삭제\n\n회사는 계약이 끝나면 자료를 삭제한다.\n"
    )
    own = parse(read_bytes("a.txt", text.encode())).articles[-1]
    assert (own.number, own.title) == ("", "서비스 자료 처리 계약 (DPA)")
    assert own.paragraphs[-1].text == "회사는 계약이 끝나면 자료를 삭제한다."
