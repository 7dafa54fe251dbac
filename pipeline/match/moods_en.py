"""The moods of an English clause: duty, right, denial, efforts.

In: the tokens of a clause and the place of its finite verb. Out: the moods, as for Korean:
`does`, `may`, `not`, `efforts`; a denial that a consent or a notice lifts is {not, does}.
"""

from __future__ import annotations

from pipeline.english import Word, is_verb
from pipeline.match.grammar import DOES, EFFORTS, MAY, NOT

MODALS = frozenset(["shall", "will", "may", "must", "can", "could", "would", "should", "might", "need", "cannot"])
_MAY = frozenset(["may", "can", "could", "might"])
_BE_FREE = frozenset(
    ["entitled", "permitted", "allowed", "free", "authorized", "authorised", "eligible", "able", "liberty", "empowered"]
)
_RIGHTS = frozenset(["right", "rights", "option", "discretion", "entitlement", "liberty", "ability", "permission"])
_HOLDS = frozenset(["have", "reserve", "retain", "hold", "enjoy", "keep"])
_NEGATIONS = frozenset(["not", "never", "neither", "nor", "hardly", "nowhere"])
_NO = frozenset(["no", "nothing", "none", "neither", "nobody"])
_NO_BUT = frozenset(
    [
        "later",
        "less",
        "more",
        "fewer",
        "longer",
        "earlier",
        "event",
        "circumstance",
        "circumstances",
        "case",
        "time",
        "additional",
        "extra",
        "cost",
        "charge",
        "matter",
        "doubt",
    ]
)
_NOT_BUT = frozenset(["only", "later", "less", "more", "fewer", "limited", "exceeding", "earlier", "unreasonably"])
_EMPHATIC = (
    ("in", "no", "event"),
    ("under", "no", "circumstance"),
    ("in", "no", "case"),
    ("at", "no", "time"),
    ("in", "no", "way"),
    ("in", "no", "circumstance"),
    ("on", "no", "account"),
    ("by", "no", "mean"),
    ("no", "longer"),
)
_REFUSALS = frozenset(
    [
        "refuse",
        "decline",
        "deny",
        "reject",
        "prohibit",
        "forbid",
        "disclaim",
        "exclude",
        "waive",
        "exempt",
        "excuse",
        "relieve",
        "withhold",
        "disallow",
        "renounce",
        "forgo",
        "bar",
        "preclude",
        "absolve",
        "release",
        "negate",
    ]
)
_REFUSED = frozenset(["unavailable", "nonrefundable", "exempt", "immune", "void", "inapplicable"])
_SOFT = frozenset(
    [
        "restrict",
        "limit",
        "hinder",
        "obstruct",
        "prevent",
        "impede",
        "delay",
        "interfere",
        "impair",
        "preclude",
        "frustrate",
        "exceed",
        "fail",
        "cease",
        "omit",
        "neglect",
        "discourage",
        "inhibit",
        "affect",
        "prejudice",
        "diminish",
        "reduce",
        "derogate",
        "condition",
        "lessen",
        "stand",
        "disrupt",
        "interrupt",
    ]
)
_EFFORTS = frozenset(["effort", "endeavor"])
_TRIES = frozenset(["endeavor", "strive", "attempt", "seek", "try", "aim", "intend", "hope", "aspire"])
_MAKES = frozenset(["use", "make", "exert", "exercise", "apply", "undertake", "employ", "take", "do"])
_CONSENT = frozenset(
    [
        "consent",
        "approval",
        "authorization",
        "permission",
        "notice",
        "notification",
        "notify",
        "instruction",
        "inform",
        "approve",
        "authorize",
        "agree",
        "agreement",
        "permit",
        "written",
        "request",
        "instruct",
        "acceptance",
        "object",
    ]
)
_DENIED_BY = frozenset(
    ["liability", "obligation", "refund", "compensation", "warranty", "recourse", "responsibility", "representation"]
)
_LIFTS = frozenset(["unless", "except", "without", "until", "before", "other", "only", "prior", "save"])
_NEAR = 7


