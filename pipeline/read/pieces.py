"""Pieces of text on their way into a document, with places in them that must not get lost.

A paragraph may be trimmed, cut in two or put into a table row before it has an offset. Blank
characters come and go on that way, the others stay; so a place is kept as the number of
characters before it that are not blank, and turned into an offset when the piece is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Block
from pipeline.read.blocks import Blocks


@dataclass(slots=True, eq=False)
class Spot:
    """A place in the text: before the character that follows, or `after` the one that precedes.

    `place` is -1 until the piece that holds it is written, then an offset into `Document.text`.
    """

    after: bool = False
    place: int = -1


Spots = tuple[tuple[int, Spot], ...]
"""(characters before it that are not blank, the place)."""


class Piece(NamedTuple):
    """A block to be, see `pipeline.model.Block`."""

    text: str
    kind: str = "paragraph"
    label: str = ""
    level: int = 0
    style: str = ""
    spots: Spots = ()


def ink(text: str) -> int:
    """Return how many characters of `text` are not blank."""
    return sum(map(len, text.split()))


def shifted(spots: Spots, by: int) -> Spots:
    """Return the places with `by` more characters before them."""
    return tuple((count + by, spot) for count, spot in spots) if by else spots


def parted(parts: list[str], spots: Spots) -> list[Spots]:
    """Return the places of each of the parts that a text was cut into."""
    out: list[Spots] = []
    before = 0
    left = list(spots)
    for number, part in enumerate(parts):
        size = ink(part)
        own: list[tuple[int, Spot]] = []
        later: list[tuple[int, Spot]] = []
        for count, spot in left:
            here = count < before + size or number == len(parts) - 1 or (spot.after and count == before + size)
            (own if here else later).append((count, spot))
        left = later
        out.append(tuple((count - before, spot) for count, spot in own))
        before += size
    return out


def joined(lines: Iterable[tuple[str, Spots]], between: str) -> tuple[str, Spots]:
    """Join texts and their places with `between`, which is blank. A line that is empty is left out, a cell (between tabs) is not."""
    texts: list[str] = []
    spots: list[tuple[int, Spot]] = []
    before = counted = 0
    for text, own in lines:
        if own:
            before += sum(map(ink, texts[counted:]))
            counted = len(texts)
            spots.extend(shifted(own, before))
        if text or between == "\t":
            texts.append(text)
    return between.join(texts), tuple(spots)


class Body:
    """Writes pieces into the blocks of the document and settles the places in them."""

    def __init__(self) -> None:
        self.out = Blocks()
        self._end = 0

    def add(self, piece: Piece) -> None:
        """Write one piece; what is blank is no block, and its places move to where the next one begins."""
        text, kind, label, level, style, spots = piece
        block = self.out.add(text, kind, label=label, level=level, style=style)
        if block is not None:
            self._end = block.end + 1
        if spots:
            self._settle(piece, block)

    def _settle(self, piece: Piece, block: Block | None) -> None:
        if block is None:
            for _, spot in piece.spots:
                spot.place = self._end
            return
        text = piece.text.strip(" \n\r") if piece.kind == "row" else piece.text.strip()
        signs = [at for at, sign in enumerate(text) if not sign.isspace()]
        for count, spot in piece.spots:
            spot.place = block.start + _offset(signs, count, len(text), after=spot.after)


def _offset(signs: list[int], count: int, end: int, *, after: bool) -> int:
    """Return the offset of a place; `signs` are the offsets of the characters that are not blank."""
    if after:
        return signs[count - 1] + 1 if 0 < count <= len(signs) else end if count else 0
    return signs[count] if count < len(signs) else end
