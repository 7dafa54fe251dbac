"""The one view of a survey that every format shows: texts in order, nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.due import title_at
from pipeline.model import LegalBasis, Library
from pipeline.report.labels import basis_label, edition_label, long_date
from pipeline.report.view import CoverRow
from pipeline.report.visible import visible_all
from pipeline.stale.model import Added, Group, Survey, Verdict
from pipeline.stale.verdict import WRITTEN
from pipeline.stamp import KINDS, PAPER, Stamp

TITLE = "작성 문서 점검보고서"
ADDRESSEE = "계약 관리 담당자 귀하"
MARK = "대외비"
GROUPS = {Group.TOUCHED: "손볼 문서", Group.COVERED: "부속합의서로 보완된 문서", Group.CURRENT: "그대로 쓸 문서"}
_OTHER = "라이브러리의 지문이 다르나 이 문서의 조항과 요소는 바뀌지 않았습니다."
_OTHER_FOR_PAPER = (
    "라이브러리의 지문이 다릅니다. 이 문서에 쓰인 자료도 바뀌었는지는 finclause case status로 확인합니다."
)
NOTES = (
    "문서에 적힌 판, 기준일, 업무 중요도, 사실과 조항별 문구의 지문을 지금의 조항 라이브러리와 견주었습니다. 문서를 작성한 뒤 손으로 "
    "고친 내용은 보지 않았으므로, 문서 자체는 finclause review로 다시 검토합니다.",
    "거래의 사실이 바뀌었는지는 알 수 없습니다. 바뀌었으면 거래명세서를 고쳐 다시 작성합니다.",
    "더 이상 요구되지 않는 요소는 알려 드리기만 합니다. 계약서에 남겨 두어도 됩니다.",
    "PDF와 HWPX로 바꾼 문서는 점검하지 않으므로, 그 문서의 원본(DOCX)을 같은 폴더에 둡니다.",
)


@dataclass(frozen=True, slots=True)
class AddedRow:
    """An element to add: its title, its requirements, their legal bases, and why it is due now."""

    id: str
    title: str
    requirements: str
    bases: tuple[str, ...]
    means: str
    why: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of ours. `reasons`: why it is touched; `to_do`: what to do about it, '' for nothing."""

    path: str
    kind: str
    group: Group
    made: str
    reasons: tuple[str, ...]
    added: tuple[AddedRow, ...]
    to_do: str
    deal: str


@dataclass(frozen=True, slots=True)
class StaleView:
    """What a survey says."""

    cover: tuple[CoverRow, ...]
    conclusion: tuple[str, ...]
    documents: tuple[DocumentRow, ...]
    unclear: tuple[tuple[str, str], ...]
    stamp: Stamp
    title: str = TITLE
    addressee: str = ADDRESSEE
    mark: str = MARK
    notes: tuple[str, ...] = NOTES

    def of(self, group: Group) -> tuple[DocumentRow, ...]:
        """Return the documents of one group, in order."""
        return tuple(row for row in self.documents if row.group == group)


def build_view(found: Survey, library: Library) -> StaleView:
    """Return the view of a survey; every text in it can be shown."""
    stamp = Stamp("stale", library.version, library.fingerprint, found.edition.id, found.day, "critical", ())
    return visible_all(
        StaleView(
            tuple(_cover(found, library)),
            tuple(_conclusion(found)),
            tuple(_document(one, found, library) for one in found.verdicts),
            tuple((file.path, file.reason) for file in found.unclear),
            stamp,
        )
    )


def _cover(found: Survey, library: Library) -> Iterator[CoverRow]:
    yield CoverRow("점검한 폴더", found.folder)
    yield CoverRow("기준일", long_date(found.day))
    yield CoverRow("시행 중인 기준", edition_label(found.edition))
    yield CoverRow("조항 라이브러리", f"버전 {library.version}", f"지문 {library.fingerprint}")


def _conclusion(found: Survey) -> Iterator[str]:
    count = {group: len(found.of(group)) for group in Group}
    total = len(found.verdicts)
    if not total:
        yield "finclause로 만든 문서를 찾지 못하였습니다."
    elif not count[Group.TOUCHED]:
        yield f"finclause로 만든 문서 {total}건 가운데 손볼 문서는 없습니다."
    else:
        yield f"finclause로 만든 문서 {total}건 가운데 {count[Group.TOUCHED]}건을 손보아야 합니다."
    if count[Group.COVERED]:
        yield f"{count[Group.COVERED]}건은 폴더 안의 부속합의서가 보완합니다."
    if found.unclear:
        yield f"판독하지 못한 파일이 {len(found.unclear)}건 있습니다. 직접 확인하여야 합니다."
    skipped = f", 따라가지 않은 바로 가기(링크)는 {found.links}건" if found.links else ""
    yield f"다른 문서는 {found.others}건{skipped}입니다."


