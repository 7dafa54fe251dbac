"""Numbers the paragraphs of one article: ①, 1., 가., (a), bullets and what has no number.

In: the pieces of text of an article. Out: for each its level (0 body, 1 항, 2 호, 3 목, 4
deeper), its label and where its text starts. The level follows from how the markers are
nested, not from the marker alone: '1.' is 호 below a lead-in or an ①, and 항 where it opens
the article. A number that neither starts nor continues a list is text, but an article may begin
with 2. or 3. where what stood before has been struck out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.parse.lines import Line
from pipeline.read.headings import PREDICATE
from pipeline.read.markers import Marker, as_roman, marker

_DEEPEST: Final = 4
_TITLE_LIKE: Final = 40
_SENTENCE = re.compile(rf"[.。?!:;：,](?:[\"”'’)\]]*)$|(?:{PREDICATE}|것)$")
_CONTINUES = re.compile(r"(?:다만|단|그러나|이 경우|이때|※|However|Notwithstanding)\b|단,")
_BULLET = "bullet"
_FIRST: Final = ("dot", "half", "paren")
_MOST_STRUCK: Final = 2
_HEADED: Final = ("dot", "decimal", "letter-decimal", "ganada", "upper-dot", "ROMAN-dot", "lower-dot", "half", "paren")
_RANK: Final = {"circled": 1, "dot": 2, "ganada": 3}


@dataclass(frozen=True, slots=True)
class Numbered:
    """What `Numberer.take` found: level, label as printed, offset of the words in the line."""

    level: int
    label: str
    body: int


@dataclass(slots=True)
class _Open:
    style: str
    value: tuple[int, ...]
    level: int
    indent: int


class Numberer:
    """Follows the lists of one article. `number`: (3,) for '3. Fees', () where articles are 제N조."""

    def __init__(self, number: tuple[int, ...], *, annex: bool) -> None:
        self._number = number
        self._annex = annex
        self._stack: list[_Open] = []
        self._lead_in = False
        self._headed: int | None = None

    def take(self, line: Line, at: int) -> Numbered:
        """Place one piece of text, which begins at `line.text[at]`; `body` counts from there too."""
        if line.kind == "row":
            return Numbered(self._row_level(), "", at)
        text = line.text[at:]
        found = (marker(text) if at else line.marker) if line.kind != "note" else None
        automatic = at < line.prefix
        body = at + _body(text, found.end) if found else at
        level = self._level(found, line, text, automatic=automatic) if found and body < len(line.text) else None
        if automatic:
            label, body = line.text[: line.prefix].strip(), max(body, line.prefix)
            level = level if level is not None else min(line.level + 1, _DEEPEST)
        elif found and level is not None:
            label = text[found.start : found.end].replace("\\", "")
        else:
            return Numbered(self._plain_level(text, line), "", at)
        self._note_heading(found.style if found else "", level, line.text[body:])
        return Numbered(level, label, body)

    # ---------------------------------------------------------------- without a number

    def _row_level(self) -> int:
        if self._headed is not None:
            return min(self._headed + 1, _DEEPEST)
        return min(self._stack[-1].level + 1, _DEEPEST) if self._stack else 0

    def _plain_level(self, text: str, line: Line) -> int:
        if self._headed is not None and line.kind != "note" and not _CONTINUES.match(text):
            return min(self._headed + 1, _DEEPEST)
        self._headed = None
        self._lead_in = self._lead_in or not self._stack
        return 0

    def _note_heading(self, style: str, level: int, text: str) -> None:
        """Remember a numbered line that is only a title, so that what follows belongs to it."""
        words = text.strip()
        titled = style in _HEADED and len(words) <= _TITLE_LIKE and not _SENTENCE.search(words)
        self._headed = level if titled and (level == 1 or "decimal" in style) else None

    # ---------------------------------------------------------------- with a number

    def _level(self, found: Marker, line: Line, text: str, *, automatic: bool) -> int | None:
        if found.style in ("decimal", "letter-decimal"):
            return self._decimal(found, automatic=automatic)
        readings = [found, *[other for other in [as_roman(found, text)] if other]]
        for reading in readings:
            level = self._sibling(reading, line, text, automatic=automatic)
            if level is not None:
                return level
        if automatic:
            level = self._same_level(found, line)
            if level is not None:
                return level
        for reading in reversed(readings):
            if automatic or reading.value[0] == 1 or reading.style in ("circled", _BULLET) or self._begins(reading):
                return self._open(reading, line, text)
        return None

    def _begins(self, found: Marker) -> bool:
        """Whether an article begins with this number: its first paragraph may have been struck out."""
        opens = not self._stack and not self._lead_in and not self._annex
        return opens and found.style in _FIRST and found.value[0] <= _MOST_STRUCK + 1

    def _decimal(self, found: Marker, *, automatic: bool) -> int | None:
        value = found.value
        own = bool(self._number) and value[0] == self._number[-1]
        last = next((item.value for item in reversed(self._stack) if item.style == found.style), None)
        follows = last is not None and _decimal_follows(last, value)
        if not (automatic or own or follows or (last is None and not self._number and value[-1] == 1)):
            return None
        above = next((item.level for item in self._stack if item.style == "dot" and item.value == value[:1]), 0)
        depth = min(max(1, len(value) - 1) + (0 if own else above), _DEEPEST)
        while self._stack and self._stack[-1].level >= depth:
            self._stack.pop()
        self._stack.append(_Open(found.style, value, depth, 0))
        return depth

    def _sibling(self, found: Marker, line: Line, text: str, *, automatic: bool) -> int | None:
        """Continue an open list: the next number, or the same list begun anew."""
        style = _style_key(found, line, text)
        for place in range(len(self._stack) - 1, -1, -1):
            item = self._stack[place]
            if item.style != style or (found.style == "dot" and abs(item.indent - line.indent) > 1 and not automatic):
                continue
            if automatic and item.indent != line.indent:
                continue
            follows = found.value[0] == item.value[0] + 1
            anew = found.value[0] == 1 and line.indent <= item.indent
            if follows or anew or automatic or found.style in ("circled", _BULLET):
                del self._stack[place + 1 :]
                item.value = found.value
                return item.level
        return None

    def _same_level(self, found: Marker, line: Line) -> int | None:
        """An automatic number of another look on an open list level goes on with it: ⑳, (21)."""
        for place in range(len(self._stack) - 1, -1, -1):
            item = self._stack[place]
            if item.indent == line.indent and found.value[0] == item.value[0] + 1:
                del self._stack[place + 1 :]
                item.value = found.value
                return item.level
        return None

    def _open(self, found: Marker, line: Line, text: str) -> int:
        """Start a list below what is open."""
        style = _style_key(found, line, text)
        rank = _RANK.get(found.style)
        while self._stack and found.style != _BULLET and self._stack[-1].style.startswith(_BULLET):
            self._stack.pop()
        below_dots = bool(self._stack) and self._stack[0].style == "dot" and self._stack[0].level == 1
        if found.style == "circled" and not below_dots:
            self._stack.clear()
        level = self._new_level(found.style, rank)
        self._stack.append(_Open(style, found.value, level, line.indent))
        return level

    def _new_level(self, style: str, rank: int | None) -> int:
        if style == "circled" and not self._stack:
            return 1
        if self._stack:
            above = self._stack[-1].level
            wanted = above + 1
            if style == "ganada" and not self._annex and self._stack[0].style == "circled":
                wanted = max(wanted, 3)
            return min(wanted, _DEEPEST)
        if self._annex or not self._lead_in:
            return 1
        return 3 if rank == 3 else 2


def _decimal_follows(last: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """Whether 3.2 is followed by 3.3, 3.2.1 or 4.1."""
    if len(value) > len(last):
        return value[: len(last)] == last and value[-1] == 1
    depth = len(value)
    return (value[:-1] == last[: depth - 1] and value[-1] == last[depth - 1] + 1) or (
        value[-1] == 1 and value[0] == last[0] + 1
    )


def _style_key(found: Marker, line: Line, text: str) -> str:
    if found.style == _BULLET:
        return f"{_BULLET}{text[found.start : found.end]}{line.indent}"
    return found.style


def _body(text: str, at: int) -> int:
    """The first character of the words after a marker."""
    while at < len(text) and text[at] in " \t\n\r\u200b\ufeff\u3000\xa0":
        at += 1
    return at
