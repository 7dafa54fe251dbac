"""The answers about continuity, safeguards and the exit strategy, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure import Procedure
from pipeline.library.procedure.continuity import EDITIONS, Continuity, Exit, Scenarios
from pipeline.library.view import BAD_VALUE, View

DONE, PLANNED, NOT_APPLICABLE = "이행", "계획", "해당 없음"
STATES = (DONE, PLANNED, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What was answered to an item; '' and None for what is not said."""

    state: str
    reason: str
    evidence: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class TriggerAnswer:
    """When the exit strategy is triggered, and who watches it with what."""

    threshold: str
    watch: str


@dataclass(frozen=True, slots=True)
class SystemPlan:
    """How one system is left. `fields`: id of the field -> what was answered."""

    name: str
    method: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExitAnswers:
    """The exit strategy as far as it is answered; mappings by id."""

    triggers: Mapping[str, TriggerAnswer]
    roles: Mapping[str, str]
    plan: Mapping[str, str]
    systems: tuple[SystemPlan, ...]

    @property
    def begun(self) -> bool:
        """True if anything is answered."""
        told = (*self.roles.values(), *self.plan.values(), *(t.threshold or t.watch for t in self.triggers.values()))
        return bool(self.systems) or any(told)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers. `core`: whether the business is a core business (예, 아니오 or '').

    `scenarios`: id of the situation -> id of what is asked about it -> what was answered.
    """

    core: str
    scenarios: Mapping[str, Mapping[str, str]]
    items: Mapping[str, ItemAnswer]
    exit: ExitAnswers
    author: str
    approver: str
    reviewed_on: dt.date | None
    next_review: dt.date | None


def answers(view: View, data: Continuity, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    items = view.below("items", optional=True)
    told = {name: _item(items.below(name, optional=True)) for name in data.item_ids}
    items.close()
    return Answers(
        core=view.choice("core_business", (YES, NO), ""),
        scenarios=_scenarios(view.below("scenarios", optional=True), data.scenarios),
        items=told,
        exit=_exit(view.below("exit", optional=True), data.exit),
        author=view.text("author", optional=True),
        approver=view.text("approver", optional=True),
        reviewed_on=view.date("reviewed_on", optional=True),
        next_review=view.date("next_review", optional=True),
    )


def _item(view: View) -> ItemAnswer:
    found = ItemAnswer(
        state=view.choice("state", STATES, ""),
        reason=view.text("reason", optional=True),
        evidence=view.text("evidence", optional=True),
        owner=view.text("owner", optional=True),
        due=view.date("due", optional=True),
    )
    view.close()
    return found


def _scenarios(view: View, data: Scenarios) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for name, _, _ in data.rows:
        below = view.below(name, optional=True)
        found[name] = {key: below.text(key, optional=True) for key, _ in data.asks}
        below.close()
    view.close()
    return found


def _exit(view: View, data: Exit) -> ExitAnswers:
    triggers = view.below("triggers", optional=True)
    told = {named.id: _trigger(triggers.below(named.id, optional=True)) for named in data.triggers}
    triggers.close()
    roles = view.below("roles", optional=True)
    held = {named.id: roles.text(named.id, optional=True) for named in data.roles}
    roles.close()
    plan = {named.id: view.text(named.id, optional=True) for named in data.plan}
    systems = tuple(_system(item, data) for item in view.each("systems", optional=True))
    view.close()
    names = [system.name for system in systems]
    for name in sorted({name for name in names if names.count(name) > 1}):
        what = f"시스템 '{name}'[이/가] 두 번 있습니다"
        view.fault(BAD_VALUE, what, "시스템마다 한 번만 적으십시오", "systems")
    return ExitAnswers(told, held, plan, systems)


def _trigger(view: View) -> TriggerAnswer:
    found = TriggerAnswer(view.text("threshold", optional=True), view.text("watch", optional=True))
    view.close()
    return found


def _system(view: View, data: Exit) -> SystemPlan:
    fields = {field.id: view.text(field.id, optional=True) for field in data.fields}
    found = SystemPlan(view.text("name", optional=True), view.choice("method", data.methods, ""), fields)
    view.close()
    return found


# ------------------------------------------------------------------------ the section of a new case


def starter(data: Continuity, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two. Items of the newest edition are written out."""
    return "\n".join(_starter(data))


def _starter(data: Continuity) -> Iterator[str]:
    yield "  # 핵심업무로 선정하였는가(감독규정 제23조제9항). 제23조제8항의 회사가 아니면 아니오"
    yield f"  core_business:  # {YES} | {NO}"
    yield "  # 상황마다 업무 연속성 계획에 적을 것. 회사에 없는 상황이면 ‘해당 없음’과 그 이유를 적는다."
    yield "  scenarios:"
    for name, area, title in data.scenarios.rows:
        yield f"    {name}:  # {area}: {title}"
        yield from (f"      {key}:  # {ask}" for key, ask in data.scenarios.asks)
    yield "  # 항목마다 state를 적고, 그에 따라 다음을 함께 적는다. 비중요업무는 [추가] 항목을 비워도 된다."
    yield f"  #   {DONE}: evidence(증빙)   {PLANNED}: owner(담당)와 due(기한)   {NOT_APPLICABLE}: reason(이유)"
    yield "  items:"
    for annex in data.annexes:
        for group in annex.groups:
            yield f"    # {annex.place} {group.title}"
            for duty in group.required:
                if not duty.same and duty.asked and EDITIONS[-1] in duty.at:
                    yield from _asked(duty.id, f"[필수] {duty.at[EDITIONS[-1]]}: {duty.text}")
            for addition in group.added:
                if not addition.by_exit:
                    yield from _asked(addition.id, f"[추가] {addition.text}")
    yield from _exit_starter(data.exit)
    yield "  author:  # 작성한 사람의 직위와 성명"
    yield "  approver:  # 승인한 사람의 직위와 성명"
    yield "  reviewed_on:  # 계획을 마지막으로 점검한 날"
    yield "  next_review:  # 다음에 점검할 날. 매년 1회 이상 점검한다(제23조제3항)"


def _asked(name: str, comment: str) -> Iterator[str]:
    yield f"    # {comment}"
    yield f"    {name}:"
    yield f"      state:  # {DONE}(evidence) | {PLANNED}(owner, due) | {NOT_APPLICABLE}(reason)"
    yield "      evidence:  # 증빙. 계획이나 해당 없음이면 이 줄을 owner와 due, 또는 reason으로 바꾼다"


def _exit_starter(data: Exit) -> Iterator[str]:
    yield "  # 출구전략. 중요업무는 모두 적고 비중요업무는 비워도 된다."
    yield "  exit:"
    yield "    triggers:  # 어떤 상황을 어떤 지표로 판단하는가"
    for named in data.triggers:
        yield f"      {named.id}:  # {named.title}. 예: {named.indicator}"
        yield "        threshold:  # 지표와 기준"
        yield "        watch:  # 누가 무엇으로 지켜보는가"
    yield "    roles:  # 부서나 직위"
    for named in data.roles:
        yield f"      {named.id}:  # {named.title}"
    for named in data.plan:
        yield f"    {named.id}:  # {named.title}"
    yield "    # 거래명세서의 대상 시스템마다 한 건. name은 그 이름 그대로 적고, 시스템을 적지 않았으면 비운다."
    yield "    # 채울 것: " + ", ".join(("name", "method", *(field.id for field in data.fields)))
    yield f"    #   method: {' | '.join(data.methods)}"
    yield from (f"    #   {field.id}: {field.title}" for field in data.fields)
    yield "    systems: []"
