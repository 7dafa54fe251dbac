"""An English draft: numbers, references, values, definitions, and the same contract as the Korean one."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path

import drafts
import pytest

from pipeline import deal as deals
from pipeline.assemble import COMPARISON, assemble, locators, trace_json, unfilled
from pipeline.assemble.numbering import label
from pipeline.errors import LibraryError
from pipeline.language import language_of
from pipeline.library import LibraryFaultsError, load_library
from pipeline.model import Article, Conditions, Contract, Mark, Paragraph
from pipeline.parse import parse
from pipeline.particles import CHOICE
from pipeline.read import read_bytes
from pipeline.select import select
from pipeline.train.drafts import own_drafts, variants
from pipeline.train.table import own_articles
from pipeline.wording import terms_in_english

BASE = Path(__file__).parent / "lint_fixtures" / "base"
SHEET = """\
contract: {as_of: 2026-06-01, start: 2027-01-01}
financial_company: {name: Hanbit Bank}
provider: {name: ABC Cloud, foreign: 아니오}
contracting: {form: 직접}
business:
  importance: 중요
  systems:
    - {name: Loan system, description: Screening, model: SaaS}
    - {name: Call centre}
service: {models: [IaaS, PaaS, SaaS]}
data: [{kind: 개인신용정보}]
locations: [{country: 대한민국}]
subcontracting: {allowed: 아니오, subcontractors: []}
security_work_outsourced: 아니오
recovery: {rto: 3시간, rpo: 1분}
transition: {period_days: 1000}
fees: {amount: 1000000, currency: 원}
"""
WORDS = """\
values: {예: 'Yes', 아니오: 'No', 중요: Critical, 비중요: Non-critical, 원: KRW}
units: {일: day, 시간: hour, 분: minute}
fields: {business.systems.name: name of the system, business.systems.description: purpose of the system}
laws: {감독규정 별표 가.: 'Regulation, Annex A', 2025년판: 2025 edition}
elements: {service-scope: Overview}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    copy = Path(shutil.copytree(BASE, tmp_path / "library"))
    (copy / "english.yaml").write_text(WORDS, "utf-8")
    return copy


def draft(folder: Path, sheet: str = SHEET, language: str = "en") -> Contract:
    library, deal = load_library(folder), deals.parse_deal(sheet.encode(), "deal.yaml", Path("."))
    return assemble(library, select(library, deals.conditions(deal, library)), deal, language)


def clause(folder: Path, name: str, paragraphs: str) -> None:
    head = f"id: {name}\nchapter: exit\norder: 50\ntitle: 조항\ntitle_en: Clause\nchecked: 2026-01-01\nparagraphs:\n"
    (folder / f"clauses/{name}.yaml").write_text(head + paragraphs, "utf-8")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def article(contract: Contract, name: str) -> Article:
    return next(found for found in contract.articles if found.clause == name)


def said(folder: Path, wording: str, sheet: str = SHEET, blanks: str = "") -> str:
    """Return the one paragraph of a clause with this English wording."""
    with (folder / "blanks.yaml").open("a", encoding="utf-8") as file:
        file.write(blanks)
    clause(folder, "own", f"  - text: 뜻이 같다.\n    en: {json.dumps(wording)}\n")
    return article(draft(folder, sheet), "own").paragraphs[0].text


# ---------------------------------------------------------------- numbers and references


def test_articles_annexes_and_chapters_bear_english_numbers(folder: Path) -> None:
    contract = draft(folder)
    assert contract.language == "en"
    assert [(a.clause, a.number, a.title, a.chapter) for a in contract.articles] == [
        ("preamble", "", "", ""),
        ("definitions", "Article 1", "Definitions", "Chapter 1 General"),
        ("scope", "Article 2", "Scope of Services", "Chapter 1 General"),
        ("transition", "Article 3", "Transition Support", "Chapter 2 Exit"),
        ("overview", "Annex 1", "Overview of the Business", ""),
        (COMPARISON, "Annex 2", "Clause Comparison Table (조항 대비표)", ""),
    ]


def test_paragraphs_items_and_subitems_are_labelled_as_in_an_english_contract(folder: Path) -> None:
    inner = "items: [{text: 갑, en: one, items: [{text: 을, en: two, items: [{text: 병, en: three}]}]}]"
    clause(
        folder, "own", f"  - {{text: 앞이다., en: Before.}}\n  - {{text: 다음 각 호와 같다., en: 'Thus:', {inner}}}\n"
    )
    found = article(draft(folder), "own")
    assert [(p.level, p.label) for p in found.paragraphs] == [(1, "1."), (1, "2."), (2, "(a)"), (3, "(i)"), (4, "(A)")]
    assert [cited for _, cited in locators(found, "en")] == [
        "Article 4(1)", "Article 4(2)", "Article 4(2)(a)", "Article 4(2)(a)(i)", "Article 4(2)(a)(i)(A)",
    ]  # fmt: skip


