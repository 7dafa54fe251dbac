"""How alike two texts are: the share of letter pairs that they have in common (Dice), the same on every machine."""

from __future__ import annotations

import re
from functools import lru_cache

_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=32_768)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters and digits of `text`; spaces, marks and case do not count."""
    letters = _NO_LETTER.sub("", text).casefold()
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def likeness(one: str, other: str) -> float:
    """Return 0 (nothing in common) to 1 (the same pairs)."""
    return of_pairs(pairs(one), pairs(other))


def of_pairs(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the likeness of two texts given by their pairs."""
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0


def flat(text: str) -> str:
    """Return `text` on one line with single spaces: what counts as the same wording."""
    return " ".join(text.split())
