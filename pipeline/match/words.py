"""Find the words of the clause library in a sentence.

A word is looked up in the text without spaces; a word that ends in 다 is looked up in
the form where verbs stand in their dictionary form. All words of all rules are found in
one pass over a sentence: an index over the first two characters, then a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.match.grammar import Reading

_HEAD = 3
_FIRST_SYLLABLE, _FINALS, _NIEUN = 0xAC00, 28, 4
_Keyed = tuple[tuple[str, str], ...]
"""(word without spaces, word as the library spells it), under their first characters."""


@dataclass(frozen=True)
class WordIndex:
    """Words by their first characters (three, or all of a shorter word), plain and as verbs."""

    plain: dict[str, _Keyed]
    verbs: dict[str, _Keyed]

    def hits(self, reading: Reading) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return each word found with its (start, end) characters in `reading.text`."""
        found: dict[str, list[tuple[int, int]]] = {}
        _scan(reading.surface, reading.surface_at, self.plain, found)
        _scan(reading.lemma, reading.lemma_at, self.verbs, found)
        return {word: tuple(places) for word, places in found.items()}


def is_verb(word: str) -> bool:
    """True for a word that the library writes in its dictionary form (알리다), not conjugated (한다, 합니다)."""
    if not word.endswith("다") or len(word) < 2 or word.endswith(("니다", "마다", "보다")):
        return False
    return (ord(word[-2]) - _FIRST_SYLLABLE) % _FINALS != _NIEUN


def build_index(words: Iterable[str]) -> WordIndex:
    """Return the index of `words` (spaces do not count)."""
    plain: dict[str, list[tuple[str, str]]] = {}
    verbs: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(set(words)):
        key = squeeze(word)
        (verbs if is_verb(key) else plain).setdefault(key[:_HEAD], []).append((key, word))
    return WordIndex({k: tuple(v) for k, v in plain.items()}, {k: tuple(v) for k, v in verbs.items()})


def squeeze(word: str) -> str:
    """Return `word` without spaces."""
    return "".join(word.split())


def _scan(text: str, at: tuple[int, ...], index: dict[str, _Keyed], found: dict[str, list[tuple[int, int]]]) -> None:
    get, last = index.get, len(text)
    for i in range(last):
        for width in (3, 2, 1):
            keyed = get(text[i : i + width])
            if keyed is None or i + width > last:
                continue
            for key, word in keyed:
                if text.startswith(key, i):
                    found.setdefault(word, []).append((at[i], at[i + len(key) - 1] + 1))
