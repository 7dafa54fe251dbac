"""Builds the articles from the outline: drafts first, then paragraphs with their offsets.

In: the document and the role of every line. Out: the articles in order. Every character
that is not blank and not part of a heading, a label or a chapter title lands in exactly one
paragraph, and `document.text[p.start:p.end] == p.text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Article, Document, Paragraph
from pipeline.parse.closing import closing_at
from pipeline.parse.entries import Entry
from pipeline.parse.items import Numberer
from pipeline.parse.lines import Line, trim
from pipeline.parse.rules import heading_of
from pipeline.parse.tables import cells_of, with_header_rows
from pipeline.read.headings import PREDICATE, Heading, plain_title
from pipeline.read.markers import marker
from pipeline.read.numerals import CIRCLED

_UNFINISHED = re.compile(r"[^.。?!:;：\"”’)\]」』다]$")
_TITLE_LINE: Final = 60
_WRAPPED: Final = 25
"""A shorter line is no wrapped one."""
_UNMARKED: Final = 99
"""The heading level of an annex that the file does not mark as a heading."""
_BRACKETED_TITLE = re.compile(r"\s*[(（【\[](?P<t>[^()（）【】\[\]\n]{1,40})[)）】\]]")
_SENTENCE = re.compile(rf"[.。?!;:,]$|{PREDICATE}$")
_CIRCLED = re.compile(f"[{CIRCLED}]")


@dataclass(slots=True)
class _Draft:
    """An article in the making: its pieces are (line, offset of the first character)."""

    kind: str
    number: str = ""
    title: str = ""
    chapter: str = ""
    value: tuple[int, ...] = ()
    head: Line | None = None
    head_end: int = 0
    pieces: list[tuple[Line, int]] = field(default_factory=list)


def build(document: Document, entries: list[Entry]) -> tuple[Article, ...]:
    """Return the articles of a document."""
    drafts = _Drafter().run(entries)
    drafts = _with_closings(drafts)
    articles = [_article(document, draft) for draft in drafts]
    return tuple(article for article in articles if article.paragraphs or article.number or article.title)


# ------------------------------------------------------------------ drafts


class _Drafter:
    """Walks the outline and deals the lines out to articles."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = [_Draft("preamble")]
        self._annexes: list[tuple[int, str, str]] = []
        self._path: list[tuple[int, str]] = []
        self._pending: Entry | None = None

    def run(self, entries: list[Entry]) -> list[_Draft]:
        """Return the drafts, the preamble first."""
        for entry in entries:
            if entry.role in ("text", "row", "note"):
                self._text(entry.line)
            elif entry.role == "contents":
                self._contents(entry.line)
            elif entry.role == "chapter":
                self._chapter_begins(entry)
            else:
                self._open(entry)
        self._settle()
        if len(self._drafts) == 1:
            self._drafts[0].kind = "article"
        return self._drafts

    def _text(self, line: Line) -> None:
        self._settle()
        current = self._drafts[-1]
        if current.kind == "contents":
            opened = any(draft.kind in ("article", "annex") for draft in self._drafts)
            current = _Draft("article" if opened else "preamble", chapter=self._chapter())
            self._drafts.append(current)
        current.pieces.append((line, 0))

    def _contents(self, line: Line) -> None:
        self._settle()
        if self._drafts[-1].kind != "contents":
            self._drafts.append(_Draft("contents"))
        self._drafts[-1].pieces.append((line, 0))

    def _open(self, entry: Entry) -> None:
        if entry.role in ("annex", "part"):
            self._settle()
        elif self._pending:
            self._enter_chapter(self._pending)
            self._pending = None
        draft = _Draft(
            "annex" if entry.role in ("annex", "part") else "article", head=entry.line, head_end=len(entry.line.text)
        )
        heading = entry.heading
        if heading:
            draft.number, draft.title, draft.head_end = heading.number, heading.title, heading.body
            draft.value = heading.value[:1] if heading.rule in ("jo", "article", "number") else ()
        else:
            draft.title = plain_title(entry.line.text)
        if entry.role in ("annex", "part"):
            self._path = []
            self._leave_annexes(_depth(entry.line) if entry.role == "annex" else 0)
        if entry.role == "section" and self._annexes:
            draft.kind = "annex"
        draft.chapter = "" if entry.role in ("annex", "part") else self._chapter()
        if heading and draft.head_end < len(entry.line.text):
            draft.pieces.append((entry.line, draft.head_end))
        self._drafts.append(draft)
        if entry.role in ("annex", "part"):
            self._annexes.append((_depth(entry.line), draft.number, draft.title))

    def _leave_annexes(self, depth: int) -> None:
        """Annexes of the same or a deeper heading level end here; a Schedule may hold Annexes of its own."""
        self._annexes = [annex for annex in self._annexes if annex[0] < depth]

    def _chapter_begins(self, entry: Entry) -> None:
        if self._pending and _rank(self._pending.heading) < _rank(entry.heading):
            self._enter_chapter(self._pending)
            self._pending = None
        self._settle()
        self._pending = entry

    def _settle(self) -> None:
        """A chapter without an article of its own becomes an article, so that nothing is lost."""
        entry, self._pending = self._pending, None
        if entry is None:
            return
        heading = entry.heading
        if entry.line.is_heading and len(self._annexes) > 1:
            self._annexes = [annex for annex in self._annexes if annex[0] < entry.line.level] or self._annexes[:1]
        above = self._chapter_above(entry)
        title = heading.title if heading else plain_title(entry.line.text)
        number = heading.number if heading else ""
        kind = "article"
        if self._annexes:
            kind, number = "annex", " ".join(part for part in (self._annexes[-1][1], number) if part)
        self._drafts.append(_Draft(kind, number, title, above, head=entry.line, head_end=len(entry.line.text)))
        self._enter_chapter(entry)

    def _enter_chapter(self, entry: Entry) -> None:
        rank, label = _rank(entry.heading), _chapter_label(entry)
        self._path = [*[item for item in self._path if item[0] < rank], (rank, label)]

    def _chapter_above(self, entry: Entry) -> str:
        rank = _rank(entry.heading)
        return " ".join([*self._base(), *[label for at, label in self._path if at < rank]])

    def _chapter(self) -> str:
        return " ".join([*self._base(), *[label for _, label in self._path]])

    def _base(self) -> list[str]:
        return [part for part in self._annexes[-1][1:] if part] if self._annexes else []


