"""From a touched contract to the addendum that brings it up to date: only the elements and clauses that are touched.

The contract is judged as it stands today under the law of the day, so that what it already gives is not added again.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.addendum.choose import Chosen, choose
from pipeline.addendum.write import Request, introduced, write
from pipeline.due import due_elements
from pipeline.judge import review_judged
from pipeline.judge.gaps import Gap
from pipeline.model import ClauseParagraph, Contract, Judgement, Library, Review
from pipeline.stale.model import Verdict


@dataclass(frozen=True, slots=True)
class Update:
    """An addendum to a contract of ours. `added`: elements that it adds, `replaced`: elements whose clause changed.

    `given`: elements due now that the contract gives already, by our reading of it. `unserved`: elements that no part
    of the library gives.
    """

    contracts: tuple[Contract, ...]
    chosen: Chosen
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    given: tuple[str, ...]
    before: Review

    @property
    def unserved(self) -> tuple[str, ...]:
        """The elements that no part of the library gives under these conditions."""
        return self.chosen.unserved


def update(request: Request, found: Verdict, languages: tuple[str, ...]) -> Update | None:
    """Return the addendum of what `found` says is touched, or None where the contract needs nothing added.

    `request`: the contract as its one document, the conditions of the day, its deal sheet.
    """
    library, before = request.library, review_judged(request.documents, request.library, request.conditions)
    asked: dict[str, list[str]] = {}
    for name, elements in due_elements(library, request.conditions).items():
        for element in elements:
            asked.setdefault(element.id, []).append(name)
    new = [e for e in asked if e not in found.document.stamp.elements]
    given = tuple(e for e in new if _is_given(before, e))
    added = tuple(e for e in new if e not in given)
    replaced = tuple(e for e in _served_by(found.changed, library) if e in asked and e not in added)
    if not added and not replaced:
        return None
    gaps = tuple(Gap(e, before.elements[e], tuple(asked[e])) for e in asked if e in (*added, *replaced))
    chosen = choose(library, request.conditions, (*added, *replaced), introduced=introduced(request))
    contracts = tuple(write(request, chosen, gaps, language) for language in languages)
    return Update(contracts, chosen, added, replaced, given, before)


def _is_given(review: Review, element: str) -> bool:
    found = review.elements[element]
    return found.judgement == Judgement.PRESENT and found.certain


def _served_by(parts: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """Return the elements that the changed parts serve."""
    served: dict[str, None] = {}
    for clause in library.clauses.values():
        for paragraph in clause.paragraphs:
            if f"{clause.id}.{paragraph.id}" in parts:
                served |= dict.fromkeys(_served(paragraph))
        for number, table in enumerate(clause.tables, 1):
            if f"{clause.id}.table-{number}" in parts:
                served |= dict.fromkeys(table.serves)
    return tuple(served)


def _served(paragraph: ClauseParagraph) -> tuple[str, ...]:
    return (*paragraph.serves, *(e for item in paragraph.items for e in _served(item)))
