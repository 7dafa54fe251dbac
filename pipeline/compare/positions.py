"""Which of our positions (우선, 수용가능, 최후) a provision is written at, told from its words.

A provision is held against every wording that the library has for the paragraph, with the parties called as we call
them and the blanks left out. It stands at a position only if it is clearly nearer to its wording than to the others;
everything else is wording of the provider's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.bindings import bind_document
from pipeline.compare.model import PositionChange, Side
from pipeline.compare.similar import of_pairs, pairs
from pipeline.due import due_ids, kept_clause, true_names
from pipeline.language import KOREAN, language_of
from pipeline.model import Article, Clause, ClauseParagraph, Judgement, Library, Passage
from pipeline.parse import locator
from pipeline.wording import Part, tokens

PREFERRED = "preferred"
OWN, NONE = "", "none"
"""Wording of the provider's own; no provision at all."""

_NEAR = 0.85
"""Likeness from which a provision is one of ours with its blanks filled; no provision of 51 providers comes to 0.80."""
_CLEAR = 0.004
"""By how much it must be nearer to one position than to the next."""


_NOTHING = (0.0, OWN)


@dataclass(frozen=True, slots=True)
class _Block:
    """A numbered paragraph (항) with what is listed under it, as it reads with our names for the parties."""

    document: str
    place: str
    start: int
    end: int
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stand:
    position: str
    place: str


def position_changes(old: Side, new: Side, library: Library) -> tuple[PositionChange, ...]:
    """Return each paragraph of our clauses whose position is not the same in both rounds, in contract order."""
    return tuple(_changes(old, new, library))


def _changes(old: Side, new: Side, library: Library) -> Iterator[PositionChange]:
    before, after = _Stands(old, library), _Stands(new, library)
    conditions = new.review.conditions
    due = due_ids(library, conditions)
    names = true_names(library, conditions.facts)
    for clause in library.clauses.values():
        kept = kept_clause(clause, names, due)
        for paragraph in kept.paragraphs if kept is not None else ():
            elements = tuple(e for e in _served(paragraph) if e in due)
            if not elements:
                continue
            one, other = before.of(clause, paragraph.id, elements), after.of(clause, paragraph.id, elements)
            told = {one.position, other.position}
            if len(told) == 2 and told != {OWN, NONE}:
                places = (one.place, other.place)
                yield PositionChange(clause.id, one.position, other.position, elements, places)


class _Stands:
    """Finds where one round stands."""

    def __init__(self, side: Side, library: Library) -> None:
        self._side = side
        self._korean = language_of("\n".join(document.text for document, _ in side.parts)) == KOREAN
        self._blocks = tuple(_blocks(side, library, korean=self._korean))

    def of(self, clause: Clause, paragraph: str, elements: tuple[str, ...]) -> _Stand:
        """Return the position of the provisions that are quoted for `elements`."""
        quoted = [p for e in elements for p in self._quotes(e)]
        if not quoted:
            return _Stand(NONE, "")
        wordings = tuple(_wordings(clause, paragraph, korean=self._korean))
        best: tuple[float, str, str] = (0.0, OWN, quoted[0].locator)
        for block in (b for b in self._blocks if any(_holds(b, p) for p in quoted)):
            scores = [(of_pairs(letters, block.letters), name) for name, letters in wordings]
            first, second, *_ = sorted([*scores, _NOTHING, _NOTHING], key=lambda score: -score[0])
            if first[0] >= _NEAR and first[0] - second[0] >= _CLEAR and first[0] > best[0]:
                best = (*first, block.place)
        return _Stand(best[1], best[2])

    def _quotes(self, element: str) -> tuple[Passage, ...]:
        finding = self._side.review.elements[element]
        return finding.evidence if finding.judgement in (Judgement.PRESENT, Judgement.CONTRARY) else ()


def _wordings(clause: Clause, paragraph: str, *, korean: bool) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each different wording of a paragraph with the first position that has it, the preferred one first."""
    seen: set[frozenset[str]] = set()
    for name, paragraphs in ((PREFERRED, clause.paragraphs), *((p.name, p.paragraphs) for p in clause.positions)):
        for own in paragraphs:
            letters = pairs(_text(own, korean=korean)) if own.id == paragraph else frozenset()
            if letters and letters not in seen:
                seen.add(letters)
                yield name, letters


def _text(paragraph: ClauseParagraph, *, korean: bool) -> str:
    said = paragraph.text if korean else paragraph.en
    text = " ".join(value for kind, value in tokens(said) if kind is Part.TEXT)
    return " ".join((text, *(_text(item, korean=korean) for item in paragraph.items)))


def _served(paragraph: ClauseParagraph) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*paragraph.serves, *(e for item in paragraph.items for e in _served(item)))))


def _holds(block: _Block, passage: Passage) -> bool:
    return block.document == passage.document and block.start <= passage.start < block.end


def _blocks(side: Side, library: Library, *, korean: bool) -> Iterator[_Block]:
    for document, contract in side.parts:
        bindings = bind_document(document.text, library.roles, contract.language)
        binding = bindings.korean() if korean else bindings.english()
        for article in contract.articles:
            for first, last in _spans(article):
                members = article.paragraphs[first:last]
                text = " ".join(paragraph.text for paragraph in members)
                place = locator(article, members[0])
                letters = pairs(binding.rewrite(text).text)
                yield _Block(document.name, place, members[0].start, members[-1].end, letters)


def _spans(article: Article) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of each paragraph of the top two levels with all that is deeper."""
    first = 0
    for place, paragraph in enumerate(article.paragraphs):
        if place > first and paragraph.level <= 1:
            yield first, place
            first = place
    if article.paragraphs:
        yield first, len(article.paragraphs)
