"""Whose act an English clause states: provider, customer, subcontractor, authority or user.

In: the tokens of a clause and the place of its finite verb. Out: a role, or '' where the
clause names none (data shall be deleted; each party shall …).
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.english import Word, is_verb
from pipeline.match import lexicon_en as lex

_ROLE = {"provider": "provider", "customer": "customer", "subcontractor": "subcontractor"}
_OTHER = {"customer": "provider", "provider": "customer"}
_SAME_PARTICIPLE = frozenset(["set", "put", "cut", "split", "read", "run", "shut", "become", "overcome"])
"""Participles that look like the dictionary form."""
_NO_GERUND = frozenset(["following", "pending", "including", "concerning", "regarding", "according", "during"])
_BEFORE_NOUN = lex.PREPOSITIONS | lex.LINKING
_REACH = 18


def subject_of(span: list[Word], head: int) -> str:
    """Return the role of the subject, or of the agent of a passive."""
    if head < 0:
        return ""
    role = _noun_phrase(span[:head]) or _inverted(span, head) or _incumbent(span, head)
    passive = _passive(span, head)
    if not passive:
        return role
    agent = _agent(span, head)
    if agent:
        return agent
    if role in _OTHER and passive in lex.GIVEN:
        return _OTHER[role]
    return "" if role == "subcontractor" and passive not in lex.BOUND_BY else role


def _inverted(span: list[Word], head: int) -> str:
    """Return the subject that follows its verb: 'in no event shall provider', 'should provider become aware'."""
    if span[head].text not in lex.MODALS or head + 1 >= len(span) or span[head + 1].of:
        return ""
    if head + 2 < len(span) and span[head + 2].text in lex.NOT_VERBS - {"personnel"}:
        return ""
    return _ROLE.get(span[head + 1].lemma, "")


def _incumbent(span: list[Word], head: int) -> str:
    """Return the subject of 'it is the responsibility of provider to', 'the duty to … lies with customer'."""
    after = span[head + 1 : head + 9]
    copula = span[head].lemma == "be" or any(w.lemma == "be" for w in after[:2])
    if copula and head and span[head - 1].text == "it":
        duty = next((i for i, w in enumerate(after) if w.text in lex.DUTIES), len(after))
        if duty + 2 < len(after) and after[duty + 1].text == "of":
            return _ROLE.get(after[duty + 2].lemma, "")
        return _ROLE.get(after[duty - 1].lemma, "") if 0 < duty < len(after) and after[duty - 1].of else ""
    if not {w.text for w in span[:head]} & lex.DUTIES:
        return ""
    holders = (b for a, b in pairwise(after) if a.text in ("with", "upon") and not b.of)
    return next((_ROLE.get(w.lemma, "") for w in holders), "")


def _noun_phrase(before: list[Word]) -> str:
    """Return the role of the noun phrase that ends before the verb."""
    words = _outer(before)
    while words and (words[-1].text.endswith("ly") or not words[-1].is_word or words[-1].text in lex.TRAILING):
        words.pop()
    head = _head_noun(words)
    if head < 0:
        return ""
    word = words[head]
    if _gerund(words, head):
        return ""
    if word.lemma in _ROLE and not word.of:
        return "" if _both_parties(words, head) else _ROLE[word.lemma]
    if word.lemma in lex.PEOPLE and (owner := _owner(words, head)):
        return owner
    if word.lemma in lex.AUDITORS:
        return "customer"
    if word.lemma in lex.AUTHORITY or _named_authority(words, head):
        return "authority"
    return "user" if word.lemma in lex.USERS and head == len(words) - 1 else ""


def _both_parties(words: list[Word], head: int) -> bool:
    """True for 'provider and customer', 'neither customer nor provider'."""
    near = words[max(0, head - 3) : head + 1]
    return {"provider", "customer"} <= {w.lemma for w in near} and any(w.text in ("and", "or", "nor") for w in near)


def _owner(words: list[Word], head: int) -> str:
    """Return whose people a noun means: provider's personnel, provider personnel."""
    if head and words[head - 1].lemma in _ROLE:
        return _ROLE[words[head - 1].lemma]
    owner = next((_ROLE[w.lemma] for w in words[:head] if w.of and w.lemma in _ROLE), "")
    after = words[head + 1 : head + 3]
    if not owner and len(after) == 2 and after[0].text == "of" and not after[1].of:
        return _ROLE.get(after[1].lemma, "")
    return owner


