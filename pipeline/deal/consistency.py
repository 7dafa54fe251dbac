"""Answers of a deal sheet that contradict each other, or that deserve a second look."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.deal.negotiation import misnamed
from pipeline.deal.schema import DIRECT, PERSONAL_KINDS, Deal, Location

_DOMESTIC = ("대한민국", "한국", "국내", "kr", "kor", "korea", "republic of korea", "south korea")


def is_domestic(location: Location) -> bool:
    """True if the location lies in Korea, by any usual name of the country."""
    country = location.country.strip().lower()
    return country in _DOMESTIC or country.startswith(("대한민국 ", "한국 ", "국내 "))


def contradictions(deal: Deal) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for answers that cannot stand together."""
    contract = deal.contract
    if contract.date is None and contract.as_of is None:
        yield (
            "contract.as_of",
            "계약일(contract.date)도 기준일도 없습니다. 어느 날의 규정에 따를지 알 수 있게 둘 가운데 하나를 적으십시오",
        )
    if contract.start and contract.end and contract.end < contract.start:
        yield "contract.end", f"계약기간의 마지막 날이 첫날({contract.start})보다 앞섭니다. 두 날짜를 확인하십시오"
    if not deal.subcontracting.allowed and deal.subcontracting.subcontractors:
        yield (
            "subcontracting.allowed",
            "재위탁을 허용하지 않는다고 적었는데 재수탁자가 있습니다. 예로 고치거나 재수탁자를 지우십시오",
        )
    if deal.contracting.form == DIRECT and deal.contracting.reseller is not None:
        yield (
            "contracting.form",
            "직접계약이라고 적었는데 중간사업자가 있습니다. 간접으로 고치거나 중간사업자를 지우십시오",
        )
    yield from misnamed(deal.negotiation)


def doubts(deal: Deal) -> tuple[str, ...]:
    """Return warnings: answers that are possible but that a lawyer should look at again."""
    found: list[str] = []
    if any(item.kind in PERSONAL_KINDS for item in deal.data):
        for location in deal.locations:
            if not is_domestic(location) and (not location.data or holds_personal(location)):
                found.append(
                    f"고유식별정보 또는 개인신용정보를 처리하는데 국외 위치({location.country})가 있습니다. "
                    "전자금융감독규정 제14조의2제7항에 따라 그 정보를 처리하는 시스템은 국내에 두어야 하므로 "
                    "그곳에서 처리하는 데이터를 확인하십시오."
                )
    elif any(holds_personal(location) for location in deal.locations):
        found.append(
            "처리 위치에는 고유식별정보 또는 개인신용정보가 있는데 위탁하는 데이터에는 없습니다. "
            "데이터의 종류를 확인하십시오."
        )
    return tuple(found)


def holds_personal(location: Location) -> bool:
    """True if the sheet says that personal data of the strictest kinds is processed there."""
    return any(kind in text for kind in PERSONAL_KINDS for text in location.data)
