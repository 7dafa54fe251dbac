"""Cut a contract into units: the sentences that are judged, each with its surroundings.

In: a `Document` and its `Contract`. Out: `Unit`s in reading order. A unit is one
sentence, one table row or one list item; `lead` is the sentence that introduces the
list it stands in ("다음 각 호의 … 한다"), without which an item means nothing.
Offsets index `Document.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.cover import is_ours
from pipeline.language import KOREAN, unit_language
from pipeline.model import Article, Contract, Paragraph

_SENTENCE_END = re.compile(
    r"(?<=[다요음함임됨것])[.。](?=[\s\"”'’)\]」』]|$|[가-힣①-⑳])|(?:(?<=[a-z0-9)\]\"”’])|(?<=[A-Z]{3}))[.;](?=\s+[A-Z(\"“])|[?!](?=\s|$)|;\s*(?=\n|$)|\n\s*\n"
)
_WORD = re.compile(r"[^\W\d_]{2}|[가-힣]|\d\s*%")
"""A unit says something: a number or a letter by itself is no evidence."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Art|Arts|Sec|Inc|Ltd|Co|Corp|e\.g|i\.e|etc|vs|cf|Mr|Ms|Dr|St|INC|LTD|LLC|CORP|U\.S)|\b[A-Z])$"
)
_CARRIES_ON = re.compile(r"[A-Za-z0-9,’')/&-]")
_FULL_LINE = 70
"""A line of a wrapped text is at least so long."""
_LEAD = re.compile(r"다음|각\s*호|각\s*목|아래|following|:\s*$|：\s*$|\b(?:shall|will|must|may|to|not)\s*$")
_INDEX_TITLE = re.compile(r"대비표|대조표|점검표|체크\s?리스트|목차|색인")
"""Annexes that only point to provisions elsewhere: no evidence by themselves."""
_DEFINING = re.compile(
    r"[\"”'’」』](?:이?란|이?라\s?함은|\s?means\b|[은는]\s[^.]{0,200}(?:말한다|말합니다|뜻한다|의미한다|의미합니다|뜻합니다))"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, row or item. `kind`: sentence, row, item, heading."""

    article: int
    paragraph: int
    start: int
    end: int
    text: str
    title: str = ""
    lead: str = ""
    lead_start: int = -1
    before: str = ""
    kind: str = "sentence"
    area: str = "article"
    defining: bool = False


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of `text`, outer space trimmed."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if found[0].startswith(".") and _ABBREVIATION.search(text, start, found.start()):
            continue
        if not found[0].strip() and _wrapped(text, found.start(), found.end()):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _wrapped(text: str, start: int, end: int) -> bool:
    """True where an empty line stands inside an English sentence: a wrapped, double-spaced text."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not (_CARRIES_ON.search(before[-1:]) and after[:1].isascii() and after[:1].isalpha()):
        return False
    return after[0].islower() or len(before) - (before.rfind("\n") + 1) >= _FULL_LINE


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def units(contract: Contract) -> tuple[Unit, ...]:
    """Return the units of a parsed contract; contents lists, comparison tables and the words of our own covers left out."""
    found: list[Unit] = []
    for number, article in enumerate(contract.articles):
        if article.kind != "contents" and not (article.kind == "annex" and _INDEX_TITLE.search(article.title)):
            found.extend(_article_units(number, article))
    return tuple(found)


def _article_units(number: int, article: Article) -> Iterator[Unit]:
    leads: dict[int, Paragraph] = {}
    head = ""
    for index, paragraph in enumerate(article.paragraphs):
        for level in [k for k in leads if k >= paragraph.level]:
            del leads[level]
        if paragraph.kind == "header_row":
            head = paragraph.text
            continue
        if article.kind == "preamble" and is_ours(paragraph.text):
            continue
        if paragraph.kind != "row":
            head = ""
        lead = leads[max(leads)] if leads else None
        yield from _paragraph_units(number, index, article, paragraph, lead, head)
        if _LEAD.search(paragraph.text[-60:]) or (
            paragraph.level > 0 and paragraph.text.rstrip().endswith((":", "："))
        ):
            leads[paragraph.level] = paragraph


def _paragraph_units(
    number: int, index: int, article: Article, paragraph: Paragraph, lead: Paragraph | None, head: str
) -> Iterator[Unit]:
    before = ""
    lead_text = lead.text if lead else head
    is_row = paragraph.kind == "row"
    spans = _row_spans(paragraph) if is_row else list(sentences(paragraph.text))
    for start, end in spans:
        text = paragraph.text[start:end]
        if not _WORD.search(text):
            continue
        yield Unit(
            article=number,
            paragraph=index,
            start=paragraph.start + start,
            end=paragraph.start + end,
            text=text,
            title=article.title,
            lead=lead_text,
            lead_start=lead.start if lead else -1,
            before=before,
            kind="row" if is_row else "item" if lead else "sentence",
            area=article.kind,
            defining=bool(_DEFINING.search(text)),
        )
        before = text


def _row_spans(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return the whole row, or its cells where one says in English what another says in Korean."""
    cells = [cell for cell in paragraph.cells if cell.strip()]
    spoken = {unit_language(cell, KOREAN) for cell in cells if len(cell.split()) > 1}
    if len(spoken) < 2:
        return [(0, len(paragraph.text))]
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in cells:
        start = paragraph.text.find(cell, at)
        if start < 0:
            return [(0, len(paragraph.text))]
        at = start + len(cell)
        spans.extend((start + a, start + b) for a, b in sentences(cell))
    return spans
