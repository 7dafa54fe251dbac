"""The sample vendor contracts, labelled by hand from the codebook, read through the whole analyzer.

They take no part in training. Measured on 2026-11-27: see the floors; they may only rise.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from drafts import LIBRARY, SAMPLES, base_conditions

from pipeline.judge import review
from pipeline.parse import parse
from pipeline.read import read

FLOORS = {"vendor-terms.txt": (0.90, 0.08), "vendor-agreement.html": (0.88, 0.12), "vendor-partial.md": (0.90, 0.08)}


@lru_cache(maxsize=4)
def judged(name):
    document = read(SAMPLES / name)
    found = review(document, parse(document), LIBRARY, base_conditions())
    rows = (SAMPLES / name).with_suffix(".expected.tsv").read_text(encoding="utf-8").splitlines()
    gold = {r.split("\t")[0]: r.split("\t")[1] for r in rows if r and not r.startswith("#")}
    return document, found, gold


@pytest.mark.parametrize("name", FLOORS)
def test_share_judged_right_and_false_assurance(name):
    _, found, gold = judged(name)
    got = {e: found.elements[e].judgement.value for e in gold}
    right = sum(got[e] == label for e, label in gold.items()) / len(gold)
    gaps = [e for e, label in gold.items() if label != "present"]
    false = [e for e in gaps if got[e] == "present"]
    floor, ceiling = FLOORS[name]
    misses = {e: (gold[e], got[e]) for e in gold if gold[e] != got[e]}
    assert right >= floor, (right, misses)
    assert len(false) / len(gaps) <= ceiling, false


@pytest.mark.parametrize("name", FLOORS)
def test_every_quote_is_an_exact_slice(name):
    document, found, _ = judged(name)
    quotes = [p for e in found.elements.values() for p in (*e.evidence, *e.nearest)]
    assert quotes
    assert all(document.text[p.start : p.end] == p.text for p in quotes)


@pytest.mark.parametrize("name", FLOORS)
def test_every_verdict_names_its_reasons_and_every_absence_where_it_looked(name):
    _, found, _ = judged(name)
    for element in found.elements.values():
        assert element.reasons if element.evidence else element.looked_at or not element.nearest
