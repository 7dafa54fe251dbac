"""The contract itself as WordprocessingML: chapters, articles, numbered paragraphs, annexes, signatures.

No number is written as text: each paragraph has a style that is bound to a list of the template, and
`Numbering` proves on the way that Word's count gives the labels of the `Contract`. A contract becomes a
sequence of pieces; on a page of one language they follow each other, `side` puts two beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from pipeline import ooxml
from pipeline.language import ENGLISH
from pipeline.model import Article, Contract, Paragraph
from pipeline.render.anchors import Anchors, where
from pipeline.render.inline import runs, shown_marks
from pipeline.render.numbering import LISTS, Lists, Numbering
from pipeline.render.pages import PageCounter
from pipeline.render.tables import table

LEVEL_STYLES = ("ArticleBody", "Clause1", "Clause2", "Clause3", "Clause4")
_NUMBERED_STYLES = ("Heading1", "Heading2", "AnnexHeading", "Clause1", "Clause2", "Clause3", "Clause4")
_SUFFIX = {ENGLISH: "En"}
ENGLISH_STYLES = tuple(f"{style}{_SUFFIX[ENGLISH]}" for style in _NUMBERED_STYLES)
"""The styles that are bound to the English lists."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\s*(\d{{4}}(년|\.) ?\d{{1,2}}(월|\.) ?\d{{1,2}}(일|\.)?|\d{{1,2}} ({_MONTH}) \d{{4}}|【[^】]*】)\s*"
)
_CHAPTER = re.compile(r"(제\d+장|Chapter \d+) (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents: `level` 1 chapter or annex, 2 article; `page` as estimated."""

    level: int
    text: str
    bookmark: str
    page: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph or cell of the body: its text, and the text of each contract that it says (None: none)."""

    text: str
    says: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """The body of a draft: its XML, the headings of each language with their pages, and what it shows."""

    xml: str
    headings: tuple[tuple[Heading, ...], ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a table of the contract, written.

    `key` is the same for the same piece of the other language: article, then paragraph or what it is.
    `text` is that of a paragraph or heading, `full` that of a heading with its number; `level` and `bookmark`
    are those of a heading in the contents (0, ''); `rows` is () for a paragraph.
    """

    key: tuple[str, str]
    xml: str
    style: str = ""
    text: str = ""
    full: str = ""
    level: int = 0
    bookmark: str = ""
    rows: tuple[Paragraph, ...] = ()
    signature: bool = False


@dataclass(slots=True)
class Writer:
    """Writes one contract as pieces. Two writers of one file share `numbering` and `bookmarks`."""

    contract: Contract
    anchors: Anchors
    widths: Mapping[str, tuple[int, ...]]
    numbering: Numbering = field(default_factory=Numbering)
    bookmarks: Iterator[int] = field(default_factory=lambda: count(1))

    def pieces(self) -> Iterator[Piece]:
        """Yield all of the contract in order.

        The text has been checked (`inline.require_contract`). Raises NumberingMismatchError and ValueError
        for a contract whose labels, marks or rows contradict each other (a defect of ours).
        """
        chapter = ""
        for position, article in enumerate(self.contract.articles):
            if article.kind == "contents":
                continue
            name = article.clause or str(position)
            if article.chapter and article.chapter != chapter:
                chapter = article.chapter
                yield self._chapter(name, chapter)
            if article.kind in ("annex", "article"):
                yield self._title(name, position, article)
            yield from self._paragraphs(name, position, article)

    @property
    def _lists(self) -> Lists:
        return LISTS[self.contract.language]

    def _styled(self, style: str) -> str:
        return style + _SUFFIX.get(self.contract.language, "") if style in _NUMBERED_STYLES else style

    def _chapter(self, name: str, chapter: str) -> Piece:
        match = _CHAPTER.fullmatch(chapter)
        if not match:
            raise ValueError(f"not a chapter: {chapter!r}")
        self.numbering.heading(self._lists.chapters, match[1])
        return self._heading((name, "chapter"), "Heading1", 1, match[2], chapter)

    def _title(self, name: str, position: int, article: Article) -> Piece:
        reference = self.anchors.of_article.get(position)
        bookmark = reference.name if reference else ""
        if article.kind == "annex":
            self.numbering.heading(self._lists.annexes, article.number)
            full = f"{article.number} {article.title}"
            return self._heading((name, "annex"), "AnnexHeading", 1, article.title, full, bookmark)
        self.numbering.heading(self._lists.articles, article.number)
        gap = " " if self.contract.language == ENGLISH else ""
        full = f"{article.number}{gap}({article.title})"
        return self._heading((name, "article"), "Heading2", 2, f"({article.title})", full, bookmark)

    def _heading(
        self, key: tuple[str, str], style: str, level: int, text: str, full: str, reference: str = ""
    ) -> Piece:
        number = next(self.bookmarks)
        toc = f"_Toc{number:08d}"
        content = ooxml.bookmark(toc, number, ooxml.run(text))
        if reference:
            content = ooxml.bookmark(reference, next(self.bookmarks), content)
        style = self._styled(style)
        return Piece(key, ooxml.paragraph(content, style=style), style, text, full, level, toc)

    def _paragraphs(self, name: str, position: int, article: Article) -> Iterator[Piece]:
        rows: list[Paragraph] = []
        tables = count(1)
        for index, paragraph in enumerate(article.paragraphs):
            if paragraph.kind != "text":
                rows.append(paragraph)
                continue
            yield from self._tables(name, tables, rows, article)
            rows = []
            yield self._paragraph(name, article, paragraph, position, index)
        yield from self._tables(name, tables, rows, article)

    def _tables(self, name: str, numbers: Iterator[int], rows: list[Paragraph], article: Article) -> Iterator[Piece]:
        parts = list(_split_tables(rows))
        signature = article.kind == "closing"
        for number, part in enumerate(parts, 1):
            shares = self.widths.get(part[0].id, ()) if part[0].id else ()
            xml = table(part, self.anchors, shares, signature=signature)
            xml += table_gap(keep=signature and number < len(parts))
            yield Piece((name, f"table {next(numbers)}"), xml, rows=tuple(part), signature=signature)

    def _paragraph(self, name: str, article: Article, paragraph: Paragraph, position: int, index: int) -> Piece:
        direct = None
        if paragraph.label:
            list_id = self._lists.annexes if article.kind == "annex" else self._lists.articles
            num_id = self.numbering.paragraph(list_id, paragraph.level, paragraph.label)
            direct = (num_id, paragraph.level) if num_id != self._lists.articles else None
        elif paragraph.level:
            raise ValueError(f"level {paragraph.level} without a label in {where(article)}: {paragraph.text!r}")
        content = runs(paragraph.text, shown_marks(paragraph), self.anchors)
        reference = self.anchors.of_paragraph.get((position, index))
        if reference:
            content = ooxml.bookmark(reference.name, next(self.bookmarks), content)
        style = self._styled(_style(paragraph, article))
        keep = _stays_with_next(article, paragraph, index)
        xml = ooxml.paragraph(content, style=style, keep_next=keep, numbering=direct)
        return Piece((name, f"text {paragraph.id or index}"), xml, style, paragraph.text)


def one_column(pieces: Sequence[Piece], pages: PageCounter) -> Laid:
    """Return the pieces one below the other."""
    headings: list[Heading] = []
    shown: list[Shown] = []
    for piece in pieces:
        if piece.rows:
            pages.add_table(piece.rows)
            shown += [Shown(text, (text,)) for row in piece.rows for text in row.cells]
            continue
        page = pages.add(piece.style, piece.full or piece.text)
        shown.append(Shown(piece.text, (piece.text,)))
        if piece.level:
            headings.append(Heading(piece.level, piece.full, piece.bookmark, page))
    return Laid("".join(piece.xml for piece in pieces), (tuple(headings),), tuple(shown))


def table_gap(*, keep: bool = False, turn: bool = False) -> str:
    """Return the paragraph that parts tables; `turn`: what follows begins a page."""
    return ooxml.paragraph("", style="TableGap", keep_next=keep, page_break_before=turn)


def _stays_with_next(article: Article, paragraph: Paragraph, index: int) -> bool:
    """A sentence that opens a list or table, and all of the closing, stays with what follows."""
    if index + 1 == len(article.paragraphs):
        return False
    after = article.paragraphs[index + 1]
    return after.level > paragraph.level or after.kind != "text" or article.kind == "closing"


def _style(paragraph: Paragraph, article: Article) -> str:
    if article.kind != "closing" or paragraph.level:
        return LEVEL_STYLES[paragraph.level]
    return "ClosingDate" if _DATE.fullmatch(paragraph.text) else "ClosingText"


def _split_tables(rows: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Part the rows where a header row follows an ordinary row or the number of columns changes."""
    current: list[Paragraph] = []
    for row in rows:
        starts = row.kind == "header_row" and current and current[-1].kind != "header_row"
        if current and (starts or len(row.cells) != len(current[0].cells)):
            yield current
            current = []
        current.append(row)
    if current:
        yield current
