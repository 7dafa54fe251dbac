"""Every lint rule has a good and a bad fixture, and says what the fixture shows."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from pipeline.library import load_library
from pipeline.library.lint import CHECKS, RULES, lint, lint_folder

FIXTURES = Path(__file__).parent / "lint_fixtures"
AS_OF = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def library_of(tmp_path: Path, rule: str, kind: str) -> Path:
    folder = tmp_path / "library"
    shutil.copytree(FIXTURES / "base", folder)
    shutil.copytree(FIXTURES / rule / kind, folder, dirs_exist_ok=True)
    return folder


def test_the_base_library_of_the_fixtures_has_no_fault() -> None:
    assert lint_folder(FIXTURES / "base", AS_OF) == ()


def test_every_rule_has_both_fixtures_and_no_fixture_is_without_a_rule() -> None:
    given = {path.name for path in FIXTURES.iterdir() if path.name != "base"}
    assert given == set(RULES)
    for rule in RULES:
        for kind in ("good", "bad"):
            assert list((FIXTURES / rule / kind).rglob("*.yaml")), f"{rule}/{kind} is empty"


def test_rule_ids_are_consecutive_and_titled() -> None:
    assert list(RULES) == [f"L{number:02}" for number in range(1, len(RULES) + 1)]
    assert all(RULES.values())


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_fixture_of_a_rule_is_found(rule: str, tmp_path: Path) -> None:
    found = lint_folder(library_of(tmp_path, rule, "bad"), AS_OF)
    own = [fault for fault in found if fault.rule == rule]
    bad = FIXTURES / rule / "bad"
    changed = {path.relative_to(bad).as_posix() for path in bad.rglob("*.yaml")}
    assert own, f"{rule} found nothing, only: {[str(fault) for fault in found]}"
    named = {fault.file for fault in own}
    assert named & changed or rule in ("L06", "L12"), f"{rule} names {named}, the fixture changes {changed}"


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_fixture_of_a_rule_shows_no_other_fault(rule: str, tmp_path: Path) -> None:
    found = lint_folder(library_of(tmp_path, rule, "bad"), AS_OF)
    knock_on = {"L01": {"L03"}, "L13": {"L14"}, "L03": {"L01"}}.get(rule, set())
    assert {fault.rule for fault in found} - knock_on == {rule}


@pytest.mark.parametrize("rule", RULES)
def test_the_good_fixture_of_a_rule_has_no_fault(rule: str, tmp_path: Path) -> None:
    found = lint_folder(library_of(tmp_path, rule, "good"), AS_OF)
    assert [str(fault) for fault in found] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_fault_names_rule_file_and_line_and_says_what_would_be_right(rule: str, tmp_path: Path) -> None:
    for fault in lint_folder(library_of(tmp_path, rule, "bad"), AS_OF):
        assert re.match(r"L\d\d [\w/-]+\.yaml:\d+:", str(fault)), str(fault)
        assert re.search(r"[가-힣]", fault.what)
        assert re.search(r"[가-힣]", fault.right)
        assert not re.search(r"\[[가-힣]+/[가-힣]*\]", str(fault)), str(fault)


@pytest.mark.parametrize("rule", CHECKS)
def test_linting_a_loaded_library_finds_the_same_as_linting_its_folder(rule: str, tmp_path: Path) -> None:
    folder = library_of(tmp_path, rule, "bad")
    assert {f.rule for f in lint(load_library(folder), AS_OF)} == {f.rule for f in lint_folder(folder, AS_OF)}


def test_linting_twice_gives_the_same_faults_in_the_same_order(tmp_path: Path) -> None:
    folder = library_of(tmp_path, "L10", "bad")
    assert lint_folder(folder, AS_OF) == lint_folder(folder, AS_OF)


def test_a_day_before_the_first_edition_has_no_law_in_force(tmp_path: Path) -> None:
    found = lint_folder(FIXTURES / "base", dt.date(2022, 12, 31))
    assert any(fault.rule == "L14" and fault.file == "library.yaml" for fault in found)
