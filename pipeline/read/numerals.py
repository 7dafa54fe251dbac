"""Numerals of lists and headings, both ways: Roman, circled, 가나다, letters."""

from __future__ import annotations

from typing import Final

CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
GANADA: Final = "가나다라마바사아자차카타파하"
GANADA_ON: Final = "거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
"""What follows 하 in statutes (법제처 「법령 입안·심사 기준」: 거, 너, 더 …)."""
ROMAN_SIGNS: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"

_ROMAN_DIGITS: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_SIZES: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def to_roman(value: int) -> str:
    """Return a positive number as a lower-case Roman numeral."""
    out = ""
    for size, sign in _ROMAN_SIZES:
        while value >= size:
            out += sign
            value -= size
    return out


def roman(text: str) -> int | None:
    """Return the value of a Roman numeral in its usual form (any case, or 'Ⅳ'), or None."""
    if len(text) == 1 and text in ROMAN_SIGNS:
        return ROMAN_SIGNS.index(text) + 1
    low = text.lower()
    total = 0
    for here, following in zip(low, [*low[1:], ""], strict=True):
        value = _ROMAN_DIGITS.get(here)
        if value is None:
            return None
        total += -value if _ROMAN_DIGITS.get(following, 0) > value else value
    return total if 0 < total < 4000 and to_roman(total) == low else None


def letter(text: str) -> int:
    """Return the place of a letter in the alphabet, from 1."""
    return ord(text.lower()) - ord("a") + 1


def to_letter(value: int) -> str:
    """Return 1 -> 'a', 26 -> 'z', 27 -> 'aa' (repeated as Word does)."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def numeral(text: str) -> int | None:
    """Return the value of '12', 'IV' or 'B' as an article number, or None."""
    if text.isdigit():
        return int(text)
    return roman(text) or (letter(text) if len(text) == 1 and text.isascii() and text.isalpha() else None)


def ganada(text: str) -> int:
    """Return the place of 가, 나, … 하, 거, 너 …, from 1."""
    return (GANADA + GANADA_ON).index(text) + 1
