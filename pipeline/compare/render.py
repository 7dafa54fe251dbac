"""A comparison as bytes of one format, read back before it is given out; and as lines for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.compare.as_json import comparison_object
from pipeline.compare.model import Comparison
from pipeline.compare.screen import screen
from pipeline.compare.view import CompareView, build_view
from pipeline.compare.words import spaced
from pipeline.model import Library
from pipeline.report.info import ReportInfo
from pipeline.report.labels import IMPORTANCE
from pipeline.report.verify import verify_file
from pipeline.report.visible import visible

SUFFIXES = (".docx", ".html", ".json")
"""The formats of a comparison, by the suffix of its file."""


def render_comparison(found: Comparison, library: Library, info: ReportInfo, suffix: str) -> bytes:
    """Return the comparison in the format of `suffix` (one of `SUFFIXES`).

    Raises ValueError for another suffix, LibraryError where a template is missing, changed or damaged, OutputError
    where the file read back does not show what it should.
    """
    if suffix not in SUFFIXES:
        raise ValueError(f"no format of a comparison {suffix!r}")
    view = build_view(found, library, info)
    told = comparison_object(found, view, info)
    data = _written(view, told, info.date, suffix)
    verify_file(data, suffix, _shown(view), told)
    return data


def _written(view: CompareView, told: Mapping[str, Any], date: dt.date, suffix: str) -> bytes:
    if suffix == ".docx":
        from pipeline.compare.as_docx import compare_docx

        return compare_docx(view, date)
    if suffix == ".html":
        from pipeline.compare.as_html import compare_html

        return compare_html(view)
    from pipeline.report.as_json import dumps

    return dumps(told).encode("utf-8")


def _shown(view: CompareView) -> Iterator[str]:
    """Yield every passage and every change in words that the file must show."""
    for row in view.elements:
        for passage in row.passages:
            if passage.pieces:
                yield "".join(text for _, text in spaced(passage.pieces))
            else:
                yield passage.old_text
                yield passage.new_text
    for article in view.articles:
        yield "".join(text for _, text in spaced(article.pieces))


def screen_text(found: Comparison, library: Library) -> str:
    """Return a summary for a terminal: one screen of Korean, free of control characters."""
    conditions = found.new.review.conditions
    view = build_view(found, library, ReportInfo("", "", conditions.as_of))
    edition = next(e.title for e in library.editions if e.id == conditions.edition)
    names = [", ".join(visible(d.name) for d in side.review.documents) for side in (found.old, found.new)]
    facts = ", 조건을 모두 성립하는 것으로 봄" if conditions.assumed else ""
    under = f"기준일 {conditions.as_of}, {edition}, 업무 중요도 {IMPORTANCE[conditions.importance]}{facts}"
    return screen(view, f"{names[0]} → {names[1]}\n{under}")
