"""Counts the characters of a DOCX with the standard library only: what a reader must not lose.

Every w:t, w:delText, m:t and a:t of body, headers, footers, notes and comments, whatever stands
around it. Of two alternatives for one drawing the second is left out, of equal headers all but one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from pipeline.model import Document

_PART = re.compile(r"word/(?:document|header|footer|footnotes|endnotes|comments|hdr|ftr)\d*\.xml")
_TEXTS = ("}t", "}delText")
_PARAGRAPH = re.compile(r"\{[^}]*(?:wordprocessingml|math|drawingml)[^}]*\}")


def _texts(element: ElementTree.Element) -> Iterator[str]:
    if element.tag.endswith("}Fallback"):
        return
    if element.tag.endswith(_TEXTS) and _PARAGRAPH.match(element.tag):
        yield element.text or ""
    for child in element:
        yield from _texts(child)


def characters(data: bytes) -> Counter[str]:
    """How often each character that is not blank stands in the file."""
    stories: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if _PART.fullmatch(name):
                story = "".join(_texts(ElementTree.fromstring(package.read(name))))
                if story not in stories:
                    stories.append(story)
    return Counter(sign for story in stories for sign in story if not sign.isspace() and sign.isprintable())


def kept(document: Document) -> Counter[str]:
    """How often each character stands in what we read: text, deletions, comments, headers and footers."""
    out = [document.text, *document.margins, *(comment.text for comment in document.comments)]
    out += [
        change.text
        for change in document.changes
        if change.kind in ("delete", "move_from", "row_delete", "cell_delete")
    ]
    return Counter("".join(out))


def share_kept(data: bytes, document: Document) -> float:
    """The share of the characters of the file that we have, 1.0 for none lost."""
    wanted = characters(data)
    lost = wanted - kept(document)
    return 1 - lost.total() / max(1, wanted.total())
