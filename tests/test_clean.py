"""Ordinary contracts that are no cloud outsourcing: what the analyzer says of them must not reassure anybody.

The contracts (`clean/NAME.ko.txt`, `clean/NAME.en.md`: a lease, an employment contract, an NDA …) are read whole.
Counted in each are the elements judged present or contrary; a message lists them with what was quoted.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from drafts import LIBRARY, base_conditions

from pipeline.judge import review
from pipeline.parse import parse
from pipeline.read import read

CLEAN = Path(__file__).resolve().parent / "clean"
CONTRACTS = tuple(sorted(p.name for p in CLEAN.iterdir() if p.suffix in {".txt", ".md"}))
FOUND_AT_MOST = 99


def test_all_of_them_are_there():
    assert len(CONTRACTS) == 12
    assert {name.split(".", 1)[1] for name in CONTRACTS} == {"ko.txt", "en.md"}


@pytest.mark.parametrize("name", CONTRACTS)
def test_an_ordinary_contract_raises_no_false_assurance(name):
    document = read(CLEAN / name)
    elements = review(document, parse(document), LIBRARY, base_conditions()).elements
    found = [f for f in elements.values() if f.judgement in {"present", "contrary"}]
    listed = "\n".join(f"{f.element} {f.judgement}: " + " / ".join(p.text for p in f.evidence) for f in found)
    assert len(found) <= FOUND_AT_MOST, f"{name}: {len(found)} of {len(elements)}\n{listed}"
