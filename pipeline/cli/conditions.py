"""What a call says of the deal: the conditions of a review and the cover of its report."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.deal import Deal
    from pipeline.model import Conditions, Edition, Library
    from pipeline.report import ReportInfo

_IMPORTANCE = {"중요": "critical", "비중요": "non_critical"}


def conditions_of(arguments: Namespace, library: Library) -> tuple[Conditions, ReportInfo]:
    """Return the conditions and the report's cover data from the deal sheet and the options."""
    from pipeline.deal import conditions as of_deal
    from pipeline.deal import load_deal, waived_elements
    from pipeline.model import Conditions
    from pipeline.report import ReportInfo

    deal = load_deal(arguments.deal) if arguments.deal else None
    known = {e.when for e in library.elements.values() if e.when}
    if unknown := [fact for fact in arguments.without if fact not in known]:
        raise UsageError(
            f"--without: 알 수 없는 사실입니다: {', '.join(unknown)}. 가능한 값: {', '.join(sorted(known))}"
        )
    if deal is not None and not arguments.as_of:
        base = of_deal(deal, library)
    else:
        day = arguments.as_of or dt.date.today()
        edition = edition_on(day, library)
        facts = of_deal(deal, library).facts if deal is not None else frozenset(known)
        base = Conditions(day, edition.id, _given_importance(deal), facts, assumed=deal is None)
    importance = _IMPORTANCE[arguments.importance] if arguments.importance else base.importance
    assumed = base.assumed and not arguments.without
    conditions = Conditions(base.as_of, base.edition, importance, base.facts - set(arguments.without), assumed)
    info = ReportInfo(
        contract_name=arguments.contract or (deal.contract.title if deal else None) or "",
        reviewer=arguments.reviewer,
        date=dt.date.today(),
        financial_company=(deal.financial_company.name or "") if deal else "",
        provider=(deal.provider.name or "") if deal else "",
        waivers=waived_elements(deal, library, conditions) if deal else {},
    )
    return conditions, info


def edition_on(day: dt.date, library: Library) -> Edition:
    """Return the edition in force on `day`; refuse a day on which there is none."""
    from pipeline.deal import edition_at

    edition = edition_at(library.editions, day)
    if edition is None:
        first = min(e.in_force for e in library.editions)
        raise UsageError(
            f"기준일 {day}에 시행 중인 별표 2의5의 판이 없습니다. {first} 이후의 날짜를 --as-of에 적으십시오."
        )
    return edition


def _given_importance(deal: Deal | None) -> str:
    return _IMPORTANCE[deal.business.importance] if deal is not None else "critical"
