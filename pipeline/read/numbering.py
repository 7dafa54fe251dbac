"""Automatic numbers of a DOCX, computed as Word prints them ('제3조', '①', '1.', '가.').

In: numbering.xml and the styles. Out: for each numbered paragraph, in order, its label.
Covered: style-bound numbering (w:pStyle, basedOn), w:numStyleLink, w:lvlOverride and
w:startOverride, w:lvlRestart, w:isLgl, restarts below a higher level, the number formats
of Korean, English and Chinese-character lists. The separator after the number (w:suff) is
white space, which `Block.label` does not carry. Source: ECMA-376 part 1, 17.9, 17.18.59.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from pipeline.read import limits
from pipeline.read.number_formats import format_number
from pipeline.read.opc import Element
from pipeline.read.styles import VAL, Style, W, by_tag, is_on, value_of, whole

_LEVELS: Final = 9
_FALLBACK_FORMAT: Final = ".//{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback/" + W + "numFmt"
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET_SIGNS: Final = re.compile("[\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One w:num: its levels, the counters it shares, the levels it starts anew, and those that a style is bound to."""

    levels: list[_Level]
    counter: str
    overrides: list[int]
    bound: dict[str, int]


class Numbering:
    """Counts the numbered paragraphs of one story of the document, in order."""

    def __init__(self, root: Element | None, styles: dict[str, Style]) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._stored: dict[str, tuple[Element, Element, str]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: dict[str, bool] = {}
        if root is not None:
            self._load(root)

    def label(self, style_id: str, num_id: str | None, level: int | None) -> tuple[str, int]:
        """Count one paragraph; return its label ('' where it has none) and its level."""
        style = self._styles.get(style_id) or self._styles[""]
        chosen = num_id if num_id is not None else style.num_id
        if chosen is None or (found := self._list(chosen)) is None:
            return "", 0
        if level is None:
            bound = found.bound.get(style_id)
            level = bound if bound is not None and num_id is None else style.level or bound or 0
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._count(chosen, found, level)
        return self._text(found, counts, level), level

    def _list(self, num_id: str) -> _List | None:
        """Return a list, its levels read when it is first asked for."""
        if num_id not in self._lists and num_id in self._stored:
            self._lists[num_id] = _list(*self._stored[num_id])
        return self._lists.get(num_id)

    # ---------------------------------------------------------------- counting

    def _count(self, num_id: str, found: _List, level: int) -> list[int | None]:
        counts = self._counters.setdefault(found.counter, [None] * _LEVELS)
        if num_id not in self._used:
            self._used[num_id] = True
            for place in found.overrides:
                counts[place] = None
        for higher in range(level):
            if counts[higher] is None:  # a level that was skipped counts as begun
                counts[higher] = found.levels[higher].start
        current = counts[level]
        counts[level] = found.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            if counts[deeper] is None:
                continue
            restart = found.levels[deeper].restart
            if restart is None or (restart > 0 and level < restart):
                counts[deeper] = None
        return counts

    def _text(self, found: _List, counts: list[int | None], level: int) -> str:
        item = found.levels[level]
        if item.form == "bullet":
            return "•" if not item.text or _BULLET_SIGNS.search(item.text) else item.text.strip()
        if item.form == "none" and not _PLACEHOLDER.search(item.text):
            return item.text.strip()

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            value = counts[place]
            shown = found.levels[place].start if value is None else value
            return format_number(shown, "decimal" if item.legal else found.levels[place].form)

        return _PLACEHOLDER.sub(number, item.text).strip()

    # ---------------------------------------------------------------- loading

    def _load(self, root: Element) -> None:
        abstract: dict[str, Element] = {}
        by_style: dict[str, str] = {}
        for element in root.iterchildren(W + "abstractNum"):
            key = element.get(W + "abstractNumId") or ""
            abstract[key] = element
            link = element.find(W + "styleLink")
            if link is not None:
                by_style[link.get(VAL) or ""] = key
        for element in root.iterchildren(W + "num"):
            reference = element.find(W + "abstractNumId")
            key = (reference.get(VAL) or "") if reference is not None else ""
            if key not in abstract:
                continue
            linked = abstract[key].find(W + "numStyleLink")
            if linked is not None:
                key = by_style.get(linked.get(VAL) or "", key)
            self._stored[element.get(W + "numId") or ""] = element, abstract[key], key


def _list(num: Element, abstract: Element, key: str) -> _List:
    levels = [_Level() for _ in range(_LEVELS)]
    for element in abstract.iterchildren(W + "lvl"):
        place = whole(element.get(W + "ilvl"), 0)
        if 0 <= place < _LEVELS:
            levels[place] = _level(element)
    overrides: list[int] = []
    for element in num.iterchildren(W + "lvlOverride"):
        place = whole(element.get(W + "ilvl"), 0)
        if not 0 <= place < _LEVELS:
            continue
        own = element.find(W + "lvl")
        if own is not None:
            levels[place] = _level(own)
        start = element.find(W + "startOverride")
        if start is not None:
            overrides.append(place)
            levels[place] = replace(levels[place], start=whole(start.get(VAL), 1))
    bound = {item.style: place for place, item in reversed([*enumerate(levels)]) if item.style}
    return _List(levels, key, overrides, bound)


def _level(element: Element) -> _Level:
    own = by_tag(element)
    form = value_of(own.get(W + "numFmt"))
    restart = value_of(own.get(W + "lvlRestart"))
    return _Level(
        form=form or value_of(element.find(_FALLBACK_FORMAT)) or "decimal",
        text=(value_of(own.get(W + "lvlText")) or "")[: limits.LABEL_PATTERN],
        start=whole(value_of(own.get(W + "start")), 0),
        restart=whole(restart, 0) if restart is not None else None,
        legal=is_on(own.get(W + "isLgl")),
        style=value_of(own.get(W + "pStyle")) or "",
    )
