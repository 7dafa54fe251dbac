"""Korean and English side by side (국문·영문 병기): two written contracts as rows of one table.

A row holds a paragraph and what says the same in the other language, so that both stay level over the
pages. Tables of an annex need the whole width and follow each other; a contract is signed once, so the
signature tables of both languages are one. What one language has and the other has not (a definition
that only the English wording needs) faces an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline import ooxml
from pipeline.model import Mark, Paragraph
from pipeline.render.anchors import Anchors
from pipeline.render.body import Heading, Laid, Piece, Shown, table_gap
from pipeline.render.pages import PageCounter
from pipeline.render.tables import LONGEST_WHOLE_ROW, table
from pipeline.render.words import stacked

Pair = tuple[Piece | None, Piece | None]
_WIDTHS = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (9, 11))
"""English says the same in more room."""


def pairs(left: Sequence[Piece], right: Sequence[Piece]) -> Iterator[Pair]:
    """Yield the pieces that say the same; a piece without one that does stands alone, in its place."""
    known = {piece.key for piece in left}
    waiting = list(right)
    for piece in left:
        while waiting and waiting[0].key not in known:
            yield None, waiting.pop(0)
        if waiting and waiting[0].key == piece.key:
            yield piece, waiting.pop(0)
        else:
            yield piece, None
    yield from ((None, piece) for piece in waiting)


def two_columns(left: Sequence[Piece], right: Sequence[Piece], pages: PageCounter) -> Laid:
    """Return both contracts side by side."""
    columns = _Columns(pages)
    for pair in pairs(left, right):
        if any(piece.rows for piece in pair if piece):
            columns.tables(pair)
        else:
            columns.row(pair)
    columns.close()
    headings = (tuple(columns.headings[0]), tuple(columns.headings[1]))
    return Laid("".join(columns.written), headings, tuple(columns.shown))


@dataclass(slots=True)
class _Columns:
    """The body as far as it is written; `rows`: those of the table that is open."""

    pages: PageCounter
    written: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    headings: tuple[list[Heading], list[Heading]] = field(default_factory=lambda: ([], []))
    shown: list[Shown] = field(default_factory=list)

    def row(self, pair: Pair) -> None:
        """Add two paragraphs or headings beside each other; an annex begins a page."""
        pieces = [piece for piece in pair if piece]
        turns = pieces[0].key[1] == "annex"
        if turns:
            self.close()
            self.written.append(table_gap(turn=True))
        page = self.pages.add_pair([(piece.style, piece.full or piece.text) for piece in pieces], turns=turns)
        for column, piece in enumerate(pair):
            text = piece.text if piece else None
            self.shown.append(Shown(text or "", (text, None) if column == 0 else (None, text)))
            if piece and piece.level:
                self.headings[column].append(Heading(piece.level, piece.full, piece.bookmark, page))
        self.rows.append(_row(pair))

    def tables(self, pair: Pair) -> None:
        """Add the tables of both languages: the signatures as one, any other one after the other."""
        left, right = pair
        if left and right and left.signature and len(left.rows) == len(right.rows):
            self.close(keep=True)
            self._signatures(left, right)
            return
        self.close()
        for column, piece in enumerate(pair):
            if piece:
                self.pages.add_table(piece.rows)
                self.written.append(piece.xml)
                cells = [text for row in piece.rows for text in row.cells]
                self.shown += [Shown(text, (text, None) if column == 0 else (None, text)) for text in cells]

    def _signatures(self, left: Piece, right: Piece) -> None:
        rows = merged(left.rows, right.rows)
        self.pages.add_table(rows)
        self.written.append(table(rows, Anchors(), signature=True) + table_gap(keep=True))
        for row, *sides in zip(rows, left.rows, right.rows, strict=True):
            self.shown += map(Shown, row.cells, zip(*(side.cells for side in sides), strict=True))

    def close(self, *, keep: bool = False) -> None:
        """End the table that is open; `keep`: what follows stays on its page."""
        if self.rows:
            self.written += [ooxml.table(_WIDTHS, self.rows, style="SideTable", header=False), table_gap(keep=keep)]
            self.rows = []


def _row(pair: Pair) -> str:
    empty = ooxml.paragraph("", style="TableText")
    cells = [
        ooxml.cell(piece.xml if piece else empty, width, top=True) for piece, width in zip(pair, _WIDTHS, strict=True)
    ]
    whole = max(len(piece.text) for piece in pair if piece) <= LONGEST_WHOLE_ROW
    return ooxml.row(cells, whole=whole)


def merged(left: Sequence[Paragraph], right: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return one table of both: each cell in both languages, once where they say the same."""
    return tuple(_merged_row(ours, theirs) for ours, theirs in zip(left, right, strict=True))


def _merged_row(left: Paragraph, right: Paragraph) -> Paragraph:
    cells: list[str] = []
    marks: list[Mark] = []
    starts, offset = (_starts(left), _starts(right)), 0
    for index, (ours, theirs) in enumerate(zip(left.cells, right.cells, strict=True)):
        cells.append(stacked((ours, theirs)))
        marks += _moved(left, starts[0][index], len(ours), offset)
        if theirs and theirs != ours:
            marks += _moved(right, starts[1][index], len(theirs), offset + (len(ours) + 1 if ours else 0))
        offset += len(cells[-1]) + 1
    return replace(left, text="\t".join(cells), cells=tuple(cells), marks=tuple(marks))


def _starts(row: Paragraph) -> list[int]:
    return [sum(len(cell) + 1 for cell in row.cells[:index]) for index in range(len(row.cells))]


def _moved(row: Paragraph, start: int, length: int, to: int) -> Iterator[Mark]:
    """The blanks in a cell that begins at `start`, counted from `to`."""
    for mark in row.marks:
        if mark.kind != "ref" and start <= mark.start and mark.end <= start + length:
            yield replace(mark, start=mark.start - start + to, end=mark.end - start + to)
