"""What a survey of written documents finds: frozen types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.model import Edition, LegalBasis
from pipeline.stamp import Stamp


class Group(StrEnum):
    """How a document of ours stands, the most urgent first."""

    TOUCHED = "touched"
    COVERED = "covered"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Found:
    """A document of ours: its path below the folder, and its stamp."""

    path: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Unclear:
    """A file that could not be told: damaged, locked, too large, or of ours without a stamp. `reason`: in Korean."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """An element that is due now and was not when the document was made.

    `by_law`: the edition asks for it; False = the library does, for the same edition. `bases`: requirement id with
    the legal bases in force.
    """

    element: str
    by_law: bool
    bases: tuple[tuple[str, tuple[LegalBasis, ...]], ...]


@dataclass(frozen=True, slots=True)
class Law:
    """A legal basis of a due requirement that changed between the two days; None = none."""

    requirement: str
    before: LegalBasis | None
    after: LegalBasis | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What touches one document.

    `edition`: the one in force now, where it is another than that of the document. `laws`: other legal bases that
    changed. `added`, `dropped`: elements due now and no longer. `changed`, `gone`: parts whose wording the library has
    changed or no longer has. `judged`: elements whose definition changed, for documents that judge. `library`: the
    fingerprint differs. `covered_by`: addenda that mend it. `deal`: the deal sheet that it was made from, if found.
    """

    document: Found
    group: Group
    edition: Edition | None
    laws: tuple[Law, ...]
    added: tuple[Added, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    judged: tuple[str, ...]
    library: bool
    covered_by: tuple[str, ...] = ()
    deal: Path | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """All of a folder. `others`: how many files are not of ours; `links`: how many links were not followed."""

    folder: str
    day: dt.date
    edition: Edition
    verdicts: tuple[Verdict, ...]
    unclear: tuple[Unclear, ...]
    others: int
    links: int

    def of(self, group: Group) -> tuple[Verdict, ...]:
        """Return the verdicts of one group."""
        return tuple(verdict for verdict in self.verdicts if verdict.group == group)
