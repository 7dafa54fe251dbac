"""What the committee has before it, what is still open, and what follows from its decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pipeline.library.procedure.committee import Committee, Decision, Matter
from pipeline.procedure.stage import Inputs, Question, Reason, Result
from pipeline.procedure.stages.committee.answers import YES, Answers

_Inputs = Inputs[Committee, Answers]


@runtime_checkable
class HasOpenPoints(Protocol):
    """A result of an earlier stage that names, in Korean, what a decision has to know beside its outcome.

    A stage offers it by a field `open_points: tuple[str, ...]` of its result; each is a sentence or a line with what
    is open, who does it and until when.
    """

    @property
    def open_points(self) -> tuple[str, ...]:
        """What is open although the stage is answered."""


@dataclass(frozen=True, slots=True)
class Before:
    """A matter as it lies before the committee. `outcome`: '' while the stage is not complete.

    `open_points`: what the result leaves open; `unanswered`: the questions of the stage that nobody has answered.
    """

    stage: str
    title: str
    outcome: str
    reasons: tuple[str, ...]
    open_points: tuple[str, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Result):
    """The result. `decision`: '' while open; `approved`: True only where the service may be used."""

    matters: tuple[Before, ...] = ()
    special: tuple[str, ...] = ()
    decision: str = ""
    conditions: tuple[str, ...] = ()
    held_on: dt.date | None = None
    approved: bool = False


def judge(inputs: _Inputs) -> Decided:
    """Return the matters and the decision, or what is still to be answered."""
    answers = inputs.answers
    matters = tuple(_before(inputs, matter) for matter in inputs.data.matters)
    decision = decision_of(inputs)
    questions = (*_questions(inputs), *_after_meeting(inputs, decision, matters))
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
        special=tuple(one.id for one in inputs.data.special if answers.special[one.id] == YES),
        decision=answers.decision,
        conditions=answers.conditions,
        held_on=answers.held_on,
        approved=bool(decision and decision.approves and not questions),
    )


def decision_of(inputs: _Inputs) -> Decision | None:
    """Return the kind of decision that was answered, None while it is open."""
    return next((one for one in inputs.data.decisions if one.id == inputs.answers.decision), None)


def asks_board(inputs: _Inputs) -> bool:
    """Return whether the edition of the case knows the report to the board."""
    return inputs.edition.id in inputs.data.reports.board_editions


def _before(inputs: _Inputs, matter: Matter) -> Before:
    found = inputs.result(matter.stage, Result)
    if found is None:
        return Before(matter.stage, matter.title, "", (), (), ("이 단계를 시작하지 않았습니다.",))
    points = found.open_points if isinstance(found, HasOpenPoints) else ()
    return Before(
        stage=matter.stage,
        title=matter.title,
        outcome=found.outcome,
        reasons=tuple(reason.text for reason in found.reasons),
        open_points=points,
        unanswered=tuple(question.ask for question in found.questions),
    )


def _told(decision: Decision, held_on: dt.date) -> str:
    return f"{decision.id}({held_on.year}. {held_on.month}. {held_on.day}.)"


def _questions(inputs: _Inputs) -> Iterator[Question]:
    answers = inputs.answers
    for one in inputs.data.special:
        if not answers.special[one.id]:
            yield Question(f"special.{one.id}", f"{one.title}: {one.when}인가")
    for key, given, ask in (
        ("meeting", answers.meeting, "회의의 이름"),
        ("held_on", answers.held_on, "회의한 날"),
        ("decision", answers.decision, "위원회의 의결"),
    ):
        if not given:
            yield Question(key, ask)


def _after_meeting(inputs: _Inputs, decision: Decision | None, matters: tuple[Before, ...]) -> Iterator[Question]:
    if decision is None:
        return
    answers = inputs.answers
    if decision.conditions and not answers.conditions:
        yield Question("conditions", "의결에 붙인 조건")
    if not answers.reported_on:
        yield Question("reported_on", "최고경영자에게 보고한 날")
    if asks_board(inputs) and not answers.serious:
        yield Question("serious", "이사회에 보고할 사항이라고 판단하였는가")
    if asks_board(inputs) and answers.serious == YES and not answers.board_on:
        yield Question("board_on", "이사회에 보고한 날")
    for matter in matters:
        if decision.approves and not matter.outcome:
            yield Question("decision", f"끝나지 않은 안건의 의결({matter.title})")
