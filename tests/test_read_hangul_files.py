"""Real HWPX and HWP files lose nothing: their characters against an independent count of the raw file."""

from __future__ import annotations

import os
import re
import struct
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import olefile
import pytest

from pipeline.read import read

SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
ASIDE = {"header", "footer", "hiddenComment", "fieldBegin", "memogroup"}


def files(suffix: str) -> list[Path]:
    return sorted(path for path in SHARED.rglob("*") if path.suffix.lower() == suffix)


def missing(expected: str, found: str) -> float:
    """The share of characters of `expected` that `found` does not hold, white space aside."""
    want, have = (Counter(re.sub(r"\s|[\x00-\x1f]", "", text)) for text in (expected, found))
    return (want - have).total() / max(want.total(), 1)


def words_of_hwpx(path: Path) -> str:
    """Every hp:t of every section, but those of headers, footers and memos; the standard library alone."""

    def words(element: ElementTree.Element) -> str:
        name = element.tag.rpartition("}")[2]
        if name in ASIDE:
            return ""
        return "".join(element.itertext()) if name == "t" else "".join(map(words, element))

    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if re.search(r"section\d+\.xml$", name)]
        return "".join(words(ElementTree.fromstring(package.read(part))) for part in parts)


def words_of_hwp(path: Path) -> str:
    """Every PARA_TEXT of every section, but those of headers and footers, without control characters."""
    out = ""
    with olefile.OleFileIO(str(path)) as ole:
        packed = ole.openstream("FileHeader").read()[36] & 1
        for name in ole.listdir():
            if name[0] != "BodyText":
                continue
            data = ole.openstream(name).read()
            data = zlib.decompress(data, -15) if packed else data
            at, skipped = 0, 1 << 10
            while at < len(data):
                (head,) = struct.unpack_from("<I", data, at)
                tag, level, size, at = head & 0x3FF, head >> 10 & 0x3FF, head >> 20, at + 4
                if size == 0xFFF:
                    (size,) = struct.unpack_from("<I", data, at)
                    at += 4
                if level <= skipped:
                    skipped = level if tag == 71 and data[at : at + 4] in (b"daeh", b"toof") else 1 << 10
                if tag == 67 and level <= skipped:
                    out += plain(data[at : at + size])
                at += size
    return out


def plain(data: bytes) -> str:
    kept, at = b"", 0
    while at < len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        if code >= 32:
            kept += data[at : at + 2]
        at += 2 if code >= 24 or code in (0, 10, 13) else 16
    return kept.decode("utf-16-le")


def need(paths: list[Path]) -> list[Path]:
    if not paths:
        pytest.skip("no real files of this format")
    return paths


def test_hwpx_files_lose_less_than_one_character_in_a_hundred() -> None:
    lost = {path.name: missing(words_of_hwpx(path), read(path).text) for path in need(files(".hwpx"))}
    assert max(lost.values()) <= 0.01, lost


def test_hwp_files_lose_less_than_one_character_in_a_hundred() -> None:
    lost = {path.name: missing(words_of_hwp(path), read(path).text) for path in need(files(".hwp"))}
    assert max(lost.values()) <= 0.01, lost


def test_hwp_files_add_less_than_one_character_in_a_hundred() -> None:
    added = {path.name: missing(read(path).text, words_of_hwp(path)) for path in need(files(".hwp"))}
    assert max(added.values()) <= 0.01, added


def test_the_preview_of_a_hwp_file_is_found_in_what_is_read() -> None:
    for path in need(files(".hwp")):
        with olefile.OleFileIO(str(path)) as ole:
            preview = ole.openstream("PrvText").read().decode("utf-16-le")
        text = re.sub(r"\s", "", read(path).text)
        lines = [re.sub(r"\s", "", line) for line in re.split(r"[<>\n\r]", preview)[:-1]]
        absent = [line for line in lines if line not in text]
        assert not absent, (path.name, absent)


def test_articles_of_real_files_count_up_without_a_gap() -> None:
    from pipeline.parse import parse

    for path in need(files(".hwp")):
        numbers = [int(match[1]) for a in parse(read(path)).articles if (match := re.fullmatch(r"제(\d+)조", a.number))]
        assert numbers[0] == 1
        assert all(here in (1, before + 1) for before, here in pairwise(numbers)), numbers
