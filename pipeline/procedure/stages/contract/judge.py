"""The state of the contract: what is still to be answered, and the result that the documents of the stage hold.

Drafting and reviewing is long work: `papers` does it once and the documents keep it (`Stage.reads_back`). Until they
are written from the very inputs, there is no result.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.deal import Deal, finished
from pipeline.library.procedure.contract import ContractData
from pipeline.model import Status
from pipeline.procedure.stage import Inputs, Question, Reason, Result
from pipeline.procedure.stages.contract.answers import Answers
from pipeline.procedure.stages.contract.comparison import KEY, Row, rows_of
from pipeline.procedure.stages.contract.reviewed import Reviewed, read_review
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.report.labels import STATUSES

TABLE, TRACE, REPORT = "조항 대비표", "계약서 초안 추적.json", "계약서 검토 보고서"
READS_BACK = (f"{TABLE}.json", TRACE, f"{REPORT}.json")
ContractInputs = Inputs[ContractData, Answers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracted(Result):
    """The result. `reviewed`, `comparison`: None and () until the documents are written."""

    way: str = ""
    reviewed: Reviewed | None = None
    comparison: tuple[Row, ...] = ()

    @property
    def open_points(self) -> tuple[str, ...]:
        """What the contract leaves open, each in a line."""
        found = self.reviewed
        if found is None:
            return ()
        return (
            *(f"{gap.title}: {gap.judgement}({gap.priority})" for gap in found.gaps),
            *(f"채우지 않은 빈칸: {ask}" for ask in found.blanks),
            *(f"읽지 못한 곳: {place}" for place in found.unread),
        )


def judge(inputs: ContractInputs) -> Contracted:
    """Return what is open, or the result of the documents as they were written."""
    answers = inputs.answers
    problems = _problems(inputs)
    questions = (*_questions(inputs), *(Question("files", problem) for problem in problems))
    reviewed = None if questions else _reviewed(inputs)
    comparison = rows_of(inputs.written[f"{TABLE}.json"]) if reviewed else ()
    return Contracted(
        outcome="" if questions else outcome_of(reviewed) if reviewed else "문서를 쓰면 결과가 나옵니다",
        questions=questions,
        reasons=tuple(_reasons(inputs)),
        way=answers.way.id if answers.way else "",
        reviewed=reviewed,
        comparison=comparison,
    )


def deal_of(inputs: ContractInputs) -> tuple[Deal | None, tuple[tuple[str, str], ...]]:
    """Return the deal under the importance of stage 2 and the as-of date of the case, and what is in its way."""
    found = inputs.result("importance", Importance)
    if inputs.deal is None or found is None:
        return None, (("", "거래명세서를 case.yaml의 deal에 적고 채움"),)
    return finished(inputs.deal, found.final, inputs.as_of)


def outcome_of(found: Reviewed) -> str:
    """Return the result in one line."""
    if found.drafted:
        blanks = f"{len(found.blanks)}곳" if found.blanks else "없음"
        return f"초안: 기재사항 {len(found.requirements)}건, 채울 빈칸 {blanks}"
    counts = Counter(word for _, word in found.requirements)
    order = [word for status, word in STATUSES.items() if status is not Status.NOT_DUE and counts[word]]
    return ", ".join(f"{word} {counts[word]}건" for word in order)


def _questions(inputs: ContractInputs) -> Iterator[Question]:
    answers = inputs.answers
    for path, what in deal_of(inputs)[1]:
        yield Question(path, what, "deal")
    if answers.way is None:
        yield Question("way", "누구의 계약서로 계약하는가")
    elif not answers.way.draft:
        if not answers.files:
            yield Question("files", "제공자의 계약서 파일")
        for name in answers.files:
            if inputs.files.get(name) is None:
                yield Question("files", f"제공자의 계약서 파일(‘{name}’ 파일이 없습니다)")
        for name, times in Counter(Path(name).name for name in answers.files).items():
            if times > 1:
                yield Question("files", f"이름이 서로 다른 파일(‘{name}’이 {times}개라 보고서에서 구별할 수 없습니다)")
        if not answers.addendum:
            yield Question("addendum", "남은 빈틈을 메우는 부속합의서를 쓰는가")


def _reasons(inputs: ContractInputs) -> Iterator[Reason]:
    found = inputs.result("importance", Importance)
    if found is not None and found.final:
        yield Reason(inputs.data.scope[found.final], inputs.cite(*inputs.data.sources))


def _problems(inputs: ContractInputs) -> tuple[str, ...]:
    data = inputs.written.get(f"{TABLE}.json")
    return tuple(json.loads(data)[KEY]["problems"]) if data else ()


def _reviewed(inputs: ContractInputs) -> Reviewed | None:
    way = inputs.answers.way
    name = TRACE if way and way.draft else f"{REPORT}.json"
    data = inputs.written.get(name)
    return read_review(data) if data and f"{TABLE}.json" in inputs.written else None
