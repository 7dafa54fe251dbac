"""How a draft says the values of a deal in its language: dates, numbers, lists, fixed words.

What a person typed stays as typed. In English only what the deal sheet itself fixes is said
in English: dates, lengths of time (3시간), and the words that english.yaml lists (중요, 직접 …).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from pipeline import deal as deals
from pipeline.deal.fields import NO, YES, specs
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Blank

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LENGTH = re.compile(r"(\d[\d,]*)\s*([가-힣]+)")
_NONE_AT_ALL = {KOREAN: "해당 없음", ENGLISH: "None"}


class Voice:
    """Says values in `language` ('ko' or 'en'); `english`: the fixed words of english.yaml by section."""

    def __init__(self, language: str = KOREAN, english: dict[str, dict[str, str]] | None = None) -> None:
        self.language = language
        self._english = english or {}
        self.none_at_all = _NONE_AT_ALL[language]

    def shown(self, value: Any) -> str:
        """Return a value of a deal as a contract in this language writes it, '' for nothing."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self._word(YES if value else NO)
        if isinstance(value, int):
            return f"{value:,}"
        if isinstance(value, dt.date):
            return self._day(value)
        if isinstance(value, str):
            return self._word(value)
        return self._joined(tuple(self._entries(value)))

    def said_for(self, blank: Blank, deal: deals.Deal) -> str:
        """Return what the deal says for `blank`, else its default, else ''."""
        said = self.shown(deals.value(deal, blank.source) if blank.source else None)
        if said and blank.type == "percent" and not said.endswith("%"):
            said += "%"
        return said or self.shown(blank.default)

    def unit(self, blank: Blank) -> str:
        """Return the unit of a blank: '일', ' days', ''. An unknown unit stays as it is."""
        if self.language == KOREAN or not blank.unit:
            return blank.unit
        return f" {self._english.get('units', {}).get(blank.unit, blank.unit)}s"

    def asked(self, blank: Blank) -> str:
        """Return what an open blank asks for; a unit that stands behind the blank is left out."""
        if self.language == KOREAN:
            return blank.ask.removesuffix(f"({blank.unit})")
        ask = (blank.ask_en or blank.ask).replace("'", "’")
        return ask.removesuffix(f" ({self.unit(blank).strip()})")

    def asked_in_table(self, place: str, title: str) -> str:
        """Return what an open cell asks for; `place`: 'sla.metrics.name', `title`: its Korean title."""
        return title if self.language == KOREAN else self._english.get("fields", {}).get(place, title)

    def law(self, said: str) -> str:
        """Return a law with its provision, or the name of an edition."""
        return said if self.language == KOREAN else self._english.get("laws", {}).get(said, said)

    def element(self, name: str, title: str) -> str:
        """Return the title of the element `name`; `title` is the Korean one."""
        return title if self.language == KOREAN else self._english.get("elements", {}).get(name, title)

    def _word(self, said: str) -> str:
        if self.language == KOREAN:
            return said
        fixed = self._english.get("values", {}).get(said)
        return fixed if fixed is not None else self._length(said)

    def _length(self, said: str) -> str:
        """Return '3시간' as '3 hours'; anything else as it is."""
        found = _LENGTH.fullmatch(said)
        unit = self._english.get("units", {}).get(found[2]) if found else None
        if found is None or unit is None:
            return said
        return f"{found[1]} {unit}{'' if found[1] == '1' else 's'}"

    def _day(self, day: dt.date) -> str:
        if self.language == KOREAN:
            return f"{day.year}. {day.month}. {day.day}."
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def _joined(self, said: tuple[str, ...]) -> str:
        if self.language == KOREAN or len(said) < 2:
            return ", ".join(said)
        return f"{', '.join(said[:-1])} and {said[-1]}"

    def _entries(self, values: Iterable[Any]) -> Iterable[str]:
        for value in values:
            if isinstance(value, str):
                yield self._word(value)
            else:
                said = (self.shown(getattr(value, key)) for key in specs(type(value)))
                yield " ".join(text for text in said if text)


def is_default(blank: Blank, deal: deals.Deal) -> bool:
    """True if the draft shows the library's default because the deal says nothing."""
    return bool(blank.default) and not (blank.source and _IN_KOREAN.shown(deals.value(deal, blank.source)))


_IN_KOREAN = Voice()
