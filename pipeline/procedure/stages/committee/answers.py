"""The answers about the meeting and its decision, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure import Procedure
from pipeline.library.procedure.committee import Committee
from pipeline.library.view import View


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers; '' and None for what is not said. `special`: id -> 예, 아니오 or ''; of `by_way` it may be said too.

    `serious`: whether the CISO holds the decision to be one for the board.
    """

    meeting: str
    held_on: dt.date | None
    place: str
    proposer: str
    special: Mapping[str, str]
    decision: str
    conditions: tuple[str, ...]
    reported_on: dt.date | None
    serious: str
    board_on: dt.date | None


def answers(view: View, data: Committee, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    special = view.below("special", optional=True)
    chosen = {one.id: special.choice(one.id, (YES, NO), "") for one in data.special if not one.by_findings}
    special.close()
    return Answers(
        meeting=view.text("meeting", optional=True),
        held_on=view.date("held_on", optional=True),
        place=view.text("place", optional=True),
        proposer=view.text("proposer", optional=True),
        special=chosen,
        decision=view.choice("decision", tuple(one.id for one in data.decisions), ""),
        conditions=view.texts("conditions", optional=True),
        reported_on=view.date("reported_on", optional=True),
        serious=view.choice("serious", (YES, NO), ""),
        board_on=view.date("board_on", optional=True),
    )


def starter(data: Committee, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(data))


def _starter(data: Committee) -> Iterator[str]:
    yield "  meeting:  # 회의의 이름. 예: 2026년 제7차 정보보호위원회"
    yield "  held_on:  # 회의한 날"
    yield "  place:  # 회의한 곳"
    yield "  proposer:  # 안건을 올리는 부서"
    yield "  special:  # 함께 심의하는 것"
    for one in (one for one in data.special if one.asked):
        yield f"    {one.id}:  # {YES} | {NO}. {one.when}"
    yield "  # 회의를 마친 뒤에 적는다. 출석과 표결, 위원의 의견은 문서의 표시한 곳에 적는다."
    yield f"  decision:  # {' | '.join(one.id for one in data.decisions)}"
    yield "  conditions: []  # 의결에 붙인 조건"
    yield "  reported_on:  # 최고경영자에게 보고한 날"
    yield f"  serious:  # {YES} | {NO}. 정보보호최고책임자가 중대한 영향을 미친다고 판단하여 이사회에 보고하는가"
    yield "  board_on:  # 이사회에 보고한 날"
