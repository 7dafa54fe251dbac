"""What is due and what is selected, and the reasons that are given for it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from pipeline.due import all_conditions, bases_at, due_elements, due_ids, switching_facts, title_at
from pipeline.library import load_library
from pipeline.model import Conditions, Library
from pipeline.select import Selection, select

BASE = Path(__file__).parent / "lint_fixtures" / "base"
INDIRECT = """\
id: INDIRECT-01
tier: indirect
guide: 7장 도입부
bases:
  - {source: rule, law: 안내서, article: 제7장, edition: "2025", title: 동등한 효력, in_force: 2025-02-05, until: null,
     checked: 2026-01-01}
elements:
  "2025": [equal-effect]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("select") / "library"))
    (folder / "requirements/INDIRECT-01.yaml").write_text(INDIRECT, "utf-8")
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "- {id: indirect, title: 간접계약, negative: direct}\n", "utf-8")
    element = (folder / "elements/service-scope.yaml").read_text("utf-8")
    (folder / "elements/equal-effect.yaml").write_text(element.replace("service-scope", "equal-effect"), "utf-8")
    (folder / "clauses/equal-effect.yaml").write_text(
        "id: equal-effect\nchapter: general\norder: 30\ntitle: 동등한 효력\nchecked: 2026-01-01\nparagraphs:\n"
        "  - {id: equal, serves: [equal-effect], text: 제공자는 금융회사에 대하여 직접 의무를 진다.}\n"
        "  - {id: listed, text: 제공자는 다음 각 호를 지킨다., items: [{text: 가, only_if: [personal]}, {text: 나}]}\n"
        "  - {id: empty, text: 다음 각 호를 따른다., items: [{text: 다, only_if: [personal, no_personal]}]}\n",
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return load_library(folder)


def under(*facts: str, edition: str = "2025") -> Conditions:
    day = dt.date(2026, 6, 1) if edition == "2025" else dt.date(2024, 6, 1)
    importance = "critical" if "critical" in facts else "non_critical"
    return Conditions(day, edition, importance, frozenset(facts))


def ids(selection: Selection) -> list[str]:
    return [clause.id for clause in selection.clauses]


def test_extra_items_are_due_for_a_critical_business_only(library: Library) -> None:
    assert "EXTRA-03" in due_elements(library, under("critical"))
    assert "EXTRA-03" not in due_elements(library, under())


def test_an_item_is_due_only_in_the_editions_that_have_it(library: Library) -> None:
    assert "INDIRECT-01" in due_elements(library, under("indirect"))
    assert "INDIRECT-01" not in due_elements(library, under("indirect", edition="2023"))


def test_an_element_with_a_condition_is_due_where_the_fact_holds(library: Library) -> None:
    assert "domestic-systems" in due_ids(library, under("personal"))
    assert "domestic-systems" not in due_ids(library, under())
    assert [e.id for e in due_elements(library, under())["BASIC-01"]] == ["service-scope"]


def test_clauses_stand_in_contract_order_and_fall_away_with_their_facts(library: Library) -> None:
    everything = ["preamble", "definitions", "scope", "equal-effect", "transition", "overview"]
    assert ids(select(library, under("critical", "personal", "indirect"))) == everything
    assert "transition" not in ids(select(library, under("personal")))


def test_a_paragraph_falls_away_with_the_elements_it_serves(library: Library) -> None:
    scope = {clause.id: clause for clause in select(library, under()).clauses}["scope"]
    assert [paragraph.id for paragraph in scope.paragraphs] == ["scope"]


def test_an_item_falls_away_alone_and_a_list_without_items_altogether(library: Library) -> None:
    clauses = {clause.id: clause for clause in select(library, under("indirect")).clauses}
    assert [p.id for p in clauses["equal-effect"].paragraphs] == ["equal", "listed"]
    assert [item.text for item in clauses["equal-effect"].paragraphs[1].items] == ["나"]


def test_a_clause_that_loses_nothing_is_the_clause_of_the_library(library: Library) -> None:
    chosen = {clause.id: clause for clause in select(library, under("personal")).clauses}
    assert chosen["scope"] is library.clauses["scope"]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (("critical",), "EXTRA-03 포함: 업무 중요도 = 중요"),
        ((), "EXTRA-03 제외: 업무 중요도 = 비중요"),
        (("indirect",), "INDIRECT-01 포함: 간접계약"),
        ((), "INDIRECT-01 제외: 직접계약"),
        ((), "BASIC-01 포함: 기본 포함사항(모든 계약)"),
        ((), "BASIC-01 domestic-systems(국내 설치) 제외: 고유식별정보와 개인신용정보를 처리하지 않음"),
        (("critical",), "transition(이전 지원) 포함: 업무 중요도 = 중요, EXTRA-03"),
        ((), "transition(이전 지원) 제외: 업무 중요도 = 비중요"),
        ((), "definitions(정의) 포함: 모든 계약에 두는 조항"),
        ((), "overview(업무 개요) 포함: BASIC-01"),
        ((), "scope.domestic 제외: 이 계약에 요구되는 요소가 없음"),
    ],
)
def test_the_trace_says_what_is_in_or_out_and_why(library: Library, facts: tuple[str, ...], line: str) -> None:
    assert line in select(library, under(*facts)).trace


