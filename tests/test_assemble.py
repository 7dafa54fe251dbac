"""A draft put together: numbers, values, references, definitions, tables, comparison, trace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import deal as deals
from pipeline.assemble import COMPARISON, assemble, locators, trace_json, unfilled
from pipeline.assemble.numbering import label
from pipeline.errors import LibraryError
from pipeline.library import load_library
from pipeline.model import Article, Contract, Library, Mark, Paragraph
from pipeline.select import Selection, select

BASE = Path(__file__).parent / "lint_fixtures" / "base"
SHEET = """\
contract: {as_of: 2026-06-01, title: 이용계약서, start: 2026-07-01}
financial_company: {name: (주)한빛}
provider: {name: ABC Cloud, foreign: 아니오}
contracting: {form: 직접}
business:
  importance: 중요
  systems:
    - {name: 여신 시스템, description: '{{ 심사 }} [은/는]'}
    - {name: 상담 시스템}
data: [{kind: 개인신용정보}]
locations: [{country: 대한민국}]
subcontracting: {allowed: 아니오, subcontractors: []}
security_work_outsourced: 아니오
transition: {period_days: 90}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "library"))


def deal_of(sheet: str = SHEET) -> deals.Deal:
    return deals.parse_deal(sheet.encode(), "deal.yaml", Path("."))


def draft(folder: Path, sheet: str = SHEET) -> tuple[Contract, Selection, deals.Deal, Library]:
    library, deal = load_library(folder), deal_of(sheet)
    selection = select(library, deals.conditions(deal, library))
    return assemble(library, selection, deal), selection, deal, library


def clause(folder: Path, name: str, paragraphs: str, *, chapter: str = "exit", only_if: str = "[]") -> None:
    head = f"id: {name}\nchapter: {chapter}\norder: 50\ntitle: {name}\nonly_if: {only_if}\n"
    head += "checked: 2026-01-01\nparagraphs:\n"
    (folder / f"clauses/{name}.yaml").write_text(head + paragraphs, "utf-8")


def article(contract: Contract, name: str) -> Article:
    return next(found for found in contract.articles if found.clause == name)


def text_of(contract: Contract, name: str) -> str:
    return article(contract, name).paragraphs[0].text


def test_articles_are_numbered_over_chapters_and_annexes_on_their_own(folder: Path) -> None:
    contract = draft(folder)[0]
    assert [(a.clause, a.number, a.chapter, a.kind) for a in contract.articles] == [
        ("preamble", "", "", "preamble"),
        ("definitions", "제1조", "제1장 총칙", "article"),
        ("scope", "제2조", "제1장 총칙", "article"),
        ("transition", "제3조", "제2장 종료", "article"),
        ("overview", "별지 1", "", "annex"),
        (COMPARISON, "별지 2", "", "annex"),
    ]


def test_a_chapter_without_articles_takes_no_number(folder: Path) -> None:
    library = (folder / "library.yaml").read_text("utf-8")
    library = library.replace("- {id: exit", "- {id: empty, title: 빈 장}\n  - {id: exit")
    (folder / "library.yaml").write_text(library, "utf-8")
    assert article(draft(folder)[0], "transition").chapter == "제2장 종료"


def test_one_paragraph_has_no_number_and_several_are_circled(folder: Path) -> None:
    contract = draft(folder)[0]
    assert [(p.level, p.label) for p in article(contract, "transition").paragraphs] == [(0, "")]
    assert [(p.level, p.label) for p in article(contract, "scope").paragraphs] == [(1, "①"), (1, "②")]


def test_items_are_numbered_below_a_numberless_paragraph_and_below_a_circled_one(folder: Path) -> None:
    items = "items: [{text: 하나, items: [{text: 갑, items: [{text: 을}]}]}, {text: 둘}]"
    clause(folder, "single", f"  - {{text: 다음 각 호와 같다., {items}}}\n")
    clause(folder, "several", f"  - {{text: 앞이다.}}\n  - {{text: 다음 각 호와 같다., {items}}}\n")
    contract = draft(folder)[0]
    below = [(2, "1."), (3, "가."), (4, "1)"), (2, "2.")]
    assert [(p.level, p.label) for p in article(contract, "single").paragraphs] == [(0, ""), *below]
    assert [(p.level, p.label) for p in article(contract, "several").paragraphs] == [(1, "①"), (1, "②"), *below]


