"""The little language of clause wording: text with blanks, references and particle choices.

`{{ name }}` is a blank, `{{ ref clause-id }}` a reference to another article, `[은/는]` a
particle that is chosen by what stands before it. Nothing else is special; values that are
put in are never read as wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from pipeline.model import Clause, ClauseParagraph, Library, Term
from pipeline.particles import CHOICE

_TOKEN = re.compile(r"\{\{ *(ref +)?([A-Za-z][A-Za-z0-9_-]*) *\}\}|" + CHOICE.pattern)
_INTRODUCED = re.compile(r"\(이하 [\"“']([^\"”']+)[\"”'](?:\[?이?라/?라?\]?|라|이라) ?(?:고 )?(?:통칭)?한다\)")


_SENTENCE_END = re.compile(r"(?<=[다요음함됨])\.(?=\s|$)")

COMPARISON = "comparison"
"""The clause id of the last annex, 조항 대비표, which the program writes itself."""


class Part(Enum):
    """What a piece of wording is."""

    TEXT = "text"
    BLANK = "blank"
    REF = "ref"
    CHOICE = "choice"


Token = tuple[Part, str]
"""A piece of wording: its kind, and the text, blank name, clause id or particle pair."""


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut wording into its pieces, in order; nothing is lost and adjacent texts are joined."""
    found: list[Token] = []
    cursor = 0
    for match in _TOKEN.finditer(text):
        if match.start() > cursor:
            found.append((Part.TEXT, text[cursor : match.start()]))
        if match[3]:
            found.append((Part.CHOICE, match[3]))
        else:
            found.append((Part.REF if match[1] else Part.BLANK, match[2]))
        cursor = match.end()
    if cursor < len(text):
        found.append((Part.TEXT, text[cursor:]))
    return tuple(found)


def blanks_in(text: str) -> tuple[str, ...]:
    """Return the names of the blanks in `text`, in order."""
    return tuple(value for kind, value in tokens(text) if kind is Part.BLANK)


def refs_in(text: str) -> tuple[str, ...]:
    """Return the clause ids that `text` refers to, in order."""
    return tuple(value for kind, value in tokens(text) if kind is Part.REF)


def texts_of(clause: Clause) -> Iterator[str]:
    """Yield the wording of a clause in reading order: title, paragraphs, items, tables."""
    yield clause.title
    yield from paragraph_texts(clause.paragraphs)
    for table in clause.tables:
        yield from table.columns
        for row in table.rows:
            yield from row
        yield from table.cells


