"""The documents of the importance assessment: the blank form, and the result with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from pipeline.library.procedure.importance import Criteria, Criterion, Item, shown
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
from pipeline.procedure.stage import Document, Inputs
from pipeline.procedure.stages.importance.answers import Answers
from pipeline.procedure.stages.importance.judge import PLACE_OF_KINDS, Importance, Scored
from pipeline.yaml_nodes import Plain

FORM, RESULT = "업무중요도 평가서 양식", "업무중요도 평가 결과서"
_Inputs = Inputs[Criteria, Answers]


def papers(inputs: _Inputs, result: Importance) -> tuple[Document, ...]:
    """Return the form and the result; an incomplete result shows its open places."""
    return (
        Document(FORM, _form(inputs), (".docx", ".xlsx")),
        Document(RESULT, _result(inputs, result), (".docx", ".xlsx", ".json")),
    )


def _head(inputs: _Inputs) -> tuple[tuple[str, str], ...]:
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
        ("평가기준", inputs.answers.criteria.title),
    )


def _source(inputs: _Inputs) -> SourceLine:
    return SourceLine(f"근거: {inputs.cite(*inputs.answers.criteria.sources)}")


# ------------------------------------------------------------------------ the form


def _form(inputs: _Inputs) -> Paper:
    criteria = inputs.answers.criteria
    return Paper(
        kind="importance-form",
        title="업무 중요도 평가서",
        mark="양식",
        returns=True,
        cover=_head(inputs),
        sections=(
            Section("처리정보의 분류", (_kinds(criteria, ()), _ask_to_tick())),
            Section("업무 영향 평가", (*_weights(criteria), *(_form_grid(c, criteria) for c in criteria.criteria))),
            Section("최종 판단", (_thresholds(criteria, "", None), _decision_form(), _source(inputs))),
            Section("서명", (_signatures(inputs),)),
        ),
    )


def _ask_to_tick() -> Text:
    return Text(
        "처리하는 정보에 모두 표시합니다. 표시한 것 가운데 표의 가장 위에 있는 종류의 기준을 씁니다.", note=True
    )


def _weights(criteria: Criteria) -> tuple[Block, ...]:
    told = ", ".join(f"{grade.id} {shown(grade.weight)}%" for grade in criteria.grades)
    return (Text(f"항목의 점수는 배점에 답의 가중치를 곱한 것입니다({told}). 만점은 {shown(criteria.total)}점입니다."),)


def _form_grid(criterion: Criterion, criteria: Criteria) -> Grid:
    names = tuple(grade.id for grade in criteria.grades)
    rows = tuple(
        (f"{item.title}\n(배점 {shown(item.points)})", *(f"{OPEN} {item.scale[name]}" for name in names), "【근거】")
        for item in criterion.items
    )
    return Grid(("평가항목", *names, "근거"), (24, *(15 for _ in names), 16), rows, _heading(criterion))


def _heading(criterion: Criterion) -> str:
    return f"{criterion.title} (배점 {shown(criterion.points)}점)"


def _decision_form() -> Form:
    return Form(
        (
            ("점수의 합", "【점수의 합】점"),
            ("최종 판단", f"{OPEN} 중요   {OPEN} 비중요"),
            ("계산과 다르게 정한 이유", "【이유. 계산한 결과대로이면 ‘해당 없음’】"),
        )
    )


# ------------------------------------------------------------------------ the result


def _result(inputs: _Inputs, result: Importance) -> Paper:
    criteria, scored = inputs.answers.criteria, {found.item: found for found in result.scored}
    return Paper(
        kind="importance-result",
        title="업무 중요도 평가 결과",
        mark="" if result.final else "작성 중",
        cover=(*_head(inputs), ("평가 결과", result.outcome or "【평가 결과】"), ("평가일", _day(inputs))),
        sections=(
            Section("결론", _conclusion(inputs, result)),
            Section("처리정보의 분류", (_kinds(criteria, _handled(inputs)),)),
            Section("업무 영향 평가", (*_weights(criteria), *_scores(criteria, scored))),
            Section("최종 판단", (_thresholds(criteria, result.kind, result.total), *_deviation(inputs, result))),
            Section("평가기준에 관하여", _about(inputs)),
            Section("서명", (_signatures(inputs),)),
        ),
        data=_data(result),
    )


def _day(inputs: _Inputs) -> str:
    day = inputs.answers.assessed_on
    return written(day) if day else "【평가일】"


def _conclusion(inputs: _Inputs, result: Importance) -> tuple[Block, ...]:
    said = tuple(reason.text for reason in result.reasons)
    asked = tuple(f"답하지 않은 항목: {question.ask}" for question in result.questions)
    return (Bullets((*said, *asked)), _source(inputs))


def _handled(inputs: _Inputs) -> tuple[str, ...]:
    return tuple(entry.kind for entry in inputs.facts[PLACE_OF_KINDS] or () if entry.kind)


def _kinds(criteria: Criteria, handled: Collection[str]) -> Grid:
    rows = tuple((TICKED if kind.id in handled else OPEN, kind.id, kind.means) for kind in criteria.kinds)
    return Grid(("표시", "처리정보의 종류", "뜻"), (8, 22, 70), rows, "처리정보의 종류")


def _scores(criteria: Criteria, scored: Mapping[str, Scored]) -> tuple[Block, ...]:
    total = sum((found.points for found in scored.values() if found.points is not None), Decimal())
    sum_row = ("점수의 합", f"{shown(total)}점 (만점 {shown(criteria.total)}점)")
    return (*(_score_grid(criterion, scored) for criterion in criteria.criteria), Form((sum_row,)))


def _score_grid(criterion: Criterion, scored: Mapping[str, Scored]) -> Grid:
    heads = ("평가항목", "배점", "답", "평가지표", "점수", "근거")
    rows = tuple(_score_row(item, scored[item.id]) for item in criterion.items)
    return Grid(heads, (25, 8, 11, 23, 9, 24), rows, _heading(criterion))


def _score_row(item: Item, found: Scored) -> tuple[str, ...]:
    grade = found.grade or "【답】"
    points = shown(found.points) if found.points is not None else "【점수】"
    indicator = item.scale.get(found.grade, "")
    return item.title, shown(item.points), grade, indicator, points, found.basis or "【근거】"


def _thresholds(criteria: Criteria, chosen: str, total: Decimal | None) -> Grid:
    rows = tuple(
        (
            kind.id,
            f"{shown(kind.threshold)}점 이상이면 중요",
            f"{shown(kind.threshold)}점 미만이면 비중요",
            f"{TICKED} {shown(total)}점" if kind.id == chosen and total is not None else OPEN,
        )
        for kind in criteria.kinds
    )
    return Grid(("처리정보의 종류", "중요", "비중요", "적용"), (28, 27, 27, 18), rows, "판단 기준")


def _deviation(inputs: _Inputs, result: Importance) -> tuple[Block, ...]:
    decision = inputs.answers.decision
    if not result.computed or decision.outcome in ("", result.computed):
        return ()
    rows = (
        ("계산한 결과", result.computed),
        ("정한 결과", decision.outcome),
        ("이유", decision.reason or "【이유】"),
        ("승인자", decision.approver or "【승인자의 직위·성명】"),
    )
    return (Form(rows),)


def _about(inputs: _Inputs) -> tuple[Block, ...]:
    criteria = inputs.answers.criteria
    notes = [f"{item.title}: {item.note}" for item in criteria.items if item.note]
    own = [f"회사의 평가기준 파일 ‘{inputs.answers.own}’을 썼습니다."] if inputs.answers.own else []
    return (*map(Text, own), *(Text(text, note=True) for text in (criteria.note, *notes) if text))


def _signatures(inputs: _Inputs) -> Signatures:
    people = (("평가자", inputs.answers.assessor), ("확인자", inputs.answers.confirmer))
    return Signatures(tuple((role, name or "【직위·성명】") for role, name in people))


def _data(result: Importance) -> dict[str, Plain]:
    """Return what the deal sheet (`importance`) and other programs read; numbers as texts."""
    items: list[Plain] = [
        {"item": s.item, "grade": s.grade, "points": shown(s.points) if s.points is not None else "", "basis": s.basis}
        for s in result.scored
    ]
    told: dict[str, Plain] = {
        "kind_of_information": result.kind,
        "items": items,
        "total": shown(result.total),
        "threshold": shown(result.threshold) if result.threshold is not None else "",
        "computed": result.computed,
    }
    return told | ({"importance": result.final} if result.final else {})
