"""Zip packages (OOXML) with the same bytes for the same parts, and files written whole or not at all.

In: the parts of a package, or the bytes of one made elsewhere (openpyxl). Out: bytes with a fixed
order and fixed timestamps, so that identical input gives identical output. `write_atomic` puts bytes
into a file so that a crash or a full disk leaves either the old file or the new one. Nothing here
knows what the parts mean.
"""

from __future__ import annotations

import datetime as dt
import errno
import itertools
import os
import re
import socket
import stat
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pipeline.errors import UsageError

CONTENT_TYPES = "[Content_Types].xml"
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
    return ({CONTENT_TYPES: 0, _ROOT_RELS: 1}.get(name, 2), name)


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
        packed = part if isinstance(part, Packed) else pack(part, compress=compress)
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


# ------------------------------------------------------------------------- files

_TEMP = re.compile(r"\.~finclause-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-\d+\.tmp")
_counter = itertools.count(1)
# Names that Windows gives to devices, and characters that it or a reader of the name stumbles over.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_BAD_IN_NAME = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\\\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_REASONS = {
    errno.ENOSPC: "디스크에 빈 공간이 없습니다. 공간을 비운 뒤 다시 실행하십시오.",
    errno.EDQUOT: "디스크 할당량을 넘었습니다. 공간을 비운 뒤 다시 실행하십시오.",
    errno.EFBIG: "파일이 이 디스크에 허용된 크기를 넘습니다. 다른 폴더를 지정하십시오.",
    errno.EACCES: "쓸 권한이 없습니다. 권한을 확인하거나 다른 폴더를 지정하십시오.",
    errno.EPERM: "쓸 권한이 없습니다. 권한을 확인하거나 다른 폴더를 지정하십시오.",
    errno.EROFS: "읽기 전용 디스크입니다. 다른 폴더를 지정하십시오.",
    errno.ENAMETOOLONG: "파일 이름이 너무 깁니다. 짧은 이름을 지정하십시오.",
    errno.ENOENT: "폴더가 없습니다. 폴더를 먼저 만드십시오.",
    errno.ENOTDIR: "경로의 중간이 폴더가 아닙니다. 경로를 확인하십시오.",
}


def check_name(path: Path) -> None:
    """Raise UsageError unless the last part of `path` is a file name on every system.

    Reserved device names, trailing dots or spaces, control and bidirectional characters are
    refused: they make a file that cannot be opened elsewhere or that reads as another name.
    """
    name = path.name
    if not name or name in (".", "..") or name[-1] in ". " or _BAD_IN_NAME.search(name) or _DEVICE.fullmatch(name):
        shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in str(path))
        raise UsageError(f"{shown}: 파일 이름으로 쓸 수 없습니다. 다른 이름을 지정하십시오.")


def check_target(path: Path, *, force: bool = False) -> None:
    """Raise UsageError where `write_atomic` would refuse `path`, before any work is done."""
    check_name(path)
    if os.path.isdir(path):
        raise UsageError(f"{path}: 폴더입니다. 파일 이름까지 지정하십시오.")
    if not os.path.isdir(path.parent):
        raise UsageError(f"{path.parent}: 폴더가 없습니다. 폴더를 먼저 만드십시오.")
    if not force and os.path.lexists(path):
        raise UsageError(f"{path}: 파일이 이미 있습니다. 덮어쓰려면 --force를 붙이십시오.")


def write_atomic(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write `data` to `path` whole or not at all; the temporary file lies in the same folder.

    An existing file is refused without `force`, also if it appears in the meantime; with `force`
    its permissions are kept and a symbolic link is replaced, not followed. Temporary files that a
    killed run of this machine left in the folder are removed. Raises UsageError in Korean.
    """
    check_target(path, force=force)
    with _korean_errors(path):
        _sweep(path.parent)
        temporary = path.parent / f".~finclause-{_host()}-{os.getpid()}-{next(_counter)}.tmp"
        try:
            _write_synced(temporary, data, mode=_mode_of(path))
            _put_in_place(temporary, path, force=force)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        _sync_folder(path.parent)


@contextmanager
def _korean_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"쓸 수 없습니다({error.strerror}).")
        raise UsageError(f"{path}: {reason}") from error


def _mode_of(path: Path) -> int | None:
    """The permission bits to keep, or None where the umask decides (no file there, or a link)."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else None


def _write_synced(path: Path, data: bytes, *, mode: int | None) -> None:
    # O_EXCL: a file or link that someone laid there beforehand is never written through.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        os.chmod(path, mode)


def _put_in_place(temporary: Path, path: Path, *, force: bool) -> None:
    if not force:
        # A hard link fails if the name exists, so nobody's file is lost between check and write.
        try:
            os.link(temporary, path)
            return
        except FileExistsError:
            check_target(path)
            raise
        except OSError:  # file systems without hard links: the check is all there is
            check_target(path)
    os.replace(temporary, path)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # network file systems may not offer it
            raise
    finally:
        os.close(handle)


def _host() -> str:
    return f"{zlib.crc32(socket.gethostname().encode('utf-8', 'surrogateescape')):08x}"


def _sweep(folder: Path) -> None:
    """Remove temporary files of runs of this machine that no longer live (killed, power cut)."""
    for name in os.listdir(folder):
        match = _TEMP.fullmatch(name)
        if match and match["host"] == _host() and _is_dead(int(match["pid"]), folder / name):
            with suppress(OSError):
                os.unlink(folder / name)


def _is_dead(pid: int, path: Path) -> bool:
    if sys.platform == "win32":  # os.kill would end the process there: go by age
        with suppress(OSError):
            return time.time() - path.stat().st_mtime > 24 * 3600
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
