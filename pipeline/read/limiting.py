"""Other limits than the defaults for one reading, and the error of what is beyond a limit.

The readers ask `limits.NAME` where they need it. `using` changes these names for as long as one file is read, so one
reading at a time in a process; the commands read each file in a process of its own (`pipeline.sandbox`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.read import limits

_UNITS: Final = frozenset(("MIB",))
"""Constants of `limits` that are no limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that differ from the defaults, by the name of the constant: (('PDF_PAGES', 3000),)."""

    changes: tuple[tuple[str, int], ...] = ()


NO_CHANGES: Final = Limits()


def names() -> dict[str, int]:
    """Return every limit with its present value, by the name of its constant, in the order of `limits`."""
    return {
        name: value
        for name, value in vars(limits).items()
        if name.isupper() and isinstance(value, int) and name not in _UNITS
    }


@contextmanager
def using(changed: Limits) -> Iterator[None]:
    """Read under these limits within the block; raise KeyError for a name that is no limit."""
    before = {name: names()[name] for name, _ in changed.changes}
    vars(limits).update(changed.changes)
    try:
        yield
    finally:
        vars(limits).update(before)


def shown(name: str, value: int) -> str:
    """Return a limit for a reader: '50MB', '20초', '2,000'."""
    if name.endswith("SECONDS"):
        return f"{value}초"
    if value >= limits.MIB and value % limits.MIB == 0:
        return f"{value // limits.MIB:,}MB"
    return f"{value:,}"


def beyond(name: str, limit: str, what: str, advice: str) -> ReadError:
    """Return the error of the file `name` that is beyond a limit: which, its value, and how to raise it.

    `what` says what is too much ('쪽수가 2,500쪽입니다'), `advice` what to do with the file.
    """
    value = names()[limit]
    raised = shown(limit, 2 * value).replace(",", "").removesuffix("초")
    return ReadError(
        f"{name}: {what}(한도 {limit.lower()} {shown(limit, value)}). {advice} 믿을 수 있는 파일이면 한도 파일에 "
        f"'{limit.lower()}: {raised}'처럼 적어 --limits로 주십시오.",
        Outcome.LIMIT,
    )
