"""Makes text fit to be shown: on one line, every character one that a reader can see or a file can hold.

A vendor's file may hold control characters that XML forbids, or characters that turn the reading
direction so that "100" is shown as "001". They become U+FFFD, so that a reader sees that something
stood there; the JSON report alone keeps the raw text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar

from pipeline import ooxml

REPLACEMENT = "\ufffd"
_CUT = " (이하 생략)"

_T = TypeVar("_T")


def visible(text: str) -> str:
    """Return `text` on one line, with U+FFFD for every character that no report can carry.

    Line breaks, tabs and runs of spaces become one space. What is longer than a paragraph of a Word
    file can be is cut, and says so.
    """
    while True:
        try:
            ooxml.check_text(text)
        except ooxml.UnwritableTextError as error:
            if error.character:
                # All of one kind at once: a file full of NULs is then one step, not a million.
                text = text.replace(error.character, REPLACEMENT)
            else:
                text = text[: ooxml.MAX_TEXT - len(_CUT)] + _CUT
        else:
            return " ".join(text.split())


def visible_all(value: _T) -> _T:
    """Return a value of dataclasses, tuples and texts with `visible` applied to each text in it."""
    found: object = value
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        found = visible(value)
    elif isinstance(value, tuple):
        found = tuple(visible_all(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{f.name: visible_all(getattr(value, f.name)) for f in fields(value)})
    return found  # type: ignore[return-value]


def columns(text: str) -> int:
    """Return how many columns a terminal needs for `text`: two for Hangul and other wide characters."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of `width` columns at most, broken at spaces; a longer word is a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and columns(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def fitted(text: str, width: int) -> str:
    """Return `text` cut to `width` columns; a cut ends with '…'."""
    if columns(text) <= width:
        return text
    out, used = "", 1
    for character in text:
        used += columns(character)
        if used > width:
            break
        out += character
    return out.rstrip() + "…"
