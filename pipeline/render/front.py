"""Cover and contents of a draft, in one language or in two: each text below the other language's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import ooxml
from pipeline.render.anchors import where
from pipeline.render.body import Heading
from pipeline.render.inline import BLANK, BLANK_RUN, highlighted
from pipeline.render.meta import Version
from pipeline.render.pages import PAGE_HEIGHT
from pipeline.render.words import day, in_line, stacked

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


def open_blanks(versions: Sequence[Version]) -> tuple[OpenBlank, ...]:
    """Return the unfilled blanks of cover and contract in the order in which a reader meets them.

    Blanks are told by their marks; a 【…】 that stands in no filled value counts too, so that nothing
    unfilled can slip through. A blank that stands in both languages is one.
    """
    first, *others = (_open_blanks(version) for version in versions)
    found = {blank.name or blank.printed: blank for blank in first}
    for blank in (blank for other in others for blank in other):
        known = found.get(blank.name or blank.printed)
        if known is None:
            found[blank.name or blank.printed] = blank
        else:
            printed = stacked((known.printed, blank.printed))
            found[blank.name or blank.printed] = OpenBlank(blank.name, printed, (*known.places, *blank.places))
    return tuple(found.values())


def _open_blanks(version: Version) -> tuple[OpenBlank, ...]:
    language = version.contract.language
    found: dict[tuple[str, str], list[str]] = {}
    names: dict[str, str] = {}
    for article in version.contract.articles:
        for paragraph in article.paragraphs:
            filled = [(mark.start, mark.end) for mark in paragraph.marks if mark.kind in ("blank", "value")]
            spots = [(m.start, m.target, paragraph.text[m.start : m.end]) for m in paragraph.marks if m.kind == "blank"]
            spots += [
                (match.start(), "", match[0])
                for match in BLANK.finditer(paragraph.text)
                if not any(start <= match.start() and match.end() <= end for start, end in filled)
            ]
            for _, name, printed in sorted(spots):
                found.setdefault((name, printed), []).append(where(article, language))
                names.setdefault(printed, name)
    for text in _cover_texts(version):
        for match in BLANK.finditer(text):
            found.setdefault((names.get(match[0], ""), match[0]), []).append(version.words.cover)
    return tuple(OpenBlank(name, text, tuple(dict.fromkeys(places))) for (name, text), places in found.items())


def _cover_texts(version: Version) -> tuple[str, ...]:
    meta = version.meta
    parties = [text for party in meta.parties for text in (party.role, party.name)]
    return (version.contract.title, meta.date, meta.importance, meta.mark, *parties, *meta.notices)


def front_pages(versions: Sequence[Version], blanks: int) -> int:
    """Return about how many pages cover and contents fill."""
    lines = sum(len(version.meta.parties) + len(version.meta.notices) for version in versions)
    cover = _COVER_HEIGHT + _COVER_LINE * (lines + (len(versions) * blanks + 2 if blanks else 0))
    return math.ceil(cover / PAGE_HEIGHT) + sum(map(_contents_pages, versions))


def _contents_pages(version: Version) -> int:
    articles = version.contract.articles
    chapters = len({article.chapter for article in articles if article.chapter})
    kinds = [article.kind for article in articles]
    lines = _CHAPTER_LINE * (chapters + kinds.count("annex")) + _ARTICLE_LINE * kinds.count("article")
    return math.ceil((_CONTENTS_HEIGHT + lines) / PAGE_HEIGHT)


def parties(versions: Sequence[Version]) -> tuple[tuple[str, str], ...]:
    """Return role and name of each party."""
    listed = zip(*(version.meta.parties for version in versions), strict=True)
    return tuple((stacked(party.role for party in same), stacked(party.name for party in same)) for same in listed)


def cover_parties(versions: Sequence[Version]) -> str:
    """Role and name of each party, one below the other."""
    listed = parties(versions)
    if not listed:
        return ooxml.paragraph("", style="CoverText")
    widths = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (32, 68))
    rows = [
        ooxml.row(
            [
                ooxml.cell(_text(ooxml.run(role, ooxml.run_properties(bold=True))), widths[0]),
                ooxml.cell(_text(highlighted(name)), widths[1]),
            ],
            height=560,
        )
        for role, name in listed
    ]
    return ooxml.table(widths, rows, style="CoverTable", header=False)


def date(versions: Sequence[Version]) -> str:
    """Return the date of the contract."""
    return stacked(version.meta.date for version in versions)


def cover_date(versions: Sequence[Version]) -> str:
    """The date of the contract."""
    return ooxml.paragraph(highlighted(date(versions)), style="CoverText")


def facts(versions: Sequence[Version], blanks: Sequence[OpenBlank], *, final: bool) -> tuple[tuple[str, str], ...]:
    """Return what the draft was made with: state, as-of date, edition, importance, library, case."""
    told = zip(*(_facts(version, len(blanks), final=final) for version in versions), strict=True)
    both = [(stacked(name for name, _ in same), stacked(value for _, value in same)) for same in told]
    return tuple((name, value) for name, value in both if value)


def _facts(version: Version, blanks: int, *, final: bool) -> Iterator[tuple[str, str]]:
    words, meta = version.words, version.meta
    left = words.open_items.format(blanks) if blanks else words.none_open
    yield words.facts[0], words.final if final else f"{words.draft} ({left})"
    yield words.facts[1], day(meta.as_of, version.contract.language)
    yield words.facts[2], words.rules.format(meta.edition)
    yield words.facts[3], meta.importance
    yield words.facts[4], words.library.format(meta.library_version)
    yield words.case, meta.case


def notices(versions: Sequence[Version]) -> tuple[str, ...]:
    """Return the sentences that a reader of the draft must see first."""
    return tuple(f"• {notice}" for version in versions for notice in version.meta.notices)


def planned(
    versions: Sequence[Version], blanks: Sequence[OpenBlank], headings: Iterable[Iterable[Heading]], *, final: bool
) -> Iterator[str]:
    """Yield the text of every paragraph that cover and contents must hold beside those of the template."""
    for party in parties(versions):
        yield from party
    yield date(versions)
    for fact in facts(versions, blanks, final=final):
        yield from fact
    yield from notices(versions)
    for blank in blanks:
        yield from (blank.printed, source(blank, versions), ", ".join(blank.places))
    yield from (f"{heading.text}\t{heading.page}" for column in headings for heading in column)


def cover_facts(versions: Sequence[Version], blanks: Sequence[OpenBlank], *, final: bool) -> str:
    """The facts of the draft as a table."""
    widths = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (32, 68))
    rows = [
        ooxml.row(
            [
                ooxml.cell(_text(ooxml.run(name, ooxml.run_properties(bold=True))), widths[0], shade="EEF1F5"),
                ooxml.cell(_text(highlighted(value)), widths[1]),
            ]
        )
        for name, value in facts(versions, blanks, final=final)
    ]
    return ooxml.table(widths, rows, style="ContractTable", header=False)


def cover_notices(versions: Sequence[Version]) -> str:
    """Sentences that a reader of the draft must see first, under a heading; one space without any."""
    told = notices(versions)
    if not told:
        return ooxml.paragraph("", style="TableGap")
    heading = ooxml.paragraph(ooxml.run(in_line(v.words.notices for v in versions)), style="CoverHeading")
    return heading + "".join(ooxml.paragraph(highlighted(notice), style="TableText") for notice in told)


def cover_blanks(blanks: Sequence[OpenBlank], versions: Sequence[Version]) -> str:
    """The unfilled blanks: as printed, where the deal sheet fills them, where they stand."""
    if not blanks:
        return ""
    widths = ooxml.split_width(ooxml.A4_TEXT_WIDTH, (32, 32, 36))
    titles = [stacked(same) for same in zip(*(version.words.blank_columns for version in versions), strict=True)]
    head = [
        ooxml.cell(ooxml.paragraph(ooxml.run(title), style="TableHead"), width, shade="EEF1F5")
        for title, width in zip(titles, widths, strict=True)
    ]
    rows = [ooxml.row(head, header=True)]
    for blank in blanks:
        contents = (
            ooxml.run(blank.printed, BLANK_RUN),
            ooxml.run(source(blank, versions)),
            ooxml.run(", ".join(blank.places)),
        )
        rows.append(ooxml.row([ooxml.cell(_text(c), width) for c, width in zip(contents, widths, strict=True)]))
    said = in_line(version.words.blanks.format(len(blanks)) for version in versions)
    heading = ooxml.paragraph(ooxml.run(said), style="CoverHeading")
    return heading + ooxml.table(widths, rows, style="ContractTable")


def source(blank: OpenBlank, versions: Sequence[Version]) -> str:
    """Return where the deal sheet fills a blank; the blank of a list entry is named by its place there."""
    return versions[0].meta.sources.get(blank.name, blank.name if "." in blank.name else "")


def _text(content: str) -> str:
    return ooxml.paragraph(content, style="TableText")


ONE_LANGUAGE = (' TOC \\o "1-2" \\h \\z \\u ',)
EACH_LANGUAGE = (
    ' TOC \\o "1-2" \\h \\z \\t "별지 제목,1" ',
    ' TOC \\h \\z \\t "영문 장 제목,1,영문 조 제목,2,영문 별지 제목,1" ',
)
"""What Word collects the contents by: every heading, or the styles of each language (`templates/look.py`)."""


def contents(headings: Sequence[Sequence[Heading]], titles: Sequence[str]) -> str:
    """Return the contents of each language; the first title stands in the template, the next begin a page."""
    fields = ONE_LANGUAGE if len(headings) == 1 else EACH_LANGUAGE
    written = [_contents(column, field) for column, field in zip(headings, fields, strict=True)]
    begins = [ooxml.paragraph(ooxml.run(title), style="TOCHeading", page_break_before=True) for title in titles[1:]]
    return "".join(part for both in zip(["", *begins], written, strict=True) for part in both)


def _contents(entries: Sequence[Heading], instruction: str) -> str:
    """Return one table of contents: a TOC field for Word around entries of our own.

    LibreOffice never recomputes page fields inside a TOC field, so the field's own marks stand in
    markup that only Word 2013 and later reads (mc:Choice w15); every other program sees plain linked
    lines whose page fields it may compute.
    """
    if not entries:
        return ooxml.paragraph("")
    lines = []
    for number, heading in enumerate(entries, 1):
        page = ooxml.field(f"PAGEREF {heading.bookmark} \\h", str(heading.page))
        line = ooxml.link(heading.bookmark, ooxml.run(heading.text) + ooxml.run("\t") + page)
        if number == 1:
            line = _toc_marks("begin", instruction, "separate") + line
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
