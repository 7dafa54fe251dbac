"""The proof of the addendum: vendor's document + addendum, reviewed as a set, leave no due gap.

For every practice document (where the shared folder is there) and the samples: both editions, both tiers. The contracts
of the corpus take turns with the four, all of them with FINCLAUSE_PROOF=full.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest
from addenda import LIBRARY, ROOT, SHARED, TIERS, made, vendor

PRACTICE = sorted((SHARED / "evaluation" / "documents").glob("*.*"))
SAMPLES = [p for p in sorted((ROOT / "samples").glob("vendor-*")) if p.suffix in (".txt", ".md", ".html")]
CORPUS = sorted(p for p in (ROOT / "clause_library" / "corpus" / "contracts").iterdir() if p.suffix in (".md", ".txt"))
EDITIONS = ("2023", "2025")
ALL = tuple(product(EDITIONS, TIERS))
FULL = os.environ.get("FINCLAUSE_PROOF") == "full"


def require_closed(path: Path, cases: tuple[tuple[str, tuple[str, str]], ...] = ALL) -> None:
    for edition, (sheet, importance) in cases:
        addendum = made([vendor(path)], edition, sheet)
        if addendum is None:
            continue
        left = [(g.element, [(p.document, p.locator, p.text) for p in g.finding.evidence]) for g in addendum.left]
        assert not left, f"{edition}, {importance}"
        unclosed = [g.element for g in addendum.gaps if not addendum.chosen.closes.get(g.element)]
        assert not unclosed, f"{edition}, {importance}: no paragraph is named for these"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_and_its_addendum_leave_no_gap(path: Path) -> None:
    require_closed(path)


@pytest.mark.parametrize(("turn", "path"), list(enumerate(CORPUS)), ids=[path.stem for path in CORPUS])
def test_a_contract_of_the_corpus_and_its_addendum_leave_no_gap(turn: int, path: Path) -> None:
    require_closed(path, ALL if FULL else (ALL[turn % len(ALL)],))


@pytest.mark.skipif(not PRACTICE, reason="the shared folder with the practice documents is not there")
def test_every_practice_document_is_there() -> None:
    assert len(PRACTICE) == 51


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_practice_document_and_its_addendum_leave_no_gap(path: Path) -> None:
    require_closed(path)


def test_the_proof_covers_both_editions_of_the_library() -> None:
    assert tuple(edition.id for edition in LIBRARY.editions) == EDITIONS
