"""The numbers that Word will print, counted the way Word counts, and compared with the contract's.

The template has three lists for each language (`templates/lists.py`): articles with 항·호·목·세목,
chapters, annexes with the same levels below. A level starts again when a shallower level of its list
has counted. The numbers in the file are automatic, so a draft is only right if this count gives the
labels of the `Contract`; where it does not, the draft is refused: `NumberingMismatchError`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.language import ENGLISH, KOREAN

_FIRST_EXTRA = 11
"""numId of the first list instance that a draft adds; the template uses those below."""

_GANADA = "가나다라마바사아자차카타파하"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Lists:
    """The numIds of the lists of one language."""

    articles: int
    chapters: int
    annexes: int


LISTS = {KOREAN: Lists(1, 2, 3), ENGLISH: Lists(4, 5, 6)}


class NumberingMismatchError(ValueError):
    """A label of the contract is not what automatic numbering gives: a defect of the assembler."""


def circled(number: int) -> str:
    """Return '①' to '⑳', the whole range of Word's decimalEnclosedCircle; ValueError beyond."""
    if not 1 <= number <= 20:
        raise ValueError(f"no circled number {number}")
    return chr(0x2460 + number - 1)


def ganada(number: int) -> str:
    """Return '가' to '하'; ValueError beyond, where Word and the law count differently."""
    if not 1 <= number <= len(_GANADA):
        raise ValueError(f"no 목 number {number}")
    return _GANADA[number - 1]


def letter(number: int) -> str:
    """Return 'a' to 'z'; ValueError beyond, where Word goes on with 'aa'."""
    if not 1 <= number <= len(_LETTERS):
        raise ValueError(f"no letter {number}")
    return _LETTERS[number - 1]


def roman(number: int) -> str:
    """Return 'i' to 'xxxix'; ValueError beyond, which no list of a contract reaches."""
    if not 1 <= number < 40:
        raise ValueError(f"no roman number {number}")
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


_Form = Callable[[int], str]
_KOREAN_FORMS: tuple[_Form, ...] = (
    circled,
    lambda number: f"{number}.",
    lambda number: f"{ganada(number)}.",
    lambda number: f"{number})",
)
_ENGLISH_FORMS: tuple[_Form, ...] = (
    lambda number: f"{number}.",
    lambda number: f"({letter(number)})",
    lambda number: f"({roman(number)})",
    lambda number: f"({letter(number).upper()})",
)
_ZEROS = tuple([0] * (4 - level) for level in range(5))
_HEADINGS = {1: "제{}조", 2: "제{}장", 3: "별지 {}", 4: "Article {}", 5: "Chapter {}", 6: "Annex {}"}
_FORMS = {list_id: _KOREAN_FORMS if list_id <= 3 else _ENGLISH_FORMS for list_id in _HEADINGS}


def label(list_id: int, level: int, number: int) -> str:
    """Return what Word prints for the `number`th paragraph of a level, without the gap after it."""
    return _HEADINGS[list_id].format(number) if level == 0 else _FORMS[list_id][level - 1](number)


@dataclass(slots=True)
class Numbering:
    """Counters of one draft. `extra` collects the list instances (w:num) it must add."""

    counts: dict[int, list[int]] = field(default_factory=lambda: {n: [0] * 5 for n in _HEADINGS})
    extra: list[str] = field(default_factory=list)
    _running: dict[int, tuple[int, int]] = field(default_factory=dict)

    def heading(self, list_id: int, printed: str) -> None:
        """Count a heading; NumberingMismatchError unless Word prints `printed`."""
        self._count(list_id, 0)
        self._running.pop(list_id, None)
        expected = label(list_id, 0, self.counts[list_id][0])
        if expected != printed:
            raise NumberingMismatchError(f"{printed!r} would be numbered {expected!r}")

    def paragraph(self, list_id: int, level: int, printed: str) -> int:
        """Count a numbered paragraph and return the numId to write; NumberingMismatchError as above.

        A list that starts again at its first number without a heading or shallower level in between
        (two lists under one annex) gets an instance of its own.
        """
        num_id = list_id
        if self._running:
            level_of_run, num_id = self._running.get(list_id, (5, list_id))
            if level < level_of_run:
                self._running.pop(list_id, None)
                num_id = list_id
        self._count(list_id, level)
        if self._label(list_id, level) == printed:
            return num_id
        if label(list_id, level, 1) != printed:
            raise NumberingMismatchError(f"{printed!r} would be numbered {self._label(list_id, level)!r}")
        self.counts[list_id][level] = 1
        return self._restart(list_id, level)

    def _label(self, list_id: int, level: int) -> str:
        try:
            return label(list_id, level, self.counts[list_id][level])
        except ValueError as error:
            raise NumberingMismatchError(str(error)) from error

    def _count(self, list_id: int, level: int) -> None:
        counts = self.counts[list_id]
        counts[level] += 1
        counts[level + 1 :] = _ZEROS[level]

    def _restart(self, list_id: int, level: int) -> int:
        num_id = _FIRST_EXTRA + len(self.extra)
        self.extra.append(
            f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{list_id}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        self._running[list_id] = (level, num_id)
        return num_id
