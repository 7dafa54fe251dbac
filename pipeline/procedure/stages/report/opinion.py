"""The draft of the compliance officer's opinion, from the review of the contract; the opinion itself is left open."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from pipeline.due import title_at
from pipeline.library.load import load_library
from pipeline.library.procedure.report import ReportData
from pipeline.model import Status
from pipeline.particles import fit
from pipeline.procedure.days import written
from pipeline.procedure.paper import OPEN, Block, Bullets, Form, Grid, Paper, Section, Signatures, SourceLine, Text
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.contract.reviewed import Reviewed, uncertain_titles
from pipeline.procedure.stages.report.answers import PEOPLE_ASKED, Answers
from pipeline.procedure.stages.report.held import review_faults, reviewed_of
from pipeline.report.labels import STATUSES

_Inputs = Inputs[ReportData, Answers]


def opinion(inputs: _Inputs) -> Paper:
    """Return the draft; without a review its findings are blanks."""
    found = reviewed_of(inputs)
    return Paper(
        kind="report-opinion",
        title="준법감시인 검토의견서",
        mark="안",
        returns=True,
        cover=(
            ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
            ("제공자", inputs.named("provider.name", "제공자의 상호")),
            ("서비스", inputs.named("service.name", "서비스의 명칭")),
            ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
        ),
        sections=(
            Section("검토의 대상과 기준", tuple(_subject(inputs, found))),
            Section("기재사항별 검토 결과", tuple(_findings(found))),
            Section("보완이 필요한 사항", tuple(_gaps(found))),
            Section("사람이 확인할 사항", tuple(_to_confirm(found))),
            Section("검토의견", _conclusion(inputs)),
            Section("관련자료", (Text("이 의견서에 붙이는 자료를 적습니다."), Bullets(tuple(_material(inputs))))),
            Section("서명", (_signature(inputs),)),
        ),
    )


def _subject(inputs: _Inputs, found: Reviewed | None) -> Iterator[Block]:
    if found is None:
        yield Text("계약서를 검토한 결과가 아직 없습니다. 【계약서 검토 결과】")
        return
    names = [f"{name} (SHA-256 {sha256[:16]})" for name, sha256 in found.documents]
    yield Form(
        (
            ("검토한 계약서", "\n".join(names) or "finclause로 작성한 초안(파일과 견주지 않음)"),
            ("기준일", _written(found.as_of)),
            ("판", f"{found.edition}년판"),
            ("업무 중요도", found.importance),
            ("라이브러리", found.library),
        )
    )
    faults = tuple(review_faults(inputs))
    if faults:
        yield Text("검토한 뒤에 바뀐 것이 있으므로 다시 검토해야 합니다.")
        yield Bullets(faults)


def _findings(found: Reviewed | None) -> Iterator[Block]:
    if found is None:
        yield Text("【기재사항별 검토 결과】")
        return
    counts = Counter(word for _, word in found.requirements)
    order = [word for word in (*STATUSES.values(), *counts) if counts[word]]
    told = ", ".join(f"{word} {counts[word]}건" for word in dict.fromkeys(order))
    yield Text(f"계약서에 요구되는 기재사항을 살핀 결과는 {told}입니다.")
    titles = dict(found.titles) or _titles(found.edition)
    shown = [(name, word) for name, word in found.requirements if word != STATUSES[Status.NOT_DUE]]
    yield Grid(
        ("식별자", "기재사항", "결과"),
        (18, 62, 20),
        tuple((name, titles.get(name, name), word) for name, word in shown),
    )


def _titles(edition: str) -> dict[str, str]:
    """Return the titles of the requirements; the JSON of a review has their ids alone."""
    return {r.id: title_at(r, edition) for r in load_library().requirements.values()}


def _gaps(found: Reviewed | None) -> Iterator[Block]:
    if found is None:
        yield Text("【보완이 필요한 사항】")
    elif found.drafted:
        yield from _blanks(found)
    elif not found.gaps:
        yield Text("빠지거나 상충하는 요소를 찾지 못하였습니다.")
    else:
        yield Text(
            f"빠지거나 상충하거나 판독하지 못한 요소가 {len(found.gaps)}건입니다. 계약서에 반영하거나 받아들일지 건마다 정합니다."
        )
        rows = tuple((g.title, g.judgement, g.priority, g.why, "【반영 · 수용과 그 이유】") for g in found.gaps)
        yield Grid(("요소", "판정", "우선순위", "까닭", "조치"), (22, 11, 13, 32, 22), rows)


def _blanks(found: Reviewed) -> Iterator[Block]:
    if not found.blanks:
        yield Text("초안에 채우지 않은 빈칸이 없습니다.")
        return
    yield Text(fit(f"초안에 채우지 않은 빈칸이 {len(found.blanks)}곳 있습니다. 서명하기 전에 채웁니다."))
    yield Bullets(found.blanks)


def _to_confirm(found: Reviewed | None) -> Iterator[Block]:
    told = (
        *(f"판단이 확실하지 않은 요소: {title}" for title in (uncertain_titles(found) if found else ())),
        *(f"읽지 못한 곳: {place}" for place in (found.unread if found else ())),
        *(found.warnings if found else ()),
        "조건이 회사에 충분히 유리한지, 약관이 무효인지, 금액과 기간이 알맞은지는 프로그램이 판단하지 않습니다.",
        "정보처리위탁규정 제4조제2항(위탁할 수 없는 경우)과 제5조(특정정보의 보호)에 해당하는지는 계약서만으로 알 수 없습니다.",
    )
    yield Bullets(told)


def _written(day: str) -> str:
    try:
        return written(dt.date.fromisoformat(day))
    except ValueError:
        return day


def _conclusion(inputs: _Inputs) -> tuple[Block, ...]:
    choices = (
        f"{OPEN} 이 계약은 정보처리위탁규정 등 관련법령에 위배되지 않습니다.",
        f"{OPEN} 위의 사항을 보완하면 관련법령에 위배되지 않습니다. 조건: 【보완할 사항과 기한】",
        f"{OPEN} 이 계약은 관련법령에 위배됩니다. 위배되는 사항: 【위배되는 사항】",
    )
    places = [
        p
        for group in inputs.data.groups
        for p in group.sources
        if any(d.reviewed and not d.same_as for d in group.documents)
    ]
    return (
        Text(
            "준법감시인(없으면 감사 등 이에 준하는 자)이 판단하여 하나에 표시하고 이유를 적습니다. 이 초안은 의견을 정하지 않습니다."
        ),
        Bullets(choices),
        Form((("의견의 이유", "【의견의 이유】"),)),
        SourceLine(f"근거: {inputs.cite(*places)}"),
    )


def _material(inputs: _Inputs) -> Iterator[str]:
    ours = "6단계(계약)의 조항 대비표와 검토 보고서" if reviewed_of(inputs) else "【계약서 검토 보고서】"
    yield inputs.answers.review or ours
    yield "【그 밖의 관련자료】"


def _signature(inputs: _Inputs) -> Signatures:
    officer = inputs.answers.people["compliance_officer"]
    return Signatures((("준법감시인", officer or f"【{PEOPLE_ASKED['compliance_officer']}】"),))
