"""Cut an English sentence into clauses: main clauses, conditions, exceptions, provisos.

In: the tokens of a sentence. Out: `Segment`s that cover it, each with the place of its
finite verb. A clause is found by its modal or auxiliary, by a party followed by a verb, and
by the words that open conditions and provisos; verbs of relative clauses do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.english import Word, is_verb
from pipeline.match import lexicon_en as lex
from pipeline.match.lexicon_en import CONDITION, EXCEPTION, MAIN, PROVISO

_REACH = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens `first` to `last` (excluded), their kind, the place of the finite verb or -1."""

    first: int
    last: int
    kind: str
    head: int = -1

    @property
    def states(self) -> bool:
        """True for a clause that states something by itself: not a condition, not an exception."""
        return self.kind in (MAIN, PROVISO)


def segments(found: list[Word]) -> Iterator[Segment]:
    """Yield the segments of a sentence in order."""
    opened = dict(_openers(found))
    cuts = sorted({0, *opened})
    for first, last in zip(cuts, [*cuts[1:], len(found)], strict=True):
        kind = CONDITION if opened.get(last) == MAIN else opened.get(first, MAIN)
        closing = _closing(found, first, last) if kind in (CONDITION, EXCEPTION) else None
        if closing is not None:
            yield Segment(first, closing, kind, _first_head(found, first, closing))
            yield from _coordinated(found, closing, last, MAIN)
        else:
            yield from _coordinated(found, first, last, kind)


def _openers(found: list[Word]) -> Iterator[tuple[int, str]]:
    i = 0
    while i < len(found):
        kind, width = _opener(found, i)
        if kind:
            yield i, kind
        i += width


def _opener(found: list[Word], i: int) -> tuple[str, int]:
    """Return the kind of clause that opens at `i` and the words that open it, or ('', 1)."""
    text = found[i].text
    before = found[i - 1] if i else None
    starts = before is None or before.text in (";", ".", ",")
    if _misleading(found, i):
        return "", 1
    if text == "should" and starts:
        return CONDITION, 1
    if text == "that" and any(w.lemma in lex.REPORTING for w in found[max(0, i - 3) : i]):
        return MAIN, 1
    if text in lex.PROVISO_OPENERS and before is not None and before.text in (";", "."):
        return PROVISO, 1
    for phrase, kind in lex.OPENERS:
        if text == phrase[0] and tuple(w.text for w in found[i : i + len(phrase)]) == phrase:
            return kind, len(phrase)
    return "", 1


def _misleading(found: list[Word], i: int) -> bool:
    """True for 'save the data', 'is subject to', 'the following', 'as provided', 'once a year'."""
    text, before = found[i].text, found[i - 1] if i else None
    after = found[i + 1].text if i + 1 < len(found) else ""
    if text == "save":
        return after not in lex.AFTER_SAVE
    if text == "once":
        return after in lex.AFTER_ONCE
    if text == "following":
        return before is not None and before.text != ","
    if before is None:
        return False
    return (text == "subject" and before.lemma == "be") or (text == "provided" and before.lemma in ("be", "as", "have"))


def _closing(found: list[Word], first: int, last: int) -> int | None:
    """Return where a condition ends and the main clause begins or goes on."""
    closing = _main_after(found, first, last)
    if closing is None and _interrupts(found, first):
        closing = next((i + 1 for i in range(first, last - 1) if found[i].text == ","), None)
    return closing


def _main_after(found: list[Word], first: int, last: int) -> int | None:
    """Return where the main clause begins that follows a condition: after a comma, before a subject and a verb."""
    if first + 1 < last and found[first + 1].text == ",":
        first = next((i for i in range(first + 2, last) if found[i].text == ","), first) + 1
    depth = 0
    for i in range(first, last):
        text = found[i].text
        depth += (text == "(") - (text == ")")
        if text == "," and depth <= 0 and _main_opens(found, i + 1, last):
            return i + 1
    return None


def _main_opens(found: list[Word], j: int, last: int) -> bool:
    j += j < last and found[j].text == "then"
    if j < last and found[j].text in ("or", "which", "that", "including", "such"):
        return False
    head = _first_head(found, j, min(last, j + _REACH))
    if head < 0:
        return bool(_plain_verb(found, j, last))
    return not any(w.text in (",", ";") for w in found[j:head])


def _interrupts(found: list[Word], first: int) -> bool:
    """True where a condition stands between a modal and its verb: 'shall not, unless …, move'."""
    before = [w.text for w in found[max(0, first - 3) : first]]
    if len(before) < 2 or before[-1] != ",":
        return False
    return before[-2] in lex.MODALS or (before[-2] == "not" and before[0] in lex.MODALS)


