"""The survey as a Word file, with the look of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline import ooxml
from pipeline.report import docx_parts as parts
from pipeline.report.docx_parts import line
from pipeline.stale.model import Group
from pipeline.stale.view import GROUPS, DocumentRow, StaleView

_LABELS = (20, 80)


def stale_docx(view: StaleView, date: dt.date) -> bytes:
    """Return the Word file of `view`; `date` goes into its properties."""
    cover = parts.cover(view.addressee, ((row.label, row.text, row.code) for row in view.cover))
    return parts.filled(cover, _body(view), title=view.title, mark=view.mark, date=date, stamp=view.stamp)


def _body(view: StaleView) -> Iterator[str]:
    chapters = [("점검 결과", tuple(_summary(view)))]
    chapters += [(GROUPS[Group.TOUCHED], tuple(_touched(view)))]
    for group in (Group.COVERED, Group.CURRENT):
        chapters.append((GROUPS[group], tuple(_listed(view.of(group)))))
    chapters += [("판독하지 못한 파일", tuple(_unclear(view))), ("점검 방법과 한계", tuple(_notes(view)))]
    for number, (title, fragments) in enumerate((c for c in chapters if c[1]), 1):
        yield ooxml.paragraph(ooxml.run(f"{number}. {title}"), style="Heading1", page_break_before=number == 1)
        yield from fragments


def _summary(view: StaleView) -> Iterator[str]:
    for sentence in view.conclusion:
        yield line(sentence, "BodyList")


def _touched(view: StaleView) -> Iterator[str]:
    for row in view.of(Group.TOUCHED):
        yield line(row.path, "Heading2")
        yield parts.label_table(_facts(row), _LABELS) + parts.gap(keep_next=bool(row.added))
        if row.added:
            yield line("추가할 요소", "SmallHeading")
            yield parts.plain_table(("요소", "기재사항", "법적 근거", "내용"), (20, 26, 28, 26), _added(row))


def _added(row: DocumentRow) -> Iterator[tuple[str, ...]]:
    for added in row.added:
        texts = (f"{added.title}\n{added.why}", added.requirements, "\n".join(added.bases), added.means)
        yield tuple(map(ooxml.run, texts))


def _facts(row: DocumentRow) -> Iterator[tuple[str, str]]:
    yield "종류", line(row.kind, "TableText")
    yield "작성 기준", line(row.made, "TableText")
    yield "손볼 까닭", "".join(line(reason, "CellLine") for reason in row.reasons)
    if row.to_do:
        yield "할 일", line(row.to_do, "CellLine")
    if row.deal:
        yield "거래명세서", line(row.deal, "TableText")


def _listed(rows: tuple[DocumentRow, ...]) -> Iterator[str]:
    if rows:
        told = ([ooxml.run(t) for t in (r.path, r.kind, r.made, "\n".join(r.reasons))] for r in rows)
        yield parts.plain_table(("문서", "종류", "작성 기준", "참고"), (24, 12, 24, 40), told)


def _unclear(view: StaleView) -> Iterator[str]:
    if view.unclear:
        rows = ([ooxml.run(text) for text in file] for file in view.unclear)
        yield parts.plain_table(("파일", "까닭"), (40, 60), rows)


def _notes(view: StaleView) -> Iterator[str]:
    for note in view.notes:
        yield line(note, "BodyList")
