"""The moods of an English clause: duty, right, denial, efforts.

In: the tokens of a clause and the place of its finite verb. Out: the moods, as for Korean:
`does`, `may`, `not`, `efforts`; a denial that a consent or a notice lifts is {not, does}, a
permission to act without consent or liability is {may, not}.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.english import Word, is_verb
from pipeline.match import lexicon_en as lex
from pipeline.match.grammar import DOES, EFFORTS, MAY, NOT

_NEAR = 7
_PASSED_OVER = frozenset([",", "(", ")", "and", "or", "but", "at", "in", "its", "to", "also", "upon", "the", "then"])
_BEFORE_SUBJECT = frozenset(["and", "or", "but", "that", "however", "then", "accordingly"])
_CONTRACT = frozenset(["this", "the", "such", "any"])
Moods = tuple[frozenset[str], bool]
"""The moods of a clause, and whether it holds a negation."""


def moods_of(span: list[Word], head: int, guard: list[Word]) -> Moods:
    """Return the moods of a clause; `guard`: the exception that follows it."""
    if head < 0:
        return _verbless(span)
    main = _main_verb(span, head)
    negations = _negations(span, head, main)
    negated = negations > 0
    negations += _refuses(span, main) or _may_refuse(span, head, main)
    if span[main].lemma in lex.SOFT and negations % 2:
        negations += 1
    if negations % 2:
        return _denial(span, head, main, guard, negated), negated
    if _tries(span, head, main) and not negations:
        return frozenset({EFFORTS}), negated
    return _assertion(span, head, MAY if not negations and _permits(span, head, main) else DOES), negated


def _denial(span: list[Word], head: int, main: int, guard: list[Word], negated: bool) -> frozenset[str]:
    if not negated and _permits(span, head, main):
        return frozenset({NOT})
    lifted = _lifted(span[head:]) or _lifted(guard) or _without(span) == "consent"
    return frozenset({NOT, DOES}) if lifted else frozenset({NOT})


def _assertion(span: list[Word], head: int, base: str) -> frozenset[str]:
    if _without(span):
        return frozenset({base, NOT})
    if base == MAY and (_only(span, head) or (head and span[0].text == "only")):
        return frozenset({MAY, DOES})
    if base == MAY and _but_not(span, head):
        return frozenset({MAY, NOT})
    return frozenset({base})


def refused(span: list[Word], head: int) -> bool:
    """True where a clause is denied by a word such as 'refuse', not by a negation."""
    return head >= 0 and _negations(span, head, _main_verb(span, head)) == 0


def _verbless(span: list[Word]) -> Moods:
    """A heading, a table cell or a phrase: denied only where it begins with 'no' or 'not'."""
    said = [w for w, after in pairwise([*span, span[-1]]) if w.is_word and after.text != ")"][:2]
    denied = bool(said) and said[0].text in ("no", "not", "never", "none", "neither")
    if denied and said[-1].lemma not in lex.NO_BUT | lex.NOT_BUT:
        return frozenset({NOT}), True
    return frozenset({DOES}), False


def _main_verb(span: list[Word], head: int) -> int:
    """Return the place of the verb that carries the meaning: 'shall not be required to notify' -> required."""
    first = span[head]
    if first.lemma not in ("be", "have", "do") and first.text not in lex.MODALS | lex.NEGATIONS:
        return head
    copula = head if first.lemma == "be" else -1
    for i in range(head + 1, min(len(span), head + 1 + 2 * _NEAR)):
        w = span[i]
        if w.text in ("be", "been", "being") or (w.lemma == "have" and _participle(span, i + 1)):
            copula = i
        elif w.text in _PASSED_OVER or w.text in lex.NEGATIONS or w.text.endswith("ly"):
            if w.text in ("and", "or", "but") and copula >= 0:
                return copula
        elif w.text in ("no", "under", "a", "an", "any") and (copula >= 0 or first.lemma in ("have", "be")):
            return max(copula, head)
        elif first.lemma == "have" and w.text in lex.RIGHTS | lex.DUTIES:
            return head
        elif is_verb(w.text) or w.text in lex.FREE | lex.BOUND or w.lemma in lex.REFUSED:
            return i
        elif copula >= 0:
            return copula
    return max(copula, head)


def _participle(span: list[Word], i: int) -> bool:
    return i < len(span) and (span[i].text.endswith(("ed", "en")) or span[i].text == "been")


def _negations(span: list[Word], head: int, main: int) -> int:
    """Count what denies: 'in no event', a subject with 'no', 'not' at the verb, 'no' at its object, 'agrees not to'."""
    last = max(main, head)
    return (
        _emphatic(span, head, last)
        + _denied_subject(span[:head], span)
        + _denied_verb(span, head, last)
        + _denied_object(span, last)
        + _promises_not(span, last)
    )


def _emphatic(span: list[Word], head: int, last: int) -> bool:
    lemmas = [w.lemma for w in span]
    for phrase in lex.EMPHATIC:
        for i in range(len(span) - len(phrase) + 1):
            if tuple(lemmas[i : i + len(phrase)]) == phrase and (phrase[0] != "no" or head - 2 <= i <= last):
                return True
    return False


def _denied_subject(before: list[Word], span: list[Word]) -> bool:
    opening = next((i for i, w in enumerate(before) if w.is_word and w.text not in _BEFORE_SUBJECT), -1)
    if opening >= 0 and before[opening].text in lex.NO and not _excepted(before, opening):
        return True
    lemmas = [w.lemma for w in span]
    return any(
        w.text in ("no", "neither", "nothing")
        and not _excepted(before, i)
        and before[i - 1].text not in lex.BESIDE
        and not any(tuple(lemmas[max(0, i - 1) : i + 2]) == phrase for phrase in lex.EMPHATIC)
        for i, w in enumerate(before)
    )


def _excepted(span: list[Word], i: int) -> bool:
    """True for 'no later', 'no additional', 'No. 4', which deny nothing."""
    return i + 1 < len(span) and (span[i + 1].lemma in lex.NO_BUT or span[i + 1].text == ".")


def _denied_verb(span: list[Word], head: int, last: int) -> bool:
    if span[head].text in lex.NEGATIONS:
        return True
    if span[head].text in lex.MODALS or span[head].lemma in ("be", "have", "do"):
        for i in range(head, min(len(span), last + 2)):
            following = span[i + 1].text if i + 1 < len(span) else ""
            if span[i].text not in lex.NEGATIONS or (i > head and span[i - 1].text == "but"):
                continue
            if following not in lex.NOT_BUT or i <= head + 1:
                return following != "only"
    return any(w.text == "never" for w in span[max(0, head - 2) : head])


def _denied_object(span: list[Word], last: int) -> bool:
    """True for 'has no obligation', 'under no duty', 'there is no warranty'."""
    for i in range(last, min(len(span) - 1, last + 4)):
        if span[i + 1].text in ("no", "neither", "none"):
            return not _excepted(span, i + 1) and span[i].text not in lex.BESIDE
        if span[i].text in (",", ";", "("):
            break
    return False


def _promises_not(span: list[Word], last: int) -> bool:
    """True for 'agrees not to', 'undertakes not to'."""
    return [w.text for w in span[last + 1 : last + 3]] == ["not", "to"] and span[last].lemma in lex.PROMISES


def _refuses(span: list[Word], main: int) -> bool:
    w = span[main]
    if w.lemma == "be":
        return any(x.lemma in lex.REFUSED for x in span[main + 1 : main + 3])
    if w.lemma == "release":
        return any(x.text == "from" for x in span[main + 1 : main + 4])
    return w.lemma in lex.REFUSALS | lex.REFUSED


def _may_refuse(span: list[Word], head: int, main: int) -> bool:
    """True for 'provider reserves the right to refuse': its right is the other's denial."""
    if span[main].lemma not in lex.HOLDS or head == 0 or span[head - 1].text != "provider":
        return False
    after = span[main + 1 : main + 1 + _NEAR]
    return any(
        w.text in lex.RIGHTS and i + 2 < len(after) and after[i + 1].text == "to" and after[i + 2].lemma in lex.REFUSALS
        for i, w in enumerate(after)
    )


