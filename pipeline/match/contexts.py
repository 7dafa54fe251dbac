"""Make the units of a Korean contract ready for matching.

In: units and the party binding of the document. Out: one `Context` a unit, its readings
made from one batch of Kiwi analyses in which no text is analysed twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.korean import analyse
from pipeline.match.grammar import Reading, read_sentence
from pipeline.match.rules import Context
from pipeline.parties import Binding
from pipeline.units import Unit


def contexts(
    units: Sequence[Unit], binding: Binding, known: dict[str, Reading] | None = None
) -> tuple[Context, ...]:
    """Return the context of each unit, in order.

    `known` keeps readings by rewritten text for a caller that reads many contracts of the
    same wording; it is filled here.
    """
    known = {} if known is None else known
    wanted = dict.fromkeys(t for u in units for t in (u.text, u.lead, u.title, u.before) if t)
    rewritten = {text: binding.rewrite(text).text for text in wanted}
    fresh = [text for text in dict.fromkeys(rewritten.values()) if text not in known]
    for text, doc in zip(fresh, analyse(fresh), strict=True):
        known[text] = read_sentence(doc)
    texts = {raw: known[text] for raw, text in rewritten.items()}
    found: list[Context] = []
    subject, article = "", -1
    for unit in units:
        if unit.article != article:
            subject, article = "", unit.article
        own = texts[unit.text]
        found.append(
            Context(
                own, texts.get(unit.lead), texts.get(unit.title), texts.get(unit.before), subject, unit.kind == "row"
            )
        )
        subject = own.subject or subject
    return tuple(found)
