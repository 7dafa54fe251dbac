"""Fit the decider: multinomial logistic regression over the measures of `judge.weigh`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from pipeline.judge.weigh import CLASSES

Matrix = npt.NDArray[np.float64]
_L2 = 0.4


@dataclass(frozen=True)
class Rows:
    """One row an element and document: measures, gold class index, family."""

    measures: Matrix
    gold: npt.NDArray[np.int64]
    family: npt.NDArray[np.str_]


def fit(measures: Matrix, gold: npt.NDArray[np.int64]) -> Matrix:
    """Return the coefficients class x measure."""
    n, k = measures.shape
    wanted = np.eye(len(CLASSES))[gold]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(k, len(CLASSES))
        shares = softmax(measures @ weights)
        value = -float((wanted * np.log(shares + 1e-12)).sum()) / n + _L2 * float((weights**2).sum()) / 2 / n
        return value, (measures.T @ (shares - wanted) / n + _L2 * weights / n).ravel()

    solved = minimize(loss, np.zeros(k * len(CLASSES)), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    fitted: Matrix = solved.x.reshape(k, len(CLASSES)).T
    return fitted


def softmax(logits: Matrix) -> Matrix:
    """Return row-wise shares."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return shares


def left_out_shares(rows: Rows, families: Sequence[str]) -> Matrix:
    """Return each row's probabilities by a decider that never saw its family."""
    shares = np.zeros((len(rows.gold), len(CLASSES)))
    for family in families:
        out = rows.family == family
        coefficients = fit(rows.measures[~out], rows.gold[~out])
        shares[out] = softmax(rows.measures[out] @ coefficients.T)
    return shares
