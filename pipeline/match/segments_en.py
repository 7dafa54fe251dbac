"""Cut an English sentence into clauses: main clauses, conditions, exceptions, provisos.

In: the tokens of a sentence. Out: `Segment`s that cover it, each with the place of its
finite verb. A clause is found by its modal or auxiliary, by a party followed by a verb, and
by the words that open conditions and provisos; verbs of relative clauses do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.english import Word, is_verb
from pipeline.match import lexicon_en as lex
from pipeline.match.lexicon_en import CONDITION, EXCEPTION, MAIN, PROVISO, REPORTED
from pipeline.match.verbs_en import (
    bare_relative,
    first_finite,
    is_finite,
    item_head,
    plain_verb,
    relative,
    subject_start,
    sure_verb,
)

_REACH = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens `first` to `last` (excluded), their kind, the place of the finite verb or -1; `item`: of a list."""

    first: int
    last: int
    kind: str
    head: int = -1
    item: bool = False

    @property
    def states(self) -> bool:
        """True for a clause that states something by itself: not a condition, not an exception."""
        return self.kind in (MAIN, PROVISO, REPORTED)


def segments(found: list[Word]) -> Iterator[Segment]:
    """Yield the segments of a sentence in order; the items of a list are segments of their own."""
    for segment in _clauses(found):
        yield from _items(found, segment) if segment.states else [segment]


def _items(found: list[Word], segment: Segment) -> Iterator[Segment]:
    """Cut a clause at the items of its list; an item may begin with its own verb ('(b) not disclose', '(c) be entitled')."""
    starts = [i for i in range(max(segment.first, segment.head) + 1, segment.last - 3) if _enumerated(found, i)]
    last = starts[0] if starts else segment.last
    head = item_head(found, segment.first, last) if segment.head < 0 else segment.head
    yield replace(segment, last=last, head=head, item=found[segment.first].text == "(")
    for first, last in pairwise([*starts, segment.last]):
        yield Segment(first, last, segment.kind, item_head(found, first, last), item=True)


def _enumerated(found: list[Word], i: int) -> bool:
    """True for '(b)' after a colon or a semicolon."""
    if found[i].text != "(" or found[i + 2].text != ")" or len(found[i + 1].text) > 4:
        return False
    before = found[i - 2] if found[i - 1].text in ("and", "or") else found[i - 1]
    return before.text in (":", ";", ",") and (before.text != "," or found[i + 1].text != "s")


def _clauses(found: list[Word]) -> Iterator[Segment]:
    opened = dict(_openers(found))
    cuts = sorted({0, *opened})
    for first, last in zip(cuts, [*cuts[1:], len(found)], strict=True):
        kind = opened.get(first, MAIN)
        closing = _closing(found, first, last) if kind in (CONDITION, EXCEPTION) else None
        if kind == PROVISO and first == 0 and (opening := _main_after(found, first, last)) is not None:
            closing, kind = (opening, CONDITION) if found[opening].text not in lex.COORDINATORS else (None, kind)
        if closing is not None:
            yield Segment(first, closing, kind, first_finite(found, first, closing))
        made = _coordinated(found, first if closing is None else closing, last, kind if closing is None else MAIN)
        yield from _reporting(list(made)) if opened.get(last) == REPORTED else made


def _reporting(made: list[Segment]) -> list[Segment]:
    """The clause before a that-clause ('customer agrees') decides nothing."""
    return [*made[:-1], replace(made[-1], kind=CONDITION)]


def _openers(found: list[Word]) -> Iterator[tuple[int, str]]:
    i, reported = 0, False
    while i < len(found):
        kind, width = _opener(found, i)
        reported = kind == REPORTED or (reported and found[i].text != ";")
        if kind:
            yield i, kind
        elif reported and found[i].text == "that" and found[i - 1].text in ("and", "or", ",") and _states(found, i):
            yield i, MAIN
        i += width


