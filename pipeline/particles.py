"""Korean particles that fit the sound before them: 한빛은행은, AWS는, 30일로, 서울로.

In: text with choices such as `[은/는]` right after a value, or a value and a choice.
Out: the fitting form. What counts is how the last thing is read aloud, so digits, units,
Latin words and acronyms, quotation marks and brackets are read as a Korean lawyer would
read them: '(주)' is 주식회사, a bracket after a word is passed over ('서비스(SaaS)는').
Where the reading cannot be known (a blank not yet filled, a Chinese character) the double
form of contracts is used: 은(는), 을(를), (으)로.
Source of the rules: 한글 맞춤법 제18항, 표준어 규정 제26항 및 국립국어원의 괄호 뒤 조사 안내.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache


class Ending(Enum):
    """How a word ends when read aloud."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    CONSONANT = "consonant"
    UNKNOWN = "unknown"


PAIRS: dict[str, tuple[str, str, str]] = {
    "은/는": ("은", "는", "은(는)"),
    "이/가": ("이", "가", "이(가)"),
    "을/를": ("을", "를", "을(를)"),
    "과/와": ("과", "와", "과(와)"),
    "으로/로": ("으로", "로", "(으)로"),
    "으로서/로서": ("으로서", "로서", "(으)로서"),
    "으로써/로써": ("으로써", "로써", "(으)로써"),
    "으로부터/로부터": ("으로부터", "로부터", "(으)로부터"),
    "이라/라": ("이라", "라", "(이)라"),
    "이란/란": ("이란", "란", "(이)란"),
    "이나/나": ("이나", "나", "(이)나"),
    "이며/며": ("이며", "며", "(이)며"),
    "이고/고": ("이고", "고", "(이)고"),
    "이/": ("이", "", "(이)"),
}
"""choice as written -> (after a consonant, after a vowel, reading unknown)."""

CHOICE = re.compile(r"\[(" + "|".join(re.escape(pair) for pair in PAIRS) + r")\]")
"""A particle choice in clause wording; group 1 is a key of `PAIRS`."""

_OPENING = {")": "(", "]": "[", "}": "{", "〉": "〈", "》": "《", "】": "【", "）": "（", "］": "［"}
_QUOTES = "\"'“”‘’「」『』`"
_SILENT = " \t\u00a0.,;:…·・!?~-–—/"
_BODY_OF_COMPANY = {"주": "회사", "유": "회사", "합": "회사", "재": "법인", "사": "법인", "의": "법인", "학": "법인"}
_SIGNS = {
    "%": "트",
    "％": "트",
    "‰": "밀",
    "℃": "도",
    "°": "도",
    "㎡": "터",
    "㎥": "터",
    "㈜": "사",
    "㈔": "인",
    "㈖": "인",
}
_SIGNS |= {"$": "러", "€": "로", "£": "드", "¥": "엔", "₩": "원", "+": "스", "&": "드", "*": "표", "#": "샵", "@": "이"}
_SIGNS |= {"甲": "갑", "乙": "을", "丙": "병", "丁": "정", "社": "사", "者": "자", "行": "행", "人": "인", "法": "법"}
_ROMAN = {"Ⅰ": "일", "Ⅱ": "이", "Ⅲ": "삼", "Ⅳ": "사", "Ⅴ": "오", "Ⅵ": "육", "Ⅶ": "칠", "Ⅷ": "팔", "Ⅸ": "구", "Ⅹ": "십"}
_JAMO = {"ㄹ": "을"} | dict.fromkeys("ㄱㄴㄷㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "음") | dict.fromkeys("ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣ", "아")
_DIGITS = "영일이삼사오육칠팔구"
_ENGLISH_DIGITS = ("로", "원", "투", "리", "포", "브", "스", "븐", "잇", "인")
_SMALL_UNITS = {1: "십", 2: "백", 3: "천"}
_GREAT_UNITS = {1: "만", 2: "억", 3: "조", 4: "경", 5: "해"}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?$")
_DATE = re.compile(r"\d{4}\s*[.\-]\s*\d{1,2}\s*[.\-]\s*\d{1,2}$")
_MEASURE = re.compile(r"\d\s*(?:([kcm]?m)|([km]?g))$")
_WORD = re.compile(r"[A-Za-z]+$")

_WINDOW = 240
"""How much of the text before a particle is looked at: a value and a long bracket."""

_LETTERS = {"l": "엘", "m": "엠", "n": "엔", "r": "알"}
_WORDS = {
    "soar": "어", "saas": "스", "paas": "스", "iaas": "스", "hub": "브", "acme": "미", "check": "크", "kit": "트",
    "root": "트", "boot": "트", "corp": "프", "it": "티", "id": "디", "us": "스", "won": "원", "loop": "프",
}  # fmt: skip
"""Latin words that the endings below would misread -> a syllable that ends as they do."""

_ENDINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), syllable)
    for pattern, syllable in (
        (r"hub$", "브"),
        (r"type$", "입"),
        (r"ng$", "잉"),
        (r"[mn]e?$", "음"),
        (r"le?$", "을"),
        (r"(ck|ook)$", "윽"),
        (r"[aeiou]c$", "윽"),
        (r"b$", "읍"),
        (r"[aeiou]p$", "읍"),
        (r"(?<![aeiou])[aeiou]t$", "읏"),
        (r"out$", "읏"),
    )
)
"""English spellings whose Korean reading ends in a consonant; all others end in a vowel."""


