"""Decides which candidate headings are the headings of this document.

In: the lines and what the rules make of them. Out: one `Entry` for each line: article,
annex, part, chapter, contents, heading (unnumbered) or text. Three questions: which kind
of heading numbers the articles here (제N조, Article N, N., or none); does a number continue
its series; is a run of headings only a table of contents. A line that is no heading is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.parse.lines import Line
from pipeline.parse.rules import heading_of
from pipeline.read.headings import Heading
from pipeline.read.markers import marker

_LEADER = re.compile(r"[\s.·…‥∙ㆍ_\-–]*\d{0,4}\s*$")
_PAGE_LEADER = re.compile(r"(?:[.·…‥∙]{2,}|\t|\s{3,})\s*\d{1,4}\s*$")
_TERMINAL = re.compile(r"[.。?!:;：][\"”'’)\]」』]*$|다[\"”'’)]?$")
_PART_TITLE = re.compile(
    r"(?:계약서|약관|약정서?|협약서?|합의서|서약서|확약서|동의서|특약서?|방침|정책|(?:일반|특수|이용)조건|지침|세칙|규정"
    r"|\b(?:AGREEMENT|Agreement|ADDENDUM|Addendum|TERMS|Terms|POLICY|Policy|CONDITIONS|Conditions))"
    r"\s*(?:[(（\[<].{0,40}[)）\]>])?$"
)
_GAP_LIMIT: Final = 30
_LOOK_BACK: Final = 12
_MOST_OPTIONAL: Final = 3
_MOST_MISSING: Final = 3
"""Numbered headings may be lost in a PDF; so many may be missing before the series is broken."""


@dataclass(slots=True)
class Entry:
    """A line with its role. `heading` is None for text and for unnumbered headings."""

    line: Line
    role: str
    heading: Heading | None = None


def outline(lines: list[Line]) -> list[Entry]:
    """Return the role of every line, in order."""
    found = [heading_of(line) for line in lines]
    entries = [Entry(line, _first_role(line, heading), heading) for line, heading in zip(lines, found, strict=True)]
    _mark_bare_numbers(entries)
    rule, signature = _article_rule(entries)
    _keep_rule(entries, rule, signature)
    _mark_contents(entries)
    _mark_listed_annexes(entries)
    _mark_later_parts(entries)
    _continue_series(entries, rule)
    _mark_headings(entries)
    return entries


def _first_role(line: Line, heading: Heading | None) -> str:
    if heading:
        return "article" if heading.rule in ("jo", "article", "number") else heading.rule
    return "heading" if line.is_heading else "text"


def _demote(entry: Entry) -> None:
    entry.heading = None
    entry.role = "heading" if entry.line.is_heading else "text"


# ------------------------------------------------------------------ contents


def _body_of(entry: Entry) -> str:
    return entry.line.text[entry.heading.body :] if entry.heading else entry.line.text


def _is_bare(entry: Entry) -> bool:
    """Whether nothing but a page number follows the heading."""
    return entry.heading is not None and not _LEADER.sub("", _body_of(entry))


def _key(entry: Entry) -> tuple[str, tuple[int, ...], str]:
    heading = entry.heading
    if heading is None:
        return "", (), ""
    number = "" if heading.rule in ("jo", "article", "number") else heading.number.lower()
    return heading.rule + number, heading.value, re.sub(r"\W", "", _LEADER.sub("", heading.title)).lower()


def _mark_contents(entries: list[Entry]) -> None:
    """Make contents of the entries of a table of contents, with or without its title."""
    last = {_key(entry): at for at, entry in enumerate(entries) if entry.heading}
    at = 0
    while at < len(entries):
        if entries[at].role == "contents":
            at = _titled_contents(entries, at, last)
        else:
            at = _untitled_contents(entries, at, last)


def _titled_contents(entries: list[Entry], at: int, last: dict[tuple[str, tuple[int, ...], str], int]) -> int:
    seen: list[tuple[str, tuple[int, ...], str]] = []
    at += 1
    while at < len(entries):
        entry = entries[at]
        if entry.role == "contents":
            at += 1
            continue
        key = _key(entry)
        if entry.heading and (key in seen or not _is_bare(entry)):
            return at
        if entry.heading is None and not _PAGE_LEADER.search(entry.line.text) and not _short(entry.line):
            return at
        if entry.heading is None and last and not _PAGE_LEADER.search(entry.line.text) and not seen:
            return at
        if entry.heading and last[key] == at and len(seen) >= 2 and not _PAGE_LEADER.search(entry.line.text):
            return at
        seen.append(key)
        entry.role = "contents"
        at += 1
    return at


def _untitled_contents(entries: list[Entry], at: int, last: dict[tuple[str, tuple[int, ...], str], int]) -> int:
    end = at
    while end < len(entries) and entries[end].heading and _is_bare(entries[end]) and last[_key(entries[end])] > end:
        end += 1
    if end - at >= 3:
        for entry in entries[at:end]:
            entry.role = "contents"
    return max(end, at + 1)


def _short(line: Line) -> bool:
    return len(line.text) <= 60 and not _TERMINAL.search(line.text) and line.kind not in ("row", "note")


# ------------------------------------------------------------------ which rule numbers the articles


def _mark_bare_numbers(entries: list[Entry]) -> None:
    """A number on a line of its own is a heading where a title and then N.1 follow (PDF layouts)."""
    for at, entry in enumerate(entries[:-2]):
        words = entry.line.text.strip()
        if not re.fullmatch(r"\d{1,2}\.?", words) or entry.line.kind != "paragraph" or entry.line.prefix:
            continue
        value = int(words.rstrip("."))
        below = marker(entries[at + 2].line.text)
        if _short(entries[at + 1].line) and not marker(entries[at + 1].line.text) and below and below.value == (value, 1):
            entry.role, entry.heading = "article", Heading("number", str(value), (value,), "", len(entry.line.text), strong=False)


Signature = tuple[str, int, int, bool, bool]


def _signature(entry: Entry) -> Signature:
    """What headings of one series have in common: marker, markup, indent, automatic number."""
    line = entry.line
    found = marker(line.text)
    style = found.style.replace("ROMAN", "upper") if found else "plain"
    return style, line.level if line.is_heading else 0, line.indent, line.prefix > 0, "**" in line.text[:6]


def _article_rule(entries: list[Entry]) -> tuple[str, Signature | None]:
    """Return the rule that numbers the articles ('' for none) and, for 'number', the signature."""
    counts = {rule: _chain([e for e in entries if e.role == "article" and e.heading and e.heading.rule == rule]) for rule in ("jo", "article")}
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
        if expected < value <= expected + (_MOST_MISSING if expected else 1) or value == 1 or (expected == 0 and value > 0 and entry.heading and entry.heading.strong):
            count += 1
            expected = value
    return count


def _best_number_series(entries: list[Entry]) -> tuple[int, Signature | None]:
    groups: dict[Signature, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry.role == "annex":
            continue
        if entry.role == "article" and entry.heading and entry.heading.rule == "number":
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
    return sum(1 for here, after in zip(places, following, strict=True) if after - here > 1 or not _is_bare(entries[here]))


def _keep_rule(entries: list[Entry], rule: str, signature: Signature | None) -> None:
    for entry in entries:
        if entry.role != "article" or not entry.heading:
            continue
        kept = entry.heading.rule == rule and (rule != "number" or _signature(entry) == signature)
        if not kept and not (entry.heading.rule == "jo" and entry.heading.strong and rule == "number"):
            _demote(entry)


# ------------------------------------------------------------------ annexes that are only listed


def _mark_listed_annexes(entries: list[Entry]) -> None:
    """An annex named in a list is none: it has no text and comes again, or articles go on after it."""
    again = {entry.heading.number: at for at, entry in enumerate(entries) if entry.role == "annex" and entry.heading}
    for at, entry in enumerate(entries):
        if entry.role != "annex" or not entry.heading:
            continue
        empty = _is_bare(entry) and (at + 1 == len(entries) or entries[at + 1].role in ("annex", "chapter", "article", "contents"))
        weak = not entry.heading.strong and not entry.line.is_heading
        if empty and again[entry.heading.number] > at or weak and _articles_go_on(entries, at):
            _demote(entry)


def _articles_go_on(entries: list[Entry], at: int) -> bool:
    """Whether the articles only begin after an entry, or go on counting after it."""
    before = next((e.heading for e in reversed(entries[:at]) if e.role == "article" and e.heading), None)
    after = next((e.heading for e in entries[at + 1 :] if e.role == "article" and e.heading), None)
    if before is None:
        return after is not None
    return bool(after and before.rule == after.rule and after.value[0] == before.value[0] + 1)


# ------------------------------------------------------------------ series


class _Series:
    """The running number of the articles, part by part."""

    def __init__(self) -> None:
        self.last: tuple[int, int] | None = None
        self.title = ""
        self.fresh = False
        self.listing = 0

    def restart(self) -> None:
        """An annex or a part begins: its articles count from 1."""
        self.fresh = True

    def accepts(self, heading: Heading, *, automatic: bool, clean: bool) -> bool:
        """Whether the heading continues the series; `clean`: the text before it is complete."""
        here = (heading.value[0], heading.value[1] if len(heading.value) > 1 else 0)
        if automatic:
            ok = True
        elif not heading.strong and not clean:
            ok = False
        elif self.last is None or self.fresh:
            ok = here[0] == 1 or (heading.rule == "number" and here[0] <= 2) or (heading.strong and self.last is None)
            ok = ok or (self.fresh and self.last is not None and self._follows(here, heading))
        else:
            ok = self._follows(here, heading)
        if ok:
            self.last, self.title, self.fresh, self.listing = here, heading.title, False, 0
        return ok

    def _follows(self, here: tuple[int, int], heading: Heading) -> bool:
        last = self.last or (0, 0)
        number, branch = here
        if branch:
            return number == last[0] and last[1] < branch <= last[1] + 1 + _MOST_OPTIONAL
        if number == last[0] + 1:
            return True
        if number == 1 and last[0] >= 2:
            return heading.strong or bool(heading.title)
        if heading.rule == "number":
            return 1 < number - last[0] <= _MOST_MISSING and not self.listing == number - 1
        if not heading.strong:
            return False
        return last[0] < number <= last[0] + _GAP_LIMIT or (number == last[0] and heading.title != self.title)


def _continue_series(entries: list[Entry], rule: str) -> None:
    """Demote the headings that do not continue the series, and numbered headings inside annexes."""
    series = _Series()
    last_article = -1
    in_annex = False
    for at, entry in enumerate(entries):
        if entry.role in ("annex", "part"):
            series.restart()
            last_article, in_annex = at, True
        elif entry.role == "article" and entry.heading and in_annex and entry.heading.rule == "number":
            _demote(entry)
        elif entry.role == "text" and rule == "number":
            found = marker(entry.line.text)
            series.listing = found.value[0] if found and found.style == "dot" else series.listing
        elif entry.role == "article" and entry.heading:
            was = series.last
            if not series.accepts(entry.heading, automatic=entry.line.prefix > 0, clean=_is_clean(entries, at)):
                _demote(entry)
                continue
            if was and entry.heading.value[0] == 1 and was[0] >= 2 and rule == entry.heading.rule:
                _mark_part(entries, last_article, at)
            last_article = at


def _is_clean(entries: list[Entry], at: int) -> bool:
    """Whether the text before an entry is complete, so that the entry is not a wrapped line of it."""
    line = entries[at].line
    if not at or line.gap or not line.printed:
        return True
    before = entries[at - 1]
    return before.role != "text" or before.line.kind == "row" or bool(_TERMINAL.search(before.line.text)) or len(before.line.text) < 30


def _mark_part(entries: list[Entry], last_article: int, at: int) -> None:
    """Articles start again at 1: the title of a second document stands somewhere before."""
    for place in range(at - 1, max(last_article, at - _LOOK_BACK), -1):
        entry = entries[place]
        if entry.role in ("annex", "part"):
            return
        before = entries[place - 1] if place else None
        untitled = before is not None and before.role == "annex" and before.heading is not None and not before.heading.title
        if _names_document(entry) and not untitled:
            entry.role = "part"
            return


def _names_document(entry: Entry) -> bool:
    words = entry.line.text.strip().strip("#*_ ")
    short = len(words) <= 60 and entry.line.kind in ("paragraph", "heading") and not entry.line.prefix
    return entry.role in ("text", "heading") and short and _PART_TITLE.search(words) is not None and marker(words) is None


def _mark_later_parts(entries: list[Entry]) -> None:
    """After the supplementary provisions (부칙) a line that names a document opens another one."""
    after_supplement = False
    for at, entry in enumerate(entries):
        if entry.role == "annex" and entry.heading:
            after_supplement = entry.heading.number == "부칙"
        elif after_supplement and _names_document(entry) and entries[at - 1].role in ("text", "annex") and (entry.line.gap or not entry.line.printed):
            entry.role = "part"


# ------------------------------------------------------------------ unnumbered headings


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
            entry.role = "text" if at == marked[0] and at == 0 else "section"
        elif base and entry.line.level > base or (before_all and (at == marked[0] or not _leads(entries, at))):
            entry.role = "text"
        else:
            entry.role = "chapter" if _leads(entries, at) else "section"


def _leads(entries: list[Entry], at: int) -> bool:
    """Whether an article heading follows at once."""
    return at + 1 < len(entries) and entries[at + 1].role in ("article", "chapter")
