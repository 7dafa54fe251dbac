"""The draft of a request for interpretation: facts from the deal sheet, what is asked, places for the company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.library.procedure.decisions import HELD, Ask
from pipeline.procedure.paper import Block, Bullets, Form, Grid, Paper, Section, Text
from pipeline.procedure.stages.scope.judge import Scope, ScopeInputs, decisions, named, opinions

FACTS = (
    "contracting.form", "contracting.reseller.name", "contracting.reseller.role", "provider.foreign",
    "provider.country", "service.models", "service.description", "business.description", "data", "locations",
)  # fmt: skip
"""The places of the deal sheet that the letter tells."""


def letter(inputs: ScopeInputs, result: Scope) -> Paper:
    """Return the draft; every held decision with a question of its own is asked once."""
    return Paper(
        kind="scope-request",
        title="법령해석 요청서",
        mark="초안",
        returns=True,
        addressee="【받는 기관. 법령해석인지 비조치의견인지 정하고 그 절차에 맞게 적습니다】",
        cover=(
            ("신청인", inputs.named("financial_company.name", "금융회사의 상호")),
            ("담당자", "【부서, 직위, 성명, 연락처】"),
            ("관련 규정", "전자금융감독규정 제14조의2, 금융회사의 정보처리 업무 위탁에 관한 규정 제2조제6항"),
        ),
        sections=(
            Section("요청하는 사항", (Bullets(tuple(asked(inputs, result))),)),
            Section("사실관계", _facts(inputs, result)),
            Section("우리 회사의 의견", _view(inputs, result)),
            Section("붙임", (Bullets(("【서비스 설명서, 계약서(안), 시스템 구성도 등 붙일 서류】",)),)),
        ),
    )


def asked(inputs: ScopeInputs, result: Scope) -> Iterator[str]:
    """Yield what is to be asked, each once."""
    held = (ground.ask for _, finding, ground in decisions(inputs, result.findings) if finding.conclusion == HELD)
    yield from dict.fromkeys(filter(None, held))


def _facts(inputs: ScopeInputs, result: Scope) -> tuple[Block, ...]:
    rows = (
        ("제공자", _provider(inputs)),
        ("계약의 형태", _contracting(inputs)),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("서비스 모델", ", ".join(inputs.facts["service.models"] or ()) or "【IaaS, PaaS, SaaS】"),
        ("서비스의 내용", inputs.named("service.description", "서비스의 내용")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
        ("업무의 내용", inputs.named("business.description", "위탁업무의 내용")),
        ("처리하는 정보", _kinds(inputs)),
        ("처리하는 곳", _places(inputs)),
    )
    answered = tuple(_answered(inputs, result))
    grid = Grid(("사실", "내용", "근거"), (40, 30, 30), answered)
    rest = Text("【그 밖에 판단에 필요한 사실: 정보의 흐름, 시스템의 구성과 분리, 비용의 부담, 이용 기간과 횟수】")
    return (Form(rows), grid, rest)


def _answered(inputs: ScopeInputs, result: Scope) -> Iterator[tuple[str, str, str]]:
    for ask in inputs.data.questions:
        if not ask.fact and result.values[ask.id]:
            yield ask.title, _told(ask, result), inputs.answers.given[ask.id].basis or "【근거가 되는 사실】"


def _told(ask: Ask, result: Scope) -> str:
    return next(choice.text or choice.id for choice in ask.choices if choice.id == result.values[ask.id])


def _provider(inputs: ScopeInputs) -> str:
    name, country = inputs.named("provider.name", "제공자의 상호"), inputs.facts["provider.country"]
    if inputs.facts["provider.foreign"]:
        return f"{name} (외국사업자, {country or '【본점이 있는 국가】'})"
    return name


def _contracting(inputs: ScopeInputs) -> str:
    form = inputs.named("contracting.form", "직접 또는 간접")
    between = [inputs.facts[f"contracting.reseller.{key}"] for key in ("name", "role")]
    told = ", ".join(filter(None, between))
    return f"{form} ({told})" if told else form


def _kinds(inputs: ScopeInputs) -> str:
    return _lines(
        inputs.facts["data"],
        lambda entry: f"{entry.kind}: {', '.join(entry.items) or '【항목】'}",
        "정보의 종류와 항목",
    )


def _places(inputs: ScopeInputs) -> str:
    return _lines(
        inputs.facts["locations"],
        lambda entry: " ".join(filter(None, (entry.country, entry.place, f"({entry.role})" if entry.role else ""))),
        "정보를 처리하는 국가와 장소",
    )


def _lines(entries: tuple[Any, ...] | None, told: Any, ask: str) -> str:
    return "\n".join(told(entry) for entry in entries or ()) or f"【{ask}】"


def _view(inputs: ScopeInputs, result: Scope) -> tuple[Block, ...]:
    """Return what the tables say about each held decision, and room for the company's own view."""
    told = [
        (decision.title, ground.reason, "\n".join(map(named, opinions(inputs, ground))) or "없음")
        for decision, finding, ground in decisions(inputs, result.findings)
        if finding.conclusion == HELD and ground.ask
    ]
    grid = Grid(("판단할 것", "보류한 이유", "관련 회신문과 의견서"), (30, 44, 26), tuple(told))
    return (grid, Text("【우리 회사의 의견과 그 이유】"))
