"""The grammar of an English sentence as far as a duty needs it: clauses, moods, subjects.

In: text in which the parties already read provider and customer. Out: the same `Reading`
as for Korean: `surface` is the text in small letters with single spaces, `lemma` the
dictionary forms joined by spaces, the clauses carry mood and subject. No tagger is used:
a clause is found by its modal or auxiliary, by a party followed by a verb, and by the
words that open conditions and provisos. The engine knows grammar only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.english import NUMBER, Word, is_verb, words
from pipeline.match.grammar import DOES, NOT, Clause, Reading
from pipeline.match.moods_en import MODALS, moods_of, refused
from pipeline.match.subjects_en import subject_of

MAIN, CONDITION, EXCEPTION, PROVISO = "main", "condition", "exception", "proviso"
_CONDITIONS = frozenset(
    [
        "if",
        "when",
        "where",
        "whenever",
        "wherever",
        "while",
        "until",
        "before",
        "after",
        "because",
        "since",
        "although",
        "though",
        "whereas",
        "once",
        "upon",
    ]
)
_PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("provided", "that"), PROVISO),
    (("provided", "however"), PROVISO),
    (("provided", "always"), PROVISO),
    (("provided", "further"), PROVISO),
    (("provided", ","), PROVISO),
    (("except", "that"), PROVISO),
    (("save", "that"), PROVISO),
    (("except",), EXCEPTION),
    (("unless",), EXCEPTION),
    (("save",), EXCEPTION),
    (("other", "than"), EXCEPTION),
    (("excluding",), EXCEPTION),
    (("subject", "to"), CONDITION),
    (("notwithstanding",), CONDITION),
    (("to", "the", "extent"), CONDITION),
    (("in", "the", "event"), CONDITION),
    (("in", "case"), CONDITION),
    (("so", "that"), CONDITION),
    (("in", "order", "to"), CONDITION),
    (("as", "long", "as"), CONDITION),
    (("so", "long", "as"), CONDITION),
    (("without", "prejudice"), CONDITION),
    (("without", "limiting"), CONDITION),
    (("regardless",), CONDITION),
    (("even", "if"), CONDITION),
    (("following",), CONDITION),
    (("on", "condition"), CONDITION),
)
_SAVE = frozenset(["for", "as", "where", "to", "in", "that", "by", "when"])
_PROVISO_OPENERS = frozenset(["however", "but", "nevertheless", "nonetheless"])
_FINITE = frozenset(["is", "are", "was", "were", "has", "have", "had", "does", "do", "did"])
_RELATIVES = frozenset(["that", "which", "who", "whom", "whose"])
_COORDINATORS = frozenset(["and", "or", "but", "nor", ";", ",", ":"])
_NP_START = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "each",
        "every",
        "all",
        "no",
        "neither",
        "either",
        "such",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "it",
        "they",
        "he",
        "she",
        "both",
        "nothing",
        "neither",
        "none",
        "some",
    ]
)
_PARTIES = frozenset(["provider", "customer", "subcontractor", "subcontractors"])
_FUNCTION = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "and",
        "or",
        "but",
        "nor",
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "this",
        "these",
        "those",
        "it",
        "its",
        "they",
        "their",
        "he",
        "she",
        "his",
        "her",
        "there",
        "here",
        "such",
        "any",
        "all",
        "each",
        "every",
        "either",
        "neither",
        "both",
        "some",
        "other",
        "than",
        "then",
        "so",
        "if",
        "when",
        "where",
        "while",
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "have",
        "has",
        "had",
        "do",
        "does",
        "did",
        "shall",
        "will",
        "may",
        "must",
        "can",
        "could",
        "would",
        "should",
        "might",
        "not",
        "no",
        "into",
        "onto",
        "upon",
        "under",
        "over",
        "within",
        "without",
        "between",
        "among",
        "through",
        "during",
        "per",
        "via",
        "about",
        "above",
        "below",
        "after",
        "before",
        "out",
        "up",
        "down",
        "off",
        "again",
        "further",
        "also",
        "only",
        "own",
        "same",
        "too",
        "very",
        "just",
        "hereof",
        "herein",
        "hereunder",
        "hereby",
        "thereof",
        "therein",
        "thereto",
        "hereto",
        "thereunder",
        "thereby",
        "including",
        "include",
        "e.g.",
        "i.e.",
        "etc",
        "least",
        "more",
        "most",
        "less",
        "one",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "x",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
    ]
) | {NUMBER}
_REACH = 14


@dataclass(frozen=True, slots=True)
class _Segment:
    first: int
    last: int
    kind: str
    head: int = -1


def read_english(text: str) -> Reading:
    """Return the reading of one English sentence (`text` = rewritten text)."""
    found = words(text)
    surface, surface_at = _spelled(found, lemmas=False)
    lemma, lemma_at = _spelled(found, lemmas=True)
    grams = tuple(w.lemma for w in found if w.is_word and w.lemma != "the")
    return Reading(text, surface, surface_at, lemma, lemma_at, tuple(_clauses(text, found)), grams, "en")


def _spelled(found: list[Word], *, lemmas: bool) -> tuple[str, tuple[int, ...]]:
    """Join tokens by single spaces; each character points to its place in the text. Articles have no dictionary form."""
    out: list[str] = []
    at: list[int] = []
    for w in found:
        piece = w.lemma if lemmas else w.text
        if lemmas and piece == "the":
            continue
        if out:
            out.append(" ")
            at.append(w.start)
        out.append(piece)
        at.extend(min(w.start + i, w.end - 1) for i in range(len(piece)))
    return "".join(out), tuple(at)


def _clauses(text: str, found: list[Word]) -> list[Clause]:
    if not found:
        return [Clause(0, len(text), frozenset({DOES}), "", False, False)]
    segments = list(_segments(found))
    made: list[Clause] = []
    carried, mood = "", frozenset({DOES})
    for number, segment in enumerate(segments):
        following = segments[number + 1] if number + 1 < len(segments) else None
        guard = found[following.first : following.last] if following and following.kind == EXCEPTION else []
        clause = _clause(text, found, segment, segments, number, guard)
        main = segment.kind in (MAIN, PROVISO)
        if segment.head < 0 and main and made and not clause.negated:
            clause = replace(clause, moods=mood)
        if clause.subject and main:
            carried = clause.subject
        elif not clause.subject and carried and _carries(found, segment):
            clause = replace(clause, subject=carried, named=False)
        if main and segment.head >= 0:
            mood = clause.moods
        made.append(clause)
    return made


def _clause(
    text: str, found: list[Word], segment: _Segment, segments: list[_Segment], number: int, guard: list[Word]
) -> Clause:
    span = found[segment.first : segment.last]
    start = 0 if number == 0 else span[0].start
    end = found[segments[number + 1].first].start if number + 1 < len(segments) else len(text)
    head = segment.head - segment.first if segment.head >= 0 else -1
    moods, negated = moods_of(span, head, guard)
    subject = subject_of(span, head)
    content = tuple(
        dict.fromkeys(w.lemma for w in span if w.is_word and w.text not in _FUNCTION and w.lemma not in _FUNCTION)
    )
    main = segment.kind in (MAIN, PROVISO)
    return Clause(
        start,
        end,
        moods,
        subject,
        bool(subject),
        main and head >= 0,
        content,
        moods == frozenset({NOT}) and refused(span, head),
        head >= 0 and span[head].text in ("shall", "must"),
        negated,
    )


def _carries(found: list[Word], segment: _Segment) -> bool:
    """True where a clause without a named subject continues the one before: a pronoun, or no subject at all."""
    if segment.head < 0:
        return True
    before = [w for w in found[segment.first : segment.head] if w.is_word and w.text not in ("and", "or", "but", "nor")]
    return not before or all(w.text in ("it", "they", "also", "then", "further", "not", "that") for w in before)


def _segments(found: list[Word]) -> Iterator[_Segment]:
    """Cut a sentence where a condition, an exception, a proviso or another finite clause begins."""
    bounds = _openers(found)
    opened = dict(bounds)
    cuts = sorted({0, *opened})
    first_pass = [(a, b, opened.get(a, MAIN)) for a, b in zip(cuts, [*cuts[1:], len(found)], strict=True)]
    for first, last, kind in first_pass:
        closing = _main_after(found, first, last) if kind in (CONDITION, EXCEPTION) else None
        if closing is None and kind in (CONDITION, EXCEPTION) and _interrupts(found, first):
            closing = next((i + 1 for i in range(first, last) if found[i].text == "," and i + 1 < last), None)
        if closing is not None:
            yield _Segment(first, closing, kind, _first_head(found, first, closing))
            yield from _coordinated(found, closing, last, MAIN)
        else:
            yield from _coordinated(found, first, last, kind)


def _openers(found: list[Word]) -> list[tuple[int, str]]:
    out: list[tuple[int, str]] = []
    i = 0
    while i < len(found):
        kind, width = _opener(found, i)
        if kind:
            out.append((i, kind))
            i += width
        else:
            i += 1
    return out


def _opener(found: list[Word], i: int) -> tuple[str, int]:
    text = found[i].text
    if text == "save" and not (i + 1 < len(found) and found[i + 1].text in _SAVE):
        return "", 1
    if text == "subject" and i and found[i - 1].lemma == "be":
        return "", 1
    if text == "following" and not (i == 0 or found[i - 1].text == ","):
        return "", 1
    if text == "provided" and i and found[i - 1].lemma in ("be", "as", "has", "have"):
        return "", 1
    for phrase, kind in _PHRASES:
        if all(i + k < len(found) and found[i + k].text == part for k, part in enumerate(phrase)):
            return kind, len(phrase)
    if text in _CONDITIONS and not (
        text == "once" and i + 1 < len(found) and found[i + 1].text in ("a", "every", "per", "in", "each", ",")
    ):
        return CONDITION, 1
    if text in _PROVISO_OPENERS and i and found[i - 1].text in (";", "."):
        return PROVISO, 1
    return "", 1


def _main_after(found: list[Word], first: int, last: int) -> int | None:
    """Return where the main clause begins that follows a condition: after a comma, before a subject and a verb."""
    depth = 0
    for i in range(first, last):
        text = found[i].text
        depth += (text == "(") - (text == ")")
        if text != "," or depth > 0:
            continue
        j = i + 1
        if j < last and found[j].text == "then":
            j += 1
        head = _first_head(found, j, min(last, j + _REACH))
        if head >= 0 and not any(w.text in (",", ";") for w in found[j:head]) and not _joined(found[j : j + 1]):
            return i + 1
    return None


def _interrupts(found: list[Word], first: int) -> bool:
    """True where a condition stands between a modal and its verb: 'shall not, unless …, move'."""
    before = [w.text for w in found[max(0, first - 3) : first]]
    return (
        before[-1:] == [","]
        and len(before) > 1
        and (before[-2] in MODALS or (before[-2] == "not" and before[0] in MODALS))
    )


def _joined(after: list[Word]) -> bool:
    return bool(after) and after[0].text in ("and", "or", "but", "which", "that", "including", "such")


def _first_head(found: list[Word], first: int, last: int) -> int:
    return next((i for i in range(first, last) if _is_head(found, i, first)), -1)


def _is_head(found: list[Word], i: int, first: int) -> bool:
    """True for a finite verb as far as one sees it without a tagger."""
    w = found[i]
    if w.text in MODALS:
        return not (w.text == "will" and i and found[i - 1].text in ("at", "the", "its"))
    if w.text in _FINITE:
        return not (i and (found[i - 1].text in MODALS or found[i - 1].text in ("to", "not")))
    if i > first and is_verb(w.text) and not w.of:
        j = i - 1
        while j > first and found[j].text.endswith("ly"):
            j -= 1
        before = found[j]
        if before.text in _PARTIES and not before.of:
            return w.text not in ("data", "content", "personnel", "information") and not _object_of(found, j, first)
        if before.text in ("it", "they", "party", "parties") and w.lemma not in ("to",):
            return not (before.text == "it" and w.text.endswith("ing"))
    return False


def _object_of(found: list[Word], j: int, first: int) -> bool:
    """True where a party is the object of a preposition ('for customer support')."""
    return j > first and found[j - 1].text in (
        "to",
        "for",
        "of",
        "by",
        "from",
        "with",
        "between",
        "against",
        "on",
        "than",
    )


def _coordinated(found: list[Word], first: int, last: int, kind: str) -> Iterator[_Segment]:
    """Cut at coordinators before a further finite verb; verbs of relative clauses do not count."""
    heads = [i for i in range(first, last) if _is_head(found, i, first)]
    if all(_relative(found, first, i) for i in heads):
        heads = _plain_verb(found, first, last) or heads
    start, head = first, -1
    for i in heads:
        if head < 0:
            if not _relative(found, start, i):
                head = i
            continue
        cut = _cut_before(found, head, i)
        if cut is not None:
            yield _Segment(start, cut, kind, head)
            start, head, kind = cut, i, MAIN if kind == MAIN or found[cut].text == ";" else kind
    if head < 0 and heads:
        head = heads[0]
    if len(heads) > 1 and head == heads[0] and start == first and _bare_relative(found, start, head):
        head = heads[1]
    yield _Segment(start, last, kind, head)


def _plain_verb(found: list[Word], first: int, last: int) -> list[int]:
    """Return a third-person verb after a plain noun ('the schedule lists the systems'), where nothing else is finite."""
    for i in range(first + 1, last - 1):
        w, before, after = found[i], found[i - 1], found[i + 1]
        if before.text == "never" or (
            is_verb(w.text)
            and w.text.endswith("s")
            and w.text != w.lemma
            and not w.of
            and before.is_word
            and before.text not in _FUNCTION - {"it", "they", "this"}
            and not before.of
            and before.text not in _PARTIES
            and (
                after.text in _NP_START
                or after.text in _PARTIES
                or after.text in ("to", "in", "for", "by", "with", "on", "from", "as", "that", "only")
            )
        ):
            return [i]
    return []


def _relative(found: list[Word], start: int, head: int) -> bool:
    """True where the verb at `head` belongs to a relative clause on a noun ('data that it may hold')."""
    for j in range(head - 1, max(start, head - _REACH), -1):
        if found[j].text in _RELATIVES:
            return (
                j > start
                and found[j - 1].is_word
                and found[j - 1].lemma
                not in (
                    "agree",
                    "acknowledge",
                    "ensure",
                    "warrant",
                    "represent",
                    "provide",
                    "state",
                    "confirm",
                    "mean",
                    "undertake",
                    "procure",
                )
            )
        if found[j].text in (",", ";", ":"):
            return False
    return False


def _bare_relative(found: list[Word], start: int, head: int) -> bool:
    """True for 'data customer may upload shall …': a noun, a party and a verb in one phrase."""
    return (
        head - start >= 2
        and found[head - 1].text in _PARTIES
        and not found[head - 1].of
        and (
            found[head - 2].is_word
            and found[head - 2].text not in _FUNCTION
            and found[head - 2].text not in _PARTIES
            and not found[head - 2].text.endswith("ly")
        )
    )


def _cut_before(found: list[Word], head: int, i: int) -> int | None:
    """Return the coordinator that opens the clause of the verb at `i`, or None for a relative clause."""
    for j in range(i - 1, head, -1):
        text = found[j].text
        if text in _RELATIVES and j > head + 1:
            return None
        if text not in _COORDINATORS:
            continue
        after = j + 1
        while after < i and (
            found[after].text in _COORDINATORS
            or found[after].text.endswith("ly")
            or found[after].text in ("then", "also", "(", ")")
        ):
            after += 1
        opens = after == i or found[after].text in _NP_START or found[after].text in _PARTIES or i - after <= 2
        if opens:
            while j - 1 > head and found[j - 1].text in _COORDINATORS:
                j -= 1
            return j
    return None


def deciding_clause(reading: Reading, places: list[list[int]]) -> Clause:
    """Return the clause that decides a rule: the main clause that holds most of the groups found.

    `places`: for each group the starts of its words. A condition decides only where no main clause holds any.
    """

    def weight(clause: Clause) -> tuple[int, int, int]:
        held = sum(any(clause.start <= p < clause.end for p in group) for group in places)
        return (int(clause.predicate and held > 0), held, -clause.start)

    best = max(reading.clauses, key=weight)
    if best.predicate or not any(c.predicate for c in reading.clauses):
        return best
    return next(c for c in reading.clauses if c.predicate)
