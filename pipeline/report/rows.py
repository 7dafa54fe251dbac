"""One row for each element and each requirement of a review, in words.

An element may stand under several requirements. Its row under the first of them is its home, with
quotes and wording; the other rows point there, so that nothing is printed twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.due import CRITICAL, bases_at, title_at
from pipeline.model import (
    Conditions,
    Document,
    Element,
    ElementFinding,
    Judgement,
    Library,
    Passage,
    Requirement,
    RequirementFinding,
    Review,
    Status,
)
from pipeline.read.confidence import mean_confidence
from pipeline.report import labels
from pipeline.report.explain import SIGN, contract_language, denial, is_foreign, reading
from pipeline.report.proposals import Proposal, proposals_by_element
from pipeline.select import fact_phrase

_RANK = {Judgement.CONTRARY: 0, Judgement.ABSENT: 1, Judgement.UNREAD: 2, Judgement.PRESENT: 3}


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the contract: `place` '제12조 제2항 (3쪽)' with a mark where it was recognised (OCR), `text` its words, `foreign` if not Korean.

    `reading` tells in Korean how a foreign passage was read, '' for a Korean one.
    """

    place: str
    text: str
    foreign: bool
    reasons: tuple[str, ...]
    document: str
    locator: str
    page: int | None
    start: int
    end: int
    reading: str = ""


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An element under one requirement.

    `weight` is the word for `core` (법정, 가이드). `priority`: 1 to 3, 0 where nothing is missing.
    `home`: the requirement whose row tells the details. `shared`: all due requirements that ask for it.
    `proposals`: the wording to ask for, () unless a gap; those whose number is in `again` are printed
    with an earlier row. `waived`: why a gap was waived and by whom, '' for one that was not.
    """

    id: str
    title: str
    core: bool
    weight: str
    judgement: Judgement
    certain: bool
    confidence: float
    priority: int
    means: str
    why: str
    effect: str
    limits: str
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    looked_at: tuple[str, ...]
    reasons: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    home: str
    shared: tuple[str, ...]
    again: tuple[int, ...] = ()
    waived: str = ""

    @property
    def named(self) -> str:
        """The title, and that the gap was waived."""
        return f"{self.title} (면제)" if self.waived else self.title

    @property
    def label(self) -> str:
        """The judgement in Korean."""
        return labels.JUDGEMENTS[self.judgement]

    @property
    def places(self) -> str:
        """Where its quotes stand, or where an absence looked."""
        found = [quote.place for quote in self.quotes] or list(self.looked_at)
        return ", ".join(dict.fromkeys(found))

    @property
    def priority_label(self) -> str:
        """'1 서명 전 필수', or '' where nothing is missing."""
        return labels.priority_label(self.priority)

    @property
    def wording(self) -> tuple[Proposal, ...]:
        """The proposals that are printed with this row."""
        return tuple(p for p in self.proposals if p.number not in self.again)

    @property
    def references(self) -> tuple[Proposal, ...]:
        """The proposals that are printed elsewhere."""
        return tuple(p for p in self.proposals if p.number in self.again)

    @property
    def where(self) -> str:
        """Where its first quote stands and how many others there are, or that there is none."""
        found = tuple(dict.fromkeys(quote.place for quote in self.quotes))
        if found:
            return found[0] + (f" 외 {len(found) - 1}곳" if len(found) > 1 else "")
        return "읽지 못함" if self.judgement == Judgement.UNREAD else "없음"

    @property
    def looked(self) -> str:
        """Where an absence looked, in words."""
        if self.looked_at:
            return f"문서 전체. 가까운 곳: {', '.join(dict.fromkeys(self.looked_at))}"
        return "문서 전체. 가까운 내용을 찾지 못하였습니다."

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the judge says of an absence: why near sentences prove nothing, what was not read."""
        if self.judgement == Judgement.UNREAD:
            return self.reasons or ("읽지 못한 부분이 있어 누락이라고 할 수 없습니다.",)
        return self.reasons if self.judgement == Judgement.ABSENT else ()

    @property
    def explanation(self) -> str:
        """What its foreign quotes mean for the element, '' where all are Korean."""
        if not any(quote.foreign for quote in self.quotes):
            return ""
        if self.judgement == Judgement.CONTRARY:
            return self.conflict
        return f"다음 내용을 정한 문장으로 읽었습니다. {self.means}"

    @property
    def conflict(self) -> str:
        """Why its quotes are contrary."""
        asked = f"이 요소가 요구하는 내용은 다음과 같습니다. {self.means}"
        reasons = (reason for quote in self.quotes for reason in quote.reasons)
        return f"{asked} 위 문장은 {denial(reasons)}그 권리나 의무를 없애거나 반대로 정하고 있습니다."

    @property
    def signs(self) -> tuple[str, ...]:
        """By which signs its Korean quotes were recognised; a foreign quote has its `reading`."""
        korean = (quote for quote in self.quotes if not quote.foreign)
        found = (reason.removeprefix(SIGN) for quote in korean for reason in quote.reasons)
        return tuple(dict.fromkeys(found))

    @property
    def rank(self) -> tuple[int, int, int]:
        """The order of gaps: priority, 상충 before 누락 before 판독불가, legal before guide."""
        return self.priority or 9, _RANK[self.judgement], int(not self.core)


