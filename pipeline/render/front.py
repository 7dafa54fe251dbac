"""Cover and contents of a draft."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import ooxml
from pipeline.model import Contract
from pipeline.render.anchors import where
from pipeline.render.body import Heading
from pipeline.render.inline import BLANK, BLANK_RUN, highlighted
from pipeline.render.meta import DraftMeta
from pipeline.render.pages import PAGE_HEIGHT

_COVER_HEIGHT, _COVER_LINE = 8600, 330
_CONTENTS_HEIGHT, _CHAPTER_LINE, _ARTICLE_LINE = 580, 350, 246
"""Twips that the cover and the contents take, as styled in `templates/look.py`."""

_MC_OPEN = '<mc:AlternateContent><mc:Choice Requires="w15">'
_MC_CLOSE = "</mc:Choice></mc:AlternateContent>"


@dataclass(frozen=True, slots=True)
class OpenBlank:
    """An unfilled blank: its name ('' on the cover), as printed, and the articles where it stands."""

    name: str
    printed: str
    places: tuple[str, ...]


def open_blanks(contract: Contract, meta: DraftMeta) -> tuple[OpenBlank, ...]:
    """Return the unfilled blanks of cover and contract in the order in which a reader meets them.

    Blanks are told by their marks; a 【…】 that stands in no filled value counts too, so that nothing
    unfilled can slip through.
    """
    found: dict[tuple[str, str], list[str]] = {}
    names: dict[str, str] = {}
    for article in contract.articles:
        for paragraph in article.paragraphs:
            filled = [(mark.start, mark.end) for mark in paragraph.marks if mark.kind in ("blank", "value")]
            spots = [(m.start, m.target, paragraph.text[m.start : m.end]) for m in paragraph.marks if m.kind == "blank"]
            spots += [
                (match.start(), "", match[0])
                for match in BLANK.finditer(paragraph.text)
                if not any(start <= match.start() and match.end() <= end for start, end in filled)
            ]
            for _, name, printed in sorted(spots):
                found.setdefault((name, printed), []).append(where(article))
                names.setdefault(printed, name)
    for text in _cover_texts(contract, meta):
        for match in BLANK.finditer(text):
            found.setdefault((names.get(match[0], ""), match[0]), []).append("표지")
    return tuple(OpenBlank(name, text, tuple(dict.fromkeys(places))) for (name, text), places in found.items())


def _cover_texts(contract: Contract, meta: DraftMeta) -> tuple[str, ...]:
    parties = [text for party in meta.parties for text in (party.role, party.name)]
    return (contract.title, meta.date, meta.importance, meta.mark, *parties, *meta.notices)


def front_pages(contract: Contract, meta: DraftMeta, blanks: int) -> int:
    """Return about how many pages cover and contents fill."""
    cover = _COVER_HEIGHT + _COVER_LINE * (len(meta.parties) + len(meta.notices) + (blanks + 2 if blanks else 0))
    chapters = len({article.chapter for article in contract.articles if article.chapter})
    kinds = [article.kind for article in contract.articles]
    lines = _CHAPTER_LINE * (chapters + kinds.count("annex")) + _ARTICLE_LINE * kinds.count("article")
    return math.ceil(cover / PAGE_HEIGHT) + math.ceil((_CONTENTS_HEIGHT + lines) / PAGE_HEIGHT)


def cover_parties(meta: DraftMeta) -> str:
    """Role and name of each party, one below the other."""
    if not meta.parties:
        return ooxml.paragraph("", style="CoverText")
    widths = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (32, 68))
    rows = [
        ooxml.row(
            [
                ooxml.cell(_text(ooxml.run(party.role, ooxml.run_properties(bold=True))), widths[0]),
                ooxml.cell(_text(highlighted(party.name)), widths[1]),
            ],
            height=560,
        )
        for party in meta.parties
    ]
    return ooxml.table(widths, rows, style="CoverTable", header=False)


def cover_date(meta: DraftMeta) -> str:
    """The date of the contract."""
    return ooxml.paragraph(highlighted(meta.date), style="CoverText")


def facts(meta: DraftMeta, blanks: Sequence[OpenBlank], *, final: bool) -> tuple[tuple[str, str], ...]:
    """Return what the draft was made with: state, as-of date, edition, importance, library."""
    state = "최종본" if final else "초안" + (f" (미기재 항목 {len(blanks)}개)" if blanks else " (미기재 항목 없음)")
    told = (
        ("문서 상태", state),
        ("기준일", f"{meta.as_of.year}년 {meta.as_of.month}월 {meta.as_of.day}일"),
        ("적용 기준", f"전자금융감독규정 [별표 2의5] {meta.edition}"),
        ("업무 중요도", meta.importance),
        ("조항 라이브러리", f"버전 {meta.library_version}"),
    )
    return tuple((name, value) for name, value in told if value)


def planned(meta: DraftMeta, blanks: Sequence[OpenBlank], headings: Iterable[Heading], *, final: bool) -> Iterator[str]:
    """Yield the text of every paragraph that cover and contents must hold beside those of the template."""
    for party in meta.parties:
        yield from (party.role, party.name)
    yield meta.date
    for fact in facts(meta, blanks, final=final):
        yield from fact
    yield from (f"• {notice}" for notice in meta.notices)
    for blank in blanks:
        yield from (blank.printed, _source(blank, meta), ", ".join(blank.places))
    yield from (f"{heading.text}\t{heading.page}" for heading in headings)


def cover_facts(meta: DraftMeta, blanks: Sequence[OpenBlank], *, final: bool) -> str:
    """The facts of the draft as a table."""
    widths = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (32, 68))
    rows = [
        ooxml.row(
            [
                ooxml.cell(_text(ooxml.run(name, ooxml.run_properties(bold=True))), widths[0], shade="EEF1F5"),
                ooxml.cell(_text(highlighted(value)), widths[1]),
            ]
        )
        for name, value in facts(meta, blanks, final=final)
    ]
    return ooxml.table(widths, rows, style="ContractTable", header=False)


def cover_notices(meta: DraftMeta) -> str:
    """Sentences that a reader of the draft must see first, under a heading; one space without any."""
    if not meta.notices:
        return ooxml.paragraph("", style="TableGap")
    heading = ooxml.paragraph(ooxml.run("확인 사항"), style="CoverHeading")
    return heading + "".join(ooxml.paragraph(highlighted(f"• {notice}"), style="TableText") for notice in meta.notices)


def cover_blanks(blanks: Sequence[OpenBlank], meta: DraftMeta) -> str:
    """The unfilled blanks: as printed, where the deal sheet fills them, where they stand."""
    if not blanks:
        return ""
    widths = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (32, 32, 36))
    titles = ("빈칸", "거래명세서의 항목", "나오는 곳")
    head = [
        ooxml.cell(ooxml.paragraph(ooxml.run(title), style="TableHead"), width, shade="EEF1F5")
        for title, width in zip(titles, widths, strict=True)
    ]
    rows = [ooxml.row(head, header=True)]
    for blank in blanks:
        contents = (
            ooxml.run(blank.printed, BLANK_RUN),
            ooxml.run(_source(blank, meta)),
            ooxml.run(", ".join(blank.places)),
        )
        rows.append(ooxml.row([ooxml.cell(_text(c), width) for c, width in zip(contents, widths, strict=True)]))
    heading = ooxml.paragraph(ooxml.run(f"미기재 항목 {len(blanks)}개"), style="CoverHeading")
    return heading + ooxml.table(widths, rows, style="ContractTable")


def _source(blank: OpenBlank, meta: DraftMeta) -> str:
    """Where the deal sheet fills a blank; the blank of a list entry is named by its place there."""
    return meta.sources.get(blank.name, blank.name if "." in blank.name else "")


def _text(content: str) -> str:
    return ooxml.paragraph(content, style="TableText")


def contents(headings: Iterable[Heading]) -> str:
    """Return the table of contents: a TOC field for Word around entries of our own.

    LibreOffice never recomputes page fields inside a TOC field, so the field's own marks stand in
    markup that only Word 2013 and later reads (mc:Choice w15); every other program sees plain linked
    lines whose page fields it may compute.
    """
    entries = list(headings)
    if not entries:
        return ooxml.paragraph("")
    lines = []
    for number, heading in enumerate(entries, 1):
        page = ooxml.field(f"PAGEREF {heading.bookmark} \\h", str(heading.page))
        line = ooxml.link(heading.bookmark, ooxml.run(heading.text) + ooxml.run("\t") + page)
        if number == 1:
            line = _toc_marks("begin", ' TOC \\o "1-2" \\h \\z \\u ', "separate") + line
        if number == len(entries):
            line += _toc_marks("end")
        lines.append(ooxml.paragraph(line, style=f"TOC{heading.level}"))
    return "".join(lines)


def _toc_marks(*marks: str) -> str:
    def content(mark: str) -> str:
        if mark.startswith(" "):
            return f'<w:instrText xml:space="preserve">{ooxml.escape(mark)}</w:instrText>'
        return f'<w:fldChar w:fldCharType="{mark}"/>'

    return "".join(f"<w:r>{_MC_OPEN}{content(mark)}{_MC_CLOSE}</w:r>" for mark in marks)
