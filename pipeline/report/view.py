"""The one view of a review that every format shows: texts in the order of the report, nothing left to decide.

Built once from a `Review` and the `Library`; every text in it can be shown (`visible_all`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.concessions import waiver_said
from pipeline.language import ENGLISH
from pipeline.model import Judgement, Library, Review, Status
from pipeline.parties import CUSTOMER, PROVIDER
from pipeline.report import labels, method, proposals_en
from pipeline.report.explain import contract_language
from pipeline.report.info import ReportInfo
from pipeline.report.markup import ChangeRow, CommentRow, change_rows, comment_rows
from pipeline.report.proposals import readable
from pipeline.report.rows import ElementRow, RequirementRow, home_rows, requirement_rows
from pipeline.report.summary import conclusion
from pipeline.report.visible import visible_all
from pipeline.select import fact_phrase
from pipeline.stamp import Stamp, stamp_of
from pipeline.wording import terms_in

TITLE = "클라우드 위수탁 계약 기재사항 검토보고서"
ADDRESSEE = "준법감시인 귀하"
MARK = "대외비"


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One line of the cover. `code`: a fingerprint, printed small below the text."""

    label: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many requirements have a status."""

    status: Status
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A part of the file that was not read."""

    where: str
    page: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """What a report says.

    `gaps`: each element with a gap once, most urgent first. `contrary`: those of them that a clause
    takes away. `uncertain`: elements on which a person should look. `terms`: defined terms that the
    proposals use, with their definitions. `changes`, `comments`: what the files hold beside the
    text that was judged. `notes`: how it was made, limits, use of the wording. `stamp`: where it
    comes from, for programs.
    """

    contract_name: str
    cover: tuple[CoverRow, ...]
    counts: tuple[Count, ...]
    conclusion: tuple[str, ...]
    gaps: tuple[ElementRow, ...]
    contrary: tuple[ElementRow, ...]
    uncertain: tuple[ElementRow, ...]
    requirements: tuple[RequirementRow, ...]
    not_due: tuple[RequirementRow, ...]
    unread: tuple[UnreadPart, ...]
    warnings: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    notes: tuple[method.Passage, ...]
    reviewer: str
    stamp: Stamp
    changes: tuple[ChangeRow, ...] = ()
    comments: tuple[CommentRow, ...] = ()
    title: str = TITLE
    addressee: str = ADDRESSEE
    mark: str = MARK

    def rows(self) -> Iterator[ElementRow]:
        """Yield each due element once, in the order of the requirements."""
        return home_rows(self.requirements)


def build_view(review: Review, library: Library, info: ReportInfo) -> ReportView:
    """Return the view of `review`. Raises KeyError if `review` names ids that `library` does not have."""
    english = contract_language(review) == ENGLISH
    rows = requirement_rows(review, library)
    gaps = sorted((row for row in home_rows(rows) if row.priority), key=lambda row: row.rank)
    rows = _with_numbers(_with_waivers(rows, info), gaps)
    homes = {row.id: row for row in home_rows(rows)}
    gaps = [homes[row.id] for row in gaps]
    counts = tuple(Count(s, label, sum(r.status == s for r in rows)) for s, label in labels.STATUSES.items())
    uncertain = sorted((row for row in homes.values() if not row.certain), key=_doubt)
    changes = change_rows(review)
    view = ReportView(
        info.contract_name,
        tuple(_cover(review, library, info, english=english)),
        counts,
        conclusion(rows, tuple(gaps), len(uncertain), incomplete=bool(review.unread), changes=len(changes)),
        tuple(gaps),
        tuple(row for row in gaps if row.judgement == Judgement.CONTRARY),
        tuple(uncertain),
        tuple(r for r in rows if r.status != Status.NOT_DUE),
        tuple(r for r in rows if r.status == Status.NOT_DUE),
        tuple(UnreadPart(u.where, f"{u.page}쪽" if u.page else "", u.reason) for u in review.unread),
        review.warnings,
        _english_terms(library, gaps) if english else _terms(library, gaps),
        tuple(_notes(review, library, homes.values(), english=english)),
        info.reviewer,
        stamp_of("review", library, review.conditions),
        changes,
        comment_rows(review),
    )
    return visible_all(view)


def _notes(review: Review, library: Library, rows: Iterable[ElementRow], *, english: bool) -> Iterator[method.Passage]:
    yield method.JUDGING
    yield method.PRIORITY
    yield method.using_wording(review, library.english.get("values", {}) if english else {})
    yield method.limits(any(quote.foreign for row in rows for quote in (*row.quotes, *row.nearest)))


def _doubt(row: ElementRow) -> tuple[int, int]:
    """Order doubts by what they could cost: a gap taken for filled first, legal elements first."""
    return int(row.judgement != Judgement.PRESENT), int(not row.core)


