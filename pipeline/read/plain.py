"""Reads text and Markdown.

`Document.text` is exactly the decoded text: no character is added, dropped or changed, but
for \\r\\n, which becomes \\n, and a byte order mark, which is no text. So offsets and quotes
point into the file as it is, Markdown marks included. A block is a heading, a table row or
a paragraph; hard-wrapped lines are one block where the next line clearly continues.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pipeline.model import Block, Document
from pipeline.read import headings
from pipeline.read.decode import decode
from pipeline.read.joining import Joiner
from pipeline.read.markers import marker

_LINE = re.compile("([^\n\r\x0b\x0c\x85\u2028\u2029]*)(\n|\r|\x0b|\x0c|\x85|\u2028|\u2029|$)")
_ATX = re.compile(r"\s{0,3}(#{1,6})\s+\S")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s*(?:[-*_=─━═~]\s*){3,}$")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_TABS = re.compile(r"\S\t+\S")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: str = "text"
    level: int = 0


def read_text(name: str, data: bytes) -> Document:
    """Read a text file; Markdown headings and tables are recognised here too."""
    return _read(name, data, "text")


def read_markdown(name: str, data: bytes) -> Document:
    """Read a Markdown file."""
    return _read(name, data, "markdown")


def _read(name: str, data: bytes, form: str) -> Document:
    text, encoding, warnings = decode(name, data)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=form,
        text=text,
        blocks=tuple(blocks_of(text)),
        warnings=warnings,
        encoding=encoding,
    )


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a plain text; together they hold all that is not blank."""
    lines = [_Line(found.start(1), found.end(1), found[1]) for found in _LINE.finditer(text)]
    _mark(lines)
    alone = [line.kind != "text" for line in lines]
    out: list[Block] = []
    for first, last in Joiner([line.text for line in lines], alone).groups():
        kind, level = lines[first].kind, lines[first].level
        if kind == "below" and out:
            out[-1] = _extended(out[-1], lines[last].end, text)
            continue
        start, end = _trimmed(text, lines[first].start, lines[last].end)
        style = "header" if kind == "row" and level else ""
        out.append(
            Block(
                kind if kind in ("heading", "row") else "paragraph",
                start,
                end,
                level=0 if style else level,
                style=style,
            )
        )
    return out


def _extended(block: Block, end: int, text: str) -> Block:
    return Block(block.kind, block.start, _trimmed(text, block.start, end)[1], level=block.level, style=block.style)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    blank = " \t\n\r\x0b\x0c\x85\u2028\u2029\u200b\ufeff\u3000\xa0"
    while start < end and text[start] in blank:
        start += 1
    while end > start and text[end - 1] in blank:
        end -= 1
    return start, end


def _mark(lines: list[_Line]) -> None:
    """Set the kind of each line: heading, row, rule, below (part of the block before), text."""
    at = _front_matter(lines)
    fenced = False
    for here in range(at, len(lines)):
        line = lines[here]
        before = lines[here - 1] if here else None
        if _FENCE.match(line.text):
            fenced = not fenced
            line.kind = "rule"
        elif fenced:
            line.kind = "rule"
        elif (atx := _ATX.match(line.text)) is not None:
            line.kind, line.level = "heading", len(atx[1])
        elif before and _SEPARATOR.match(line.text) and "|" in before.text and "-" in line.text:
            before.kind, before.level, line.kind = "row", 1, "below"
        elif before and _underlines(lines, here):
            before.kind, before.level, line.kind = "heading", 1 if "=" in line.text else 2, "below"
        elif _RULE.match(line.text):
            line.kind = "rule"
    _mark_rows(lines)


def _front_matter(lines: list[_Line]) -> int:
    """YAML front matter stands line by line; return the number of the line after it."""
    if not lines or lines[0].text.strip() != "---":
        return 0
    for at in range(1, min(len(lines), 60)):
        if lines[at].text.strip() == "---":
            for line in lines[: at + 1]:
                line.kind = "rule"
            return at + 1
    return 0


def _underlines(lines: list[_Line], here: int) -> bool:
    if not _UNDERLINE.match(lines[here].text):
        return False
    above = lines[here - 1]
    alone = here < 2 or not lines[here - 2].text.strip() or lines[here - 2].kind != "text"
    return alone and above.kind == "text" and 0 < len(above.text.strip()) <= 120 and "|" not in above.text


def _mark_rows(lines: list[_Line]) -> None:
    shapes = [_row_shape(line.text) if line.kind == "text" else "row" if line.kind == "row" else "" for line in lines]
    for at, line in enumerate(lines):
        if line.kind != "text" or not shapes[at]:
            continue
        beside = {shapes[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)}
        below = at > 0 and lines[at - 1].kind == "below"
        if shapes[at] == "edged" or beside & {"row", "edged", shapes[at]} or below:
            line.kind = "row"


def _row_shape(text: str) -> str:
    """'edged' |a|b|, 'bars' a | b, 'tabs2' a<tab>b, or '' for a line that is no table row."""
    words = text.strip()
    if words.startswith("|") and words.count("|") > 1:
        return "edged"
    if " | " in text:
        return "bars"
    tabs = len(_TABS.findall(words))
    if tabs and not marker(words) and not headings.jo(words):
        return f"tabs{tabs}"
    return ""
