"""The exit strategy as a document."""

from __future__ import annotations

from pipeline.library.procedure.continuity import Exit
from pipeline.procedure.paper import Block, Bullets, Form, Grid, Paper, Section, SourceLine, Text
from pipeline.procedure.stages.continuity import shown
from pipeline.procedure.stages.continuity.answers import SystemPlan
from pipeline.procedure.stages.continuity.judge import Prepared, system_names
from pipeline.procedure.stages.continuity.shown import StageInputs
from pipeline.yaml_nodes import Plain


def exit_paper(inputs: StageInputs, result: Prepared) -> Paper:
    """Return the exit strategy; what is not answered is a blank."""
    data = inputs.data.exit
    return Paper(
        kind="exit-strategy",
        title="클라우드서비스 출구전략",
        mark=shown.mark(result),
        cover=shown.head(inputs, result),
        sections=(
            Section("출구전략이 필요한 상황과 지표", _triggers(inputs, data)),
            Section("역할과 책임", _roles(inputs, data)),
            Section("시스템별 이행 계획", _systems(inputs, data)),
            Section("계약이 정한 전환과 종료", _contract(inputs, data)),
            Section("이행 단계", _steps(inputs)),
            Section("성공의 기준과 대안", _plan(inputs, data)),
            Section("고려할 것", _considered(inputs, data)),
            Section("서명", (shown.signatures(inputs),)),
        ),
        data=_data(inputs, data),
    )


def _triggers(inputs: StageInputs, data: Exit) -> tuple[Block, ...]:
    told = inputs.answers.exit.triggers
    rows = tuple(
        (
            trigger.title,
            told[trigger.id].threshold or f"【지표와 기준. 예: {trigger.indicator}】",
            told[trigger.id].watch or "【지켜보는 사람과 방법】",
        )
        for trigger in data.triggers
    )
    return (Grid(("상황", "지표와 기준", "모니터링"), (20, 48, 32), rows), Text(data.note, note=True))


def _roles(inputs: StageInputs, data: Exit) -> tuple[Block, ...]:
    held = inputs.answers.exit.roles
    return (Form(tuple((role.title, held[role.id] or "【부서나 직위】") for role in data.roles)),)


def _systems(inputs: StageInputs, data: Exit) -> tuple[Block, ...]:
    plans = {plan.name: plan for plan in inputs.answers.exit.systems}
    blocks: list[Block] = []
    for name in system_names(inputs):
        plan = plans.get(name) or SystemPlan(name, "", {field.id: "" for field in data.fields})
        ways = " / ".join(data.methods)
        rows = (
            ("방법", plan.method or f"【방법: {ways}】"),
            *((field.title, plan.fields[field.id] or f"【{field.title}】") for field in data.fields),
        )
        blocks += [Text(name or "서비스 전체"), Form(rows)]
    return tuple(blocks)


def _contract(inputs: StageInputs, data: Exit) -> tuple[Block, ...]:
    note = Text("거래명세서에 적은 계약의 조건입니다. 시스템별 계획의 기간이 이 안에 드는지 확인합니다.", note=True)
    return (*shown.facts(inputs, data.facts), note)


def _steps(inputs: StageInputs) -> tuple[Block, ...]:
    given = inputs.facts["transition.steps"] or ()
    rows = tuple(
        (
            step.step or "【단계】",
            step.when or "【시기】",
            step.provider_role or "【제공자의 역할】",
            step.company_role or "【회사의 역할】",
        )
        for step in given
    )
    blank = ("【단계】", "【시기】", "【제공자의 역할】", "【회사의 역할】")
    return (Grid(("단계", "시기", "제공자의 역할", "회사의 역할"), (18, 22, 30, 30), rows or (blank,)),)


def _plan(inputs: StageInputs, data: Exit) -> tuple[Block, ...]:
    told = inputs.answers.exit.plan
    return (Form(tuple((part.title, told[part.id] or f"【{part.title}】") for part in data.plan)),)


def _considered(inputs: StageInputs, data: Exit) -> tuple[Block, ...]:
    told = tuple(one.text for one in data.considered if inputs.edition.id in one.editions)
    return (Bullets(told), SourceLine(f"근거: {inputs.cite(*data.sources)}"))


def _data(inputs: StageInputs, data: Exit) -> dict[str, Plain]:
    told = inputs.answers.exit
    systems: list[Plain] = [
        {"name": plan.name, "method": plan.method, **{field.id: plan.fields[field.id] for field in data.fields}}
        for plan in told.systems
    ]
    triggers: dict[str, Plain] = {
        name: {"threshold": one.threshold, "watch": one.watch} for name, one in told.triggers.items()
    }
    return {"triggers": triggers, "roles": dict(told.roles), "plan": dict(told.plan), "systems": systems}
