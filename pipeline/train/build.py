"""Build the reader and the decider from the corpus, and measure them with families left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from pipeline.judge.alone import element_findings
from pipeline.judge.evidence import Source
from pipeline.judge.weigh import GENERAL, MEASURES, OURS, Shares, Thresholds, decide
from pipeline.match.propose import Proposal
from pipeline.match.reader import reader_of
from pipeline.model import Contract, Library
from pipeline.report.as_json import dumps, elements_object
from pipeline.train.cases import (
    contract_cases,
    contract_proposals,
    pair_proposals,
    passage_cases,
    passage_proposals,
)
from pipeline.train.changed import changed_passages
from pipeline.train.corpus import HELD_OUT, LabelledContract, Passage
from pipeline.train.decider import BAGS, Rows, fit, left_out_shares, rates, stacked, with_rates
from pipeline.train.draft_cases import draft_cases
from pipeline.train.ridge import Matrix, Ridge, design, solve, vocabulary
from pipeline.train.store import pack
from pipeline.train.table import Strings, Table, passage_family, reader_table, regular_of, targets_of
from pipeline.train.withdrawn import withdrawn_passages

FEATURES_KEPT = 90_000
THRESHOLDS = {
    "ko": Thresholds(present_at=0.62, contrary_at=0.45, certain_at=0.7),
    "en": Thresholds(present_at=0.6, contrary_at=0.56, certain_at=0.6),
}


@dataclass(frozen=True)
class Trained:
    """The weights file, the figures, the left-out reviews by contract name, and the judgement of each held-out passage."""

    package: bytes
    summary: dict[str, Any]
    results: dict[str, str]
    passages: tuple[tuple[Passage, str], ...]


def train(
    phrases: Sequence[Passage],
    contracts: Sequence[LabelledContract],
    library: Library,
    lang: str,
    drafts: Sequence[Contract] = (),
    measured: Collection[str] | None = None,
    bags: int = BAGS,
) -> Trained:
    """Return the trained package; `drafts` are contracts of our own with `serves` marks.

    `measured`: names of the contracts that are judged without their family, None for all of them. `bags`: of each
    forest; fewer are quicker and a little less sure.
    """
    elements = tuple(library.elements)
    phrases = (*phrases, *changed_passages(phrases, library, lang))
    table = reader_table(phrases, contracts, library, lang, drafts)
    words = vocabulary(table.rows, keep=FEATURES_KEPT)
    matrix = design(table.rows, words)
    families = np.array(table.families)
    ridge = solve(matrix, targets_of(table, elements), regular_of(table, families, lang))
    left_out = _left_out(ridge, contracts, families)
    proposals = {c.name: contract_proposals(c, left_out[c.name], library, elements) for c in contracts}
    rows = contract_cases(contracts, proposals, elements)
    said = passage_proposals(phrases, ridge, families, library, elements)
    weights, bias = ridge.primal(matrix)
    meta = {
        "elements": list(elements),
        "lang": lang,
        "library": library.fingerprint,
        "rows": len(table.rows),
        "decider": _decider_meta(rates(rows, len(elements)), elements, THRESHOLDS[lang]),
    }

    pairs = tuple(withdrawn_passages(phrases, library, lang))
    taken = pair_proposals(pairs, phrases, ridge, families, library, elements)
    phrases = (*phrases, *(pair.passage for pair in pairs))
    every = stacked(rows, passage_cases(phrases, [*said, *taken], elements))
    general = fit(with_rates(every, len(elements)), every, bags)
    reader = reader_of(pack(words, weights, bias, meta, {}))
    ours = stacked(every, draft_cases(drafts, phrases, reader.outputs, library, elements))
    own = fit(with_rates(ours, len(elements)), ours, bags)
    judged = [c for c in contracts if measured is None or c.name in measured]
    families_judged = list(dict.fromkeys(c.family for c in judged))
    shares = left_out_shares(every, families_judged, len(elements), bags)[: len(rows.gold)]
    held = np.isin(rows.document, [c.name for c in judged])
    return Trained(
        pack(words, weights, bias, meta, general.arrays(GENERAL) | own.arrays(OURS)),
        _summary(table, rows.where(held), shares[held]),
        {
            c.name: _result(c, proposals[c.name], shares[rows.document == c.name], library, THRESHOLDS[lang])
            for c in judged
        },
        _held_out(phrases, every, len(elements), THRESHOLDS[lang]),
    )


def _held_out(
    phrases: Sequence[Passage], every: Rows, elements: int, thresholds: Thresholds
) -> tuple[tuple[Passage, str], ...]:
    """Return the judgements of the held-out passages by a decider that saw none of them."""
    family = passage_family(HELD_OUT)
    shares = left_out_shares(every, [family], elements)[every.family == family]
    held = [p for p in phrases if p.held_out]
    return tuple(
        (p, decide((float(a), float(b), float(c)), thresholds)) for p, (a, b, c) in zip(held, shares, strict=True)
    )


def _left_out(ridge: Ridge, contracts: Sequence[LabelledContract], families: Strings) -> dict[str, Matrix]:
    """Return the reader's scores of each contract, trained without its family."""
    scores: dict[str, Matrix] = {}
    for family in dict.fromkeys(c.family for c in contracts):
        block = ridge.left_out(np.flatnonzero(families == family))
        start = 0
        for contract in (c for c in contracts if c.family == family):
            scores[contract.name] = block[start : start + len(contract.units)]
            start += len(contract.units)
    return scores


def _decider_meta(listed: Matrix, elements: Sequence[str], thresholds: Thresholds) -> dict[str, Any]:
    return {
        "rates": {e: [round(float(v), 4) for v in row] for e, row in zip(elements, listed, strict=True)},
        "measures": list(MEASURES),
        **asdict(thresholds),
    }


def _result(
    contract: LabelledContract, proposals: dict[str, Proposal], shares: Matrix, library: Library, thresholds: Thresholds
) -> str:
    judged = [e for e in library.elements if e in contract.labels]
    listed: dict[str, Shares] = {e: (float(a), float(b), float(c)) for e, (a, b, c) in zip(judged, shares, strict=True)}
    source = Source(contract.document, contract.contract, contract.units)
    return dumps({"elements": elements_object(element_findings(proposals, listed, thresholds, source, library))})


def _summary(table: Table, rows: Rows, shares: Matrix) -> dict[str, Any]:
    """Return reliability by bins of the shown confidence (the share of the judged class)."""
    top, right = shares.max(axis=1), shares.argmax(axis=1) == rows.gold
    bins = []
    for low in (0.33, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.33: 0.5, 0.9: 1.01}.get(low, low + 0.1)
        held = (top >= low) & (top < high)
        if held.any():
            bins.append(
                {
                    "from": low,
                    "n": int(held.sum()),
                    "confidence": round(float(top[held].mean()), 3),
                    "right": round(float(right[held].mean()), 3),
                }
            )
    return {"rows": len(table.rows), "judged": len(rows.gold), "reliability": bins}
