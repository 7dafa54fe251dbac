"""Closed decision tables: questions with given answers, rows of answers and the conclusion that they lead to.

A table is complete and free of contradiction when every combination of answers fits exactly one row on every day
(a "unique" hit policy with full coverage, OMG DMN 1.3 section 8.2.11). `faults` says where it is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

HELD = "판단 보류, 해석 요청 필요"
"""The conclusion that every decision has beside its own: the sources leave it open."""

FIRST_DAY = dt.date(2023, 1, 1)
"""The day from which tables are complete: the first edition of the guide."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer. `text`: what it means, '' where the id says it; `facts`: words of the deal sheet that amount to it."""

    id: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `asked_if`: question -> answers with which it is asked; `fact`: its place in the deal sheet, or ''."""

    id: str
    title: str
    help: str
    fact: str
    asked_if: Mapping[str, tuple[str, ...]]
    choices: tuple[Choice, ...]

    def is_asked(self, values: Values) -> bool:
        """Tell whether the question is asked, with the answers to the questions before it ('' or absent: none)."""
        return all(values.get(name, "") in allowed for name, allowed in self.asked_if.items())


@dataclass(frozen=True, slots=True)
class Row:
    """What answers lead to. `start`, `until`: the first and the last as-of date, None for no end."""

    when: Mapping[str, tuple[str, ...]]
    conclusion: str
    start: dt.date | None = None
    until: dt.date | None = None

    def holds(self, values: Values, day: dt.date) -> bool:
        """Tell whether the row fits the answers on `day`."""
        return (
            (self.start is None or self.start <= day)
            and (self.until is None or day <= self.until)
            and all(values.get(name, "") in allowed for name, allowed in self.when.items())
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A decision: its own conclusions (HELD is one more) and its rows."""

    id: str
    conclusions: tuple[str, ...]
    rows: tuple[Row, ...]

    def hit(self, values: Values, day: dt.date) -> int | None:
        """Return the number of the one row that fits, None where none does."""
        return next((number for number, row in enumerate(self.rows) if row.holds(values, day)), None)


# ------------------------------------------------------------------------ completeness


def faults(asks: Sequence[Ask], tables: Sequence[Table], table: Table) -> Iterator[tuple[tuple[int, ...], Values]]:
    """Yield each combination that fits no row or several: (numbers of the rows, the combination).

    Combinations are those of the questions that the rows name, with the questions on which those depend, and of the
    conclusions of the earlier decisions that they name; a question that is not asked has no answer.
    """
    names = {name for row in table.rows for name in row.when}
    used = _with_conditions(asks, names)
    earlier = [other for other in tables if other.id in names]
    for day in _days(table):
        for values in _combinations(used, earlier, {}):
            hits = tuple(number for number, row in enumerate(table.rows) if row.holds(values, day))
            if len(hits) != 1:
                yield hits, values


def _with_conditions(asks: Sequence[Ask], names: set[str]) -> list[Ask]:
    """Return the named questions and those on which they depend, in order."""
    wanted = set(names)
    for ask in reversed(asks):
        if ask.id in wanted:
            wanted |= set(ask.asked_if)
    return [ask for ask in asks if ask.id in wanted]


def _combinations(asks: Sequence[Ask], earlier: Sequence[Table], values: dict[str, str]) -> Iterator[dict[str, str]]:
    if asks:
        ask, *others = asks
        for answer in [choice.id for choice in ask.choices] if ask.is_asked(values) else [""]:
            yield from _combinations(others, earlier, values | {ask.id: answer})
    elif earlier:
        table, *later = earlier
        for conclusion in (*table.conclusions, HELD):
            yield from _combinations((), later, values | {table.id: conclusion})
    else:
        yield values


def _days(table: Table) -> tuple[dt.date, ...]:
    """Return a day of each span in which the same rows are in force."""
    starts = {row.start for row in table.rows if row.start}
    ends = {row.until + dt.timedelta(days=1) for row in table.rows if row.until}
    return tuple(sorted({FIRST_DAY} | {day for day in starts | ends if day > FIRST_DAY}))
