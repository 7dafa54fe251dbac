"""The stages in order. A stage is a module here that ends with `STAGE`, and a line below."""

from __future__ import annotations

from typing import Any

from pipeline.procedure.stage import Stage
from pipeline.procedure.stages import committee, continuity, contract, importance, provider, report, scope, use

STAGES: tuple[Stage[Any, Any, Any], ...] = (
    # 1 적용 범위
    scope.STAGE,
    # 2 업무 중요도 평가
    importance.STAGE,
    # 3 제공자 평가
    provider.STAGE,
    # 4 업무 연속성 계획·안전성 확보조치
    continuity.STAGE,
    # 5 정보보호위원회
    committee.STAGE,
    # 6 계약
    contract.STAGE,
    # 7 보고
    report.STAGE,
    # 8 이용·종료
    use.STAGE,
)


def stage_of(name: str) -> Stage[Any, Any, Any]:
    """Return the stage with the id `name`; KeyError for another."""
    return {stage.id: stage for stage in STAGES}[name]
