"""Find the English words of the clause library in a sentence.

A word or phrase is written in any form and looked up in dictionary forms ("notifies" finds
"shall be notified", "written consent" finds "the Customer's written consent"); articles and
possessive marks do not count, any number stands for any other ("24 hours"). `terminat*`
finds every word that begins so, `without .. consent` allows up to four words between, and
`"as is"` in quotes is looked up as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.english import words
from pipeline.match.grammar import Reading

_GAP = ".."
_WIDEST = 4
_STOPS = frozenset(",;:()")
_PREFIX = 3
Pattern = tuple[str, ...]
_Listed = tuple[tuple[Pattern, str], ...]


@dataclass(frozen=True)
class PhraseIndex:
    """Phrases by their first word: dictionary forms, first words cut short, and as written."""

    lemmas: dict[str, _Listed]
    prefixes: dict[str, _Listed]
    written: dict[str, _Listed]

    def hits(self, reading: Reading) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return each phrase found with its (start, end) characters in `reading.text`."""
        found: dict[str, list[tuple[int, int]]] = {}
        tokens = reading.lemma.split(" ")
        starts = _starts(tokens)
        for i, token in enumerate(tokens):
            listed = (*self.lemmas.get(token, ()), *self.prefixes.get(token[:_PREFIX], ()))
            _collect(tokens, starts, reading.lemma_at, i, listed, found)
        if self.written:
            tokens = reading.surface.split(" ")
            starts = _starts(tokens)
            for i, token in enumerate(tokens):
                _collect(tokens, starts, reading.surface_at, i, self.written.get(token, ()), found)
        return {word: tuple(places) for word, places in found.items()}


def build_phrases(listed: Iterable[str]) -> PhraseIndex:
    """Return the index of the library's English words."""
    lemmas: dict[str, list[tuple[Pattern, str]]] = {}
    prefixes: dict[str, list[tuple[Pattern, str]]] = {}
    written: dict[str, list[tuple[Pattern, str]]] = {}
    for word in sorted(set(listed)):
        pattern, exact = compiled(word)
        if not pattern:
            continue
        if exact:
            written.setdefault(pattern[0], []).append((pattern, word))
        elif pattern[0].endswith("*"):
            prefixes.setdefault(pattern[0][:_PREFIX], []).append((pattern, word))
        else:
            lemmas.setdefault(pattern[0], []).append((pattern, word))
    return PhraseIndex(*({k: tuple(v) for k, v in table.items()} for table in (lemmas, prefixes, written)))


def holds(reading: Reading, word: str) -> bool:
    """True if a reading holds a word of the library."""
    pattern, exact = compiled(word)
    tokens = (reading.surface if exact else reading.lemma).split(" ")
    return any(_match(tokens, i, pattern) >= 0 for i in range(len(tokens)))


@lru_cache(maxsize=16384)
def compiled(word: str) -> tuple[Pattern, bool]:
    """Return the pattern of a library word and whether it is looked up as written."""
    if len(word) > 2 and word[0] == word[-1] == '"':
        return tuple(w.text for w in words(word[1:-1])), True
    return tuple(_elements(word)), False


def _elements(word: str) -> Iterator[str]:
    for piece in word.split():
        if piece == _GAP:
            yield _GAP
        elif piece.endswith("*"):
            yield piece.lower().replace("-", "")
        else:
            yield from (w.lemma for w in words(piece) if w.lemma != "the")


def _starts(tokens: list[str]) -> list[int]:
    out, at = [], 0
    for token in tokens:
        out.append(at)
        at += len(token) + 1
    return out


def _collect(
    tokens: list[str],
    starts: list[int],
    at: tuple[int, ...],
    i: int,
    listed: _Listed,
    found: dict[str, list[tuple[int, int]]],
) -> None:
    for pattern, word in listed:
        end = _match(tokens, i, pattern)
        if end >= 0:
            last = starts[end] + len(tokens[end]) - 1
            found.setdefault(word, []).append((at[starts[i]], at[last] + 1))


def _match(tokens: list[str], i: int, pattern: Pattern, k: int = 0) -> int:
    """Return the place of the last token that a pattern covers from `i` on, or -1."""
    while k < len(pattern):
        if pattern[k] == _GAP:
            for j in range(i, min(len(tokens), i + _WIDEST + 1)):
                end = _match(tokens, j, pattern, k + 1)
                if end >= 0:
                    return end
                if tokens[j] in _STOPS:
                    return -1
            return -1
        if i >= len(tokens) or not _same(tokens[i], pattern[k]):
            return -1
        i, k = i + 1, k + 1
    return i - 1


def _same(token: str, wanted: str) -> bool:
    return token.startswith(wanted[:-1]) if wanted.endswith("*") else token == wanted
