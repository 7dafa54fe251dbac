"""Builds small HWPX and HWP 5 files from XML and from records, for the reader tests."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from read_samples import packed

_OWPML = "http://www.hancom.co.kr/hwpml/2011/"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_OWPML}{name}"' for prefix, name in (("hp", "paragraph"), ("hs", "section"), ("hh", "head"))
)
FORMS = (
    "DIGIT CIRCLED_DIGIT ROMAN_CAPITAL ROMAN_SMALL LATIN_CAPITAL LATIN_SMALL CIRCLED_LATIN_CAPITAL "
    "CIRCLED_LATIN_SMALL HANGUL_SYLLABLE CIRCLED_HANGUL_SYLLABLE HANGUL_JAMO CIRCLED_HANGUL_JAMO HANGUL_PHONETIC "
    "IDEOGRAPH CIRCLED_IDEOGRAPH DECAGON_CIRCLE"
).split()

# ------------------------------------------------------------------ HWPX


def t(text: str) -> str:
    """A run of text, with elements where it holds any."""
    return f'<hp:run charPrIDRef="0"><hp:t>{text if "<hp:" in text else escape(text)}</hp:t></hp:run>'


def xp(content: str = "", *, shape: int = 0) -> str:
    """A paragraph; `content` is text, or the XML of its runs where it starts with '<'."""
    runs = content if content.startswith("<") else t(content) if content else ""
    return f'<hp:p id="0" paraPrIDRef="{shape}" styleIDRef="0">{runs}</hp:p>'


def run(inner: str, shape: int = 0) -> str:
    """A run with objects or controls."""
    return f'<hp:run charPrIDRef="{shape}">{inner}</hp:run>'


def ctrl(inner: str) -> str:
    """A run with a control."""
    return run(f"<hp:ctrl>{inner}</hp:ctrl>")


def sub(*paragraphs: str) -> str:
    """A list of paragraphs inside a cell, note or box."""
    return f"<hp:subList>{''.join(paragraphs)}</hp:subList>"


def xtable(*rows: Sequence[str | tuple[str, int, int]], inline: bool = True) -> str:
    """A table run; a cell is text, or the XML of its paragraphs, or (text, column, rows it spans)."""
    out = ""
    for number, cells in enumerate(rows):
        inner = ""
        for place, cell in enumerate(cells):
            text, column, span = cell if isinstance(cell, tuple) else (cell, place, 1)
            inner += (
                f'<hp:tc header="0">{sub(text if text.startswith("<") else xp(text))}'
                f'<hp:cellAddr colAddr="{column}" rowAddr="{number}"/><hp:cellSpan colSpan="1" rowSpan="{span}"/></hp:tc>'
            )
        out += f"<hp:tr>{inner}</hp:tr>"
    return run(f'<hp:tbl><hp:pos treatAsChar="{int(inline)}"/>{out}</hp:tbl>')


def xnumbering(number: int, levels: Sequence[tuple[str, str]], *, start: int = 0, first: int = 1) -> str:
    """hh:numbering with levels (form, text)."""
    heads = "".join(
        f'<hh:paraHead start="{first if place == 1 else 1}" level="{place}" numFormat="{form}">{text}</hh:paraHead>'
        for place, (form, text) in enumerate(levels, 1)
    )
    return f'<hh:numbering id="{number}" start="{start}">{heads}</hh:numbering>'


def xshape(number: int, kind: str, reference: int, level: int = 0) -> str:
    """hh:paraPr that numbers its paragraphs."""
    return f'<hh:paraPr id="{number}"><hh:heading type="{kind}" idRef="{reference}" level="{level}"/></hh:paraPr>'


def hwpx(*sections: str, head: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """A HWPX with these section bodies; `parts` adds or replaces entries."""
    names = ["header", *(f"section{number}" for number in range(len(sections)))]
    items = "".join(f'<opf:item id="{name}" href="Contents/{name}.xml"/>' for name in names)
    spine = "".join(f'<opf:itemref idref="{name}"/>' for name in names)
    entries = {
        "mimetype": b"application/hwp+zip",
        "Contents/content.hpf": (
            f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{items}</opf:manifest>'
            f"<opf:spine>{spine}</opf:spine></opf:package>"
        ).encode(),
        "Contents/header.xml": f"<hh:head {_NAMESPACES}>{head}</hh:head>".encode(),
    }
    for number, body in enumerate(sections):
        entries[f"Contents/section{number}.xml"] = section(body)
    return packed(entries | dict(parts or {}))


def section(body: str) -> bytes:
    """section*.xml."""
    return f"<hs:sec {_NAMESPACES}>{body}</hs:sec>".encode()


# ------------------------------------------------------------------ HWP 5


@dataclass
class R:
    """A record and those below it."""

    tag: int
    data: bytes = b""
    below: list[R] = field(default_factory=list)


Part = str | tuple[int, R | None]
"""Text, or a control character with its CTRL_HEADER (None for a control without one)."""


def hp(
    *parts: Part,
    shape: int = 0,
    changes: Sequence[tuple[int, int, int]] = (),
    looks: Sequence[tuple[int, int]] = (),
    memos: Sequence[R] = (),
) -> R:
    """A paragraph; `changes` (start, end, kind) and `looks` (start, char shape) count UTF-16 units."""
    units = b""
    controls: list[R] = []
    for part in parts:
        if isinstance(part, str):
            units += part.encode("utf-16-le")
        else:
            code, control = part
            units += struct.pack("<H12xH", code, code)
            controls += [control] if control else []
    units += b"\x0d\x00"
    below = [R(67, units), R(68, b"".join(struct.pack("<II", *look) for look in looks))]
    if changes:
        below.append(R(70, b"".join(struct.pack("<III", start, end, kind << 24) for start, end, kind in changes)))
    header = struct.pack("<IIHBBHHHI", len(units) // 2, 0, shape, 0, 0, 0, 0, 0, 0)
    return R(66, header, [*below, *controls, *memos])


def control(kind: str, data: bytes = b"", *below: R) -> R:
    """CTRL_HEADER; `kind` is its four letters."""
    return R(71, kind.encode()[::-1] + data, list(below))


def boxed(kind: str, *paragraphs: R, data: bytes = b"") -> R:
    """A control that holds paragraphs right away: a note, header or hidden comment."""
    return control(kind, data, R(72, bytes(8)), *paragraphs)


def gso(*inside: R, size: tuple[int, int] = (100, 100), inline: bool = False) -> R:
    """A drawing with these records in its component."""
    return control("gso ", struct.pack("<IIIII", int(inline), 0, 0, *size), R(76, b"", list(inside)))


def htable(*rows: Sequence[str | R | tuple[str, int, int]], inline: bool = True, caption: str = "") -> tuple[int, R]:
    """A table as a part of a paragraph; a cell is text, a paragraph, or (text, column, rows it spans)."""
    below = [R(72, bytes(8)), hp(caption)] if caption else []
    below.append(R(77, bytes(8)))
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            text, column, span = cell if isinstance(cell, tuple) else (cell, place, 1)
            below.append(R(72, struct.pack("<IIHHHH", 1, 0, column, number, 1, span)))
            below.append(text if isinstance(text, R) else hp(text))
    return 11, control("tbl ", struct.pack("<I", int(inline)), *below)


def numbering(levels: Sequence[tuple[str, str]], *, start: int = 0, first: int = 1) -> R:
    """NUMBERING with levels (form, text), empty ones up to seven."""
    data = b""
    for form, text in [*levels, *([("DIGIT", "")] * (7 - len(levels)))]:
        code = text.encode("utf-16-le")
        data += struct.pack("<IiIH", FORMS.index(form) << 5, 0, 0xFFFFFFFF, len(text)) + code
    return R(23, data + struct.pack("<H7I", start, first, *([1] * 6)))


def shape(kind: int = 0, reference: int = 0, level: int = 0) -> R:
    """PARA_SHAPE: kind 0 none, 1 outline, 2 list, 3 bullet."""
    return R(25, struct.pack("<I26xHH", kind << 23 | level << 25, reference, 0))


def secd(reference: int) -> tuple[int, R]:
    """A section definition whose outline uses this numbering."""
    return 2, control("secd", bytes(14) + struct.pack("<H", reference))


def hwp(
    *paragraphs: R,
    doc_info: Sequence[R] = (),
    flags: int = 1,
    version: int = 0x05010000,
    streams: Mapping[str, bytes | None] | None = None,
) -> bytes:
    """A HWP 5 file with one section; `streams` adds, replaces or (None) removes streams."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", version, flags)
    found = {
        "FileHeader": header.ljust(256, b"\0"),
        "DocInfo": stream(doc_info, flags),
        "BodyText/Section0": stream(paragraphs, flags),
    } | dict(streams or {})
    return compound({path: data for path, data in found.items() if data is not None})


