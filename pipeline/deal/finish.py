"""A deal sheet that was read while still being filled (`partial`), taken up again: what is missing, or the whole deal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipeline.deal.consistency import contradictions, doubts
from pipeline.deal.fields import Kind, specs
from pipeline.deal.paths import places, value
from pipeline.deal.schema import Deal

IMPORTANCE = ("business.importance", "business.importance_assessment")
"""The places of the sheet that the outcome of an assessment fills."""


def lacking(deal: Deal) -> Iterator[tuple[str, str]]:
    """Yield (place, title) of what must be given and is not; the importance is not asked for."""
    for path, spec in places().items():
        found = value(deal, path)
        if spec.required and path not in IMPORTANCE and (found is None or found == ()):
            yield path, spec.title
        elif spec.kind is Kind.RECORDS and spec.item is not None:
            required = [(key, inner.title) for key, inner in specs(spec.item).items() if inner.required]
            for number, entry in enumerate(found or (), 1):
                for key, title in required:
                    if getattr(entry, key) is None:
                        yield f"{path}[{number}].{key}", title


def finished(deal: Deal, importance: str, as_of: dt.date) -> tuple[Deal, tuple[tuple[str, str], ...]]:
    """Return the deal under `importance` (중요 or 비중요) and the law of `as_of`, and (place, what) that is in its way.

    As long as something is in its way, the deal is not to be used.
    """
    found = replace(
        deal,
        business=replace(deal.business, importance=importance),
        contract=replace(deal.contract, as_of=as_of),
    )
    open_ones = tuple(lacking(found)) or tuple(contradictions(found))
    return (found, open_ones) if open_ones else (replace(found, warnings=(*found.warnings, *doubts(found))), ())
