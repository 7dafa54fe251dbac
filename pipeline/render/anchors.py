"""Bookmarks: which articles and paragraphs a draft points to, and under which names.

A reference mark names an article by its clause id, or a paragraph by `clause/paragraph`, by
`clause.paragraph`, `clause#paragraph` or by its id alone where one paragraph bears it. Each target
gets a hidden bookmark (`_Ref…`) that REF fields follow when articles are inserted; each heading gets
one for the contents (`_Toc…`), which Word replaces by its own when it updates them.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

from pipeline.errors import DraftError
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Article, Contract, Paragraph
from pipeline.render.words import WORDS

_LONGEST = 40
"""Word cuts longer bookmark names, and two could become one."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmark and the label that a field pointing to it shows."""

    name: str
    label: str
    is_paragraph: bool


@dataclass(slots=True)
class Anchors:
    """Targets that marks of one contract point to; `of_article`, `of_paragraph` by position."""

    by_target: dict[str, Anchor] = field(default_factory=dict)
    of_article: dict[int, Anchor] = field(default_factory=dict)
    of_paragraph: dict[tuple[int, int], Anchor] = field(default_factory=dict)


_PREFIX = {KOREAN: "_Ref_", ENGLISH: "_Ref_en_"}


def bookmark_name(target: str, language: str = KOREAN) -> str:
    """Return a bookmark name for a target id: letters, digits, underscores, 40 characters at most.

    Both languages may stand in one file, so each has names of its own.
    """
    name = _PREFIX[language] + re.sub(r"[^A-Za-z0-9]", "_", target)
    if len(name) > _LONGEST or not target.isascii():
        digest = f"_{zlib.crc32(target.encode('utf-8', 'surrogatepass')):08x}"
        name = name[: _LONGEST - len(digest)].encode("ascii", "replace").decode("ascii") + digest
    return name


def where(article: Article, language: str = KOREAN) -> str:
    """Return how a message or the cover names an article: its number, or what it is, or its title."""
    words = WORDS[language]
    special = {"preamble": words.preamble, "closing": words.closing, "contents": words.contents}
    return article.number or special.get(article.kind, "") or article.title or words.unnumbered


def find_anchors(contract: Contract) -> Anchors:
    """Return the bookmarks that the reference marks of `contract` need.

    Raises DraftError for a reference to a clause that the contract does not hold.
    """
    places = _places(contract)
    anchors = Anchors()
    for article in contract.articles:
        for paragraph in article.paragraphs:
            for mark in paragraph.marks:
                if mark.kind == "ref" and mark.target not in anchors.by_target:
                    _add(anchors, places, mark.target, article, contract.language)
    return anchors


def _places(contract: Contract) -> dict[str, tuple[Article, int, int]]:
    """Target id to (article, its position, position of the paragraph or -1)."""
    places: dict[str, tuple[Article, int, int]] = {}
    alone: dict[str, list[tuple[Article, int, int]]] = {}
    for position, article in enumerate(contract.articles):
        if article.clause:
            places.setdefault(article.clause, (article, position, -1))
        for index, paragraph in enumerate(article.paragraphs):
            if not paragraph.id:
                continue
            place = (article, position, index)
            alone.setdefault(paragraph.id, []).append(place)
            for sign in "/.#":
                places.setdefault(f"{article.clause}{sign}{paragraph.id}", place)
            places.setdefault(_full_id(article, paragraph), place)
    for target, found in alone.items():
        if len(found) == 1:
            places.setdefault(target, found[0])
    return places


def _full_id(article: Article, paragraph: Paragraph) -> str:
    """The id of a paragraph with that of its clause, whether or not it already begins with it."""
    is_full = paragraph.id.startswith(f"{article.clause}.")
    return paragraph.id if is_full else f"{article.clause}.{paragraph.id}"


def _add(
    anchors: Anchors, places: dict[str, tuple[Article, int, int]], target: str, article: Article, language: str
) -> None:
    if target not in places:
        raise DraftError(
            f"{where(article)}: 이 계약서에 없는 조항 '{target}'을(를) 가리킵니다. 조항의 조건과 참조를 확인하십시오."
        )
    found, position, index = places[target]
    if index < 0:
        anchor = anchors.of_article.setdefault(position, Anchor(bookmark_name(target, language), found.number, False))
    else:
        text = _field_text(found.paragraphs[index])
        name = bookmark_name(_full_id(found, found.paragraphs[index]), language)
        anchor = anchors.of_paragraph.setdefault((position, index), Anchor(name, text, True))
    anchors.by_target[target] = anchor


def _field_text(paragraph: Paragraph) -> str:
    """What REF \\n shows for a paragraph: its label without a full stop at the end (Word drops it)."""
    return paragraph.label.rstrip(".")
