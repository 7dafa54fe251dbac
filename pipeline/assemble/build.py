"""Library x selection x deal -> the contract as the typed document that is rendered. Pure."""

from __future__ import annotations

from typing import Any

from pipeline.assemble.comparison import comparison_annex
from pipeline.assemble.fill import NONE_AT_ALL, Filler
from pipeline.assemble.numbering import chapter_names, label, printed_numbers
from pipeline.deal import Deal, empty_entry, value
from pipeline.model import Article, Clause, ClauseParagraph, Contract, Library, Mark, Paragraph, Table, Term
from pipeline.particles import fit
from pipeline.select import Selection
from pipeline.wording import COMPARISON

TITLE = "클라우드서비스 이용계약서"
"""The name of a contract whose deal sheet gives none."""


def assemble(library: Library, selection: Selection, deal: Deal) -> Contract:
    """Return the draft: preamble, chapters and articles, closing, annexes, 조항 대비표.

    Raise LibraryError if the wording names a blank or clause that is not there.
    """
    numbers = printed_numbers(selection.clauses)
    chapters = chapter_names(library, selection.clauses)
    filler = Filler(library, deal, numbers)
    articles = [
        _article(clause, library.clauses[clause.id].tables, selection.terms, filler, deal, numbers, chapters)
        for clause in selection.clauses
    ]
    articles.append(comparison_annex(library, selection, tuple(articles), numbers[COMPARISON]))
    return Contract(deal.contract.title or TITLE, tuple(articles))


def _article(
    clause: Clause,
    all_tables: tuple[Table, ...],
    terms: tuple[Term, ...],
    filler: Filler,
    deal: Deal,
    numbers: dict[str, str],
    chapters: dict[str, str],
) -> Article:
    paragraphs: list[Paragraph] = []
    alone = len(clause.paragraphs) == 1 or clause.kind in ("preamble", "closing")
    for number, paragraph in enumerate(clause.paragraphs, 1):
        _add(paragraphs, clause.id, paragraph, 0 if alone else 1, number, filler, terms)
    for number, table in enumerate(all_tables, 1):
        if any(table is kept for kept in clause.tables):  # a table keeps its number where another falls away
            paragraphs.extend(_rows(table, f"{clause.id}.table-{number}", filler, deal))
    return Article(
        number=numbers[clause.id],
        title=clause.title,
        paragraphs=tuple(paragraphs),
        kind=clause.kind,
        chapter=chapters.get(clause.chapter, "") if clause.kind == "article" else "",
        clause=clause.id,
    )


def _add(
    out: list[Paragraph],
    prefix: str,
    paragraph: ClauseParagraph,
    level: int,
    number: int,
    filler: Filler,
    terms: tuple[Term, ...],
) -> None:
    """Append a paragraph and, one level deeper (항 is skipped where there is none), its items."""
    here = f"{prefix}.{paragraph.id}"
    text, marks = filler.fill(paragraph.text)
    out.append(
        Paragraph(level, label(level, number), text, marks=marks, serves=paragraph.serves, id=here),
    )
    below = max(level + 1, 2)
    for index, item in enumerate(paragraph.items, 1):
        _add(out, here, item, below, index, filler, terms)
    if paragraph.items_from == "terms":
        out.extend(_definition(term, below, index, here, filler) for index, term in enumerate(terms, 1))


def _definition(term: Term, level: int, number: int, prefix: str, filler: Filler) -> Paragraph:
    """Return the item that defines a term: “서비스”란 … 말한다."""
    meaning = term.definition.rstrip(".")
    if not meaning.endswith("다"):
        meaning = f"{meaning}[을/를] 말한다"
    head = fit(f"“{term.term}”[이란/란] ")
    body, marks = filler.fill(meaning + ".")
    shifted = tuple(Mark(m.kind, m.start + len(head), m.end + len(head), m.target) for m in marks)
    own = Mark("term", 1, 1 + len(term.term), term.id)
    return Paragraph(level, label(level, number), head + body, marks=(own, *shifted), id=f"{prefix}.{term.id}")


def _rows(table: Table, prefix: str, filler: Filler, deal: Deal) -> list[Paragraph]:
    """Return the header row and the rows of a table, blank or filled."""
    rows = [_row("header_row", [(column, ()) for column in table.columns], table, f"{prefix}.0")]
    contents = (
        _entry_cells(table, filler, deal) if table.each else [[filler.fill(cell) for cell in r] for r in table.rows]
    )
    rows.extend(_row("row", cells, table, f"{prefix}.{index}") for index, cells in enumerate(contents, 1))
    return rows


def _entry_cells(table: Table, filler: Filler, deal: Deal) -> list[list[tuple[str, tuple[Mark, ...]]]]:
    """Return the cells of a list table: one row an entry; a row of blanks if the deal says nothing."""
    entries: tuple[Any, ...] | None = value(deal, table.each)
    if entries == ():
        return [[(NONE_AT_ALL if index == 0 else "", ()) for index in range(len(table.cells))]]
    if entries is None:
        entries = (empty_entry(table.each),)
    return [
        [filler.fill(cell, entry, f"{table.each}[{number}]") for cell in table.cells]
        for number, entry in enumerate(entries, 1)
    ]


def _row(kind: str, cells: list[tuple[str, tuple[Mark, ...]]], table: Table, name: str) -> Paragraph:
    marks: list[Mark] = []
    offset = 0
    for text, own in cells:
        marks.extend(Mark(m.kind, m.start + offset, m.end + offset, m.target) for m in own)
        offset += len(text) + 1
    texts = tuple(text for text, _ in cells)
    return Paragraph(0, "", "\t".join(texts), kind=kind, cells=texts, marks=tuple(marks), serves=table.serves, id=name)
