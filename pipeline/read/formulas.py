"""Formulas of Office Open XML as one line of text: '(가동 시간)/(총 시간) × 100'.

A fraction keeps its bar, a power its sign, brackets their kind; without them a formula for a
service level would read as another one. Source: ECMA-376 part 1, 22.1 (OMML).
"""

from __future__ import annotations

from typing import Final

from pipeline.read.opc import Element

MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = (_W + "del", _W + "moveFrom")
_VAL: Final = MATH + "val"


def is_formula(tag: object) -> bool:
    """Whether an element of this tag is (a part of) a formula."""
    return isinstance(tag, str) and tag.startswith(MATH)


def line_of(element: Element) -> str:
    """Return the formula as a line; every m:t of it is there, in reading order."""
    tag = element.tag
    if tag == MATH + "t":
        return element.text or ""
    if tag in _GONE or (is_formula(tag) and tag.endswith("Pr")):
        return ""
    if tag == MATH + "f":
        return f"{_group(_part(element, 'num'))}/{_group(_part(element, 'den'))}"
    if tag in (MATH + "sSup", MATH + "sSub", MATH + "sSubSup"):
        return _part(element, "e") + _scripts(element)
    if tag == MATH + "nary":
        return _sign(element, "naryPr", "chr", "∫") + _scripts(element) + _part(element, "e")
    if tag == MATH + "rad":
        return f"{_part(element, 'deg')}√{_group(_part(element, 'e'))}"
    if tag == MATH + "d":
        return _bracketed(element)
    return "".join(line_of(child) for child in element.iterchildren())


def _part(element: Element, name: str) -> str:
    return "".join(line_of(child) for child in element.iterchildren(MATH + name))


def _group(text: str) -> str:
    bare = text.strip()
    return bare if bare.isalnum() else f"({bare})"


def _scripts(element: Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    return (f"_{_group(low)}" if low else "") + (f"^{_group(high)}" if high else "")


def _sign(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{MATH}{properties}/{MATH}{name}")
    return default if found is None else found.get(_VAL) or ""


def _bracketed(element: Element) -> str:
    inner = _sign(element, "dPr", "sepChr", "|").join(line_of(child) for child in element.iterchildren(MATH + "e"))
    return _sign(element, "dPr", "begChr", "(") + inner + _sign(element, "dPr", "endChr", ")")
