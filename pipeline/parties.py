"""Who is who: bind the words a Korean document uses for the parties to their roles.

In: the raw text of a document. Out: a `Binding` that rewrites a passage so that the
provider reads 제공자, the financial company 금융회사 and a subcontractor 재수탁자, with a
map from every rewritten character back to the raw text. Words whose role differs from
document to document (갑, 을, 회사, 당사, 귀사, 고객, 이용자) are settled by the definitions
of the document and by the company they keep. Nothing is guessed for a word that the
document uses on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

PROVIDER, CUSTOMER, SUBCONTRACTOR, USER = "제공자", "금융회사", "재수탁자", "이용자"
_CANONICAL = {"provider": PROVIDER, "customer": CUSTOMER, "subcontractor": SUBCONTRACTOR}
_OPEN = ("갑", "을", "회사", "당사", "귀사", "은행", "사업자", "병")
_DEFINABLE = (*_OPEN, "고객", "이용자", "회원", "이용사", "가입자")
_PARTICLES = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로", "이나": "나", "이며": "며", "이고": "고"}
_TAIL = (
    "은|는|이나|이며|이고|이|가|을|를|과의|와의|과|와|의|에게서|에게는|에게도|에게만|에게|에서|에는|에|으로부터|로부터|으로서|로서|"
    "으로|로|도|만이|만의|만|측은|측이|측에|측의|측|들은|들이|들의|들에게|들|께서|께|한테|나|며|고|까지|부터|이라|라|및"
)
_DEFINED = re.compile(r"[(（]\s*이하\s*[\"“'‘「『]?(?P<name>[가-힣]{1,12})[\"”'’」』]?")
_BODY = 80
"""How much before a definition says who is defined (characters of the same line)."""
_MEANS = re.compile(
    r"[\"“'‘「](?P<name>갑|을|회사|당사|고객|이용자|회원|이용사)[\"”'’」]\s*"
    r"(?:이?란|은|는|이라 함은)(?P<body>[^\n]{0,90})"
)
_GIVES = re.compile(r"서비스를?\s*(?:을\s*)?(?:제공|공급|운영)하는|수탁|공급하는|수급")
_TAKES = re.compile(r"서비스를?\s*(?:을\s*)?이용하(?:는|고자)|위탁(?!받)|발주|도급을? 주|이용계약을? 체결한|가입한")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Rewritten text and, for each of its characters, the index in the given text."""

    text: str
    origin: tuple[int, ...]


@dataclass(frozen=True)
class Binding:
    """The roles of one document: word -> canonical word."""

    words: tuple[tuple[str, str], ...]

    def names(self, canonical: str) -> tuple[str, ...]:
        """Return the document's own words for one canonical role."""
        return tuple(word for word, role in self.words if role == canonical)

    def rewrite(self, text: str) -> Rewritten:
        """Return `text` with party words replaced, particles made to fit."""
        pattern = _pattern(self.words)
        table = dict(self.words)
        out: list[str] = []
        origin: list[int] = []
        last = 0
        for found in pattern.finditer(text):
            start, end = found.span()
            out.append(text[last:start])
            origin.extend(range(last, start))
            tail = found["tail"] or ""
            word = table[re.sub(r"\s+", " ", found["word"])]
            new = word + _PARTICLES.get(tail, tail)
            out.append(new)
            width = end - start
            origin.extend(start + min(i * width // len(new), width - 1) for i in range(len(new)))
            last = end
        out.append(text[last:])
        origin.extend(range(last, len(text)))
        return Rewritten("".join(out), tuple(origin))


@lru_cache(maxsize=64)
def _pattern(words: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    spelled = "|".join(
        re.escape(word).replace(r"\ ", r"\s*") for word, _ in sorted(words, key=lambda w: (-len(w[0]), w[0]))
    )
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9)）」』”’\]])[\"“'‘「『<〈]?(?P<word>{spelled})[\"”'’」』>〉]?(?:님(?:들)?)?(?P<tail>{_TAIL})?(?![가-힣])"
    )


def bind(text: str, roles: dict[str, tuple[str, ...]]) -> Binding:
    """Return the binding for a document's `text`; `roles` is `Library.roles['ko']`."""
    table = {word: _CANONICAL[role] for role in _CANONICAL for word in roles.get(role, ())}
    count = _counts(text, [*table, *roles.get("user", ()), *_OPEN])
    table.update(_bind_open(text, count, table, roles.get("user", ())))
    return Binding(tuple(sorted(table.items())))


