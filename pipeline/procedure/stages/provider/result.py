"""What the provider's assessment comes to: the types that its questions, reasons and documents share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.library.procedure.provider import ProviderCriteria
from pipeline.model import Outcome
from pipeline.procedure.stage import Inputs, Result
from pipeline.procedure.stages.provider.answers import Answers
from pipeline.procedure.stages.provider.select import Selected
from pipeline.procedure.stages.provider.sheets import Answered, Verdict

IMPORTANCE = "importance"
PLACE_OF_MODELS, PLACE_OF_KINDS = "service.models", "data"
ProviderInputs = Inputs[ProviderCriteria, Answers]


@dataclass(frozen=True, slots=True)
class Line:
    """An item that is assessed, with the provider's answer and the company's verdict as far as there are any."""

    item: str
    reason: str
    answered: Answered | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a filled sheet was read: its name, the outcome, what is to be put right in it."""

    name: str
    outcome: Outcome
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """When the next assessments are due, and until when a shared result holds; None where there is no such day."""

    full: dt.date | None = None
    periodic: dt.date | None = None
    shared_until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider(Result):
    """The result. `findings`: the lines that are not met and not closed, `closed`: those that were.

    `way`: how its safety was assessed, '' while that is not said. `weak`: ids of the questions of soundness that were answered with a weak verdict.
    """

    way: str = ""
    importance: str = ""
    models: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: tuple[Selected, ...] = ()
    findings: tuple[Line, ...] = ()
    closed: tuple[Line, ...] = ()
    readings: tuple[Reading, ...] = ()
    weak: tuple[str, ...] = ()
    days: Days = Days()
