"""From the lines of all pages to the blocks of the document.

Wrapped lines are joined over line and page breaks; a table row is one block; a table that goes on
over a page break loses its repeated head, and a row parted by the break is made whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.read.blocks import Blocks, clean
from pipeline.read.glue import Glue
from pipeline.read.joining import Joiner, ends_sentence, starts_heading
from pipeline.read.markers import marker
from pipeline.read.pdfium import Line

_SAME: Final = 6.0
_APART: Final = 1.4
_FEWEST: Final = 4
_WORD_HYPHEN = re.compile(r"(?<=[a-z])[\x02\ufffe](?=[a-z])")
_BREAK_HYPHEN = re.compile(r"[\x02\ufffe](?=\S)")
_LEADERS = re.compile(r"\s*(?:[.·…‥]\s?){3,}\s*(?=\d{1,4}\s*$)")


def to_blocks(pages: Sequence[Sequence[Line]]) -> Blocks:
    """Return the blocks of these pages, numbered from 1."""
    lines = [(line, number) for number, page in enumerate(pages, 1) for line in _spread(page)]
    cleaned = [_without_leaders(clean(_hyphened(line.text))) for line, _ in lines]
    rows = [line.kind == "row" for line, _ in lines]
    glue = Glue([[line.text for line in page] for page in pages])
    out = Blocks()
    shown = ["|" if row else text for row, text in zip(rows, cleaned, strict=True)]
    for first, last in Joiner(shown, rows, printed=True).groups():
        line, page = lines[first]
        if rows[first]:
            out.add(_row(line.text, page, glue), "row", page=page, confidence=line.confidence)
            continue
        text = cleaned[first].strip()
        before = first
        for at in range(first + 1, last + 1):
            if cleaned[at].strip():
                text = glue.join(
                    text,
                    (lines[before][0].text, lines[before][1]),
                    (lines[at][0].text, lines[at][1]),
                    cleaned[at].strip(),
                )
                before = at
        out.add(text, page=page, confidence=_mean([lines[at][0] for at in range(first, last + 1)]))
    return out


def _hyphened(text: str) -> str:
    """pdfium marks a hyphen at the end of a printed line, and at times drops the line break after it."""
    return _BREAK_HYPHEN.sub("-", _WORD_HYPHEN.sub("", text)) if "\x02" in text or "\ufffe" in text else text


def _without_leaders(text: str) -> str:
    """A line of a table of contents: the dots before its page number are a tab in the program that wrote it."""
    return _LEADERS.sub("\t", text) if ".." in text or "··" in text or "…" in text else text


def _spread(page: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, an empty one where there is more than the usual space between two."""
    gaps = [above.y - below.y for above, below in pairwise(page) if above.y is not None and below.y is not None]
    steps = sorted(gap for gap in gaps if gap > 1)
    if len(steps) < _FEWEST:
        return list(page)
    usual = steps[len(steps) // 2]
    out: list[Line] = list(page[:1])
    for above, below in pairwise(page):
        if above.y is not None and below.y is not None and above.y - below.y > _APART * usual:
            out.append(Line(""))
        out.append(below)
    return out


def _mean(lines: Sequence[Line]) -> float | None:
    """Return the confidence of lines that were recognised, weighed by their length; None for others."""
    known = [(line.confidence, len(line.text)) for line in lines if line.confidence is not None]
    weight = sum(length for _, length in known)
    return round(sum(value * length for value, length in known) / weight, 3) if weight else None


def _row(text: str, page: int, glue: Glue) -> str:
    cells = text.split("\t")
    return "\t".join(
        _cell(cell.split("\n"), page, glue) if "\n" in cell else clean(_hyphened(cell)).strip() for cell in cells
    )


def _cell(lines: Sequence[str], page: int, glue: Glue) -> str:
    """Join the printed lines of a cell; a line that starts an item, or follows the end of a sentence, stands alone."""
    out: list[str] = []
    before = ""
    for line in lines:
        words = clean(_hyphened(line)).strip()
        if not words:
            continue
        if out and not marker(words) and not starts_heading(words) and not ends_sentence(out[-1]):
            out[-1] = glue.join(out[-1], (before, page), (line, page), words)
        else:
            out.append(words)
        before = line
    return "\n".join(out)


def joined_tables(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """Make tables whole that go on over a page break; return the pages and how many repeated heads were taken out."""
    out = [list(page) for page in pages]
    heads = 0
    for above, below in pairwise(out):
        last = next((at for at in range(len(above) - 1, -1, -1) if above[at].text.strip()), None)
        first = next((at for at in range(len(below)) if below[at].text.strip()), None)
        if last is None or first is None or not _goes_on(above[last], below[first]):
            continue
        head = last
        while head and above[head - 1].kind == "row" and _goes_on(above[head - 1], above[last]):
            head -= 1
        if above[head].text.split() == below[first].text.split() and head != last:
            del below[first]
            heads += 1
            if first >= len(below) or not _goes_on(above[last], below[first]):
                continue
        if _parted(above[last], below[first]):
            above[last] = _whole(above[last], below.pop(first))
    return out, heads


def _goes_on(above: Line, below: Line) -> bool:
    if above.kind != "row" or below.kind != "row" or above.left is None or below.left is None:
        return False
    return abs(above.left - below.left) <= _SAME and abs((above.right or 0) - (below.right or 0)) <= _SAME


def _parted(above: Line, below: Line) -> bool:
    """Whether a row goes on: the first cell is empty below, and every other text goes on in the middle of a sentence."""
    upper, lower = above.text.split("\t"), below.text.split("\t")
    if len(upper) != len(lower) or lower[0].strip() or not upper[0].strip():
        return False
    going_on = [(u.strip(), w.strip()) for u, w in zip(upper, lower, strict=True) if w.strip()]
    return bool(going_on) and all(u and not ends_sentence(u) and not marker(w) for u, w in going_on)


def _whole(above: Line, below: Line) -> Line:
    cells = zip(above.text.split("\t"), below.text.split("\t"), strict=True)
    return above._replace(text="\t".join(f"{upper}\n{lower}" if lower.strip() else upper for upper, lower in cells))
