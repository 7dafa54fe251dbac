"""The comparison as a Word file, with the look of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline import ooxml
from pipeline.compare.labels import CHAPTERS
from pipeline.compare.model import Kind
from pipeline.compare.view import CompareView, ElementRow, PassageRow
from pipeline.compare.words import CUT, GONE, NEW, Piece, spaced
from pipeline.report import docx_parts as parts
from pipeline.report.docx_parts import line

_BOLD = ooxml.run_properties(bold=True)
_MARKS = {
    GONE: ooxml.run_properties(strike=True, color="991B1B"),
    NEW: ooxml.run_properties(bold=True, color="1D4ED8", underline=True),
    CUT: ooxml.run_properties(color="5B6573"),
}
_SHARES = (27, 73)
_LONGEST_WHOLE_ROW = 500
"""Characters above which a row may break over pages."""


def compare_docx(view: CompareView, date: dt.date) -> bytes:
    """Return the Word file of `view`; `date` goes into its properties."""
    cover = parts.cover(view.addressee, ((row.label, row.text, row.code) for row in view.cover))
    return parts.filled(cover, _chapters(view), title=view.title, mark=view.mark, date=date, stamp=view.stamp)


def pieces_runs(pieces: Iterable[Piece]) -> str:
    """Return runs: struck out what is gone, underlined what is new."""
    return "".join(ooxml.run(text, _MARKS.get(kind, "")) for kind, text in spaced(pieces))


def _chapters(view: CompareView) -> Iterator[str]:
    for number, name in enumerate(view.chapters(), 1):
        yield ooxml.paragraph(ooxml.run(f"{number}. {CHAPTERS[name]}"), style="Heading1", page_break_before=number <= 2)
        yield from _WRITERS[name](view)


def _summary(view: CompareView) -> Iterator[str]:
    for sentence in view.conclusion:
        yield line(sentence, "BodyList")
    yield parts.gap()
    yield parts.plain_table(
        [label for label, _ in view.counts], [1] * len(view.counts), [[ooxml.run(f"{n}개") for _, n in view.counts]]
    )
    if view.worse:
        yield line("나빠진 요소", "SmallHeading")
        rows = (
            (ooxml.run(r.label), ooxml.run(r.title), ooxml.run(r.requirements), ooxml.run(r.weight)) for r in view.worse
        )
        yield parts.plain_table(("변동", "요소", "기재사항", "구분"), (18, 44, 26, 12), rows)


def _elements(*kinds: Kind) -> Callable[[CompareView], Iterator[str]]:
    def write(view: CompareView) -> Iterator[str]:
        yield _element_table(view.of(*kinds))

    return write


def _element_table(rows: Iterable[ElementRow]) -> str:
    widths = ooxml.split_width(parts.WIDTH, _SHARES)
    written = [ooxml.row(parts.header_cells(("요소", "이전과 이후의 문장"), widths), header=True)]
    for row in rows:
        told = "".join(_told(row))
        cells = [ooxml.cell("".join(_named(row)), widths[0], top=True), ooxml.cell(told, widths[1], top=True)]
        written.append(ooxml.row(cells, whole=_length(row) <= _LONGEST_WHOLE_ROW))
    return ooxml.table(widths, written, style="ContractTable") + parts.gap()


def _length(row: ElementRow) -> int:
    return len(row.means) + sum(len(p.old_text) + len(p.new_text) for p in row.passages)


def _named(row: ElementRow) -> Iterator[str]:
    yield ooxml.paragraph(ooxml.run(row.title, _BOLD), style="CellLine")
    badges = parts.judgement_badge(row.before) + ooxml.run(" → ") + parts.judgement_badge(row.after)
    yield ooxml.paragraph(badges, style="CellLine")
    yield line(f"{row.label} · {row.weight} · {row.requirements}", "CellNote")
    if row.doubt:
        yield ooxml.paragraph(parts.doubt_badge() + ooxml.run(f" {row.doubt}"), style="CellLine")


def _told(row: ElementRow) -> Iterator[str]:
    yield parts.lead("볼 것", row.means)
    for passage in row.passages:
        yield from _passage(passage)
    if row.note:
        yield line(row.note, "CellNote")
    if row.risk:
        yield parts.lead("위험", row.risk)


def _passage(passage: PassageRow) -> Iterator[str]:
    if passage.pieces:
        yield _quote(passage.places, pieces_runs(passage.pieces))
        return
    if passage.old_text:
        yield _quote(f"이전 {passage.old_place}", ooxml.run(f"“{passage.old_text}”"))
    if passage.new_text:
        yield _quote(f"이후 {passage.new_place}", ooxml.run(f"“{passage.new_text}”"))
    if not passage.new_text:
        yield line("이후 문서에 대응하는 문장이 없습니다.", "CellNote")
    if not passage.old_text:
        yield line("이전 문서에 대응하는 문장이 없습니다.", "CellNote")


def _quote(place: str, runs: str) -> str:
    return ooxml.paragraph(ooxml.run(f"{place}  ", _BOLD) + runs, style="CellQuote")


def _positions(view: CompareView) -> Iterator[str]:
    heads = ("조항", "이전", "이후", "요소", "위치")
    rows = (
        (
            ooxml.run(row.clause), ooxml.run(row.before), ooxml.run(f"{row.after}(물러섬)" if row.back else row.after),
            ooxml.run(row.elements), ooxml.run(row.places),
        )
        for row in view.positions
    )  # fmt: skip
    yield parts.plain_table(heads, (22, 13, 15, 28, 22), rows)


def _open(view: CompareView) -> Iterator[str]:
    if view.open_changed:
        yield _element_table(view.open_changed)
    rows = (
        (
            ooxml.run(row.title), parts.judgement_badge(row.before), parts.judgement_badge(row.after),
            ooxml.run(row.requirements), ooxml.run(row.weight), ooxml.run(row.means),
        )
        for row in view.open_unchanged
    )  # fmt: skip
    if view.open_unchanged:
        yield parts.plain_table(("요소", "이전", "이후", "기재사항", "구분", "볼 것"), (22, 9, 9, 14, 10, 36), rows)


def _moved(view: CompareView) -> Iterator[str]:
    rows = ((ooxml.run(r.title), ooxml.run("\n".join(r.moved)), ooxml.run(r.requirements)) for r in view.of(Kind.MOVED))
    yield parts.plain_table(("요소", "위치", "기재사항"), (40, 40, 20), rows)


def _doubts(view: CompareView) -> Iterator[str]:
    rows = (
        (
            ooxml.run(row.title), parts.judgement_badge(row.before), parts.judgement_badge(row.after),
            ooxml.run(row.doubt), ooxml.run(row.means),
        )
        for row in view.doubts
    )  # fmt: skip
    yield parts.plain_table(("요소", "이전", "이후", "확인할 판정", "볼 것"), (24, 10, 10, 16, 40), rows)


def _statuses(view: CompareView) -> Iterator[str]:
    rows = (
        (
            ooxml.run(row.id), ooxml.run(row.title), parts.status_badge(row.before), parts.status_badge(row.after),
            ooxml.run("바뀜" if row.changed else ""),
        )
        for row in view.statuses
    )  # fmt: skip
    yield parts.plain_table(("식별자", "기재사항", "이전", "이후", "변동"), (16, 48, 13, 13, 10), rows)


def _articles(view: CompareView) -> Iterator[str]:
    heads = ("변경", "조문", "바뀐 글", "요소")
    rows = [
        (ooxml.run(row.label), ooxml.run(row.name), pieces_runs(row.pieces), ooxml.run(row.elements))
        for row in view.articles
    ]
    if rows:
        yield parts.plain_table(heads, (10, 22, 48, 20), rows)
    if view.renumbered:
        yield line(f"번호만 바뀐 조문 {len(view.renumbered)}개: {', '.join(view.renumbered)}", "Body")


def _unread(view: CompareView) -> Iterator[str]:
    if view.unread:
        rows = ([ooxml.run(text) for text in part] for part in view.unread)
        yield parts.plain_table(("읽지 못한 곳", "쪽", "이유"), (34, 10, 56), rows)
    for warning in view.warnings:
        yield line(warning, "BodyList")


def _notes(view: CompareView) -> Iterator[str]:
    for note in view.notes:
        yield line(note, "BodyList")


_WRITERS: Mapping[str, Callable[[CompareView], Iterator[str]]] = {
    "summary": _summary, "worse": _elements(Kind.TURNED, Kind.OPENED), "closed": _elements(Kind.CLOSED),
    "changed": _elements(Kind.CHANGED), "foreign": _elements(Kind.FOREIGN), "positions": _positions,
    "open": _open, "moved": _moved, "doubts": _doubts, "articles": _articles, "statuses": _statuses,
    "unread": _unread, "notes": _notes,
}  # fmt: skip