def _opener(found: list[Word], i: int) -> tuple[str, int]:
    """Return the kind of clause that opens at `i` and the words that open it, or ('', 1)."""
    text = found[i].text
    before = found[i - 1] if i else None
    after = found[i + 1].text if i + 1 < len(found) else ""
    starts = before is None or before.text in (";", ".", ",")
    if _misleading(found, i):
        return "", 1
    if (text == "should" and starts) or (text in ("were", "had") and i == 0 and after in lex.NP_START | lex.PARTIES):
        return CONDITION, 1
    if text == "that" and _reports(found, i):
        return REPORTED, 1
    if text in lex.PROVISO_OPENERS and before is not None and before.text in (";", "."):
        return PROVISO, 1
    if before is not None and before.text == "," and _continues(found, i):
        return MAIN, 2
    if text == "so" and before is not None and before.is_word and before.text not in lex.COORDINATORS | {"do"}:
        return (CONDITION, 1) if after in lex.NP_START | lex.PARTIES | {"nobody", "that"} else ("", 1)
    for phrase, kind in lex.OPENERS:
        if text == phrase[0] and tuple(w.text for w in found[i : i + len(phrase)]) == phrase:
            return kind, len(phrase)
    return "", 1


def _reports(found: list[Word], i: int) -> bool:
    """True for the 'that' of 'customer agrees that', not of 'does not warrant that'."""
    verb = next((j for j in range(i - 1, max(-1, i - 4), -1) if found[j].lemma in lex.REPORTING), -1)
    if verb < 0 or any(w.text in lex.NEGATIONS | lex.NO for w in found[max(0, verb - 3) : verb]):
        return False
    return _states(found, i)


def _states(found: list[Word], i: int) -> bool:
    """True where a finite verb follows the 'that' at `i`: it opens a clause and does not point at a thing."""
    last = next((j for j in range(i, len(found)) if found[j].text == ";"), len(found))
    return first_finite(found, i + 1, last) >= 0 or plain_verb(found, i, last) >= 0


def _continues(found: list[Word], i: int) -> bool:
    """True for ', after which …', ', in which case …', which state what happens next."""
    text, after = found[i].text, [w.text for w in found[i + 1 : i + 3]]
    if text == "whereupon":
        return True
    return after[:1] == ["which"] and (text in lex.NEXT or (text == "in" and after[1:] in (["case"], ["event"])))


def _misleading(found: list[Word], i: int) -> bool:
    """True for 'save the data', 'is subject to', 'the following', 'as provided', 'once a year'."""
    text, before = found[i].text, found[i - 1] if i else None
    after = found[i + 1].text if i + 1 < len(found) else ""
    if text == "as" and after == "soon":
        return any(w.text in lex.AFTER_AS_SOON_AS or w.text.endswith("ly") for w in found[i + 3 : i + 4])
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
    return _main_without_comma(found, first, last) if closing is None else closing


def _main_without_comma(found: list[Word], first: int, last: int) -> int | None:
    """Return where the main clause begins after an opening condition without a comma: 'if a breach occurs provider shall'."""
    if first and found[first - 1].text not in (";", ".", ":", ")", "and", "but", "or"):
        return None
    heads = [i for i in range(first + 1, last) if is_finite(found, i, first) and not relative(found, first, i)]
    inverted = next(
        (i for i in heads if found[i].text in lex.MODALS and found[i + 1 : i + 2] and _party(found[i + 1])), -1
    )
    if inverted > first + 1:
        return inverted
    own = sure_verb(found, first, heads[0] if heads else first)
    phrase = found[first].text in lex.BEFORE_NOUN_PHRASE or (first + 1 < last and found[first + 1].text.endswith("ing"))
    if phrase and not any(w.text == "that" for w in found[first + 1 : first + 5]):
        verb, after = (heads[0], first + 2) if heads else (-1, first)
    elif len(heads) > 1:
        verb, after = heads[1], heads[0] + 1
    elif heads and (own >= 0 or _closed_by_verb(found, first, heads[0])):
        verb, after = heads[0], first + 2
    else:
        return None
    if verb <= after or any(w.text in lex.COORDINATORS for w in found[after:verb]):
        return None
    start = subject_start(found, verb, after - 1)
    return start if start > after - 1 and start < verb else None


