"""What a file really is, whatever its name says.

In: the bytes of a file. Out: one of the kinds below, from magic bytes and, inside a zip or
an OLE file, from the names of the parts. Nothing is unpacked. Kinds that have no reader
carry their own Korean advice (`ADVICE`).
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from pipeline.model import Outcome

_OFFICE_ADVICE: Final = "계약서 본문이 든 DOCX 또는 PDF를 넣어 주십시오."
ADVICE: Final[dict[str, tuple[str, str]]] = {
    "empty": ("빈 파일(0바이트)입니다", "내용이 든 파일인지 확인하여 다시 넣어 주십시오."),
    "blank": ("글자가 하나도 없는 파일입니다", "내용이 든 파일인지 확인하여 다시 넣어 주십시오."),
    "hwp3": (
        "한글 97 이전 형식(HWP 3.0)의 문서로, 읽지 못합니다",
        "한글에서 '다른 이름으로 저장하기'로 HWPX 문서로 저장하여 다시 넣어 주십시오.",
    ),
    "drm": (
        "문서 보안(DRM)이 걸린 파일로, 내용이 잠겨 있습니다",
        "사내 문서 보안 프로그램에서 보안을 해제한 파일을 넣어 주십시오.",
    ),
    "encrypted": (
        "암호가 걸린 Office 문서입니다",
        "Word에서 암호를 풀고(파일 > 정보 > 문서 보호) 다시 저장하여 넣어 주십시오.",
    ),
    "doc": ("옛 Word 형식(DOC)으로, 읽지 못합니다", "Word에서 DOCX로 다시 저장하여 넣어 주십시오."),
    "ole": ("옛 Office 형식의 파일로, 읽지 못합니다", _OFFICE_ADVICE),
    "rtf": ("RTF 문서로, 읽지 못합니다", "Word에서 DOCX로 다시 저장하여 넣어 주십시오."),
    "xlsx": ("Excel 통합 문서로, 읽지 못합니다", _OFFICE_ADVICE),
    "pptx": ("PowerPoint 문서로, 읽지 못합니다", _OFFICE_ADVICE),
    "odt": ("OpenDocument(ODT) 문서로, 읽지 못합니다", "DOCX로 다시 저장하여 넣어 주십시오."),
    "zip": ("압축(ZIP) 파일이며 Word 문서가 아닙니다", "압축을 풀어 계약서 파일을 하나씩 넣어 주십시오."),
    "damaged-zip": (
        "손상된 파일입니다. DOCX·HWPX의 압축 구조를 읽을 수 없습니다",
        "원본을 다시 받거나 Word나 한글에서 열어 다시 저장하여 넣어 주십시오.",
    ),
    "binary": (
        "문서가 아닌 이진 파일입니다",
        "계약서 파일이 맞는지 확인하고 DOCX, PDF, HWPX, HWP, HTML, 텍스트 가운데 하나로 넣어 주십시오.",
    ),
}

OUTCOMES: Final = {
    "encrypted": Outcome.NEEDS_PASSWORD,
    "drm": Outcome.NEEDS_PASSWORD,
    "damaged-zip": Outcome.DAMAGED,
}
"""How a kind without a reader ends; REFUSED where it is not named."""
_IMAGES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_DRM: Final = (b"<## NASCA DRM FILE", b"SCDSA00", b"\x9b DRMONE")
"""How files locked by NASCA, Softcamp and Fasoo begin."""
_BINARIES: Final = (b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)[\s>]",
    re.I | re.S,
)
_ZIP_SIGNS: Final = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_ZIP_SUFFIXES: Final = frozenset((".docx", ".docm", ".dotx", ".hwpx"))


def kind_of(data: bytes, suffix: str = "") -> str:
    """Return the kind of a file; `suffix` only helps to name a damaged one."""
    if not data:
        return "empty"
    head = data[:8192]
    if head.startswith(b"PK\x03\x04") or (suffix in _ZIP_SUFFIXES and b"PK\x03\x04" in head):
        return _zip_kind(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data, suffix)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"HWP Document File"):
        return "hwp3"
    if head.startswith(_DRM):
        return "drm"
    if head.startswith(_IMAGES):
        return "image"
    if head.startswith(_BINARIES):
        return "binary"
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    for mark, codec in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"<\x00", "utf-16-le"),
        (b"\x00<", "utf-16-be"),
    ):
        if head.startswith(mark):
            head = head.decode(codec, errors="ignore").lstrip("\ufeff").encode()
            break
    return "html" if _HTML.match(head) else "text"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            mimetype = (
                package.read("mimetype")[:80]
                if "mimetype" in names and package.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "damaged-zip"
    if b"hwp" in mimetype or "Contents/content.hpf" in names:
        return "hwpx"
    if b"opendocument" in mimetype:
        return "odt"
    for start, kind in _ZIP_SIGNS:
        if any(name.startswith(start) for name in names):
            return kind
    return "docx" if "[Content_Types].xml" in names else "zip"


def _ole_kind(data: bytes, suffix: str) -> str:
    if b"HWP Document File" in data:
        return "hwp"
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    return "hwp" if suffix == ".hwp" else "ole"