def test_labels_are_those_of_word() -> None:
    assert label(1, 20) == "⑳"
    assert label(2, 15) == "15."
    assert [label(3, n) for n in (1, 14, 15)] == ["가.", "하.", "가가."]


def test_values_are_filled_with_fitting_particles_and_marked(folder: Path) -> None:
    paragraph = article(draft(folder)[0], "preamble").paragraphs[0]
    assert paragraph.text == (
        "(주)한빛(이하 “금융회사”라 한다)과 ABC Cloud(이하 “제공자”라 한다)는 다음과 같이 약정한다."
    )
    assert paragraph.marks == (Mark("value", 0, 5, "company_name"), Mark("value", 22, 31, "provider_name"))
    assert [paragraph.text[m.start : m.end] for m in paragraph.marks] == ["(주)한빛", "ABC Cloud"]


def test_an_unfilled_blank_stays_visible_with_the_double_particle(folder: Path) -> None:
    sheet = SHEET.replace("financial_company: {name: (주)한빛}\n", "").replace("name: ABC Cloud, ", "")
    paragraph = article(draft(folder, sheet)[0], "preamble").paragraphs[0]
    assert paragraph.text.startswith("【금융회사 상호】(이하 “금융회사”라 한다)과(와) 【제공자 상호】(이하")
    assert "한다)은(는) 다음과" in paragraph.text
    assert [(m.kind, m.target) for m in paragraph.marks] == [("blank", "company_name"), ("blank", "provider_name")]


def test_a_unit_is_added_unless_the_wording_has_it(folder: Path) -> None:
    clause(folder, "term", "  - {text: '기간은 {{ transition_days }}[으로/로] 한다.'}\n")
    contract = draft(folder)[0]
    assert text_of(contract, "transition") == "제공자는 90일 동안 금융회사의 이전을 지원하여야 한다."
    assert text_of(contract, "term") == "기간은 90일로 한다."
    open_draft = draft(folder, SHEET.replace("transition: {period_days: 90}\n", ""))[0]
    assert text_of(open_draft, "term") == "기간은 【전환기간】일로 한다."


def test_dates_amounts_lists_and_percentages_are_written_in_korean(folder: Path) -> None:
    blanks = (folder / "blanks.yaml").read_text("utf-8")
    (folder / "blanks.yaml").write_text(
        blanks + "- {name: start, type: date, ask: 첫날, source: contract.start}\n"
        "- {name: models, type: list, ask: 모델, source: service.models}\n"
        "- {name: fee, type: money, ask: 요금, source: fees.amount}\n"
        "- {name: rate, type: percent, ask: 율, source: fees.currency}\n"
        "- {name: foreign, type: choice, ask: 외국, source: provider.foreign}\n",
        "utf-8",
    )
    wording = "{{ start }}부터 {{ models }}[을/를] {{ fee }}원, {{ rate }}[으로/로] 쓴다({{ foreign }})."
    clause(folder, "mixed", f"  - {{text: '{wording}'}}\n")
    sheet = SHEET + "service: {models: [IaaS, SaaS]}\nfees: {amount: 1200000, currency: 99.9}\n"
    assert (
        text_of(draft(folder, sheet)[0], "mixed") == "2026. 7. 1.부터 IaaS, SaaS를 1,200,000원, 99.9%로 쓴다(아니오)."
    )


def test_a_default_fills_a_blank_and_is_reported(folder: Path) -> None:
    blanks = (folder / "blanks.yaml").read_text("utf-8")
    (folder / "blanks.yaml").write_text(blanks.replace("unit: 일}", "unit: 일, default: '60'}"), "utf-8")
    contract, selection, deal, library = draft(folder, SHEET.replace("transition: {period_days: 90}\n", ""))
    assert "60일 동안" in text_of(contract, "transition")
    assert [d["name"] for d in trace_json(contract, selection, deal, library)["defaults"]] == ["transition_days"]
    assert trace_json(*draft(folder))["defaults"] == []


