"""Numbers as Word prints them, and how they are cited.

Korean: 제N장, 제N조, ①, 1., 가., 1), 별지 N; 제12조 제2항 제1호.
English: Chapter N, Article N, 1., (a), (i), (A), Annex N; Article 12(2)(a).
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Article, Clause, Library, Paragraph
from pipeline.wording import COMPARISON

_ARTICLE = {KOREAN: "제{}조", ENGLISH: "Article {}"}
_ANNEX = {KOREAN: "별지 {}", ENGLISH: "Annex {}"}
_CHAPTER = {KOREAN: "제{}장 {}", ENGLISH: "Chapter {} {}"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
GANADA = "가나다라마바사아자차카타파하"
MAX_CIRCLED = 20


def printed_numbers(clauses: tuple[Clause, ...], language: str = KOREAN) -> dict[str, str]:
    """Return the number of each clause: articles count over all chapters, annexes on their own."""
    article, annex = _ARTICLE[language], _ANNEX[language]
    numbers: dict[str, str] = {}
    articles = annexes = 0
    for clause in clauses:
        if clause.kind == "article":
            articles += 1
            numbers[clause.id] = article.format(articles)
        elif clause.kind == "annex":
            annexes += 1
            numbers[clause.id] = annex.format(annexes)
        else:
            numbers[clause.id] = ""
    numbers[COMPARISON] = annex.format(annexes + 1)
    return numbers


def chapter_names(library: Library, clauses: tuple[Clause, ...], language: str = KOREAN) -> dict[str, str]:
    """Return '제N장 제목' or 'Chapter N Title' for each chapter that holds an article of the draft."""
    held = {clause.chapter for clause in clauses if clause.kind == "article"}
    present = [(name, title) for name, title in library.chapters if name in held]
    if language == ENGLISH:
        present = [(name, library.english.get("chapters", {}).get(name) or title) for name, title in present]
    return {name: _CHAPTER[language].format(number, title) for number, (name, title) in enumerate(present, 1)}


def label(level: int, number: int, language: str = KOREAN) -> str:
    """Return the printed label of the `number`-th paragraph at `level` (0: no label)."""
    if level == 0:
        return ""
    if language == ENGLISH:
        return f"{number}." if level == 1 else _inner(level, number)
    if level == 1:
        return chr(ord("①") + number - 1) if number <= MAX_CIRCLED else f"({number})"
    if level == 3:
        return GANADA[(number - 1) % len(GANADA)] * ((number - 1) // len(GANADA) + 1) + "."
    return f"{number}." if level == 2 else f"{number})"


def _inner(level: int, number: int) -> str:
    """Return the English label below a numbered paragraph: (a), (i), (A)."""
    if level == 3:
        return f"({_roman(number)})"
    letters = LETTERS[(number - 1) % len(LETTERS)] * ((number - 1) // len(LETTERS) + 1)
    return f"({letters if level == 2 else letters.upper()})"


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def locators(article: Article, language: str = KOREAN) -> Iterator[tuple[Paragraph, str]]:
    """Yield each paragraph with its citation: '제12조 제2항 제1호', '별지 2', 'Article 12(2)(a)'."""
    counts = [0, 0, 0, 0, 0]
    for paragraph in article.paragraphs:
        cited = article.number or article.title
        if paragraph.kind == "text" and paragraph.level > 0:
            counts[paragraph.level] += 1
            counts[paragraph.level + 1 :] = [0] * (4 - paragraph.level)
            for level in range(1, paragraph.level + 1):
                if counts[level]:
                    cited += _cited(level, counts[level], language)
        elif paragraph.kind == "text":
            counts = [0, 0, 0, 0, 0]
        yield paragraph, cited


def _cited(level: int, number: int, language: str) -> str:
    if language == ENGLISH:
        return f"({number})" if level == 1 else _inner(level, number)
    if level == 3:
        return f" {label(3, number)[:-1]}목"
    return f" 제{number}항" if level == 1 else f" 제{number}호" if level == 2 else f" {number})"
