"""What Word does with tracked changes, told anew for the tests: accept or reject those of one author.

Works on the XML with ElementTree of the standard library and shares nothing with the program. Formatting is compared
run by run: neighbouring runs that look alike are one, as they are to a reader. Source: ECMA-376 part 1, 17.13.5.
"""

from __future__ import annotations

import copy
import io
import zipfile
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ANCHORS = (f"{W}commentRangeStart", f"{W}commentRangeEnd")


def part(data: bytes, name: str = "word/document.xml") -> ET.Element:
    """The root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))


def settled(root: ET.Element, author: str, *, accept: bool) -> ET.Element:
    """A copy of the document with the changes of the author accepted or rejected, and the comments on them gone."""
    root = copy.deepcopy(root)
    kept, lost = (f"{W}ins", f"{W}del") if accept else (f"{W}del", f"{W}ins")
    commented = _own_comments(root, author)
    _runs(root, author, kept, lost)
    _marks(root, author, lost)
    for element in list(root.iter()):
        for child in list(element):
            if _is_anchor(child, commented):
                element.remove(child)
    return root


def _is_anchor(element: ET.Element, commented: set[str]) -> bool:
    """Whether it marks the range of one of the comments, or is the run that refers to one."""
    if element.tag in _ANCHORS:
        return element.get(f"{W}id") in commented
    references = element.findall(f"{W}commentReference") if element.tag == f"{W}r" else []
    return any(reference.get(f"{W}id") in commented for reference in references)


def _own_comments(root: ET.Element, author: str) -> set[str]:
    """Comments whose reference the author inserted."""
    return {
        str(reference.get(f"{W}id"))
        for mark in root.iter(f"{W}ins")
        if mark.get(f"{W}author") == author
        for reference in mark.iter(f"{W}commentReference")
    }


def _runs(element: ET.Element, author: str, kept: str, lost: str) -> None:
    for child in list(element):
        _runs(child, author, kept, lost)
        if child.get(f"{W}author") != author or element.tag == f"{W}rPr":
            continue
        at = list(element).index(child)
        if child.tag == lost:
            element.remove(child)
        elif child.tag == kept:
            element.remove(child)
            for offset, inner in enumerate(list(child)):
                for text in inner.iter(f"{W}delText"):
                    text.tag = f"{W}t"
                element.insert(at + offset, inner)


def _marks(root: ET.Element, author: str, lost: str) -> None:
    """Settle paragraph marks: a mark that goes joins its paragraph to the next, whose properties both then have."""
    for parent in list(root.iter()):
        at = 0
        while at < len(parent):
            paragraph = parent[at]
            mark = _mark(paragraph, author) if paragraph.tag == f"{W}p" else None
            if mark is None:
                at += 1
                continue
            properties = paragraph.find(f"{W}pPr")
            assert properties is not None
            own = properties.find(f"{W}rPr")
            assert own is not None
            own.remove(mark)
            if not len(own):
                properties.remove(own)
            if mark.tag == lost:
                following = next((one for one in parent[at + 1 :] if one.tag == f"{W}p"), None)
                content = [child for child in paragraph if child.tag != f"{W}pPr"]
                assert following is not None or not content, "content that no paragraph takes up"
                parent.remove(paragraph)
                if following is not None:
                    start = 1 if following.find(f"{W}pPr") is not None else 0
                    for offset, child in enumerate(content):
                        following.insert(start + offset, child)
                continue
            at += 1


def _mark(paragraph: ET.Element, author: str) -> ET.Element | None:
    found = paragraph.findall(f"{W}pPr/{W}rPr/*")
    return next((m for m in found if m.tag in (f"{W}ins", f"{W}del") and m.get(f"{W}author") == author), None)


def plain(root: ET.Element) -> list[object]:
    """The document as comparable data: every element with its attributes, runs that look alike as one."""
    return _plain(root)


def _plain(element: ET.Element) -> list[object]:
    out: list[object] = [element.tag, sorted(element.attrib.items())]
    if element.tag in (f"{W}t", f"{W}delText", f"{W}instrText"):
        return [element.tag, element.text or ""]
    children: list[list[object]] = []
    for child in element:
        if child.tag in (f"{W}pPr", f"{W}rPr") and not len(child):
            continue
        told = _plain(child)
        last = children[-1] if children else None
        if child.tag == f"{W}r" and last and last[0] == f"{W}r" and _looks(last) == _looks(told):
            last[2] = _joined([*last[2], *[c for c in told[2] if c[0] != f"{W}rPr"]])  # type: ignore[misc,index]
        else:
            children.append(told)
    out.append(children)
    return out


def _looks(run: list[object]) -> object:
    return [child for child in run[2] if child[0] == f"{W}rPr"]  # type: ignore[attr-defined]


def _joined(parts: list[list[object]]) -> list[list[object]]:
    out: list[list[object]] = []
    for one in parts:
        if out and one[0] == f"{W}t" and out[-1][0] == f"{W}t":
            out[-1] = [one[0], f"{out[-1][1]}{one[1]}"]
        else:
            out.append(one)
    return out


def texts(root: ET.Element) -> list[str]:
    """The text of each paragraph; a tab and a line break are one character each. Deleted text is not among it."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return [
        "".join(
            (e.text or "") if e.tag == f"{W}t" else signs.get(e.tag, "") for run in paragraph.iter(f"{W}r") for e in run
        )
        for paragraph in root.iter(f"{W}p")
    ]
