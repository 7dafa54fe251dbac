"""Every draft that a library can give, computed once for all lint rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.due import all_conditions, due_ids, kept_clause, true_names
from pipeline.library.faults import KeyPath
from pipeline.library.resolve import walk
from pipeline.model import Clause, ClauseParagraph, Conditions, Edition, Library


@dataclass(frozen=True, slots=True)
class Draft:
    """One possible draft: the conditions, the true fact names, and the clauses that are in."""

    conditions: Conditions
    names: frozenset[str]
    due: frozenset[str]
    clauses: dict[str, Clause]

    @property
    def said(self) -> str:
        """The conditions in Korean, for a message."""
        importance = "중요" if self.conditions.importance == "critical" else "비중요"
        facts = ", ".join(sorted(self.conditions.facts - {"critical"})) or "없음"
        return f"{self.conditions.edition}년판, {importance}, 성립하는 사실: {facts}"


@dataclass(frozen=True, slots=True)
class Survey:
    """The library, the day of the lint, the edition in force on it, and all drafts."""

    library: Library
    as_of: dt.date
    edition: Edition | None
    drafts: tuple[Draft, ...]

    def wording(self) -> Iterator[tuple[Clause, KeyPath, str]]:
        """Yield every piece of wording with its clause and the way to it."""
        for clause in self.library.clauses.values():
            yield from wording_of(clause)


def survey(library: Library, as_of: dt.date) -> Survey:
    """Select every draft of `library`: all editions, all facts that change anything."""
    edition = next((e for e in library.editions if e.in_force <= as_of and (e.until is None or as_of <= e.until)), None)
    drafts = []
    for conditions in all_conditions(library):
        names, due = true_names(library, conditions.facts), due_ids(library, conditions)
        kept = ((clause.id, kept_clause(clause, names, due)) for clause in library.clauses.values())
        drafts.append(Draft(conditions, names, due, {name: clause for name, clause in kept if clause is not None}))
    return Survey(library, as_of, edition, tuple(drafts))


def wording_of(clause: Clause) -> Iterator[tuple[Clause, KeyPath, str]]:
    """Yield the wording of one clause with the way to each piece."""
    yield clause, ("title",), clause.title
    for path, paragraph in walk(clause.paragraphs):
        yield clause, (*path, "text"), paragraph.text
    for number, table in enumerate(clause.tables):
        here = ("tables", number)
        for index, column in enumerate(table.columns):
            yield clause, (*here, "columns", index), column
        for index, row in enumerate(table.rows):
            for place, cell in enumerate(row):
                yield clause, (*here, "rows", index, place), cell
        for index, cell in enumerate(table.cells):
            yield clause, (*here, "cells", index), cell


def standing(clause: Clause) -> Iterator[ClauseParagraph]:
    """Yield the paragraphs and items of a selected clause."""
    for _, paragraph in walk(clause.paragraphs):
        yield paragraph
