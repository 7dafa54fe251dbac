"""Build the reader and the decider from the corpus, and measure them with families left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.bindings import bind_document
from pipeline.judge.alone import element_findings, proposals_of
from pipeline.judge.evidence import Source
from pipeline.judge.weigh import CLASSES, Shares, Thresholds, measures
from pipeline.language import KOREAN, unit_language
from pipeline.match.contexts import contexts
from pipeline.match.features import features
from pipeline.match.propose import Proposal
from pipeline.match.reader import COMMON, Scores
from pipeline.match.rules import Context
from pipeline.model import Contract, Library
from pipeline.report.as_json import dumps, elements_object
from pipeline.train.corpus import LabelledContract, Passage, passage_contexts
from pipeline.train.decider import Rows, fit, left_out_shares, rates, with_rates
from pipeline.train.ridge import Matrix, Ridge, design, solve, vocabulary
from pipeline.train.store import pack
from pipeline.units import Unit, units

REGULAR = {"ko": (0.5, 0.5), "en": (0.2, 1.0)}
"""λ of a row that decides an element, and of a row that decides none."""
OWN_REGULAR = 0.1
"""λ of our own wording, which the reader must know to the letter."""
FEATURES_KEPT = 90_000
THRESHOLDS = {
    "ko": Thresholds(present_at=0.55, contrary_at=0.3, certain_at=0.7),
    "en": Thresholds(present_at=0.55, contrary_at=0.5, certain_at=0.7),
}
_OWN = "library"
Strings = npt.NDArray[np.str_]


@dataclass
class Table:
    """Training rows: features, targets (element -> label), family."""

    rows: list[dict[str, float]]
    marks: list[dict[str, str]]
    families: list[str]

    def add(self, ready: Sequence[Context], marks: dict[str, str], family: str) -> None:
        """Add one row made of the contexts `ready`."""
        self.rows.append(features(ready))
        self.marks.append(marks)
        self.families.append(family)


@dataclass(frozen=True)
class Trained:
    """The weights file, the figures, and the left-out reviews by contract name."""

    package: bytes
    summary: dict[str, Any]
    results: dict[str, str]


def train(
    phrases: Sequence[Passage], contracts: Sequence[LabelledContract], library: Library, lang: str,
    drafts: Sequence[Contract] = (),
) -> Trained:
    """Return the trained package; `drafts` are contracts of our own with `serves` marks."""
    elements = tuple(library.elements)
    table = _table(phrases, contracts, library, lang, drafts)
    words = vocabulary(table.rows, keep=FEATURES_KEPT)
    matrix = design(table.rows, words)
    families = np.array(table.families)
    ridge = solve(matrix, _targets(table, elements), _regular(table, families, lang))
    left_out = _left_out(ridge, contracts, families)
    proposals = {c.name: _proposals(c, left_out[c.name], library, elements) for c in contracts}
    rows = _decider_rows(contracts, proposals, elements)
    weights, bias = ridge.primal(matrix)
    meta = {
        "elements": list(elements), "lang": lang, "library": library.fingerprint, "rows": len(table.rows),
        "decider": _decider_meta(rates(rows, len(elements)), elements, THRESHOLDS[lang]),
    }
    forest = fit(with_rates(rows, len(elements)), rows.gold)
    shares = left_out_shares(rows, list(dict.fromkeys(c.family for c in contracts)), len(elements))
    return Trained(
        pack(words, weights, bias, meta, forest.arrays()), _summary(table, rows, shares),
        {c.name: _result(c, proposals[c.name], shares[rows.document == c.name], library, THRESHOLDS[lang]) for c in contracts},
    )


def _regular(table: Table, families: Strings, lang: str) -> Matrix:
    """Return λ a row: smaller where the model must keep closer to the row."""
    decides = [any(label != "absent" for label in marks.values()) for marks in table.marks]
    regular: Matrix = np.where(families == _OWN, OWN_REGULAR, np.where(decides, *REGULAR[lang]))
    return regular


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


def _table(
    phrases: Sequence[Passage], contracts: Sequence[LabelledContract], library: Library, lang: str,
    drafts: Sequence[Contract],
) -> Table:
    table = Table([], [], [])
    for passage in phrases:
        table.add(passage.contexts, {passage.element: passage.label}, "phrases")
    for element in library.elements.values():
        for label, texts in element.examples.get(lang, {}).items():
            for text in texts:
                table.add(passage_contexts(text, library, lang), {element.id: label}, _OWN)
    for contract in contracts:
        for ready, marked in zip(contract.contexts, contract.marks, strict=True):
            table.add([ready], marked, contract.family)
    for cut, served in own_articles(drafts):
        bound = contexts(cut, bind_document("", library.roles, lang))
        for unit, ready, serves in zip(cut, bound, served, strict=True):
            if lang == KOREAN or unit_language(unit.text, lang) == lang:  # Korean names and values fill English drafts
                table.add([ready], dict.fromkeys(serves, "present"), _OWN)
    return table


def own_articles(drafts: Sequence[Contract]) -> Iterator[tuple[tuple[Unit, ...], tuple[tuple[str, ...], ...]]]:
    """Yield the units of every different article of the drafts, with what each unit serves."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for draft in drafts:
        for article in draft.articles:
            key = (article.title, tuple(p.text for p in article.paragraphs))
            if key not in seen:
                seen.add(key)
                cut = units(Contract(draft.title, (article,), draft.language))
                yield cut, tuple(article.paragraphs[u.paragraph].serves for u in cut)


def _targets(table: Table, elements: Sequence[str]) -> Matrix:
    column = {element: i for i, element in enumerate(elements)}
    targets = np.zeros((len(table.rows), 2 * len(elements) + COMMON))
    for row, marks in enumerate(table.marks):
        for element, label in marks.items():
            if label != "absent":
                targets[row, column[element] + (len(elements) if label == "contrary" else 0)] = 1.0
        denied, granted = "contrary" in marks.values(), "present" in marks.values()
        targets[row, -COMMON:] = (float(denied) - float(granted), float(denied))
    return targets


def _proposals(
    contract: LabelledContract, scores: Matrix, library: Library, elements: tuple[str, ...]
) -> dict[str, Proposal]:
    return proposals_of(contract.units, contract.contexts, library, elements, Scores.of(scores.astype(np.float32)))


def _decider_rows(
    contracts: Sequence[LabelledContract], proposals: dict[str, dict[str, Proposal]], elements: Sequence[str]
) -> Rows:
    column = {element: i for i, element in enumerate(elements)}
    listed = [(c, e) for c in contracts for e in elements if e in c.labels]
    measured = {c.name: measures(proposals[c.name]) for c in contracts}
    return Rows(
        np.array([measured[c.name][column[e]] for c, e in listed]),
        np.array([CLASSES.index(c.labels[e]) for c, e in listed]),
        np.array([column[e] for _, e in listed]),
        np.array([c.family for c, _ in listed]),
        np.array([c.name for c, _ in listed]),
    )


def _decider_meta(listed: Matrix, elements: Sequence[str], thresholds: Thresholds) -> dict[str, Any]:
    return {
        "rates": {e: [round(float(v), 4) for v in row] for e, row in zip(elements, listed, strict=True)},
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
            bins.append({"from": low, "n": int(held.sum()), "confidence": round(float(top[held].mean()), 3),
                         "right": round(float(right[held].mean()), 3)})
    return {"rows": len(table.rows), "judged": len(rows.gold), "reliability": bins}