def _first_head(found: list[Word], first: int, last: int) -> int:
    return next((i for i in range(first, last) if _is_head(found, i, first)), -1)


def _is_head(found: list[Word], i: int, first: int) -> bool:
    """True for a finite verb as far as one sees it without a tagger."""
    w = found[i]
    before = found[i - 1].text if i else ""
    if w.text in lex.MODALS:
        return not (w.text == "will" and before in ("at", "the", "its"))
    if w.text in lex.FINITE:
        return before not in lex.MODALS and before not in ("to", "not")
    if i <= first or w.of or not is_verb(w.text):
        return False
    j = i - 1
    while j > first and (found[j].text.endswith("ly") or found[j].text in lex.ADVERBS):
        j -= 1
    subject = found[j]
    if subject.text in lex.PARTIES and not subject.of:
        return w.text not in lex.NOT_VERBS and not (j > first and found[j - 1].text in lex.PREPOSITIONS)
    return subject.text in ("it", "they", "party", "parties") and not (subject.text == "it" and w.text.endswith("ing"))


def _coordinated(found: list[Word], first: int, last: int, kind: str) -> Iterator[Segment]:
    """Cut at coordinators before a further finite verb; verbs of relative clauses do not count."""
    heads = [i for i in range(first, last) if _is_head(found, i, first)]
    if all(_relative(found, first, i) for i in heads):
        heads = _plain_verb(found, first, last) or heads
    start, head = first, -1
    for i in heads:
        if head < 0:
            head = i if not _relative(found, start, i) else -1
            continue
        cut = _cut_before(found, head, i)
        if cut is not None:
            yield Segment(start, cut, kind, head)
            start, head, kind = cut, i, MAIN if kind == MAIN or found[cut].text == ";" else kind
    if head < 0 and heads:
        head = heads[0]
    if len(heads) > 1 and head == heads[0] and start == first and _bare_relative(found, start, head):
        head = heads[1]
    yield Segment(start, last, kind, head)


def _plain_verb(found: list[Word], first: int, last: int) -> list[int]:
    """Return a third-person verb after a plain noun ('the schedule lists the systems')."""
    return next(([i] for i in range(first + 1, last - 1) if _third_person(found, i)), [])


def _third_person(found: list[Word], i: int) -> bool:
    w, before, after = found[i], found[i - 1], found[i + 1]
    if before.text == "never":
        return True
    if not before.is_word or before.of:
        return False
    if w.text in lex.PLAIN_VERBS:
        return True
    if w.of or not w.text.endswith("s") or w.text == w.lemma or not is_verb(w.text):
        return False
    if before.text in lex.PARTIES or before.text in lex.FUNCTION - {"it", "they", "this"}:
        return False
    return after.text.endswith("ly") or after.text in lex.NP_START | lex.PARTIES | lex.PREPOSITIONS | {"that", "only"}


def _relative(found: list[Word], start: int, head: int) -> bool:
    """True where the verb at `head` belongs to a relative clause on a noun ('data that it may hold')."""
    for j in range(head - 1, max(start, head - _REACH), -1):
        if found[j].text in lex.RELATIVES:
            return found[j - 1].is_word and found[j - 1].lemma not in lex.ASSURING
        if found[j].text in (",", ";", ":"):
            return False
    return False


def _bare_relative(found: list[Word], start: int, head: int) -> bool:
    """True for 'data customer may upload shall …': a noun, a party and a verb in one phrase."""
    if head - start < 2 or found[head - 1].text not in lex.PARTIES or found[head - 1].of:
        return False
    noun = found[head - 2]
    return noun.is_word and noun.text not in lex.FUNCTION | lex.PARTIES and not noun.text.endswith("ly")


def _cut_before(found: list[Word], head: int, i: int) -> int | None:
    """Return the coordinator that opens the clause of the verb at `i`, or None for a relative clause."""
    for j in range(i - 1, head, -1):
        if found[j].text in lex.RELATIVES and j > head + 1:
            return None
        if found[j].text in lex.COORDINATORS and _opens_clause(found, j + 1, i):
            while j - 1 > head and found[j - 1].text in lex.COORDINATORS:
                j -= 1
            return j
    return None


def _opens_clause(found: list[Word], after: int, i: int) -> bool:
    """True if the words from `after` to the verb at `i` look like a subject, or like nothing at all."""
    passed = lex.COORDINATORS | {"then", "also", "(", ")"}
    while after < i and (found[after].text in passed or found[after].text.endswith("ly")):
        after += 1
    return after == i or i - after <= 2 or found[after].text in lex.NP_START | lex.PARTIES
