"""The grammar of an English sentence as far as a duty needs it: clauses, moods, subjects.

In: text in which the parties already read provider and customer. Out: the same `Reading`
as for Korean: `surface` is the text in small letters with single spaces, `lemma` the
dictionary forms joined by spaces without articles, the clauses carry mood and subject. No
tagger and no model is used. The engine knows grammar only.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.english import Word, words
from pipeline.match.grammar import DOES, NOT, Clause, Reading
from pipeline.match.lexicon_en import EXCEPTION, FUNCTION, LINKING, PROMISING, REPORTED
from pipeline.match.moods_en import moods_of, refused
from pipeline.match.segments_en import Segment, segments
from pipeline.match.subjects_en import subject_of


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
    """Return the clauses; one without a verb takes the mood, one without a subject the subject of those before."""
    if not found:
        return [Clause(0, len(text), frozenset({DOES}), "", False, False)]
    cut = list(segments(found))
    starts = [0, *(found[s.first].start for s in cut[1:]), len(text)]
    made: list[Clause] = []
    carried, promisor, mood, leading = "", "", frozenset({DOES}), frozenset({DOES})
    for number, segment in enumerate(cut):
        clause = _clause(found, segment, _guard(found, cut, number), starts[number], starts[number + 1])
        if made and segment.kind == REPORTED:
            promisor = made[-1].subject if _promised(found, segment) else ""
        if not clause.subject and promisor and found[segment.first].text == "that":
            clause = replace(clause, subject=promisor)
        if segment.head < 0 and segment.states and made and not clause.negated:
            clause = replace(clause, moods=leading if segment.item else mood)
        before = carried or (made[-1].subject if made else "")
        if clause.subject and segment.states:
            carried = clause.subject
        elif not clause.subject and before and _carries(found, segment):
            clause = replace(clause, subject=before, named=False)
        if segment.states and segment.head >= 0:
            mood = clause.moods
            leading = leading if segment.item else mood
        made.append(clause)
    return _siblings(cut, made)


def _siblings(cut: list[Segment], made: list[Clause]) -> list[Clause]:
    """Where one item of a list denies by itself ('(b) not disclose'), the others state something by themselves too."""
    if not any(s.item and c.predicate for s, c in zip(cut, made, strict=True)):
        return made
    return [replace(c, predicate=c.predicate or s.item) for s, c in zip(cut, made, strict=True)]


def _guard(found: list[Word], cut: list[Segment], number: int) -> list[Word]:
    """Return the words that may lift the denial of a clause: the exception that follows it or opens the sentence."""
    near = [cut[0]] if number == 1 else []
    near += cut[number + 1 : number + 2]
    return [w for segment in near if _guards(found, segment) for w in found[segment.first : segment.last]]


def _clause(found: list[Word], segment: Segment, guard: list[Word], start: int, end: int) -> Clause:
    span = found[segment.first : segment.last]
    head = segment.head - segment.first if segment.head >= 0 else -1
    moods, negated = moods_of(span, head, guard)
    subject = subject_of(span, head)
    content = dict.fromkeys(w.lemma for w in span if w.is_word and w.text not in FUNCTION and w.lemma not in FUNCTION)
    return Clause(
        start,
        end,
        moods,
        subject,
        bool(subject),
        segment.states and head >= 0,
        tuple(content),
        moods == frozenset({NOT}) and refused(span, head),
        head >= 0 and span[head].text in ("shall", "must"),
        negated,
    )


def _guards(found: list[Word], segment: Segment) -> bool:
    """True for a clause that may lift the denial before it: 'unless …', 'before it has notified …'."""
    return segment.kind == EXCEPTION or found[segment.first].text in ("before", "until")


def _promised(found: list[Word], segment: Segment) -> bool:
    """True for what a party promises ('provider warrants that the Services …'): its own act unless it names another's."""
    return any(w.lemma in PROMISING for w in found[max(0, segment.first - 3) : segment.first])


def _carries(found: list[Word], segment: Segment) -> bool:
    """True where a clause without a named subject continues the one before: a pronoun, or no subject at all."""
    if segment.head < 0:
        return True
    before = [
        w
        for i, w in enumerate(found[segment.first : segment.head], segment.first)
        if w.is_word and w.text not in LINKING and w.text != "which" and found[i + 1].text != ")"
    ]
    return not before or all(w.text in ("it", "they") for w in before)


def deciding_clause(reading: Reading, places: list[int]) -> Clause:
    """Return the clause that decides a rule: the main clause that holds most of the words found at `places`.

    A condition decides only where the sentence has no main clause at all.
    """

    def weight(clause: Clause) -> tuple[int, int, int]:
        held = sum(clause.start <= place < clause.end for place in places)
        return (int(clause.predicate and held > 0), held, -clause.start)

    best = max(reading.clauses, key=weight)
    if best.predicate or not any(c.predicate for c in reading.clauses):
        return best
    return next(c for c in reading.clauses if c.predicate)
