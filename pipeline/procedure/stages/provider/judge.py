"""The result of the provider's assessment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.deal.fields import YES
from pipeline.deal.schema import CRITICAL
from pipeline.procedure.days import written
from pipeline.procedure.stages.importance.judge import Importance
from pipeline.procedure.stages.provider.answers import FULL, OWN, PERIODIC, SHARED
from pipeline.procedure.stages.provider.questions import questions
from pipeline.procedure.stages.provider.result import (
    IMPORTANCE,
    PLACE_OF_MODELS,
    Days,
    Line,
    Provider,
    ProviderInputs,
    Reading,
)
from pipeline.procedure.stages.provider.schedule import next_full, next_periodic, shared_until
from pipeline.procedure.stages.provider.select import relied, selected
from pipeline.procedure.stages.provider.told import dues, notes, reasons


def judge(inputs: ProviderInputs) -> Provider:
    """Return what the answers and the filled sheets come to."""
    answers, data = inputs.answers, inputs.data
    importance = _importance(inputs)
    models = tuple(inputs.facts[PLACE_OF_MODELS] or ())
    held = relied(answers.held, inputs.as_of)
    every = selected(data, importance, models, answers.omit == YES, held) if models else ()
    lines = tuple(
        Line(one.item, one.reason, answers.self_check.items.get(one.item), answers.verification.items.get(one.item))
        for one in every
        if not one.left_out
    )
    open_verdicts = {choice.id for choice in data.verdicts if choice.flag}
    lacking = tuple(line for line in lines if line.verdict and line.verdict.verdict in open_verdicts)
    found = Provider(
        way=answers.way,
        importance=importance,
        models=models,
        lines=lines,
        left_out=tuple(one for one in every if one.left_out),
        findings=tuple(line for line in lacking if line.verdict and not line.verdict.closed),
        closed=tuple(line for line in lacking if line.verdict and line.verdict.closed),
        readings=tuple(
            Reading(sheet.name, sheet.outcome, sheet.problems)
            for sheet in (answers.self_check, answers.verification)
            if sheet.name
        ),
        weak=tuple(name for name, told in answers.soundness.items() if told.verdict in data.soundness.weak),
        days=_days(inputs, importance),
    )
    asked = tuple(questions(inputs, found))
    return replace(
        found,
        outcome="" if asked else _told(inputs, found),
        questions=asked,
        reasons=tuple(reasons(inputs, found)),
        dues=tuple(dues(inputs, found)),
        notes=tuple(notes(inputs, found)),
    )


def _importance(inputs: ProviderInputs) -> str:
    found = inputs.result(IMPORTANCE, Importance)
    return found.final if found else ""


def _days(inputs: ProviderInputs, importance: str) -> Days:
    """Return the three days of the schedule."""
    answers, schedule = inputs.answers, inputs.data.schedule
    if answers.way == SHARED:
        day, following = answers.existing.day, answers.existing.following
        return Days(shared_until=shared_until(day, following, schedule) if day else None)
    if answers.way == OWN:
        full = answers.assessed_on if answers.assessment == FULL else answers.full_on
    else:
        full = answers.existing.day
    if full is None:
        return Days()
    now = (answers.assessed_on,) if answers.assessment == PERIODIC and answers.assessed_on else ()
    skipped = importance != CRITICAL and bool(answers.skip_periodic)
    periodic = None if skipped else next_periodic(full, (*answers.periodic_on, *now), schedule)
    return Days(next_full(full, schedule), periodic)


def _told(inputs: ProviderInputs, found: Provider) -> str:
    if inputs.answers.way != OWN:
        until = f"({written(found.days.shared_until)}까지)" if found.days.shared_until else ""
        told = f"{inputs.answers.way} 결과 활용{until}"
    else:
        counts = Counter(line.verdict.verdict for line in found.lines if line.verdict)
        each = ", ".join(f"{choice.id} {counts[choice.id]}" for choice in inputs.data.verdicts if counts[choice.id])
        told = f"{len(found.lines)}개 항목: {each}"
    return f"{told}; 미결 {len(found.findings)}건"
