"""The named rules that recognise headings: an ordered list, the first that matches wins.

In: a `Line`. Out: a `Heading`, or None for a line of text. What a rule says is a candidate;
`pipeline.parse.outline` decides which candidates are headings of this document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pipeline.parse.lines import Line
from pipeline.read import headings
from pipeline.read.headings import PREDICATE, Heading, is_capitalised, plain_title, split_title
from pipeline.read.markers import Marker, as_roman

Rule = Callable[[Line], Heading | None]

_LONGEST_CONTENTS: Final = 40
_TOC_STYLE = re.compile(r"(?:toc|목차|차례)\s*\d?$|toc heading|차례 제목", re.I)
_PLAIN_NUMBER = re.compile(r"(?P<n>\d{1,2})(?:\s{2,}|\t| )(?P<t>[A-Z][A-Za-z][^\n]{1,70})$")
_NUMBER_STYLES: Final = ("dot", "upper-dot", "ROMAN-dot")
_NO_TITLE = re.compile(rf"[;,]$|{PREDICATE}\.?$|\b(?:and|or)$")


def contents(line: Line) -> Heading | None:
    """'목차', 'Table of Contents', and lines in a contents style of Word."""
    if (len(line.text) <= _LONGEST_CONTENTS and headings.contents(line.text)) or (
        line.style and _TOC_STYLE.match(line.style)
    ):
        return Heading("contents", "", (0,), plain_title(line.text), len(line.text))
    return None


def annex(line: Line) -> Heading | None:
    """'[별표 1] …', '별지 2. …', '부칙', 'Annex A – …'."""
    return headings.annex(line.text)


def chapter(line: Line) -> Heading | None:
    """'제2장 …', '제1절 …', 'Part C – …'."""
    return headings.chapter(line.text)


def jo(line: Line) -> Heading | None:
    """'제12조(제목)', '제3조의2 【제목】', '제8조 제목'."""
    return headings.jo(line.text)


def article(line: Line) -> Heading | None:
    """'Article 3', 'SECTION 2. FEES'."""
    return headings.article_en(line.text)


def number(line: Line) -> Heading | None:
    """'3. Fees', '2. 제공 대상', 'B. Security', 'Ⅱ. 총칙', '4 DEFINITIONS' on a line of their own."""
    found = line.marker
    if found and found.style in _NUMBER_STYLES:
        return _numbered(line, found)
    plain = _PLAIN_NUMBER.match(line.text, headings.lead_in(line.text))
    if plain and (line.is_heading or is_capitalised(plain["t"])) and not _NO_TITLE.search(plain["t"]):
        return Heading("number", plain["n"], (int(plain["n"]),), plain_title(plain["t"]), len(line.text), strong=False)
    return None


def _numbered(line: Line, found: Marker) -> Heading | None:
    rest = line.text[found.end :]
    lead = len(rest) - len(rest.lstrip(" \t\n\u200b*_"))
    title, body = split_title(rest[lead:])
    if not title and line.is_heading:
        title, body = rest[lead:].strip(), len(rest) - lead
    if not title or (_NO_TITLE.search(title.rstrip("*_ ")) and not line.is_heading and title[-1] != ";"):
        return None
    if title[0].isascii() and title[0].islower() and not line.is_heading:
        return None
    label = line.text[found.start : found.end].rstrip(".").rstrip("\\").rstrip()
    roman = as_roman(found, line.text)
    value = found.value if not (roman and len(label) > 1) else roman.value
    return Heading("number", label, value, plain_title(title), found.end + lead + body, strong=False)


_ANY: Final = ""
RULES: Final[tuple[tuple[str, str, Rule], ...]] = (
    ("contents", _ANY, contents),
    ("annex", "[【<〈《(（〔［별붙첨부AES", annex),
    ("chapter", "제CPT", chapter),
    ("jo", "제", jo),
    ("article", "ASC", article),
    ("number", _ANY, number),
)
"""Name, the characters with which a line of this kind can begin (any where empty), rule."""


def heading_of(line: Line) -> Heading | None:
    """Return what the first matching rule makes of a line."""
    if line.kind in ("row", "note"):
        return None
    at = headings.lead_in(line.text)
    first = line.text[at : at + 1]
    for _, starts, rule in RULES:
        found = rule(line) if not starts or first in starts else None
        if found:
            return found
    return None