def test_labels_go_on_after_the_last_letter() -> None:
    assert [label(2, n, "en") for n in (1, 26, 27, 28)] == ["(a)", "(z)", "(aa)", "(bb)"]
    assert [label(3, n, "en") for n in (1, 4, 9, 14, 20)] == ["(i)", "(iv)", "(ix)", "(xiv)", "(xx)"]
    assert label(0, 3, "en") == ""


def test_references_print_article_and_annex_and_are_marked(folder: Path) -> None:
    assert said(folder, "See {{ ref scope }} and {{ ref overview }}.") == "See Article 2 and Annex 1."
    marks = article(draft(folder), "own").paragraphs[0].marks
    assert marks == (Mark("ref", 4, 13, "scope"), Mark("ref", 18, 25, "overview"))


# ---------------------------------------------------------------- values


def test_dates_amounts_lengths_and_choices_are_said_in_english(folder: Path) -> None:
    blanks = """\
- {name: start, type: date, ask: 첫날, source: contract.start}
- {name: fee, type: money, ask: 요금, source: fees.amount}
- {name: currency, type: text, ask: 통화, source: fees.currency}
- {name: rto, type: duration, ask: 시간, source: recovery.rto}
- {name: rpo, type: duration, ask: 시점, source: recovery.rpo}
- {name: importance, type: choice, ask: 중요도, source: business.importance}
- {name: foreign, type: choice, ask: 외국, source: provider.foreign}
- {name: models, type: list, ask: 모델, source: service.models}
"""
    wording = (
        "{{ start }}; {{ currency }} {{ fee }}; {{ rto }}; {{ rpo }}; {{ importance }}; {{ foreign }}; {{ models }}"
    )
    assert said(folder, wording, blanks=blanks) == (
        "1 January 2027; KRW 1,000,000; 3 hours; 1 minute; Critical; No; IaaS, PaaS and SaaS"
    )


def test_free_words_of_the_deal_stay_as_they_were_typed(folder: Path) -> None:
    sheet = SHEET.replace("Hanbit Bank", "주식회사 한빛은행")
    assert article(draft(folder, sheet), "preamble").paragraphs[0].text == (
        "주식회사 한빛은행 (the “Financial Company”) and ABC Cloud (the “Provider”) agree as follows."
    )


def test_an_open_blank_asks_in_english_and_leaves_the_unit_to_the_wording(folder: Path) -> None:
    sheet = SHEET.replace("transition: {period_days: 1000}\n", "")
    text = "The Provider shall support the transition of the Financial Company for {} days."
    assert article(draft(folder), "transition").paragraphs[0].text == text.format("1,000")
    contract = draft(folder, sheet)
    assert article(contract, "transition").paragraphs[0].text == text.format("【transition period】")
    entry = next(blank for blank in unfilled(contract) if blank["name"] == "transition_days")
    assert entry == {"name": "transition_days", "ask": "transition period", "places": ["Article 3"]}


def test_a_number_alone_in_a_cell_gets_its_unit(folder: Path) -> None:
    assert said(folder, "{{ transition_days }}") == "1,000 days"


def test_tables_say_their_columns_blanks_and_emptiness_in_english(folder: Path) -> None:
    rows = [p.cells for p in article(draft(folder), "overview").paragraphs if p.kind != "text"]
    assert rows == [("System", "Purpose"), ("Loan system", "Screening"), ("Call centre", "【purpose of the system】")]
    with (folder / "annexes/overview.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "  - columns: [재수탁자]\n    columns_en: [Subcontractor]\n    each: subcontracting.subcontractors\n"
        )
        file.write("    cells: ['{{ name }}']\n")
    assert article(draft(folder), "overview").paragraphs[-1].cells == ("None",)


def test_fixed_rows_are_given_in_english(folder: Path) -> None:
    with (folder / "annexes/overview.yaml").open("a", encoding="utf-8") as file:
        file.write("  - columns: [구분, 내용]\n    columns_en: [Item, Content]\n")
        file.write("    rows: [[상호, '{{ company_name }}']]\n    rows_en: [[Name, '{{ company_name }}']]\n")
    assert article(draft(folder), "overview").paragraphs[-1].cells == ("Name", "Hanbit Bank")


def test_quotation_marks_and_apostrophes_are_those_of_print(folder: Path) -> None:
    text = said(folder, "The \"{{ company_name }}\" and {{ provider_name }}'s staff, the parties' own.")
    assert text == "The “Hanbit Bank” and ABC Cloud’s staff, the parties’ own."


# ---------------------------------------------------------------- terms


