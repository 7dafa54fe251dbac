"""The features of an English unit: what `features` is for a Korean one.

Runs of one to three dictionary forms, pairs of content words, content words with the mood
and the subject of their clause (a list item's are those of its lead-in), and the words of
heading and lead-in. Numbers are one word. No feature is longer than three words. Character
runs, which help in Korean, do not help here once every word stands in its dictionary form.
"""

from __future__ import annotations

from collections import Counter

from pipeline.match.grammar import Reading
from pipeline.match.rules import Context

_TITLE_WEIGHT = 0.7
_LEAD_WEIGHT = 0.5
_LEAD_WORDS = 16
_PAIR_WEIGHT = 1.0
_MOOD_WEIGHT = 0.7
_SUBJECT_WEIGHT = 0.5
_PAIRED = 40


def english_features(context: Context, counts: Counter[str], around: dict[str, float]) -> None:
    """Add the features of one English unit to `counts` (weighed by their logarithm) and `around`."""
    counts.update(_word_runs("m", context.own.grams, (1, 2, 3)))
    around.update(_pairs(context))
    around.update(_moods(context))
    if context.title is not None:
        around.update(dict.fromkeys(_around("t", context.title), _TITLE_WEIGHT))
    if context.lead is not None:
        around.update(dict.fromkeys(_around("l", context.lead), _LEAD_WEIGHT))


def _word_runs(space: str, grams: tuple[str, ...], sizes: tuple[int, ...]) -> list[str]:
    return [space + " ".join(grams[i : i + n]) for n in sizes for i in range(len(grams) - n + 1)]


def _around(space: str, reading: Reading) -> list[str]:
    grams = reading.grams[-_LEAD_WORDS:]
    return _word_runs(space, grams, (1, 2))


def _pairs(context: Context) -> dict[str, float]:
    content = sorted({w for clause in context.own.clauses for w in clause.words})[:_PAIRED]
    return {f"p{a}|{b}": _PAIR_WEIGHT for i, a in enumerate(content) for b in content[i + 1 :]}


def _moods(context: Context) -> dict[str, float]:
    found: dict[str, float] = {}
    moods, subject_of_lead = _lent(context)
    for clause in context.own.clauses:
        mood, subject = (
            "+".join(sorted(moods or clause.moods)),
            clause.subject or subject_of_lead or context.subject or "-",
        )
        found[f"z{mood}{subject}"] = _MOOD_WEIGHT
        for word in clause.words:
            found[f"x{word}@{mood}"] = _MOOD_WEIGHT
            found[f"y{word}@{subject}"] = _SUBJECT_WEIGHT
    return found


def _lent(context: Context) -> tuple[frozenset[str], str]:
    """Return the mood and the subject that the lead-in lends to a list item without a verb of its own."""
    if context.lead is None or any(c.predicate for c in context.own.clauses):
        return frozenset(), ""
    speaking = [c for c in context.lead.clauses if c.predicate]
    return (speaking[-1].moods, speaking[-1].subject) if speaking else (frozenset(), "")
