"""Which document of a set goes before which, as the documents themselves say.

In: the documents with their units and the library's words for kinds of documents
(`document.<kind>` in words.yaml) and for going first (`document.prevails`). Out: pairs
(higher, lower) with the sentence that says so. Only what is written counts: without such a
sentence no document goes before another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Contract, Document, Paragraph
from pipeline.parse import locator
from pipeline.units import Unit, sentences

KIND = "document."
PREVAILS = "document.prevails"
DECIDES, CONFLICT = "document.decides", "document.conflict"
"""Words that say which document counts, but only in a sentence about documents that conflict."""
GENERAL = "document.general"
"""Words for 'the contract' that name no kind (원계약, the Agreement)."""
_NOT_KINDS = frozenset((PREVAILS, DECIDES, CONFLICT, GENERAL))
_SELF = re.compile(r"(?i)(?:이|본|this)\s*$")
_NAMES_ITSELF = re.compile(r"(?i)(?:이|본|this)\s")
_KOREAN_WINNER = re.compile(
    r"^[」』”\"’']?\s*(?:의 내용|의 규정|의 조항|에서 정한 (?:바|내용|사항))?(?:이|가|은|는|을|를)(?=\s)"
)
_KOREAN_FOLLOWED = re.compile(
    r"^[」』”\"\'’]?\s*(?:의 (?:내용|규정|조항)|에서 정한 (?:바|내용|사항))?(?:에|을|를|이|가)\s"
)
_KOREAN_LOSER = re.compile(r"^[」』”\"’']?\s*(?:의 (?:내용|규정|조항))?(?:에|보다)(?=\s)")
_ORDER = re.compile(r"(?i)순서|순위|order of precedence|following order|descending order")
_NEGATED = re.compile(r"(?i)우선하(?:지|여서는)|\bnot\s+(?:prevail|control|govern|take precedence)")
_DESPITE = re.compile(
    r"(?i)^[^.]*?에도 불구하고,?\s*|\b(?:notwithstanding|despite|regardless of)\b[^,;.]*(?:[,;]\s*|(?=\.|$))"
)
"""What a sentence sets aside: words in it for going first are not its own."""
_OPENING = 400
"""Characters of a document in which its title stands."""
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Precedence:
    """Document number `higher` goes before `lower`; `quote` at `place` of document `said_in` says so.

    `despite`: it says so notwithstanding what the other document says.
    """

    higher: int
    lower: int
    quote: str
    place: str
    said_in: int
    despite: bool = False


@dataclass(frozen=True)
class Part:
    """One document of a set."""

    document: Document
    contract: Contract
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    kind: str
    numbers: tuple[int, ...]


def precedences(parts: Sequence[Part], words: Sequence[Words]) -> tuple[Precedence, ...]:
    """Return what the documents say about each other.

    Of two sentences that contradict each other the one counts that sets the other aside (notwithstanding …,
    …에도 불구하고); if both do or neither does, neither counts.
    """
    kinds = _merged(words)
    own = [_kinds_of(part, kinds) for part in parts]
    found: dict[tuple[int, int], Precedence] = {}
    for number, part in enumerate(parts):
        for said in _statements(part, kinds):
            despite = _DESPITE.search(said.text) is not None
            for higher, lower in _without_what_is_set_aside(said.text, number, own, kinds):
                before = found.get((higher, lower))
                if before is None or (despite and not before.despite):
                    found[higher, lower] = Precedence(higher, lower, said.text, said.place, number, despite)
    return tuple(p for pair, p in sorted(found.items()) if _counts(p, found.get(pair[::-1])))


def _counts(one: Precedence, against: Precedence | None) -> bool:
    return against is None or (one.despite and not against.despite)


def _without_what_is_set_aside(
    text: str, number: int, own: Sequence[tuple[str, ...]], kinds: Mapping[str, tuple[str, ...]]
) -> list[tuple[int, int]]:
    """Return (higher, lower) of a sentence, read without its 'notwithstanding …' where that leaves an order."""
    bare = _DESPITE.sub("", text)
    return list(_ranked(bare, number, own, kinds)) or list(_ranked(text, number, own, kinds))


def _merged(words: Sequence[Words]) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for table in words for name in table if name.startswith(KIND))
    return {name: tuple(w for table in words for w in table.get(name, ())) for name in names}


def _places(text: str, listed: Sequence[str]) -> Iterator[tuple[int, int]]:
    for word in listed:
        spaced = r"\s*".join(re.escape(piece) for piece in word.split())
        edge = r"\b" if word[:1].isascii() else ""
        for found in re.finditer(f"(?i){edge}{spaced}{edge}", text):
            yield found.start(), found.end()


def _kinds_of(part: Part, kinds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the kinds of a document: those whose word stands first in its title, its file name or its opening lines."""
    stem = re.sub(r"[-_.]", " ", part.document.name.rsplit(".", 1)[0])
    for text in (part.contract.title, stem, part.document.text[:_OPENING]):
        first = {
            kind: min((start for start, _ in _places(text, listed)), default=-1)
            for kind, listed in kinds.items()
            if kind not in _NOT_KINDS
        }
        named = sorted((at, kind) for kind, at in first.items() if at >= 0)
        if named:
            return tuple(kind for _, kind in named)
    return ()


