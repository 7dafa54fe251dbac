"""Reads the visible text of an HTML page (WHATWG HTML, as events: no tree, no depth limit).

`Document.text` is the extracted text. Left out: script, style, template, navigation, hidden
elements and struck-out text (with a warning). List numbers become `Block.label`, table rows
blocks of kind row. Nothing is loaded: no image, style sheet or frame.
"""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from typing import Final

from pipeline.model import Document, Unread
from pipeline.read import limits
from pipeline.read.blocks import Blocks, clean
from pipeline.read.decode import decode
from pipeline.read.joining import split_units
from pipeline.read.limiting import beyond
from pipeline.read.numerals import to_letter, to_roman

_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol",
    "p", "pre", "section", "summary", "ul",
))  # fmt: skip
_DROPPED: Final = frozenset((
    "script", "style", "template", "noscript", "nav", "head", "select", "svg", "canvas", "iframe", "object", "audio",
    "video", "datalist", "rt", "rp",
))  # fmt: skip
_STRUCK: Final = frozenset(("del", "s", "strike"))
_VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
_CLOSED_BY_SAME: Final = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option"))
_EMBEDDED: Final = frozenset(("iframe", "object", "embed"))
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$)", re.I
)
_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,30})", re.I)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_LINE_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")
_HEADING = re.compile(r"h[1-6]")
_BLOCK_END: Final = "\x1e"
"""Stands between the blocks of a table cell until its row is written."""

Attributes = list[tuple[str, str | None]]


def read_html(name: str, data: bytes) -> Document:
    """Read an HTML file; raises ReadError beyond the size limit."""
    if len(data) > limits.HTML_BYTES:
        raise beyond(name, "HTML_BYTES", "HTML 파일이 너무 큽니다", "본문만 따로 저장하여 넣어 주십시오.")
    text, encoding, warnings = decode(name, data, declared=_declared(data))
    page = _Page()
    page.feed(text)
    page.close()
    page.finish()
    if page.struck:
        warnings = (*warnings, f"취소선으로 지운 글 {page.struck}자는 본문에서 제외했습니다.")
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html",
        text=page.out.text,
        blocks=tuple(page.out.blocks),
        unread=tuple(page.unread),
        warnings=warnings,
        encoding=encoding,
    )


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    return found[1].decode("ascii") if found else ""


class _List:
    """An open <ol> or <ul>: its counter and its kind of number."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.ordered = tag == "ol"
        self.kind = attributes.get("type") or "1"
        self.next = _whole(attributes.get("start"), 1)

    def label(self, value: str | None) -> str:
        number = _whole(value, self.next)
        self.next = number + 1
        if not self.ordered:
            return "•"
        if self.kind in "aA" and number > 0:
            letters = to_letter(number)
            return f"{letters.upper() if self.kind == 'A' else letters}."
        if self.kind in "iI" and 0 < number < 4000:
            numeral = to_roman(number)
            return f"{numeral.upper() if self.kind == 'I' else numeral}."
        return f"{number}."


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


class _Table:
    """An open table: the cells of its row so far, and whether a cell is open."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.in_cell = False
        self.all_headers = True


