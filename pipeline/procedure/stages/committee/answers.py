"""The answers about the meeting and its decision, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure import Procedure
from pipeline.library.procedure.committee import Committee
from pipeline.library.view import View

VOTES = {"seats": "재적", "present": "출석", "in_favour": "찬성", "against": "반대", "abstained": "기권"}
"""The numbers of a vote and what they are called."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member who was there."""

    department: str
    rank: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers; '' and None for what is not said. `special`: id -> 예, 아니오 or ''; of `by_way` it may be said too.

    `time`: of the meeting; `discussion`: what was discussed, in short; `treatment`: of what the results leave open;
    `votes`: key of `VOTES` -> number of people. `serious`: whether the CISO holds the decision to be one for the board.
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
    time: str
    members: tuple[Member, ...]
    discussion: str
    treatment: str
    votes: Mapping[str, str]
    quorum: str


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
        time=view.text("time", optional=True),
        members=tuple(map(_member, view.each("members", optional=True))),
        discussion=view.text("discussion", optional=True),
        treatment=view.text("treatment", optional=True),
        votes=_votes(view.below("votes", optional=True)),
        quorum=view.text("quorum", optional=True),
    )


def _member(view: View) -> Member:
    found = Member(*(view.text(key, optional=True) for key in ("department", "rank", "name", "note")))
    view.close()
    return found


def _votes(view: View) -> dict[str, str]:
    found = {key: str(view.integer(key)) if view.has(key) else view.text(key, optional=True) for key in VOTES}
    view.close()
    return found


def starter(data: Committee, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(data))


def _starter(data: Committee) -> Iterator[str]:
    yield "  meeting:  # 회의의 이름. 예: 2026년 제7차 정보보호위원회"
    yield "  held_on:  # 회의한 날"
    yield "  time:  # 회의한 시각. 예: 14시부터 15시 30분까지"
    yield "  place:  # 회의한 곳"
    yield "  proposer:  # 안건을 올리는 부서"
    yield "  special:  # 함께 심의하는 것"
    for one in (one for one in data.special if one.asked):
        yield f"    {one.id}:  # {YES} | {NO}. {one.when}"
    yield "  # 회의를 마친 뒤에 적는다. 여기의 답으로 의결서와 보고 공문의 칸을 채운다."
    yield f"  decision:  # {' | '.join(one.id for one in data.decisions)}"
    yield "  conditions: []  # 의결에 붙인 조건"
    yield "  members: []  # 참석한 위원. 예: [{department: 정보보호부, rank: 부장, name: 홍길동, note: 위원장}]"
    yield "  discussion:  # 심의내용의 요지"
    yield "  treatment:  # 앞 단계의 결과에 남은 것을 어떻게 하는가와 그 담당, 기한"
    yield "  votes:  # 인원. 0명이면 0"
    for key, label in VOTES.items():
        yield f"    {key}:  # {label}"
    yield "  quorum:  # 정족수를 정한 위원회 규정의 조문과 충족 여부"
    yield "  reported_on:  # 최고경영자에게 보고한 날"
    yield f"  serious:  # {YES} | {NO}. 정보보호최고책임자가 중대한 영향을 미친다고 판단하여 이사회에 보고하는가"
    yield "  board_on:  # 이사회에 보고한 날"
