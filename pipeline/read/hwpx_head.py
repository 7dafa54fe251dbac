"""header.xml of a HWPX: paragraph shapes, styles, numberings, bullets, struck-out characters, tracked changes.

Elements are taken by their local names, because Hancom's namespaces carry a year (2011, 2016, 2024).
Source: KS X 6101:2024, clause 9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.read.hangul_numbers import LEVELS, Counter, Definition, Level
from pipeline.read.opc import Element

_STRIKES: Final = frozenset(
    ("SOLID", "DASH", "DOT", "DASH_DOT", "DASH_DOT_DOT", "LONG_DASH", "CIRCLE", "DOUBLE_SLIM", "SLIM_THICK",
     "THICK_SLIM", "SLIM_THICK_SLIM")
)  # fmt: skip
"""'NONE' and '3D' draw no line: Hangul writes '3D' for plain text."""


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: Element, name: str) -> Iterator[Element]:
    """The descendants of this local name."""
    return (found for found in element.iter("{*}" + name))


def words(element: Element) -> str:
    """All text that stands in hp:t elements below (or at) an element."""
    return "".join("".join(text.itertext()) for text in named(element, "t"))


def lines(element: Element) -> str:
    """The paragraphs below an element as lines."""
    return "\n".join(
        filter(None, ("".join(map(words, runs.iterchildren("{*}run"))).strip() for runs in named(element, "p")))
    )


def whole(value: str | None, default: int = 0) -> int:
    """Return an attribute as an integer; numbers in HWPX are unsigned 32-bit, so nothing longer is one."""
    try:
        return int(value) if value and len(value) <= 12 else default
    except ValueError:
        return default


@dataclass(frozen=True, slots=True)
class Shape:
    """The part of a paragraph shape that numbers it: NONE, OUTLINE, NUMBER or BULLET."""

    kind: str = "NONE"
    reference: int = 0
    level: int = 0


class Head:
    """What the body refers to, and the counters of its automatic numbers."""

    def __init__(self, root: Element | None) -> None:
        self._shapes: dict[str, Shape] = {}
        self._styles: dict[str, str] = {}
        self._definitions: dict[int, Definition] = {}
        self._bullets: dict[int, str] = {}
        self._outline = 0
        self._outlines, self._lists = Counter(), Counter()
        self._changes: dict[str, tuple[str, str]] = {}
        self.struck: frozenset[str] = frozenset()
        if root is not None:
            self._load(root)

    def begin_section(self, reference: int) -> None:
        """Tell which numbering definition the outline of the section uses."""
        self._outline = reference

    def change(self, change_id: str | None) -> tuple[str, str]:
        """Return the author and the date of a tracked change, '' where the file does not say."""
        return self._changes.get(change_id or "", ("", ""))

    def style(self, style_id: str | None) -> str:
        """Return the name of a paragraph style."""
        return self._styles.get(style_id or "", "")

    def number(self, shape_id: str | None) -> tuple[str, int, bool]:
        """Count a paragraph of this shape: its label, its level from 0, and whether it belongs to the outline."""
        shape = self._shapes.get(shape_id or "")
        if shape is None or shape.kind == "NONE":
            return "", 0, False
        if shape.kind == "BULLET":
            return self._bullets.get(shape.reference, "•"), shape.level, False
        outline = shape.kind == "OUTLINE"
        key = shape.reference or self._outline if outline else shape.reference
        definition = self._definitions.get(key)
        if definition is None:
            return "", shape.level, outline
        counter = self._outlines if outline else self._lists
        return counter.label(key, definition, shape.level), shape.level, outline

    def _load(self, root: Element) -> None:
        for element in named(root, "paraPr"):
            heading = next(named(element, "heading"), None)
            if heading is not None:
                self._shapes[element.get("id") or ""] = Shape(
                    heading.get("type") or "NONE", whole(heading.get("idRef")), whole(heading.get("level"))
                )
        for element in named(root, "style"):
            self._styles[element.get("id") or ""] = element.get("name") or ""
        for element in named(root, "numbering"):
            self._definitions[whole(element.get("id"))] = _definition(element)
        for element in named(root, "bullet"):
            sign = (element.get("char") or "").strip()
            self._bullets[whole(element.get("id"))] = bullet(sign)
        authors = {author.get("id"): author.get("name") or "" for author in named(root, "trackChangeAuthor")}
        for element in named(root, "trackChange"):
            self._changes[element.get("id") or ""] = (
                authors.get(element.get("authorID"), ""),
                element.get("date") or "",
            )
        self.struck = frozenset(
            element.get("id") or ""
            for element in named(root, "charPr")
            if any(strike.get("shape") in _STRIKES for strike in named(element, "strikeout"))
        )


def bullet(sign: str) -> str:
    """Return a bullet sign as text; signs of symbol fonts (private use) have none of their own."""
    return "•" if not sign or not sign.isprintable() or "\ue000" <= sign[0] <= "\uf8ff" else sign


def _definition(element: Element) -> Definition:
    levels = [Level()] * LEVELS
    for head in named(element, "paraHead"):
        place = whole(head.get("level"), 1) - 1
        if 0 <= place < LEVELS:
            levels[place] = Level(head.get("numFormat") or "DIGIT", head.text or "", whole(head.get("start"), 1))
    return Definition(tuple(levels), anew=whole(element.get("start")) > 0)
