"""The proof of the addendum: vendor's document + addendum, reviewed as a set, leave no due gap.

For every practice document (where the shared folder is there), the samples and the corpus, both editions, both tiers.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from addenda import LIBRARY, ROOT, SHARED, TIERS, made, vendor

PRACTICE = sorted((SHARED / "evaluation" / "documents").glob("*.*"))
OURS = [
    *(p for p in sorted((ROOT / "samples").glob("vendor-*")) if p.suffix in (".txt", ".md", ".html")),
    *sorted(p for p in (ROOT / "clause_library" / "corpus" / "contracts").iterdir() if p.suffix in (".md", ".txt")),
]
EDITIONS = ("2023", "2025")


def require_closed(path: Path) -> None:
    for edition in EDITIONS:
        for sheet, importance in TIERS:
            addendum = made([vendor(path)], edition, sheet)
            if addendum is None:
                continue
            left = [(g.element, [(p.document, p.locator, p.text) for p in g.finding.evidence]) for g in addendum.left]
            assert not left, f"{edition}, {importance}"
            unclosed = [g.element for g in addendum.gaps if not addendum.chosen.closes.get(g.element)]
            assert not unclosed, f"{edition}, {importance}: no paragraph is named for these"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_contract_of_ours_and_its_addendum_leave_no_gap(path: Path) -> None:
    require_closed(path)


@pytest.mark.skipif(not PRACTICE, reason="the shared folder with the practice documents is not there")
def test_every_practice_document_is_there() -> None:
    assert len(PRACTICE) == 51


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_practice_document_and_its_addendum_leave_no_gap(path: Path) -> None:
    require_closed(path)


def test_the_proof_covers_both_editions_of_the_library() -> None:
    assert tuple(edition.id for edition in LIBRARY.editions) == EDITIONS
