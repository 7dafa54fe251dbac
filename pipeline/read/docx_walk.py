"""Walks the stories of a DOCX in reading order: body, tables, text boxes, notes.

In: the XML roots of one document. Out: pieces in a `Body`, and what was met on the way.
Source: ECMA-376 part 1, 17.2 (document), 17.4 (tables), 17.5 (content controls), 17.11 (notes).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.read import limits
from pipeline.read.changes import GONE, Changes, text_of
from pipeline.read.drawings import ALTERNATES, chosen
from pipeline.read.formulas import is_formula, line_of
from pipeline.read.inline import SILENT, Inline, any_of
from pipeline.read.joining import split_units
from pipeline.read.numbering import Numbering
from pipeline.read.opc import Element
from pipeline.read.pieces import Body, Piece, Spots, ink, joined, parted, shifted
from pipeline.read.styles import Style, W, by_tag, is_on, whole

_P, _TBL, _SDT, _CONTENT = W + "p", W + "tbl", W + "sdt", W + "sdtContent"
_RPR, _PSTYLE, _OUTLINE, _SECTION = W + "rPr", W + "pStyle", W + "outlineLvl", W + "sectPr"
_NUMPR, _NUMID, _ILVL = W + "numPr", W + "numId", W + "ilvl"
_TR, _TC, _VAL = W + "tr", W + "tc", W + "val"
_EMBEDDED: Final = (W + "altChunk", W + "subDoc")
_SHOWN: Final = frozenset((W + "ins", W + "moveTo", W + "customXml", W + "smartTag", _SDT, _CONTENT))
_TRPR, _TCPR, _HEADER = W + "trPr", W + "tcPr", W + "tblHeader"
_NOTHING: Final[tuple[str, Spots]] = ("", ())
_CUTS: Final = ("separator", "continuationSeparator", "continuationNotice")
_ASIDE: Final = ("row", "note")
_CELL_MARKS: Final = (W + "cellDel", W + "cellIns", W + "vMerge", W + "hMerge")
"""What makes a cell another than it looks; in a document without any of them no cell is asked."""


@dataclass(frozen=True, slots=True)
class Roots:
    """The parts that a document is read from; None where it has no such part."""

    main: Element
    styles: dict[str, Style]
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None

    def stories(self) -> list[Element]:
        """Return the parts that hold text."""
        return [root for root in (self.main, self.footnotes, self.endnotes) if root is not None]


class Walker:
    """Reads one document; `body` holds its text, `inline` and `tracked` what was met on the way."""

    def __init__(self, roots: Roots, tracked: Changes) -> None:
        self.body = Body()
        self.tracked = tracked
        self.inline = Inline(roots.stories(), roots.styles, tracked)
        self.merged = 0
        self._cells_vary = any_of(roots.stories(), _CELL_MARKS)
        self._styles = roots.styles
        self._numbering = Numbering(roots.numbering, roots.styles)
        self._notes = {"footnote": _notes(roots.footnotes, "footnote"), "endnote": _notes(roots.endnotes, "endnote")}
        self._note_count = {"footnote": 0, "endnote": 0}
        self._put: Callable[[Piece], None] = self.body.add
        self._carried = _NOTHING
        self._depth = 0

    def read(self, container: Element) -> None:
        """Read the main story; then every place in it is settled."""
        self._story(container)
        self._put(Piece("", spots=self.inline.leftover()))

    def text_of(self, story: Element) -> str:
        """Return the text of a story that stands apart, such as a header or a comment."""
        with self.inline.apart(story):
            pieces = self._aside(story)
        return "\n".join(_line(piece)[0] for piece in pieces if piece.text.strip())

    def unused_notes(self) -> int:
        """Return how many characters stand in notes that the text never refers to."""
        return sum(ink(text_of(note)) for notes in self._notes.values() for note in notes.values())

    # ---------------------------------------------------------------- blocks

    def _story(self, container: Element) -> None:
        self._blocks(container)
        if self._carried is not _NOTHING:
            (text, spots), self._carried = self._carried, _NOTHING
            self._put(Piece(text, spots=spots))

    def _blocks(self, container: Element | list[Element]) -> None:
        for child in container[:]:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag not in SILENT:
                self._block(child, tag)

    def _block(self, element: Element, tag: str) -> None:
        if tag == _TBL:
            self._table(element)
        elif tag in _SHOWN:
            self._blocks(element)
        elif tag == ALTERNATES:
            self._blocks(chosen(element))
        elif tag in _EMBEDDED:
            self.inline.report("끼워 넣은 문서", "다른 문서가 통째로 끼워져 있어 읽지 못했습니다.")
        elif is_formula(tag):
            self._put(Piece(line_of(element)))
        else:
            self.inline.between(element)

    def _paragraph(self, paragraph: Element) -> None:
        inline = self.inline
        text = inline.paragraph(paragraph)
        style_id, num_id, level, outline, gone, section = _properties(inline.properties)
        style = self._styles.get(style_id) or self._styles[""]
        if style.hidden:
            inline.hidden += len(text)
            text = ""
        boxes, lines, notes, spots = inline.boxes, inline.lines, inline.notes, inline.spots
        if self._carried is not _NOTHING:
            before, carried = self._carried
            text, spots = before + text, (*carried, *shifted(spots, ink(before)))
            self._carried = _NOTHING
        if gone:
            self._carried = text, spots
        elif section and not text.strip():
            self._put(Piece("", spots=spots))
        else:
            label, at = self._numbering.label(style_id, num_id, level)
            depth = outline if outline is not None else style.outline
            if depth is None or depth >= 9:
                self._add(Piece(text, "paragraph", label, at, style.name, spots))
            else:
                self._add(Piece(text, "heading", label, depth + 1, style.name, spots))
        if boxes or lines or notes:
            self._hanging(boxes, lines, notes)

    def _hanging(self, boxes: list[Element], lines: list[str], notes: list[tuple[str, str]]) -> None:
        """Read what hangs on a paragraph."""
        for box in boxes:
            with self.inline.apart(box):
                self._story(box)
        for line in lines:
            self._put(Piece(line))
        for kind, note_id in notes:
            self._note(kind, note_id)

    def _add(self, piece: Piece) -> None:
        if not piece.text.strip():
            if piece.spots:
                self._put(piece)
            return
        self.inline.last_text = piece.text
        parts = split_units(piece.text)
        if len(parts) == 1:
            self._put(piece)
            return
        for part, spots in zip(parts, parted(parts, piece.spots), strict=True):
            self._put(piece._replace(text=part, spots=spots))
            piece = piece._replace(label="")

    def _note(self, kind: str, note_id: str) -> None:
        note = self._notes[kind].pop(note_id, None)
        if note is None:
            return
        self._note_count[kind] += 1
        number = self._note_count[kind]
        with self.inline.apart(note):
            pieces = self._aside(note)
        text, spots = joined(((piece.text, piece.spots) for piece in pieces if piece.text.strip()), "\n")
        self._put(Piece(text, "note", f"주 {number})" if kind == "footnote" else f"미주 {number})", spots=spots))

    def _aside(self, container: Element) -> list[Piece]:
        """Walk a container and return its pieces instead of adding them."""
        outer, carried = self._put, self._carried
        pieces: list[Piece] = []
        self._put, self._carried = pieces.append, _NOTHING
        self._story(container)
        self._put, self._carried = outer, carried
        return pieces

    # ---------------------------------------------------------------- tables

    def _table(self, table: Element) -> None:
        self._depth += 1
        if self._depth > limits.TABLE_DEPTH:
            self.inline.report("겹친 표", f"표가 {limits.TABLE_DEPTH}겹 넘게 겹쳐 있어 읽지 못했습니다.")
        else:
            for row in _descend(table, _TR):
                self._row(row)
        self._depth -= 1

    def _row(self, row: Element) -> None:
        properties = by_tag(next(row.iterchildren(_TRPR), ()))
        gone, new = properties.get(W + "del"), properties.get(W + "ins")
        if gone is not None:
            self._whole("row_delete", gone, len(self.tracked), _row_text(row))
            return
        since = len(self.tracked)
        cells = [pieces for cell in _descend(row, _TC) if (pieces := self._cell(cell)) is not None]
        if new is not None and cells:
            spots = self._spot("row_insert", new, since, "\t".join(_cell_text(cell)[0] for cell in cells))
            cells[0].insert(0, Piece("", spots=spots))
        self._write(cells, header=is_on(properties.get(_HEADER)))

    def _write(self, cells: list[list[Piece]], *, header: bool) -> None:
        """Write a row; one of a single cell is layout, so its paragraphs are ordinary blocks."""
        if len(cells) == 1:
            for piece in cells[0]:
                self._put(piece)
            return
        text, spots = joined(map(_cell_text, cells), "\t")
        if text.strip() or spots:
            self._put(Piece(text, "row", style="header" if header else "", spots=spots))
        for cell in cells:
            for piece in cell:
                if piece.kind in _ASIDE:
                    self._put(piece)

    def _cell(self, cell: Element) -> list[Piece] | None:
        """Return the pieces of a cell, None for one that was deleted."""
        new = None
        if self._cells_vary:
            properties = by_tag(next(cell.iterchildren(_TCPR), ()))
            gone, new = properties.get(W + "cellDel"), properties.get(W + "cellIns")
            if gone is not None:
                self._whole("cell_delete", gone, len(self.tracked), text_of(cell))
                return None
            if _continues(properties):
                self.merged += ink(text_of(cell))
                return []
        since = len(self.tracked)
        self.tracked.close()
        pieces = self._aside(cell)
        self.tracked.close()
        if new is not None:
            spots = self._spot("cell_insert", new, since, _cell_text(pieces)[0])
            pieces.insert(0, Piece("", spots=spots))
        return pieces

    def _whole(self, kind: str, change: Element, since: int, text: str) -> None:
        self._put(Piece("", spots=self._spot(kind, change, since, text)))

    def _spot(self, kind: str, change: Element, since: int, text: str) -> Spots:
        self.tracked.close()
        spot = self.tracked.replace(since, kind, change, text)
        return ((0, spot),) if spot is not None else ()


_Properties = tuple[str, str | None, int | None, int | None, bool, bool]
"""Of a paragraph: style, numId and level, outline level; whether its mark is deleted, so that it runs on into the
next one; whether it ends a section."""


def _properties(properties: Element | None) -> _Properties:
    style, num_id, level, outline, gone, section = "", None, None, None, False, False
    for child in properties[:] if properties is not None else ():
        tag = child.tag
        if tag == _PSTYLE:
            style = child.get(_VAL) or ""
        elif tag == _NUMPR:
            for part in child:
                if part.tag == _NUMID:
                    num_id = part.get(_VAL)
                elif part.tag == _ILVL:
                    level = whole(part.get(_VAL), 0)
        elif tag == _OUTLINE:
            outline = whole(child.get(_VAL), 9)
        elif tag == _RPR:
            gone = any(part.tag in GONE for part in child)
        elif tag == _SECTION:
            section = True
    return style, num_id, level, outline, gone, section


def _continues(properties: dict[str, Element]) -> bool:
    """Whether a cell goes on with the one above or before it."""
    merges = (properties.get(W + "vMerge"), properties.get(W + "hMerge"))
    return any(merge is not None and merge.get(_VAL) != "restart" for merge in merges)


def _descend(container: Element, wanted: str) -> list[Element]:
    """The rows of a table or cells of a row, those in content controls included."""
    out: list[Element] = []
    children: Sequence[Element] = chosen(container) if container.tag == ALTERNATES else container[:]
    for child in children:
        if child.tag == wanted:
            out.append(child)
        elif child.tag in _SHOWN or child.tag == ALTERNATES:
            out.extend(_descend(child, wanted))
    return out


def _cell_text(pieces: list[Piece]) -> tuple[str, Spots]:
    """A cell as text: paragraphs on lines of their own, automatic numbers before them."""
    lines = [_line(piece) for piece in pieces if piece.kind not in _ASIDE]
    text, spots = lines[0] if len(lines) == 1 else joined(lines, "\n")
    return text.replace("\t", " "), spots


def _line(piece: Piece) -> tuple[str, Spots]:
    text = piece.text.strip()
    if not piece.label:
        return text, piece.spots
    return f"{piece.label} {text}", shifted(piece.spots, ink(piece.label)) if piece.spots else ()


def _row_text(row: Element) -> str:
    return "\t".join(text_of(cell) for cell in _descend(row, _TC))


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    if root is None:
        return {}
    return {note.get(W + "id") or "": note for note in root.iterchildren(W + kind) if note.get(W + "type") not in _CUTS}
