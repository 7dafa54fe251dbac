"""What is due under given conditions, and which parts of a clause that calls for. Pure.

Source: the fixed catalogue after 전자금융감독규정 별표 2의5, 정보처리위탁규정 제4조제3항 and
the guide of the Financial Security Institute, chapter 7: basic and processing items always,
extra items for 중요업무, the indirect item for indirect contracts; an element with a
condition (`when`) only where that fact holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from pipeline.model import Clause, ClauseParagraph, Conditions, Edition, Element, LegalBasis, Library, Requirement

CRITICAL = "critical"


def tier_is_due(requirement: Requirement, conditions: Conditions) -> bool:
    """True if the whole requirement is due by its tier (its edition not considered)."""
    if requirement.tier == "extra":
        return conditions.importance == CRITICAL
    if requirement.tier == "indirect":
        return "indirect" in conditions.facts
    return True


def due_elements(library: Library, conditions: Conditions) -> dict[str, tuple[Element, ...]]:
    """Return the due elements of each due requirement of the edition, in library order."""
    found: dict[str, tuple[Element, ...]] = {}
    for requirement in library.requirements.values():
        listed = requirement.elements.get(conditions.edition, ())
        if listed and tier_is_due(requirement, conditions):
            elements = (library.elements[name] for name in listed if name in library.elements)
            found[requirement.id] = tuple(e for e in elements if not e.when or e.when in conditions.facts)
    return found


def due_ids(library: Library, conditions: Conditions) -> frozenset[str]:
    """Return the ids of all due elements."""
    return frozenset(e.id for elements in due_elements(library, conditions).values() for e in elements)


def true_names(library: Library, facts: frozenset[str]) -> frozenset[str]:
    """Return every name that holds in `only_if`: the facts, and the negatives of the others."""
    negatives = {fact.negative for fact in library.facts.values() if fact.negative and fact.id not in facts}
    return facts | negatives


def kept_clause(clause: Clause, names: frozenset[str], due: frozenset[str]) -> Clause | None:
    """Return `clause` with only the parts that are called for, or None if nothing is left.

    `names` are the true fact names (`true_names`), `due` the ids of the due elements. A part
    is called for if its facts hold and, where it serves elements, one of them is due.
    """
    if not names.issuperset(clause.only_if):
        return None
    paragraphs = _kept(clause.paragraphs, names, due)
    tables = tuple(table for table in clause.tables if not table.serves or not due.isdisjoint(table.serves))
    if not paragraphs and not tables:
        return None
    if _same(paragraphs, clause.paragraphs) and len(tables) == len(clause.tables):
        return clause
    return replace(clause, paragraphs=paragraphs, tables=tables)


def _kept(
    paragraphs: tuple[ClauseParagraph, ...], names: frozenset[str], due: frozenset[str]
) -> tuple[ClauseParagraph, ...]:
    found: list[ClauseParagraph] = []
    for paragraph in paragraphs:
        if not names.issuperset(paragraph.only_if) or (paragraph.serves and due.isdisjoint(paragraph.serves)):
            continue
        if paragraph.items:
            items = _kept(paragraph.items, names, due)
            if not items:
                continue  # '다음 각 호'만 남고 호가 없는 문장이 된다
            if not _same(items, paragraph.items):
                paragraph = replace(paragraph, items=items)
        found.append(paragraph)
    return tuple(found)


def _same(kept: tuple[ClauseParagraph, ...], given: tuple[ClauseParagraph, ...]) -> bool:
    """True if nothing was left out at any depth (kept parts are the given objects themselves)."""
    return len(kept) == len(given) and all(a is b for a, b in zip(kept, given, strict=True))


def bases_at(requirement: Requirement, conditions: Conditions) -> tuple[LegalBasis, ...]:
    """Return the legal bases for the edition that are in force on the as-of date."""
    return tuple(
        basis
        for basis in requirement.bases
        if basis.edition in ("", conditions.edition)
        and basis.in_force <= conditions.as_of
        and (basis.until is None or conditions.as_of <= basis.until)
    )


def title_at(requirement: Requirement, edition: str) -> str:
    """Return the legal name of the requirement in `edition`."""
    for basis in requirement.bases:
        if basis.edition in ("", edition):
            return basis.title
    return requirement.title


def switching_facts(library: Library) -> tuple[str, ...]:
    """Return the facts that change what is due or selected, in the order of facts.yaml."""
    used = {element.when for element in library.elements.values()}
    used.update(name for clause in library.clauses.values() for name in _names(clause.paragraphs, clause.only_if))
    used.update(name for term in library.terms.values() for name in term.only_if)
    tiers = {requirement.tier for requirement in library.requirements.values()}
    used |= {CRITICAL} if "extra" in tiers else set()
    used |= {"indirect"} if "indirect" in tiers else set()
    return tuple(f.id for f in library.facts.values() if f.id in used or (f.negative and f.negative in used))


def _names(paragraphs: tuple[ClauseParagraph, ...], own: tuple[str, ...]) -> Iterable[str]:
    yield from own
    for paragraph in paragraphs:
        yield from _names(paragraph.items, paragraph.only_if)


def all_conditions(library: Library, editions: Iterable[Edition] | None = None) -> tuple[Conditions, ...]:
    """Return the conditions of every edition and every combination of the facts that matter.

    The as-of date is the first day of each edition.
    """
    facts = switching_facts(library)
    found: list[Conditions] = []
    for edition in library.editions if editions is None else editions:
        for answers in product((True, False), repeat=len(facts)):
            held = frozenset(fact for fact, answer in zip(facts, answers, strict=True) if answer)
            importance = CRITICAL if CRITICAL in held else "non_critical"
            found.append(Conditions(edition.in_force, edition.id, importance, held))
    return tuple(found)
