"""Choose the parts of the library that close the gaps: as few as do, and what they cannot stand without. Pure.

A part is one paragraph of a clause or one table of an annex. Which elements a part gives is
what the library says it `serves`; no clause is known here by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.due import due_ids, kept_clause, true_names
from pipeline.model import Clause, ClauseParagraph, Conditions, Library, Table
from pipeline.wording import introduced_in, paragraph_texts, refs_in, terms_in

_BEFORE = re.compile(r"(?<![가-힣])(?:전항|앞 항)")
_WHOLE = re.compile(r"(?<![가-힣])이 조(?=[에의는를와 ])")

_LINK, _ENDING = re.compile(r"; (and|or)$"), re.compile(r"(?:; (?:and|or)|[;.])$")

PartId = tuple[str, str]
"""Clause id, and the id of a paragraph or 'table-N' (counted from 1 as in the library)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or table that is called for under the conditions."""

    clause: str
    name: str
    content: ClauseParagraph | Table

    @property
    def id(self) -> PartId:
        """Clause id and name."""
        return self.clause, self.name

    @property
    def serves(self) -> frozenset[str]:
        """Every element that the part gives, its items included."""
        if isinstance(self.content, Table):
            return frozenset(self.content.serves)
        return frozenset(_served(self.content))

    @property
    def texts(self) -> tuple[str, ...]:
        """The Korean wording of the part, without the items that it can do without."""
        if isinstance(self.content, Table):
            return tuple(cell for row in (*self.content.rows, self.content.cells) for cell in row)
        firm = replace(self.content, items=tuple(item for item in self.content.items if not _is_loose(item)))
        return tuple(paragraph_texts((firm,)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The clauses of the addendum, cut down to the chosen parts, in contract order.

    `closes`: element -> the parts chosen for it; `needed_by`: part -> the part that cannot stand without it.
    `unserved`: elements that no part of the library gives under these conditions.
    """

    clauses: tuple[Clause, ...]
    closes: dict[str, tuple[PartId, ...]]
    needed_by: dict[PartId, PartId]
    unserved: tuple[str, ...]


def choose(
    library: Library,
    conditions: Conditions,
    elements: Iterable[str],
    *,
    introduced: frozenset[str] = frozenset(),
    all_of: frozenset[str] = frozenset(),
) -> Chosen:
    """Return the fewest parts that serve every one of `elements`, with what they lean on.

    `introduced`: names that the frame of the addendum introduces itself (제공자 표준조건). `all_of`: elements for which
    every part that serves them is taken, not only one.
    """
    shelf = _Shelf(library, conditions)
    wanted = tuple(dict.fromkeys(elements))
    servable = [e for e in wanted if shelf.serving(e)]
    picked = _cover(shelf, servable, introduced)
    for element in servable:
        if element in all_of:
            picked = picked | {part.id for part in shelf.serving(element)}
    needed = shelf.closure(picked, introduced)
    taken = picked | needed.keys()
    return Chosen(
        clauses=tuple(shelf.cut(taken)),
        closes={e: tuple(part.id for part in shelf.serving(e) if part.id in taken) for e in servable},
        needed_by=needed,
        unserved=tuple(e for e in wanted if not shelf.serving(e)),
    )


def _cover(shelf: _Shelf, elements: list[str], introduced: frozenset[str]) -> frozenset[PartId]:
    """Return a smallest-first cover: what only one part gives, then by most gaps for least company; then thinned out."""
    cost = {part.id: 1 + len(shelf.closure({part.id}, introduced)) for part in shelf.parts}
    order = {part.id: place for place, part in enumerate(shelf.parts)}
    gives: dict[PartId, set[str]] = {}
    for element in elements:
        for part in shelf.operative(element):
            gives.setdefault(part.id, set()).add(element)
    taken = {serving[0].id for e in elements if len(serving := shelf.operative(e)) == 1}
    given = {e for name in taken for e in gives[name]}
    while left := {e for e in elements if e not in given}:
        best = min(
            (name for name, own in gives.items() if own & left),
            key=lambda name: (-len(gives[name] & left) / cost[name], order[name]),
        )
        taken.add(best)
        given |= gives[best]
    for name in sorted(taken, key=lambda name: (len(gives[name]), -order[name])):
        if {e for other in taken - {name} for e in gives[other]}.issuperset(elements):
            taken.remove(name)
    return frozenset(taken)


