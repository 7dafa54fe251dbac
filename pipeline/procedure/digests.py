"""What a stage's documents are made from, by name: so that a change can be told, and what changed.

A name is 'as_of', 'edition', 'library' (their values), 'state:<id>' (its word), 'blanks:<id>', or one of 'data:<file of the library>',
'answer:<path>', 'fact:<place>', 'file:<name>', 'stage:<id>' (digests, 16 hex digits).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pipeline.particles import fit
from pipeline.procedure.stage import Inputs, Stage
from pipeline.yaml_nodes import Plain

_VALUES = {"as_of": "기준일이", "edition": "판이", "library": "라이브러리 버전이"}
_OF_STAGE = {"stage": "결과가", "state": "상태가", "blanks": "문서에 채울 곳이"}
_NAMED = {"answer": "답 ‘{0}’", "fact": "거래명세서의 ‘{0}’", "file": "파일 ‘{0}’"}


def digests(stage: Stage[Any, Any, Any], inputs: Inputs[Any, Any], section: Mapping[str, Plain]) -> dict[str, str]:
    """Return everything that `stage` read, by name."""
    found = {"as_of": inputs.as_of.isoformat(), "edition": inputs.edition.id, "library": inputs.procedure.version}
    files = filter(None, (stage.data, *stage.also))
    found |= {f"data:{name}": inputs.procedure.sha256.get(name, "")[:16] for name in files}
    found |= {f"answer:{path}": digest(value) for path, value in _leaves(dict(section), "")}
    found |= {f"fact:{place}": digest(value) for place, value in inputs.facts.items() if value is not None}
    for name, data in inputs.files.items():
        found[f"file:{name}"] = hashlib.sha256(data).hexdigest()[:16] if data is not None else ""
    found |= {f"stage:{name}": digest(result) for name, result in inputs.earlier.items()}
    found |= {f"blanks:{name}": digest(blanks) for name, blanks in inputs.unfilled.items() if blanks}
    return found | {f"state:{name}": word for name, word in inputs.states.items()}


def total(found: Mapping[str, str]) -> str:
    """Return one SHA-256 over all that was read."""
    return hashlib.sha256(json.dumps(dict(found), ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def changes(before: Mapping[str, str], now: Mapping[str, str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return in Korean what changed between two readings; `titles`: stage id -> title."""
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return tuple(_said(name, before.get(name, ""), now.get(name, ""), titles) for name in names)


def _said(name: str, before: str, now: str, titles: Mapping[str, str]) -> str:
    kind, _, rest = name.partition(":")
    if kind in _VALUES:
        return fit(f"{_VALUES[kind]} {before or '없음'}에서 {now or '없음'}[으로/로] 바뀌었습니다")
    if kind == "data":
        return f"라이브러리의 procedure/{rest}.yaml이 바뀌었습니다"
    if kind in _OF_STAGE:
        return f"{titles.get(rest, rest)}의 {_OF_STAGE[kind]} 바뀌었습니다"
    how = "바뀌었습니다" if before and now else "새로 적혔습니다" if now else "지워졌습니다"
    if kind == "file" and not before:
        how = "새로 생겼습니다"
    return fit(f"{_NAMED[kind].format(rest)}[이/가] {how}")


def digest(value: Any) -> str:
    """Return 16 hex digits that change with any part of a value of plain data, dataclasses, dates and decimals."""
    return hashlib.sha256(json.dumps(_plain(value), ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()[
        :16
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return value


def _leaves(value: Plain, path: str) -> Iterator[tuple[str, str]]:
    """Yield the way to each text of a section and the text; what is empty says nothing."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _leaves(item, f"{path}[{number}]")
    elif value:
        yield path, value
