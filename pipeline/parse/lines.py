"""The lines that are parsed: the blocks of a document, automatic numbers in front.

In: a `Document`. Out: `Line`s whose `text` begins with the automatic number where the file
computes one, so that '제3조' from Word and '제3조' as typed take one way. `at` leads from
an offset in `text` back to the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.model import Block, Document
from pipeline.read.markers import Marker, marker

BLANKS: Final = " \t\n\r\x0b\x0c\x85\u2028\u2029\u200b\ufeff\u3000\xa0"
_ROW_BLANKS: Final = " \n\r"


@dataclass(frozen=True, slots=True)
class Line:
    """One block as the parser sees it. `prefix`: length of the automatic number in `text`."""

    number: int
    text: str
    start: int
    end: int
    prefix: int = 0
    kind: str = "paragraph"
    level: int = 0
    style: str = ""
    page: int | None = None
    indent: int = 0
    gap: bool = False
    printed: bool = False
    marker: Marker | None = None

    def at(self, place: int) -> int:
        """Return the document offset of `text[place]`."""
        return self.start + max(0, place - self.prefix)

    @property
    def is_heading(self) -> bool:
        """Whether the file itself marks the line as a heading."""
        return self.kind == "heading"


def lines_of(document: Document, blocks: Iterable[Block]) -> list[Line]:
    """Return some blocks of a document as lines, in their order."""
    text = document.text
    wrapped = document.format in ("text", "markdown", "pdf")
    spaced = document.format in ("text", "markdown")
    out: list[Line] = []
    before = 0
    for block in blocks:
        label = block.label if block.kind not in ("row", "note") else ""
        prefix = f"{label} " if label else ""
        words = prefix + text[block.start : block.end]
        between = text[before : block.start]
        out.append(
            Line(
                number=len(out),
                text=words,
                start=block.start,
                end=block.end,
                prefix=len(prefix),
                kind=block.kind,
                level=block.level,
                style=block.style,
                page=block.page,
                indent=_indent(between) if spaced else block.level if block.kind != "heading" else 0,
                gap=spaced and between.count("\n") > 1,
                printed=wrapped,
                marker=marker(words) if block.kind not in ("row", "note") else None,
            )
        )
        before = block.end
    return out


def _indent(between: str) -> int:
    """Columns between the start of the line and the block, in steps of two."""
    columns = len(between.rsplit("\n", 1)[-1].expandtabs(4))
    return columns // 2


def trim(text: str, start: int, end: int, *, row: bool = False) -> tuple[int, int]:
    """Move the ends of a span inwards past blanks (past spaces and line ends in a row)."""
    blanks = _ROW_BLANKS if row else BLANKS
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end
