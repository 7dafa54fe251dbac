"""What the provider's assessment says beside its items: reasons, days and notes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from pipeline.deal.fields import YES
from pipeline.deal.schema import CRITICAL, PERSONAL_KINDS
from pipeline.library.procedure.provider import NOT_APPLICABLE, counted
from pipeline.particles import fit
from pipeline.procedure.days import written
from pipeline.procedure.stage import Due, Reason
from pipeline.procedure.stages.provider.result import PLACE_OF_KINDS, Provider, ProviderInputs
from pipeline.procedure.stages.provider.select import relied


def reasons(inputs: ProviderInputs, found: Provider) -> Iterator[Reason]:
    """Yield why these items are assessed and the others are not, and until when a shared result holds."""
    source = inputs.cite(*inputs.data.sources)
    if not found.lines:
        return
    models = ", ".join(found.models)
    chosen = {line.item for line in found.lines}
    kinds = counted([item for item in inputs.data.items if item.id in chosen])
    told = ", ".join(f"{kind} {number}개" for kind, number in kinds.items() if number)
    yield Reason(
        f"{found.importance}업무이고 {models}를 이용하므로 {len(found.lines)}개 항목({told})을 평가합니다.", source
    )
    for (reason, omitted), number in Counter((one.reason, one.omitted) for one in found.left_out).items():
        rests_on = inputs.data.certification_sources if omitted else inputs.data.sources
        yield Reason(f"{number}개 항목을 평가하지 않습니다. {fit(reason)}", inputs.cite(*rests_on))
    if found.days.shared_until:
        source = inputs.cite(*inputs.data.schedule.shared_sources)
        yield Reason(f"대표평가 결과는 {written(found.days.shared_until)}까지 유효합니다.", source)
    if inputs.answers.skip_periodic and found.importance != CRITICAL:
        source = inputs.cite(*inputs.data.schedule.sources)
        yield Reason(f"비중요업무이므로 정기 평가를 생략합니다. 이유: {inputs.answers.skip_periodic}", source)


def dues(inputs: ProviderInputs, found: Provider) -> Iterator[Due]:
    """Yield the days of open findings, next assessments, a shared result and the certifications that are relied on."""
    schedule = inputs.data.schedule
    for line in found.findings:
        if line.verdict and line.verdict.due:
            owner = line.verdict.owner or "담당자를 정할 것"
            yield _due(
                inputs, line.verdict.due, f"{line.item} 미흡사항의 조치({owner})", inputs.cite(*inputs.data.sources)
            )
    for day, what in ((found.days.full, "다음 종합 평가"), (found.days.periodic, "다음 정기 평가")):
        if day:
            yield _due(inputs, day, what, inputs.cite(*schedule.sources))
    if found.days.shared_until:
        what = "대표평가 결과의 유효기간이 끝남(다음 대표평가 결과나 자체평가로 갱신)"
        yield _due(inputs, found.days.shared_until, what, inputs.cite(*schedule.shared_sources))
    titles = {one.id: one.title for one in inputs.data.certifications}
    if inputs.answers.omit == YES and found.importance == CRITICAL:
        for held in relied(inputs.answers.held, inputs.as_of):
            assert held.until
            what = f"{titles[held.id]}의 유효기간이 끝남(갱신되지 않으면 대체 항목을 평가)"
            yield _due(inputs, held.until, what, inputs.cite(*inputs.data.certification_sources))


def _due(inputs: ProviderInputs, day: dt.date, what: str, source: str) -> Due:
    return Due(day, f"{what}, 기준일에 이미 지남" if day < inputs.as_of else what, source)


def notes(inputs: ProviderInputs, found: Provider) -> Iterator[str]:
    """Yield what someone should look at although it holds nothing up."""
    answers, titles = inputs.answers, {one.id: one.title for one in inputs.data.certifications}
    used = relied(answers.held, inputs.as_of)
    for held in answers.held:
        if held not in used and held.id in titles:
            yield (
                f"{titles[held.id]}: 기준일에 유효하고 시설과 서비스가 범위에 드는 것이 서류로 확인되지 않아 "
                "생략의 근거로 보지 않았습니다."
            )
    if answers.omit == YES and found.importance == CRITICAL and not used:
        yield "중요업무이고 근거가 되는 인증이 없으므로 대체 항목을 생략하지 않았습니다."
    kinds = {entry.kind for entry in inputs.facts[PLACE_OF_KINDS] or ()}
    personal = {item.id for item in inputs.data.items if item.personal}
    if kinds & set(PERSONAL_KINDS):
        for line in found.lines:
            if line.item in personal and line.verdict and line.verdict.verdict == NOT_APPLICABLE:
                yield (
                    f"{line.item}: 고유식별정보나 개인신용정보를 처리하는데 해당없음으로 판정하였습니다. "
                    "국내 설치와 무선통신망의 예외에 드는지 확인하십시오."
                )
