"""A draft read back and compared with what it was made from, before anyone sees the file.

Every part must be well-formed, the contract's texts must stand in it whole and in order, the title and
the mark wherever the template places them, each value of the cover as a paragraph, and there must be
exactly as many paragraphs as were written. The reading is lxml's, which does not repair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zipfile import BadZipFile

from lxml import etree

from pipeline.errors import OutputError
from pipeline.model import Contract
from pipeline.ooxml import W
from pipeline.package import read_package
from pipeline.render.body import Shown
from pipeline.template import Template

_P, _T, _BR, _TAB, _R, _STYLE, _VAL = (f"{{{W}}}{name}" for name in ("p", "t", "br", "tab", "r", "pStyle", "val"))
DOCUMENT, CORE = "word/document.xml", "docProps/core.xml"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
"""The times in the properties, which are set when a template is filled."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_CHAPTER_NUMBER = re.compile(r"(?:제\d+장|Chapter \d+) ")
_FILLED = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")


def verify(data: bytes, contract: Contract) -> None:
    """Raise OutputError unless the DOCX `data` holds every text of `contract`, whole and in order."""
    _compare(_body(_parts(data)[DOCUMENT]), list(_contract_texts(contract)))


def verify_draft(
    data: bytes,
    contracts: Sequence[Contract],
    shown: Sequence[Shown],
    template: Template,
    texts: Mapping[str, str],
    cover: Iterable[str],
    planned: int,
) -> None:
    """Raise OutputError unless `data` is the draft of `contracts` (one, or Korean and English) in `template`.

    `shown`: what stands in the body, in order, and which text of which contract that is.

    `texts`: what stands in the text slots; `cover`: the paragraphs before the contract; `planned`: how
    many paragraphs were written into the block slots.
    """
    parts = _parts(data)
    for column, contract in enumerate(contracts):
        said = [_as_read(text) for one in shown if (text := one.says[column]) is not None]
        _compare(said, list(_contract_texts(contract)))
    wanted = [_as_read(one.text) for one in shown]
    written = _body(parts[DOCUMENT])
    _compare(written, wanted)
    own = _own_texts(template, DOCUMENT, texts)
    _find(written[: len(written) - len(wanted)], map(_as_read, [*own, *cover]), "표지와 목차")
    paragraphs = sum(1 for _ in parts[DOCUMENT].iter(_P))
    if paragraphs != planned + len(own):
        raise _defect(f"문단이 {planned + len(own)}개여야 하는데 {paragraphs}개입니다")
    for part in template.slotted:
        if part != DOCUMENT:
            found, own = _texts(part, parts[part]), _own_texts(template, part, texts)
            if [_as_read(text) for text in own] != found:
                raise _defect(f"{part}에 '{found}'이(가) 적혔습니다")


def _own_texts(template: Template, part: str, texts: Mapping[str, str]) -> list[str]:
    """The paragraphs of a part of the template with `texts` in its slots; without its block slots."""
    literal = "".join(
        text + (f"{_OPEN}{slot}{_CLOSE}" if slot and not is_block else "")
        for text, slot, is_block in template.slotted[part]
    )
    found = _texts(part, etree.fromstring(literal.encode("utf-8"), _parser()))
    return [_FILLED.sub(lambda slot: texts[slot[1]], text) for text in found]


def _parts(data: bytes) -> dict[str, etree._Element]:
    """Return the root of every XML part; OutputError where one is not well-formed."""
    roots = {}
    try:
        for name, part in read_package(data).items():
            if name.endswith((".xml", ".rels")):
                roots[name] = etree.fromstring(part, _parser())
    except (BadZipFile, etree.XMLSyntaxError) as error:
        raise _defect(f"파일의 짜임이 깨졌습니다: {error}") from error
    return roots


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


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
            yield _CHAPTER_NUMBER.sub("", chapter, count=1)
        if article.kind in ("article", "annex"):
            yield _as_read(f"({article.title})" if article.kind == "article" else article.title)
        for paragraph in article.paragraphs:
            yield from map(_as_read, paragraph.cells if paragraph.kind != "text" else (paragraph.text,))


def _as_read(text: str) -> str:
    """The text as a reader of the file sees it: each of the three line ends is one line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _body(document: etree._Element) -> list[str]:
    return [text for text, style in _paragraphs(document) if style != "TableGap"]


def _texts(part: str, root: etree._Element) -> list[str]:
    if part == CORE:
        found = [element.text or "" for element in root.iter(etree.Element)]
        return [text for text in found if not _DATE.fullmatch(text)]
    return [text for text, _ in _paragraphs(root)]


def _paragraphs(root: etree._Element) -> list[tuple[str, str]]:
    """Return text and style of each paragraph, in one pass; our files have no paragraph inside another."""
    found: list[tuple[list[str], list[str]]] = []
    for element in root.iter(_P, _T, _BR, _TAB, _STYLE):
        tag = element.tag
        if tag == _P:
            found.append(([], []))
        elif tag == _T:
            found[-1][0].append(element.text or "")
        elif tag == _STYLE:
            found[-1][1].append(str(element.get(_VAL)))
        elif element.getparent().tag == _R:
            found[-1][0].append("\n" if tag == _BR else "\t")
    return [("".join(texts), "".join(styles)) for texts, styles in found]


def _defect(what: str) -> OutputError:
    return OutputError(
        f"쓴 계약서를 다시 읽어 견주니 내용이 다릅니다({what}). 파일을 남기지 않았습니다. "
        "프로그램의 결함이므로 거래명세서와 함께 알려 주십시오."
    )