def test_definitions_say_what_a_term_means_in_the_order_of_the_korean_draft(folder: Path) -> None:
    found = article(draft(folder), "definitions").paragraphs
    assert [(p.label, p.text) for p in found] == [
        ("", "In this Agreement:"),
        ("(a)", "“Services” means the cloud computing services provided by the Provider."),
        ("(b)", "“Company Data” means the information that the Financial Company stores in the Services."),
    ]
    assert found[2].marks == (Mark("term", 1, 13, "company-data"),)


def test_a_term_that_only_the_english_uses_is_defined_last(folder: Path) -> None:
    with (folder / "terms.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- {id: outage, term: 장애, definition: 멈춤, term_en: Outage, definition_en: a stop of the Services}\n"
        )
    assert len(article(draft(folder), "definitions").paragraphs) == 3
    clause(folder, "own", "  - {text: 멎은 때를 말한다., en: Two Outages count as one.}\n")
    assert article(draft(folder), "definitions").paragraphs[-1].text == "“Outage” means a stop of the Services."
    assert len(article(draft(folder, language="ko"), "definitions").paragraphs) == 3


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("the Authorities and a Service", ("Authority", "Services")),
        ("the authority and services", ()),
        ("Entrusted Business Services", ("Entrusted Business", "Services")),
        ("Pre-Services and ServicesX", ()),
    ],
)
def test_english_terms_are_found_by_their_capitals_in_both_numbers(text: str, used: tuple[str, ...]) -> None:
    assert terms_in_english(text, ("Services", "Authority", "Entrusted Business", "Business")) == used


def test_the_comparison_table_keeps_the_legal_names_and_says_the_rest_in_english(folder: Path) -> None:
    rows = [p.cells for p in article(draft(folder), COMPARISON).paragraphs]
    assert rows[:2] == [
        ("Required item", "Element", "Provision", "Legal basis"),
        ("BASIC-01 개요", "Overview", "Article 2(1), Annex 1", "Regulation, Annex A (2025 edition)"),
    ]


# ---------------------------------------------------------------- what is missing or wrong


@pytest.mark.parametrize(
    ("file", "line", "where"),
    [
        ("clauses/transition.yaml", "title_en: Transition Support\n", "'transition'의 제목"),
        (
            "clauses/scope.yaml",
            "    en: The scope of the Services shall be as set out in {{ ref overview }}.\n",
            "scope.scope",
        ),
        ("annexes/overview.yaml", "    columns_en: [System, Purpose]\n", "overview.table-1"),
        ("terms.yaml", "  term_en: Services\n", "용어 '서비스'"),
    ],
)
def test_a_library_without_english_gives_no_english_draft(folder: Path, file: str, line: str, where: str) -> None:
    edit(folder, file, line, "")
    with pytest.raises(LibraryError, match=f"{where}.*영문이 없어 영문 계약서를 만들 수 없습니다"):
        draft(folder)
    assert draft(folder, language="ko").language == "ko"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("columns_en: [System]", "annexes/overview.yaml:.*columns_en: 칸이 1개입니다. columns와 같이 2개를"),
        ("columns_en: {a: b}", "columns_en: 목록이 올 자리에 다른 것이 있습니다"),
        ("columns_en: [System, Purpose]\n    cells_en: [a]", "cells_en: 칸이 1개입니다"),
        ("columns_en: [System, Purpose]\n    rows_en: [[a, b]]", "rows_en: 줄이 1개입니다. rows와 같이 0개를"),
    ],
)
def test_an_english_table_of_another_shape_is_a_fault(folder: Path, line: str, what: str) -> None:
    edit(folder, "annexes/overview.yaml", "columns_en: [System, Purpose]", line)
    with pytest.raises(LibraryFaultsError, match=what):
        load_library(folder)


def test_an_unknown_section_of_the_english_words_is_a_fault(folder: Path) -> None:
    (folder / "english.yaml").write_text("valeus: {예: 'Yes'}\n", "utf-8")
    with pytest.raises(LibraryFaultsError, match=r"L01 english\.yaml:1: valeus: .*'values'"):
        load_library(folder)


# ---------------------------------------------------------------- the library that ships


def chosen(deal: str) -> list[Conditions]:
    """Both editions, both tiers and each fact on or off."""
    return list(variants(drafts.base_conditions(deal), drafts.LIBRARY))


@cache
def pairs(deal: str) -> tuple[tuple[Contract, Contract], ...]:
    return tuple((drafts.draft(c, deal), drafts.draft(c, deal, "en")) for c in chosen(deal))


DEALS = pytest.mark.parametrize("deal", ["deal-critical.yaml", "deal-basic.yaml"])


def texts(contract: Contract) -> list[tuple[str, Paragraph]]:
    """Return the paragraphs that come from the library with their places."""
    return [
        (cited, p) for a in contract.articles if a.clause != COMPARISON for p, cited in locators(a, contract.language)
    ]


