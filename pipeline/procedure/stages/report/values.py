"""What the deal sheet and the answers say for the places of a draft, and the questions about those that are open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.deal import is_domestic
from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import Draft, Part, Required, Row, Table
from pipeline.procedure.stage import Inputs, Question
from pipeline.procedure.stages.report.answers import Answers

EVENT_DRAFT = "event"
"""The draft that is made from the answers about the events alone."""
NAMES = (
    ("financial_company.name", "금융회사의 상호"),
    ("provider.name", "제공자의 상호"),
    ("business.name", "위탁업무의 명칭"),
)
"""The places of the deal sheet that stand on every draft."""

_Inputs = Inputs[ReportData, Answers]


def parts(inputs: _Inputs, draft: Draft) -> tuple[Part, ...]:
    """Return the sections of a draft that this deal has."""
    return tuple(part for part in draft.parts if not part.when or inputs.facts[part.when] == part.value)


def is_needless(inputs: _Inputs, part: Part) -> bool:
    """Tell whether a section is about processing abroad and the deal sheet has places in Korea alone."""
    found = inputs.facts["locations"]
    return part.abroad and bool(found) and all(place.country and is_domestic(place) for place in found)


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


# ------------------------------------------------------------------------ what is open


def is_filed(inputs: _Inputs, document: Required) -> bool:
    """Tell whether files of the company stand for a document."""
    return bool(inputs.answers.documents[document.id].files)


def draft_questions(inputs: _Inputs, draft: Draft) -> Iterator[Question]:
    """Yield what is still to be said for a draft, where a line of case.yaml or of the deal sheet says it."""
    yield from (Question(place, ask, "deal") for place, ask in NAMES if not inputs.facts[place])
    for part in parts(inputs, draft):
        if is_needless(inputs, part):
            continue
        for row in part.rows:
            if not row_value(inputs, draft, row):
                path = row.fact or f"drafts.{draft.id}.{row.id}"
                yield Question(path, row.ask or row.label, "deal" if row.fact else "case")
        for table in part.tables:
            yield from _of_table(inputs, table)


def _of_table(inputs: _Inputs, table: Table) -> Iterator[Question]:
    entries = entries_of(inputs, table)
    if entries is None or (not entries and not table.empty):
        yield Question(table.of, table.none.strip("【】"), "deal")
    for number, entry in enumerate(entries or (), 1):
        for column in table.columns:
            if column.field and not said(getattr(entry, column.field)):
                yield Question(f"{table.of}[{number}].{column.field}", column.head, "deal")


def by_word(inputs: _Inputs, draft: Draft) -> tuple[str, ...]:
    """Return the heads of the columns that are filled in the draft itself, as no file has a line for them."""
    tables = [table for part in parts(inputs, draft) for table in part.tables if entries_of(inputs, table)]
    return tuple(column.head for table in tables for column in table.columns if not column.field)
