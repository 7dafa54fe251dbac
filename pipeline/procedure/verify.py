"""A paper read back and compared with what it was made from: nothing lost, nothing active, the origin in it."""

from __future__ import annotations

import json

from lxml import etree

from pipeline.errors import OutputError
from pipeline.package import read_package
from pipeline.procedure.as_json import paper_object
from pipeline.procedure.paper import COVER, Origin, Paper, texts
from pipeline.procedure.shown import cover_rows, shown
from pipeline.report.verify import defect, package_texts
from pipeline.report.xlsx_parts import safe_text
from pipeline.stamp import as_properties
from pipeline.stamp.office import PART, properties_of

_KIND = "문서"


def verify_paper(data: bytes, suffix: str, paper: Paper, origin: Origin) -> None:
    """Raise OutputError unless `data` is `paper` in the format of `suffix`."""
    if suffix == ".json":
        if json.loads(data) != json.loads(json.dumps(paper_object(paper, origin))):
            raise _defect(suffix, "자료가 다릅니다")
        return
    cover = [text for row in cover_rows(paper, origin) for text in row]
    body = [text for section, text in texts(paper) if section != COVER]
    wanted = [shown(text) for text in (paper.title, paper.addressee, *cover, *body)]
    found = list(package_texts(data, suffix, _KIND))
    if suffix == ".docx":
        _require_in_order(found, [line for text in wanted for line in text.split("\n")])
    else:
        _require_each(found, [safe_text(text) for text in wanted])
    parts = read_package(data)
    if shown(origin.line) not in etree.fromstring(parts["docProps/core.xml"]).itertext():
        raise _defect(suffix, "속성에 출처가 없습니다")
    if properties_of(parts[PART]) != as_properties(origin.stamp):
        raise _defect(suffix, "속성에 프로그램이 읽는 출처가 없습니다")


def _require_in_order(found: list[str], lines: list[str]) -> None:
    """A Word file breaks the lines of a paragraph by elements that are no text: each line is sought."""
    whole, position = "\0".join(found), 0
    for line in lines:
        at = whole.find(line, position)
        if at < 0:
            raise _defect(".docx", f"'{line[:60]}'이(가) 제자리에 그대로 있지 않습니다")
        position = at + len(line)


def _require_each(found: list[str], wanted: list[str]) -> None:
    """A workbook lays its tables on sheets of their own: each text is sought anywhere."""
    whole = "\0".join(found)
    for text in wanted:
        if text not in whole:
            raise _defect(".xlsx", f"'{text[:60]}'이(가) 그대로 있지 않습니다")


def _defect(suffix: str, what: str) -> OutputError:
    return defect(suffix, what, _KIND)
