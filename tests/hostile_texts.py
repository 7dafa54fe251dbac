"""Seeded hostile texts, and what is allowed of them in words independent of the code under test."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

ALPHABETS = (
    "<>&\"'/=;![]-?",
    "{}%#|_ab.()",
    "가나다힣각갃 을를은는",
    "abcXYZ019 ,.",
    "אבגדעربيةश",
    "\u200b\u200c\u200d\u2060\ufeff\u00ad",
    "\u0301\u0308\u3099\u20dd\u1100\u1161\u11a8",
    "\u00a0\u2003\u3000\u2028\u2029\ue000\uf8ff",
    "😀𠮷👩‍💻\U000e0041\U0010fffd",
    "\t\n",
    "《》“”‘’[을/를]제1조①〔〕",
)
FORBIDDEN = (
    "\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x85\x9b",
    "\ud800\udbff\udc00\udfff",
    "\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff",
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "\r",
)
PHRASES = (
    "</w:t></w:r></w:p><w:p><w:r><w:t>제99조(면책)", "]]>", "<![CDATA[", "<!--slot:body-->", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&amp;lt;", "&#x0;", "{{ title }}", "{{ 7*7 }}", "{% for x in y %}", "{# c #}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "{{ ref audit }}", "_x0000_", "_x000D_", "=cmd|' /C calc'!A1", "@SUM(A1)", "null", "~", "0123", "1.10", "NO", "on",
    "12:30:45", "1e3", "2026-02-30", "- a", "a: b", "a #b", "&a", "*a", "!!str x", "<<", "? x", "| x", "> x", "'", "''",
    "\\u202e", "%s%n", "\\", "C:\\새 폴더", "한빛은행(주)", "A&B <주>",
)  # fmt: skip


def texts(seed: int, number: int, *, forbidden_share: float = 0.2) -> Iterator[str]:
    """Yield `number` texts of 3 to 60 characters, a share of them with something forbidden inside."""
    generator = random.Random(seed)
    for index in range(number):
        text = _text(generator)
        if generator.random() < forbidden_share:
            bad = generator.choice(generator.choice(FORBIDDEN))
            at = generator.randrange(1, len(text))
            text = text[:at] + bad + text[at:]
        yield f"{text}값{index}"


def _text(generator: random.Random) -> str:
    out = ""
    wanted = generator.randint(3, 60)
    while len(out) < wanted:
        if generator.random() < 0.2:
            out += generator.choice(PHRASES)
        else:
            alphabet = generator.choice(ALPHABETS)
            out += "".join(generator.choice(alphabet) for _ in range(generator.randint(1, 8)))
    return out


def is_allowed(text: str) -> bool:
    """Whether a value may stand in a contract, by the tables of Unicode and the XML Char production."""
    return not any(map(_is_forbidden, text))


def _is_forbidden(character: str) -> bool:
    number = ord(character)
    kind = unicodedata.category(character)
    return (
        (kind == "Cc" and character not in "\t\n")
        or kind == "Cs"
        or (number & 0xFFFE) == 0xFFFE
        or 0xFDD0 <= number <= 0xFDEF
        or character in "\u200e\u200f\u061c"
        or unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )


def yaml_quoted(text: str) -> str:
    """Return `text` as a double-quoted YAML scalar; what could not be typed becomes an escape."""
    out = ""
    for character in text:
        number = ord(character)
        if character in '"\\':
            out += f"\\{character}"
        elif character.isprintable() and number < 0x10000:
            out += character
        else:
            out += f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"
    return f'"{out}"'
