"""The text of one DOCX paragraph: runs, fields, symbols, changes, and what hangs on it.

Source: ECMA-376 part 1, 17.3 (runs), 17.13.5 (revisions), 17.16 (fields); part 3 (markup
compatibility: of the alternatives only the first is read).
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Unread
from pipeline.read.blocks import clean
from pipeline.read.opc import Element
from pipeline.read.styles import Style, W, is_on, whole

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_M_T: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_R, _T, _RPR, _PPR = W + "r", W + "t", W + "rPr", W + "pPr"
_TEXT_BOX: Final = W + "txbxContent"
_FIELD: Final = W + "fldChar"
_LOOKS: Final = (W + "strike", W + "dstrike", W + "vanish")
_THROUGH: Final = frozenset(
    W + tag
    for tag in (
        "hyperlink",
        "ins",
        "moveTo",
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
_DRAWN: Final = frozenset((W + "drawing", W + "pict", W + "object"))
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_SYMBOLS: Final = {
    0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF071: "□", 0xF0A7: "▪", 0xF0A8: "□", 0xF0B7: "•",
    0xF0E0: "→", 0xF0E8: "→", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑", 0xF09F: "•",
}  # fmt: skip
_A4_EMU: Final = 7_560_000 * 10_692_000
_LARGE: Final = 0.2
"""A picture of a fifth of a page or more may be a scanned text; smaller ones are logos and seals."""
_VML_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 0.75}


class Inline:
    """Reads paragraphs one by one; `boxes` and `notes` are those of the last one read."""

    def __init__(self, root: Element, styles: dict[str, Style]) -> None:
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self.unread: list[Unread] = []
        self.hidden = 0
        self.struck = 0
        self.last_text = ""
        self._hidden_styles = frozenset(style_id for style_id, style in styles.items() if style_id and style.hidden)
        self._looks = bool(self._hidden_styles) or next(root.iter(*_LOOKS), None) is not None
        self._codes: list[bool] = []
        self._fields_balanced = _balanced(root)
        self._parts: list[str] = []

    def paragraph(self, paragraph: Element, *, hidden: bool = False) -> str:
        """Return the text of a paragraph as it is printed when all changes are accepted."""
        self.boxes, self.notes, self._parts = [], [], []
        self._walk(paragraph)
        text = clean("".join(self._parts))
        if hidden:
            self.hidden += len(text)
            return ""
        return text

    def report(self, what: str, reason: str) -> None:
        """Note something that holds content which cannot be read as text."""
        near = " ".join(self.last_text.split())[:24]
        where = f"'{near}…' 다음의 {what}" if near else f"문서 첫머리의 {what}"
        self.unread.append(Unread(where, reason))

    def _walk(self, element: Element) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag in _THROUGH:
                self._walk(child)
            elif tag == _MC + "AlternateContent":
                for choice in child.iterchildren():
                    self._walk(choice)
                    break
            elif tag in _DRAWN:
                self._drawing(child)
            elif (
                tag != _PPR
                and isinstance(tag, str)
                and tag.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/math}")
            ):
                self._parts.extend(item.text or "" for item in child.iter(_M_T))

    def _run(self, run: Element) -> None:
        start = len(self._parts)
        struck = hidden = False
        for child in run.iterchildren():
            tag = child.tag
            if tag == _T:
                if child.text and not self._in_code():
                    self._parts.append(child.text)
            elif tag == _RPR:
                if self._looks:
                    struck, hidden = self._look(child)
            elif tag == _FIELD:
                self._field(child)
            elif tag in _FIXED:
                self._parts.append(_FIXED[tag])
            else:
                self._rare(child, tag)
        if (struck or hidden) and len(self._parts) > start:
            self._drop(start, struck=struck)

    def _rare(self, child: Element, tag: str) -> None:
        if tag == W + "br":
            if child.get(W + "type") in (None, "textWrapping"):
                self._parts.append("\n")
        elif tag == W + "sym":
            self._parts.append(_symbol(child))
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], child.get(W + "id") or ""))
        elif tag in _DRAWN:
            self._drawing(child)
        elif tag in _THROUGH:
            self._walk(child)
        elif tag == _MC + "AlternateContent":
            for choice in child.iterchildren():
                for part in choice.iterchildren():
                    self._rare(part, part.tag)
                break

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

    # ---------------------------------------------------------------- fields

    def _field(self, mark: Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()

    def _in_code(self) -> bool:
        return bool(self._codes) and self._fields_balanced and any(self._codes)

    # ---------------------------------------------------------------- drawings

    def _drawing(self, drawing: Element) -> None:
        boxes = text_boxes(drawing)
        self.boxes.extend(boxes)
        if drawing.tag == W + "object":
            self.report("개체", "다른 프로그램의 개체가 끼워져 있어 읽지 못했습니다.")
            return
        data = next(drawing.iter(_A + "graphicData"), None)
        uri = (data.get("uri") or "") if data is not None else ""
        if uri.endswith(("/chart", "/diagram", "/chartex")):
            self.report("도표", "차트나 다이어그램이어서 글자를 읽지 못했습니다.")
        elif not boxes and _picture_share(drawing) >= _LARGE:
            self.report("그림", "큰 그림으로 들어 있어 그 안의 글자를 읽지 못했습니다.")


def _balanced(root: Element) -> bool:
    """Whether every field that begins ends; where not, no text is taken for field code."""
    depth = 0
    for mark in root.iter(_FIELD):
        kind = mark.get(W + "fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return False
    return depth == 0


def text_boxes(drawing: Element) -> list[Element]:
    """Return the outermost text box contents of a drawing, alternatives read once."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT_BOX:
            found.append(element)
        elif element.tag == _MC + "AlternateContent":
            waiting.extend(list(element.iterchildren())[:1])
        else:
            waiting.extend(reversed(list(element.iterchildren())))
    return found


def _picture_share(drawing: Element) -> float:
    """Return the share of an A4 page that a picture covers, 0 where there is none."""
    if next(drawing.iter(_A + "blip"), None) is not None:
        extent = next(drawing.iter(_WP + "extent"), None)
        if extent is not None:
            return whole(extent.get("cx"), 0) * whole(extent.get("cy"), 0) / _A4_EMU
    if next(drawing.iter(_V + "imagedata"), None) is not None:
        shape = next(drawing.iter(_V + "shape", _V + "rect"), None)
        sizes = (
            {
                side: float(number) * _POINTS.get(unit or None, 0.75)
                for side, number, unit in _VML_SIZE.findall(shape.get("style") or "")
            }
            if shape is not None
            else {}
        )
        return sizes.get("width", 0.0) * sizes.get("height", 0.0) / (595 * 842)
    return 0.0


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    return "□" if 0xE000 <= code <= 0xF8FF or code < 32 or code > 0xFFFF else chr(code)
