"""How a contract comes about and what its comparison table says of itself: `procedure/contract.yaml` (guide chapter 7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import View


@dataclass(frozen=True, slots=True)
class Way:
    """Whose wording the contract has. `draft`: the company drafts it; else files of the provider are reviewed."""

    id: str
    draft: bool
    means: str


@dataclass(frozen=True, slots=True)
class ContractData:
    """The whole file."""

    title: str
    sources: tuple[Cited, ...]
    ways: tuple[Way, ...]
    notes: tuple[str, ...]


def read(view: View, known: Collection[str]) -> ContractData:
    """Return the data in `view`; `known` are the ids of the sources."""
    return ContractData(
        title=view.text("title"),
        sources=cited(view, known),
        ways=tuple(map(_way, view.each("ways"))),
        notes=view.texts("notes"),
    )


def _way(view: View) -> Way:
    found = Way(view.text("id"), view.flag("draft", False), view.text("means"))
    view.close()
    return found
