"""Joins the wrapped lines of printed pages into one text, a space or none at each line break.

In: the raw lines of each page. Out: joined text. Korean wraps inside words too, so a break
may stand for a space or for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

_SOFT_HYPHEN: Final = ("\x02", "\ufffe", "\xad")
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_PARTICLES: Final = frozenset("은는이가을를의에와과로도만")


class Glue:
    """Decides whether a line break stood for a space, as Korean text wraps inside words too.

    A break after a written space is a space. Where a page keeps the spaces at its line ends, a
    break without one is none. Elsewhere the words of the document decide.
    """

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        self._pages = pages
        self._keeps = [_keeps_spaces(page) for page in pages]

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words that stand inside a line, so whole; asked for only where a page drops the spaces at its ends."""
        lines = (line for page in self._pages for line in page)
        return frozenset(word for line in lines for word in _WORD.findall(" ".join(line.split()[1:-1])))

    def join(self, text: str, before: tuple[str, int], here: tuple[str, int], words: str) -> str:
        """Return `text` with the next line added."""
        raw, page = before
        if raw.rstrip(" ").endswith(_SOFT_HYPHEN):
            text = text.rstrip("-")
            return text + ("" if text[-1:].islower() and words[0].islower() else "-") + words
        if text.endswith("-") and words[0].islower():
            bare = _last_word(text[:-1]) + _first_word(words)
            return (text[:-1] if bare in self._words else text) + words
        return text + (" " if self._spaced(raw, here[0], text, words, page) else "") + words

    def _spaced(self, raw: str, following: str, text: str, words: str, page: int) -> bool:
        if raw.endswith((" ", "\xa0")) or following.startswith((" ", "\xa0")):
            return True
        left, right = text[-1], words[0]
        if left in "([{「『“‘⌜" or right in ")]}」』”’.,⌟":
            return False
        if not ("가" <= left <= "힣" and "가" <= right <= "힣"):
            return not (self._keeps[page - 1] and ("가" <= left <= "힣" or "가" <= right <= "힣"))
        if self._keeps[page - 1]:
            return False
        return self._parted(_last_word(text), _first_word(words))

    def _parted(self, left: str, right: str) -> bool:
        if left + right in self._words or right in _PARTICLES:
            return False
        return (len(right) > 1 and right in self._words) or left in self._words


def _keeps_spaces(page: Sequence[str]) -> bool:
    filled = [line for line in page if line.strip()]
    spaced = sum(1 for line in filled if line.endswith(" "))
    return spaced >= 2 and spaced >= 0.08 * len(filled)


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-60:])
    return found[-1] if found else ""


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found[0] if found else ""
