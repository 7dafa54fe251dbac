"""The comparison table: for each required item its elements, where the contract has them, in what state, on what basis."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.assemble import basis_text
from pipeline.assemble.voice import Voice
from pipeline.due import bases_at, due_elements, title_at
from pipeline.language import KOREAN
from pipeline.model import Conditions, ElementFinding, Library, Review
from pipeline.procedure.paper import Grid
from pipeline.report.labels import JUDGEMENTS
from pipeline.yaml_nodes import Plain

KEY = "comparison"
"""The key of the paper's JSON that holds the rows and the problems of reading."""
IN_DRAFT, WAIVED, NOWHERE = "있음", "면제", "없음"


@dataclass(frozen=True, slots=True)
class Row:
    """An element under a required item. `places`: provisions of the contract; `bases`: legal bases with their edition."""

    requirement: str
    title: str
    element: str
    element_title: str
    state: str
    places: tuple[str, ...]
    bases: tuple[str, ...]


def drafted_rows(library: Library, conditions: Conditions, trace: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the rows of a draft from its trace."""
    places = {e["id"]: tuple(p["locator"] for p in e["places"]) for r in trace["requirements"] for e in r["elements"]}
    waived = {loss["element"] for loss in trace["waived"]}

    def state(element: str) -> str:
        if element in waived:
            return WAIVED
        return IN_DRAFT if places.get(element) else NOWHERE

    return tuple(_rows(library, conditions, {e: (state(e), places.get(e, ())) for e in library.elements}))


def reviewed_rows(library: Library, review: Review) -> tuple[Row, ...]:
    """Return the rows of a review; with several documents each place names its document."""
    several = len(review.documents) > 1
    found = {
        name: (JUDGEMENTS[finding.judgement], _places(finding, several=several))
        for name, finding in review.elements.items()
    }
    return tuple(_rows(library, review.conditions, found))


def _places(finding: ElementFinding, *, several: bool) -> tuple[str, ...]:
    told = (f"{p.document} {p.locator}".strip() if several else p.locator or p.document for p in finding.evidence)
    return tuple(dict.fromkeys(told))


def _rows(library: Library, conditions: Conditions, found: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[Row]:
    voice = Voice(KOREAN, library.english)
    for name, elements in due_elements(library, conditions).items():
        requirement = library.requirements[name]
        bases = tuple(basis_text(library, basis, voice) for basis in bases_at(requirement, conditions))
        for element in elements:
            state, places = found.get(element.id, (NOWHERE, ()))
            yield Row(name, title_at(requirement, conditions.edition), element.id, element.title, state, places, bases)


def table(rows: tuple[Row, ...]) -> Grid:
    """Return the rows as a table for a reader; title and bases of an item stand in its first row alone."""
    told, before = [], ""
    for row in rows:
        again = row.requirement == before
        item = row.requirement if again else f"{row.requirement} {row.title}"
        bases = "〃" if again else "\n".join(row.bases)
        told.append((item, row.element_title, ", ".join(row.places) or "없음", row.state, bases))
        before = row.requirement
    return Grid(("기재사항", "요소", "조·항", "상태", "근거"), (24, 26, 20, 10, 20), tuple(told))


def as_data(rows: tuple[Row, ...], problems: tuple[str, ...]) -> Mapping[str, Plain]:
    """Return rows and problems for the JSON of the paper."""
    told: list[Plain] = [_plain(row) for row in rows]
    return {KEY: {"rows": told, "problems": list(problems)}}


def _plain(row: Row) -> dict[str, Plain]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(row).items()}


def rows_of(data: bytes) -> tuple[Row, ...]:
    """Return the rows in the JSON of a paper that `as_data` made."""
    return tuple(map(_row, json.loads(data)[KEY]["rows"]))


def _row(told: dict[str, Any]) -> Row:
    return Row(**told | {key: tuple(told[key]) for key in ("places", "bases")})
