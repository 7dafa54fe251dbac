"""A vendor's Word file with everything that a change may meet, and small edits in it for the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from read_samples import docx, level, numbering, p, r, story, style, styles, table

from pipeline.read.docx import read_docx
from pipeline.redline.apply import Commented, apply
from pipeline.redline.edits import Edit, Line, Swap

AUTHOR, DAY = "한빛 법무팀", dt.date(2026, 11, 27)
OTHER = 'w:id="41" w:author="제공자" w:date="2026-01-02T03:04:00Z"'
BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>제공자</dc:creator>'
    "<cp:lastModifiedBy>제공자 &amp; 담당</cp:lastModifiedBy>"
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:modified></cp:coreProperties>'
)
NUMBERS = numbering(
    {0: level(0, "decimal", "제%1조") + level(1, "decimalEnclosedCircle", "%2", more="")},
    {1: (0, "")},
)
STYLES = styles(style("a", "Normal", default=True), style("h", "heading 1", '<w:outlineLvl w:val="0"/>'))


def rich() -> bytes:
    """Automatic numbers, split runs, a link, tabs, a table, another's change and comment, odd but legal XML."""
    link = f'<w:hyperlink w:anchor="x">{r("약관 홈페이지에", RED)}</w:hyperlink>'
    body = (
        p("목적", style="h", num=(1, 0))
        + "<!-- kept --><w:p w:rsidR='00AA'><w:pPr/>"
        + r("회사는 고객에게 ")
        + r("통지하지 ", BOLD)
        + r("아니할 ", BOLD + RED)
        + r("수 있다.")
        + r(" 끝.")
        + "</w:p>"
        + p("변경", style="h", num=(1, 0))
        + p(r("회사는 ") + link + r(" 게시하고\t알리지 않습니다."), num=(1, 1))
        + p(
            r("앞 ") + f"<w:ins {OTHER}>{r('넣은 글 ')}</w:ins>"
            f'<w:del w:id="42" w:author="제공자" w:date="2026-01-02T03:04:00Z"><w:r><w:delText>지운 글</w:delText></w:r></w:del>'
            + '<w:commentRangeStart w:id="43"/>'
            + r("뒤 문장입니다.")
            + '<w:commentRangeEnd w:id="43"/>'
            + '<w:r><w:commentReference w:id="43"/></w:r>',
            num=(1, 1),
        )
        + table(("항목", "내용"), ("보관", p(r("회사는 자료를 ") + r("보관하지 않습니다.", RED))))
        + p("마지막", style="h", num=(1, 0))
        + p("이 약관은 공포한 날부터 시행한다.")
    )
    comments = story(
        "comments", '<w:comment w:id="43" w:author="제공자" w:date="2026-01-02T03:04:00Z"><w:p/></w:comment>'
    )
    return docx(
        body,
        {"styles": STYLES, "numbering": NUMBERS, "comments": comments},
        raw={"docProps/core.xml": CORE.encode(), "word/media/image1.png": b"\x89PNG\r\n"},
    )


def place(data: bytes, text: str) -> tuple[int, int]:
    """Where the words stand in the text as read."""
    whole = read_docx("a.docx", data).text
    assert whole.count(text) == 1
    return whole.index(text), whole.index(text) + len(text)


def block(data: bytes, text: str) -> int:
    """The number of the block that begins with the words."""
    document = read_docx("a.docx", data)
    [found] = [n for n, b in enumerate(document.blocks) if document.text[b.start : b.end].startswith(text)]
    return found


def swap(data: bytes, old: str, new: str) -> Edit:
    """An edit that puts new words in the place of old ones."""
    return Edit("corrected", old[:10], (), (Swap(*place(data, old), new),))


def added(data: bytes, after: str, *lines: tuple[str, str], like: str = "") -> Edit:
    """An edit that puts paragraphs (label, text) behind the block that begins with `after`."""
    model = block(data, like or after)
    made = tuple(Line(label, text, "text", model) for label, text in lines)
    return Edit("added", after, (), after=block(data, after), lines=made)


def written(data: bytes, edits: Sequence[Edit], author: str = AUTHOR) -> bytes:
    """The redline with a comment on each edit."""
    commented = [Commented(edit, (f"근거 {n}", "이유 <&>")) for n, edit in enumerate(edits)]
    return apply("a.docx", data, commented, author, DAY).data


def many(data: bytes) -> list[Edit]:
    """Edits in every kind of place of `rich`."""
    return [
        swap(data, "통지하지 아니할 수 있다.", "통지하여야 한다."),
        added(data, "회사는 고객에게", ("②", "새 항이다."), ("제1조의2", "(새 조)")),
        swap(data, "홈페이지에 게시하고\t알리지 않습니다.", "누리집에 게시하고 미리 알립니다."),
        swap(data, "뒤 문장입니다.", ""),
        swap(data, "보관하지 않습니다.", "보관하여야 합니다."),
        added(data, "보관", ("", "표 뒤의 문단"), like="회사는 고객에게"),
        swap(data, "마지막", "끝"),
        added(data, "이 약관은", ("", "문서의 끝에 넣은 문단")),
    ]
