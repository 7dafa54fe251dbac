"""A paper as a Word file: the look is in `templates/paper.docx`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import ooxml
from pipeline.procedure.paper import BLANK, Block, Bullets, Form, Grid, Origin, Paper, Signatures, SourceLine, Text
from pipeline.procedure.shown import BLANK_HEADS, BLANKS_HEADING, SIGNATURE_HEADS, blank_rows, cover_rows, shown
from pipeline.report import docx_parts as parts
from pipeline.template import load_pinned

_BLOCKS = frozenset(("cover", "body"))
_STYLES = parts.STYLES | {"PaperTitle", "PaperOrigin", "Blank", "Note"}
_LABELS, _SIGNATURE_SHARES = (24, 76), (24, 34, 24, 18)
_SIGNATURE_ROW = 640
_TO_FILL = ooxml.run_properties(style="Blank")


def paper_docx(paper: Paper, origin: Origin) -> bytes:
    """Return the Word file of `paper`; its properties carry the as-of date and what it was made from."""
    template = load_pinned("paper.docx", _BLOCKS, _STYLES)
    texts = {"title": shown(paper.title), "mark": shown(paper.mark), "origin": shown(origin.line)}
    blocks = {"cover": _cover(paper, origin), "body": "".join(_body(paper))}
    return template.fill(blocks, texts, date=origin.as_of, stamp=origin.stamp)


def runs(text: str) -> str:
    """Return `text` as runs, each blank on its yellow ground."""
    told, pieces, end = shown(text), [], 0
    for blank in BLANK.finditer(told):
        pieces += [ooxml.run(told[end : blank.start()]), ooxml.run(blank[0], _TO_FILL)]
        end = blank.end()
    return "".join((*pieces, ooxml.run(told[end:])))


def _paragraph(text: str, style: str, *, keep_next: bool = False) -> str:
    return ooxml.paragraph(runs(text), style=style, keep_next=keep_next)


def _cover(paper: Paper, origin: Origin) -> str:
    addressee = _paragraph(paper.addressee, "Body") if paper.addressee else ""
    return addressee + _labelled(cover_rows(paper, origin))


def _body(paper: Paper) -> Iterator[str]:
    for number, section in enumerate(paper.sections, 1):
        yield _heading(f"{number}. {section.heading}")
        for block in section.blocks:
            yield from _block(block)
    if to_fill := blank_rows(paper):
        yield _heading(BLANKS_HEADING)
        yield _table(BLANK_HEADS, (30, 58, 12), to_fill)


def _heading(text: str) -> str:
    return ooxml.paragraph(ooxml.run(shown(text)), style="Heading2")


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Text):
        yield _paragraph(block.text, "Note" if block.note else "Body")
    elif isinstance(block, SourceLine):
        yield _paragraph(block.text, "Note")
    elif isinstance(block, Bullets):
        yield from (_paragraph(item, "BodyList") for item in block.items)
    elif isinstance(block, Grid):
        if block.title:
            yield _paragraph(block.title, "SmallHeading", keep_next=True)
        yield _table(block.heads, block.shares, block.rows)
    elif isinstance(block, Form):
        yield _labelled(block.rows)
    else:
        yield _signatures(block)


def _table(heads: Sequence[str], shares: Sequence[int], rows: Sequence[Sequence[str]]) -> str:
    return parts.plain_table([shown(head) for head in heads], shares, ([runs(text) for text in row] for row in rows))


def _labelled(rows: Sequence[tuple[str, str]]) -> str:
    told = [(shown(label), _paragraph(text, "TableText")) for label, text in rows]
    return parts.label_table(told, _LABELS) + parts.gap()


def _signatures(block: Signatures) -> str:
    widths = ooxml.split_width(parts.WIDTH, _SIGNATURE_SHARES)
    head = parts.header_cells(SIGNATURE_HEADS, widths)
    written = [ooxml.row(map(parts.kept, head), header=True)]
    for number, (role, name) in enumerate(block.rows, 1):
        is_last = number == len(block.rows)
        cells = [_paragraph(text, "TableText", keep_next=not is_last) for text in (role, name, "", "")]
        sized = [ooxml.cell(cell, width) for cell, width in zip(cells, widths, strict=True)]
        written.append(ooxml.row(sized, height=_SIGNATURE_ROW))
    return ooxml.table(widths, written, style="SignatureTable") + parts.gap()
