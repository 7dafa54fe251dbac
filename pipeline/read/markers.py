"""List markers at the start of a line: ①, (1), 1), 1., 1.1, 가., (a), (i), bullets.

In: the text of a line. Out: a `Marker` with offsets into that text, or None. An ordered
list of named rules, the first that matches wins. A letter that is also a Roman numeral is
reported as a letter; `as_roman` gives the other reading. Whether the number continues
its series is decided by `Series` (cheaply, while lines are joined) and by `pipeline.parse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.read.headings import BLANK, lead_in
from pipeline.read.numerals import CIRCLED, GANADA, GANADA_ON, ganada, letter, roman

Value = tuple[int, ...]
_PAREN_SIGNS: Final = "".join(chr(0x2474 + k) for k in range(20))
_DOT_SIGNS: Final = "".join(chr(0x2488 + k) for k in range(20))
_CIRCLED_GANADA: Final = "".join(chr(0x326E + k) for k in range(14))
_CIRCLED_LETTERS: Final = "".join(chr(0x24D0 + k) for k in range(26))
_SIGNS: Final = {
    "circled": CIRCLED,
    "paren": _PAREN_SIGNS,
    "dot": _DOT_SIGNS,
    "circled-ganada": _CIRCLED_GANADA,
    "circled-letter": _CIRCLED_LETTERS,
}
_SIGN_OF: Final = {sign: (style, (place + 1,)) for style, signs in _SIGNS.items() for place, sign in enumerate(signs)}
BULLETS: Final = "-–—−•·∙◦○●◯□■◇◆▪▫▶▷►‣⁃ㆍㅇ*+"
_AFTER: Final = rf"(?={BLANK}|$|\*\*)"
_DOTTED: Final = r"\d{1,3}(?:\.\d{1,3})+"
_PAGE_NUMBER: Final = rf"{BLANK}?\d{{1,4}}{BLANK}?[-–—]$"
_END: Final = r"(?=[^\d.]|$)"

_RULES: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    ("decimal", "0제", re.compile(rf"(?:제{BLANK}?)?(?P<n>{_DOTTED})\\?[.)]?(?:{BLANK}?[조항호](?![가-힣]))?{_AFTER}")),
    ("decimal", "0", re.compile(rf"(?P<n>{_DOTTED})(?=[(\"“‘「])")),
    ("decimal", "0", re.compile(rf"(?P<n>\d{{1,3}}(?:-\d{{1,3}})+)[.)]{_AFTER}")),
    ("letter-decimal", "A", re.compile(rf"(?P<n>[A-Z]\.?\d{{1,3}}(?:\.\w{{1,5}})*)\.?{_AFTER}")),
    ("dot", "0", re.compile(rf"(?P<n>\d{{1,3}}){BLANK}?\\?\.{_END}")),
    ("paren", "(", re.compile(rf"[(（]{BLANK}?(?P<n>\d{{1,3}}){BLANK}?[)）]")),
    ("half", "0", re.compile(r"(?P<n>\d{1,3})\s?[)）]")),
    ("ganada", "가", re.compile(rf"(?P<n>[{GANADA}{GANADA_ON[:14]}]){BLANK}?\.{_AFTER}")),
    ("ganada-paren", "(", re.compile(rf"[(（](?P<n>[{GANADA}])[)）]")),
    ("ganada-half", "가", re.compile(rf"(?P<n>[{GANADA}])[)）]{_AFTER}")),
    ("lower-paren", "(", re.compile(r"[(（](?P<n>[a-z]{1,5})[)）]")),
    ("upper-paren", "(", re.compile(r"[(（](?P<n>[A-Z]{1,5})[)）]")),
    ("lower-half", "a", re.compile(rf"(?P<n>[a-z]{{1,5}})\){_AFTER}")),
    ("lower-dot", "a", re.compile(rf"(?P<n>[a-z]{{1,5}})\\?\.{_AFTER}")),
    ("upper-dot", "A", re.compile(rf"(?P<n>[A-Z]|[IVX]{{1,6}}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ])\\?\.{_AFTER}")),
    ("bullet", "-", re.compile(rf"(?P<n>[{re.escape(BULLETS)}])(?!{_PAGE_NUMBER})(?={BLANK}\S|[가-힣\"“‘「])")),
    ("bullet", "a", re.compile(rf"(?P<n>o){BLANK}(?=[가-힣])")),
)  # fmt: skip
_LETTERS: Final = ("lower-paren", "upper-paren", "lower-half", "lower-dot", "upper-dot")
_CLASSES: Final = {
    **dict.fromkeys("0123456789", "0"),
    **dict.fromkeys("(（", "("),
    **dict.fromkeys(GANADA + GANADA_ON[:14], "가"),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", "A"),
    **dict.fromkeys(BULLETS, "-"),
    "제": "제",
}
"""The kind of a first character; a rule is tried only where its second column names the kind."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker at the start of a line: `text[start:end]`, such as '①', '1.', '(a)'."""

    style: str
    value: Value
    start: int
    end: int


