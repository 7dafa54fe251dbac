"""The document as it is meant to read when every change is accepted; what the analyzer judges beforehand.

In: the document as read and edits. Out: a `Document` with the same places for everything that is not changed.
The redline, read back, must have this very text and these labels (`require_same`).
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.errors import OutputError
from pipeline.model import Block, Document
from pipeline.redline.edits import Edit, Line, Swap


@dataclass(frozen=True, slots=True)
class Intent:
    """The document with all edits accepted. `kept`: (start in it, start in the original, length) of what is unchanged."""

    document: Document
    kept: tuple[tuple[int, int, int], ...]

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of it stands in the original, None where any of it is new."""
        at = bisect_right(self.kept, (start, sys.maxsize, 0)) - 1
        if at < 0:
            return None
        new, old, length = self.kept[at]
        return (old + start - new, old + end - new) if end <= new + length else None


def intended(document: Document, edits: Sequence[Edit]) -> Intent:
    """Return the document with the edits accepted; comments and changes of the original are left out of it."""
    swaps = sorted((swap for edit in edits for swap in edit.swaps), key=lambda one: (one.start, one.end))
    behind: dict[int, list[Line]] = {}
    for edit in sorted((edit for edit in edits if edit.lines), key=lambda one: one.after):
        behind.setdefault(edit.after, []).extend(edit.lines)
    starts = [swap.start for swap in swaps]
    written = _Writer()
    for number, block in enumerate(document.blocks):
        own = swaps[bisect_left(starts, block.start) : bisect_right(starts, block.end)]
        written.block(document, block, own)
        for line in behind.get(number, ()):
            written.line(document, line)
    text = "\n".join(written.texts)
    changed = replace(document, text=text, blocks=tuple(written.blocks), changes=(), comments=())
    return Intent(changed, tuple(written.kept))


class _Writer:
    """Writes blocks one after another and notes what of them is unchanged."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.kept: list[tuple[int, int, int]] = []
        self._at = 0

    def block(self, document: Document, block: Block, swaps: Sequence[Swap]) -> None:
        """Write a block of the original with its swaps."""
        parts: list[str] = []
        length, old = 0, block.start
        kept: list[tuple[int, int, int]] = []
        for swap in swaps:
            kept.append((length, old, swap.start - old))
            parts += [document.text[old : swap.start], swap.text]
            length += swap.start - old + len(swap.text)
            old = swap.end
        kept.append((length, old, block.end - old))
        text = "".join([*parts, document.text[old : block.end]])
        trimmed = text.strip(" \n") if block.kind == "row" else text.strip()
        cut = text.find(trimmed)
        if trimmed:
            self.kept.extend((self._at - cut + new, start, size) for new, start, size in kept if size)
            self._add(trimmed, block)

    def line(self, document: Document, line: Line) -> None:
        """Write a new paragraph."""
        model = document.blocks[line.like]
        kind = model.kind if model.kind != "row" else "paragraph"
        level = model.level if model.kind == "heading" or line.by_list else 0
        label = line.label if line.by_list else ""
        self._add(line.written.strip(), replace(model, kind=kind, label=label, level=level))

    def _add(self, text: str, block: Block) -> None:
        self.texts.append(text)
        self.blocks.append(replace(block, start=self._at, end=self._at + len(text)))
        self._at += len(text) + 1


def require_same(meant: Document, found: Document) -> None:
    """Raise OutputError unless the redline reads as it was meant to, every number included."""
    if found.text != meant.text:
        at = next(
            (i for i, (a, b) in enumerate(zip(found.text, meant.text, strict=False)) if a != b),
            min(len(found.text), len(meant.text)),
        )
        raise OutputError(
            f"수정대비를 다시 읽으니 뜻한 글과 다릅니다('{found.text[max(0, at - 20) : at + 20]}'). 파일을 쓰지 않았습니다."
        )
    labels = [block.label for block in found.blocks], [block.label for block in meant.blocks]
    if labels[0] != labels[1]:
        at = next((i for i, (a, b) in enumerate(zip(*labels, strict=False)) if a != b), 0)
        place = meant.text[meant.blocks[at].start : meant.blocks[at].end][:20]
        raise OutputError(f"수정대비를 다시 읽으니 자동 번호가 달라졌습니다('{place}'). 파일을 쓰지 않았습니다.")
