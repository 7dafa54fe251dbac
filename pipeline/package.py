"""Zip packages (OOXML, OWPML) with the same bytes for the same parts.

In: the parts of a package, or the bytes of one made elsewhere (openpyxl). Out: bytes with a fixed
order and fixed timestamps, so that identical input gives identical output. Nothing here knows what
the parts mean. Files are written by `pipeline.files`.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
"""Of OWPML (KS X 6101): the first entry, stored, so that the kind of file can be read at a fixed place."""
_ROOT_RELS = "_rels/.rels"
# 1980-01-01 00:00, the earliest time that a zip entry can carry (APPNOTE 4.4.6).
_DOS_TIME, _DOS_DATE = 0, (1 << 5) | 1
_VERSION, _UTF8 = 20, 0x0800
_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Packed:
    """A part compressed beforehand, so that a part that never changes is compressed once."""

    crc: int
    size: int
    method: int
    data: bytes


def pack(data: bytes, *, compress: bool = True) -> Packed:
    """Return `data` ready for a zip entry: deflated, or stored where that is no larger."""
    crc = zlib.crc32(data)
    if compress:
        deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        deflated = deflater.compress(data) + deflater.flush()
        if len(deflated) < len(data):
            return Packed(crc, len(data), zipfile.ZIP_DEFLATED, deflated)
    return Packed(crc, len(data), zipfile.ZIP_STORED, data)


def _order(name: str) -> tuple[int, str]:
    """OPC readers look for the content types first (ECMA-376 part 2); the rest is alphabetical."""
    return ({MIMETYPE: 0, CONTENT_TYPES: 1, _ROOT_RELS: 2}.get(name, 3), name)


def _checked_name(name: str) -> bytes:
    parts = name.split("/")
    if not name or name.startswith("/") or "\\" in name or ":" in name or any(p in ("", ".", "..") for p in parts):
        raise ValueError(f"not a part name: {name!r}")
    return name.encode("utf-8")


def write_package(parts: Mapping[str, bytes | Packed], *, compress: bool = True) -> bytes:
    """Return a zip of `parts` whose bytes depend on names and contents alone.

    `compress=False` stores the parts: those bytes do not depend on the zlib build either, which
    suits files that are committed. Raises ValueError for a name that leaves the package.
    """
    body, directory = bytearray(), bytearray()
    for name in sorted(parts, key=_order):
        raw, part = _checked_name(name), parts[name]
        packed = part if isinstance(part, Packed) else pack(part, compress=compress and name != MIMETYPE)
        common = struct.pack(
            "<HHHHHIIIHH", _VERSION, _UTF8, packed.method, _DOS_TIME, _DOS_DATE,
            packed.crc, len(packed.data), packed.size, len(raw), 0,
        )  # fmt: skip
        directory += b"PK\x01\x02" + struct.pack("<H", _VERSION) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\x03\x04" + common + raw + packed.data
    count = len(parts)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)


def read_package(data: bytes) -> dict[str, bytes]:
    """Return the parts of one of our own packages (a template, a file just written).

    For files of others use the bounded readers in `pipeline.read`: nothing here limits what a
    part unpacks to. Raises zipfile.BadZipFile where `data` is no zip.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def timestamp(date: dt.date) -> str:
    """Return `date` as the W3CDTF time that core properties carry: midnight UTC."""
    return f"{date.isoformat()}T00:00:00Z"


def set_dates(core: bytes, date: dt.date) -> bytes:
    """Return the core properties part `core` with its created and modified times at `date`."""
    stamp = timestamp(date).encode("ascii")
    return _STAMP.sub(lambda m: m[1] + stamp + m[3], core)


def normalise_zip(data: bytes, *, date: dt.date | None = None) -> bytes:
    """Return the package `data` (from openpyxl or python-docx, say) with the clock taken out.

    Order and zip times are made fixed, and with `date` the created and modified times of the core
    properties become that day: openpyxl writes the present second there at each save.
    """
    parts = read_package(data)
    core = parts.get("docProps/core.xml")
    if date is not None and core is not None:
        parts["docProps/core.xml"] = set_dates(core, date)
    return write_package(parts)
