"""Find the finite verbs of an English sentence without a tagger.

In: the tokens of a sentence and a place. Out: whether a finite verb stands there, whether it
belongs to a relative clause, and where the subject before it begins. A modal or an auxiliary
is always one, a verb after a party or a pronoun is one, and a few plain verbs are ones after
a noun ('the schedule contains', 'disputes go to').
"""

from __future__ import annotations

from pipeline.english import Word, is_verb
from pipeline.match import lexicon_en as lex

_REACH = 14
_BEFORE_FINITE = lex.LINKING | frozenset([",", ";", ":", "(", ")", "which", "whom", "what", "how", "why", "whether"])
_HANDING = lex.GIVEN | lex.CAUSING
_AFTER_PLURAL = lex.NP_START | lex.PARTIES | lex.PREPOSITIONS | frozenset(["effect", "place", "precedence", "priority"])
_DEICTIC = frozenset(["herein", "hereof", "hereunder", "therein", "thereof", "thereunder", "it", "they", "this"])


def is_finite(found: list[Word], i: int, first: int) -> bool:
    """True for a finite verb at `i` of the clause that begins at `first`."""
    w = found[i]
    before = found[i - 1].text if i else ""
    if w.text in lex.MODALS:
        return not (w.text == "will" and before in ("at", "the", "its"))
    if w.text in lex.FINITE:
        return before not in lex.MODALS and before not in ("to", "not")
    if i <= first or w.of or w.text in lex.NOT_VERBS or w.text.endswith("ing") or not is_verb(w.text):
        return False
    j = _before_adverbs(found, i, first)
    subject = found[j]
    if subject.text in lex.PARTIES and not subject.of:
        governed = j > first and found[j - 1].text in lex.PREPOSITIONS and found[j - 2].text not in ("soon", "long")
        return not governed and not _object(found, j, i, first)
    return subject.text in ("it", "they", "party", "parties")


def _before_adverbs(found: list[Word], i: int, first: int) -> int:
    j = i - 1
    while j > first and (found[j].text.endswith("ly") or found[j].text in lex.BEFORE_VERB):
        j -= 1
    return j


def _object(found: list[Word], j: int, i: int, first: int) -> bool:
    """True where the party at `j` is no subject: 'keep customer advised', 'give customer access', 'may provider act'."""
    if found[j].text == "subcontractor" and found[i].text == found[i].lemma:
        return True
    if j == first or found[j - 1].text in _BEFORE_FINITE:
        return False
    if found[j - 1].text in lex.MODALS:
        return True
    if found[i].text != found[i].lemma and not found[i].text.endswith("s"):
        return True
    verb = found[j - 1]
    return verb.lemma in _HANDING and (not found[i].text.endswith("s") or verb.text == verb.lemma)


def first_finite(found: list[Word], first: int, last: int) -> int:
    """Return the first finite verb between `first` and `last`, or -1."""
    return next((i for i in range(first, last) if is_finite(found, i, first)), -1)


def item_head(found: list[Word], first: int, last: int) -> int:
    """Return the verb that a list item begins with where it denies or entitles ('not disclose', 'be entitled to'), or -1."""
    i = first
    while i + 2 < last and found[i].text == "(" and found[i + 2].text == ")":
        i += 3
    if i + 1 >= last:
        return -1
    if found[i].text in ("have", "be"):
        return i
    following = next((w for w in found[i + 1 : last] if not w.text.endswith("ly")), found[i])
    denied = found[i].text in ("not", "never", "neither") and (found[i + 1].text not in lex.NOT_BUT - {"unreasonably"})
    return i if denied and (following.text == "be" or is_verb(following.text)) else -1


def plain_verb(found: list[Word], first: int, last: int) -> int:
    """Return a verb after a plain noun ('the schedule lists the systems', 'lawsuits go to the courts'), or -1."""
    return next((i for i in range(first + 1, last - 1) if _third_person(found, i) or _plural(found, i, first)), -1)


def sure_verb(found: list[Word], first: int, last: int) -> int:
    """Return a verb after a plain noun that can hardly be anything but a verb, or -1."""
    return next(
        (i for i in range(first + 1, last) if _listed(found, i) or (i + 1 < last and _plural(found, i, first))), -1
    )


def _listed(found: list[Word], i: int) -> bool:
    before = found[i - 1]
    return (
        found[i].text in lex.PLAIN_VERBS
        and before.is_word
        and not before.of
        and (before.text not in lex.FUNCTION | lex.PREPOSITIONS or before.text in _DEICTIC)
    )


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
    if before.text in lex.PARTIES or (before.text in lex.FUNCTION and before.text not in _DEICTIC):
        return False
    return after.text.endswith("ly") or after.text in lex.NP_START | lex.PARTIES | lex.PREPOSITIONS | {"that", "only"}


def _plural(found: list[Word], i: int, first: int) -> bool:
    """True for a plain verb after a noun in the plural: 'the laws of Korea take its place'."""
    w, before, after = found[i], found[i - 1], found[i + 1]
    if w.text not in lex.PLURAL_VERBS or not before.is_word or before.of or before.text in lex.FUNCTION:
        return False
    if after.text not in _AFTER_PLURAL and not after.text.endswith("ly"):
        return False
    start = subject_start(found, i, first)
    head = next((j - 1 for j in range(start + 1, i) if found[j].text in lex.PREPOSITIONS), i - 1)
    noun = found[head]
    return noun.text.endswith("s") and noun.text != noun.lemma and not noun.of


def subject_start(found: list[Word], i: int, first: int) -> int:
    """Return where the subject of the verb at `i` begins: its determiner or its party, else `first`."""
    if i > first and found[i - 1].text in lex.PARTIES | {"it", "they"} and not found[i - 1].of:
        j = i - 1
        while j - 1 > first and found[j - 1].text in lex.NP_START:
            j -= 1
        return j
    for j in range(i - 1, first - 1, -1):
        if found[j].text in (",", ";", ":"):
            return j + 1
        opens = found[j].text in lex.NP_START or (found[j].lemma in lex.PARTIES and found[j].of)
        if opens and (j == first or found[j - 1].text not in lex.PREPOSITIONS | lex.COORDINATORS | lex.NP_START):
            return j
    return first


def relative(found: list[Word], start: int, head: int) -> bool:
    """True where the verb at `head` belongs to a relative clause on a noun ('data that it may hold')."""
    for j in range(head - 1, max(start, head - _REACH), -1):
        if found[j].text in lex.RELATIVES:
            apart = found[j - 1].text == "," and j - 2 >= start and found[j - 2].lemma in lex.PARTIES
            return apart or (found[j - 1].is_word and found[j - 1].lemma not in lex.ASSURING)
        if found[j].text in (",", ";", ":"):
            return False
        if is_finite(found, j, start) and found[head - 1].text not in lex.COORDINATORS:
            return False
    return False


def bare_relative(found: list[Word], start: int, head: int, following: int) -> bool:
    """True for 'data customer may upload shall …': a noun, a party and a verb in one phrase before the main verb."""
    if head - start < 2 or found[head - 1].text not in lex.PARTIES or found[head - 1].of:
        return False
    noun = found[head - 2]
    if not noun.is_word or noun.text in lex.FUNCTION | lex.PARTIES or noun.text.endswith("ly"):
        return False
    if start <= head - 3 and found[head - 3].text in lex.PREPOSITIONS and head - 3 <= start + 1:
        return False
    before = found[following - 1]
    return (
        not relative(found, start, following)
        and before.text not in lex.PARTIES | {"it", "they"}
        and not any(w.text in lex.RELATIVES | {",", ";"} for w in found[head:following])
    )
