"""Automatic numbers of Hangul documents: outline (개요 번호) and list numbers (문단 번호).

In: numbering definitions (ten levels, each with a form and a text such as '제^1조') and the numbered paragraphs in
document order. Out: the label of each as Hangul prints it. Shared by the HWPX and the HWP 5 reader. Outline and list
numbers are counted apart. A definition met for the first time starts anew or goes on from the list before it, as it
says; one met again goes on where it was. A level is emptied when a higher one counts. Source: KS X 6101:2024, 9.3.8
(numberings); 한글 문서 파일 형식 5.0, 표 38-43; Hancom's help on '시작 번호 방식'.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.read.numerals import CIRCLED, GANADA, GANADA_ON, to_letter, to_roman

LEVELS: Final = 10
FORMS: Final = (
    "DIGIT", "CIRCLED_DIGIT", "ROMAN_CAPITAL", "ROMAN_SMALL", "LATIN_CAPITAL", "LATIN_SMALL", "CIRCLED_LATIN_CAPITAL",
    "CIRCLED_LATIN_SMALL", "HANGUL_SYLLABLE", "CIRCLED_HANGUL_SYLLABLE", "HANGUL_JAMO", "CIRCLED_HANGUL_JAMO",
    "HANGUL_PHONETIC", "IDEOGRAPH", "CIRCLED_IDEOGRAPH", "DECAGON_CIRCLE", "DECAGON_CIRCLE_HANJA",
)  # fmt: skip
"""The names of HWPX; their places are the codes of HWP 5."""
_PLACEHOLDER: Final = re.compile(r"\^(10|[1-9nN])")
_JAMO: Final = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_LARGEST: Final = 3_999
"""No list of a document counts further; Roman numerals end here."""
_STEMS: Final = "갑을병정무기경신임계"
_STEMS_HANJA: Final = "甲乙丙丁戊己庚辛壬癸"


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _signs(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if 0 < n <= len(signs) else str(n)


def _tens(digits: str, ten: str) -> Callable[[int], str]:
    def said(n: int) -> str:
        if n > 99:
            return str(n)
        tens, ones = divmod(n, 10)
        head = ("" if tens == 1 else digits[tens]) + ten if tens else ""
        return head + (digits[ones] if ones else "")

    return said


_SPELLERS: Final[dict[str, Callable[[int], str]]] = {
    "CIRCLED_DIGIT": _signs(CIRCLED),
    "ROMAN_CAPITAL": lambda n: to_roman(n).upper(),
    "ROMAN_SMALL": to_roman,
    "LATIN_CAPITAL": lambda n: to_letter(n).upper(),
    "LATIN_SMALL": to_letter,
    "CIRCLED_LATIN_CAPITAL": _signs(_run("Ⓐ", 26)),
    "CIRCLED_LATIN_SMALL": _signs(_run("ⓐ", 26)),
    "HANGUL_SYLLABLE": _signs(GANADA + GANADA_ON),
    "CIRCLED_HANGUL_SYLLABLE": _signs(_run("㉮", 14)),
    "HANGUL_JAMO": _signs(_JAMO),
    "CIRCLED_HANGUL_JAMO": _signs(_run("㉠", 14)),
    "HANGUL_PHONETIC": _tens("영일이삼사오육칠팔구", "십"),
    "IDEOGRAPH": _tens("〇一二三四五六七八九", "十"),
    "CIRCLED_IDEOGRAPH": _signs(_run("㊀", 10)),
    "DECAGON_CIRCLE": _signs(_STEMS),
    "DECAGON_CIRCLE_HANJA": _signs(_STEMS_HANJA),
}


def spell(value: int, form: str) -> str:
    """Return `value` in one of `FORMS`; digits for an unknown form or a value beyond its signs."""
    speller = _SPELLERS.get(form)
    return speller(value) if speller and 0 < value <= _LARGEST else str(value)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a definition: `text` holds '^1' … for the numbers of the levels, '^n' for the path '1.2.3'."""

    form: str = "DIGIT"
    text: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A numbering definition; `anew`: its first paragraph starts a list instead of going on with the one before."""

    levels: tuple[Level, ...]
    anew: bool = False


class Counter:
    """Counts the paragraphs of one kind (outline or list) through a document."""

    def __init__(self) -> None:
        self._counts: dict[int, list[int | None]] = {}
        self._last: int | None = None

    def label(self, key: int, definition: Definition, level: int) -> str:
        """Count one paragraph at `level` (from 0) and return its label, '' where the level prints none."""
        if not 0 <= level < len(definition.levels):
            return ""
        counts = self._of(key, definition)
        current = counts[level]
        counts[level] = definition.levels[level].start if current is None else current + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return _text(definition, counts, level)

    def _of(self, key: int, definition: Definition) -> list[int | None]:
        if key not in self._counts:
            before = self._counts.get(self._last) if self._last is not None and not definition.anew else None
            self._counts[key] = list(before) if before else [None] * LEVELS
        self._last = key
        return self._counts[key]


def _text(definition: Definition, counts: list[int | None], level: int) -> str:
    def one(place: int) -> str:
        if place >= len(definition.levels):
            return ""
        value = counts[place]
        return spell(definition.levels[place].start if value is None else value, definition.levels[place].form)

    def number(match: re.Match[str]) -> str:
        if match[1] in "nN":
            return ".".join(one(place) for place in range(level + 1)) + ("." if match[1] == "N" else "")
        return one(int(match[1]) - 1)

    return _PLACEHOLDER.sub(number, definition.levels[level].text).strip()
