"""The risk register; the documents of the exit are in `leaving`."""

from __future__ import annotations

import datetime as dt

from pipeline.library.procedure.report import ReportData
from pipeline.procedure.days import written
from pipeline.procedure.paper import Block, Bullets, Form, Grid, Paper, Section, Signatures, SourceLine, Text
from pipeline.procedure.stage import Document
from pipeline.procedure.stages.use.answers import LEVELS, REPORT
from pipeline.procedure.stages.use.judge import Used, UseInputs, change_review, needs_review
from pipeline.procedure.stages.use.leaving import certificate, checklist, head
from pipeline.yaml_nodes import Plain

REGISTER, CHECKLIST, CERTIFICATE = "위험관리대장", "종료 점검표", "파기확인서 초안"


def papers(inputs: UseInputs, result: Used) -> tuple[Document, ...]:
    """Return the register, the checklist of the exit and the draft of the destruction certificate."""
    return (
        Document(REGISTER, _register(inputs, result), (".docx", ".xlsx", ".json")),
        Document(CHECKLIST, checklist(inputs, result), (".docx",)),
        Document(CERTIFICATE, certificate(inputs), (".docx",)),
    )


def _register(inputs: UseInputs, result: Used) -> Paper:
    people = (("작성자", inputs.answers.author), ("승인자", inputs.answers.approver))
    return Paper(
        kind="use-register",
        title="클라우드 이용 위험관리대장",
        mark="작성 중" if result.questions else "",
        cover=(*head(inputs), ("상태", result.outcome or "【상태】")),
        sections=(
            Section("요약", _summary(result)),
            Section("위험과 대책", (_risks(inputs),)),
            Section("제공자별 집중도", _concentration(inputs, result)),
            Section("정기 점검", (_reviews(inputs, result),)),
            Section("보고 사유와 생긴 일", _events(inputs, result)),
            Section(
                "이 대장에 관하여",
                (Text(inputs.data.note, note=True), SourceLine(f"근거: {inputs.cite(*inputs.data.sources)}")),
            ),
            Section("서명", (Signatures(tuple((role, name or "【직위·성명】") for role, name in people)),)),
        ),
        data=_data(result),
    )


def shown_day(day: dt.date | None, ask: str) -> str:
    """Return a day as it is written, or a blank."""
    return written(day) if day else f"【{ask}】"


def _summary(result: Used) -> tuple[Block, ...]:
    asked = (f"답하지 않은 물음이 {len(result.questions)}개 있습니다.",) if result.questions else ()
    return (Bullets((*(reason.text for reason in result.reasons), *result.notes, *asked)),)


def _risks(inputs: UseInputs) -> Grid:
    rows = []
    for number, risk in enumerate(inputs.data.risks, 1):
        told = inputs.answers.risks[risk.id]
        due = shown_day(told.due, "기한") if told.due or not told.level else "정하지 않음"
        cells = (told.level or "【등급】", told.measure or "【대책】", told.owner or "【담당】", due)
        rows.append((str(number), risk.title, risk.basis, *cells))
    heads = ("번호", "위험", "가이드가 권하는 것", "등급", "대책", "담당", "기한")
    return Grid(heads, (6, 19, 25, 7, 19, 11, 13), tuple(rows), "위험과 대책", {3: LEVELS})


def _concentration(inputs: UseInputs, result: Used) -> tuple[Block, ...]:
    limit = inputs.answers.limit
    rows = tuple(
        (
            share.provider,
            f"{share.critical}개",
            f"{share.every}개",
            f"{share.percent}%" if share.percent is not None else "해당 없음",
            "한도 초과" if share.provider in result.over else "한도 안" if limit is not None else "【한도】",
        )
        for share in result.shares
    )
    spread = Grid(
        ("제공자", "중요업무", "모든 업무", "중요업무의 몫", "한도와 비교"),
        (30, 16, 16, 20, 18),
        rows,
        "제공자별 집중도",
    )
    every = Grid(
        ("제공자", "업무", "중요도"),
        (36, 46, 18),
        tuple((one.provider, one.business, one.importance) for one in result.services),
        "클라우드 이용 현황",
    )
    form = Form(
        (
            ("회사가 정한 한도", f"{limit}%" if limit is not None else "【한도(%)】"),
            ("다중 공급업체 전략의 검토", inputs.answers.multi_vendor or "【검토 결과】"),
        )
    )
    note = Text(inputs.data.concentration_note, note=True)
    source = SourceLine(f"근거: {inputs.cite(*inputs.data.concentration_sources)}")
    return (spread, form, every, note, source)


def _reviews(inputs: UseInputs, result: Used) -> Grid:
    by_id = {review.id: review for review in inputs.data.reviews}
    rows = []
    for plan in result.planned:
        review, told = by_id[plan.review], inputs.answers.reviews[plan.review]
        cycle = f"{plan.months}개월" if plan.months else "【주기】"
        whose = "법령" if review.months else "회사가 정함"
        days = (shown_day(told.last, "마지막 점검일"), shown_day(plan.due, "다음 점검일"))
        rows.append((review.title, f"{cycle} ({whose})", *days, told.owner or "【담당】", inputs.cite(*review.sources)))
    return Grid(("점검", "주기", "마지막", "다음", "담당", "근거"), (19, 13, 15, 15, 14, 24), tuple(rows), "정기 점검")


def _events(inputs: UseInputs, result: Used) -> tuple[Block, ...]:
    report: ReportData = inputs.procedure.data[REPORT]
    watch = tuple(
        (cause.title, inputs.answers.watch[cause.id] or "【지켜보는 사람과 방법】") for cause in report.causes
    )
    blocks: list[Block] = [Grid(("보고 사유", "지켜보는 사람과 방법"), (50, 50), watch, "보고 사유의 감시")]
    if not result.events:
        return (*blocks, Text("보고 단계에 적은 일이 없습니다."))
    rows = []
    for event in result.events:
        told = change_review(inputs, event)
        until = f"{event.state}, {written(event.until)}까지" if event.until else event.state
        risk = "해당 없음"
        if needs_review(inputs, event):
            finding = told.finding if told else ""
            measure = told.measure if told else ""
            risk = f"{finding or '【평가 결과】'}\n보완조치: {measure or '【보완조치. 필요 없으면 그 이유】'}"
        rows.append((event.title, shown_day(event.day, "날"), until, risk))
    grid = Grid(("생긴 일", "날", "보고", "보안리스크 평가"), (30, 14, 22, 34), tuple(rows), "생긴 일")
    return (*blocks, grid, SourceLine(f"근거: {inputs.cite(*inputs.data.review_sources)}"))


def _data(result: Used) -> dict[str, Plain]:
    spread: list[Plain] = [
        {
            "provider": share.provider,
            "critical": str(share.critical),
            "all": str(share.every),
            "percent": "" if share.percent is None else str(share.percent),
        }
        for share in result.shares
    ]
    reviews: list[Plain] = [
        {"review": plan.review, "months": str(plan.months), "due": plan.due.isoformat() if plan.due else ""}
        for plan in result.planned
    ]
    return {"shares": spread, "over": list(result.over), "reviews": reviews, "open_steps": list(result.open_steps)}
