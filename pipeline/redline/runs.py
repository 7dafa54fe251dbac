"""Runs of a paragraph cut at characters, struck out and added to as tracked changes.

Each run keeps its w:rPr on both sides of a cut; added text takes that of the text it stands beside.
Source: ECMA-376 part 1, 17.3.2 (runs), 17.13.5.14 (del), 17.13.5.18 (ins), 17.3.3.7 (delText).
"""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from pipeline.read.opc import Element
from pipeline.read.styles import W
from pipeline.redline.faults import RefusedError
from pipeline.redline.stamp import DEL, INS, Stamp
from pipeline.redline.trace import P, Piece, Trace

R: Final = W + "r"
T: Final = W + "t"
RPR: Final = W + "rPr"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PLAIN: Final = frozenset(
    W + tag for tag in ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak", "ptab")
)
_AROUND: Final = frozenset(W + tag for tag in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo"))
_REVISIONS: Final = frozenset(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_CHANGES: Final = tuple(W + tag for tag in ("rPrChange", "ins", "del", "moveFrom", "moveTo"))


def strike(trace: Trace, start: int, end: int, stamp: Stamp) -> list[Element]:
    """Mark `text[start:end]` as deleted; return the w:del elements in order. Raises RefusedError."""
    pieces = trace.pieces(start, end)
    first, last = pieces[0], pieces[-1]
    runs = _runs_between(first, last)
    if end < last.end:
        split(last.run, last.child, last.raw[end - last.start])
    if start > first.start:
        tail = split(first.run, first.child, first.raw[start - first.start])
        runs = [tail if run is first.run else run for run in runs]
    return [_struck(run, stamp) for run in runs if _has_content(run)]


def _runs_between(first: Piece, last: Piece) -> list[Element]:
    """Return the runs from the first piece to the last, all fit to be changed."""
    runs: list[Element] = []
    inside = False
    for element in first.paragraph.iter(R, W + "del", W + "moveFrom"):
        if element is first.run:
            inside = True
        if inside:
            if element.tag != R:
                raise RefusedError("다른 사람이 남긴 미확정 변경이 고칠 글 사이에 있습니다.")
            require_plain(element, first.paragraph)
            runs.append(element)
        if element is last.run:
            break
    if first.in_field or last.in_field:
        raise RefusedError("고칠 글이 필드(자동으로 바뀌는 글)의 결과입니다.")
    return runs


def require_plain(run: Element, paragraph: Element) -> None:
    """Raise RefusedError unless the run is text that a change may be made in."""
    if any(child.tag not in _PLAIN or child.get(W + "type") in ("page", "column") for child in run.iterchildren()):
        raise RefusedError("고칠 글 사이에 그림, 각주, 필드나 쪽 나누기가 있습니다.")
    for around in run.iterancestors():
        if around is paragraph:
            return
        if around.tag in _REVISIONS:
            raise RefusedError("고칠 글이 다른 사람이 남긴 미확정 변경 안에 있습니다.")
        if around.tag not in _AROUND:
            raise RefusedError("고칠 글이 필드나 수식처럼 고칠 수 없는 요소 안에 있습니다.")


def split(run: Element, child: Element, index: int) -> Element:
    """Cut the run before character `index` of its w:t `child`; return the run that begins there.

    The run itself keeps what comes before. Where nothing comes before, the run is returned as it is.
    """
    before = [sibling for sibling in child.itersiblings(preceding=True) if sibling.tag != RPR]
    if index == 0 and not before:
        return run
    tail = etree.Element(R, dict(run.attrib))
    properties = run.find(RPR)
    if properties is not None:
        tail.append(copy.deepcopy(properties))
    following = list(child.itersiblings())
    text: str = child.text or ""
    if index == 0:
        tail.append(child)
    elif index < len(text):
        tail.append(_text(T, text[index:]))
        child.text = text[:index]
        child.set(_SPACE, "preserve")
    for sibling in following:
        tail.append(sibling)
    run.addnext(tail)
    return tail


def _has_content(run: Element) -> bool:
    return any(child.tag != RPR for child in run.iterchildren())


def _struck(run: Element, stamp: Stamp) -> Element:
    mark = stamp.mark(DEL)
    run.addprevious(mark)
    mark.tail, run.tail = run.tail, None
    mark.append(run)
    for text in run.iterchildren(T):
        text.tag = W + "delText"
        text.set(_SPACE, "preserve")
    return mark


def _text(tag: str, text: str) -> Element:
    element = etree.Element(tag)
    element.text = text
    element.set(_SPACE, "preserve")
    return element


def looks_of(run: Element) -> Element | None:
    """Return a copy of the w:rPr of a run without the marks of earlier changes; None where it has none."""
    properties = run.find(RPR)
    if properties is None:
        return None
    out = copy.deepcopy(properties)
    for change in out.findall("*"):
        if change.tag in _CHANGES:
            out.remove(change)
    return out if len(out) else None


def new_run(text: str, looks: Element | None) -> Element:
    """Return a run of `text`; a line break becomes w:br, a tab w:tab."""
    run = etree.Element(R)
    if looks is not None:
        run.append(copy.deepcopy(looks))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, W + "br")
        for place, part in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, W + "tab")
            if part:
                run.append(_text(T, part))
    return run


def inserted(text: str, looks: Element | None, stamp: Stamp) -> Element:
    """Return a w:ins that holds a run of `text`."""
    mark = stamp.mark(INS)
    mark.append(new_run(text, looks))
    return mark


def add_after(trace: Trace, offset: int, text: str, stamp: Stamp) -> Element:
    """Add `text` before the character at `offset`, behind the one before it; return the w:ins.

    Raises RefusedError where no text of the same paragraph stands before or where it may not be changed.
    """
    piece = trace.piece_before(offset)
    if piece is None:
        raise RefusedError("글을 넣을 자리를 파일에서 찾지 못했습니다.")
    if piece.in_field:
        raise RefusedError("글을 넣을 자리가 필드(자동으로 바뀌는 글) 안입니다.")
    require_plain(piece.run, piece.paragraph)
    looks = looks_of(piece.run)
    if offset < piece.end:
        split(piece.run, piece.child, piece.raw[offset - piece.start])
    else:
        _split_after(piece)
    mark = inserted(text, looks, stamp)
    piece.run.addnext(mark)
    return mark


def _split_after(piece: Piece) -> None:
    """Cut the run behind the last character of the piece."""
    index = piece.raw[-1] + 1
    if index < len(piece.child.text):
        split(piece.run, piece.child, index)
        return
    following = piece.child.getnext()
    if following is not None:
        tail = etree.Element(R, dict(piece.run.attrib))
        properties = piece.run.find(RPR)
        if properties is not None:
            tail.append(copy.deepcopy(properties))
        for sibling in list(piece.child.itersiblings()):
            tail.append(sibling)
        piece.run.addnext(tail)


def child_of(paragraph: Element, element: Element) -> Element:
    """Return the child of the paragraph that holds `element`."""
    while element.getparent() is not paragraph:
        element = element.getparent()
    return element


def longest_run(trace: Trace, start: int, end: int) -> Element | None:
    """Return the run with the most text in the range that is plain text of its paragraph, None where there is none."""
    found = [piece for piece in trace.touching(start, end) if piece.run.getparent().tag in (P, INS)]
    return max(found, key=lambda piece: len(piece.raw)).run if found else None
