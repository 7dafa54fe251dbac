"""What drafting is measured against: docxtpl's loop template on the same text (see `tasks.py bench`)."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence

import docx
import docxtpl

from pipeline.model import Contract


def paragraphs_of(contract: Contract) -> list[str]:
    """The lines of a contract as plain paragraphs, numbers included: what a loop template prints."""
    lines = [contract.title]
    for article in contract.articles:
        lines.append(f"{article.number}({article.title})" if article.number else article.title)
        lines += [f"{paragraph.label} {paragraph.text}".strip() for paragraph in article.paragraphs]
    return [line for line in lines if line]


def docxtpl_loop_baseline(paragraphs: Sequence[str]) -> Callable[[], bytes]:
    """Return a function that makes a DOCX of `paragraphs` with docxtpl the usual way.

    The template holds one paragraph in a loop, as docxtpl's own documentation shows it. It is opened
    anew for each document, because docxtpl renders into it.
    """
    template = docx.Document()
    template.add_paragraph("{%p for line in lines %}")
    template.add_paragraph("{{ line }}")
    template.add_paragraph("{%p endfor %}")
    stored = io.BytesIO()
    template.save(stored)
    data = stored.getvalue()

    def render() -> bytes:
        document = docxtpl.DocxTemplate(io.BytesIO(data))
        document.render({"lines": paragraphs}, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return render


def ratio(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    repeats: int = 15,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Our shortest time as a share of theirs, the two run by turns; `clock`: wall time, or that of this process alone.

    By turns and the shortest of each, because whatever else the machine does can only lengthen a
    run and then lengthens both.
    """
    ours()
    theirs()
    best = [float("inf"), float("inf")]
    for _ in range(repeats):
        for place, action in enumerate((ours, theirs)):
            start = clock()
            action()
            best[place] = min(best[place], clock() - start)
    return best[0] / best[1]