def _gerund(words: list[Word], head: int) -> bool:
    """True for 'engaging a subcontractor', which is an act and no party."""
    start = next((i for i, w in enumerate(words) if w.text not in lex.LINKING), head)
    first = words[start]
    if start + 1 > head or not first.text.endswith("ing") or first.text in _NO_GERUND or not is_verb(first.text):
        return False
    following = words[start + 1]
    return following.text in lex.NP_START or following.lemma == "subcontractor" or following.of


def _outer(words: list[Word]) -> list[Word]:
    """Drop bracketed words and everything up to the last comma that stands outside the phrase."""
    out: list[Word] = []
    depth = 0
    for w in words:
        depth += w.text == "("
        if depth == 0:
            out.append(w)
        depth -= w.text == ")" and depth > 0
    while out and out[-1].text == "," and (opening := _aside(out)) > 0:
        del out[opening:]
    for i in range(len(out) - 1, -1, -1):
        if out[i].text in (";", ":", ".") or (out[i].text == "," and i + 1 < len(out)):
            return out[i + 1 :]
    return out


def _aside(words: list[Word]) -> int:
    """Return where the aside opens that the last comma closes ('provider, at its own cost, shall'), or -1."""
    opening = next((i for i in range(len(words) - 2, -1, -1) if words[i].text in (",", ";", ":")), -1)
    return opening if opening >= 0 and words[opening].text == "," else -1


def _head_noun(words: list[Word]) -> int:
    """Return the place of the noun that a phrase is about: before the first preposition, else its last word."""
    start = next((i for i, w in enumerate(words) if w.text not in _BEFORE_NOUN), -1)
    if start < 0:
        return -1
    for i in range(start + 1, len(words)):
        if words[i].text in lex.PREPOSITIONS or words[i].text in ("which", "who", "that"):
            return i - 1
        if words[i].text in ("and", "or", "nor") and words[i - 1].lemma in _ROLE:
            following = words[i + 1 : i + 3]
            if any(w.text in ("its", "their") or w.of for w in following):
                return i - 1
    return len(words) - 1


def _named_authority(words: list[Word], head: int) -> bool:
    lemmas = tuple(w.lemma for w in words[: head + 1])
    return any(lemmas[-len(name) :] == name for name in lex.AUTHORITY_NAMES)


def _passive(span: list[Word], head: int) -> str:
    """Return the dictionary form of a passive verb (be + participle), or ''."""
    for i in range(head, min(len(span) - 1, head + 6)):
        if span[i].lemma == "be":
            for w in span[i + 1 : i + 4]:
                if w.text in _SAME_PARTICIPLE or _participle(w):
                    return w.lemma
    return ""


def _participle(w: Word) -> bool:
    return (
        w.lemma != w.text
        and not w.text.endswith(("ing", "s"))
        and not w.of
        and (w.text.endswith("ed") or is_verb(w.text))
    )


def _agent(span: list[Word], head: int) -> str:
    """Return the role after 'by'."""
    for i in range(head, min(len(span) - 1, head + _REACH)):
        if span[i].text in (";", ":"):
            break
        if span[i].text != "by":
            continue
        named = i + 1
        while named < len(span) and span[named].text in lex.NP_START:
            named += 1
        first, second, *_ = (*span[named : named + 2], None, None)
        if (
            first is not None
            and first.lemma in _ROLE
            and (not first.of or (second is not None and second.lemma in lex.PEOPLE))
        ):
            return _ROLE[first.lemma]
    return ""
