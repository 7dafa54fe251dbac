"""The wheel holds every file that the program reads of its library and its templates."""

from __future__ import annotations

import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.library.folder import library_folder, read_procedure_sources, read_sources
from pipeline.template import pins

ROOT = Path(__file__).resolve().parents[1]


def needed() -> set[str]:
    sources = (*read_sources(library_folder()), *read_procedure_sources(library_folder()))
    return {f"clause_library/{source.name}" for source in sources} | {f"templates/{name}" for name in pins()}


def test_every_file_that_is_read_is_named_for_the_wheel():
    names = needed()
    assert {"clause_library/procedure/importance.yaml", "templates/paper.docx"} <= names
    targets = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    packed = targets["wheel"]["force-include"]
    covered = {name for name in names for start in packed if name == start or name.startswith(f"{start}/")}
    assert names - covered == set()
    assert all(target == f"pipeline/_data/{start}" for start, target in packed.items())


def test_the_wheel_that_is_built_holds_them(tmp_path):
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    (built,) = wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(built) as archive:
        assert {f"pipeline/_data/{name}" for name in needed()} - set(archive.namelist()) == set()
