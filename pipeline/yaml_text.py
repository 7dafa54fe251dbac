"""The bytes of a YAML file as text: size, and the encodings in which editors save."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from pipeline.yaml_faults import Problem, UnreadableYamlError

MAX_BYTES = 1_000_000


def decode(data: bytes) -> str:
    """Return the text of a YAML file. Raise UnreadableYamlError if too large or not UTF-8."""
    _require_size(data)
    if data.count(b"\x00") > len(data) // 10:  # UTF-16 or UTF-32, of which half or more of the bytes are 0
        raise _no_utf8(1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_utf8(data[: error.start].count(b"\n") + 1) from error


def _no_utf8(line: int) -> UnreadableYamlError:
    right = "편집기에서 인코딩을 UTF-8로 바꾸어 저장하십시오"
    return UnreadableYamlError((Problem(line, "UTF-8로 저장된 파일이 아닙니다", right),))


def decode_any(data: bytes) -> tuple[str, str]:
    """Return the text of a YAML file that a person saved with an editor, and the encoding.

    Read are UTF-8, UTF-16 with a byte order mark, and CP949 ('ANSI' of a Korean Windows): a text that
    is valid there and holds Hangul syllables is taken for that, for the bytes of Western
    texts are seldom valid CP949; the caller tells the encoding to its user. Raise UnreadableYamlError for anything else, and if too large.
    """
    _require_size(data)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-16"), "UTF-16"
    with suppress(UnicodeDecodeError):
        text = data.decode("cp949") if _is_not_utf8(data) else ""
        if re.search("[가-힣]", text):
            return text, "CP949"
    return decode(data), "UTF-8"


def _is_not_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"\x00" not in data
    return False


def _require_size(data: bytes) -> None:
    if len(data) <= MAX_BYTES:
        return
    longest = max(data.split(b"\n"), key=len)
    line = data[: data.index(longest)].count(b"\n") + 1
    field = re.match(rb"[\s-]*([A-Za-z_]+):", longest)
    path = field[1].decode("ascii") if field else ""
    said = f"파일이 너무 큽니다({len(data):,}바이트)"
    right = f"가장 긴 줄이 {line}행입니다. {MAX_BYTES:,}바이트 이하로 줄이십시오"
    raise UnreadableYamlError((Problem(line, said, right, path=path),))
