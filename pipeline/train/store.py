"""Write the trained reader as one small npz file, byte for byte the same for the same input."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.train.ridge import Matrix, Vocabulary

_STAMP = (1980, 1, 1, 0, 0, 0)


def pack(
    vocabulary: Vocabulary, weights: Matrix, bias: Matrix, meta: dict[str, Any], further: Mapping[str, npt.NDArray[Any]]
) -> bytes:
    """Return the npz bytes: weights as int8 with one scale an output, names as text, and the arrays `further`."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127.0
    arrays: dict[str, npt.NDArray[Any]] = {
        "names": np.frombuffer("\n".join(vocabulary.names).encode("utf-8"), dtype=np.uint8),
        "idf": vocabulary.idf.astype(np.float16),
        "weights": np.rint(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": bias.astype(np.float32),
        "meta": np.frombuffer(json.dumps(meta, ensure_ascii=False, sort_keys=True).encode("utf-8"), dtype=np.uint8),
    } | dict(further)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(arrays):
            held = io.BytesIO()
            np.lib.format.write_array(held, arrays[name], allow_pickle=False)
            package.writestr(zipfile.ZipInfo(f"{name}.npy", _STAMP), held.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
