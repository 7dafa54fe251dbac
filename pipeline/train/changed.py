"""Further training material made of what is there: the same sentences turned round.

A passage that grants an element no longer does so once its duty is denied, made a mere effort
or put on the other party. A changed passage belongs to the fold of the passage it was made of,
so that neither trains what measures the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.bindings import bind_document
from pipeline.language import ENGLISH
from pipeline.match.contexts import contexts
from pipeline.match.rules import Context
from pipeline.model import Article, Contract, Element, Library
from pipeline.train.corpus import Passage, chance, passage_contexts
from pipeline.train.wordings import OWN_PARTIES, PARTIES, diluted, reversed_wording, swapped
from pipeline.units import units

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


def changed_drafts(drafts: Sequence[Contract], library: Library, lang: str) -> Iterator[tuple[Context, dict[str, str]]]:
    """Yield the changed sentences of our own articles with what they mean for the elements they served."""
    seen: set[tuple[str, ...]] = set()
    for article in (a for draft in drafts for a in draft.articles):
        key = (article.title, *(p.text for p in article.paragraphs))
        if key not in seen:
            seen.add(key)
            for kind in LABELS:
                yield from _changed_article(article, kind, library, lang)


def _changed_article(article: Article, kind: str, library: Library, lang: str) -> Iterator[tuple[Context, dict[str, str]]]:
    paragraphs = tuple(
        replace(p, text=changed_text(p.text, kind, lang, OWN_PARTIES[lang], 0)) if p.serves and not p.cells else p
        for p in article.paragraphs
    )
    told = [new.text != old.text for new, old in zip(paragraphs, article.paragraphs, strict=True)]
    cut = units(Contract("", (replace(article, paragraphs=paragraphs),), lang))
    for unit, ready in zip(cut, contexts(cut, bind_document("", library.roles, lang)), strict=True):
        serves = article.paragraphs[unit.paragraph].serves
        fit = all(kind in kinds_for(library.elements[e], lang) for e in serves)
        if serves and told[unit.paragraph] and fit and unit.text not in article.paragraphs[unit.paragraph].text:
            yield ready, dict.fromkeys(serves, LABELS[kind])


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
