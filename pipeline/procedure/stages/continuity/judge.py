"""Which items are due, what is answered to each, whether the recovery time fits, what the exit strategy lacks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deal.fields import YES
from pipeline.deal.schema import CRITICAL
from pipeline.library.procedure.continuity import Addition, Continuity, Duty, Group
from pipeline.procedure.stage import Due, Inputs, Question, Reason, Result
from pipeline.procedure.stages.continuity.answers import DONE, NOT_APPLICABLE, PLANNED, Answers, ExitAnswers, ItemAnswer
from pipeline.procedure.stages.importance.judge import Importance

REQUIRED, ADDED = "필수", "추가"
OPEN, OPTIONAL, NOT_ASKED = "미정", "생략 가능", "묻지 않음"
RTO = "recovery.rto"
_HOURS = {"초": 1 / 3600, "분": 1 / 60, "시간": 1.0, "일": 24.0, "주": 168.0}
_Inputs = Inputs[Continuity, Answers]


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item of a 별표. `at`: its article, '' for an addition; `state`: as answered, or 미정, 생략 가능, 묻지 않음.

    `told`: evidence or reason; `lacks`: (key, Korean) of what is still to be answered; `same`: True for an article
    that stands in another group, where it is answered.
    """

    id: str
    annex: str
    group: str
    kind: str
    at: str
    text: str
    state: str
    told: str
    owner: str
    due: dt.date | None
    note: str
    same: bool
    lacks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(Result):
    """The result. `importance`: 중요 or 비중요; `open_points`: what a decision has to know, in Korean sentences.

    `exit`: the exit strategy as answered.
    """

    importance: str = ""
    items: tuple[JudgedItem, ...] = ()
    exit_due: bool = False
    exit: ExitAnswers | None = None
    open_points: tuple[str, ...] = ()

    @property
    def has_exit(self) -> bool:
        """Whether there is an exit strategy: it is due, or someone began one."""
        return self.exit_due or bool(self.exit and self.exit.begun)


def judge(inputs: _Inputs) -> Prepared:
    """Return the state of every item that is due in the edition of the case, and what is still to be answered."""
    importance = _importance(inputs)
    critical = importance == CRITICAL
    items = tuple(_items(inputs, critical))
    questions = (*_head_questions(inputs), *_item_questions(items), *(_exit_questions(inputs) if critical else ()))
    too_long = _recovery(inputs)
    planned = tuple(item for item in items if item.state == PLANNED and not item.same)
    return Prepared(
        outcome="" if questions else _told(items),
        questions=questions,
        reasons=tuple(_reasons(inputs, critical)),
        dues=tuple(_dues(inputs, planned)),
        notes=too_long,
        importance=importance,
        items=items,
        exit_due=critical,
        exit=inputs.answers.exit,
        open_points=(*too_long, *map(_planned, planned)),
    )


def _importance(inputs: _Inputs) -> str:
    found = inputs.result("importance", Importance)
    return found.final if found else ""


# ------------------------------------------------------------------------ items


def _items(inputs: _Inputs, critical: bool) -> Iterator[JudgedItem]:
    for annex in inputs.data.annexes:
        for group in annex.groups:
            for duty in group.required:
                if inputs.edition.id in duty.at:
                    yield _duty(inputs, annex.id, group, duty)
            for addition in group.added:
                yield _addition(inputs, annex.id, group, addition, critical)


def _duty(inputs: _Inputs, annex: str, group: Group, duty: Duty) -> JudgedItem:
    meant = inputs.data.duties[duty.same] if duty.same else duty
    at = duty.at[inputs.edition.id]
    if not meant.asked:
        return JudgedItem(
            meant.id, annex, group.id, REQUIRED, at, meant.text, NOT_ASKED, "", "", None, meant.note, False, ()
        )
    answer = inputs.answers.items[meant.id]
    return JudgedItem(
        meant.id, annex, group.id, REQUIRED, at, meant.text, answer.state or OPEN, _said(answer), answer.owner,
        answer.due, meant.note, bool(duty.same), () if duty.same else _lacks(answer),
    )  # fmt: skip


def _addition(inputs: _Inputs, annex: str, group: Group, addition: Addition, critical: bool) -> JudgedItem:
    answer = _by_exit(inputs) if addition.by_exit else inputs.answers.items[addition.id]
    asked = not addition.by_exit and (critical or bool(answer.state))
    note = addition.note if critical or not addition.by_exit or inputs.answers.exit.begun else ""
    return JudgedItem(
        addition.id, annex, group.id, ADDED, "", addition.text, answer.state or (OPEN if critical else OPTIONAL),
        _said(answer), answer.owner, answer.due, note, False, _lacks(answer) if asked else (),
    )  # fmt: skip


def _by_exit(inputs: _Inputs) -> ItemAnswer:
    """Return the answer that the exit strategy itself gives: done where nothing of it is open."""
    is_whole = inputs.answers.exit.begun and not any(_exit_questions(inputs))
    return ItemAnswer(DONE if is_whole else "", "", "이 단계의 출구전략" if is_whole else "", "", None)


def _said(answer: ItemAnswer) -> str:
    return answer.reason if answer.state == NOT_APPLICABLE else answer.evidence or answer.reason


