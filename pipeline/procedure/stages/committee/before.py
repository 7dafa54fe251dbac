"""What lies before the committee of the earlier stages: their results, and what those leave open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pipeline.library.procedure.committee import Committee, Matter
from pipeline.library.procedure.provider import ProviderCriteria
from pipeline.procedure.stage import Inputs, Result
from pipeline.procedure.stages.committee.answers import Answers
from pipeline.procedure.stages.provider.answers import OWN
from pipeline.procedure.stages.provider.result import Line, Provider

PROVIDER = "provider"
CommitteeInputs = Inputs[Committee, Answers]


@runtime_checkable
class HasOpenPoints(Protocol):
    """A result of an earlier stage that names, in Korean, what a decision has to know beside its outcome.

    A stage offers it by a field `open_points: tuple[str, ...]` of its result; each is a sentence or a line with what
    is open, who does it and until when.
    """

    @property
    def open_points(self) -> tuple[str, ...]:
        """What is open although the stage is answered."""


@dataclass(frozen=True, slots=True)
class Before:
    """A matter as it lies before the committee. `outcome`: '' while the stage is not complete.

    `open_points`: what the result leaves open; `unanswered`: the questions of the stage that nobody has answered.
    """

    stage: str
    title: str
    outcome: str
    reasons: tuple[str, ...]
    open_points: tuple[str, ...]
    unanswered: tuple[str, ...]


def before(inputs: CommitteeInputs, matter: Matter) -> Before:
    """Return a matter with the result of its stage as it is."""
    found = inputs.result(matter.stage, Result)
    if found is None:
        return Before(matter.stage, matter.title, "", (), (), ("이 단계를 시작하지 않았습니다.",))
    return Before(
        stage=matter.stage,
        title=matter.title,
        outcome=found.outcome,
        reasons=tuple(reason.text for reason in found.reasons),
        open_points=_open_points(inputs, found),
        unanswered=tuple(question.ask for question in found.questions),
    )


def has_findings(inputs: CommitteeInputs) -> bool | None:
    """Return whether the assessment of the provider leaves findings open; None while it is not complete."""
    found = inputs.result(PROVIDER, Provider)
    return None if found is None or found.questions else bool(found.findings)


def reuses(inputs: CommitteeInputs) -> bool | None:
    """Return whether an assessment that was made before or elsewhere is used; None while its way is not said."""
    found = inputs.result(PROVIDER, Provider)
    return None if found is None or not found.way else found.way != OWN


def _open_points(inputs: CommitteeInputs, found: Result) -> tuple[str, ...]:
    if isinstance(found, HasOpenPoints):
        return found.open_points
    if isinstance(found, Provider):
        return (*(_finding(inputs, line) for line in found.findings), *_weak(inputs, found), *found.notes)
    return found.notes


def _finding(inputs: CommitteeInputs, line: Line) -> str:
    criteria: ProviderCriteria = inputs.procedure.data[PROVIDER]
    asks = {item.id: item.asks for item in criteria.items}
    verdict = line.verdict
    told = (verdict.gap if verdict else "") or "미흡사항과 보완 방안 미정"
    owner = (verdict.owner if verdict else "") or "담당 미정"
    due = f"{verdict.due.year}. {verdict.due.month}. {verdict.due.day}.까지" if verdict and verdict.due else "기한 미정"
    return f"{line.item} {asks[line.item]}: {told} ({owner}, {due})"


def _weak(inputs: CommitteeInputs, found: Provider) -> tuple[str, ...]:
    criteria: ProviderCriteria = inputs.procedure.data[PROVIDER]
    return tuple(f"건전성 미흡: {item.title}" for item in criteria.soundness.items if item.id in found.weak)
