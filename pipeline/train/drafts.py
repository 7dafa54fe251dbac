"""Our own drafts as training contracts: every paragraph that any deal can select, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.assemble import assemble
from pipeline.deal import FACT_IDS, conditions, load_deal
from pipeline.language import KOREAN
from pipeline.library.resolve import walk
from pipeline.model import Conditions, Contract, Library
from pipeline.select import select


def own_drafts(library: Library, deals: Sequence[Path], lang: str = KOREAN) -> Iterator[Contract]:
    """Yield a draft in `lang` of each deal under both tiers, all editions, and with each fact on or off.

    A library that is not written in `lang` throughout has no drafts in it.
    """
    for path in deals if _is_written_in(library, lang) else ():
        deal = load_deal(path)
        for chosen in variants(conditions(deal, library), library):
            yield assemble(library, select(library, chosen), deal, lang)


def _is_written_in(library: Library, lang: str) -> bool:
    return lang == KOREAN or all(p.en for clause in library.clauses.values() for _, p in walk(clause.paragraphs))


def variants(base: Conditions, library: Library) -> Iterator[Conditions]:
    """Yield conditions: all facts, none, and each fact alone off and on; both tiers, each edition."""
    facts = [f for f in FACT_IDS if f != "critical"]
    sets = [frozenset(facts), frozenset(), *(frozenset(facts) - {f} for f in facts), *(frozenset({f}) for f in facts)]
    for edition in library.editions:
        for importance, extra in (("critical", {"critical"}), ("non_critical", set[str]())):
            for held in dict.fromkeys(sets):
                yield replace(
                    base, as_of=edition.in_force, edition=edition.id, importance=importance, facts=held | extra
                )