class _Shelf:
    """The parts that are called for under the conditions, and what each leans on."""

    def __init__(self, library: Library, conditions: Conditions) -> None:
        names, due = true_names(library, conditions.facts), due_ids(library, conditions)
        kept = ((clause, kept_clause(clause, names, due)) for clause in library.clauses.values())
        self._library = library
        self._clauses = {clause.id: active for clause, active in kept if active and _has_number(clause)}
        self.parts = tuple(part for clause in self._clauses.values() for part in self._parts(clause))
        self.by_id = {part.id: part for part in self.parts}
        self._introducing = {
            name: part.id for part in self.parts for text in part.texts for name in introduced_in(text)
        }
        self._serving: dict[str, list[Part]] = {}
        for part in self.parts:
            for element in part.serves:
                self._serving.setdefault(element, []).append(part)

    def _parts(self, clause: Clause) -> Iterator[Part]:
        for paragraph in clause.paragraphs:
            yield Part(clause.id, paragraph.id, paragraph)
        for number, table in enumerate(self._library.clauses[clause.id].tables, 1):
            if any(table is kept for kept in clause.tables):
                yield Part(clause.id, f"table-{number}", table)

    def serving(self, element: str) -> list[Part]:
        """Return the parts that give an element, in contract order."""
        return self._serving.get(element, [])

    def operative(self, element: str) -> list[Part]:
        """Return the paragraphs that give an element, its tables only where no paragraph does: a table binds nobody."""
        serving = self.serving(element)
        return [part for part in serving if isinstance(part.content, ClauseParagraph)] or serving

    def closure(self, picked: Iterable[PartId], introduced: frozenset[str]) -> dict[PartId, PartId]:
        """Return what `picked` cannot stand without: part -> the part that leans on it."""
        taken = set(picked)
        queue = sorted(taken)
        needed: dict[PartId, PartId] = {}
        while queue:
            leaning = queue.pop(0)
            for name in self._leans_on(self.by_id[leaning], taken, introduced):
                if name not in taken:
                    taken.add(name)
                    needed[name] = leaning
                    queue.append(name)
        return needed

    def _leans_on(self, part: Part, taken: set[PartId], introduced: frozenset[str]) -> Iterator[PartId]:
        own = self._clauses[part.clause]
        if own.kind == "annex" and isinstance(part.content, Table):
            yield from ((own.id, paragraph.id) for paragraph in own.paragraphs)
        if isinstance(part.content, ClauseParagraph):
            yield from self._neighbours(part, own)
        names = tuple(name for name in self._introducing if name not in introduced)
        for text in part.texts:
            for target in refs_in(text):
                yield from self._stand_in(target, taken)
            yield from (self._introducing[name] for name in terms_in(text, names))

    def _neighbours(self, part: Part, own: Clause) -> Iterator[PartId]:
        """Yield the paragraphs of the same clause that the words of a paragraph point to."""
        order = [paragraph.id for paragraph in own.paragraphs]
        place = order.index(part.name)
        if place and any(_BEFORE.search(text) for text in part.texts):
            yield own.id, order[place - 1]
        if any(_WHOLE.search(text) for text in part.texts):
            yield from ((own.id, p.id) for p in own.paragraphs if p.serves and p.id != part.name)

    def _stand_in(self, target: str, taken: set[PartId]) -> Iterator[PartId]:
        """Yield the part that a reference to the clause `target` needs: none if one is there, else its main one."""
        if target not in self._clauses or any(clause == target for clause, _ in taken):
            return
        parts = [part for part in self.parts if part.clause == target]
        tables = [part.id for part in parts if isinstance(part.content, Table)]
        yield from tables or [part.id for part in (*(p for p in parts if p.serves), *parts)][:1]

    def cut(self, taken: Iterable[PartId]) -> Iterator[Clause]:
        """Yield the clauses cut down to the parts of `taken`, in contract order."""
        by_clause: dict[str, set[str]] = {}
        for clause_id, name in taken:
            by_clause.setdefault(clause_id, set()).add(name)
        for clause in self._clauses.values():
            names = by_clause.get(clause.id, set())
            if names:
                here = frozenset(by_clause)
                tables = tuple(part.content for part in self._parts(clause) if part.name in names)
                yield replace(
                    clause,
                    paragraphs=tuple(_fitted(p, here) for p in clause.paragraphs if p.id in names),
                    tables=tuple(table for table in tables if isinstance(table, Table)),
                )


def _has_number(clause: Clause) -> bool:
    return clause.kind in ("article", "annex")


def _is_loose(item: ClauseParagraph) -> bool:
    """True for an item that gives no element itself and speaks of another clause: without that clause it falls away."""
    return not any(_served(item)) and any(refs_in(text) for text in paragraph_texts((item,)))


def _fitted(paragraph: ClauseParagraph, clauses: frozenset[str]) -> ClauseParagraph:
    """Return the paragraph without the loose items that speak of a clause that is not among `clauses`."""
    kept = tuple(
        item
        for item in paragraph.items
        if not _is_loose(item) or clauses.issuperset(ref for text in paragraph_texts((item,)) for ref in refs_in(text))
    )
    return replace(paragraph, items=_relinked(kept, paragraph.items)) if kept else paragraph


def _relinked(kept: tuple[ClauseParagraph, ...], given: tuple[ClauseParagraph, ...]) -> tuple[ClauseParagraph, ...]:
    """Return the items that are left with the English 'and' or 'or' before the last one, and its full stop."""
    link = _LINK.search(given[-2].en) if len(given) > 1 else None
    if link is None or len(kept) == len(given):
        return kept
    bare = [_ENDING.sub("", item.en) for item in kept]
    ends = [";"] * (len(kept) - 2) + [f"; {link[1]}"] * (len(kept) > 1) + ["."]
    return tuple(replace(item, en=en + end) for item, en, end in zip(kept, bare, ends, strict=True))


def _served(paragraph: ClauseParagraph) -> Iterator[str]:
    yield from paragraph.serves
    for item in paragraph.items:
        yield from _served(item)
