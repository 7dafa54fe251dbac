"""The drafts: filled from the deal sheet and the answers, with a marked place for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import Column, Draft, Group, Part, Table
from pipeline.procedure.days import written
from pipeline.procedure.paper import Block, Bullets, Form, Grid, Paper, Section, SourceLine, Text
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.report.answers import Answers, Event
from pipeline.procedure.stages.report.result import day_of, events_of
from pipeline.procedure.stages.report.timing import Obligation
from pipeline.procedure.stages.report.values import (
    EVENT_DRAFT,
    NAMES,
    entries_of,
    is_filed,
    is_needless,
    parts,
    row_value,
    said,
)

_Inputs = Inputs[ReportData, Answers]


def is_used(inputs: _Inputs, draft: Draft) -> bool:
    """Tell whether a draft belongs to the edition of the guide."""
    return not draft.editions or inputs.edition.id in draft.editions


def draft_paper(inputs: _Inputs, draft: Draft) -> Paper:
    """Return the draft as a paper."""
    documents = [d for group in inputs.data.groups for d in group.documents if d.draft == draft.id]
    note = (Section("이 서류에 관하여", (Text(draft.note, note=True),)),) if draft.note else ()
    return Paper(
        kind=f"report-{draft.id}",
        title=draft.title,
        mark="안",
        returns=any(is_filed(inputs, document) for document in documents),
        cover=_head(inputs),
        sections=(*note, *(_section(inputs, draft, part) for part in parts(inputs, draft)), _source(inputs, draft.id)),
    )


def _head(inputs: _Inputs) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label, inputs.named(place, ask))
        for label, (place, ask) in zip(("금융회사", "제공자", "위탁업무"), NAMES, strict=True)
    )


def _source(inputs: _Inputs, draft: str) -> Section:
    places = [p for group in inputs.data.groups for p in _places(group, draft)]
    return Section("근거", (SourceLine(inputs.cite(*(places or inputs.data.sources))),))


def _places(group: Group, draft: str) -> tuple[Any, ...]:
    return group.sources if any(draft in (d.draft, d.id) for d in group.documents) else ()


def _section(inputs: _Inputs, draft: Draft, part: Part) -> Section:
    return Section(part.heading, tuple(_blocks(inputs, draft, part)))


def _blocks(inputs: _Inputs, draft: Draft, part: Part) -> Iterator[Block]:
    if is_needless(inputs, part):
        yield Text(part.otherwise)
        return
    if part.note:
        yield Text(part.note, note=True)
    if part.rows:
        yield Form(
            tuple((row.label, row_value(inputs, draft, row) or f"【{row.ask or row.label}】") for row in part.rows)
        )
    for table in part.tables:
        yield _table(inputs, table)


def _table(inputs: _Inputs, table: Table) -> Block:
    entries = entries_of(inputs, table)
    if entries is None or (not entries and not table.empty):
        return Text(table.none)
    if not entries:
        return Text(table.empty)
    rows = tuple(tuple(_cell(entry, column) for column in table.columns) for entry in entries)
    width = tuple(100 // len(table.columns) for _ in table.columns)
    return Grid(tuple(column.head for column in table.columns), width, rows)


def _cell(entry: Any, column: Column) -> str:
    found = said(getattr(entry, column.field)) if column.field else ""
    return found or f"【{column.ask or column.head}】"


# ------------------------------------------------------------------------ reason, material, plan


def event_paper(inputs: _Inputs, obligations: tuple[Obligation, ...]) -> Paper:
    """Return the statement of the reasons with material and plan."""
    due = {o.title for o in obligations if o.response}
    return Paper(
        kind="report-event",
        title="발생 사유, 관련 자료 및 대응계획",
        mark="안",
        cover=_head(inputs),
        sections=(
            *(
                Section(inputs.data.cause(event.cause).title, _about(inputs, event))
                for event in events_of(inputs)
                if inputs.data.cause(event.cause).title in due
            ),
            _source(inputs, EVENT_DRAFT),
        ),
    )


def _about(inputs: _Inputs, event: Event) -> tuple[Block, ...]:
    day = day_of(inputs, event)
    wording = inputs.data.cause(event.cause).wording(day) if day else None
    rows = (
        ("발생한 날", written(day) if day else "【사유가 발생한 날】"),
        ("규정의 문언", wording.text if wording else "【해당하는 문언】"),
        ("발생 사유", event.what or "【발생 사유】"),
        ("대응계획", event.response or "【대응계획: 할 일, 맡은 사람, 마치는 날】"),
    )
    return (Form(rows), Bullets(event.materials or ("【관련 자료】",)))
