"""A bounded reader of zip packages: the zip of a DOCX (OPC, ECMA-376 part 2) or a HWPX and its XML parts.

In: the bytes of the file. Out: parts, parsed without DTD, entities or network. Raises
ReadError for a damaged package, for names that could be read in two ways (duplicates, '..'),
and beyond the limits of `pipeline.read.limits`. Sizes are checked before and while unpacking,
because a zip can lie about them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.read import limits
from pipeline.read.limiting import beyond

Element = Any
"""An lxml element (lxml ships no types)."""

_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_DOCTYPE: Final = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_ENCODINGS: Final = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
"""ECMA-376 part 2, 8.1.4: a part is UTF-8 or UTF-16."""
_BAD_NAME = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|\\|^[A-Za-z]:|\x00")
_RESOURCE_LIMIT: Final = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2: a tree deeper than 256, a text longer than 10 million characters."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED: Final = "손상된 파일입니다"
_DTD: Final = "문서 형식 선언(DTD)이 들어 있어 안전하게 읽을 수 없습니다"
_SMALLER: Final = "그림을 줄이거나 문서를 나누어 다시 저장하여 주십시오."
_AGAIN: Final = "원본을 다시 받거나 {program}에서 열어 다시 저장하여 넣어 주십시오."


class Package:
    """An opened package; `program` is what the user can repair it with. Parts are unpacked when asked for, each once."""

    def __init__(self, name: str, data: bytes, *, program: str = "Word") -> None:
        self.name = name
        self._program = program
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise self._error(_DAMAGED, _AGAIN, Outcome.DAMAGED) from error
        self._check(entries)
        self._entries = {entry.filename: entry for entry in entries}

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > limits.ZIP_ENTRIES:
            raise beyond(self.name, "ZIP_ENTRIES", f"안에 든 항목이 {len(entries):,}개입니다", _SMALLER)
        names = [entry.filename.lower() for entry in entries]
        if len(set(names)) != len(names):
            raise self._error("같은 이름의 항목이 둘 이상 있어 어느 쪽이 본문인지 정할 수 없습니다", _AGAIN)
        self._refuse_overlap(entries)
        total = 0
        for entry in entries:
            if _BAD_NAME.search(entry.filename) or _BAD_NAME.search(unquote(entry.filename)):
                raise self._error("안에 든 항목의 이름이 올바르지 않습니다", _AGAIN)
            total += entry.file_size
            if entry.file_size > max(limits.ZIP_RATIO_FROM, limits.ZIP_RATIO * max(1, entry.compress_size)):
                times = entry.file_size // max(1, entry.compress_size)
                what = f"압축을 풀면 너무 큽니다. {times:,}배로 커지는 항목이 있습니다"
                raise beyond(self.name, "ZIP_RATIO", what, _SMALLER)
            if entry.file_size > limits.ZIP_PART:
                raise beyond(self.name, "ZIP_PART", "압축을 풀면 너무 큽니다. 항목 하나가 그렇습니다", _SMALLER)
            if total > limits.ZIP_UNPACKED:
                raise beyond(self.name, "ZIP_UNPACKED", "압축을 풀면 너무 큽니다", _SMALLER)

    def _refuse_overlap(self, entries: list[zipfile.ZipInfo]) -> None:
        """Refuse a zip behind other bytes (another reader may read those) and entries that share their bytes (a bomb)."""
        end = 0
        for entry in sorted(entries, key=lambda one: one.header_offset):
            if entry.header_offset < end:
                raise self._error("안에 든 항목들이 서로 겹쳐 있습니다", _AGAIN)
            if not end and entry.header_offset:
                raise self._error("문서 앞에 다른 내용이 붙어 있어 어느 쪽이 본문인지 정할 수 없습니다", _AGAIN)
            end = entry.header_offset + entry.compress_size + 1

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part in self._entries

    def read(self, part: str) -> bytes:
        """Unpack one part; never more than its declared size."""
        entry = self._entries[part]
        if entry.flag_bits & 1:
            advice = "암호를 풀고 다시 저장하여 넣어 주십시오."
            raise self._error("암호가 걸린 압축 파일입니다", advice, Outcome.NEEDS_PASSWORD)
        if entry.compress_type not in _METHODS:
            raise self._error("지원하지 않는 방식으로 압축되어 있습니다", _AGAIN)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._error(f"{_DAMAGED}({part})", _AGAIN, Outcome.DAMAGED) from error
        if len(data) > entry.file_size:
            raise self._error("안에 든 항목이 적힌 크기보다 큽니다", _AGAIN, Outcome.DAMAGED)
        return data

    def xml(self, part: str) -> Element:
        """Return the root element of an XML part: no DTD, no entities, no network, no comments."""
        data = self.read(part)
        if data.count(b"<") > 2 * limits.XML_NODES:
            raise beyond(self.name, "XML_NODES", "본문에 든 요소가 너무 많습니다", _SMALLER)
        self._refuse_unsafe(data)
        if b"purl.oclc.org" in data[:8192]:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if getattr(error, "code", None) == _RESOURCE_LIMIT:
                what = f"{part}의 구조가 너무 깊거나 한 항목이 너무 깁니다(한도 256겹, 항목당 1,000만 자)"
                raise self._error(what, _SMALLER, Outcome.LIMIT) from error
            raise self._error(f"{_DAMAGED}({part})", _AGAIN, Outcome.DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            raise self._error(_DTD, _AGAIN)
        return root

    def _refuse_unsafe(self, data: bytes) -> None:
        """Refuse a part with a DTD before a parser sees it, and one in an encoding that a part cannot have."""
        if any(mark in data for mark in (_DOCTYPE if b"\x00" in data else _DOCTYPE[:1])):
            raise self._error(_DTD, _AGAIN)
        declared = _ENCODING.match(data)
        if declared and declared[1].lower() not in _ENCODINGS:
            raise self._error("이 형식에 쓸 수 없는 부호화로 적혀 있습니다", _AGAIN)

    def main_part(self) -> str:
        """Return the name of the main document part."""
        for kind, target, external in self._targets("_rels/.rels"):
            if kind.endswith("/officeDocument") and not external:
                part = target.lstrip("/")
                if self.has(part):
                    return part
        if self.has("word/document.xml"):
            return "word/document.xml"
        raise self._error("Word 문서의 본문이 없습니다", _AGAIN, Outcome.DAMAGED)

    def related(self, part: str) -> dict[str, list[str]]:
        """Return the parts that `part` relates to, by kind: {'numbering': ['word/numbering.xml']}."""
        folder, base = posixpath.split(part)
        out: dict[str, list[str]] = {}
        for kind, target, external in self._targets(posixpath.join(folder, "_rels", base + ".rels")):
            if external:
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if self.has(path):
                out.setdefault(kind.rsplit("/", 1)[-1], []).append(path)
        return out

    def _targets(self, part: str) -> list[tuple[str, str, bool]]:
        if not self.has(part):
            return []
        return [
            (item.get("Type") or "", item.get("Target") or "", item.get("TargetMode") == "External")
            for item in self.xml(part).iter(_RELATIONSHIPS)
        ]

    def _error(self, what: str, advice: str, outcome: Outcome = Outcome.REFUSED) -> ReadError:
        return ReadError(f"{self.name}: {what}. {advice.format(program=self._program)}", outcome)
