"""A draft read back and compared with what it was made from, before anyone sees the file.

Every part must be well-formed, the contract's texts must stand in it whole and in order, the title and
the mark wherever the template places them, each value of the cover as a paragraph, and there must be
exactly as many paragraphs as were written. The reading is lxml's, which does not repair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from zipfile import BadZipFile

from lxml import etree

from pipeline.errors import OutputError
from pipeline.model import Contract
from pipeline.ooxml import W
from pipeline.package import read_package
from pipeline.render.meta import DraftMeta
from pipeline.template import Template

_P, _T, _BR, _TAB, _R = (f"{{{W}}}{name}" for name in ("p", "t", "br", "tab", "r"))
DOCUMENT, CORE = "word/document.xml", "docProps/core.xml"


def verify(data: bytes, contract: Contract) -> None:
    """Raise OutputError unless the DOCX `data` holds every text of `contract`, whole and in order."""
    _compare(_body(_parts(data)[DOCUMENT]), list(_contract_texts(contract)))


def verify_draft(
    data: bytes, contract: Contract, meta: DraftMeta, template: Template, texts: Mapping[str, str], planned: int
) -> None:
    """Raise OutputError unless `data` is the draft of `contract` under the cover of `meta`.

    `texts`: what stands in the text slots of `template`; `planned`: the paragraphs written into its
    block slots.
    """
    parts = _parts(data)
    wanted = list(_contract_texts(contract))
    written = _body(parts[DOCUMENT])
    _compare(written, wanted)
    values = [meta.date, *(text for party in meta.parties for text in (party.role, party.name))]
    _find(written[: len(written) - len(wanted)], map(_as_read, filter(None, values)), "표지")
    paragraphs = sum(1 for _ in parts[DOCUMENT].iter(_P))
    if paragraphs != planned + template.paragraphs(DOCUMENT):
        raise _defect(f"문단이 {planned + template.paragraphs(DOCUMENT)}개여야 하는데 {paragraphs}개입니다")
    for part in template.slotted:
        for slot in template.text_slots(part):
            if not any(_as_read(texts[slot]) in found for found in _texts(part, parts[part])):
                raise _defect(f"{part}에 '{texts[slot][:40]}'이(가) 그대로 있지 않습니다")


def _parts(data: bytes) -> dict[str, etree._Element]:
    """Return the root of every XML part; OutputError where one is not well-formed."""
    roots = {}
    try:
        for name, part in read_package(data).items():
            if name.endswith((".xml", ".rels")):
                roots[name] = etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (BadZipFile, etree.XMLSyntaxError) as error:
        raise _defect(f"파일의 짜임이 깨졌습니다: {error}") from error
    return roots


def _compare(written: list[str], wanted: list[str]) -> None:
    found = written[len(written) - len(wanted) :] if wanted else []
    for text, other in zip(wanted, found, strict=False):
        if text != other:
            raise _defect(f"'{text[:60]}'이(가) '{other[:60]}'(으)로 적혔습니다")
    if len(wanted) != len(found):
        raise _defect(f"본문의 문단이 {len(wanted)}개여야 하는데 {len(found)}개입니다")


def _find(written: Iterable[str], values: Iterable[str], where: str) -> None:
    left = Counter(written)
    for value in values:
        if not left[value]:
            raise _defect(f"{where}에 '{value[:60]}'이(가) 그대로 있지 않습니다")
        left[value] -= 1


def _contract_texts(contract: Contract) -> Iterator[str]:
    chapter = ""
    for article in contract.articles:
        if article.kind == "contents":
            continue
        if article.chapter and article.chapter != chapter:
            chapter = article.chapter
            yield chapter.split(" ", 1)[1]
        if article.kind in ("article", "annex"):
            yield _as_read(f"({article.title})" if article.kind == "article" else article.title)
        for paragraph in article.paragraphs:
            yield from map(_as_read, paragraph.cells if paragraph.kind != "text" else (paragraph.text,))


def _as_read(text: str) -> str:
    """The text as a reader of the file sees it: each of the three line ends is one line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _body(document: etree._Element) -> list[str]:
    texts = []
    for paragraph in document.iter(_P):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        if style is None or style.get(f"{{{W}}}val") != "TableGap":
            texts.append("".join(_text_of(paragraph)))
    return texts


def _texts(part: str, root: etree._Element) -> list[str]:
    if part == CORE:
        return [element.text or "" for element in root.iter(etree.Element)]
    return ["".join(_text_of(paragraph)) for paragraph in root.iter(_P)]


def _text_of(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(_T, _BR, _TAB):
        if element.tag == _T:
            yield element.text or ""
        elif element.getparent().tag == _R:
            yield "\n" if element.tag == _BR else "\t"


def _defect(what: str) -> OutputError:
    return OutputError(
        f"쓴 계약서를 다시 읽어 견주니 내용이 다릅니다({what}). 파일을 남기지 않았습니다. "
        "프로그램의 결함이므로 거래명세서와 함께 알려 주십시오."
    )
