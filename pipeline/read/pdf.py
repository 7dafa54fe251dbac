"""Reads the text layer of a PDF: pypdfium2 first, pypdf to check it and where pdfium fails.

`Document.text` is the extracted text, wrapped lines joined over line and page breaks, one
newline between blocks; `Block.page` is the page on which a block starts. Taken out, with a
warning: running heads and feet, text that nobody sees. Pages without text go to
`Document.unread` with their number, or to the text recognition where the user asks for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome, Unread
from pipeline.read import limits, pdf_hidden, pdf_second
from pipeline.read.blocks import clean
from pipeline.read.circled import with_circled
from pipeline.read.limiting import beyond
from pipeline.read.margins import body_lines
from pipeline.read.options import DEFAULT, Options
from pipeline.read.pages import ranges
from pipeline.read.pdf_blocks import joined_tables, to_blocks
from pipeline.read.pdf_columns import in_columns
from pipeline.read.pdf_survey import PageSurvey, open_pypdf, survey
from pipeline.read.pdf_tables import with_tables
from pipeline.read.pdfium import Line, PageText

_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD"""
_SCANTY: Final = 50
_BROKEN: Final = 0.3
_SOME: Final = 0.02
"""Share of characters in fonts without Unicode from which on a page counts as not wholly read."""
_UNKNOWN: Final = PageSurvey()
LAYER_CONFIDENCE: Final = 0.5
"""Stated for the text layer of a scan, of which nothing is known: neither believed nor thrown away."""
_NO_TEXT: Final = "글자 정보가 없는 쪽입니다(스캔한 그림 등)."
_NO_MAP: Final = "글꼴에 글자 정보(ToUnicode)가 없어 글자가 깨져 있습니다."


@dataclass(slots=True)
class _Page:
    lines: list[Line]
    text: str = ""
    height: float = 0.0
    reason: str = ""
    hidden: int = 0
    layer: bool = False
    notes: list[str] = field(default_factory=list)


def read_pdf(name: str, data: bytes, options: Options = DEFAULT) -> Document:
    """Read a PDF; raises ReadError (NEEDS_PASSWORD, NEEDS_OCR, DAMAGED, LIMIT)."""
    warnings: list[str] = []
    reader = open_pypdf(data, options.password)
    surveys = survey(name, reader) if reader is not None else None
    try:
        pages = _with_pdfium(name, data, options, surveys)
        warnings += _second_opinion(reader, surveys, pages)
    except _EngineError as error:
        if reader is None:
            raise pdf_second.damaged(name) from error
        pages = _with_pypdf(name, reader)
        warnings.append("PDF의 구조에 문제가 있어 보조 방식으로 읽었습니다. 빠진 글이 없는지 원본과 대조하십시오.")
    if options.ocr:
        warnings += _recognised(name, data, options, pages)
    unread = [Unread(f"{number}쪽", page.reason, number) for number, page in enumerate(pages, 1) if page.reason]
    if unread and not any(line.text.strip() for page in pages for line in page.lines):
        raise _needs_ocr(name, unread)
    kept, removed, example = body_lines([page.lines for page in pages], [page.height for page in pages])
    body = [[page.lines[at] for at in numbers] for page, numbers in zip(pages, kept, strict=True)]
    body, heads = joined_tables(body)
    if removed or heads:
        shown = f"(예: '{clean(example)[:40]}')" if example else "(쪽 번호)" if removed else "(표의 머리행)"
        warnings.append(f"쪽마다 되풀이되는 머리글·바닥글 {removed + heads}줄을 본문에서 제외했습니다{shown}.")
    warnings += _seen_and_not(pages)
    out = to_blocks(body)
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


class _EngineError(Exception):
    """pdfium cannot open this file."""


# ------------------------------------------------------------------ engines


def _with_pdfium(name: str, data: bytes, options: Options, surveys: Sequence[PageSurvey] | None) -> list[_Page]:
    import pypdfium2

    document = _opened(name, data, options)
    try:
        count = len(document)
        if count > limits.PDF_PAGES:
            raise pdf_second.too_many_pages(name, count)
        known = surveys if surveys is not None and len(surveys) == count else [_UNKNOWN] * count
        return [_pdfium_page(document[number], known[number]) for number in range(count)]
    except (pypdfium2.PdfiumError, OSError, ValueError, ArithmeticError) as error:
        raise _EngineError from error
    finally:
        document.close()


def _opened(name: str, data: bytes, options: Options) -> Any:
    """Open with pdfium: without a password first, as one that is not asked for is an error too."""
    import pypdfium2

    for password in dict.fromkeys((None, options.password or None)):
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            if error.err_code != _PASSWORD:
                raise _EngineError from error
    if options.password:
        what = "암호가 맞지 않습니다. --password에 적은 암호를 확인하여 주십시오."
    else:
        what = (
            "암호가 걸린 PDF입니다. 여는 암호를 --password로 적거나 "
            "암호를 푼 사본(인쇄하여 PDF로 다시 저장한 파일 등)을 넣어 주십시오."
        )
    raise ReadError(f"{name}: {what}", Outcome.NEEDS_PASSWORD)


