"""Negotiation positions in the library files: how they are overlaid, and what is refused."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from pipeline.library import LibraryFaultsError, load_library
from pipeline.library.lint import lint_folder
from pipeline.library.listing import show
from pipeline.library.negotiation_page import negotiation_markdown
from pipeline.model import Clause
from pipeline.positions import ACCEPTABLE, LAST, PREFERRED, at_position, own_paragraphs, position_of, served

BASE = Path(__file__).parent / "lint_fixtures" / "base"
AS_OF = dt.date(2026, 6, 1)

CLAUSE = """\
id: transition
chapter: exit
order: 10
title: 이전 지원
title_en: Transition Support
only_if: [critical]
checked: 2026-01-01
paragraphs:
  - {id: support, serves: [transition-support], text: '제공자는 {{ transition_days }}일 동안 이전을 지원하여야 한다.',
     en: 'The Provider shall support the transition for {{ transition_days }} days.'}
  - {id: plan, text: 이전계획은 당사자가 협의한다., en: The parties shall discuss the transition plan.}
  - {id: cost, text: 이전에 드는 비용은 각자 부담한다., en: Each party bears its own costs of the transition.}
negotiation:
  why: 옮겨 갈 길을 남긴다
  answers: 유상 지원만 약속한다
  keep: 이전을 지원할 의무
positions:
  acceptable:
    note: 비용을 나눈다
    paragraphs:
      - {id: plan, text: 이전계획은 금융회사가 세운다., en: The Financial Company shall draw up the transition plan.}
      - {id: fee, text: 지원의 대가는 따로 정한다., en: The fee for the support shall be set separately.}
    without: [cost]
  last:
    note: 계획을 두지 않는다
    needs_approval: true
    without: [plan]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    copied = Path(shutil.copytree(BASE, tmp_path / "library"))
    (copied / "clauses" / "transition.yaml").write_text(CLAUSE, "utf-8")
    return copied


def clause_with(folder: Path, old: str = "", new: str = "") -> Clause:
    assert old in CLAUSE
    (folder / "clauses" / "transition.yaml").write_text(CLAUSE.replace(old, new) if old else CLAUSE, "utf-8")
    return load_library(folder).clauses["transition"]


def ids(clause: Clause, name: str) -> list[str]:
    return [paragraph.id for paragraph in at_position(clause, name).paragraphs]


def test_a_position_names_only_what_differs(folder: Path) -> None:
    clause = clause_with(folder)
    assert ids(clause, PREFERRED) == ["support", "plan", "cost"]
    assert ids(clause, ACCEPTABLE) == ["support", "plan", "fee"]
    assert ids(clause, LAST) == ["support", "cost"]
    assert at_position(clause, ACCEPTABLE).paragraphs[0] is clause.paragraphs[0]
    assert at_position(clause, ACCEPTABLE).paragraphs[1].text == "이전계획은 금융회사가 세운다."


def test_a_clause_at_a_position_has_no_other_position(folder: Path) -> None:
    clause = clause_with(folder)
    assert all(at_position(clause, name).positions == () for name in (PREFERRED, ACCEPTABLE, LAST))
    assert at_position(clause, PREFERRED).paragraphs == clause.paragraphs


def test_a_clause_without_the_position_keeps_its_preferred_wording(folder: Path) -> None:
    preamble = load_library(folder).clauses["preamble"]
    assert position_of(preamble, LAST) is None
    assert at_position(preamble, LAST).paragraphs == preamble.paragraphs


def test_what_a_position_writes_itself_is_told_from_what_it_keeps(folder: Path) -> None:
    clause = clause_with(folder)
    acceptable = position_of(clause, ACCEPTABLE)
    assert acceptable is not None
    assert [paragraph.id for paragraph in own_paragraphs(clause, acceptable)] == ["plan", "fee"]


def test_served_elements_of_a_clause_do_not_count_its_fallbacks(folder: Path) -> None:
    clause = clause_with(folder, "id: fee,", "id: fee, serves: [service-scope],")
    assert served([clause]) == {"transition-support"}
    assert served([at_position(clause, ACCEPTABLE)]) == {"transition-support", "service-scope"}


