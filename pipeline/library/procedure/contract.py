"""How a contract comes about and what its comparison table says of itself: `procedure/contract.yaml` (guide chapter 7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.deal.schema import CRITICAL, NON_CRITICAL
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
    """The whole file. `scope`: 중요 or 비중요 -> what the contract has to hold."""

    title: str
    sources: tuple[Cited, ...]
    scope: Mapping[str, str]
    ways: tuple[Way, ...]
    notes: tuple[str, ...]


def read(view: View, known: Collection[str]) -> ContractData:
    """Return the data in `view`; `known` are the ids of the sources."""
    return ContractData(
        title=view.text("title"),
        sources=cited(view, known),
        scope=_scope(view.below("scope")),
        ways=tuple(map(_way, view.each("ways"))),
        notes=view.texts("notes"),
    )


def _scope(view: View) -> dict[str, str]:
    found = {importance: view.text(importance) for importance in (CRITICAL, NON_CRITICAL)}
    view.close()
    return found


def _way(view: View) -> Way:
    found = Way(view.text("id"), view.flag("draft", False), view.text("means"))
    view.close()
    return found
