"""The drafts: agenda paper, resolution, minutes. Attendance, votes and opinions are places for a person to fill."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure.committee import Matter
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
from pipeline.procedure.stages.committee.answers import VOTES
from pipeline.procedure.stages.committee.before import Before, CommitteeInputs
from pipeline.procedure.stages.committee.judge import Decided, asks_board
from pipeline.procedure.stages.continuity.judge import Prepared
from pipeline.yaml_nodes import Plain

AGENDA, RESOLUTION, MINUTES = "정보보호위원회 안건", "정보보호위원회 의결서", "정보보호위원회 회의록"


def papers(inputs: CommitteeInputs, result: Decided) -> tuple[Document, ...]:
    """Return the agenda, the resolution and the minutes; drafts while the decision is open."""
    return (
        Document(AGENDA, _agenda(inputs, result), (".docx",)),
        Document(RESOLUTION, _resolution(inputs, result), (".docx", ".json")),
        Document(MINUTES, _minutes(inputs, result), (".docx",)),
    )


def _head(inputs: CommitteeInputs) -> tuple[tuple[str, str], ...]:
    answers = inputs.answers
    return (
        ("회의", answers.meeting or "【회의의 이름】"),
        ("일시", f"{_day(inputs)} {answers.time or '【시각】'}"),
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
    )


def _day(inputs: CommitteeInputs) -> str:
    day = inputs.answers.held_on
    return written(day) if day else "【회의한 날】"


def _mark(result: Decided) -> str:
    return "" if result.outcome else "안"


def _source(inputs: CommitteeInputs) -> SourceLine:
    return SourceLine(f"근거: {inputs.cite(*inputs.data.sources)}")


# ------------------------------------------------------------------------ the agenda


def _agenda(inputs: CommitteeInputs, result: Decided) -> Paper:
    matters = tuple(
        Section(matter.title, tuple(_matter(inputs, matter, before)))
        for matter, before in zip(inputs.data.matters, result.matters, strict=True)
    )
    return Paper(
        kind="committee-agenda",
        title="클라우드컴퓨팅서비스 이용에 관한 심의 안건",
        mark=_mark(result),
        cover=(*_head(inputs), ("제안 부서", inputs.answers.proposer or "【제안 부서】")),
        sections=(
            Section("의결할 사항", (Text(_motion(inputs)), Text(inputs.data.note, note=True), _source(inputs))),
            Section("심의할 결과의 요약", (_summary(result),)),
            Section("위탁의 개요", (_overview(inputs),)),
            *matters,
            Section("함께 심의하는 것", tuple(_special(inputs, result))),
            Section("아직 남은 것", _open(result)),
            Section("붙임", (Bullets(_attached(inputs)),)),
        ),
    )


def _attached(inputs: CommitteeInputs) -> tuple[str, ...]:
    prepared = inputs.result("continuity", Prepared)
    leaving = prepared is not None and prepared.has_exit
    return tuple(name for m in inputs.data.matters for name in (*m.papers, *(m.exit_papers if leaving else ())))


def _motion(inputs: CommitteeInputs) -> str:
    business = inputs.named("business.name", "위탁업무의 명칭")
    service = inputs.named("service.name", "서비스의 명칭")
    provider = inputs.named("provider.name", "제공자의 상호")
    return fit(
        f"{business}에 {provider}의 ‘{service}’[을/를] 이용하기 위한 중요도 평가 결과, 제공자 평가 결과, 업무 연속성 "
        "계획 및 안전성 확보조치를 심의하고 의결하여 주시기 바랍니다."
    )


def _summary(result: Decided) -> Grid:
    rows = tuple(
        (before.title, before.outcome or "끝나지 않음", f"{len(before.open_points) + len(before.unanswered)}건")
        for before in result.matters
    )
    return Grid(("안건", "결과", "남은 것"), (44, 42, 14), rows)


def _overview(inputs: CommitteeInputs) -> Form:
    kinds = ", ".join(entry.kind for entry in inputs.facts["data"] or ())
    places = ", ".join(
        " ".join(filter(None, (at.country, at.place, f"({at.role})" if at.role else "")))
        for at in inputs.facts["locations"] or ()
    )
    return Form(
        (
            ("업무의 내용", inputs.named("business.description", "위탁업무의 내용")),
            ("서비스의 내용", inputs.named("service.description", "서비스의 내용")),
            ("서비스 모델", ", ".join(inputs.facts["service.models"] or ()) or "【서비스 모델】"),
            ("처리하는 정보", kinds or "【처리하는 정보】"),
            ("처리하는 곳", places or "【처리하는 곳】"),
            ("계약의 형태", inputs.named("contracting.form", "계약의 형태")),
        )
    )


def _matter(inputs: CommitteeInputs, matter: Matter, before: Before) -> Iterator[Block]:
    yield Form((("결과", before.outcome or "끝나지 않았습니다. 앞 단계를 마친 뒤에 심의합니다."),))
    if before.reasons:
        yield Bullets(before.reasons)
    if matter.asks:
        yield Text("위원이 볼 점")
        yield Bullets(matter.asks)
    yield SourceLine(f"근거: {inputs.cite(*matter.sources)}")


def _special(inputs: CommitteeInputs, result: Decided) -> Iterator[Block]:
    rows = []
    for one in inputs.data.special:
        chosen = result.special[one.id]
        told = {YES: f"{TICKED} 해당", NO: f"{TICKED} 해당 없음"}.get(chosen, f"{OPEN} 해당\n{OPEN} 해당 없음")
        rows.append((one.title, one.when, one.text, told))
    yield Grid(("안건", "해당하는 경우", "심의할 것", "해당 여부"), (20, 26, 38, 16), tuple(rows))
    yield SourceLine(
        "근거: " + inputs.cite(*dict.fromkeys(cite for one in inputs.data.special for cite in one.sources))
    )


def _open(result: Decided) -> tuple[Block, ...]:
    """Return a table for each matter that leaves anything open."""
    grids = []
    for before in result.matters:
        points = tuple(("결과에 남은 것", text) for text in before.open_points)
        unanswered = (("답하지 않은 것", "\n".join(before.unanswered)),) if before.unanswered else ()
        if points or unanswered:
            grids.append(Grid(("구분", "내용"), (18, 82), (*points, *unanswered), before.title))
    return tuple(grids) or (Text("남은 것이 없습니다."),)


# ------------------------------------------------------------------------ the resolution


def _resolution(inputs: CommitteeInputs, result: Decided) -> Paper:
    return Paper(
        kind="committee-resolution",
        title="정보보호위원회 의결서",
        mark=_mark(result),
        cover=(*_head(inputs), ("의결", result.decision or "【의결】")),
        sections=(
            Section("주문", (Text(_order(inputs, result)), *_conditions(inputs, result), _source(inputs))),
            Section("심의한 결과", (_summary(result),)),
            Section("남은 것과 그 처리", (*_open(result), *_treatment(inputs, result))),
            Section("표결", (_votes(inputs),)),
            Section("보고", tuple(_reports(inputs))),
            Section("위원의 서명", (_signatures(inputs),)),
        ),
        data=_data(result),
    )


def _order(inputs: CommitteeInputs, result: Decided) -> str:
    business = inputs.named("business.name", "위탁업무의 명칭")
    service = inputs.named("service.name", "서비스의 명칭")
    decision = result.decision or "【의결】"
    return fit(
        f"{business}에 ‘{service}’[을/를] 이용하는 것에 관하여 중요도 평가 결과, 제공자 평가 결과, 업무 연속성 계획 및 "
        f"안전성 확보조치를 심의한 결과 ‘{decision}’[으로/로] 한다."
    )


def _conditions(inputs: CommitteeInputs, result: Decided) -> tuple[Block, ...]:
    if result.conditions:
        return (Text("조건"), Bullets(result.conditions))
    kinds = {one.id for one in inputs.data.decisions if one.conditions}
    return (Form((("조건", "【조건. 없으면 ‘없음’】"),)),) if result.decision in ("", *kinds) else ()


def _treatment(inputs: CommitteeInputs, result: Decided) -> tuple[Block, ...]:
    if not any(before.open_points or before.unanswered for before in result.matters):
        return ()
    return (Form((("처리", inputs.answers.treatment or "【남은 것을 어떻게 할지와 그 담당, 기한】"),)),)


def _votes(inputs: CommitteeInputs) -> Form:
    given = inputs.answers.votes
    told = ", ".join(f"{label} {given[key] or '【인원】'}명" for key, label in VOTES.items())
    return Form((("표결", told), ("정족수", inputs.answers.quorum or "【위원회 규정의 조문과 충족 여부】")))


def _reports(inputs: CommitteeInputs) -> Iterator[Block]:
    reports, answers = inputs.data.reports, inputs.answers
    told = [("최고경영자 보고", _reported(answers.reported_on))]
    yield Text(reports.ceo)
    if asks_board(inputs):
        yield Text(reports.board)
        said = {YES: f"해당. {_reported(answers.board_on)}", "": "【정보보호최고책임자의 판단】"}
        told.append(("이사회 보고", said.get(answers.serious, "해당 없음(정보보호최고책임자의 판단)")))
    yield Form(tuple(told))
    yield Text(reports.note, note=True)
    yield SourceLine(f"근거: {inputs.cite(*reports.sources)}")


def _reported(day: dt.date | None) -> str:
    return f"{written(day)} 보고" if day else "【보고한 날】"


def _signatures(inputs: CommitteeInputs) -> Signatures:
    return Signatures(tuple((f"{m.role}({m.who})", "【직위·성명】") for m in inputs.data.members))


def _data(result: Decided) -> dict[str, Plain]:
    matters: list[Plain] = [
        {
            "stage": before.stage,
            "outcome": before.outcome,
            "open_points": list(before.open_points),
            "unanswered": list(before.unanswered),
        }
        for before in result.matters
    ]
    return {
        "decision": result.decision,
        "approved": "예" if result.approved else "아니오",
        "held_on": result.held_on.isoformat() if result.held_on else "",
        "conditions": list(result.conditions),
        "matters": matters,
    }


# ------------------------------------------------------------------------ the minutes


def _minutes(inputs: CommitteeInputs, result: Decided) -> Paper:
    return Paper(
        kind="committee-minutes",
        title="정보보호위원회 회의록",
        mark=_mark(result),
        returns=True,
        cover=(*_head(inputs), ("장소", inputs.answers.place or "【장소】")),
        sections=(
            Section("출석", (_attendance(inputs),)),
            Section("개회", (Text("【개회한 시각】, 위원장 【성명】의 개회 선언. 【성원의 확인】"),)),
            Section("안건의 설명", (_summary(result), _explained())),
            Section("남은 것의 보고", (Text(_left(result)), Form((("보고한 사람과 요지", "【직위·성명, 요지】"),)))),
            Section("위원의 질의와 의견", (_opinions(result),)),
            Section("의결", (Text(_order(inputs, result)), *_conditions(inputs, result), _votes(inputs))),
            Section("폐회", (Text("【폐회한 시각】, 위원장의 폐회 선언."),)),
            Section("서명", (Signatures((("위원장", "【직위·성명】"), ("작성자", "【직위·성명】"))),)),
        ),
    )


def _left(result: Decided) -> str:
    points = sum(len(before.open_points) for before in result.matters)
    unanswered = sum(len(before.unanswered) for before in result.matters)
    if not points and not unanswered:
        return "남은 것이 없습니다."
    return f"결과에 남은 것 {points}건, 답하지 않은 것 {unanswered}건입니다. 목록은 의결서의 ‘남은 것과 그 처리’에 있습니다."


def _attendance(inputs: CommitteeInputs) -> Grid:
    rows = tuple((m.role, m.who, "【직위·성명】", f"{OPEN} 출석 {OPEN} 불참") for m in inputs.data.members)
    extra = ("【구분】", "【그 밖의 위원이나 배석자】", "【직위·성명】", f"{OPEN} 출석 {OPEN} 불참")
    return Grid(("구분", "자격", "직위·성명", "출석"), (14, 40, 26, 20), (*rows, extra))


def _explained() -> Form:
    return Form((("설명한 사람", "【직위·성명】"), ("설명의 요지", "【요지】")))


def _opinions(result: Decided) -> Grid:
    rows = tuple((before.title, "【발언한 위원】", "【질의와 의견】", "【답변】") for before in result.matters)
    return Grid(("안건", "위원", "질의와 의견", "답변"), (30, 16, 30, 24), rows)
