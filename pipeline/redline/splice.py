"""XML parts changed by the byte: what is not replaced stays as it was written.

A parser that writes a part anew changes more than was asked for (quotes, entities, comments). Here a part is
cut at the byte ranges of its paragraphs and only those that were changed are put in anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from lxml import etree

from pipeline.read.opc import Element

_SPACE: Final = "\x01"
_NAME: Final = re.compile(rb"<([^\s/>]+)")
_OPAQUE: Final = (b"<!--", b"<![CDATA[")
"""What may hold a '<' that begins no tag."""
_QUOTED: Final = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class _Seen:
    """`open`: number of each wanted element that is still open. `root`: where its tag begins, and its end tag (-1: none)."""

    ranges: list[tuple[int, int]] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    root: tuple[int, int] = (0, -1)


def ranges(data: bytes, tags: Sequence[str], prefix: str | None, count: int) -> list[tuple[int, int]]:
    """Return (start, end) in bytes of every element with one of the lxml `tags`, in the order in which they begin.

    `prefix`: how the root names their namespace. `count`: how many there are, as the parser counts them; where a plain
    search by the prefix finds another number (other prefixes, comments), the part is scanned with expat instead.
    """
    if prefix and not any(mark in data for mark in _OPAQUE):
        found = _searched(data, [tag.rpartition("}")[2] for tag in tags], prefix)
        if len(found) == count:
            return found
    return _scan(data, tags).ranges


def _searched(data: bytes, names: Sequence[str], prefix: str) -> list[tuple[int, int]]:
    """Return the ranges by a search for the tags: outside of comments and the like a '<' always begins a tag."""
    spelled = "|".join(names)
    tag = rf"<(/?){prefix}:(?:{spelled})(?=[\s/>])(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>"
    out: list[tuple[int, int]] = []
    opened: list[int] = []
    for found in re.finditer(tag.encode(), data):
        if found[1]:
            if not opened:
                return []
            number = opened.pop()
            out[number] = (out[number][0], found.end())
        else:
            if data[found.end() - 2 : found.end() - 1] != b"/":
                opened.append(len(out))
            out.append((found.start(), found.end()))
    return out


def _scan(data: bytes, tags: Iterable[str]) -> _Seen:
    wanted = frozenset(tag[1:].replace("}", _SPACE) for tag in tags)
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if name in wanted or depth == 1:
            start = parser.CurrentByteIndex
            end = _tag_end(data, start)
            empty = data[end - 2 : end] == b"/>"
            if depth == 1:
                seen.root = (start, -1)
            if name in wanted:
                seen.open.append(-1 if empty else len(seen.ranges))
                seen.ranges.append((start, end if empty else -1))

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        here = parser.CurrentByteIndex
        if name in wanted and (number := seen.open.pop()) >= 0:
            seen.ranges[number] = (seen.ranges[number][0], _tag_end(data, here))
        if depth == 0 and data[here : here + 2] == b"</":
            seen.root = (seen.root[0], here)

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.Parse(data, True)
    return seen


def _tag_end(data: bytes, start: int) -> int:
    """Return where the tag that begins at `start` ends."""
    found = _QUOTED.match(data, start)
    return found.end() if found else data.index(b">", start) + 1


def with_child(data: bytes, child: bytes) -> bytes:
    """Return the XML part with `child` as the last child of its root."""
    start, end = _scan(data, ()).root
    if end >= 0:
        return data[:end] + child + data[end:]
    opened = _tag_end(data, start)  # the root is one empty tag: <Types/>
    name = _NAME.match(data, start)
    assert name is not None
    return data[: opened - 2].rstrip() + b">" + child + b"</" + name[1] + b">" + data[opened:]


@dataclass(frozen=True, slots=True)
class Cut:
    """Put `new` in the place of `data[start:end]`."""

    start: int
    end: int
    new: bytes


def spliced(data: bytes, cuts: Sequence[Cut]) -> bytes:
    """Return `data` with the cuts made; they must not overlap."""
    out: list[bytes] = []
    at = 0
    for cut in sorted(cuts, key=lambda one: (one.start, one.end)):
        if cut.start < at:
            raise AssertionError("two cuts overlap")
        out += [data[at : cut.start], cut.new]
        at = cut.end
    return b"".join([*out, data[at:]])


def fragment(element: Element) -> bytes:
    """Return an element as it stands inside its part: UTF-8, without the namespaces that are declared around it."""
    written: bytes = etree.tostring(element, encoding="utf-8", with_tail=False, xml_declaration=False)
    around = element.getparent().nsmap
    tag = _QUOTED.match(written)
    assert tag is not None
    head = tag[0]
    for prefix, uri in element.nsmap.items():
        if around.get(prefix) == uri:
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            declared = f' {name}="{uri}"'.encode()
            head = head.replace(declared, b"", 1)
    return head + written[len(tag[0]) :]
