"""WordprocessingML as strings: text, runs, paragraphs, fields, bookmarks, tables.

Each function takes plain values and returns a well-formed fragment in the `w:` namespace; the caller
joins fragments and puts them into a template (`pipeline.template`). Children stand in the order of the
schema (ECMA-376 part 1, annex A), because Word refuses what LibreOffice forgives. Text is escaped
here and nowhere else. Text that a Word file cannot carry is refused, never dropped: `check_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.characters import UNWRITABLE, code

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"

A4_TEXT_WIDTH = 9026
"""Twips between the side margins (25.4 mm) of our A4 pages."""

MAX_TEXT = 1_000_000
"""Longest text of one paragraph. XML readers (libxml2) stop, some silently, at ten million."""

_BREAKS = re.compile("(\r\n|\r|\n|\t)")
_TEXT = '<w:t xml:space="preserve">'


class UnwritableTextError(ValueError):
    """A text holds a character that a document must not carry, at `index`, or is too long."""

    def __init__(self, index: int, character: str) -> None:
        self.index = index
        self.character = character
        super().__init__(f"{self.code} at {index}" if character else f"longer than {MAX_TEXT}")

    @property
    def code(self) -> str:
        """The character as a code point, 'U+202E', or '' where the length is at fault."""
        return code(self.character) if self.character else ""


def check_text(text: str) -> None:
    """Raise UnwritableTextError for the first character that cannot be written unchanged.

    Refused is what `pipeline.characters` names, and more than MAX_TEXT characters.
    """
    found = UNWRITABLE.search(text)
    if found:
        raise UnwritableTextError(found.start(), found[0])
    if len(text) > MAX_TEXT:
        raise UnwritableTextError(MAX_TEXT, "")


def is_writable(text: str) -> bool:
    """Return whether every character of `text`, however long, can be written unchanged."""
    # What Python calls printable is a subset of what can be written, and is found out ten times faster.
    return text.replace("\n", "").replace("\t", "").isprintable() or UNWRITABLE.search(text) is None


def escape(text: str) -> str:
    """Return `text` for a text node or a quoted attribute. Does not check it: see `check_text`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run_properties(
    *,
    style: str = "",
    bold: bool = False,
    strike: bool = False,
    color: str = "",
    highlight: str = "",
    underline: bool = False,
) -> str:
    """Return w:rPr for a run, or '' where nothing is asked for. `color` is RRGGBB."""
    inner = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:strike/>" if strike else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:highlight w:val="{highlight}"/>' if highlight else "")
        + ('<w:u w:val="single"/>' if underline else "")
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def run(text: str, properties: str = "") -> str:
    """Return one run of `text` ('' for no text); line breaks become w:br, tabs w:tab.

    CRLF and CR count as one line break each. Leading, trailing and double spaces are kept.
    """
    if not text:
        return ""
    if "\n" not in text and "\t" not in text and "\r" not in text:
        return f"<w:r>{properties}{_TEXT}{escape(text)}</w:t></w:r>"
    pieces = []
    for piece in _BREAKS.split(text):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif piece in ("\n", "\r", "\r\n"):
            pieces.append("<w:br/>")
        elif piece:
            pieces.append(f"{_TEXT}{escape(piece)}</w:t>")
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def paragraph(
    content: str,
    *,
    style: str = "",
    keep_next: bool = False,
    page_break_before: bool = False,
    numbering: tuple[int, int] | None = None,
    align: str = "",
) -> str:
    """Return a paragraph of the runs `content`.

    `numbering` is (numId, ilvl) where it differs from that of the style; `align` is a w:jc value.
    """
    inner = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:keepNext/>" if keep_next else "")
        + ("<w:pageBreakBefore/>" if page_break_before else "")
        + (f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>' if numbering else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
    )
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{content}</w:p>"


def field(instruction: str, result: str, properties: str = "") -> str:
    """Return a complex field with `result` as the text shown until Word updates it.

    Complex rather than w:fldSimple: its result is an ordinary run, which every reader sees.
    """
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(result, properties)}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int, content: str) -> str:
    """Return `content` inside a bookmark; `number` is unique in the document.

    `name`: a letter or underscore, then letters, digits, underscores, 40 characters at most.
    """
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(anchor: str, content: str) -> str:
    """Return `content` as a link to the bookmark `anchor` of the same document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def cell(content: str, width: int, *, shade: str = "", span: int = 1, top: bool = False) -> str:
    """Return a table cell of the paragraphs `content`, `width` in twips, `shade` RRGGBB.

    The content stands in the middle of the cell's height, or with `top` at its upper edge.
    """
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "")
        + f'<w:vAlign w:val="{"top" if top else "center"}"/></w:tcPr>{content}</w:tc>'
    )


def row(cells: Iterable[str], *, header: bool = False, whole: bool = True, height: int = 0) -> str:
    """Return a table row: `header` repeats on each page, `whole` never breaks over a page."""
    inner = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
        + ("<w:tblHeader/>" if header else "")
    )
    return f"<w:tr>{f'<w:trPr>{inner}</w:trPr>' if inner else ''}{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Iterable[str], *, style: str, header: bool = True) -> str:
    """Return a table of fixed column `widths` (twips). Word wants a paragraph after it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first, look = ("1", "0620") if header else ("0", "0600")
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" w:firstRow="{first}" '
        f'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def split_width(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Return integer widths in the proportion of `shares` that add up to exactly `total`."""
    whole = sum(shares)
    ends = [total * sum(shares[: i + 1]) // whole for i in range(len(shares))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
