"""What the stage of the report found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.library.procedure.report import ReportData
from pipeline.procedure.stage import Inputs, Result
from pipeline.procedure.stages.report.answers import Answers, Event
from pipeline.procedure.stages.report.timing import Obligation

PRESENT, MISSING, STALE = "있음", "없음", "낡음"


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the report. `state`: PRESENT, MISSING or STALE; `files`: those of the company, in the case folder.

    `group` and `document` are ids; `filed` is the document whose files and drafts are used (`Required.same_as`). The
    letter is of no group.
    """

    group: str
    document: str
    filed: str
    state: str
    why: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Result):
    """The result. `obligations`: one for each event whose day is known; `held`: the documents.

    `started_on`: the day on which the provider begins. `letter`: with which they are sent, None where nothing is reported.
    """

    obligations: tuple[Obligation, ...] = ()
    held: tuple[Held, ...] = ()
    letter: Held | None = None
    started_on: dt.date | None = None

    @property
    def lacking(self) -> tuple[Held, ...]:
        """What is missing or stale, the letter first."""
        every = (self.letter, *self.held) if self.letter else self.held
        return tuple(found for found in every if found.state != PRESENT)


def events_of(inputs: Inputs[ReportData, Answers]) -> tuple[Event, ...]:
    """Return the events of the answers that name a cause."""
    return tuple(event for event in inputs.answers.events if event.cause)


def day_of(inputs: Inputs[ReportData, Answers], event: Event) -> dt.date | None:
    """Return the day of an event; that of a new contract stands in the deal sheet."""
    place = inputs.data.cause(event.cause).day
    found = event.day or (inputs.facts[place] if place else None)
    return found if isinstance(found, dt.date) else None
