"""The places of a deal sheet by name: 'sla.report_cycle', 'subcontracting.subcontractors'."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Any

from pipeline.deal.fields import Kind, Spec, specs
from pipeline.deal.schema import Deal


@lru_cache(maxsize=1)
def places() -> dict[str, Spec]:
    """Return every place that a blank may name with its spec, in the order of the sheet."""
    return dict(_walk(Deal, ""))


def _walk(record: type[Any], prefix: str) -> list[tuple[str, Spec]]:
    found: list[tuple[str, Spec]] = []
    for key, spec in specs(record).items():
        path = prefix + key
        if spec.kind is Kind.RECORD and spec.item is not None:
            found.extend(_walk(spec.item, path + "."))
        else:
            found.append((path, spec))
    return found


def entry_fields(path: str) -> dict[str, Spec]:
    """Return the fields of one entry of the list at `path`, or {} if it is no list of records."""
    spec = places().get(path)
    return specs(spec.item) if spec is not None and spec.item is not None else {}


def empty_entry(path: str) -> Any:
    """Return an entry of the list at `path` that says nothing, for a row of visible blanks."""
    item = places()[path].item
    if item is None:
        raise KeyError(path)
    return item(**dict.fromkeys(specs(item)))


@lru_cache(maxsize=512)
def _getter(path: str) -> attrgetter[Any]:
    return attrgetter(path)


def value(deal: Deal, path: str) -> Any:
    """Return what the deal says at `path`, or None if it says nothing.

    Lists come as tuples: () of a list of records means "none", None "not said".
    Raise KeyError if the sheet has no such place (the library lint rules that out).
    """
    spec = places().get(path)
    if spec is None:
        raise KeyError(path)
    try:
        found = _getter(path)(deal)
    except AttributeError:
        return None
    return None if found == () and spec.kind in (Kind.TEXTS, Kind.CHOICES) else found
