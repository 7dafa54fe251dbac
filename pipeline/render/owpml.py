"""OWPML (KS X 6101, the XML of HWPX) as strings: text, runs, paragraphs, tables, and the shapes they refer to.

Each function takes plain values and returns a well-formed fragment; attributes and their order are those of
files that 한글 writes. Lengths are HWPUNIT, 1/7200 inch. A paragraph refers to its shapes by number: the
place in `LOOKS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pipeline.ooxml import escape

TEXT_WIDTH = 45_128
"""HWPUNIT between the side margins (25.4 mm) of our A4 pages."""

_SPECIAL = re.compile("(\r\n|\r|\n|\t)")


@dataclass(frozen=True, slots=True)
class Look:
    """A style: its name in 한글, size (1/100 pt), and its place on the page.

    `outline`: its level in the outline from 1, or 0. `left`: indentation; `hanging`: of the lines after the first.
    """

    id: str
    name: str
    size: int = 1050
    bold: bool = False
    color: str = "#000000"
    align: str = "JUSTIFY"
    left: int = 0
    hanging: int = 0
    before: int = 0
    after: int = 400
    outline: int = 0
    keep: bool = False
    turn: bool = False


_INK, _MUTED = "#1F2937", "#5B6573"
_STEP = 2000
LOOKS = (
    Look("ArticleBody", "바탕글"),
    *(
        Look(f"Clause{level}", name, left=_STEP * level, hanging=_STEP)
        for level, name in enumerate(("항", "호", "목", "세목"), 1)
    ),
    Look("Heading1", "장 제목", 1300, True, _INK, "CENTER", before=2400, after=1000, outline=1, keep=True),
    Look("Heading2", "조 제목", 1100, True, _INK, "LEFT", before=1400, after=300, outline=2, keep=True),
    Look("AnnexHeading", "별지 제목", 1300, True, _INK, "LEFT", after=1200, outline=1, keep=True, turn=True),
    Look("SideHeading", "병기 별지 제목", 1050, True, _INK, "LEFT", outline=1, keep=True),
    Look("SideText", "병기 본문", 900, align="LEFT", after=300),
    *(
        Look(f"SideClause{level}", f"병기 {name}", 900, align="LEFT", left=1500 * level, hanging=1500, after=300)
        for level, name in enumerate(("항", "호", "목", "세목"), 1)
    ),
    Look("ClosingText", "맺음말", before=2400, keep=True),
    Look("ClosingDate", "체결일", 1100, align="CENTER", before=1800, after=1800, keep=True),
    Look("Title", "계약 제목", 1700, True, _INK, "CENTER", after=2400, keep=True, turn=True),
    Look("CoverMark", "표지 표시", 1000, True, _MUTED, "RIGHT"),
    Look("CoverTitle", "표지 제목", 2400, True, _INK, "CENTER", before=7500, after=3500),
    Look("CoverText", "표지 글", 1200, color=_INK, align="CENTER", before=1000, after=2000),
    Look("CoverHeading", "표지 소제목", 1050, True, _INK, "LEFT", before=1600, after=500, keep=True),
    Look("TOCHeading", "차례 제목", 1500, True, _INK, "CENTER", after=800, keep=True, turn=True),
    Look("TOC1", "차례 1", 1000, True, align="LEFT", before=450, after=0),
    Look("TOC2", "차례 2", 950, align="LEFT", left=1500, after=0),
    Look("TableText", "표 본문", 900, align="LEFT", after=0),
    Look("TableRight", "표 오른쪽", 900, align="RIGHT", after=0),
    Look("TableHead", "표 머리", 900, True, _INK, "CENTER", after=0),
    Look("TableGap", "표 사이", 600, after=0),
    Look("Header", "머리말", 800, color=_MUTED, align="LEFT", after=0),
)
NUMBER = {look.id: place for place, look in enumerate(LOOKS)}
PLAIN, FRAME, HEAD, RULES, SEAM_LEFT, SEAM_RIGHT = 1, 3, 4, 5, 6, 7
"""Border fills: none (2 is the one that paragraphs name), all sides, a header cell, rules above and below, the columns."""


def marked(style: str) -> int:
    """Return the number of the character shape of `style` with the ground of an open blank."""
    return len(LOOKS) + NUMBER[style]


def text(said: str) -> str:
    """Return `said` as hp:t; line breaks become hp:lineBreak, tabs hp:tab."""
    out = []
    for piece in _SPECIAL.split(said):
        if piece == "\t":
            out.append('<hp:tab width="4000" leader="0" type="1"/>')
        elif piece in ("\n", "\r", "\r\n"):
            out.append("<hp:lineBreak/>")
        else:
            out.append(escape(piece))
    return f"<hp:t>{''.join(out)}</hp:t>"


def run(said: str, style: str, *, blank: bool = False) -> str:
    """Return a run of text ('' for none) in the character shape of `style`."""
    if not said:
        return ""
    return f'<hp:run charPrIDRef="{marked(style) if blank else NUMBER[style]}">{text(said)}</hp:run>'


class Ids:
    """Numbers for paragraphs and tables, each once in a document."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def paragraph(self, content: str, style: str, *, turn: bool = False) -> str:
        """Return a paragraph of the runs `content`; `turn`: it begins a page."""
        number = NUMBER[style]
        runs = content or f'<hp:run charPrIDRef="{number}"/>'
        return (
            f'<hp:p id="{next(self._numbers)}" paraPrIDRef="{number}" styleIDRef="{number}" pageBreak="{int(turn)}" '
            f'columnBreak="0" merged="0">{runs}</hp:p>'
        )

    def table(self, widths: Sequence[int], rows: Sequence[Sequence[Cell]], *, style: str = "TableGap") -> str:
        """Return a paragraph that holds a table; its first row repeats on each page where it is a header."""
        body = "".join(
            "<hp:tr>" + "".join(_cell(cell, row, place, widths[place]) for place, cell in enumerate(cells)) + "</hp:tr>"
            for row, cells in enumerate(rows)
        )
        height = _ROW * len(rows)
        shape = (
            f'<hp:tbl id="{next(self._numbers)}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
            'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1" '
            f'rowCnt="{len(rows)}" colCnt="{len(widths)}" cellSpacing="0" borderFillIDRef="{PLAIN}" noAdjust="0">'
            f'<hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" height="{height}" heightRelTo="ABSOLUTE" protect="0"/>'
            '<hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
            'vertRelTo="PARA" horzRelTo="PARA" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
            f'<hp:outMargin left="0" right="0" top="0" bottom="0"/>{_margin("hp:inMargin")}{body}</hp:tbl>'
        )
        return self.paragraph(f'<hp:run charPrIDRef="{NUMBER[style]}">{shape}<hp:t/></hp:run>', style)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell of the paragraphs `content`; `border`: its border fill."""

    content: str
    border: int = FRAME
    header: bool = False
    top: bool = False


_ROW = 1700
"""The least height of a row."""


def sublist(content: str, *, top: bool = False) -> str:
    """Return hp:subList, the paragraphs of a cell or a header."""
    return (
        f'<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{"TOP" if top else "CENTER"}" '
        'linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">'
        f"{content}</hp:subList>"
    )


def _cell(cell: Cell, row: int, column: int, width: int) -> str:
    return (
        f'<hp:tc name="" header="{int(cell.header)}" hasMargin="0" protect="0" editable="0" dirty="0" '
        f'borderFillIDRef="{cell.border}">{sublist(cell.content, top=cell.top)}'
        f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
        f'<hp:cellSz width="{width}" height="{_ROW}"/>{_margin("hp:cellMargin")}</hp:tc>'
    )


def _margin(name: str) -> str:
    return f'<{name} left="510" right="510" top="141" bottom="141"/>'


def shapes() -> Iterator[tuple[int, Look, bool]]:
    """Yield every character shape: its number, its look, and whether it is that of an open blank."""
    for place, look in enumerate(LOOKS):
        yield place, look, False
    for place, look in enumerate(LOOKS, len(LOOKS)):
        yield place, look, True
