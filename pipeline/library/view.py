"""Typed access to one mapping of a library file; everything that does not fit becomes a fault.

A view hands out values by key, remembers which keys were asked for, and reports the rest
as unknown when it is closed. So the reader of each kind of file is also its schema.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from decimal import Decimal

from pipeline.library.faults import Fault, KeyPath
from pipeline.yaml_nodes import Plain

UNKNOWN_KEY, DUPLICATE_ID, BAD_VALUE, FILE_NAME = "L01", "L02", "L03", "L04"
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*|[A-Z]+-\d\d")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class View:
    """One mapping of a file and the way to it. `loose`: a text stands for the list that holds it alone."""

    def __init__(self, file: str, data: Plain, faults: list[Fault], path: KeyPath = (), *, loose: bool = False) -> None:
        self.file = file
        self.path = path
        self._loose = loose
        self._faults = faults
        self._asked: list[str] = []
        if data is not None and not isinstance(data, dict):
            self.fault(BAD_VALUE, "'이름: 값'으로 된 묶음이 아닙니다", "딸린 항목을 '이름: 값'으로 적으십시오")
        self._data: dict[str, Plain] = data if isinstance(data, dict) else {}

    def fault(self, rule: str, what: str, right: str, *steps: str | int) -> None:
        """Note a fault at this mapping or below it."""
        self._faults.append(Fault(rule, self.file, (*self.path, *steps), what, right))

    def add(self, fault: Fault) -> None:
        """Note a fault that was found elsewhere."""
        self._faults.append(fault)

    def beside(self, file: str, data: Plain) -> View:
        """Return a view of another file whose faults go where those of this one go."""
        return View(file, data, self._faults)

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, 1)
                hint = (
                    f"'{near[0]}'[을/를] 쓰려던 것인지 확인하십시오"
                    if near
                    else "쓸 수 있는 이름: " + ", ".join(self._asked)
                )
                self.fault(UNKNOWN_KEY, f"'{key}'[은/는] 없는 항목입니다", hint, key)

    def names(self) -> tuple[str, ...]:
        """Return the keys as written, and count all of them as asked for."""
        self._asked.extend(self._data)
        return tuple(self._data)

    def has(self, key: str) -> bool:
        """True if the key is written with a value."""
        return self._data.get(key) is not None

    def _get(self, key: str) -> Plain:
        self._asked.append(key)
        return self._data.get(key)

    def raw(self, key: str) -> Plain:
        """Return what is written at `key`, unchecked; the key does not count as asked for."""
        return self._data.get(key)

    def text(self, key: str, *, optional: bool = False) -> str:
        """Return a text, '' if absent."""
        value = self._get(key)
        if value is None:
            if not optional:
                self.fault(BAD_VALUE, f"'{key}'[이/가] 없거나 비었습니다", "값을 적으십시오", key)
            return ""
        return self._scalar(value, key)

    def _scalar(self, value: Plain, *steps: str | int) -> str:
        if isinstance(value, str):
            return value
        self.fault(BAD_VALUE, "글 한 줄이 올 자리에 목록이나 묶음이 있습니다", "글로 적으십시오", *steps)
        return ""

    def id(self, key: str = "id") -> str:
        """Return an identifier."""
        value = self.text(key)
        if value and not _ID.fullmatch(value):
            self.fault(
                BAD_VALUE, f"식별자로 쓸 수 없는 이름입니다('{value}')", "소문자 영어 낱말을 '-'로 이으십시오", key
            )
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return one of `allowed`, which may be spaced otherwise; `default` if absent (None: it must be given)."""
        value = self.text(key, optional=default is not None)
        if not value:
            return default or ""
        meant = same_word(value, allowed)
        if meant is None:
            self.fault(
                BAD_VALUE,
                f"쓸 수 없는 값입니다('{value}')",
                f"{', '.join(filter(None, allowed))} 가운데에서 고르십시오",
                key,
            )
        return meant or value

    def integer(self, key: str, default: int | None = None) -> int:
        """Return a whole number; `default` if absent (None: it must be given)."""
        value = self.text(key, optional=default is not None)
        if not value:
            return default or 0
        if not re.fullmatch(r"\d{1,6}", value):
            self.fault(BAD_VALUE, f"정수가 아닙니다('{value}')", "10처럼 적으십시오", key)
            return default or 0
        return int(value)

    def number(self, key: str) -> Decimal:
        """Return a number from 0 up with three decimals at most, which must be given; 0 after a fault."""
        value = self.text(key)
        if value and not re.fullmatch(r"\d{1,9}(\.\d{1,3})?", value):
            self.fault(BAD_VALUE, f"수가 아닙니다('{value}')", "58.5처럼 적으십시오", key)
            return Decimal()
        return Decimal(value or "0")

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self.text(key, optional=True)
        if value not in ("", "true", "false"):
            self.fault(BAD_VALUE, f"true나 false가 아닙니다('{value}')", "true 또는 false를 적으십시오", key)
        return {"true": True, "false": False}.get(value, default)

    def date(self, key: str, *, optional: bool = False) -> dt.date | None:
        """Return a day, None if absent."""
        value = self.text(key, optional=optional)
        if not value:
            return None
        try:
            if _DATE.fullmatch(value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(BAD_VALUE, f"날짜가 아닙니다('{value}')", "2026-11-27처럼 적으십시오", key)
        return None

    def day(self, key: str) -> dt.date:
        """Return a day that must be given; a placeholder after a fault."""
        return self.date(key) or dt.date.min

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of texts, () if absent."""
        alone = self._data.get(key)
        if self._loose and isinstance(alone, str):
            self._asked.append(key)
            return (alone,)
        items = self._items(key, optional)
        return tuple(item if isinstance(item, str) else self._scalar(item, key, i) for i, item in enumerate(items))

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts, () if absent."""
        found = []
        for i, row in enumerate(self._items(key, True)):
            if not isinstance(row, list):
                self.fault(BAD_VALUE, "목록이 올 자리에 다른 것이 있습니다", "[낱말, 낱말]처럼 적으십시오", key, i)
                continue
            found.append(tuple(self._cell(cell, key, i, j) for j, cell in enumerate(row)))
        return tuple(found)

    def _cell(self, cell: Plain, *steps: str | int) -> str:
        if isinstance(cell, str):
            return cell
        return "" if cell is None else self._scalar(cell, *steps)

    def _items(self, key: str, optional: bool) -> list[Plain]:
        value = self._get(key)
        if value is None:
            if not optional:
                self.fault(BAD_VALUE, f"'{key}'[이/가] 없거나 비었습니다", "목록을 적으십시오", key)
            return []
        if not isinstance(value, list):
            self.fault(
                BAD_VALUE, "목록이 올 자리에 다른 것이 있습니다", "[값, 값] 또는 '-'로 시작하는 줄로 적으십시오", key
            )
            return []
        return value

    def below(self, key: str, *, optional: bool = False) -> View:
        """Return the view of a nested mapping (empty if absent)."""
        value = self._get(key)
        if value is None and not optional:
            self.fault(BAD_VALUE, f"'{key}'[이/가] 없거나 비었습니다", "딸린 항목을 적으십시오", key)
        return View(self.file, value, self._faults, (*self.path, key), loose=self._loose)

    def each(self, key: str, *, optional: bool = False) -> tuple[View, ...]:
        """Return the views of a list of mappings, () if absent."""
        items = self._items(key, optional)
        return tuple(
            View(self.file, item, self._faults, (*self.path, key, i), loose=self._loose) for i, item in enumerate(items)
        )


def same_word(value: str, allowed: Iterable[str]) -> str | None:
    """Return the one of `allowed` that `value` is but for its spaces, None where it is none."""
    bare = "".join(value.split())
    return next((word for word in allowed if "".join(word.split()) == bare), None)


def views(file: str, data: Plain, key: str, faults: list[Fault]) -> tuple[View, ...]:
    """Return the entries of a file that is a list, or a mapping whose one key `key` holds it."""
    if isinstance(data, list):
        return tuple(View(file, item, faults, (i,)) for i, item in enumerate(data))
    outer = View(file, data, faults)
    found = outer.each(key)
    outer.close()
    return found
