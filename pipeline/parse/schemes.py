"""Which rule numbers the articles of a document: 제N조, Article N, N. or none.

Candidates of one shape (marker, markup, indent) that count 1, 2, 3 … and have text of their
own are the articles; '1. 2. 3.' inside an article has another shape, or no text between.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.parse.entries import Entry, demote, is_bare, is_short, key_of
from pipeline.read.headings import Heading

MOST_MISSING: Final = 5
"""Numbered headings may be lost in a PDF; so many may be missing before a series is broken."""


def mark_bare_numbers(entries: list[Entry]) -> None:
    """A number on a line of its own is a heading where a title and then N.1 follow (PDF layouts)."""
    for at, entry in enumerate(entries[:-2]):
        words = entry.line.text.strip()
        if not re.fullmatch(r"\d{1,2}\.?", words) or entry.line.kind != "paragraph" or entry.line.prefix:
            continue
        value = int(words.rstrip("."))
        below = entries[at + 2].line.marker
        if is_short(entries[at + 1].line) and not entries[at + 1].line.marker and below and below.value == (value, 1):
            entry.role, entry.heading = (
                "article",
                Heading("number", str(value), (value,), "", len(entry.line.text), strong=False),
            )


Signature = tuple[str, int, int, bool, bool]


def _signature(entry: Entry) -> Signature:
    """What headings of one series have in common: marker, markup, indent, automatic number."""
    line = entry.line
    found = line.marker
    style = found.style.replace("ROMAN", "upper") if found else "plain"
    return style, line.level if line.is_heading else 0, line.indent, line.prefix > 0, "**" in line.text[:6]


def article_rule(entries: list[Entry]) -> tuple[str, Signature | None]:
    """Return the rule that numbers the articles ('' for none) and, for 'number', the signature."""
    counts = {
        rule: _chain([e for e in entries if e.role == "article" and e.heading and e.heading.rule == rule])
        for rule in ("jo", "article")
    }
    best, signature = _best_number_series(entries)
    if counts["jo"] >= 2 or (counts["jo"] == 1 and best < 3):
        return "jo", None
    if counts["article"] >= 2 and counts["article"] >= best // 2:
        return "article", None
    return ("number", signature) if signature else ("", None)


def _chain(series: list[Entry]) -> int:
    """Count the entries that continue 1, 2, 3 …, starting anew at 1."""
    count = expected = 0
    for entry in series:
        value = entry.heading.value[0] if entry.heading else 0
        if (
            expected < value <= expected + (MOST_MISSING if expected else 2)
            or value == 1
            or (expected == 0 and value > 0 and entry.heading and entry.heading.strong)
        ):
            count += 1
            expected = value
    return count


def _best_number_series(entries: list[Entry]) -> tuple[int, Signature | None]:
    last = {key_of(entry): at for at, entry in enumerate(entries) if entry.heading}
    groups: dict[Signature, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry.role == "annex":
            continue
        if entry.role == "article" and entry.heading and entry.heading.rule == "number" and last[key_of(entry)] == at:
            groups.setdefault(_signature(entry), []).append(at)
    best: tuple[int, int, int] = (0, 0, 0)
    signature: Signature | None = None
    for candidate, places in groups.items():
        chain = _chain([entries[at] for at in places])
        marked = 1 if candidate[1] else 0
        if chain < (2 if marked else 3) or _bodied(places, entries) < 0.6 * len(places):
            continue
        rank = (marked, chain, -places[0])
        if rank > best:
            best, signature = rank, candidate
    return best[1], signature


def _bodied(places: list[int], entries: list[Entry]) -> int:
    """How many of the candidates are followed by text of their own."""
    following = [*places[1:], len(entries)]
    return sum(
        1 for here, after in zip(places, following, strict=True) if after - here > 1 or not is_bare(entries[here])
    )


def keep_rule(entries: list[Entry], rule: str, signature: Signature | None) -> None:
    for entry in entries:
        if entry.role != "article" or not entry.heading:
            continue
        kept = entry.heading.rule == rule and (rule != "number" or _signature(entry) == signature)
        if not kept and not (entry.heading.rule == "jo" and entry.heading.strong and rule == "number"):
            demote(entry)
