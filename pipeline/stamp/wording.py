"""Hashes of the library's wording, part by part and element by element, and the stamp of what is made from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipeline.due import due_elements
from pipeline.model import Clause, ClauseParagraph, Conditions, Contract, Element, Library, Table, Term
from pipeline.stamp.fields import Stamp
from pipeline.wording import blanks_in

_DIGITS = 8
_NOT_JUDGED = ("examples", "limits")
"""Fields of an element that change neither what is asked for nor how it is recognised by rule."""


def stamp_of(
    kind: str,
    library: Library,
    conditions: Conditions,
    clauses: Iterable[Clause] = (),
    terms: Iterable[Term] = (),
    *,
    deal: str = "",
    base: str = "",
) -> Stamp:
    """Return the stamp of a document made under `conditions`.

    `clauses`, `terms`: what stands in it, as selected (cut down to what is called for, at the position that was taken).
    """
    due = {e.id: e for elements in due_elements(library, conditions).values() for e in elements}.values()
    return Stamp(
        kind, library.version, library.fingerprint, conditions.edition, conditions.as_of, conditions.importance,
        tuple(fact for fact in library.facts if fact in conditions.facts), element_hashes(due),
        part_hashes(library, clauses, terms), deal, base,
    )  # fmt: skip


def deal_digest(path: Path) -> str:
    """Return the start of the SHA-256 of a deal sheet: enough to know it again, nothing of what it says."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def part_hashes(library: Library, clauses: Iterable[Clause], terms: Iterable[Term] = ()) -> dict[str, str]:
    """Return the parts that stand in a document, each with 8 hex digits that change with its wording in either language.

    Parts: `clause` (its title), `clause.paragraph`, `clause.table-1`, `definition.term`. A paragraph counts with all its
    items, also those that the document leaves out, so that facts and waivers change no hash. Of a blank counts what it
    puts into the text by itself.
    """
    found: dict[str, str] = {}
    for clause in clauses:
        own = library.clauses[clause.id]
        found[clause.id] = _title(own)
        for paragraph in clause.paragraphs:
            found[f"{clause.id}.{paragraph.id}"] = _wording(library, _whole(own, paragraph))
        for number, table in enumerate(own.tables, 1):
            if any(table is kept for kept in clause.tables):
                found[f"{clause.id}.table-{number}"] = _table_hash(library, table)
    return found | {f"definition.{term.id}": _definition(term) for term in terms}


def parts_of(contract: Contract, library: Library) -> tuple[Clause, ...]:
    """Return the clauses of the library that a drafted contract holds, cut down to the paragraphs and tables in it."""
    names = {".".join(paragraph.id.split(".")[:2]) for article in contract.articles for paragraph in article.paragraphs}
    found = []
    for article in contract.articles:
        if (own := library.clauses.get(article.clause)) is not None:
            paragraphs = tuple(p for p in own.paragraphs if f"{own.id}.{p.id}" in names)
            tables = tuple(t for number, t in enumerate(own.tables, 1) if f"{own.id}.table-{number}" in names)
            found.append(replace(own, paragraphs=paragraphs, tables=tables))
    return tuple(found)


def known_hashes(library: Library) -> dict[str, frozenset[str]]:
    """Return every part of the library with the hashes of its wordings: the preferred one and its fallbacks."""
    found: dict[str, set[str]] = {}
    for clause in library.clauses.values():
        found[clause.id] = {_title(clause)}
        for paragraph in _variants(clause):
            found.setdefault(f"{clause.id}.{paragraph.id}", set()).add(_wording(library, paragraph))
        for number, table in enumerate(clause.tables, 1):
            found[f"{clause.id}.table-{number}"] = {_table_hash(library, table)}
    for term in library.terms.values():
        found[f"definition.{term.id}"] = {_definition(term)}
    return {name: frozenset(hashes) for name, hashes in found.items()}


def element_hashes(elements: Iterable[Element]) -> dict[str, str]:
    """Return element id to 8 hex digits that change with its meaning, weight, condition or rules."""
    return {
        element.id: _digest({k: v for k, v in asdict(element).items() if k not in _NOT_JUDGED}) for element in elements
    }


def _variants(clause: Clause) -> Iterator[ClauseParagraph]:
    yield from clause.paragraphs
    for position in clause.positions:
        yield from position.paragraphs


def _whole(clause: Clause, kept: ClauseParagraph) -> ClauseParagraph:
    """Return the paragraph of the library of which `kept` is what the document has."""
    return next((p for p in _variants(clause) if (p.id, p.text, p.en) == (kept.id, kept.text, kept.en)), kept)


def _title(clause: Clause) -> str:
    return _digest([clause.title, clause.title_en])


def _definition(term: Term) -> str:
    return _digest([term.term, term.definition, term.term_en, term.definition_en])


def _wording(library: Library, paragraph: ClauseParagraph) -> str:
    said = _paragraph(paragraph)
    return _digest([said, _blanks(library, json.dumps(said, ensure_ascii=False))])


def _table_hash(library: Library, table: Table) -> str:
    said = _table(table)
    return _digest([said, _blanks(library, json.dumps(said, ensure_ascii=False))])


def _blanks(library: Library, text: str) -> list[Any]:
    blanks = [library.blanks[name] for name in sorted(set(blanks_in(text))) if name in library.blanks]
    return [[blank.name, blank.default, blank.unit, blank.ask, blank.ask_en] for blank in blanks]


def _paragraph(paragraph: ClauseParagraph) -> list[Any]:
    return [paragraph.text, paragraph.en, [_paragraph(item) for item in paragraph.items]]


def _table(table: Table) -> list[Any]:
    english = _table(table.en) if table.en is not None else []
    return [table.columns, table.rows, table.each, table.cells, english]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]
