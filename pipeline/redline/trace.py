"""Where each character of `Document.text` stands in the XML of a DOCX.

In: the package of the file. Out: a `Trace`: the text as the reader makes it, and for every piece of text
(a w:t of a run) the offsets that it covers. The reader itself does the walking, so there is one account
of what is text; each piece is checked against the text that came out. Source: ECMA-376 part 1, 17.3.3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model import Block
from pipeline.read.blocks import clean
from pipeline.read.changes import Changes
from pipeline.read.docx_walk import Roots, Walker
from pipeline.read.inline import Inline
from pipeline.read.opc import Element, Package
from pipeline.read.pieces import Spot
from pipeline.read.styles import Style, W, read_styles
from pipeline.redline.faults import RefusedError

P: Final = W + "p"
TBL: Final = W + "tbl"
_T: Final = W + "t"
_AS_SPACES: Final = str.maketrans("\t", " ")
"""What the reader makes of a tab in a table cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A w:t: `text` offset `start + i` is character `raw[i]` of it. `in_field`: it is the result of a field."""

    paragraph: Element
    run: Element
    child: Element
    start: int
    raw: Sequence[int]
    in_field: bool

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.raw)


@dataclass(slots=True)
class _Met:
    paragraph: Element
    run: Element
    child: Element
    spot: Spot
    in_field: bool


class _Inline(Inline):
    """Notes where each piece of text goes."""

    def __init__(self, roots: Sequence[Element], styles: dict[str, Style], tracked: Changes) -> None:
        super().__init__(roots, styles, tracked)
        self.met: list[_Met] = []
        self._paragraph: Element = None

    def paragraph(self, paragraph: Element) -> str:
        """Read a paragraph as the reader does."""
        self._paragraph = paragraph
        return super().paragraph(paragraph)

    def _run(self, run: Element) -> None:
        first = len(self._parts)
        in_field = bool(self._fields)
        super()._run(run)
        in_field = in_field or bool(self._fields)
        at = first
        for child in run.iterchildren(_T):
            text = child.text
            if not text:
                continue
            place = next((n for n in range(at, len(self._parts)) if self._parts[n] == text), -1)
            if place < 0:  # hidden, struck out or field code
                continue
            at = place + 1
            if clean(text).strip():
                spot = Spot()
                self._settle(spot, place)
                self.met.append(_Met(self._paragraph, run, child, spot, in_field))


class _Walker(Walker):
    def __init__(self, roots: Roots, tracked: Changes) -> None:
        super().__init__(roots, tracked)
        self.traced = _Inline(roots.stories(), roots.styles, tracked)
        self.inline = self.traced


class Trace:
    """The text of a DOCX and where it stands in the XML.

    `root`: the main part, free to be changed. `numbering`: numbering.xml, None where there is none.
    """

    def __init__(
        self, root: Element, text: str, blocks: Sequence[Block], pieces: Sequence[Piece], numbering: Element | None
    ) -> None:
        self.root = root
        self.numbering = numbering
        self.text = text
        self.blocks = tuple(blocks)
        self._pieces = tuple(sorted(pieces, key=lambda piece: piece.start))
        self._starts = [piece.start for piece in self._pieces]
        self._block_starts = [block.start for block in self.blocks]

    def block_at(self, offset: int) -> int:
        """Return the number of the block that holds the offset."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces that together hold `text[start:end]`, which is all in one paragraph.

        Raises RefusedError where a character has no place of its own or more than one, or where the range
        runs over two paragraphs.
        """
        found = self.touching(start, end)
        covered = start
        for piece in found:
            if piece.start < covered and covered > start:
                raise RefusedError("고칠 글이 파일의 여러 곳에서 나와 어느 것인지 정할 수 없습니다.")
            if self.text[covered : piece.start].strip():
                break
            covered = max(covered, piece.end)
        if not found or self.text[covered:end].strip():
            raise RefusedError("고칠 글을 파일의 글자 그대로 찾지 못했습니다(자동 번호나 특수한 요소가 섞여 있습니다).")
        if any(piece.paragraph is not found[0].paragraph for piece in found):
            raise RefusedError("고칠 글이 여러 문단에 걸쳐 있습니다.")
        return found

    def piece_before(self, offset: int) -> Piece | None:
        """Return the piece that holds the character before the offset, None where it is not in a piece."""
        at = bisect_right(self._starts, offset - 1) - 1
        return self._pieces[at] if at >= 0 and self._pieces[at].end >= offset else None

    def home(self, block: int) -> Element:
        """Return what a new paragraph after the block is put behind: its paragraph, or the table that it is in.

        Raises RefusedError where the block stands in no paragraph of the main story.
        """
        here = self.blocks[block]
        found = self.touching(here.start, here.end)
        if not found:
            raise RefusedError("새 문단을 넣을 자리가 파일에서 문단으로 되어 있지 않습니다.")
        paragraph: Element = found[-1].paragraph
        tables = list(paragraph.iterancestors(TBL))
        return tables[-1] if tables else paragraph

    def last_block(self, block: int) -> int:
        """Return the number of the last block that has the same home: a table ends with its last row."""
        home = self.home(block)
        last = block
        for number in range(block + 1, len(self.blocks)):
            try:
                other = self.home(number)
            except RefusedError:
                if self.blocks[number].kind == "note":
                    last = number
                continue
            if other is not home and not _is_note_of(other, home):
                break
            last = number
        return last

    def touching(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces of which any character is in the range."""
        at = max(0, bisect_right(self._starts, start) - 1)
        out: list[Piece] = []
        while at < len(self._pieces) and self._pieces[at].start < end:
            if self._pieces[at].end > start:
                out.append(self._pieces[at])
            at += 1
        return tuple(out)


