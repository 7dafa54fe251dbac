"""What was negotiated: the positions taken and the items waived, as the deal sheet says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pipeline.deal.fields import Kind, Spec
from pipeline.positions import ACCEPTABLE, LAST, TITLES

POSITIONS = {TITLES[name]: name for name in (ACCEPTABLE, LAST)}
"""A position as the sheet names it -> as the library does; a clause that is not listed stands at 우선."""
WAIVABLE = ("requirement", "element", "clause")


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTaken:
    """The fallback that was agreed for a clause. `line`: its line in the sheet."""

    clause: Annotated[str, Spec(Kind.TEXT, "조항의 식별자", "예: audit. finclause library show audit", required=True)]
    position: Annotated[
        str, Spec(Kind.CHOICE, "입장", "적지 않은 조항은 우선 입장", choices=tuple(POSITIONS), required=True)
    ]
    reason: Annotated[str, Spec(Kind.TEXT, "물러선 사유", required=True)]
    approver: Annotated[str | None, Spec(Kind.TEXT, "승인자의 직위와 성명", "최후 입장에는 반드시")] = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A required item that is given up: one of requirement, element and clause. `line`: its line in the sheet."""

    requirement: Annotated[str | None, Spec(Kind.TEXT, "면제하는 기재사항", "셋 가운데 하나만. 예: BASIC-08")] = None
    element: Annotated[str | None, Spec(Kind.TEXT, "면제하는 요소", "예: recourse")] = None
    clause: Annotated[str | None, Spec(Kind.TEXT, "면제하는 조항", "예: drills")] = None
    reason: Annotated[str, Spec(Kind.TEXT, "면제하는 사유", required=True)]
    approver: Annotated[str, Spec(Kind.TEXT, "승인자의 직위와 성명", required=True)]
    date: Annotated[dt.date, Spec(Kind.DATE, "승인한 날", required=True)]
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiated:
    """Positions and waivers; None: nothing was given up."""

    positions: Annotated[
        tuple[PositionTaken, ...] | None,
        Spec(Kind.RECORDS, "우선 입장에서 물러선 조항", "없으면 비운다", item=PositionTaken),
    ] = None
    waivers: Annotated[
        tuple[Waiver, ...] | None,
        Spec(Kind.RECORDS, "면제한 기재사항", "없으면 비운다. 표지와 조항 대비표에 실린다", item=Waiver),
    ] = None


def misnamed(negotiated: Negotiated) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for waivers that do not name exactly one thing, and clauses with two positions."""
    for number, waiver in enumerate(negotiated.waivers or (), 1):
        if sum(getattr(waiver, kind) is not None for kind in WAIVABLE) != 1:
            what = "requirement, element, clause 가운데 하나만 적어야 합니다. 면제하는 것마다 한 건씩 나누어 적으십시오"
            yield f"negotiation.waivers[{number}]", what
    seen: set[str] = set()
    for number, taken in enumerate(negotiated.positions or (), 1):
        if taken.clause in seen:
            what = f"조항 '{taken.clause}'의 입장을 두 번 적었습니다. 하나만 남기십시오"
            yield f"negotiation.positions[{number}].clause", what
        seen.add(taken.clause)
