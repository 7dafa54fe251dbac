"""Further training material made of what is there: the same sentences turned round.

A passage that grants an element no longer does so once its duty is denied, made a mere effort
or put on the other party. A changed passage belongs to the fold of the passage it was made of,
so that neither trains what measures the other. Only the decider learns from it: the reader would learn
to call the topic itself contrary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.bindings import bind_document
from pipeline.language import ENGLISH
from pipeline.model import Element, Library
from pipeline.train.corpus import Passage, chance, passage_contexts
from pipeline.train.wordings import PARTIES, diluted, reversed_wording, swapped

REVERSAL, ACTOR, DILUTION = "reversal", "actor swap", "dilution"
LABELS = {REVERSAL: "contrary", ACTOR: "absent", DILUTION: "absent"}
_SHARE = {REVERSAL: 0.6, ACTOR: 0.4, DILUTION: 0.4}
"""Which part of the passages is changed in which way."""
_WORDINGS = 5


def changed_passages(phrases: Sequence[Passage], library: Library, lang: str) -> Iterator[Passage]:
    """Yield changed copies of the passages that grant their element; `style` names the change."""
    for passage in (p for p in phrases if p.label == "present"):
        text = _canonical(passage.text, library, lang)
        for kind in kinds_for(library.elements[passage.element], lang):
            if chance(kind + passage.text) < _SHARE[kind]:
                new = changed_text(text, kind, lang, PARTIES[lang], int(chance(f"pick {passage.text}") * _WORDINGS))
                if new != text:
                    cut, ready = passage_contexts(new, library, lang)
                    yield Passage(cut, ready, passage.element, LABELS[kind], kind, new, passage.fold)


def kinds_for(element: Element, lang: str) -> tuple[str, ...]:
    """Return the changes that take `element` away: an act of the customer, or efforts, may do for some."""
    acts = {rule.by for rule in element.present.get(lang, ())}
    if "provider" not in acts or "customer" in acts:
        return (REVERSAL,)
    return (REVERSAL, ACTOR) if element.efforts_suffice else (REVERSAL, ACTOR, DILUTION)


def changed_text(text: str, kind: str, lang: str, parties: tuple[str, str], pick: int) -> str:
    """Return `text` changed in one way; the same if it holds nothing to change. `pick` chooses the wording."""
    if kind == ACTOR:
        return swapped(text, *parties)
    return (reversed_wording if kind == REVERSAL else diluted)(text, lang, pick)


def _canonical(text: str, library: Library, lang: str) -> str:
    bound = bind_document(text, library.roles, lang)
    return (bound.english() if lang == ENGLISH else bound.korean()).rewrite(text).text
