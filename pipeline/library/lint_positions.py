"""Lint of the negotiation positions: none, without approval, losing what must stay, saying nothing new."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.faults import Fault
from pipeline.library.resolve import clause_file
from pipeline.library.survey import Draft, Survey
from pipeline.model import Clause, Position
from pipeline.positions import ACCEPTABLE, LAST, TITLES, at_position, position_of, served

_RIGHT = "positions 아래에 달라지는 문단을 적으십시오"


def missing(seen: Survey) -> Iterator[Fault]:
    """L33: an article without notes for the negotiator, or without a fallback."""
    for clause in seen.library.clauses.values():
        if clause.kind != "article":
            continue
        if clause.negotiation is None:
            what = "협상 담당자에게 주는 설명이 없습니다"
            yield Fault("L33", clause_file(clause), ("id",), what, "negotiation에 why, answers, keep을 적으십시오")
        for name in (ACCEPTABLE, LAST):
            if position_of(clause, name) is None:
                yield Fault("L33", clause_file(clause), ("id",), f"{TITLES[name]} 입장({name})이 없습니다", _RIGHT)


def unapproved(seen: Survey) -> Iterator[Fault]:
    """L34: the last position may be taken without approval."""
    for clause in seen.library.clauses.values():
        position = position_of(clause, LAST)
        if position is not None and not position.needs_approval:
            what = "승인 없이 쓸 수 있는 최후 입장입니다"
            yield Fault("L34", clause_file(clause), ("positions", LAST), what, "needs_approval: true를 적으십시오")


def losing_core(seen: Survey) -> Iterator[Fault]:
    """L35: in some draft a position gives up a legal element that nothing else serves."""
    right = "그 요소를 지키는 문구로 고치십시오"
    for clause, position, element, draft in _losses(seen):
        if seen.library.elements[element].weight == "core":
            title = seen.library.elements[element].title
            what = f"법정 요소 '{title}'({element})[을/를] 잃는 계약이 나옵니다({draft.said})"
            yield Fault("L35", clause_file(clause), ("positions", position.name), what, right)


def losing_without_approval(seen: Survey) -> Iterator[Fault]:
    """L36: the acceptable position gives up a guide element that nothing else serves."""
    right = "요소를 지키는 문구로 고치거나 최후 입장에서 물러서십시오"
    for clause, position, element, draft in _losses(seen):
        if position.name == ACCEPTABLE and seen.library.elements[element].weight != "core":
            title = seen.library.elements[element].title
            what = f"수용가능 입장이 요소 '{title}'({element})[을/를] 잃습니다({draft.said})"
            yield Fault("L36", clause_file(clause), ("positions", position.name), what, right)


def _losses(seen: Survey) -> Iterator[tuple[Clause, Position, str, Draft]]:
    """Yield each (clause, position, element) with the first draft in which the element is then served nowhere."""
    reported: set[tuple[str, str, str]] = set()
    watched = [
        (clause, position)
        for clause in seen.library.clauses.values()
        for position in clause.positions
        if position.name in seen.fallbacks and _serving(clause) != _serving(at_position(clause, position.name))
    ]
    for drafts in seen.by_conditions():
        preferred, there = drafts[0], {draft.position: draft for draft in drafts}
        for clause, position in watched:
            at = there[position.name]
            mine = served(c for c in (preferred.clauses.get(clause.id),) if c is not None)
            kept = served(c for c in (at.clauses.get(clause.id),) if c is not None)
            lost = (mine - kept) & preferred.due
            if not lost:
                continue
            lost -= served(other for other in preferred.clauses.values() if other.id != clause.id)
            for element in sorted(lost):
                if (clause.id, position.name, element) not in reported:
                    reported.add((clause.id, position.name, element))
                    yield clause, position, element, preferred


def _serving(clause: Clause) -> list[tuple[object, ...]]:
    """Return what decides which elements the clause serves: per paragraph its elements, facts and items."""
    return [
        (paragraph.serves, paragraph.only_if, tuple((item.serves, item.only_if) for item in paragraph.items))
        for paragraph in clause.paragraphs
        if paragraph.serves or paragraph.items
    ]


def repeated(seen: Survey) -> Iterator[Fault]:
    """L37: a position says the same as the preferred wording or as another position."""
    for clause in seen.library.clauses.values():
        told = {"우선": [(p.text, p.items) for p in clause.paragraphs]}
        for position in clause.positions:
            wording = [(p.text, p.items) for p in position.paragraphs]
            same = next((name for name, other in told.items() if other == wording), None)
            if same is not None:
                what = f"{same} 입장과 같은 문구입니다"
                yield Fault("L37", clause_file(clause), ("positions", position.name), what, "물러선 문구를 적으십시오")
            told[TITLES[position.name]] = wording
