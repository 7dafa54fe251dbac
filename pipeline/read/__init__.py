"""Reads a file of any supported format into the one `Document`.

In: a path or bytes. Out: a `Document` with its text, blocks, what was not read and
warnings. Raises ReadError with a Korean message (file, what is wrong, what to do). The
reader is chosen by what the file contains; where its name says otherwise, a warning says so.
`Document.text` is the file itself for text and Markdown and the extracted text for others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.read import limits, sniff
from pipeline.read.limiting import beyond, using
from pipeline.read.options import DEFAULT, Options

Reader = Callable[[str, bytes, Options], Document]


def _text(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.plain import read_text

    return read_text(name, data)


def _markdown(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.plain import read_markdown

    return read_markdown(name, data)


def _html(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.html import read_html

    return read_html(name, data)


def _docx(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.docx import read_docx

    return read_docx(name, data)


def _pdf(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.pdf import read_pdf

    return read_pdf(name, data, options)


def _hwpx(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.hwpx import read_hwpx

    return read_hwpx(name, data)


def _hwp(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.hwp import read_hwp

    return read_hwp(name, data)


def _image(name: str, data: bytes, options: Options) -> Document:
    from pipeline.read.ocr import read_image

    return read_image(name, data, options)


READERS: Final[dict[str, Reader]] = {
    ".docx": _docx,
    ".docm": _docx,
    ".dotx": _docx,
    ".pdf": _pdf,
    ".hwpx": _hwpx,
    ".hwp": _hwp,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _text,
    ".text": _text,
}
_BY_KIND: Final[dict[str, Reader]] = {
    "docx": _docx,
    "pdf": _pdf,
    "hwpx": _hwpx,
    "hwp": _hwp,
    "html": _html,
    "text": _text,
}
_KIND_NAMES: Final = {
    "docx": "Word 문서(DOCX)",
    "pdf": "PDF",
    "hwpx": "한글 문서(HWPX)",
    "hwp": "한글 문서(HWP)",
    "html": "HTML",
    "text": "텍스트",
}
_SUPPORTED: Final = "DOCX, PDF, HWPX, HWP, HTML, Markdown(.md), 텍스트(.txt)"


def read(path: Path, *, as_name: str | None = None, options: Options = DEFAULT) -> Document:
    """Read the file at `path` in this process; `as_name` is the name to report instead of its own."""
    name, data = load(path, options)
    return read_bytes(as_name or name, data, options)


def load(path: Path, options: Options = DEFAULT) -> tuple[str, bytes]:
    """Return the name and the bytes of a file; raise ReadError where there is none, or it is too large."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(f"{name}: 폴더입니다. 계약서 파일을 지정하여 주십시오.")
        if not path.exists():
            raise ReadError(f"{path}: 파일이 없습니다. 경로와 파일 이름을 확인하여 주십시오.")
        if not path.is_file():
            raise ReadError(f"{name}: 장치나 파이프는 읽지 않습니다. 계약서 파일을 지정하여 주십시오.")
        with using(options.limits), path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
            if len(data) > limits.FILE_BYTES:
                raise _too_large(name, path.stat().st_size)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{name}: 파일을 열 수 없습니다({reason}). 읽기 권한과 경로를 확인하여 주십시오.") from error
    return name, data


def read_bytes(name: str, data: bytes, options: Options = DEFAULT) -> Document:
    """Read the bytes of a file called `name`: no file system, no clock, no network."""
    with using(options.limits):
        return _read(name, data, options)


def _read(name: str, data: bytes, options: Options) -> Document:
    if len(data) > limits.FILE_BYTES:
        raise _too_large(name, len(data))
    suffix = Path(name).suffix.lower()
    kind = sniff.kind_of(data, suffix)
    if kind == "image":
        return _image(name, data, options)
    if kind in sniff.ADVICE:
        raise _refused(name, kind)
    reader, warning = _reader(name, suffix, kind)
    document = reader(name, data, options)
    if len(document.text) > limits.TEXT_CHARS:
        raise beyond(name, "TEXT_CHARS", f"글자가 {len(document.text):,}자입니다", "문서를 나누어 넣어 주십시오.")
    if not document.text.strip() and not document.unread:
        raise _without_text(name, document.warnings)
    return replace(document, warnings=(warning, *document.warnings)) if warning else document


def _reader(name: str, suffix: str, kind: str) -> tuple[Reader, str]:
    """Choose by content; the suffix decides among kinds of text only."""
    by_name = READERS.get(suffix)
    by_kind = _BY_KIND[kind]
    if by_name is by_kind:
        return by_kind, ""
    if (kind == "text" and by_name is _markdown) or (kind == "html" and by_name is _markdown):
        return _markdown, ""
    if kind == "text" and by_name is _html:
        return _html, ""
    if kind == "text" and by_name in (_docx, _pdf, _hwpx, _hwp):
        raise ReadError(
            f"{name}: 이름은 {suffix}이지만 내용이 그 형식이 아닙니다. "
            "파일이 손상되었는지 확인하고 원본을 다시 넣어 주십시오.",
            Outcome.DAMAGED,
        )
    if by_name is None and kind == "text" and suffix:
        raise ReadError(
            f"{name}: 지원하지 않는 형식({suffix})입니다. {_SUPPORTED} 가운데 하나로 저장하여 넣어 주십시오."
        )
    if not suffix:
        return by_kind, ""
    return by_kind, f"파일 이름은 {suffix}이지만 내용이 {_KIND_NAMES[kind]}이어서 그 형식으로 읽었습니다."


def _without_text(name: str, warnings: tuple[str, ...]) -> ReadError:
    """The refusal of a file without words; what was left out of it (hidden text, say) is told."""
    if not warnings:
        return _refused(name, "blank")
    return ReadError(f"{name}: 본문으로 읽을 글이 없습니다. {' '.join(warnings)} 내용이 든 파일을 다시 넣어 주십시오.")


def _refused(name: str, kind: str) -> ReadError:
    what, advice = sniff.ADVICE[kind]
    return ReadError(f"{name}: {what}. {advice}", sniff.OUTCOMES.get(kind, Outcome.REFUSED))


def _too_large(name: str, size: int) -> ReadError:
    return beyond(
        name,
        "FILE_BYTES",
        f"파일이 너무 큽니다({size / limits.MIB:.0f}MB)",
        "그림을 줄이거나 문서를 나누어 다시 저장하여 주십시오.",
    )
