"""HWPX and HWP 5: bombs, DTDs, names, records and chains that lie, protection by name."""

from __future__ import annotations

import struct

from hangul_samples import compound, deflated, hp, htable, hwp, hwpx, section, stream, xp, xtable
from read_samples import docx, p, packed

from hostile import Attack, noise, scaled

LINE = "제1조(목적) 을은 갑에게 지체 없이 알린다."
MEGA = 1024 * 1024
ZERO = "Contents/section0.xml"


def with_section(xml: str | bytes) -> bytes:
    return hwpx(xp(LINE), parts={ZERO: xml.encode() if isinstance(xml, str) else xml})


def sectioned(inner: str, before: str = "") -> bytes:
    return with_section(before.encode() + section(inner))


def nested_cells(depth: int) -> str:
    inner = xp(LINE)
    for _ in range(depth):
        inner = xp(xtable([inner]))
    return xp(LINE) + inner


def header(flags: int, version: int = 5) -> bytes:
    return b"HWP Document File".ljust(32, b"\x00") + struct.pack("<BBBBI", 0, 0, 0, version, flags) + bytes(216)


def hwp_with(**streams: bytes) -> bytes:
    return hwp(hp(LINE), streams={name.replace("__", "/"): data for name, data in streams.items()})


def long_record() -> bytes:
    """A record that says it has 4 GB."""
    return deflated(struct.pack("<II", 67 | 0xFFF << 20, 0xFFFFFFFF) + b"x" * 100)


def circular() -> bytes:
    """A file whose table of sectors points every sector at the first."""
    data = bytearray(hwp(hp(LINE)))
    table = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
    data[table : table + 512] = bytes(512)
    return bytes(data)


ATTACKS: dict[str, Attack] = {
    "dtd.hwpx": lambda: sectioned(xp(LINE), '<!DOCTYPE x [<!ENTITY a "b">]>'),
    "dtd-file.hwpx": lambda: sectioned(xp("&a;"), '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "bomb-spaces.hwpx": lambda: with_section(section(" " * MEGA * scaled(30, 2_048))),
    "bomb-paragraphs.hwpx": lambda: with_section(section("<hp:p/>" * scaled(4_000_000, 40_000_000))),
    "many-paragraphs.hwpx": lambda: hwpx(xp(LINE) * scaled(20_000, 200_000)),
    "nested-5000.hwpx": lambda: with_section(section("<hp:p>" * 5_000 + "</hp:p>" * 5_000)),
    "nested-tables.hwpx": lambda: hwpx(nested_cells(20)),
    "cut-in-half.hwpx": lambda: hwpx(xp(LINE))[:400],
    "no-sections.hwpx": lambda: packed({"mimetype": b"application/hwp+zip"}),
    "section-is-no-xml.hwpx": lambda: with_section(noise(500)),
    "name-slip.hwpx": lambda: hwpx(xp(LINE), parts={"../../x": b"x"}),
    "entries.hwpx": lambda: hwpx(xp(LINE), parts={f"BinData/{n}": b"" for n in range(2_100)}),
    "a-docx-called.hwpx": lambda: docx(p(LINE)),
    "text-called.hwpx": lambda: LINE.encode(),
    "zero-bytes.hwpx": lambda: b"",
    "zero-bytes.hwp": lambda: b"",
    "random.hwp": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"HWP Document File" + noise(20_000),
    "cut-in-half.hwp": lambda: hwp(hp(LINE))[:2_000],
    "only-a-mark.hwp": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "text-called.hwp": lambda: LINE.encode(),
    "version-3.hwp": lambda: b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05" + noise(500),
    "version-9.hwp": lambda: hwp_with(FileHeader=header(1, 9)),
    "password.hwp": lambda: hwp_with(FileHeader=header(1 | 2)),
    "distribution.hwp": lambda: hwp_with(FileHeader=header(1 | 4)),
    "rights.hwp": lambda: hwp_with(FileHeader=header(1 | 16)),
    "no-header.hwp": lambda: compound({"BodyText/Section0": stream([hp(LINE)]), "X": b"HWP Document File"}),
    "no-body.hwp": lambda: compound({"FileHeader": header(1), "DocInfo": deflated(b"")}),
    "bomb.hwp": lambda: hwp_with(BodyText__Section0=deflated(bytes(scaled(70, 2_048) * MEGA))),
    "broken-flate.hwp": lambda: hwp_with(BodyText__Section0=noise(500)),
    "record-of-4-gb.hwp": lambda: hwp_with(BodyText__Section0=long_record()),
    "many-paragraphs.hwp": lambda: hwp(*[hp(LINE)] * scaled(3_000, 100_000)),
    "circular.hwp": circular,
    "span-of-65535.hwp": lambda: hwp(hp(LINE), hp(htable([("가", 0, 65_535), "나"]))),
}
