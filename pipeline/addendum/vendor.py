"""What the vendor's documents call themselves, the parties and the things that our clauses speak of.

In: the judged documents. Out: plain strings as the documents spell them. Nothing here is
wording yet: what a vendor wrote is only ever put into a blank, never read as wording.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from pipeline.judge import Judged
from pipeline.language import KOREAN
from pipeline.model import Passage
from pipeline.parties import CUSTOMER, PROVIDER

_MOST, _SHARE = 2, 0.2
"""So many of the words for one thing are named, those used at least so often as the most frequent one."""
_TWICE = 2
_TITLE_LENGTH = 120
_BODY = re.compile(r"^(?:본문|Body|\d+쪽)$")
_ASIDE = re.compile(r"\s*\((?:본문|body|\d+쪽)\)$")


def title_of(judged: Judged) -> str:
    """Return the title of a document as it names itself, else the stem of its file name."""
    title = _printable(judged.contract.title).lstrip("-–—•*# ").strip("「」『』<>〈〉《》 ")
    return title[:_TITLE_LENGTH].rstrip() or _printable(PurePath(judged.document.name).stem)


def _printable(text: str) -> str:
    """Return `text` on one line, without what no document can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def party_words(documents: Sequence[Judged], role: str) -> tuple[str, ...]:
    """Return what the documents call a party (a role of pipeline.parties), the most frequent words first."""
    counts: dict[str, int] = {}
    for one in documents:
        for name in one.parties.get(role, ()):
            counts[name] = counts.get(name, 0) + _uses(name, one.document.text)
    return _leading(counts)


def provider_words(documents: Sequence[Judged]) -> tuple[str, ...]:
    """Return what the documents call the provider."""
    return party_words(documents, PROVIDER)


def customer_words(documents: Sequence[Judged]) -> tuple[str, ...]:
    """Return what the documents call the financial company."""
    return party_words(documents, CUSTOMER)


def term_words(
    documents: Sequence[Judged], words: Mapping[str, Mapping[str, tuple[str, ...]]], term: str
) -> tuple[str, ...]:
    """Return which of the frame's `words` (language -> term -> words) the documents use for `term`, most used first."""
    listed = [word for terms in words.values() for word in terms.get(term, ())]
    counts: dict[str, int] = {}
    for one in documents:
        for word in listed:
            if (used := _uses(word, one.document.text, listed)) >= _TWICE:
                counts[word] = counts.get(word, 0) + used
    return _leading(counts)


def _uses(word: str, text: str, listed: Sequence[str] = ()) -> int:
    """Return how often `word` stands in `text` as a word of its own, not as a part of a longer one of `listed`."""
    longer = [re.escape(other) for other in listed if word in other and other != word]
    found = re.findall(
        rf"(?<!\w)(?:{'|'.join([*sorted(longer, key=len, reverse=True), f'({re.escape(word)})'])})", text
    )
    return sum(1 for one in found if one)


def _leading(counts: Mapping[str, int]) -> tuple[str, ...]:
    folded: dict[str, str] = {}
    for word in sorted(counts, key=lambda word: (-counts[word], word)):
        folded.setdefault(word.casefold(), word)
    ranked = [word for word in folded.values() if counts[word]]
    top = counts[ranked[0]] if ranked else 0
    return tuple(word for word in ranked if counts[word] >= _SHARE * top)[:_MOST]


def place_of(passage: Passage) -> str:
    """Return the number that the vendor gives the place of a passage ('제12조 제3항', 'Section 12.3'), '' if none."""
    place = _ASIDE.sub("", _printable(passage.locator))
    return "" if _BODY.match(place) else place.rstrip(". ")


def twice_numbered(judged: Judged) -> frozenset[str]:
    """Return the article numbers that a file gives twice, because it holds several contracts ('제4조', 'Section 4')."""
    articles = [a for a in judged.contract.articles if a.kind == "article" and a.number]
    counts = Counter(a.number for a in articles)
    return frozenset(number for a in articles if counts[a.number] > 1 for number in (a.number, f"Section {a.number}"))


def file_of(judged: Judged) -> str:
    """Return the name of the file of a document."""
    return _printable(judged.document.name)


def is_korean(documents: Sequence[Judged]) -> bool:
    """True if the main document is in Korean."""
    return documents[0].contract.language == KOREAN
