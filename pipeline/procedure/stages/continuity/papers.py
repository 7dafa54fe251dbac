"""The documents: continuity plan, checklist of the safeguards, exit strategy."""

from __future__ import annotations

from pipeline.library.procedure.continuity import Annex
from pipeline.procedure.paper import Block, Form, Grid, Paper, Section, SourceLine, Text
from pipeline.procedure.stage import Document
from pipeline.procedure.stages.continuity import shown
from pipeline.procedure.stages.continuity.exit_paper import exit_paper
from pipeline.procedure.stages.continuity.judge import JudgedItem, Prepared
from pipeline.procedure.stages.continuity.shown import StageInputs
from pipeline.yaml_nodes import Plain

PLAN, CHECKLIST, EXIT = "업무 연속성 계획", "안전성 확보조치 점검표", "출구전략"


def papers(inputs: StageInputs, result: Prepared) -> tuple[Document, ...]:
    """Return the plan, the checklist, and the exit strategy where it is due or begun."""
    plan, safeguards = inputs.data.annexes
    found = (
        Document(PLAN, _plan(inputs, result, plan), (".docx", ".json")),
        Document(CHECKLIST, _checklist(inputs, result, safeguards), (".docx", ".xlsx", ".json")),
    )
    if not result.has_exit:
        return found
    return (*found, Document(EXIT, exit_paper(inputs, result), (".docx", ".json")))


def _data(result: Prepared, annex: Annex) -> dict[str, Plain]:
    items: list[Plain] = [_item(item) for item in result.items if item.annex == annex.id]
    return {"annex": annex.place, "importance": result.importance, "items": items}


def _item(item: JudgedItem) -> dict[str, Plain]:
    return {
        "item": item.id, "group": item.group, "kind": item.kind, "at": item.at, "text": item.text,
        "state": item.state, "told": item.told, "owner": item.owner, "due": item.due.isoformat() if item.due else "",
    }  # fmt: skip


# ------------------------------------------------------------------------ the plan


def _plan(inputs: StageInputs, result: Prepared, annex: Annex) -> Paper:
    groups = tuple(
        Section(
            group.title,
            (*shown.facts(inputs, group.facts), *shown.item_grids(group, result), *shown.remarks(inputs, group)),
        )
        for group in annex.groups
    )
    return Paper(
        kind="continuity-plan",
        title="클라우드서비스 업무 연속성 계획",
        mark=shown.mark(result),
        cover=(
            *shown.head(inputs, result),
            ("복구목표시간", inputs.named("recovery.rto", "복구목표시간(RTO)")),
            ("복구목표시점", inputs.named("recovery.rpo", "복구목표시점(RPO)")),
        ),
        sections=(
            Section("적용 범위", _scope(inputs, result, annex)),
            Section("업무에 미치는 영향과 상황별 대응", _scenarios(inputs)),
            *groups,
            Section("비상연락망", (_contacts(inputs), *_middle(inputs))),
            Section("남은 것", (shown.open_block(result, annex),)),
            Section("점검과 승인", _review(inputs)),
        ),
        data=_data(result, annex),
    )


def _scope(inputs: StageInputs, result: Prepared, annex: Annex) -> tuple[Block, ...]:
    told = tuple(Text(reason.text) for reason in result.reasons)
    limits = inputs.data.recovery
    core = inputs.answers.core or "【핵심업무로 선정하였는가】"
    return (
        *told,
        Form((("핵심업무", core), ("서비스의 내용", inputs.named("service.description", "서비스의 내용")))),
        *map(Text, result.notes),
        Text(limits.note, note=True),
        _systems(inputs),
        _locations(inputs),
        shown.annex_source(inputs, annex),
        Text(inputs.data.note, note=True),
    )


def _systems(inputs: StageInputs) -> Grid:
    rows = tuple(
        (s.name or "【명칭】", s.description or "【용도】", s.model or "【서비스 모델】")
        for s in inputs.facts["business.systems"] or ()
    )
    return Grid(
        ("시스템", "용도", "서비스 모델"),
        (30, 50, 20),
        rows or (("【명칭】", "【용도】", "【서비스 모델】"),),
        "대상 시스템",
    )


def _locations(inputs: StageInputs) -> Grid:
    rows = tuple(
        (at.role or "【용도】", f"{at.country} {at.place or '【위치】'}", shown.joined(at.data) or "【데이터】")
        for at in inputs.facts["locations"] or ()
    )
    return Grid(
        ("용도", "위치", "처리하는 데이터"),
        (22, 34, 44),
        rows or (("【용도】", "【위치】", "【데이터】"),),
        "처리 위치",
    )


