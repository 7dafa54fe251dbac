"""A contract in two columns, Korean beside English: its rows become paragraphs, so that its articles are found.

In: a `Document`. Out: its blocks; a table row that holds one text in Korean and one in English is replaced by
the lines of its cells, the left column first, where at least two rows of the file begin with the number of an
article. Offsets stay those of the document. Any other table is left as it is.
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
_FEWEST: Final = 2
_KOREAN_SHARE, _ENGLISH_SHARE = 0.3, 0.05
"""The least share of Hangul in the letters of a Korean cell, and the greatest in an English one."""


def side_by_side(document: Document) -> Sequence[Block]:
    """Return the blocks of a document, the rows of a bilingual table as the paragraphs of its cells."""
    if document.format in ("text", "markdown"):
        return document.blocks
    rows = {block.start: cells for block in document.blocks if (cells := _two_languages(document, block))}
    numbered = sum(any(_ARTICLE.match(document.text, start) for start, _ in cells) for cells in rows.values())
    if numbered < _FEWEST:
        return document.blocks
    return tuple(part for block in document.blocks for part in _parts(document.text, block, rows.get(block.start)))


def _two_languages(document: Document, block: Block) -> list[tuple[int, int]] | None:
    """Return the spans of the two cells of a row that says something in Korean and in English, else None."""
    if block.kind != "row":
        return None
    text = document.text[block.start : block.end]
    if text.count("\t") != 1:
        return None
    seam = block.start + text.index("\t")
    cells = [(block.start, seam), (seam + 1, block.end)]
    shares = sorted(_hangul(document.text[start:end]) for start, end in cells)
    return cells if 0 <= shares[0] <= _ENGLISH_SHARE and shares[1] >= _KOREAN_SHARE else None


def _hangul(text: str) -> float:
    """Return the share of Hangul in the letters of a text, -1 where it has no letters."""
    korean, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return korean / (korean + latin) if korean + latin else -1.0


def _parts(text: str, block: Block, cells: list[tuple[int, int]] | None) -> Iterator[Block]:
    if cells is None:
        yield block
        return
    for start, end in cells:
        for found in re.finditer(r"[^\n]+", text[start:end]):
            if found[0].strip():
                yield replace(
                    block, kind="paragraph", start=start + found.start(), end=start + found.end(), label="", style=""
                )
