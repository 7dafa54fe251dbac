"""A case: a folder with `case.yaml` (answers), a deal sheet (names and facts) and the documents made from them.

Nothing is typed twice, and everything flows one way. Names, dates and facts of the deal stand in the deal sheet
alone; the case reads them there, also while the sheet is still being filled. Answers to the stages stand in
case.yaml alone. Only the importance goes back: the deal sheet takes it from the JSON result of stage 2, which its
`business.importance_assessment` names. Commands read both files and never write them after `case new`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.deal import Deal, edition_at, load_deal
from pipeline.deal import value as deal_value
from pipeline.errors import CaseError
from pipeline.library.faults import Fault
from pipeline.library.folder import Source
from pipeline.library.load import with_lines
from pipeline.library.procedure import Procedure
from pipeline.library.view import BAD_VALUE, View
from pipeline.model import Edition
from pipeline.particles import fit
from pipeline.procedure.stage import Stage
from pipeline.read.limits import FILE_BYTES
from pipeline.yaml_faults import UnreadableYamlError
from pipeline.yaml_nodes import Plain, parse, plain
from pipeline.yaml_text import MAX_BYTES, decode_any

CASE_FILE, DEAL_FILE = "case.yaml", "deal.yaml"
AnyStage = Stage[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A case as read. By stage id: `sections` (plain data), `answers` (typed by the stage), `files` (name -> bytes).

    `deal` is a partial deal sheet, to be read with `fact` alone; None where the case names none.
    """

    folder: Path
    id: str
    title: str
    as_of: dt.date
    edition: Edition
    deal: Deal | None
    sections: Mapping[str, Mapping[str, Plain]]
    answers: Mapping[str, Any]
    files: Mapping[str, Mapping[str, bytes | None]]
    warnings: tuple[str, ...] = ()

    def fact(self, place: str) -> Any:
        """Return what the deal sheet says at `place`, None if nothing; KeyError for a place that no sheet has."""
        return None if self.deal is None else deal_value(self.deal, place)


def load_case(folder: Path, procedure: Procedure, stages: Sequence[AnyStage]) -> Case:
    """Return the case in `folder`. Raise CaseError listing every fault with file, line, field and what to do.

    A fault of the deal sheet is a DealError, as elsewhere.
    """
    return _Reader(folder, procedure).case(stages)


class _Reader:
    """Reads the files of one case and collects their faults."""

    def __init__(self, folder: Path, procedure: Procedure) -> None:
        self._folder = folder
        self._procedure = procedure
        self._faults: list[Fault] = []
        self._sources: list[Source] = []

    def case(self, stages: Sequence[AnyStage]) -> Case:
        """Return the case, or raise."""
        head = View(CASE_FILE, self._root(), self._faults, loose=True)
        name, title = head.text("id"), head.text("title", optional=True)
        as_of, deal_name = head.date("as_of"), head.text("deal", optional=True)
        sections = {stage.id: _section(head, stage.id) for stage in stages}
        files = {stage.id: self._files(stage, sections[stage.id]) for stage in stages}
        answers = {
            stage.id: self._answers(stage, head.below(stage.id, optional=True), files[stage.id]) for stage in stages
        }
        head.close()
        edition = edition_at(self._procedure.editions, as_of) if as_of else None
        if as_of and edition is None:
            first = min(edition.in_force for edition in self._procedure.editions)
            head.fault(
                BAD_VALUE, f"기준일 {as_of}에 시행 중인 판이 없습니다", f"{first} 이후의 날짜를 적으십시오", "as_of"
            )
        if self._faults or as_of is None or edition is None:
            raise CaseError(_message(with_lines(self._faults, tuple(self._sources))))
        deal = load_deal(self._inside(deal_name), partial=True) if deal_name else None
        warnings = deal.warnings if deal else ()
        return Case(self._folder, name, title, as_of, edition, deal, sections, answers, files, warnings)

    def _root(self) -> Plain:
        path = self._folder / CASE_FILE
        if not path.is_file():
            raise CaseError(f"{path}: 사건 파일이 없습니다. finclause case new로 사건 폴더를 만드십시오.")
        try:
            with path.open("rb") as file:
                text, _ = decode_any(file.read(20 * MAX_BYTES))
            node = parse(text)
        except OSError as error:
            raise CaseError(f"{path}: 사건 파일을 열 수 없습니다. 파일의 권한을 확인하십시오.") from error
        except UnreadableYamlError as error:
            raise CaseError(_message(yaml_faults(CASE_FILE, error))) from error
        self._remember(CASE_FILE, text.encode("utf-8"))
        return plain(node, lines=True)

    def _answers(self, stage: AnyStage, view: View, files: Mapping[str, bytes | None]) -> Any:
        found = stage.read(view, self._procedure.data.get(stage.data), files, self._procedure)
        view.close()
        return found

    def _files(self, stage: AnyStage, section: Mapping[str, Plain]) -> dict[str, bytes | None]:
        """Return the bytes of the files that a section names; None for one that is not there."""
        found: dict[str, bytes | None] = {}
        for name in stage.files(section):
            found[name] = self._bytes_of(self._inside(name), name)
            if name.endswith((".yaml", ".yml")):
                self._remember(name, found[name] or b"")
        return found

    def _bytes_of(self, path: Path, name: str) -> bytes | None:
        try:
            if not path.is_file():
                return None
            if path.stat().st_size > FILE_BYTES:
                raise CaseError(f"{name}: 파일이 {FILE_BYTES:,}바이트를 넘습니다. 더 작은 파일을 두십시오.")
            return path.read_bytes()
        except OSError as error:
            raise CaseError(f"{name}: 파일을 열 수 없습니다. 파일의 이름과 권한을 확인하십시오.") from error

    def _inside(self, name: str) -> Path:
        """Return the path of a file of the case; CaseError where it lies outside of its folder."""
        root = self._folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            told = fit(f"'{name}'[은/는] 사건 폴더 밖에 있습니다. 파일을 사건 폴더 안에 두십시오.")
            raise CaseError(f"{CASE_FILE}: {told}")
        return path

    def _remember(self, name: str, data: bytes) -> None:
        self._sources.append(Source(name, data, hashlib.sha256(data).hexdigest()))


def _section(head: View, name: str) -> Mapping[str, Plain]:
    section = head.raw(name)
    return section if isinstance(section, dict) else {}


def yaml_view(view: View, name: str, data: bytes) -> View | None:
    """Return a view of the YAML file `name` of a case, for a stage that reads one; None after a fault."""
    try:
        return view.beside(name, plain(parse(decode_any(data)[0])))
    except UnreadableYamlError as error:
        for fault in yaml_faults(name, error):
            view.add(fault)
        return None


def yaml_faults(name: str, error: UnreadableYamlError) -> tuple[Fault, ...]:
    """Return the reasons why the file `name` is no YAML."""
    return tuple(Fault(BAD_VALUE, name, (), problem.what, problem.right, problem.line) for problem in error.problems)


def _message(faults: Sequence[Fault]) -> str:
    """Return the faults for a user: file, line, field, what is wrong, what to do."""
    lines = [f"{CASE_FILE}: 사건에 고칠 곳이 {len(faults)}개 있습니다."]
    for fault in faults:
        place = f"{fault.file} {fault.line}행" if fault.line else fault.file
        key = f" {fault.key}" if fault.path else ""
        lines.append(fit(f"{place}{key}: {fault.what}. {fault.right}."))
    return "\n".join(lines)
