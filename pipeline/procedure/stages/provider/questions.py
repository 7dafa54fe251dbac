"""What is missing for the provider's assessment to be complete."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.deal.fields import NO
from pipeline.deal.schema import CRITICAL
from pipeline.procedure.days import written
from pipeline.procedure.stage import Question
from pipeline.procedure.stages.provider.answers import FULL, ON_PAPER, ON_SITE, OWN, PERIODIC
from pipeline.procedure.stages.provider.result import PLACE_OF_MODELS, Provider, ProviderInputs
from pipeline.procedure.stages.provider.select import relied
from pipeline.procedure.stages.provider.sheets import SelfCheck, Verification


def questions(inputs: ProviderInputs, found: Provider) -> Iterator[Question]:
    """Yield what is still to be answered, in the order of the section."""
    answers = inputs.answers
    relies = bool(relied(answers.held, inputs.as_of))
    if not found.models:
        yield Question(PLACE_OF_MODELS, "이용하는 서비스 모델(IaaS, PaaS, SaaS)", "deal")
    if not answers.way:
        yield Question("way", "안전성을 평가한 방법(자체평가, 대표평가, 기존평가)")
    if not answers.omit and (relies or found.importance != CRITICAL):
        yield Question("omit_alternative", "대체 항목의 평가를 생략하는가")
    yield from _certifications(inputs)
    if answers.way == OWN:
        yield from _own(inputs, found)
    elif answers.way:
        yield from _existing(inputs, found)
    yield from _sheets(inputs, found)
    yield from _findings(found)
    yield from _soundness(inputs)
    if not answers.assessed_on:
        yield Question("assessed_on", "평가를 마친 날")


def _certifications(inputs: ProviderInputs) -> Iterator[Question]:
    titles = {one.id: one.title for one in inputs.data.certifications}
    for number, held in enumerate(inputs.answers.held, 1):
        for key, ask, given in (
            ("until", "유효기간", held.until),
            ("facility", "물리적 시설이 범위에 드는가", held.facility),
            ("service", "서비스가 범위에 드는가", held.service),
            ("evidence", "확인한 서류", held.evidence),
        ):
            if not given:
                yield Question(f"certifications[{number}].{key}", f"{titles.get(held.id, held.id)}: {ask}")


def _own(inputs: ProviderInputs, found: Provider) -> Iterator[Question]:
    answers = inputs.answers
    if not answers.assessment:
        yield Question("assessment", "종합 평가인가, 정기 평가인가")
    if not answers.method:
        yield Question("method", "결과를 검증한 방법(현장, 서면)")
    if (found.importance, answers.assessment, answers.method) == (CRITICAL, FULL, ON_PAPER):
        yield Question("method", f"중요업무의 종합 평가는 {ON_SITE}점검으로 합니다. 현장점검을 마치고 고치십시오")
    if answers.assessment == PERIODIC and not answers.full_on:
        yield Question("full_on", "마지막 종합 평가를 마친 날")
    if not answers.self_check.name:
        yield Question("self_check", "제공자가 채운 자체점검표")
    elif _is_read(answers.self_check) and (
        missing := [
            line.item for line in found.lines if line.answered is None and line.item not in answers.self_check.wrong
        ]
    ):
        yield Question("self_check", f"제공자의 쓸 수 있는 답이 없는 항목 {len(missing)}개: {', '.join(missing)}")
    if not answers.verification.name:
        yield Question("verification", "회사가 채운 검증표")
    elif _is_read(answers.verification) and (
        missing := [
            line.item for line in found.lines if line.verdict is None and line.item not in answers.verification.wrong
        ]
    ):
        yield Question("verification", f"판정하지 않은 항목 {len(missing)}개: {', '.join(missing)}")


def _is_read(sheet: SelfCheck | Verification) -> bool:
    """Tell whether the items of the sheet can be asked for: a file that is not read is asked for as a whole."""
    return bool(sheet.items) or not sheet.problems


def _existing(inputs: ProviderInputs, found: Provider) -> Iterator[Question]:
    way, existing = inputs.answers.way, inputs.answers.existing
    asked = [("day", "결과를 공유받거나 평가를 마친 날", existing.day), ("scope", "범위가 같은가", existing.scope)]
    asked += [("resolved", "그 결과를 쓰기로 정보보호위원회가 의결한 날", existing.resolved)]
    if found.importance == CRITICAL:
        asked.append(("on_site", "현장점검 수준의 평가인가", existing.on_site))
    for key, ask, given in asked:
        if not given:
            yield Question(f"existing.{key}", f"{way} 결과: {ask}")
    if existing.scope == NO:
        yield Question("way", f"{way} 결과의 범위가 이용하려는 범위와 달라 쓸 수 없습니다. 자체평가로 하십시오")
    if existing.on_site == NO and found.importance == CRITICAL:
        yield Question("way", f"{way} 결과가 현장점검 수준이 아니어서 중요업무에 쓸 수 없습니다. 자체평가로 하십시오")
    until = found.days.shared_until or found.days.full
    if until and until < inputs.as_of:
        yield Question(
            "way", f"{way} 결과는 {written(until)}까지만 쓸 수 있습니다. 새 결과를 쓰거나 자체평가로 하십시오"
        )


def _sheets(inputs: ProviderInputs, found: Provider) -> Iterator[Question]:
    for key, sheet in (("self_check", inputs.answers.self_check), ("verification", inputs.answers.verification)):
        yield from (Question(key, problem) for problem in sheet.problems)
        if sheet.case and sheet.case != inputs.case:
            yield Question(key, f"{sheet.name}: 다른 사건({sheet.case[:40]})의 양식입니다. 이 사건의 양식을 쓰십시오")
    for line in found.lines:
        if line.verdict and not line.verdict.basis:
            yield Question("verification", f"{line.item} 판정({line.verdict.verdict})의 근거")


def _findings(found: Provider) -> Iterator[Question]:
    for line in found.findings:
        assert line.verdict
        asked = (
            ("미흡사항과 보완 방안", line.verdict.gap),
            ("담당자", line.verdict.owner),
            ("조치 기한", line.verdict.due),
        )
        for ask, given in asked:
            if not given:
                yield Question("verification", f"{line.item} 미결 사항의 {ask}")


def _soundness(inputs: ProviderInputs) -> Iterator[Question]:
    for item in inputs.data.soundness.items:
        told = inputs.answers.soundness[item.id]
        if not told.verdict:
            yield Question(f"soundness.{item.id}.verdict", f"건전성: {item.title}")
        elif not told.basis:
            yield Question(f"soundness.{item.id}.basis", f"건전성: {item.title}의 근거")
