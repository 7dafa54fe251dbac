"""How long twenty tracked edits take, against opening and saving the same file with lxml (see `tasks.py bench`)."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable

from lxml import etree

from pipeline.read.docx import read_docx
from pipeline.redline.apply import Commented, apply
from pipeline.redline.edits import Edit, Line, Swap

EDITS = 20
_DAY = dt.date(2026, 11, 27)


def edits_in(data: bytes) -> list[Commented]:
    """Ten words struck for others and ten paragraphs added, spread over the file."""
    document = read_docx("draft.docx", data)
    long = [n for n, b in enumerate(document.blocks) if b.kind == "paragraph" and b.end - b.start > 60]
    chosen = long[:: max(1, len(long) // EDITS)][:EDITS]
    out: list[Commented] = []
    for number, block in enumerate(chosen):
        start = document.blocks[block].start
        if number % 2:
            edit = Edit(
                "added", "조", (), after=block, lines=(Line("", "회사는 이를 알려야 한다. " * 4, "text", block),)
            )
        else:
            first = document.text.index(" ", start)
            last = document.text.index(" ", first + 1)
            edit = Edit("corrected", "조", (), (Swap(first + 1, last, "고친말"),))
        out.append(Commented(edit, ("기재사항: 통지", "근거: 전자금융감독규정", "이유: 어긋나는 말만 고쳤습니다.")))
    return out


def twenty_edits(data: bytes) -> Callable[[], bytes]:
    """Return a function that writes the edits into the file."""
    edits = edits_in(data)
    assert len(edits) == EDITS
    return lambda: apply("draft.docx", data, edits, "법무팀", _DAY).data


def opened_and_saved(data: bytes) -> Callable[[], bytes]:
    """Return a function that parses every XML part with lxml and writes the package again."""

    def work() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                part = source.read(name)
                if name.endswith((".xml", ".rels")):
                    part = etree.tostring(
                        etree.fromstring(part), xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                target.writestr(name, part)
        return out.getvalue()

    return work


def shortest(work: Callable[[], object], repeats: int = 7) -> float:
    """Return the shortest wall time in seconds of a warm run."""
    work()
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best
