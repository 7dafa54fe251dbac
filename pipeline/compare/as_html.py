"""The comparison as one web page: no script, nothing from outside, every value escaped.

Layout in `templates/compare.html`; the look is that of the report, taken from `templates/report.html`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Template

from pipeline.compare.labels import CHAPTERS
from pipeline.compare.view import CompareView
from pipeline.errors import LibraryError
from pipeline.report.html_template import compile_template
from pipeline.report.labels import JUDGEMENTS, STATUSES
from pipeline.stamp import as_properties
from pipeline.template import template_bytes

_NAME = "compare.html"
_STYLE = re.compile(r"<style>\n(.*?)</style>", re.DOTALL)
_PLACE = "/* the look of report.html */\n"


@lru_cache(maxsize=1)
def _template() -> Template:
    style = _STYLE.search(_source("report.html"))
    if style is None:
        raise LibraryError("templates/report.html: 서식에 <style>이 없습니다. 원본으로 되돌리십시오.")
    return compile_template(_source(_NAME).replace(_PLACE, style[1]), _NAME)


def _source(name: str) -> str:
    return template_bytes(name).decode("utf-8").replace("\r\n", "\n")


def compare_html(view: CompareView) -> bytes:
    """Return the web page of `view` (UTF-8)."""
    chapters = view.chapters()
    rows = {
        "worse": view.worse,
        **{kind: tuple(row for row in view.elements if row.kind.value == name) for kind, name in _LISTS.items()},
    }
    page = _template().render(
        view=view,
        stamp=tuple(as_properties(view.stamp).items()),
        chapters=chapters,
        titles=CHAPTERS,
        rows=rows,
        moved=tuple(row for row in view.elements if row.kind.value == "moved"),
        judgements={judgement.value: label for judgement, label in JUDGEMENTS.items()},
        statuses={status.value: label for status, label in STATUSES.items()},
    )
    return page.encode("utf-8")


_LISTS = {"closed": "closed", "changed": "evidence_changed", "foreign": "other_language"}
"""Chapter to the kind of the elements that it lists in full."""
