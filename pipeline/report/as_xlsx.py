"""The report as an Excel workbook: sheets of text for sorting, filtering and printing (`xlsx_parts`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model import Judgement, Status
from pipeline.package import normalise_zip
from pipeline.report.explain import SIGN
from pipeline.report.labels import STATUSES
from pipeline.report.rows import ElementRow, Quote
from pipeline.report.view import ReportView
from pipeline.report.xlsx_parts import (
    FACE,
    INK,
    SHADE,
    TOP,
    Row,
    add_table,
    colour,
    font,
    height_of,
    print_setup,
    put,
    stamp_workbook,
)


def report_xlsx(view: ReportView, date: dt.date) -> bytes:
    """Return the workbook of `view`; `date` goes into its properties. Same view, same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = view.title, "finclause"
    stamp_workbook(book, view.stamp)
    _summary(book, view)
    add_table(book, "상충", _CONTRARY_COLUMNS, _contrary_rows(view))
    add_table(book, "기재사항", _REQUIREMENT_COLUMNS, _requirement_rows(view))
    add_table(book, "요소", _ELEMENT_COLUMNS, _element_rows(view))
    add_table(book, "확인 필요", _DOUBT_COLUMNS, _doubt_rows(view))
    add_table(book, "근거 문장", _QUOTE_COLUMNS, _quote_rows(view))
    if view.changes or view.comments:
        add_table(book, "변경과 메모", _MARKUP_COLUMNS, _markup_rows(view))
    buffer = BytesIO()
    book.save(buffer)
    return normalise_zip(buffer.getvalue(), date=date)


# -------------------------------------------------------------------------- sheets

_CONTRARY_COLUMNS = (
    ("요소", 20), ("기재사항", 11), ("구분", 7), ("확인", 10), ("계약서의 문장", 44), ("상충하는 이유", 36), ("법적 효과", 26),
    ("요구할 문구", 52),
)  # fmt: skip
_REQUIREMENT_COLUMNS = (
    ("식별자", 12), ("기재사항", 28), ("구분", 12), ("상태", 10), ("법적 근거", 34), ("충족한 요소", 28),
    ("빠지거나 상충하는 요소", 34), ("해당없음", 20), ("근거 확인일", 13),
)  # fmt: skip
_ELEMENT_COLUMNS = (
    ("우선순위", 9), ("판정", 10), ("확인", 10), ("구분", 7), ("요소", 20), ("기재사항", 11), ("위치", 15),
    ("요구되는 내용", 28), ("위험 또는 법적 효과", 28), ("제안 문구", 48), ("확신도", 7),
    ("면제", 28),
)  # fmt: skip
_DOUBT_COLUMNS = (("판정", 10), ("요소", 22), ("기재사항", 12), ("볼 것", 38), ("인용문", 70), ("확신도", 7))
_QUOTE_COLUMNS = (
    ("요소", 22), ("판정", 10), ("쓰임", 12), ("문서", 20), ("위치", 19), ("쪽", 5), ("문장", 64), ("판독 근거와 국문 풀이", 30),
    ("글자 위치", 14),
)  # fmt: skip

_MARKUP_COLUMNS = (("종류", 14), ("위치", 22), ("글", 60), ("메모", 50), ("작성자", 16), ("때", 17))


def _contrary_rows(view: ReportView) -> Iterator[Row]:
    for row in view.contrary:
        yield (
            row.title, ", ".join(row.shared), row.weight, "" if row.certain else "확인 필요",
            "\n".join(map(_quoted, row.quotes)), row.conflict, row.effect, _wording(row),
        )  # fmt: skip


def _requirement_rows(view: ReportView) -> Iterator[Row]:
    for r in (*view.requirements, *view.not_due):
        met = [row.title for row in r.rows if row.judgement == Judgement.PRESENT]
        left = [f"{row.title}({row.label})" for row in r.rows if row.judgement != Judgement.PRESENT]
        bases = [*r.bases, *filter(None, (r.guide,))]
        excused = r.reason if r.status == Status.NOT_DUE else "\n".join(f"{e.title}({e.reason})" for e in r.excused)
        yield r.id, r.title, r.tier, r.label, "\n".join(bases), "\n".join(met), "\n".join(left), excused, r.checked


def _element_rows(view: ReportView) -> Iterator[Row]:
    gaps = [row.id for row in view.gaps]
    for row in (*view.gaps, *(row for row in view.rows() if row.id not in gaps)):
        risk = {Judgement.CONTRARY: row.effect, Judgement.PRESENT: ""}.get(row.judgement, row.why)
        yield (
            row.priority_label, row.label, "" if row.certain else "확인 필요", row.weight, row.title,
            ", ".join(row.shared), row.places if row.quotes else row.where, row.means, risk, _wording(row), _percent(row),
            row.waived,
        )  # fmt: skip


