"""A small forest of decision trees that turns measures into the shares of the judgements.

In: measures (elements x measures). Out: shares (elements x classes). The trees are grown by
`pipeline.train` and shipped as plain arrays beside the reader's weights; only numpy is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Forest:
    """Trees as arrays over all nodes: go left where measure `feature` <= `threshold`; a leaf has `left` < 0.

    Each tree (`roots`) adds `value` of its leaf to the class `classes[tree]`; `start` is what is
    added before. The trees were grown in `bags` groups, whose shares are averaged.
    """

    feature: Integers
    threshold: Floats
    left: Integers
    right: Integers
    value: Floats
    roots: Integers
    classes: Integers
    bag: Integers
    start: Floats

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], prefix: str) -> Forest:
        """Return the forest stored under `<prefix>.<name>` in `arrays`."""
        return cls(**{name: np.asarray(arrays[f"{prefix}.{name}"]) for name in cls.__dataclass_fields__})

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays as `from_arrays` takes them."""
        return {f"{prefix}.{name}": getattr(self, name) for name in self.__dataclass_fields__}

    def shares(self, measures: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the shares of the classes, one row a row of `measures`."""
        measures = measures.astype(np.float32)
        rows = np.arange(len(measures))[:, None]
        at = np.repeat(self.roots[None, :], len(measures), axis=0)
        while True:
            inner = self.left[at] >= 0
            if not inner.any():
                break
            lower = measures[rows, self.feature[at]] <= self.threshold[at]
            at = np.where(inner, np.where(lower, self.left[at], self.right[at]), at)
        leaves = self.value[at].astype(np.float64)
        total = np.zeros((len(measures), self.start.shape[1]))
        for bag in range(len(self.start)):
            raw = np.repeat(self.start[bag][None, :].astype(np.float64), len(measures), axis=0)
            for column in range(raw.shape[1]):
                raw[:, column] += leaves[:, (self.bag == bag) & (self.classes == column)].sum(axis=1)
            raised = np.exp(raw - raw.max(axis=1, keepdims=True))
            total += raised / raised.sum(axis=1, keepdims=True)
        shares: npt.NDArray[np.float64] = total / len(self.start)
        return shares
