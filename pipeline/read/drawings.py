"""What hangs in a DOCX paragraph besides runs: text boxes, shapes, pictures, symbols, form fields.

Source: ECMA-376 part 1, 17.16.17 (form fields), 20 and 21 (DrawingML); part 3, 10 (of the
alternatives for one drawing only one is read).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.read.opc import Element
from pipeline.read.styles import VAL, W, is_on, whole

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATES: Final = MC + "AlternateContent"
DRAWN: Final = frozenset((W + "drawing", W + "pict", W + "object"))
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_TEXT_BOX: Final = W + "txbxContent"
_SYMBOLS: Final = {
    0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF071: "□", 0xF0A7: "▪", 0xF0A8: "□", 0xF0B7: "•",
    0xF0E0: "→", 0xF0E8: "→", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑", 0xF09F: "•",
}  # fmt: skip
_A4_EMU: Final = 7_560_000 * 10_692_000
_LARGE: Final = 0.2
"""A picture of a fifth of a page or more may be a scanned text; smaller ones are logos and seals."""
_VML_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 0.75}


def chosen(alternates: Element) -> list[Element]:
    """Return the content of the one alternative to read: the first, unless it alone has nothing to read."""
    branches = list(alternates.iterchildren())
    best = next((branch for branch in branches if _says(branch)), branches[0] if branches else None)
    return [] if best is None else list(best.iterchildren())


def _says(branch: Element) -> bool:
    return next(branch.iter(W + "t", W + "sym", *DRAWN), None) is not None


def contents(drawing: Element) -> tuple[list[Element], list[str]]:
    """Return the outermost text boxes of a drawing and the lines of its other shapes, each once."""
    boxes: list[Element] = []
    lines: list[str] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT_BOX:
            boxes.append(element)
        elif element.tag == _A + "p":
            lines.append("".join(text.text or "" for text in element.iter(_A + "t")))
        elif element.tag == _V + "textpath":
            lines.append(element.get("string") or "")
        else:
            inner = chosen(element) if element.tag == ALTERNATES else list(element.iterchildren())
            waiting.extend(reversed(inner))
    return boxes, [line for line in lines if line.strip()]


def unread(drawing: Element, *, has_text: bool) -> tuple[str, str] | None:
    """Return what of a drawing cannot be read as text, and why; None where nothing is lost."""
    if drawing.tag == W + "object":
        return "개체", "다른 프로그램의 개체가 끼워져 있어 읽지 못했습니다."
    for data in drawing.iter(_A + "graphicData"):
        if (data.get("uri") or "").endswith(("/chart", "/diagram", "/chartex")):
            return "도표", "차트나 다이어그램이어서 글자를 읽지 못했습니다."
    if not has_text and _picture_share(drawing) >= _LARGE:
        return "그림", "큰 그림으로 들어 있어 그 안의 글자를 읽지 못했습니다."
    return None


def _picture_share(drawing: Element) -> float:
    """Return the share of an A4 page that a picture covers, 0 where there is none."""
    if next(drawing.iter(_A + "blip"), None) is not None:
        extent = next(drawing.iter(_WP + "extent"), None)
        if extent is not None:
            return whole(extent.get("cx"), 0) * whole(extent.get("cy"), 0) / _A4_EMU
    if next(drawing.iter(_V + "imagedata"), None) is not None:
        shape = next(drawing.iter(_V + "shape", _V + "rect"), None)
        sizes = dict(_sides(shape.get("style") or "")) if shape is not None else {}
        return sizes.get("width", 0.0) * sizes.get("height", 0.0) / (595 * 842)
    return 0.0


def _sides(style: str) -> Iterator[tuple[str, float]]:
    for side, number, unit in _VML_SIZE.findall(style):
        if number.count(".") < 2 and number.strip("."):
            yield side, float(number) * _POINTS[unit or None]


def symbol(element: Element) -> str:
    """Return the character of a w:sym; one of a symbol font that has no name in Unicode is a box."""
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    return "□" if 0xE000 <= code <= 0xF8FF or 0xD800 <= code < 0xE000 or code < 32 or code > 0xFFFF else chr(code)


def form_value(field: Element) -> str:
    """Return what an old form field shows that is not in a run: a box, ticked or not, or the entry chosen."""
    if not len(field):
        return ""
    box = field.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = box.find(W + "checked")
        return "☒" if is_on(ticked if ticked is not None else box.find(W + "default")) else "☐"
    entries = field.findall(f"{W}ffData/{W}ddList/{W}listEntry")
    result = field.find(f"{W}ffData/{W}ddList/{W}result")
    place = whole(result.get(VAL), 0) if result is not None else 0
    return entries[place].get(VAL) or "" if 0 <= place < len(entries) else ""
