"""DocInfo of a HWP 5 file: paragraph shapes, styles, numberings, bullets, struck-out characters.

In: the records of DocInfo. Out: for each paragraph its label. Records are counted from 0, references to numberings
and bullets from 1. Source: 한글 문서 파일 형식 5.0, 4.2 (표 33-45).
"""

from __future__ import annotations

from typing import Final

from pipeline.read.hangul_numbers import FORMS, LEVELS, Counter, Definition, Level
from pipeline.read.hwp_file import Record, counted_text, u16, u32
from pipeline.read.hwpx_head import bullet

_PROPERTIES: Final = 16
_CHAR_SHAPE, _NUMBERING, _BULLET, _PARA_SHAPE, _STYLE = 21, 23, 24, 25, 26
_BASE_LEVELS: Final = 7
_HEAD_SIZE: Final = 12
_LAST_LINE: Final = 10
"""Line shapes beyond it are drawn in relief; Hangul writes them for text that is not struck out."""
_OUTLINE, _NUMBER, _BULLETED = 1, 2, 3


class Styles:
    """What the body refers to, and the counters of its automatic numbers."""

    def __init__(self, doc_info: Record) -> None:
        records: dict[int, list[bytes]] = {}
        for record in doc_info.children:
            _collect(record, records)
        self._shapes = [(u32(data, 0), u16(data, 30)) for data in records.get(_PARA_SHAPE, [])]
        self._styles = [counted_text(data, 0) for data in records.get(_STYLE, [])]
        self._definitions = [_definition(data) for data in records.get(_NUMBERING, [])]
        self._bullets = [_bullet(data) for data in records.get(_BULLET, [])]
        self.struck = frozenset(
            number for number, data in enumerate(records.get(_CHAR_SHAPE, [])) if _is_struck(u32(data, 46))
        )
        self.sections = max((u16(data, 0) for data in records.get(_PROPERTIES, [])), default=0)
        """How many sections the body has to have."""
        self._outline = 0
        self._outlines, self._lists = Counter(), Counter()

    def begin_section(self, reference: int) -> None:
        """Tell which numbering definition the outline of the section uses."""
        self._outline = reference

    def style(self, number: int) -> str:
        """Return the name of a paragraph style."""
        return self._styles[number] if number < len(self._styles) else ""

    def number(self, shape: int) -> tuple[str, int, bool]:
        """Count a paragraph of this shape: its label, its level from 0, and whether it belongs to the outline."""
        if shape >= len(self._shapes):
            return "", 0, False
        flags, reference = self._shapes[shape]
        kind, level = flags >> 23 & 3, flags >> 25 & 7
        if kind == _BULLETED:
            return self._bullets[reference - 1] if 0 < reference <= len(self._bullets) else "•", level, False
        if kind not in (_OUTLINE, _NUMBER):
            return "", 0, False
        outline = kind == _OUTLINE
        key = self._outline if outline else reference
        if not 0 < key <= len(self._definitions):
            return "", level, outline
        counter = self._outlines if outline else self._lists
        return counter.label(key, self._definitions[key - 1], level), level, outline


def _collect(record: Record, into: dict[int, list[bytes]]) -> None:
    into.setdefault(record.tag, []).append(record.data)
    for child in record.children:
        _collect(child, into)


def _is_struck(flags: int) -> bool:
    return flags >> 18 & 7 > 0 and flags >> 26 & 0xF <= _LAST_LINE


def _bullet(data: bytes) -> str:
    return bullet(data[12:14].decode("utf-16-le", "replace").strip("\x00 "))


def _definition(data: bytes) -> Definition:
    """Seven levels, the start of the list, the starts of the levels (5.0.2.5), three more levels (5.1)."""
    levels, at = _levels(data, 0, _BASE_LEVELS)
    if len(levels) < _BASE_LEVELS:
        return Definition(())
    start = u16(data, at)
    at += 2
    starts = [u32(data, at + 4 * place, 1) for place in range(_BASE_LEVELS)]
    if len(data) < at + 4 * _BASE_LEVELS:
        starts[0] = start or 1
    more, end = _levels(data, at + 4 * _BASE_LEVELS, LEVELS - _BASE_LEVELS)
    starts += [u32(data, end + 4 * place, 1) for place in range(len(more))]
    return Definition(
        tuple(Level(form, text, first) for (form, text), first in zip([*levels, *more], starts, strict=True)),
        anew=start > 0,
    )


def _levels(data: bytes, at: int, count: int) -> tuple[list[tuple[str, str]], int]:
    out: list[tuple[str, str]] = []
    while len(out) < count and at + _HEAD_SIZE + 2 <= len(data):
        form = u32(data, at) >> 5 & 0xF
        out.append((FORMS[form] if form < len(FORMS) else "DIGIT", counted_text(data, at + _HEAD_SIZE)))
        at += _HEAD_SIZE + 2 + 2 * u16(data, at + _HEAD_SIZE)
    return out, at
