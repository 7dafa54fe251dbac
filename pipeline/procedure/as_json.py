"""A paper as JSON: what it was made from, its own data, its blanks and its sections. Schema: docs/procedure.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pipeline.procedure.paper import Block, Origin, Paper, blanks
from pipeline.report.as_json import dumps
from pipeline.stamp import as_object

SCHEMA = "finclause-paper/1"


def paper_json(paper: Paper, origin: Origin) -> bytes:
    """Return the JSON of `paper` in UTF-8, indented, with stable keys."""
    return dumps(paper_object(paper, origin)).encode("utf-8")


def paper_object(paper: Paper, origin: Origin) -> dict[str, Any]:
    """Return a paper as plain data; raise ValueError where its own data would hide a key of every paper."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": paper.kind,
        "title": paper.title,
        "mark": paper.mark,
        "addressee": paper.addressee,
        "case": origin.case,
        "as_of": origin.as_of.isoformat(),
        "edition": origin.edition,
        "library": origin.library,
        "answers": origin.answers,
        "stamp": as_object(origin.stamp),
        "cover": [list(row) for row in paper.cover],
        "blanks": [{f.name: getattr(b, f.name) for f in fields(b)} for b in blanks(paper)],
        "sections": [{"heading": s.heading, "blocks": list(map(_block, s.blocks))} for s in paper.sections],
    }
    if hidden := told.keys() & paper.data.keys():
        raise ValueError(f"keys of every paper: {sorted(hidden)}")
    return told | dict(paper.data)


def _block(block: Block) -> dict[str, Any]:
    return {"block": type(block).__name__.lower()} | {f.name: _plain(getattr(block, f.name)) for f in fields(block)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
