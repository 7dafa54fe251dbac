"""Reads a HWP 5 file: sections, tables, text boxes, notes, automatic numbers, tracked changes.

`Document.text` is the text of the accepted reading (insertions kept, deletions dropped, with a warning). Never text:
memos, hidden comments, headers and footers. Equations are read as their script. Source: 한글 문서 파일 형식 5.0,
4.3.6-4.3.10 (controls).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.model import Document
from pipeline.read.blocks import clean
from pipeline.read.hangul_marks import OpenChange, OpenMemo
from pipeline.read.hangul_numbers import FORMS, spell
from pipeline.read.hangul_story import Cell, Story
from pipeline.read.hwp_file import HwpFile, Record, counted_text, u16, u32
from pipeline.read.hwp_styles import Styles
from pipeline.read.hwp_text import PARA_HEADER, plain_text, read_text
from pipeline.read.pieces import Spot, Spots, ink

_CTRL_HEADER, _LIST_HEADER, _TABLE, _EQUATION, _MEMO_LIST, _PICTURE = 71, 72, 77, 88, 93, 85
_UNREADABLE: Final = {84: "ole", 90: "textart", 95: "chart", 98: "video"}
_INLINE: Final = frozenset(("atno", "tcps", "tdut", "eqed"))
_BOXES: Final = frozenset(("gso ", "tbl "))
_NOTES: Final = {"fn  ": "주", "en  ": "미주"}
_NUMBERED: Final = frozenset((3, 4, 5))
"""Kinds of automatic numbers that are text of a caption (picture, table, equation)."""
_TITLE_CELL: Final = 1 << 18


def read_hwp(name: str, data: bytes) -> Document:
    """Read a HWP 5 file; raises ReadError for a protected or damaged file."""
    file = HwpFile(name, data)
    styles = Styles(file.doc_info())
    walker = _Walker(styles)
    for section in file.sections(styles.sections):
        walker.section(section)
    return walker.story.document(name, data, "hwp")


def _kind(control: Record) -> str:
    return control.data[3::-1].decode("latin-1") if len(control.data) >= 4 else ""


def _descend(record: Record, tag: int) -> Iterator[Record]:
    for child in record.children:
        if child.tag == tag:
            yield child
        else:
            yield from _descend(child, tag)


class _Walker:
    """Walks the sections of one document in reading order."""

    def __init__(self, styles: Styles) -> None:
        self.story = Story()
        self._styles = styles
        self._met: set[int] = set()

    def section(self, root: Record) -> None:
        """Walk one section; paragraphs in places that nothing leads to are counted as lost."""
        for child in root.children:
            if child.tag == PARA_HEADER:
                self._paragraph(child)
        self.story.counts.lost += sum(
            ink(plain_text(lost)) for lost in _all_paragraphs(root) if id(lost) not in self._met
        )
        self._met.clear()

    def _leave(self, record: Record) -> str:
        """Leave out the paragraphs below a record; what they say, as lines."""
        paragraphs = list(_all_paragraphs(record))
        self._met.update(map(id, paragraphs))
        return "\n".join(filter(None, (plain_text(paragraph).strip() for paragraph in paragraphs)))

    def _paragraph(self, paragraph: Record) -> None:
        self._met.add(id(paragraph))
        controls = [child for child in paragraph.children if child.tag == _CTRL_HEADER]
        for control in controls:
            if _kind(control) == "secd":
                self._styles.begin_section(u16(control.data, 18))
        self._memos(paragraph)
        label, level, outline = self._styles.number(u16(paragraph.data, 8))
        read = read_text(paragraph, self._styles.struck)
        self.story.counts.struck += read.struck
        self.story.counts.short += read.short
        text, spots, before, after = self._place(read.parts, controls)
        for control in before:
            self._object(control)
        self.story.paragraph(
            text,
            label=label,
            level=level + 1 if outline else level,
            style=self._styles.style(paragraph.data[10] if len(paragraph.data) > 10 else 0),
            heading=outline,
            merged=read.merged,
            spots=spots,
        )
        for control in after:
            self._object(control)

    def _memos(self, paragraph: Record) -> None:
        """Keep the memos apart: paragraphs that follow a MEMO_LIST right below a paragraph."""
        memo: OpenMemo | None = None
        for child in paragraph.children:
            if child.tag == _MEMO_LIST:
                memo = OpenMemo("")
                self.story.marks.memos.append(memo)
            elif child.tag == PARA_HEADER and memo:
                memo.text = "\n".join(filter(None, (memo.text, self._leave(Record(0, b"", [child])))))

    def _place(
        self, parts: list[str | OpenChange | None], controls: list[Record]
    ) -> tuple[str, Spots, list[Record], list[Record]]:
        """Return the text, the places in it, and the objects that come before and after it."""
        words: list[str] = []
        spots: list[tuple[int, Spot]] = []
        before: list[Record] = []
        after: list[Record] = []
        waiting = iter(controls)
        size = 0
        for part in parts:
            if isinstance(part, OpenChange):
                spots.append((size, part.spot))
                self.story.marks.changes.append(part)
                continue
            control = next(waiting, None) if part is None else None
            kind = _kind(control) if control else ""
            if part is None and control and kind in _INLINE:
                part = self._inline(kind, control)
            if part is not None:
                words.append(clean(part))
                size += ink(words[-1])
            elif control and kind in _BOXES and u32(control.data, 4) & 1 and not size:
                before.append(control)
            elif control:
                after.append(control)
        return "".join(words), tuple(spots), before, [*after, *waiting]

    def _inline(self, kind: str, control: Record) -> str:
        data = control.data
        if kind == "tcps":
            return counted_text(data, 4)
        if kind == "tdut":
            main = counted_text(data, 4)
            sub = counted_text(data, 6 + 2 * u16(data, 4))
            return f"{main}({sub})" if sub.strip() else main
        if kind == "eqed":
            self.story.counts.equations += 1
            return " ".join(counted_text(script.data, 4).strip() for script in _descend(control, _EQUATION))
        flags = u32(data, 4)
        if flags & 0xF not in _NUMBERED:
            return ""
        form = flags >> 4 & 0xFF
        number = spell(u16(data, 8), FORMS[form] if form < len(FORMS) else "DIGIT")
        before, after = (chr(u16(data, at)) for at in (12, 14))
        return f"{before}{number}{after}".replace("\x00", "")

    # ---------------------------------------------------------------- objects

    def _object(self, control: Record) -> None:
        kind = _kind(control)
        if kind == "tbl ":
            self._table(control)
        elif kind in _NOTES:
            with self.story.aside() as pieces:
                self._box(control)
            self.story.note(pieces, _NOTES[kind])
        elif kind in ("head", "foot"):
            self.story.margins.append(self._leave(control))
        elif kind == "tcmt":
            self.story.counts.hidden += ink(self._leave(control))
        elif kind == "form":
            self.story.unreadable("form")
        else:
            self._box(control)

    def _box(self, control: Record) -> None:
        with self.story.deeper() as inside:
            if inside:
                self._inside(control, control)

    def _inside(self, record: Record, control: Record) -> None:
        """Walk what a drawing or note holds; `control` tells the size of a picture in it."""
        for child in record.children:
            if child.tag == PARA_HEADER:
                self._paragraph(child)
            elif child.tag == _PICTURE:
                self.story.picture(u32(control.data, 16), u32(control.data, 20))
            elif child.tag in _UNREADABLE:
                self.story.unreadable(_UNREADABLE[child.tag])
            else:
                self._inside(child, control)

    def _table(self, control: Record) -> None:
        with self.story.deeper() as inside:
            if inside:
                self.story.table(self._cells(control))

    def _cells(self, control: Record) -> list[Cell]:
        """The cells of a table; paragraphs before the TABLE record are its caption and added at once."""
        cells: list[Cell] = []
        started = False
        for child in control.children:
            if child.tag == _TABLE:
                started = True
            elif child.tag == _LIST_HEADER and started:
                data = child.data
                cells.append(Cell(u16(data, 10), u16(data, 8), u16(data, 14, 1), [], bool(u32(data, 4) & _TITLE_CELL)))
            elif child.tag == PARA_HEADER and cells:
                with self.story.aside() as pieces:
                    self._paragraph(child)
                cells[-1].pieces.extend(pieces)
            elif child.tag == PARA_HEADER:
                self._paragraph(child)
        return cells


def _all_paragraphs(record: Record) -> Iterator[Record]:
    for child in record.children:
        if child.tag == PARA_HEADER:
            yield child
        yield from _all_paragraphs(child)
