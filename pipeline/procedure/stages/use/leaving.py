"""The exit: the checklist by the exit strategy of stage 4, and the draft of the provider's destruction certificate."""

from __future__ import annotations

from pipeline.library.procedure.use import KINDS, Step
from pipeline.procedure.days import written
from pipeline.procedure.paper import (
    OPEN,
    TICKED,
    Block,
    Bullets,
    Form,
    Grid,
    Paper,
    Section,
    Signatures,
    SourceLine,
    Text,
)
from pipeline.procedure.stages.continuity.judge import Prepared
from pipeline.procedure.stages.use.judge import Used, UseInputs

FACTS = (
    "contract.date", "data", "business.systems", "transition.retrieval_days", "transition.destruction_days", "transition.format",
)  # fmt: skip

_SIGNERS = (
    ("제공자", "【직위·성명】"),
    ("재수탁자(있으면)", "【상호·직위·성명】"),
    ("금융회사의 확인", "【직위·성명】"),
)


def head(inputs: UseInputs) -> tuple[tuple[str, str], ...]:
    """Return the names of the deal as rows of a cover."""
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
    )


def checklist(inputs: UseInputs, result: Used) -> Paper:
    """Return the checklist; before the exit is decided it is a form."""
    answers, data = inputs.answers, inputs.data
    day = answers.decided_on
    rows = (
        ("방식", answers.exit_kind or "   ".join(f"{OPEN} {kind}" for kind in KINDS)),
        ("결정한 날", f"{day.year}. {day.month}. {day.day}." if day else "【결정한 날】"),
        ("사유", answers.exit_reason or "【사유】"),
        ("데이터를 내려받을 수 있는 기간", _days(inputs, "transition.retrieval_days")),
        ("파기를 마칠 기한", _days(inputs, "transition.destruction_days")),
        ("데이터의 형식", inputs.named("transition.format", "데이터를 넘겨받는 형식")),
    )
    return Paper(
        kind="use-exit-checklist",
        title="클라우드서비스 이용 종료 점검표",
        mark="" if answers.decided_on else "양식",
        returns=not answers.decided_on,
        cover=head(inputs),
        sections=(
            Section("종료의 결정", (Form(rows), *(Text(note) for note in result.notes))),
            Section("출구전략의 시스템별 계획", _plans(inputs)),
            *(
                Section(
                    group.title, (_steps(inputs, tuple(s for g, s in data.steps(answers.exit_kind) if g is group)),)
                )
                for group in data.groups
            ),
            Section("근거", (SourceLine(inputs.cite(*data.exit_sources)),)),
            Section("서명", (_signatures(inputs),)),
        ),
    )


def _days(inputs: UseInputs, place: str) -> str:
    given = inputs.facts[place]
    return f"{given}일" if given is not None else "【계약이 정한 날수】"


def _plans(inputs: UseInputs) -> tuple[Block, ...]:
    """Return what the exit strategy says about each system."""
    prepared = inputs.result("continuity", Prepared)
    plans = prepared.exit.systems if prepared and prepared.exit else ()
    if not plans:
        return (Text("【출구전략(4단계)의 시스템별 계획】"),)
    fields = {field.id: field.title for field in inputs.procedure.data["continuity"].exit.fields}
    blocks: list[Block] = []
    for plan in plans:
        told = tuple((title, plan.fields[name] or f"【{title}】") for name, title in fields.items())
        blocks += [Text(plan.name or "서비스 전체"), Form((("방법", plan.method or "【방법】"), *told))]
    return tuple(blocks)


def _steps(inputs: UseInputs, steps: tuple[Step, ...]) -> Grid:
    rows = []
    for step in steps:
        told = inputs.answers.steps[step.id]
        done = written(told.done_on) if told.done_on else ""
        mark = TICKED if told.done_on else "해당 없음" if told.not_applicable else OPEN
        only = f" ※ {step.only}할 때에만 합니다." if step.only and not inputs.answers.exit_kind else ""
        evidence = told.evidence or told.not_applicable or "【증빙】"
        rows.append((mark, f"{step.title}{only}", done or ("" if told.not_applicable else "【마친 날】"), evidence))
    return Grid(("확인", "항목", "마친 날", "증빙"), (10, 46, 16, 28), tuple(rows))


def _signatures(inputs: UseInputs) -> Signatures:
    people = (("작성자", inputs.answers.author), ("승인자", inputs.answers.approver))
    return Signatures(tuple((role, name or "【직위·성명】") for role, name in people))


def certificate(inputs: UseInputs) -> Paper:
    """Return the draft that the provider fills and signs."""
    told = inputs.data.certificate
    kinds = tuple(dict.fromkeys(entry.kind for entry in inputs.facts["data"] or ()))
    systems = tuple(system.name for system in inputs.facts["business.systems"] or () if system.name)
    rows = (
        ("파기한 데이터의 종류", ", ".join(kinds) or "【데이터의 종류】"),
        ("대상 시스템", ", ".join(systems) or "【대상 시스템】"),
        ("파기를 시작한 날과 마친 날", "【시작한 날과 마친 날】"),
        ("파기를 수행한 사람", "【소속, 직위, 성명】"),
        ("파기를 마칠 기한(계약)", _days(inputs, "transition.destruction_days")),
    )
    copies = tuple((name, f"{OPEN} 파기   {OPEN} 없음", "【방법】", "【증빙】") for name in told.scope)
    return Paper(
        kind="use-destruction-certificate",
        title="데이터 파기확인서",
        mark="초안",
        returns=True,
        addressee=f"{inputs.named('financial_company.name', '금융회사의 상호')} 귀중",
        cover=head(inputs),
        sections=(
            Section("확인", (Text(told.statement),)),
            Section("파기의 내용", (Form(rows),)),
            Section(
                "파기한 것", (Grid(("데이터가 있는 곳", "파기 여부", "파기 방법", "증빙"), (34, 22, 24, 20), copies),)
            ),
            Section(
                "남은 데이터",
                (Bullets(("【법령에 따라 보존하는 데이터가 있으면 그 종류, 근거, 기간. 없으면 ‘없음’】",)),),
            ),
            Section("근거", (SourceLine(inputs.cite(*told.sources)),)),
            Section("서명", (Signatures(_SIGNERS),)),
        ),
    )
