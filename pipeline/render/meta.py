"""What a draft needs beside the contract itself: the facts of its cover and running lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Blank, Clause, Contract
from pipeline.render.words import WORDS, Words
from pipeline.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the cover prints it: `role` '금융회사(위탁자)', `name` as filled or as a blank 【…】."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class DraftMeta:
    """The cover of a draft, in the language of its contract.

    `as_of`: 기준일, also the date in the properties of the file. `edition`: '2025년판'. `date`: the date
    of the contract as printed, or its blank 【…】. `importance`: '중요', '비중요' or ''. `mark`: the word
    on cover and header. `sources`: blank name to its place in the deal sheet, for the list of blanks.
    `widths`: id of a table's header row (`Paragraph.id`) to the shares of its columns; a table that
    is not named gets widths by its contents. `notices`: sentences for the cover, such as a waiver of
    a required item. `stamp`: where the draft comes from, for programs. `case`: the id of its case, '' for none.
    """

    as_of: dt.date
    library_version: str
    edition: str
    parties: tuple[Party, ...] = ()
    date: str = ""
    importance: str = ""
    mark: str = "대외비"
    sources: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    stamp: Stamp | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A contract in one language with its cover. A draft is one version, or Korean and English side by side."""

    contract: Contract
    meta: DraftMeta

    @property
    def words(self) -> Words:
        """The words of the cover in the language of the contract."""
        return WORDS[self.contract.language]


def require_versions(versions: Sequence[Version]) -> None:
    """Raise ValueError unless `versions` is one version, or a Korean and an English one in this order."""
    languages = [version.contract.language for version in versions]
    if languages not in ([KOREAN], [ENGLISH], [KOREAN, ENGLISH]):
        raise ValueError(f"no draft of the languages {languages}")


def blank_sources(blanks: Iterable[Blank]) -> dict[str, str]:
    """Return `DraftMeta.sources` for the blanks of the library."""
    return {blank.name: blank.source for blank in blanks if blank.source}


def column_widths(clauses: Iterable[Clause]) -> dict[str, tuple[int, ...]]:
    """Return `DraftMeta.widths` for the tables of the library.

    The header row of the n-th table of a clause has the id `clause.table-n.0`
    (`pipeline.assemble.build`).
    """
    return {
        f"{clause.id}.table-{number}.0": table.widths
        for clause in clauses
        for number, table in enumerate(clause.tables, 1)
        if table.widths
    }
