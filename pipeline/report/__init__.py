"""Report: a `Review` as files for the 준법감시인 and as lines for the terminal.

In: a `Review`, the `Library` it was made with, and who reviewed which contract. Out: bytes of one
format, the same for the same input (no clock, no locale, no network). All formats show one view
(`pipeline.report.view`); the readers and writers of a format are imported only when it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pipeline.deal import Waived
from pipeline.model import Library, Review
from pipeline.report.info import ReportInfo
from pipeline.report.labels import IMPORTANCE
from pipeline.report.screen import screen
from pipeline.report.view import ReportView, build_view
from pipeline.report.visible import visible

__all__ = ["SUFFIXES", "ReportInfo", "render_report", "screen_text"]

SUFFIXES = (".docx", ".xlsx", ".html", ".json")
"""The formats of a report, by the suffix of its file."""
NOTHING_WAIVED: Mapping[str, Waived] = MappingProxyType({})


def render_report(review: Review, library: Library, info: ReportInfo, suffix: str) -> bytes:
    """Return the report of `review` in the format of `suffix` (one of `SUFFIXES`).

    It has been read back and compared (`pipeline.report.verify`). Raises ValueError for another suffix,
    LibraryError where a template is missing, changed or damaged, OutputError where the comparison fails.
    """
    if suffix not in SUFFIXES:
        raise ValueError(f"no report format {suffix!r}")
    from pipeline.report.as_json import report_object
    from pipeline.report.verify import verify_report

    view = build_view(review, library, info)
    told = report_object(review, view, info)
    data = _written(view, told, info.date, suffix)
    verify_report(data, suffix, view, told)
    return data


def _written(view: ReportView, told: Mapping[str, Any], date: dt.date, suffix: str) -> bytes:
    if suffix == ".docx":
        from pipeline.report.as_docx import report_docx

        return report_docx(view, date)
    if suffix == ".xlsx":
        from pipeline.report.as_xlsx import report_xlsx

        return report_xlsx(view, date)
    if suffix == ".html":
        from pipeline.report.as_html import report_html

        return report_html(view)
    from pipeline.report.as_json import dumps

    return dumps(told).encode("utf-8")


def screen_text(review: Review, library: Library, waivers: Mapping[str, Waived] = NOTHING_WAIVED) -> str:
    """Return a summary of `review` for a terminal: one screen of Korean, free of control characters.

    `waivers`: element -> its waiver of the deal sheet.
    """
    conditions = review.conditions
    view = build_view(review, library, ReportInfo("", "", conditions.as_of, waivers=waivers))
    edition = next(e.title for e in library.editions if e.id == conditions.edition)
    facts = ", 조건을 모두 성립하는 것으로 봄" if conditions.assumed else ""
    names = ", ".join(visible(document.name) for document in review.documents)
    importance = IMPORTANCE[conditions.importance]
    return f"{names}\n" + screen(view, f"기준일 {conditions.as_of}, {edition}, 업무 중요도 {importance}{facts}")