def _depth(line: Line) -> int:
    return line.level if line.is_heading else _UNMARKED


def _rank(heading: Heading | None) -> int:
    return heading.value[0] if heading else -1


def _chapter_label(entry: Entry) -> str:
    heading = entry.heading
    if heading is None:
        return plain_title(entry.line.text)
    return f"{heading.number} {heading.title}".strip()


def _with_closings(drafts: list[_Draft]) -> list[_Draft]:
    """Part the signature block from the last article of the contract and of each annexed one."""
    out: list[_Draft] = []
    for at, draft in enumerate(drafts):
        last = at + 1 == len(drafts) or drafts[at + 1].kind == "annex" or drafts[at + 1].kind == "contents"
        out.append(draft)
        if not last or draft.kind not in ("article", "annex") or (draft.kind == "annex" and at + 1 < len(drafts)):
            continue
        place = closing_at([line.text[start:] for line, start in draft.pieces], witness_only=draft.kind == "annex")
        if place is None:
            continue
        if place == 0 and draft.kind == "article" and not draft.number and draft.head:
            draft.kind = "closing"
        elif place > 0:
            out.append(
                _Draft("closing", chapter=draft.chapter if draft.kind == "annex" else "", pieces=draft.pieces[place:])
            )
            del draft.pieces[place:]
    return out


# ------------------------------------------------------------------ articles


def _article(document: Document, draft: _Draft) -> Article:
    _complete_title(draft)
    paragraphs = _paragraphs(document, draft)
    start, end = _extent(draft, paragraphs)
    first = draft.head or (draft.pieces[0][0] if draft.pieces else None)
    return Article(
        number=draft.number,
        title=draft.title,
        paragraphs=tuple(with_header_rows(paragraphs, document, [line for line, _ in draft.pieces])),
        kind=draft.kind,
        chapter=draft.chapter,
        start=start,
        end=end,
        page=first.page if first else None,
    )


