"""Parses a `Document` into a `Contract` of articles and paragraphs.

In: the text and blocks of a document. Out: preamble, articles, annexes, contents and the
signature block, in order, with offsets into `Document.text`. Nothing is raised: a text
without any numbering is one article, and nothing is dropped.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Contract, Document
from pipeline.parse.bilingual import wordings
from pipeline.parse.build import build
from pipeline.parse.lines import lines_of
from pipeline.parse.locator import locator
from pipeline.parse.outline import outline
from pipeline.parse.title import contract_title

__all__ = ["locator", "parse"]

_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[A-Za-z]")
_SAMPLE: Final = 8_000
_KOREAN_SHARE: Final = 0.15
"""Hangul among the letters; Korean contracts with many English product names stay above it."""


def parse(document: Document) -> Contract:
    """Return the contract that a document holds; the English wording of one in two columns follows the Korean."""
    outlines = [outline(lines_of(document, blocks)) for blocks in wordings(document)]
    articles = tuple(article for entries in outlines for article in build(document, entries))
    return Contract(title=contract_title(outlines[0]), articles=articles, language=_language(document.text))


def _language(text: str) -> str:
    sample = text[:_SAMPLE]
    hangul, latin = len(_HANGUL.findall(sample)), len(_LATIN.findall(sample))
    return "ko" if hangul >= _KOREAN_SHARE * max(1, hangul + latin) else "en"
