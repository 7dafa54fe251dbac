"""Mends spaces and line breaks inside Korean words, for matching only: '클라우 드서비스제공 자는'.

In: a raw text. Out: the same characters without the gaps that break a word, each with its offset
in the raw text, so that what is found can be quoted raw. No gap is ever added and no character
changed. A gap goes where Kiwi, given the text without gaps, sees one word: inside a morpheme,
before a particle, ending or suffix, or inside a compound. A gap stays between an ending and a
verb ('하여야 한다'), between two digits, and where the text writes the two words apart as a rule.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.korean import kiwi

_GAP = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^[^가-힣]+|[^가-힣]+$")
_HANGUL = re.compile("[가-힣]")
_BEFORE: Final = frozenset(".,;:)]”’」』》〉…")
_AFTER: Final = frozenset("([“‘「『《〈")
_ATTACHED: Final = ("J", "E", "XS", "VCP")
_BROKEN: Final = 0.03
"""A text is broken where so many of its gaps stand inside words. Korean as it should be stays below 0.02."""


@dataclass(frozen=True, slots=True)
class Mended:
    """`text` without the gaps inside words; `at[i]` is the offset of `text[i]` in the raw text."""

    text: str
    at: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the raw text of `text[start:end]`, which is not empty."""
        return self.at[start], self.at[end - 1] + 1


class Words:
    """The words of a document: how often two stand joined and how often apart."""

    def __init__(self, text: str) -> None:
        words = [_EDGES.sub("", word) for word in _WORD.findall(text)]
        self._words = Counter(words)
        self._pairs = Counter(pairwise(words))

    def judge(self, before: str, after: str) -> bool | None:
        """Return whether a gap between the two is a break (True), as it should be (False), or unknown."""
        pair = _EDGES.sub("", before), _EDGES.sub("", after)
        joined, apart = self._words["".join(pair)], self._pairs[pair]
        if joined > apart and all(pair):
            return True
        return False if apart > 2 else None


def mend(text: str, words: Words | None = None) -> Mended:
    """Return `text` without the gaps that break a word; `words`: of the document it comes from."""
    gone = _gaps_inside_words(text, words) if _HANGUL.search(text) else []
    inside = {at for start, end in gone for at in range(start, end)}
    kept = tuple(at for at in range(len(text)) if at not in inside)
    return Mended("".join(text[at] for at in kept), kept)


def is_broken(text: str) -> bool:
    """Whether so many words of a text are broken that it should be mended before it is matched."""
    gaps = len(_GAP.findall(text.strip()))
    return gaps > 0 and len(_gaps_inside_words(text, None)) / gaps >= _BROKEN


def _gaps_inside_words(text: str, words: Words | None) -> list[tuple[int, int]]:
    spans = [found.span() for found in _WORD.finditer(text)]
    marks = _Analysis(text)
    out: list[tuple[int, int]] = []
    place = 0
    for (start, end), (following, stop) in pairwise(spans):
        place += end - start
        before, after = text[end - 1], text[following]
        if (before.isdigit() and after.isdigit()) or not _touches_hangul(text[start:end], text[following:stop]):
            continue
        known = words.judge(text[start:end], text[following:stop]) if words else None
        if _is_mark(before, after) or (marks.one_word(place) if known is None else known):
            out.append((end, following))
    return out


def _touches_hangul(before: str, after: str) -> bool:
    return bool(_HANGUL.search(before[-2:]) or _HANGUL.search(after[:2]))


def _is_mark(before: str, after: str) -> bool:
    """Whether a gap stands before a mark that closes or behind one that opens."""
    return (after in _BEFORE and bool(_HANGUL.match(before))) or (before in _AFTER and bool(_HANGUL.match(after)))


class _Analysis:
    """What Kiwi sees in a text that has lost its gaps; places count characters that are not blank."""

    def __init__(self, text: str) -> None:
        spaced = kiwi().space(_GAP.sub(" ", text.strip()), reset_whitespace=True)
        places = [0]
        for sign in spaced:
            places.append(places[-1] + (not sign.isspace()))
        self._gaps = {places[at] for at, sign in enumerate(spaced) if sign.isspace()}
        self._begins: dict[int, str] = {}
        self._ends: dict[int, str] = {}
        for token in kiwi().tokenize(spaced):
            self._begins.setdefault(places[token.start], token.tag)
            self._ends[places[token.start + token.len]] = token.tag

    def one_word(self, place: int) -> bool:
        """Whether the characters before and after a place belong to one word."""
        if place in self._gaps:
            return False
        before, after = self._ends.get(place), self._begins.get(place)
        if before is None or after is None or after.startswith(_ATTACHED):
            return True
        return before[0] == "N" and after[0] == "N"
