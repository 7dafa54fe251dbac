"""The answers to the stage of the report, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.fields import NO, YES
from pipeline.library.procedure import Procedure
from pipeline.library.procedure.report import WEEKENDS, ReportData
from pipeline.library.view import BAD_VALUE, View
from pipeline.procedure.stages.contract.reviewed import Reviewed, read_review
from pipeline.yaml_nodes import Plain

ASSESSMENTS = ("충족", "부분충족", "미충족")
LETTER_PEOPLE = ("writer", "writer_phone", "department", "position", "name", "duty", "phone", "email")
"""The keys of `people` that the letter needs."""
_PEOPLE = (*LETTER_PEOPLE, "compliance_officer")
LETTER = "letter"
"""The key of the letter among the documents."""


@dataclass(frozen=True, slots=True)
class Event:
    """A reason to report. `day` is None where the deal sheet has it or it is open."""

    cause: str
    day: dt.date | None
    what: str
    materials: tuple[str, ...]
    response: str
    reported_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Filed:
    """Files of the company for a document, and until when they hold."""

    files: tuple[str, ...]
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers; '' and None for what is not said. `drafts`: draft id -> row id -> text."""

    events: tuple[Event, ...]
    started_on: dt.date | None
    development: str
    linked_on: dt.date | None
    new_company: str
    licensed_on: dt.date | None
    financial_transactions: str
    weekend: str
    closed_days: tuple[dt.date, ...]
    review: str
    reviewed: Reviewed | None
    documents: Mapping[str, Filed]
    assessed: Mapping[str, str]
    drafts: Mapping[str, Mapping[str, str]]
    people: Mapping[str, str]


