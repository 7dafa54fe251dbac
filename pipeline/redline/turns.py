"""What our wording asks for, so that a sentence is only turned the way that we want it.

A contrary sentence may be put right by turning its predicate: a denied duty into a duty, a freedom of the provider
into a prohibition, a denied right into a right. Which of these is wanted is read off our own wording, not listed by
clause. Whether the turned sentence says what is asked for is judged afterwards by the analyzer (`plan`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DUTY: Final = re.compile(r"야 한다|[가-힣]한다\.|\bshall\b(?! not)")
_BAN: Final = re.compile(r"아니 된다|못한다|수 없다|아니한다|\bshall not\b|\bmay not\b")
_RIGHT: Final = re.compile(
    r"금융회사(?:는|가)[^.]*수 있다|Financial Company may\b|at the Financial Company['’]s request"
)
_NOTICE: Final = re.compile(r"통지|알리|알려|\bnotif|\bnotice\b")
_CONSENT: Final = re.compile(r"동의|\bconsent\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which turns our wording calls for."""

    duty: bool
    ban: bool
    right: bool
    notice: bool
    consent: bool


def wanted(wordings: tuple[str, ...]) -> Wanted:
    """Return what the clause wordings (in either language) ask for, taken together."""
    text = "\n".join(wordings)
    return Wanted(*(bool(sign.search(text)) for sign in (_DUTY, _BAN, _RIGHT, _NOTICE, _CONSENT)))


@dataclass(frozen=True, slots=True)
class Names:
    """The words that the document uses for the two parties."""

    provider: tuple[str, ...]
    customer: tuple[str, ...]