def _document(one: Verdict, found: Survey, library: Library) -> DocumentRow:
    stamp = one.document.stamp
    editions = {edition.id: edition.title for edition in library.editions}
    edition = editions.get(stamp.edition, f"{stamp.edition}판")
    return DocumentRow(
        one.document.path,
        KINDS[stamp.kind],
        one.group,
        f"{edition}, 기준일 {stamp.as_of}, 라이브러리 {stamp.library_version}({stamp.library_fingerprint})",
        tuple(_reasons(one, edition, library)),
        tuple(_added(added, one, found, library) for added in one.added),
        _to_do(one),
        str(one.deal or ""),
    )


def _reasons(one: Verdict, edition: str, library: Library) -> Iterator[str]:
    if one.edition is not None:
        yield f"별표 2의5의 판이 바뀌었습니다: {edition} → {one.edition.title}({one.edition.notice})"
    for law in one.laws:
        before, after = (_basis(basis) for basis in (law.before, law.after))
        yield f"{law.requirement}의 근거가 바뀌었습니다: {before} → {after}"
    if one.added:
        yield f"새로 요구되는 요소: {_titles((added.element for added in one.added), library)}"
    if one.dropped:
        yield f"더 이상 요구되지 않는 요소: {_titles(one.dropped, library)}"
    if one.changed:
        yield f"라이브러리에서 문구가 바뀐 조항: {_parts(one.changed, library)}"
    if one.gone:
        yield f"라이브러리에서 없어진 조항: {_parts(one.gone, library)}"
    if one.judged:
        yield f"뜻이나 판정 규칙이 바뀐 요소: {_titles(one.judged, library)}"
    if one.library and one.group == Group.CURRENT:
        yield _OTHER_FOR_PAPER if one.document.stamp.kind == PAPER else _OTHER
    if one.covered_by:
        yield f"보완한 부속합의서: {', '.join(one.covered_by)}"


def _basis(basis: LegalBasis | None) -> str:
    return basis_label(basis) if basis is not None else "없음"


def _titles(names: Iterable[str], library: Library) -> str:
    return ", ".join(library.elements[name].title if name in library.elements else name for name in names)


def _parts(names: Iterable[str], library: Library) -> str:
    """Return the clauses of some parts by title, each once: '재위탁, 정의(위탁업무)'."""
    told: dict[str, list[str]] = {}
    for name in names:
        clause, _, part = name.partition(".")
        told.setdefault(clause, []).append(part)
    return ", ".join(_clause(clause, parts, library) for clause, parts in told.items())


def _clause(clause: str, parts: list[str], library: Library) -> str:
    if clause == "definition":
        return f"정의({', '.join(library.terms[p].term if p in library.terms else p for p in parts)})"
    own = library.clauses.get(clause)
    if own is None:
        return clause
    served = {p.id: p.serves for p in own.paragraphs}
    elements = dict.fromkeys(element for part in parts for element in served.get(part, ()))
    name = own.title or {"preamble": "전문", "closing": "서명란"}.get(own.kind, clause)
    return f"{name}({_titles(elements, library)})" if elements else name


def _added(added: Added, one: Verdict, found: Survey, library: Library) -> AddedRow:
    element = library.elements[added.element]
    edition = found.edition.id
    owners = [f"{name} {title_at(library.requirements[name], edition)}" for name, _ in added.bases]
    bases = dict.fromkeys(basis_label(basis) for _, listed in added.bases for basis in listed)
    why = "판이 바뀌어 요구됩니다." if added.by_law and one.edition else "조항 라이브러리에 더해졌습니다."
    return AddedRow(element.id, element.title, ", ".join(owners), tuple(bases), element.means, why)


def _to_do(one: Verdict) -> str:
    if one.group != Group.TOUCHED:
        return ""
    kind = one.document.stamp.kind
    if kind == PAPER:
        return "사건 폴더에서 finclause case status로 확인하고 finclause case build로 다시 씁니다."
    if kind == "trace":
        return "계약서와 함께 만든 추적 파일입니다. 계약서를 손볼 때 다시 만들어집니다."
    if kind not in WRITTEN:
        return f"같은 문서를 다시 검토하여 {KINDS[kind]}를 새로 만듭니다."
    if one.added or one.changed or one.gone:
        return "체결한 계약이면 아래 요소와 바뀐 조항을 부속합의서로 더하고(--addendum), 체결 전이면 다시 작성합니다."
    return "더할 요소는 없습니다. 체결 전이면 다시 작성하여 근거의 표기를 맞춥니다."