def stream(nodes: Sequence[R], flags: int = 1) -> bytes:
    """Records as a stream, deflated where bit 0 of `flags` says so."""
    data = records(nodes)
    return deflated(data) if flags & 1 else data


def deflated(data: bytes) -> bytes:
    """A raw deflate stream."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def records(nodes: Sequence[R], level: int = 0) -> bytes:
    """Records with their headers."""
    out: list[bytes] = []
    for node in nodes:
        size = len(node.data)
        head = node.tag | level << 10 | min(size, 0xFFF) << 20
        out += [struct.pack("<I", head), struct.pack("<I", size) if size >= 0xFFF else b"", node.data]
        out.append(records(node.below, level + 1))
    return b"".join(out)


# ------------------------------------------------------------------ compound files

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _LAST, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; a path has at most one storage (MS-CFB, version 3)."""
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = b"", []
    starts: dict[str, int] = {}

    def put(data: bytes) -> int:
        start, count = len(sectors), -(-len(data) // _SECTOR)
        sectors.extend(data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR))
        fat.extend([*range(start + 1, start + count), _LAST] if count else [])
        return start if count else _LAST

    for path, data in streams.items():
        if len(data) >= _CUTOFF:
            starts[path] = put(data)
        else:
            count = -(-len(data) // _MINI)
            starts[path] = len(mini) // _MINI if count else _LAST
            mini_fat.extend([*range(starts[path] + 1, starts[path] + count), _LAST] if count else [])
            mini += data.ljust(count * _MINI, b"\0")
    mini_start = put(mini)
    mini_fat_start = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(_SECTOR, b"\xff"))
    directory_start = put(_directory(streams, starts, mini_start, len(mini)))
    fat_count = 1
    while fat_count * _SECTOR // 4 < len(fat) + fat_count:
        fat_count += 1
    fat_start = len(sectors)
    fat.extend([_FAT_SECTOR] * fat_count)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_count * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<IIIIIIIIII", 0, fat_count, directory_start, 0, _CUTOFF, mini_fat_start, -(-len(mini_fat) // 128), _LAST, 0,
        fat_start,
    )  # fmt: skip
    header += struct.pack("<108I", *range(fat_start + 1, fat_start + fat_count), *([_FREE] * (109 - fat_count)))
    return header + b"".join(sectors) + table


def _directory(streams: Mapping[str, bytes], starts: Mapping[str, int], mini_start: int, mini_size: int) -> bytes:
    storages = list(dict.fromkeys(path.split("/")[0] for path in streams if "/" in path))
    top = [path for path in streams if "/" not in path]
    names = ["", *top, *storages, *(path for path in streams if "/" in path)]
    places = {name: place for place, name in enumerate(names)}

    def first(members: Sequence[str]) -> int:
        return places[members[0]] if members else _FREE

    def after(members: Sequence[str], name: str) -> int:
        at = members.index(name) + 1
        return places[members[at]] if at < len(members) else _FREE

    out = _entry("Root Entry", 5, _FREE, first([*top, *storages]), mini_start, mini_size)
    for name in names[1:]:
        siblings = [path for path in streams if path.startswith(name.split("/")[0] + "/")]
        if name in storages:
            out += _entry(name, 1, after([*top, *storages], name), first(siblings), 0, 0)
        else:
            right = after(siblings if "/" in name else [*top, *storages], name)
            out += _entry(name.split("/")[-1], 2, right, _FREE, starts[name], len(streams[name]))
    return out


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    code = name.encode("utf-16-le") + b"\0\0"
    return code.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(code), kind, 1, _FREE, right, child, start, size)
