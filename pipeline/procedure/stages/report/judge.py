"""The report of a case: what each event asks for, which documents are there, and what is still to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.deal.fields import YES
from pipeline.library.procedure.report import ReportData
from pipeline.procedure.days import written
from pipeline.procedure.stage import Due, Inputs, Question, Reason
from pipeline.procedure.stages.report.answers import LETTER_PEOPLE, PEOPLE_ASKED, Answers, Event
from pipeline.procedure.stages.report.held import final_importance, held, letter, review_faults, reviewed_of
from pipeline.procedure.stages.report.result import MISSING, PRESENT, STALE, Held, Report, day_of, events_of
from pipeline.procedure.stages.report.timing import DUE, PENDING, Obligation, asks_exempt, obligation
from pipeline.procedure.stages.report.values import by_word, draft_questions, is_filed

_Inputs = Inputs[ReportData, Answers]


def judge(inputs: _Inputs) -> Report:
    """Return what is to be reported until when, the state of the documents, and the open questions."""
    importance = final_importance(inputs)
    known = tuple((event, day) for event in events_of(inputs) if (day := day_of(inputs, event)))
    found = tuple(obligation(inputs, event, day, importance) for event, day in known)
    documents = held(inputs, found)
    begun = Report(
        reasons=tuple(Reason(text, o.source) for o in found for text in (f"{o.title}: {o.state}", *o.said)),
        dues=tuple(_dues(found)),
        notes=tuple(_notes(inputs, found, documents)),
        obligations=found,
        held=documents,
        started_on=inputs.answers.started_on,
    )
    report = replace(begun, letter=letter(inputs, begun))
    questions = tuple(_once(_questions(inputs, report, importance)))
    return replace(report, outcome="" if questions else _outcome(report), questions=questions)


def _once(questions: Iterator[Question]) -> Iterator[Question]:
    """Yield one question for each place."""
    seen: set[tuple[str, str]] = set()
    for question in questions:
        if (question.file, question.path) not in seen:
            yield question
        seen.add((question.file, question.path))


def _outcome(report: Report) -> str:
    found, lacked = report.obligations, report.lacking
    days = [f"{o.act} {written(o.until)}까지" for o in found if o.state == DUE and o.until and not o.reported_on]
    done = [f"{written(o.reported_on)} 보고함" for o in found if o.reported_on]
    others = [o.state for o in found if o.state != DUE and not o.reported_on]
    lacking = [f"{state} {n}건" for state in (MISSING, STALE) if (n := sum(d.state == state for d in lacked))]
    told = ", ".join(dict.fromkeys((*days, *done, *others)))
    return f"{told}(구비서류 {', '.join(lacking)})" if lacking else f"{told}(구비서류 모두 있음)"


# ------------------------------------------------------------------------ questions


def _questions(inputs: _Inputs, report: Report, importance: str) -> Iterator[Question]:
    events = events_of(inputs)
    if not events:
        yield Question("events", "보고 사유")
    for number, event in enumerate(inputs.answers.events, 1):
        if event.cause:
            yield from _about_event(inputs, event, f"events[{number}]")
    if asks_exempt(inputs, importance) and not inputs.answers.financial_transactions:
        yield Question("financial_transactions", inputs.data.exempt.ask)
    if any(o.state == PENDING for o in report.obligations) and inputs.answers.new_company != YES:
        yield Question("started_on", "제공자가 업무를 실제로 수행하기 시작하는 날")
    if not inputs.answers.review:
        if reviewed_of(inputs) is None:
            yield Question(
                "review", "계약서를 검토한 결과. 6단계(계약)의 문서를 쓰면 가져오며, 다른 곳에서 검토하였으면 그 JSON"
            )
    elif inputs.files.get(inputs.answers.review) is None:
        yield Question("review", f"계약서를 검토한 결과(‘{inputs.answers.review}’ 파일이 없습니다)")
    yield from _about_documents(inputs, report.held)
    yield from _about_letter(inputs, report.letter)
    for group in inputs.data.groups:
        if inputs.answers.assessed.get(group.id) == "":
            yield Question(f"assessed.{group.id}", f"자체평가: {group.name}")


def _about_event(inputs: _Inputs, event: Event, path: str) -> Iterator[Question]:
    cause = inputs.data.cause(event.cause)
    day = day_of(inputs, event)
    if day is None and cause.day:
        yield Question(cause.day, "계약일", "deal")
    elif day is None:
        yield Question(f"{path}.day", f"사유가 발생한 날({cause.title})")
    elif (wording := cause.wording(day)) and wording.response:
        for key, ask, given in (("what", "발생 사유", event.what), ("response", "대응계획", event.response)):
            if not given:
                yield Question(f"{path}.{key}", f"{ask}({cause.title})")


def _about_documents(inputs: _Inputs, documents: tuple[Held, ...]) -> Iterator[Question]:
    every = {d.id: d for group in inputs.data.groups for d in group.documents}
    done = {name for name, state in inputs.states.items() if state == "done"}
    for found in documents:
        document = every[found.document]
        if found.state != PRESENT and (document.signed or document.stage in done):
            yield Question(f"documents.{document.id}.files", f"{document.name}: {found.why}")
    for draft in inputs.data.drafts:
        for document in (d for d in every.values() if d.draft == draft.id and not is_filed(inputs, d)):
            yield from draft_questions(inputs, draft)
            if heads := by_word(inputs, draft):
                told = ", ".join(dict.fromkeys(heads))
                yield Question(f"documents.{document.id}.files", f"{document.name}: 초안의 칸({told})을 채운 파일")


def _about_letter(inputs: _Inputs, found: Held | None) -> Iterator[Question]:
    if found is None or found.state == PRESENT:
        return
    people = inputs.answers.people
    yield from (Question(f"people.{key}", PEOPLE_ASKED[key]) for key in LETTER_PEOPLE if not people[key])
    yield Question(
        f"documents.{found.document}.files", f"보고 공문: {found.why} 답에서 채우거나 채운 파일을 적으십시오"
    )


# ------------------------------------------------------------------------ days and notes


def _dues(found: tuple[Obligation, ...]) -> Iterator[Due]:
    for o in found:
        if o.until is not None and o.reported_on is None:
            off = f". 달력의 마지막 날 {written(o.last)}은 {o.off}" if o.off and o.last else ""
            yield Due(o.until, f"{o.act}: {o.title}{off}", o.source)


def _notes(inputs: _Inputs, found: tuple[Obligation, ...], documents: tuple[Held, ...]) -> Iterator[str]:
    for o in found:
        if o.day > inputs.as_of:
            yield f"{o.title}: {written(o.day)}은 기준일({written(inputs.as_of)}) 뒤이므로 예정된 날로 계산하였습니다."
        if o.reported_on and o.last and o.reported_on > o.last:
            yield f"{o.title}: 보고한 날({written(o.reported_on)})이 기한({written(o.last)}) 뒤입니다."
        if o.until and not o.reported_on and o.until < inputs.as_of:
            yield f"{o.title}: 기준일({written(inputs.as_of)})에 기한({written(o.until)})이 지났습니다."
    yield from review_faults(inputs)
    lacking = {d.group for d in documents if d.state != PRESENT}
    for group in inputs.data.groups:
        if group.id in lacking and inputs.answers.assessed.get(group.id) == "충족":
            yield f"{group.name}: 자체평가는 충족이라고 적었으나 없거나 낡은 서류가 있습니다."
