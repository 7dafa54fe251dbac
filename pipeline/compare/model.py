"""What the comparison of two rounds finds: frozen types, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.compare.words import Piece
from pipeline.model import Contract, Document, ElementFinding, Passage, Review, Status


class Kind(StrEnum):
    """What happened to an element between the rounds; in the order of urgency."""

    TURNED = "turned_contrary"
    OPENED = "opened"
    OPEN = "still_open"
    CLOSED = "closed"
    CHANGED = "evidence_changed"
    FOREIGN = "other_language"
    MOVED = "moved"
    SAME = "unchanged"


WORSE = (Kind.TURNED, Kind.OPENED)
GAP = (Kind.TURNED, Kind.OPENED, Kind.OPEN)


@dataclass(frozen=True, slots=True)
class Side:
    """One round: its documents as parsed and the review of them as a set."""

    review: Review
    parts: tuple[tuple[Document, Contract], ...]


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage of the old round and the one that stands in its place; None where there is none.

    `pieces`: the difference in words, () where one is missing or they are in different languages.
    """

    old: Passage | None
    new: Passage | None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementChange:
    """A due element in both rounds. `requirements`: ids of those that ask for it.

    `passages`: what changed of its evidence; for an element that lost or gained its evidence also what stands there
    now or stood there before. `moved`: (old place, new place) of each passage whose words are the same elsewhere.
    """

    element: str
    kind: Kind
    old: ElementFinding
    new: ElementFinding
    requirements: tuple[str, ...]
    passages: tuple[PassageChange, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at either judgement (확인 필요)."""
        return not (self.old.certain and self.new.certain)


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A requirement of the edition with its status in both rounds."""

    requirement: str
    old: Status
    new: Status


@dataclass(frozen=True, slots=True)
class PositionChange:
    """Where the wording of one of our clauses stands in both rounds.

    `old`, `new`: 'preferred', 'acceptable', 'last', '' for wording of the provider's own, or 'none'. `elements`: the due
    elements of the clause that either round gives; `places`: (old, new) where they stand.
    """

    clause: str
    old: str
    new: str
    elements: tuple[str, ...]
    places: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article that was 'added', 'removed', 'changed' or 'renumbered'.

    `old`, `new`: document, number and title, '' where it is missing. `elements`: due elements whose evidence stands in
    it in either round; () = the change touches no element that was found. `pieces`: what changed in it.
    """

    kind: str
    old: str
    new: str
    elements: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rounds of a contract, judged under the same conditions.

    `same_language`: words and articles were compared; where it is False `articles` is ().
    """

    old: Side
    new: Side
    elements: tuple[ElementChange, ...]
    requirements: tuple[RequirementChange, ...]
    positions: tuple[PositionChange, ...]
    articles: tuple[ArticleChange, ...]
    unchanged_articles: int
    same_language: bool

    @property
    def has_gap(self) -> bool:
        """Whether the new round leaves a due element open."""
        return any(change.kind in GAP for change in self.elements)

    @property
    def is_worse(self) -> bool:
        """Whether an element was lost or turned contrary, or a position fell back."""
        return any(c.kind in WORSE for c in self.elements) or any(is_back(p) for p in self.positions)


_RANK = {"preferred": 3, "acceptable": 2, "last": 1}


def is_back(change: PositionChange) -> bool:
    """Whether a position moved away from ours: from one of our positions to a lower one."""
    return _RANK.get(change.new, max(_RANK.values())) < _RANK.get(change.old, 0)
