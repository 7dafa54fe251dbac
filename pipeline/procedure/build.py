"""Writes the documents of a case: each stage's in its folder, then the record of what they were made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.files import check_name, make_folder, write_all
from pipeline.library.procedure import Procedure
from pipeline.procedure.case import AnyStage, Case
from pipeline.procedure.digests import total
from pipeline.procedure.paper import Blank, Origin, to_fill
from pipeline.procedure.render import render
from pipeline.procedure.stage import Document, Made
from pipeline.procedure.state import STATE_FILE, Progress, Record, State, load_records, progress, records_json
from pipeline.stamp import PAPER, Stamp


@dataclass(frozen=True, slots=True)
class Built:
    """The documents that were written for a stage, and those of an earlier run that it no longer has.

    `refused`: why none was written, '' where they were.
    """

    stage: AnyStage
    written: tuple[str, ...]
    dropped: tuple[str, ...]
    refused: str = ""


class NotOursError(UsageError):
    """A file stands in the way that is not as it was written here."""


def build(
    case: Case, procedure: Procedure, stages: Sequence[AnyStage], *, only: str = "", force: bool = False
) -> tuple[Built, ...]:
    """Write the documents of every stage that does not wait and is not done, or of the stage `only`.

    A document that someone changed after it was written, and a file that is not ours, is refused without `force`
    (`Built.refused`; NotOursError for the stage `only`); then nothing of that stage is written, and the others are. Each
    stage sees the state that the ones before it are left in.
    """
    built = []
    for stage in stages:
        records = load_records(case.folder)
        found = {seen.stage.id: seen for seen in progress(case, procedure, stages, records)}[stage.id]
        if stage.id == only or (not only and found.state not in (State.WAITING, State.DONE)):
            try:
                built.append(_write(case, found, records, force=force))
            except NotOursError as error:
                if only:
                    raise
                built.append(Built(stage, (), (), str(error)))
    return tuple(built)


def origin_of(case: Case, procedure: Procedure, made_from: Mapping[str, str]) -> Origin:
    """Return what stands in a document about what it was made from."""
    stamp = Stamp(PAPER, procedure.version, procedure.fingerprint, case.edition.id, case.as_of, "", ())
    return Origin(case.id, case.as_of, case.edition.title, procedure.version, total(made_from), stamp)


def _write(case: Case, found: Progress, records: dict[str, Record], *, force: bool) -> Built:
    stage = found.stage
    if found.inputs is None or found.result is None:
        waits = ", ".join(f"{other.number} {other.title}" for other in found.waits)
        raise UsageError(
            f"{stage.number} {stage.title}: 앞 단계가 끝나지 않았습니다({waits}). 앞 단계를 먼저 마치십시오."
        )
    origin = origin_of(case, found.inputs.procedure, found.made_from)
    documents = stage.papers(found.inputs, found.result)
    files = {f"{stage.folder}/{name}": data for document in documents for name, data in _files(document, origin)}
    before = records.get(stage.id)
    if not force:
        _require_ours(case.folder, stage, files, before.documents if before else {})
    sha256 = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    records[stage.id] = Record(found.made_from, sha256, _blanks(stage, documents))
    outputs = {**files, STATE_FILE: records_json(records)}
    for name in outputs:
        check_name(Path(name))
        make_folder((case.folder / name).parent)
    write_all([(case.folder / name, data) for name, data in outputs.items()], force=True)
    dropped = [name for name in (before.documents if before else {}) if name not in files]
    return Built(stage, tuple(files), tuple(dropped))


def _blanks(stage: AnyStage, documents: Iterable[Document | Made]) -> dict[str, tuple[Blank, ...]]:
    """Return by document for people what is to be filled in it."""
    return {
        f"{stage.folder}/{document.name}{suffix}": found
        for document in documents
        if isinstance(document, Document) and (found := to_fill(document.paper))
        for suffix in document.suffixes
        if suffix != ".json"
    }


def _files(document: Document | Made, origin: Origin) -> Iterator[tuple[str, bytes]]:
    if isinstance(document, Made):
        yield document.name, document.write(origin)
        return
    for suffix in document.suffixes:
        yield f"{document.name}{suffix}", render(document.paper, origin, suffix)


def _require_ours(folder: Path, stage: AnyStage, files: Mapping[str, bytes], written: Mapping[str, str]) -> None:
    """Raise NotOursError where a file stands in the way that is not as it was written here."""
    for name, data in files.items():
        path = folder / name
        if not path.exists():
            continue
        found = path.read_bytes() if path.is_file() else b""
        if found != data and hashlib.sha256(found).hexdigest() != written.get(name):
            raise NotOursError(
                f"{path}: finclause가 쓴 뒤에 고친 파일이거나 다른 파일이어서 {stage.number}단계의 문서를 쓰지 않았습니다. "
                "남기려면 이름을 바꾸어 다른 폴더로 옮긴 뒤 다시 실행하고, "
                f"버리고 덮어쓰려면 --stage {stage.number} --force를 붙이십시오."
            )
