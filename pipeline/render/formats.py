"""A draft in the format that the name of its file asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pipeline.errors import DraftError
from pipeline.render.docx import docx_of
from pipeline.render.hwpx import hwpx_of
from pipeline.render.meta import Version
from pipeline.render.office import printed

SUFFIXES: Final = (".docx", ".pdf", ".hwpx")
UNCHECKED: Final = "한글 프로그램에서 확인하지 않음"
"""What a user is told of a HWPX of ours."""

_HANGUL = re.compile("[가-힣]")
_MAPPED = re.compile(r"<([0-9A-Fa-f]{2,4})>\s*<((?:[0-9A-Fa-f]{4})+)>")


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
    wanted = set(_HANGUL.findall("".join(text for version in versions for text in _texts(version))))
    lost = sorted(wanted - hangul_of(pdf))
    if lost:
        raise DraftError(
            f"PDF에 나오지 않는 한글이 {len(lost)}가지 있습니다(예: {''.join(lost[:5])}). 이 컴퓨터에 한글 글꼴"
            "(맑은 고딕, 나눔고딕, Noto Sans CJK KR 가운데 하나)을 설치하고 다시 실행하거나, DOCX로 만드십시오."
        )
    return pdf


def _texts(version: Version) -> Iterator[str]:
    for article in version.contract.articles:
        if article.kind != "contents":
            yield article.title
            yield from (paragraph.text for paragraph in article.paragraphs)


def hangul_of(pdf: bytes) -> set[str]:
    """Return the Hangul for which an embedded face of a PDF of LibreOffice has a shape.

    Text that no face could show is in the file all the same (ActualText, 32000-1 14.9.4), so the maps of the
    faces count (ToUnicode, 9.10.3), where all that is missing shares one code.
    """
    from pypdf import PdfReader

    fonts: dict[int, Any] = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            fonts[font.idnum] = font.get_object()
    found: set[str] = set()
    for font in fonts.values():
        if "/ToUnicode" in font and any(key.startswith("/FontFile") for key in font["/FontDescriptor"].get_object()):
            mapped = font["/ToUnicode"].get_object().get_data().decode("latin-1")
            codes = (code for _, said in _MAPPED.findall(mapped) for code in re.findall("....", said))
            found.update(char for code in codes if _HANGUL.match(char := chr(int(code, 16))))
    return found