def _extent(draft: _Draft, paragraphs: list[Paragraph]) -> tuple[int, int]:
    ends = [paragraph.end for paragraph in paragraphs[-1:]]
    if draft.head:
        return draft.head.start, max([draft.head.end if not paragraphs else draft.head.at(draft.head_end), *ends])
    return (paragraphs[0].start if paragraphs else 0), (ends[0] if ends else 0)


def _complete_title(draft: _Draft) -> None:
    """Take the title from the line after the number where it stands there alone."""
    if draft.title or not draft.head or not draft.pieces or draft.kind not in ("article", "annex") or not draft.number:
        return
    line, at = draft.pieces[0]
    if line.kind in ("row", "note") or line.number == draft.head.number:
        return
    text = line.text[at:]
    bracketed = _BRACKETED_TITLE.match(text)
    words = text.strip()
    if bracketed:
        draft.title = plain_title(bracketed["t"])
        draft.pieces[:1] = [(line, at + bracketed.end())] if text[bracketed.end() :].strip() else []
    elif (
        len(words) <= (30 if draft.number.startswith("제") else _TITLE_LINE)
        and len(draft.pieces) > 1
        and not _SENTENCE.search(words)
        and not marker(words)
        and not line.prefix
    ):
        draft.title = plain_title(words)
        del draft.pieces[0]


def _paragraphs(document: Document, draft: _Draft) -> list[Paragraph]:
    numberer = Numberer(draft.value, annex=draft.kind == "annex")
    out: list[Paragraph] = []
    for line, at in draft.pieces:
        for piece in _cuts(line, at):
            _add_piece(document, draft, numberer, out, line, *piece)
    return out


def _add_piece(
    document: Document, draft: _Draft, numberer: Numberer, out: list[Paragraph], line: Line, at: int, stop: int
) -> None:
    plain = draft.kind in ("contents", "closing")
    found = None if plain else numberer.take(line, at)
    body = found.body if found else at
    row = line.kind == "row"
    start, end = trim(document.text, line.at(body), line.at(stop), row=row)
    if start >= end:
        return
    if found and not found.label and _continues(line, at, out, document):
        last = out[-1]
        out[-1] = _moved_end(last, end, document)
        return
    out.append(
        Paragraph(
            level=found.level if found else 0,
            label=found.label if found else "",
            text=document.text[start:end],
            start=start,
            end=end,
            page=line.page,
            kind="row" if row else "text",
            cells=cells_of(document.text[start:end], document.format) if row else (),
        )
    )


def _moved_end(paragraph: Paragraph, end: int, document: Document) -> Paragraph:
    return Paragraph(
        paragraph.level, paragraph.label, document.text[paragraph.start : end], paragraph.start, end, paragraph.page
    )


def _continues(line: Line, at: int, out: list[Paragraph], document: Document) -> bool:
    """Whether a line that looked like a heading or an item goes on with the sentence before it."""
    if at or not line.printed or line.gap or line.kind != "paragraph" or not out or out[-1].kind != "text":
        return False
    if len(out[-1].text) < _WRAPPED or not _UNFINISHED.search(out[-1].text):
        return False
    return line.marker is not None or heading_of(line) is not None


def _cuts(line: Line, at: int) -> list[tuple[int, int]]:
    """Part '① … 한다. ② …' within one line; return (start, stop) of the pieces."""
    if line.kind in ("row", "note"):
        return [(at, len(line.text))]
    pieces: list[tuple[int, int]] = []
    start, last = at, 0
    for found in _CIRCLED.finditer(line.text, at):
        value = CIRCLED.index(found[0]) + 1
        before = line.text[at : found.start()].rstrip()
        if not before.strip("*_ "):
            last = value
        elif value == last + 1 and before[-1] in '.。다"”’)':
            pieces.append((start, found.start()))
            start, last = found.start(), value
    return [*pieces, (start, len(line.text))]
