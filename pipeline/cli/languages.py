"""In which languages a draft is made: what the command line asks for, else what the deal sheet says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.language import ENGLISH, KOREAN

if TYPE_CHECKING:
    from pipeline.deal import Deal

BOTH = "both"
MARK = {KOREAN: "대외비", ENGLISH: "Confidential"}
ROLES = {
    KOREAN: ("금융회사(위탁자)", "제공자(수탁자)", "관리형 서비스 사업자(MSP)"),
    ENGLISH: ("Financial Company", "Provider", "Intermediary"),
}
"""What the cover calls the parties."""

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
