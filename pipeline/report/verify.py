"""A report read back and compared with what it was made from, before anyone sees the file.

Word and Excel: every part well-formed, no formula, no link to the outside. Web page: nothing active.
JSON: the same data. All: each passage of the contract that the report shows stands in it whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from zipfile import BadZipFile

from lxml import etree

from pipeline.errors import OutputError
from pipeline.model import Judgement
from pipeline.package import read_package
from pipeline.report.view import ReportView

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ACTIVE = frozenset("script img link iframe frame object embed form base svg math video audio source applet".split())


def verify_report(data: bytes, suffix: str, view: ReportView, object_: Mapping[str, Any]) -> None:
    """Raise OutputError unless `data` is the report of `view`; `object_` is what the JSON must hold."""
    verify_file(data, suffix, _shown(view, _longest(suffix)), object_)


def verify_file(data: bytes, suffix: str, passages: Iterable[str], object_: Mapping[str, Any]) -> None:
    """Raise OutputError unless `data` is a sound file that shows each of `passages`; JSON: that holds `object_`."""
    if suffix == ".json":
        if json.loads(data) != json.loads(json.dumps(object_)):
            raise defect(suffix, "자료가 다릅니다")
        return
    texts = _page(data) if suffix == ".html" else package_texts(data, suffix)
    _require(suffix, "\0".join(texts), passages)


def _shown(view: ReportView, longest: int) -> Iterator[str]:
    for row in view.rows():
        judged = row.judgement in (Judgement.PRESENT, Judgement.CONTRARY)
        for quote in row.quotes if judged else row.nearest[:1]:
            yield quote.text[:longest]


def _longest(suffix: str) -> int:
    """How many characters of a passage a format shows before it cuts; a cell of Excel takes 32,767."""
    return 30_000 if suffix == ".xlsx" else 10_000_000


def _require(suffix: str, text: str, passages: Iterable[str]) -> None:
    for passage in passages:
        if passage not in text:
            raise defect(suffix, f"'{passage[:60]}'이(가) 그대로 있지 않습니다")


def package_texts(data: bytes, suffix: str, kind: str = "보고서") -> Iterator[str]:
    """Yield the text of each paragraph or cell of a Word or Excel file of ours.

    `kind`: what the file is, for the message. Raises OutputError where a part is not well-formed, holds a formula
    or leads to the outside.
    """
    try:
        for name, part in read_package(data).items():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
            if root.find(f".//{_SHEET}f") is not None:
                raise defect(suffix, f"{name}에 수식이 있습니다", kind)
            if any(relation.get("TargetMode") == "External" for relation in root):
                raise defect(suffix, f"{name}에 바깥을 가리키는 연결이 있습니다", kind)
            for element in root.iter("{*}p", "{*}si", "{*}is"):
                yield "".join(element.itertext("{*}t"))
    except (BadZipFile, etree.XMLSyntaxError) as error:
        raise defect(suffix, f"파일의 짜임이 깨졌습니다: {error}", kind) from error


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            target = value or ""
            if name.startswith("on") or name in ("src", "style") or (name == "href" and not target.startswith("#")):
                raise defect(".html", f"실행되거나 바깥을 가리키는 속성 '{name}'이(가) 있습니다")
        if tag in _ACTIVE:
            raise defect(".html", f"실행되는 요소 '{tag}'이(가) 있습니다")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _page(data: bytes) -> list[str]:
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return ["".join(page.texts)]


def defect(suffix: str, what: str, kind: str = "보고서") -> OutputError:
    """Return the error that says why a file that was just made is not what it should be."""
    return OutputError(
        f"만든 {kind}({suffix})를 다시 읽어 견주니 내용이 다릅니다({what}). 파일을 남기지 않았습니다. "
        "프로그램의 결함이므로 알려 주십시오."
    )
