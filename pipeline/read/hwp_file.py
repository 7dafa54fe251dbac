"""The container of a HWP 5 file: what protects it, its streams, its records.

In: the bytes of the file. Out: DocInfo and the sections of the body as trees of records. Raises ReadError: a password,
a distribution copy and rights management each by name, DAMAGED for anything that is not a whole HWP 5 file, LIMIT
beyond the limits. The OLE file is read with olefile; the sizes in its header are checked first, because the chains of
a hostile file can be circular. Source: 한글 문서 파일 형식 5.0, 3.2-3.2.3 and 4 (record header); MS-CFB.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import olefile

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.read import limits
from pipeline.read.limiting import beyond

_SIGNATURE: Final = b"HWP Document File"
_HEADER_SIZE: Final = 40
_COMPRESSED, _PASSWORD, _DISTRIBUTION, _DRM, _CERTIFICATE, _CERTIFICATE_DRM = (1 << bit for bit in (0, 1, 2, 4, 8, 10))
_BROKEN: Final = (
    OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError,
    struct.error,
)  # fmt: skip
"""What olefile lets through for a damaged file (its own errors are OSErrors)."""
_LONG: Final = 0xFFF


@dataclass(slots=True)
class Record:
    """A record and the records below it."""

    tag: int
    data: bytes
    children: list[Record] = field(default_factory=list)


def u16(data: bytes, at: int, default: int = 0) -> int:
    """An unsigned 16-bit number of a record, `default` where the record is too short."""
    return int.from_bytes(data[at : at + 2], "little") if len(data) >= at + 2 else default


def u32(data: bytes, at: int, default: int = 0) -> int:
    """An unsigned 32-bit number of a record, `default` where the record is too short."""
    return int.from_bytes(data[at : at + 4], "little") if len(data) >= at + 4 else default


def counted_text(data: bytes, at: int) -> str:
    """A string that begins with its length in UTF-16 units; '' where it does not fit into the record."""
    end = at + 2 + 2 * u16(data, at)
    return data[at + 2 : end].decode("utf-16-le", "replace") if end <= len(data) else ""


class HwpFile:
    """An opened HWP 5 file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._size = len(data)
        self._records = 0
        _check_container(self, data)
        try:
            self._ole: Any = olefile.OleFileIO(io.BytesIO(data))
            if self._ole.root.size > self._size:
                raise self.damaged("저장소의 크기가 파일보다 큽니다")
        except _BROKEN as error:
            raise self.damaged("파일의 구조를 읽을 수 없습니다") from error
        header = self._stream("FileHeader")
        if len(header) < _HEADER_SIZE or not header.startswith(_SIGNATURE):
            raise self.damaged("파일 머리(FileHeader)가 올바르지 않습니다")
        flags = u32(header, 36)
        self._refuse_protected(flags)
        if header[35] != 5:
            raise ReadError(
                f"{name}: 알 수 없는 판({header[35]}.{header[34]})의 한글(HWP) 문서입니다. "
                "한글에서 HWPX로 다시 저장하여 넣어 주십시오."
            )
        self._packed = bool(flags & _COMPRESSED)

    def doc_info(self) -> Record:
        """Return the records of DocInfo below one root."""
        return self._tree("DocInfo")

    def sections(self, said: int) -> Iterator[Record]:
        """Return the sections of the body in order, the records of each below one root; DocInfo says how many."""
        names = self._names("BodyText")
        if not names:
            raise self.damaged("본문(BodyText)이 없습니다")
        if len(names) > limits.HWP_SECTIONS:
            raise self._over("HWP_SECTIONS", f"구역이 {len(names):,}개입니다")
        for number in range(max(len(names), min(said, limits.HWP_SECTIONS))):
            if f"Section{number}" not in names:
                raise self.damaged(f"본문의 {number + 1}번째 구역이 없습니다")
            yield self._tree(f"BodyText/Section{number}")

    def damaged(self, what: str) -> ReadError:
        """The error for a file that is not whole."""
        return ReadError(
            f"{self.name}: 손상된 한글(HWP) 문서입니다. {what}. "
            "원본을 다시 받거나 한글에서 열어 다시 저장하여 넣어 주십시오.",
            Outcome.DAMAGED,
        )

    # ---------------------------------------------------------------- inside

    def _over(self, limit: str, what: str) -> ReadError:
        return beyond(self.name, limit, what, "그림을 줄이거나 문서를 나누어 다시 저장하여 주십시오.")

    def _refuse_protected(self, flags: int) -> None:
        if flags & (_DRM | _CERTIFICATE_DRM):
            raise ReadError(
                f"{self.name}: 문서 보안(DRM)이 걸린 한글(HWP) 문서입니다. 보안을 해제한 파일을 넣어 주십시오.",
                Outcome.NEEDS_PASSWORD,
            )
        if flags & (_PASSWORD | _CERTIFICATE):
            raise ReadError(
                f"{self.name}: 암호가 걸린 한글(HWP) 문서입니다. "
                "한글에서 암호를 풀고(보안 > 문서 암호 변경/해제) 다시 저장하여 넣어 주십시오.",
                Outcome.NEEDS_PASSWORD,
            )
        if flags & _DISTRIBUTION:
            raise ReadError(
                f"{self.name}: 배포용으로 저장된 한글(HWP) 문서여서 본문이 잠겨 있습니다. "
                "배포용이 아닌 원본을 받거나, 한글에서 PDF로 인쇄하여 넣어 주십시오."
            )

    def _names(self, storage: str) -> set[str]:
        try:
            return {path[1] for path in self._ole.listdir() if len(path) == 2 and path[0] == storage}
        except _BROKEN as error:
            raise self.damaged("파일의 목록을 읽을 수 없습니다") from error

    def _stream(self, path: str) -> bytes:
        try:
            if not self._ole.exists(path):
                raise self.damaged(f"{path}이(가) 없습니다")
            if self._ole.get_size(path) > self._size:
                raise self.damaged(f"{path}의 크기가 파일보다 큽니다")
            data = self._ole.openstream(path).read()
        except _BROKEN as error:
            raise self.damaged(f"{path}을(를) 읽을 수 없습니다") from error
        return bytes(data)

    def _unpacked(self, path: str) -> bytes:
        data = self._stream(path)
        if self._packed:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = inflater.decompress(data, limits.HWP_STREAM + 1)
            except zlib.error as error:
                raise self.damaged(f"{path}의 압축을 풀 수 없습니다") from error
            if not inflater.eof and len(data) <= limits.HWP_STREAM:
                raise self.damaged(f"{path}이(가) 끝까지 들어 있지 않습니다")
        if len(data) > limits.HWP_STREAM:
            raise self._over("HWP_STREAM", f"{path}의 압축을 풀면 너무 큽니다")
        return data

    def _tree(self, path: str) -> Record:
        root = Record(0, b"")
        branch = [root]
        for tag, level, data in self._flat(path):
            if level > limits.HWP_LEVELS:
                raise self._over("HWP_LEVELS", "문서의 기록이 너무 깊게 겹쳐 있습니다")
            if level >= len(branch):
                raise self.damaged(f"{path}의 기록 순서가 올바르지 않습니다")
            record = Record(tag, data)
            branch[level].children.append(record)
            branch[level + 1 :] = [record]
        return root

    def _flat(self, path: str) -> Iterator[tuple[int, int, bytes]]:
        """Return (tag, level, data) of the records of a stream."""
        data = self._unpacked(path)
        at = 0
        while at < len(data):
            head = u32(data, at)
            size = head >> 20
            start = at + 4
            if size == _LONG:
                size, start = u32(data, start), start + 4
            at = start + size
            if at > len(data):
                raise self.damaged(f"{path}의 마지막 기록이 잘려 있습니다")
            self._records += 1
            if self._records > limits.HWP_RECORDS:
                raise self._over("HWP_RECORDS", "문서의 기록이 너무 많습니다")
            yield head & 0x3FF, head >> 10 & 0x3FF, data[start:at]


def _check_container(file: HwpFile, data: bytes) -> None:
    """Refuse a compound file whose header claims more sectors than the file can hold (MS-CFB 2.2)."""
    shift = u16(data, 30)
    if shift not in (9, 12) or len(data) < 1024:
        raise file.damaged("파일이 잘려 있거나 머리 부분이 올바르지 않습니다")
    sectors = len(data) >> shift
    if any(u32(data, at) > sectors for at in (40, 44, 64, 72)):
        raise file.damaged("파일이 잘려 있거나 머리 부분이 올바르지 않습니다")
