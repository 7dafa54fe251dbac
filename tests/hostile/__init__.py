"""Generators of hostile files: no such file is kept here, each is made when it is tested.

Every module has `ATTACKS`, a file name with the function that makes its bytes; `expected.tsv` says how each must end.
Bombs are scaled down; FINCLAUSE_BOMBS=full makes them as large as they were found (2 GB unpacked and more).
"""

from __future__ import annotations

import os
import random
import struct
import zlib
from collections.abc import Callable

Attack = Callable[[], bytes]
FULL = os.environ.get("FINCLAUSE_BOMBS") == "full"


def scaled(small: int, full: int) -> int:
    """The size of a bomb."""
    return full if FULL else small


def noise(size: int, seed: int = 20261122) -> bytes:
    """Bytes that do not compress, the same every time."""
    return random.Random(seed).randbytes(size)


def zip_entry(
    name: bytes, data: bytes, *, flags: int = 0, method: int = 8, told: int | None = None
) -> tuple[bytes, bytes]:
    """A local entry of a zip and its line of the directory, with what a library would not write.

    `told`: the unpacked size that both give. The offset in the directory line is zero: see `zip_of`.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush() if method == 8 else data
    size = len(data) if told is None else told
    common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 33, zlib.crc32(data), len(body), size, len(name), 0)
    local = b"PK\x03\x04" + common + name + body
    return local, b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name


def zip_of(*entries: tuple[bytes, bytes]) -> bytes:
    """A zip of entries made by `zip_entry`."""
    out, directory = b"", b""
    for local, line in entries:
        directory += line[:42] + struct.pack("<I", len(out)) + line[46:]
        out += local
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + end