def _is_note_of(paragraph: Element, home: Element) -> bool:
    """Whether a paragraph belongs to another story: a note or text box that hangs on `home`."""
    return bool(paragraph.getroottree().getroot() is not home.getroottree().getroot()) or any(
        ancestor is home for ancestor in paragraph.iterancestors()
    )


def trace(package: Package) -> Trace:
    """Read the main part again and return its trace; raises ReadError as the reader does."""
    main = package.main_part()
    related = package.related(main)
    root = package.xml(main)

    def part(kind: str) -> Element | None:
        return package.xml(related[kind][0]) if related.get(kind) else None

    roots = Roots(root, read_styles(part("styles")), part("numbering"), part("footnotes"), part("endnotes"))
    walker = _Walker(roots, Changes())
    body = next(root.iterchildren(W + "body"))
    walker.read(body)
    text = walker.body.out.text
    pieces = [piece for met in walker.traced.met if (piece := _piece(met, text)) is not None]
    return Trace(root, text, walker.body.out.blocks, pieces, roots.numbering)


def _piece(met: _Met, text: str) -> Piece | None:
    """Return the piece from its first to its last visible character, None where it did not come out as it stands."""
    source: str = met.child.text
    place = met.spot.place
    if place < 0:
        return None
    kept: Sequence[int] = range(len(source))
    shown = source
    if not source.isprintable():
        kept = [index for index, sign in enumerate(source) if clean(sign)]
        shown = clean(source)
    first = len(shown) - len(shown.lstrip())
    last = len(shown.rstrip())
    core = shown[first:last]
    came_out = text[place : place + len(core)]
    if came_out != core and came_out != core.translate(_AS_SPACES):
        return None
    start, end = place, place + len(core)
    while first > 0 and shown[first - 1] == " " and text[start - 1 : start] == " ":
        first, start = first - 1, start - 1
    while last < len(shown) and shown[last] == " " and text[end : end + 1] == " ":
        last, end = last + 1, end + 1
    return Piece(met.paragraph, met.run, met.child, start, kept[first:last], met.in_field)
