"""What became of each due element and each requirement between two rounds."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.compare.model import ElementChange, Kind, PassageChange, RequirementChange, Side
from pipeline.compare.passages import Sentences, changes, moves, sentences_of
from pipeline.model import ElementFinding, Judgement, Library

_ORDER = tuple(Kind)


def element_changes(old: Side, new: Side, library: Library, *, same_language: bool) -> tuple[ElementChange, ...]:
    """Return every due element once, what got worse first, then in library order."""
    found = _changes(old, new, library, sentences_of(old), sentences_of(new), same_language)
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.kind)))


def _changes(
    old: Side, new: Side, library: Library, before: Sentences, after: Sentences, same_language: bool
) -> Iterator[ElementChange]:
    asked: dict[str, list[str]] = {}
    for name, requirement in new.review.requirements.items():
        for element in requirement.due:
            asked.setdefault(element, []).append(name)
    for element in (e for e in library.elements if e in asked):
        was, is_now = old.review.elements[element], new.review.elements[element]
        passages = changes(was, is_now, before, after, same_language=same_language)
        moved = moves(was, is_now) if same_language else ()
        kind = _kind(was, is_now, passages, moved, same_language=same_language)
        yield ElementChange(element, kind, was, is_now, tuple(asked[element]), passages, moved)


def _kind(
    old: ElementFinding,
    new: ElementFinding,
    passages: tuple[PassageChange, ...],
    moved: tuple[tuple[str, str], ...],
    *,
    same_language: bool,
) -> Kind:
    if new.judgement == Judgement.CONTRARY and old.judgement != Judgement.CONTRARY:
        return Kind.TURNED
    if new.judgement != Judgement.PRESENT:
        return Kind.OPENED if old.judgement == Judgement.PRESENT else Kind.OPEN
    if old.judgement != Judgement.PRESENT:
        return Kind.CLOSED
    if not same_language:
        return Kind.FOREIGN
    if passages:
        return Kind.CHANGED
    return Kind.MOVED if moved else Kind.SAME


def requirement_changes(old: Side, new: Side) -> tuple[RequirementChange, ...]:
    """Return the status of every requirement of the edition in both rounds, in library order."""
    return tuple(
        RequirementChange(name, old.review.requirements[name].status, finding.status)
        for name, finding in new.review.requirements.items()
    )
