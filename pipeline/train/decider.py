"""Grow the decider: bags of boosted trees over the measures of `judge.weigh`.

Each bag is grown by scikit-learn's histogram boosting on seven tenths of the rows; the trees
are taken out as plain arrays (`judge.forest.Forest`), so that nothing but numpy reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from pipeline.judge.forest import Forest
from pipeline.judge.weigh import CLASSES

Matrix = npt.NDArray[np.float64]
BAGS = 6
_SHARE = 0.7
_GRANTED, _DENIED = (2.0, 5.0), (0.5, 5.0)
"""What is added to the counts behind a rate: (hits, cases)."""


@dataclass(frozen=True)
class Rows:
    """One row a case: measures without the element's rates, gold class, element, family, document, weight.

    `document` is the contract's name, or "" for a passage, which says nothing about how often
    contracts grant an element.
    """

    measures: Matrix
    gold: npt.NDArray[np.int64]
    element: npt.NDArray[np.int64]
    family: npt.NDArray[np.str_]
    document: npt.NDArray[np.str_]
    weight: Matrix

    def where(self, held: npt.NDArray[np.bool_]) -> Rows:
        """Return the rows that are `held`."""
        return Rows(*(getattr(self, f.name)[held] for f in fields(self)))


def stacked(*parts: Rows) -> Rows:
    """Return the rows of all parts, one after the other."""
    return Rows(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Rows)))


def fit(measures: Matrix, rows: Rows, bags: int = BAGS) -> Forest:
    """Return the forest of `bags` bags grown on `measures` (the full measures of `rows`)."""
    return joined([_grown(measures, rows, seed) for seed in range(bags)])


def _grown(measures: Matrix, rows: Rows, seed: int) -> HistGradientBoostingClassifier:
    chosen = np.random.default_rng(seed).choice(len(rows.gold), int(_SHARE * len(rows.gold)), replace=False)
    model = HistGradientBoostingClassifier(
        max_iter=80,
        learning_rate=0.06,
        max_leaf_nodes=8,
        min_samples_leaf=15,
        l2_regularization=5.0,
        max_features=0.4,
        early_stopping=False,
        random_state=seed,
    )
    return model.fit(measures[chosen].astype(np.float32), rows.gold[chosen], sample_weight=rows.weight[chosen])


def joined(models: Sequence[HistGradientBoostingClassifier]) -> Forest:
    """Return the trees of all `models` as one forest."""
    nodes: list[Any] = []
    roots, classes, bag, offset = [], [], [], 0
    for number, model in enumerate(models):
        for stage in model._predictors:
            for column, tree in enumerate(stage):
                held = tree.nodes.copy()
                held["left"] = np.where(held["is_leaf"], -1, held["left"] + offset)
                held["right"] = np.where(held["is_leaf"], -1, held["right"] + offset)
                nodes.append(held)
                roots.append(offset)
                classes.append(column)
                bag.append(number)
                offset += len(held)
    every = np.concatenate(nodes)
    if offset >= 2**31:
        raise ValueError("the forest has too many nodes")
    return Forest(
        every["feature_idx"].astype(np.int32),
        _below(every["num_threshold"]),
        _as_int(every["left"]),
        _as_int(every["right"]),
        every["value"].astype(np.float32),
        np.array(roots, dtype=np.int32),
        np.array(classes, dtype=np.int32),
        np.array(bag, dtype=np.int32),
        np.array([m._baseline_prediction.ravel() for m in models], dtype=np.float32),
    )


def _as_int(values: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
    return np.where(values > 2**31, -1, values).astype(np.int64).astype(np.int32)


def _below(thresholds: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Return thresholds in single precision that part the (single precision) measures as the double ones do."""
    single = thresholds.astype(np.float32)
    return np.where(single > thresholds, np.nextafter(single, np.float32(-np.inf)), single).astype(np.float32)


def rates(rows: Rows, elements: int, without: Sequence[str] = ()) -> Matrix:
    """Return for each element (granted, denied) as log odds over the documents outside the families `without`."""
    held = ~np.isin(rows.family, list(without)) & (rows.document != "")
    columns, gold = rows.element[held], rows.gold[held]
    cases = np.bincount(columns, minlength=elements)
    out = np.zeros((elements, 2))
    for number, (label, (hits, more)) in enumerate(((0, _GRANTED), (1, _DENIED))):
        share = (np.bincount(columns[gold == label], minlength=elements) + hits) / (cases + more)
        out[:, number] = np.log(share / (1.0 - share))
    return out


def with_rates(rows: Rows, elements: int, without: Sequence[str] = ()) -> Matrix:
    """Return the full measures: each row's rates are taken over families other than its own and `without`."""
    added = np.zeros((len(rows.gold), 2))
    for family in dict.fromkeys(rows.family.tolist()):
        own = rows.family == family
        added[own] = rates(rows, elements, (family, *without))[rows.element[own]]
    return np.hstack([rows.measures, added])


def left_out_shares(rows: Rows, families: Sequence[str], elements: int, bags: int = BAGS) -> Matrix:
    """Return each row's shares by a decider (rates included) that never saw its family."""
    shares = np.zeros((len(rows.gold), len(CLASSES)))
    for family in families:
        out = rows.family == family
        full = with_rates(rows, elements, (family,))
        shares[out] = fit(full[~out], rows.where(~out), bags).shares(full[out])
    return shares
