"""The wording of a clause at a negotiation position, and the elements that it gives. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.model import Clause, ClauseParagraph, Position

PREFERRED, ACCEPTABLE, LAST = "preferred", "acceptable", "last"
TITLES = {PREFERRED: "우선", ACCEPTABLE: "수용가능", LAST: "최후"}
"""Position -> its Korean name, the nearest first."""


def position_of(clause: Clause, name: str) -> Position | None:
    """Return the fallback of that name, None where the clause has none."""
    return next((position for position in clause.positions if position.name == name), None)


def at_position(clause: Clause, name: str) -> Clause:
    """Return the clause with the wording of one position and no other positions.

    Its preferred wording stays where it has no position of that name.
    """
    position = position_of(clause, name)
    return replace(clause, paragraphs=position.paragraphs if position else clause.paragraphs, positions=())


def own_paragraphs(clause: Clause, position: Position) -> tuple[ClauseParagraph, ...]:
    """Return the paragraphs of a position that are not those of the preferred wording, in the order of the file."""
    return tuple(paragraph for paragraph in position.paragraphs if paragraph not in clause.paragraphs)


def served(clauses: Iterable[Clause]) -> frozenset[str]:
    """Return every element that the clauses serve, in paragraphs, items or tables; fallbacks do not count."""
    return frozenset(element for clause in clauses for element in _served(clause))


def _served(clause: Clause) -> Iterator[str]:
    for table in clause.tables:
        yield from table.serves
    for paragraph in clause.paragraphs:
        yield from _served_below(paragraph)


def _served_below(paragraph: ClauseParagraph) -> Iterator[str]:
    yield from paragraph.serves
    for item in paragraph.items:
        yield from _served_below(item)
