"""What covers each numbered section of the guide: `procedure/coverage.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.library.view import BAD_VALUE, View


@dataclass(frozen=True, slots=True)
class Covered:
    """A section of the guide. `items`: its lettered parts; `editions`: () for all.

    One of `stage`, `command` (what implements it) and `why` (why it is not software) is given; `told` adds to it.
    """

    at: str
    title: str
    editions: tuple[str, ...]
    items: Mapping[str, str]
    stage: str
    command: str
    why: str
    told: str

    def is_in(self, edition: str) -> bool:
        """Tell whether an edition of the guide has the section."""
        return not self.editions or edition in self.editions


@dataclass(frozen=True, slots=True)
class Coverage:
    """All sections in the order of the guide."""

    title: str
    sections: tuple[Covered, ...]


def read(view: View, known: Collection[str]) -> Coverage:
    """Return the table in `view`."""
    return Coverage(view.text("title"), tuple(map(_section, view.each("sections"))))


def _section(view: View) -> Covered:
    items = view.below("items", optional=True)
    found = Covered(
        at=view.text("at"),
        title=view.text("title"),
        editions=view.texts("editions", optional=True),
        items={letter: items.text(letter) for letter in items.names()},
        stage=view.text("stage", optional=True),
        command=view.text("command", optional=True),
        why=view.text("why", optional=True),
        told=view.text("told", optional=True),
    )
    if sum(map(bool, (found.stage, found.command, found.why))) != 1:
        what = "stage, command, why 가운데 하나만 있어야 합니다"
        view.fault(BAD_VALUE, what, "다루는 것이나 소프트웨어가 아닌 이유를 하나만 적으십시오")
    view.close()
    return found
