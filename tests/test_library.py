"""Loading the clause library: what it refuses, how it says so, and how fast it is."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import LibraryError, UsageError
from pipeline.library import LibraryFaultsError, library_folder, load_library
from pipeline.library.cache import cache_path
from pipeline.library.listing import HEADER, list_rows, markdown, show

BASE = Path(__file__).parent / "lint_fixtures" / "base"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(BASE, tmp_path / "library"))


def write(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def message(folder: Path) -> str:
    with pytest.raises(LibraryFaultsError) as caught:
        load_library(folder)
    return str(caught.value)


def test_the_library_that_ships_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (library_folder() / "library.yaml").is_file()


def test_data_packed_into_the_wheel_comes_before_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "pipeline"
    (package / "_data" / "clause_library").mkdir(parents=True)
    monkeypatch.setattr(pipeline, "__path__", [str(package)])
    monkeypatch.setattr(pipeline, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr("pipeline.library.folder.resources.files", lambda _: package)
    assert library_folder() == package / "_data" / "clause_library"


def test_a_library_is_read_into_the_types_of_the_model(folder: Path) -> None:
    library = load_library(folder)
    assert list(library.requirements) == ["BASIC-01", "EXTRA-03"]
    assert library.requirements["BASIC-01"].title == "개요"
    assert library.requirements["BASIC-01"].elements["2023"] == ("service-scope", "domestic-systems")
    assert library.requirements["EXTRA-03"].bases[0].until is None
    assert library.elements["domestic-systems"].when == "personal"
    assert library.elements["service-scope"].present["ko"][0].needs == (("개요",), ("{이전}", "둔다"))
    assert library.editions[0].until == dt.date(2025, 2, 4)
    assert library.blanks["transition_days"].unit == "일"
    assert library.terms["company-data"].only_if == ("personal",)
    assert library.words["ko"]["이전"] == ("이전", "옮기다")
    assert library.roles["ko"]["provider"] == ("제공자", "수탁자")


def test_clauses_stand_in_the_order_of_a_contract(folder: Path) -> None:
    library = load_library(folder)
    assert list(library.clauses) == ["preamble", "definitions", "scope", "transition", "overview"]
    assert [clause.kind for clause in library.clauses.values()] == ["preamble", *["article"] * 3, "annex"]


def test_all_faults_of_all_files_are_told_at_once(folder: Path) -> None:
    write(folder, "clauses/scope.yaml", "order: 20", "order: 둘째\nordre: 3")
    write(folder, "terms.yaml", "term: 서비스", "trem: 서비스")
    write(folder, "elements/service-scope.yaml", "weight: core", "weight: heavy")
    write(folder, "requirements/EXTRA-03.yaml", "in_force: 2023-01-01", "in_force: 2023-13-01")
    said = message(folder)
    assert "L03 clauses/scope.yaml:3: order: 정수가 아닙니다('둘째'). 10처럼 적으십시오." in said
    assert "L01 clauses/scope.yaml:4: ordre: 'ordre'는 없는 항목입니다. 'order'를 쓰려던 것인지 확인하십시오." in said
    assert "terms.yaml:2: [1].trem" in said
    assert (
        "elements/service-scope.yaml:3: weight: 쓸 수 없는 값입니다('heavy'). core, guide 가운데에서 고르십시오."
        in said
    )
    assert "requirements/EXTRA-03.yaml:5: bases[1].in_force: 날짜가 아닙니다" in said
    assert f"고칠 곳이 {len(said.splitlines()) - 1}개" in said


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("clauses/scope.yaml", "id: scope\nchapter", "id: other\nchapter", "L04"),
        ("clauses/scope.yaml", "chapter: general", "chapter: generel", "장 'generel'은 없습니다"),
        ("clauses/transition.yaml", "[critical]", "[criticl]", "사실 'criticl'은 없습니다"),
        ("elements/domestic-systems.yaml", "when: 'personal'", "when: 'personnel'", "사실 'personnel'은 없습니다"),
        ("requirements/BASIC-01.yaml", "service-scope,", "service-scop,", "요소 'service-scop'은 없습니다"),
        ("requirements/BASIC-01.yaml", "source: rule", "source: law", "근거 'law'는 없습니다"),
        ("requirements/BASIC-01.yaml", '"2025":', '"2026":', "판 '2026'은 없습니다"),
        ("clauses/scope.yaml", "serves: [service-scope]", "serves: service-scope", "목록이 올 자리"),
        ("annexes/overview.yaml", "columns: [시스템, 용도]", "columns: [시스템]", "columns와 같이 1개"),
        ("elements/service-scope.yaml", "by: provider", "by: vendor", "provider, customer"),
        ("elements/service-scope.yaml", "way: [does]", "way: [must]", "does, may"),
        ("library.yaml", "in_force: 2025-02-05", "in_force: 2025-03-01", "빈 날 없이"),
        ("blanks.yaml", "name: transition_days", "name: company_name", "L02"),
        ("clauses/scope.yaml", "order: 20", "order: 20\norder: 30", "L02 clauses/scope.yaml:4: 'order'가 3행에 이어"),
        ("clauses/scope.yaml", "title: 서비스의 범위", "title: '서비스의 범위", "따옴표가 닫히지 않았습니다"),
    ],
)  # fmt: skip
def test_a_fault_says_what_would_be_right(folder: Path, name: str, old: str, new: str, said: str) -> None:
    write(folder, name, old, new)
    assert said in message(folder)


def test_a_strange_file_is_named(folder: Path) -> None:
    (folder / "term.yaml").write_text("- {}\n", "utf-8")
    assert "L01 term.yaml" in message(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "facts.yaml").unlink()
    assert "facts.yaml: 파일이 없습니다" in message(folder)


def test_a_missing_folder_is_a_library_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="폴더가 없습니다"):
        load_library(tmp_path / "none")


def test_a_clause_and_an_annex_cannot_share_an_id(folder: Path) -> None:
    shutil.copy(folder / "annexes/overview.yaml", folder / "annexes/scope.yaml")
    write(folder, "annexes/scope.yaml", "id: overview", "id: scope")
    assert "식별자 'scope'가 clauses에도 있습니다" in message(folder)


# ---------------------------------------------------------------- fingerprint and cache


def test_the_fingerprint_changes_with_any_byte_and_any_file_name(folder: Path) -> None:
    before = load_library(folder).fingerprint
    assert len(before) == 16
    write(folder, "clauses/scope.yaml", "적은 것으로", "적힌 것으로")
    changed = load_library(folder).fingerprint
    assert changed != before
    (folder / "annexes/overview.yaml").rename(folder / "annexes/outline.yaml")
    write(folder, "annexes/outline.yaml", "id: overview", "id: outline")
    assert load_library(folder).fingerprint not in (before, changed)


def test_files_that_are_no_part_of_the_library_do_not_change_it(folder: Path) -> None:
    before = load_library(folder)
    (folder / "corpus").mkdir()
    (folder / "corpus" / "x.yaml").write_text("a: [", "utf-8")
    (folder / "README.md").write_text("x", "utf-8")
    assert load_library(folder) == before


def test_a_second_load_from_the_cache_gives_the_same_library(folder: Path) -> None:
    first = load_library(folder)
    assert cache_path(folder).is_file()
    assert load_library(folder) == first


def test_a_change_of_one_file_is_seen_through_the_cache(folder: Path) -> None:
    load_library(folder)
    write(folder, "clauses/scope.yaml", "title: 서비스의 범위", "title: 범위")
    assert load_library(folder).clauses["scope"].title == "범위"


@pytest.mark.parametrize("damage", [b"", b"garbage", b"finclause 0 1 00\n{}", "half"])
def test_a_damaged_cache_is_ignored(folder: Path, damage: bytes | str) -> None:
    first = load_library(folder)
    path = cache_path(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage == "half" else damage)  # type: ignore[arg-type]
    assert load_library(folder) == first
    assert path.read_bytes() == whole


def test_a_forged_value_in_the_cache_is_not_believed(folder: Path) -> None:
    first = load_library(folder)
    path = cache_path(folder)
    path.write_bytes(path.read_bytes().replace("서비스의 범위".encode(), "서비스의 한계".encode()))
    assert load_library(folder) == first


def test_without_a_writable_cache_folder_nothing_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = folder.parent / "file"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert load_library(folder) == load_library(folder)


def test_the_cache_is_plain_json_and_leaves_no_scraps(folder: Path) -> None:
    load_library(folder)
    path = cache_path(folder)
    assert isinstance(json.loads(path.read_bytes().partition(b"\n")[2]), dict)
    assert os.listdir(path.parent) == [path.name]


def test_faults_are_told_again_when_the_file_comes_from_the_cache(folder: Path) -> None:
    write(folder, "clauses/scope.yaml", "order: 20", "order: x")
    assert message(folder) == message(folder)


# ---------------------------------------------------------------- list and show


def test_the_list_has_one_row_for_each_requirement(folder: Path) -> None:
    rows = list_rows(load_library(folder))
    assert [row[0] for row in rows] == ["BASIC-01", "EXTRA-03"]
    assert all(len(row) == len(HEADER) for row in rows)
    assert rows[1][1] == "추가 포함사항"


def test_show_tells_titles_law_elements_and_our_wording(folder: Path) -> None:
    said = show(load_library(folder), "basic-01")
    for part in (
        "BASIC-01 개요", "[2023년판] 감독규정 별표 가.", "2025-02-04까지", "시행 중", "2026-01-01 확인",
        "domestic-systems (핵심, 조건 개인신용정보를 처리) 국내 설치", "scope '서비스의 범위' → service-scope",
        "제공자는 회사 데이터를 처리하는 시스템을 국내에 두어야 한다.", "overview '업무 개요'의 표 → service-scope",
    ):  # fmt: skip
        assert part in said


def test_show_reads_blanks_and_references_as_a_reader_would(folder: Path) -> None:
    said = show(load_library(folder), "EXTRA-03") + show(load_library(folder), "BASIC-01")
    assert "제공자는 【전환기간】일 동안 금융회사의 이전을 지원하여야 한다." in said
    assert "서비스의 범위는 〈업무 개요〉에 적은 것으로 한다." in said
    assert "2025년판: 2023년판과 같습니다" in said


def test_show_tells_the_rules_and_examples_of_an_element(folder: Path) -> None:
    said = show(load_library(folder), "transition-support")
    for part in (
        "기재사항: EXTRA-03",
        "위험: 없으면 다툼이 생긴다",
        "인식 규칙(ko): 이전 지원",
        "일곱",
        "transition '이전 지원'",
    ):
        assert part in said


def test_show_tells_the_wording_and_conditions_of_a_clause(folder: Path) -> None:
    said = show(load_library(folder), "transition")
    assert "들어가는 조건: critical" in said
    assert "{{ transition_days }}일 동안" in said


def test_show_offers_near_ids_for_an_unknown_one(folder: Path) -> None:
    with pytest.raises(UsageError, match="transition-support"):
        show(load_library(folder), "transition-suport")


def test_the_reference_page_names_every_requirement_element_and_clause(folder: Path) -> None:
    said = markdown(load_library(folder))
    assert "| EXTRA-03 | 추가 포함사항 | 전환계획 | 2023년판 1개, 2025년판 1개 |" in said
    assert "- 근거: 2023년판. 감독규정 별표 가. (2023-01-01부터 2025-02-04까지, 2026-01-01 확인)" in said
    assert "| 국내 설치 (`domestic-systems`) | 핵심 | 2023·2025 | 개인신용정보를 처리 |" in said
    assert "| 국내 설치에 관하여 정한다 | 서비스의 범위 |" in said
    assert said == markdown(load_library(folder))
