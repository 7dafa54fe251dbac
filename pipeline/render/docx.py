"""A drafted contract as a DOCX file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.errors import DraftError
from pipeline.model import Contract
from pipeline.ooxml import W
from pipeline.package import check_target, read_package, write_atomic
from pipeline.render import front
from pipeline.render.anchors import find_anchors
from pipeline.render.body import LEVEL_STYLES, Body
from pipeline.render.inline import require_contract, require_writable
from pipeline.render.meta import DraftMeta
from pipeline.render.pages import PageCounter
from pipeline.template import load_template, template_path

_BLOCKS = frozenset(
    ("cover_parties", "cover_date", "cover_facts", "cover_notices", "cover_blanks", "toc", "body"),
)
_STYLES = frozenset(
    (
        *LEVEL_STYLES, "Heading1", "Heading2", "AnnexHeading", "ClosingText", "ClosingDate", "CoverText",
        "CoverHeading", "TableText", "TableHead", "TableGap", "ContractTable", "CoverTable", "SignatureTable",
        "TOC1", "TOC2", "Blank",
    )
)  # fmt: skip


def render(contract: Contract, meta: DraftMeta, *, final: bool = False) -> bytes:
    """Return the DOCX of `contract` under the cover of `meta`.

    `final` asks for a document to be signed. Raises DraftError where it still has unfilled blanks,
    where a text cannot be written (naming the field) or a reference leads nowhere; LibraryError
    where the template is damaged; ValueError where the contract contradicts itself.
    """
    _require_writable_cover(contract, meta)
    require_contract(contract)
    blanks = front.open_blanks(contract, meta)
    if final and blanks:
        raise DraftError(_refusal(blanks))
    first_page = front.front_pages(contract, meta, len(blanks)) + 1
    body = Body(find_anchors(contract), meta.widths, PageCounter(first_page))
    body.write(contract)
    blocks = {
        "cover_parties": front.cover_parties(meta),
        "cover_date": front.cover_date(meta),
        "cover_facts": front.cover_facts(meta, blanks, final=final),
        "cover_notices": front.cover_notices(meta),
        "cover_blanks": front.cover_blanks(blanks, meta),
        "toc": front.contents(body.headings),
        "body": "".join(body.fragments),
    }
    mark = meta.mark if final else " · ".join(filter(None, (meta.mark, "초안")))
    template = load_template(template_path("contract.docx"), _BLOCKS, _STYLES)
    texts = {"title": contract.title, "mark": mark}
    return template.fill(blocks, texts, date=meta.as_of, extra_numbering="".join(body.numbering.extra))


def write_draft(path: Path, contract: Contract, meta: DraftMeta, *, final: bool = False, force: bool = False) -> None:
    """Render `contract`, read the result back, compare it, and write it to `path` whole.

    Raises what `render` raises; UsageError for a path that cannot be written or exists without
    `force`; ValueError where the file would not hold exactly the text of the contract.
    """
    check_target(path, force=force)
    data = render(contract, meta, final=final)
    verify(data, contract)
    write_atomic(path, data, force=force)


def verify(data: bytes, contract: Contract) -> None:
    """Raise ValueError unless the DOCX `data` holds every text of `contract`, whole and in order."""
    wanted = list(_contract_texts(contract))
    written = _written_texts(data)
    found = written[len(written) - len(wanted) :]
    for text, other in zip(wanted, found, strict=False):
        if text != other:
            raise ValueError(f"written {other!r} instead of {text!r}")
    if len(wanted) != len(found):
        raise ValueError(f"{len(found)} paragraphs written instead of {len(wanted)}")


def _contract_texts(contract: Contract) -> Iterator[str]:
    chapter = ""
    for article in contract.articles:
        if article.kind == "contents":
            continue
        if article.chapter and article.chapter != chapter:
            chapter = article.chapter
            yield chapter.split(" ", 1)[1]
        if article.kind in ("article", "annex"):
            yield f"({article.title})" if article.kind == "article" else article.title
        for paragraph in article.paragraphs:
            for text in paragraph.cells if paragraph.kind != "text" else (paragraph.text,):
                yield text.replace("\r\n", "\n").replace("\r", "\n")


def _written_texts(data: bytes) -> list[str]:
    root = etree.fromstring(read_package(data)["word/document.xml"], etree.XMLParser(resolve_entities=False))
    texts = []
    for paragraph in root.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        if style is None or style.get(f"{{{W}}}val") != "TableGap":
            texts.append("".join(_text_of(paragraph)))
    return texts


def _text_of(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab"):
        if element.tag == f"{{{W}}}t":
            yield element.text or ""
        elif element.getparent().tag == f"{{{W}}}r":
            yield "\n" if element.tag == f"{{{W}}}br" else "\t"


def _refusal(blanks: tuple[front.OpenBlank, ...]) -> str:
    listed = "\n".join(f"  {blank.printed} ({', '.join(blank.places)})" for blank in blanks)
    return f"최종본에 채우지 않은 빈칸이 {len(blanks)}개 있습니다. 거래명세서에 값을 적고 다시 실행하십시오.\n{listed}"


def _require_writable_cover(contract: Contract, meta: DraftMeta) -> None:
    fields = [
        ("계약서 제목", contract.title),
        ("계약일", meta.date),
        ("표지 표시", meta.mark),
        ("판", meta.edition),
        ("업무 중요도", meta.importance),
        ("조항 라이브러리 버전", meta.library_version),
    ]
    fields += [(f"당사자 {i}의 지위", party.role) for i, party in enumerate(meta.parties, 1)]
    fields += [(f"당사자 {i}의 상호", party.name) for i, party in enumerate(meta.parties, 1)]
    fields += [(f"확인 사항 {i}", notice) for i, notice in enumerate(meta.notices, 1)]
    fields += [(f"빈칸 {name}의 자리", place) for name, place in meta.sources.items()]
    for name, text in fields:
        require_writable(text, name)
