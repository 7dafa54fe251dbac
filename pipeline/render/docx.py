"""A drafted contract as a DOCX file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DraftError
from pipeline.model import Contract
from pipeline.render import front
from pipeline.render.anchors import find_anchors
from pipeline.render.body import LEVEL_STYLES, Body
from pipeline.render.inline import require_contract, require_writable
from pipeline.render.meta import DraftMeta
from pipeline.render.pages import PageCounter
from pipeline.render.verify import verify_draft
from pipeline.template import Template, load_pinned, load_template

_OURS = "contract.docx"

_BLOCKS = frozenset(
    ("cover_parties", "cover_date", "cover_facts", "cover_notices", "cover_blanks", "toc", "body"),
)
_STYLES = frozenset(
    (
        *LEVEL_STYLES, "Heading1", "Heading2", "AnnexHeading", "ClosingText", "ClosingDate", "CoverText",
        "CoverHeading", "TableText", "TableHead", "TableGap", "ContractTable", "CoverTable", "SignatureTable",
        "TOC1", "TOC2", "Blank",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft and what must stand in it beside the contract (see `verify_draft`)."""

    data: bytes
    form: Template
    texts: Mapping[str, str]
    cover: tuple[str, ...]
    planned: int


def render(contract: Contract, meta: DraftMeta, *, final: bool = False, template: Path | None = None) -> bytes:
    """Return the DOCX of `contract` under the cover of `meta`.

    `final` asks for a document to be signed; `template` is a company's own template in place of ours.
    Raises DraftError where it still has unfilled blanks, where a text cannot be written (naming the
    field) or a reference leads nowhere; LibraryError where the template is damaged or holds anything
    but slots; ValueError where the contract contradicts itself.
    """
    return _made(contract, meta, final, template).data


def render_verified(contract: Contract, meta: DraftMeta, *, final: bool = False, template: Path | None = None) -> bytes:
    """Return what `render` returns, read back and compared (`verify_draft`): what a user may be given.

    Raises what `render` raises, and OutputError where the result is not what was meant.
    """
    made = _made(contract, meta, final, template)
    verify_draft(made.data, contract, made.form, made.texts, made.cover, made.planned)
    return made.data


def _made(contract: Contract, meta: DraftMeta, final: bool, template: Path | None) -> _Made:
    _require_writable_cover(contract, meta)
    require_contract(contract)
    blanks = front.open_blanks(contract, meta)
    if final and blanks:
        raise DraftError(_refusal(blanks))
    first_page = front.front_pages(contract, meta, len(blanks)) + 1
    body = Body(find_anchors(contract), meta.widths, PageCounter(first_page))
    body.write(contract)
    blocks = {
        "cover_parties": front.cover_parties(meta),
        "cover_date": front.cover_date(meta),
        "cover_facts": front.cover_facts(meta, blanks, final=final),
        "cover_notices": front.cover_notices(meta),
        "cover_blanks": front.cover_blanks(blanks, meta),
        "toc": front.contents(body.headings),
        "body": "".join(body.fragments),
    }
    mark = meta.mark if final else " · ".join(filter(None, (meta.mark, "초안")))
    form = _form(template)
    texts = {"title": contract.title, "mark": mark}
    extra = "".join(body.numbering.extra)
    data = form.fill(blocks, texts, date=meta.as_of, extra_numbering=extra, stamp=meta.stamp)
    cover = tuple(front.planned(meta, blanks, body.headings, final=final))
    # Text is escaped in the blocks, so each of these is a paragraph of ours.
    return _Made(data, form, texts, cover, sum(block.count("<w:p>") for block in blocks.values()))


def used_template(template: Path | None) -> dict[str, str]:
    """Return name and SHA-256 of the template that `render` uses, for the record."""
    form = _form(template)
    return {"name": form.name, "sha256": form.sha256}


def _form(template: Path | None) -> Template:
    return load_template(template, _BLOCKS, _STYLES) if template else load_pinned(_OURS, _BLOCKS, _STYLES)


def _refusal(blanks: tuple[front.OpenBlank, ...]) -> str:
    listed = "\n".join(f"  {blank.printed} ({', '.join(blank.places)})" for blank in blanks)
    return f"최종본에 채우지 않은 빈칸이 {len(blanks)}개 있습니다. 거래명세서에 값을 적고 다시 실행하십시오.\n{listed}"


def _require_writable_cover(contract: Contract, meta: DraftMeta) -> None:
    fields = [
        ("계약서 제목", contract.title),
        ("계약일", meta.date),
        ("표지 표시", meta.mark),
        ("판", meta.edition),
        ("업무 중요도", meta.importance),
        ("조항 라이브러리 버전", meta.library_version),
    ]
    fields += [(f"당사자 {i}의 지위", party.role) for i, party in enumerate(meta.parties, 1)]
    fields += [(f"당사자 {i}의 상호", party.name) for i, party in enumerate(meta.parties, 1)]
    fields += [(f"확인 사항 {i}", notice) for i, notice in enumerate(meta.notices, 1)]
    fields += [(f"빈칸 {name}의 자리", place) for name, place in meta.sources.items()]
    for name, text in fields:
        require_writable(text, name)
