"""Drafts for the tests: assembled from the samples, as plain text, and reviewed with one memory of sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import numpy as np

from pipeline.assemble import assemble
from pipeline.deal import Bargain, conditions, load_deal
from pipeline.judge import alone, review
from pipeline.library import load_library
from pipeline.match.grammar import Reading
from pipeline.match.reader import Scores
from pipeline.match.rules import Context, Match, RuleSet
from pipeline.model import Conditions, Contract, Review
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.select import NOTHING_GIVEN_UP, select
from pipeline.train.as_text import text_of

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
LIBRARY = load_library()
_KNOWN: dict[str, Reading] = {}
_SCORED: dict[tuple[object, ...], np.ndarray] = {}
_MATCHED: dict[tuple[object, ...], Match] = {}
_REAL_SCORES = alone.reader_scores
_REAL_HITS = RuleSet.match_all


@lru_cache(maxsize=4)
def deal(name: str = "deal-critical.yaml"):
    return load_deal(SAMPLES / name)


def base_conditions(name: str = "deal-critical.yaml") -> Conditions:
    return conditions(deal(name), LIBRARY)


def draft(
    chosen: Conditions, name: str = "deal-critical.yaml", language: str = "ko", bargain: Bargain = NOTHING_GIVEN_UP
) -> Contract:
    return assemble(LIBRARY, select(LIBRARY, chosen, bargain), deal(name), language)


def reviewed(contract: Contract, chosen: Conditions) -> Review:
    """Judge a contract as text; units met before in the same surroundings are not worked out again."""
    document = read_bytes("draft.txt", text_of(contract).encode("utf-8"))
    with patch("pipeline.judge.alone.reader_scores", _scores), patch.object(RuleSet, "match_all", _hits):
        return review(document, parse(document), LIBRARY, chosen, _KNOWN)


def _key(context: Context) -> tuple[object, ...]:
    """Readings live in `_KNOWN`, so that their ids stand for them."""
    around = (context.own, context.lead, context.title, context.before)
    return (*map(id, around), context.subject, context.row)


def _scores(ready, elements):
    fresh = list({_key(c): c for c in ready if _key(c) not in _SCORED}.values())
    if fresh:
        scored = _REAL_SCORES(tuple(fresh), elements)
        rows = np.hstack([scored.present, scored.contrary, scored.sway[:, None], scored.takes[:, None]])
        _SCORED.update((_key(context), row) for context, row in zip(fresh, rows, strict=True))
    return Scores.of(np.array([_SCORED[_key(c)] for c in ready]))


def _hits(rules, ready):
    ready = list(ready)
    fresh = list({_key(c): c for c in ready if _key(c) not in _MATCHED}.values())
    for context, match in zip(fresh, _REAL_HITS(rules, fresh), strict=True):
        _MATCHED[_key(context)] = match
    return [_MATCHED[_key(c)] for c in ready]


def without(contract: Contract, article: int, paragraphs: set[int]) -> Contract:
    """The contract without some paragraphs of one article; an emptied article goes too."""
    articles = list(contract.articles)
    kept = tuple(p for i, p in enumerate(articles[article].paragraphs) if i not in paragraphs)
    if kept:
        articles[article] = replace(articles[article], paragraphs=kept)
    else:
        del articles[article]
    return replace(contract, articles=tuple(articles))
