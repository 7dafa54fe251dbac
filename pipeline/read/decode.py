"""Bytes to text: UTF-8, UTF-16, CP949 (EUC-KR) and Windows-1252 told apart.

In: the bytes of a text or HTML file. Out: the text and the name of the encoding for the
record. Only \\r\\n is turned into \\n; no other character is changed. Raises ReadError for
bytes that are no text.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from pipeline.errors import ReadError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 (BOM)"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16LE (BOM)"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16BE (BOM)"),
)
_BROKEN_SHARE: Final = 0.005
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LATIN_TEXT = re.compile("[\x09\x0a\x0d\x20-\x7e€‚„…†‰‹‘’“”•–—˜™›\xa0-\xff]*")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_LONE_BYTE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_READABLE = re.compile("[가-힣ㄱ-ㆎ -~\\s]")
_KOREAN: Final = frozenset((
    "euc-kr", "euckr", "euc_kr", "ks_c_5601-1987", "ks_c_5601-1989", "ks_c_5601", "ksc5601", "ksc_5601", "korean",
    "cp949", "ms949", "windows-949", "uhc", "x-windows-949",
))  # fmt: skip
_LATIN: Final = frozenset(
    ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "cp1252", "windows-1252")
)
_OTHERS: Final = frozenset((
    "utf-8", "utf8", "johab", "shift_jis", "sjis", "euc-jp", "iso-2022-jp", "iso-2022-kr", "gb2312", "gbk", "gb18030",
    "big5", "iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251", "koi8-r",
))  # fmt: skip
"""The charsets that a page may declare. Other names of codecs (rot13, unicode_escape, utf-7) are none of text."""

Decoded = tuple[str, str, tuple[str, ...]]
"""Text, name of the encoding, warnings."""


def decode(name: str, data: bytes, *, declared: str = "") -> Decoded:
    """Return the text of `data`; `declared` is an encoding that the file itself names (HTML)."""
    text, encoding, warnings = _decoded(name, data, declared)
    if _CONTROL.search(text) and len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise _no_text(name)
    return text.replace("\r\n", "\n"), encoding, warnings


def _decoded(name: str, data: bytes, declared: str) -> Decoded:
    for mark, codec, label in _BOMS:
        if data.startswith(mark):
            return _strict(name, data[len(mark) :], codec, label)
    if b"\x00" in data[:4096]:
        return _without_mark(name, data)
    codec = _codec(declared)
    if codec:
        try:
            return data.decode(codec), declared.upper(), ()
        except UnicodeDecodeError:
            pass
    text, encoding, warnings = _undeclared(name, data)
    if codec and encoding != declared.upper():
        said = f"파일이 밝힌 문자 집합({declared})으로 읽히지 않아 {encoding}로 읽었습니다. 글자가 맞는지 확인하십시오."
        warnings = (said, *warnings)
    return text, encoding, warnings


def _undeclared(name: str, data: bytes) -> Decoded:
    try:
        return data.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        return _legacy(name, data)


def _codec(declared: str) -> str:
    """The codec of a declared charset: Korean ones all as CP949, Latin ones as Windows-1252, which hold them."""
    low = declared.strip().lower()
    if low in _KOREAN:
        return "cp949"
    if low in _LATIN:
        return "cp1252"
    return low if low in _OTHERS else ""


def _strict(name: str, data: bytes, codec: str, label: str) -> Decoded:
    try:
        return data.decode(codec), label, ()
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
        return _with_broken(name, text, label)


def _without_mark(name: str, data: bytes) -> Decoded:
    """UTF-16 without a byte order mark: the reading in which the characters are readable."""
    best: tuple[float, str, str] = (0.0, "", "")
    for codec, label in (("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")):
        text = data.decode(codec, errors="replace")
        sample = text[:4000]
        share = len(_READABLE.findall(sample)) / max(1, len(sample))
        best = max(best, (share, text, label))
    if best[0] < 0.8:
        raise _no_text(name)
    return _with_broken(name, best[1], best[2])


def _legacy(name: str, data: bytes) -> Decoded:
    """CP949, or Windows-1252: there the high bytes stand alone between ASCII, here in pairs."""
    western = data.decode("cp1252", errors="replace")
    alone, high = len(_LONE_BYTE.findall(data)), len(_HIGH_BYTE.findall(data))
    if _LATIN_TEXT.fullmatch(western) and alone > high / 2:
        return western, "Windows-1252", ()
    try:
        korean = data.decode("cp949")
    except UnicodeDecodeError:
        korean = ""
    if korean:
        return korean, "CP949", ()
    candidates = [
        (data.decode(codec, errors="replace"), label) for codec, label in (("utf-8", "UTF-8"), ("cp949", "CP949"))
    ]
    text, label = min(candidates, key=lambda pair: pair[0].count("\ufffd"))
    return _with_broken(name, text, label)


def _with_broken(name: str, text: str, label: str) -> Decoded:
    broken = text.count("\ufffd")
    if not broken:
        return text, label, ()
    if broken > max(3, len(text) * _BROKEN_SHARE):
        raise _no_text(name)
    return (
        text,
        label,
        (f"글자 {broken}개가 깨져 있어 '\ufffd'로 표시했습니다({label}). 원본의 인코딩을 확인하십시오.",),
    )


def _no_text(name: str) -> ReadError:
    return ReadError(
        f"{name}: 글자로 읽을 수 없는 내용입니다. UTF-8, UTF-16, CP949(EUC-KR) 가운데 어느 것도 아닙니다. "
        "원본 프로그램에서 DOCX나 PDF로 저장하거나 UTF-8 텍스트로 다시 저장하여 주십시오."
    )