def marker(text: str) -> Marker | None:
    """Return the list marker that the line starts with, or None."""
    at = lead_in(text)
    if at >= len(text):
        return None
    first = text[at]
    sign = _SIGN_OF.get(first)
    if sign:
        return Marker(sign[0], sign[1], at, at + 1)
    kind = _CLASSES.get(first)
    if kind is None:
        return None
    for style, kinds, pattern in _RULES:
        found = pattern.match(text, at) if kind in kinds else None
        if found:
            number = found["n"]
            value = _value(style, number)
            if style in _LETTERS and len(number) > 1:
                style = _roman_style(style)
            end = found.end() + (2 if text.startswith("**", found.end()) and text[at - 2 : at] == "**" else 0)
            return Marker(style, value, at, end) if value else None
    return None


def _value(style: str, number: str) -> Value | None:
    if style == "bullet":
        return (0,)
    if style == "decimal":
        return tuple(int(part) for part in re.split(r"[.-]", number))
    if style == "letter-decimal":
        return _letter_decimal(number)
    if style.startswith("ganada"):
        return (ganada(number),)
    if style in _LETTERS:
        if len(number) == 1 and number.isascii():
            return (letter(number),)
        value = roman(number)
        return (value,) if value else None
    return (int(number),)


def _letter_decimal(number: str) -> Value | None:
    parts = [letter(number[0])]
    for part in re.findall(r"\w+", number[1:]):
        value = int(part) if part.isdigit() else letter(part) if len(part) == 1 else roman(part)
        if value is None or part.startswith("_"):
            return None
        parts.append(value)
    return tuple(parts) if len(parts) > 1 else None


def as_roman(found: Marker, text: str) -> Marker | None:
    """Read a letter marker as a Roman numeral: '(i)', 'v.', '(X)'; None where it is none."""
    if found.style not in _LETTERS:
        return None
    value = roman(text[found.start : found.end].strip("().（）\\"))
    return Marker(_roman_style(found.style), (value,), found.start, found.end) if value else None


def _roman_style(style: str) -> str:
    return style.replace("lower", "roman").replace("upper", "ROMAN")


class Series:
    """The last number seen of each style: tells a list item from a wrapped '다.' or '12.'."""

    def __init__(self) -> None:
        self._last: dict[str, Value] = {}

    def continues(self, found: Marker, text: str) -> bool:
        """Whether the marker starts or continues a list; if it does, it is remembered."""
        if found.style in ("bullet", "circled", "letter-decimal"):
            return True
        readings = [found] + [other for other in [as_roman(found, text)] if other]
        for reading in readings:
            if self._follows(reading):
                for kept in readings:
                    self._last[kept.style] = kept.value
                return True
        return False

    def _follows(self, found: Marker) -> bool:
        last = self._last.get(found.style, (0,))
        if found.style == "decimal":
            return (
                found.value[-1] == 1
                or found.value[:-1] == last[: len(found.value) - 1]
                or found.value[0] in (last[0], last[0] + 1)
            )
        return found.value[0] == 1 or 0 <= found.value[0] - last[0] <= 1
