"""Hashes of the library's wording, clause by clause and element by element, and the stamp of what is made from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.due import due_elements
from pipeline.model import Clause, ClauseParagraph, Conditions, Element, Library, Table, Term
from pipeline.stamp.fields import Stamp
from pipeline.wording import blanks_in, english_texts_of, texts_of

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
        clause_hashes(library, clauses, terms), deal, base,
    )  # fmt: skip


def deal_digest(path: Path) -> str:
    """Return the start of the SHA-256 of a deal sheet: enough to know it again, nothing of what it says."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def clause_hashes(library: Library, clauses: Iterable[Clause], terms: Iterable[Term] = ()) -> dict[str, str]:
    """Return clause id to 8 hex digits that change with its wording in either language.

    Definitions count with the clause that lists them; of a blank counts what it puts into the text by itself.
    """
    defined = [[t.term, t.definition, t.term_en, t.definition_en] for t in terms]
    return {clause.id: _digest(_clause(library, clause, defined)) for clause in clauses}


def element_hashes(elements: Iterable[Element]) -> dict[str, str]:
    """Return element id to 8 hex digits that change with its meaning, weight, condition or rules."""
    return {
        element.id: _digest({k: v for k, v in asdict(element).items() if k not in _NOT_JUDGED}) for element in elements
    }


def _clause(library: Library, clause: Clause, defined: list[list[str]]) -> list[Any]:
    names = {name for text in (*texts_of(clause), *english_texts_of(clause)) for name in blanks_in(text)}
    blanks = [library.blanks[name] for name in sorted(names) if name in library.blanks]
    return [
        clause.title,
        clause.title_en,
        [_paragraph(paragraph) for paragraph in clause.paragraphs],
        [_table(table) for table in clause.tables],
        [[blank.name, blank.default, blank.unit, blank.ask, blank.ask_en] for blank in blanks],
        defined if any(paragraph.items_from for paragraph in clause.paragraphs) else [],
    ]


def _paragraph(paragraph: ClauseParagraph) -> list[Any]:
    return [paragraph.text, paragraph.en, [_paragraph(item) for item in paragraph.items]]


def _table(table: Table) -> list[Any]:
    english = _table(table.en) if table.en is not None else []
    return [table.columns, table.rows, table.each, table.cells, english]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]
