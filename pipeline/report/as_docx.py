"""The report as a Word file: the look is in `templates/report.docx`, the text in the view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from pipeline import ooxml
from pipeline.model import Status
from pipeline.report import docx_parts as parts
from pipeline.report.chapters import (
    CHANGE_HEADS,
    CHANGES_TOLD,
    COMMENT_HEADS,
    COMMENTS_TOLD,
    CONFIRMATION,
    DOUBTS_SHOWN,
    GAPS_SHOWN,
    MARKUP_SHOWN,
    OPINION,
    SIGNERS,
    TITLES,
    chapters_of,
)  # fmt: skip
from pipeline.report.docx_parts import line
from pipeline.report.rows import ElementRow, RequirementRow
from pipeline.report.view import ReportView

_LABELS = (18, 82)
_SIGNATURE_ROW, _OPINION_ROW = 640, 2600


def report_docx(view: ReportView, date: dt.date) -> bytes:
    """Return the Word file of `view`; `date` goes into its properties."""
    cover = parts.cover(view.addressee, ((row.label, row.text, row.code) for row in view.cover))
    return parts.filled(cover, _chapters(view), title=view.title, mark=view.mark, date=date, stamp=view.stamp)


def _chapters(view: ReportView) -> Iterator[str]:
    """Yield heading and content of each chapter, numbered in order."""
    for number, name in enumerate(chapters_of(view), 1):
        # The summary has a page of its own.
        yield ooxml.paragraph(ooxml.run(f"{number}. {TITLES[name]}"), style="Heading1", page_break_before=number <= 2)
        yield from _WRITERS[name](view)


# ------------------------------------------------------------------------ chapters


def _summary(view: ReportView) -> Iterator[str]:
    for sentence in view.conclusion:
        yield line(sentence, "BodyList")
    yield parts.gap()
    yield _counts(view)
    if view.gaps:
        yield line("먼저 보완할 사항", "SmallHeading")
        yield _gap_table(view.gaps[:GAPS_SHOWN])
        yield from _rest(len(view.gaps) - GAPS_SHOWN, "gaps")
    if view.uncertain:
        yield line("확인 필요", "SmallHeading")
        for row in view.uncertain[:DOUBTS_SHOWN]:
            where = f", {row.where}" if row.quotes else ""
            yield line(f"{row.title}: {row.label}{where}", "BodyList")
        yield from _rest(len(view.uncertain) - DOUBTS_SHOWN, "doubts")


def _rest(left: int, chapter: str) -> Iterator[str]:
    if left > 0:
        yield line(f"이 밖에 {left}건이 있습니다. 모두 ‘{TITLES[chapter]}’에 적었습니다.", "CellNote")


def _counts(view: ReportView) -> str:
    widths = ooxml.split_width(parts.WIDTH, [1] * len(view.counts))
    heads = [ooxml.paragraph(parts.status_badge(c.status), style="TableHead") for c in view.counts]
    figures = [line(str(c.number), "Figure") for c in view.counts]
    rows = [
        ooxml.row([ooxml.cell(c, w, shade=parts.SHADE) for c, w in zip(heads, widths, strict=True)]),
        ooxml.row([ooxml.cell(c, w) for c, w in zip(figures, widths, strict=True)]),
    ]
    return ooxml.table(widths, rows, style="ContractTable", header=False) + parts.gap()


def _gap_table(rows: Iterable[ElementRow]) -> str:
    heads = ("우선순위", "판정", "구분", "요소", "기재사항", "위치")
    return parts.plain_table(heads, (15, 9, 8, 29, 15, 24), (_gap_cells(row) for row in rows))


def _gap_cells(row: ElementRow) -> tuple[str, ...]:
    texts = (row.priority_label, "", row.weight, row.named, ", ".join(row.shared), row.where)
    cells = [ooxml.run(text) for text in texts]
    cells[1] = parts.judgement_badge(row.judgement)
    return tuple(cells)


def _contrary(view: ReportView) -> Iterator[str]:
    """Each clause that takes a right away: the passage, why, the legal effect, the wording to ask for."""
    for number, row in enumerate(view.contrary, 1):
        yield line(f"{number}) {row.title}", "Heading2")
        facts = f"  기재사항 {', '.join(row.shared)} · {row.weight} · {row.priority_label}  "
        doubt = "" if row.certain else parts.doubt_badge()
        yield ooxml.paragraph(
            parts.judgement_badge(row.judgement) + ooxml.run(facts) + doubt, style="Body", keep_next=True
        )
        yield parts.label_table(_contrary_rows(row), _LABELS, keep=True) + parts.gap()


def _contrary_rows(row: ElementRow) -> Iterator[tuple[str, str]]:
    yield "계약서의 문장", "".join(parts.quotes(row))
    signs = "".join(line(f"판독 근거: {sign}", "CellNote") for sign in row.signs)
    yield "상충하는 이유", line(row.conflict, "CellLine") + signs
    yield "법적 효과", line(row.effect, "CellLine")
    if row.waived:
        yield "면제", line(row.waived, "CellLine")
    if row.proposals:
        yield "요구할 문구", "".join(parts.proposals(row))


def _all_gaps(view: ReportView) -> Iterator[str]:
    yield _gap_table(view.gaps)


def _doubts(view: ReportView) -> Iterator[str]:
    told = "다음 판정은 확실하지 않습니다. 인용문이 그 내용을 정한 것인지 원문을 보고 정하십시오."
    yield line(told, "Body", keep_next=True)
    heads = ("요소", "판정", "볼 것", "인용문")
    yield parts.plain_table(heads, (21, 11, 28, 40), (_doubt_cells(row) for row in view.uncertain))


def _doubt_cells(row: ElementRow) -> tuple[str, ...]:
    told = []
    for quote in (row.quotes or row.nearest)[:2]:
        told.append(f"{quote.place}  “{quote.text}”")
        if quote.foreign:
            told.append(f"국문 풀이: {quote.reading}")
    quoted = "\n".join((*(told or ["가까운 문장이 없습니다."]), *(f"판독 근거: {sign}" for sign in row.signs)))
    title = f"{row.title}\n{', '.join(row.shared)}"
    return ooxml.run(title), parts.judgement_badge(row.judgement), ooxml.run(row.means), ooxml.run(quoted)


def _requirements(view: ReportView) -> Iterator[str]:
    for requirement in view.requirements:
        yield line(f"{requirement.id}  {requirement.title}", "Heading2")
        yield parts.label_table(_requirement_rows(requirement), _LABELS, keep=True) + parts.gap(keep_next=True)
        yield parts.element_table(requirement.rows, requirement.id)
    if view.not_due:
        yield line("해당없음", "Heading2")
        rows = ([ooxml.run(t) for t in (r.id, r.title, r.reason)] for r in view.not_due)
        yield parts.plain_table(("식별자", "기재사항", "이유"), (16, 50, 34), rows)


def _requirement_rows(requirement: RequirementRow) -> Iterator[tuple[str, str]]:
    badge = parts.status_badge(requirement.status) + ooxml.run(f"  {requirement.tier}")
    yield "상태", ooxml.paragraph(badge, style="TableText")
    bases = [*requirement.bases, *filter(None, (requirement.guide,))]
    yield "법적 근거", "".join(line(basis, "TableText") for basis in bases or ("기준일에 시행 중인 근거 없음",))
    if requirement.status != Status.SATISFIED or requirement.excused:
        yield "요소", "".join(line(text, "TableText") for text in requirement.element_lines)


def _markup(view: ReportView) -> Iterator[str]:
    if view.changes:
        yield line(f"미확정 변경 {len(view.changes)}건", "Heading2")
        yield line(CHANGES_TOLD, "Body", keep_next=True)
        changes = ((c.kind, c.place or "-", c.text, c.author or "-", c.date or "-") for c in view.changes)
        yield _listed(CHANGE_HEADS, (11, 20, 41, 14, 14), changes)
        yield from _left_out(len(view.changes))
    if view.comments:
        yield line(f"메모 {len(view.comments)}건", "Heading2")
        yield line(COMMENTS_TOLD, "Body", keep_next=True)
        comments = ((c.place or "-", c.quote or "-", c.text, c.author or "-", c.date or "-") for c in view.comments)
        yield _listed(COMMENT_HEADS, (17, 24, 31, 14, 14), comments)
        yield from _left_out(len(view.comments))


def _listed(heads: tuple[str, ...], shares: tuple[int, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return parts.plain_table(heads, shares, ([ooxml.run(t) for t in row] for row in islice(rows, MARKUP_SHOWN)))


def _left_out(count: int) -> Iterator[str]:
    if count > MARKUP_SHOWN:
        yield line(f"이 밖에 {count - MARKUP_SHOWN}건이 있습니다. XLSX와 JSON 보고서에 모두 적었습니다.", "CellNote")


def _unread(view: ReportView) -> Iterator[str]:
    if view.unread:
        told = "다음 부분은 읽지 못하였으므로 그 안에 기재사항이 있어도 판정에 반영되지 않았습니다."
        yield line(told, "Body", keep_next=True)
        rows = ([ooxml.run(t) for t in (part.where, part.page or "-", part.reason)] for part in view.unread)
        yield parts.plain_table(("읽지 못한 곳", "쪽", "이유"), (32, 10, 58), rows)
    for warning in view.warnings:
        yield line(warning, "BodyList")


def _notes(view: ReportView) -> Iterator[str]:
    for note in view.notes:
        yield line(note.title, "Heading2")
        for text in note.lines:
            yield line(text, "BodyList")
    if view.terms:
        yield line("제안 문구에 쓰인 용어", "Heading2")
        yield parts.plain_table(("용어", "뜻"), (24, 76), ([ooxml.run(t) for t in term] for term in view.terms))


def _sign_off(view: ReportView) -> Iterator[str]:
    yield line(CONFIRMATION, "Body", keep_next=True)
    widths = ooxml.split_width(parts.WIDTH, (18, 30, 26, 26))
    rows = [ooxml.row(parts.header_cells(("구분", "성명", "서명", "날짜"), widths), header=True)]
    for signer in SIGNERS:
        cells = [ooxml.paragraph(ooxml.run(text), style="TableText", keep_next=True) for text in (signer, "", "", "")]
        rows.append(ooxml.row([ooxml.cell(c, w) for c, w in zip(cells, widths, strict=True)], height=_SIGNATURE_ROW))
    opinion = [
        ooxml.cell(line(OPINION, "TableText"), widths[0]),
        ooxml.cell(line("", "TableText"), sum(widths[1:]), span=3),
    ]
    rows.append(ooxml.row(opinion, height=_OPINION_ROW))
    yield ooxml.table(widths, rows, style="SignatureTable") + parts.gap()


_WRITERS: Mapping[str, Callable[[ReportView], Iterator[str]]] = {
    "summary": _summary, "contrary": _contrary, "gaps": _all_gaps, "doubts": _doubts, "requirements": _requirements,
    "markup": _markup, "unread": _unread, "notes": _notes, "sign_off": _sign_off,
}  # fmt: skip
