"""Collects the visible text of an HTML page into blocks while its tokens pass.

The open elements are kept as a stack with the ends that HTML lets an author leave out
(WHATWG HTML, 13.1.2.4), so that nothing hidden hides more than itself.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Unread
from pipeline.read import limits
from pipeline.read.blocks import Blocks, clean
from pipeline.read.html_lists import NumberedList, items_of_lists
from pipeline.read.html_tokens import LimitError, Token, Tokens
from pipeline.read.joining import split_units

_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "ul", "xmp",
))  # fmt: skip
_SILENT: Final = frozenset(("head", "template", "noscript"))
_MENUS: Final = frozenset((
    "nav", "select", "svg", "canvas", "object", "audio", "video", "datalist", "rt", "rp",
))  # fmt: skip
_IN_HEAD: Final = frozenset(
    ("base", "link", "meta", "noscript", "script", "style", "template", "title", "head", "html")
)
_STRUCK: Final = frozenset(("del", "s", "strike"))
_VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "script", "style", "iframe", "noembed", "noframes",
))  # fmt: skip
"""Elements that stay open for no other: without content, or with content that is no text of the page."""
_EMBEDDED: Final = frozenset(("iframe", "object", "embed", "frame"))
_LISTS: Final = frozenset(("ol", "ul", "menu", "dir"))
_TABLE: Final = frozenset(("table",))
_CELLS: Final = frozenset(("td", "th"))
_GROUPS: Final = frozenset(("tbody", "thead", "tfoot", "caption", "colgroup"))
_ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset(("li",)), _LISTS | _CELLS),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",)) | _CELLS),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",)) | _CELLS),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
    "td": (_CELLS | {"caption"}, _TABLE | {"tr"}),
    "th": (_CELLS | {"caption"}, _TABLE | {"tr"}),
    "tr": (frozenset(("tr", "caption", "colgroup")), _TABLE),
    **dict.fromkeys(_GROUPS, (_GROUPS, _TABLE)),
}
"""Which open elements a start tag ends, and within which it looks for them."""
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$)", re.I
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_LINE_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")
_HEADING = re.compile(r"h[1-6]")
_BLOCK_END: Final = "\x1e"
"""Stands between the blocks of a table cell until its row is written."""
_PICTURE_PAGE: Final = 200
"""A page with pictures and fewer characters than this is a text in pictures."""


class _Table:
    """An open table: the cells of its row so far, and whether a cell is open."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.in_cell = False
        self.all_headers = True


