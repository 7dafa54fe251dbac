"""Finds tables of contents: their entries look like headings but have no text."""

from __future__ import annotations

import re

from pipeline.parse.entries import Entry, Key, is_bare, is_short, key_of

_PAGE_LEADER = re.compile(r"(?:[.·…‥∙]{2,}|\t|\s{3,})\s*\d{1,4}\s*$")


def mark_contents(entries: list[Entry]) -> None:
    """Make contents of the entries of a table of contents, with or without its title."""
    last = {key_of(entry): at for at, entry in enumerate(entries) if entry.heading}
    at = 0
    while at < len(entries):
        if entries[at].role == "contents":
            at = _titled_contents(entries, at, last)
        else:
            at = _untitled_contents(entries, at, last)


def _titled_contents(entries: list[Entry], at: int, last: dict[Key, int]) -> int:
    seen: list[Key] = []
    at += 1
    while at < len(entries):
        entry = entries[at]
        if entry.role == "contents":
            at += 1
            continue
        key = key_of(entry)
        if entry.heading and (key in seen or not is_bare(entry)):
            return at
        if entry.heading is None and not _PAGE_LEADER.search(entry.line.text) and not is_short(entry.line):
            return at
        if entry.heading is None and not _PAGE_LEADER.search(entry.line.text) and not entry.line.marker:
            return at
        if entry.heading and last[key] == at and len(seen) >= 2 and not _PAGE_LEADER.search(entry.line.text):
            return at
        seen.append(key)
        entry.role = "contents"
        at += 1
    return at


def _untitled_contents(entries: list[Entry], at: int, last: dict[Key, int]) -> int:
    end = again = at
    seen: list[Key] = []
    while end < len(entries) and entries[end].heading and is_bare(entries[end]) and key_of(entries[end]) not in seen:
        again += last[key_of(entries[end])] > end
        seen.append(key_of(entries[end]))
        end += 1
    if again - at >= max(3, 0.6 * (end - at)):
        for entry in entries[at:end]:
            entry.role = "contents"
    return max(end, at + 1)
