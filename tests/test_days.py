"""Months by the calendar and business days of Korea."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.procedure.days import business_day, business_days_from, day_off, months_later, written

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2023-11-29", 3, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-11-27", 3, "2027-02-27"),
        ("2026-12-01", 3, "2027-03-01"),
        ("2026-01-31", 1, "2026-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: str, months: int, then: str):
    assert months_later(D(day), months) == D(then)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-08-17", "광복절 대체 휴일"),
        ("2025-01-27", "임시공휴일"),
        ("2026-09-26", "추석 다음날"),
        ("2026-11-28", "토요일"),
        ("2026-11-29", "일요일"),
        ("2026-11-30", ""),
    ],
)
def test_a_day_off_says_why(day: str, why: str):
    assert day_off(D(day)) == why


def test_the_next_and_the_last_business_day_pass_over_substitute_holidays():
    assert business_day(D("2026-08-15"), 1) == D("2026-08-18")  # Saturday, Sunday, substitute holiday on Monday
    assert business_day(D("2026-08-17"), -1) == D("2026-08-14")
    assert business_day(D("2025-10-03"), 1) == D("2025-10-10")  # 개천절 to 한글날 with 추석 and its substitute between
    assert business_day(D("2026-11-30"), 1) == D("2026-11-30")


def test_a_closed_day_of_the_company_is_no_business_day():
    closed = (D("2026-11-30"),)
    assert day_off(D("2026-11-30"), closed) == "회사가 더한 휴무일"
    assert business_day(D("2026-11-30"), 1, closed) == D("2026-12-01")


def test_business_days_are_counted_from_the_day_after_or_before():
    assert business_days_from(D("2023-01-16"), -7) == D("2023-01-05")
    assert business_days_from(D("2022-09-07"), 7) == D("2022-09-20")  # 추석 with its substitute between


def test_a_day_is_written_as_laws_write_it():
    assert written(dt.date(2026, 3, 5)) == "2026. 3. 5."
