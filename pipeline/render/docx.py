"""A drafted contract as a DOCX file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path

from pipeline.errors import DraftError
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Contract
from pipeline.render import front
from pipeline.render.anchors import find_anchors
from pipeline.render.body import ENGLISH_STYLES, LEVEL_STYLES, Laid, Shown, Writer, one_column
from pipeline.render.checks import refusal, require_draft
from pipeline.render.meta import DraftMeta, Version, require_versions
from pipeline.render.numbering import Numbering
from pipeline.render.pages import PageCounter
from pipeline.render.side import two_columns
from pipeline.render.verify import verify_draft
from pipeline.render.words import in_line, stacked
from pipeline.sandbox.apart import require_template_apart
from pipeline.template import Template, load_pinned, template_data, template_of

_OURS, _OURS_BOTH = "contract.docx", "contract-both.docx"

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
_BOTH_STYLES = frozenset(("SideTable", "TOCHeading"))


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft and what must stand in it beside the contract (see `verify_draft`)."""

    data: bytes
    shown: tuple[Shown, ...]
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
    return _made((Version(contract, meta),), final, template).data


def render_verified(contract: Contract, meta: DraftMeta, *, final: bool = False, template: Path | None = None) -> bytes:
    """Return what `render` returns, read back and compared (`verify_draft`): what a user may be given.

    Raises what `render` raises, and OutputError where the result is not what was meant.
    """
    return docx_of((Version(contract, meta),), final=final, template=template)


def docx_of(versions: Sequence[Version], *, final: bool = False, template: Path | None = None) -> bytes:
    """Return the DOCX of one version, or of a Korean and an English one side by side, read back and compared.

    Raises as `render_verified`.
    """
    made = _made(versions, final, template)
    contracts = [version.contract for version in versions]
    verify_draft(made.data, contracts, made.shown, made.form, made.texts, made.cover, made.planned)
    return made.data


def _made(versions: Sequence[Version], final: bool, template: Path | None) -> _Made:
    require_versions(versions)
    require_draft(versions)
    blanks = front.open_blanks(versions)
    if final and blanks:
        raise DraftError(refusal(blanks))
    body, numbering = _body(versions, PageCounter(front.front_pages(versions, len(blanks)) + 1))
    blocks = {
        "cover_parties": front.cover_parties(versions),
        "cover_date": front.cover_date(versions),
        "cover_facts": front.cover_facts(versions, blanks, final=final),
        "cover_notices": front.cover_notices(versions),
        "cover_blanks": front.cover_blanks(blanks, versions),
        "toc": front.contents(body.headings, [version.words.contents for version in versions]),
        "body": body.xml,
    }
    texts = _texts(versions, final=final)
    form = _form([version.contract.language for version in versions], template)
    meta, extra = versions[0].meta, "".join(numbering.extra)
    data = form.fill(blocks, texts, date=meta.as_of, extra_numbering=extra, stamp=meta.stamp)
    cover = tuple(front.planned(versions, blanks, body.headings, final=final))
    # Text is escaped in the blocks, so each of these is a paragraph of ours.
    return _Made(data, body.shown, form, texts, cover, sum(block.count("<w:p>") for block in blocks.values()))


def _body(versions: Sequence[Version], pages: PageCounter) -> tuple[Laid, Numbering]:
    numbering, bookmarks = Numbering(), count(1)
    left, *right = (
        list(Writer(v.contract, find_anchors(v.contract), v.meta.widths, numbering, bookmarks).pieces())
        for v in versions
    )
    return (two_columns(left, right[0], pages) if right else one_column(left, pages)), numbering


def _texts(versions: Sequence[Version], *, final: bool) -> dict[str, str]:
    marks = [
        version.meta.mark if final else " · ".join(filter(None, (version.meta.mark, version.words.draft)))
        for version in versions
    ]
    titles = [version.contract.title for version in versions]
    words = versions[0].words
    return {
        "title": in_line(titles),
        "cover_title": stacked(titles),
        "mark": in_line(marks),
        "contents_title": words.contents,
        "language": words.tag,
    }


def used_template(template: Path | None, languages: Sequence[str] = (KOREAN,)) -> dict[str, str]:
    """Return name and SHA-256 of the template that a draft in `languages` uses, for the record."""
    form = _form(languages, template)
    return {"name": form.name, "sha256": form.sha256}


@lru_cache(maxsize=8)
def _own_form(path: Path, data: bytes, blocks: frozenset[str], styles: frozenset[str]) -> Template:
    """Return a company's own template, tried apart before this process touches it."""
    require_template_apart(path, data, blocks, styles)
    return template_of(path, data, blocks, styles)


def _form(languages: Sequence[str], template: Path | None) -> Template:
    styles = _STYLES
    if ENGLISH in languages:
        styles |= frozenset(ENGLISH_STYLES)
    if len(languages) > 1:
        styles |= _BOTH_STYLES
    if template:
        return _own_form(template, template_data(template), _BLOCKS, styles)
    return load_pinned(_OURS_BOTH if len(languages) > 1 else _OURS, _BLOCKS, styles)
