"""Our wording for the open elements: which paragraphs of the library, and their text as the vendor would say it.

In: the selection of a draft for the same deal. Out: `Wording`s. A paragraph that serves several elements is one
wording; one that speaks of 'the preceding paragraph' is only used together with that paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.assemble.fill import Filler
from pipeline.assemble.numbering import label
from pipeline.deal import Deal
from pipeline.language import KOREAN
from pipeline.model import Clause, ClauseParagraph, Library
from pipeline.redline.vendor import Vendor
from pipeline.select import Selection
from pipeline.wording import refs_in

_PRECEDING: Final = re.compile(r"전항|the preceding paragraph", re.I)

Key = tuple[str, str]
"""Clause id and paragraph id."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A paragraph of the library. `serves`: every element that it gives, items included. `needs`: the one before it."""

    clause: Clause
    paragraph: ClauseParagraph
    serves: tuple[str, ...]
    needs: Key | None = None

    @property
    def key(self) -> Key:
        """Clause id and paragraph id."""
        return self.clause.id, self.paragraph.id

    def texts(self, language: str) -> tuple[str, ...]:
        """Return the unfilled texts of the paragraph and its items."""
        return tuple(_texts(self.paragraph, language))


def wordings(selection: Selection) -> dict[Key, Wording]:
    """Return the paragraphs of the articles of a draft, in its order; annexes, preamble and closing are left out."""
    found: dict[Key, Wording] = {}
    for clause in selection.clauses:
        before: Key | None = None
        for paragraph in clause.paragraphs if clause.kind == "article" else ():
            serves = tuple(dict.fromkeys(_served(paragraph)))
            needs = before if _PRECEDING.search(paragraph.text) else None
            found[clause.id, paragraph.id] = Wording(clause, paragraph, serves, needs)
            before = (clause.id, paragraph.id)
    return found


def _served(paragraph: ClauseParagraph) -> Iterator[str]:
    yield from paragraph.serves
    for item in paragraph.items:
        yield from _served(item)


def _texts(paragraph: ClauseParagraph, language: str) -> Iterator[str]:
    yield paragraph.text if language == KOREAN else paragraph.en
    for item in paragraph.items:
        yield from _texts(item, language)


def chosen_for(
    elements: Sequence[str], offered: Mapping[Key, Wording], tried: Container[Key], element: str, *, narrow: bool
) -> Key | None:
    """Return the wording to use for an element of those that are open, None where all were tried.

    It is the one that gives most of the open elements, so that little is added; with `narrow` the one that gives the
    least besides, because it stands in the place of a sentence on just that matter.
    """
    fitting = [w for w in offered.values() if element in w.serves and w.key not in tried]
    if not fitting:
        return None
    if narrow:
        return min(fitting, key=lambda wording: len(wording.serves)).key
    return max(fitting, key=lambda wording: len(set(wording.serves) & set(elements))).key


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a filled wording: `level` 1 for the paragraph, 2 and 3 for items below it; `label` of an item."""

    level: int
    label: str
    text: str


class Speaker:
    """Says wordings in the vendor's words; `numbers`: clause id -> how it is cited in the vendor's document."""

    def __init__(self, library: Library, deal: Deal, vendor: Vendor, numbers: Mapping[str, str]) -> None:
        self._library = library
        self._vendor = vendor
        self._numbers = dict(numbers)
        self.language = vendor.language
        self.attachments: dict[str, str] = {}
        self.blanks: dict[str, str] = {}
        cited = {clause: self._cited(clause) for clause in library.clauses}
        self._filler = Filler(library, deal, cited, vendor.language)

    def _cited(self, clause_id: str) -> str:
        if clause_id in self._numbers:
            return self._numbers[clause_id]
        clause = self._library.clauses[clause_id]
        if self.language == KOREAN:
            return f"첨부 「{clause.title}」" if clause.kind == "annex" else f"{clause.title}에 관한 조항"
        title = clause.title_en or clause.title
        return f"the attached “{title}”" if clause.kind == "annex" else f"the provisions on {title.lower()}"

    def adapted(self, text: str) -> str:
        """Return a text that has no blanks, such as a title, in the vendor's words."""
        return self._vendor.adapted(text)

    def said(self, wording: Wording) -> tuple[Said, ...]:
        """Return the lines of a wording, filled and in the vendor's words."""
        return tuple(self._lines(wording.paragraph, 1, ""))

    def _lines(self, paragraph: ClauseParagraph, level: int, own: str) -> Iterator[Said]:
        unfilled = paragraph.text if self.language == KOREAN else paragraph.en
        yield Said(level, own, self.filled(unfilled))
        for number, item in enumerate(paragraph.items, 1):
            yield from self._lines(item, level + 1, label(level + 1, number, self.language))

    def filled(self, unfilled: str) -> str:
        """Return one clause text with the values of the deal, in the vendor's words; blanks and annexes are noted."""
        text, marks = self._filler.fill(unfilled)
        for mark in marks:
            if mark.kind == "blank":
                self.blanks[mark.target] = text[mark.start : mark.end].strip("【】")
        for name in refs_in(unfilled):
            clause = self._library.clauses[name]
            if clause.kind == "annex" and name not in self._numbers:
                self.attachments[name] = clause.title if self.language == KOREAN else clause.title_en
        return self._vendor.adapted(text)
