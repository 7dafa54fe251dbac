"""Reads a HWPX: sections in spine order, tables, text boxes, notes, automatic numbers, tracked changes.

`Document.text` is the text of the accepted reading (insertions kept, deletions dropped, with a warning). Never text:
memos, hidden comments, headers, footers and master pages, the descriptions of pictures. Equations are read as their
script. Elements are taken by local name. Source: KS X 6101:2024 (OWPML), clauses 7, 9 and 10.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Final

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.read.hangul_marks import OpenMemo
from pipeline.read.hangul_story import Cell, Story
from pipeline.read.hwpx_head import Head, lines, local, named, whole, words
from pipeline.read.hwpx_inline import Inline
from pipeline.read.opc import Element, Package
from pipeline.read.pieces import Piece, ink

_CONTENT: Final = "Contents/content.hpf"
_DRAWN: Final = frozenset(
    ("rect", "ellipse", "arc", "polygon", "curve", "line", "connectLine", "container", "textart", "unknownObject")
)
_UNREAD: Final = frozenset(("ole", "chart", "video"))


def read_hwpx(name: str, data: bytes) -> Document:
    """Read a HWPX; raises ReadError for a locked, damaged or unsafe package."""
    package = Package(name, data, program="한글")
    _refuse_locked(package)
    header, sections, masters = _parts(package)
    walker = _Walker(Head(package.xml(header) if header else None))
    for part in sections:
        walker.section(package.xml(part))
    for part in masters:
        walker.margin(package.xml(part))
    return walker.story.document(name, data, "hwpx")


def _refuse_locked(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if package.has(manifest) and any(True for _ in named(package.xml(manifest), "encryption-data")):
        raise ReadError(
            f"{package.name}: 암호가 걸린 한글(HWPX) 문서입니다. "
            "한글에서 암호를 풀고(보안 > 문서 암호 변경/해제) 다시 저장하여 넣어 주십시오.",
            Outcome.NEEDS_PASSWORD,
        )


def _parts(package: Package) -> tuple[str, list[str], list[str]]:
    """Return the header part, the sections in spine order, and the master pages."""
    if not package.has(_CONTENT):
        raise _damaged(package.name, f"본문 목록({_CONTENT})이 없습니다")
    root = package.xml(_CONTENT)
    items = {item.get("id") or "": _path(package, item.get("href") or "") for item in named(root, "item")}
    spine = [items.get(reference.get("idref") or "", "") for reference in named(root, "itemref")]
    order = [*dict.fromkeys([*spine, *items.values()])]
    sections = [part for part in order if posixpath.basename(part).lower().startswith("section")]
    if not sections:
        raise _damaged(package.name, "본문(section0.xml)이 없습니다")
    for part in sections:
        if not package.has(part):
            raise _damaged(package.name, f"본문의 일부({posixpath.basename(part)})가 없습니다")
    header = next((part for part in order if posixpath.basename(part).lower() == "header.xml"), "")
    masters = [part for part in order if posixpath.basename(part).lower().startswith("masterpage")]
    return header if package.has(header) else "", sections, [part for part in masters if package.has(part)]


def _path(package: Package, target: str) -> str:
    """A part by its href: from the root of the package, or from Contents as some writers have it."""
    path = posixpath.normpath(target.lstrip("/")) if target else ""
    beside = posixpath.join("Contents", path)
    return beside if path and not package.has(path) and package.has(beside) else path


def _damaged(name: str, what: str) -> ReadError:
    return ReadError(
        f"{name}: 손상된 한글(HWPX) 문서입니다. {what}. 원본을 다시 받거나 한글에서 열어 다시 저장하여 넣어 주십시오.",
        Outcome.DAMAGED,
    )


class _Walker:
    """Walks the sections of one document in reading order."""

    def __init__(self, head: Head) -> None:
        self.story = Story()
        self._head = head
        self._inline = Inline(head, self.story)

    def section(self, root: Element) -> None:
        """Walk one section."""
        inline = self._inline
        inline.begin(root)
        seen = inline.seen
        self._paragraphs(root)
        self.story.counts.lost += max(ink(words(root)) - (inline.seen - seen), 0)

    def margin(self, root: Element) -> None:
        """Keep what a header, footer or master page holds apart."""
        self.story.margins.append(lines(root))
        self._inline.leave(root)

    def _paragraphs(self, container: Element) -> None:
        for child in container.iterchildren():
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "memo":
                self.story.marks.memos.append(OpenMemo(lines(child)))
                self._inline.leave(child)
            else:
                self._paragraphs(child)

    def _paragraph(self, paragraph: Element) -> None:
        for section in paragraph.iterfind("{*}run/{*}secPr"):
            self._head.begin_section(whole(section.get("outlineShapeIDRef")))
        label, level, outline = self._head.number(paragraph.get("paraPrIDRef"))
        read = self._inline.paragraph(paragraph)
        for element in read.before:
            self._object(element)
        self.story.paragraph(
            read.text,
            label=label,
            level=level + 1 if outline else level,
            style=self._head.style(paragraph.get("styleIDRef")),
            heading=outline,
            merged=read.merged,
            spots=tuple(read.spots),
        )
        for element in read.after:
            self._object(element)

    # ---------------------------------------------------------------- objects

    def _object(self, element: Element) -> None:
        name = local(element)
        if name == "tbl":
            self._table(element)
        elif name in ("footNote", "endNote"):
            with self.story.aside() as pieces:
                self._box(element)
            self.story.note(pieces, "주" if name == "footNote" else "미주")
        elif name in ("header", "footer"):
            self.margin(element)
        elif name == "pic":
            self._caption(element)
            size = next(named(element, "sz"), None)
            self.story.picture(*(whole(size.get(side)) if size is not None else 0 for side in ("width", "height")))
        elif name in _DRAWN:
            self._drawing(element)
        elif name in _UNREAD:
            self._caption(element)
            self.story.unreadable(name)
        elif any(True for _ in named(element, "t")):
            self._box(element)

    def _box(self, element: Element) -> None:
        with self.story.deeper() as inside:
            if inside:
                self._paragraphs(element)

    def _caption(self, element: Element) -> None:
        for caption in element.iterchildren("{*}caption"):
            self._box(caption)

    def _drawing(self, element: Element) -> None:
        with self.story.deeper() as inside:
            if not inside:
                return
            self._caption(element)
            if element.get("text"):
                self.story.paragraph(element.get("text"))
            for child in element.iterchildren():
                name = local(child)
                if name == "drawText":
                    self._paragraphs(child)
                elif name in _DRAWN or name in _UNREAD or name == "pic":
                    self._object(child)

    def _table(self, table: Element) -> None:
        self._caption(table)
        with self.story.deeper() as inside:
            if inside:
                self.story.table(list(self._cells(table)))

    def _cells(self, table: Element) -> Iterator[Cell]:
        for number, row in enumerate(table.iterchildren("{*}tr")):
            for place, cell in enumerate(row.iterchildren("{*}tc")):
                yield self._cell(cell, number, place)

    def _cell(self, cell: Element, row: int, place: int) -> Cell:
        address = next(cell.iterchildren("{*}cellAddr"), None)
        span = next(cell.iterchildren("{*}cellSpan"), None)
        pieces: list[Piece]
        with self.story.aside() as pieces:
            self._paragraphs(cell)
        return Cell(
            row,
            whole(address.get("colAddr"), place) if address is not None else place,
            whole(span.get("rowSpan"), 1) if span is not None else 1,
            pieces,
            cell.get("header") == "1",
        )