class _Page(HTMLParser):
    """Collects visible text into blocks while the events pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = Blocks()
        self.unread: list[Unread] = []
        self.struck = 0
        self._text: list[str] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._label = ""
        self._heading = 0
        self._pre = 0
        self._hidden = ""
        self._hidden_depth = 0
        self._struck_depth = 0

    # -------------------------------------------------------- events

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Open an element: a block ends, a list or a row begins, or hiding starts."""
        attributes = dict(attrs)
        if self._hidden:
            self._inside_hidden(tag)
            if self._hidden:
                return
        if tag in _EMBEDDED and (attributes.get("src") or attributes.get("data")):
            self.unread.append(Unread("웹 페이지에 끼워 넣은 문서", "파일 안에 들어 있지 않아 읽지 못했습니다."))
        if tag in _STRUCK:
            self._struck_depth += 1
        elif tag not in _VOID and (tag in _DROPPED or _is_hidden(attributes)):
            self._hidden, self._hidden_depth = tag, 1
        else:
            self._open(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """A self-closed tag opens nothing; only <br/> and <hr/> matter."""
        if not self._hidden and tag in _VOID:
            self._open(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self._hidden:
            self._hidden_depth -= tag == self._hidden
            if not self._hidden_depth:
                self._hidden = ""
        elif tag in _STRUCK:
            self._struck_depth = max(0, self._struck_depth - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._close_table_part(tag)
        elif tag in ("ol", "ul"):
            self._flush()
            if self._lists:
                self._lists.pop()
        elif tag in _BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        """Text: kept where it can be seen."""
        if self._hidden:
            return
        if self._struck_depth:
            self.struck += len(data.strip())
            return
        self._text.append(data if self._pre else _SPACE.sub(" ", data))

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Skip `<![...>` as browsers do (WHATWG HTML 13.2.5.42, a bogus comment); the base class asserts instead."""
        return self.parse_bogus_comment(i, False)

    def finish(self) -> None:
        """End what the file left open."""
        while self._tables:
            self._close_table_part("table")
        self._flush()

    # -------------------------------------------------------- elements

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag == "table":
            if self._in_cell():
                self._end_row()
            else:
                self._flush()
            self._tables.append(_Table())
        elif tag in ("tr", "td", "th") and self._tables:
            self._open_table_part(tag)
        elif tag in ("ol", "ul"):
            self._flush()
            self._lists.append(_List(tag, attributes))
        elif tag in _BLOCKS:
            self._start_block(tag, attributes)

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._flush()
        self._pre += tag == "pre"
        if tag == "li" and self._lists:
            label = self._lists[-1].label(attributes.get("value"))
            if self._in_cell():
                self._text.append(label + " ")
            else:
                self._label = label
        if _HEADING.fullmatch(tag):
            self._heading = int(tag[1])

    def _end_block(self, tag: str) -> None:
        self._flush()
        self._pre = max(0, self._pre - (tag == "pre"))
        if _HEADING.fullmatch(tag):
            self._heading = 0
        if tag == "li":
            self._label = ""

    def _inside_hidden(self, tag: str) -> None:
        if tag != self._hidden:
            return
        if tag in _CLOSED_BY_SAME:
            self._hidden = ""
        else:
            self._hidden_depth += 1

    # -------------------------------------------------------- tables

    def _in_cell(self) -> bool:
        return bool(self._tables) and self._tables[-1].in_cell

    def _open_table_part(self, tag: str) -> None:
        table = self._tables[-1]
        if tag == "tr":
            self._end_row()
            return
        if table.in_cell:
            self._end_cell()
        else:
            self._flush()
        table.in_cell = True
        table.all_headers = table.all_headers and tag == "th"

    def _close_table_part(self, tag: str) -> None:
        if not self._tables:
            return
        if tag in ("td", "th"):
            self._end_cell()
        else:
            self._end_row()
        if tag == "table":
            self._tables.pop()

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.in_cell:
            table.cells.append(self._take())
            table.in_cell = False

    def _end_row(self) -> None:
        """Write the row; a row of one cell is layout, so its blocks are ordinary text."""
        self._end_cell()
        table = self._tables[-1]
        cells, header = table.cells, table.all_headers
        table.cells, table.all_headers = [], True
        if len(cells) == 1:
            for block in cells[0].split(_BLOCK_END):
                for part in split_units(block.strip()):
                    self.out.add(part)
        elif any(cells):
            row = "\t".join(cell.replace(_BLOCK_END, "\n").replace("\t", " ") for cell in cells)
            self.out.add(row, "row", style="header" if header else "")

    # -------------------------------------------------------- text to blocks

    def _take(self) -> str:
        parts = [_tidy(part) for part in "".join(self._text).split(_BLOCK_END)]
        self._text.clear()
        return _BLOCK_END.join(part for part in parts if part)

    def _flush(self) -> None:
        if self._in_cell():
            self._text.append(_BLOCK_END)
            return
        text = self._take().replace(_BLOCK_END, "\n")
        if not text:
            return
        kind = "heading" if self._heading else "paragraph"
        depth = max(0, len(self._lists) - 1) if self._label else 0
        for part in split_units(text):
            self.out.add(part, kind, label=self._label, level=self._heading or depth)
            self._label = ""


def _tidy(text: str) -> str:
    return _LINE_ENDS.sub("\n", clean(text)).strip()


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))
