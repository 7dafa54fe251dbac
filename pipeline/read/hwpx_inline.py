"""The text of one HWPX paragraph: runs, fields, tracked changes, and the objects anchored in it.

A deletion can start in one paragraph and end in another; only deletions with both ends are left out. Objects in front
of the text that are laid out as characters come before it, all others after it. Source: KS X 6101:2024, 10.4-10.9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pipeline.read import limits
from pipeline.read.blocks import clean
from pipeline.read.hangul_marks import OpenChange, OpenMemo
from pipeline.read.hangul_numbers import spell
from pipeline.read.hangul_story import Story
from pipeline.read.hwpx_head import Head, lines, local, named, whole, words
from pipeline.read.opc import Element
from pipeline.read.pieces import Spot, ink

_FIXED: Final = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": ""}
_SILENT: Final = frozenset(
    ("colPr", "newNum", "pageNum", "pageNumCtrl", "pageHiding", "bookmark", "indexmark",
     "linesegarray", "markpenBegin", "markpenEnd", "titleMark", "metaTag")
)  # fmt: skip
_TICKS: Final = frozenset(("checkBtn", "radioBtn"))
_FORMS: Final = frozenset(("btn", "comboBox", "edit", *_TICKS))
_NUMBERED: Final = frozenset(("PICTURE", "TABLE", "EQUATION"))
"""Kinds of hp:autoNum that are text of a caption; the numbers of notes and pages are not."""


@dataclass(slots=True)
class Read:
    """A paragraph as read; `merged`: its paragraph mark is deleted. `spots`: places in its text."""

    text: str = ""
    spots: list[tuple[int, Spot]] = field(default_factory=list)
    merged: bool = False
    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)


class Inline:
    """Reads the paragraphs of a document one by one; `seen` counts the characters of hp:t that were met."""

    def __init__(self, head: Head, story: Story) -> None:
        self._head = head
        self._marks, self._counts, self._margins = story.marks, story.counts, story.margins
        self._deletions: frozenset[str] = frozenset()
        self._deleting: dict[str, OpenChange] = {}
        self._inserting: dict[str, OpenChange] = {}
        self._memos: dict[str, OpenMemo] = {}
        self._parts: list[str] = []
        self._ink = 0
        self._read = Read()
        self.seen = 0

    def begin(self, root: Element) -> None:
        """See which deletions of a section have both ends."""
        begins = Counter(mark.get("Id") or "" for mark in named(root, "deleteBegin"))
        ends = Counter(mark.get("Id") or "" for mark in named(root, "deleteEnd"))
        self._deletions = frozenset(key for key in begins if begins[key] == ends[key])
        for waiting in (self._deleting, self._inserting, self._memos):
            waiting.clear()
        self._counts.unmatched += sum(begins[key] for key in begins if key not in self._deletions)

    def paragraph(self, paragraph: Element) -> Read:
        """Return the text of a paragraph when all changes are accepted, and its objects."""
        self._parts, self._ink, self._read = [], 0, Read()
        for run in paragraph.iterchildren("{*}run"):
            start, before = len(self._parts), self._ink
            for child in run.iterchildren():
                self._child(child)
            if run.get("charPrIDRef") in self._head.struck:
                self._strike(start, before)
        for change in self._open():
            change.parts.append("\n")
        self._read.text = "".join(self._parts)
        self._read.merged |= bool(self._deleting)
        return self._read

    def _open(self) -> Iterator[OpenChange]:
        """The changes that take in what is read now; those opened long before and never closed are not among them."""
        return islice(reversed((self._deleting or self._inserting).values()), limits.OPEN_CHANGES)

    def _strike(self, start: int, before: int) -> None:
        """Take the parts from number `start` on out again."""
        self._counts.struck += self._ink - before
        del self._parts[start:]
        self._ink = before
        self._read.spots = [(min(count, before), spot) for count, spot in self._read.spots]

    def _spot(self, *, after: bool = False) -> Spot:
        spot = Spot(after)
        self._read.spots.append((self._ink, spot))
        return spot

    def leave(self, element: Element) -> int:
        """Leave out what `element` holds; how many characters that is."""
        size = ink(words(element))
        self.seen += size
        return size

    def _say(self, text: str | None) -> None:
        if not text:
            return
        for change in self._open():
            change.parts.append(text)
        if not self._deleting:
            text = clean(text)
            self._parts.append(text)
            self._ink += ink(text)

    def _child(self, element: Element) -> None:
        name = local(element)
        if name == "t":
            self._text(element)
        elif name == "ctrl":
            for child in element.iterchildren():
                self._child(child)
        elif name in _SILENT or self._mark(name, element):
            pass
        elif name == "secPr":  # some writers keep headers and footers in it
            self._margins.append(lines(element))
            self.leave(element)
        elif name == "fieldBegin":
            self._field(element)
        elif name == "fieldEnd":
            memo = self._memos.pop(element.get("beginIDRef") or "", None)
            if memo:
                memo.end = self._spot(after=True)
        elif name == "hiddenComment":
            self._counts.hidden += self.leave(element)
        elif name == "autoNum":
            self._number(element)
        elif name == "compose":
            self._say(element.get("composeText"))
        elif name == "dutmal":
            self._ruby(element)
        elif name == "equation":
            self._equation(element)
        elif name in _FORMS:
            self._form(name, element)
        elif name == "switch":
            for choice in element.iterchildren():
                for child in choice.iterchildren():
                    self._child(child)
                break
        elif self._deleting:
            self.leave(element)
        else:
            self._anchor(element)

    def _text(self, element: Element) -> None:
        self.seen += ink("".join(element.itertext()))
        self._say(element.text)
        for child in element.iterchildren():
            name = local(child)
            if name in _FIXED:
                self._say(_FIXED[name])
            elif name not in _SILENT and not self._mark(name, child):
                self._say("".join(child.itertext()))
            self._say(child.tail)

    def _mark(self, name: str, element: Element) -> bool:
        """Follow the marks of tracked changes; whether `element` is one."""
        key = element.get("Id") or ""
        ends_paragraph = element.get("paraend") == "1"
        if name == "insertBegin":
            self._inserting[key] = self._change("insert", element)
        elif name == "insertEnd":
            self._close(self._inserting.pop(key, None), ends_paragraph)
        elif name == "deleteBegin":
            if key in self._deletions:
                self._deleting[key] = self._change("delete", element)
        elif name == "deleteEnd":
            self._close(self._deleting.pop(key, None), ends_paragraph)
            self._read.merged = key in self._deletions and ends_paragraph
        else:
            return False
        return True

    def _change(self, kind: str, element: Element) -> OpenChange:
        change = OpenChange(kind, *self._head.change(element.get("TcId")), spot=self._spot())
        self._marks.changes.append(change)
        return change

    @staticmethod
    def _close(change: OpenChange | None, ends_paragraph: bool) -> None:
        if change and ends_paragraph:
            change.parts.append("\n")

    def _field(self, element: Element) -> None:
        """Begin a field; only a memo is kept, with what it is on."""
        self.leave(element)
        if element.get("type") != "MEMO":
            return
        said = {item.get("name"): item.text or "" for item in named(element, "stringParam")}
        memo = OpenMemo(lines(element), said.get("Author", ""), said.get("CreateDateTime", ""), self._spot())
        self._marks.memos.append(memo)
        self._memos[element.get("id") or ""] = memo

    def _number(self, element: Element) -> None:
        if element.get("numType") in _NUMBERED:
            form = next(named(element, "autoNumFormat"), None)
            kind, before, after = (
                (form.get("type"), form.get("prefixChar"), form.get("suffixChar")) if form is not None else ("", "", "")
            )
            self._say(f"{before or ''}{spell(whole(element.get('num'), 1), kind or 'DIGIT')}{after or ''}")

    def _ruby(self, element: Element) -> None:
        main, sub = (
            "".join("".join(part.itertext()) for part in named(element, tag)) for tag in ("mainText", "subText")
        )
        self._say(f"{main}({sub})" if sub.strip() else main)

    def _equation(self, element: Element) -> None:
        script = " ".join("".join(part.itertext()) for part in named(element, "script")).strip()
        self._counts.equations += 1
        self._say(script)

    def _form(self, name: str, element: Element) -> None:
        """What a form object shows: its caption, what is typed into it, what is chosen."""
        if name in _TICKS:
            self._say("☑" if element.get("value") == "CHECKED" else "□")
        elif name == "comboBox":
            self._say(element.get("selectedValue"))
        self._say(element.get("caption"))
        for text in element.iterchildren("{*}text"):
            self._say("".join(text.itertext()))

    def _anchor(self, element: Element) -> None:
        position = next(element.iterchildren("{*}pos"), None)
        leads = position is not None and position.get("treatAsChar") == "1" and not "".join(self._parts).strip()
        (self._read.before if leads else self._read.after).append(element)
