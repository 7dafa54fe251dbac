"""What a redline changes, in terms of `Document.text`: swaps within a paragraph, new paragraphs behind one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Swap:
    """Put `text` in the place of `Document.text[start:end]`; start == end adds it there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A new paragraph: `label` ('④', '제5조의2', '') and the text after it.

    `kind`: heading, text or item. `like`: number of the block whose look it takes. `by_list`: the label comes from the
    list that the paragraph `like` belongs to, so it is not written out.
    """

    label: str
    text: str
    kind: str
    like: int
    by_list: bool = False
    gap: str = " "

    @property
    def written(self) -> str:
        """The paragraph as it is written out."""
        return self.text if self.by_list or not self.label else f"{self.label}{self.gap}{self.text}"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change with one comment.

    `kind`: corrected (words of a sentence), replaced (a sentence by our wording), added (new paragraphs), article
    (a new article). `after`: number of the block that `lines` follow, -1 without lines. `place`: where, as a lawyer
    cites it. `elements`: ids in library order.
    """

    kind: str
    place: str
    elements: tuple[str, ...]
    swaps: tuple[Swap, ...] = ()
    after: int = -1
    lines: tuple[Line, ...] = ()
    clauses: tuple[str, ...] = field(default=())

    @property
    def at(self) -> int:
        """Where it begins, to put edits in reading order: offset of the first swap, -1 without one."""
        return min((swap.start for swap in self.swaps), default=-1)
