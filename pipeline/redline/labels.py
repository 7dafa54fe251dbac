"""The label that comes next, and the number of an article put between two: 제5조의2, 12A. Nothing is renumbered."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from pipeline.assemble.numbering import GANADA
from pipeline.language import KOREAN
from pipeline.read.numerals import CIRCLED

_NUMBER: Final = re.compile(r"\d+(?=\D*$)")
_LETTER: Final = re.compile(r"(?<![A-Za-z])[A-Ya-y](?=\W*$)")
_SYLLABLE: Final = re.compile(rf"[{GANADA}](?=\W*$)")
_KOREAN: Final = re.compile(r"(제\s*\d+\s*조)(?:\s*의\s*(\d+))?")
_ENGLISH: Final = re.compile(r"\d+(?:\.\d+)*(?=\D*$)|\b[IVXLC]+\b(?=\W*$)")


def next_label(label: str) -> str:
    """Return what follows '②', '3.', '5.2', '(b)', '나.'; '' where that cannot be told."""
    sign = label.strip()
    if len(sign) == 1 and sign in CIRCLED:
        at = CIRCLED.index(sign) + 1
        return CIRCLED[at] if at < len(CIRCLED) else ""
    if found := _NUMBER.search(sign):
        return sign[: found.start()] + str(int(found[0]) + 1) + sign[found.end() :]
    if found := _SYLLABLE.search(sign):
        at = GANADA.index(found[0]) + 1
        return sign[: found.start()] + GANADA[at] + sign[found.end() :] if at < len(GANADA) else ""
    if found := _LETTER.search(sign):
        return sign[: found.start()] + chr(ord(found[0]) + 1) + sign[found.end() :]
    return ""


def between(head: str, taken: Container[str]) -> str:
    """Return the printed number `head` ('제5조', 'Article 12', '4.') as that of an article put behind it.

    `taken`: numbers that the document has, as `compact` gives them. '' where the number has no known shape.
    """
    if found := _KOREAN.search(head):
        return next(
            new
            for branch in range(2, 1000)
            if compact(new := f"{head[: found.start()]}{found[1]}의{branch}{head[found.end() :]}") not in taken
        )
    if found := _ENGLISH.search(head):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            new = f"{head[: found.end()]}{letter}{head[found.end() :]}"
            if compact(new) not in taken:
                return new
    return ""


def compact(number: str) -> str:
    """Return a printed number for comparison: without blanks and closing marks, in lower case."""
    return re.sub(r"[\s.,:()\[\]]|^(?:article|section)", "", number.strip().lower())


def cited(article: str, labels: Sequence[str], language: str) -> str:
    """Return the place of new paragraphs as a lawyer cites it: '제19조 제4항, 제5항', '제2조 제7호', 'Section 5, 5.3'."""
    if language != KOREAN:
        return f"{article}, {', '.join(labels)}" if labels else article
    return f"{article} {', '.join(_korean(label) for label in labels)}".strip()


def _korean(label: str) -> str:
    sign = label.strip()
    if sign in CIRCLED:
        return f"제{CIRCLED.index(sign) + 1}항"
    if found := re.fullmatch(r"(\d+)\.", sign):
        return f"제{found[1]}호"
    return sign


def as_cited(number: str, language: str) -> str:
    """Return the printed number of an article as the text cites it: '제5조', 'Section 4', 'Article 12'."""
    bare = number.strip().rstrip(".")
    return bare if language == KOREAN or not re.match(r"[\dIVX]", bare) else f"Section {bare}"
