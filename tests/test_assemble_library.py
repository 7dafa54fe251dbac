"""The invariants of every draft that the library gives: both editions, both tiers, all facts."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipeline import deal as deals
from pipeline.assemble import COMPARISON, assemble, locators, trace_json, unfilled
from pipeline.due import all_conditions, due_ids
from pipeline.library import library_folder, load_library
from pipeline.library.lint import lint_folder
from pipeline.model import Conditions, Contract, Library
from pipeline.particles import CHOICE
from pipeline.select import select
from pipeline.wording import introduced_in, sentences, terms_in

SPARSE = """\
contract: {{as_of: {day}}}
provider: {{foreign: {foreign_provider}}}
contracting: {{form: {indirect}}}
business: {{importance: {critical}}}
data: [{{kind: {personal}}}]
locations: [{{country: {overseas}, data: [업무정보]}}]
subcontracting: {{allowed: {subcontract}}}
security_work_outsourced: {security_outsourced}
"""
ANSWERS = {
    "critical": ("중요", "비중요"),
    "personal": ("개인신용정보", "업무정보"),
    "overseas": ("일본", "대한민국"),
    "subcontract": ("예", "아니오"),
    "security_outsourced": ("예", "아니오"),
    "indirect": ("간접", "직접"),
    "foreign_provider": ("예", "아니오"),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@cache
def deal_under(conditions: Conditions) -> deals.Deal:
    answers = {fact: pair[0 if fact in conditions.facts else 1] for fact, pair in ANSWERS.items()}
    sheet = SPARSE.format(day=conditions.as_of, **answers)
    return deals.parse_deal(sheet.encode(), "deal.yaml", Path("."))


@cache
def _drafts() -> tuple[tuple[Conditions, Contract], ...]:
    library = load_library()
    return tuple(
        (conditions, assemble(library, select(library, conditions), deal_under(conditions)))
        for conditions in all_conditions(library)
    )


@pytest.fixture(scope="module")
def drafts() -> tuple[tuple[Conditions, Contract], ...]:
    return _drafts()


def own_text(contract: Contract) -> list[tuple[str, str]]:
    """Return (locator, text) of every paragraph that comes from the library."""
    return [(c, p.text) for a in contract.articles if a.clause != COMPARISON for p, c in locators(a)]


def test_the_library_has_no_lint_fault() -> None:
    day = load_library().released
    assert [str(fault) for fault in lint_folder(library_folder(), day)] == []


def test_both_tiers_both_editions_and_every_fact_are_drafted(drafts: tuple[tuple[Conditions, Contract], ...]) -> None:
    seen = [conditions for conditions, _ in drafts]
    assert {c.importance for c in seen} == {"critical", "non_critical"}
    assert {c.edition for c in seen} == {"2023", "2025"}
    switching = set().union(*(c.facts for c in seen))
    assert len(seen) == 2 * 2 ** len(switching)
    assert {"critical", "personal", "subcontract", "indirect"} <= switching


def test_the_deal_of_each_combination_gives_back_its_conditions(library: Library) -> None:
    for conditions in all_conditions(library):
        assert deals.conditions(deal_under(conditions), library) == conditions


def said_in(contract: Contract) -> list[tuple[str, str]]:
    """Return (locator, sentence or table cell) of all that a draft says; open blanks say nothing."""
    found = []
    for article in contract.articles[:-1]:
        for paragraph, cited in locators(article):
            pieces = paragraph.cells or sentences(paragraph.text)
            found.extend((cited, piece) for piece in pieces if not piece.startswith("【"))
    return found


def test_no_sentence_stands_twice_in_a_draft(drafts: tuple[tuple[Conditions, Contract], ...]) -> None:
    for conditions, contract in drafts:
        seen: dict[str, str] = {}
        for place, said in said_in(contract):
            key = re.sub(r"[\s\W]", "", said)
            if len(key) >= 12:
                assert key not in seen, f"{conditions}: '{said}' in {seen.get(key)} and {place}"
                seen[key] = place


def test_every_due_element_is_served_and_stands_in_the_comparison_table(
    library: Library, drafts: tuple[tuple[Conditions, Contract], ...]
) -> None:
    for conditions, contract in drafts:
        served = {element for article in contract.articles for p in article.paragraphs for element in p.serves}
        missing = due_ids(library, conditions) - served
        assert not missing, f"{conditions}: {sorted(missing)}"
        rows = [p for p in contract.articles[-1].paragraphs if p.kind == "row"]
        assert rows
        assert all(row.cells[2] != "없음" and row.cells[3] for row in rows), conditions


def test_no_paragraph_serves_only_what_is_not_due(
    library: Library, drafts: tuple[tuple[Conditions, Contract], ...]
) -> None:
    for conditions, contract in drafts:
        due = due_ids(library, conditions)
        for article in contract.articles:
            for paragraph in article.paragraphs:
                assert not paragraph.serves or due & set(paragraph.serves), (conditions, paragraph.id)


def test_every_reference_leads_to_the_article_that_bears_its_number(
    drafts: tuple[tuple[Conditions, Contract], ...],
) -> None:
    for conditions, contract in drafts:
        numbers = {article.clause: article.number for article in contract.articles}
        for article in contract.articles:
            for paragraph in article.paragraphs:
                for mark in paragraph.marks:
                    if mark.kind == "ref":
                        said = paragraph.text[mark.start : mark.end]
                        assert said == numbers[mark.target], (conditions, paragraph.id)


def test_articles_are_consecutive_over_chapters(drafts: tuple[tuple[Conditions, Contract], ...]) -> None:
    for _, contract in drafts:
        articles = [a for a in contract.articles if a.kind == "article"]
        assert [a.number for a in articles] == [f"제{n}조" for n in range(1, len(articles) + 1)]
        chapters = [name for name, _ in itertools.groupby(a.chapter for a in articles)]
        assert [name.split()[0] for name in chapters] == [f"제{n}장" for n in range(1, len(chapters) + 1)]
        annexes = [a.number for a in contract.articles if a.kind == "annex"]
        assert annexes == [f"별지 {n}" for n in range(1, len(annexes) + 1)]


def test_nothing_of_the_wording_language_is_left(drafts: tuple[tuple[Conditions, Contract], ...]) -> None:
    for _, contract in drafts:
        for place, text in own_text(contract):
            assert not CHOICE.search(text), (place, text)
            assert "{{" not in text, (place, text)
            assert '"' not in text, (place, text)


def test_marks_cover_what_they_say(drafts: tuple[tuple[Conditions, Contract], ...]) -> None:
    for _, contract in drafts:
        for article in contract.articles:
            for p in article.paragraphs:
                for mark in p.marks:
                    said = p.text[mark.start : mark.end]
                    assert said, p.id
                    assert (mark.kind == "blank") == (said.startswith("【") and said.endswith("】")), (p.id, said)
                    if p.kind == "row":
                        assert "\t" not in said, p.id
                if p.cells:
                    assert p.text == "\t".join(p.cells)


def test_terms_are_defined_once_and_all_in_use_are_defined(
    library: Library, drafts: tuple[tuple[Conditions, Contract], ...]
) -> None:
    spelled = tuple(term.term for term in library.terms.values())
    for conditions, contract in drafts:
        defined = [m.target for a in contract.articles for p in a.paragraphs for m in p.marks if m.kind == "term"]
        assert len(defined) == len(set(defined)), conditions
        names = {library.terms[target].term for target in defined}
        introduced = [n for _, text in own_text(contract) for n in introduced_in(text)]
        assert len(introduced) == len(set(introduced)), conditions
        used = {term for _, text in own_text(contract) for term in terms_in(text, spelled)}
        assert used <= names | set(introduced), (conditions, used - names)


def test_definitions_do_not_use_a_term_that_comes_later(
    library: Library, drafts: tuple[tuple[Conditions, Contract], ...]
) -> None:
    for _, contract in drafts:
        marks = [(p, m) for a in contract.articles for p in a.paragraphs for m in p.marks if m.kind == "term"]
        order = [library.terms[mark.target].term for _, mark in marks]
        for index, (paragraph, _) in enumerate(marks):
            later = terms_in(paragraph.text, tuple(order[index + 1 :])) if order[index + 1 :] else ()
            assert not later, paragraph.text


def test_a_sparse_deal_leaves_its_blanks_visible(drafts: tuple[tuple[Conditions, Contract], ...]) -> None:
    for _, contract in drafts:
        names = {blank["name"] for blank in unfilled(contract)}
        assert {"financial_company_name", "provider_name"} <= names
        assert all(blank["places"] and blank["ask"] for blank in unfilled(contract))


def test_the_trace_of_every_draft_names_a_place_for_every_due_element(
    library: Library, drafts: tuple[tuple[Conditions, Contract], ...]
) -> None:
    for conditions, contract in drafts:
        selection, deal = select(library, conditions), deal_under(conditions)
        trace = trace_json(contract, selection, deal, library)
        assert [entry["id"] for entry in trace["requirements"]] == list(library.requirements)
        for entry in trace["requirements"]:
            assert entry["due"] == (entry["id"] in selection.due)
            assert entry["bases"] or not entry["due"], (conditions, entry["id"])
            for element in entry["elements"]:
                assert element["places"], (conditions, element["id"])


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"critical"}, "EXTRA-03 포함: 업무 중요도 = 중요"),
        (set(), "EXTRA-03 제외: 업무 중요도 = 비중요"),
        (set(), "INDIRECT-01 제외: 직접계약"),
        ({"indirect"}, "INDIRECT-01 포함: 간접계약"),
        (set(), "BASIC-03 subcontract-flowdown"),
    ],
)
def test_the_decision_trace_reads_as_a_lawyer_would_say_it(library: Library, facts: set[str], line: str) -> None:
    importance = "critical" if "critical" in facts else "non_critical"
    conditions = Conditions(dt.date(2026, 11, 27), "2025", importance, frozenset(facts))
    assert any(said.startswith(line) for said in select(library, conditions).trace)


def test_no_day_before_the_first_edition_can_be_drafted(library: Library) -> None:
    early = replace(all_conditions(library)[0], as_of=dt.date(2022, 12, 31))
    with pytest.raises(Exception, match="시행 중인 별표 2의5의 판이 없습니다"):
        deals.conditions(deal_under(early), library)
