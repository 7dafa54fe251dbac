"""The pieces that a report in Word is made of: paragraphs, badges, plain tables, the rows of elements."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline import ooxml
from pipeline.model import Judgement, Status
from pipeline.report import labels
from pipeline.report.rows import ElementRow, Quote
from pipeline.stamp import Stamp
from pipeline.template import load_pinned

STYLES = frozenset(
    (
        "Heading1", "Heading2", "Body", "BodyList", "SmallHeading", "Figure", "TableText", "TableHead", "TableGap",
        "CellLine", "CellQuote", "CellProposal", "CellProposalHead", "CellNote", "Code", "CoverText", "ContractTable",
        "SignatureTable", *(f"Badge{s}" for s in ("Satisfied", "Partial", "Missing", "Contrary", "Unread", "NotDue")),
        "BadgeDoubt",
    )
)  # fmt: skip
"""The styles that the template must define."""

_BLOCKS = frozenset(("cover", "body"))

WIDTH = ooxml.A4_TEXT_WIDTH
SHADE = "EEF1F5"
ELEMENT_SHARES = (27, 73)
_LONGEST_WHOLE_ROW, _LONGEST_WHOLE_TABLE = 500, 1400
"""Characters above which a row or table may break over pages: kept whole, it would leave a hole."""

_STATUS_BADGES = {
    Status.SATISFIED: "BadgeSatisfied",
    Status.PARTIAL: "BadgePartial",
    Status.MISSING: "BadgeMissing",
    Status.CONTRARY: "BadgeContrary",
    Status.UNREAD: "BadgeUnread",
    Status.NOT_DUE: "BadgeNotDue",
}
_JUDGEMENT_BADGES = {
    Judgement.PRESENT: "BadgeSatisfied",
    Judgement.CONTRARY: "BadgeContrary",
    Judgement.ABSENT: "BadgeMissing",
    Judgement.UNREAD: "BadgeUnread",
}
_BOLD = ooxml.run_properties(bold=True)


def filled(cover: str, body: Iterable[str], *, title: str, mark: str, date: dt.date, stamp: Stamp) -> bytes:
    """Return the Word file with the look of a report; `date` and `stamp` go into its properties."""
    template = load_pinned("report.docx", _BLOCKS, STYLES)
    return template.fill(
        {"cover": cover, "body": "".join(body)}, {"title": title, "mark": mark}, date=date, stamp=stamp
    )


def cover(addressee: str, rows: Iterable[tuple[str, str, str]]) -> str:
    """Return the cover: to whom, and a table of (label, text, code); a code is printed small below the text."""
    told = [(label, line(text, "TableText") + (line(code, "Code") if code else "")) for label, text, code in rows]
    return line(addressee, "CoverText") + label_table(told, (27, 73), height=440)


def line(text: str, style: str, *, keep_next: bool = False) -> str:
    """Return a paragraph of plain text in `style`."""
    return ooxml.paragraph(ooxml.run(text), style=style, keep_next=keep_next)


def lead(label: str, text: str) -> str:
    """Return a paragraph that begins with a bold label: '살펴본 곳  제3조'."""
    return ooxml.paragraph(ooxml.run(label, _BOLD) + ooxml.run(f"  {text}"), style="CellLine")


def gap(*, keep_next: bool = False) -> str:
    """Return the small paragraph that Word wants after a table."""
    return ooxml.paragraph("", style="TableGap", keep_next=keep_next)


def kept(fragment: str) -> str:
    """Return paragraphs that stay on one page with what follows them."""
    return re.sub(r'<w:p><w:pPr>(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)', r"<w:p><w:pPr>\1<w:keepNext/>", fragment)


def status_badge(status: Status) -> str:
    """Return a run that shows a status on its colour."""
    return _badge(labels.STATUSES[status], _STATUS_BADGES[status])


def judgement_badge(judgement: Judgement) -> str:
    """Return a run that shows a judgement on its colour."""
    return _badge(labels.JUDGEMENTS[judgement], _JUDGEMENT_BADGES[judgement])


def doubt_badge() -> str:
    """Return the run '확인 필요'."""
    return _badge("확인 필요", "BadgeDoubt")


def _badge(text: str, style: str) -> str:
    # No-break spaces: the ground of the badge reaches a little beyond its word and cannot break off.
    return ooxml.run(f"\u00a0{text.replace(' ', chr(0xA0))}\u00a0", ooxml.run_properties(style=style))


def plain_table(heads: Sequence[str], shares: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a repeated header; a cell is a fragment of runs."""
    widths = ooxml.split_width(WIDTH, shares)
    written = [ooxml.row(header_cells(heads, widths), header=True)]
    for row in rows:
        cells = [ooxml.paragraph(runs, style="TableText") for runs in row]
        whole = max(map(_letters, cells)) <= _LONGEST_WHOLE_ROW
        written.append(ooxml.row([ooxml.cell(c, w) for c, w in zip(cells, widths, strict=True)], whole=whole))
    return ooxml.table(widths, written, style="ContractTable") + gap()


