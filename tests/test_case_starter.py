"""The case.yaml that `case new` writes: every key that a stage reads or asks for stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from procedure_cases import GRADES, PROCEDURE, new_case

from pipeline.procedure.case import load_case
from pipeline.procedure.stages import STAGES
from pipeline.procedure.state import progress
from pipeline.yaml_nodes import Plain, parse, plain


@pytest.mark.parametrize("grades", [[], GRADES])
def test_the_starter_shows_every_key_that_a_stage_asks_for(tmp_path, grades):
    """A question names a place in case.yaml; that place stands in the file that `case new` wrote."""
    case = new_case(tmp_path / "a", grades=grades)
    written = _ways(case)
    for one in progress(load_case(case, PROCEDURE, STAGES), PROCEDURE, STAGES, {}):
        for question in one.result.questions if one.result else ():
            if question.file != "deal":
                assert f"{one.stage.id}.{question.path}" in written


def test_the_starter_shows_the_keys_of_what_is_watched_and_of_the_files_that_stand_for_a_draft(tmp_path):
    case = new_case(tmp_path / "a")
    written = _ways(case)
    report = PROCEDURE.data["report"]
    assert {f"use.watch.{cause.id}" for cause in report.causes} <= written
    own = [d for group in report.groups for d in group.documents if d.draft or d.signed]
    assert {f"report.documents.{d.id}.files" for d in own} <= written
    assert load_case(case, PROCEDURE, STAGES).answers["report"].documents[own[0].id].files == ()


def _ways(folder: Path) -> set[str]:
    """Return the dotted path of each key in the case.yaml of a folder."""
    return set(_below(plain(parse((folder / "case.yaml").read_text("utf-8"))), ""))


def _below(value: Plain, path: str) -> Iterator[str]:
    yield path
    for key, item in value.items() if isinstance(value, dict) else ():
        yield from _below(item, f"{path}.{key}" if path else key)
