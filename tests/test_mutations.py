"""Twins of our own drafts, each changed in one known way (`pipeline.train.mutations`), read in both languages.

The bars are those of the product: an element taken out is always noticed, a reversed one in 95 of 100 cases, the
wrong party or a mere effort in 90 of 100. What says the same elsewhere or otherwise must still be found.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from drafts import LIBRARY, base_conditions, draft, reviewed

from pipeline.due import due_ids
from pipeline.model import Judgement
from pipeline.train.mutations import (
    ACTOR,
    ANNEX,
    DILUTION,
    EXCEPTION,
    KINDS,
    KNOCK_OUT,
    PARAPHRASE,
    PRESENT,
    REVERSAL,
    TABLE,
    twins,
)

BARS = {KNOCK_OUT: 1.0, REVERSAL: 0.95, ACTOR: 0.90, DILUTION: 0.90, EXCEPTION: 0.90, ANNEX: 0.95, TABLE: 0.90, PARAPHRASE: 0.95}
"""The least share of twins judged as expected."""


@lru_cache(maxsize=2)
def measured(language: str) -> dict[str, list[tuple[str, bool, str]]]:
    """For each kind of change (element, judged as expected, judgement)."""
    chosen = base_conditions()
    due = [e for e in LIBRARY.elements if e in due_ids(LIBRARY, chosen)]
    found: dict[str, list[tuple[str, bool, str]]] = {}
    for twin in twins(draft(chosen, language=language), LIBRARY, due):
        judged = reviewed(twin.contract, chosen).elements[twin.element].judgement
        right = (judged is Judgement.PRESENT) == (twin.expected == PRESENT)
        found.setdefault(twin.kind, []).append((twin.element, right, str(judged)))
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_of_twin_is_made_for_many_elements(language):
    made = measured(language)
    assert set(made) == set(KINDS)
    assert {kind: len(rows) for kind, rows in made.items() if len(rows) < 35} == {}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_twins_are_judged_as_expected(language, kind):
    rows = measured(language)[kind]
    wrong = [(element, judged) for element, right, judged in rows if not right]
    assert 1 - len(wrong) / len(rows) >= BARS[kind], f"{len(wrong)} of {len(rows)}: {wrong}"
