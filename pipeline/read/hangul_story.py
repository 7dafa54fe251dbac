"""What the readers of HWPX and HWP 5 have in common: blocks, tables, notes, what was left out and why.

In: paragraphs, table cells and notes in reading order. Out: a `Document`. A table row is one block, its cells parted
by a tab; a row of a single cell is layout, so its paragraphs are ordinary blocks (as in the DOCX reader).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Document, Unread
from pipeline.read import limits
from pipeline.read.blocks import clean
from pipeline.read.hangul_marks import Marks
from pipeline.read.joining import split_units
from pipeline.read.pieces import Body, Piece, Spots, ink, joined, parted, shifted

_UNREADABLE: Final = {
    "ole": ("개체", "다른 프로그램의 개체가 끼워져 있어 읽지 못했습니다."),
    "chart": ("도표", "차트여서 글자를 읽지 못했습니다."),
    "video": ("동영상", "동영상이어서 읽지 못했습니다."),
    "textart": ("글맵시", "글맵시로 꾸민 글자여서 읽지 못했습니다."),
    "form": ("양식 개체", "누르거나 고르는 양식 개체여서 읽지 못했습니다."),
}
A4: Final = 59_528 * 84_186
"""Area of an A4 page in HWPUNIT (1/7200 inch), squared."""
_LARGE: Final = 0.2
"""A picture of a fifth of a page or more may be a scanned text; smaller ones are logos and seals."""
_MARGIN_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its address from 0, how many rows it spans, and its blocks."""

    row: int
    column: int
    rows: int
    pieces: list[Piece]
    header: bool = False


@dataclass(slots=True)
class Counts:
    """What is not in the text, in numbers."""

    hidden: int = 0
    struck: int = 0
    equations: int = 0
    pictures: int = 0
    unmatched: int = 0
    short: int = 0
    lost: int = 0
    notes: dict[str, int] = field(default_factory=lambda: {"주": 0, "미주": 0})


