"""Addenda for the tests: the vendor's document judged once, the addendum once for each condition."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

from drafts import _KNOWN, _hits, _scores, deal

from pipeline.addendum.close import Addendum, close
from pipeline.addendum.comparison import WIDTHS
from pipeline.addendum.write import Request
from pipeline.assemble import COMPARISON
from pipeline.deal import conditions
from pipeline.judge import Judged, judge_alone
from pipeline.library import load_library
from pipeline.match.rules import RuleSet
from pipeline.model import Conditions
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.render import Version, docx_of
from pipeline.render.drafted import draft_meta

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FINCLAUSE_SHARED", ROOT.parent / "shared"))
LIBRARY = load_library()
TIERS = (("deal-critical.yaml", "critical"), ("deal-basic.yaml", "non_critical"))
NAME = "addendum.docx"


@contextmanager
def remembering():
    """Keep readings, scores and hits of sentences over many reviews (see `drafts`)."""
    with ExitStack() as stack:
        stack.enter_context(patch("pipeline.judge.alone.reader_scores", _scores))
        stack.enter_context(patch.object(RuleSet, "match_all", _hits))
        yield _KNOWN


def judged(name: str, data: bytes) -> Judged:
    document = read_bytes(name, data)
    with remembering() as known:
        return judge_alone(document, parse(document), LIBRARY, known)


@lru_cache(maxsize=2)
def vendor(path: Path) -> Judged:
    return judged(path.name, path.read_bytes())


def under(edition: str, sheet: str) -> Conditions:
    """The conditions of a sample deal in the days of an edition."""
    first = next(e for e in LIBRARY.editions if e.id == edition).in_force
    return replace(conditions(deal(sheet), LIBRARY), edition=edition, as_of=first)


def docx(request: Request):
    widths = {f"{COMPARISON}.0": WIDTHS}

    def render(contracts, notices):
        versions = []
        for contract in contracts:
            meta = draft_meta(request.deal, LIBRARY, request.conditions, contract.language)
            versions.append(Version(contract, replace(meta, widths={**meta.widths, **widths}, notices=notices)))
        return docx_of(versions)

    return render


def made(
    documents: list[Judged], edition: str = "2025", sheet: str = "deal-critical.yaml", language: str = "", **options
) -> Addendum | None:
    """The addendum to the documents of a vendor under a sample deal, in their language if none is named."""
    request = Request(documents, LIBRARY, under(edition, sheet), deal(sheet), language == "both")
    with remembering() as known:
        spoken = language or documents[0].contract.language
        return close(request, spoken, docx(request), NAME, known=known, **options)
