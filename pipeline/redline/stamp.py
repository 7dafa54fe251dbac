"""The marks of one author on one day, and their ids. Source: ECMA-376 part 1, 17.13.4, 17.13.5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from lxml import etree

from pipeline.package import timestamp
from pipeline.read.opc import Element
from pipeline.read.styles import W
from pipeline.redline.faults import RedlineError

INS, DEL = W + "ins", W + "del"
_ID: Final = W + "id"
_LARGEST: Final = 2**31 - 1
"""ST_DecimalNumber as Word stores it."""


class Stamp:
    """Makes marks with author and date; ids are given at the end, in the order of the document."""

    def __init__(self, author: str, date: dt.date, above: int) -> None:
        self.author = author
        self.date = timestamp(date)
        self._next = above + 1

    def mark(self, tag: str) -> Element:
        """Return a new element of the tag with author and date."""
        return etree.Element(tag, {_ID: "", W + "author": self.author, W + "date": self.date})

    def number(self) -> int:
        """Return the next free id. Raises RedlineError where the file has used all of them."""
        if self._next > _LARGEST:
            raise RedlineError(
                "파일의 식별 번호가 한도까지 쓰여 변경을 적을 수 없습니다. Word에서 다시 저장하여 주십시오."
            )
        self._next += 1
        return self._next - 1

    def number_all(self, roots: Iterable[Element]) -> None:
        """Give an id to every mark under the roots that has none yet."""
        for root in roots:
            for element in root.iter(INS, DEL):
                if element.get(_ID) == "":
                    element.set(_ID, str(self.number()))
