"""The report as a Word file: the look is in `templates/report.docx`, the text in the view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from pipeline import ooxml
from pipeline.model import Judgement, Status
from pipeline.report.docx_rows import body, element_row, excused_text, labelled, labelled_runs, text
from pipeline.report.rows import ElementRow, RequirementRow
from pipeline.report.view import OPINION, SIGNERS, ReportView
from pipeline.template import load_template, template_path

_BLOCKS = frozenset(("cover", "body"))
_STYLES = frozenset(
    (
        "Heading1", "Heading2", "Body", "BodyList", "Quote", "Proposal", "ProposalHead", "Figure", "TableText",
        "TableHead", "TableGap", "CellQuote", "CellProposal", "Code", "CoverText", "ContractTable", "CoverTable",
        "SignatureTable",
    )
)  # fmt: skip
_SHADE = "EEF1F5"
_WIDTH = ooxml.A4_TEXT_WIDTH
_GAPS_SHOWN, _DOUBTS_SHOWN = 14, 6
"""How many lines of each list the summary has room for on its one page; the rest has a chapter of its own."""


def report_docx(view: ReportView, date: dt.date) -> bytes:
    """Return the Word file of `view`; `date` goes into its properties."""
    template = load_template(template_path("report.docx"), _BLOCKS, _STYLES)
    blocks = {"cover": _cover(view), "body": "".join(_chapters(view))}
    return template.fill(blocks, {"title": view.title, "mark": view.mark}, date=date)


def _cover(view: ReportView) -> str:
    widths = ooxml.split_width(_WIDTH, (27, 73))
    rows = []
    for row in view.cover:
        content = text(ooxml.run(row.text)) + (ooxml.paragraph(ooxml.run(row.code), style="Code") if row.code else "")
        label = text(ooxml.run(row.label, ooxml.run_properties(bold=True)))
        rows.append(ooxml.row([ooxml.cell(label, widths[0], shade=_SHADE), ooxml.cell(content, widths[1])], height=440))
    addressee = ooxml.paragraph(ooxml.run(view.addressee), style="CoverText")
    return addressee + ooxml.table(widths, rows, style="ContractTable", header=False)


def _chapters(view: ReportView) -> Iterator[str]:
    """Yield heading and content of each chapter that has something to say, numbered in order."""
    every = (
        ("검토 결과 요약", _summary(view)),
        ("상충하는 조항", _contrary(view.contrary)),
        ("보완할 사항 전체", _gap_list(view)),
        ("확인이 필요한 판정", _doubts(view.uncertain)),
        ("기재사항별 검토", _requirements(view)),
        ("읽지 못한 부분과 주의할 점", _unread(view)),
        ("검토 방법과 한계", _notes(view)),
        ("확인", _sign_off()),
    )
    number = 0
    for title, content in every:
        if content:
            number += 1
            yield ooxml.paragraph(
                ooxml.run(f"{number}. {title}"), style="Heading1", page_break_before=number in (1, 2)
            )
            yield content


# ------------------------------------------------------------------------- summary


def _summary(view: ReportView) -> str:
    parts = [body(" ".join(view.conclusion)), _counts(view)]
    if view.gaps:
        parts.append(_small_heading("먼저 보완할 사항"))
        parts.append(_gap_table(view.gaps[:_GAPS_SHOWN]))
        left = len(view.gaps) - _GAPS_SHOWN
        if left > 0:
            parts.append(_note(f"이 밖에 {left}건이 있습니다. 전체 목록은 ‘보완할 사항 전체’에 있습니다."))
    if view.uncertain:
        parts.append(_small_heading("확인 필요"))
        shown = [f"{row.title}({row.label}, {row.places or '근거 없음'})" for row in view.uncertain[:_DOUBTS_SHOWN]]
        left = len(view.uncertain) - _DOUBTS_SHOWN
        parts.append(body("; ".join(shown) + (f" 외 {left}건" if left > 0 else "")))
    return "".join(parts)


def _counts(view: ReportView) -> str:
    widths = ooxml.split_width(_WIDTH, [1] * len(view.counts))
    heads = [
        ooxml.cell(ooxml.paragraph(_badge(c.status), style="TableHead"), width, shade=_SHADE)
        for c, width in zip(view.counts, widths, strict=True)
    ]
    figures = [
        ooxml.cell(ooxml.paragraph(ooxml.run(str(c.number)), style="Figure"), width)
        for c, width in zip(view.counts, widths, strict=True)
    ]
    return ooxml.table(widths, [ooxml.row(heads), ooxml.row(figures)], style="ContractTable", header=False) + _gap()


def _badge(status: Status) -> str:
    from pipeline.report.labels import STATUSES

    return ooxml.run(f" {STATUSES[status]} ", ooxml.run_properties(style=badge_style(status)))