def test_references_become_the_printed_number_and_are_marked(folder: Path) -> None:
    clause(folder, "after", "  - {text: '{{ ref scope }}[과/와] {{ ref overview }}[을/를] 따른다.'}\n")
    paragraph = article(draft(folder)[0], "after").paragraphs[0]
    assert paragraph.text == "제2조와 별지 1을 따른다."
    assert paragraph.marks == (Mark("ref", 0, 3, "scope"), Mark("ref", 5, 9, "overview"))


def test_a_reference_may_lead_to_the_comparison_table(folder: Path) -> None:
    clause(folder, "after", "  - {text: '{{ ref comparison }}[을/를] 붙인다.'}\n")
    assert text_of(draft(folder)[0], "after") == "별지 2를 붙인다."


@pytest.mark.parametrize("wording", ["{{ ref nothing }}에 따른다.", "{{ nothing }}에 따른다."])
def test_an_unresolved_name_is_a_library_error_not_a_gap(folder: Path, wording: str) -> None:
    clause(folder, "after", f"  - {{text: '{wording}'}}\n")
    with pytest.raises(LibraryError, match="library lint"):
        draft(folder)


def test_values_are_never_read_as_wording(folder: Path) -> None:
    cells = [p.cells for p in article(draft(folder)[0], "overview").paragraphs if p.kind == "row"]
    assert cells[0] == ("여신 시스템", "{{ 심사 }} [은/는]")


def test_definitions_list_the_terms_in_use_with_particles_and_marks(folder: Path) -> None:
    found = article(draft(folder)[0], "definitions").paragraphs
    assert [p.label for p in found] == ["", "1.", "2."]
    assert found[1].text == "“서비스”란 제공자가 제공하는 클라우드컴퓨팅서비스를 말한다."
    assert found[2].text == "“회사 데이터”란 금융회사가 서비스에 저장한 정보를 말한다."
    assert found[2].marks == (Mark("term", 1, 7, "company-data"),)
    without = draft(folder, SHEET.replace("개인신용정보", "업무정보"))[0]
    assert len(article(without, "definitions").paragraphs) == 2


def test_a_list_table_has_a_row_for_each_entry_and_blanks_for_what_is_not_said(folder: Path) -> None:
    rows = [p for p in article(draft(folder)[0], "overview").paragraphs if p.kind != "text"]
    assert [p.kind for p in rows] == ["header_row", "row", "row"]
    assert rows[2].cells == ("상담 시스템", "【시스템의 용도】")
    assert rows[2].text == "상담 시스템\t【시스템의 용도】"
    assert rows[2].marks[1] == Mark("blank", 7, 16, "business.systems[2].description")
    assert rows[2].text[7:16] == "【시스템의 용도】"


def test_a_list_that_is_not_said_is_one_row_of_blanks_and_an_empty_one_says_so(folder: Path) -> None:
    annex = (folder / "annexes/overview.yaml").read_text("utf-8")
    annex += "  - columns: [재수탁자, 업무]\n    each: subcontracting.subcontractors\n"
    annex += "    cells: ['{{ name }}', '{{ task }}']\n"
    (folder / "annexes/overview.yaml").write_text(annex, "utf-8")
    said = article(draft(folder)[0], "overview").paragraphs[-1]
    assert said.cells == ("해당 없음", "")
    not_said = article(draft(folder, SHEET.replace(", subcontractors: []", ""))[0], "overview").paragraphs[-1]
    assert not_said.cells == ("【재수탁자의 상호】", "【재위탁 업무의 범위】")


def test_a_table_keeps_its_id_where_another_falls_away(folder: Path) -> None:
    annex = (folder / "annexes/overview.yaml").read_text("utf-8")
    first = "tables:\n  - {columns: [가], rows: [[나]], serves: [domestic-systems]}\n"
    (folder / "annexes/overview.yaml").write_text(annex.replace("tables:\n", first), "utf-8")
    rows = article(draft(folder, SHEET.replace("개인신용정보", "업무정보"))[0], "overview").paragraphs
    assert [p.id for p in rows if p.kind == "header_row"] == ["overview.table-2.0"]


def test_straight_quotes_become_korean_ones_across_values(folder: Path) -> None:
    clause(folder, "quotes", '  - {text: \'"{{ company_name }}"[과/와] "나"를 쓴다.\'}\n')
    assert text_of(draft(folder)[0], "quotes") == "“(주)한빛”과 “나”를 쓴다."


