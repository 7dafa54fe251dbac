"""A contract in two columns, Korean beside English: two wordings, each of which is parsed by itself.

In: a `Document`. Out: its blocks, or the blocks of the Korean wording and those of the English one. A table
row that holds one text in Korean and one in English gives the lines of each cell to the wording of their
language, where at least two rows of the file begin with the number of an article; the Korean column is the
one in which most of these rows have their Korean. Of what stands between such rows, a table with a header
row goes to the wording of that row, a paragraph to that of its own language; what stands before them (a
cover) goes to the Korean wording. Offsets stay those of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.model import Block, Document

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
_ARTICLE = re.compile(r"\s*(?:제\s?\d+\s?조|(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE)\s\d+)\b")
_HEADING = re.compile(
    r"\s*(?:제\s?\d+\s?[조장절]|\[?(?:별지|별표|별첨|부속서)|"
    r"(?i:article|section|clause|chapter|part|annex|appendix|schedule|exhibit)\s)"
)
_FEWEST: Final = 2
_KOREAN_SHARE, _ENGLISH_SHARE = 0.3, 0.05
"""The least share of Hangul in the letters of a Korean cell, and the greatest in an English one."""
_QUOTED_SHARE: Final = 0.3
"""The greatest share of Hangul in an English cell that quotes Korean (a name, a legal term)."""

_Cells = tuple[tuple[int, int], tuple[int, int]]
"""The spans of the Korean and the English cell of a row."""


def wordings(document: Document) -> tuple[Sequence[Block], ...]:
    """Return the blocks of each wording of a document: all of them, or the Korean ones and the English ones."""
    if document.format in ("text", "markdown"):
        return (document.blocks,)
    sure = [cells for block in document.blocks if (cells := _pair(document, block, _ENGLISH_SHARE))]
    sides = [cells[0] < cells[1] for cells in sure if _is_numbered(document.text, cells)]
    if len(sides) < _FEWEST:
        return (document.blocks,)
    split = _Split(document, korean_first=2 * sum(sides) >= len(sides))
    for block in document.blocks:
        split.add(block)
    return split.korean, split.english


def _is_numbered(text: str, cells: _Cells) -> bool:
    return any(_ARTICLE.match(text, start) for start, _ in cells)


class _Split:
    """The blocks of both wordings as far as the document has been read."""

    def __init__(self, document: Document, *, korean_first: bool) -> None:
        self.korean: list[Block] = []
        self.english: list[Block] = []
        self._document = document
        self._korean_first = korean_first
        self._begun = False
        self._in_table = False
        self._current = self.korean

    def add(self, block: Block) -> None:
        """Add the next block of the document to the wording that it belongs to."""
        cells = self._cells(block)
        if cells:
            self._begun, self._in_table = True, False
            for (start, end), wording in zip(cells, (self.korean, self.english), strict=True):
                wording.extend(_lines(self._document.text, block, start, end))
            return
        share = _hangul(self._document.text[block.start : block.end])
        if self._begun and share >= 0 and (block.kind != "row" or not self._in_table or block.style == "header"):
            self._current = self.english if share <= _ENGLISH_SHARE else self.korean
        self._in_table = block.kind == "row" and (self._in_table or block.style == "header")
        self._current.append(block)

    def _cells(self, block: Block) -> _Cells | None:
        """Return the cells of a row of the two columns; None for a row of a table that has a header row."""
        cells = _pair(self._document, block, _QUOTED_SHARE)
        if cells is None or (cells[0] < cells[1]) != self._korean_first:
            return None
        text = self._document.text
        titled = all(_HEADING.match(text, start) for start, _ in cells)
        return cells if titled or not (self._in_table or block.style == "header") else None


def _pair(document: Document, block: Block, quoted: float) -> _Cells | None:
    """Return the cells of a row that says something in Korean and in English, else None.

    `quoted`: the greatest share of Hangul in the English cell.
    """
    if block.kind != "row" or document.text.count("\t", block.start, block.end) != 1:
        return None
    seam = document.text.index("\t", block.start)
    left, right = (block.start, seam), (seam + 1, block.end)
    shares = _hangul(document.text[slice(*left)]), _hangul(document.text[slice(*right)])
    cells = (left, right) if shares[0] >= shares[1] else (right, left)
    return cells if 0 <= min(shares) <= quoted and max(shares) >= _KOREAN_SHARE + quoted - _ENGLISH_SHARE else None


def _hangul(text: str) -> float:
    """Return the share of Hangul in the letters of a text, -1 where it has no letters."""
    korean, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return korean / (korean + latin) if korean + latin else -1.0


def _lines(text: str, block: Block, start: int, end: int) -> Iterator[Block]:
    for found in re.finditer(r"[^\n]+", text[start:end]):
        if found[0].strip():
            yield replace(
                block, kind="paragraph", start=start + found.start(), end=start + found.end(), label="", style=""
            )