def test_the_trace_names_an_item_that_the_edition_does_not_have(library: Library) -> None:
    trace = select(library, under("indirect", edition="2023")).trace
    assert "INDIRECT-01 제외: 2023년판에 없는 기재사항" in trace


def test_every_requirement_and_every_clause_has_exactly_one_line(library: Library) -> None:
    for conditions in all_conditions(library):
        decisions = select(library, conditions).decisions
        assert [d.id for d in decisions if d.kind == "requirement"] == list(library.requirements)
        assert [d.id.split("(")[0] for d in decisions if d.kind == "clause"] == list(library.clauses)


def test_only_facts_that_change_something_are_combined(library: Library) -> None:
    assert switching_facts(library) == ("critical", "personal", "indirect")
    assert len(all_conditions(library)) == 2 * 2**3


def test_terms_are_those_in_use_with_the_terms_of_their_definitions_first(folder: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(folder, tmp_path / "library"))
    (own / "terms.yaml").write_text(
        "- {id: c, term: 회사 데이터, definition: 서비스에 둔 정보, only_if: [personal]}\n"
        "- {id: s, term: 서비스, definition: 클라우드에서 제공하는 것}\n"
        "- {id: k, term: 클라우드, definition: 빌려 쓰는 전산자원}\n"
        "- {id: u, term: 쓰이지 않는 말, definition: 없음}\n",
        "utf-8",
    )
    library = load_library(own)
    assert [term.id for term in select(library, under("personal")).terms] == ["k", "s", "c"]
    assert [term.id for term in select(library, under()).terms] == ["k", "s"]


def test_terms_that_define_each_other_are_still_listed_once(folder: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(folder, tmp_path / "library"))
    (own / "terms.yaml").write_text(
        "- {id: s, term: 서비스, definition: 회사 데이터를 두는 곳}\n"
        "- {id: c, term: 회사 데이터, definition: 서비스에 둔 것}\n",
        "utf-8",
    )
    assert sorted(term.id for term in select(load_library(own), under()).terms) == ["c", "s"]


def test_the_legal_basis_is_that_of_the_edition_and_day(library: Library) -> None:
    requirement = library.requirements["BASIC-01"]
    assert [b.edition for b in bases_at(requirement, under())] == ["2025"]
    assert [b.edition for b in bases_at(requirement, under(edition="2023"))] == ["2023"]
    assert bases_at(requirement, Conditions(dt.date(2022, 1, 1), "2023", "critical", frozenset())) == ()
    assert title_at(requirement, "2023") == "개요"
