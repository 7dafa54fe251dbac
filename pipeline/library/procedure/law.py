"""The sources of the law and guides (`sources.yaml`) and how a line of the data cites them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.library.faults import Fault
from pipeline.library.view import BAD_VALUE, View, views
from pipeline.yaml_nodes import Plain

UNKNOWN_ID = "L05"


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One version of a source. `until` is its last day, None = in force."""

    edition: str
    notice: str
    in_force: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Law:
    """A source. `binding`: a law or notice; else a guide that binds nobody."""

    id: str
    name: str
    binding: bool
    versions: tuple[LawVersion, ...]

    def version(self, day: dt.date) -> LawVersion:
        """Return the version in force on `day`, or the nearest: the first before all, the last after all."""
        begun = [version for version in self.versions if version.in_force <= day]
        return (begun or self.versions[:1])[-1]


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source: '제14조의2제1항제1호', '부록1'."""

    source: str
    at: str


def laws(data: Plain, faults: list[Fault]) -> dict[str, Law]:
    """Return the sources by id. Their form is checked with the clause library; what is unusable here is a fault."""
    found = {}
    for view in views("sources.yaml", data, "sources", faults):
        law = Law(view.id(), view.text("name"), view.flag("binding", True), tuple(map(_version, view.each("versions"))))
        view.names()
        if not law.versions:
            view.fault(BAD_VALUE, "판이 하나도 없습니다", "versions에 시행일을 적으십시오", "versions")
        found[law.id] = law
    return found


def _version(view: View) -> LawVersion:
    return LawVersion(
        view.text("edition", optional=True),
        view.text("notice"),
        view.day("in_force"),
        view.date("until", optional=True),
    )


def cited(view: View, known: Collection[str], key: str = "sources") -> tuple[Cited, ...]:
    """Return the list `key` of {source, at}; a source that is not in sources.yaml is a fault."""
    found = []
    for item in view.each(key):
        cite = Cited(item.text("source"), item.text("at"))
        if cite.source and cite.source not in known:
            item.fault(
                UNKNOWN_ID, f"없는 근거입니다('{cite.source}')", f"{', '.join(known)} 가운데에서 고르십시오", "source"
            )
        item.close()
        found.append(cite)
    return tuple(found)
