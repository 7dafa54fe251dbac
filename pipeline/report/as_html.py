"""The report as one web page: no script, nothing from outside, every value escaped.

Look and layout are in `templates/report.html`. The template runs in Jinja's sandbox with automatic
escaping; a name that the view does not have is an error, never an empty place.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Template

from pipeline.report import chapters
from pipeline.report.html_template import compile_template
from pipeline.report.view import ReportView
from pipeline.stamp import as_properties
from pipeline.template import template_bytes


@lru_cache(maxsize=1)
def _template() -> Template:
    return compile_template(template_bytes("report.html").decode("utf-8").replace("\r\n", "\n"))


def report_html(view: ReportView) -> bytes:
    """Return the web page of `view` (UTF-8)."""
    page = _template().render(
        view=view,
        stamp=tuple(as_properties(view.stamp).items()),
        chapters=chapters.chapters_of(view),
        titles=chapters.TITLES,
        gaps_shown=chapters.GAPS_SHOWN,
        doubts_shown=chapters.DOUBTS_SHOWN,
        confirmation=chapters.CONFIRMATION,
        signers=chapters.SIGNERS,
        opinion=chapters.OPINION,
        markup_shown=chapters.MARKUP_SHOWN,
        changes_told=chapters.CHANGES_TOLD,
        comments_told=chapters.COMMENTS_TOLD,
        change_heads=chapters.CHANGE_HEADS,
        comment_heads=chapters.COMMENT_HEADS,
    )
    return page.encode("utf-8")
