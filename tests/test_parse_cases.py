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
