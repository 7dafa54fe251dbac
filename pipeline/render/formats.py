"""A draft in the format that the name of its file asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import DraftError
from pipeline.render.docx import docx_of
from pipeline.render.hwpx import hwpx_of
from pipeline.render.meta import Version
from pipeline.render.office import printed

SUFFIXES: Final = (".docx", ".pdf", ".hwpx")
UNCHECKED: Final = "한글 프로그램에서 확인하지 않음"
"""What a user is told of a HWPX of ours."""

_HANGUL = re.compile("[가-힣]")


def render_as(versions: Sequence[Version], suffix: str, *, final: bool = False, template: Path | None = None) -> bytes:
    """Return the file of one version, or of a Korean and an English one side by side, in a format of `SUFFIXES`.

    `final` asks for a document to be signed; `template` is a company's own Word template, which a HWPX does not
    use. Raises what `docx_of` and `hwpx_of` raise, DraftError where a PDF cannot be made here (no LibreOffice, no
    Korean face), ValueError for another suffix.
    """
    if suffix == ".hwpx":
        return hwpx_of(versions, final=final)
    if suffix not in SUFFIXES:
        raise ValueError(f"no format for {suffix!r}")
    docx = docx_of(versions, final=final, template=template)
    return docx if suffix == ".docx" else _pdf(docx, versions)


def _pdf(docx: bytes, versions: Sequence[Version]) -> bytes:
    pdf = printed(docx, versions[0].meta.as_of)
    wanted = Counter(_HANGUL.findall("".join(text for version in versions for text in _texts(version))))
    lost = wanted - Counter(_HANGUL.findall(_text_of(pdf)))
    if lost:
        raise DraftError(
            f"PDF에 한글 {lost.total()}자가 빠졌습니다(예: {''.join(sorted(lost)[:5])}). 이 컴퓨터에 한글 글꼴"
            "(맑은 고딕, 나눔고딕, Noto Sans CJK KR 가운데 하나)을 설치하고 다시 실행하거나, DOCX로 만드십시오."
        )
    return pdf


def _texts(version: Version) -> Iterator[str]:
    for article in version.contract.articles:
        if article.kind != "contents":
            yield article.title
            yield from (paragraph.text for paragraph in article.paragraphs)


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