@dataclass(frozen=True, slots=True)
class Excused:
    """An element or requirement that is not due, and why."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement with its legal bases, its status and its due elements.

    `reason` says why it is not due, '' if it is. `checked`: the day on which the law was last looked up.
    """

    id: str
    title: str
    tier: str
    status: Status
    bases: tuple[str, ...]
    guide: str
    rows: tuple[ElementRow, ...]
    excused: tuple[Excused, ...]
    reason: str
    checked: str

    @property
    def label(self) -> str:
        """The status in Korean."""
        return labels.STATUSES[self.status]

    @property
    def element_lines(self) -> tuple[str, ...]:
        """Which elements are met, contrary, missing, unread or not due, one line each."""
        told = []
        for judgement, label in labels.JUDGEMENTS.items():
            titles = [row.title for row in self.rows if row.judgement == judgement]
            if titles:
                told.append(f"{label} {len(titles)}개: {', '.join(titles)}")
        told += [f"해당없음: {element.title}({element.reason})" for element in self.excused]
        return tuple(told)


def priority(core: bool, judgement: Judgement, status: Status) -> int:
    """Return 1 (before signing), 2 (to negotiate), 3 (recommended) or 0 (no gap) for an element.

    The rule, as `labels.PRIORITY_RULES` states it to readers: 1 for anything contrary and for a core
    element absent or unread; the guide elements left are 2 where the requirement itself is contrary,
    missing or unread (its clause must be reopened anyway) and 3 where only guide elements are missing.
    """
    if judgement == Judgement.PRESENT:
        return 0
    if judgement == Judgement.CONTRARY or core:
        return 1
    return 3 if status in (Status.PARTIAL, Status.SATISFIED) else 2


def requirement_rows(review: Review, library: Library) -> tuple[RequirementRow, ...]:
    """Return a row for every requirement of the review, in library order."""
    shared = _shared(review)
    worst = {name: _priority_of(review, library, name, owners) for name, owners in shared.items()}
    language = contract_language(review)
    wording = proposals_by_element(library, review.conditions, language)
    rows = []
    for name, found in review.requirements.items():
        requirement = library.requirements[name]
        elements = tuple(
            _element_row(library.elements[e], review.elements[e], requirement, shared[e], review.documents, language)
            for e in found.due
        )
        elements = tuple(
            replace(row, priority=worst[row.id], proposals=wording[row.id] if worst[row.id] else ()) for row in elements
        )
        rows.append(_requirement_row(requirement, found, elements, library, review.conditions))
    return tuple(rows)


