"""What a company's own Word template may hold: text, styles, pictures, page fields and our slots.

A template is part of every contract made with it, so nothing in it may run, fetch or pull in another
file: no macros, embedded objects, external links, data connections, and no field but those that count
pages or repeat headings. An allow-list, because the list of what Word can run is not ours to keep.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from lxml import etree

from pipeline.errors import LibraryError
from pipeline.ooxml import W

SLOTTED = re.compile(r"(word/(document|header\d*|footer\d*)|docProps/core)\.xml")
"""The parts in which slots may stand."""

TAG = re.compile(r"\{\{|\{%|\{#")
"""What a template engine would take for code."""

MAX_BYTES = 50_000_000
"""Of a template, unpacked."""

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|docProps/thumbnail\.(jpeg|png|emf|wmf)"
    r"|word/(document|styles|stylesWithEffects|numbering|settings|webSettings|fontTable|footnotes|endnotes|comments"
    r"|header\d*|footer\d*)\.xml|word/_rels/[\w.]+\.rels|word/theme/(_rels/)?theme\d+\.xml(\.rels)?"
    r"|word/media/[\w.-]+\.(png|jpe?g|gif|bmp|tiff?)|word/fonts/[\w.-]+\.odttf|customXml/(_rels/)?[\w.]+"
)
_FIELDS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF STYLEREF TOC TC SEQ TITLE HYPERLINK".split()
)
_ACTIVE = frozenset("altChunk object control subDoc attachedTemplate mailMerge OLEObject".split())


def require_size(path: Path, data: bytes) -> None:
    """Raise LibraryError where the package would unpack to more than MAX_BYTES, BadZipFile where it is none."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
            raise LibraryError(f"{path}: 서식 파일을 풀면 {MAX_BYTES:,}바이트를 넘습니다. 그림을 줄이십시오.")


def require_inert(path: Path, parts: Mapping[str, bytes]) -> None:
    """Raise LibraryError that lists everything in the template `path` that a template may not hold.

    Raises etree.XMLSyntaxError where a part is not well-formed.
    """
    faults = [f"{part}: {what}" for part in sorted(parts) for what in _faults(part, parts[part])]
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults[:20])
        raise LibraryError(f"{path}: 서식에 둘 수 없는 것이 있습니다. Word에서 지우고 다시 저장하십시오.\n{listed}")


def _faults(part: str, data: bytes) -> Iterator[str]:
    if not _PARTS.fullmatch(part):
        yield "매크로나 포함된 파일일 수 있어 받지 않습니다"
        return
    if not part.endswith((".xml", ".rels")):
        return
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.doctype:
        yield "문서형 선언(DOCTYPE)이 있습니다"
    if part.endswith(".rels"):
        yield from _links(root)
        return
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _ACTIVE:
            yield f"실행되거나 다른 파일을 끌어오는 요소 '{etree.QName(element).localname}'이(가) 있습니다"
    yield from _fields(root)
    yield from _tags(part, root)


def _links(root: etree._Element) -> Iterator[str]:
    for relation in root:
        target = str(relation.get("Target"))
        if relation.get("TargetMode") == "External" or "://" in target or target.startswith("file:"):
            yield f"바깥을 가리키는 연결이 있습니다({target[:60]})"


def _fields(root: etree._Element) -> Iterator[str]:
    """Fields by their first word; a complex field may be split over several w:instrText."""
    told: list[str] = []
    for element in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}fldSimple"):
        if element.tag == f"{{{W}}}instrText":
            told.append(element.text or "")
            continue
        if element.tag == f"{{{W}}}fldSimple":
            told = [str(element.get(f"{{{W}}}instr", ""))]
        if said := "".join(told).split():
            name = said[0].upper()
            if name not in _FIELDS or (name == "HYPERLINK" and "\\l" not in said):
                yield f"쓸 수 없는 필드 '{said[0][:30]}'이(가) 있습니다"
        told = []
    if said := "".join(told).split():
        yield f"닫히지 않은 필드 '{said[0][:30]}'이(가) 있습니다"


def _tags(part: str, root: etree._Element) -> Iterator[str]:
    """Tags outside the parts that take slots, and in attributes anywhere."""
    texts = [str(value) for element in root.iter(etree.Element) for value in element.attrib.values()]
    if not SLOTTED.fullmatch(part):
        texts += [str(text) for text in root.itertext()]
    for text in texts:
        if found := TAG.search(text):
            yield f"자리표를 둘 수 없는 곳에 '{text[found.start() : found.start() + 40]}'이(가) 있습니다"
