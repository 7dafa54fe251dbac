"""What the committee has before it, what is still open, and what follows from its decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure.committee import Decision, Special
from pipeline.procedure.stage import Question, Reason, Result
from pipeline.procedure.stages.committee.answers import Member
from pipeline.procedure.stages.committee.before import Before, CommitteeInputs, before, has_findings, reuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Result):
    """The result. `special`: id -> 예, 아니오 or ''; `approved`: True only where the service may be used."""

    matters: tuple[Before, ...] = ()
    special: Mapping[str, str] = field(default_factory=dict)
    decision: str = ""
    conditions: tuple[str, ...] = ()
    held_on: dt.date | None = None
    time: str = ""
    discussion: str = ""
    members: tuple[Member, ...] = ()
    approved: bool = False


def judge(inputs: CommitteeInputs) -> Decided:
    """Return the matters and the decision, or what is still to be answered."""
    answers = inputs.answers
    matters = tuple(before(inputs, matter) for matter in inputs.data.matters)
    decision, special = decision_of(inputs), _special(inputs)
    questions = (*_questions(inputs, special), *_after_meeting(inputs, decision, matters))
    return Decided(
        outcome="" if questions or not decision or not answers.held_on else _told(decision, answers.held_on),
        questions=questions,
        reasons=(
            Reason(
                "평가결과, 업무연속성 계획 및 안전성 확보조치는 정보보호위원회의 심의·의결을 거쳐야 합니다.",
                inputs.cite(*inputs.data.sources),
            ),
        ),
        matters=matters,
        special=special,
        decision=answers.decision,
        conditions=answers.conditions,
        held_on=answers.held_on,
        time=answers.time,
        discussion=answers.discussion,
        members=answers.members,
        approved=bool(decision and decision.approves and not questions),
    )


def decision_of(inputs: CommitteeInputs) -> Decision | None:
    """Return the kind of decision that was answered, None while it is open."""
    return next((one for one in inputs.data.decisions if one.id == inputs.answers.decision), None)


def asks_board(inputs: CommitteeInputs) -> bool:
    """Return whether the edition of the case knows the report to the board."""
    return inputs.edition.id in inputs.data.reports.board_editions


def _told(decision: Decision, held_on: dt.date) -> str:
    return f"{decision.id}({held_on.year}. {held_on.month}. {held_on.day}.)"


def _special(inputs: CommitteeInputs) -> dict[str, str]:
    """Return whether each special matter is before the committee, as answered or as the findings tell."""
    return {one.id: _whether(inputs, one) for one in inputs.data.special}


def _whether(inputs: CommitteeInputs, one: Special) -> str:
    if one.asked:
        return inputs.answers.special[one.id]
    return {True: YES, False: NO, None: ""}[has_findings(inputs) if one.by_findings else reuses(inputs)]


def _questions(inputs: CommitteeInputs, special: Mapping[str, str]) -> Iterator[Question]:
    answers = inputs.answers
    for one in inputs.data.special:
        answered = answers.special.get(one.id, "")
        if one.asked and not answered:
            yield Question(f"special.{one.id}", f"{one.title}: {one.when}인가")
        if one.by_way and answered and special[one.id] and answered != special[one.id]:
            yield Question(
                f"special.{one.id}", f"{one.title}: 3단계에 적은 평가의 방법과 다른 답입니다. 이 줄을 지우십시오"
            )
    for key, given, ask in (
        ("meeting", answers.meeting, "회의의 이름"),
        ("held_on", answers.held_on, "회의한 날"),
        ("decision", answers.decision, "위원회의 의결"),
    ):
        if not given:
            yield Question(key, ask)


def _after_meeting(
    inputs: CommitteeInputs, decision: Decision | None, matters: tuple[Before, ...]
) -> Iterator[Question]:
    if decision is None:
        return
    answers = inputs.answers
    if not decision.final:
        yield Question("decision", f"‘{decision.id}’한 안건의 다음 의결")
    if decision.conditions and not answers.conditions:
        yield Question("conditions", "의결에 붙인 조건")
    if not answers.reported_on:
        yield Question("reported_on", "최고경영자에게 보고한 날")
    for key, day in (("reported_on", answers.reported_on), ("board_on", answers.board_on)):
        if day and answers.held_on and day < answers.held_on:
            yield Question(key, f"회의한 날({answers.held_on})보다 앞선 날을 적었습니다({day})")
    if asks_board(inputs) and not answers.serious:
        yield Question("serious", "이사회에 보고할 사항이라고 판단하였는가")
    if asks_board(inputs) and answers.serious == YES and not answers.board_on:
        yield Question("board_on", "이사회에 보고한 날")
    for matter in matters:
        if decision.approves and not matter.outcome:
            yield Question("decision", f"끝나지 않은 안건의 의결({matter.title})")
