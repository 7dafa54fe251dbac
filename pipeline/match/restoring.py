"""Denials that give: what limits a duty does not apply, nobody is released from it, nothing stands in for it, nothing is owed.

'… 손해에는 한도를 적용하지 아니한다', '책임을 면하지 못한다', '보고서로 갈음하지 못한다', 'the limit shall not apply to …', 'no report
replaces the access of …'. Grammar and the word groups `restores.…` of words.yaml (clause_library/README.md); no element
is known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.language import ENGLISH
from pipeline.match.rules import Context
from pipeline.match.stance import speaking

_REACH = 60
"""How far the denial may stand behind what it denies, in characters of the surface."""
_KEPT = 20_000
"""So many sentences are kept with what was found of them."""
_PAIRS = (
    ("limit", "limit-off", ""),
    ("nothing", "limiting", ""),
    ("duty", "duty-kept", "provider"),
    ("like", "alike", ""),
    ("paper", "paper-only", ""),
    ("no-paper", "stands-in", ""),
    ("charge", "charge-unpaid", "customer"),
    ("charge", "charge-unasked", "provider"),
    ("unpaid", "owed", "customer"),
    ("unasked", "owed", "provider"),
)
"""Names of the words that come first, of those that follow, and of the party that must act ('' for any)."""
_GROUP = "restores."
_BUT = f"{_GROUP}but"
"""Words beside which such a denial gives nothing."""


@dataclass(frozen=True)
class Restoring:
    """The compiled word groups of one language."""

    pairs: tuple[tuple[re.Pattern[str], str], ...]
    but: re.Pattern[str]
    known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, context: Context) -> bool:
        """Return True if the unit denies only what would take something away."""
        parties = self._parties(context.own.surface)
        if not parties or "" in parties:
            return bool(parties)
        acting = {clause.subject for clause in speaking(context) if clause.subject} or {context.subject}
        return not parties.isdisjoint(acting)

    def _parties(self, surface: str) -> frozenset[str]:
        """Return whose act makes such a denial of the sentence, '' for anybody's; what was asked is kept."""
        if surface not in self.known:
            if len(self.known) >= _KEPT:
                self.known.clear()
            found = () if self.but.search(surface) else (p for pattern, p in self.pairs if pattern.search(surface))
            self.known[surface] = frozenset(found)
        return self.known[surface]


def restoring(words: Mapping[str, tuple[str, ...]], language: str) -> Restoring:
    """Return what `words` (the groups of words.yaml of `language`) say of such denials."""
    either = _either_en if language == ENGLISH else _either_ko
    pairs = tuple(
        (re.compile(rf"{either(words[_GROUP + first])}.{{0,{_REACH}}}?{either(words[_GROUP + then])}"), party)
        for first, then, party in _PAIRS
        if _GROUP + first in words and _GROUP + then in words
    )
    return Restoring(pairs, re.compile(either(words.get(_BUT, ()))))


def _either_ko(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(''.join(word.split())) for word in words) or '(?!)'})"


def _either_en(words: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b"
