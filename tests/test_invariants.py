"""The four invariants by which drafting and reviewing prove each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from drafts import LIBRARY, base_conditions, deal, draft, reviewed, text_of, without

from pipeline.cli.commands import draft_meta
from pipeline.due import all_conditions, due_ids
from pipeline.model import Conditions, Contract, Judgement, Status
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.render import render

EVERY = all_conditions(LIBRARY)


def conditions_of(case: Conditions) -> Conditions:
    return replace(
        base_conditions(), as_of=case.as_of, edition=case.edition, importance=case.importance, facts=case.facts
    )


def lost(contract: Contract, chosen: Conditions) -> set[str]:
    found = reviewed(contract, chosen).elements
    return {e for e in due_ids(LIBRARY, chosen) if found[e].judgement is not Judgement.PRESENT}


def test_every_combination_of_tier_edition_and_facts_is_tried():
    assert {(c.edition, c.importance) for c in EVERY} == {
        (e.id, i) for e in LIBRARY.editions for i in ("critical", "non_critical")
    }


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_full_draft_has_no_gap_under_any_conditions(language):
    seen: dict[str, list[str]] = {}
    for case in EVERY:
        chosen = conditions_of(case)
        contract = draft(chosen, language=language)
        gaps = lost(contract, chosen)
        statuses = reviewed(contract, chosen).requirements.values() if gaps else ()
        assert not any(s.status is Status.CONTRARY for s in statuses), (chosen, gaps)
        if gaps:
            seen.setdefault(" ".join(sorted(gaps)), []).append(f"{case.edition} {case.importance} {sorted(case.facts)}")
    assert not seen


def served(contract: Contract) -> dict[str, set[tuple[int, int]]]:
    servers: dict[str, set[tuple[int, int]]] = {}
    for a, article in enumerate(contract.articles):
        for p, paragraph in enumerate(article.paragraphs):
            for element in paragraph.serves:
                servers.setdefault(element, set()).add((a, p))
    return servers


def parts(contract: Contract) -> Iterator[tuple[int, set[int], str]]:
    """Every paragraph that serves an element (with its sub-items), and every whole article that does."""
    for a, article in enumerate(contract.articles):
        serving = [p for p, paragraph in enumerate(article.paragraphs) if paragraph.serves]
        for p in serving:
            end = p + 1
            while end < len(article.paragraphs) and article.paragraphs[end].level > article.paragraphs[p].level:
                if article.paragraphs[end].serves:
                    break
                end += 1
            yield a, set(range(p, end)), f"{article.number} {article.paragraphs[p].id}"
        if serving:
            yield a, set(range(len(article.paragraphs))), f"{article.number} {article.title}"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ["deal-critical.yaml", "deal-basic.yaml"])
def test_deleting_a_clause_opens_exactly_its_gaps(name, language):
    chosen = base_conditions(name)
    contract = draft(chosen, name, language)
    servers = served(contract)
    due = due_ids(LIBRARY, chosen)
    wrong = []
    for article, paragraphs, label in parts(contract):
        gone = {(article, p) for p in paragraphs}
        wanted = {e for e in due if servers.get(e, {(-1, -1)}) <= gone}
        got = lost(without(contract, article, paragraphs), chosen)
        if got != wanted:
            wrong.append(f"{label}: still met {sorted(wanted - got)}, also lost {sorted(got - wanted)}")
    assert not wrong


@pytest.mark.parametrize("name", ["deal-critical.yaml", "deal-basic.yaml"])
def test_parsing_a_rendered_draft_gives_back_the_same_articles(name):
    chosen = base_conditions(name)
    contract = draft(chosen, name)
    data = render(contract, draft_meta(deal(name), LIBRARY, chosen))
    read = parse(read_bytes("draft.docx", data))
    back = [a for a in read.articles if a.kind in ("article", "annex") and a.number]
    want = [a for a in contract.articles if a.kind in ("article", "annex") and a.number]
    assert [(a.number, a.title) for a in back] == [(a.number, a.title) for a in want]
    for ours, theirs in zip(want, back, strict=True):
        assert [p.label for p in theirs.paragraphs if not p.cells] == [p.label for p in ours.paragraphs if not p.cells]
        assert [p.text for p in theirs.paragraphs if not p.cells] == [p.text for p in ours.paragraphs if not p.cells]
        assert [p.cells for p in theirs.paragraphs if p.cells] == [p.cells for p in ours.paragraphs if p.cells]


def test_a_draft_read_from_word_is_judged_as_its_text_is():
    chosen = base_conditions()
    contract = draft(chosen)
    data = render(contract, draft_meta(deal(), LIBRARY, chosen))
    document = read_bytes("draft.docx", data)
    from pipeline.judge import review

    found = review(document, parse(document), LIBRARY, chosen)
    assert {e for e in due_ids(LIBRARY, chosen) if found.elements[e].judgement is not Judgement.PRESENT} == set()
    assert text_of(contract)
