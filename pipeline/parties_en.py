"""Who is who in an English document: bind its party words to provider, customer, subcontractor.

In: the raw text of a document. Out: an `EnglishBinding` that rewrites a passage so that the
parties read provider, customer and subcontractor (our -> provider's), with a map from every
rewritten character back to the raw text. Words that differ from document to document (we,
you, Company, a trade name such as "Oracle") are settled by the definitions of the document
and by what the party does and owns. Nothing is guessed for a word used on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.parties import Rewritten

PROVIDER_EN, CUSTOMER_EN, SUBCONTRACTOR_EN = "provider", "customer", "subcontractor"
_SURE = (PROVIDER_EN, CUSTOMER_EN, SUBCONTRACTOR_EN)
_FIRST = {"we": "", "us": "", "ourselves": "", "our": "'s", "ours": "'s"}
_SECOND = {"you": "", "yourself": "", "yourselves": "", "your": "'s", "yours": "'s"}
_OPEN = ("Company", "Firm", "Operator", "Organization", "Organisation", "Licensee", "Party A", "Party B")
_MODAL = (
    r"(?:shall|will|may|must|agrees|undertakes|warrants|grants|reserves|is|has|does|provides|offers|makes|uses|can)"
)
_NAME = re.compile(r"[“\"]\**_*(?P<name>[A-Za-z][^“”\"\n(){}]{0,45}?)_*\**[,.;]?\**[”\"]")
_GROUP = re.compile(r"[(（](?P<body>[^()\n]{0,80}?[“\"][^()]{1,200}?)[)）]")
_MEANS = re.compile(
    r"(?P<body>[“\"][^“”\"\n]{1,45}[”\"](?:,?\s*(?:,|or|and|/)\s*[“\"][^“”\"\n]{1,45}[”\"]){0,4})\s*,?\s*(?:each\s+)?"
    r"(?:means?|refers?\s+to|is\s+defined|shall\s+mean|are)\b(?P<said>[^\n]{0,160})"
)
_GIVES = re.compile(
    r"\b(?:provid|supply|supplies|offer|host|operat|perform|making\s+available)\w*\b[^.;\n]{0,40}\bservice"
    r"|\bprovider of\b|\bprocess\w* .{0,30}on behalf",
    re.I,
)
_TAKES = re.compile(
    r"\b(?:receiv|us(?:e|es|ing)|access|purchas|order|subscrib|engag|appoint)\w*\b[^.;\n]{0,40}\bservice"
    r"|\b(?:placing|accept\w*|sign\w*|identified\s+on|executing)\b[^.;\n]{0,40}\border"
    r"|financial institution|on whose behalf|clicking|account",
    re.I,
)
_CORPORATE = r"(?:Inc|LLC|Ltd|Limited|GmbH|PBC|Corp|Corporation|Co|Pte|S\.?A\.?S?|PLC|plc|B\.?V|AG|Group|L\.?P)\b"
_AFTER_OTHER_BANK = re.compile(
    r"\s+(?:(?i:of)\s+[A-Z]|(?:[A-Z]\w+\s+)?(?i:act|law|directive|examiners?|supervisors?|regulators?|holidays?)\b)"
)
_TOGETHER = 5
"""Longer lists of names define words, not one party."""
_SELDOM = 6
"""A firm named this much less often than the party is a bystander."""
_NOT_A_PARTY = frozenset(
    """
    agreement addendum services service terms term products product documentation dpa msa sla tos content order
    orders fees data customer users party parties recipient discloser site platform software account appendix annex
    schedule exhibit section clause confidential information materials policy policies notice effective date taxes
    feedback affiliate affiliates either each neither both it they there this that these those if when where the
    personnel all any arbitrator court arbitration disputes claims united states no such receiving disclosing
    subject following addenda regulator fss fsc eu uk us gdpr website app api support trial beta code credentials
    user breach authority processing subjects personal sale seller business contract contracts
    """.split()
)


@dataclass(frozen=True)
class EnglishBinding:
    """The roles of one document: word -> role; `we` and `you` hold the roles of the pronouns."""

    words: tuple[tuple[str, str], ...]
    we: str = PROVIDER_EN
    you: str = CUSTOMER_EN
    pronouns: bool = False

    def names(self, canonical: str) -> tuple[str, ...]:
        """Return the document's own words for one role."""
        own = tuple(word for word, role in self.words if role == canonical)
        said = (("We", "we") if self.we == canonical else ()) + (("You", "you") if self.you == canonical else ())
        return own + (said if self.pronouns else ())

    def rewrite(self, text: str) -> Rewritten:
        """Return `text` with party words replaced; 'the' before them and quotes around them go."""
        out: list[str] = []
        origin: list[int] = []
        last = 0
        for start, end, new in self._replacements(text):
            out += [text[last:start], new]
            origin.extend(range(last, start))
            width = end - start
            origin.extend(start + min(i * width // len(new), width - 1) for i in range(len(new)))
            last = end
        out.append(text[last:])
        origin.extend(range(last, len(text)))
        return Rewritten("".join(out), tuple(origin))

    def _replacements(self, text: str) -> Iterator[tuple[int, int, str]]:
        table = _table(self.words)
        for found in _pattern(self.words).finditer(text):
            if found["said"]:
                new = self._pronoun(found, text)
            else:
                new = _role_word(found, text, table)
            if new:
                yield found.start(), found.end(), new

    def _pronoun(self, found: re.Match[str], text: str) -> str:
        low = found["said"].lower()
        if found["said"] == "US" and not _shouted(text, found.start()):
            return ""
        return self.we + _FIRST[low] if low in _FIRST else self.you + _SECOND[low]


def bind_english(text: str, roles: dict[str, tuple[str, ...]]) -> EnglishBinding:
    """Return the binding for a document's `text`; `roles` is `Library.roles['en']`."""
    table = {word: role for role in _SURE for word in roles.get(role, ())}
    groups = list(_groups(text))
    sure = {_key(word): role for word, role in table.items()}
    we, you, named = _pronouns(groups, sure)
    names = {name: role for name, role in named.items() if _key(name) not in sure}
    counts = _counts(text, [*table, *names])
    tally = {role: sum(counts.get(_key(w), 0) for w, r in {**table, **names}.items() if r == role) for role in _SURE}
    spoken = len(re.findall(r"\b(?:[Ww]e|WE|[Oo]ur|OUR|[Yy]ou|YOU|[Yy]our|YOUR)\b", text))
    tally[we] += len(re.findall(r"\b(?:[Ww]e|WE|[Oo]ur|OUR)\b", text))
    tally[you] += len(re.findall(r"\b(?:[Yy]our?|YOUR?)\b", text))
    names |= _by_use(text, table, names, tally, groups, we if spoken > 2 else "")
    names |= _users(text, roles.get("user", ()), tally)
    if _between(counts):
        table |= {word: SUBCONTRACTOR_EN for word in table if word.startswith("Cloud ")}
    return EnglishBinding(tuple(sorted((table | names).items())), we, you, spoken > 2)


def _key(word: str) -> str:
    return re.sub(r"[\s-]+", " ", word).lower()


@lru_cache(maxsize=64)
def _table(words: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {_key(word): role for word, role in words}


@lru_cache(maxsize=64)
def _pattern(table: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return one pattern for pronouns and party words, longest first."""
    ordered = sorted({word for word, _ in table}, key=lambda w: (-len(w), w))
    spelled = "|".join(re.escape(w).replace(r"\ ", r"\s+").replace(r"\-", "[-‑]?") for w in ordered)
    said = "|".join((*_FIRST, *_SECOND))
    return re.compile(
        rf"(?<![\w’'/-])(?:(?P<said>(?i:{said}))(?![\w-])"
        rf"|(?P<the>(?:[Tt]he|THE|[Tt]his|such|Such)\s+)?[“\"]?\**(?P<word>(?i:{spelled or 'provider'}))(?P<many>(?i:s))?(?![\w-])\**[”\"]?)"
    )


def _role_word(found: re.Match[str], text: str, table: dict[str, str]) -> str:
    """Return the role word for a match, or '' where the word does not stand for the party."""
    raw = found["word"]
    role = table.get(_key(raw), "")
    if role == SUBCONTRACTOR_EN:
        return role + ("s" if found["many"] else "")
    before = text[max(0, found.start() - 24) : found.start()]
    if re.search(
        r"(?i)\b(?:other|another|third[- ]party|independent|its|their|payment|internet|identity|telecommunications?)\s+$",
        before,
    ):
        return ""
    if _key(raw) == "bank" and _other_bank(text, found):
        return ""
    if raw[0].islower():
        the = (found["the"] or "").strip().lower()
        return role if the == "the" and not found["many"] else ""
    if found["many"] and re.search(r"(?i)\b(?:all|any|our|more|multiple|several|of)\s+$", before):
        return ""
    return role


def _other_bank(text: str, found: re.Match[str]) -> bool:
    """True for the Central Bank, the Bank of Korea, the Bank Act, bank examiners: never the customer."""
    return bool(
        re.search(
            r"(?i)\b(?:central|reserve|world|correspondent)\s+$", text[max(0, found.start() - 24) : found.start()]
        )
        or re.match(_AFTER_OTHER_BANK, text[found.end() : found.end() + 40])
    )


def _shouted(text: str, at: int) -> bool:
    """True where the words around are in capitals, so that US is a pronoun."""
    around = re.findall(r"[A-Za-z]{2,}", text[max(0, at - 40) : at] + " " + text[at + 2 : at + 42])
    loud = sum(word.isupper() for word in around)
    law = re.match(r"US[\s-]+(?:LAW|FEDERAL|GOVERNMENT|STATE|DOLLAR|EXPORT|\$|\d)", text[at : at + 20])
    return len(around) > 3 and loud >= 0.8 * len(around) and not law


def _groups(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield names that the document gives to one thing, with the words around the definition."""
    for found in _GROUP.finditer(text):
        if "“" not in found["body"] and '"' not in found["body"]:
            continue
        names = _names(found["body"])
        if names:
            yield names, text[max(0, found.start() - 160) : found.start()]
    for found in _MEANS.finditer(text):
        names = _names(found["body"])
        if names:
            yield names, found["said"]
    for found in re.finditer(
        r"(?i)(?:references? to|when we say|by)\s+([“\"].{1,80}?[”\"])[^.\n]{0,20}\bmeans?\b([^.\n]{0,120})", text
    ):
        names = _names(found[1])
        if names:
            yield names + _names(found[2])[:1], found[2]


def _names(body: str) -> list[str]:
    return [found["name"].strip(" ,.*_") for found in _NAME.finditer(body.replace("‘", "“").replace("**", ""))]


def _pronouns(groups: list[tuple[list[str], str]], sure: dict[str, str]) -> tuple[str, str, dict[str, str]]:
    """Settle we and you, and the names that a definition puts beside them or beside a sure word."""
    we = PROVIDER_EN
    for names, _ in groups:
        low = {name.lower() for name in names}
        roles = {sure[_key(name)] for name in names if _key(name) in sure}
        if (low & set(_FIRST) and roles == {CUSTOMER_EN}) or (low & set(_SECOND) and roles == {PROVIDER_EN}):
            we = CUSTOMER_EN
    you = CUSTOMER_EN if we == PROVIDER_EN else PROVIDER_EN
    named: dict[str, str] = {}
    for names, _ in groups:
        low = {name.lower() for name in names}
        roles = {sure[_key(name)] for name in names if _key(name) in sure}
        role = we if low & set(_FIRST) else you if low & set(_SECOND) else next(iter(roles)) if len(roles) == 1 else ""
        if role and len(names) <= _TOGETHER and not (low & set(_FIRST) and low & set(_SECOND)):
            named |= {name: role for name in names if _nameable(name)}
    return we, you, named


def _nameable(name: str) -> bool:
    parts = name.lower().split()
    return (
        name[0].isupper()
        and 0 < len(parts) <= 3
        and parts[-1] not in _NOT_A_PARTY
        and parts[0] not in _NOT_A_PARTY
        and not set(parts) & (set(_FIRST) | set(_SECOND))
    )


def _counts(text: str, words: list[str]) -> dict[str, int]:
    count: dict[str, int] = {}
    for found in _pattern(tuple((word, "") for word in sorted(set(words)))).finditer(text):
        raw = found["word"]
        if raw and (raw[0].isupper() or (found["the"] or "").strip().lower() == "the"):
            count[_key(raw)] = count.get(_key(raw), 0) + 1
    return count


def _by_use(
    text: str,
    table: dict[str, str],
    names: dict[str, str],
    tally: dict[str, int],
    groups: list[tuple[list[str], str]],
    we: str,
) -> dict[str, str]:
    """Settle names that act in the document but that no definition puts on a side."""
    known = {_key(word) for word in (*table, *names)}
    acting: dict[str, int] = {}
    for found in re.finditer(rf"\b(?:The\s+)?(?P<name>(?!The\b)[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)\s+{_MODAL}\b", text):
        acting[found["name"]] = acting.get(found["name"], 0) + 1
    shouting = re.findall(r"\b([A-Z]{3,}) (?:SHALL|WILL|MAY|MUST|IS|DOES)\b", text)
    for name in shouting:
        acting[name.title()] = acting.get(name.title(), 0) + 1
    defined = {name: said for names, said in groups for name in names}
    bound: dict[str, str] = {}
    heard = list(names)
    for name, n in sorted(acting.items(), key=lambda p: (-p[1], p[0])):
        if _key(name) in known or not _nameable(name) or (n < 3 and name not in defined):
            continue
        if name not in _OPEN and _SELDOM * n < max((acting.get(other, 0) for other in heard), default=0):
            continue
        if name not in _OPEN and not (_corporate(text, name) and (name in defined or name in heard or not heard)):
            continue
        role = _side(text, name, tally, defined.get(name, ""), we)
        if role:
            bound[name] = role
            heard += [name] if name not in _OPEN else []
            tally[role] += n
    return bound


def _corporate(text: str, name: str) -> bool:
    """True where a name is a firm's: it owns things and has a legal form or a definition as a party."""
    spelled = re.escape(name)
    owns = len(re.findall(rf"\b(?i:{spelled})(?:’s|'s|’S|'S)", text))
    form = re.search(rf"\b{spelled}[,]?\s+(?:[A-Z][A-Za-z]+,?\s+){{0,3}}{_CORPORATE}", text)
    defined = re.search(rf"{_CORPORATE}[^.\n]{{0,80}}[(“\"][^)\n]{{0,20}}{spelled}", text)
    return bool(form or defined) or owns >= 2


def _side(text: str, name: str, tally: dict[str, int], said: str, we: str) -> str:
    spelled = re.escape(name)
    gives = len(
        re.findall(
            rf"\b{spelled}\b(?:[’']s)? (?:(?:shall|will|may) )?(?:provide|make|host|offer|maintain|process|perform|notify|"
            r"services|systems|personnel|platform|products|technology|warrant)",
            text,
        )
    )
    takes = len(
        re.findall(
            rf"\b{spelled}\b(?:[’']s)? (?:data|content|(?:shall|will|must|agrees to) (?:pay|use)|use of)|\bto {spelled}\b(?: the Services)",
            text,
        )
    )
    if said:
        gives += 2 if _GIVES.search(said) and not _TAKES.search(said) else 0
        takes += 2 if _TAKES.search(said) and not _GIVES.search(said) else 0
    provider, customer = tally[PROVIDER_EN], tally[CUSTOMER_EN]
    if we and name not in _OPEN and takes <= 2 * gives + 2:
        return we
    if provider > 3 and customer <= max(3, provider // 8) and gives <= 2 * takes + 2:
        return CUSTOMER_EN
    if customer > 3 and provider <= max(3, customer // 8) and takes <= 2 * gives + 2:
        return PROVIDER_EN
    if name in _OPEN or provider + customer <= 6:
        lean = gives - takes
        return PROVIDER_EN if lean > 0 else CUSTOMER_EN if lean < 0 else _default(name)
    return PROVIDER_EN if gives > takes + 1 else CUSTOMER_EN if takes > gives + 1 else ""


def _default(name: str) -> str:
    return {"Party A": CUSTOMER_EN, "Party B": PROVIDER_EN}.get(name, "")


def _users(text: str, users: tuple[str, ...], tally: dict[str, int]) -> dict[str, str]:
    """Users and members are the customer only where nobody else is."""
    if tally[CUSTOMER_EN] > 3 or not tally[PROVIDER_EN]:
        return {}
    plain = [w for w in users if " " not in w and len(re.findall(rf"\b{w}s? {_MODAL}\b", text)) > 2]
    return dict.fromkeys(plain, CUSTOMER_EN)


def _between(counts: dict[str, int]) -> bool:
    """True where a service provider resells a cloud provider's service: the cloud is its subcontractor."""
    nearer = sum(
        counts.get(word, 0) for word in ("service provider", "managed service provider", "msp", "supplier", "vendor")
    )
    further = sum(counts.get(word, 0) for word in ("cloud provider", "cloud service provider", "csp"))
    return nearer >= 8 and 3 <= further < nearer
