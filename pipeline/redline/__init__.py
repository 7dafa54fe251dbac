"""From the gaps of a vendor's Word file to tracked changes in it (수정대비).

In: the bytes of the vendor's DOCX, its review, the deal, author, date, audience. Out: the redline and its ledger.
All or nothing: see `redline`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pipeline.deal import Deal
from pipeline.errors import OutputError
from pipeline.judge import review as judge
from pipeline.judge.gaps import gaps
from pipeline.match.grammar import Reading
from pipeline.model import Document, Library, Review
from pipeline.parse import parse
from pipeline.read.docx import read_docx
from pipeline.read.opc import Package
from pipeline.redline.apply import Commented, apply
from pipeline.redline.case import Case
from pipeline.redline.faults import RedlineError
from pipeline.redline.intent import require_same
from pipeline.redline.ledger import ledger
from pipeline.redline.notes import INTERNAL_ONLY, VENDOR, comment, internal_notes
from pipeline.redline.outgoing import require_no_internal_note
from pipeline.redline.plan import Plan, plan
from pipeline.redline.trace import trace
from pipeline.select import select

__all__ = ["INTERNAL_ONLY", "VENDOR", "RedlineError", "Redlined", "redline"]


@dataclass(frozen=True, slots=True)
class Redlined:
    """The redline, its ledger as plain data, and the plan behind both."""

    data: bytes
    ledger: dict[str, Any]
    plan: Plan


def redline(
    data: bytes,
    document: Document,
    review: Review,
    library: Library,
    deal: Deal,
    *,
    author: str,
    date: dt.date,
    audience: str = VENDOR,
    partial: bool = False,
    known: dict[str, Reading] | None = None,
) -> Redlined:
    """Return the redline of the DOCX `data`, of which `document` was read and `review` made.

    Raises RedlineError with every reason where one element cannot be placed (unless `partial`), where one edit cannot
    be made, or where something internal would leave; OutputError where what was written does not read as it
    was meant to. `known` keeps the analysis of sentences between calls.
    """
    known = known if known is not None else {}
    traced = trace(Package(document.name, data))
    if traced.text != document.text:
        raise OutputError(f"{document.name}: 두 번 읽은 글이 서로 다릅니다. 파일을 쓰지 않았습니다.")
    contract = parse(document)
    case = Case(document, contract, review, library, select(library, review.conditions), deal, traced)
    made = plan(case, known)
    if made.unplaced and not partial:
        raise RedlineError(_unplaced(document.name, made, library))
    if not made.built.edits:
        raise RedlineError(f"{document.name}: 고칠 곳이 없습니다. 검토에서 빠지거나 상충하는 요소를 찾지 못했습니다.")
    edits = [Commented(edit, comment(edit, review, library, audience)) for edit in made.built.edits]
    written = apply(document.name, data, edits, author, date, traced)
    _prove(document.name, written.data, made, library, review, known)
    if audience == VENDOR:
        require_no_internal_note(document.name, written.data, internal_notes(library), author)
    meta = {"author": author, "date": date.isoformat(), "audience": audience}
    return Redlined(written.data, ledger(made, review, library, written.data, written.comments, meta), made)


def _unplaced(name: str, made: Plan, library: Library) -> str:
    lines = [f"  {library.elements[element].title}({element}): {reason}" for element, reason in made.unplaced.items()]
    return (
        f"{name}: 요소 {len(lines)}개를 넣을 자리가 없어 아무것도 쓰지 않았습니다. "
        "나머지를 쓰려면 --partial을 붙이십시오.\n" + "\n".join(lines)
    )


def _prove(name: str, data: bytes, made: Plan, library: Library, review: Review, known: dict[str, Reading]) -> None:
    """Read the redline back as accepted: the text that was meant, no gap but those that could not be placed."""
    found = read_docx(name, data)
    require_same(made.intent.document, found)
    left = [
        gap.element
        for gap in gaps(judge(found, parse(found), library, review.conditions, known), library)
        if gap.element not in made.left
    ]
    if left:
        titles = ", ".join(library.elements[element].title for element in left)
        raise RedlineError(f"{name}: 고친 글을 다시 검토하니 {titles}이(가) 남습니다. 아무것도 쓰지 않았습니다.")
