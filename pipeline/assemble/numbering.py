"""Numbers as Word prints them: 제N장, 제N조, ①, 1., 가., 1), 별지 N, and how they are cited."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Article, Clause, Library, Paragraph
from pipeline.wording import COMPARISON

GANADA = "가나다라마바사아자차카타파하"
MAX_CIRCLED = 20


def printed_numbers(clauses: tuple[Clause, ...]) -> dict[str, str]:
    """Return the number of each clause: articles count over all chapters, annexes on their own."""
    numbers: dict[str, str] = {}
    articles = annexes = 0
    for clause in clauses:
        if clause.kind == "article":
            articles += 1
            numbers[clause.id] = f"제{articles}조"
        elif clause.kind == "annex":
            annexes += 1
            numbers[clause.id] = f"별지 {annexes}"
        else:
            numbers[clause.id] = ""
    numbers[COMPARISON] = f"별지 {annexes + 1}"
    return numbers


def chapter_names(library: Library, clauses: tuple[Clause, ...]) -> dict[str, str]:
    """Return '제N장 제목' for each chapter that holds an article of the draft."""
    held = {clause.chapter for clause in clauses if clause.kind == "article"}
    present = [(name, title) for name, title in library.chapters if name in held]
    return {name: f"제{number}장 {title}" for number, (name, title) in enumerate(present, 1)}


def label(level: int, number: int) -> str:
    """Return the printed label of the `number`-th paragraph at `level` (0: no label)."""
    if level == 0:
        return ""
    if level == 1:
        return chr(ord("①") + number - 1) if number <= MAX_CIRCLED else f"({number})"
    if level == 3:
        return GANADA[(number - 1) % len(GANADA)] * ((number - 1) // len(GANADA) + 1) + "."
    return f"{number}." if level == 2 else f"{number})"


def locators(article: Article) -> Iterator[tuple[Paragraph, str]]:
    """Yield each paragraph with its citation: '제12조 제2항 제1호', '별지 2'."""
    counts = [0, 0, 0, 0, 0]
    for paragraph in article.paragraphs:
        cited = article.number or article.title
        if paragraph.kind == "text" and paragraph.level > 0:
            counts[paragraph.level] += 1
            counts[paragraph.level + 1 :] = [0] * (4 - paragraph.level)
            for level in range(1, paragraph.level + 1):
                if counts[level]:
                    cited += f" {_cited(level, counts[level])}"
        elif paragraph.kind == "text":
            counts = [0, 0, 0, 0, 0]
        yield paragraph, cited


def _cited(level: int, number: int) -> str:
    if level == 3:
        return label(3, number)[:-1] + "목"
    return f"제{number}항" if level == 1 else f"제{number}호" if level == 2 else f"{number})"