@dataclass(frozen=True)
class _Statement:
    text: str
    place: str


def _statements(part: Part, kinds: Mapping[str, tuple[str, ...]]) -> Iterator[_Statement]:
    """Yield what ranks documents: an order with the list that follows it, or a sentence."""
    for article in part.contract.articles:
        for index, paragraph in enumerate(article.paragraphs):
            if _verb(paragraph.text, kinds) < 0:
                continue
            place = locator(article, paragraph)
            if _ORDER.search(paragraph.text):
                yield _Statement(" ".join((paragraph.text, *_below(article.paragraphs, index))), place)
                continue
            for start, end in sentences(paragraph.text):
                text = paragraph.text[start:end]
                if _verb(text, kinds) >= 0 and not _NEGATED.search(text):
                    yield _Statement(text, place)


def _below(paragraphs: Sequence[Paragraph], index: int) -> Iterator[str]:
    """Yield the texts that stand deeper than paragraph `index`, right after it."""
    for paragraph in paragraphs[index + 1 :]:
        if paragraph.level <= paragraphs[index].level:
            return
        yield paragraph.text


def _verb(text: str, kinds: Mapping[str, tuple[str, ...]]) -> int:
    """Return where the sentence says that something goes first, or -1."""
    found = max((start for start, _ in _places(text, kinds.get(PREVAILS, ()))), default=-1)
    if found < 0 and any(True for _ in _places(text, kinds.get(CONFLICT, ()))):
        found = max((start for start, _ in _places(text, kinds.get(DECIDES, ()))), default=-1)
    return found


def _ranked(
    text: str, number: int, own: Sequence[tuple[str, ...]], kinds: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Yield (higher, lower) of one sentence of document `number`."""
    mentions = _mentions(text, number, own, kinds)
    verb = _verb(text, kinds)
    strong = any(start == verb for start, _ in _places(text, kinds.get(PREVAILS, ())))
    ordered = _ORDER.search(text)
    if ordered and len([m for m in mentions if m.start > ordered.end()]) > 1:
        yield from _listed([m for m in mentions if m.start > ordered.end()])
        return
    winner = _winner(text, mentions, verb, _KOREAN_WINNER if strong else _KOREAN_FOLLOWED)
    if winner is None or len(winner.numbers) != 1:
        return
    high = winner.numbers[0]
    named = dict.fromkeys(n for m in mentions if m is not winner for n in m.numbers if n != high)
    for low in named or [n for n in range(len(own)) if n != high]:
        yield high, low


def _listed(mentions: Sequence[_Mention]) -> Iterator[tuple[int, int]]:
    order = list(dict.fromkeys(n for m in mentions for n in m.numbers))
    for i, high in enumerate(order):
        for low in order[i + 1 :]:
            yield high, low


def _mentions(
    text: str, number: int, own: Sequence[tuple[str, ...]], kinds: Mapping[str, tuple[str, ...]]
) -> list[_Mention]:
    found: list[_Mention] = []
    for kind, listed in kinds.items():
        if kind in (PREVAILS, DECIDES, CONFLICT):
            continue
        for start, end in _places(text, listed):
            own_name = bool(_SELF.search(text[:start]) or _NAMES_ITSELF.match(text[start:end]))
            found.append(_Mention(start, end, kind, _meant(kind, own_name, number, own)))
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[_Mention] = []
    for mention in found:
        if mention.numbers and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return kept


def _meant(kind: str, own_name: bool, number: int, own: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """Return the documents that a word means: this one, those of its kind, or for a general word all others."""
    if own_name and (kind == GENERAL or kind in own[number] or not own[number]):
        return (number,)
    if kind == GENERAL:
        return tuple(n for n in range(len(own)) if n != number)
    first = tuple(n for n, named in enumerate(own) if named[:1] == (kind,))
    return first or tuple(n for n, named in enumerate(own) if kind in named)


def _winner(text: str, mentions: Sequence[_Mention], verb: int, mark: re.Pattern[str]) -> _Mention | None:
    """Return the mention that goes first: the last subject before the verb."""
    before = [m for m in mentions if m.end <= verb]
    korean = [m for m in before if mark.match(text[m.end :])]
    if korean:
        return korean[-1]
    if any(_KOREAN_LOSER.match(text[m.end :]) for m in before) or re.search("[가-힣]", text[verb : verb + 2]):
        return None
    return before[-1] if before else None
