"""The report of a case: what each event asks for, which documents are there, and what is still to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deal.fields import YES
from pipeline.library.procedure.report import ReportData
from pipeline.procedure.stage import Due, Inputs, Question, Reason, Result
from pipeline.procedure.stages.report.answers import Answers, Event
from pipeline.procedure.stages.report.held import (
    MISSING,
    PRESENT,
    STALE,
    Held,
    final_importance,
    held,
    parts,
    review_faults,
    reviewed_of,
)
from pipeline.procedure.stages.report.timing import DUE, PENDING, Obligation, asks_exempt, obligation

_Inputs = Inputs[ReportData, Answers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Result):
    """The result. `obligations`: one for each event whose day is known; `held`: the documents."""

    obligations: tuple[Obligation, ...] = ()
    held: tuple[Held, ...] = ()


def judge(inputs: _Inputs) -> Report:
    """Return what is to be reported until when, the state of the documents, and the open questions."""
    importance = final_importance(inputs)
    known = tuple((event, day) for event in events_of(inputs) if (day := day_of(inputs, event)))
    found = tuple(obligation(inputs, event, day, importance) for event, day in known)
    documents = held(inputs, events_of(inputs), response=any(o.response for o in found))
    questions = tuple(_questions(inputs, found, documents, importance))
    return Report(
        outcome="" if questions else _outcome(found, documents),
        questions=questions,
        reasons=tuple(Reason(text, o.source) for o in found for text in (f"{o.title}: {o.state}", *o.said)),
        dues=tuple(_dues(found)),
        notes=tuple(_notes(inputs, found, documents)),
        obligations=found,
        held=documents,
    )


def events_of(inputs: _Inputs) -> tuple[Event, ...]:
    """Return the events of the answers that name a cause."""
    return tuple(event for event in inputs.answers.events if event.cause)


def day_of(inputs: _Inputs, event: Event) -> dt.date | None:
    """Return the day of an event; that of a new contract stands in the deal sheet."""
    place = inputs.data.cause(event.cause).day
    found = event.day or (inputs.facts[place] if place else None)
    return found if isinstance(found, dt.date) else None


def _outcome(found: tuple[Obligation, ...], documents: tuple[Held, ...]) -> str:
    days = [f"{o.act} {o.until}까지" for o in found if o.state == DUE and o.until and not o.reported_on]
    done = [f"{o.reported_on} 보고함" for o in found if o.reported_on]
    others = [o.state for o in found if o.state != DUE and not o.reported_on]
    lacking = [f"{state} {n}건" for state in (MISSING, STALE) if (n := sum(d.state == state for d in documents))]
    told = ", ".join(dict.fromkeys((*days, *done, *others)))
    return f"{told}(구비서류 {', '.join(lacking)})" if lacking else f"{told}(구비서류 모두 있음)"


# ------------------------------------------------------------------------ questions


def _questions(
    inputs: _Inputs, found: tuple[Obligation, ...], documents: tuple[Held, ...], importance: str
) -> Iterator[Question]:
    events = events_of(inputs)
    if not events:
        yield Question("events", "보고 사유")
    for number, event in enumerate(inputs.answers.events, 1):
        if event.cause:
            yield from _about_event(inputs, event, f"events[{number}]")
    if asks_exempt(inputs, importance) and not inputs.answers.financial_transactions:
        yield Question("financial_transactions", inputs.data.exempt.ask)
    if any(o.state == PENDING for o in found) and inputs.answers.new_company != YES:
        yield Question("started_on", "제공자가 업무를 실제로 수행하기 시작하는 날")
    if not inputs.answers.review:
        if reviewed_of(inputs) is None:
            yield Question(
                "review", "계약서를 검토한 결과. 6단계(계약)의 문서를 쓰면 가져오며, 다른 곳에서 검토하였으면 그 JSON"
            )
    elif inputs.files.get(inputs.answers.review) is None:
        yield Question("review", f"계약서를 검토한 결과(‘{inputs.answers.review}’ 파일이 없습니다)")
    yield from _about_documents(inputs, documents)
    for group in inputs.data.groups:
        if inputs.answers.assessed.get(group.id) == "":
            yield Question(f"assessed.{group.id}", f"자체평가: {group.name}")


def _about_event(inputs: _Inputs, event: Event, path: str) -> Iterator[Question]:
    cause = inputs.data.cause(event.cause)
    day = day_of(inputs, event)
    if day is None and cause.day:
        yield Question(cause.day, "계약일", "deal")
    elif day is None:
        yield Question(f"{path}.day", f"사유가 발생한 날({cause.title})")
    elif (wording := cause.wording(day)) and wording.response:
        for key, ask, given in (("what", "발생 사유", event.what), ("response", "대응계획", event.response)):
            if not given:
                yield Question(f"{path}.{key}", f"{ask}({cause.title})")


def _about_documents(inputs: _Inputs, documents: tuple[Held, ...]) -> Iterator[Question]:
    every = {d.id: d for group in inputs.data.groups for d in group.documents}
    for found in documents:
        document = every[found.document]
        if document.signed and found.state != PRESENT:
            yield Question(f"documents.{document.id}.files", f"{document.name}: {found.why}")
    filed = {d.draft for d in every.values() if d.draft and inputs.answers.documents[d.id].files}
    for draft in inputs.data.drafts:
        needed = any(d.draft == draft.id for d in every.values())
        for part in parts(inputs, draft) if needed and draft.id not in filed else ():
            for row in part.rows:
                if row.ask and not inputs.answers.drafts[draft.id][row.id]:
                    yield Question(f"drafts.{draft.id}.{row.id}", row.ask)


# ------------------------------------------------------------------------ days and notes


def _dues(found: tuple[Obligation, ...]) -> Iterator[Due]:
    for o in found:
        if o.until is not None and o.reported_on is None:
            off = f". 달력의 마지막 날 {o.last}은 {o.off}" if o.off else ""
            yield Due(o.until, f"{o.act}: {o.title}{off}", o.source)


def _notes(inputs: _Inputs, found: tuple[Obligation, ...], documents: tuple[Held, ...]) -> Iterator[str]:
    for o in found:
        if o.day > inputs.as_of:
            yield f"{o.title}: {o.day}은 기준일({inputs.as_of}) 뒤이므로 예정된 날로 계산하였습니다."
        if o.reported_on and o.last and o.reported_on > o.last:
            yield f"{o.title}: 보고한 날({o.reported_on})이 기한({o.last}) 뒤입니다."
        if o.until and not o.reported_on and o.until < inputs.as_of:
            yield f"{o.title}: 기준일({inputs.as_of})에 기한({o.until})이 지났습니다."
    yield from review_faults(inputs)
    lacking = {d.group for d in documents if d.state != PRESENT}
    for group in inputs.data.groups:
        if group.id in lacking and inputs.answers.assessed.get(group.id) == "충족":
            yield f"{group.name}: 자체평가는 충족이라고 적었으나 없거나 낡은 서류가 있습니다."
