"""What the terminal shows after a review: one screen, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Status
from pipeline.report import labels
from pipeline.report.rows import ElementRow
from pipeline.report.view import ReportView
from pipeline.report.visible import columns, fitted

_WIDTH = 80
_BLOCKING_SHOWN, _DOUBTS_SHOWN, _UNREAD_SHOWN, _WAIVED_SHOWN = 10, 2, 2, 2
_TITLE_WIDTH, _PLACE_WIDTH = 34, 24


def screen(view: ReportView, where: str) -> str:
    """Return the summary, at most 24 lines of 80 columns; `where` names the document and the conditions."""
    return "\n".join(fitted(text, _WIDTH) for text in _lines(view, where))


def _lines(view: ReportView, where: str) -> Iterator[str]:
    yield where
    due = sum(count.number for count in view.counts if count.status != Status.NOT_DUE)
    yield f"기재사항 {due}개: " + ", ".join(f"{count.label} {count.number}" for count in view.counts)
    blocking = [row for row in view.gaps if row.priority == 1]
    if blocking:
        yield ""
        yield f"서명 전 필수 {len(blocking)}건"
        for row in blocking[:_BLOCKING_SHOWN]:
            yield _gap(row)
        if len(blocking) > _BLOCKING_SHOWN:
            yield f"  그 밖에 {len(blocking) - _BLOCKING_SHOWN}건"
    later = {level: sum(row.priority == level for row in view.gaps) for level in (2, 3)}
    if any(later.values()):
        yield ", ".join(f"{labels.PRIORITIES[level]} {number}건" for level, number in later.items() if number)
    if not view.gaps:
        yield "보완을 요구할 사항을 찾지 못하였습니다."
    yield from _open_questions(view)
    yield ""
    yield "근거 문장과 제안 문구는 보고서에 있습니다(보고서를 쓰려면 -o 보고서.docx)."


def _gap(row: ElementRow) -> str:
    cells = (_padded(row.label, 8), _padded(row.title, _TITLE_WIDTH), _padded(row.where, _PLACE_WIDTH), row.shared[0])
    return "  " + " ".join(cells)


def _padded(text: str, width: int) -> str:
    text = fitted(text, width)
    return text + " " * (width - columns(text))


def _open_questions(view: ReportView) -> Iterator[str]:
    waived = [row.title for row in view.gaps if row.waived]
    if waived:
        more = " 등" if len(waived) > _WAIVED_SHOWN else ""
        yield f"면제한 빈틈 {len(waived)}건: {', '.join(waived[:_WAIVED_SHOWN])}{more}"
    if view.uncertain:
        shown = ", ".join(row.title for row in view.uncertain[:_DOUBTS_SHOWN])
        more = " 등" if len(view.uncertain) > _DOUBTS_SHOWN else ""
        yield f"확인 필요 {len(view.uncertain)}건: {shown}{more}"
    if view.unread:
        shown = ", ".join(part.where for part in view.unread[:_UNREAD_SHOWN])
        more = " 등" if len(view.unread) > _UNREAD_SHOWN else ""
        yield f"읽지 못한 부분 {len(view.unread)}곳: {shown}{more}"
    if view.warnings:
        more = f" 외 {len(view.warnings) - 1}건" if len(view.warnings) > 1 else ""
        yield f"주의: {view.warnings[0]}{more}"
