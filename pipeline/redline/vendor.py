"""Our wording in the vendor's own words: parties, the name of the document, its data, its style of speech.

In: the review and text of the vendor's document. Out: a `Vendor` that rewrites a filled clause text. A word is only
put in the place of ours where the document uses it for the same thing: parties as the review bound them, data as the
document defines it. Korean particles are made to fit; in a document that speaks 합니다 our 한다 becomes 합니다.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.language import KOREAN
from pipeline.model import Review
from pipeline.particles import PAIRS, choose
from pipeline.parties import CUSTOMER, PROVIDER, SUBCONTRACTOR
from pipeline.redline.turns import Names

_PRONOUNS: Final = ("We", "we", "You", "you")
_OURS: Final = {
    KOREAN: {PROVIDER: "제공자", CUSTOMER: "금융회사", SUBCONTRACTOR: "재수탁자"},
    "en": {PROVIDER: "Provider", CUSTOMER: "Financial Company", SUBCONTRACTOR: "Subcontractor"},
}
_PAPERS: Final = {
    KOREAN: ("이 계약", "본 계약", "이 약관", "본 약관", "이 계약서", "본 계약서", "이 이용약관", "본 이용약관"),
    "en": ("this Agreement", "these Terms of Service", "these Terms", "this Contract", "this Addendum", "this DPA"),
}
_DATA_KO: Final = re.compile(
    r"[\"“'‘「](?P<name>[가-힣A-Za-z ]{1,10}(?:데이터|자료|정보|콘텐츠))[\"”'’」]\s*(?:이?란|은|는|이라 함은)"
    r"[^\n]{0,80}(?:저장|보관|입력|전송|게시|올리|올린|처리)"
)
_DATA_EN: Final = re.compile(r"[“\"](?P<name>(?:Customer|Client|Your|Subscriber|User) (?:Data|Content|Materials))[”\"]")
_POLITE_END: Final = re.compile(r"니다[.。]")
_PLAIN_END: Final = re.compile(r"(?<!니)다[.。]")
_OF: Final = {form: pair for pair, forms in PAIRS.items() for form in forms[:2] if form}
_TAIL: Final = "|".join(sorted(map(re.escape, _OF), key=lambda form: (-len(form), form)))
_PLURALS: Final = {"is": "are", "has": "have", "was": "were", "does": "do"}
_AGREEING: Final = re.compile(
    r"(these Terms(?: of Service)?) (is|has|was|does|imposes|provides|requires|sets|states|ends|expires|takes)\b"
)
_TO: Final = ("에게", "에")
_PERSON: Final = re.compile(r"(?:자|객|원|인|갑|을)$")
"""Who is spoken of as a person is given things 에게, a company or body 에."""
_ABOUT: Final = re.compile(r"\s*(?:대한|대하여|대해|관한|관하여)")
_OTHERS: Final = re.compile(r"(?:서비스|다른|타|여러|모든) $")
"""Before a word that speaks of such companies in general, not of the party."""
_SENTENCE: Final = re.compile(r"[^.]*?다\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Vendor:
    """How the vendor's document speaks. `words`: (ours, theirs), the longest of ours first."""

    language: str
    names: Names
    words: tuple[tuple[str, str], ...]
    paper: str
    polite: bool

    def adapted(self, text: str) -> str:
        """Return a filled clause text in the vendor's words."""
        for ours, theirs in self.words:
            text = _put(text, ours, theirs) if self.language == KOREAN else _put_english(text, ours, theirs)
        if self.language != KOREAN and self.paper.startswith("these "):
            text = _AGREEING.sub(lambda found: f"{found[1]} {_PLURALS.get(found[2], found[2].removesuffix('s'))}", text)
        return _politely(text) if self.polite else text


def vendor_of(review: Review) -> Vendor:
    """Return how the (first) document of a review speaks."""
    text, language = review.documents[0].text, review.contract.language
    words: list[tuple[str, str]] = []
    data = _data(text, language)
    if data:
        words.append(("금융회사의 데이터" if language == KOREAN else "Financial Company Data", data))
    for role, ours in _OURS[language].items():
        theirs = _most_used(text, review.parties.get(role, ()))
        if theirs and theirs != ours:
            words.append((ours, theirs))
    if language == KOREAN and any(theirs == "이용자" for _, theirs in words):
        words.insert(0, ("이용자", "최종이용자"))
    paper = _paper(text, language)
    if paper != _PAPERS[language][0]:
        words.append((_PAPERS[language][0], paper))
    names = Names(review.parties.get(PROVIDER, ()), review.parties.get(CUSTOMER, ()))
    polite = language == KOREAN and len(_POLITE_END.findall(text)) > len(_PLAIN_END.findall(text))
    return Vendor(language, names, tuple(words), paper, polite)


