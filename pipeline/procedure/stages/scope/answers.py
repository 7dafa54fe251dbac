"""The answers about applicability, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.library.procedure import Procedure
from pipeline.library.procedure.decisions import Ask
from pipeline.library.procedure.scope import Applicability
from pipeline.library.view import View


@dataclass(frozen=True, slots=True)
class Answer:
    """The id of a choice ('' while open) and on what it rests."""

    choice: str
    basis: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by question; what the deal sheet answers is not among them."""

    given: Mapping[str, Answer]
    reviewer: str
    confirmer: str
    reviewed_on: dt.date | None


def answers(view: View, data: Applicability, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    below = view.below("answers", optional=True)
    given = {ask.id: _answer(below.below(ask.id, optional=True), ask) for ask in data.questions if not ask.fact}
    below.close()
    return Answers(
        given=given,
        reviewer=view.text("reviewer", optional=True),
        confirmer=view.text("confirmer", optional=True),
        reviewed_on=view.date("reviewed_on", optional=True),
    )


def _answer(view: View, ask: Ask) -> Answer:
    found = Answer(
        view.choice("answer", tuple(choice.id for choice in ask.choices), ""), view.text("basis", optional=True)
    )
    view.close()
    return found


def starter(data: Applicability, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(data))


def _starter(data: Applicability) -> Iterator[str]:
    titles = {ask.id: ask.title for ask in data.questions}
    yield "  # 계약의 형태, 데이터의 종류, 회사의 종류는 거래명세서에서 읽는다. ‘…일 때’가 달린 물음은 그때만 답한다."
    yield "  answers:"
    for ask in data.questions:
        if ask.fact:
            continue
        yield f"    {ask.id}:  # {ask.title}"
        for name, allowed in ask.asked_if.items():
            yield f"      # ‘{titles[name]}’의 답이 {' 또는 '.join(allowed)}일 때"
        for choice in ask.choices:
            yield f"      #   {choice.id}" + (f": {choice.text}" if choice.text else "")
        yield "      answer:"
        yield "      basis:  # 그렇게 본 근거"
    yield "  reviewer:  # 검토한 사람의 직위와 성명"
    yield "  confirmer:  # 확인한 사람의 직위와 성명"
    yield "  reviewed_on:  # 검토한 날"
