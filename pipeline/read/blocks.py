"""Collects the text of a document block by block, so that offsets and text agree."""

from __future__ import annotations

import re

from pipeline.model import Block

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u200b-\u200d\u2060\ufeff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control and zero-width characters, no-break spaces as spaces.

    For readers that make the text themselves (DOCX, HTML, PDF); plain text is kept as it is.
    """
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", text).replace("\xa0", " ")


class Blocks:
    """Blocks in reading order; `text` is their texts, one newline between two."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._at = 0

    def add(
        self,
        text: str,
        kind: str = "paragraph",
        *,
        page: int | None = None,
        label: str = "",
        level: int = 0,
        style: str = "",
        confidence: float | None = None,
    ) -> Block | None:
        """Append one block and return it; `text` that holds nothing but blanks is not a block."""
        text = text.strip(" \n\r") if kind == "row" else text.strip()
        if not text or text.isspace():
            return None
        start = self._at
        end = start + len(text)
        block = Block(kind, start, end, page, label, level, style, confidence)
        self.blocks.append(block)
        self._parts.append(text)
        self._at = end + 1
        return block

    @property
    def text(self) -> str:
        """The whole text; `text[block.start:block.end]` is the block."""
        return "\n".join(self._parts)
