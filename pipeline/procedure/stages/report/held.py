"""Which documents of the report are there: from the states of the other stages, the files of the case, the drafts.

A document of ours is there when nothing in it is left to fill; where something is, files of the company stand for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import Group, Required
from pipeline.procedure.days import written
from pipeline.procedure.paper import Blank, by_name, to_fill, told_blanks, total
from pipeline.procedure.stage import Inputs, place
from pipeline.procedure.stages.contract.judge import Contracted
from pipeline.procedure.stages.contract.reviewed import Reviewed
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.procedure.stages.report.answers import LETTER, Answers
from pipeline.procedure.stages.report.cover import cover_form
from pipeline.procedure.stages.report.drafts import draft_paper, event_paper
from pipeline.procedure.stages.report.result import MISSING, PRESENT, STALE, Held, Report
from pipeline.procedure.stages.report.timing import EXEMPT, Obligation
from pipeline.procedure.stages.report.values import EVENT_DRAFT, by_word, draft_questions

_Inputs = Inputs[ReportData, Answers]
_STAGE = "report"


def held(inputs: _Inputs, obligations: tuple[Obligation, ...]) -> tuple[Held, ...]:
    """Return the documents in the order of the groups; reason and plan where an obligation asks for them."""
    response = any(o.response for o in obligations)
    return tuple(
        _held(inputs, obligations, group, document)
        for group in inputs.data.groups
        if response or not group.response
        for document in group.documents
    )


def letter(inputs: _Inputs, result: Report) -> Held | None:
    """Return the letter with the state of its blanks, None where nothing has to be reported."""
    if result.obligations and all(o.state == EXEMPT for o in result.obligations):
        return None
    given = inputs.answers.documents[LETTER].files
    gone = [name for name in given if inputs.files.get(name) is None]
    due = Held("", LETTER, LETTER, MISSING, "", given)
    blanks = to_fill(cover_form(inputs, replace(result, letter=due)))
    why = f"파일이 없습니다: {', '.join(gone)}" if gone else _left({"": blanks}) if blanks else ""
    told = why or ("회사의 파일" if given else "이 단계의 문서")
    return replace(due, state=MISSING if why else PRESENT, why=told)


def _held(inputs: _Inputs, obligations: tuple[Obligation, ...], group: Group, document: Required) -> Held:
    filed = source_of(inputs.data, document)
    state, why = next(_states(inputs, obligations, filed))
    return Held(group.id, document.id, filed.id, state, why, inputs.answers.documents[filed.id].files)


def source_of(data: ReportData, document: Required) -> Required:
    """Return the document whose files are used for `document`."""
    every = {d.id: d for group in data.groups for d in group.documents}
    return every[document.same_as] if document.same_as else document


def unfilled_of(inputs: _Inputs, document: Required) -> dict[str, tuple[Blank, ...]]:
    """Return the documents of the stage that would be filed for `document` and have blanks, by path."""
    found = inputs.unfilled.get(document.stage, {})
    return {path: blanks for path, blanks in found.items() if not any(w in Path(path).name for w in document.without)}


def _states(inputs: _Inputs, obligations: tuple[Obligation, ...], document: Required) -> Iterator[tuple[str, str]]:
    """Yield states with their reasons; the first holds."""
    given = inputs.answers.documents[document.id]
    gone = [name for name in given.files if inputs.files.get(name) is None]
    stage = inputs.states.get(document.stage, "") if document.stage else ""
    unfilled = by_name(unfilled_of(inputs, document))
    if gone:
        yield MISSING, f"파일이 없습니다: {', '.join(gone)}"
    if stage == "stale":
        yield STALE, "그 단계의 문서가 낡았습니다."
    if given.files and given.valid_until and given.valid_until < inputs.as_of:
        path = f"case.yaml {_STAGE}.documents.{document.id}.valid_until"
        yield STALE, f"유효한 날({written(given.valid_until)})이 지났습니다. 새 파일을 두고 {path}을 고치십시오."
    if given.files and document.reviewed:
        yield from ((STALE, why) for why in review_faults(inputs))
    if given.files:
        yield PRESENT, _beside(unfilled)
    if stage == "done":
        yield (MISSING, _left(unfilled, document.stage)) if unfilled else (PRESENT, "그 단계의 문서")
    if document.stage:
        yield MISSING, _STAGES.get(stage, "이 사건에서 다루지 않은 단계입니다. 회사의 파일을 적을 수 있습니다.")
    if document.draft:
        why = _left_in_draft(inputs, obligations, document.draft)
        yield (MISSING, why) if why else (PRESENT, "이 단계의 초안")
    yield MISSING, f"확정한 파일을 case.yaml {_STAGE}.documents.{document.id}.files에 적어야 합니다."


_STAGES = {
    "waiting": "그 단계가 앞 단계를 기다립니다.",
    "open": "그 단계에 남은 물음이 있습니다.",
    "ready": "그 단계의 문서를 아직 쓰지 않았습니다.",
}


# ------------------------------------------------------------------------ what is left to fill


def _beside(unfilled: Mapping[str, tuple[Blank, ...]]) -> str:
    if not unfilled:
        return "회사의 파일"
    return f"회사의 파일. 채울 곳이 남아 넣지 않는 문서: {', '.join(unfilled)}"


def _left(unfilled: Mapping[str, tuple[Blank, ...]], stage: str = "") -> str:
    """Return how many blanks are left and where: by the name of the document ('': the only one)."""
    number = sum(map(total, unfilled.values()))
    told = "; ".join(f"{name}({told_blanks(b)})" if name else told_blanks(b) for name, b in unfilled.items())
    where = f" case.yaml의 {stage}나 거래명세서에 적거나 워드에서 채우십시오." if stage else ""
    return f"채울 곳이 {number}곳 남았습니다: {told}.{where}"


def _left_in_draft(inputs: _Inputs, obligations: tuple[Obligation, ...], name: str) -> str:
    """Return what is left in a draft and where it is said, '' for nothing."""
    if name == EVENT_DRAFT:
        blanks = to_fill(event_paper(inputs, obligations))
        return _left({"": blanks}) if blanks else ""
    draft = {draft.id: draft for draft in inputs.data.drafts}[name]
    blanks = to_fill(draft_paper(inputs, draft))
    if not blanks:
        return ""
    places = [f"{question.ask}({place(_STAGE, question)})" for question in draft_questions(inputs, draft)]
    places += [f"{head}(워드에서 채울 칸)" for head in dict.fromkeys(by_word(inputs, draft))]
    return f"초안에 채울 곳이 {total(blanks)}곳 있습니다: {', '.join(places)}"


# ------------------------------------------------------------------------ the review


def reviewed_of(inputs: _Inputs) -> Reviewed | None:
    """Return the review that the answers name, else that of the stage of the contract."""
    if inputs.answers.review:
        return inputs.answers.reviewed
    found = inputs.result("contract", Contracted)
    return found.reviewed if found else None


def review_faults(inputs: _Inputs) -> Iterator[str]:
    """Yield why the review of the contract no longer speaks about the contract of the case."""
    found = reviewed_of(inputs)
    if found is None:
        return
    if found.edition != inputs.edition.id:
        yield f"계약서를 {found.edition}년판으로 검토하였으나 기준일의 판은 {inputs.edition.title}입니다."
    importance = final_importance(inputs)
    if importance and found.importance != importance:
        yield f"계약서를 {found.importance}업무로 보고 검토하였으나 평가 결과는 {importance}업무입니다."
    if found.library != inputs.procedure.version:
        yield f"계약서를 라이브러리 {found.library}으로 검토하였으나 지금은 {inputs.procedure.version}입니다."
    if found.documents:
        yield from _other_files(inputs, {sha256 for _, sha256 in found.documents})


def _other_files(inputs: _Inputs, reviewed: set[str]) -> Iterator[str]:
    contracts = [d.id for group in inputs.data.groups for d in group.documents if d.reviewed]
    copies = {d.same_as for group in inputs.data.groups for d in group.documents if d.same_as}
    for document in (name for name in contracts if name in copies):
        for name in inputs.answers.documents[document].files:
            data = inputs.files.get(name)
            if data is not None and hashlib.sha256(data).hexdigest() not in reviewed:
                yield f"‘{name}’은 검토한 파일이 아닙니다. 이 파일을 검토하고 report.review를 바꾸십시오."


def final_importance(inputs: _Inputs) -> str:
    """Return 중요 or 비중요 as stage 2 has it, '' while it is open."""
    found = inputs.result("importance", Importance)
    return found.final if found else ""
