"""Which language a text is in: Korean or English, by the share of Hangul among its letters."""

from __future__ import annotations

import re
from typing import Final

KOREAN: Final = "ko"
ENGLISH: Final = "en"
_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_DOCUMENT_SHARE: Final = 0.15
"""Korean contracts with many English product names stay above it."""
_FOREIGN_WORDS: Final = 6
_FOREIGN_SHARE: Final = 0.05
_FOREIGN_SYLLABLES: Final = 4
_KOREAN_UNIT_SHARE: Final = 0.3


def language_of(text: str) -> str:
    """Return the main language of a document."""
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    return KOREAN if hangul >= _DOCUMENT_SHARE * max(1, hangul + latin) else ENGLISH


def unit_language(text: str, main: str) -> str:
    """Return the language of a sentence or row in a document whose main language is `main`.

    A name, a number or a few foreign words do not change the language; a whole sentence does.
    """
    hangul, latin = len(_HANGUL.findall(text)), len(_LATIN.findall(text))
    if main == KOREAN:
        foreign = hangul <= _FOREIGN_SHARE * (hangul + latin) and len(_LATIN_WORD.findall(text)) >= _FOREIGN_WORDS
        return ENGLISH if foreign else KOREAN
    korean = hangul >= _FOREIGN_SYLLABLES and hangul >= _KOREAN_UNIT_SHARE * (hangul + latin)
    return KOREAN if korean else ENGLISH
