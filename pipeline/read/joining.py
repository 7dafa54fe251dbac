"""Joins hard-wrapped lines: which lines of a text or PDF belong to one block.

In: the lines of a document. Out: groups of lines. A line is joined to the one before only
where it clearly continues it: the text is wrapped (many lines of nearly one width), the
line before is full or breaks off, and the line starts no article, item or heading.
Whitespace is never decided here; offsets stay with the caller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.read import headings
from pipeline.read.markers import Series, marker

_WIDE = re.compile("[\u1100-\u11ff\u2460-\u24ff\u3000-\u9fff\uac00-\ud7af\uff00-\uff60]+")
_TERMINAL = re.compile(r"(?:[.。?!:;：]|(?:니|한|된|있|없|않는|이|진|는|았|었|였)다|[함임됨음])[\"”'’)\]」』】]*$")
_BROKEN_OFF = re.compile(
    r"(?:[은는을를이가의와과에로및,·ㆍ(「“‘]|또는|하여|하고|하는|으로|에서|에게|하며|or|and|the|of|to|a|in|by|for|with|that)$"
)
_FINAL = re.compile(r"^(?:다|요|것|함|음|임)[.。]")
_NARROWEST: Final = 36
_WIDEST: Final = 165
_CHUNK: Final = 60
_WINDOW: Final = 7
_RUN: Final = 4


def width(text: str) -> int:
    """Return the width of a line in columns, a Korean character counting two."""
    return len(text) + sum(map(len, _WIDE.findall(text)))


def starts_heading(line: str) -> bool:
    """Whether a line opens an article, a chapter, an annex or a table of contents."""
    return bool(
        headings.jo(line)
        or headings.chapter(line)
        or headings.annex(line)
        or headings.article_en(line)
        or headings.contents(line)
    )


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence or an item ends."""
    return _TERMINAL.search(line.rstrip()) is not None


def split_units(text: str) -> list[str]:
    """Part a paragraph with soft line breaks where a line starts an article or an item."""
    if "\n" not in text:
        return [text]
    series = Series()
    parts: list[list[str]] = []
    for line in text.split("\n"):
        words = line.strip()
        found = marker(words)
        starts = bool(words) and (starts_heading(words) or (found is not None and series.continues(found, words)))
        if starts or not parts:
            parts.append([line])
        else:
            parts[-1].append(line)
    return ["\n".join(part) for part in parts]


