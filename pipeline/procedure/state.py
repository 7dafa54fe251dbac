"""How far a case is: for each stage whether it waits, asks, is to be written, is stale or done, and why.

Everything is worked out from the answers and from what `build` recorded in `.finclause/state.json`: for each stage
what its documents were made from (`digests`), and the SHA-256 of each document. Nothing else is stored.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from pipeline.errors import CaseError, ReadError
from pipeline.library.procedure import Procedure
from pipeline.procedure.case import AnyStage, Case
from pipeline.procedure.digests import changes, digests
from pipeline.procedure.paper import BLANK, Blank
from pipeline.procedure.stage import HEAD_FACTS, Inputs, Result

STATE_FILE = ".finclause/state.json"
SCHEMA = "finclause-state/1"


class State(Enum):
    """The state of a stage, in the word that a user sees."""

    WAITING = "앞 단계를 기다림"
    OPEN = "답이 남음"
    READY = "문서를 쓸 차례"
    STALE = "문서가 낡음"
    DONE = "완료"


@dataclass(frozen=True, slots=True)
class Record:
    """What `build` did for a stage. `inputs`: see `digests`; `documents`: path below the case folder -> SHA-256.

    `blanks`: path -> the blanks that were left to fill, None where an earlier version wrote the record without them.
    """

    inputs: Mapping[str, str]
    documents: Mapping[str, str]
    blanks: Mapping[str, tuple[Blank, ...]] | None = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage of a case. `result` and `inputs` are None while it waits for `waits`.

    `why`: what changed since its documents were written. `missing` and `edited`: documents that are gone, or that
    are no longer as they were written. `unfilled`: document -> the blanks in it that are still to be filled.
    """

    stage: AnyStage
    state: State
    inputs: Inputs[Any, Any] | None
    result: Result | None
    made_from: Mapping[str, str]
    waits: tuple[AnyStage, ...] = ()
    why: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    unfilled: Mapping[str, tuple[Blank, ...]] = field(default_factory=dict)


def progress(
    case: Case, procedure: Procedure, stages: Sequence[AnyStage], records: Mapping[str, Record]
) -> tuple[Progress, ...]:
    """Return how far each stage of `case` is, in the order of `stages`."""
    found: dict[str, Progress] = {}
    for stage in stages:
        waits = tuple(s for s in stages if s.id in stage.after and not _is_complete(found.get(s.id)))
        if waits:
            found[stage.id] = Progress(stage, State.WAITING, None, None, {}, waits)
            continue
        inputs = _inputs(case, procedure, stage, found)
        made_from = digests(stage, inputs, case.sections[stage.id])
        record = records.get(stage.id)
        if record and record.inputs == made_from:
            inputs = replace(inputs, written=_written(case.folder, stage, record))
        titles = {other.id: other.title for other in stages}
        found[stage.id] = _judged(case, stage, inputs, made_from, record, titles)
    return tuple(found.values())


def _is_complete(found: Progress | None) -> bool:
    return found is not None and found.result is not None and not found.result.questions


def _written(folder: Path, stage: AnyStage, record: Record) -> dict[str, bytes]:
    """Return the documents that a stage reads back, those that nobody changed."""
    found = {}
    for name in stage.reads_back:
        path = f"{stage.folder}/{name}"
        with suppress(OSError):
            data = (folder / path).read_bytes()
            if hashlib.sha256(data).hexdigest() == record.documents.get(path):
                found[name] = data
    return found


def _inputs(case: Case, procedure: Procedure, stage: AnyStage, found: Mapping[str, Progress]) -> Inputs[Any, Any]:
    earlier = {name: found[name] for name in (*stage.after, *stage.sees) if name in found}
    return Inputs(
        case=case.id,
        title=case.title,
        as_of=case.as_of,
        edition=case.edition,
        procedure=procedure,
        data=procedure.data.get(stage.data),
        answers=case.answers[stage.id],
        facts={place: case.fact(place) for place in (*HEAD_FACTS, *stage.facts)},
        files=case.files[stage.id],
        earlier={name: seen.result for name, seen in earlier.items() if seen.result is not None},
        states={name: found[name].state.name.lower() for name in stage.sees if name in found},
        unfilled={name: found[name].unfilled for name in stage.sees if stage.counts_blanks and name in found},
        deal=case.deal if stage.whole_deal else None,
    )


