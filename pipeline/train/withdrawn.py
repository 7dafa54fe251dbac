"""Further training material: a passage that grants an element, and a sentence behind it that takes it back.

The second sentence is a passage of the corpus that denies the element, put as an exception to the
first; as a check, the same with a passage about something else, which takes nothing back. Both
passages are of one fold, so that neither trains what measures the other. Only the decider learns from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Library
from pipeline.train.changed import LABELS as CHANGES
from pipeline.train.corpus import Passage, chance, passage_contexts
from pipeline.train.wordings import EXCEPTIONS, as_exception

WITHDRAWN, KEPT = "exception", "other exception"
LABELS = {WITHDRAWN: "contrary", KEPT: "present"}
MADE = frozenset((*CHANGES, *LABELS))
"""The styles of all passages that are made of others."""
_SHARE = {WITHDRAWN: 0.6, KEPT: 0.4}


@dataclass(frozen=True)
class Pair:
    """A passage made of two; `first` and `second` are their numbers in the list of passages, `seam` where the second begins."""

    passage: Passage
    first: int
    second: int
    seam: int

    @property
    def rows(self) -> tuple[int, ...]:
        """For each unit the number of the passage it comes from."""
        return tuple(self.first if unit.start < self.seam else self.second for unit in self.passage.units)


def withdrawn_passages(phrases: Sequence[Passage], library: Library, lang: str) -> Iterator[Pair]:
    """Yield the pairs, in the order of the passages that grant."""
    for kind, label in LABELS.items():
        for first, passage in enumerate(phrases):
            key = f"{kind} {passage.text}"
            if passage.label != "present" or "|" in passage.text or chance(key) >= _SHARE[kind]:
                continue
            fitting = [i for i, other in enumerate(phrases) if _fits(passage, other, kind)]
            if not fitting:
                continue
            second = fitting[int(chance(f"which {key}") * len(fitting))]
            pick = int(chance(f"pick {key}") * len(EXCEPTIONS[lang]))
            text = f"{passage.text}\n{as_exception(phrases[second].text, lang, pick)}"
            cut, ready = passage_contexts(text, library, lang)
            made = Passage(cut, ready, passage.element, label, kind, text, passage.fold)
            yield Pair(made, first, second, len(passage.text) + 1)


def _fits(passage: Passage, other: Passage, kind: str) -> bool:
    if other.fold != passage.fold or "|" in other.text or "\n" in other.text:
        return False
    if kind == WITHDRAWN:
        return other.element == passage.element and other.label == "contrary"
    return other.element != passage.element and other.label != "present"
