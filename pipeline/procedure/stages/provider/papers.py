"""The documents of the provider's assessment: two sheets to fill, the result, the list of what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.deal.fields import NO, YES
from pipeline.particles import fit
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
from pipeline.procedure.stage import Document
from pipeline.procedure.stages.provider.answers import OWN
from pipeline.procedure.stages.provider.forms import self_check, verification
from pipeline.procedure.stages.provider.record import record
from pipeline.procedure.stages.provider.result import Line, Provider, ProviderInputs
from pipeline.procedure.stages.provider.select import relied
from pipeline.procedure.stages.provider.sheets import (
    ANSWER,
    ASKS,
    BASIS,
    CLOSED,
    DUE,
    GAP,
    KIND,
    NUMBER,
    OWNER,
    SAID,
    VERDICT,
    asked,
)

RESULT, FINDINGS = "제공자 평가 결과서", "미결 사항 목록"
_FINDING_HEADS = (NUMBER, ASKS, VERDICT, GAP, OWNER, DUE, CLOSED)
_FINDING_SHARES = (8, 22, 10, 23, 11, 13, 13)


def papers(inputs: ProviderInputs, result: Provider) -> tuple[Document, ...]:
    """Return the documents; the sheets to fill only once it is known which items are assessed."""
    forms = (self_check(inputs, result), verification(inputs, result)) if result.lines else ()
    return (
        *forms,
        Document(RESULT, _result(inputs, result), (".docx", ".xlsx", ".json")),
        Document(FINDINGS, _findings(inputs, result), (".docx", ".xlsx")),
    )


def head(inputs: ProviderInputs) -> tuple[tuple[str, str], ...]:
    """Return the rows of the cover that name the parties and what is assessed."""
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
    )


def _result(inputs: ProviderInputs, result: Provider) -> Paper:
    answers = inputs.answers
    return Paper(
        kind="provider-result",
        title="클라우드서비스 제공자 평가 결과",
        mark="작성 중" if result.questions else "",
        cover=(
            *head(inputs),
            ("평가 결과", result.outcome or "【평가 결과】"),
            ("평가를 마친 날", _day(answers.assessed_on) or "【평가를 마친 날】"),
        ),
        sections=(
            Section("결론", _conclusion(inputs, result)),
            Section("평가의 범위와 방법", _scope(inputs, result)),
            Section("안전성 평가", tuple(_safety(inputs, result))),
            Section("평가하지 않은 항목", _left_out(inputs, result)),
            Section("건전성 평가", _soundness(inputs)),
            Section("미결 사항", _open(inputs, result)),
            Section("다음 평가와 유효기간", _schedule(inputs, result)),
            Section("평가의 기준과 절차", _rules(inputs)),
            Section("서명", (_signatures(inputs),)),
        ),
        data=record(inputs, result),
    )


def _findings(inputs: ProviderInputs, result: Provider) -> Paper:
    return Paper(
        kind="provider-findings",
        title="제공자 평가 미결 사항 목록",
        mark="작성 중" if result.questions else "",
        cover=head(inputs),
        sections=(
            Section("미결 사항", _open(inputs, result)),
            Section("조치를 확인한 사항", _closed(inputs, result)),
            Section("서명", (_signatures(inputs),)),
        ),
    )


def _day(day: dt.date | None) -> str:
    return written(day) if day else ""


# ------------------------------------------------------------------------ sections


def _conclusion(inputs: ProviderInputs, result: Provider) -> tuple[Block, ...]:
    titles = {item.id: item.title for item in inputs.data.soundness.items}
    told = [reason.text for reason in result.reasons]
    if result.weak:
        told.append(f"건전성에서 다시 볼 항목: {', '.join(titles[name] for name in result.weak)}")
    told += [f"남은 것: {question.ask}" for question in result.questions]
    told += result.notes
    return (Bullets(tuple(told)), SourceLine(f"근거: {inputs.cite(*inputs.data.sources)}"))


def _scope(inputs: ProviderInputs, result: Provider) -> tuple[Block, ...]:
    answers, existing = inputs.answers, inputs.answers.existing
    rows = [
        ("업무 중요도", result.importance),
        ("서비스 모델", ", ".join(result.models) or "【서비스 모델】"),
        ("안전성을 평가한 방법", answers.way or "【자체평가, 대표평가, 기존평가】"),
    ]
    if answers.way == OWN:
        rows.append(("평가의 종류", answers.assessment or "【종합, 정기】"))
        rows.append(("결과를 검증한 방법", f"{answers.method}점검" if answers.method else "【현장점검, 서면점검】"))
        rows += [(f"읽은 파일 {reading.name}", _told(reading.problems)) for reading in result.readings]
    elif answers.way:
        rows.append(("결과를 공유받거나 마친 날", _day(existing.day) or "【날】"))
        rows.append(("범위가 같은가", existing.scope or "【예, 아니오】"))
        rows.append(("현장점검 수준인가", existing.on_site or "【예, 아니오】"))
        rows.append(("정보보호위원회가 의결한 날", _day(existing.resolved) or "【의결일】"))
    return (Form(tuple(rows)), *_certifications(inputs))


def _told(problems: tuple[str, ...]) -> str:
    return f"고칠 곳 {len(problems)}개" if problems else "고칠 곳 없음"


def _certifications(inputs: ProviderInputs) -> Iterator[Block]:
    titles = {one.id: one.title for one in inputs.data.certifications}
    counted = relied(inputs.answers.held, inputs.as_of)
    rows = tuple(
        (
            titles[held.id],
            _day(held.until) or "【유효기간】",
            _box(held.facility),
            _box(held.service),
            held.evidence or "【확인한 서류】",
            "인정" if held in counted else "인정하지 않음",
        )
        for held in inputs.answers.held
    )
    if rows:
        heads = ("인증", "유효기간", "시설이 범위에 듦", "서비스가 범위에 듦", "확인한 서류", "생략의 근거")
        yield Grid(heads, (24, 13, 13, 13, 22, 15), rows, "제공자의 인증")
        yield Text(inputs.data.virtualization_note, note=True)


def _box(value: str) -> str:
    return {YES: TICKED, NO: OPEN}.get(value, "【확인】")


def _safety(inputs: ProviderInputs, result: Provider) -> Iterator[Block]:
    if not result.lines:
        yield Text("서비스 모델을 정하지 않아 평가항목을 고르지 못하였습니다.")
        return
    by_item = {line.item: line for line in result.lines}
    heads = (NUMBER, ASKS, KIND, ANSWER, SAID, VERDICT, BASIS)
    for group in inputs.data.groups:
        items = [item for item in group.items if item.id in by_item]
        if items:
            rows = tuple((item.id, asked(item), item.kind, *_said(inputs, by_item[item.id])) for item in items)
            yield Grid(heads, (9, 26, 8, 10, 20, 10, 17), rows, f"{group.id}. {group.title}")
    yield Text(inputs.data.note, note=True)
    yield from (Text(f"{item.id}: {item.note}", note=True) for item in inputs.data.items if item.note)


def _said(inputs: ProviderInputs, line: Line) -> tuple[str, str, str, str]:
    """Return answer, explanation, verdict and basis; what another's assessment covers is not asked again."""
    none = inputs.answers.way not in ("", OWN)
    answered = (line.answered.answer, line.answered.said) if line.answered else None
    verdict = (line.verdict.verdict, line.verdict.basis or "【근거】") if line.verdict else None
    return (
        *(answered or (("", "") if none else ("【답】", "【증적】"))),
        *(verdict or ((inputs.answers.way, "") if none else ("【판정】", "【근거】"))),
    )


