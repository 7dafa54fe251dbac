"""The text of one DOCX paragraph: runs, fields, changes, comments, and what hangs on it.

Source: ECMA-376 part 1, 17.3 (runs), 17.13.4 (comments), 17.13.5 (revisions), 17.16 (fields).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pipeline.model import Unread
from pipeline.read import changes, drawings
from pipeline.read.blocks import clean
from pipeline.read.changes import GONE, KINDS, Changes
from pipeline.read.drawings import ALTERNATES, DRAWN
from pipeline.read.formulas import is_formula, line_of
from pipeline.read.opc import Element
from pipeline.read.pieces import Spot, Spots, ink
from pipeline.read.styles import Style, W, is_on

_R, _T, _RPR, _PPR = W + "r", W + "t", W + "rPr", W + "pPr"
_FIELD, _FIELD_KIND, _RT = W + "fldChar", W + "fldCharType", W + "rt"
_LOOKS: Final = (W + "strike", W + "dstrike", W + "vanish")
_THROUGH: Final = frozenset(
    W + tag
    for tag in (
        "hyperlink",
        "smartTag",
        "customXml",
        "sdt",
        "sdtContent",
        "fldSimple",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
)
_FIXED: Final = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
SILENT: Final = frozenset(
    W + tag
    for tag in (
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "instrText",
        "lastRenderedPageBreak",
    )
)
"""Elements that show nothing and stand almost everywhere."""
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_COMMENTS: Final = (W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")


@dataclass(slots=True)
class _Field:
    """An open complex field: whether its code is still being read, what it shows by itself, where it began."""

    in_code: bool
    shows: str
    start: int


class Inline:
    """Reads paragraphs one by one; `properties`, `boxes`, `lines`, `notes` and `spots` are those of the last one read.

    `properties`: its w:pPr. `boxes`: text boxes. `lines`: texts of other shapes. `notes`: (kind, id). `commented`: comment id -> where its
    range begins and ends. `hidden`, `struck`, `phonetic`: characters left out so far.
    """

    def __init__(self, roots: Sequence[Element], styles: dict[str, Style], tracked: Changes) -> None:
        self.properties: Element | None = None
        self.boxes: list[Element] = []
        self.lines: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.spots: Spots = ()
        self.commented: dict[str, list[Spot]] = {}
        self.unread: list[Unread] = []
        self.hidden = self.struck = self.phonetic = 0
        self.last_text = ""
        self._tracked = tracked
        self._hidden_styles = frozenset(style_id for style_id, style in styles.items() if style_id and style.hidden)
        self._looks = bool(self._hidden_styles) or any_of(roots, _LOOKS)
        self._changed = any_of(roots, tuple(KINDS))
        self._fields: list[_Field] = []
        self._fields_balanced = self._balanced(roots[0])
        self._parts: list[str] = []
        self._places: list[tuple[int, Spot]] = []
        self._number = 0

    def paragraph(self, paragraph: Element) -> str:
        """Return the text of a paragraph as it is printed when all changes are accepted."""
        self.properties, self.boxes, self.lines, self.notes, self._parts = None, [], [], [], []
        self._walk(paragraph)
        if self._changed:
            self._mark(paragraph)
        self._number += 1
        self.spots = ()
        if self._places:
            self.spots, self._places = self._counted(), []
        return clean("".join(self._parts))

    def between(self, element: Element) -> None:
        """Note a comment that begins or ends between two paragraphs; its place is in the next one."""
        if element.tag in _COMMENTS:
            self._comment(element, 0)

    def leftover(self) -> Spots:
        """Return the places that no paragraph follows."""
        left, self._places = self._places, []
        return tuple((0, spot) for _, spot in left)

    @contextmanager
    def apart(self, story: Element) -> Iterator[None]:
        """Read a note or a text box: its fields are its own, and none outside goes on in it."""
        kept = self._fields, self._fields_balanced, self._places
        self._fields, self._fields_balanced, self._places = [], self._balanced(story), []
        self._tracked.close()
        yield
        self._tracked.close()
        left = self._places
        self._fields, self._fields_balanced, self._places = kept
        self._places.extend((0, spot) for _, spot in left)

    def report(self, what: str, reason: str) -> None:
        """Note something that holds content which cannot be read as text."""
        near = " ".join(self.last_text.split())[:24]
        where = f"'{near}…' 다음의 {what}" if near else f"문서 첫머리의 {what}"
        self.unread.append(Unread(where, reason))

    def _walk(self, element: Element) -> None:
        for child in element[:]:  # a slice of lxml takes half the time of its iterator
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag == _PPR:
                self.properties = child if self.properties is None else self.properties
            elif tag in SILENT:
                continue
            elif tag in _THROUGH:
                self._walk(child)
            elif tag in KINDS:
                self._change(child, KINDS[tag])
            elif tag == ALTERNATES:
                for part in drawings.chosen(child):
                    self._any(part)
            else:
                self._any(child)

    def _any(self, element: Element) -> None:
        """Read an element that is no plain run."""
        tag = element.tag
        if tag == _R:
            self._run(element)
        elif tag in DRAWN:
            self._drawing(element)
        elif tag in _COMMENTS:
            self._comment(element, len(self._parts))
        elif tag == _RT:
            self.phonetic += sum(len(text.text or "") for text in element.iter(_T))
        elif is_formula(tag):
            self._parts.append(line_of(element))
        elif tag in _THROUGH:
            self._walk(element)

    def _run(self, run: Element) -> None:
        parts = self._parts
        start = len(parts)
        struck = hidden = False
        for child in run[:]:
            tag = child.tag
            if tag == _T:
                if (text := child.text) and not (self._fields and self._in_code()):
                    parts.append(text)
            elif tag == _RPR:
                if self._looks:
                    struck, hidden = self._look(child)
            elif tag == _FIELD:
                self._field(child)
            elif tag in _FIXED:
                parts.append(_FIXED[tag])
            elif tag not in SILENT:
                self._rare(child, tag)
        if (struck or hidden) and len(parts) > start:
            self._drop(start, struck=struck)

    def _rare(self, child: Element, tag: str) -> None:
        if tag == W + "br":
            if child.get(W + "type") in (None, "textWrapping"):
                self._parts.append("\n")
        elif tag == W + "sym":
            self._parts.append(drawings.symbol(child))
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], child.get(W + "id") or ""))
        elif tag == ALTERNATES:
            for part in drawings.chosen(child):
                if part.tag == _T:
                    self._parts.append(part.text or "")
                else:
                    self._rare(part, part.tag)
        else:
            self._any(child)

    def _look(self, properties: Element) -> tuple[bool, bool]:
        """Return whether the run is struck out and whether it is hidden."""
        if not len(properties):
            return False, False
        struck = is_on(properties.find(W + "strike")) or is_on(properties.find(W + "dstrike"))
        hidden = is_on(properties.find(W + "vanish"))
        if not hidden and self._hidden_styles:
            style = properties.find(W + "rStyle")
            hidden = (
                style is not None
                and style.get(W + "val") in self._hidden_styles
                and properties.find(W + "vanish") is None
            )
        return struck, hidden

    def _drop(self, start: int, *, struck: bool) -> None:
        gone = sum(len(part.strip()) for part in self._parts[start:])
        del self._parts[start:]
        if struck:
            self.struck += gone
        else:
            self.hidden += gone

    # ---------------------------------------------------------------- changes and comments

    def _change(self, element: Element, kind: str) -> None:
        start = len(self._parts)
        if element.tag in GONE:
            text = changes.text_of(element)
        else:
            self._walk(element)
            text = clean("".join(self._parts[start:]))
        if text or changes.is_wordless(element):
            at, until = (self._number, start), (self._number, len(self._parts))
            self._settle(self._tracked.add(kind, element, text, at, until), start)

    def _mark(self, paragraph: Element) -> None:
        """Note that the mark at the end of the paragraph was inserted, deleted or moved."""
        for mark in paragraph.iterfind(f"{_PPR}/{_RPR}/*"):
            if mark.tag in KINDS:
                here = len(self._parts)
                kind = KINDS[mark.tag]
                following = (self._number + 1, 0)
                self._settle(self._tracked.add(kind, mark, "\n", (self._number, here), following), here)
                return
        self._tracked.close()

    def _comment(self, element: Element, part: int) -> None:
        spots = self.commented.setdefault(element.get(W + "id") or "", [])
        if element.tag == _COMMENTS[2] and spots:
            return
        spot = Spot(after=element.tag == _COMMENTS[1])
        spots.append(spot)
        self._settle(spot, part)

    def _settle(self, spot: Spot | None, part: int) -> None:
        if spot is not None:
            self._places.append((part, spot))

    def _counted(self) -> Spots:
        """Return the places of the paragraph with the number of characters before each."""
        before = [0]
        for part in self._parts:
            before.append(before[-1] + ink(clean(part)))
        return tuple((before[min(part, len(self._parts))], spot) for part, spot in self._places)

    # ---------------------------------------------------------------- fields

    def _field(self, mark: Element) -> None:
        kind = mark.get(_FIELD_KIND)
        if kind == "begin":
            self._fields.append(_Field(True, drawings.form_value(mark), len(self._parts)))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if field.shows and not "".join(self._parts[field.start :]).strip():
                self._parts.append(field.shows)

    def _in_code(self) -> bool:
        return self._fields_balanced and any(field.in_code for field in self._fields)

    def _balanced(self, root: Element) -> bool:
        """Whether every field that begins ends; where not, no text is taken for field code."""
        depth = 0
        for mark in root.iter(_FIELD):
            if self._changed and _is_gone(mark):
                continue
            kind = mark.get(_FIELD_KIND)
            depth += (kind == "begin") - (kind == "end")
            if depth < 0:
                return False
        return depth == 0

    # ---------------------------------------------------------------- drawings

    def _drawing(self, drawing: Element) -> None:
        boxes, lines = drawings.contents(drawing)
        self.boxes.extend(boxes)
        self.lines.extend(lines)
        lost = drawings.unread(drawing, has_text=bool(boxes or lines))
        if lost:
            self.report(*lost)


def any_of(roots: Sequence[Element], tags: tuple[str, ...]) -> bool:
    """Return whether any of the parts holds an element of one of `tags`."""
    return any(next(root.iter(*tags), None) is not None for root in roots)


def _is_gone(mark: Element) -> bool:
    """Whether a part of a field stands in a run that was deleted or moved away."""
    run = mark.getparent()
    return run is not None and run.getparent() is not None and run.getparent().tag in GONE
