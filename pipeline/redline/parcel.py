"""The DOCX that goes out: changed parts anew, all others as they were packed."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Mapping
from typing import Final

from pipeline.ooxml import escape
from pipeline.package import Packed, set_dates, write_package

CORE: Final = "docProps/core.xml"
_BY: Final = re.compile(rb"(<(?:\w+:)?lastModifiedBy\b[^>]*?)(?:/>|>[^<]*(</(?:\w+:)?lastModifiedBy\s*>))")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified\b[^>]*>)[^<]*(</dcterms:modified>)")
_LOCAL: Final = 30
"""Bytes of a local file header before name and extra field (APPNOTE 4.3.7)."""


def part_names(data: bytes) -> tuple[str, ...]:
    """Return the names of the parts of a package, folders left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return tuple(name for name in archive.namelist() if not name.endswith("/"))


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the package `data` with the `changed` parts; the compressed bytes of the others are taken over."""
    parts: dict[str, bytes | Packed] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith("/") and entry.filename not in changed:
                parts[entry.filename] = Packed(entry.CRC, entry.file_size, entry.compress_type, _raw(data, entry))
    return write_package({**parts, **changed})


def _raw(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    start = entry.header_offset + _LOCAL + name + extra
    return data[start : start + entry.compress_size]


def core_by(core: bytes, author: str, date: dt.date) -> bytes:
    """Return the core properties with the author as the one who changed the file last, on `date`."""
    name = escape(author).encode("utf-8")
    found = _BY.search(core)
    if found:
        tag = re.match(rb"<([\w:]+)", found[1])
        assert tag is not None
        core = core[: found.start()] + found[1] + b">" + name + b"</" + tag[1] + b">" + core[found.end() :]
    stamp = _MODIFIED.search(core)
    if stamp:
        value = re.search(rb">([^<]*)<", set_dates(b"<dcterms:modified>x</dcterms:modified>", date))
        assert value is not None
        core = core[: stamp.start()] + stamp[1] + value[1] + stamp[2] + core[stamp.end() :]
    return core
