"""The contract itself as WordprocessingML: chapters, articles, numbered paragraphs, annexes, signatures.

No number is written as text: each paragraph has a style that is bound to a list of the template, and
`Numbering` proves on the way that Word's count gives the labels of the `Contract`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline import ooxml
from pipeline.model import Article, Contract, Paragraph
from pipeline.render.anchors import Anchors, where
from pipeline.render.inline import runs, shown_marks
from pipeline.render.numbering import ANNEXES, ARTICLES, CHAPTERS, Numbering
from pipeline.render.pages import PageCounter
from pipeline.render.tables import table

LEVEL_STYLES = ("ArticleBody", "Clause1", "Clause2", "Clause3", "Clause4")
_DATE = re.compile(r"\s*(\d{4}(년|\.) ?\d{1,2}(월|\.) ?\d{1,2}(일|\.)?|【[^】]*】)\s*")
_CHAPTER = re.compile(r"(제\d+장) (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents: `level` 1 chapter or annex, 2 article; `page` as estimated."""

    level: int
    text: str
    bookmark: str
    page: int


@dataclass(slots=True)
class Body:
    """The written contract: fragments in order, headings for the contents, list instances to add."""

    anchors: Anchors
    widths: Mapping[str, tuple[int, ...]]
    pages: PageCounter
    numbering: Numbering = field(default_factory=Numbering)
    headings: list[Heading] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    _bookmarks: int = 0

    def write(self, contract: Contract) -> None:
        """Write all articles.

        The text has been checked (`inline.require_contract`). Raises NumberingMismatchError and ValueError
        for a contract whose labels, marks or rows contradict each other (a defect of ours).
        """
        chapter = ""
        for position, article in enumerate(contract.articles):
            if article.kind == "contents":
                continue
            if article.chapter and article.chapter != chapter:
                chapter = article.chapter
                self._chapter(chapter)
            self._article(position, article)

    def _chapter(self, chapter: str) -> None:
        match = _CHAPTER.fullmatch(chapter)
        if not match:
            raise ValueError(f"not a chapter: {chapter!r}")
        self.numbering.heading(CHAPTERS, match[1])
        self._heading("Heading1", 1, match[2], chapter)

    def _article(self, position: int, article: Article) -> None:
        reference = self.anchors.of_article.get(position)
        name = reference.name if reference else ""
        if article.kind == "annex":
            self.numbering.heading(ANNEXES, article.number)
            self._heading("AnnexHeading", 1, article.title, f"{article.number} {article.title}", name)
        elif article.kind == "article":
            self.numbering.heading(ARTICLES, article.number)
            self._heading("Heading2", 2, f"({article.title})", f"{article.number}({article.title})", name)
        self._paragraphs(position, article)

    def _heading(self, style: str, level: int, text: str, full: str, reference: str = "") -> None:
        toc = f"_Toc{len(self.headings) + 1:08d}"
        content = self._bookmark(toc, ooxml.run(text))
        if reference:
            content = self._bookmark(reference, content)
        self.fragments.append(ooxml.paragraph(content, style=style))
        self.headings.append(Heading(level, full, toc, self.pages.add(style, full)))

    def _bookmark(self, name: str, content: str) -> str:
        self._bookmarks += 1
        return ooxml.bookmark(name, self._bookmarks, content)

    def _paragraphs(self, position: int, article: Article) -> None:
        rows: list[Paragraph] = []
        for index, paragraph in enumerate(article.paragraphs):
            if paragraph.kind != "text":
                rows.append(paragraph)
                continue
            self._tables(rows, article)
            rows = []
            self._paragraph(article, paragraph, position, index)
        self._tables(rows, article)

    def _tables(self, rows: list[Paragraph], article: Article) -> None:
        parts = list(_split_tables(rows))
        for number, part in enumerate(parts, 1):
            shares = self.widths.get(part[0].id, ()) if part[0].id else ()
            signature = article.kind == "closing"
            self.fragments.append(table(part, self.anchors, shares, signature=signature))
            keep = signature and number < len(parts)
            self.fragments.append(ooxml.paragraph("", style="TableGap", keep_next=keep))
            self.pages.add_table(part)

    def _paragraph(self, article: Article, paragraph: Paragraph, position: int, index: int) -> None:
        direct = None
        if paragraph.label:
            list_id = ANNEXES if article.kind == "annex" else ARTICLES
            num_id = self.numbering.paragraph(list_id, paragraph.level, paragraph.label)
            direct = (num_id, paragraph.level) if num_id != ARTICLES else None
        elif paragraph.level:
            raise ValueError(f"level {paragraph.level} without a label in {where(article)}: {paragraph.text!r}")
        content = runs(paragraph.text, shown_marks(paragraph), self.anchors)
        reference = self.anchors.of_paragraph.get((position, index))
        if reference:
            content = self._bookmark(reference.name, content)
        style = _style(paragraph, article)
        keep = _stays_with_next(article, paragraph, index)
        self.fragments.append(ooxml.paragraph(content, style=style, keep_next=keep, numbering=direct))
        self.pages.add(style, paragraph.text)


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