def _judged(
    case: Case,
    stage: AnyStage,
    inputs: Inputs[Any, Any],
    made_from: Mapping[str, str],
    record: Record | None,
    titles: Mapping[str, str],
) -> Progress:
    result = stage.judge(inputs)
    why = changes(record.inputs, made_from, titles) if record else ()
    written = tuple(record.documents) if record else ()
    now = {name: _sha256(case.folder / name) for name in written}
    missing = tuple(name for name, sha256 in now.items() if sha256 is None)
    edited = tuple(name for name in written if now[name] not in (None, record.documents[name])) if record else ()
    unfilled = dict(_unfilled(case.folder, record, missing, edited)) if record else {}
    return Progress(
        stage, _state(result, record, why, missing), inputs, result, made_from,
        why=why, documents=written, missing=missing, edited=edited, remarks=stage.remarks(case.fact, result),
        unfilled=unfilled,
    )  # fmt: skip


def _unfilled(
    folder: Path, record: Record, missing: tuple[str, ...], edited: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Blank, ...]]]:
    """Yield the documents with the blanks that are left in them; in one that was edited those that still stand there."""
    for name, found in (record.blanks or {}).items():
        left = tuple(_still_there(folder / name, found)) if name in edited else found
        if left and name not in missing:
            yield name, left


def _still_there(path: Path, found: tuple[Blank, ...]) -> Iterator[Blank]:
    try:
        now = Counter(BLANK.findall(_text(path)))
    except (ReadError, OSError):
        now = Counter({blank.text: blank.times for blank in found})
    for blank in found:
        times = min(blank.times, now[blank.text])
        now[blank.text] -= times
        if times:
            yield replace(blank, times=times)


def _text(path: Path) -> str:
    from pipeline.sandbox.apart import read_apart, read_workbook_apart  # a process: only an edited document needs it

    if path.suffix == ".xlsx":
        book = read_workbook_apart(path.name, path.read_bytes())
        return "\n".join(cell.text for sheet in book.sheets for cell in sheet.cells)
    return read_apart(path).text


def _state(result: Result, record: Record | None, why: tuple[str, ...], missing: tuple[str, ...]) -> State:
    if result.questions:
        return State.OPEN
    if record is None or record.blanks is None or missing:
        return State.READY
    return State.STALE if why else State.DONE


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


# ------------------------------------------------------------------------ the state file


def load_records(folder: Path) -> dict[str, Record]:
    """Return what `build` recorded in the case folder, by stage id; CaseError where the file is damaged."""
    path = folder / STATE_FILE
    if not path.is_file():
        return {}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["schema"] != SCHEMA:
            raise ValueError(stored["schema"])
        return {str(name): _record(stage) for name, stage in stored["stages"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CaseError(
            f"{path}: 문서를 쓴 기록을 읽을 수 없습니다. 이 파일을 지우고 finclause case build를 다시 실행하십시오."
        ) from error


def _record(stored: Mapping[str, Any]) -> Record:
    if "blanks" not in stored:
        return Record(_texts(stored["inputs"]), _texts(stored["documents"]), None)
    blanks = {
        str(name): tuple(Blank(str(b["section"]), str(b["text"]), int(b["times"])) for b in found)
        for name, found in stored["blanks"].items()
    }
    return Record(_texts(stored["inputs"]), _texts(stored["documents"]), blanks)


def _texts(found: Mapping[str, str]) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()}


def records_json(records: Mapping[str, Record]) -> bytes:
    """Return the bytes of the state file."""
    stages = {
        name: {"inputs": dict(r.inputs), "documents": dict(r.documents)}
        | ({"blanks": _plain_blanks(r.blanks)} if r.blanks is not None else {})
        for name, r in records.items()
    }
    return (json.dumps({"schema": SCHEMA, "stages": stages}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _plain_blanks(blanks: Mapping[str, tuple[Blank, ...]]) -> dict[str, list[dict[str, str | int]]]:
    return {
        name: [{"section": b.section, "text": b.text, "times": b.times} for b in found]
        for name, found in blanks.items()
    }


def dues(found: Sequence[Progress]) -> Iterator[tuple[AnyStage, Any]]:
    """Yield (stage, due) of all stages by day."""
    every = [(seen.stage, due) for seen in found if seen.result is not None for due in seen.result.dues]
    yield from sorted(every, key=lambda entry: (entry[1].day, entry[0].number))
