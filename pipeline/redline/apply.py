"""Writes edits into a DOCX as tracked changes, all of them or none.

In: the bytes of the vendor's file, edits with their comments, author and date. Out: the bytes of the redline.
Raises RedlineError that lists every edit that cannot be made. Only the paragraphs that change are written anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.read.opc import Element, Package
from pipeline.read.styles import W
from pipeline.redline import guard
from pipeline.redline.comments import Note, anchor, comments_part
from pipeline.redline.edits import Edit, Swap
from pipeline.redline.faults import RedlineError, RefusedError
from pipeline.redline.paragraphs import PPR, Numbers, add_paragraphs
from pipeline.redline.parcel import CORE, core_by, part_names, repacked
from pipeline.redline.runs import add_after, child_of, inserted, looks_of, strike
from pipeline.redline.splice import Cut, fragment, ranges, spliced
from pipeline.redline.stamp import DEL, INS, Stamp
from pipeline.redline.trace import TBL, P, Trace, trace

_SAYS = frozenset((W + "t", W + "delText", W + "tab", W + "br", W + "drawing", W + "fldChar"))
"""What makes a sibling more than a place."""


@dataclass(frozen=True, slots=True)
class Commented:
    """An edit with the paragraphs of its comment."""

    edit: Edit
    comment: tuple[str, ...]


@dataclass(slots=True)
class _Work:
    trace: Trace
    stamp: Stamp
    numbers: Numbers
    changed: list[Element] = field(default_factory=list)
    added: dict[int, tuple[Element, list[Element]]] = field(default_factory=dict)
    followed: list[Element] = field(default_factory=list)
    marks: dict[int, list[Element]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The redline and the id of the comment of each edit, in the order of the edits."""

    data: bytes
    comments: tuple[int, ...]


def apply(
    name: str, data: bytes, edits: Sequence[Commented], author: str, date: dt.date, traced: Trace | None = None
) -> Written:
    """Return the file with the edits as tracked changes; raises RedlineError or ReadError, then nothing is made.

    `traced`: the trace of the file where it was made already; its tree is changed here, so it serves once.
    """
    package = Package(name, data)
    names = part_names(data)
    guard.require_open(package, names)
    main = package.main_part()
    source = package.read(main)
    above = guard.highest_id({part: package.read(part) for part in names if part.endswith(".xml")})
    traced = trace(package) if traced is None else traced
    order = list(traced.root.iter(P, TBL))
    stamp = Stamp(author, date, above)
    work = _Work(traced, stamp, Numbers(traced.numbering))
    _write(work, [one.edit for one in edits], name)
    notes = [Note(stamp.number(), one.comment) for one in edits]
    for place, note in enumerate(notes):
        marks = work.marks[place]
        anchor(marks[0], _comment_end(work, marks), note.number, stamp)
    stamp.number_all([traced.root])
    changed = {main: _main_part(source, order, work), **comments_part(package, main, notes, stamp)}
    if package.has(CORE):
        changed[CORE] = core_by(package.read(CORE), author, date)
    return Written(repacked(data, changed), tuple(note.number for note in notes))


def _write(work: _Work, edits: Sequence[Edit], name: str) -> None:
    """Make the edits in the tree: swaps from the end to the start, so that no offset is met twice; then paragraphs."""
    reasons: list[str] = []
    work.followed = [home for edit in edits if edit.lines and (home := _home(work, edit)) is not None]
    swaps = [(swap, number) for number, edit in enumerate(edits) for swap in edit.swaps]
    for swap, number in sorted(swaps, key=lambda one: (-one[0].start, -one[0].end)):
        try:
            marks = _swap(work, swap)
        except RefusedError as error:
            reasons.append(f"{edits[number].place}: {error}")
            continue
        work.marks.setdefault(number, [])[:0] = marks
    for after, group in groupby(
        sorted((n for n, edit in enumerate(edits) if edit.lines), key=lambda n: (edits[n].after, n)),
        key=lambda n: edits[n].after,
    ):
        numbers = list(group)
        try:
            _add(work, edits, numbers, after)
        except RefusedError as error:
            reasons.extend(f"{edits[number].place}: {error}" for number in numbers)
    if reasons:
        listed = "\n".join(f"  {reason}" for reason in dict.fromkeys(reasons))
        raise RedlineError(f"{name}: 다음 변경을 적을 수 없어 아무것도 쓰지 않았습니다.\n{listed}")


