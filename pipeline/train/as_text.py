"""A contract as a plain text file, as a provider might send it."""

from __future__ import annotations

from pipeline.model import Article, Contract


def text_of(contract: Contract) -> str:
    """Return the contract as text: headings, numbered paragraphs, rows with bars."""
    lines = [contract.title, ""]
    for article in contract.articles:
        lines += [_heading(article)] if article.number or article.title else []
        for paragraph in article.paragraphs:
            lines.append(
                " | ".join(paragraph.cells) if paragraph.cells else f"{paragraph.label} {paragraph.text}".strip()
            )
        lines.append("")
    return "\n".join(lines)


def _heading(article: Article) -> str:
    if article.number.startswith("제"):
        return f"{article.number}({article.title})"
    if article.number.startswith(("Article", "Annex")):
        return f"{article.number}. {article.title}"
    return f"[{article.number}] {article.title}" if article.number else article.title
