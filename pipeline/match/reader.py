"""The learned reader: a linear model that scores every unit for every element.

Weights are trained by `pipeline.train` (kernel ridge regression on labelled passages and
contracts, brought back to one weight a feature) and shipped as `weights/<lang>.npz`.
Only numpy is needed here. A score is about 1 where the unit is like the passages labelled
present (or contrary) for the element, and about 0 elsewhere.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.match.features import features
from pipeline.match.rules import Context

Floats = npt.NDArray[np.float32]
_OWN_ARRAYS = frozenset(("meta", "names", "scale", "weights", "idf", "bias"))


COMMON = 2
"""Outputs that belong to no element: `sway` and `takes`."""


@dataclass(frozen=True)
class Scores:
    """What the reader says of each unit.

    `present`, `contrary` (units x elements): about 1 where the unit is like the passages so
    labelled. `sway` (a unit each): towards 1 where units take a right away, towards -1 where
    they grant one, whatever the element. `takes`: about 1 where a unit takes something away.
    """

    present: Floats
    contrary: Floats
    sway: Floats
    takes: Floats

    @classmethod
    def of(cls, outputs: Floats) -> Scores:
        """Return the scores in the outputs of the linear model (units x (2 elements + 2))."""
        half = (outputs.shape[1] - COMMON) // 2
        return cls(outputs[:, :half], outputs[:, half : 2 * half], outputs[:, 2 * half], outputs[:, 2 * half + 1])


@dataclass(frozen=True)
class Reader:
    """Vocabulary, inverse document frequencies and weights (features x (2 elements + 2))."""

    elements: tuple[str, ...]
    vocabulary: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    meta: dict[str, Any]
    arrays: dict[str, npt.NDArray[Any]]

    def outputs(self, contexts: Sequence[Context]) -> Floats:
        """Return the outputs of the linear model, one row a context (see `Scores.of`)."""
        out = np.zeros((len(contexts), self.weights.shape[1]), dtype=np.float32)
        for row, context in enumerate(contexts):
            index, value = self.vector(features([context]))
            if len(index):
                out[row] = value @ self.weights[index]
        out += self.bias
        return out

    def vector(self, named: dict[str, float]) -> tuple[npt.NDArray[np.int64], Floats]:
        """Return (indices, tf-idf values of length one) of named features."""
        pairs = [(i, v) for name, v in named.items() if (i := self.vocabulary.get(name)) is not None]
        if not pairs:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        index = np.fromiter((i for i, _ in pairs), dtype=np.int64, count=len(pairs))
        value = np.fromiter((v for _, v in pairs), dtype=np.float32, count=len(pairs)) * self.idf[index]
        norm = float(np.sqrt(value @ value))
        return index, (value / norm if norm else value).astype(np.float32)


def weights_name(lang: str) -> str:
    """Return the file name of the weights of a language."""
    return f"{lang}.npz"


@lru_cache(maxsize=2)
def load_reader(lang: str) -> Reader:
    """Return the shipped reader of `lang` (`arrays`: what the judge keeps there); raises FileNotFoundError where there is none."""
    return reader_of((files("pipeline") / "weights" / weights_name(lang)).read_bytes())


def reader_of(package: bytes) -> Reader:
    """Return the reader in the bytes of a weights file (npz)."""
    with np.load(io.BytesIO(package), allow_pickle=False) as stored:
        meta = json.loads(bytes(stored["meta"]).decode("utf-8"))
        names = bytes(stored["names"]).decode("utf-8").split("\n")
        scale = stored["scale"].astype(np.float32)
        weights = stored["weights"].astype(np.float32) * scale
        return Reader(
            tuple(meta["elements"]),
            {name: i for i, name in enumerate(names)},
            stored["idf"].astype(np.float32),
            weights,
            stored["bias"].astype(np.float32),
            meta,
            {name: stored[name] for name in stored.files if name not in _OWN_ARRAYS},
        )