class Story:
    """Collects the blocks of one document."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.marks = Marks()
        self.margins: list[str] = []
        self._body = Body()
        self._unread: list[Unread] = []
        self._put: Callable[[Piece], None] = self._body.add
        self._carried: tuple[str, Spots] = ("", ())
        self._last = ""
        self._depth = 0
        self._fillers = limits.TABLE_FILLERS

    # ---------------------------------------------------------------- blocks

    def paragraph(
        self,
        text: str,
        *,
        label: str = "",
        level: int = 0,
        style: str = "",
        heading: bool = False,
        merged: bool = False,
        spots: Spots = (),
    ) -> None:
        """Add a paragraph; `merged`: its paragraph mark is deleted, so it runs on into the next one."""
        before, own = self._carried
        text, spots = before + clean(text), (*own, *shifted(spots, ink(before)))
        self._carried = ("", ())
        if merged:
            self._carried = (text, spots)
            return
        if not text.strip():
            if spots:
                self._put(Piece("", spots=spots))
            return
        parts = split_units(text)
        for part, places in zip(parts, parted(parts, spots), strict=True):
            self._put(Piece(part, "heading" if heading else "paragraph", label, level, style, places))
            label = ""
        self._last = text

    @contextmanager
    def aside(self) -> Iterator[list[Piece]]:
        """Keep the blocks that are added inside apart, in the list this gives."""
        outer, carried = self._put, self._carried
        pieces: list[Piece] = []
        self._put, self._carried = pieces.append, ("", ())
        yield pieces
        self.paragraph("")
        self._put, self._carried = outer, carried

    @contextmanager
    def deeper(self) -> Iterator[bool]:
        """Go one level into a table or box; False where that is deeper than anything real."""
        self._depth += 1
        if self._depth == limits.TABLE_DEPTH + 1:
            self.report("겹친 표", f"표나 글상자가 {limits.TABLE_DEPTH}겹 넘게 겹쳐 있어 읽지 못했습니다.")
        yield self._depth <= limits.TABLE_DEPTH
        self._depth -= 1

    def note(self, pieces: Sequence[Piece], kind: str) -> None:
        """Add a footnote (`kind` '주') or an endnote ('미주')."""
        self.counts.notes[kind] += 1
        text, spots = joined(((piece.text.strip(), piece.spots) for piece in pieces), "\n")
        self._put(Piece(text, "note", f"{kind} {self.counts.notes[kind]})", spots=spots))

    def table(self, cells: Sequence[Cell]) -> None:
        """Add a table; a place that a cell of a row above reaches into is an empty cell."""
        rows: dict[int, list[Cell]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(cell)
        until: dict[int, int] = {}
        for number in sorted(rows):
            until = {column: end for column, end in until.items() if end > number}
            own = {cell.column for cell in rows[number]}
            covered = [Cell(number, column, 1, []) for column in until if column not in own][: self._fillers]
            self._fillers -= len(covered)
            self._row(sorted([*rows[number], *covered], key=lambda cell: cell.column))
            until.update((cell.column, number + cell.rows) for cell in rows[number] if cell.rows > 1)

    def _row(self, cells: Sequence[Cell]) -> None:
        if len(cells) == 1:
            for piece in cells[0].pieces:
                self._put(piece)
            return
        text, spots = joined((_cell_text(cell.pieces) for cell in cells), "\t")
        header = any(cell.header for cell in cells)
        self._put(Piece(text, "row", style="header" if header else "", spots=spots))
        for cell in cells:
            for piece in cell.pieces:
                if piece.kind in ("row", "note"):
                    self._put(piece)

    # ---------------------------------------------------------------- what is left out

    def report(self, what: str, reason: str) -> None:
        """Note something that holds content which cannot be read as text."""
        near = " ".join(self._last.split())[:24]
        where = f"'{near}…' 다음의 {what}" if near else f"문서 첫머리의 {what}"
        self._unread.append(Unread(where, reason))

    def unreadable(self, kind: str) -> None:
        """Note an object without text of its own: 'ole', 'chart', 'video', 'textart' or 'form'."""
        self.report(*_UNREADABLE[kind])

    def picture(self, width: int, height: int) -> None:
        """Note a picture of this size in HWPUNIT."""
        if width * height >= _LARGE * A4:
            self.report("그림", "큰 그림으로 들어 있어 그 안의 글자를 읽지 못했습니다.")
        else:
            self.counts.pictures += 1

    def document(self, name: str, data: bytes, form: str) -> Document:
        """Return the document once everything is added."""
        self.paragraph("")
        text = self._body.out.text
        return Document(
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            format=form,
            text=text,
            blocks=tuple(self._body.out.blocks),
            unread=tuple(self._unread),
            warnings=(*_excluded(self), *_doubtful(self.counts)),
            changes=self.marks.settled_changes(),
            comments=self.marks.settled_memos(text),
            margins=tuple(dict.fromkeys(filter(None, map(clean, self.margins)))),
        )


def _cell_text(pieces: Sequence[Piece]) -> tuple[str, Spots]:
    """A cell as text: paragraphs on lines of their own, automatic numbers before them."""
    lines = (
        (
            f"{piece.label} {piece.text.strip()}" if piece.label else piece.text.strip(),
            shifted(piece.spots, ink(piece.label)),
        )
        for piece in pieces
        if piece.kind not in ("row", "note")
    )
    text, spots = joined(lines, "\n")
    return text.replace("\t", " "), spots


def _excluded(story: Story) -> Iterator[str]:
    counts, changes, memos = story.counts, len(story.marks.changes), len(story.marks.memos)
    margins = sum(map(ink, story.margins))
    if changes:
        yield f"미확정 변경 {changes}건: 변경을 모두 반영한 글(삽입은 포함, 삭제는 제외)을 기준으로 읽었습니다."
    if counts.hidden:
        yield f"숨은 설명 {counts.hidden}자는 인쇄되지 않으므로 본문에서 제외했습니다."
    if counts.struck:
        yield f"취소선으로 지운 글 {counts.struck}자는 본문에서 제외했습니다."
    if memos:
        yield f"메모 {memos}건은 계약의 내용이 아니므로 제외했습니다."
    if margins > _MARGIN_LIMIT:
        yield (
            f"머리말, 꼬리말, 바탕쪽에 든 글 {margins}자는 본문에서 제외했습니다. 계약의 내용이 들어 있는지 확인하십시오."
        )


def _doubtful(counts: Counts) -> Iterator[str]:
    if counts.unmatched:
        yield f"끝을 알 수 없는 삭제 표시 {counts.unmatched}건은 지우지 않고 읽었습니다. 한글에서 변경 내용을 확인하십시오."
    if counts.short:
        yield f"문단 {counts.short}곳의 글이 파일에 적힌 글자 수보다 짧습니다. 빠진 글이 있는지 원본과 대조하십시오."
    if counts.lost:
        yield f"문서 안의 자리를 알 수 없는 글 {counts.lost}자를 본문에 넣지 못했습니다. 원본을 확인하십시오."
    if counts.equations:
        yield f"수식 {counts.equations}개는 한글의 수식 글(예: a over b) 그대로 읽었습니다. 원본과 대조하십시오."
    if counts.pictures:
        yield f"작은 그림 {counts.pictures}개 안의 글자는 읽지 않았습니다."
