"""A YAML file of limits, as `--limits` takes it: `pdf_pages: 3000`, `file_bytes: 80MB`.

Raises UsageError for a name that is no limit and a value that is none, with the line and what would be right.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Final

from pipeline.errors import UsageError
from pipeline.read.limiting import Limits, names
from pipeline.yaml_faults import UnreadableYamlError
from pipeline.yaml_nodes import Node, parse
from pipeline.yaml_text import MAX_BYTES, decode

_VALUE = re.compile(r"([0-9]{1,12})\s*(KB|MB|GB)?", re.I)
_UNITS: Final = {None: 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}
_MOST: Final = 1 << 40


def load_limits(path: Path) -> Limits:
    """Return the limits of a file."""
    try:
        with path.open("rb") as file:
            root = parse(decode(file.read(MAX_BYTES + 1)))
    except OSError as error:
        raise UsageError(f"--limits {path}: 파일을 열 수 없습니다({error.strerror}). 경로를 확인하십시오.") from error
    except UnreadableYamlError as error:
        first = error.problems[0]
        raise UsageError(f"--limits {path}: {first.line}행: {first.what}. {first.right}.") from error
    if not isinstance(root.value, dict):
        raise UsageError(f"--limits {path}: '이름: 값'의 꼴이 아닙니다. 예: pdf_pages: 3000")
    return Limits(tuple(_entry(path, name, node) for name, node in root.value.items()))


def _entry(path: Path, name: str, node: Node) -> tuple[str, int]:
    known = [limit.lower() for limit in names()]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        right = f"'{near[0]}'의 잘못이 아닌지 살피십시오" if near else "가능한 이름: " + ", ".join(sorted(known))
        raise UsageError(f"--limits {path}: {node.line}행: '{name}'이라는 한도는 없습니다. {right}.")
    found = _VALUE.fullmatch(node.value.strip()) if isinstance(node.value, str) else None
    value = int(found[1]) * _UNITS[found[2].upper() if found[2] else None] if found else 0
    if not 0 < value <= _MOST:
        raise UsageError(
            f"--limits {path}: {node.line}행: {name}의 값은 1 이상의 정수여야 합니다. "
            f"크기에는 KB, MB, GB를 붙일 수 있습니다. 예: {name}: {names()[name.upper()]}"
        )
    return name.upper(), value
