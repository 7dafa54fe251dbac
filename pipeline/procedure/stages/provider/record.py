"""The provider's assessment as plain data, for its JSON."""

from __future__ import annotations

from pipeline.particles import fit
from pipeline.procedure.stages.provider.result import Line, Provider, ProviderInputs
from pipeline.yaml_nodes import Plain


def record(inputs: ProviderInputs, result: Provider) -> dict[str, Plain]:
    """Return what other programs read; days as texts, '' for none."""
    return {
        "importance": result.importance,
        "models": list(result.models),
        "way": inputs.answers.way,
        "items": [_line(line) for line in result.lines],
        "left_out": [{"item": one.item, "reason": fit(one.reason)} for one in result.left_out],
        "findings": [line.item for line in result.findings],
        "sheets": [
            {"name": one.name, "outcome": one.outcome.value, "problems": list(one.problems)} for one in result.readings
        ],
        "soundness": [
            {"item": item.id, "verdict": told.verdict, "basis": told.basis}
            for item in inputs.data.soundness.items
            for told in (inputs.answers.soundness[item.id],)
        ],
        "next_full": str(result.days.full or ""),
        "next_periodic": str(result.days.periodic or ""),
        "shared_until": str(result.days.shared_until or ""),
    }


def _line(line: Line) -> dict[str, Plain]:
    answered, told = line.answered, line.verdict
    return {
        "item": line.item,
        "reason": line.reason,
        "answer": answered.answer if answered else "",
        "said": answered.said if answered else "",
        "verdict": told.verdict if told else "",
        "basis": told.basis if told else "",
        "gap": told.gap if told else "",
        "owner": told.owner if told else "",
        "due": str(told.due or "") if told else "",
        "closed": str(told.closed or "") if told else "",
    }
