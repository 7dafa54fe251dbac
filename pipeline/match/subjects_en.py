"""Whose act an English clause states: provider, customer, subcontractor, authority or user.

In: the tokens of a clause and the place of its finite verb. Out: a role, or '' where the
clause names none (data shall be deleted; each party shall …).
"""

from __future__ import annotations

from pipeline.english import Word

_ROLE = {"provider": "provider", "customer": "customer", "subcontractor": "subcontractor"}
_PEOPLE = frozenset(
    ["personnel", "employee", "staff", "affiliate", "agent", "representative", "officer", "team", "group"]
)
_AUDITORS = frozenset(["auditor", "inspector", "examiner", "assessor"])
_AUTHORITY = frozenset(["fsc", "fss", "regulator", "supervisor", "authority", "commission"])
_AUTHORITY_NAMES = (
    ("financial", "service", "commission"),
    ("financial", "supervisory", "service"),
    ("supervisory", "authority"),
    ("central", "bank"),
)
_USERS = frozenset(["user", "subject", "member", "individual", "person", "consumer"])
_GIVEN = frozenset(
    [
        "notify",
        "inform",
        "give",
        "provide",
        "offer",
        "grant",
        "allow",
        "reimburse",
        "refund",
        "compensate",
        "indemnify",
        "credit",
        "advise",
        "supply",
        "furnish",
        "tell",
        "send",
        "assist",
        "afford",
        "issue",
        "pay",
        "show",
        "update",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "of",
        "to",
        "for",
        "by",
        "from",
        "with",
        "in",
        "on",
        "under",
        "against",
        "between",
        "at",
        "upon",
        "within",
        "as",
        "about",
        "through",
        "via",
        "per",
    ]
)
_REACH = 18


def subject_of(span: list[Word], head: int) -> str:
    """Return the role of the subject, or of the agent of a passive."""
    if head < 0:
        return ""
    role = _noun_phrase(span[:head])
    passive = _passive(span, head)
    if passive:
        agent = _agent(span, head)
        if agent:
            return agent
        if role == "customer" and passive in _GIVEN:
            return "provider"
        if passive in ("entitle", "permit", "allow", "authorize", "require", "oblige", "obligate", "bind"):
            return role
    return role


def _noun_phrase(before: list[Word]) -> str:
    """Return the role of the noun phrase that ends before the verb."""
    words = _outer(list(before))
    while words and (
        words[-1].text.endswith("ly")
        or not words[-1].is_word
        or words[-1].text in ("also", "then", "that", "not", "each", "both")
    ):
        words = words[:-1]
    if not words:
        return ""
    last = words[-1]
    head = _head_noun(words)
    if head < 0:
        return ""
    word = words[head]
    owner = next((_ROLE[w.lemma] for w in words[:head] if w.of and w.lemma in _ROLE), "")
    if not owner and head and words[head - 1].lemma in _ROLE and word.lemma in _PEOPLE | _AUDITORS:
        owner = _ROLE[words[head - 1].lemma]
    if word.lemma in _ROLE and not word.of:
        pair = {w.lemma for w in words[max(0, head - 3) : head + 1]} & {"provider", "customer"}
        joined = any(w.text in ("and", "or", "nor") for w in words[max(0, head - 2) : head])
        return "" if joined and len(pair) == 2 else _ROLE[word.lemma]
    if word.lemma in _PEOPLE and owner:
        return owner
    if word.lemma in _AUDITORS:
        return "customer"
    if word.lemma in _AUTHORITY or _named_authority(words, head):
        return "authority"
    if word.lemma in _USERS and last is word:
        return "user"
    return ""


def _outer(words: list[Word]) -> list[Word]:
    """Drop bracketed words and everything before the last comma or coordinator that stands outside the phrase."""
    out: list[Word] = []
    depth = 0
    for w in words:
        depth += w.text == "("
        if depth == 0:
            out.append(w)
        depth -= w.text == ")" and depth > 0
    for i in range(len(out) - 1, -1, -1):
        if out[i].text in (";", ":"):
            return out[i + 1 :]
        if out[i].text == "," and i + 1 < len(out):
            return out[i + 1 :]
    return out


def _head_noun(words: list[Word]) -> int:
    """Return the place of the noun that a phrase is about: before the first preposition, else its last word."""
    start = 0
    while start < len(words) and words[start].text in _PREPOSITIONS | {
        "and",
        "or",
        "but",
        "however",
        "then",
        "that",
        "if",
        "when",
        "where",
        "unless",
    }:
        start += 1
    for i in range(start, len(words)):
        if words[i].text in _PREPOSITIONS | {"which", "who", "that"} and i > start:
            return i - 1
        if (
            words[i].text in ("and", "or")
            and i > start
            and words[i - 1].lemma in _ROLE
            and any(w.text in ("its", "their") or w.of for w in words[i + 1 : i + 3])
        ):
            return i - 1
    return len(words) - 1 if start < len(words) else -1


def _named_authority(words: list[Word], head: int) -> bool:
    lemmas = [w.lemma for w in words]
    return any(tuple(lemmas[max(0, head - len(p) + 1) : head + 1]) == p for p in _AUTHORITY_NAMES)


def _passive(span: list[Word], head: int) -> str:
    """Return the dictionary form of a passive verb (be + participle), or ''."""
    for i in range(head, min(len(span) - 1, head + 6)):
        if span[i].lemma == "be":
            for w in span[i + 1 : i + 4]:
                if (
                    w.text.endswith(("ed", "en", "wn", "ld", "ft", "nt", "id", "ne", "de", "et", "ut"))
                    and w.lemma != w.text
                ):
                    return w.lemma
    return ""


def _agent(span: list[Word], head: int) -> str:
    for i in range(head, min(len(span) - 1, head + _REACH)):
        if span[i].text == "by":
            words = [w for w in span[i + 1 : i + 4] if w.is_word]
            if words and words[0].lemma in _ROLE and not words[0].of:
                return _ROLE[words[0].lemma]
            if len(words) > 1 and words[0].of and words[0].lemma in _ROLE and words[1].lemma in _PEOPLE:
                return _ROLE[words[0].lemma]
        if span[i].text in (";", ":"):
            break
    return ""
