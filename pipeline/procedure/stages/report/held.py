"""Which documents of the report are there: from the states of the other stages, the files of the case, the drafts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import Draft, Group, Part, Required, Row, Table
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.contract.judge import Contracted
from pipeline.procedure.stages.contract.reviewed import Reviewed
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.procedure.stages.report.answers import Answers, Event

PRESENT, MISSING, STALE = "있음", "없음", "낡음"
EVENT_DRAFT = "event"
"""The draft that is made from the answers about the events alone."""

_Inputs = Inputs[ReportData, Answers]


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the report. `state`: PRESENT, MISSING or STALE; `files`: those of the company, in the case folder.

    `group` and `document` are ids; `filed` is the document whose files and drafts are used (`Required.same_as`).
    """

    group: str
    document: str
    filed: str
    state: str
    why: str
    files: tuple[str, ...]


def held(inputs: _Inputs, events: tuple[Event, ...], *, response: bool) -> tuple[Held, ...]:
    """Return the documents in the order of the groups; `response`: reason and plan are to be attached."""
    return tuple(
        _held(inputs, events, group, document)
        for group in inputs.data.groups
        if response or not group.response
        for document in group.documents
    )


def _held(inputs: _Inputs, events: tuple[Event, ...], group: Group, document: Required) -> Held:
    filed = source_of(inputs.data, document)
    state, why = next(_states(inputs, events, filed))
    return Held(group.id, document.id, filed.id, state, why, inputs.answers.documents[filed.id].files)


def source_of(data: ReportData, document: Required) -> Required:
    """Return the document whose files are used for `document`."""
    every = {d.id: d for group in data.groups for d in group.documents}
    return every[document.same_as] if document.same_as else document


def _states(inputs: _Inputs, events: tuple[Event, ...], document: Required) -> Iterator[tuple[str, str]]:
    """Yield states with their reasons; the first holds."""
    given = inputs.answers.documents[document.id]
    gone = [name for name in given.files if inputs.files.get(name) is None]
    stage = inputs.states.get(document.stage, "") if document.stage else ""
    if gone:
        yield MISSING, f"파일이 없습니다: {', '.join(gone)}"
    if stage == "stale":
        yield STALE, "그 단계의 문서가 낡았습니다."
    if given.files and given.valid_until and given.valid_until < inputs.as_of:
        yield STALE, f"유효한 날({given.valid_until})이 지났습니다."
    if given.files and document.reviewed:
        yield from ((STALE, why) for why in review_faults(inputs))
    if given.files or stage == "done":
        yield PRESENT, "회사의 파일" if given.files else "그 단계의 문서"
    if document.stage:
        yield MISSING, _STAGES.get(stage, "이 사건에서 다루지 않은 단계입니다. 회사의 파일을 적을 수 있습니다.")
    if document.draft:
        number = _open_places(inputs, events, document.draft)
        yield (MISSING, f"초안에 채울 곳이 {number}곳 있습니다.") if number else (PRESENT, "이 단계의 초안")
    yield MISSING, "확정한 파일을 report.documents에 적어야 합니다."


_STAGES = {
    "waiting": "그 단계가 앞 단계를 기다립니다.",
    "open": "그 단계에 남은 물음이 있습니다.",
    "ready": "그 단계의 문서를 아직 쓰지 않았습니다.",
}


# ------------------------------------------------------------------------ drafts


def _open_places(inputs: _Inputs, events: tuple[Event, ...], name: str) -> int:
    if name == EVENT_DRAFT:
        return sum(not text for event in events for text in (event.what, event.response, event.materials))
    draft = {draft.id: draft for draft in inputs.data.drafts}[name]
    return sum(_open_in(inputs, draft, part) for part in parts(inputs, draft))


def parts(inputs: _Inputs, draft: Draft) -> tuple[Part, ...]:
    """Return the sections of a draft that this deal has."""
    return tuple(part for part in draft.parts if not part.when or inputs.facts[part.when] == part.value)


def _open_in(inputs: _Inputs, draft: Draft, part: Part) -> int:
    rows = sum(not row_value(inputs, draft, row) for row in part.rows)
    for table in part.tables:
        entries = entries_of(inputs, table)
        if entries is None or (not entries and not table.empty):
            rows += 1
        for entry in entries or ():
            rows += sum(not (column.field and said(getattr(entry, column.field))) for column in table.columns)
    return rows


def entries_of(inputs: _Inputs, table: Table) -> tuple[Any, ...] | None:
    """Return the entries of a table; () where the deal sheet says that there are none, None where it says nothing."""
    if table.never and said(inputs.facts[table.never]) == table.value:
        return ()
    found: tuple[Any, ...] | None = inputs.facts[table.of]
    return found


def row_value(inputs: _Inputs, draft: Draft, row: Row) -> str:
    """Return what the deal sheet or the answer says for a row of a draft, '' for nothing."""
    if not row.fact:
        return inputs.answers.drafts[draft.id][row.id]
    found = said(inputs.facts[row.fact])
    return f"{found}{row.unit}" if found else ""


def said(value: object) -> str:
    """Return a value of the deal sheet as a document says it, '' for nothing."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


# ------------------------------------------------------------------------ the review


def reviewed_of(inputs: _Inputs) -> Reviewed | None:
    """Return the review that the answers name, else that of the stage of the contract."""
    if inputs.answers.review:
        return inputs.answers.reviewed
    found = inputs.result("contract", Contracted)
    return found.reviewed if found else None


def review_faults(inputs: _Inputs) -> Iterator[str]:
    """Yield why the review of the contract no longer speaks about the contract of the case."""
    found = reviewed_of(inputs)
    if found is None:
        return
    if found.edition != inputs.edition.id:
        yield f"계약서를 {found.edition}년판으로 검토하였으나 기준일의 판은 {inputs.edition.title}입니다."
    importance = final_importance(inputs)
    if importance and found.importance != importance:
        yield f"계약서를 {found.importance}업무로 보고 검토하였으나 평가 결과는 {importance}업무입니다."
    if found.library != inputs.procedure.version:
        yield f"계약서를 라이브러리 {found.library}으로 검토하였으나 지금은 {inputs.procedure.version}입니다."
    if found.documents:
        yield from _other_files(inputs, {sha256 for _, sha256 in found.documents})


def _other_files(inputs: _Inputs, reviewed: set[str]) -> Iterator[str]:
    contracts = [d.id for group in inputs.data.groups for d in group.documents if d.reviewed]
    copies = {d.same_as for group in inputs.data.groups for d in group.documents if d.same_as}
    for document in (name for name in contracts if name in copies):
        for name in inputs.answers.documents[document].files:
            data = inputs.files.get(name)
            if data is not None and hashlib.sha256(data).hexdigest() not in reviewed:
                yield f"‘{name}’은 검토한 파일이 아닙니다. 이 파일을 검토하고 report.review를 바꾸십시오."


def final_importance(inputs: _Inputs) -> str:
    """Return 중요 or 비중요 as stage 2 has it, '' while it is open."""
    found = inputs.result("importance", Importance)
    return found.final if found else ""
