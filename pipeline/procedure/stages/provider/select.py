"""Which items of 별표 2의2 are assessed, by importance, service model and certification; why the others are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.deal.fields import YES
from pipeline.deal.schema import CRITICAL
from pipeline.library.procedure.provider import MANDATORY, Item, ProviderCriteria
from pipeline.procedure.days import written


@dataclass(frozen=True, slots=True)
class Held:
    """A certification that the provider holds. '' and None: not said. `facility`, `service`: 예 where it covers them."""

    id: str
    until: dt.date | None
    facility: str
    service: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Selected:
    """An item with the reason why it is assessed, or (`left_out`) why it is not.

    `omitted`: it is left out although it applies to the service.
    """

    item: str
    left_out: bool
    reason: str
    omitted: bool = False


def relied(held: Sequence[Held], day: dt.date) -> tuple[Held, ...]:
    """Return the certifications that are kept on `day` and cover the facility and the service, with their evidence."""
    return tuple(
        one
        for one in held
        if one.until is not None and one.until >= day and one.facility == one.service == YES and one.evidence
    )


def selected(
    criteria: ProviderCriteria, importance: str, models: Sequence[str], omit: bool, held: Sequence[Held]
) -> tuple[Selected, ...]:
    """Return every item with its reason. `held`: the certifications that count (`relied`); `omit`: leave out what may be."""
    return tuple(_selected(criteria, importance, models, omit, held))


def _selected(
    criteria: ProviderCriteria, importance: str, models: Sequence[str], omit: bool, held: Sequence[Held]
) -> Iterator[Selected]:
    reason, but_virtualization = _omission(criteria, importance, held) if omit else ("", False)
    for item in criteria.items:
        if not set(item.models) & set(models):
            told = f"{', '.join(item.models)}에만 적용하는 항목입니다(이용하는 서비스 모델: {', '.join(models)})."
            yield Selected(item.id, True, told)
        elif item.kind == MANDATORY:
            yield Selected(item.id, False, "필수 항목입니다.")
        elif not reason:
            yield Selected(item.id, False, "대체 항목이며 생략하지 않았습니다.")
        elif but_virtualization and _is_virtualization(criteria, item):
            told = "대체 항목이지만 클라우드 특화 인증이 아닌 인증은 가상화 보안을 따로 점검하여야 합니다."
            yield Selected(item.id, False, told)
        else:
            yield Selected(item.id, True, reason, omitted=True)


def _is_virtualization(criteria: ProviderCriteria, item: Item) -> bool:
    return criteria.group_of(item).id == criteria.virtualization


def _omission(criteria: ProviderCriteria, importance: str, held: Sequence[Held]) -> tuple[str, bool]:
    """Return why the alternative items may be left out ('': they may not), and whether those on virtualization stay."""
    if importance != CRITICAL:
        return "비중요업무이므로 대체 항목을 생략하였습니다.", False
    known = {one.id: one for one in criteria.certifications}
    whole = [one for one in held if not known[one.id].virtualization]
    used = whole or list(held)
    if not used:
        return "", False
    told = ", ".join(f"{known[one.id].title}({written(one.until)}까지)" for one in used if one.until)
    return f"제공자가 {told}[을/를] 유지하므로 대체 항목을 생략하였습니다.", not whole