def moods_of(span: list[Word], head: int, guard: list[Word]) -> tuple[frozenset[str], bool]:
    """Return (moods, negated) of a clause; `guard`: the exception that follows it."""
    if head < 0:
        return _verbless(span)
    main = _main_verb(span, head)
    negations = _negations(span, head, main)
    negated = negations > 0
    refuses = main >= 0 and _refuses(span, head, main)
    soft = main >= 0 and span[main].lemma in _SOFT
    negations += refuses
    if soft and negations % 2:
        negations += 1
    without = _without(span)
    lifted = _lifted(span, head, guard)
    may = _permits(span, head, main)
    if negations % 2:
        if may and not negated:
            return frozenset({NOT}), negated
        return frozenset({NOT, DOES} if lifted or without == "consent" else {NOT}), negated
    if _tries(span, head, main) and not negations:
        return frozenset({EFFORTS}), negated
    base = MAY if may and not negations else DOES
    if without:
        return frozenset({base, NOT}), negated
    if base == MAY and _only(span, head):
        return frozenset({MAY, DOES}), negated
    if base == MAY and _but_not(span, head):
        return frozenset({MAY, NOT}), negated
    return frozenset({base}), negated


def refused(span: list[Word], head: int) -> bool:
    """True where a clause is denied by a word such as 'refuse', not by a negation."""
    main = _main_verb(span, head) if head >= 0 else -1
    return main >= 0 and _negations(span, head, main) == 0


def _verbless(span: list[Word]) -> tuple[frozenset[str], bool]:
    """A heading, a table cell or a phrase: denied only where it begins with 'no' or 'not'."""
    first = next((w for w in span if w.is_word), None)
    if first is None:
        return frozenset({DOES}), False
    second = next((w.lemma for w in span if w.is_word and w.start > first.start), "")
    if first.text in ("no", "not", "never", "none", "neither") and second not in _NO_BUT | _NOT_BUT:
        return frozenset({NOT}), True
    return frozenset({DOES}), False


def _main_verb(span: list[Word], head: int) -> int:
    """Return the place of the verb that carries the meaning: 'shall not be required to notify' -> required."""
    first = span[head]
    if first.lemma not in ("be", "have", "do") and first.text not in MODALS:
        return head
    copula = head if first.lemma == "be" else -1
    for i in range(head + 1, min(len(span), head + 1 + 2 * _NEAR)):
        w = span[i]
        if w.text in ("be", "been", "being") or (w.lemma == "have" and _verb_follows(span, i)):
            copula = i
            continue
        if (
            w.text in (",", "(", ")", "and", "or", "but", "at", "in", "its", "to", "also", "upon", "the", "then")
            or w.text.endswith("ly")
            or w.text in _NEGATIONS
        ):
            if w.text in ("and", "or", "but") and copula >= 0:
                return copula
            continue
        if w.text in ("no", "under", "a", "an", "any") and (copula >= 0 or first.lemma in ("have", "be")):
            return copula if copula >= 0 else head
        if (
            is_verb(w.text)
            or w.text in _BE_FREE
            or w.lemma in _REFUSED
            or w.text in ("liable", "responsible", "obliged", "bound")
        ):
            return i
        if copula >= 0:
            return copula
    return copula if copula >= 0 else head


def _verb_follows(span: list[Word], i: int) -> bool:
    return i + 1 < len(span) and (span[i + 1].text.endswith(("ed", "en")) or span[i + 1].text == "been")


def _negations(span: list[Word], head: int, main: int) -> int:
    n = 0
    last = max(main, head)
    before = span[:head]
    lemmas = [w.lemma for w in span]
    if any(
        tuple(lemmas[i : i + len(p)]) == p
        for p in _EMPHATIC
        for i in range(len(span) - len(p) + 1)
        if p[0] != "no" or head < i <= last
    ):
        n += 1
    subject = [w for w in before if w.is_word]
    opening = next(
        (w for w in subject if w.text not in ("and", "or", "but", "that", "however", "then", "accordingly")), None
    )
    if (opening is not None and (opening.text in _NO or (opening.text == "nor")) and not _but(before, opening)) or any(
        w.text in ("no", "neither", "nothing") and not _but(before, w) and not _emphatic(span, i)
        for i, w in enumerate(before)
    ):
        n += 1
    auxiliary = span[head].text in MODALS or span[head].lemma in ("be", "have", "do")
    for i in range(head, min(len(span), last + 2) if auxiliary else head):
        w = span[i]
        if w.text in _NEGATIONS and not (i + 1 < len(span) and span[i + 1].text in _NOT_BUT and i > head + 1):
            n += not (i + 1 < len(span) and span[i + 1].text == "only")
            break
    else:
        n += any(w.text == "never" for w in span[max(0, head - 2) : head])
    return n + _no_object(span, head, last) + _agrees_not(span, last)


def _emphatic(span: list[Word], i: int) -> bool:
    lemmas = [w.lemma for w in span[max(0, i - 1) : i + 2]]
    return any(tuple(lemmas) == p for p in _EMPHATIC)


