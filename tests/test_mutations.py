"""Twins of our own drafts, each changed in one known way (`pipeline.train.mutations`), read in both languages.

The bars are those of the product: an element taken out is always noticed, a reversed one in 95 of 100 cases, the
wrong party or a mere effort in 90 of 100. What says the same elsewhere or otherwise must still be found.
"""

from __future__ import annotations

import os
from functools import lru_cache

import pytest
from drafts import LIBRARY, base_conditions, draft, reviewed

from pipeline.due import due_ids
from pipeline.train import changed as c
from pipeline.train import mutations as m

BARS = {
    m.KNOCK_OUT: 1.0,
    c.REVERSAL: 0.95,
    c.ACTOR: 0.90,
    c.DILUTION: 0.90,
    m.EXCEPTION: 0.90,
    m.ANNEX: 0.95,
    m.TABLE: 0.90,
    m.PARAPHRASE: 0.95,
}
"""The least share of twins judged as expected."""
FEWEST = 15
ONE_IN = 1 if os.environ.get("FINCLAUSE_PROOF") == "full" else 3
"""Of the kinds that every element has; docs/accuracy.md counts them all."""
pytestmark = pytest.mark.timeout(1_800)
"""Some seven hundred reviews stand behind the first test of a language."""


@lru_cache(maxsize=2)
def measured(language: str) -> dict[str, list[m.Outcome]]:
    chosen = base_conditions()
    due = [e for e in LIBRARY.elements if e in due_ids(LIBRARY, chosen)]
    made = draft(chosen, language=language)
    return m.outcomes(made, LIBRARY, due, lambda contract: reviewed(contract, chosen), ONE_IN)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_of_twin_is_made_for_many_elements(language):
    made = measured(language)
    assert {kind: len(rows) for kind, rows in made.items() if len(rows) < FEWEST} == {}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", m.KINDS)
def test_twins_are_judged_as_expected(language, kind):
    rows = measured(language)[kind]
    wrong = [(row.element, row.judgement) for row in rows if not row.right]
    assert 1 - len(wrong) / len(rows) >= BARS[kind], f"{len(wrong)} of {len(rows)}: {wrong}"
