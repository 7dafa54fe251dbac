"""The one view of a comparison that every format shows: texts in order, nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.compare import labels
from pipeline.compare.model import GAP, WORSE, Comparison, ElementChange, Kind, PassageChange, Side, is_back
from pipeline.compare.summary import conclusion
from pipeline.compare.words import Piece
from pipeline.due import title_at
from pipeline.model import Judgement, Library, Passage, Status
from pipeline.report.info import ReportInfo
from pipeline.report.labels import long_date, weight
from pipeline.report.view import CoverRow, condition_rows
from pipeline.report.visible import visible_all
from pipeline.stamp import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage before and after; '' where there is none. `pieces`: their difference, () where it is not worked out."""

    old_place: str
    old_text: str
    new_place: str
    new_text: str
    pieces: tuple[Piece, ...]

    @property
    def places(self) -> str:
        """'제12조 제2항 → 제14조 제2항', or the one place where both are the same."""
        return " → ".join(dict.fromkeys(filter(None, (self.old_place, self.new_place))))


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An element in both rounds. `doubt`: which judgement a person should look at, '' if none. `risk`: '' unless a gap."""

    id: str
    title: str
    weight: str
    kind: Kind
    label: str
    before: Judgement
    after: Judgement
    doubt: str
    requirements: str
    means: str
    risk: str
    passages: tuple[PassageRow, ...]
    note: str
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A provision whose position moved."""

    clause: str
    before: str
    after: str
    back: bool
    elements: str
    places: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article that changed; `elements`: titles of those with evidence in it."""

    label: str
    before: str
    after: str
    elements: str
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """'제12조 재위탁 → 제14조 재위탁', or the one name that there is."""
        return " → ".join(dict.fromkeys(filter(None, (self.before, self.after))))


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A requirement with its status in both rounds."""

    id: str
    title: str
    before: Status
    after: Status

    @property
    def changed(self) -> bool:
        """Whether the status is another one."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class CompareView:
    """What a comparison says. `counts`: label and number; `elements` of all kinds, the most urgent first;
    `renumbered`: articles of which only the number changed."""

    contract_name: str
    cover: tuple[CoverRow, ...]
    conclusion: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    elements: tuple[ElementRow, ...]
    positions: tuple[PositionRow, ...]
    articles: tuple[ArticleRow, ...]
    renumbered: tuple[str, ...]
    statuses: tuple[StatusRow, ...]
    unread: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    stamp: Stamp
    title: str = labels.TITLE
    addressee: str = labels.ADDRESSEE
    mark: str = labels.MARK
    notes: tuple[str, ...] = labels.NOTES

    def of(self, *kinds: Kind) -> tuple[ElementRow, ...]:
        """Return the elements of some kinds, in order."""
        return tuple(row for row in self.elements if row.kind in kinds)

    @property
    def open_unchanged(self) -> tuple[ElementRow, ...]:
        """The elements that are still open, without a change of what was quoted."""
        return tuple(row for row in self.of(Kind.OPEN) if not row.passages)

    @property
    def open_changed(self) -> tuple[ElementRow, ...]:
        """The elements that are still open and of which the quoted passage changed."""
        return tuple(row for row in self.of(Kind.OPEN) if row.passages)

    @property
    def worse(self) -> tuple[ElementRow, ...]:
        """The elements that were lost or turned contrary."""
        return self.of(*WORSE)

    @property
    def doubts(self) -> tuple[ElementRow, ...]:
        """The elements on which a person should look."""
        return tuple(row for row in self.elements if row.doubt)

    def chapters(self) -> tuple[str, ...]:
        """Return the chapters that have something to say, in order."""
        filled = {
            "worse": self.worse,
            "closed": self.of(Kind.CLOSED),
            "changed": self.of(Kind.CHANGED),
            "foreign": self.of(Kind.FOREIGN),
            "positions": self.positions,
            "open": self.of(Kind.OPEN),
            "moved": self.of(Kind.MOVED),
            "doubts": self.doubts,
            "articles": self.articles or self.renumbered,
            "unread": self.unread or self.warnings,
        }
        return tuple(name for name in labels.CHAPTERS if filled.get(name, True))


def build_view(found: Comparison, library: Library, info: ReportInfo) -> CompareView:
    """Return the view of a comparison; every text in it can be shown."""
    kinds = [change.kind for change in found.elements]
    return visible_all(
        CompareView(
            info.contract_name,
            tuple(_cover(found, library, info)),
            conclusion(found),
            tuple((label, kinds.count(kind)) for kind, label in labels.KINDS.items() if kind in kinds),
            tuple(_element(change, found, library) for change in found.elements),
            tuple(_positions(found, library)),
            tuple(_articles(found, library)),
            tuple(_renumbered(c.old, c.new) for c in found.articles if c.kind == "renumbered"),
            tuple(_statuses(found, library)),
            tuple(_unread(found)),
            tuple(f"{name} 문서: {text}" for name, side in _sides(found) for text in side.review.warnings),
            stamp_of("compare", library, found.new.review.conditions),
        )
    )


def _sides(found: Comparison) -> tuple[tuple[str, Side], ...]:
    return ("이전", found.old), ("이후", found.new)


def _cover(found: Comparison, library: Library, info: ReportInfo) -> Iterator[CoverRow]:
    yield CoverRow("계약", info.contract_name)
    for name, side in _sides(found):
        for document in side.review.documents:
            pages = f"({document.pages}쪽)" if document.pages else ""
            yield CoverRow(f"{name} 문서", f"{document.name} {pages}", f"SHA-256 {document.sha256}")
    yield from condition_rows(found.new.review, library)
    yield CoverRow("검토자", info.reviewer)
    yield CoverRow("작성일", long_date(info.date))


def _element(change: ElementChange, found: Comparison, library: Library) -> ElementRow:
    element = library.elements[change.element]
    risk = ""
    if change.kind in GAP:
        risk = element.contrary_effect if change.new.judgement == Judgement.CONTRARY else element.why
    owner = library.requirements[change.requirements[0]]
    return ElementRow(
        element.id, element.title, weight(element, owner), change.kind, labels.KINDS[change.kind], change.old.judgement,
        change.new.judgement, _doubt(change), ", ".join(change.requirements), element.means, risk,
        tuple(_passage(one, found) for one in change.passages), _note(change),
        tuple(" → ".join(pair) for pair in change.moved),
    )  # fmt: skip


def _doubt(change: ElementChange) -> str:
    sides = [name for name, finding in (("이전", change.old), ("이후", change.new)) if not finding.certain]
    return f"{'·'.join(sides)} 판정" if sides else ""


def _note(change: ElementChange) -> str:
    """Return what a row without a changed passage says."""
    if change.passages:
        return ""
    if change.kind == Kind.CLOSED:
        return labels.WAS_THERE
    if change.kind in WORSE:
        return labels.STILL_THERE
    if change.kind == Kind.OPEN:
        return "" if change.old.evidence or change.new.evidence else labels.NOWHERE
    return ""


def _passage(change: PassageChange, found: Comparison) -> PassageRow:
    old_place, old_text = _quoted(change.old, found.old)
    new_place, new_text = _quoted(change.new, found.new)
    return PassageRow(old_place, old_text, new_place, new_text, change.pieces)


def _quoted(passage: Passage | None, side: Side) -> tuple[str, str]:
    if passage is None:
        return "", ""
    page = f" ({passage.page}쪽)" if passage.page and f"{passage.page}쪽" not in passage.locator else ""
    document = f"{passage.document} " if len(side.parts) > 1 else ""
    return f"{document}{passage.locator}{page}", passage.text


def _positions(found: Comparison, library: Library) -> Iterator[PositionRow]:
    for change in found.positions:
        yield PositionRow(
            library.clauses[change.clause].title,
            labels.POSITIONS[change.old],
            labels.POSITIONS[change.new],
            is_back(change),
            ", ".join(library.elements[e].title for e in change.elements),
            " → ".join(dict.fromkeys(filter(None, change.places))),
        )


def _articles(found: Comparison, library: Library) -> Iterator[ArticleRow]:
    for change in (c for c in found.articles if c.kind != "renumbered"):
        titles = ", ".join(library.elements[e].title for e in change.elements)
        yield ArticleRow(
            labels.ARTICLES[change.kind], change.old, change.new, titles or labels.UNTOUCHED, change.pieces
        )


def _renumbered(old: str, new: str) -> str:
    """Return '제5조 → 제6조 서비스의 제공': what both end with is said once."""
    before, after = old.split(), new.split()
    shared = 0
    while shared < min(len(before), len(after)) - 1 and before[-1 - shared] == after[-1 - shared]:
        shared += 1
    return f"{' '.join(before[: len(before) - shared])} → {new}"


def _statuses(found: Comparison, library: Library) -> Iterator[StatusRow]:
    edition = found.new.review.conditions.edition
    for change in found.requirements:
        requirement = library.requirements[change.requirement]
        yield StatusRow(requirement.id, title_at(requirement, edition), change.old, change.new)


def _unread(found: Comparison) -> Iterator[tuple[str, str, str]]:
    for name, side in _sides(found):
        for part in side.review.unread:
            yield f"{name} 문서 {part.where}", f"{part.page}쪽" if part.page else "-", part.reason
