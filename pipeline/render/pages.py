"""An estimate of page numbers, shown in the contents until a program has laid the pages out.

Word updates the contents when it opens the file (w:updateFields), LibreOffice computes the page fields
itself; other viewers show what the file says. The estimate counts lines of the A4 page of
`templates/look.py` and is right to within a page or so. It decides nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Paragraph
from pipeline.render.tables import half_widths

PAGE_HEIGHT = 13697
"""Twips of text height: A4 less the margins above and below."""

_WIDTH = 9026

# style: (font size in twips, line height in twips, space before and after, indent)
_STYLES = {
    "Heading1": (260, 380, 680, 0),
    "Heading2": (220, 340, 340, 0),
    "AnnexHeading": (260, 400, 240, 0),
    "ArticleBody": (210, 340, 80, 0),
    "Clause1": (210, 340, 80, 400),
    "Clause2": (210, 340, 80, 800),
    "Clause3": (210, 340, 80, 1200),
    "Clause4": (210, 340, 80, 1600),
    "ClosingText": (210, 340, 560, 0),
    "ClosingDate": (220, 360, 720, 0),
}
_CELL_FONT, _CELL_LINE, _CELL_SPACE = 180, 260, 100
_SIDE_FONT, _SIDE_LINE = 180, 280
"""Of the columns of two languages (`templates/look.py`, SIDE)."""


@dataclass(slots=True)
class PageCounter:
    """The page and the height reached on it. Starts below the title of the contract."""

    page: int
    used: int = 940

    def add(self, style: str, text: str) -> int:
        """Add a paragraph and return the page on which it begins."""
        font, line, space, indent = _STYLES[style.removesuffix("En")]
        if style.startswith("AnnexHeading"):
            self.page, self.used = self.page + 1, 0
        height = line * _lines(text, font, _WIDTH - indent) + space
        # A heading moves on with the first lines of what it heads.
        ahead = 2 * 340 if style.startswith("Heading") else 0
        if self.used + min(height, 3 * line) + ahead > PAGE_HEIGHT:
            self.page, self.used = self.page + 1, 0
        begins = self.page
        self._fill(height)
        return begins

    def add_pair(self, sides: Sequence[tuple[str, str]], *, turns: bool) -> int:
        """Add a row of two columns, (style, text) each, and return its page; `turns`: it begins one."""
        if turns:
            self.page, self.used = self.page + 1, 0
        height = max(_side_height(style, text) for style, text in sides)
        ahead = 2 * _SIDE_LINE if any("Heading" in style for style, _ in sides) else 0
        if self.used + min(height, PAGE_HEIGHT) + ahead > PAGE_HEIGHT:
            self.page, self.used = self.page + 1, 0
        begins = self.page
        self._fill(height)
        return begins

    def add_table(self, rows: Sequence[Paragraph]) -> None:
        """Add a table, whose rows do not break over pages."""
        for row in rows:
            share = _WIDTH // max(1, len(row.cells)) - 200
            lines = max((_lines(text, _CELL_FONT, share) for text in row.cells), default=1)
            height = lines * _CELL_LINE + _CELL_SPACE
            if self.used + min(height, PAGE_HEIGHT) > PAGE_HEIGHT:
                self.page, self.used = self.page + 1, 0
            self._fill(height)

    def _fill(self, height: int) -> None:
        self.used += height
        self.page += self.used // (PAGE_HEIGHT + 1)
        self.used %= PAGE_HEIGHT + 1


def _side_height(style: str, text: str) -> int:
    _, _, space, indent = _STYLES[style.removesuffix("En")]
    width = _WIDTH // 2 - 200 - indent * 3 // 4
    return _SIDE_LINE * _lines(text, _SIDE_FONT, width) + min(space, 240) + 40


def _lines(text: str, font: int, width: int) -> int:
    """Lines of `text`: Hangul is a full square, everything else about half of one."""
    # Words are kept whole, so on average a line is not filled to its end.
    return max(1, math.ceil(half_widths(text) * font / (2 * 0.95 * width)) + text.count("\n"))
