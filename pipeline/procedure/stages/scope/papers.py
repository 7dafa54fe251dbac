"""The review of applicability as a document, and with it the request to the authority where something is open."""

from __future__ import annotations

from pipeline.library.procedure.decisions import HELD, Ask
from pipeline.library.procedure.scope import NO_ACTION, NO_GENERAL_EFFECT, Opinion
from pipeline.procedure.paper import Block, Bullets, Form, Grid, Paper, Section, Signatures, SourceLine, Text
from pipeline.procedure.stage import Document
from pipeline.procedure.stages.scope.judge import Scope, ScopeInputs, decisions, named, opinions, source
from pipeline.procedure.stages.scope.letter import letter
from pipeline.yaml_nodes import Plain

REVIEW, LETTER = "적용 범위 검토서", "법령해석 요청서 초안"


def papers(inputs: ScopeInputs, result: Scope) -> tuple[Document, ...]:
    """Return the review, and the draft of a request where a decision is held."""
    documents = [Document(REVIEW, _review(inputs, result), (".docx", ".json"))]
    if any(finding.conclusion == HELD for finding in result.findings):
        documents.append(Document(LETTER, letter(inputs, result), (".docx",)))
    return tuple(documents)


def _review(inputs: ScopeInputs, result: Scope) -> Paper:
    return Paper(
        kind="scope-review",
        title="클라우드서비스 이용 절차의 적용 범위 검토",
        mark="작성 중" if result.questions else "",
        cover=(*head(inputs), ("검토 결과", result.outcome or "【검토 결과】"), ("검토일", _day(inputs))),
        sections=(
            Section("결론", _conclusion(inputs, result)),
            Section("판단", (_decided(inputs, result),)),
            Section("물음과 답", (_answered(inputs, result),)),
            Section("법령해석 회신문과 비조치의견서", _opinions(inputs, result)),
            Section("이 검토에 관하여", (Text(inputs.data.note, note=True), SourceLine(f"근거: {_sources(inputs)}"))),
            Section("서명", (_signatures(inputs),)),
        ),
        data=_data(inputs, result),
    )


def head(inputs: ScopeInputs) -> tuple[tuple[str, str], ...]:
    """Return the names of the deal as rows of a cover."""
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
    )


def _day(inputs: ScopeInputs) -> str:
    day = inputs.answers.reviewed_on
    return f"{day.year}. {day.month}. {day.day}." if day else "【검토일】"


def _conclusion(inputs: ScopeInputs, result: Scope) -> tuple[Block, ...]:
    said = tuple((decision.title, finding.conclusion) for decision, finding, _ in decisions(inputs, result.findings))
    asked = tuple(f"답하지 않은 물음: {question.ask}" for question in result.questions)
    blocks: list[Block] = [*((Form(said),) if said else ()), *((Bullets(asked),) if asked else ())]
    if any(finding.conclusion == HELD for finding in result.findings):
        blocks.append(
            Text(
                "판단을 보류한 것은 감독당국의 해석을 받은 뒤에 정합니다. 물을 것은 법령해석 요청서 초안에 적었습니다."
            )
        )
    if result.notes:
        blocks += [Text("다음에 할 일"), Bullets(result.notes)]
    return tuple(blocks)


def _decided(inputs: ScopeInputs, result: Scope) -> Grid:
    found = {
        finding.decision: (finding.conclusion, ground.reason, source(inputs, ground))
        for _, finding, ground in decisions(inputs, result.findings)
    }
    open_row = ("【결론】", "앞의 물음에 답하면 정해집니다.", "")
    rows = tuple((decision.title, *found.get(decision.table.id, open_row)) for decision in inputs.data.decisions)
    return Grid(("판단할 것", "결론", "이유", "근거"), (18, 18, 34, 30), rows, "판단")


def _answered(inputs: ScopeInputs, result: Scope) -> Grid:
    asked = [ask for ask in inputs.data.questions if ask.is_asked(result.values)]
    rows = tuple((ask.title, told(ask, result) or "【답】", _basis(inputs, ask)) for ask in asked)
    return Grid(("물음", "답", "그렇게 본 근거"), (38, 32, 30), rows, "물음과 답")


def told(ask: Ask, result: Scope) -> str:
    """Return the answer to a question in words, '' while it is open."""
    return next((choice.text or choice.id for choice in ask.choices if choice.id == result.values[ask.id]), "")


def _basis(inputs: ScopeInputs, ask: Ask) -> str:
    return "거래명세서" if ask.fact else inputs.answers.given[ask.id].basis or "【근거】"


def _opinions(inputs: ScopeInputs, result: Scope) -> tuple[Block, ...]:
    used: dict[str, Opinion] = {}
    for _, _, ground in decisions(inputs, result.findings):
        used |= {opinion.id: opinion for opinion in opinions(inputs, ground)}
    if not used:
        return (Text("결론이 기댄 회신문이나 의견서가 없습니다."),)
    rows = tuple((named(opinion), opinion.title, opinion.gist, _where(opinion)) for opinion in used.values())
    grid = Grid(("문서", "제목", "요지", "실린 곳"), (18, 26, 40, 16), rows, "회신문과 의견서")
    is_no_action = any(opinion.kind == NO_ACTION for opinion in used.values())
    return (grid, *((Text(NO_GENERAL_EFFECT, note=True),) if is_no_action else ()))


def _where(opinion: Opinion) -> str:
    return f"가이드 {opinion.at} ({', '.join(f'{edition}년판' for edition in opinion.editions)})"


def _sources(inputs: ScopeInputs) -> str:
    return inputs.cite(*inputs.data.sources)


def _signatures(inputs: ScopeInputs) -> Signatures:
    people = (("검토자", inputs.answers.reviewer), ("확인자", inputs.answers.confirmer))
    return Signatures(tuple((role, name or "【직위·성명】") for role, name in people))


def _data(inputs: ScopeInputs, result: Scope) -> dict[str, Plain]:
    """Return what other programs read: the answers, and each decision with its grounds."""
    found: list[Plain] = [
        {
            "decision": finding.decision,
            "conclusion": finding.conclusion,
            "reason": ground.reason,
            "sources": source(inputs, ground),
            "ask": ground.ask,
        }
        for _, finding, ground in decisions(inputs, result.findings)
    ]
    asked: dict[str, Plain] = {
        ask.id: result.values[ask.id] for ask in inputs.data.questions if ask.is_asked(result.values)
    }
    return {"applies": result.applies, "decisions": found, "answered": asked}
