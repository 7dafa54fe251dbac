"""Kernel ridge regression over sparse features, with whole families left out exactly.

One inverse of (K + λI) serves every element and every left-out family: the prediction for
a block B of rows trained on all other rows is y_B - (G_BB)⁻¹ (G y)_B with G = (K + λI)⁻¹.
The model is linear, so it goes back to one weight a feature (Xᵀα).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Matrix = npt.NDArray[np.float64]
_BIAS = 0.1
_STRIP = 1024
_SMALL = 3000


@dataclass(frozen=True)
class Vocabulary:
    """The features that count, with their inverse document frequency."""

    names: tuple[str, ...]
    idf: npt.NDArray[np.float32]


def vocabulary(rows: Sequence[dict[str, float]], at_least: int = 2, keep: int | None = None) -> Vocabulary:
    """Return features that stand in `at_least` rows, the `keep` commonest of them."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.keys())
    common = sorted(((n, name) for name, n in counts.items() if n >= at_least), key=lambda p: (-p[0], p[1]))
    names = tuple(sorted(name for _, name in common[:keep]))
    return Vocabulary(names, np.array([math.log(len(rows) / counts[n]) for n in names], dtype=np.float32))


def design(rows: Sequence[dict[str, float]], vocabulary: Vocabulary) -> sparse.csr_matrix:
    """Return the rows as tf-idf vectors of length one."""
    index = {name: i for i, name in enumerate(vocabulary.names)}
    starts: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for row in rows:
        pairs = sorted((index[name], value) for name, value in row.items() if name in index)
        weighted = [v * float(vocabulary.idf[i]) for i, v in pairs]
        norm = math.sqrt(sum(v * v for v in weighted)) or 1.0
        columns.extend(i for i, _ in pairs)
        values.extend(v / norm for v in weighted)
        starts.append(len(columns))
    shape = (len(rows), len(vocabulary.names))
    return sparse.csr_matrix((values, columns, starts), shape=shape, dtype=np.float32)


@dataclass(frozen=True)
class Ridge:
    """The solved system: G = (K + λI)⁻¹ over all rows, and the targets."""

    inverse: Matrix
    targets: Matrix

    def left_out(self, block: npt.NDArray[np.int64]) -> Matrix:
        """Return the predictions for the rows `block` by a model that never saw them."""
        solved = self.inverse[block] @ self.targets
        inner = self.inverse[np.ix_(block, block)]
        predicted: Matrix = self.targets[block] - np.linalg.solve(inner, solved)
        return predicted

    def primal(self, matrix: sparse.csr_matrix) -> tuple[Matrix, Matrix]:
        """Return (weights feature x target, bias)."""
        alpha = self.inverse @ self.targets
        return np.asarray(matrix.T @ alpha), _BIAS * alpha.sum(axis=0)


def solve(matrix: sparse.csr_matrix, targets: Matrix, regular: Matrix) -> Ridge:
    """Return the ridge model of `matrix` (rows x features) for `targets` (rows x outputs).

    `regular`: λ a row; a smaller one makes the model keep closer to that row.
    """
    kernel = _kernel(matrix)
    kernel[np.diag_indices_from(kernel)] += regular
    return Ridge(_inverse(kernel), targets)


def _kernel(matrix: sparse.csr_matrix) -> Matrix:
    """Return the products of all rows, made a strip at a time."""
    n = matrix.shape[0]
    kernel = np.empty((n, n))
    for start in range(0, n, _STRIP):
        kernel[start : start + _STRIP] = (matrix[start : start + _STRIP] @ matrix.T).toarray()
    kernel += _BIAS
    return kernel


def _inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a symmetric positive matrix, halved until it is small (Schur complement).

    One call of LAPACK on the whole matrix breaks down beyond some twenty thousand rows.
    """
    if len(matrix) <= _SMALL:
        return np.asarray(np.linalg.inv(matrix))
    half = len(matrix) // 2
    first = _inverse(matrix[:half, :half])
    across = first @ matrix[:half, half:]
    second = _inverse(matrix[half:, half:] - matrix[half:, :half] @ across)
    mixed = across @ second
    matrix[:half, :half] = first + mixed @ across.T
    matrix[:half, half:], matrix[half:, :half] = -mixed, -mixed.T
    matrix[half:, half:] = second
    return matrix
