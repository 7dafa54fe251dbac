"""What is due while the service is used and when it ends, and what is still to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.use import Review, Use
from pipeline.procedure.days import months_later, written
from pipeline.procedure.stage import Due, Inputs, Question, Reason, Result
from pipeline.procedure.stages.continuity.judge import Prepared
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.procedure.stages.report.result import Report
from pipeline.procedure.stages.report.timing import Obligation
from pipeline.procedure.stages.scope.judge import Scope
from pipeline.procedure.stages.use.answers import REPORT, Answers, ChangeReview
from pipeline.procedure.stages.use.uses import Service, Share, shares

UseInputs = Inputs[Use, Answers]
AFTER, SEES = ("importance",), ("scope", "continuity", REPORT)


@dataclass(frozen=True, slots=True)
class Planned:
    """A review that is due in this case. `months` 0 and `due` None while not known."""

    review: str
    months: int
    due: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Used(Result):
    """The result. `services`: all cloud services, this case first; `over`: the providers above the company's limit."""

    services: tuple[Service, ...] = ()
    shares: tuple[Share, ...] = ()
    over: tuple[str, ...] = ()
    planned: tuple[Planned, ...] = ()
    events: tuple[Obligation, ...] = ()
    open_steps: tuple[str, ...] = ()


def judge(inputs: UseInputs) -> Used:
    """Return the concentration, the days of the reviews, the events and the state of the exit."""
    services = (_own(inputs), *(inputs.answers.uses or ()))
    spread = shares(services)
    limit = inputs.answers.limit
    over = tuple(s.provider for s in spread if limit is not None and s.percent is not None and s.percent > limit)
    planned = tuple(_planned(inputs))
    report = inputs.result(REPORT, Report)
    events = report.obligations if report else ()
    steps = tuple(_open_steps(inputs))
    questions = (*_questions(inputs, planned), *_change_questions(inputs, events), *_exit_questions(inputs))
    return Used(
        outcome="" if questions else _outcome(inputs, over, steps),
        questions=questions,
        reasons=tuple(_reasons(inputs, spread, over)),
        dues=tuple(_dues(inputs, planned)),
        notes=tuple(_notes(inputs)),
        services=services,
        shares=spread,
        over=over,
        planned=planned,
        events=events,
        open_steps=steps,
    )


def _own(inputs: UseInputs) -> Service:
    importance = inputs.result("importance", Importance)
    return Service(
        inputs.named("provider.name", "제공자의 상호"),
        inputs.named("business.name", "위탁업무의 명칭"),
        importance.final if importance else "",
    )


# ------------------------------------------------------------------------ reviews


def _planned(inputs: UseInputs) -> Iterator[Planned]:
    for review in inputs.data.reviews:
        if is_due(inputs, review):
            told = inputs.answers.reviews[review.id]
            months = review.months or told.months
            yield Planned(review.id, months, months_later(told.last, months) if told.last and months else None)


def is_due(inputs: UseInputs, review: Review) -> bool:
    """Tell whether the applicability that was found, and the exit strategy, ask for the review."""
    prepared = inputs.result("continuity", Prepared)
    if review.with_exit and prepared is not None and not prepared.has_exit:
        return False
    scope = inputs.result("scope", Scope)
    values = scope.values if scope else {}
    return all(values.get(name, "") in allowed for name, allowed in review.asked_if.items())


def _dues(inputs: UseInputs, planned: tuple[Planned, ...]) -> Iterator[Due]:
    titles = {review.id: review for review in inputs.data.reviews}
    for plan in planned:
        if plan.due:
            yield Due(plan.due, titles[plan.review].title, inputs.cite(*titles[plan.review].sources))
    for risk in inputs.data.risks:
        if due := inputs.answers.risks[risk.id].due:
            yield Due(due, f"대책: {risk.title}", inputs.cite(*risk.sources))


# ------------------------------------------------------------------------ questions


def _questions(inputs: UseInputs, planned: tuple[Planned, ...]) -> Iterator[Question]:
    answers = inputs.answers
    for place, ask in (("provider.name", "제공자의 상호"), ("business.name", "위탁업무의 명칭")):
        if not inputs.facts[place]:
            yield Question(place, ask, "deal")
    if answers.uses is None:
        yield Question("uses_file", "회사가 쓰는 다른 클라우드의 목록(없으면 머리줄만 있는 CSV)")
    if answers.limit is None:
        yield Question("limit", "한 제공자에게 몰린 중요업무의 한도(%)")
    if not answers.multi_vendor:
        yield Question("multi_vendor", "다중 공급업체 전략이 필요한지 검토한 결과")
    for risk in inputs.data.risks:
        told = answers.risks[risk.id]
        for key, given, ask in (
            ("level", told.level, "등급"),
            ("measure", told.measure, "대책"),
            ("owner", told.owner, "담당"),
        ):
            if not given:
                yield Question(f"risks.{risk.id}.{key}", f"{risk.title}: {ask}")
    titles = {review.id: review.title for review in inputs.data.reviews}
    for plan in planned:
        if not answers.reviews[plan.review].last:
            yield Question(f"reviews.{plan.review}.last", f"{titles[plan.review]}: 마지막으로 점검한 날")
        if not plan.months:
            yield Question(f"reviews.{plan.review}.months", f"{titles[plan.review]}: 주기(개월)")
    report: ReportData = inputs.procedure.data[REPORT]
    for cause in report.causes:
        if not answers.watch[cause.id]:
            yield Question(f"watch.{cause.id}", f"보고 사유를 지켜보는 사람과 방법: {cause.title}")


