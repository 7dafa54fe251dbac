"""The features that the learned reader sees in a unit.

Runs of two to four characters of the text without spaces, runs of one to three
morphemes, pairs of content words that stand in one sentence, content words with the
mood and with the subject of their clause, and short runs of the article heading and the
lead-in, each in a namespace of its own (c, m, p, x, y, z, t, l). Party names are already
rewritten, so that 갑, 고객 and 이용자 look alike. No feature is longer than four
characters or three morphemes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from pipeline.match.features_en import english_features
from pipeline.match.rules import Context

_TITLE_WEIGHT = 0.7
_LEAD_WEIGHT = 0.5
_LEAD_LENGTH = 80
_PAIR_WEIGHT = 1.0
_MOOD_WEIGHT = 0.7
_SUBJECT_WEIGHT = 0.5
_PAIRED = 24


def features(contexts: Iterable[Context]) -> dict[str, float]:
    """Return feature -> weight (1 + ln count, or the fixed weight of a heading feature)."""
    counts: Counter[str] = Counter()
    around: dict[str, float] = {}
    for context in contexts:
        if context.own.language == "en":
            english_features(context, counts, around)
            continue
        counts.update(_runs("c", context.own.surface, (2, 3, 4)))
        counts.update(_morpheme_runs(context.own.grams))
        around.update(_pairs(context))
        around.update(_moods(context))
        if context.title is not None:
            around.update(dict.fromkeys(_runs("t", context.title.surface, (2, 3)), _TITLE_WEIGHT))
        if context.lead is not None:
            around.update(dict.fromkeys(_runs("l", context.lead.surface[-_LEAD_LENGTH:], (2, 3)), _LEAD_WEIGHT))
    return {name: 1.0 + math.log(n) if n > 1 else 1.0 for name, n in counts.items()} | around


def _pairs(context: Context) -> dict[str, float]:
    words = sorted({w for clause in context.own.clauses for w in clause.words})[:_PAIRED]
    return {f"p{a}|{b}": _PAIR_WEIGHT for i, a in enumerate(words) for b in words[i + 1 :]}


def _moods(context: Context) -> dict[str, float]:
    found: dict[str, float] = {}
    for clause in context.own.clauses:
        mood, subject = "+".join(sorted(clause.moods)), clause.subject or context.subject or "-"
        found[f"z{mood}{subject}"] = _MOOD_WEIGHT
        for word in clause.words:
            found[f"x{word}@{mood}"] = _MOOD_WEIGHT
            found[f"y{word}@{subject}"] = _SUBJECT_WEIGHT
    return found


def _runs(space: str, text: str, sizes: tuple[int, ...]) -> list[str]:
    return [space + text[i : i + n] for n in sizes for i in range(len(text) - n + 1)]


def _morpheme_runs(grams: tuple[str, ...]) -> list[str]:
    return ["m" + " ".join(grams[i : i + n]) for n in (1, 2, 3) for i in range(len(grams) - n + 1)]
