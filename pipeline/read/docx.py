"""Reads a DOCX: body order, tables, text boxes, notes, automatic numbers, tracked changes.

`Document.text` is the text of the accepted reading (insertions kept, deletions dropped, with
a warning), one newline between blocks. A table row is one block, its cells parted by a tab;
a row of a single cell is layout, so its paragraphs are ordinary blocks. Never text: comments,
field codes, hidden and struck-out text (with a warning), headers and footers. Notes follow
the paragraph that refers to them. Source: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import limits
from pipeline.read.blocks import Blocks
from pipeline.read.inline import Inline
from pipeline.read.joining import split_units
from pipeline.read.numbering import Numbering
from pipeline.read.opc import Element, Package
from pipeline.read.styles import Style, W, is_on, read_styles, whole

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _SDT, _CONTENT = W + "p", W + "tbl", W + "sdt", W + "sdtContent"
_PPR, _RPR, _PSTYLE, _OUTLINE = W + "pPr", W + "rPr", W + "pStyle", W + "outlineLvl"
_NUMPR, _NUMID, _ILVL = W + "numPr", W + "numId", W + "ilvl"
_TR, _TC, _VAL = W + "tr", W + "tc", W + "val"
_CHANGES: Final = (W + "ins", W + "del", W + "moveFrom")
_SHOWN: Final = frozenset(
    (W + "ins", W + "moveTo", W + "customXml", W + "smartTag", _CONTENT, _MC + "Choice", _MC + "Fallback")
)
_GONE: Final = frozenset((W + "del", W + "moveFrom"))
_HEADER_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_HEADER_LIMIT: Final = 200


def read_docx(name: str, data: bytes) -> Document:
    """Read a DOCX; raises ReadError for a damaged or unsafe package."""
    package = Package(name, data)
    main = package.main_part()
    related = package.related(main)
    root = package.xml(main)
    body = next(root.iterchildren(W + "body"), None)
    if body is None:
        raise ReadError(
            f"{name}: Word 문서의 본문이 비어 있습니다. 파일이 손상되었는지 Word에서 열어 확인하여 주십시오."
        )
    walker = _Walker(package, related, root)
    walker.story(body)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="docx",
        text=walker.out.text,
        blocks=tuple(walker.out.blocks),
        unread=tuple(walker.inline.unread),
        warnings=tuple(_warnings(walker, package, related, root)),
    )


def _part(package: Package, related: dict[str, list[str]], kind: str) -> Element | None:
    found = related.get(kind)
    return package.xml(found[0]) if found else None


def _warnings(walker: _Walker, package: Package, related: dict[str, list[str]], root: Element) -> list[str]:
    out: list[str] = []
    changes = _count_changes(root)
    if changes:
        out.append(f"미확정 변경 {changes}건: 변경을 모두 반영한 글(삽입은 포함, 삭제는 제외)을 기준으로 읽었습니다.")
    inline = walker.inline
    if inline.hidden:
        out.append(f"숨김 글자 {inline.hidden}자는 인쇄되지 않으므로 본문에서 제외했습니다.")
    if inline.struck:
        out.append(f"취소선으로 지운 글 {inline.struck}자는 본문에서 제외했습니다.")
    comments = sum(package.read(part).count(b"<w:comment ") for part in related.get("comments", []))
    if comments:
        out.append(f"메모 {comments}건은 계약의 내용이 아니므로 제외했습니다.")
    aside = sum(
        len(b"".join(_HEADER_TEXT.findall(package.read(part))).decode("utf-8", "replace").strip())
        for part in _margins(related)
    )
    if aside > _HEADER_LIMIT:
        out.append(
            f"머리글과 바닥글에 든 글 {aside}자는 본문에서 제외했습니다. 계약의 내용이 들어 있는지 확인하십시오."
        )
    return out


def _margins(related: dict[str, list[str]]) -> list[str]:
    return [*related.get("header", []), *related.get("footer", [])]


def _count_changes(root: Element) -> int:
    """Count tracked insertions, deletions and moves; a paragraph mark only where nothing else changed."""
    content = marks = 0
    for change in root.iter(*_CHANGES):
        if change.getparent().tag == W + "rPr":
            marks += 1
        else:
            content += 1
    return content or marks


class _Sink:
    """Takes blocks and keeps them aside, for the cells of a table row."""

    def __init__(self) -> None:
        self.held: list[tuple[str, str, str, int, str]] = []

    def add(self, text: str, kind: str = "paragraph", *, label: str = "", level: int = 0, style: str = "") -> None:
        """Keep one block."""
        self.held.append((text, kind, label, level, style))


class _Walker:
    """Walks the stories of one document in reading order."""

    def __init__(self, package: Package, related: dict[str, list[str]], root: Element) -> None:
        self.out = Blocks()
        self._styles = read_styles(_part(package, related, "styles"))
        self._numbering = Numbering(_part(package, related, "numbering"), self._styles)
        self.inline = Inline(root, self._styles)
        self._notes = {kind: _notes(_part(package, related, kind + "s"), W + kind) for kind in ("footnote", "endnote")}
        self._note_count = {"footnote": 0, "endnote": 0}
        self._sink: Blocks | _Sink = self.out
        self._carried = ""
        self._depth = 0

    # ---------------------------------------------------------------- blocks

    def story(self, container: Element) -> None:
        """Walk the blocks of a body, cell, text box or note."""
        for child in container.iterchildren():
            self._block(child)
        if self._carried:
            text, self._carried = self._carried, ""
            self._sink.add(text)

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag == _P:
            self._paragraph(element)
        elif tag == _TBL:
            self._table(element)
        elif tag == _SDT:
            for content in element.iterchildren(_CONTENT):
                self._blocks(content)
        elif tag == _MC + "AlternateContent":
            for choice in element.iterchildren():
                self._blocks(choice)
                break
        elif tag in _SHOWN:
            self._blocks(element)
        elif tag == W + "altChunk":
            self.inline.report("끼워 넣은 문서", "다른 문서가 통째로 끼워져 있어 읽지 못했습니다.")

    def _blocks(self, container: Element) -> None:
        for child in container.iterchildren():
            self._block(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(_PPR)
        style_id, num_id, level, outline, merged = _properties(properties)
        style = self._styles.get(style_id) or self._styles[""]
        inline = self.inline
        text = inline.paragraph(paragraph, hidden=style.hidden)
        boxes, notes = inline.boxes, inline.notes
        if merged:
            self._carried += text
        else:
            text, self._carried = self._carried + text, ""
            if (
                text.strip() or properties is None or properties.find(W + "sectPr") is None
            ):  # Word numbers no section break
                label, at = self._numbering.label(style_id, num_id, level)
                self._add(text, label, at, style, outline)
        for box in boxes:
            self.story(box)
        for kind, note_id in notes:
            self._note(kind, note_id)

    def _add(self, text: str, label: str, level: int, style: Style, outline: int | None) -> None:
        if not text.strip():
            return
        depth = outline if outline is not None else style.outline
        heading = depth is not None and depth < 9
        for part in split_units(text):
            self._sink.add(
                part,
                "heading" if heading else "paragraph",
                label=label,
                level=depth + 1 if depth is not None and heading else level,
                style=style.name,
            )
            label = ""
        self.inline.last_text = text

    def _note(self, kind: str, note_id: str) -> None:
        note = self._notes[kind].pop(note_id, None)
        if note is None:
            return
        self._note_count[kind] += 1
        number = self._note_count[kind]
        text = "\n".join(text for text, *_ in self._aside(note) if text.strip())
        self._sink.add(text, "note", label=f"주 {number})" if kind == "footnote" else f"미주 {number})")

    def _aside(self, container: Element) -> list[tuple[str, str, str, int, str]]:
        """Walk a container and return its blocks instead of adding them."""
        outer, self._sink = self._sink, _Sink()
        carried, self._carried = self._carried, ""
        held = self._sink.held
        self.story(container)
        self._sink, self._carried = outer, carried
        return held

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
        properties = row.find(W + "trPr")
        header = False
        if properties is not None:
            if properties.find(W + "del") is not None:
                return
            header = is_on(properties.find(W + "tblHeader"))
        cells = list(_descend(row, _TC))
        held = [self._cell(cell) for cell in cells]
        if len(held) == 1:
            for text, kind, label, level, style in held[0]:
                self._sink.add(text, kind, label=label, level=level, style=style)
            return
        texts = [_cell_text(blocks) for blocks in held]
        if any(texts):
            self._sink.add("\t".join(texts), "row", style="header" if header else "")
        for blocks in held:
            for text, kind, label, level, style in blocks:
                if kind in ("row", "note"):
                    self._sink.add(text, kind, label=label, level=level, style=style)

    def _cell(self, cell: Element) -> list[tuple[str, str, str, int, str]]:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(_VAL) != "restart":
            return []
        return self._aside(cell)


def _properties(properties: Element | None) -> tuple[str, str | None, int | None, int | None, bool]:
    """Return style id, numId, level, outline level, and whether the paragraph mark is deleted."""
    if properties is None:
        return "", None, None, None, False
    style_id, num_id, level, outline, merged = "", None, None, None, False
    for child in properties.iterchildren():
        tag = child.tag
        if tag == _PSTYLE:
            style_id = child.get(_VAL) or ""
        elif tag == _NUMPR:
            for part in child.iterchildren():
                if part.tag == _NUMID:
                    num_id = part.get(_VAL)
                elif part.tag == _ILVL:
                    level = whole(part.get(_VAL), 0)
        elif tag == _OUTLINE:
            outline = whole(child.get(_VAL), 9)
        elif tag == _RPR:
            merged = any(part.tag in _GONE for part in child.iterchildren())
    return style_id, num_id, level, outline, merged


def _descend(container: Element, wanted: str) -> list[Element]:
    """The rows of a table or cells of a row, those in content controls included."""
    out: list[Element] = []
    for child in container.iterchildren():
        if child.tag == wanted:
            out.append(child)
        elif child.tag in _SHOWN or child.tag == _SDT:
            out.extend(_descend(child, wanted))
    return out


def _cell_text(blocks: list[tuple[str, str, str, int, str]]) -> str:
    """A cell as text: paragraphs on lines of their own, automatic numbers before them."""
    lines = [
        f"{label} {text.strip()}" if label else text.strip()
        for text, kind, label, _, _ in blocks
        if kind not in ("row", "note")
    ]
    return "\n".join(lines).replace("\t", " ")


def _notes(root: Element | None, tag: str) -> dict[str, Element]:
    if root is None:
        return {}
    return {note.get(W + "id") or "": note for note in root.iterchildren(tag)}