def _left_out(inputs: ProviderInputs, result: Provider) -> tuple[Block, ...]:
    known = {item.id: item for item in inputs.data.items}
    rows = tuple((one.item, asked(known[one.item]), known[one.item].kind, fit(one.reason)) for one in result.left_out)
    if not rows:
        return (Text("모든 항목을 평가합니다." if result.lines else "평가항목을 아직 고르지 못하였습니다."),)
    source = SourceLine(f"근거: {inputs.cite(*inputs.data.sources, *inputs.data.certification_sources)}")
    return (Grid((NUMBER, ASKS, KIND, "평가하지 않은 이유"), (9, 41, 8, 42), rows, "평가하지 않은 항목"), source)


def _soundness(inputs: ProviderInputs) -> tuple[Block, ...]:
    data = inputs.data.soundness
    rows = tuple(
        (item.title, item.asks, told.verdict or "【판정】", told.basis or "【근거】")
        for item in data.items
        for told in (inputs.answers.soundness[item.id],)
    )
    grid = Grid(("항목", "볼 것", "판정", "근거"), (16, 40, 12, 32), rows, "건전성 평가")
    return (grid, Text(data.note, note=True), SourceLine(f"근거: {inputs.cite(*data.sources)}"))


def _open(inputs: ProviderInputs, result: Provider) -> tuple[Block, ...]:
    if not result.findings:
        return (Text("미결 사항이 없습니다." if not result.questions else "지금까지 적힌 미결 사항이 없습니다."),)
    grid = Grid(_FINDING_HEADS, _FINDING_SHARES, _finding_rows(inputs, result.findings), "미결 사항")
    rules = (rule.on(inputs.as_of).text for rule in inputs.data.rules if rule.findings)
    return (grid, *(Text(told, note=True) for told in rules))


