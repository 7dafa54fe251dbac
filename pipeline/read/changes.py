"""Tracked changes of a DOCX: what was inserted, deleted and moved, by whom, when and where.

Word stores one change of a person in many elements, one a run. Elements of one kind, author
and date that follow each other without text between them are one change here, paragraph
marks included. Changes of format only are counted. Source: ECMA-376 part 1, 17.13.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.model import Change
from pipeline.read.blocks import clean
from pipeline.read.opc import Element
from pipeline.read.pieces import Spot
from pipeline.read.styles import W

KINDS: Final = {
    W + "ins": "insert",
    W + "del": "delete",
    W + "moveTo": "move_to",
    W + "moveFrom": "move_from",
}
GONE: Final = frozenset((W + "del", W + "moveFrom"))
_FORMATS: Final = tuple(
    W + tag
    for tag in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
        "cellMerge",
    )
)
_WORDLESS: Final = tuple(
    W + tag for tag in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "instrText")
)
_SIGNS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_TEXTS: Final = (W + "t", W + "delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")

Position = tuple[int, int]
"""Number of the paragraph, and how many parts of its text were read: to tell what follows what."""


@dataclass(slots=True)
class _Open:
    kind: str
    author: str
    date: str
    text: str
    spot: Spot
    end: Position


class Changes:
    """The changes of a document, in reading order."""

    def __init__(self) -> None:
        self.formats = 0
        self._found: list[_Open] = []
        self._closed = False

    def __len__(self) -> int:
        return len(self._found)

    def add(self, kind: str, element: Element, text: str, start: Position, end: Position) -> Spot | None:
        """Note a change; return the place to settle, or None where it goes on with the one before."""
        author, date = element.get(W + "author") or "", element.get(W + "date") or ""
        last = self._found[-1] if self._found and not self._closed else None
        self._closed = False
        if last and last.end == start and (last.kind, last.author, last.date) == (kind, author, date):
            last.text += text
            last.end = end
            return None
        spot = Spot()
        self._found.append(_Open(kind, author, date, text, spot, end))
        return spot

    def replace(self, since: int, kind: str, element: Element, text: str) -> Spot | None:
        """Note a row or cell as one change in place of its insertions, those from number `since` on."""
        inner = [change for change in self._found[since:] if change.kind != "insert"]
        del self._found[since:]
        self._found.extend(inner)
        spot = self.add(kind, element, text, (-1, -1), (-2, -2))
        self.close()
        return spot

    def close(self) -> None:
        """End the last change: what follows stands elsewhere."""
        self._closed = True

    def count_formats(self, root: Element) -> None:
        """Count the changes of format in a part."""
        self.formats += sum(1 for _ in root.iter(*_FORMATS))

    def settled(self) -> tuple[Change, ...]:
        """Return the changes, once the text stands."""
        return tuple(
            Change(found.kind, found.text.rstrip("\n") or found.text, found.author, found.date, found.spot.place)
            for found in self._found
        )


def text_of(element: Element) -> str:
    """Return the characters of a deleted or moved run, or of a deleted row; notes and drawings are not among them."""
    out: list[str] = []
    for child in element.iter(*_TEXTS, *_SIGNS):
        out.append(_SIGNS.get(child.tag, child.text or ""))
    return clean("".join(out))


def is_wordless(element: Element) -> bool:
    """Whether a change without characters still changes what is printed: a picture, a note, a field."""
    return next(element.iter(*_WORDLESS), None) is not None