@DEALS
def test_both_languages_hold_the_same_parts_in_the_same_order(deal: str) -> None:
    for korean, english in pairs(deal):
        assert [a.clause for a in korean.articles] == [a.clause for a in english.articles]
        own = [(p.id, p.level, p.kind, p.serves) for a in korean.articles for p in a.paragraphs]
        other = [(p.id, p.level, p.kind, p.serves) for a in english.articles for p in a.paragraphs]
        extra = [entry for entry in other if entry not in own]
        assert [entry for entry in other if entry in own] == own
        assert all(name.startswith("definitions.") for name, *_ in extra), extra


@DEALS
def test_nothing_of_the_wording_language_is_left(deal: str) -> None:
    for _, english in pairs(deal):
        for place, paragraph in texts(english):
            assert not re.search(r"\{\{|\}\}|[\"']|None of", paragraph.text), (place, paragraph.text)
            assert not CHOICE.search(paragraph.text), (place, paragraph.text)
            assert paragraph.text.count("“") == paragraph.text.count("”"), (place, paragraph.text)


@DEALS
def test_korean_stands_only_in_brackets_and_in_what_the_deal_says(deal: str) -> None:
    for _, english in pairs(deal):
        for place, paragraph in texts(english):
            bare = paragraph.text
            for mark in sorted(paragraph.marks, key=lambda m: -m.start):
                if mark.kind == "value":
                    bare = bare[: mark.start] + bare[mark.end :]
            if paragraph.kind != "row":
                assert not re.search(r"[가-힣]", re.sub(r"\([^()]*\)", "", bare)), (place, bare)


@DEALS
def test_every_reference_leads_to_the_article_that_bears_its_number(deal: str) -> None:
    for _, english in pairs(deal):
        numbers = {article.clause: article.number for article in english.articles}
        for place, paragraph in texts(english):
            for mark in paragraph.marks:
                if mark.kind == "ref":
                    assert paragraph.text[mark.start : mark.end] == numbers[mark.target], place


@DEALS
def test_every_english_term_in_use_is_defined_once(deal: str) -> None:
    spelled = tuple(term.term_en for term in drafts.LIBRARY.terms.values())
    for _, english in pairs(deal):
        defined = [m.target for _, p in texts(english) for m in p.marks if m.kind == "term"]
        assert len(defined) == len(set(defined))
        used = {name for _, p in texts(english) for name in terms_in_english(p.text, spelled)}
        assert used <= {drafts.LIBRARY.terms[name].term_en for name in defined}


@DEALS
def test_the_trace_of_an_english_draft_cites_english_articles(deal: str) -> None:
    library, sheet = drafts.LIBRARY, drafts.deal(deal)
    for conditions, (_, english) in zip(chosen(deal), pairs(deal), strict=True):
        trace = trace_json(english, select(library, conditions), sheet, library)
        places = [p for r in trace["requirements"] for e in r["elements"] for p in e["places"]]
        assert places
        assert all(re.match(r"(?:Article|Annex) \d", place["locator"]) for place in places)
        rows = [p.cells for p in english.articles[-1].paragraphs if p.kind == "row"]
        assert all(re.match(r"(?:Article|Annex) \d", cells[2]) for cells in rows)


def outline(contract: Contract) -> list[tuple[str, str, list[tuple[int, str, str]]]]:
    return [
        (a.number, a.title, [(p.level, p.label, p.text) for p in a.paragraphs if p.kind == "text"])
        for a in contract.articles
        if a.number
    ]


@DEALS
@pytest.mark.parametrize("tier", ["critical", "non_critical"])
@pytest.mark.parametrize("edition", ["2023", "2025"])
def test_the_parser_reads_an_english_draft_back(deal: str, tier: str, edition: str) -> None:
    places = [i for i, c in enumerate(chosen(deal)) if (c.importance, c.edition) == (tier, edition)]
    english = pairs(deal)[places[0]][1]
    text = drafts.text_of(english)
    assert language_of(text) == "en"
    assert outline(parse(read_bytes("draft.txt", text.encode("utf-8")))) == outline(english)


def test_english_drafts_are_training_rows_with_what_they_serve() -> None:
    sheets = [drafts.SAMPLES / "deal-critical.yaml"]
    rows = list(own_articles(tuple(own_drafts(drafts.LIBRARY, sheets, "en"))))
    served = {element for _, listed in rows for serves in listed for element in serves}
    assert served == set(drafts.LIBRARY.elements)
    assert all(len(cut) == len(listed) for cut, listed in rows)


def test_a_library_that_is_not_english_throughout_has_no_english_training_rows(folder: Path) -> None:
    edit(
        folder,
        "clauses/scope.yaml",
        "    en: The Provider shall keep in Korea the systems that process Company Data.\n",
        "",
    )
    assert list(own_drafts(load_library(folder), [drafts.SAMPLES / "deal-critical.yaml"], "en")) == []
