"""Which passages of the evidence changed between two rounds, and what stands now where one was.

A passage that the other round still holds word for word did not change, even where it is no longer among the few
that are quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.compare.model import PassageChange, Side
from pipeline.compare.similar import flat, of_pairs, pairs
from pipeline.compare.words import difference
from pipeline.model import ElementFinding, Passage
from pipeline.parse import locator
from pipeline.units import units

_ALIKE = 0.4
"""From here on a sentence is taken for what became of another; below, it is another sentence."""


@dataclass(frozen=True)
class Sentences:
    """The sentences of one round, each once by its words, with where they stand; `whole`: all its text on one line."""

    places: dict[str, Passage] = field(default_factory=dict)
    whole: str = ""

    def holds(self, text: str) -> bool:
        """Whether the round says `text` word for word, however its lines are broken."""
        words = flat(text)
        return words in self.places or words in self.whole

    def nearest(self, text: str, other: Sentences) -> Passage | None:
        """Return the passage most like `text` of those that `other` does not hold, None where none is like it."""
        wanted = pairs(flat(text))
        best, found = _ALIKE, None
        for words, passage in self.places.items():
            if (score := of_pairs(wanted, pairs(words))) > best and not other.holds(words):
                best, found = score, passage
        return found


def sentences_of(side: Side) -> Sentences:
    """Return every unit of the documents of a round."""
    found: dict[str, Passage] = {}
    for document, contract in side.parts:
        for unit in units(contract):
            article = contract.articles[unit.article]
            paragraph = article.paragraphs[unit.paragraph]
            place = locator(article, paragraph)
            passage = Passage(document.name, place, unit.text, unit.start, unit.end, paragraph.page)
            found.setdefault(flat(unit.text), passage)
    return Sentences(found, "\n".join(flat(document.text) for document, _ in side.parts))


def changes(
    old: ElementFinding, new: ElementFinding, before: Sentences, after: Sentences, *, same_language: bool
) -> tuple[PassageChange, ...]:
    """Return the passages of the evidence that only one round holds, paired by likeness; all, in different languages."""
    if not same_language:
        return tuple(_beside(old.evidence, new.evidence))
    gone = [p for p in old.evidence if not after.holds(p.text)]
    put = [p for p in new.evidence if not before.holds(p.text)]
    return tuple(_paired(gone, put, before, after))


def moves(old: ElementFinding, new: ElementFinding) -> tuple[tuple[str, str], ...]:
    """Return (old place, new place) of each passage that both rounds quote word for word in different places."""
    places = {flat(p.text): p.locator for p in new.evidence}
    found = ((p.locator, places.get(flat(p.text), p.locator)) for p in old.evidence)
    return tuple(dict.fromkeys(pair for pair in found if pair[0] != pair[1]))


def _beside(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[PassageChange]:
    for place in range(max(len(old), len(new))):
        yield PassageChange(old[place] if place < len(old) else None, new[place] if place < len(new) else None)


def _paired(
    gone: Sequence[Passage], put: Sequence[Passage], before: Sentences, after: Sentences
) -> Iterator[PassageChange]:
    """Pair most alike first; what is left is looked for among all sentences of the other round."""
    scored = sorted(
        (-of_pairs(pairs(flat(a.text)), pairs(flat(b.text))), i, j)
        for i, a in enumerate(gone)
        for j, b in enumerate(put)
    )
    partner: dict[int, int] = {}
    for score, i, j in scored:
        if -score > _ALIKE and i not in partner and j not in partner.values():
            partner[i] = j
    for i, passage in enumerate(gone):
        other = put[partner[i]] if i in partner else after.nearest(passage.text, before)
        yield _change(passage, other)
    for j, passage in enumerate(put):
        if j not in partner.values():
            yield _change(before.nearest(passage.text, after), passage)


def _change(old: Passage | None, new: Passage | None) -> PassageChange:
    return PassageChange(old, new, difference(flat(old.text), flat(new.text)) if old and new else ())