def _counts(text: str, words: list[str]) -> dict[str, int]:
    pattern = _pattern(tuple((word, "") for word in sorted(set(words))))
    count: dict[str, int] = {}
    for found in pattern.finditer(text):
        word = re.sub(r"\s+", " ", found["word"])
        count[word] = count.get(word, 0) + 1
    return count


def _bind_open(text: str, count: dict[str, int], table: dict[str, str], users: tuple[str, ...]) -> dict[str, str]:
    sure = {role: sum(count.get(w, 0) for w, r in table.items() if r == role) for role in (PROVIDER, CUSTOMER)}
    bound = _defined(text)
    for pair in (("갑", "을"), ("당사", "귀사")):
        bound |= _bind_pair(text, pair, count, bound)
    company = sure[CUSTOMER] + sum(count.get(w, 0) for w, r in bound.items() if r == CUSTOMER)
    vendor = sure[PROVIDER] + sum(count.get(w, 0) for w, r in bound.items() if r == PROVIDER)
    served = sum(count.get(w, 0) for w in users)
    if "회사" not in bound and not (vendor > 2 and company > 2 and count.get("회사", 0) < 5):
        bound["회사"] = CUSTOMER if vendor > 2 and company == 0 and served < vendor else PROVIDER
        vendor += count.get("회사", 0) if bound["회사"] == PROVIDER else 0
    if "사업자" not in bound and vendor <= 1:
        bound["사업자"] = PROVIDER
    for word in users:
        if word not in bound and company <= max(2, served // 4):
            bound[word] = CUSTOMER
    if vendor:
        bound.setdefault("은행", CUSTOMER)
    return {word: role for word, role in bound.items() if word not in table and role}


def _bind_pair(text: str, pair: tuple[str, str], count: dict[str, int], bound: dict[str, str]) -> dict[str, str]:
    """Settle two words that stand for the two parties: by definition, else by what each does and owns.

    Without any sign 갑 and 당사 are the customer's side (its contract form, its letter).
    """
    first, second = pair
    if not (count.get(first) or count.get(second)) or (first == "갑" and not (count.get(first) and count.get(second))):
        return {}
    if first in bound or second in bound:
        role = bound.get(first) or _other(bound[second])
    else:
        lean = _lean(text, first) - _lean(text, second)
        if first == "당사" and not count.get("귀사"):
            lean += 1 + (2 if count.get("귀행") or count.get("고객") else 0)
        role = PROVIDER if lean > (2 if first == "갑" else 0) else CUSTOMER
    return {first: role, second: _other(role)}


def _other(role: str) -> str:
    return CUSTOMER if role == PROVIDER else PROVIDER


def _lean(text: str, word: str) -> int:
    """Return signs that `word` is the provider minus signs that it is the customer."""
    head = rf"(?<![가-힣]){word}[\"”'’」]?"
    gives = (
        rf"{head}(?:[이가] 제공하는|의 서비스|의 데이터\s?센터|[은는이가] [^.\n]{{0,25}}서비스를? (?:제공|공급|운영))"
    )
    owns = rf"{head}의? ?(?:데이터|콘텐츠|콘텐트|개인정보|계정|전산|고객)"
    pays = rf"{head}[은는이가] [^.\n]{{0,25}}(?:이용료|요금|대금)을? [^.\n]{{0,12}}(?:지급|납부|낸|내야)"
    return len(re.findall(gives, text)) - len(re.findall(owns, text)) - len(re.findall(pays, text))


def _defined(text: str) -> dict[str, str]:
    """Return roles that the document itself defines: (이하 "…"라 한다) and '"…"이란 …'."""
    bound: dict[str, str] = {}
    start = 0
    for found in _DEFINED.finditer(text):
        name, body = found["name"], text[max(start, found.start() - _BODY) : found.start()].rpartition("\n")[2]
        start = found.end()
        if name not in _DEFINABLE:
            continue
        gives, takes = list(_GIVES.finditer(body)), list(_TAKES.finditer(body))
        if gives and not takes:
            bound.setdefault(name, PROVIDER)
        elif takes and not gives:
            bound.setdefault(name, CUSTOMER)
    for found in _MEANS.finditer(text):
        body = found["body"]
        giving, taking = _GIVES.search(body), _TAKES.search(body)
        if giving and (not taking or giving.start() < taking.start()):
            bound.setdefault(found["name"], PROVIDER)
        elif taking:
            bound.setdefault(found["name"], CUSTOMER)
    return {name: role for name, role in bound.items() if name in _OPEN or role == CUSTOMER}