class Joiner:
    """Groups the lines of one document; `alone[i]` says that line i stands by itself.

    `printed`: the lines are those of printed pages, so they are wrapped whatever they look like.
    """

    def __init__(self, lines: Sequence[str], alone: Sequence[bool] | None = None, *, printed: bool = False) -> None:
        self._printed = printed
        self._lines = [line.rstrip() for line in lines]
        self._alone = list(alone) if alone is not None else [False] * len(lines)
        self._words = [line.strip(" \t\u200b\ufeff\u3000") for line in self._lines]
        self._widths = [width(line) for line in self._lines]
        self._series = Series()
        self._limits = self._local_widths()
        self._runs = self._word_runs()

    def groups(self) -> list[tuple[int, int]]:
        """Return (first, last) line numbers of the blocks, in order, blank lines left out."""
        out: list[tuple[int, int]] = []
        first = last = -1
        for at, words in enumerate(self._words):
            if not words:
                continue
            starts = self._starts_unit(at)  # of every line: what a number follows is remembered
            if last >= 0 and not starts and self._joins(first, last, at):
                last = at
                continue
            if last >= 0:
                out.append((first, last))
            first = last = at
        if last >= 0:
            out.append((first, last))
        return out

    def _joins(self, first: int, last: int, at: int) -> bool:
        if self._alone[last] or self._alone[at]:
            return False
        if self._only_marker(last) and first == last:
            return True
        if self._in_run(last, at):
            return True
        gap = at - last > 1
        if not self._limits[last] or (gap and not self._breaks_off_full(last)):
            return False
        return self._continues(first, last, at)

    def _starts_unit(self, at: int) -> bool:
        words = self._words[at]
        if words.startswith("※") or starts_heading(words):
            return True
        if words[0] in "ㆍ·‧․" and at and not words[1:2].isspace() and self._is_full(at - 1):
            return False
        found = marker(words)
        return found is not None and self._series.continues(found, words)

    def _only_marker(self, at: int) -> bool:
        words = self._words[at]
        found = marker(words)
        if found:
            return not words[found.end :].strip(" \u200b*")
        article = headings.jo(words)
        return article is not None and not article.title and article.body == len(words)

    def _continues(self, first: int, last: int, at: int) -> bool:
        share = self._widths[last] / self._limits[last]
        if _FINAL.match(self._words[at]) and share > 0.6:
            return True
        if self._indent(at) > self._indent(last) and last > first:
            return False
        if _TERMINAL.search(self._words[last]):
            return share >= 0.9 and self._indent(at) <= self._indent(last) + (4 if last == first else 0)
        if _BROKEN_OFF.search(self._words[last]) or self._words[at][0].islower():
            return share >= 0.4
        return share >= (0.5 if self._words[last].isupper() and self._words[at].isupper() else 0.66)

    def _is_full(self, at: int) -> bool:
        return (
            self._limits[at] > 0
            and self._widths[at] >= 0.8 * self._limits[at]
            and not _TERMINAL.search(self._words[at])
        )

    def _breaks_off_full(self, last: int) -> bool:
        """A full line that breaks off before a blank line: a page ended there."""
        return not _TERMINAL.search(self._words[last]) and self._widths[last] >= 0.85 * self._limits[last]

    def _indent(self, at: int) -> int:
        line = self._lines[at]
        return len(line) - len(line.lstrip())

    def _in_run(self, last: int, at: int) -> bool:
        if self._runs[at]:
            return self._runs[last] or (not _TERMINAL.search(self._words[last]) and self._limits[last] > 0)
        return self._runs[last] and not _TERMINAL.search(self._words[last])

    def _word_runs(self) -> list[bool]:
        """Lines of one word in a long row: justified text that a PDF tool pulled apart."""
        inside = [False] * len(self._words)
        run: list[int] = []
        for at, words in enumerate([*self._words, "end of the lines"]):
            if not words:
                continue
            if at < len(self._words) and self._is_word(at, words):
                run.append(at)
                continue
            if len(run) >= _RUN:
                for member in run:
                    inside[member] = True
            run = []
        return inside

    def _is_word(self, at: int, words: str) -> bool:
        single = len(words) <= 20 and len(words.split()) == 1 and not self._alone[at]
        return single and not marker(words) and not starts_heading(words)

    def _local_widths(self) -> list[int]:
        """The width to which the text around each line is wrapped; 0 where it is not wrapped."""
        count = len(self._widths)
        everywhere = self._wrap_width(slice(0, count)) or (self._densest_width() if self._printed else 0)
        tops = [
            self._wrap_width(slice(max(0, at - _CHUNK), at + 2 * _CHUNK)) or everywhere
            for at in range(0, count, _CHUNK)
        ]
        out: list[int] = []
        for start, top in zip(range(0, count, _CHUNK), tops, strict=True):
            first, end = max(0, start - _WINDOW), min(start + _CHUNK, count)
            near = [w if w <= 1.1 * top else 0 for w in self._widths[first : end + _WINDOW]]
            limits = [max(near[max(0, at - first - _WINDOW) : at - first + _WINDOW + 1]) for at in range(start, end)]
            out += [limit if limit >= 0.6 * top else 0 for limit in limits]
        return out

    def _wrap_width(self, around: slice) -> int:
        """The width to which these lines are wrapped, or 0.

        Wrapped text has a sharp edge: many lines nearly as wide as the widest, and few wider.
        Measured on 85 real texts: a fifth and more at the edge where wrapped, a tenth and less where not.
        """
        known = sorted(w for w, alone in zip(self._widths[around], self._alone[around], strict=True) if w and not alone)
        if len(known) < 4:
            return 0
        top = known[max(0, int(len(known) * 0.97) - 1)]
        if not _NARROWEST <= top <= _WIDEST:
            return 0
        edge = sum(1 for w in known if 0.9 * top <= w <= 1.1 * top) / len(known)
        near = sum(1 for w in known if 0.8 * top <= w <= 1.1 * top) / len(known)
        return top if edge >= 0.2 or near >= 0.3 else 0

    def _densest_width(self) -> int:
        """The upper end of the tenth of the scale into which most lines fall."""
        known = sorted(w for w in self._widths if w >= _NARROWEST)
        best, found, low = 0, 0, 0
        for high, top in enumerate(known):
            while known[low] < 0.9 * top:
                low += 1
            if high - low >= best:
                best, found = high - low, top
        return found
