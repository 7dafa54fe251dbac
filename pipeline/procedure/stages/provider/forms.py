"""The two workbooks to fill: the self-check for the provider, the verification for the company."""

from __future__ import annotations

from pipeline.procedure.paper import Bullets, Form, Grid, Paper, Section, SourceLine
from pipeline.procedure.stage import Document
from pipeline.procedure.stages.provider.result import Line, Provider, ProviderInputs
from pipeline.procedure.stages.provider.sheets import (
    ANSWER,
    GAP,
    SAID,
    SELF_CHECK_HEADS,
    VERDICT,
    VERIFICATION_HEADS,
    asked,
)

SELF_CHECK, VERIFICATION = "자체점검표", "검증표"
CHOOSE, TO_SAY = "【선택】", "【증적】"


def self_check(inputs: ProviderInputs, result: Provider) -> Document:
    """Return the sheet that the provider fills in and sends back."""
    known = {item.id: item for item in inputs.data.items}
    rows = []
    for line in result.lines:
        item = known[line.item]
        group = inputs.data.group_of(item)
        rows.append((item.id, f"{group.id}. {group.title}", asked(item), item.kind, CHOOSE, TO_SAY))
    choices = {SELF_CHECK_HEADS.index(ANSWER): tuple(choice.id for choice in inputs.data.answers)}
    grid = Grid(SELF_CHECK_HEADS, (8, 18, 40, 8, 10, 46), tuple(rows), SELF_CHECK, choices)
    looks = tuple((known[line.item].id, known[line.item].look) for line in result.lines if known[line.item].look)
    paper = Paper(
        kind="provider-self-check",
        title="클라우드서비스 제공자 자체점검표",
        mark="양식",
        returns=True,
        addressee=f"{inputs.named('provider.name', '제공자의 상호')} 귀중",
        cover=_cover(inputs),
        sections=(
            Section("작성 방법", (Bullets(_guidance(inputs)),)),
            Section("자체점검", (grid,)),
            Section("증적의 예", (Grid(("번호", "증적의 예"), (8, 92), looks, "증적의 예"),)),
            Section("작성자", (Form((("작성자", "【소속·직위·성명】"), ("작성한 날", "【날짜】"))),)),
            Section("근거", (SourceLine(inputs.cite(*inputs.data.sources)),)),
        ),
    )
    return Document(SELF_CHECK, paper, (".xlsx",))


def _cover(inputs: ProviderInputs) -> tuple[tuple[str, str], ...]:
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
    )


def _guidance(inputs: ProviderInputs) -> tuple[str, ...]:
    needs = ", ".join(choice.id for choice in inputs.data.answers if choice.flag)
    return (
        f"시트 ‘{SELF_CHECK}’의 ‘{ANSWER}’에서 하나를 고르고 ‘{SAID}’에 설명과 증적의 이름을 적습니다.",
        f"{needs}으로 답한 항목에는 ‘{SAID}’이 있어야 합니다. 수식은 쓰지 않고 글로 적습니다.",
        "금융회사가 인정하는 보안인증이나 제3자 감사보고서에 같은 항목이 있으면 그 이름과 쪽을 증적으로 적습니다.",
        "머리 줄, 번호, 평가항목은 바꾸지 않습니다. ‘증적의 예’는 제안이며 다른 증적을 내어도 됩니다.",
        "평가항목은 별표 2의2를 줄여 적은 것입니다. 뜻이 분명하지 않으면 같은 번호의 별표 원문에 따릅니다.",
    )


def verification(inputs: ProviderInputs, result: Provider) -> Document:
    """Return the sheet that the company fills in beside the provider's answers; what it said before stands in it."""
    rows = tuple(_verified(inputs, line) for line in result.lines)
    choices = {VERIFICATION_HEADS.index(VERDICT): tuple(choice.id for choice in inputs.data.verdicts)}
    shares = (7, 27, 12, 28, 13, 24, 24, 12, 12, 17)
    open_verdicts = ", ".join(choice.id for choice in inputs.data.verdicts if choice.flag)
    guidance = (
        f"시트 ‘{VERIFICATION}’에서 제공자의 답 옆에 회사의 판정과 그 근거를 적습니다.",
        f"판정이 {open_verdicts}이면 ‘{GAP}’, 담당자, 조치 기한을 적습니다. 날짜는 2026-11-27처럼 적습니다.",
        "조치를 확인하면 확인한 날을 적습니다. 그때까지 미결 사항으로 남습니다.",
        "이 파일을 ‘문서’ 폴더가 아닌 곳에 다른 이름으로 저장하여 채우고 case.yaml의 provider.verification에 이름을 적습니다.",
    )
    paper = Paper(
        kind="provider-verification",
        title="클라우드서비스 제공자 평가 검증표",
        mark="양식",
        returns=not all(line.verdict for line in result.lines),
        cover=_cover(inputs),
        sections=(
            Section("작성 방법", (Bullets(guidance),)),
            Section("검증", (Grid(VERIFICATION_HEADS, shares, rows, VERIFICATION, choices),)),
        ),
    )
    return Document(VERIFICATION, paper, (".xlsx",))


def _verified(inputs: ProviderInputs, line: Line) -> tuple[str, ...]:
    item = next(item for item in inputs.data.items if item.id == line.item)
    answered, told = line.answered, line.verdict
    given = (answered.answer, answered.said) if answered else ("", "")
    if told is None:
        return (item.id, asked(item), *given, CHOOSE, "【근거】", "", "", "", "")
    days = (str(told.due or ""), str(told.closed or ""))
    return (item.id, asked(item), *given, told.verdict, told.basis or "【근거】", told.gap, told.owner, *days)
