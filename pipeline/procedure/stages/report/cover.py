"""The cover form: the fields of 시행세칙 별지 제6호 서식 in a layout of our own."""

from __future__ import annotations

import datetime as dt

from pipeline.library.procedure.report import ReportData
from pipeline.procedure.days import written
from pipeline.procedure.paper import OPEN, TICKED, Block, Form, Grid, Paper, Section, Signatures, SourceLine, Text
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.committee.judge import Decided
from pipeline.procedure.stages.report.answers import ASSESSMENTS, PEOPLE_ASKED, Answers
from pipeline.procedure.stages.report.result import Report

_Inputs = Inputs[ReportData, Answers]
_MEMBERS = 5
"""Rows for the members of the committee, as in the form."""
_NUMBER, _DAY, _COPY = "문서번호", "보고하는 날", "참조"
_BY_HAND = (_NUMBER, _DAY, _COPY)
"""The places of the letter that it gets when it is sent."""


def cover_form(inputs: _Inputs, result: Report) -> Paper:
    """Return the letter and the report with what is known."""
    form = inputs.data.form
    return Paper(
        kind="report-form",
        title=form.title,
        addressee="금융감독원장",
        mark="안",
        by_hand=_BY_HAND,
        returns=result.letter is None or bool(result.letter.files),
        cover=(
            ("작성자(직위)", _person(inputs, "writer")),
            ("전화번호", _person(inputs, "writer_phone")),
            ("문서번호", f"【{_NUMBER}】"),
            ("날짜", f"【{_DAY}】"),
            ("참조", f"【{_COPY}】"),
            ("제목", form.title),
            ("붙임", f"{form.title}서 1부"),
        ),
        sections=(
            Section("본문", (Text(_body(inputs)), _president(inputs))),
            Section(
                "클라우드컴퓨팅서비스 이용정보",
                (_use(inputs), Text(f"중요정보: {', '.join(form.personal)}", note=True)),
            ),
            Section("클라우드컴퓨팅서비스 이용 관련 자체평가 결과", _assessed(inputs)),
            Section("정보보호위원회 심의·의결 결과", _committee(inputs)),
            Section("클라우드컴퓨팅서비스 이용 책임자 정보", (_responsible(inputs),)),
            Section("첨부문서", (_attached(inputs, result),)),
            Section(
                "이 서식에 관하여",
                (
                    Text(form.submit, note=True),
                    Text(form.note, note=True),
                    SourceLine(f"근거: {inputs.cite(*form.sources)}"),
                ),
            ),
        ),
    )


def _person(inputs: _Inputs, key: str) -> str:
    return inputs.answers.people[key] or f"【{PEOPLE_ASKED[key]}】"


def _body(inputs: _Inputs) -> str:
    return "전자금융감독규정 제14조의2제4항에 따라 클라우드컴퓨팅서비스 이용업무의 지정 또는 변경 결과를 붙임과 같이 제출합니다."


def _president(inputs: _Inputs) -> Block:
    company = inputs.named("financial_company.name", "금융회사의 상호")
    return Signatures(((company, inputs.named("financial_company.representative", "대표이사의 성명")),))


def _use(inputs: _Inputs) -> Grid:
    personal = [d.kind for d in inputs.facts["data"] or () if d.kind in inputs.data.form.personal]
    handled = ", ".join(dict.fromkeys(personal)) or ("해당 없음" if inputs.facts["data"] else "【중요정보 처리 여부】")
    systems = inputs.facts["business.systems"] or ()
    named = [f"{s.name or '【시스템명】'}: {s.description or '【용도】'}" for s in systems]
    row = (
        inputs.named("provider.name", "제공자의 상호"),
        handled,
        "\n".join(named) or "【시스템명과 용도】",
        _day(inputs.facts["contract.date"], "【계약체결일】"),
        _day(inputs.answers.started_on, "【서비스 개시일】"),
    )
    heads = ("제공자명", "중요정보 처리 여부", "시스템명 및 용도", "계약체결일", "서비스 개시일")
    return Grid(heads, (20, 20, 28, 16, 16), (row,))


def _day(day: dt.date | None, asked: str) -> str:
    return written(day) if day else asked


def _assessed(inputs: _Inputs) -> tuple[Block, ...]:
    groups = [group for group in inputs.data.groups if group.id in inputs.data.form.assessed]
    rows = tuple(
        (f"{group.number}) {group.title}", *(_tick(inputs, group.id, value) for value in ASSESSMENTS))
        for group in groups
    )
    told = Text(
        "자체평가의 근거문서를 보유하고, 부분충족과 미충족은 보완대책을 마련하여 이행합니다. 회사가 판단하여 표시합니다.",
        note=True,
    )
    return (Grid(("항목", *ASSESSMENTS), (58, 14, 14, 14), rows), told)


def _tick(inputs: _Inputs, group: str, value: str) -> str:
    return TICKED if inputs.answers.assessed[group] == value else OPEN


def _committee(inputs: _Inputs) -> tuple[Block, ...]:
    """Return what the stage of the committee knows; what only its minutes tell stays a blank."""
    found = inputs.result("committee", Decided)
    known = {}
    if found and found.approved:
        day = found.held_on
        known["일시"] = f"{written(day)} {found.time or '【시각】'}" if day else ""
        known["심의내용"] = found.discussion
        known["안건"] = "\n".join(before.title for before in found.matters)
        known["심의결과"] = "\n".join((found.decision, *(f"조건: {text}" for text in found.conditions)))
    form = Form(
        tuple(
            (label, known.get(label) or f"【{label}: 정보보호위원회 의사록에서 옮긴다】")
            for label in ("일시", "안건", "심의내용", "심의결과")
        )
    )
    members = found.members if found else ()
    rows = tuple((m.department or "【소속】", m.rank or "【직급】", m.name or "【성명】", m.note) for m in members)
    blank = ("【소속】", "【직급】", "【성명】", "")
    return (form, Grid(("소속", "직급", "성명", "비고"), (30, 20, 30, 20), rows or (blank,) * _MEMBERS, "심의위원"))


def _responsible(inputs: _Inputs) -> Grid:
    keys = ("department", "position", "name", "duty", "phone", "email")
    row = tuple(_person(inputs, key) for key in keys)
    return Grid(("소속", "직위", "이름", "담당업무", "연락처", "e-mail"), (14, 16, 12, 16, 18, 24), (row,))


def _attached(inputs: _Inputs, result: Report) -> Grid:
    held = {d.group for d in result.held}
    rows = tuple(
        (str(group.number), group.title, _state(result, group.id)) for group in inputs.data.groups if group.id in held
    )
    return Grid(("번호", "문서", "구비 상태"), (10, 66, 24), rows)


def _state(result: Report, group: str) -> str:
    states = [d.state for d in result.held if d.group == group]
    return ", ".join(f"{state} {states.count(state)}건" for state in dict.fromkeys(states))
