"""What follows from a deal sheet: the facts that switch clauses, and the conditions of a draft."""

from __future__ import annotations

import datetime as dt

from pipeline.deal.consistency import holds_personal, is_domestic
from pipeline.deal.schema import CRITICAL, INDIRECT, PERSONAL_KINDS, Deal
from pipeline.errors import DealError
from pipeline.model import Conditions, Edition, Library


def _tests(deal: Deal) -> dict[str, bool]:
    """Return every fact of facts.yaml with its answer; in doubt the stricter answer holds."""
    return {
        "critical": deal.business.importance == CRITICAL,
        "personal": any(item.kind in PERSONAL_KINDS for item in deal.data) or any(map(holds_personal, deal.locations)),
        "overseas": not all(map(is_domestic, deal.locations)),
        "subcontract": deal.subcontracting.allowed,
        "security_outsourced": deal.security_work_outsourced,
        "indirect": deal.contracting.form == INDIRECT,
        "foreign_provider": deal.provider.foreign,
    }


FACT_IDS = (
    "critical",
    "personal",
    "overseas",
    "subcontract",
    "security_outsourced",
    "indirect",
    "foreign_provider",
)
"""The facts that a deal sheet can answer; a library may not switch clauses by any other."""


def facts(deal: Deal) -> frozenset[str]:
    """Return the ids of the facts that hold (negatives are not listed: they follow)."""
    return frozenset(fact for fact, holds in _tests(deal).items() if holds)


def as_of(deal: Deal) -> dt.date:
    """Return the day whose law applies: the as-of date, or else the day of the contract."""
    day = deal.contract.as_of or deal.contract.date
    if day is None:
        raise DealError("거래명세서에 기준일(contract.as_of)도 계약일(contract.date)도 없습니다. 하나를 적으십시오.")
    return day


def edition_at(editions: tuple[Edition, ...], day: dt.date) -> Edition | None:
    """Return the edition in force on `day`, or None if there is none."""
    for edition in editions:
        if edition.in_force <= day and (edition.until is None or day <= edition.until):
            return edition
    return None


def conditions(deal: Deal, library: Library) -> Conditions:
    """Return what the draft is made under. Raise DealError if no edition is in force on its date."""
    day = as_of(deal)
    edition = edition_at(library.editions, day)
    if edition is None:
        first = min(edition.in_force for edition in library.editions)
        raise DealError(
            f"기준일 {day}에 시행 중인 별표 2의5의 판이 없습니다. {first} 이후의 날짜를 contract.as_of에 적으십시오."
        )
    importance = "critical" if deal.business.importance == CRITICAL else "non_critical"
    return Conditions(day, edition.id, importance, facts(deal))
