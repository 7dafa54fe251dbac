"""Decides which candidate headings are the headings of this document.

In: the lines and what the rules make of them. Out: one `Entry` for each line. Three
questions: which kind of heading numbers the articles here (`schemes`); is a run of headings
only a table of contents (`contents`); does a number continue its series (`series`). Then
the headings without a number find their place. A line that is no heading is text.
"""

from __future__ import annotations

from pipeline.parse.contents import mark_contents
from pipeline.parse.entries import TERMINAL, Entry, demote, entry_of, is_bare, is_short
from pipeline.parse.lines import Line
from pipeline.parse.schemes import article_rule, keep_rule, mark_bare_numbers
from pipeline.parse.series import continue_series, mark_later_parts


def outline(lines: list[Line]) -> list[Entry]:
    """Return the role of every line, in order."""
    entries = [entry_of(line) for line in lines]
    mark_bare_numbers(entries)
    rule, signature = article_rule(entries)
    keep_rule(entries, rule, signature)
    mark_contents(entries)
    _mark_listed_annexes(entries)
    mark_later_parts(entries)
    continue_series(entries, rule)
    if not rule:
        _guess_headings(entries)
    _mark_headings(entries)
    return entries


def _mark_listed_annexes(entries: list[Entry]) -> None:
    """An annex named in a list is none: it has no text and comes again, or articles go on after it."""
    again = {entry.heading.number: at for at, entry in enumerate(entries) if entry.role == "annex" and entry.heading}
    for at, entry in enumerate(entries):
        if entry.role != "annex" or not entry.heading:
            continue
        empty = is_bare(entry) and (
            at + 1 == len(entries) or entries[at + 1].role in ("annex", "chapter", "article", "contents")
        )
        weak = not entry.heading.strong and not entry.line.is_heading
        if (empty and again[entry.heading.number] > at) or (weak and _articles_go_on(entries, at)):
            demote(entry)


def _articles_go_on(entries: list[Entry], at: int) -> bool:
    """Whether the articles only begin after an entry, or go on counting after it."""
    before = next((e.heading for e in reversed(entries[:at]) if e.role == "article" and e.heading), None)
    after = next((e.heading for e in entries[at + 1 :] if e.role == "article" and e.heading), None)
    if before is None:
        return after is not None
    return bool(after and before.rule == after.rule and after.value[0] == before.value[0] + 1)


def _mark_headings(entries: list[Entry]) -> None:
    """Headings without a number: a chapter before an article, an article of its own, or text."""
    base = min((e.line.level for e in entries if e.role == "article" and e.line.is_heading), default=0)
    marked = [at for at, entry in enumerate(entries) if entry.role == "heading"]
    first_article = next((at for at, entry in enumerate(entries) if entry.role == "article"), None)
    annex_level: int | None = None
    for at, entry in enumerate(entries):
        if entry.role == "annex":
            annex_level = entry.line.level if entry.line.is_heading else 0
        elif entry.role in ("article", "chapter", "part"):
            annex_level = None
        if entry.role != "heading":
            continue
        before_all = first_article is not None and at < first_article
        if annex_level is not None:
            entry.role = "section" if annex_level and entry.line.level <= annex_level else "text"
        elif first_article is None:
            entry.role = "text" if at == 0 else "section"
        elif (base and entry.line.level > base) or (before_all and (at == marked[0] or not _leads(entries, at))):
            entry.role = "text"
        else:
            entry.role = "chapter" if _leads(entries, at) else "section"


def _guess_headings(entries: list[Entry]) -> None:
    """Plain text without numbers or marks: short lines between longer ones are its headings."""
    if any(entry.role in ("heading", "annex", "chapter") for entry in entries):
        return
    places = [at for at in range(1, len(entries) - 1) if _looks_like_heading(entries, at)]
    if len(places) >= 3:
        for at in places:
            entries[at].role = "heading"


def _looks_like_heading(entries: list[Entry], at: int) -> bool:
    line, before, after = entries[at].line, entries[at - 1].line, entries[at + 1].line
    words = line.text.strip()
    if (
        entries[at].role != "text"
        or line.kind != "paragraph"
        or not is_short(line)
        or line.marker
        or words.endswith((",", "-"))
    ):
        return False
    complete = TERMINAL.search(before.text) is not None and len(before.text) > 60
    return complete and len(after.text) > 60 and after.kind == "paragraph" and len(words.split()) <= 10


def _leads(entries: list[Entry], at: int) -> bool:
    """Whether an article heading follows at once."""
    return at + 1 < len(entries) and entries[at + 1].role in ("article", "chapter")
