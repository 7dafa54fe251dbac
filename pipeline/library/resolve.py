"""References between library files that lead nowhere (rule L05)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.faults import Fault, KeyPath
from pipeline.model import Clause, ClauseParagraph, Library
from pipeline.positions import own_paragraphs

DANGLING = "L05"


def unresolved(library: Library, source_ids: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each id that names nothing: element, fact, edition, chapter, source."""
    yield from _of_requirements(library, source_ids)
    facts = known_facts(library)
    for element in library.elements.values():
        if element.when and element.when not in library.facts:
            yield _missing(f"elements/{element.id}.yaml", ("when",), "사실", element.when, tuple(library.facts))
    for clause in library.clauses.values():
        yield from _of_clause(library, clause, facts)
    for index, term in enumerate(library.terms.values()):
        for fact in term.only_if:
            if fact not in facts:
                yield _missing("terms.yaml", (index, "only_if"), "사실", fact, facts)


def known_facts(library: Library) -> tuple[str, ...]:
    """Return the names that `only_if` may use: each fact and its negative."""
    return tuple(name for fact in library.facts.values() for name in (fact.id, fact.negative) if name)


def _of_requirements(library: Library, source_ids: tuple[str, ...]) -> Iterator[Fault]:
    editions = tuple(edition.id for edition in library.editions)
    for requirement in library.requirements.values():
        file = f"requirements/{requirement.id}.yaml"
        for edition, elements in requirement.elements.items():
            if edition not in editions:
                yield _missing(file, ("elements", edition), "판", edition, editions)
            for index, element in enumerate(elements):
                if element not in library.elements:
                    yield _missing(file, ("elements", edition, index), "요소", element, ())
        for index, basis in enumerate(requirement.bases):
            if basis.edition and basis.edition not in editions:
                yield _missing(file, ("bases", index, "edition"), "판", basis.edition, editions)
            if basis.source not in source_ids:
                yield _missing(file, ("bases", index, "source"), "근거", basis.source, source_ids)


def _of_clause(library: Library, clause: Clause, facts: tuple[str, ...]) -> Iterator[Fault]:
    file = clause_file(clause)
    chapters = tuple(name for name, _ in library.chapters)
    if clause.chapter and clause.chapter not in chapters:
        yield _missing(file, ("chapter",), "장", clause.chapter, chapters)
    for fact in clause.only_if:
        if fact not in facts:
            yield _missing(file, ("only_if",), "사실", fact, facts)
    for path, paragraph in walk_all(clause):
        for fact in paragraph.only_if:
            if fact not in facts:
                yield _missing(file, (*path, "only_if"), "사실", fact, facts)
        for index, element in enumerate(paragraph.serves):
            if element not in library.elements:
                yield _missing(file, (*path, "serves", index), "요소", element, ())
    for number, table in enumerate(clause.tables):
        for index, element in enumerate(table.serves):
            if element not in library.elements:
                yield _missing(file, ("tables", number, "serves", index), "요소", element, ())


def clause_file(clause: Clause) -> str:
    """Return the file of a clause below the library folder."""
    return f"{'annexes' if clause.kind == 'annex' else 'clauses'}/{clause.id}.yaml"


def walk(
    paragraphs: tuple[ClauseParagraph, ...], path: KeyPath = (), key: str = "paragraphs"
) -> Iterator[tuple[KeyPath, ClauseParagraph]]:
    """Yield every paragraph and item with the way to it, in reading order."""
    for index, paragraph in enumerate(paragraphs):
        here = (*path, key, index)
        yield here, paragraph
        yield from walk(paragraph.items, here, "items")


def walk_all(clause: Clause) -> Iterator[tuple[KeyPath, ClauseParagraph]]:
    """Yield every paragraph and item of the clause, then those that its fallbacks write themselves."""
    yield from walk(clause.paragraphs)
    for position in clause.positions:
        for index, paragraph in enumerate(own_paragraphs(clause, position)):
            here: KeyPath = ("positions", position.name, "paragraphs", index)
            yield here, paragraph
            yield from walk(paragraph.items, here, "items")


def _missing(file: str, path: KeyPath, kind: str, name: str, known: tuple[str, ...]) -> Fault:
    right = f"{', '.join(known)} 가운데에서 고르십시오" if known else "이름을 바로잡거나 그 파일을 만드십시오"
    return Fault(DANGLING, file, path, f"{kind} '{name}'[은/는] 없습니다", right)