class Page:
    """A page as it is read; `struck`, `hidden`, `menu`: characters left out so far."""

    def __init__(self, text: str) -> None:
        self.out = Blocks()
        self.unread: list[Unread] = []
        self.struck = self.hidden = self.menu = 0
        self._pictures = 0
        self._items = iter(items_of_lists(Tokens(text)) if "reversed" in text.lower() else ())
        self._open: list[str] = []
        self._text: list[str] = []
        self._lists: list[NumberedList] = []
        self._tables: list[_Table] = []
        self._label = ""
        self._gone: tuple[int, str] | None = None

    def read(self, tokens: Tokens) -> None:
        """Read all tokens; raises LimitError for a page that is nested too deeply."""
        for token in tokens:
            if token.kind == "text":
                self._data(token.text)
            elif token.kind == "start":
                self._start(token)
            else:
                self._end(token.name)
        self._close_to(0)
        self._flush()
        if self._pictures and len(self.out.text) < _PICTURE_PAGE:
            self.unread.append(Unread(f"그림 {self._pictures}개", "그림 속의 글자는 읽지 않습니다."))

    # -------------------------------------------------------- tokens

    def _data(self, text: str) -> None:
        if self._gone:
            kind, size = self._gone[1], len("".join(text.split()))
            self.hidden += size * (kind == "hidden")
            self.menu += size * (kind == "menu")
        elif any(tag in _STRUCK for tag in self._open):
            self.struck += len(text.strip())
        else:
            self._text.append(text if "pre" in self._open or "textarea" in self._open else _SPACE.sub(" ", text))

    def _start(self, token: Token) -> None:
        tag, attributes = token.name, token.attributes
        self._imply(tag)
        if self._gone is None:
            self._shown(tag, attributes)
        if tag in _VOID:
            return
        if len(self._open) >= limits.HTML_DEPTH:
            raise LimitError("HTML_DEPTH", "요소가 너무 깊게 겹쳐 있습니다")
        self._open.append(tag)
        if self._gone is None:
            kind = _left_out(tag, attributes)
            if kind:
                self._gone = len(self._open), kind
            else:
                self._begin(tag, attributes)

    def _end(self, tag: str) -> None:
        if tag == "br":
            self._shown("br", {})
        if tag in ("body", "html"):
            return
        bounds = frozenset() if tag in _CELLS | _TABLE | _GROUPS | {"tr"} else _CELLS | _TABLE
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == tag:
                self._close_to(at)
                return
            if self._open[at] in bounds or (self._open[at] == "table" and tag != "table"):
                return

    def _imply(self, tag: str) -> None:
        """End the elements whose end the author may leave out before this one."""
        if "head" in self._open[:3] and tag not in _IN_HEAD:
            self._close_to(self._open.index("head"))
        if tag in _BLOCKS:
            self._end_within(frozenset(("p",)), _CELLS | _TABLE | {"caption", "button", "template"})
        ends = _ENDS.get(tag)
        if ends:
            self._end_within(*ends)

    def _end_within(self, wanted: frozenset[str], bounds: frozenset[str]) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] in wanted:
                self._close_to(at)
                return
            if self._open[at] in bounds:
                return

    def _close_to(self, size: int) -> None:
        while len(self._open) > size:
            if self._gone is None:
                self._finish(self._open[-1])
            self._open.pop()
            if self._gone and len(self._open) < self._gone[0]:
                self._gone = None

    # -------------------------------------------------------- elements

    def _shown(self, tag: str, attributes: dict[str, str]) -> None:
        """What an element shows by itself."""
        if tag in _EMBEDDED and (attributes.get("src") or attributes.get("data") or attributes.get("srcdoc")):
            self.unread.append(Unread("웹 페이지에 끼워 넣은 문서", "파일 안에 들어 있지 않아 읽지 못했습니다."))
        elif tag == "br":
            self._text.append("\n")
        elif tag == "hr":
            self._flush()
        elif tag == "img" and not _is_hidden(attributes):
            self._pictures += 1
        elif tag == "input" and not _is_hidden(attributes):
            self._text.append(_field(attributes))

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            if self._in_cell():
                self._end_row()
            else:
                self._flush()
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._end_row()
        elif self._tables and tag in _CELLS:
            self._begin_cell(tag)
        elif tag in _LISTS:
            self._flush()
            self._lists.append(NumberedList(tag, attributes, next(self._items, 0)))
        elif tag == "q":
            self._text.append("“")
        elif tag in _BLOCKS:
            self._flush()
            if tag == "li":
                self._item(attributes)

    def _item(self, attributes: dict[str, str]) -> None:
        label = self._lists[-1].label(attributes) if self._lists else ""
        if self._in_cell():
            self._text.append(f"{label} " if label else "")
        else:
            self._label = label

    def _finish(self, tag: str) -> None:
        """End an element that was shown."""
        if tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_row()
            if self._tables:
                self._tables.pop()
        elif tag in _LISTS:
            self._flush()
            if self._lists:
                self._lists.pop()
        elif tag == "q":
            self._text.append("”")
        elif tag in _BLOCKS:
            self._flush()
            if tag == "li":
                self._label = ""

    # -------------------------------------------------------- tables

    def _in_cell(self) -> bool:
        return bool(self._tables) and self._tables[-1].in_cell

    def _begin_cell(self, tag: str) -> None:
        table = self._tables[-1]
        if table.in_cell:
            self._end_cell()
        else:
            self._flush()
        table.in_cell = True
        table.all_headers = table.all_headers and tag == "th"

    def _end_cell(self) -> None:
        if self._in_cell():
            self._tables[-1].cells.append(self._take())
            self._tables[-1].in_cell = False

    def _end_row(self) -> None:
        """Write the row; a row of one cell is layout, so its blocks are ordinary text."""
        if not self._tables:
            return
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
        heading = next((int(tag[1]) for tag in reversed(self._open) if _HEADING.fullmatch(tag)), 0)
        depth = max(0, len(self._lists) - 1) if self._label else 0
        for part in split_units(text):
            self.out.add(part, "heading" if heading else "paragraph", label=self._label, level=heading or depth)
            self._label = ""


def _tidy(text: str) -> str:
    return _LINE_ENDS.sub("\n", clean(text)).strip()


def _left_out(tag: str, attributes: dict[str, str]) -> str:
    """Return '' for an element that is shown, else whether it is no text at all, hidden or a menu."""
    if tag in _SILENT:
        return "silent"
    if _is_hidden(attributes) or (tag == "dialog" and "open" not in attributes):
        return "hidden"
    return "menu" if tag in _MENUS else ""


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def _field(attributes: dict[str, str]) -> str:
    """Return what a form field shows: a box, ticked or not, or its value."""
    kind = attributes.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒" if "checked" in attributes else "☐"
    return attributes.get("value", "") if kind in ("text", "number", "date", "email", "tel") else ""