def test_notes_of_the_negotiator_are_read_and_the_guide_may_say_nothing(folder: Path) -> None:
    notes = clause_with(folder).negotiation
    assert notes is not None
    assert (notes.why, notes.keep, notes.allows) == ("옮겨 갈 길을 남긴다", "이전을 지원할 의무", "")
    assert [position.needs_approval for position in clause_with(folder).positions] == [False, True]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("without: [plan]", "without: [plam]", "'plam' 문단이 없습니다"),
        ("without: [cost]", "without: [plan]", "'plan' 문단을 빼면서 다시 적었습니다"),
        ("id: fee,", "id: support,", "문단의 순서가 우선 입장과 다릅니다"),
        ("id: fee,", "id: plan,", "같은 id의 문단이 둘 이상입니다"),
        ("  last:", "  lst:", "'lst'는 없는 항목입니다"),
        ("    note: 비용을 나눈다\n", "", "'note'가 없거나 비었습니다"),
        ("  keep: 이전을 지원할 의무\n", "", "'keep'이 없거나 비었습니다"),
        ("needs_approval: true", "needs_approval: 예", "true나 false가 아닙니다"),
        ("id: fee,", "id: fee, serves: [transition-suport],", "요소 'transition-suport'는 없습니다"),
        ("id: fee,", "id: fee, only_if: [criticl],", "사실 'criticl'은 없습니다"),
    ],
)
def test_a_fault_of_a_position_is_named_with_its_place(folder: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(LibraryFaultsError) as caught:
        clause_with(folder, old, new)
    assert said in str(caught.value)
    assert "clauses/transition.yaml:" in str(caught.value)


FEE = "text: 지원의 대가는 따로 정한다., en: The fee for the support shall be set separately."


@pytest.mark.parametrize(
    ("rule", "wording"),
    [
        ("L08", "text: '대가는 {{ ref nowhere }}에서 정한다.', en: 'The fee is set in {{ ref nowhere }}.'"),
        ("L10", "text: '대가는 “대가표”에서 정한다.', en: 'The fee is set in a table.'"),
        ("L15", "text: '대가는 {{ fee_unknown }}원이다.', en: 'The fee is {{ fee_unknown }}.'"),
        (
            "L18",
            "only_if: [personal], text: '제공자는 회사 데이터를 처리하는 시스템을 국내에 두어야 한다.', en: 'The fee is free.'",
        ),
        ("L19", "text: 대가는 제5조에서 정한다., en: The fee is set elsewhere."),
        (
            "L20",
            "serves: [service-scope], text: 제공자는 무료로 지원할 수 있다., en: The Provider may support for free.",
        ),
        ("L25", "text: '대가는 {{ provider_name }}이 정한다.', en: 'The fee is set by {{ provider_name }}.'"),
        ("L28", "text: 다음 각 호의 대가를 정한다., en: The following fees are set."),
        ("L29", "text: 지원의 대가는 따로 정한다."),
        ("L30", "text: '대가는 {{ provider_name }}에 준다.', en: The fee is paid."),
        ("L31", "text: 지원의 대가는 따로 정한다., en: The 대가 is set."),
        ("L32", "text: 지원의 대가는 따로 정한다., en: The fee is paid to the provider."),
    ],
)
def test_the_rules_of_wording_hold_for_positions_too(folder: Path, rule: str, wording: str) -> None:
    path = folder / "clauses" / "transition.yaml"
    assert FEE in CLAUSE
    path.write_text(CLAUSE.replace(FEE, wording), "utf-8")
    line = 1 + next(i for i, text in enumerate(path.read_text("utf-8").splitlines()) if "id: fee" in text)
    found = lint_folder(folder, AS_OF)
    assert {(fault.rule, fault.file, fault.line) for fault in found} == {(rule, "clauses/transition.yaml", line)}


def test_the_clause_of_these_tests_has_no_fault(folder: Path) -> None:
    assert [str(fault) for fault in lint_folder(folder, AS_OF)] == []


def test_an_unchanged_paragraph_must_not_lose_the_one_it_refers_back_to(folder: Path) -> None:
    clause_with(folder, "text: 이전에 드는 비용은", "text: 전항의 이전계획에 드는 비용은")
    assert [(f.rule, f.key) for f in lint_folder(folder, AS_OF)] == [("L26", "paragraphs[3].text")]


def test_a_paragraph_of_a_position_may_refer_back_to_the_one_before_it(folder: Path) -> None:
    clause_with(folder, "text: 지원의 대가는", "text: 전항의 이전계획에 따른 대가는")
    assert lint_folder(folder, AS_OF) == ()


def test_a_blank_and_a_term_that_only_a_position_uses_are_used(folder: Path) -> None:
    clause_with(folder)
    for file, old, new in (
        ("clauses/scope.yaml", "회사 데이터를", "정보를"),
        ("clauses/scope.yaml", "Company Data", "information"),
        ("clauses/transition.yaml", "제공자는 {{ transition_days }}일 동안", "제공자는 오래"),
        ("clauses/transition.yaml", "for {{ transition_days }} days", "for long"),
    ):
        path = folder / file
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert {fault.rule for fault in lint_folder(folder, AS_OF)} == {"L11", "L16"}
    wording = "text: '회사 데이터의 대가는 {{ transition_days }}일 뒤 정한다.', only_if: [personal], "
    wording += "en: 'The fee for Company Data is set after {{ transition_days }} days.'"
    path = folder / "clauses" / "transition.yaml"
    path.write_text(path.read_text("utf-8").replace(FEE, wording), "utf-8")
    assert lint_folder(folder, AS_OF) == ()


def test_a_paragraph_of_a_position_that_never_stands_is_an_orphan(folder: Path) -> None:
    clause_with(folder, "id: fee,", "id: fee, only_if: [non_critical],")
    assert [(f.rule, f.key) for f in lint_folder(folder, AS_OF)] == [("L07", "positions.acceptable.paragraphs[2]")]


def test_show_tells_notes_and_positions(folder: Path) -> None:
    clause_with(folder)
    told = show(load_library(folder), "transition")
    for said in (
        "까닭: 옮겨 갈 길을 남긴다",
        "내주지 않을 것: 이전을 지원할 의무",
        "수용가능 입장\n  물러서는 것: 비용을 나눈다\n  - cost 문단을 뺀다\n  - 이전계획은 금융회사가 세운다.",
        "최후 입장(승인 필요)\n  물러서는 것: 계획을 두지 않는다\n  - plan 문단을 뺀다",
    ):
        assert said in told
    assert "가이드:" not in told


def test_show_and_page_name_the_elements_that_a_position_loses(folder: Path) -> None:
    clause_with(folder, "without: [plan]", "without: [support]")
    library = load_library(folder)
    assert "  빠지는 요소: transition-support" in show(library, "transition")
    page = negotiation_markdown(library)
    assert "**최후** (승인 필요): 계획을 두지 않는다" in page
    assert "이 조에서 빠지는 요소: 이전 지원(`transition-support`)" in page
    assert "> (뺌) 제공자는 【전환기간】일 동안 이전을 지원하여야 한다." in page
    assert "- 제공자가 흔히 하는 답: 유상 지원만 약속한다" in page
