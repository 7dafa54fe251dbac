"""Writes a parsed contract as an outline, for the cases of test_parse_cases.py."""

from __future__ import annotations

from pipeline.model import Contract
from pipeline.parse import locator


def outline_of(contract: Contract) -> str:
    """One line an article, one line a paragraph: level, label, place, first words."""
    lines = [f"{contract.language} | {contract.title}"]
    for article in contract.articles:
        lines.append(" | ".join((article.kind, article.number, article.title, article.chapter)).rstrip(" |"))
        for paragraph in article.paragraphs:
            kind = "" if paragraph.kind == "text" else f" {paragraph.kind}({len(paragraph.cells)})"
            words = " ".join(paragraph.text.split())
            shown = words if len(words) <= 44 else f"{words[:20]} … {words[-20:]}"
            lines.append(f"  {paragraph.level} [{paragraph.label}]{kind} {locator(article, paragraph)} :: {shown}")
    return "\n".join(lines) + "\n"
