"""Which rule holds for an event, and the day until which it is reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.deal.fields import YES
from pipeline.library.procedure.report import AFTER, EVENT, HALF_YEAR, MONTHS, Cause, ReportData, Rule
from pipeline.procedure.days import business_day, business_days_from, day_off, months_later
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.report.answers import Answers, Event

DUE, EXEMPT, UNDECIDED, HALF_YEARLY, PENDING = "보고 대상", "보고 대상 아님", "판단 보류", "반기 보고", "보고일 미정"


@dataclass(frozen=True, slots=True)
class Obligation:
    """What an event asks for. `state`: DUE, EXEMPT, UNDECIDED, HALF_YEARLY or PENDING (a day is not known yet).

    day: of the event; counted_from: the first day of the count; last: the last day by the calendar; until: the day
    that is proposed where `last` is a day off (`off` says why). response: reason, material and plan are attached.
    """

    cause: str
    title: str
    day: dt.date
    state: str
    act: str = ""
    wording: str = ""
    source: str = ""
    response: bool = False
    counted_from: dt.date | None = None
    last: dt.date | None = None
    until: dt.date | None = None
    off: str = ""
    reported_on: dt.date | None = None
    said: tuple[str, ...] = ()


_Inputs = Inputs[ReportData, Answers]


def obligation(inputs: _Inputs, event: Event, day: dt.date, importance: str) -> Obligation:
    """Return what `event` of `day` asks for; `importance` is 중요, 비중요, or '' while unknown."""
    data, cause = inputs.data, inputs.data.cause(event.cause)
    regime, wording = data.regime(day), cause.wording(day)
    found = Obligation(
        cause=cause.id,
        title=cause.title,
        day=day,
        state=UNDECIDED,
        wording=wording.text if wording else "",
        source=_source(inputs, cause, day),
        response=bool(wording and wording.response),
        reported_on=event.reported_on,
    )
    if is_exempt(inputs, importance):
        source = inputs.cite(*data.exempt.sources)
        return replace(found, state=EXEMPT, response=False, source=source, said=(data.exempt.text,))
    if wording is None and cause.otherwise:
        return replace(found, said=(cause.otherwise,))
    rule = regime.rule(cause.id, importance)
    if rule is None:
        told = "업무 중요도가 정해져야 보고의 방법을 알 수 있습니다." if regime.asks_importance(cause.id) else ""
        return replace(found, said=(told or "이 날에 시행된 절차에 이 사유가 없습니다.",))
    if rule.unit == HALF_YEAR:
        return replace(found, state=HALF_YEARLY, act=rule.act, said=("업무보고서에 넣어 반기별로 보고합니다.",))
    return _timed(inputs, replace(found, act=rule.act), rule)


def is_exempt(inputs: _Inputs, importance: str) -> bool:
    """Tell whether the company need not report."""
    return asks_exempt(inputs, importance) and inputs.answers.financial_transactions not in ("", YES)


def asks_exempt(inputs: _Inputs, importance: str) -> bool:
    """Tell whether the exception depends on the kind of information."""
    exempt = inputs.data.exempt
    return inputs.facts["financial_company.kind"] == exempt.company and importance == exempt.importance


def _source(inputs: _Inputs, cause: Cause, day: dt.date) -> str:
    """Return the places in the editions that were in force on the day of the event."""
    regime, wording = inputs.data.regime(day), cause.wording(day)
    places = (
        replace(place, at=wording.at) if wording and wording.at.startswith(place.at) else place
        for place in regime.sources
    )
    return inputs.procedure.cite(tuple(places), day)


# ------------------------------------------------------------------------ the day


def _timed(inputs: _Inputs, found: Obligation, rule: Rule) -> Obligation:
    start, said = _start(inputs, found, rule)
    if start is None:
        return replace(found, state=PENDING, said=said)
    closed = inputs.answers.closed_days
    if rule.unit == MONTHS:
        last = months_later(start, rule.count)
    else:
        last = business_days_from(start, rule.count if rule.way == AFTER else -rule.count, closed)
    off = day_off(last, closed)
    until = last
    if off and inputs.answers.weekend != "same":
        until = business_day(last, 1 if inputs.answers.weekend == "after" else -1, closed)
    return replace(found, state=DUE, counted_from=start, last=last, until=until, off=off, said=said)


def _start(inputs: _Inputs, found: Obligation, rule: Rule) -> tuple[dt.date | None, tuple[str, ...]]:
    """Return the day from which is counted, None while it is not known, and why it is that day."""
    answers, company = inputs.answers, inputs.data.new_company
    if rule.origin != EVENT:
        pending = (
            ()
            if answers.started_on
            else ("서비스를 개시할 날(보고 단계의 ‘서비스 개시일’)을 적어야 기한을 알 수 있습니다.",)
        )
        return answers.started_on, pending
    start, said = _later_start(inputs, found)
    if answers.new_company != YES:
        return start, said
    if answers.licensed_on is None:
        return None, (*said, company.text, company.pending)
    if answers.licensed_on > start:
        return answers.licensed_on, (*said, company.text, company.note)
    return start, said


def _later_start(inputs: _Inputs, found: Obligation) -> tuple[dt.date, tuple[str, ...]]:
    later, answers = inputs.data.later, inputs.answers
    if answers.development != YES or found.cause not in later.causes:
        return found.day, ()
    return next(_later_starts(inputs, found.day))


def _later_starts(inputs: _Inputs, day: dt.date) -> Iterator[tuple[dt.date, tuple[str, ...]]]:
    """Yield the first day of the count with its reason; the first that is yielded holds."""
    later, answers = inputs.data.later, inputs.answers
    if inputs.edition.id not in later.editions:
        yield day, (later.otherwise,)
    if answers.started_on is not None and answers.started_on < months_later(day, later.months):
        yield day, (later.too_short,)
    if answers.linked_on is None:
        yield day, (f"{later.ask}을 적지 않아 계약을 체결한 날부터 셉니다.",)
    elif answers.linked_on > day:
        yield answers.linked_on, (later.text,)
    yield day, ()
