"""Table rows: their cells, and which row is the header of its table.

In: the text of a row as the document has it. Out: its cells. Rows of plain text and Markdown part
their cells by bars or tabs, those of every other format by a tab. A header row is one that the file
marks as such, or a first row whose cells are all short titles.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.model import Document, Paragraph
from pipeline.parse.lines import Line
from pipeline.read.headings import PREDICATE

_BAR = re.compile(r"(?<!\\)\|")
_TITLES: Final = re.compile(
    r"(?:^|\s)(?:구분|항목|내용|번호|순번|순서|연번|비고|기준|목표|방법|단위|업무|서비스|단계|역할|담당|상호|국가|용어|뜻|시스템|구성|수량|용도"
    r"|사유|조건|비율|재수탁자|소재지|자료|창구|시간|no\.?|item|description|service)(?:\s|$)",
    re.I,
)
_SENTENCE = re.compile(rf"[.。;]$|{PREDICATE}$|\d")
_LONGEST_TITLE: Final = 30


def cells_of(text: str, form: str) -> tuple[str, ...]:
    """Return the cells of a row, outer spaces trimmed."""
    if form not in ("text", "markdown"):
        return tuple(cell.strip() for cell in text.split("\t"))
    line = text.split("\n", 1)[0].strip()
    if "|" not in line:
        return tuple(cell.strip() for cell in re.split(r"\t+", line))
    line = line.removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return tuple(cell.strip() for cell in _BAR.split(line))


def with_header_rows(paragraphs: list[Paragraph], document: Document, lines: list[Line]) -> list[Paragraph]:
    """Return the paragraphs with the header rows marked as such."""
    marked = {line.start: line.style == "header" for line in lines if line.kind == "row"}
    out = list(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        if paragraph.kind != "row":
            continue
        first = at == 0 or paragraphs[at - 1].kind != "row"
        followed = at + 1 < len(paragraphs) and paragraphs[at + 1].kind == "row"
        if marked.get(paragraph.start) or (first and followed and _is_header(paragraph, paragraphs[at + 1])):
            out[at] = replace(paragraph, kind="header_row")
    return out


def _is_header(row: Paragraph, following: Paragraph) -> bool:
    cells = row.cells
    if len(cells) < 2 or len(cells) != len(following.cells) or not all(cells[1:]):
        return False
    if any(len(cell) > _LONGEST_TITLE or _SENTENCE.search(cell) for cell in cells):
        return False
    return len(cells) > 2 or any(_TITLES.search(cell) for cell in cells)
