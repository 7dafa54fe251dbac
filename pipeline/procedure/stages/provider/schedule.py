"""The days of the assessment: how long a shared result holds, when the next full and the next periodic one is due."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection

from pipeline.library.procedure.provider import Schedule


def shared_until(shared: dt.date, following: dt.date | None, schedule: Schedule) -> dt.date:
    """Return the last day of a shared result: the end of the next year, or the day the following one was shared.

    A following result that was shared after the end, or before the result itself, changes nothing.
    """
    end = _year_end(shared.year + schedule.shared_years, schedule)
    return following if following is not None and shared < following <= end else end


def next_full(done: dt.date, schedule: Schedule) -> dt.date:
    """Return the day until which the next full assessment is due."""
    return _years_later(done, schedule.full_years)


def next_periodic(full: dt.date, done: Collection[dt.date], schedule: Schedule) -> dt.date | None:
    """Return the day until which the first periodic assessment that was not done is due; None until the next full one.

    `done`: the days of periodic assessments, or of shared results that stand for one. Each counts for its year.
    """
    years = {day.year for day in done if day > full}
    last = next_full(full, schedule).year
    for year in range(full.year + schedule.periodic_years, last, schedule.periodic_years):
        if year not in years:
            return _year_end(year, schedule)
    return None


def _year_end(year: int, schedule: Schedule) -> dt.date:
    return dt.date(year, *schedule.year_end)


def _years_later(day: dt.date, years: int) -> dt.date:
    """29 February becomes the last day of the month where the year has none (민법 제160조제3항)."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return dt.date(day.year + years, day.month, min(day.day, last))