def _closed(inputs: ProviderInputs, result: Provider) -> tuple[Block, ...]:
    if not result.closed:
        return (Text("조치를 확인한 사항이 없습니다."),)
    return (Grid(_FINDING_HEADS, _FINDING_SHARES, _finding_rows(inputs, result.closed), "조치를 확인한 사항"),)


def _finding_rows(inputs: ProviderInputs, lines: tuple[Line, ...]) -> tuple[tuple[str, ...], ...]:
    known = {item.id: item for item in inputs.data.items}
    return tuple(
        (
            line.item,
            asked(known[line.item]),
            told.verdict,
            told.gap or "【미흡사항과 보완 방안】",
            told.owner or "【담당자】",
            _day(told.due) or "【조치 기한】",
            _day(told.closed),
        )
        for line in lines
        for told in (line.verdict,)
        if told
    )


def _schedule(inputs: ProviderInputs, result: Provider) -> tuple[Block, ...]:
    days, schedule = result.days, inputs.data.schedule
    named = (
        ("다음 종합 평가", days.full),
        ("다음 정기 평가", days.periodic),
        ("대표평가 결과의 유효기간", days.shared_until),
    )
    rows = tuple((label, f"{written(day)}까지") for label, day in named if day)
    shown: Block = Form(rows) if rows else Text("평가를 마친 날을 적으면 다음 평가의 기한이 나옵니다.")
    triggers = tuple(f"{OPEN} {trigger.text}" for trigger in inputs.data.triggers)
    return (
        shown,
        Text("이미 이용하는 제공자라도 다음 가운데 하나에 들면 종합 평가를 다시 합니다."),
        Bullets(triggers),
        Text(schedule.note, note=True),
        SourceLine(f"근거: {inputs.cite(*schedule.sources, *schedule.shared_sources)}"),
    )


def _rules(inputs: ProviderInputs) -> tuple[Block, ...]:
    rows = []
    for rule in inputs.data.rules:
        wording = rule.on(inputs.as_of)
        rows.append((rule.topic, wording.text, inputs.cite(*wording.sources)))
    return (Grid(("주제", "내용", "근거"), (18, 52, 30), tuple(rows), "기준과 절차"),)


def _signatures(inputs: ProviderInputs) -> Signatures:
    people = (("평가자", inputs.answers.assessor), ("확인자", inputs.answers.confirmer))
    return Signatures(tuple((role, name or "【직위·성명】") for role, name in people))
