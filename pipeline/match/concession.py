"""Concessions: a sentence that takes back or narrows what another one grants.

다만, 단, 그러나, … 불구하고; except, provided that, notwithstanding, however, subject to.
Grammar only: what is taken back is for the judge to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.match.grammar import MAY, NOT
from pipeline.match.rules import Context
from pipeline.match.stance import refusals, speaking
from pipeline.units import Unit

_KOREAN = re.compile(r"^(?:다만|단[,，]|단서|그러나|그럼에도)|불구하고|예외로|제외하고|우선하여적용|우선한다")
_ENGLISH = re.compile(
    r"^(?:except|provided|however|but|unless|even (?:if|where))\b|\b(?:notwithstanding|despite|regardless of|subject to|in lieu of|prevails? over"
    r"|provided (?:that|however)|save (?:that|as|for)|except (?:that|as))\b"
)
_BACK_KOREAN = re.compile(
    r"(?:전|앞|위)(?:항|조|호|문장|규정|의무|권리|내용|단)|제\d+(?:항|조)|본문|앞에서|이(?:조|항)의"
)
_BACK_ENGLISH = re.compile(
    r"\b(?:preceding|foregoing|previous|above|aforesaid|said|first|second|last) "
    r"(?:paragraph|sentence|provision|clause|section|article|right|duty|undertaking|obligation|commitment)s?\b"
    r"|\bthe (?:foregoing|above)\b|\bsaid above\b|\b(?:paragraph|section|clause|article) \d|\bnothing in this\b"
    r"|\b(?:nevertheless|nonetheless|however|instead)\b"
)
_PARTIES = frozenset(("제공자/NN", "제공/NN", "금융/NN", "회사/NN", "provider", "customer"))
_KOREAN_CONTENT = ("/NN", "/VV")
_NEXT = 2
"""How many units on a sentence that takes back need not repeat the words of what it takes back."""


def concedes(context: Context) -> bool:
    """True if the sentence says that it holds against another provision."""
    pattern = _ENGLISH if context.own.language == "en" else _KOREAN
    return pattern.search(context.own.surface) is not None


def takes_back(context: Context) -> bool:
    """True if the sentence holds against, or points back to, an earlier provision, and denies or allows something."""
    back = _BACK_ENGLISH if context.own.language == "en" else _BACK_KOREAN
    if not (concedes(context) or back.search(context.own.surface)):
        return False
    moods = {mood for clause in speaking(context) for mood in clause.moods}
    return bool(moods & {NOT, MAY}) or refusals(context) > 0


class Withdrawals:
    """The sentences of a contract that take something back, and how much they share with another one."""

    def __init__(self, units: Sequence[Unit], contexts: Sequence[Context], gives: Sequence[bool]) -> None:
        """`gives`: which of them are denials that take nothing back (`restoring`)."""
        self._articles = [unit.article for unit in units]
        self._words = [_content(context) for context in contexts]
        self._found: dict[int, tuple[float, float]] = {}
        self._taking = [i for i, context in enumerate(contexts) if not gives[i] and takes_back(context)]

    def of(self, unit: int) -> tuple[float, float]:
        """Return (share of words with the later sentence most like it that takes back, 1.0 if one follows at once)."""
        if unit not in self._found:
            self._found[unit] = self._measured(unit)
        return self._found[unit]

    def _measured(self, unit: int) -> tuple[float, float]:
        own = self._words[unit]
        later = [i for i in self._taking if i > unit]
        shared = max((_shared(own, self._words[i]) for i in later), default=0.0)
        at_once = any(i - unit <= _NEXT and self._articles[i] == self._articles[unit] for i in later)
        return shared, float(at_once)


def _content(context: Context) -> frozenset[str]:
    words = {word for clause in context.own.clauses for word in clause.words}
    return frozenset(w for w in words - _PARTIES if "/" not in w or w.endswith(_KOREAN_CONTENT))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
