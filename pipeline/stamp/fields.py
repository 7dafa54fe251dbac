"""The fields of a stamp, as flat text properties (Word, Excel, HTML) and as keys of a JSON object."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PREFIX = "finclause."
"""How each of our properties begins."""

KINDS = {
    "contract": "계약서",
    "trace": "조항 추적 파일",
    "review": "검토보고서",
    "addendum": "부속합의서",
    "redline": "수정안",
    "compare": "비교보고서",
    "stale": "점검보고서",
    "paper": "절차 문서",
}
"""What a document can be, with its Korean name."""
PAPER = "paper"
"""A document of the procedure: made at any importance, also before it is known, and from no clause or element."""

_LONGEST = 255
"""Characters of a text property that Word shows and keeps; longer values are parted."""
_HASH = re.compile(r"[0-9a-f]{8}")
_ID = re.compile(r"[a-z][a-z0-9.-]{0,127}")
_TEXTS = ("kind", "library_version", "library_fingerprint", "edition", "as_of", "importance", "deal", "base")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a document of ours comes from.

    `kind`: a key of `KINDS`. `importance`: '' in a paper of the procedure. `facts`: ids that held.
    `elements`: due element id to the hash of its definition;
    `parts`: each clause, paragraph, table and definition in
    the document to the hash of its wording (`pipeline.stamp.wording.part_hashes`). `deal`: start of the SHA-256 of the deal
    sheet, '' without one. `base`: `identity` of the document that this one adds to, '' for none.
    """

    kind: str
    library_version: str
    library_fingerprint: str
    edition: str
    as_of: dt.date
    importance: str
    facts: tuple[str, ...]
    elements: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    deal: str = ""
    base: str = ""


def as_properties(stamp: Stamp) -> dict[str, str]:
    """Return the stamp as property name to text of at most 255 characters, in a fixed order."""
    values = {name: str(getattr(stamp, name)) for name in _TEXTS}
    told = {f"{PREFIX}{name}": value for name, value in values.items() if value}
    lists = {
        "facts": stamp.facts,
        "elements": tuple(f"{name}:{digest}" for name, digest in stamp.elements.items()),
        "parts": tuple(f"{name}:{digest}" for name, digest in stamp.parts.items()),
    }
    for name, entries in lists.items():
        for number, text in enumerate(_parted(entries), 1):
            told[f"{PREFIX}{name}" + (f".{number}" if number > 1 else "")] = text
    return told


def _parted(entries: tuple[str, ...]) -> list[str]:
    parts: list[str] = []
    for entry in entries:
        if parts and len(parts[-1]) + 1 + len(entry) <= _LONGEST:
            parts[-1] += f" {entry}"
        else:
            parts.append(entry)
    return parts


def identity(stamp: Stamp) -> str:
    """Return 16 hex digits that name a contract by its stamp; they outlast that someone edits and saves the file."""
    told = as_properties(replace(stamp, kind="contract", base=""))
    return hashlib.sha256(repr(sorted(told.items())).encode("utf-8")).hexdigest()[:16]


def from_properties(properties: Mapping[str, str]) -> Stamp:
    """Return the stamp in `properties`; other names in it are left alone.

    Raise ValueError that names the property which is missing or is nothing we write.
    """
    own = {name.removeprefix(PREFIX): value for name, value in properties.items() if name.startswith(PREFIX)}
    return _stamp({name: own.get(name, "") for name in _TEXTS}, *(_joined(own, name) for name in _LISTS))


_LISTS = ("facts", "elements", "parts")


def _joined(own: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the entries of a list that may be parted over `name`, `name.2`, `name.3` …"""
    found = own.get(name, "").split()
    number = 2
    while f"{name}.{number}" in own:
        found += own[f"{name}.{number}"].split()
        number += 1
    return tuple(found)


def _stamp(
    texts: Mapping[str, str], facts: tuple[str, ...], elements: tuple[str, ...], parts: tuple[str, ...]
) -> Stamp:
    if texts["kind"] not in KINDS:
        raise ValueError("kind")
    for name in ("library_version", "library_fingerprint", "edition", "importance"):
        if not texts[name] and not (name == "importance" and texts["kind"] == PAPER):
            raise ValueError(name)
    try:
        day = dt.date.fromisoformat(texts["as_of"])
    except ValueError as error:
        raise ValueError("as_of") from error
    if not all(re.fullmatch(r"[a-z_]{1,40}", fact) for fact in facts):
        raise ValueError("facts")
    return Stamp(
        texts["kind"], texts["library_version"], texts["library_fingerprint"], texts["edition"], day, texts["importance"],
        facts, _hashes("elements", elements), _hashes("parts", parts), texts["deal"], texts["base"],
    )  # fmt: skip


def _hashes(name: str, entries: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries:
        key, _, digest = entry.partition(":")
        if not _ID.fullmatch(key) or not _HASH.fullmatch(digest):
            raise ValueError(name)
        found[key] = digest
    return found


def as_object(stamp: Stamp) -> dict[str, Any]:
    """Return the stamp as the keys that every JSON file of ours has."""
    told: dict[str, Any] = {
        "kind": stamp.kind,
        "library": {"version": stamp.library_version, "fingerprint": stamp.library_fingerprint},
        "as_of": stamp.as_of.isoformat(),
        "edition": stamp.edition,
        "importance": stamp.importance,
        "facts": list(stamp.facts),
        "wording": {"elements": dict(stamp.elements), "parts": dict(stamp.parts)},
    }
    return told | {name: value for name in ("deal", "base") if (value := getattr(stamp, name))}


def from_object(told: Mapping[str, Any]) -> Stamp:
    """Return the stamp in the keys of a JSON object. Raise ValueError as `from_properties` does."""
    library, wording = told.get("library"), told.get("wording")
    if not isinstance(library, dict):
        raise ValueError("library")
    if not isinstance(wording, dict):
        raise ValueError("wording")
    given = {**told, "library_version": library.get("version"), "library_fingerprint": library.get("fingerprint")}
    texts = {name: value if isinstance(value := given.get(name, ""), str) else "" for name in _TEXTS}
    facts = told.get("facts")
    if not isinstance(facts, list):
        raise ValueError("facts")
    return _stamp(texts, tuple(map(str, facts)), *(_pairs(wording, name) for name in ("elements", "parts")))


def _pairs(wording: Mapping[str, Any], name: str) -> tuple[str, ...]:
    entries = wording.get(name)
    if not isinstance(entries, dict):
        raise ValueError(name)
    return tuple(f"{key}:{digest}" for key, digest in entries.items())
