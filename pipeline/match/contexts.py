"""Make the units of a contract ready for matching, each in its own language.

In: units and the party bindings of the document. Out: one `Context` a unit. Korean readings
are made from one batch of Kiwi analyses, English ones without Kiwi; no text is analysed twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.bindings import Bindings
from pipeline.language import ENGLISH, KOREAN, unit_language
from pipeline.match.grammar import Reading
from pipeline.match.row_party import row_party
from pipeline.match.rules import Context
from pipeline.match.surroundings_en import english_surroundings
from pipeline.parties import Binding
from pipeline.units import Unit

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>|\*\*|`")
"""Inline markup that a text file brings along; it is no part of the sentence."""
_PRONOUNS = ("it ", "they ", "such ", "this ")


def contexts(
    units: Sequence[Unit], binding: Binding | Bindings, known: dict[str, Reading] | None = None
) -> tuple[Context, ...]:
    """Return the context of each unit, in order; a plain `Binding` reads everything as Korean.

    `known` keeps readings by rewritten text for a caller that reads many contracts of the
    same wording; it is filled here.
    """
    known = {} if known is None else known
    speaks = {u.text: _language(u.text, binding) for u in units}
    foreign = any(language == ENGLISH for language in speaks.values())
    around = english_surroundings(units) if foreign else [(u.lead, u.title) for u in units]
    around = [
        pair if speaks[unit.text] == ENGLISH else (unit.lead, unit.title)
        for unit, pair in zip(units, around, strict=True)
    ]
    wanted = dict.fromkeys(
        t for u, (lead, title) in zip(units, around, strict=True) for t in (u.text, lead, title, u.before) if t
    )
    texts = _readings(tuple(wanted), binding, known)
    found: list[Context] = []
    spoken = {texts[unit.text].language for unit in units if unit.kind == "row"}
    rewriters = {language: _rewriter(binding, language) for language in sorted(spoken)}
    subject, article = "", -1
    for unit, (lead, title) in zip(units, around, strict=True):
        if unit.article != article:
            subject, article = "", unit.article
        own = texts[unit.text]
        carried = subject if own.language == KOREAN or _open(own) else ""
        found.append(
            Context(
                own,
                texts.get(lead),
                texts.get(title),
                texts.get(unit.before),
                carried,
                unit.kind == "row",
                row_party(unit, rewriters[own.language]) if unit.kind == "row" else "",
            )
        )
        subject = own.subject or subject
    return tuple(found)


def _language(text: str, binding: Binding | Bindings) -> str:
    return unit_language(text, binding.main) if isinstance(binding, Bindings) else KOREAN


def _readings(texts: Sequence[str], binding: Binding | Bindings, known: dict[str, Reading]) -> dict[str, Reading]:
    """Return the reading of each text, in its language."""
    korean = {t: _korean(binding).rewrite(_unmarked(t)).text for t in texts if _language(t, binding) == KOREAN}
    fresh = [text for text in dict.fromkeys(korean.values()) if text not in known]
    if fresh:
        from pipeline.korean import analyse
        from pipeline.match.grammar import read_sentence

        for text, doc in zip(fresh, analyse(fresh), strict=True):
            known[text] = read_sentence(doc)
    found = {raw: known[text] for raw, text in korean.items()}
    for raw in texts:
        if raw not in found and isinstance(binding, Bindings):
            found[raw] = _english(binding.english().rewrite(_unmarked(raw)).text, known)
    return found


def _unmarked(text: str) -> str:
    return _MARKUP.sub(lambda found: " " * len(found[0]), text) if _MARKUP.search(text) else text


def _rewriter(binding: Binding | Bindings, language: str) -> Callable[[str], str]:
    names = binding.english() if language == ENGLISH and isinstance(binding, Bindings) else _korean(binding)

    @cache
    def rewritten(text: str) -> str:
        return names.rewrite(text).text

    return rewritten


def _korean(binding: Binding | Bindings) -> Binding:
    return binding.korean() if isinstance(binding, Bindings) else binding


def _english(text: str, known: dict[str, Reading]) -> Reading:
    from pipeline.match.grammar_en import read_english

    key = f"{ENGLISH}:{text}"
    if key not in known:
        known[key] = read_english(text)
    return known[key]


def _open(reading: Reading) -> bool:
    """True where an English sentence takes its subject from before: a pronoun, or no verb of its own."""
    return reading.surface.startswith(_PRONOUNS) or not any(c.predicate for c in reading.clauses)