def _scenarios(inputs: StageInputs) -> tuple[Block, ...]:
    data = inputs.data.scenarios
    given = inputs.answers.scenarios
    rows = tuple(
        (area, title, *(given[name][key] or f"【{ask}】" for key, ask in data.asks)) for name, area, title in data.rows
    )
    shares = (12, 24, *(16 for _ in data.asks))
    return (
        Text("상황의 이름은 본보기이며 회사의 업무에 맞게 고치고 더합니다.", note=True),
        Grid(("영역", "상황", *(ask for _, ask in data.asks)), shares, rows),
        SourceLine(f"근거: {inputs.cite(*data.sources)}"),
    )


def _contacts(inputs: StageInputs) -> Grid:
    rows = tuple(
        (
            c.party or "【소속】",
            c.role or "【담당】",
            c.name or "【성명】",
            c.phone or "【전화번호】",
            c.email or "【전자우편】",
        )
        for c in inputs.facts["contacts"] or ()
    )
    blank = ("【소속】", "【담당】", "【성명】", "【전화번호】", "【전자우편】")
    return Grid(("소속", "담당", "성명", "전화번호", "전자우편"), (12, 24, 16, 19, 29), rows or (blank,))


def _middle(inputs: StageInputs) -> tuple[Block, ...]:
    """Name the company in between and the subcontractors, whose contacts belong to the plan too."""
    rows = [
        (
            _BETWEEN,
            inputs.facts["contracting.reseller.name"],
            inputs.facts["contracting.reseller.role"],
            _called(inputs),
        )
    ]
    for one in inputs.facts["subcontracting.subcontractors"] or ():
        rows.append(("재수탁자", one.name, one.task, one.contact))
    told = tuple(
        (kind, name, task or "【맡은 일】", contact or "【연락처】") for kind, name, task, contact in rows if name
    )
    if not told:
        return ()
    heads = ("구분", "상호", "맡은 일", "연락처")
    return (Grid(heads, (16, 28, 32, 24), told, "제공자 밖의 회사"),)


def _called(inputs: StageInputs) -> str:
    """Return whom to call at the company in between, as the list of contacts says."""
    people = (c for c in inputs.facts["contacts"] or () if c.party == _BETWEEN and c.phone)
    return ", ".join(" ".join(filter(None, (c.role, c.name, c.phone))) for c in people)


_BETWEEN = "중간사업자"


def _review(inputs: StageInputs) -> tuple[Block, ...]:
    rows = (
        ("마지막 점검일", shown.day(inputs.answers.reviewed_on, "점검일. 처음 세우는 계획이면 ‘없음’")),
        ("다음 점검일", shown.day(inputs.answers.next_review, "다음 점검일")),
    )
    return (Form(rows), shown.signatures(inputs))


# ------------------------------------------------------------------------ the checklist


def _checklist(inputs: StageInputs, result: Prepared, annex: Annex) -> Paper:
    groups = tuple(
        Section(
            group.title,
            (*shown.facts(inputs, group.facts), *shown.item_grids(group, result), *shown.remarks(inputs, group)),
        )
        for group in annex.groups
    )
    return Paper(
        kind="safeguards-checklist",
        title="클라우드서비스 안전성 확보조치 점검표",
        mark=shown.mark(result),
        cover=shown.head(inputs, result),
        sections=(
            Section("적용 범위", _checklist_scope(inputs, result, annex)),
            *groups,
            Section("남은 것", (shown.open_block(result, annex),)),
            Section("서명", (shown.signatures(inputs),)),
        ),
        data=_data(result, annex),
    )


def _checklist_scope(inputs: StageInputs, result: Prepared, annex: Annex) -> tuple[Block, ...]:
    told = tuple(Text(reason.text) for reason in result.reasons)
    counted = [item for item in result.items if item.annex == annex.id]
    rows = tuple(
        (kind, f"{sum(item.kind == kind for item in counted)}개", _states(counted, kind))
        for kind in dict.fromkeys(item.kind for item in counted)
    )
    grid = Grid(("구분", "항목", "상태"), (20, 16, 64), rows)
    return (*told, grid, shown.annex_source(inputs, annex), Text(inputs.data.note, note=True))


def _states(items: list[JudgedItem], kind: str) -> str:
    states = [item.state for item in items if item.kind == kind]
    return ", ".join(f"{state} {states.count(state)}" for state in dict.fromkeys(states))