def _but(span: list[Word], word: Word) -> bool:
    after = [w for w in span if w.start > word.start]
    return bool(after) and after[0].lemma in _NO_BUT


def _no_object(span: list[Word], head: int, last: int) -> int:
    """Count 'have no obligation', 'under no duty', 'there is no warranty'."""
    for i in range(last, min(len(span) - 1, last + 4)):
        if span[i + 1].text in ("no", "neither", "none") and span[i + 1].start > span[head].start:
            following = span[i + 2].lemma if i + 2 < len(span) else ""
            return int(following not in _NO_BUT)
        if span[i].text in (",", ";", "("):
            break
    return 0


def _agrees_not(span: list[Word], last: int) -> int:
    """Count 'agrees not to', 'undertakes not to'."""
    tail = [w.text for w in span[last + 1 : last + 3]]
    promises = ("agree", "undertake", "covenant", "promise", "commit", "choose", "elect", "require", "oblige")
    return int(tail == ["not", "to"] and span[last].lemma in promises)


def _refuses(span: list[Word], head: int, main: int) -> bool:
    w = span[main]
    if w.lemma in _REFUSED:
        return True
    if w.lemma not in _REFUSALS:
        return _after_copula(span, main, _REFUSED)
    following = span[main + 1].text if main + 1 < len(span) else ""
    return not (w.lemma == "release" and following not in ("from", "provider")) and not (
        w.lemma == "bar" and following == ""
    )


def _after_copula(span: list[Word], main: int, wanted: frozenset[str]) -> bool:
    return span[main].lemma == "be" and any(w.lemma in wanted for w in span[main + 1 : main + 3])


def _permits(span: list[Word], head: int, main: int) -> bool:
    if span[head].text in _MAY:
        return True
    window = span[head : head + 2 * _NEAR]
    if any(
        w.text in _BE_FREE and _be_before(span, head + k)
        for k, w in enumerate(window)
        if head + k <= max(main, head) + 1
    ):
        return True
    verb = span[main] if main >= 0 else span[head]
    if verb.lemma in _HOLDS or span[head].lemma in _HOLDS:
        after = span[max(main, head) + 1 : max(main, head) + 1 + _NEAR]
        return any(w.text in _RIGHTS for w in after) and not any(w.text in ("title", "ownership") for w in after)
    return span[head].text in ("will", "shall", "does") and _at_discretion(span)


def _be_before(span: list[Word], i: int) -> bool:
    return any(w.lemma == "be" for w in span[max(0, i - 3) : i])


def _at_discretion(span: list[Word]) -> bool:
    """True for 'at its (sole) discretion' and 'if it so chooses'."""
    for i, w in enumerate(span):
        if w.text in ("discretion", "option", "election") and any(
            x.text in ("its", "provider") for x in span[max(0, i - 3) : i]
        ):
            return True
    return False


def _tries(span: list[Word], head: int, main: int) -> bool:
    verb = span[main] if main >= 0 else span[head]
    if verb.lemma in _TRIES:
        return any(w.text == "to" for w in span[main + 1 : main + 4])
    if verb.lemma not in _MAKES:
        return False
    return any(w.lemma in _EFFORTS for w in span[main + 1 : main + 1 + 2 * _NEAR])


def _without(span: list[Word]) -> str:
    """Return what a clause does without: 'consent' (or notice), 'liability' (or refund), or ''."""
    for i, w in enumerate(span):
        if w.text != "without":
            continue
        after = {x.lemma for x in span[i + 1 : i + 1 + _NEAR]}
        if after & _CONSENT and not {"delay", "limitation"} & {x.lemma for x in span[i + 1 : i + 3]}:
            return "consent"
        if after & _DENIED_BY:
            return "liability"
    return ""


def _lifted(span: list[Word], head: int, guard: list[Word]) -> bool:
    """True where a denial ends with a consent or a notice: 'may not … unless Customer consents'."""
    for words_ in (span[head:], guard):
        for i, w in enumerate(words_):
            if w.text in _LIFTS and {x.lemma for x in words_[i + 1 : i + 1 + 2 * _NEAR]} & _CONSENT:
                return True
    return False


def _only(span: list[Word], head: int) -> bool:
    return any(w.text in ("only", "solely") for w in span[head + 1 :]) and bool(
        {w.lemma for w in span[head:]} & _CONSENT
    )


def _but_not(span: list[Word], head: int) -> bool:
    """True for 'may, but is not obliged to'."""
    texts = [w.text for w in span[head + 1 : head + 2 * _NEAR]]
    return "but" in texts and bool({"not", "no"} & set(texts[texts.index("but") :]))
