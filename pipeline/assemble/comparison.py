"""Which article and paragraph of the draft meets which item: the 조항 대비표 and its JSON twin."""

from __future__ import annotations

from typing import Any

from pipeline.assemble.numbering import locators
from pipeline.assemble.voice import Voice, is_default
from pipeline.assemble.waivers import waiver_of
from pipeline.concessions import Loss
from pipeline.deal import Deal
from pipeline.due import bases_at, title_at
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Article, Contract, Element, LegalBasis, Library, Paragraph, Requirement
from pipeline.select import Selection
from pipeline.wording import COMPARISON

TITLE = {KOREAN: "조항 대비표", ENGLISH: "Clause Comparison Table (조항 대비표)"}
"""The Korean name stays beside the English one: it is the table that is shown to the supervisor."""
COLUMNS = {
    KOREAN: ("기재사항", "요소", "조·항", "근거"),
    ENGLISH: ("Required item", "Element", "Provision", "Legal basis"),
}
WIDTHS = (30, 24, 20, 26)
"""Of the columns, in percent: '제30조 제1항' stays on one line."""
NOWHERE = {KOREAN: "없음", ENGLISH: "None"}
WAIVED = {KOREAN: "면제({})", ENGLISH: "Waived ({})"}
TRACE_SCHEMA = "finclause.trace/1"

Place = tuple[Article, Paragraph, str]
"""A paragraph of the draft that serves an element: article, paragraph, citation."""


def places_of(articles: tuple[Article, ...], language: str = KOREAN) -> dict[str, tuple[Place, ...]]:
    """Return where each element is served, in reading order, each citation once."""
    found: dict[str, dict[str, Place]] = {}
    for article in articles:
        for paragraph, cited in locators(article, language):
            for element in paragraph.serves:
                found.setdefault(element, {}).setdefault(cited, (article, paragraph, cited))
    return {element: tuple(cited.values()) for element, cited in found.items()}


def comparison_annex(
    library: Library, selection: Selection, articles: tuple[Article, ...], number: str, language: str = KOREAN
) -> Article:
    """Return the last annex: each due item -> article and paragraph of the draft -> legal basis.

    Items keep their Korean names in every language, for they are legal names.
    """
    places = places_of(articles, language)
    voice = Voice(language, library.english)
    given_up = {loss.element.id: WAIVED[language].format(waiver_of(loss, language)) for loss in selection.losses}
    rows = [comparison_row("header_row", COLUMNS[language], f"{COMPARISON}.0")]
    for requirement_id, elements in selection.due.items():
        requirement = library.requirements[requirement_id]
        item = f"{requirement_id} {title_at(requirement, selection.conditions.edition)}"
        basis = "\n".join(basis_text(library, basis, voice) for basis in bases_at(requirement, selection.conditions))
        for element in elements:
            cited = ", ".join(place[2] for place in places.get(element.id, ()))
            cited = given_up.get(element.id) or cited or NOWHERE[language]
            cells = (item, voice.element(element.id, element.title), cited, basis)
            rows.append(comparison_row("row", cells, f"{COMPARISON}.{requirement_id}.{element.id}"))
    return Article(number, TITLE[language], tuple(rows), kind="annex", clause=COMPARISON)


def comparison_row(kind: str, cells: tuple[str, ...], name: str) -> Paragraph:
    """Return a row of a comparison table (`kind` row or header_row) under the paragraph id `name`."""
    return Paragraph(0, "", "\t".join(cells), kind=kind, cells=cells, id=name)


def basis_text(library: Library, basis: LegalBasis, voice: Voice) -> str:
    """Return a legal basis as the comparison table gives it: law, provision and edition."""
    titles = {edition.id: edition.title for edition in library.editions}
    said = voice.law(f"{basis.law} {basis.article}")
    return f"{said} ({voice.law(titles[basis.edition])})" if basis.edition in titles else said


