"""New paragraphs put behind a paragraph or a table as tracked changes, the vendor's numbers untouched.

A new paragraph looks like one of the vendor's: its w:pPr, and the w:rPr of its text. It carries no automatic
number (w:numId 0, ECMA-376 part 1, 17.9.18), so it counts in no list and shifts no label; the indentation of the
list level is copied instead. Its paragraph mark is inserted (17.13.5.20), so that rejecting it joins nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Final

from lxml import etree

from pipeline.read.opc import Element
from pipeline.read.styles import VAL, W
from pipeline.redline.edits import Line
from pipeline.redline.faults import RefusedError
from pipeline.redline.runs import RPR, inserted, longest_run, looks_of
from pipeline.redline.stamp import INS, Stamp
from pipeline.redline.trace import TBL, P, Trace

PPR: Final = W + "pPr"
_ORDER: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
"""The children of w:pPr in the order of the schema (CT_PPr)."""
_DROPPED: Final = tuple(W + tag for tag in ("pageBreakBefore", "framePr", "sectPr", "pPrChange"))
_MARKS: Final = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))
_BLOCKS: Final = frozenset((P, TBL, W + "sdt", W + "customXml", W + "altChunk"))
_HOMES: Final = frozenset((W + "body", W + "sdtContent", W + "customXml"))


class Numbers:
    """The indentation that list levels give to their paragraphs; `root`: numbering.xml or None."""

    def __init__(self, root: Element | None) -> None:
        self._root = root

    def indent(self, num_id: str, level: str) -> Element | None:
        """Return a copy of the w:ind of a list level, None where it has none."""
        if self._root is None:
            return None
        for num in self._root.iterchildren(W + "num"):
            if num.get(W + "numId") == num_id:
                link = num.find(W + "abstractNumId")
                key = link.get(VAL) if link is not None else None
                for abstract in self._root.iterchildren(W + "abstractNum"):
                    if abstract.get(W + "abstractNumId") == key:
                        return self._of_level(abstract, level)
        return None

    @staticmethod
    def _of_level(abstract: Element, level: str) -> Element | None:
        for one in abstract.iterchildren(W + "lvl"):
            if one.get(W + "ilvl") == level:
                found = one.find(f"{PPR}/{W}ind")
                return copy.deepcopy(found) if found is not None else None
        return None


def require_home(home: Element) -> None:
    """Raise RefusedError unless a paragraph may be put behind `home`: in the body, in nothing that is locked."""
    for around in home.iterancestors():
        if around.tag == W + "document":
            return
        if around.tag not in _HOMES and around.tag != W + "sdt":
            raise RefusedError("새 문단을 넣을 자리가 글상자나 미확정 변경 같은 요소 안에 있습니다.")
    raise RefusedError("새 문단을 넣을 자리가 본문이 아니라 각주나 머리글에 있습니다.")


def closes(home: Element) -> bool:
    """Whether nothing follows in the same place, or a section ends here: then the last mark must stay last."""
    if home.tag == P and home.find(f"{PPR}/{W}sectPr") is not None:
        return True
    return not any(sibling.tag in _BLOCKS for sibling in home.itersiblings())


def add_paragraphs(trace: Trace, home: Element, lines: Sequence[Line], numbers: Numbers, stamp: Stamp) -> list[Element]:
    """Put a paragraph for each line behind `home`; return them. Raises RefusedError."""
    require_home(home)
    last = closes(home)
    if last and home.tag != P:
        raise RefusedError(
            "문서 끝의 표 뒤에는 새 문단을 넣을 수 없습니다. 표 뒤에 빈 문단을 하나 두고 다시 실행하십시오."
        )
    made: list[Element] = []
    for line in lines:
        made.append(_paragraph(trace, line, numbers, stamp))
    before = home
    for paragraph in made:
        before.addnext(paragraph)
        before = paragraph
    if last:
        _move_mark(home, made[-1], stamp)
    return made


def _paragraph(trace: Trace, line: Line, numbers: Numbers, stamp: Stamp) -> Element:
    block = trace.blocks[line.like]
    found = trace.touching(block.start, block.end)
    if not found:
        raise RefusedError("새 문단의 꼴을 본뜰 문단을 찾지 못했습니다.")
    model = found[0].paragraph
    paragraph = etree.Element(P)
    properties = _properties(model, numbered=bool(block.label), numbers=numbers)
    paragraph.append(properties)
    _mark(properties, stamp)
    run = longest_run(trace, block.start, block.end)
    paragraph.append(inserted(line.written, looks_of(run) if run is not None else None, stamp))
    return paragraph


def _properties(model: Element, *, numbered: bool, numbers: Numbers) -> Element:
    own = model.find(PPR)
    out = copy.deepcopy(own) if own is not None else etree.Element(PPR)
    for tag in _DROPPED:
        for child in out.findall(tag):
            out.remove(child)
    marks = out.find(RPR)
    if marks is not None:
        for tag in _MARKS:
            for child in marks.findall(tag):
                marks.remove(child)
    if numbered:
        _unnumber(out, numbers)
    return out


def _unnumber(properties: Element, numbers: Numbers) -> None:
    listed = properties.find(W + "numPr")
    indent = None
    if listed is not None:
        num_id, level = listed.find(W + "numId"), listed.find(W + "ilvl")
        if num_id is not None:
            indent = numbers.indent(num_id.get(VAL) or "", level.get(VAL) or "0" if level is not None else "0")
        properties.remove(listed)
    none = etree.Element(W + "numPr")
    etree.SubElement(none, W + "ilvl").set(VAL, "0")
    etree.SubElement(none, W + "numId").set(VAL, "0")
    put(properties, none)
    if indent is not None and properties.find(W + "ind") is None:
        put(properties, indent)


def put(properties: Element, child: Element) -> None:
    """Put a child into w:pPr where the schema wants it."""
    rank = _ORDER.index(child.tag.removeprefix(W))
    for at, other in enumerate(properties):
        name = other.tag.removeprefix(W)
        if name in _ORDER and _ORDER.index(name) > rank:
            properties.insert(at, child)
            return
    properties.append(child)


def _mark(properties: Element, stamp: Stamp) -> None:
    """Mark the paragraph mark as inserted; w:ins comes first in its w:rPr (CT_ParaRPr)."""
    marks = properties.find(RPR)
    if marks is None:
        marks = etree.Element(RPR)
        put(properties, marks)
    marks.insert(0, stamp.mark(INS))


def _move_mark(home: Element, last: Element, stamp: Stamp) -> None:
    """Give the vendor's last paragraph mark to the last new paragraph, so that it is the inserted ones that go.

    A paragraph mark that is rejected joins its paragraph to the next, which gives its properties to both; so the
    new last paragraph takes those of the old one unchanged (section included), and the old one keeps its look.
    """
    own = home.find(PPR)
    if own is not None and any(child.tag in _MARKS for child in own.findall(f"{RPR}/*")):
        raise RefusedError("문서의 마지막 문단에 다른 사람이 남긴 미확정 변경이 있어 그 뒤에 넣을 수 없습니다.")
    if own is None:
        own = etree.Element(PPR)
        home.insert(0, own)
    last.remove(last.find(PPR))
    last.insert(0, copy.deepcopy(own))
    for section in own.findall(W + "sectPr"):
        own.remove(section)
    _mark(own, stamp)
