"""Tracked changes and memos of a Hangul document, kept apart with their places in the text.

Shared by the HWPX and the HWP 5 reader. A place is a `Spot` in a piece of text until the document stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Change, Comment
from pipeline.read.blocks import clean
from pipeline.read.pieces import Spot


@dataclass(slots=True)
class OpenChange:
    """A change whose text is still being read."""

    kind: str
    author: str = ""
    date: str = ""
    parts: list[str] = field(default_factory=list)
    spot: Spot = field(default_factory=Spot)


@dataclass(slots=True)
class OpenMemo:
    """A memo and the text it is on; a memo on nothing has no places."""

    text: str
    author: str = ""
    date: str = ""
    start: Spot | None = None
    end: Spot | None = None


class Marks:
    """The changes and memos of a document, in reading order."""

    def __init__(self) -> None:
        self.changes: list[OpenChange] = []
        self.memos: list[OpenMemo] = []

    def settled_changes(self) -> tuple[Change, ...]:
        """Return the changes, once the text stands."""
        return tuple(
            Change(found.kind, clean("".join(found.parts)), found.author, found.date, found.spot.place)
            for found in self.changes
        )

    def settled_memos(self, text: str) -> tuple[Comment, ...]:
        """Return the memos, once the text stands."""
        return tuple(self._settled(memo, text) for memo in self.memos)

    @staticmethod
    def _settled(memo: OpenMemo, text: str) -> Comment:
        start = memo.start.place if memo.start else -1
        end = memo.end.place if memo.end else -1
        quote = text[start:end].rstrip() if 0 <= start <= end else ""
        return Comment(memo.author, memo.date, clean(memo.text), min(start, len(text)), quote)
