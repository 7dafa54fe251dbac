"""The documents: the draft or the review as their own lines make them, and the comparison table as a paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.procedure.paper import Block, Bullets, Paper, Section, SourceLine, Text
from pipeline.procedure.stage import Document, Made
from pipeline.procedure.stages.contract.comparison import as_data, table
from pipeline.procedure.stages.contract.judge import TABLE, Contracted, ContractInputs, deal_of, outcome_of
from pipeline.procedure.stages.contract.reviewed import uncertain_titles
from pipeline.procedure.stages.contract.work import Worked, draft, review
from pipeline.procedure.stages.importance.judge import Importance


def papers(inputs: ContractInputs, result: Contracted) -> tuple[Document | Made, ...]:
    """Return the documents; as long as answers are missing, the comparison table alone, which names them."""
    worked = _worked(inputs, result)
    return (Document(TABLE, _paper(inputs, result, worked), (".docx", ".xlsx", ".json")), *worked.documents)


def _worked(inputs: ContractInputs, result: Contracted) -> Worked:
    deal, in_its_way = deal_of(inputs)
    way = inputs.answers.way
    if deal is None or in_its_way or way is None:
        return Worked()
    if way.draft:
        return draft(inputs, deal)
    is_ready = all(inputs.files.get(name) is not None for name in inputs.answers.files)
    if not inputs.answers.files or not is_ready or not inputs.answers.addendum:
        return Worked()
    return review(inputs, deal)


def _paper(inputs: ContractInputs, result: Contracted, worked: Worked) -> Paper:
    found, importance = worked.reviewed, inputs.result("importance", Importance)
    return Paper(
        kind="contract-comparison",
        title="조항 대비표",
        mark="" if found else "작성 중",
        cover=(
            ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
            ("제공자", inputs.named("provider.name", "제공자의 상호")),
            ("서비스", inputs.named("service.name", "서비스의 명칭")),
            ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
            ("계약서", "\n".join(_contracts(inputs)) or "【계약서】"),
            ("업무 중요도", importance.final if importance and importance.final else "【업무 중요도】"),
            ("결과", outcome_of(found) if found else "【계약서 검토 결과】"),
        ),
        sections=(
            Section("결론", tuple(_conclusion(inputs, result, worked))),
            Section("기재사항과 조항", (table(worked.rows),) if worked.rows else (Text("【기재사항과 조항】"),)),
            Section("남은 것", (Bullets(tuple(_left(worked)) or ("없습니다.",)),)),
            Section(
                "이 표에 관하여",
                (Bullets(inputs.data.notes), SourceLine(f"근거: {inputs.cite(*inputs.data.sources)}")),
            ),
        ),
        data=as_data(worked.rows, worked.problems),
    )


def _contracts(inputs: ContractInputs) -> Iterator[str]:
    way = inputs.answers.way
    if way is not None and way.draft:
        yield "회사가 쓴 초안"
        return
    for name in inputs.answers.files:
        data = inputs.files.get(name)
        told = f"SHA-256 {hashlib.sha256(data).hexdigest()[:16]}" if data is not None else "파일 없음"
        yield f"{Path(name).name} ({told})"


def _conclusion(inputs: ContractInputs, result: Contracted, worked: Worked) -> Iterator[Block]:
    asked = () if worked.reviewed else tuple(f"답하지 않은 항목: {question.ask}" for question in result.questions)
    found = (f"결과: {outcome_of(worked.reviewed)}",) if worked.reviewed else ()
    yield Bullets((*(reason.text for reason in result.reasons), *found, *asked))


def _left(worked: Worked) -> Iterator[str]:
    yield from worked.problems
    found = worked.reviewed
    if found is not None:
        yield from (f"{gap.title}: {gap.judgement}({gap.priority})" for gap in found.gaps)
        yield from (f"사람이 확인할 요소: {title}" for title in uncertain_titles(found))
        yield from (f"채우지 않은 빈칸: {ask}" for ask in found.blanks)
    yield from worked.notes
