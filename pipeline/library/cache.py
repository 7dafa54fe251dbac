"""Parsed YAML kept between runs, because parsing 170 files takes far longer than using them.

The cache holds plain data (text, lists, mappings) by the sha256 of each file, never objects
and never results of checks: a library read from the cache is checked like one read from
YAML. It lies in the user's own cache folder, is written in one step, and is left out
silently when that folder cannot be written. A damaged cache is ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

import pipeline
from pipeline.yaml_nodes import Plain

_FORMAT = 2


def cache_path(folder: Path) -> Path:
    """Return the cache file for the library in `folder`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache"
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return root / "finclause" / f"library-{name}.json"


def load(folder: Path) -> dict[str, Plain]:
    """Return what was parsed before, by sha256 of the file; {} if there is nothing usable."""
    try:
        stored = cache_path(folder).read_bytes()
        head, _, body = stored.partition(b"\n")
        if head.decode("ascii") != _seal(body):
            return {}
        parsed = json.loads(body)
    except (OSError, ValueError, RuntimeError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def save(folder: Path, parsed: dict[str, Plain]) -> None:
    """Write `parsed` (plain data by sha256) for the next run, or do nothing if that fails."""
    with contextlib.suppress(OSError, RuntimeError):
        path = cache_path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = json.dumps(parsed, ensure_ascii=False, separators=(",", ":")).encode()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".library-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(body).encode("ascii") + b"\n" + body)
            os.replace(name, path)
        except OSError:
            os.unlink(name)


def _seal(body: bytes) -> str:
    """Return the first line of the cache: it must fit the program, the format and the body."""
    return f"finclause {pipeline.__version__} {_FORMAT} {hashlib.sha256(body).hexdigest()}"
