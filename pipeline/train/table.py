"""The rows that the reader learns from: passages, examples, contracts, our own drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.bindings import bind_document
from pipeline.language import KOREAN, unit_language
from pipeline.match.contexts import contexts
from pipeline.match.features import features
from pipeline.match.reader import COMMON
from pipeline.match.rules import Context
from pipeline.model import Contract, Library
from pipeline.train.changed import LABELS as CHANGES
from pipeline.train.corpus import LabelledContract, Passage, passage_contexts
from pipeline.train.ridge import Matrix
from pipeline.units import Unit, units

REGULAR = {"ko": (0.5, 0.5), "en": (0.2, 1.0)}
"""λ of a row that decides an element, and of a row that decides none."""
OWN_REGULAR = 0.1
"""λ of our own wording, which the reader must know to the letter."""
UNTRAINED = 1000.0
"""λ of what is only measured."""
_OWN = "library"
Strings = npt.NDArray[np.str_]


@dataclass
class Table:
    """Training rows: features, targets (element -> label), family, and whether the model learns from them."""

    rows: list[dict[str, float]]
    marks: list[dict[str, str]]
    families: list[str]
    trains: list[bool]

    def add(self, ready: Sequence[Context], marks: dict[str, str], family: str, trains: bool = True) -> None:
        """Add one row made of the contexts `ready`; one that does not train is there to be measured."""
        self.trains.append(trains)
        self.rows.append(features(ready))
        self.marks.append(marks)
        self.families.append(family)


def passage_family(fold: int) -> str:
    """Return the family of the passages that are left out together."""
    return f"passages {fold}"


def reader_table(
    phrases: Sequence[Passage],
    contracts: Sequence[LabelledContract],
    library: Library,
    lang: str,
    drafts: Sequence[Contract],
) -> Table:
    """Return the rows of everything that is labelled; a passage belongs to the family `passage_family` of its fold."""
    table = Table([], [], [], [])
    for passage in phrases:
        table.add(
            passage.contexts,
            {passage.element: passage.label},
            passage_family(passage.fold),
            passage.style not in CHANGES,
        )
    for element in library.elements.values():
        for label, texts in element.examples.get(lang, {}).items():
            for text in texts:
                table.add(passage_contexts(text, library, lang)[1], {element.id: label}, _OWN)
    for contract in contracts:
        for ready, marked in zip(contract.contexts, contract.marks, strict=True):
            table.add([ready], marked, contract.family)
    for cut, served in own_articles(drafts):
        bound = contexts(cut, bind_document("", library.roles, lang))
        for unit, ready, serves in zip(cut, bound, served, strict=True):
            if lang == KOREAN or unit_language(unit.text, lang) == lang:  # Korean names and values fill English drafts
                table.add([ready], dict.fromkeys(serves, "present"), _OWN)
    return table


def own_articles(drafts: Sequence[Contract]) -> Iterator[tuple[tuple[Unit, ...], tuple[tuple[str, ...], ...]]]:
    """Yield the units of every different article of the drafts, with what each unit serves."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for draft in drafts:
        for article in draft.articles:
            key = (article.title, tuple(p.text for p in article.paragraphs))
            if key not in seen:
                seen.add(key)
                cut = units(Contract(draft.title, (article,), draft.language))
                yield cut, tuple(article.paragraphs[u.paragraph].serves for u in cut)


def targets_of(table: Table, elements: Sequence[str]) -> Matrix:
    """Return rows x (present of each element, contrary of each, sway, takes)."""
    column = {element: i for i, element in enumerate(elements)}
    targets = np.zeros((len(table.rows), 2 * len(elements) + COMMON))
    for row, marks in enumerate(table.marks):
        for element, label in marks.items():
            if label != "absent":
                targets[row, column[element] + (len(elements) if label == "contrary" else 0)] = 1.0
        denied, granted = "contrary" in marks.values(), "present" in marks.values()
        targets[row, -COMMON:] = (float(denied) - float(granted), float(denied))
    return targets


def regular_of(table: Table, families: Strings, lang: str) -> Matrix:
    """Return λ a row: smaller where the model must keep closer to the row."""
    decides = [any(label != "absent" for label in marks.values()) for marks in table.marks]
    regular: Matrix = np.where(families == _OWN, OWN_REGULAR, np.where(decides, *REGULAR[lang]))
    regular[~np.array(table.trains)] = UNTRAINED
    return regular