def _with_numbers(rows: tuple[RequirementRow, ...], gaps: list[ElementRow]) -> tuple[RequirementRow, ...]:
    """Number the proposals in the order of the report: contrary elements first, then by requirement."""
    contrary = [row for row in gaps if row.judgement == Judgement.CONTRARY]
    others = [row for row in home_rows(rows) if row.judgement != Judgement.CONTRARY]
    numbers: dict[tuple[str, str], int] = {}
    again: dict[str, tuple[int, ...]] = {}
    for row in [*contrary, *others]:
        again[row.id] = tuple(numbers[p.key] for p in row.proposals if p.key in numbers)
        for proposal in row.proposals:
            numbers.setdefault(proposal.key, len(numbers) + 1)

    def numbered(row: ElementRow) -> ElementRow:
        proposals = tuple(replace(p, number=numbers[p.key]) for p in row.proposals)
        return replace(row, proposals=proposals, again=again[row.id])

    return tuple(replace(r, rows=tuple(numbered(row) for row in r.rows)) for r in rows)


def _with_waivers(rows: tuple[RequirementRow, ...], info: ReportInfo) -> tuple[RequirementRow, ...]:
    """Say of each gap that the deal sheet waives it; what the contract gives is not waived."""

    def marked(row: ElementRow) -> ElementRow:
        waived = info.waivers.get(row.id)
        if waived is None or row.judgement == Judgement.PRESENT:
            return row
        return replace(row, waived=f"면제. {waiver_said(waived.reason, waived.approver, waived.date)}")

    return tuple(replace(r, rows=tuple(marked(row) for row in r.rows)) for r in rows)


def _cover(review: Review, library: Library, info: ReportInfo, *, english: bool) -> Iterator[CoverRow]:
    yield CoverRow("계약", info.contract_name)
    yield CoverRow("금융회사(위탁자)", info.financial_company or _called(review, CUSTOMER))
    yield CoverRow("제공자(수탁자)", info.provider or _called(review, PROVIDER))
    for document in review.documents:
        pages = f"({document.pages}쪽)" if document.pages else ""
        yield CoverRow("검토한 문서", f"{document.name} {pages}", f"SHA-256 {document.sha256}")
    if english:
        yield CoverRow("계약서의 언어", "영문(인용문은 원문 그대로, 제안 문구는 영문과 국문으로 적음)")
    yield from condition_rows(review, library)
    if info.case:
        yield CoverRow("사건", info.case)
    yield CoverRow("검토자", info.reviewer)
    yield CoverRow("작성일", labels.long_date(info.date))


def condition_rows(review: Review, library: Library) -> Iterator[CoverRow]:
    """Yield the lines of a cover that say under which law, facts and library a review was made."""
    conditions = review.conditions
    edition = next(e for e in library.editions if e.id == conditions.edition)
    yield CoverRow("기준일", labels.long_date(conditions.as_of))
    yield CoverRow("적용 기준", labels.edition_label(edition))
    yield CoverRow("업무 중요도", labels.IMPORTANCE[conditions.importance])
    yield CoverRow("전제한 사실", _facts(review, library))
    yield CoverRow("조항 라이브러리", f"버전 {review.library_version}", f"지문 {review.library_fingerprint}")


def _called(review: Review, role: str) -> str:
    words = review.parties.get(role, ())
    return f"문서의 호칭: {', '.join(words[:3])}" if words else ""


def _facts(review: Review, library: Library) -> str:
    """Return the facts that decide what is due, each as it was taken."""
    if review.conditions.assumed:
        return "거래의 사실이 주어지지 않아 조건을 모두 성립하는 것으로 봄"
    asked = {element.when for element in library.elements.values() if element.when}
    return "; ".join(fact_phrase(library, f, f in review.conditions.facts) for f in library.facts if f in asked)


def _terms(library: Library, gaps: list[ElementRow]) -> tuple[tuple[str, str], ...]:
    spelled = tuple(term.term for term in library.terms.values())
    lines = dict.fromkeys(line for row in gaps for proposal in row.proposals for line in proposal.lines)
    used = {name for line in lines for name in terms_in(line, spelled)}
    return tuple(
        (term.term, readable(library, term.definition)) for term in library.terms.values() if term.term in used
    )


def _english_terms(library: Library, gaps: list[ElementRow]) -> tuple[tuple[str, str], ...]:
    """Return the terms of the English wording with their definitions, each with the Korean behind it."""
    lines = tuple(dict.fromkeys(line for row in gaps for proposal in row.proposals for line in proposal.english))
    return tuple(
        (
            f"{term.term_en} ({term.term})",
            f"{proposals_en.readable(library, term.definition_en)} / {readable(library, term.definition)}",
        )
        for term in proposals_en.terms_used(library, lines)
    )
