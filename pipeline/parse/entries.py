"""The lines with their roles: what the steps of the outline work on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.parse.lines import Line
from pipeline.parse.rules import heading_of
from pipeline.read.headings import Heading

TERMINAL: Final = re.compile(r"[.。?!:;：][\"”'’)\]」』]*$|다[\"”'’)]?$")
_LEADER = re.compile(r"[\s.·…‥∙ㆍ_\-–]*\d{0,4}\s*$")
_LONGEST_LEADER: Final = 120
_PART_TITLE = re.compile(
    r"(?:계약서|(?<=\s)계약|약관|약정서?|협약서?|합의서|서약서|확약서|동의서|특약서?|방침|정책|(?:일반|특수|이용)조건|지침|세칙|규정"
    r"|\b(?:AGREEMENT|Agreement|ADDENDUM|Addendum|TERMS|Terms|POLICY|Policy|CONDITIONS|Conditions))"
    r"\s*(?:[(（\[<].{0,40}[)）\]>])?$"
)

Key = tuple[str, tuple[int, ...], str]
"""What an entry of a table of contents and the heading it names have in common."""


@dataclass(slots=True)
class Entry:
    """A line with its role: article, annex, part, section, chapter, contents, heading or text.

    `heading` is None for text and for headings without a number.
    """

    line: Line
    role: str
    heading: Heading | None = None


def entry_of(line: Line) -> Entry:
    """Return a line with the role that its shape suggests."""
    heading = heading_of(line)
    if heading:
        return Entry(line, "article" if heading.rule in ("jo", "article", "number") else heading.rule, heading)
    return Entry(line, "heading" if line.is_heading else "text")


def demote(entry: Entry) -> None:
    """Make text (or an unnumbered heading) of an entry."""
    entry.heading = None
    entry.role = "heading" if entry.line.is_heading else "text"


def body_of(entry: Entry) -> str:
    """Return the text after the heading."""
    return entry.line.text[entry.heading.body :] if entry.heading else entry.line.text


def is_bare(entry: Entry) -> bool:
    """Whether nothing but a page number follows the heading."""
    if entry.heading is None or len(entry.line.text) - entry.heading.body > _LONGEST_LEADER:
        return False
    return _LEADER.fullmatch(body_of(entry)) is not None


def key_of(entry: Entry) -> tuple[str, tuple[int, ...], str]:
    """Return what to compare two headings by."""
    heading = entry.heading
    if heading is None:
        return "", (), ""
    number = "" if heading.rule in ("jo", "article", "number") else heading.number.lower()
    return heading.rule + number, heading.value, re.sub(r"\W", "", _LEADER.sub("", heading.title)).lower()


def is_short(line: Line) -> bool:
    """Whether a line may be a title by its length and ending."""
    return len(line.text) <= 60 and not TERMINAL.search(line.text) and line.kind not in ("row", "note")


def names_document(entry: Entry) -> bool:
    """Whether a line is the title of a contract, terms or another document."""
    words = entry.line.text.strip().strip("#*_ ")
    short = len(words) <= 60 and entry.line.kind in ("paragraph", "heading") and not entry.line.prefix
    return (
        entry.role in ("text", "heading")
        and short
        and _PART_TITLE.search(words) is not None
        and entry.line.marker is None
    )