def change_review(inputs: UseInputs, event: Obligation) -> ChangeReview | None:
    """Return the security review of an event, None while there is none."""
    told = inputs.answers.changes
    return next((one for one in told if (one.cause, one.day) == (event.cause, event.day)), None)


def needs_review(inputs: UseInputs, event: Obligation) -> bool:
    """Tell whether the security risk of an event is to be reviewed."""
    return event.cause in inputs.data.review_causes


def _change_questions(inputs: UseInputs, events: tuple[Obligation, ...]) -> Iterator[Question]:
    for event in events:
        told = change_review(inputs, event)
        if needs_review(inputs, event) and not (told and told.finding and told.reviewed_on):
            yield Question("changes", f"{event.day}의 변동({event.title}): 보안리스크를 평가한 결과와 날")
    known = {(event.cause, event.day) for event in events}
    for one in inputs.answers.changes:
        if (one.cause, one.day) not in known:
            yield Question("changes", f"report.events에 없는 변동({one.cause}, {one.day})의 날을 고치거나 지울 것")


def _exit_questions(inputs: UseInputs) -> Iterator[Question]:
    answers = inputs.answers
    if not (answers.exit_kind or answers.decided_on):
        return
    for key, given, ask in (
        ("kind", answers.exit_kind, "전환인지 종료인지"),
        ("decided_on", answers.decided_on, "결정한 날"),
        ("reason", answers.exit_reason, "사유"),
    ):
        if not given:
            yield Question(f"exit.{key}", f"이용의 종료: {ask}")
    for _, step in inputs.data.steps(answers.exit_kind):
        told = answers.steps[step.id]
        if told.done_on and not told.evidence:
            yield Question(f"exit.steps.{step.id}.evidence", f"{step.title}: 증빙")


def _open_steps(inputs: UseInputs) -> Iterator[str]:
    if inputs.answers.decided_on:
        for _, step in inputs.data.steps(inputs.answers.exit_kind):
            told = inputs.answers.steps[step.id]
            if not told.done_on and not told.not_applicable:
                yield step.id


# ------------------------------------------------------------------------ what is said


def _outcome(inputs: UseInputs, over: tuple[str, ...], steps: tuple[str, ...]) -> str:
    spread = f"한도를 넘은 제공자 {len(over)}곳" if over else "집중도 한도 안"
    if not inputs.answers.decided_on:
        begins = _begins(inputs)
        return f"이용 전({written(begins)} 시작 예정, {spread})" if begins else f"이용 중({spread})"
    return f"{inputs.answers.exit_kind} 중(남은 항목 {len(steps)}개)" if steps else f"{inputs.answers.exit_kind} 마침"


def _begins(inputs: UseInputs) -> dt.date | None:
    """Return the day on which use begins where it is still to come: that of the start, else that of the contract."""
    report = inputs.result(REPORT, Report)
    begins = (report.started_on if report else None) or inputs.facts["contract.date"]
    return begins if begins and begins > inputs.as_of else None


def _reasons(inputs: UseInputs, spread: tuple[Share, ...], over: tuple[str, ...]) -> Iterator[Reason]:
    source = inputs.cite(*inputs.data.concentration_sources)
    total = sum(share.critical for share in spread)
    told = f"맡긴 중요업무는 {total}개입니다" if total else "맡긴 중요업무는 없습니다"
    yield Reason(f"클라우드 제공자 {len(spread)}곳을 이용하며 {told}.", source)
    for name in over:
        yield Reason(f"{name}에 몰린 중요업무가 회사가 정한 한도 {inputs.answers.limit}%를 넘습니다.", source)


def _notes(inputs: UseInputs) -> Iterator[str]:
    prepared = inputs.result("continuity", Prepared)
    if inputs.answers.decided_on and (prepared is None or prepared.exit is None or not prepared.exit.begun):
        yield "출구전략(4단계)이 없습니다. 가이드 제9장은 세워 둔 출구전략에 따라 이전과 파기를 하도록 합니다."
