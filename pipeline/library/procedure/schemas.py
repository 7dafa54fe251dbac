"""Which schema reads which file of `clause_library/procedure/`: a line here for each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.library.procedure import committee, continuity, contract, importance, provider, report, scope, use
from pipeline.library.procedure.law import Law
from pipeline.library.view import View

Schema = Callable[[View, Mapping[str, Law]], Any]

SCHEMAS: Mapping[str, Schema] = {
    # 1 적용 범위
    "scope": scope.read,
    # 2 업무 중요도 평가
    "importance": importance.read,
    # 3 제공자 평가
    "provider": provider.read,
    # 4 업무 연속성 계획·안전성 확보조치
    "continuity": continuity.read,
    # 5 정보보호위원회
    "committee": committee.read,
    # 6 계약
    "contract": contract.read,
    # 7 보고
    "report": report.read,
    # 8 이용·종료
    "use": use.read,
}
