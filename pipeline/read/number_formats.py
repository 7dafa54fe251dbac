"""Numbers in the formats of Word lists: '가', '①', '이십일', 'IV', 'Twenty-first'.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat); where it leaves open what follows the last
sign (after ⑳, after 癸), as LibreOffice prints it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipeline.read import limits
from pipeline.read.numerals import CIRCLED, GANADA, to_letter, to_roman

_KOREAN: Final = "영일이삼사오육칠팔구"
_HANJA: Final = "〇一二三四五六七八九"
_HANJA_ZERO: Final = "零一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_CHOSUNG: Final = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_NATIVE_ONES: Final = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS: Final = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip

Spelling = Callable[[int], str]


def _cycled(signs: str) -> Spelling:
    """One sign after the other, and from the first again."""
    return lambda n: signs[(n - 1) % len(signs)] if n > 0 else ""


def _signs(signs: str) -> Spelling:
    """One sign after the other, digits after the last."""
    return lambda n: signs[n - 1] if 0 < n <= len(signs) else str(n)


def _digits(signs: str) -> Spelling:
    """Digit by digit."""
    return lambda n: "".join(signs[int(digit)] for digit in str(n))


def _counted(digits: str, ten: str, hundred: str, *, one_hundred: str, gap: str = "") -> Spelling:
    """As numbers are spoken, up to 999; `gap` stands for tens that are not there (101)."""

    def spell(n: int) -> str:
        if not 0 < n < 1000:
            return str(n)
        hundreds, rest = divmod(n, 100)
        tens, ones = divmod(rest, 10)
        head = (one_hundred if hundreds == 1 else digits[hundreds] + hundred) if hundreds else ""
        if tens:
            head += ("" if tens == 1 and not hundreds else digits[tens] if tens > 1 or gap else "") + ten
        elif hundreds and ones:
            head += gap
        return head + (digits[ones] if ones else "")

    return spell


def _native(n: int) -> str:
    """하나, 둘 … 아흔아홉."""
    return _NATIVE_TENS[n // 10] + _NATIVE_ONES[n % 10] if 0 < n < 100 else _SINO(n)


def _words(n: int) -> str:
    if n >= 100:
        return str(n)
    if n < 20:
        return _ONES[n]
    tens, ones = divmod(n, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


def _ordinal_words(n: int) -> str:
    if n >= 100:
        return _ordinal(n)
    head, dash, last = _words(n).rpartition("-")
    return head + dash + _ORDINALS.get(last, last.removesuffix("y") + "ieth" if last.endswith("y") else last + "th")


def _ordinal(n: int) -> str:
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _run(first: int, count: int) -> str:
    return "".join(chr(first + step) for step in range(count))


_SINO: Final = _counted(_KOREAN, "십", "백", one_hundred="백")
_CHINESE: Final = _counted(_HANJA, "十", "百", one_hundred="一百", gap="零")
_FORMATS: Final[dict[str, Spelling]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: to_roman(n).upper(),
    "lowerRoman": to_roman,
    "upperLetter": lambda n: to_letter(n).upper() if n > 0 else "",
    "lowerLetter": lambda n: to_letter(n) if n > 0 else "",
    "ganada": _cycled(GANADA),
    "chosung": _cycled(_CHOSUNG),
    "decimalEnclosedCircle": _signs(CIRCLED),
    "decimalEnclosedCircleChinese": _signs(CIRCLED),
    "decimalEnclosedParen": _signs(_run(0x2474, 20)),
    "decimalEnclosedFullstop": _signs(_run(0x2488, 20)),
    "koreanDigital": _digits(_KOREAN),
    "koreanDigital2": _digits(_HANJA_ZERO),
    "koreanCounting": _SINO,
    "koreanLegal": _native,
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _CHINESE,
    "taiwaneseCountingThousand": _CHINESE,
    "japaneseCounting": _counted(_HANJA, "十", "百", one_hundred="百"),
    "ideographDigital": _digits(_HANJA),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographEnclosedCircle": _signs(_run(0x3280, 10)),
    "decimalFullWidth": _digits(_run(0xFF10, 10)),
    "decimalFullWidth2": _digits(_run(0xFF10, 10)),
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": _ordinal,
    "cardinalText": lambda n: _words(n).capitalize(),
    "ordinalText": lambda n: _ordinal_words(n).capitalize(),
    "hex": lambda n: f"{n:X}",
    "none": lambda n: "",
}  # fmt: skip


def format_number(value: int, form: str) -> str:
    """Return `value` in a w:numFmt; an unknown format, and a number that no list reaches, is written in digits."""
    spell = _FORMATS.get(form)
    return spell(value) if spell and 0 <= value <= limits.LIST_NUMBER else str(value)
