"""Library x selection x deal -> the contract as the typed document that is rendered. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.assemble.comparison import comparison_annex
from pipeline.assemble.fill import Filler
from pipeline.assemble.numbering import chapter_names, label, printed_numbers
from pipeline.assemble.wordings import Wording
from pipeline.deal import Deal, empty_entry, value
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Article, Clause, ClauseParagraph, Contract, Library, Mark, Paragraph, Table, Term
from pipeline.select import Selection
from pipeline.wording import COMPARISON

TITLE = {KOREAN: "클라우드서비스 이용계약서", ENGLISH: "Cloud Services Agreement"}
"""The name of a contract whose deal sheet gives none."""

_HANGUL = re.compile("[가-힣]")

_Cell = tuple[str, tuple[Mark, ...]]


def assemble(library: Library, selection: Selection, deal: Deal, language: str = KOREAN) -> Contract:
    """Return the draft in `language` ('ko' or 'en'): preamble, articles, closing, annexes, 조항 대비표.

    Both languages hold the same parts under the same ids; what the deal sheet says in free
    words stays as it was typed.
    Raise LibraryError if the wording names a blank or clause that is not there, or if the
    library has no English wording for a part of an English draft.
    """
    articles, number = write_articles(library, selection, deal, language)
    comparison = comparison_annex(library, selection, articles, number, language)
    return Contract(_title(deal, language), (*articles, comparison), language)


def _title(deal: Deal, language: str) -> str:
    """Return the name of the contract; a Korean one is no name for the English wording."""
    given = deal.contract.title or ""
    if language == ENGLISH:
        given = deal.contract.title_en or ("" if _HANGUL.search(given) else given)
    return given or TITLE[language]


def write_articles(
    library: Library, selection: Selection, deal: Deal, language: str = KOREAN
) -> tuple[tuple[Article, ...], str]:
    """Return the articles of the chosen clauses, and the number that the comparison table has behind them.

    Raise as `assemble` does.
    """
    writer = _Writer(library, selection, deal, language)
    return tuple(writer.article(clause) for clause in selection.clauses), writer.numbers[COMPARISON]


class _Writer:
    """Writes the articles of one draft."""

    def __init__(self, library: Library, selection: Selection, deal: Deal, language: str) -> None:
        self.numbers = printed_numbers(selection.clauses, language)
        self._chapters = chapter_names(library, selection.clauses, language)
        self._filler = Filler(library, deal, self.numbers, language)
        self._wording = Wording(language)
        self._terms = self._wording.terms(library, selection)
        self._clauses = library.clauses
        self._deal = deal
        self._language = language

    def article(self, clause: Clause) -> Article:
        """Return a clause as an article of the draft."""
        paragraphs: list[Paragraph] = []
        alone = len(clause.paragraphs) == 1 or clause.kind in ("preamble", "closing")
        for number, paragraph in enumerate(clause.paragraphs, 1):
            paragraphs.extend(self._paragraph(clause.id, paragraph, 0 if alone else 1, number))
        for number, table in enumerate(self._clauses[clause.id].tables, 1):
            if any(table is kept for kept in clause.tables):  # a table keeps its number where another falls away
                paragraphs.extend(self._rows(table, f"{clause.id}.table-{number}"))
        return Article(
            number=self.numbers[clause.id],
            title=self._wording.title(clause),
            paragraphs=tuple(paragraphs),
            kind=clause.kind,
            chapter=self._chapters.get(clause.chapter, "") if clause.kind == "article" else "",
            clause=clause.id,
        )

    def _paragraph(self, prefix: str, paragraph: ClauseParagraph, level: int, number: int) -> Iterator[Paragraph]:
        """Yield a paragraph and, one level deeper (항 is skipped where there is none), its items."""
        here = f"{prefix}.{paragraph.id}"
        text, marks = self._filler.fill(self._wording.text(paragraph, here))
        yield Paragraph(level, self._label(level, number), text, marks=marks, serves=paragraph.serves, id=here)
        below = max(level + 1, 2)
        for index, item in enumerate(paragraph.items, 1):
            yield from self._paragraph(here, item, below, index)
        if paragraph.items_from == "terms":
            for index, term in enumerate(self._terms, 1):
                yield self._definition(term, below, index, here)

    def _label(self, level: int, number: int) -> str:
        return label(level, number, self._language)

    def _definition(self, term: Term, level: int, number: int, prefix: str) -> Paragraph:
        """Return the item that defines a term: “서비스”란 … 말한다; “Services” means …."""
        name, link, meaning = self._wording.definition(term)
        head = f"“{name}”{link}"
        body, marks = self._filler.fill(meaning)
        own = Mark("term", 1, 1 + len(name), term.id)
        shifted = tuple(_moved(mark, len(head)) for mark in marks)
        return Paragraph(
            level, self._label(level, number), head + body, marks=(own, *shifted), id=f"{prefix}.{term.id}"
        )

    def _rows(self, table: Table, prefix: str) -> Iterator[Paragraph]:
        """Yield the header row and the rows of a table, blank or filled."""
        said = self._wording.table(table, prefix)
        yield _row("header_row", [(column, ()) for column in said.columns], said, f"{prefix}.0")
        contents = (
            self._entry_cells(said) if said.each else [[self._filler.fill(cell) for cell in row] for row in said.rows]
        )
        for index, cells in enumerate(contents, 1):
            yield _row("row", cells, said, f"{prefix}.{index}")

    def _entry_cells(self, table: Table) -> list[list[_Cell]]:
        """Return the cells of a list table: one row an entry; a row of blanks if the deal says nothing."""
        entries: tuple[Any, ...] | None = value(self._deal, table.each)
        if entries == ():
            return [[(self._filler.voice.none_at_all if index == 0 else "", ()) for index in range(len(table.cells))]]
        if entries is None:
            entries = (empty_entry(table.each),)
        return [
            [self._filler.fill(cell, entry, f"{table.each}[{number}]") for cell in table.cells]
            for number, entry in enumerate(entries, 1)
        ]


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.kind, mark.start + by, mark.end + by, mark.target)


def _row(kind: str, cells: list[_Cell], table: Table, name: str) -> Paragraph:
    marks: list[Mark] = []
    offset = 0
    for text, own in cells:
        marks.extend(_moved(mark, offset) for mark in own)
        offset += len(text) + 1
    texts = tuple(text for text, _ in cells)
    return Paragraph(0, "", "\t".join(texts), kind=kind, cells=texts, marks=tuple(marks), serves=table.serves, id=name)