def choose(pair: str, before: str) -> str:
    """Return the form of `pair` (a key of `PAIRS`) that fits after the text `before`."""
    closed, opened, double = PAIRS[pair]
    end = ending(before[-_WINDOW:])
    if end is Ending.UNKNOWN:
        return double
    if end is Ending.VOWEL or (end is Ending.RIEUL and pair.startswith("으로")):
        return opened
    return closed


def double(pair: str) -> str:
    """Return the double form of `pair`, for a value that is not known yet."""
    return PAIRS[pair][2]


def fit(text: str) -> str:
    """Return `text` with each particle choice in it replaced by the fitting form."""
    out = ""
    cursor = 0
    for found in CHOICE.finditer(text):
        out += text[cursor : found.start()]
        out += choose(found[1], out)
        cursor = found.end()
    return out + text[cursor:]


@lru_cache(maxsize=4096)
def ending(text: str) -> Ending:
    """Return how `text` ends when read aloud; UNKNOWN where that cannot be told."""
    syllable = _last_syllable(unicodedata.normalize("NFC", text))
    if not syllable or not "가" <= syllable <= "힣":
        return Ending.UNKNOWN
    final = (ord(syllable) - ord("가")) % 28
    return {0: Ending.VOWEL, 8: Ending.RIEUL}.get(final, Ending.CONSONANT)


def _last_syllable(text: str) -> str:
    """Return a Hangul syllable that ends like the reading of `text`, or ''."""
    text = text.rstrip(_SILENT + _QUOTES)
    if not text:
        return ""
    last = text[-1]
    if last in _OPENING:
        return _before_bracket(text, last)
    for table in (_SIGNS, _ROMAN, _JAMO):
        if last in table:
            return table[last]
    text = unicodedata.normalize("NFKC", text)
    if _DATE.search(text):
        return "일"
    if measure := _MEASURE.search(text):
        return "터" if measure[1] else "램"
    if number := _NUMBER.search(text):
        return _read_number(number[0], text[: number.start()])
    if word := _WORD.search(text):
        return _read_word(word[0])
    return text[-1]


def _before_bracket(text: str, closing: str) -> str:
    """Read a closing bracket: (주) aloud, any other as the word that it follows."""
    if closing == "】":
        return ""
    start = _opening(text, closing)
    if start < 0:
        return _last_syllable(text[:-1])
    inside, before = text[start + 1 : -1].strip(), text[:start].rstrip(_SILENT + _QUOTES)
    if inside in _BODY_OF_COMPANY:
        return _BODY_OF_COMPANY[inside][-1]
    return _last_syllable(before) if before else _last_syllable(inside)


def _opening(text: str, closing: str) -> int:
    """Return where the bracket opens that ends `text`, or -1."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        if text[index] == closing:
            depth += 1
        elif text[index] == _OPENING[closing]:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _read_number(number: str, before: str) -> str:
    """Return the last syllable of a number; a lone digit of 'S3' is read in English."""
    digits = number.replace(",", "")
    if len(digits) == 1 and before[-1:].isascii() and before[-1:].isalpha():
        return _ENGLISH_DIGITS[int(digits)]
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == 0 or "." in digits or digits.startswith("0") or zeros == len(digits):
        return _DIGITS[int(digits[-1])]
    return _SMALL_UNITS.get(zeros % 4) or _GREAT_UNITS.get(zeros // 4, "해")


def _read_word(word: str) -> str:
    """Return the last syllable of a Latin word or acronym as Koreans read it."""
    lower = word.lower()
    if lower in _WORDS and not (word.isupper() and len(word) == 2):
        return _WORDS[lower]
    if _is_spelled_out(word):
        return _LETTERS.get(lower[-1], "이")
    for pattern, syllable in _ENDINGS:
        if pattern.search(lower):
            return syllable
    return "이"


def _is_spelled_out(word: str) -> bool:
    """True for acronyms, whose letters are read one by one: AWS, DR, vCPU, but not NAVER."""
    if len(word) == 1 or not re.search(r"[aeiouy]", word.lower()):
        return True
    if word.isupper():
        return len(word) < 5
    return word[-1].isupper()
