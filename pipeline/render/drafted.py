"""A draft from the library and a deal sheet: the contract in each of its languages with its cover, and its trace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.assemble import COMPARISON, assemble, trace_json
from pipeline.assemble.comparison import WIDTHS
from pipeline.assemble.voice import Voice
from pipeline.assemble.waivers import waiver_notices
from pipeline.deal import Deal, bargain
from pipeline.deal import conditions as conditions_of
from pipeline.language import KOREAN
from pipeline.model import Conditions, Contract, Library
from pipeline.render.languages import MARK, ROLES, languages_of
from pipeline.render.meta import DraftMeta, Party, Version, blank_sources, column_widths
from pipeline.select import Selection, select
from pipeline.stamp import as_object, stamp_of


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: a version a language, what was selected for it, and its machine-readable twin (`trace_json`)."""

    versions: tuple[Version, ...]
    selection: Selection
    trace: dict[str, Any]

    @property
    def contract(self) -> Contract:
        """The contract in the first of its languages."""
        return self.versions[0].contract


def drafted(library: Library, deal: Deal, digest: str = "", case: str = "") -> Drafted:
    """Return the draft of `deal`; `digest`: of its sheet (`deal_digest`), `case`: the id of its case, '' for none."""
    under = conditions_of(deal, library)
    selection = select(library, under, bargain(deal, library, under))
    stamp = stamp_of("contract", library, under, selection.clauses, selection.terms, deal=digest)
    versions = tuple(
        Version(
            assemble(library, selection, deal, language),
            replace(
                draft_meta(deal, library, under, language),
                notices=waiver_notices(library, selection, language),
                stamp=stamp,
                case=case,
            ),
        )
        for language in languages_of(deal)
    )
    trace = trace_json(versions[0].contract, selection, deal, library) | as_object(replace(stamp, kind="trace"))
    return Drafted(versions, selection, trace)


def draft_meta(deal: Deal, library: Library, conditions: Conditions, language: str = KOREAN) -> DraftMeta:
    """Return the cover data of a draft in `language`."""
    edition = next(e for e in library.editions if e.id == conditions.edition)
    voice, roles = Voice(language, library.english), ROLES[language]

    def said(name: str) -> str:
        blank = library.blanks[name]
        return voice.said_for(blank, deal) or f"【{voice.asked(blank)}】"

    parties = [Party(roles[0], said("financial_company_name")), Party(roles[1], said("provider_name"))]
    reseller = deal.contracting.reseller
    if reseller is not None and reseller.name:
        role = reseller.role if language == "ko" else ""
        parties.append(Party(role or roles[2], reseller.name))
    return DraftMeta(
        as_of=conditions.as_of,
        library_version=library.version,
        edition=voice.law(edition.title),
        parties=tuple(parties),
        date=said("contract_date"),
        importance=voice.shown(deal.business.importance),
        mark=MARK[language],
        sources=blank_sources(library.blanks.values()),
        widths=column_widths(library.clauses.values()) | {f"{COMPARISON}.0": WIDTHS},
    )
