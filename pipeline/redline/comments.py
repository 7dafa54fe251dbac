"""Comments in the margin: the part that holds them, made or extended, and their places in the text.

Source: ECMA-376 part 1, 17.13.4 (comments); part 2 (relationships, content types).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipeline.ooxml import W as W_NAMESPACE
from pipeline.ooxml import escape
from pipeline.package import CONTENT_TYPES
from pipeline.read.opc import Element, Package
from pipeline.read.styles import W
from pipeline.redline.splice import with_child
from pipeline.redline.stamp import INS, Stamp

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_INITIALS: Final = 9


@dataclass(frozen=True, slots=True)
class Note:
    """A comment to be: its id and its paragraphs."""

    number: int
    lines: tuple[str, ...]


def anchor(first: Element, last: Element | None, number: int, stamp: Stamp) -> None:
    """Put the comment's range around `first` to `last`, children of paragraphs, and its reference behind.

    Without `last` the comment stands at the place before `first`.
    The reference is part of the inserted text: who rejects the change rejects the comment with it.
    """
    start = etree.Element(W + "commentRangeStart")
    end = etree.Element(W + "commentRangeEnd")
    for element in (start, end):
        element.set(W + "id", str(number))
    first.addprevious(start)
    mark = stamp.mark(INS)
    run = etree.SubElement(mark, W + "r")
    etree.SubElement(run, W + "commentReference").set(W + "id", str(number))
    (last if last is not None else start).addnext(end)
    end.addnext(mark)


def comments_part(package: Package, main: str, notes: Sequence[Note], stamp: Stamp) -> dict[str, bytes]:
    """Return the parts that change so that the document has these comments: the part itself, and what names it."""
    related = package.related(main).get("comments")
    written = "".join(_comment(note, stamp) for note in notes).encode("utf-8")
    if related:
        return {related[0]: with_child(package.read(related[0]), written)}
    folder = posixpath.dirname(main)
    name = _free(package, folder)
    part = f'<w:comments xmlns:w="{W_NAMESPACE}">'.encode() + written + b"</w:comments>"
    return {name: _HEAD + part, **_named(package, main, name)}


def _comment(note: Note, stamp: Stamp) -> str:
    author = escape(stamp.author)
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in note.lines)
    return (
        f'<w:comment xmlns:w="{W_NAMESPACE}" w:id="{note.number}" w:author="{author}" w:date="{stamp.date}" '
        f'w:initials="{escape(_initials(stamp.author))}">{lines}</w:comment>'
    )


def _initials(author: str) -> str:
    words = author.split()
    return ("".join(word[0] for word in words) if len(words) > 1 else author)[:_INITIALS]


def _free(package: Package, folder: str) -> str:
    number = 0
    while True:
        name = posixpath.join(folder, f"comments{number or ''}.xml")
        if not package.has(name):
            return name
        number += 1


def _named(package: Package, main: str, name: str) -> dict[str, bytes]:
    """Return the relationships of the main part and the content types with the new part in them."""
    folder, base = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    empty = _HEAD + f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    data = package.read(relations) if package.has(relations) else empty
    taken = set(re.findall(rb"\bId\s*=\s*[\"']([^\"']*)", data))
    number = next(n for n in range(1, len(taken) + 2) if f"rId{n}".encode() not in taken)
    relation = (
        f'<Relationship xmlns="{_RELATIONS}" Id="rId{number}" Type="{_RELATION}" Target="{posixpath.basename(name)}"/>'
    )
    override = f'<Override xmlns="{_TYPES}" PartName="/{name}" ContentType="{_TYPE}"/>'
    return {
        relations: with_child(data, relation.encode()),
        CONTENT_TYPES: with_child(package.read(CONTENT_TYPES), override.encode()),
    }