def _permits(span: list[Word], head: int, main: int) -> bool:
    if span[head].text in lex.PERMITTING:
        return True
    for i in range(head, min(len(span), main + 2)):
        if span[i].text in lex.FREE and any(w.lemma == "be" for w in span[max(0, i - 3) : i]):
            return True
    if span[main].lemma in lex.HOLDS:
        after = {w.text for w in span[main + 1 : main + 1 + _NEAR]}
        return bool(after & lex.RIGHTS) and not after & {"title", "ownership"}
    return span[head].text in ("will", "shall", "does") and _at_discretion(span)


def _at_discretion(span: list[Word]) -> bool:
    """True for 'at its (sole) discretion'."""
    return any(
        w.text in lex.DISCRETION and any(x.text in ("its", "provider") for x in span[max(0, i - 3) : i])
        for i, w in enumerate(span)
    )


def _tries(span: list[Word], head: int, main: int) -> bool:
    if span[main].lemma in lex.TRIES:
        return _aims(span, main)
    after = [w.text for w in span[head + 1 : main + 5]]
    if "do" in (span[main].lemma, span[head].lemma) and (
        {"best", "utmost"} & set(after) or {"everything", "possible"} <= set(after)
    ):
        return True
    return span[main].lemma in lex.MAKES and any(w.lemma in lex.EFFORT for w in span[main + 1 : main + 1 + 2 * _NEAR])