def _shared(review: Review) -> dict[str, tuple[str, ...]]:
    """Return element -> the requirements under which it is due, in order."""
    owners: dict[str, list[str]] = {}
    for name, found in review.requirements.items():
        for element in found.due:
            owners.setdefault(element, []).append(name)
    return {element: tuple(names) for element, names in owners.items()}


def _priority_of(review: Review, library: Library, element: str, owners: tuple[str, ...]) -> int:
    core = library.elements[element].weight == "core"
    judged = review.elements[element].judgement
    return min(priority(core, judged, review.requirements[owner].status) for owner in owners)


def _requirement_row(
    requirement: Requirement,
    found: RequirementFinding,
    rows: tuple[ElementRow, ...],
    library: Library,
    conditions: Conditions,
) -> RequirementRow:
    bases = bases_at(requirement, conditions)
    excused = tuple(
        Excused(e, library.elements[e].title, _excuse(library, library.elements[e], requirement, conditions))
        for e in found.excused
    )
    reason = "; ".join(dict.fromkeys(e.reason for e in excused)) if found.status == Status.NOT_DUE else ""
    checked = max((basis.checked for basis in bases), default=None)
    return RequirementRow(
        requirement.id,
        title_at(requirement, conditions.edition),
        labels.TIERS[requirement.tier],
        found.status,
        tuple(labels.basis_label(basis) for basis in bases),
        labels.guide_label(requirement),
        rows,
        excused,
        reason,
        labels.short_date(checked) if checked else "",
    )


def _excuse(library: Library, element: Element, requirement: Requirement, conditions: Conditions) -> str:
    """Return why an element of the edition is not due."""
    if requirement.tier == "extra" and conditions.importance != CRITICAL:
        return f"업무 중요도가 {labels.IMPORTANCE[conditions.importance]}"
    return fact_phrase(library, element.when or "indirect", False)


def _element_row(
    element: Element,
    found: ElementFinding,
    requirement: Requirement,
    shared: tuple[str, ...],
    documents: tuple[Document, ...],
    language: str,
) -> ElementRow:
    return ElementRow(
        element.id, element.title, element.weight == "core", labels.weight(element, requirement), found.judgement,
        found.certain, found.confidence, 0, element.means, element.why, element.contrary_effect, element.limits,
        tuple(_quote(p, documents, language, element, found) for p in found.evidence),
        tuple(_quote(p, documents, language, element, None) for p in found.nearest), found.looked_at, found.reasons, (),
        shared[0], shared,
    )  # fmt: skip


def _quote(
    passage: Passage,
    documents: tuple[Document, ...],
    language: str,
    element: Element,
    proof: ElementFinding | None,
) -> Quote:
    """Return a passage as the report shows it; `proof`: the finding that it proves, None where it only stands near."""
    page = f" ({passage.page}쪽)" if passage.page and f"{passage.page}쪽" not in passage.locator else ""
    page += _recognised(passage, documents)
    place = f"{passage.document} {passage.locator}{page}" if len(documents) > 1 else f"{passage.locator}{page}"
    foreign = is_foreign(passage.text, language)
    contrary = proof is not None and proof.judgement == Judgement.CONTRARY
    told = (
        reading(passage.reasons, place, element.means, proves=proof is not None, contrary=contrary) if foreign else ""
    )
    return Quote(
        place, passage.text, foreign, passage.reasons, passage.document, passage.locator, passage.page,
        passage.start, passage.end, told,
    )  # fmt: skip


def _recognised(passage: Passage, documents: tuple[Document, ...]) -> str:
    """Return the mark of a quote that stands in recognised text (OCR), '' for any other."""
    document = next((one for one in documents if one.name == passage.document), None)
    found = mean_confidence(document, passage.start, passage.end) if document is not None else None
    return f" [낮은 신뢰도(문자 인식) {round(100 * found)}%]" if found is not None else ""


def home_rows(requirements: tuple[RequirementRow, ...]) -> Iterator[ElementRow]:
    """Yield each due element once: its row under the first requirement that asks for it."""
    for requirement in requirements:
        for row in requirement.rows:
            if row.home == requirement.id:
                yield row
