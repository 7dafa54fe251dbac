"""Reads the visible text of an HTML page (WHATWG HTML), token by token: no tree is built.

`Document.text` is the extracted text. Left out, with a warning that counts it: hidden elements,
struck-out text, navigation and what follows a tag that never ends. Left out without one: head,
script, style, template, noscript. List numbers become `Block.label`, table rows blocks of kind
row. Nothing is loaded: no image, style sheet or frame; hiding by a style sheet is not seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from pipeline.model import Document
from pipeline.read import limits
from pipeline.read.decode import decode
from pipeline.read.html_page import Page
from pipeline.read.html_tokens import LimitError, Tokens
from pipeline.read.limiting import beyond

_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,30})", re.I)


def read_html(name: str, data: bytes) -> Document:
    """Read an HTML file; raises ReadError beyond the limits of size, depth and attributes."""
    if len(data) > limits.HTML_BYTES:
        raise beyond(name, "HTML_BYTES", "HTML 파일이 너무 큽니다", "본문만 따로 저장하여 넣어 주십시오.")
    text, encoding, warnings = decode(name, data, declared=_declared(data))
    tokens = Tokens(text)
    page = Page(text)
    try:
        page.read(tokens)
    except LimitError as error:
        advice = "브라우저에서 열어 본문만 복사한 뒤 DOCX나 텍스트로 저장하여 넣어 주십시오."
        raise beyond(name, error.limit, str(error), advice) from error
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html",
        text=page.out.text,
        blocks=tuple(page.out.blocks),
        unread=tuple(page.unread),
        warnings=(*warnings, *_warnings(page, tokens.lost)),
        encoding=encoding,
    )


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    return found[1].decode("ascii") if found else ""


def _warnings(page: Page, lost: int) -> Iterator[str]:
    if page.struck:
        yield f"취소선으로 지운 글 {page.struck}자는 본문에서 제외했습니다."
    if page.hidden:
        yield f"화면에 보이지 않게 한 글 {page.hidden}자는 본문에서 제외했습니다."
    if page.menu:
        yield f"메뉴, 선택 목록 등 본문이 아닌 요소에 든 글 {page.menu}자는 제외했습니다."
    if lost:
        yield f"닫히지 않은 태그나 주석 뒤의 {lost}자는 화면에 나타나지 않으므로 제외했습니다."