def trace_json(contract: Contract, selection: Selection, deal: Deal, library: Library) -> dict[str, Any]:
    """Return the machine-readable twin of the draft: plain data, in a stable order.

    Keys: schema, title, library (version, fingerprint), as_of, edition, importance, facts,
    requirements (all of the library: due or not, why, legal bases, elements with places),
    blanks (unfilled), defaults (filled by the library, not by the deal), positions (taken other than the
    preferred), waived (elements given up), warnings, decisions.
    """
    conditions = selection.conditions
    places = places_of(contract.articles, contract.language)
    voice = Voice(contract.language, library.english)
    reasons = {d.id: d.reason for d in selection.decisions if d.kind == "requirement"}
    return {
        "schema": TRACE_SCHEMA,
        "title": contract.title,
        "library": {"version": library.version, "fingerprint": library.fingerprint},
        "as_of": conditions.as_of.isoformat(),
        "edition": conditions.edition,
        "importance": conditions.importance,
        "facts": [fact for fact in library.facts if fact in conditions.facts],
        "requirements": [
            _requirement_json(requirement, selection, reasons[requirement.id], places)
            for requirement in library.requirements.values()
        ],
        "blanks": unfilled(contract),
        "defaults": [
            {"name": blank.name, "ask": blank.ask, "source": blank.source, "value": voice.said_for(blank, deal)}
            for blank in library.blanks.values()
            if is_default(blank, deal) and blank.name in _filled(contract)
        ],
        "positions": [
            {"clause": s.clause, "position": s.position, "reason": s.reason, "approver": s.approver}
            for s in selection.stands
        ],
        "waived": [_loss_json(loss) for loss in selection.losses],
        "warnings": list(deal.warnings),
        "decisions": list(selection.trace),
    }


def _loss_json(loss: Loss) -> dict[str, Any]:
    return {
        "element": loss.element.id,
        "title": loss.element.title,
        "weight": loss.element.weight,
        "requirements": list(loss.requirements),
        "clause": loss.clause,
        "reason": loss.reason,
        "approver": loss.approver,
        "date": loss.date.isoformat(),
    }


def unfilled(contract: Contract) -> list[dict[str, Any]]:
    """Return each blank that is still open: name, what is asked, and where it stands."""
    found: dict[str, dict[str, Any]] = {}
    for article in contract.articles:
        for paragraph, cited in locators(article, contract.language):
            for mark in paragraph.marks:
                if mark.kind == "blank":
                    ask = paragraph.text[mark.start : mark.end].strip("【】")
                    entry = found.setdefault(mark.target, {"name": mark.target, "ask": ask, "places": []})
                    if cited not in entry["places"]:
                        entry["places"].append(cited)
    return list(found.values())


def _filled(contract: Contract) -> frozenset[str]:
    return frozenset(m.target for a in contract.articles for p in a.paragraphs for m in p.marks if m.kind == "value")


def _requirement_json(
    requirement: Requirement, selection: Selection, reason: str, places: dict[str, tuple[Place, ...]]
) -> dict[str, Any]:
    due = selection.due.get(requirement.id)
    return {
        "id": requirement.id,
        "tier": requirement.tier,
        "title": title_at(requirement, selection.conditions.edition),
        "due": due is not None,
        "reason": reason,
        "bases": [_basis_json(basis) for basis in bases_at(requirement, selection.conditions)],
        "elements": [_element_json(element, places.get(element.id, ())) for element in due or ()],
    }


def _basis_json(basis: LegalBasis) -> dict[str, Any]:
    return {
        "law": basis.law,
        "article": basis.article,
        "edition": basis.edition,
        "in_force": basis.in_force.isoformat(),
        "until": basis.until.isoformat() if basis.until else None,
        "checked": basis.checked.isoformat(),
    }


def _element_json(element: Element, places: tuple[Place, ...]) -> dict[str, Any]:
    return {
        "id": element.id,
        "title": element.title,
        "weight": element.weight,
        "places": [
            {
                "locator": cited,
                "article": article.number,
                "title": article.title,
                "clause": article.clause,
                "paragraph": p.id,
            }
            for article, p, cited in places
        ],
    }
