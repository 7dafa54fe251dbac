"""An independent reader of a DOCX for the tests: zipfile and ElementTree of the standard library only."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    """Return the root of each XML part; ElementTree raises where one is not well-formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {n: ElementTree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def paragraphs(root: ElementTree.Element) -> list[str]:
    """Return the text of every paragraph in order; a tab and a line break are one character each."""
    return ["".join(_pieces(paragraph)) for paragraph in root.iter(f"{W}p")]


def _pieces(paragraph: ElementTree.Element) -> list[str]:
    found = []
    for run in paragraph.iter(f"{W}r"):
        for element in run:
            if element.tag == f"{W}t":
                found.append(element.text or "")
            elif element.tag in (f"{W}br", f"{W}tab"):
                found.append("\n" if element.tag == f"{W}br" else "\t")
    return found


def title(found: dict[str, ElementTree.Element]) -> str:
    """Return the title in the document properties."""
    return found["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}title", "")
