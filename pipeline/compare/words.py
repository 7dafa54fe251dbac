"""The difference of two passages in whole words (어절), short enough to be read.

Python's difflib finds the words that stay (Ratcliff/Obershelp, without its heuristic for frequent words). Words
that stay between two changes are taken into them where they are too few to carry meaning, and two passages that
share almost nothing are shown as one struck out and one put in. A mark at the end of a word is a word of its own, so
that a comma added behind a word leaves the word alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.units import sentences

SAME, GONE, NEW, CUT = "same", "gone", "new", "cut"
_MOST_PRODUCT = 4_000_000
"""Words of one times words of the other above which sentences are aligned first (the search is quadratic)."""
_LEAST_SHARED = 0.25
_ISLAND = 1
"""Words that stay between two changes and are taken into them."""
_MARKS = ".,;:!?)]}”’\"'」』"

_Word = tuple[str, bool]
"""A word, and whether it stands right behind the one before (a mark)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: `same` in both, `gone` from the old, `new` in the new one, or `cut` (…) to be short.

    `glued`: no space stands before it.
    """

    kind: str
    text: str
    glued: bool = False


def spaced(pieces: Iterable[Piece]) -> tuple[tuple[str, str], ...]:
    """Return (kind, text) of each piece with the space that stands before it."""
    return tuple((p.kind, p.text if n == 0 or p.glued else f" {p.text}") for n, p in enumerate(pieces))


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from `old` to `new`: without the new ones the old words, without the gone ones the new."""
    before, after = _words(old), _words(new)
    if len(before) * len(after) > _MOST_PRODUCT:
        return _joined(_by_sentence(old, new))
    return _joined(_by_word(before, after))


def is_changed(pieces: Sequence[Piece]) -> bool:
    """Whether the pieces hold any change."""
    return any(piece.kind in (GONE, NEW) for piece in pieces)


def shortened(pieces: Sequence[Piece], around: int = 12) -> tuple[Piece, ...]:
    """Return the pieces with at most `around` unchanged words on each side of a change."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        words = piece.text.split()
        first, last = place == 0, place == len(pieces) - 1
        if piece.kind != SAME or len(words) <= around * (1 if first or last else 2) + 1:
            found.append(piece)
            continue
        found += [] if first else [replace(piece, text=" ".join(words[:around]))]
        found.append(Piece(CUT, "…"))
        found += [] if last else [Piece(SAME, " ".join(words[-around:]))]
    return tuple(found)


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for word in text.split():
        head = word.rstrip(_MARKS)
        found += [(head, False)] if head else []
        found += [(word[len(head) :], bool(head))] if len(head) < len(word) else []
    return found


def _piece(kind: str, words: Sequence[_Word]) -> Piece:
    text = "".join(word if glued or n == 0 else f" {word}" for n, (word, glued) in enumerate(words))
    return Piece(kind, text, bool(words) and words[0][1])


_Change = tuple[str, Sequence[_Word]]


def _by_word(before: Sequence[_Word], after: Sequence[_Word]) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, [word for word, _ in before], [word for word, _ in after], autojunk=False)
    if before and after and matcher.ratio() < _LEAST_SHARED:
        yield from ((GONE, before), (NEW, after))
        return
    codes = matcher.get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(codes):
        island = kind == "equal" and b - a <= _ISLAND and 0 < place < len(codes) - 1
        if kind == "equal" and not island:
            yield SAME, after[c:d]
        else:
            yield from ((GONE, before[a:b]), (NEW, after[c:d]))


def _by_sentence(old: str, new: str) -> Iterator[_Change]:
    before = [old[a:b] for a, b in sentences(old)]
    after = [new[a:b] for a, b in sentences(new)]
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, put = _words(" ".join(before[a:b])), _words(" ".join(after[c:d]))
        if kind == "equal":
            yield SAME, put
        elif len(gone) * len(put) <= _MOST_PRODUCT:
            yield from _by_word(gone, put)
        else:
            yield from ((GONE, gone), (NEW, put))


def _joined(changes: Iterator[_Change]) -> tuple[Piece, ...]:
    """Join neighbours: within a run of changes all that is gone comes first, then all that is new."""
    found: list[Piece] = []
    runs: dict[str, list[_Word]] = {SAME: [], GONE: [], NEW: []}

    def close(*kinds: str) -> None:
        for kind in kinds:
            if runs[kind]:
                found.append(_piece(kind, runs[kind]))
                runs[kind] = []

    for kind, words in changes:
        close(*((GONE, NEW) if kind == SAME else (SAME,)) if words else ())
        runs[kind].extend(words)
    close(SAME, GONE, NEW)
    return tuple(found)