def files(section: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the names of the files that the section mentions."""
    return tuple(dict.fromkeys(_files(section)))


def _files(section: Mapping[str, Plain]) -> Iterator[str]:
    if isinstance(review := section.get("review"), str):
        yield review
    documents = section.get("documents")
    for entry in documents.values() if isinstance(documents, dict) else ():
        if isinstance(entry, dict):
            yield from _names(entry.get("files"))
    events = section.get("events")
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict):
            yield from _names(event.get("materials"))


def _names(given: Plain) -> Iterator[str]:
    if isinstance(given, str) and given:
        yield given
    if isinstance(given, list):
        yield from (name for name in given if isinstance(name, str) and name)


def answers(view: View, data: ReportData, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    causes = tuple(cause.id for cause in data.causes)
    review = view.text("review", optional=True)
    return Answers(
        events=tuple(_event(item, causes) for item in view.each("events", optional=True)),
        started_on=view.date("started_on", optional=True),
        development=view.choice("development", (YES, NO), ""),
        linked_on=view.date("linked_on", optional=True),
        new_company=view.choice("new_company", (YES, NO), ""),
        licensed_on=view.date("licensed_on", optional=True),
        financial_transactions=view.choice("financial_transactions", (YES, NO), ""),
        weekend=view.choice("weekend", WEEKENDS, data.weekend),
        closed_days=_days(view, "closed_days"),
        review=review,
        reviewed=_reviewed(view, review, found.get(review)),
        documents=_documents(view, data),
        assessed=_chosen(view.below("assessed", optional=True), data.form.assessed),
        drafts=_drafts(view.below("drafts", optional=True), data),
        people=_texts(view.below("people", optional=True), _PEOPLE),
    )


def _event(view: View, causes: tuple[str, ...]) -> Event:
    found = Event(
        cause=view.choice("cause", causes, ""),
        day=view.date("day", optional=True),
        what=view.text("what", optional=True),
        materials=view.texts("materials", optional=True),
        response=view.text("response", optional=True),
        reported_on=view.date("reported_on", optional=True),
    )
    view.close()
    return found


def _days(view: View, key: str) -> tuple[dt.date, ...]:
    found = []
    for index, text in enumerate(view.texts(key, optional=True)):
        try:
            found.append(dt.date.fromisoformat(text))
        except ValueError:
            view.fault(BAD_VALUE, f"날짜가 아닙니다('{text}')", "2026-11-27처럼 적으십시오", key, index)
    return tuple(found)


def _reviewed(view: View, name: str, data: bytes | None) -> Reviewed | None:
    if not name or data is None:
        return None
    try:
        return read_review(data)
    except ValueError:
        right = "finclause review -o나 finclause draft --trace로 쓴 JSON 파일을 적으십시오"
        view.fault(BAD_VALUE, f"'{name}'[은/는] 계약서를 검토한 결과가 아닙니다", right, "review")
        return None


def _documents(view: View, data: ReportData) -> dict[str, Filed]:
    below = view.below("documents", optional=True)
    found = {}
    for name in (LETTER, *(d.id for group in data.groups for d in group.documents if not d.same_as)):
        entry = below.below(name, optional=True)
        found[name] = Filed(entry.texts("files", optional=True), entry.date("valid_until", optional=True))
        entry.close()
    below.close()
    return found


def _chosen(view: View, keys: tuple[str, ...]) -> dict[str, str]:
    found = {key: view.choice(key, ASSESSMENTS, "") for key in keys}
    view.close()
    return found


def _drafts(view: View, data: ReportData) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {
        draft.id: _texts(view.below(draft.id, optional=True), tuple(row.id for row in draft.asked))
        for draft in data.drafts
    }
    view.close()
    return found


def _texts(view: View, keys: tuple[str, ...]) -> dict[str, str]:
    found = {key: view.text(key, optional=True) for key in keys}
    view.close()
    return found


# ------------------------------------------------------------------------ the section of a new case


def starter(data: ReportData, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(data))


def _starter(data: ReportData) -> Iterator[str]:
    yield "  # 보고 사유마다 한 건. 신규 계약의 날은 거래명세서의 계약일이므로 비운다."
    yield "  events:"
    yield f"    - cause: {data.causes[0].id}"
    for cause in data.causes:
        yield f"      #   {cause.id}: {cause.title}"
    yield "      day:  # 사유가 발생한 날"
    yield "      what:  # 발생 사유"
    yield "      materials: []  # 관련 자료(사건 폴더 안의 파일)"
    yield "      response:  # 대응계획"
    yield "      reported_on:  # 보고한 날"
    yield "  started_on:  # 제공자가 업무를 실제로 수행하기 시작하는 날(서비스 개시일)"
    yield f"  development:  # 개발·테스트 때문에 실제 업무수행까지 3개월 이상 걸리는가: {YES} | {NO}"
    yield f"  linked_on:  # {data.later.ask}"
    yield f"  new_company:  # 허가나 등록을 기다리는, 또는 막 받은 신규 회사인가: {YES} | {NO}"
    yield "  licensed_on:  # 허가나 등록이 완료된 날"
    yield f"  financial_transactions:  # {data.exempt.company}만: {data.exempt.ask}"
    yield f"  weekend:  # 마지막 날이 휴일일 때: {' | '.join(WEEKENDS)} (앞 영업일, 뒤 영업일, 그날). 비우면 {data.weekend}"
    yield "  closed_days: []  # 달력에 더할 임시공휴일과 휴무일"
    yield "  review:  # 6단계 밖에서 계약서를 검토하였을 때에만 그 JSON(finclause review나 draft --trace). 비우면 6단계의 결과"
    yield "  # 회사가 만들거나 확정한 서류의 파일. 예: files: [첨부/회의록.pdf]. valid_until이 기준일보다 앞서면 낡은 것이다."
    yield "  documents:"
    filed = [(d.id, d.name, not d.signed) for group in data.groups for d in group.documents if not d.same_as]
    for name, title, instead in ((LETTER, "보고 공문", True), *filed):
        yield f"    {name}:  # {title}" + (". 우리 문서를 채워 다른 이름으로 저장하였을 때" if instead else "")
        yield "      files: []"
        yield "      valid_until:"
    yield f"  # 서식의 자체평가: {' | '.join(ASSESSMENTS)}"
    yield "  assessed:"
    for group in data.groups:
        if group.id in data.form.assessed:
            yield f"    {group.id}:  # {group.name}"
    yield "  # 초안의 줄. 채우지 않은 줄은 빈칸으로 남는다."
    yield "  drafts:"
    for draft in data.drafts:
        yield f"    {draft.id}:  # {draft.title}"
        for row in draft.asked:
            yield f"      {row.id}:  # {row.ask}"
    yield "  people:"
    for key, ask in PEOPLE_ASKED.items():
        yield f"    {key}:  # {ask}"


PEOPLE_ASKED = dict(
    zip(
        _PEOPLE,
        (
            "작성자의 직위와 성명", "작성자의 전화번호", "책임자의 소속", "책임자의 직위", "책임자의 이름",
            "책임자의 담당업무", "책임자의 연락처", "책임자의 전자우편", "준법감시인의 직위와 성명",
        ),
        strict=True,
    )
)  # fmt: skip
