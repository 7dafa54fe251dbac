"""Small contracts for the tests: a passage as the only article of a contract that binds the parties it names.

A table of passages holds one case a line; `\\n` (a backslash and an n) starts a new paragraph of the passage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import drafts

from pipeline.judge import review
from pipeline.match.grammar import Reading
from pipeline.model import ElementFinding
from pipeline.parse import parse
from pipeline.read import read_bytes

HERE = Path(__file__).resolve().parent
LANGUAGES = ("ko", "en")
_KNOWN: dict[str, dict[str, Reading]] = {language: {} for language in LANGUAGES}

_PARTIES = {
    "갑": (
        "금융업을 하는 주식회사 하늘(이하 “갑”이라 한다)",
        "클라우드 서비스를 제공하는 주식회사 구름(이하 “을”이라 한다)",
    ),
    "위탁자": (
        "업무를 맡기는 주식회사 하늘(이하 “위탁자”라 한다)",
        "서비스를 제공하는 주식회사 구름(이하 “수탁자”라 한다)",
    ),
    "고객": ("서비스를 이용하는 주식회사 하늘(이하 “{}”{} 한다)", "서비스를 제공하는 주식회사 구름(이하 “{}”라 한다)"),
    "": ("주식회사 하늘(이하 “금융회사”라 한다)", "서비스를 제공하는 주식회사 구름(이하 “제공자”라 한다)"),
}
_NUMBERS = "①②③④"
_PAIR = re.compile(r"갑|을은|(?<![가-힣])을[이의]\s")
_ENTRUSTED = re.compile(r"위탁자|(?<![재하위])(?<!하위 )수탁자")
_USER = re.compile(r"(?<!최종 )(?<![가-힣])이용자")
_SERVED = re.compile(r"고객|공급자|공급사업자|(?<![가-힣])회사|^이용자는")

_CUSTOMERS = {"you": "we", "Client": "Supplier", "Bank": "Supplier", "Controller": "Processor", "Customer": "Provider"}
_PROVIDERS = {
    "we": "you",
    "Supplier": "Customer",
    "Vendor": "Customer",
    "Processor": "Controller",
    "Provider": "Customer",
}
_PRONOUNS = {"you": r"\b(?:[Yy]ou|[Yy]ours?|YOU|YOUR)\b", "we": r"\b(?:[Ww]e|[Oo]urs?|us|WE|OUR)\b"}
_UNNUMBERED = ("Article ", "Table of Contents", "[", "WHEREAS")


class Passage(Protocol):
    @property
    def element(self) -> str: ...

    @property
    def expected(self) -> str: ...

    @property
    def text(self) -> str: ...


P = TypeVar("P", bound=Passage)


def table(folder: str, name: str, case: Callable[..., P]) -> tuple[P, ...]:
    """The cases of one table: every line with as many columns as the case has fields."""
    lines = (HERE / folder / name).read_text(encoding="utf-8").splitlines()
    return tuple(case(*line.split("\t")) for line in lines if line and not line.startswith("#"))


def contract(text: str, language: str = "ko") -> str:
    """The passage as the only article of a contract between the parties it names."""
    if language == "en":
        head = ["CLOUD SERVICES AGREEMENT", "", _english_opening(text), "", "Article 1. General"]
        return "\n".join([*head, *_english_paragraphs(text), ""])
    return "\n".join(
        ["클라우드컴퓨팅서비스 계약서", "", _opening(text), "", "제1조(일반 사항)", *_paragraphs(text), ""]
    )


def _opening(text: str) -> str:
    key = _key(text)
    customer, provider = _PARTIES[key]
    if key == "고객":
        name = "이용자" if _USER.search(text) and "고객" not in text else "고객"
        names = [n for n in ("공급사업자", "공급자") if n in text]
        customer = customer.format(name, "라" if name == "이용자" else "이라")
        provider = provider.format(names[0] if names else "회사")
    return f"{customer}와 {provider}는 다음과 같이 계약한다."


def _key(text: str) -> str:
    if _PAIR.search(text):
        return "갑"
    if "제공자" in text or "금융회사" in text.replace("금융회사인", ""):
        return ""
    if _ENTRUSTED.search(text):
        return "위탁자"
    return "고객" if _SERVED.search(text) else ""


def _paragraphs(text: str) -> Iterator[str]:
    lines = text.split("\\n")
    bare = "|" in text or lines[0].startswith(("제8조", "목차", "["))
    for number, line in zip(_NUMBERS, lines, strict=False):
        yield line if bare else f"{number} {line}"


def _english_opening(text: str) -> str:
    customer, provider = _named(text, _CUSTOMERS), _named(text, _PROVIDERS)
    customer = customer or _PROVIDERS[provider or "Provider"]
    provider = provider or _CUSTOMERS[customer]
    names = '"we", "us"' if provider == "we" else f'"{provider}"'
    return f'This Agreement is made between Haneul Bank ("{customer}") and Gureum Inc. ({names}).'


def _named(text: str, names: Iterable[str]) -> str:
    """The first of the names that the passage uses, if any."""
    return next((n for n in names if re.search(_PRONOUNS.get(n, rf"\b{n}\b"), text)), "")


def _english_paragraphs(text: str) -> Iterator[str]:
    """Numbered 1.1, 1.2 …; headings, rows and recitals stand as they are."""
    lines = text.split("\\n")
    heading = len(lines) > 1 and not lines[0].rstrip().endswith((".", ":", ";", '"'))
    bare = heading or "|" in text or lines[0].startswith(_UNNUMBERED)
    for number, line in enumerate(lines, start=1):
        yield line if bare else f"1.{number} {line}"


def judged(cases: Iterable[P], language: str) -> tuple[tuple[P, ElementFinding], ...]:
    """Every case with what the analyzer finds of its element in the small contract."""
    conditions = drafts.base_conditions()
    out = []
    for case in cases:
        document = read_bytes("passage.txt", contract(case.text, language).encode("utf-8"))
        found = review(document, parse(document), drafts.LIBRARY, conditions, _KNOWN[language])
        out.append((case, found.elements[case.element]))
    return tuple(out)


def shares(found: Sequence[tuple[P, ElementFinding]]) -> tuple[float, float]:
    """The share judged right, and the share called present of what is not present."""
    against = [f for c, f in found if c.expected != "present"]
    right = sum(f.judgement == c.expected for c, f in found) / len(found)
    return right, sum(f.judgement == "present" for f in against) / len(against)
