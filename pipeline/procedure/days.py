"""Days of the procedure: months by the calendar, business days of Korea.

Days off are Saturdays, Sundays and the public holidays (대체공휴일 and 임시공휴일 among them) that the package
`holidays` knows; it works offline. What is decided after its release has to be given as `closed`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_SATURDAY = 5


def written(day: dt.date) -> str:
    """Return a day as papers write it: '2026. 12. 15.'."""
    return f"{day.year}. {day.month}. {day.day}."


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_off(day: dt.date, closed: Collection[dt.date] = ()) -> str:
    """Return why `day` is no business day ('토요일', '광복절 대체 휴일', '회사가 더한 휴무일'), '' if it is one."""
    if name := _holidays().get(day):
        return str(name)
    if day.weekday() >= _SATURDAY:
        return "토요일" if day.weekday() == _SATURDAY else "일요일"
    return "회사가 더한 휴무일" if day in closed else ""


def business_day(day: dt.date, step: int, closed: Collection[dt.date] = ()) -> dt.date:
    """Return `day` if it is a business day, else the next one after it (`step` 1) or before it (-1)."""
    while day_off(day, closed):
        day += dt.timedelta(days=step)
    return day


def business_days_from(day: dt.date, count: int, closed: Collection[dt.date] = ()) -> dt.date:
    """Return the `count`th business day after `day`, or before it where `count` is negative; `day` does not count."""
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = business_day(day + dt.timedelta(days=step), step, closed)
    return day


@lru_cache(maxsize=1)
def _holidays() -> HolidayBase:
    from holidays import country_holidays

    return country_holidays("KR", language="ko")