def _pdfium_page(page: Any, known: PageSurvey) -> _Page:
    content = PageText(page)
    words = len(content.text.strip())
    hidden = pdf_hidden.Hidden()
    found = _Page([], content.text, content.height, notes=content.notes())
    lines = content.lines() if words else []
    outside = bool(words) and pdf_hidden.off_page(content, lines)
    if words and (known.invisible or known.pale or outside):
        hidden = pdf_hidden.take_out(content, outside=outside)
        lines = content.lines()
        words -= hidden.count
    found.hidden, found.layer = hidden.count, 2 * hidden.recognised > words
    if words <= 0:
        found.reason = _NO_TEXT if content.draws() and (not hidden.count or content.image_share() > 0.5) else ""
        return found
    if known.blind > _BROKEN or pdf_second.odd_share(content.text.replace("\x00", "")) > _BROKEN:
        found.reason = _NO_MAP
        return found
    if words < _SCANTY and content.image_share() > 0.5:
        found.reason = _NO_TEXT
    elif known.blind > _SOME:
        found.reason = _NO_MAP
    if content.upright and known.ruled:
        lines = with_tables(content, lines)
    lines = in_columns(content, lines)
    found.lines = [line._replace(confidence=LAYER_CONFIDENCE) for line in lines] if found.layer else lines
    return found


def _with_pypdf(name: str, reader: Any) -> list[_Page]:
    out: list[_Page] = []
    for lines, drawn in pdf_second.extracted(name, reader):
        broken = pdf_second.odd_share("".join(lines)) > _BROKEN
        out.append(_Page([] if broken else [Line(line) for line in lines]))
        out[-1].reason = _NO_TEXT if drawn else _NO_MAP if broken else ""
    return out


def _second_opinion(reader: Any, surveys: Sequence[PageSurvey] | None, pages: Sequence[_Page]) -> list[str]:
    if reader is None or surveys is None or len(surveys) != len(pages):
        return [
            "PDF를 두 번째 방식으로 열 수 없어 읽은 글을 대조하지 못했습니다. 빠진 글이 없는지 원본과 대조하십시오."
        ]
    found = pdf_second.disagreeing(reader, surveys, ["" if page.reason == _NO_MAP else page.text for page in pages])
    found = [number for number in found if not pages[number - 1].reason]
    if not found:
        return []
    return [f"{ranges(found)}: 두 방식으로 읽은 글자가 10% 넘게 다릅니다. 이 쪽을 원본과 대조하십시오."]


# ------------------------------------------------------------------ what is not plain text


def _recognised(name: str, data: bytes, options: Options, pages: Sequence[_Page]) -> list[str]:
    """Put recognised lines into the pages that have no text; return warnings."""
    from pipeline.read import ocr

    wanted = [number for number, page in enumerate(pages) if page.reason]
    if not wanted:
        return []
    engine = ocr.engine(name)
    if len(wanted) > limits.OCR_PAGES:
        raise beyond(
            name, "OCR_PAGES", f"문자 인식이 필요한 쪽이 {len(wanted):,}쪽입니다", "문서를 나누어 넣어 주십시오."
        )
    try:
        document = _opened(name, data, options)
    except _EngineError:
        return []
    try:
        read = [engine.lines(picture) if (picture := ocr.picture_of(document, number)) else [] for number in wanted]
    finally:
        document.close()
    found: dict[int, float] = {}
    whole, circled = with_circled(read)
    for number, lines in zip(wanted, whole, strict=True):
        if lines:
            pages[number].lines, pages[number].reason = lines, ""
            found[number + 1] = ocr.mean(lines)
    return ocr.warnings_of(found, circled)


def _needs_ocr(name: str, unread: Sequence[Unread]) -> ReadError:
    numbers = ranges([part.page for part in unread if part.page])
    return ReadError(
        f"{name}: 읽을 수 있는 글자가 없습니다({numbers}: {unread[0].reason.rstrip('.')}). "
        "--ocr를 붙여 다시 실행하거나(tesseract와 그 한국어 자료가 있어야 합니다), "
        "문자 인식(OCR)을 거친 PDF 또는 원본 DOCX를 넣어 주십시오.",
        Outcome.NEEDS_OCR,
    )


def _seen_and_not(pages: Sequence[_Page]) -> Iterable[str]:
    numbered = list(enumerate(pages, 1))
    if hidden := [(number, page.hidden) for number, page in numbered if page.hidden]:
        yield (
            f"{ranges([number for number, _ in hidden])}: 화면과 인쇄물에 보이지 않는 글자 "
            f"{sum(count for _, count in hidden)}자(투명, 흰색, 쪽 밖)를 본문에서 제외했습니다. 원본에서 확인하십시오."
        )
    if layers := [number for number, page in numbered if page.layer]:
        yield (
            f"{ranges(layers)}: 스캔한 그림에 문자 인식(OCR)으로 덧붙인 글자를 읽었습니다(낮은 신뢰도). "
            "글자가 맞는지 원본과 대조하십시오."
        )
    if notes := [(number, note) for number, page in numbered for note in page.notes]:
        yield (
            f"{ranges([number for number, _ in notes])}: 입력란이나 글상자 주석에 적힌 글 {len(notes)}건은 "
            f"본문에 넣지 않았습니다(예: '{' '.join(clean(notes[0][1]).split())[:40]}')."
        )
