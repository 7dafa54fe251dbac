"""Put the values of a deal into clause wording, and mark what was put in.

A value keeps its offsets as a mark, so that the renderer can highlight it and turn a
reference into a Word field. What the deal does not say stays visible as 【물음】.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline import deal as deals
from pipeline.assemble.voice import Voice
from pipeline.deal.fields import specs
from pipeline.errors import LibraryError
from pipeline.language import KOREAN
from pipeline.model import Library, Mark
from pipeline.particles import choose, double
from pipeline.wording import Part, Token, tokens

_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])'|^'(?=s\b)")


class Filler:
    """Fills wording from one deal; `numbers` gives the printed number of each clause."""

    def __init__(self, library: Library, deal: deals.Deal, numbers: dict[str, str], language: str = KOREAN) -> None:
        self.voice = Voice(language, library.english)
        self._blanks = library.blanks
        self._deal = deal
        self._numbers = numbers
        self._shown: dict[str, str] = {}

    def fill(self, text: str, entry: Any = None, place: str = "") -> tuple[str, tuple[Mark, ...]]:
        """Return the filled text and its marks.

        `entry` is one entry of a deal list and `place` its place ('sla.metrics[1]'): its
        fields come before the library's blanks. A unit is put behind a Korean number that has
        none; in English only where nothing else stands beside the number.
        Raise LibraryError for a blank or reference that the library does not resolve (the
        lint reports these beforehand).
        """
        pieces = tokens(text)
        if len(pieces) == 1 and pieces[0][0] is Part.TEXT:
            return self._curled(text, False), ()
        return self._joined(pieces, text, entry, place)

    def _joined(self, pieces: tuple[Token, ...], text: str, entry: Any, place: str) -> tuple[str, tuple[Mark, ...]]:
        out = ""
        marks: list[Mark] = []
        opened = False
        for index, (kind, value) in enumerate(pieces):
            if kind is Part.TEXT:
                out += self._curled(value, opened)
                opened ^= value.count('"') % 2 == 1
            elif kind is Part.CHOICE:
                out += _particle(value, out, marks)
            elif kind is Part.REF:
                number = self._number(value, text)
                marks.append(Mark("ref", len(out), len(out) + len(number), value))
                out += number
            else:
                after = pieces[index + 1] if index + 1 < len(pieces) else (Part.TEXT, "")
                own = entry is not None and value in specs(type(entry))
                said, unit, filled = self._field(entry, value, place) if own else self._value(value, text)
                target = f"{place}.{value}" if own else value
                marks.append(Mark("value" if filled else "blank", len(out), len(out) + len(said), target))
                out += said
                if unit and (len(pieces) == 1 if unit[0] == " " else not _begins(after, unit)):
                    out += unit
        return out, tuple(marks)

    def _number(self, clause: str, text: str) -> str:
        number = self._numbers.get(clause, "")
        if not number:
            raise LibraryError(
                f"조항 라이브러리: '{text[:40]}…'이 가리키는 조항 '{clause}'이(가) 이 계약에 없습니다. "
                "finclause library lint로 확인하십시오."
            )
        return number

    def _value(self, name: str, text: str) -> tuple[str, str, bool]:
        """Return what stands for the blank, its unit, and whether the deal filled it."""
        blank = self._blanks.get(name)
        if blank is None:
            raise LibraryError(
                f"조항 라이브러리: '{text[:40]}…'의 빈칸 '{name}'이(가) blanks.yaml에 없습니다. "
                "finclause library lint로 확인하십시오."
            )
        if name not in self._shown:
            self._shown[name] = self.voice.said_for(blank, self._deal)
        said = self._shown[name]
        return said or f"【{self.voice.asked(blank)}】", self.voice.unit(blank), bool(said)

    def _field(self, entry: Any, name: str, place: str) -> tuple[str, str, bool]:
        said = self.voice.shown(getattr(entry, name))
        if said:
            return said, "", True
        field = f"{place.partition('[')[0]}.{name}"
        return f"【{self.voice.asked_in_table(field, specs(type(entry))[name].title)}】", "", False

    def _curled(self, text: str, opened: bool) -> str:
        """Return `text` with the quotation marks of a printed contract; every mark keeps its place."""
        if self.voice.language != KOREAN:
            text = _APOSTROPHE.sub("’", text)
        return _curled(text, opened)


def _begins(token: Token, unit: str) -> bool:
    return token[0] is Part.TEXT and token[1].startswith(unit)


def shown(value: Any) -> str:
    """Return a value of a deal as a Korean contract writes it, '' for nothing."""
    return Voice().shown(value)


def _particle(pair: str, before: str, marks: list[Mark]) -> str:
    """Return the particle; the double form right after a blank whose value is not known yet."""
    if marks and marks[-1].kind == "blank" and marks[-1].end == len(before):
        return double(pair)
    return choose(pair, before)


def _curled(text: str, opened: bool) -> str:
    """Return `text` with straight double quotes turned into “ and ” by turns."""
    if '"' not in text:
        return text
    first, *rest = text.split('"')
    out = first
    for piece in rest:
        out += ("”" if opened else "“") + piece
        opened = not opened
    return out
