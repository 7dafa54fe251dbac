"""How an addendum becomes a Word file: its stamp, its cover, the widths of its tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.addendum.close import Render
from pipeline.addendum.comparison import WIDTHS
from pipeline.addendum.write import Request
from pipeline.assemble import COMPARISON
from pipeline.model import Contract
from pipeline.render import Version, column_widths, docx_of
from pipeline.render.drafted import draft_meta
from pipeline.stamp import Stamp, parts_of, stamp_of


def stamp_of_addendum(request: Request, contract: Contract, digest: str = "", base: str = "") -> Stamp:
    """Return the stamp of an addendum.

    `digest`: of its deal sheet (`deal_digest`); `base`: the identity of the contract of ours that it adds to.
    """
    parts = parts_of(contract, request.library)
    return stamp_of("addendum", request.library, request.conditions, parts, deal=digest, base=base)


def rendering(
    request: Request, digest: str = "", *, final: bool, template: Path | None, base: str = "", case: str = ""
) -> Render:
    """Return what writes the addendum of `request` as a Word file.

    `digest`, `base`: see `stamp_of_addendum`. `case`: the id of the case it is made in, '' for none.
    """
    widths = column_widths(request.frame.clauses.values()) | {f"{COMPARISON}.0": WIDTHS}

    def render(contracts: tuple[Contract, ...], notices: tuple[str, ...]) -> bytes:
        stamp = stamp_of_addendum(request, contracts[0], digest, base)
        versions = []
        for contract in contracts:
            meta = draft_meta(request.deal, request.library, request.conditions, contract.language)
            widened = {**meta.widths, **widths}
            versions.append(Version(contract, replace(meta, widths=widened, notices=notices, stamp=stamp, case=case)))
        return docx_of(versions, final=final, template=template)

    return render