def _home(work: _Work, edit: Edit) -> Element | None:
    try:
        return work.trace.home(edit.after)
    except RefusedError:  # told when the paragraphs are added
        return None


def _comment_end(work: _Work, marks: Sequence[Element]) -> Element | None:
    """Return the mark that the comment stands behind, None where it stands before the first.

    Nothing inserted may end a paragraph that a new one follows: LibreOffice takes both for one insertion and joins
    the paragraph to the next when it is rejected. There the struck text comes last.
    """
    if not _ends_followed(work, marks[-1]):
        return marks[-1]
    return next((mark for mark in reversed(marks) if mark.tag == INS), None)


def _ends_followed(work: _Work, mark: Element) -> bool:
    paragraph = mark.getparent()
    is_followed = any(paragraph is home for home in work.followed)
    return is_followed and mark.tag == DEL and not any(_SAYS.intersection(_tags(one)) for one in mark.itersiblings())


def _tags(element: Element) -> Iterator[str]:
    return (inner.tag for inner in element.iter())


def _swap(work: _Work, swap: Swap) -> list[Element]:
    """Make one swap; return the paragraph's children that hold it."""
    if swap.start == swap.end:
        mark = add_after(work.trace, swap.start, swap.text, work.stamp)
        marks = [mark]
    else:
        pieces = work.trace.pieces(swap.start, swap.end)
        guard.require_main(pieces[0].child)
        guard.require_unlocked(pieces[0].child)
        looks = looks_of(pieces[0].run)
        marks = strike(work.trace, swap.start, swap.end, work.stamp)
        if swap.text:
            mark = inserted(swap.text, looks, work.stamp)
            if _ends_followed(work, marks[-1]):
                marks[0].addprevious(mark)
                marks.insert(0, mark)
            else:
                marks[-1].addnext(mark)
                marks.append(mark)
    paragraph = next(marks[0].iterancestors(P))
    guard.require_main(marks[0])
    guard.require_unlocked(marks[0])
    work.changed.append(paragraph)
    return [child_of(paragraph, mark) for mark in marks]


def _add(work: _Work, edits: Sequence[Edit], numbers: Sequence[int], after: int) -> None:
    home = work.trace.home(after)
    guard.require_unlocked(home)
    lines = [line for number in numbers for line in edits[number].lines]
    made = add_paragraphs(work.trace, home, lines, work.numbers, work.stamp)
    if home.tag == P:
        work.changed.append(home)
    work.added[id(home)] = (home, made)
    at = 0
    for number in numbers:
        own = made[at : at + len(edits[number].lines)]
        at += len(own)
        marks = [child for paragraph in own for child in paragraph if child.tag != PPR]
        work.marks.setdefault(number, []).extend(marks)


def _main_part(source: bytes, order: Sequence[Element], work: _Work) -> bytes:
    """Return the main part with the changed paragraphs in place of the old ones and the new ones behind."""
    prefix = next((name for name, uri in work.trace.root.nsmap.items() if f"{{{uri}}}" == W), None)
    found = ranges(source, (P, TBL), prefix, len(order))
    spans = dict(zip(map(id, order), found, strict=True))
    changed = {id(element): element for element in work.changed}
    cuts = [Cut(*spans[key], fragment(element)) for key, element in changed.items()]
    for key, (_, made) in work.added.items():
        end = spans[key][1]
        cuts.append(Cut(end, end, b"".join(fragment(paragraph) for paragraph in made)))
    return spliced(source, cuts)
