"""Paragraph styles of a DOCX: names, outline levels and numbering, with what they inherit.

Source: ECMA-376 part 1, 17.7 (styles), 17.3.1 (paragraph properties).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.read.opc import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL: Final = W + "val"
_HEADING_NAME = re.compile(r"(?:heading|제목|개요)\s*([1-9])$", re.I)
_LONGEST_NUMBER: Final = 10
_OFF: Final = ("0", "false", "off")


def is_on(element: Element | None) -> bool:
    """Whether a toggle such as w:vanish is there and not switched off."""
    return element is not None and (element.get(VAL) or "1") not in _OFF


def value_of(element: Element | None) -> str | None:
    """Return the w:val of an element, None where there is no such element."""
    return None if element is None else element.get(VAL)


def by_tag(elements: Iterable[Element]) -> dict[str, Element]:
    """Return the children of an element (or other elements) by their tags, the first of each."""
    out: dict[str, Element] = {}
    for element in elements:
        out.setdefault(element.tag, element)
    return out


def whole(text: str | None, default: int) -> int:
    """Return an attribute as a whole number, `default` where it is none."""
    if not text or len(text) > _LONGEST_NUMBER or not text.removeprefix("-").isdecimal():
        return default
    return int(text)


@dataclass(frozen=True, slots=True)
class Style:
    """A style as its paragraphs see it. `outline` 0-8 or None; `number` = (numId, level)."""

    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    level: int | None = None
    hidden: bool = False


@dataclass(slots=True)
class _Raw:
    name: str
    based_on: str
    outline: int | None
    num_id: str | None
    level: int | None
    hidden: bool | None


def read_styles(root: Element | None) -> dict[str, Style]:
    """Return the styles by id; '' is the default paragraph style."""
    raw: dict[str, _Raw] = {}
    default = ""
    if root is not None:
        for element in root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId") or ""
            raw[style_id] = _raw(element)
            if element.get(W + "type") == "paragraph" and (element.get(W + "default") or "0") not in _OFF:
                default = style_id
    out = {style_id: _resolved(style_id, raw) for style_id in raw}
    out[""] = out.get(default, Style())
    return out


def _raw(element: Element) -> _Raw:
    own = by_tag(element)
    paragraph, run = by_tag(own.get(W + "pPr", ())), by_tag(own.get(W + "rPr", ()))
    number = by_tag(paragraph.get(W + "numPr", ()))
    outline, level, hidden = paragraph.get(W + "outlineLvl"), number.get(W + "ilvl"), run.get(W + "vanish")
    return _Raw(
        name=value_of(own.get(W + "name")) or "",
        based_on=value_of(own.get(W + "basedOn")) or "",
        outline=whole(value_of(outline), 9) if outline is not None else None,
        num_id=value_of(number.get(W + "numId")),
        level=whole(value_of(level), 0) if level is not None else None,
        hidden=is_on(hidden) if hidden is not None else None,
    )


def _resolved(style_id: str, raw: dict[str, _Raw]) -> Style:
    chain: list[_Raw] = []
    seen: list[str] = []
    while style_id in raw and style_id not in seen:
        seen.append(style_id)
        chain.append(raw[style_id])
        style_id = raw[style_id].based_on
    outline = next((item.outline for item in chain if item.outline is not None), None)
    named = _HEADING_NAME.match(chain[0].name)
    if outline is None and named:
        outline = int(named[1]) - 1
    return Style(
        name=chain[0].name,
        outline=outline if outline is not None and outline < 9 else None,
        num_id=next((item.num_id for item in chain if item.num_id is not None), None),
        level=next((item.level for item in chain if item.level is not None), None),
        hidden=next((item.hidden for item in chain if item.hidden is not None), False),
    )