def _most_used(text: str, names: Sequence[str]) -> str:
    """Return the name that the document uses most for a party; pronouns name nobody, so they are not used."""
    counted = [
        (len(re.findall(rf"(?<![가-힣\w]){re.escape(name)}", text)), name) for name in names if name not in _PRONOUNS
    ]
    return max(counted, key=lambda one: one[0])[1] if counted else ""


def _data(text: str, language: str) -> str:
    found = (_DATA_KO if language == KOREAN else _DATA_EN).search(text)
    return found["name"].strip() if found else ""


def _paper(text: str, language: str) -> str:
    """Return what the document calls itself most often."""
    papers = _PAPERS[language]
    counts = [len(re.findall(rf"(?i:{re.escape(paper)})(?![가-힣]*서비스)", text)) for paper in papers]
    best = max(range(len(papers)), key=lambda at: (counts[at], -at))
    return papers[best] if counts[best] else papers[0]


def _put(text: str, ours: str, theirs: str) -> str:
    """Put a Korean word in the place of another, with the particle that fits it; names of laws stay as they are."""

    def new(found: re.Match[str]) -> str:
        tail = found["tail"] or ""
        if tail in _TO and not _ABOUT.match(text, found.end()):
            tail = _TO[_PERSON.search(theirs) is None]
        elif tail and tail not in _TO:
            tail = choose(_OF[tail], theirs)
        return f"{theirs}{tail}{found['more'] or ''}"

    def kept(found: re.Match[str]) -> str:
        is_party = found["ours"] and not _OTHERS.search(text[: found.start()])
        return new(found) if is_party else found[0]

    pattern = (
        rf"「[^」]*」|(?<![가-힣])(?P<ours>{re.escape(ours)})"
        rf"(?:(?P<tail>에게|에|{_TAIL})(?P<more>서|는|도)?(?![가-힣])|(?=의|도|만|께|측|[^가-힣]|$))"
    )
    return re.sub(pattern, kept, text)


def _put_english(text: str, ours: str, theirs: str) -> str:
    """Put an English name in the place of another; a name that is itself determined (Your Data) takes no article."""
    pattern = rf"(?P<the>\b[Tt]he\s+)?(?<![\w-]){re.escape(ours)}(?P<many>s)?(?![\w-])(?! Data)"

    def new(found: re.Match[str]) -> str:
        the = found["the"] or ""
        bare = theirs.startswith(("Your ", "this ", "these ")) or (bool(the) and _is_firm(theirs))
        return ("" if bare else the) + theirs + (found["many"] or "")

    return re.sub(pattern, new, text)


def _is_firm(name: str) -> bool:
    """Whether a party goes by a name of its own (Oracle) rather than by its part (Customer, Supplier)."""
    return name not in _PARTS


_PARTS: Final = frozenset(
    "Provider Supplier Vendor Contractor Processor Licensor Seller Company Operator Customer Client Subscriber "
    "Licensee Bank Controller Institution Buyer Purchaser Subcontractor Sub-processor Subprocessor User Member".split()
)


def _politely(text: str) -> str:
    """Return the text with its sentences in 합니다."""
    return _SENTENCE.sub(lambda found: _polite(found[0]), text)


def _polite(sentence: str) -> str:
    from pipeline.korean import kiwi

    tokens = kiwi().tokenize(sentence)
    ends = [at for at, token in enumerate(tokens) if token.tag == "EF" and token.form in ("다", "ᆫ다", "는다")]
    if not ends or ends[-1] < 1 or ends[-1] < len(tokens) - 2:
        return sentence
    stem, final = tokens[ends[-1] - 1], tokens[ends[-1]]
    said: str = kiwi().join([(stem.form, stem.tag), ("습니다", "EF")])
    return sentence[: stem.start] + said + sentence[final.start + final.len :]