def test_an_unnamed_contract_has_the_usual_name(folder: Path) -> None:
    assert draft(folder)[0].title == "이용계약서"
    assert draft(folder, SHEET.replace(", title: 이용계약서", ""))[0].title == "클라우드서비스 이용계약서"


# ---------------------------------------------------------------- comparison and trace


def test_the_comparison_table_leads_from_item_to_article_and_law(folder: Path) -> None:
    rows = [p.cells for p in article(draft(folder)[0], COMPARISON).paragraphs]
    assert rows == [
        ("기재사항", "요소", "조·항", "근거"),
        ("BASIC-01 개요", "개요", "제2조 제1항, 별지 1", "감독규정 별표 가. (2025년판)"),
        ("BASIC-01 개요", "국내 설치", "제2조 제2항", "감독규정 별표 가. (2025년판)"),
        ("EXTRA-03 전환계획", "이전 지원", "제3조", "감독규정 별표 나."),
    ]


def test_locators_count_paragraphs_items_and_letters() -> None:
    levels = [(1, "①"), (2, "1."), (2, "2."), (3, "가."), (1, "②"), (2, "1.")]
    found = Article("제5조", "", tuple(Paragraph(level, mark, "x") for level, mark in levels))
    assert [cited for _, cited in locators(found)] == [
        "제5조 제1항",
        "제5조 제1항 제1호",
        "제5조 제1항 제2호",
        "제5조 제1항 제2호 가목",
        "제5조 제2항",
        "제5조 제2항 제1호",
    ]


def test_locators_of_items_without_a_numbered_paragraph_skip_it() -> None:
    found = Article("제5조", "", (Paragraph(0, "", "x"), Paragraph(2, "1.", "y"), Paragraph(2, "2.", "z")))
    assert [cited for _, cited in locators(found)] == ["제5조", "제5조 제1호", "제5조 제2호"]


def test_the_trace_is_the_twin_of_the_draft(folder: Path) -> None:
    contract, selection, deal, library = draft(folder)
    trace = json.loads(json.dumps(trace_json(contract, selection, deal, library), ensure_ascii=False))
    assert trace["schema"] == "finclause.trace/1"
    assert trace["library"] == {"version": "1", "fingerprint": library.fingerprint}
    assert (trace["as_of"], trace["edition"], trace["importance"]) == ("2026-06-01", "2025", "critical")
    assert trace["facts"] == ["critical", "personal"]
    extra = trace["requirements"][1]
    assert (extra["id"], extra["due"], extra["reason"]) == ("EXTRA-03", True, "업무 중요도 = 중요")
    assert extra["elements"][0]["places"] == [
        {
            "locator": "제3조",
            "article": "제3조",
            "title": "이전 지원",
            "clause": "transition",
            "paragraph": "transition.support",
        }
    ]
    assert trace["requirements"][0]["bases"][0]["in_force"] == "2025-02-05"
    assert trace["decisions"] == list(selection.trace)
    assert [blank["name"] for blank in trace["blanks"]] == ["business.systems[2].description"]


def test_the_trace_keeps_items_that_are_not_due_with_the_reason(folder: Path) -> None:
    contract, selection, deal, library = draft(folder, SHEET.replace("importance: 중요", "importance: 비중요"))
    extra = trace_json(contract, selection, deal, library)["requirements"][1]
    assert (extra["due"], extra["reason"], extra["elements"]) == (False, "업무 중요도 = 비중요", [])


def test_each_open_blank_is_listed_once_with_all_its_places(folder: Path) -> None:
    clause(folder, "term", "  - {text: '기간은 {{ transition_days }}일이다.'}\n")
    contract = draft(folder, SHEET.replace("transition: {period_days: 90}\n", ""))[0]
    entry = next(blank for blank in unfilled(contract) if blank["name"] == "transition_days")
    assert entry == {"name": "transition_days", "ask": "전환기간", "places": ["제3조", "제4조"]}


def test_the_same_input_gives_the_same_draft(folder: Path) -> None:
    assert draft(folder)[0] == draft(folder)[0]
