"""The documents of the stage: the finding, the list of documents, the cover form, the opinion and the drafts."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import Group
from pipeline.procedure.days import written
from pipeline.procedure.paper import Block, Bullets, Form, Grid, Paper, Section, SourceLine, Text
from pipeline.procedure.stage import Document, Inputs, place
from pipeline.procedure.stages.report.answers import Answers
from pipeline.procedure.stages.report.cover import cover_form
from pipeline.procedure.stages.report.drafts import draft_paper, event_paper, is_used
from pipeline.procedure.stages.report.held import final_importance
from pipeline.procedure.stages.report.opinion import opinion
from pipeline.procedure.stages.report.result import PRESENT, Held, Report
from pipeline.procedure.stages.report.timing import Obligation, asks_exempt
from pipeline.yaml_nodes import Plain

FINDING, LIST, COVER = "보고 판단서", "구비서류 목록", "이용업무 지정·변경 보고"
OPINION, EVENT = "준법감시인 검토의견서 초안", "발생 사유와 대응계획"
_Inputs = Inputs[ReportData, Answers]


def papers(inputs: _Inputs, result: Report) -> tuple[Document, ...]:
    """Return the documents; what is open shows as blanks."""
    return tuple(_papers(inputs, result))


def _papers(inputs: _Inputs, result: Report) -> Iterator[Document]:
    yield Document(FINDING, _finding(inputs, result), (".docx", ".json"))
    yield Document(LIST, _list(inputs, result), (".docx", ".xlsx", ".json"))
    yield Document(COVER, cover_form(inputs, result), (".docx",))
    yield Document(OPINION, opinion(inputs), (".docx",))
    for draft in inputs.data.drafts:
        if is_used(inputs, draft):
            yield Document(draft.title, draft_paper(inputs, draft), (".docx",))
    if any(o.response for o in result.obligations):
        yield Document(EVENT, event_paper(inputs, result.obligations), (".docx",))


def head(inputs: _Inputs) -> tuple[tuple[str, str], ...]:
    """Return the rows of the cover that say whose case it is."""
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
    )


# ------------------------------------------------------------------------ the finding


def _finding(inputs: _Inputs, result: Report) -> Paper:
    return Paper(
        kind="report-finding",
        title="금융감독원 보고 판단서",
        mark="작성 중" if result.questions else "",
        cover=head(inputs),
        sections=(
            Section("판단", _judged(inputs, result)),
            Section("기한의 계산", _counted(inputs, result)),
            Section("보고와 관계없이 할 일", (Text(_KEEP), SourceLine(f"근거: {inputs.cite(*inputs.data.sources)}"))),
            Section("확인할 것", _to_check(inputs, result)),
        ),
        data={"obligations": [_data(o) for o in result.obligations]},
    )


_KEEP = (
    "구비서류는 보고 대상인지와 관계없이 갖추고 최신 상태로 유지하며, 금융감독원장이 요청하면 지체 없이 제공합니다. "
    "지체 없이 제공할 의무는 2023년판이 옮긴 감독규정 제14조의2제6항의 문언이고, 시행 중인 제14조의2제4항은 최신상태의 유지를 정합니다."
)


def _judged(inputs: _Inputs, result: Report) -> tuple[Block, ...]:
    if not result.obligations:
        return (Text("보고 사유가 발생한 날이 정해지지 않았습니다. 【보고 사유와 그 날】"),)
    return tuple(block for o in result.obligations for block in _one(o))


def _one(o: Obligation) -> Iterator[Block]:
    days = [("보고한 날", written(o.reported_on))] if o.reported_on else []
    until = [("기한", written(o.until))] if o.until else []
    yield Form(
        (
            ("보고 사유", o.title),
            ("발생한 날", written(o.day)),
            ("판단", o.state),
            *([("보고의 이름", o.act)] if o.act else []),
            *until,
            *days,
            *([("규정의 문언", o.wording)] if o.wording else []),
        )
    )
    if o.said:
        yield Bullets(o.said)
    yield SourceLine(f"근거: {o.source}")


def _counted(inputs: _Inputs, result: Report) -> tuple[Block, ...]:
    rows = tuple(
        (o.title, written(o.counted_from), written(o.last), o.off or "영업일", written(o.until))
        for o in result.obligations
        if o.counted_from and o.last and o.until
    )
    if not rows:
        return (Text("기한이 정해진 보고가 없습니다."),)
    grid = Grid(("보고 사유", "기산일", "달력의 마지막 날", "그날", "기한"), (32, 17, 17, 17, 17), rows)
    regimes = {inputs.data.regime(o.day) for o in result.obligations}
    notes = [regime.note for regime in inputs.data.regimes if regime in regimes and regime.note]
    return (grid, *(Text(text, note=True) for text in (*inputs.data.counting, *notes)))


def _to_check(inputs: _Inputs, result: Report) -> tuple[Block, ...]:
    asked = tuple(f"{question.ask} ({place('report', question)})" for question in result.questions)
    exempt = (inputs.data.exempt.note,) if asks_exempt(inputs, final_importance(inputs)) else ()
    told = (*result.notes, *asked, *exempt)
    return (Bullets(told) if told else Text("없습니다."),)


def _data(o: Obligation) -> dict[str, Plain]:
    days = {
        "day": o.day,
        "counted_from": o.counted_from,
        "last": o.last,
        "until": o.until,
        "reported_on": o.reported_on,
    }
    told: dict[str, Plain] = {"cause": o.cause, "state": o.state, "act": o.act}
    return told | {key: value.isoformat() if value else "" for key, value in days.items()}


# ------------------------------------------------------------------------ the list of documents


def _list(inputs: _Inputs, result: Report) -> Paper:
    lacking = sum(1 for d in result.held if d.state != PRESENT)
    return Paper(
        kind="report-documents",
        title="이용 보고 구비서류 목록",
        mark="" if not lacking else "빠진 서류 있음",
        cover=(*head(inputs), ("구비 상태", f"{len(result.held)}건 가운데 {len(result.held) - lacking}건 있음")),
        sections=tuple(_group(inputs, result, group) for group in inputs.data.groups if _is_due(result, group)),
        data={
            "documents": [
                {"group": d.group, "document": d.document, "state": d.state, "why": d.why, "files": list(d.files)}
                for d in result.held
            ]
        },
    )


def _is_due(result: Report, group: Group) -> bool:
    return any(d.group == group.id for d in result.held)


def _group(inputs: _Inputs, result: Report, group: Group) -> Section:
    found = {d.document: d for d in result.held if d.group == group.id}
    rows = tuple(_row(group, number, found[d.id], d.title) for number, d in enumerate(group.documents, 1))
    notes = (Text(group.note, note=True),) if group.note else ()
    grid = Grid(("번호", "서류", "상태", "비고", "파일"), (8, 42, 9, 21, 20), rows)
    return Section(group.title, (grid, *notes, SourceLine(f"근거: {inputs.cite(*group.sources)}")))


def _row(group: Group, number: int, found: Held, title: str) -> tuple[str, ...]:
    return f"{group.number}-{number}", title, found.state, found.why, "\n".join(found.files)
