"""The wording to ask for: our own clause paragraphs that serve an element, as readable text.

A blank becomes 【물음】, a reference to another of our articles '제○조(제목)', a particle fits what
stands before it. A paragraph that serves several elements is one proposal with one number, so that
no wording is printed twice. For an English contract the English wording is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.due import CRITICAL, true_names
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Clause, ClauseParagraph, Conditions, Library, Table
from pipeline.particles import choose, double
from pipeline.report import proposals_en
from pipeline.select import fact_phrase
from pipeline.wording import Part, tokens

_ITEM_LABELS = "가나다라마바사아자차카타파하"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One paragraph (or annex table) of the library to ask the provider for.

    `number` counts in the order of the report, 0 before it is given. `place`: which article or annex
    of our model contract it comes from. `condition`: '' or the case in which it is the one to use.
    `lines`: the text, one line for the paragraph and one for each item or table row. `key`: clause id
    and paragraph id. `english`, `heading`: text and article title in English, () and '' unless the
    contract is English.
    """

    key: tuple[str, str]
    place: str
    condition: str
    lines: tuple[str, ...]
    number: int = 0
    english: tuple[str, ...] = ()
    heading: str = ""

    @property
    def title(self) -> str:
        """'제안 3 · 재위탁'; with the English title where the contract is English."""
        heading = f" · {self.heading}" if self.heading else ""
        condition = f", {self.condition}" if self.condition else ""
        return f"제안 {self.number} · {self.place}{heading}{condition}"

    @property
    def all_lines(self) -> tuple[str, ...]:
        """The text in every language that is shown, the language of the contract first."""
        return (*self.english, *self.lines)


def proposals_by_element(
    library: Library, conditions: Conditions, language: str = KOREAN
) -> dict[str, tuple[Proposal, ...]]:
    """Return the proposals of every element under `conditions`, unnumbered, in contract order.

    `language`: that of the contract that they are for ('ko' or 'en').

    An element whose wording is meant for other conditions only gets that wording all the same:
    a gap without a proposal helps nobody.
    """
    facts = (conditions.facts - {CRITICAL}) | ({CRITICAL} if conditions.importance == CRITICAL else frozenset())
    open_facts = _open_facts(library, facts)
    names = true_names(library, facts) | open_facts
    found: dict[str, list[Proposal]] = {}
    spare: dict[str, list[Proposal]] = {}
    for clause in library.clauses.values():
        for serves, only_if, proposal in _of_clause(library, clause, language == ENGLISH):
            fits = names.issuperset(only_if)
            condition = ", ".join(f"{fact_phrase(library, n)}인 경우" for n in only_if if n in open_facts)
            for element in serves:
                (found if fits else spare).setdefault(element, []).append(replace(proposal, condition=condition))
    return {name: tuple(found.get(name) or spare.get(name, [])) for name in library.elements}


def _open_facts(library: Library, facts: frozenset[str]) -> frozenset[str]:
    """Return the names of facts that a review is not told: those on which no element depends.

    Such a fact (is the provider foreign?) only chooses between wordings, so both are offered.
    """
    told = {element.when for element in library.elements.values()} | {CRITICAL} | facts
    return frozenset(n for f in library.facts.values() if f.id not in told for n in (f.id, f.negative) if n)


def _of_clause(
    library: Library, clause: Clause, english: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Proposal]]:
    """Yield elements served, conditions and proposal of each paragraph and table."""
    place = f"별지 「{clause.title}」" if clause.kind == "annex" else f"{clause.title} 조항"
    heading = clause.title_en if english else ""
    for index, paragraph in enumerate(clause.paragraphs):
        serves = tuple(dict.fromkeys(_served(paragraph)))
        if serves:
            key = (clause.id, paragraph.id or f"{index + 1}")
            lines = tuple(_paragraph_lines(library, paragraph))
            translated = proposals_en.paragraph_lines(library, paragraph) if english else ()
            yield serves, clause.only_if + paragraph.only_if, Proposal(key, place, "", lines, 0, translated, heading)
    for number, table in enumerate(clause.tables, 1):
        if table.serves:
            lines = tuple(_table_lines(library, table))
            translated = proposals_en.table_lines(library, table) if english else ()
            proposal = Proposal((clause.id, f"table-{number}"), place, "", lines, 0, translated, heading)
            yield table.serves, clause.only_if, proposal


def _served(paragraph: ClauseParagraph) -> Iterator[str]:
    yield from paragraph.serves
    for item in paragraph.items:
        yield from _served(item)


def _paragraph_lines(library: Library, paragraph: ClauseParagraph) -> Iterator[str]:
    yield readable(library, paragraph.text)
    for number, item in enumerate(paragraph.items, 1):
        first, *rest = _paragraph_lines(library, replace(item, items=()))
        yield f"{number}. {first}"
        yield from rest
        for label, below in zip(_ITEM_LABELS, item.items, strict=False):
            yield f"{label}. {readable(library, below.text)}"


def _table_lines(library: Library, table: Table) -> Iterator[str]:
    columns = ", ".join(table.columns)
    if table.each:
        yield f"{columns}[을/를] 적는 표를 둔다.".replace("[을/를]", choose("을/를", columns))
        return
    yield f"다음 내용을 적은 표({columns})를 둔다."
    for first, *rest in table.rows:
        yield f"- {readable(library, first)}: {', '.join(readable(library, cell) for cell in rest)}"


def readable(library: Library, text: str) -> str:
    """Return clause wording as a reader sees it without a deal: 【물음】, 제○조(제목), fitting particles."""
    out = ""
    pieces = tokens(text)
    for index, (kind, value) in enumerate(pieces):
        if kind is Part.TEXT:
            out += value
        elif kind is Part.REF:
            out += _reference(library, value)
        elif kind is Part.CHOICE:
            out += double(value) if out.endswith("】") else choose(value, out)
        else:
            out += _blank(library, value, pieces[index + 1] if index + 1 < len(pieces) else None)
    return re.sub(r'"([^"]*)"', r"“\1”", out)


def _reference(library: Library, name: str) -> str:
    clause = library.clauses.get(name)
    if clause is None:
        return "해당 조"
    return f"별지 「{clause.title}」" if clause.kind == "annex" else f"제○조({clause.title})"


def _blank(library: Library, name: str, after: tuple[Part, str] | None) -> str:
    blank = library.blanks.get(name)
    if blank is None:
        return "【   】"
    unit = "" if after is not None and after[0] is Part.TEXT and after[1].startswith(blank.unit) else blank.unit
    return f"【{blank.ask.removesuffix(f'({blank.unit})')}】{unit}"
