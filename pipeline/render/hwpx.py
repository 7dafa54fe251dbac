"""A drafted contract as a HWPX file, for offices that work in 한글.

The same pieces as in Word, in the same order: cover, contents (without pages, which 한글 alone could count),
contract. Numbers are text, so that what is read is what stands there. Nobody has opened these files in 한글 yet;
the structure is that of files which 한글 wrote, and our reader gives back the contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from lxml import etree

from pipeline import ooxml
from pipeline.errors import DraftError, OutputError
from pipeline.model import Mark, Paragraph
from pipeline.package import read_package, write_package
from pipeline.render import front, owpml
from pipeline.render.anchors import find_anchors
from pipeline.render.body import Piece, Writer
from pipeline.render.checks import refusal, require_draft
from pipeline.render.hwpx_head import FIXED, NAMESPACES, XML, content, header
from pipeline.render.inline import BLANK, shown_marks
from pipeline.render.meta import Version, require_versions
from pipeline.render.numbering import Numbering
from pipeline.render.owpml import FRAME, HEAD, RULES, SEAM_LEFT, SEAM_RIGHT, TEXT_WIDTH, Cell, Ids, run
from pipeline.render.side import begins_page, merged, pairs
from pipeline.render.tables import SEALS, fitting_shares, with_whole_words
from pipeline.render.words import in_line, stacked

SECTION: Final = "Contents/section0.xml"
_PREVIEW: Final = 1_000
_SIDE = {
    "ArticleBody": "SideText", **{f"Clause{n}": f"SideClause{n}" for n in range(1, 5)},
    "Heading1": "Heading1", "Heading2": "Heading2", "AnnexHeading": "SideHeading",
}  # fmt: skip
_SECTION_PROPERTIES: Final = (
    '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" '
    'tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">'
    '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
    '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
    '<hp:visibility hideFirstHeader="1" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
    'fill="SHOW_ALL" hideFirstPageNum="1" hideFirstEmptyLine="0" showLineNumber="0"/>'
    '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
    '<hp:pagePr landscape="WIDELY" width="59528" height="84186" gutterType="LEFT_ONLY">'
    '<hp:margin header="4252" footer="3970" gutter="0" left="7200" right="7200" top="4253" bottom="3230"/></hp:pagePr>'
    '<hp:footNotePr><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="EACH_COLUMN" beneathText="0"/></hp:footNotePr>'
    '<hp:endNotePr><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="14692344" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="0" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="END_OF_DOCUMENT" beneathText="0"/>'
    "</hp:endNotePr>"
    + "".join(
        f'<hp:pageBorderFill type="{kind}" borderFillIDRef="1" textBorder="PAPER" headerInside="0" footerInside="0" '
        'fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill>'
        for kind in ("BOTH", "EVEN", "ODD")
    )
    + '</hp:secPr><hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
)


def hwpx_of(versions: Sequence[Version], *, final: bool = False) -> bytes:
    """Return the HWPX of one version, or of a Korean and an English one side by side, read back and compared.

    Raises DraftError as `docx_of` does (no template is used), ValueError where a contract contradicts itself,
    OutputError where the file does not hold what was meant.
    """
    require_versions(versions)
    require_draft(versions)
    blanks = front.open_blanks(versions)
    if final and blanks:
        raise DraftError(refusal(blanks))
    numbering, bookmarks = Numbering(), count(1)
    pieces = [
        list(Writer(v.contract, find_anchors(v.contract), v.meta.widths, numbering, bookmarks).pieces())
        for v in versions
    ]
    section = _Section(versions, pieces)
    section.cover(blanks, final=final)
    section.contents()
    section.body()
    parts = dict(FIXED) | {
        "Contents/header.xml": header(),
        SECTION: f"{XML}<hs:sec {NAMESPACES}>{''.join(section.written)}</hs:sec>",
        "Contents/content.hpf": content(
            in_line(v.contract.title for v in versions), versions[0].contract.language, versions[0].meta.as_of
        ),
        "Preview/PrvText.txt": "\r\n".join(section.texts)[:_PREVIEW],
    }
    data = write_package({name: part.encode("utf-8") for name, part in parts.items()})
    _verify(data, section.texts)
    return data


class _Section:
    """Writes the one section of the file; `texts`: every paragraph with text, in order."""

    def __init__(self, versions: Sequence[Version], pieces: Sequence[Sequence[Piece]]) -> None:
        self.written: list[str] = []
        self.texts: list[str] = []
        self._versions = versions
        self._pieces = pieces
        self._ids = Ids()

    # ---------------------------------------------------------------- cover, contents

    def cover(self, blanks: Sequence[front.OpenBlank], *, final: bool) -> None:
        """Write the cover; the properties of the section and the running lines stand in its first paragraph."""
        versions = self._versions
        marks = [" · ".join(filter(None, (v.meta.mark, "" if final else v.words.draft))) for v in versions]
        title = [v.contract.title for v in versions]
        self._first(in_line(title), in_line(marks))
        self._line(stacked(title), "CoverTitle")
        if parties := front.parties(versions):
            self._grid(parties, (32, 68), border=RULES)
        self._line(front.date(versions), "CoverText")
        self._grid(front.facts(versions, blanks, final=final), (32, 68), named=True)
        if told := front.notices(versions):
            self._line(in_line(v.words.notices for v in versions), "CoverHeading")
            for notice in told:
                self._line(notice, "TableText")
        if blanks:
            self._line(in_line(v.words.blanks.format(len(blanks)) for v in versions), "CoverHeading")
            head = tuple(stacked(same) for same in zip(*(v.words.blank_columns for v in versions), strict=True))
            rows = [(b.printed, front.source(b, versions), ", ".join(b.places)) for b in blanks]
            self._grid([head, *rows], (32, 32, 36), headed=True)

    def _first(self, title: str, mark: str) -> None:
        line = self._ids.paragraph(run(f"{title}  |  {mark}", "Header"), "Header")
        running = (
            f'<hp:ctrl><hp:header id="1" applyPageType="BOTH">{owpml.sublist(line, top=True)}</hp:header></hp:ctrl>'
            '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar=""/></hp:ctrl>'
        )
        shape = owpml.NUMBER["CoverMark"]
        begins = f'<hp:run charPrIDRef="{shape}">{_SECTION_PROPERTIES}</hp:run><hp:run charPrIDRef="{shape}">{running}</hp:run>'
        self.written.append(self._ids.paragraph(begins + run(mark, "CoverMark"), "CoverMark"))
        self._note(mark)

    def contents(self) -> None:
        """Write the list of headings of each language."""
        for version, pieces in zip(self._versions, self._pieces, strict=True):
            self._line(version.words.contents, "TOCHeading")
            for piece in pieces:
                if piece.level:
                    self._line(piece.full, f"TOC{piece.level}")
        self._line(stacked(v.contract.title for v in self._versions), "Title")

    # ---------------------------------------------------------------- the contract

    def body(self) -> None:
        """Write the contract, in one column or in two."""
        if len(self._pieces) == 1:
            for piece in self._pieces[0]:
                self._piece(piece)
        else:
            self._columns()

    def _piece(self, piece: Piece) -> None:
        if piece.rows:
            self._table(piece.rows, piece.shares, signature=piece.signature)
        else:
            self.written.append(self._paragraph(piece, _plain(piece.style)))

    def _paragraph(self, piece: Piece, style: str) -> str:
        said = _said(piece)
        self._note(said)
        marks = _moved(piece.marks, len(said) - len(piece.full or piece.text))
        return self._ids.paragraph(_runs(said, marks, style), style)

    def _columns(self) -> None:
        rows: list[list[Cell]] = []
        closing = False
        for pair in pairs(*self._pieces):
            found = [piece for piece in pair if piece]
            turns = begins_page(found[0], closing)
            closing = found[0].style.startswith("Closing")
            if found[0].rows or turns:
                self._close(rows)
                rows = []
            if found[0].rows:
                self._tables(pair)
                continue
            if turns:
                self.written.append(self._ids.paragraph("", "TableGap", turn=True))
            rows.append([self._side(piece, seam) for piece, seam in zip(pair, (SEAM_LEFT, SEAM_RIGHT), strict=True)])
        self._close(rows)

    def _side(self, piece: Piece | None, border: int) -> Cell:
        if piece is None:
            return Cell(self._ids.paragraph("", "TableText"), border, top=True)
        style = _plain(piece.style)
        return Cell(self._paragraph(piece, _SIDE.get(style, style)), border, top=True)

    def _close(self, rows: list[list[Cell]]) -> None:
        if rows:
            self.written.append(self._ids.table(ooxml.split_width(TEXT_WIDTH, (9, 11)), rows))

    def _tables(self, pair: Sequence[Piece | None]) -> None:
        left, right = pair
        if left and right and left.signature and len(left.rows) == len(right.rows):
            self._table(merged(left.rows, right.rows), (), signature=True)
            return
        for piece in pair:
            if piece:
                self._table(piece.rows, piece.shares)

    # ---------------------------------------------------------------- tables

    def _table(self, rows: Sequence[Paragraph], shares: Sequence[int], *, signature: bool = False) -> None:
        twips = with_whole_words(ooxml.split_width(ooxml.A4_TEXT_WIDTH, shares or fitting_shares(rows)), rows)
        self._rows([self._row(row, signature=signature) for row in rows], twips)

    def _row(self, row: Paragraph, *, signature: bool) -> list[Cell]:
        header, offset, cells = row.kind == "header_row", 0, []
        marks = shown_marks(row)
        for said in row.cells:
            inside = [m for m in marks if offset <= m.start and m.end <= offset + len(said)]
            sealed = signature and bool(said) and SEALS.issuperset(said.strip().split("\n"))
            style = "TableHead" if header else "TableRight" if sealed else "TableText"
            cells.append(self._cell(said, _moved(inside, -offset), style, header=header))
            offset += len(said) + 1
        return cells

    def _grid(
        self, rows: Iterable[Sequence[str]], shares: Sequence[int], *, border: int = FRAME, named: bool = False,
        headed: bool = False,
    ) -> None:  # fmt: skip
        """Write a table of the cover; `named`: its first column names the others, `headed`: its first row does."""
        written = []
        for number, cells in enumerate(rows):
            head = headed and number == 0
            written.append(
                [
                    self._cell(
                        said, _open(said), "TableHead" if head else "TableText",
                        header=head, border=HEAD if head or (named and not place) else border,
                    )
                    for place, said in enumerate(cells)
                ]
            )  # fmt: skip
        self._rows(written, ooxml.split_width(ooxml.A4_TEXT_WIDTH, shares))

    def _cell(self, said: str, marks: Sequence[Mark], style: str, *, header: bool, border: int = 0) -> Cell:
        self._note(said)
        content = self._ids.paragraph(_runs(said, marks, style), style)
        return Cell(content, border or (HEAD if header else FRAME), header)

    def _rows(self, rows: Sequence[Sequence[Cell]], twips: Sequence[int]) -> None:
        self.written.append(self._ids.table(ooxml.split_width(TEXT_WIDTH, twips), rows))

    def _line(self, said: str, style: str) -> None:
        self._note(said)
        self.written.append(self._ids.paragraph(_runs(said, _open(said), style), style))

    def _note(self, said: str) -> None:
        if said:
            self.texts.append(said)


def _plain(style: str) -> str:
    return style.removesuffix("En")


def _said(piece: Piece) -> str:
    return piece.full or (f"{piece.label} {piece.text}" if piece.label else piece.text)


def _open(said: str) -> list[Mark]:
    return [Mark("blank", found.start(), found.end(), "") for found in BLANK.finditer(said)]


def _moved(marks: Iterable[Mark], by: int) -> list[Mark]:
    return [Mark(m.kind, m.start + by, m.end + by, m.target) for m in marks if m.kind == "blank"]


def _runs(said: str, marks: Sequence[Mark], style: str) -> str:
    out, position = [], 0
    for mark in marks:
        out += [run(said[position : mark.start], style), run(said[mark.start : mark.end], style, blank=True)]
        position = mark.end
    return "".join([*out, run(said[position:], style)])


def _verify(data: bytes, texts: Sequence[str]) -> None:
    """Raise OutputError unless the section is well-formed and holds `texts`, whole, in order and nothing else."""
    root = etree.fromstring(read_package(data)[SECTION], etree.XMLParser(resolve_entities=False, no_network=True))
    running = {line for header in root.iter("{*}header") for line in header.iter("{*}p")}
    found = [said for line in root.iter("{*}p") if line not in running and (said := _read(line))]
    wanted = [said.replace("\r\n", "\n").replace("\r", "\n") for said in texts]
    for ours, theirs in zip(wanted, found, strict=False):
        if ours != theirs:
            raise OutputError(
                f"쓴 한글 문서를 다시 읽어 견주니 '{ours[:60]}'이(가) '{theirs[:60]}'(으)로 적혔습니다. 파일을 남기지 않았습니다."
            )
    if len(wanted) != len(found):
        raise OutputError(
            f"쓴 한글 문서의 문단이 {len(wanted)}개여야 하는데 {len(found)}개입니다. 파일을 남기지 않았습니다."
        )


def _read(paragraph: etree._Element) -> str:
    return "".join(_texts(paragraph))


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iterfind("{*}run/{*}t"):
        yield element.text or ""
        for child in element:
            yield "\n" if etree.QName(child).localname == "lineBreak" else "\t"
            yield child.tail or ""
