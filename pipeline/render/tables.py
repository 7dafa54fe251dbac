"""Tables of a draft: the annex tables and the signature block, from row paragraphs of the contract.

A row paragraph holds its cells in `cells` and the same cells joined by tabs in `text`, so that marks
(which count in `text`) can be placed in the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline import ooxml
from pipeline.model import Paragraph
from pipeline.render.anchors import Anchors
from pipeline.render.inline import runs, shown_marks

_HEAD_SHADE = "EEF1F5"
LONGEST_WHOLE_ROW = 900
"""Characters of a cell above which a row may break over pages: a taller row could exceed one page."""

_CELL_HALF, _CELL_MARGINS = 98, 220
"""Twips of a half character in a cell (9 pt, with some allowance for wide Latin letters), and of its margins."""

_SIGNATURE_ROW = 600
_SEALS = frozenset(("(인)", "(서명)", "(서명 또는 인)", "(signature)"))
"""Cells to sign in: the word stands at the right, the room before it."""


def table(rows: Sequence[Paragraph], anchors: Anchors, shares: Sequence[int] = (), *, signature: bool = False) -> str:
    """Return a table of `rows` over the whole text width; the caller adds the paragraph Word wants after it.

    `shares`: proportions of the columns, () to go by the contents. Header rows repeat on each page; a
    signature block is kept on one page. Raises ValueError where rows differ in their columns or
    `text` is not the cells joined by tabs.
    """
    columns = len(rows[0].cells)
    for row in rows:
        if len(row.cells) != columns or not columns:
            raise ValueError(f"row of {len(row.cells)} cells in a table of {columns}: {row.text!r}")
        if row.text != "\t".join(row.cells):
            raise ValueError(f"the text of a row is not its cells joined by tabs: {row.text!r}")
    if shares and len(shares) != columns:
        raise ValueError(f"{len(shares)} widths for {columns} columns: {rows[0].text!r}")
    widths = with_whole_words(ooxml.split_width(ooxml.A4_TEXT_WIDTH, shares or fitting_shares(rows)), rows)
    style = "SignatureTable" if signature else "ContractTable"
    first_is_header = rows[0].kind == "header_row"
    written = [_row(row, widths, anchors, signature=signature) for row in rows]
    return ooxml.table(widths, written, style=style, header=first_is_header)


def _row(row: Paragraph, widths: Sequence[int], anchors: Anchors, *, signature: bool) -> str:
    header = row.kind == "header_row"
    marks = shown_marks(row)
    cells, offset = [], 0
    for text, width in zip(row.cells, widths, strict=True):
        inside = [mark for mark in marks if offset <= mark.start and mark.end <= offset + len(text)]
        content = ooxml.paragraph(
            runs(text, inside, anchors, offset=offset),
            style="TableHead" if header else "TableText",
            keep_next=signature and not header,
            align="right" if text and _SEALS.issuperset(text.strip().split("\n")) else "",
        )
        cells.append(ooxml.cell(content, width, shade=_HEAD_SHADE if header else ""))
        offset += len(text) + 1
    whole = max(map(len, row.cells)) <= LONGEST_WHOLE_ROW
    return ooxml.row(cells, header=header, whole=whole, height=_SIGNATURE_ROW if signature and not header else 0)


def fitting_shares(rows: Sequence[Paragraph]) -> tuple[int, ...]:
    """Return column proportions that follow the contents.

    A column's need is the root of its longest cell, so that long columns get more but short ones stay
    readable, and never less than its longest word, so that no word is broken.
    """
    needs = []
    for column in zip(*(row.cells for row in rows), strict=True):
        longest = max(half_widths(line) for text in column for line in text.split("\n"))
        word = max((half_widths(word) for text in column for word in text.split()), default=0)
        needs.append(max(min(longest, 90) ** 0.6 * 3, min(word, 24) + 2, 6))
    return tuple(round(need * 100) for need in needs)


def with_whole_words(widths: Sequence[int], rows: Sequence[Paragraph]) -> tuple[int, ...]:
    """Return `widths` (twips) changed as little as needed for every word to fit its column unbroken.

    An e-mail address is cut in two otherwise. Columns with room to spare give in proportion to it; a
    word longer than a third of the table, or with nobody to give, is broken after all.
    """
    total = sum(widths)
    needs = []
    for column in zip(*(row.cells for row in rows), strict=True):
        longest = max((half_widths(word) for text in column for word in text.split()), default=0)
        needs.append(min(longest * _CELL_HALF + _CELL_MARGINS, total // 3))
    lacking = sum(max(0, need - width) for need, width in zip(needs, widths, strict=True))
    spare = [max(0, width - need) for need, width in zip(needs, widths, strict=True)]
    if not lacking or lacking > sum(spare):
        return tuple(widths)
    changed = [
        max(width, need) - (lacking * room // sum(spare))
        for width, need, room in zip(widths, needs, spare, strict=True)
    ]
    changed[spare.index(max(spare))] += total - sum(changed)
    return tuple(changed)


@lru_cache(maxsize=16_384)
def half_widths(text: str) -> int:
    """Return about how wide `text` is in half characters: Hangul and other full-width signs count two."""
    # Three UTF-8 bytes make a full-width character, near enough, and are counted in C.
    return len(text) + (len(text.encode("utf-8")) - len(text)) // 2
