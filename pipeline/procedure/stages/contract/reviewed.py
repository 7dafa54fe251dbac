"""What the review of the contract found, read from the JSON of `finclause review -o` or of `finclause draft --trace`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pipeline.assemble.comparison import TRACE_SCHEMA
from pipeline.library import load_library
from pipeline.model import Judgement, Status
from pipeline.report.as_json import SCHEMA as REVIEW_SCHEMA
from pipeline.report.labels import IMPORTANCE, JUDGEMENTS, PRIORITIES, STATUSES


@dataclass(frozen=True, slots=True)
class Gap:
    """An element that the contract lacks or contradicts; `judgement` and `priority` in the words of the report."""

    title: str
    judgement: str
    priority: str
    requirements: tuple[str, ...]
    why: str
    proposals: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review, or the trace of a draft (`drafted`), which lists what is due and what is blank.

    documents: name -> SHA-256 of what was reviewed, () for a draft. importance: 중요 or 비중요. requirements:
    (id, word of its status); for a draft '초안에 있음'. titles: id -> title where the file says it.
    uncertain: ids of elements that a person has to look at. unread: places that were not read.
    """

    drafted: bool
    documents: tuple[tuple[str, str], ...]
    as_of: str
    edition: str
    importance: str
    library: str
    requirements: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    uncertain: tuple[str, ...]
    unread: tuple[str, ...]
    blanks: tuple[str, ...]
    warnings: tuple[str, ...]


def uncertain_titles(found: Reviewed) -> tuple[str, ...]:
    """Return what the elements that a person has to look at are called; the id of one that the library has not."""
    elements = load_library().elements if found.uncertain else {}
    return tuple(elements[name].title if name in elements else name for name in found.uncertain)


def read_review(data: bytes) -> Reviewed:
    """Return the review in `data`; ValueError where it is no such JSON, or one without its gaps (`--format json`)."""
    try:
        found = json.loads(data)
        return _READERS[found["schema"]](found)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _review(found: dict[str, Any]) -> Reviewed:
    return Reviewed(
        drafted=False,
        documents=tuple((str(d["name"]), str(d["sha256"])) for d in found["documents"]),
        requirements=tuple((name, STATUSES[Status(r["status"])]) for name, r in found["requirements"].items()),
        titles=(),
        gaps=tuple(map(_gap, found["gaps"])),
        uncertain=tuple(map(str, found["uncertain"])),
        unread=tuple(f"{u['where']}: {u['reason']}" for u in found["unread"]),
        blanks=(),
        **_head(found),
    )


def _trace(found: dict[str, Any]) -> Reviewed:
    due = [r for r in found["requirements"] if r["due"]]
    return Reviewed(
        drafted=True,
        documents=(),
        requirements=tuple((str(r["id"]), "초안에 있음") for r in due),
        titles=tuple((str(r["id"]), str(r["title"])) for r in due),
        gaps=(),
        uncertain=(),
        unread=(),
        blanks=tuple(str(blank["ask"]) for blank in found["blanks"]),
        **_head(found),
    )


def _head(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "as_of": str(found["as_of"]),
        "edition": str(found["edition"]),
        "importance": IMPORTANCE[found["importance"]],
        "library": str(found["library"]["version"]),
        "warnings": tuple(map(str, found["warnings"])),
    }


def _gap(gap: dict[str, Any]) -> Gap:
    return Gap(
        title=str(gap["title"]),
        judgement=JUDGEMENTS[Judgement(gap["judgement"])],
        priority=PRIORITIES[gap["priority"]],
        requirements=tuple(map(str, gap["requirements"])),
        why=str(gap["conflict"] or gap["risk"] or gap["means"]),
        proposals=len(gap["proposals"]),
    )


_READERS = {REVIEW_SCHEMA: _review, TRACE_SCHEMA: _trace}
