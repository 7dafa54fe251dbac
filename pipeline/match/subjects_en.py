"""Whose act an English clause states: provider, customer, subcontractor, authority or user.

In: the tokens of a clause and the place of its finite verb. Out: a role, or '' where the
clause names none (data shall be deleted; each party shall …).
"""

from __future__ import annotations

from pipeline.english import Word
from pipeline.match import lexicon_en as lex

_ROLE = {"provider": "provider", "customer": "customer", "subcontractor": "subcontractor"}
_OTHER = {"customer": "provider", "provider": "customer"}
_PARTICIPLE = ("ed", "en", "wn", "ld", "ft", "nt", "id", "ne", "de", "et", "ut")
_BEFORE_NOUN = lex.PREPOSITIONS | lex.LINKING
_REACH = 18


def subject_of(span: list[Word], head: int) -> str:
    """Return the role of the subject, or of the agent of a passive."""
    if head < 0:
        return ""
    role = _noun_phrase(span[:head]) or _inverted(span, head)
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
    return _ROLE.get(span[head + 1].lemma, "")


def _noun_phrase(before: list[Word]) -> str:
    """Return the role of the noun phrase that ends before the verb."""
    words = _outer(before)
    while words and (words[-1].text.endswith("ly") or not words[-1].is_word or words[-1].text in lex.TRAILING):
        words.pop()
    head = _head_noun(words)
    if head < 0:
        return ""
    word = words[head]
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
    return next((_ROLE[w.lemma] for w in words[:head] if w.of and w.lemma in _ROLE), "")


def _outer(words: list[Word]) -> list[Word]:
    """Drop bracketed words and everything up to the last comma that stands outside the phrase."""
    out: list[Word] = []
    depth = 0
    for w in words:
        depth += w.text == "("
        if depth == 0:
            out.append(w)
        depth -= w.text == ")" and depth > 0
    for i in range(len(out) - 1, -1, -1):
        if out[i].text in (";", ":") or (out[i].text == "," and i + 1 < len(out)):
            return out[i + 1 :]
    return out


def _head_noun(words: list[Word]) -> int:
    """Return the place of the noun that a phrase is about: before the first preposition, else its last word."""
    start = next((i for i, w in enumerate(words) if w.text not in _BEFORE_NOUN), -1)
    if start < 0:
        return -1
    for i in range(start + 1, len(words)):
        if words[i].text in lex.PREPOSITIONS or words[i].text in ("which", "who", "that"):
            return i - 1
        if words[i].text in ("and", "or") and words[i - 1].lemma in _ROLE:
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
                if w.text.endswith(_PARTICIPLE) and w.lemma != w.text:
                    return w.lemma
    return ""


def _agent(span: list[Word], head: int) -> str:
    """Return the role after 'by'."""
    for i in range(head, min(len(span) - 1, head + _REACH)):
        if span[i].text in (";", ":"):
            break
        if span[i].text != "by":
            continue
        first, second, *_ = (*span[i + 1 : i + 3], None, None)
        if first is not None and first.lemma in _ROLE and (
            not first.of or (second is not None and second.lemma in lex.PEOPLE)
        ):
            return _ROLE[first.lemma]
    return ""
