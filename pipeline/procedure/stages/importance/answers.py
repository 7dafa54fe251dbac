"""The answers to the importance assessment, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.library.procedure import Procedure
from pipeline.library.procedure.importance import OUTCOMES, Criteria, read
from pipeline.library.view import BAD_VALUE, View
from pipeline.procedure.case import yaml_view
from pipeline.yaml_nodes import Plain


@dataclass(frozen=True, slots=True)
class Answer:
    """A grade ('' while open) and on what it rests."""

    grade: str
    basis: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's outcome that may differ from the computed one; '' for what is not said."""

    outcome: str
    reason: str
    approver: str


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers. `criteria` are the company's own, or those of the library; `own`: the name of the company's file."""

    criteria: Criteria
    own: str
    items: Mapping[str, Answer]
    decision: Decision
    assessor: str
    confirmer: str
    assessed_on: dt.date | None


def files(section: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the name of the company's criteria, if the section names any."""
    name = section.get("criteria")
    return (name,) if isinstance(name, str) else ()


def answers(view: View, data: Criteria, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    own = view.text("criteria", optional=True)
    criteria = _own(view, own, found.get(own), procedure) or data if own else data
    below = view.below("items", optional=True)
    items = {item.id: _answer(below, item.id, criteria) for item in criteria.items if not item.by_kind}
    below.close()
    decided = view.below("decision", optional=True)
    decision = Decision(
        decided.choice("outcome", OUTCOMES, ""),
        decided.text("reason", optional=True),
        decided.text("approver", optional=True),
    )
    decided.close()
    return Answers(
        criteria=criteria,
        own=own,
        items=items,
        decision=decision,
        assessor=view.text("assessor", optional=True),
        confirmer=view.text("confirmer", optional=True),
        assessed_on=view.date("assessed_on", optional=True),
    )


def _own(view: View, name: str, data: bytes | None, procedure: Procedure) -> Criteria | None:
    if data is None:
        view.fault(BAD_VALUE, f"평가기준 파일 '{name}'[이/가] 없습니다", "파일을 사건 폴더에 두십시오", "criteria")
        return None
    beside = yaml_view(view, name, data)
    if beside is None:
        return None
    criteria = read(beside, procedure.laws)
    beside.close()
    return criteria


def _answer(items: View, name: str, criteria: Criteria) -> Answer:
    item = items.below(name, optional=True)
    answer = Answer(
        item.choice("grade", tuple(grade.id for grade in criteria.grades), ""), item.text("basis", optional=True)
    )
    item.close()
    return answer


# ------------------------------------------------------------------------ the section of a new case


def starter(criteria: Criteria, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(criteria))


def _starter(criteria: Criteria) -> Iterator[str]:
    yield "  # 회사의 평가기준 파일(사건 폴더 안). 비우면 가이드 부록1의 예시로 평가한다."
    yield "  criteria:"
    yield "  # 처리정보의 종류는 거래명세서의 data에 적는다. 가장 민감한 것으로 평가한다."
    yield "  items:"
    for item in criteria.items:
        if item.by_kind:
            continue
        yield f"    {item.id}:  # {item.title}"
        for grade, text in item.scale.items():
            yield f"      #   {grade}: {text}"
        yield "      grade:"
        yield "      basis:  # 그렇게 본 근거"
    yield "  # 계산한 결과와 다르게 정할 때에만 적는다. 이유와 승인자가 있어야 한다."
    yield "  decision:"
    yield f"    outcome:  # {' | '.join(OUTCOMES)}"
    yield "    reason:"
    yield "    approver:"
    yield "  assessor:  # 평가한 사람의 직위와 성명"
    yield "  confirmer:  # 확인한 사람의 직위와 성명"
    yield "  assessed_on:  # 평가한 날"
