"""The four invariants by which drafting and reviewing prove each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import zip_longest

import pytest
from drafts import LIBRARY, base_conditions, deal, draft, reviewed, text_of, without

from pipeline.due import all_conditions, due_ids
from pipeline.judge import review
from pipeline.model import Conditions, Contract, Judgement, Status
from pipeline.parse import apart, parse
from pipeline.read import read_bytes
from pipeline.render import Version, docx_of, render
from pipeline.render.drafted import draft_meta

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


def versions(name: str, chosen: Conditions, languages: tuple[str, ...]) -> list[Version]:
    return [
        Version(draft(chosen, name, language), draft_meta(deal(name), LIBRARY, chosen, language))
        for language in languages
    ]


def same_articles(back: Contract, want: Contract) -> None:
    theirs = [a for a in back.articles if a.kind in ("article", "annex") and a.number]
    ours = [a for a in want.articles if a.kind in ("article", "annex") and a.number]
    assert [(a.number, a.title) for a in theirs] == [(a.number, a.title) for a in ours]
    for one, other in zip(ours, theirs, strict=True):
        assert [p.label for p in other.paragraphs if not p.cells] == [p.label for p in one.paragraphs if not p.cells]
        assert [p.text for p in other.paragraphs if not p.cells] == [p.text for p in one.paragraphs if not p.cells]
        assert [p.cells for p in other.paragraphs if p.cells] == [p.cells for p in one.paragraphs if p.cells]


@pytest.mark.parametrize("languages", [("ko",), ("en",), ("ko", "en")], ids=["ko", "en", "both"])
@pytest.mark.parametrize("name", ["deal-critical.yaml", "deal-basic.yaml"])
def test_parsing_a_rendered_draft_gives_back_the_same_articles(name, languages):
    made = versions(name, base_conditions(name), languages)
    document = read_bytes("draft.docx", docx_of(made))
    wordings = apart(document, parse(document))
    for version, back in zip(made, wordings, strict=True):
        same_articles(back, version.contract)


@pytest.mark.parametrize("languages", [("en",), ("ko", "en")], ids=["en", "both"])
@pytest.mark.parametrize("name", ["deal-critical.yaml", "deal-basic.yaml"])
def test_a_rendered_draft_with_english_has_no_gap(name, languages):
    chosen = base_conditions(name)
    document = read_bytes("draft.docx", docx_of(versions(name, chosen, languages)))
    found = review(document, parse(document), LIBRARY, chosen).elements
    assert {e for e in due_ids(LIBRARY, chosen) if found[e].judgement is not Judgement.PRESENT} == set()


@pytest.mark.parametrize("clause", ["audit", "data-destruction", "incident-response"])
def test_deleting_an_article_from_both_wordings_opens_its_gaps(clause):
    chosen = base_conditions()
    full = versions("deal-critical.yaml", chosen, ("ko", "en"))
    place = next(i for i, a in enumerate(full[0].contract.articles) if a.clause == clause)
    servers = served(full[0].contract)
    gone = {(place, p) for p in range(len(full[0].contract.articles[place].paragraphs))}
    wanted = {e for e in due_ids(LIBRARY, chosen) if servers.get(e, {(-1, -1)}) <= gone}
    texts = [text_of(without(v.contract, place, {p for _, p in gone})) for v in full]
    rows = "".join(
        f"<tr><td>{escape(ours)}</td><td>{escape(theirs)}</td></tr>"
        for ours, theirs in zip_longest(texts[0].splitlines(), texts[1].splitlines(), fillvalue="")
    )
    document = read_bytes("draft.html", f"<html><body><table>{rows}</table></body></html>".encode())
    found = review(document, parse(document), LIBRARY, chosen).elements
    assert {e for e in due_ids(LIBRARY, chosen) if found[e].judgement is not Judgement.PRESENT} == wanted != set()


def test_a_draft_read_from_word_is_judged_as_its_text_is():
    chosen = base_conditions()
    contract = draft(chosen)
    data = render(contract, draft_meta(deal(), LIBRARY, chosen))
    document = read_bytes("draft.docx", data)
    found = review(document, parse(document), LIBRARY, chosen)
    assert {e for e in due_ids(LIBRARY, chosen) if found.elements[e].judgement is not Judgement.PRESENT} == set()
    assert text_of(contract)
