"""The kinds of field that a deal sheet has, and how each kind reads a scalar.

A field of a deal dataclass is annotated with a `Spec`: the Korean title, the kind,
the choices, whether it must be given, and what the starter file says about it. Reading,
checking and writing the starter all follow from these specs, so that a field cannot be
accepted without being documented.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints

YES, NO = "예", "아니오"
_FLAGS = {"예": True, "아니오": False, "아니요": False}
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_COUNT = re.compile("0|[1-9][0-9]{0,8}")
_AMOUNT = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?|(0|[1-9][0-9]{0,17})(\.[0-9]+)?")
_DURATION = re.compile(r"(0|[1-9][0-9]{0,4})\s*(초|분|시간|일|영업일|주|개월|년)")


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    AMOUNT = "amount"
    DURATION = "duration"
    CHOICE = "choice"
    FLAG = "flag"
    FILE = "file"
    TEXTS = "texts"
    CHOICES = "choices"
    RECORD = "record"
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Spec:
    """One field of the deal sheet. `item` is the dataclass of a record or of its entries."""

    kind: Kind
    title: str
    help: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    item: type[Any] | None = None


class BadValueError(Exception):
    """A scalar does not fit its kind; the message says what is wrong and what would be right."""


_SPECS: dict[type[Any], dict[str, Spec]] = {}


def specs(record: type[Any]) -> dict[str, Spec]:
    """Return the specs of a deal dataclass by key, in the order of the starter."""
    if record not in _SPECS:
        hints = get_type_hints(record, include_extras=True)
        extras = ((key, extra) for key, hint in hints.items() for extra in getattr(hint, "__metadata__", ()))
        _SPECS[record] = {key: extra for key, extra in extras if isinstance(extra, Spec)}
    return _SPECS[record]


def convert(spec: Spec, text: str) -> str | int | bool | dt.date:
    """Return the value of a scalar. Raise BadValueError if it does not fit the kind of `spec`."""
    if spec.kind is Kind.DATE:
        return _date(text)
    if spec.kind is Kind.COUNT:
        return _count(text)
    if spec.kind is Kind.FLAG:
        return _flag(text)
    if spec.kind is Kind.AMOUNT:
        return _amount(text)
    if spec.kind is Kind.DURATION:
        return _duration(text)
    if spec.kind in (Kind.CHOICE, Kind.CHOICES):
        return _choice(spec, text)
    return text


def _date(text: str) -> dt.date:
    found = _DATE.fullmatch(text)
    if not found:
        raise BadValueError(f"날짜의 꼴이 아닙니다('{text}'). 2026-11-27처럼 적으십시오")
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        raise BadValueError(f"달력에 없는 날입니다('{text}'). 있는 날짜를 2026-11-27처럼 적으십시오") from None


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise BadValueError(f"0 이상의 정수가 아닙니다('{text}'). 단위 없이 30처럼 적으십시오")
    return int(text)


def _flag(text: str) -> bool:
    if text not in _FLAGS:
        raise BadValueError(f"예 또는 아니오가 아닙니다('{text}'). 예, 아니오 가운데 하나를 적으십시오")
    return _FLAGS[text]


def _amount(text: str) -> str:
    if not _AMOUNT.fullmatch(text):
        raise BadValueError(f"금액이 아닙니다('{text}'). 통화 없이 1200000 또는 1,200,000처럼 적으십시오")
    whole, _, part = text.replace(",", "").partition(".")
    return f"{int(whole):,}" + (f".{part}" if part else "")


def _duration(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if not found:
        raise BadValueError(f"시간의 길이가 아닙니다('{text}'). 4시간, 30분, 1년처럼 숫자와 단위를 적으십시오")
    return found[1] + found[2]


def _choice(spec: Spec, text: str) -> str:
    if text not in spec.choices:
        raise BadValueError(f"고를 수 없는 값입니다('{text}'). {', '.join(spec.choices)} 가운데에서 고르십시오")
    return text
