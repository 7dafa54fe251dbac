"""The title of a contract: the line that names it, from the text before the first article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.parse.entries import Entry
from pipeline.parse.lines import Line
from pipeline.read.headings import PREDICATE, plain_title
from pipeline.read.markers import marker

_NAME = re.compile(
    r"(?:계\s*약(?:\s*서)?|약\s*관|약\s*정\s*서?|협\s*약\s*서?|합\s*의\s*서|특수조건|일반조건|이용조건|방침)\s*(?:[(（\[<].{0,40}[)）\]>])?$"
    r"|\b(?:agreement|addendum|terms|contract|rider|policy|conditions)\b",
    re.I,
)
_SENTENCE = re.compile(rf"[.。;,:]$|{PREDICATE}$|(?:하|되)고$|며$")
_FRONT_MATTER = re.compile(r"^(?:---|[\w가-힣]+:\s)")
_LONGEST: Final = 90
_FIRST_LINES: Final = 30


def contract_title(entries: Sequence[Entry]) -> str:
    """Return the title: a line in a title style, a named document, else the first short line."""
    opened = next((at for at, entry in enumerate(entries) if entry.role in ("article", "annex")), len(entries))
    lines = [entry.line for entry in entries[: min(opened, _FIRST_LINES)] if entry.role in ("text", "part", "section")]
    lines = [line for line in lines if line.kind not in ("row", "note") and not _FRONT_MATTER.match(line.text)]
    titled = [line for line in lines if _is_short(line)]
    for wanted in (_in_title_style, _is_top_heading, _is_named):
        found = next((line for line in titled if wanted(line)), None)
        if found:
            return plain_title(found.text[found.prefix :])
    first = titled[0] if titled and titled[0] is lines[0] else None
    return plain_title(first.text[first.prefix :]) if first else ""


def _is_short(line: Line) -> bool:
    words = line.text.strip()
    return (
        1 < len(words) <= _LONGEST
        and words[0] not in "※("
        and not _SENTENCE.search(words)
        and not (marker(words) and not line.is_heading)
    )


def _in_title_style(line: Line) -> bool:
    return line.style.lower() in ("title", "제목")


def _is_top_heading(line: Line) -> bool:
    return line.is_heading and line.level == 1


def _is_named(line: Line) -> bool:
    return _NAME.search(line.text) is not None
