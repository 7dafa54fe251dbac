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
    for candidate, label in ((codec, declared.upper()), ("utf-8", "UTF-8")):
        if candidate:
            try:
                return data.decode(candidate), label, ()
            except (UnicodeDecodeError, LookupError):
                continue
    return _legacy(name, data)


def _codec(declared: str) -> str:
    """The codec of a declared charset; Korean ones all as CP949, which holds them."""
    low = declared.strip().lower()
    if low in ("euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "cp949", "windows-949", "uhc", "ms949"):
        return "cp949"
    return "" if low in ("", "utf-16", "utf-16le", "utf-16be", "utf-7") else low


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
        text = data[: len(data) // 2 * 2].decode(codec, errors="replace")
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