def label_table(rows: Iterable[tuple[str, str]], shares: Sequence[int], *, height: int = 0, keep: bool = False) -> str:
    """Return a table of labels and what they stand for (paragraphs).

    `keep`: all of it stays on one page with the paragraph that follows, unless it is long.
    """
    widths = ooxml.split_width(WIDTH, shares)
    told = tuple(rows)
    keep = keep and sum(_letters(content) for _, content in told) <= _LONGEST_WHOLE_TABLE
    written = []
    for label, content in told:
        name = ooxml.paragraph(ooxml.run(label, _BOLD), style="TableText")
        cells = [ooxml.cell(name, widths[0], shade=SHADE), ooxml.cell(content, widths[1])]
        whole = _letters(content) <= 2 * _LONGEST_WHOLE_ROW
        written.append(ooxml.row([kept(c) for c in cells] if keep else cells, height=height, whole=whole))
    return ooxml.table(widths, written, style="ContractTable", header=False)


def _letters(fragment: str) -> int:
    """Return how many characters of text a fragment holds, about."""
    return len(re.sub("<[^>]*>", "", fragment))


def header_cells(heads: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Return the shaded cells of a header row."""
    return [ooxml.cell(line(head, "TableHead"), width, shade=SHADE) for head, width in zip(heads, widths, strict=True)]


def element_table(rows: Iterable[ElementRow], requirement: str) -> str:
    """Return the table of a requirement's elements: what it is on the left, evidence and remedy on the right."""
    widths = ooxml.split_width(WIDTH, ELEMENT_SHARES)
    written = [ooxml.row(header_cells(("요소", "근거 문장과 보완할 사항"), widths), header=True)]
    for row in rows:
        told = "".join(_told(row, requirement))
        cells = [ooxml.cell("".join(_named(row)), widths[0], top=True), ooxml.cell(told, widths[1], top=True)]
        written.append(ooxml.row(cells, whole=_length(row, requirement) <= _LONGEST_WHOLE_ROW))
    return ooxml.table(widths, written, style="ContractTable") + gap()


def _length(row: ElementRow, requirement: str) -> int:
    """Return about how many characters a row prints."""
    if row.home != requirement or row.judgement == Judgement.CONTRARY:
        return 0
    quoted = sum(len(q.text) for q in (*row.quotes, *row.nearest[:1]))
    told = sum(len(q.reading) for q in row.quotes) + len(row.explanation)
    return quoted + told + len(row.means + row.why) + sum(len(text) for p in row.wording for text in p.all_lines)


def _named(row: ElementRow) -> Iterator[str]:
    yield ooxml.paragraph(ooxml.run(row.title, _BOLD), style="CellLine")
    badges = judgement_badge(row.judgement) + ("" if row.certain else ooxml.run(" ") + doubt_badge())
    yield ooxml.paragraph(badges + ooxml.run(f"  {row.weight}"), style="CellLine")
    if row.priority:
        yield ooxml.paragraph(ooxml.run(row.priority_label, _BOLD), style="CellLine")
    if row.waived:
        yield line(row.waived, "CellNote")


def _told(row: ElementRow, requirement: str) -> Iterator[str]:
    if row.judgement == Judgement.CONTRARY:
        yield lead("상충하는 곳", row.places)
        yield line("이유와 제안 문구는 ‘상충하는 조항’에 있습니다.", "CellNote")
    elif row.home != requirement:
        if row.judgement == Judgement.PRESENT:
            yield lead("근거", row.places)
        yield line(f"자세한 내용은 {row.home}에 있습니다.", "CellNote")
    elif row.judgement == Judgement.PRESENT:
        yield from quotes(row)
    else:
        yield from absence(row)


def quotes(row: ElementRow) -> Iterator[str]:
    """Yield each quote with its place; below a foreign one how it was read, at the end what it means."""
    for quote in row.quotes:
        yield from quoted(quote)
    if row.explanation and row.judgement == Judgement.PRESENT:
        yield lead("요소에서의 뜻", row.explanation)
    if not row.quotes:
        yield line("인용할 문장이 없습니다.", "CellNote")


def quoted(quote: Quote, label: str = "") -> Iterator[str]:
    """Yield a quote, after a bold `label` or its place in bold, and below a foreign one how it was read."""
    head, place = (f"{label}  ", f"{quote.place} ") if label else (quote.place, "  ")
    content = ooxml.run(head, _BOLD) + ooxml.run(f"{place}“{quote.text}”")
    yield ooxml.paragraph(content, style="CellQuote", keep_next=quote.foreign)
    if quote.foreign:
        yield lead("국문 풀이", quote.reading)


def absence(row: ElementRow) -> Iterator[str]:
    """Yield what is missing, why it matters, where the program looked, and the wording to ask for."""
    yield lead("요구되는 내용" if row.judgement == Judgement.UNREAD else "빠진 내용", row.means)
    yield lead("위험", row.why)
    yield lead("살펴본 곳", row.looked)
    for quote in row.nearest[:1]:
        yield from quoted(quote, "가장 가까운 문장")
    for remark in row.remarks:
        yield line(remark, "CellNote")
    if row.limits:
        yield line(f"판정의 한계: {row.limits}", "CellNote")
    yield from proposals(row)


def proposals(row: ElementRow) -> Iterator[str]:
    """Yield the wording that is printed here, and a pointer to wording printed before."""
    for proposal in row.wording:
        yield line(proposal.title, "CellProposalHead")
        for text in proposal.english:
            yield line(text, "CellProposal")
        first, *rest = proposal.lines
        head = ooxml.run("국문  ", _BOLD) if proposal.english else ""
        yield ooxml.paragraph(head + ooxml.run(first), style="CellProposal")
        for text in rest:
            yield line(text, "CellProposal")
    if row.references:
        yield lead("제안 문구", f"{', '.join(p.title for p in row.references)}에 적은 문구와 같습니다.")
