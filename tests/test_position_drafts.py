"""Every position of every clause is drafted and reviewed: it gives what it serves, and nothing that it gives up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from drafts import LIBRARY, base_conditions, deal, draft, reviewed

from pipeline.assemble import assemble
from pipeline.assemble.waivers import waiver_notices
from pipeline.deal import Bargain, Stand, Waived
from pipeline.due import due_ids, kept_clause, true_names
from pipeline.judge import review
from pipeline.model import Clause, Conditions, Contract, Judgement
from pipeline.parse import parse
from pipeline.positions import ACCEPTABLE, LAST, at_position, position_of, served
from pipeline.read import read_bytes
from pipeline.render import render
from pipeline.render.drafted import draft_meta
from pipeline.select import select

DEALS = ("deal-critical.yaml", "deal-basic.yaml")
DAY = dt.date(2026, 11, 20)
CASES = [(clause.id, position.name) for clause in LIBRARY.clauses.values() for position in clause.positions]


def kept(clause: Clause, position: str, chosen: Conditions) -> Clause | None:
    names = true_names(LIBRARY, chosen.facts)
    return kept_clause(at_position(clause, position), names, due_ids(LIBRARY, chosen))


def served_by(position: str, clauses: Iterable[str], chosen: Conditions) -> frozenset[str]:
    found = (kept(LIBRARY.clauses[name], position, chosen) for name in clauses)
    return served(clause for clause in found if clause is not None)


def at(position: str, clauses: tuple[str, ...], chosen: Conditions) -> Bargain:
    """The bargain in which these clauses stand at a position, and what they then lose is waived."""
    others = tuple(name for name in LIBRARY.clauses if name not in clauses)
    gone = served_by("preferred", clauses, chosen) - served_by(position, clauses, chosen)
    gone = (gone - served_by("preferred", others, chosen)) & due_ids(LIBRARY, chosen)
    waived = (Waived(tuple(sorted(gone)), "", "협상", "준법감시인 홍길동", DAY),) if gone else ()
    return Bargain(tuple(Stand(name, position, "협상", "준법감시인 홍길동") for name in clauses), waived)


def missing(contract: Contract, chosen: Conditions) -> set[str]:
    found = reviewed(contract, chosen).elements
    return {name for name in due_ids(LIBRARY, chosen) if found[name].judgement is not Judgement.PRESENT}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("clause", "position"), CASES, ids=lambda value: str(value))
def test_a_position_gives_what_it_serves_and_nothing_that_it_gives_up(clause: str, position: str, language: str):
    drafted = 0
    for name in DEALS:
        chosen = base_conditions(name)
        if kept(LIBRARY.clauses[clause], position, chosen) is None:
            continue
        bargain = at(position, (clause,), chosen)
        lost = {loss.element.id for loss in select(LIBRARY, chosen, bargain).losses}
        assert missing(draft(chosen, name, language, bargain), chosen) == lost, name
        drafted += 1
    assert drafted


def articles(contract: Contract) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (a.number, a.title, [(p.label, p.text) for p in a.paragraphs if not p.cells])
        for a in contract.articles
        if a.kind in ("article", "annex") and a.number
    ]


@pytest.mark.parametrize("name", DEALS)
@pytest.mark.parametrize("position", [ACCEPTABLE, LAST])
def test_a_draft_of_one_position_throughout_is_read_back_as_it_was_written(position: str, name: str):
    chosen = base_conditions(name)
    clauses = tuple(c.id for c in LIBRARY.clauses.values() if position_of(c, position) and kept(c, position, chosen))
    contract = draft(chosen, name, "ko", at(position, clauses, chosen))
    document = read_bytes("draft.docx", render(contract, draft_meta(deal(name), LIBRARY, chosen)))
    assert articles(parse(document)) == articles(contract)


def test_a_notice_of_a_waiver_on_the_cover_gives_nothing():
    chosen = base_conditions()
    waived = Waived(("dedicated-line",), "", "사설 전용회선을 이용하고 있음", "준법감시인 홍길동", DAY)
    selection = select(LIBRARY, chosen, Bargain((), (waived,)))
    contract = assemble(LIBRARY, selection, deal())
    meta = replace(draft_meta(deal(), LIBRARY, chosen), notices=waiver_notices(LIBRARY, selection))
    data = render(contract, meta)
    document = read_bytes("draft.docx", data)
    assert "사유: 사설 전용회선을 이용하고 있음. 승인: 준법감시인 홍길동, 2026. 11. 20." in document.text
    found = review(document, parse(document), LIBRARY, chosen).elements
    gaps = {name for name in due_ids(LIBRARY, chosen) if found[name].judgement is not Judgement.PRESENT}
    assert gaps == {"dedicated-line"}