def _party(w: Word) -> bool:
    return w.text in lex.PARTIES and not w.of


def _closed_by_verb(found: list[Word], first: int, head: int) -> bool:
    """True for 'when the contract ends provider must': a plain verb right before the party that acts."""
    verb = found[head - 2] if head - 2 > first + 1 else None
    if verb is None or found[head - 1].text not in lex.PARTIES | {"it", "they"}:
        return False
    return (
        verb.text != verb.lemma
        and verb.text.endswith("s")
        and is_verb(verb.text)
        and (found[head - 3].is_word and found[head - 3].text not in lex.FUNCTION)
    )


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
    head = first_finite(found, j, min(last, j + _REACH))
    if head < 0:
        return plain_verb(found, j, last) >= 0
    return not any(w.text in (",", ";") for w in found[j:head])


def _interrupts(found: list[Word], first: int) -> bool:
    """True where a condition stands between a modal and its verb: 'shall not, unless …, move'."""
    before = [w.text for w in found[max(0, first - 3) : first]]
    if len(before) < 2 or before[-1] != ",":
        return False
    return before[-2] in lex.MODALS or (before[-2] == "not" and before[0] in lex.MODALS)


def _coordinated(found: list[Word], first: int, last: int, kind: str) -> Iterator[Segment]:
    """Cut at coordinators before a further finite verb; verbs of relative clauses do not count."""
    heads = _heads(found, first, last)
    start, head = first, -1
    for i in heads:
        if head < 0:
            head = i if not relative(found, start, i) else -1
            continue
        cut = _cut_before(found, head, i)
        if cut is not None:
            yield Segment(start, cut, kind, head)
            start, head, kind = cut, i, MAIN if kind == MAIN or found[cut].text == ";" else kind
    if head < 0 and heads:
        head = heads[0]
    if len(heads) > 1 and head == heads[0] and start == first and bare_relative(found, start, head, heads[1]):
        head = heads[1]
    yield Segment(start, last, kind, head)


def _heads(found: list[Word], first: int, last: int) -> list[int]:
    """Return the finite verbs of a segment, plain ones ('no period applies, and …') only where a clause needs them."""
    heads = [i for i in range(first, last) if is_finite(found, i, first)]
    stating = [i for i in heads if not relative(found, first, i)]
    if not stating:
        plain = plain_verb(found, first, last)
        return [plain] if plain >= 0 else heads
    before = sure_verb(found, first, stating[0])
    if before >= 0 and not relative(found, first, before) and _cut_before(found, before, stating[0]) is not None:
        heads = [before, *(i for i in heads if i > before)]
    after = sure_verb(found, heads[-1] + 1, last)
    if after >= 0 and _new_clause(found, heads[-1], after):
        heads.append(after)
    return heads


def _new_clause(found: list[Word], head: int, i: int) -> bool:
    """True where ', and the laws' or '; the laws' stands before the plain verb at `i`."""
    cut = _cut_before(found, head, i)
    return cut is not None and (
        found[cut].text == ";" or (found[cut].text == "," and found[cut + 1].text in ("and", "but"))
    )


def _cut_before(found: list[Word], head: int, i: int) -> int | None:
    """Return the coordinator that opens the clause of the verb at `i`, or None for a relative clause."""
    for j in range(i - 1, head, -1):
        if found[j].text in lex.RELATIVES and j > head + 1:
            return None
        if found[j].text in lex.COORDINATORS and _opens_clause(found, j, i):
            while j - 1 > head and found[j - 1].text in lex.COORDINATORS:
                j -= 1
            return j
    return None


def _opens_clause(found: list[Word], at: int, i: int) -> bool:
    """True if the words from the coordinator to the verb at `i` look like a subject, or like nothing at all."""
    after = at + 1
    if found[at].text == ";" and found[after].text not in ("(", "and", "or"):
        return True
    passed = lex.COORDINATORS | {"then", "also", "(", ")"}
    while after < i and (found[after].text in passed or found[after].text.endswith("ly")):
        after += 1
    return after == i or i - after <= 2 or found[after].text in lex.NP_START | lex.PARTIES