def _lacks(answer: ItemAnswer) -> tuple[tuple[str, str], ...]:
    asked = {
        "": (("state", answer.state, "상태"),),
        DONE: (("evidence", answer.evidence, "증빙"),),
        PLANNED: (("owner", answer.owner, "담당"), ("due", answer.due, "기한")),
        NOT_APPLICABLE: (("reason", answer.reason, "해당하지 않는 이유"),),
    }[answer.state]
    return tuple((key, ask) for key, given, ask in asked if not given)


def _item_questions(items: tuple[JudgedItem, ...]) -> Iterator[Question]:
    for item in items:
        for key, ask in item.lacks:
            yield Question(f"items.{item.id}.{key}", f"{item.at or ADDED} {item.text.rstrip('.')}: {ask}")


def _planned(item: JudgedItem) -> str:
    due = f"{item.due.year}. {item.due.month}. {item.due.day}.까지" if item.due else "기한 미정"
    return f"이행할 계획({due}, {item.owner or '담당 미정'}): {' '.join(filter(None, (item.at, item.text)))}"


def _told(items: tuple[JudgedItem, ...]) -> str:
    own = [item for item in items if not item.same]
    counts = (f"{state} {sum(item.state == state for item in own)}" for state in (DONE, PLANNED, NOT_APPLICABLE))
    return ", ".join(counts)


# ------------------------------------------------------------------------ the rest


def _head_questions(inputs: _Inputs) -> Iterator[Question]:
    answers = inputs.answers
    if not answers.core:
        yield Question("core_business", "핵심업무로 선정하였는가")
    if not inputs.facts[RTO]:
        yield Question(RTO, "복구목표시간(RTO)", "deal")
    if not answers.next_review:
        yield Question("next_review", "업무 연속성 계획을 다음에 점검할 날")


def hours(duration: str) -> float | None:
    """Return the hours of a duration of the deal sheet ('3시간', '30분'); None for units without a fixed length."""
    found = re.fullmatch(r"(\d+)(\D+)", duration)
    return float(found[1]) * _HOURS[found[2]] if found and found[2] in _HOURS else None


def _recovery(inputs: _Inputs) -> tuple[str, ...]:
    """Say where the recovery time of a core business is longer than the law allows, or cannot be compared."""
    given = inputs.facts[RTO]
    if inputs.answers.core != YES or not given:
        return ()
    limits = inputs.data.recovery
    limit = limits.hours.get(inputs.facts["financial_company.kind"] or "", limits.default_hours)
    length = hours(given)
    if length is None:
        return (f"복구목표시간 {given}을 핵심업무의 한도 {limit}시간과 견줄 수 없습니다. 시간이나 분으로 적으십시오.",)
    if length <= limit:
        return ()
    return (f"복구목표시간 {given}이 핵심업무의 한도 {limit}시간을 넘습니다({inputs.cite(*limits.sources)}).",)


def _reasons(inputs: _Inputs, critical: bool) -> Iterator[Reason]:
    source = inputs.cite(*inputs.data.sources)
    if critical:
        yield Reason("중요업무이므로 필수 사항과 추가 사항을 모두 지켜야 합니다.", source)
    else:
        yield Reason("비중요업무이므로 필수 사항만 지킬 수 있고 추가 사항은 생략할 수 있습니다.", source)


def _dues(inputs: _Inputs, planned: tuple[JudgedItem, ...]) -> Iterator[Due]:
    for item in planned:
        if item.due:
            yield Due(item.due, f"{item.owner or '담당 미정'}: {item.text}", item.at)
    if inputs.answers.next_review:
        yield Due(inputs.answers.next_review, "업무 연속성 계획 점검")


def _exit_questions(inputs: _Inputs) -> Iterator[Question]:
    data, told = inputs.data.exit, inputs.answers.exit
    for trigger in data.triggers:
        if not told.triggers[trigger.id].threshold:
            yield Question(f"exit.triggers.{trigger.id}.threshold", f"출구전략의 지표: {trigger.title}")
        if not told.triggers[trigger.id].watch:
            yield Question(f"exit.triggers.{trigger.id}.watch", f"지표를 지켜보는 사람과 방법: {trigger.title}")
    for role in data.roles:
        if not told.roles[role.id]:
            yield Question(f"exit.roles.{role.id}", f"출구전략의 담당: {role.title}")
    for part in data.plan:
        if not told.plan[part.id]:
            yield Question(f"exit.{part.id}", part.title)
    yield from _system_questions(inputs)


def _system_questions(inputs: _Inputs) -> Iterator[Question]:
    data, plans = inputs.data.exit, {plan.name: plan for plan in inputs.answers.exit.systems}
    names = system_names(inputs)
    for name in names:
        plan, whose = plans.get(name), f"‘{name}’" if name else "서비스 전체"
        if plan is None:
            yield Question("exit.systems", f"{whose}의 출구전략")
            continue
        place = f"exit.systems[{inputs.answers.exit.systems.index(plan) + 1}]"
        if not plan.method:
            yield Question(f"{place}.method", f"{whose}: 출구전략의 방법")
        for field in data.fields:
            if not plan.fields[field.id]:
                yield Question(f"{place}.{field.id}", f"{whose}: {field.title}")
    for name in plans:
        if name not in names:
            yield Question("exit.systems", f"거래명세서에 없는 시스템 ‘{name}’의 이름을 고치거나 지울 것")


def system_names(inputs: _Inputs) -> tuple[str, ...]:
    """Return the names of the systems of the deal sheet, ('',) for the service as a whole where it names none."""
    names = tuple(system.name for system in inputs.facts["business.systems"] or () if system.name)
    return names or ("",)
