"""In which languages a draft is made: what the command line asks for, else what the deal sheet says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.language import ENGLISH, KOREAN

if TYPE_CHECKING:
    from pipeline.deal import Deal
    from pipeline.model import Contract

BOTH = "both"
MARK = {KOREAN: "대외비", ENGLISH: "Confidential"}
ROLES = {
    KOREAN: ("금융회사(위탁자)", "제공자(수탁자)", "관리형 서비스 사업자(MSP)"),
    ENGLISH: ("Financial Company", "Provider", "Intermediary"),
}
"""What the cover calls the parties."""

_HANGUL = re.compile("[가-힣]")
_SAID = {KOREAN: "국문", ENGLISH: "영문", BOTH: "병기"}
_LANGUAGES = {"국문": (KOREAN,), "영문": (ENGLISH,), "병기": (KOREAN, ENGLISH)}


def with_languages(deal: Deal, language: str | None, prevails: str | None) -> Deal:
    """Return the deal with what the command line says ('ko', 'en', 'both'; None: nothing) in its place."""
    contract = deal.contract
    if language:
        contract = replace(contract, language=_SAID[language])
    if prevails:
        contract = replace(contract, prevails=_SAID[prevails])
    return replace(deal, contract=contract)


def languages_of(deal: Deal) -> tuple[str, ...]:
    """Return the languages of the draft, Korean first."""
    return _LANGUAGES[deal.contract.language or "국문"]


def korean_in_english(contract: Contract) -> tuple[str, ...]:
    """Return a warning about values of the deal that stand in Korean in an English wording, each named once."""
    if contract.language != ENGLISH:
        return ()
    said = (
        paragraph.text[mark.start : mark.end]
        for article in contract.articles
        for paragraph in article.paragraphs
        for mark in paragraph.marks
        if mark.kind == "value"
    )
    found = tuple(dict.fromkeys(value for value in said if _HANGUL.search(value)))
    if not found:
        return ()
    return (
        f"영문에 한글로 남은 값이 {len(found)}개 있습니다(예: {found[0][:40]}). 거래명세서에 적은 말은 옮기지 않으므로, "
        "영문으로도 읽혀야 하는 값은 '한빛은행(Hanbit Bank)'처럼 함께 적으십시오.",
    )
