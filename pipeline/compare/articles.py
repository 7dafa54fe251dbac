"""Which articles were added, removed, changed or only renumbered, so that no change of the text goes unseen.

Articles are paired by their words, then by title, by number, and last by likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.compare.model import ArticleChange, Side
from pipeline.compare.similar import flat, of_pairs, pairs
from pipeline.compare.words import difference, is_changed, shortened
from pipeline.model import Article, Judgement

_BY_TITLE, _BY_NUMBER, _BY_WORDS = 0.2, 0.35, 0.5
"""How alike two articles are at least that share a title, a number, or nothing else."""
_MOST_PAIRS = 250_000
"""Pairs of left-over articles beyond which likeness alone is not looked for."""
_NAMES = {"preamble": "전문", "closing": "서명란", "annex": "별지"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article as it is compared: `words` without its number and title; `elements` that have evidence in it."""

    place: int
    number: str
    title: str
    label: str
    words: str
    elements: tuple[str, ...]


def article_changes(old: Side, new: Side) -> tuple[tuple[ArticleChange, ...], int]:
    """Return the changes in the order of the new round, removed ones where they stood, and how many are unchanged."""
    before, after = tuple(_entries(old)), tuple(_entries(new))
    partner = _partners(before, after)
    changes: list[tuple[tuple[int, int], ArticleChange]] = []
    unchanged = 0
    taken = {old_place: new_place for new_place, old_place in partner.items()}
    follows = 0
    for entry in before:
        if entry.place in taken:
            follows = taken[entry.place] + 1
        else:
            change = ArticleChange("removed", entry.label, "", entry.elements, difference(entry.words, ""))
            changes.append(((follows, 0), change))
    for entry in after:
        found = _change(before[partner[entry.place]] if entry.place in partner else None, entry)
        if found is None:
            unchanged += 1
        else:
            changes.append(((entry.place, 1), found))
    return tuple(change for _, change in sorted(changes, key=lambda found: found[0])), unchanged


def _change(old: _Entry | None, new: _Entry) -> ArticleChange | None:
    if old is None:
        return ArticleChange("added", "", new.label, new.elements, difference("", new.words))
    elements = tuple(dict.fromkeys((*old.elements, *new.elements)))
    renamed = old.title != new.title
    pieces = difference(*(f"({e.title}) {e.words}" if renamed else e.words for e in (old, new)))
    if is_changed(pieces):
        return ArticleChange("changed", old.label, new.label, elements, shortened(pieces))
    return ArticleChange("renumbered", old.label, new.label, elements) if old.number != new.number else None


def _entries(side: Side) -> Iterator[_Entry]:
    many = len(side.parts) > 1
    place = 0
    for document, contract in side.parts:
        for article in contract.articles:
            words = flat(" ".join(paragraph.text for paragraph in article.paragraphs))
            if article.kind == "contents" or not (words or article.title):
                continue
            name = f"{article.number} {article.title}".strip() or _NAMES.get(article.kind, "조 밖의 글")
            label = f"{document.name} {name}" if many else name
            yield _Entry(place, article.number, article.title, label, words, _touching(side, document.name, article))
            place += 1


def _touching(side: Side, document: str, article: Article) -> tuple[str, ...]:
    """Return the due elements whose evidence stands in the article."""
    due = {element for requirement in side.review.requirements.values() for element in requirement.due}
    return tuple(
        name
        for name, finding in side.review.elements.items()
        if name in due
        and finding.judgement in (Judgement.PRESENT, Judgement.CONTRARY)
        and any(p.document == document and article.start <= p.start < article.end for p in finding.evidence)
    )


def _partners(before: Sequence[_Entry], after: Sequence[_Entry]) -> dict[int, int]:
    """Return place in the new round -> place in the old one."""
    found: dict[int, int] = {}
    _same(before, after, found, lambda entry: (entry.title, entry.words), 0.0)
    _same(before, after, found, lambda entry: entry.words, 0.0)
    _same(before, after, found, lambda entry: entry.title, _BY_TITLE)
    _same(before, after, found, lambda entry: entry.number, _BY_NUMBER)
    left = [e for e in before if e.place not in found.values()]
    open_ = [e for e in after if e.place not in found]
    if len(left) * len(open_) <= _MOST_PAIRS:
        _alike(left, open_, found)
    return found


def _same(
    before: Sequence[_Entry],
    after: Sequence[_Entry],
    found: dict[int, int],
    key: Callable[[_Entry], object],
    least: float,
) -> None:
    """Pair what has the same key, the first with the first, if it is at least so much alike."""
    waiting: dict[object, list[_Entry]] = {}
    for entry in before:
        if entry.place not in found.values() and key(entry):
            waiting.setdefault(key(entry), []).append(entry)
    for entry in after:
        queue = waiting.get(key(entry), []) if entry.place not in found else []
        if queue and (not least or of_pairs(pairs(queue[0].words), pairs(entry.words)) >= least):
            found[entry.place] = queue.pop(0).place


def _alike(left: Sequence[_Entry], open_: Sequence[_Entry], found: dict[int, int]) -> None:
    scored = sorted(
        (-score, new.place, old.place)
        for old in left
        for new in open_
        if (score := of_pairs(pairs(old.words), pairs(new.words))) >= _BY_WORDS
    )
    for _, new_place, old_place in scored:
        if new_place not in found and old_place not in found.values():
            found[new_place] = old_place
