"""What the committee deliberates and how its decision is reported: `procedure/committee.yaml` (guide chapter 6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import View


@dataclass(frozen=True, slots=True)
class Member:
    """A seat: its role and who holds it, in the words of the law."""

    role: str
    who: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What is deliberated of an earlier stage: papers to attach, and what the members should look at.

    exit_papers: those of a case with an exit strategy.
    """

    stage: str
    title: str
    sources: tuple[Cited, ...]
    papers: tuple[str, ...]
    exit_papers: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Special:
    """What is deliberated in some cases only (`when`).

    The assessment of the provider tells, not an answer: `by_findings`, by what it leaves open; `by_way`, by its way.
    """

    id: str
    title: str
    when: str
    sources: tuple[Cited, ...]
    text: str
    by_findings: bool
    by_way: bool

    @property
    def asked(self) -> bool:
        """Whether a person answers."""
        return not self.by_findings and not self.by_way


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind of decision: whether the service may be used, whether it names conditions, whether it ends the matter."""

    id: str
    approves: bool
    conditions: bool
    final: bool


@dataclass(frozen=True, slots=True)
class Reports:
    """To whom the decision is reported; the board in `board_editions` alone."""

    sources: tuple[Cited, ...]
    ceo: str
    board: str
    board_editions: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Committee:
    """The whole file."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    members: tuple[Member, ...]
    matters: tuple[Matter, ...]
    special: tuple[Special, ...]
    decisions: tuple[Decision, ...]
    reports: Reports


def read(view: View, known: Collection[str]) -> Committee:
    """Return the data in `view`; `known` are the ids of the sources."""
    return Committee(
        title=view.text("title"),
        sources=cited(view, known),
        note=view.text("note", optional=True),
        members=tuple(map(_member, view.each("members"))),
        matters=tuple(_matter(item, known) for item in view.each("matters")),
        special=tuple(_special(item, known) for item in view.each("special")),
        decisions=tuple(map(_decision, view.each("decisions"))),
        reports=_reports(view.below("reports"), known),
    )


def _member(view: View) -> Member:
    found = Member(view.text("role"), view.text("who"))
    view.close()
    return found


def _matter(view: View, known: Collection[str]) -> Matter:
    found = Matter(
        view.id("stage"),
        view.text("title"),
        cited(view, known),
        view.texts("papers"),
        view.texts("exit_papers", optional=True),
        view.texts("asks", optional=True),
    )
    view.close()
    return found


def _special(view: View, known: Collection[str]) -> Special:
    found = Special(
        view.id(),
        view.text("title"),
        view.text("when"),
        cited(view, known),
        view.text("text"),
        view.flag("by_findings", False),
        view.flag("by_way", False),
    )
    view.close()
    return found


def _decision(view: View) -> Decision:
    found = Decision(
        view.text("id"), view.flag("approves", False), view.flag("conditions", False), view.flag("final", True)
    )
    view.close()
    return found


def _reports(view: View, known: Collection[str]) -> Reports:
    found = Reports(
        cited(view, known),
        view.text("ceo"),
        view.text("board"),
        view.texts("board_editions"),
        view.text("note", optional=True),
    )
    view.close()
    return found
