"""What each decision comes to with the answers, and which questions are still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.library.procedure.decisions import HELD, Ask
from pipeline.library.procedure.scope import Applicability, Decision, Ground, Opinion
from pipeline.procedure.stage import Inputs, Question, Reason, Result
from pipeline.procedure.stages.scope.answers import Answers

ScopeInputs = Inputs[Applicability, Answers]


@dataclass(frozen=True, slots=True)
class Finding:
    """A decision with the row that fits; `row` None and `conclusion` '' while the answers do not decide it."""

    decision: str
    row: int | None
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Result):
    """The result. `values`: question -> answer, '' for one that is not asked or open, and decision -> conclusion.

    `applies`: the conclusion of the decision that is the outcome; HELD where the sources leave it open.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    applies: str = ""


def judge(inputs: ScopeInputs) -> Scope:
    """Return the conclusions that the answers so far allow, and the questions that are open."""
    values: dict[str, str] = {}
    questions = []
    for ask in inputs.data.questions:
        values[ask.id] = answer_to(inputs, ask) if ask.is_asked(values) else ""
        if ask.is_asked(values) and not values[ask.id]:
            place = (
                Question(ask.fact, ask.title, "deal") if ask.fact else Question(f"answers.{ask.id}.answer", ask.title)
            )
            questions.append(place)
    findings = tuple(_findings(inputs, values))
    decided = {finding.decision: finding.conclusion for finding in findings}
    applies = decided[inputs.data.outcome]
    return Scope(
        outcome="" if questions else f"제14조의2 {applies}" if applies != HELD else HELD,
        questions=tuple(questions),
        reasons=tuple(_reasons(inputs, findings)),
        notes=tuple(dict.fromkeys(ground.then for _, _, ground in decisions(inputs, findings) if ground.then)),
        values=values,
        findings=findings,
        applies=applies,
    )


def answer_to(inputs: ScopeInputs, ask: Ask) -> str:
    """Return the answer to a question from the deal sheet or the case, '' while there is none."""
    if not ask.fact:
        return inputs.answers.given[ask.id].choice
    words = set(_words(inputs.facts[ask.fact]))
    return next((choice.id for choice in ask.choices if words & set(choice.facts)), "")


def _words(fact: Any) -> Iterator[str]:
    """Yield the words of a fact: a text, or the kinds of its records."""
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, tuple):
        for entry in fact:
            yield from _words(getattr(entry, "kind", entry))


def _findings(inputs: ScopeInputs, values: dict[str, str]) -> Iterator[Finding]:
    """Yield each decision in order; its conclusion goes into `values` for those after it."""
    for decision in inputs.data.decisions:
        table = decision.table
        row = table.hit(values, inputs.as_of)
        values[table.id] = "" if row is None else table.rows[row].conclusion
        yield Finding(table.id, row, values[table.id])


def decisions(inputs: ScopeInputs, findings: tuple[Finding, ...]) -> Iterator[tuple[Decision, Finding, Ground]]:
    """Yield what is decided with its grounds, in order."""
    for decision, finding in zip(inputs.data.decisions, findings, strict=True):
        if finding.row is not None:
            yield decision, finding, decision.grounds[finding.row]


def opinions(inputs: ScopeInputs, ground: Ground) -> tuple[Opinion, ...]:
    """Return the opinions on which a row rests, as far as they were given by the as-of date."""
    named = (inputs.data.opinions[name] for name in ground.opinions)
    return tuple(opinion for opinion in named if opinion.date <= inputs.as_of)


def named(opinion: Opinion) -> str:
    """Return an opinion as it is cited: '비조치의견서(190011, 2019. 5. 27.)'."""
    day = opinion.date
    return f"{opinion.kind}({opinion.id}, {day.year}. {day.month}. {day.day}.)"


def source(inputs: ScopeInputs, ground: Ground) -> str:
    """Return the law, the chapters and the opinions on which a row rests."""
    return "; ".join((inputs.cite(*ground.sources), *map(named, opinions(inputs, ground))))


def _reasons(inputs: ScopeInputs, findings: tuple[Finding, ...]) -> Iterator[Reason]:
    for decision, finding, ground in decisions(inputs, findings):
        yield Reason(f"{decision.title} {finding.conclusion}. {ground.reason}", source(inputs, ground))
