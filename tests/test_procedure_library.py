"""The data of the procedure: loaded by itself, checked by the lint, cited with the edition of the day."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from procedure_cases import PROCEDURE

from pipeline.library import library_folder
from pipeline.library.faults import LibraryFaultsError
from pipeline.library.lint import lint_folder
from pipeline.library.load import load_library
from pipeline.library.procedure import Cited, load_procedure
from pipeline.library.procedure.schemas import SCHEMAS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(library_folder(), tmp_path / "library", ignore=shutil.ignore_patterns("corpus")))


def spoil(folder: Path, old: str, new: str, name: str = "importance") -> str:
    path = folder / "procedure" / f"{name}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LibraryFaultsError) as caught:
        load_procedure(folder)
    return str(caught.value)


def test_every_file_has_a_schema_and_every_schema_a_file():
    assert set(PROCEDURE.data) == set(SCHEMAS) == set(PROCEDURE.sha256)


def test_a_place_is_cited_with_the_edition_of_the_day():
    place = (Cited("cloud-guide", "부록1"), Cited("supervision-rule", "제14조의2"))
    assert PROCEDURE.cite(place, dt.date(2024, 5, 1)) == (
        "금융분야 클라우드컴퓨팅서비스 이용 가이드(2023년판) 부록1; 전자금융감독규정(금융위원회고시 제2022-44호) 제14조의2"
    )
    assert "(2025년판) 부록1; 전자금융감독규정(금융위원회고시 제2026-7호)" in PROCEDURE.cite(
        place, dt.date(2026, 11, 27)
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points: 20\n", "points: 21\n", "criteria[1].points: 평가항목의 배점을 더하면 20점인데 21점"),
        ("total: 100", "total: 90", "total: 평가기준의 배점을 더하면 100점인데 90점"),
        ("weight: 50", "weight: 10", "grades: 가중치가 100에서 0까지"),
        ("threshold: 40", "threshold: 90", "kinds: 민감한 정보의 기준 점수"),
        ("threshold: 80", "threshold: 101", "kinds[5].threshold"),
        ("  - id: 공개정보\n    threshold: 80\n    means: 밖에 알려져도 되는 정보\n", "", "kinds: 처리정보의 종류가"),
        ("id: internal-systems", "id: external-agencies", "식별자 'external-agencies'"),
        ("          하: 1~9개 또는 1~4%\n", "", "scale.하: '하'가 없거나"),
        ("source: cloud-guide", "source: guide", "L05"),
        ("      supervision: 5", "      supervision: 1", "cases[1].total: 점수를 더하면 54.5점"),
        ("    outcome: 비중요", "    outcome: 중요", "cases[3].outcome"),
        ("off_scale: [configuration]", "off_scale: []", "cases[1].off_scale: 계산하면 [configuration]"),
        ("    at_odds: [information]\n", "", "cases[2].at_odds: 계산하면 [information]"),
        ("title: 가이드", "titel: 가이드", "'title'을 쓰려던"),
    ],
)
def test_a_fault_of_the_criteria_is_named_with_its_place(folder: Path, old: str, new: str, said: str):
    told = spoil(folder, old, new)
    assert said in told, told
    assert "procedure/importance.yaml:" in told


def test_the_lint_finds_the_faults_of_the_procedure_with_their_lines(folder: Path):
    spoil(folder, "total: 100", "total: 90")
    found = [fault for fault in lint_folder(folder, dt.date(2026, 11, 27)) if fault.file.startswith("procedure/")]
    assert [(fault.rule, fault.key) for fault in found] == [("L03", "total")]
    lines = (folder / "procedure" / "importance.yaml").read_text("utf-8").splitlines()
    assert lines[found[0].line - 1].startswith("total:")


def test_a_strange_file_and_a_missing_one_are_faults(folder: Path):
    path = folder / "procedure" / "importance.yaml"
    shutil.move(path, path.with_name("importanec.yaml"))
    with pytest.raises(LibraryFaultsError) as caught:
        load_procedure(folder)
    assert "절차에 없는 파일" in str(caught.value)
    assert "procedure/importance.yaml: 파일이 없습니다" in str(caught.value)


def test_the_clause_library_does_not_read_the_procedure(folder: Path):
    (folder / "procedure" / "importance.yaml").write_text("[", "utf-8")
    assert load_library(folder).fingerprint == load_library(library_folder()).fingerprint