def _aims(span: list[Word], main: int) -> bool:
    """True where a verb such as 'seek' or 'try' is followed by 'to' and an act, not by a thing."""
    i = main + 1
    if i < len(span) and span[i].text == ",":
        i = next((j + 1 for j in range(i + 1, len(span)) if span[j].text == ","), i)
    while i < len(span) and (span[i].text.endswith("ly") or span[i].text in ("always", "also", "only", "hard")):
        i += 1
    return i < len(span) and (
        span[i].text == "to" or (span[main].lemma in ("aim", "strive", "aspire") and span[i].text in ("for", "at"))
    )


def _without(span: list[Word]) -> str:
    """Return what a clause does without: 'consent' (or notice), 'liability' (or refund), or ''."""
    for i, w in enumerate(span):
        if w.text != "without" and not (w.text == "no" and i and span[i - 1].text == "with"):
            continue
        after = _phrase(span[i + 1 : i + 1 + _NEAR])
        if {x.lemma for x in after} & lex.CONSENT and not {"delay", "limitation"} & {x.lemma for x in after[:2]}:
            return "consent"
        if {x.lemma for x in after} & lex.DENIED_BY:
            return "liability"
    return ""


def _phrase(after: list[Word]) -> list[Word]:
    """Return the words up to the end of their phrase, 'this agreement' (the contract itself) left out."""
    end = next((i for i, w in enumerate(after) if w.text in (",", ";", ":", ")", "to")), len(after))
    return [
        w for i, w in enumerate(after[:end]) if not (w.lemma == "agreement" and i and after[i - 1].text in _CONTRACT)
    ]


def _lifted(words: list[Word]) -> bool:
    """True where a denial ends with a consent or a notice: 'may not … unless Customer consents'."""
    return any(
        w.text in lex.LIFTS and _consents(words[i + 1 : i + 1 + 2 * _NEAR])
        for i, w in enumerate(words)
        if w.text != "other" or [x.text for x in words[i + 1 : i + 2]] == ["than"]
    )


def _consents(after: list[Word]) -> bool:
    """True where a consent or a notice is meant, 'this agreement' (the contract itself) left out."""
    end = next((i for i, w in enumerate(after) if w.text == ";"), len(after))
    return any(
        w.lemma in lex.CONSENT and not (w.lemma == "agreement" and i and after[i - 1].text in _CONTRACT)
        for i, w in enumerate(after[:end])
    )


def _only(span: list[Word], head: int) -> bool:
    """True for 'may … only with consent'."""
    return any(w.text in ("only", "solely") for w in span[head + 1 :]) and bool(
        {w.lemma for w in span[head:]} & lex.CONSENT
    )


def _but_not(span: list[Word], head: int) -> bool:
    """True for 'has the right but not the obligation to'."""
    texts = [w.text for w in span[head + 1 : head + 2 * _NEAR]]
    return "but" in texts and bool({"not", "no"} & set(texts[texts.index("but") :]))