def _doubt_rows(view: ReportView) -> Iterator[Row]:
    for row in view.uncertain:
        quoted = "\n".join(map(_quoted, row.quotes or row.nearest))
        yield row.label, row.title, ", ".join(row.shared), row.means, quoted or "가까운 문장이 없습니다.", _percent(row)


def _markup_rows(view: ReportView) -> Iterator[Row]:
    for change in view.changes:
        yield f"변경: {change.kind}", change.place, change.text, "", change.author, change.date
    for comment in view.comments:
        yield "메모", comment.place, comment.quote, comment.text, comment.author, comment.date


def _quote_rows(view: ReportView) -> Iterator[Row]:
    for row in view.rows():
        for use, quotes in (("근거", row.quotes), ("가까운 문장", row.nearest)):
            for quote in quotes:
                yield _quote_cells(row, use, quote)


def _quote_cells(row: ElementRow, use: str, quote: Quote) -> Row:
    page = str(quote.page) if quote.page else ""
    signs = "\n".join(reason.removeprefix(SIGN) for reason in quote.reasons)
    if quote.foreign:
        signs = "\n".join(filter(None, (quote.reading, row.explanation)))
    span = f"{quote.start:,}~{quote.end:,}"
    return row.title, row.label, use, quote.document, quote.locator, page, quote.text, signs, span


def _quoted(quote: Quote) -> str:
    """Return a quote with its place, and below it how a foreign one was read."""
    told = f"{quote.place}  “{quote.text}”"
    return f"{told}\n국문 풀이: {quote.reading}" if quote.foreign else told


def _wording(row: ElementRow) -> str:
    """Return the wording to ask for; the Korean of English wording is named as such."""
    told = []
    for proposal in row.proposals:
        lines = "\n".join(proposal.lines)
        korean = f"국문: {lines}" if proposal.english else lines
        told.append("\n".join((f"[{proposal.title}]", *proposal.english, korean)))
    return "\n\n".join(told)


def _percent(row: ElementRow) -> str:
    return f"{row.confidence:.0%}"


# ------------------------------------------------------------------------- summary

_SUMMARY_WIDTHS = (24, 110)


def _summary(book: Workbook, view: ReportView) -> None:
    """Cover, conclusion, counts, limits: two columns to be read from top to bottom."""
    sheet = book.create_sheet("요약")
    for width, letter in zip(_SUMMARY_WIDTHS, "AB", strict=True):
        sheet.column_dimensions[letter].width = width
    put(sheet, 1, 1, view.title, Font(name=FACE, size=16, bold=True, color=INK), Alignment(vertical="center"))
    put(sheet, 2, 1, f"{view.addressee} · {view.mark}", font(), Alignment(vertical="center"))
    number = 4
    for heading, rows in _summary_blocks(view):
        if heading == view.notes[0].title:
            sheet.row_breaks.append(Break(id=number - 1))
        number = _block(sheet, number, heading, rows)
    print_setup(sheet, "1:2")


def _summary_blocks(view: ReportView) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    cover = tuple((row.label, f"{row.text}\n{row.code}" if row.code else row.text) for row in view.cover)
    yield "검토의 대상과 기준", cover
    yield "결론", tuple((str(number), text) for number, text in enumerate(view.conclusion, 1))
    yield "기재사항의 상태", tuple((count.label, f"{count.number}개") for count in view.counts)
    if view.unread or view.warnings:
        unread = tuple((f"{part.where} {part.page}".strip(), part.reason) for part in view.unread)
        yield "읽지 못한 부분과 주의할 점", unread + tuple(("주의", warning) for warning in view.warnings)
    for note in view.notes:
        yield note.title, tuple((str(number), text) for number, text in enumerate(note.lines, 1))
    if view.terms:
        yield "제안 문구에 쓰인 용어", view.terms


def _block(sheet: Worksheet, number: int, heading: str, rows: Iterable[tuple[str, str]]) -> int:
    put(sheet, number, 1, heading, Font(name=FACE, size=12, bold=True, color=INK), Alignment(vertical="center"))
    for label, text in rows:
        number += 1
        put(sheet, number, 1, label, font(bold=True), TOP, fill=SHADE, border=True)
        put(sheet, number, 2, text, font(), TOP, border=True)
        sheet.row_dimensions[number].height = height_of((label, text), _SUMMARY_WIDTHS)
        if label in STATUSES.values():
            colour(sheet.cell(number, 1))
    return number + 2
