"""The wording to ask for in English, where the contract is English.

As in Korean a blank becomes 【what it asks for】 and a reference to another of our articles
'Article ○ (title)'. Where the library has no English for any part of a paragraph or table, nothing is
returned: half a clause in English would be no wording to ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assemble.numbering import label
from pipeline.assemble.voice import Voice
from pipeline.language import ENGLISH
from pipeline.model import ClauseParagraph, Library, Table, Term
from pipeline.wording import Part, terms_in_english, tokens

_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])'|(?<=】)'")


def paragraph_lines(library: Library, paragraph: ClauseParagraph) -> tuple[str, ...]:
    """Return the English text of a paragraph and its items, one line each; () if any of it is missing."""
    told = tuple(_lines(paragraph))
    return tuple(mark + readable(library, text) for mark, text in told) if all(text for _, text in told) else ()


def _lines(paragraph: ClauseParagraph) -> Iterator[tuple[str, str]]:
    """Yield number and wording of a paragraph, its items (a) and theirs (i)."""
    yield "", paragraph.en
    for number, item in enumerate(paragraph.items, 1):
        yield f"{label(2, number, ENGLISH)} ", item.en
        for inner, below in enumerate(item.items, 1):
            yield f"{label(3, inner, ENGLISH)} ", below.en


def table_lines(library: Library, table: Table) -> tuple[str, ...]:
    """Return in English what the table says; () if the library has no English table."""
    if table.en is None or not table.en.columns:
        return ()
    columns = ", ".join(table.en.columns)
    if table.each:
        return (f"The Annex shall contain a table stating: {columns}.",)
    rows = (
        f"- {readable(library, first)}: {', '.join(readable(library, cell) for cell in rest)}"
        for first, *rest in table.en.rows
    )
    return (f"The Annex shall contain a table ({columns}) stating:", *rows)


def readable(library: Library, text: str) -> str:
    """Return English wording as a reader sees it without a deal: 【name of the Provider】, Article ○ (Audit)."""
    voice = Voice(ENGLISH, library.english)
    pieces = tokens(text)
    out = "".join(_piece(library, voice, kind, value, alone=len(pieces) == 1) for kind, value in pieces)
    return _APOSTROPHE.sub("’", re.sub(r'"([^"]*)"', r"“\1”", out))


def _piece(library: Library, voice: Voice, kind: Part, value: str, *, alone: bool) -> str:
    if kind is Part.TEXT:
        return value
    if kind is Part.REF:
        return _reference(library, value)
    blank = library.blanks.get(value)
    if kind is not Part.BLANK or blank is None:
        return "【   】"
    return f"【{voice.asked(blank)}】" + (voice.unit(blank) if alone else "")


def _reference(library: Library, name: str) -> str:
    clause = library.clauses.get(name)
    if clause is None or not clause.title_en:
        return "Article ○"
    return f"{'Annex' if clause.kind == 'annex' else 'Article'} ○ ({clause.title_en})"


def terms_used(library: Library, lines: tuple[str, ...]) -> tuple[Term, ...]:
    """Return the defined terms that English `lines` use, in library order."""
    spelled = tuple(term.term_en for term in library.terms.values() if term.term_en)
    used = {name for line in lines for name in terms_in_english(line, spelled)}
    return tuple(term for term in library.terms.values() if term.term_en in used)
