"""Choose the clauses of a draft: library x conditions -> selection with a decision trace. Pure.

Every requirement and every clause gets one line that says whether it is in and why
("EXTRA-03 포함: 업무 중요도 = 중요"). Paragraphs and elements get a line where they are left
out of something that is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.concessions import Loss, losses, refuse_broken, waiver_said
from pipeline.deal import Bargain, Stand
from pipeline.due import due_elements, kept_clause, tier_is_due, true_names
from pipeline.model import Clause, Conditions, Element, Library, Requirement, Term
from pipeline.positions import PREFERRED, TITLES, at_position, served
from pipeline.wording import terms_used

_PHRASES = {
    "critical": ("업무 중요도 = 중요", "업무 중요도 = 비중요"),
    "personal": ("고유식별정보 또는 개인신용정보를 처리", "고유식별정보와 개인신용정보를 처리하지 않음"),
    "overseas": ("데이터를 국외에서 처리", "데이터를 국내에서만 처리"),
    "subcontract": ("재위탁이 있거나 허용됨", "재위탁을 허용하지 않음"),
    "security_outsourced": ("정보보호 관련 업무를 위탁", "정보보호 관련 업무를 위탁하지 않음"),
    "indirect": ("간접계약", "직접계약"),
    "foreign_provider": ("제공자가 외국사업자", "제공자가 국내사업자"),
}
_TIER_REASONS = {
    "basic": "기본 포함사항(모든 계약)",
    "processing": "정보처리위탁규정 제4조제3항(모든 정보처리 위탁)",
}
NOTHING_GIVEN_UP = Bargain()
"""The bargain of a draft at its preferred wording throughout."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something is in the draft or not. `kind`: requirement, element, clause or paragraph."""

    kind: str
    id: str
    included: bool
    reason: str

    @property
    def line(self) -> str:
        """The decision as one Korean line."""
        return f"{self.id} {'포함' if self.included else '제외'}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The clauses of a draft in contract order, cut down to the parts that are called for.

    `stands`: the positions taken of the clauses that are in. `losses`: the due elements given up.
    """

    conditions: Conditions
    due: dict[str, tuple[Element, ...]]
    clauses: tuple[Clause, ...]
    terms: tuple[Term, ...]
    decisions: tuple[Decision, ...]
    stands: tuple[Stand, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def trace(self) -> tuple[str, ...]:
        """The decisions as lines."""
        return tuple(decision.line for decision in self.decisions)


def select(library: Library, conditions: Conditions, bargain: Bargain = NOTHING_GIVEN_UP) -> Selection:
    """Return the selection for `conditions` with its decision trace, at the positions of `bargain`.

    Raise DealError where a position gives up a due element that is not waived, or where a waiver takes
    out what another part refers to.
    """
    due = due_elements(library, conditions)
    wanted = frozenset(element.id for elements in due.values() for element in elements)
    waived = frozenset(element for waiver in bargain.waivers for element in waiver.elements)
    dropped = {waiver.clause for waiver in bargain.waivers}
    names = true_names(library, conditions.facts)
    ids = {name: frozenset(element.id for element in elements) for name, elements in due.items()}
    decisions = list(_requirement_decisions(library, conditions, due))
    final = []
    for clause in library.clauses.values():
        at = _at(clause, bargain)
        kept = None if clause.id in dropped else kept_clause(at, names, wanted - waived)
        final.append(kept)
        decisions.extend(_clause_decisions(library, at, kept, names, ids, waived))
        decisions.extend(_position_decisions(clause, at, kept, bargain.stand(clause.id)))
    clauses = _standing(final)
    lost: tuple[Loss, ...] = ()
    if bargain != NOTHING_GIVEN_UP:
        every = library.clauses.values()
        preferred = _standing([kept_clause(clause, names, wanted) for clause in every])
        unwaived = _standing([kept_clause(_at(clause, bargain), names, wanted) for clause in every])
        refuse_broken(unwaived, clauses)
        lost = losses(library, due, preferred, unwaived, clauses, bargain)
    decisions.extend(_waiver_decisions(library, due, waived, lost))
    standing = {clause.id for clause in clauses}
    return Selection(
        conditions,
        due,
        clauses,
        terms_used(library, clauses, names),
        tuple(decisions),
        tuple(stand for stand in bargain.stands if stand.clause in standing),
        lost,
    )


def _at(clause: Clause, bargain: Bargain) -> Clause:
    position = bargain.position(clause.id)
    return clause if position == PREFERRED else at_position(clause, position)


def _standing(clauses: list[Clause | None]) -> tuple[Clause, ...]:
    return tuple(clause for clause in clauses if clause is not None)


def fact_phrase(library: Library, name: str, holds: bool = True) -> str:
    """Return a fact (or negative) in Korean as it stands: 'direct' -> '직접계약'."""
    for fact in library.facts.values():
        if name in (fact.id, fact.negative):
            positive = holds == (name == fact.id)
            known = _PHRASES.get(fact.id, (fact.title, f"'{fact.title}'에 해당하지 않음"))
            return known[0] if positive else known[1]
    return name


def _requirement_decisions(
    library: Library, conditions: Conditions, due: dict[str, tuple[Element, ...]]
) -> Iterator[Decision]:
    for requirement in library.requirements.values():
        included = requirement.id in due
        yield Decision("requirement", requirement.id, included, _tier_reason(library, requirement, conditions))
        if included:
            for name in requirement.elements[conditions.edition]:
                element = library.elements[name]
                if element not in due[requirement.id]:
                    reason = fact_phrase(library, element.when, False)
                    yield Decision("element", f"{requirement.id} {name}({element.title})", False, reason)


def _tier_reason(library: Library, requirement: Requirement, conditions: Conditions) -> str:
    if not requirement.elements.get(conditions.edition):
        titles = {edition.id: edition.title for edition in library.editions}
        return f"{titles.get(conditions.edition, conditions.edition)}에 없는 기재사항"
    if requirement.tier in _TIER_REASONS:
        return _TIER_REASONS[requirement.tier]
    fact = "critical" if requirement.tier == "extra" else "indirect"
    return fact_phrase(library, fact, tier_is_due(requirement, conditions))


def _clause_decisions(
    library: Library,
    clause: Clause,
    kept: Clause | None,
    names: frozenset[str],
    due: dict[str, frozenset[str]],
    waived: frozenset[str],
) -> Iterator[Decision]:
    label = _label(clause)
    if kept is None:
        reason = _exclusion(library, clause.only_if, names, served((clause,)) & waived)
        yield Decision("clause", label, False, reason)
        return
    given = served((kept,))
    serving = [name for name, elements in due.items() if not elements.isdisjoint(given)]
    facts = [fact_phrase(library, name) for name in clause.only_if]
    reason = ", ".join(facts + serving) or "모든 계약에 두는 조항"
    yield Decision("clause", label, True, reason)
    left = {paragraph.id for paragraph in kept.paragraphs}
    for paragraph in clause.paragraphs:
        if paragraph.id not in left:
            reason = _exclusion(library, paragraph.only_if, names, waived.intersection(paragraph.serves))
            yield Decision("paragraph", f"{clause.id}.{paragraph.id}", False, reason)


def _exclusion(library: Library, only_if: tuple[str, ...], names: frozenset[str], waived: frozenset[str]) -> str:
    failing = [fact_phrase(library, name, False) for name in only_if if name not in names]
    return ", ".join(failing) or ("면제" if waived else "이 계약에 요구되는 요소가 없음")


def _position_decisions(clause: Clause, at: Clause, kept: Clause | None, stand: Stand | None) -> Iterator[Decision]:
    """Yield which position was taken and why, and the paragraphs of the preferred wording that it leaves out."""
    if stand is None or kept is None:
        return
    title = TITLES[stand.position]
    approved = f". 승인: {stand.approver}" if stand.approver else ""
    yield Decision("position", f"{_label(clause)} {title} 입장", True, f"{stand.reason}{approved}")
    left = {paragraph.id for paragraph in at.paragraphs}
    for paragraph in clause.paragraphs:
        if paragraph.id not in left:
            yield Decision("paragraph", f"{clause.id}.{paragraph.id}", False, f"{title} 입장에서 뺌")


def _waiver_decisions(
    library: Library, due: dict[str, tuple[Element, ...]], waived: frozenset[str], lost: tuple[Loss, ...]
) -> Iterator[Decision]:
    """Yield the elements given up, and the waived ones that the draft holds all the same."""
    gone = {loss.element.id: loss for loss in lost}
    for name in (name for name in library.elements if name in waived):
        element = library.elements[name]
        owners = ", ".join(owner for owner, elements in due.items() if element in elements)
        label = f"{owners} {name}({element.title})"
        if name in gone:
            loss = gone[name]
            said = waiver_said(loss.reason, loss.approver, loss.date)
            yield Decision("element", label, False, f"면제. {said}")
        else:
            yield Decision("element", label, True, "면제하였으나 다른 요소와 함께 쓰인 문구에 남아 있음")


def _label(clause: Clause) -> str:
    return f"{clause.id}({clause.title})" if clause.title else clause.id