def paragraph_texts(paragraphs: tuple[ClauseParagraph, ...]) -> Iterator[str]:
    """Yield the wording of paragraphs and their items in reading order."""
    for paragraph in paragraphs:
        yield paragraph.text
        yield from paragraph_texts(paragraph.items)


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text` without their full stops."""
    return tuple(part for part in (piece.strip() for piece in _SENTENCE_END.split(text)) if part)


@lru_cache(maxsize=4096)
def introduced_in(text: str) -> tuple[str, ...]:
    """Return the names that `text` introduces itself: (이하 "…"라 한다)."""
    return tuple(_INTRODUCED.findall(text))


@lru_cache(maxsize=64)
def _term_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    spelled = "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))
    return re.compile(rf"(?<![가-힣A-Za-z0-9])(?:{spelled})" if terms else r"(?!)")


@lru_cache(maxsize=8192)
def terms_in(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of `terms` are used in `text`: the longest wins, at the start of a word.

    '위탁데이터' is no use of '데이터'. What follows is free, for particles; a term too many in
    the definitions does no harm, a term used without one does.
    """
    return tuple(dict.fromkeys(_term_pattern(terms).findall(text)))


def terms_used(library: Library, clauses: tuple[Clause, ...], names: frozenset[str]) -> tuple[Term, ...]:
    """Return the terms that `clauses` and the definitions of those terms use, defined before use.

    `names` are the true fact names. The order is that of terms.yaml, save that a term stands
    after the terms that its definition uses.
    """
    known = {t.term: t for t in library.terms.values() if names.issuperset(t.only_if)}
    spelled = tuple(known)
    wanted: list[str] = []
    for clause in clauses:
        for text in texts_of(clause):
            wanted.extend(terms_in(text, spelled))
    ordered: dict[str, Term] = {}
    listed = [name for name in spelled if name in _with_definitions(wanted, known)]
    for name in listed:
        _place(name, known, ordered, ())
    return tuple(ordered.values())


def _with_definitions(wanted: list[str], known: dict[str, Term]) -> frozenset[str]:
    """Return the wanted terms and, step by step, those that their definitions use."""
    reached: set[str] = set()
    queue = list(wanted)
    while queue:
        name = queue.pop()
        if name not in reached:
            reached.add(name)
            queue.extend(terms_in(known[name].definition, tuple(known)))
    return frozenset(reached)


def _place(name: str, known: dict[str, Term], ordered: dict[str, Term], above: tuple[str, ...]) -> None:
    """Put `name` behind the terms of its definition; a circle is cut where it closes."""
    if name in ordered or name in above:
        return
    for other in terms_in(known[name].definition, tuple(known)):
        _place(other, known, ordered, (*above, name))
    ordered[name] = known[name]


# ---------------------------------------------------------------- English wording


def english_texts_of(clause: Clause) -> Iterator[str]:
    """Yield the English wording of a clause in reading order; nothing for what has none."""
    yield clause.title_en
    yield from _english_paragraphs(clause.paragraphs)
    for table in clause.tables:
        if table.en is not None:
            yield from table.en.columns
            for row in table.en.rows:
                yield from row
            yield from table.en.cells


def _english_paragraphs(paragraphs: tuple[ClauseParagraph, ...]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield paragraph.en
        yield from _english_paragraphs(paragraph.items)


@lru_cache(maxsize=64)
def _english_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    named = ((f"t{place}", term) for place, term in enumerate(terms))
    longest_first = sorted(named, key=lambda entry: (-len(entry[1]), entry[1]))
    spelled = "|".join(f"(?P<{name}>{english_forms(term)})" for name, term in longest_first)
    return re.compile(rf"(?<![\w-])(?:{spelled})(?![\w-])" if terms else r"(?!)")


def english_forms(term: str) -> str:
    """Return a pattern of `term` in the singular and the plural: Party, Parties; Services, Service."""
    if re.search(r"[^aeiou]y$", term):
        return f"{re.escape(term[:-1])}(?:y|ies)"
    if re.search(r"[^s]s$", term):
        return f"{re.escape(term[:-1])}s?"
    return f"{re.escape(term)}(?:e?s)?"


@lru_cache(maxsize=8192)
def terms_in_english(text: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of the English `terms` are used in `text`, spelled with their capitals; the longest wins."""
    found = (terms[int(str(match.lastgroup)[1:])] for match in _english_pattern(terms).finditer(text))
    return tuple(dict.fromkeys(found))


def english_terms_used(
    library: Library, clauses: tuple[Clause, ...], defined: tuple[Term, ...], names: frozenset[str]
) -> tuple[Term, ...]:
    """Return the terms that English wording of `clauses` uses beyond those `defined`, defined before use.

    `names` are the true fact names. The definitions of all of them are looked through too.
    """
    known = {t.term_en: t for t in library.terms.values() if t.term_en and names.issuperset(t.only_if)}
    spelled = tuple(known)
    texts = [text for clause in clauses for text in english_texts_of(clause)]
    texts.extend(term.definition_en for term in defined)
    found = [term.term_en for term in defined]
    more: dict[str, Term] = {}
    for text in texts:  # grows while it is read: what a new definition uses is looked for too
        for name in terms_in_english(text, spelled):
            if name not in found:
                found.append(name)
                more = {name: known[name], **more}
                texts.append(known[name].definition_en)
    return tuple(more.values())
