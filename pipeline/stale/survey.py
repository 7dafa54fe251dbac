"""Look through a folder and judge every document of ours in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pipeline.model import Conditions, Library
from pipeline.read import limits
from pipeline.stale.model import Found, Group, Survey, Unclear, Verdict
from pipeline.stale.peek import SUFFIXES, UnclearError, stamp_of_file
from pipeline.stale.verdict import Reference, verdict, with_cover
from pipeline.stale.walk import files_below

_ORDER = tuple(Group)
_DEAL_SUFFIXES = (".yaml", ".yml")


def survey(folder: Path, library: Library, conditions: Conditions, deals: Path | None = None) -> Survey:
    """Return what the documents below `folder` (or the one file that it is) need on the day of `conditions`.

    `deals`: a folder in which the deal sheets of drafts are looked for, by the digest in the draft.
    """
    reference = Reference(library, conditions)
    verdicts: list[Verdict] = []
    unclear: list[Unclear] = []
    others = links = 0
    for entry in files_below(folder):
        if entry.link:
            links += 1
            continue
        if entry.path.suffix.lower() not in SUFFIXES:
            others += 1
            continue
        try:
            stamp = stamp_of_file(entry.path)
        except UnclearError as error:
            unclear.append(Unclear(entry.name, str(error)))
            continue
        if stamp is None:
            others += 1
        else:
            verdicts.append(verdict(Found(entry.name, stamp), reference))
    known = deal_sheets(deals) if deals is not None else {}
    told = tuple(replace(one, deal=known.get(one.document.stamp.deal)) for one in with_cover(tuple(verdicts)))
    ordered = tuple(sorted(told, key=lambda one: (_ORDER.index(one.group), one.document.path)))
    return Survey(str(folder), conditions.as_of, reference.edition, ordered, tuple(unclear), others, links)


def deal_sheets(folder: Path) -> Mapping[str, Path]:
    """Return the digest of each YAML file below `folder` -> its path; the first of equals."""
    found: dict[str, Path] = {}
    for entry in files_below(folder):
        if entry.link or entry.path.suffix.lower() not in _DEAL_SUFFIXES:
            continue
        with suppress(OSError):
            if entry.path.stat().st_size <= limits.FILE_BYTES:
                digest = hashlib.sha256(entry.path.read_bytes()).hexdigest()[:16]
                found.setdefault(digest, entry.path)
    return found
