"""Ordinary contracts that are no cloud outsourcing: what the analyzer says of them must not reassure anybody.

The contracts (`clean/NAME.ko.txt`, `clean/NAME.en.md`: a lease, an employment contract, an NDA …) are read whole.
`clean/allowed.tsv` lists with its reason every element that such a contract does meet by the codebook (a Korean
court, damages for breach); it was written without sight of the analyzer. Whatever else is judged present is a
false assurance; a message lists it with what was quoted.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from drafts import LIBRARY, base_conditions

from pipeline.judge import review
from pipeline.parse import parse
from pipeline.read import read

CLEAN = Path(__file__).resolve().parent / "clean"
CONTRACTS = tuple(sorted(p.name for p in CLEAN.iterdir() if p.suffix in {".txt", ".md"}))
ALLOWED = CLEAN / "allowed.tsv"
FALSE_AT_MOST = 0.03
"""Share of the 86 elements of a contract, on the average of all contracts, that may falsely be called present."""
MOST_IN_ONE = 6


def test_all_of_them_are_there():
    assert len(CONTRACTS) == 12
    assert {name.split(".", 1)[1] for name in CONTRACTS} == {"ko.txt", "en.md"}


@lru_cache(maxsize=1)
def allowed() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in CONTRACTS}
    for line in ALLOWED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("contract\t"):
            name, element, reason = line.split("\t")
            assert reason.strip()
            found[name].add(element)
    return found


@lru_cache(maxsize=len(CONTRACTS))
def false_assurances(name: str) -> tuple[str, ...]:
    document = read(CLEAN / name)
    elements = review(document, parse(document), LIBRARY, base_conditions()).elements
    return tuple(
        f"{name} {f.element}: " + " / ".join(p.text for p in f.evidence)
        for f in elements.values()
        if f.judgement == "present" and f.element not in allowed()[name]
    )


def test_the_list_of_reasons_names_elements():
    assert {e for listed in allowed().values() for e in listed} <= set(LIBRARY.elements)


@pytest.mark.parametrize("name", CONTRACTS)
def test_no_ordinary_contract_reassures(name):
    found = false_assurances(name)
    assert len(found) <= MOST_IN_ONE, "\n".join(found)


def test_ordinary_contracts_together_reassure_hardly():
    found = [line for name in CONTRACTS for line in false_assurances(name)]
    assert len(found) <= FALSE_AT_MOST * len(CONTRACTS) * len(LIBRARY.elements), "\n".join(found)
