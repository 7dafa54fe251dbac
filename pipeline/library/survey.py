"""Every draft that a library can give, computed once for all lint rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.due import all_conditions, due_ids, kept_clause, true_names
from pipeline.library.faults import KeyPath
from pipeline.library.resolve import walk, walk_all
from pipeline.model import Clause, ClauseParagraph, Conditions, Edition, Library
from pipeline.positions import PREFERRED, TITLES, at_position


@dataclass(frozen=True, slots=True)
class Draft:
    """One possible draft: the conditions, the true fact names, and the clauses that are in.

    `position`: that of every clause that has it.
    """

    conditions: Conditions
    names: frozenset[str]
    due: frozenset[str]
    clauses: dict[str, Clause]
    position: str = PREFERRED

    @property
    def said(self) -> str:
        """The conditions in Korean, for a message."""
        importance = "중요" if self.conditions.importance == "critical" else "비중요"
        facts = ", ".join(sorted(self.conditions.facts - {"critical"})) or "없음"
        position = "" if self.position == PREFERRED else f", {TITLES[self.position]} 입장"
        return f"{self.conditions.edition}년판, {importance}, 성립하는 사실: {facts}{position}"


@dataclass(frozen=True, slots=True)
class Survey:
    """The library, the day of the lint, the edition in force on it, and all drafts.

    `drafts` are those of the preferred wording; `fallbacks` those at each other position, under the same
    conditions in the same order.
    """

    library: Library
    as_of: dt.date
    edition: Edition | None
    drafts: tuple[Draft, ...]
    fallbacks: dict[str, tuple[Draft, ...]]

    @property
    def every(self) -> tuple[Draft, ...]:
        """The drafts of all positions, those of the preferred wording first."""
        return (*self.drafts, *(draft for drafts in self.fallbacks.values() for draft in drafts))

    def by_conditions(self) -> Iterator[tuple[Draft, ...]]:
        """Yield the drafts at all positions under the same conditions, the preferred one first."""
        return zip(self.drafts, *self.fallbacks.values(), strict=True)

    def wording(self) -> Iterator[tuple[Clause, KeyPath, str]]:
        """Yield every piece of wording with its clause and the way to it."""
        for clause in self.library.clauses.values():
            yield from wording_of(clause)


def survey(library: Library, as_of: dt.date) -> Survey:
    """Select every draft of `library`: all editions, all facts that change anything."""
    edition = next((e for e in library.editions if e.in_force <= as_of and (e.until is None or as_of <= e.until)), None)
    positions = [name for name in TITLES if name != PREFERRED]
    fallbacks = {name: tuple(_drafts(library, name)) for name in positions if _has(library, name)}
    return Survey(library, as_of, edition, tuple(_drafts(library, PREFERRED)), fallbacks)


def _has(library: Library, name: str) -> bool:
    return any(position.name == name for clause in library.clauses.values() for position in clause.positions)


def _drafts(library: Library, position: str) -> Iterator[Draft]:
    clauses = [at_position(clause, position) for clause in library.clauses.values()]
    for conditions in all_conditions(library):
        names, due = true_names(library, conditions.facts), due_ids(library, conditions)
        kept = ((clause.id, kept_clause(clause, names, due)) for clause in clauses)
        yield Draft(conditions, names, due, {name: clause for name, clause in kept if clause is not None}, position)


def wording_of(clause: Clause) -> Iterator[tuple[Clause, KeyPath, str]]:
    """Yield the wording of one clause, its fallbacks too, with the way to each piece."""
    yield clause, ("title",), clause.title
    for path, paragraph in walk_all(clause):
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
