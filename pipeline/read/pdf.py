"""Reads the text layer of a PDF: pypdfium2 first, pypdf where pdfium fails.

`Document.text` is the extracted text, wrapped lines joined over line and page breaks, one
newline between blocks; `Block.page` is the page on which a block starts. Taken out, with a
warning: running heads and feet. Pages without text go to `Document.unread` with their
number. pdfium is not thread-safe: one document at a time in a process.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.errors import ReadError
from pipeline.model import Document, Unread
from pipeline.read import limits
from pipeline.read.blocks import Blocks, clean
from pipeline.read.joining import Joiner
from pipeline.read.margins import body_lines
from pipeline.read.options import DEFAULT, Options
from pipeline.read.pdfium import PageText

_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD"""
_SCANTY: Final = 50
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]")
_SOFT_HYPHEN: Final = ("\x02", "\ufffe", "\xad")
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_PARTICLES: Final = frozenset("은는이가을를의에와과로도만")
_LOCKED: Final = "암호가 걸린 PDF입니다. 암호를 푼 사본(인쇄하여 PDF로 다시 저장한 파일 등)을 넣어 주십시오."


@dataclass(slots=True)
class _Page:
    lines: list[str]
    drawn: bool = False
    image_share: float = 0.0


def read_pdf(name: str, data: bytes, options: Options = DEFAULT) -> Document:
    """Read a PDF; raises ReadError for a locked or damaged file and beyond the page limit."""
    warnings: list[str] = []
    try:
        pages = _with_pdfium(name, data)
    except _EngineError:
        pages = _with_pypdf(name, data)
        warnings.append("PDF의 구조에 문제가 있어 보조 방식으로 읽었습니다. 빠진 글이 없는지 원본과 대조하십시오.")
    unread = [note for number, page in enumerate(pages, 1) for note in _unread(number, page)]
    lines = [page.lines for page in pages]
    kept, removed, example = body_lines(lines)
    if removed:
        shown = f"(예: '{clean(example)[:40]}')" if example else "(쪽 번호)"
        warnings.append(f"쪽마다 되풀이되는 머리글·바닥글 {removed}줄을 본문에서 제외했습니다{shown}.")
    out = _blocks([[page[at] for at in numbers] for page, numbers in zip(lines, kept, strict=True)])
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        text=out.text,
        blocks=tuple(out.blocks),
        unread=tuple(unread),
        warnings=tuple(warnings),
        pages=len(pages),
    )


_LINE_END = re.compile(r"\r\n|\r|\n")


class _EngineError(Exception):
    """pdfium cannot open this file."""


# ------------------------------------------------------------------ engines


def _with_pdfium(name: str, data: bytes) -> list[_Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise ReadError(f"{name}: {_LOCKED}") from error
        raise _EngineError from error
    try:
        _check_pages(name, len(document))
        return [_pdfium_page(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _EngineError from error
    finally:
        document.close()


def _pdfium_page(page: Any) -> _Page:
    content = PageText(page)
    words = len(content.text.strip())
    if words >= _SCANTY:
        return _Page(content.lines())
    return _Page(content.lines(), drawn=not words and content.draws(), image_share=content.image_share())


def _with_pypdf(name: str, data: bytes) -> list[_Page]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on a damaged file are not for our users
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(f"{name}: {_LOCKED}")
        _check_pages(name, len(reader.pages))
        return [_pypdf_page(page) for page in reader.pages]
    except ReadError:
        raise
    except Exception as error:  # pypdf leaves it to its users to catch whatever a damaged file raises
        raise ReadError(f"{name}: 손상된 PDF입니다. 원본을 다시 받거나 PDF로 다시 저장하여 넣어 주십시오.") from error


def _pypdf_page(page: Any) -> _Page:
    text = page.extract_text()
    return _Page(_LINE_END.split(text), drawn=not text.strip() and bool(page.get("/Contents")))


def _check_pages(name: str, count: int) -> None:
    if count > limits.PDF_PAGES:
        raise ReadError(
            f"{name}: 쪽수가 {count:,}쪽으로 한도({limits.PDF_PAGES:,}쪽)를 넘습니다. 문서를 나누어 넣어 주십시오."
        )


def _unread(number: int, page: _Page) -> list[Unread]:
    where = f"{number}쪽"
    words = "".join(page.lines).strip()
    if (not words and page.drawn) or (len(words) < _SCANTY and page.image_share > 0.5):
        return [Unread(where, "글자 정보가 없는 쪽입니다(스캔한 그림 등).", number)]
    if words and len(_UNREADABLE.findall(words)) > 0.3 * len(words):
        return [Unread(where, "글꼴 정보가 없어 글자가 깨져 있습니다.", number)]
    return []


# ------------------------------------------------------------------ lines to blocks


def _blocks(pages: Sequence[Sequence[str]]) -> Blocks:
    lines = [(line, number) for number, page in enumerate(pages, 1) for line in page]
    cleaned = [clean(line) for line, _ in lines]
    glue = _Glue(pages)
    out = Blocks()
    for first, last in Joiner(cleaned, printed=True).groups():
        text = cleaned[first].strip()
        before = first
        for at in range(first + 1, last + 1):
            if cleaned[at].strip():
                text = glue.join(text, lines[before], lines[at], cleaned[at].strip())
                before = at
        out.add(text, page=lines[first][1])
    return out


class _Glue:
    """Decides whether a line break stood for a space, as Korean text wraps inside words too.

    A break after a written space is a space. Where a page keeps the spaces at its line ends, a
    break without one is none. Elsewhere the words of the document decide.
    """

    def __init__(self, pages: Sequence[Sequence[str]]) -> None:
        self._keeps = [_keeps_spaces(page) for page in pages]
        self._words = frozenset(
            word for page in pages for line in page for token in line.split()[1:-1] for word in _WORD.findall(token)
        )

    def join(self, text: str, before: tuple[str, int], here: tuple[str, int], words: str) -> str:
        """Return `text` with the next line added."""
        raw, page = before
        if raw.rstrip(" ").endswith(_SOFT_HYPHEN):
            return text.rstrip("-") + words
        if text.endswith("-") and words[0].islower():
            bare = _last_word(text[:-1]) + _first_word(words)
            return (text[:-1] if bare in self._words else text) + words
        return text + (" " if self._spaced(raw, here[0], text, words, page) else "") + words

    def _spaced(self, raw: str, following: str, text: str, words: str, page: int) -> bool:
        if raw.endswith((" ", "\xa0")) or following.startswith((" ", "\xa0")):
            return True
        left, right = text[-1], words[0]
        if left in "([{「『“‘⌜" or right in ")]}」』”’.,⌟":
            return False
        if not ("가" <= left <= "힣" and "가" <= right <= "힣"):
            return not (self._keeps[page - 1] and ("가" <= left <= "힣" or "가" <= right <= "힣"))
        if self._keeps[page - 1]:
            return False
        return self._parted(_last_word(text), _first_word(words))

    def _parted(self, left: str, right: str) -> bool:
        if left + right in self._words or right in _PARTICLES:
            return False
        return (len(right) > 1 and right in self._words) or left in self._words


def _keeps_spaces(page: Sequence[str]) -> bool:
    filled = [line for line in page if line.strip()]
    spaced = sum(1 for line in filled if line.endswith(" "))
    return spaced >= 2 and spaced >= 0.08 * len(filled)


def _last_word(text: str) -> str:
    found = _WORD.findall(text[-60:])
    return found[-1] if found else ""


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found[0] if found else ""
