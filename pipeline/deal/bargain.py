"""The negotiated part of a deal sheet against the library: which position, which elements are waived."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.deal.negotiation import POSITIONS, PositionTaken, Waiver
from pipeline.deal.read import said_of
from pipeline.deal.schema import Deal
from pipeline.due import due_elements, kept_clause, true_names
from pipeline.errors import DealError
from pipeline.model import Clause, Conditions, Library
from pipeline.positions import PREFERRED, at_position, position_of, served

_Fault = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Stand:
    """A position taken: `position` 'acceptable' or 'last'; `approver` '' where none is needed."""

    clause: str
    position: str
    reason: str
    approver: str


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver: the due elements that it gives up, and the clause that goes with them ('' for none)."""

    elements: tuple[str, ...]
    clause: str
    reason: str
    approver: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Bargain:
    """What was given up in the negotiation of a deal; nothing by default."""

    stands: tuple[Stand, ...] = ()
    waivers: tuple[Waived, ...] = ()

    def position(self, clause: str) -> str:
        """Return the position of a clause: 'preferred' unless another was taken."""
        stand = self.stand(clause)
        return stand.position if stand else PREFERRED

    def stand(self, clause: str) -> Stand | None:
        """Return the position taken for a clause, None where it is the preferred one."""
        return next((stand for stand in self.stands if stand.clause == clause), None)

    def waiver(self, element: str) -> Waived | None:
        """Return the first waiver of an element, or None."""
        return next((waived for waived in self.waivers if element in waived.elements), None)


def bargain(deal: Deal, library: Library, conditions: Conditions) -> Bargain:
    """Return what the deal gives up.

    Raise DealError that lists, with their lines, unknown ids, positions without their approver, and
    waivers of what is not due under `conditions`.
    """
    faults: list[_Fault] = []
    stands = tuple(_stands(deal, library, faults))
    waivers = tuple(_waivers(deal, library, conditions, faults))
    if faults:
        raise DealError(said_of(deal.sheet, faults))
    return Bargain(stands, waivers)


def waived_elements(deal: Deal, library: Library, conditions: Conditions) -> dict[str, Waived]:
    """Return element -> its waiver, for the review of a contract; waivers of what is not due say nothing here.

    Raise DealError for ids that the library does not know.
    """
    faults: list[_Fault] = []
    found: dict[str, Waived] = {}
    for waived in _waivers(deal, library, conditions, faults, only_due=False):
        for element in waived.elements:
            found.setdefault(element, waived)
    if faults:
        raise DealError(said_of(deal.sheet, faults))
    return found


def _stands(deal: Deal, library: Library, faults: list[_Fault]) -> Iterator[Stand]:
    for number, taken in enumerate(deal.negotiation.positions or (), 1):
        fault = _fault_of(taken, library)
        if fault:
            key, what = fault
            faults.append((taken.line, f"negotiation.positions[{number}].{key}", what))
        else:
            yield Stand(taken.clause, POSITIONS[taken.position], taken.reason, taken.approver or "")


def _fault_of(taken: PositionTaken, library: Library) -> tuple[str, str] | None:
    clause = library.clauses.get(taken.clause)
    if clause is None:
        return "clause", _unknown("조항", taken.clause, library.clauses)
    position = position_of(clause, POSITIONS[taken.position])
    if position is None:
        what = f"조항 '{clause.id}'에는 {taken.position} 입장이 없습니다. 우선 입장대로 쓰려면 이 건을 지우십시오"
        return "position", what
    if position.needs_approval and not taken.approver:
        what = f"{taken.position} 입장은 승인을 받아야 쓸 수 있습니다. 승인자의 직위와 성명을 적으십시오"
        return "approver", what
    return None


def _waivers(
    deal: Deal, library: Library, conditions: Conditions, faults: list[_Fault], *, only_due: bool = True
) -> Iterator[Waived]:
    for number, waiver in enumerate(deal.negotiation.waivers or (), 1):
        kind, name = _named(waiver)
        place = f"negotiation.waivers[{number}].{kind}"
        if name not in _known(library, kind):
            faults.append((waiver.line, place, _unknown(_KINDS[kind], name, _known(library, kind))))
            continue
        asked, elements = _elements(kind, name, library, conditions)
        if elements:
            clause = name if kind == "clause" else ""
            yield Waived(elements, clause, waiver.reason, waiver.approver, waiver.date)
        elif only_due:
            what = _SHARED if asked else "[은/는] 이 계약에서 요구되지 않아 면제할 것이 없습니다. 이 건을 지우십시오"
            faults.append((waiver.line, place, f"{_KINDS[kind]} '{name}'{what}"))


_KINDS = {"requirement": "기재사항", "element": "요소", "clause": "조항"}
_SHARED = "의 요소는 모두 다른 곳에서도 요구되거나 충족됩니다. element에 요소를 하나씩 적으십시오"


def _known(library: Library, kind: str) -> tuple[str, ...]:
    known = {"requirement": tuple(library.requirements), "element": tuple(library.elements)}
    return known.get(kind, tuple(library.clauses))


def _named(waiver: Waiver) -> tuple[str, str]:
    return next((kind, str(name)) for kind in _KINDS if (name := getattr(waiver, kind)) is not None)


def _elements(kind: str, name: str, library: Library, conditions: Conditions) -> tuple[bool, tuple[str, ...]]:
    """Return whether the named thing has due elements, and those that its waiver gives up, in library order.

    Those of a requirement are given up where no other due requirement asks for them; those of a clause,
    where no other clause serves them.
    """
    due = {owner: {element.id for element in elements} for owner, elements in due_elements(library, conditions).items()}
    every = set().union(*due.values())
    if kind == "element":
        own, others = {name} & every, set()
    elif kind == "requirement":
        own = due.get(name, set())
        others = set().union(*(elements for owner, elements in due.items() if owner != name))
    else:
        kept = tuple(_standing(library, conditions, frozenset(every)))
        own = every & served(clause for clause in kept if clause.id == name)
        others = set(served(clause for clause in kept if clause.id != name))
    return bool(own), tuple(element for element in library.elements if element in own - others)


def _standing(library: Library, conditions: Conditions, due: frozenset[str]) -> Iterator[Clause]:
    names = true_names(library, conditions.facts)
    for clause in library.clauses.values():
        kept = kept_clause(at_position(clause, PREFERRED), names, due)
        if kept is not None:
            yield kept


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1) or difflib.get_close_matches(name.upper(), list(known), 1)
    hint = (
        f"'{near[0]}'[을/를] 쓰려던 것인지 확인하십시오" if near else "finclause library list로 식별자를 확인하십시오"
    )
    return f"{kind} '{name}'[은/는] 라이브러리에 없습니다. {hint}"
