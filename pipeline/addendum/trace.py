"""The machine-readable twin of an addendum: gap -> paragraph -> article, as plain data in a stable order."""

from __future__ import annotations

from typing import Any

from pipeline.addendum.close import Addendum
from pipeline.addendum.vendor import title_of
from pipeline.addendum.write import Request
from pipeline.assemble import places_of, unfilled
from pipeline.due import bases_at, title_at
from pipeline.judge.gaps import Gap

SCHEMA = "finclause.addendum/1"


def trace_json(request: Request, made: Addendum) -> dict[str, Any]:
    """Return what docs/report-schema.md describes: documents, conditions, gaps with what closes them, what is left."""
    library, conditions = request.library, request.conditions
    return {
        "schema": SCHEMA,
        "title": made.contracts[0].title,
        "languages": [contract.language for contract in made.contracts],
        "prevails": (request.deal.contract.prevails or "국문") if request.bilingual else "",
        "library": {"version": library.version, "fingerprint": library.fingerprint},
        "as_of": conditions.as_of.isoformat(),
        "edition": conditions.edition,
        "importance": conditions.importance,
        "facts": [fact for fact in library.facts if fact in conditions.facts],
        "vendor": [
            {"file": one.document.name, "sha256": one.document.sha256, "title": title_of(one)}
            for one in request.documents
        ],
        "gaps": [_gap(request, made, gap) for gap in made.gaps],
        "needed": [
            {"part": ".".join(part), "by": ".".join(leaning)} for part, leaning in made.chosen.needed_by.items()
        ],
        "left": [{"element": gap.element, "judgement": gap.finding.judgement.value} for gap in made.left],
        "blanks": unfilled(made.contracts[0]),
        "warnings": [*made.after.warnings, *request.deal.warnings],
    }


def _gap(request: Request, made: Addendum, gap: Gap) -> dict[str, Any]:
    library, conditions = request.library, request.conditions
    contract = made.contracts[0]
    places = places_of(contract.articles, contract.language).get(gap.element, ())
    return {
        "element": gap.element,
        "title": library.elements[gap.element].title,
        "judgement": gap.finding.judgement.value,
        "certain": gap.finding.certain,
        "requirements": [
            {
                "id": name,
                "title": title_at(library.requirements[name], conditions.edition),
                "bases": [
                    {"law": basis.law, "article": basis.article, "edition": basis.edition}
                    for basis in bases_at(library.requirements[name], conditions)
                ],
            }
            for name in gap.requirements
        ],
        "vendor": [{"document": p.document, "locator": p.locator, "text": p.text} for p in gap.finding.evidence],
        "parts": [".".join(part) for part in made.chosen.closes.get(gap.element, ())],
        "places": [{"locator": cited, "article": a.number, "paragraph": p.id} for a, p, cited in places],
        "closed": all(gap.element != left.element for left in made.left),
    }
