"""The stage as the procedure knows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.library.procedure.importance import Criteria
from pipeline.procedure.stage import Stage
from pipeline.procedure.stages.importance.answers import Answers, answers, files, starter
from pipeline.procedure.stages.importance.judge import PLACE_OF_KINDS, Importance, judge
from pipeline.procedure.stages.importance.papers import RESULT, papers


def _remarks(fact: Callable[[str], Any], result: Importance) -> tuple[str, ...]:
    """Say where the deal sheet does not take the importance from the result."""
    if fact("business.importance_assessment") == RESULT_FILE:
        return ()
    typed = fact("business.importance")
    told = f"거래명세서의 business.importance_assessment에 '{RESULT_FILE}'을 적고 business.importance는 비우십시오."
    if typed and result.final and typed != result.final:
        return (f"거래명세서의 중요도({typed})가 평가 결과({result.final})와 다릅니다. {told}",)
    return (f"거래명세서가 평가 결과를 가져오지 않습니다. {told}",)


STAGE: Stage[Criteria, Answers, Importance] = Stage(
    id="importance",
    number=2,
    title="업무 중요도 평가",
    chapter="제3장, 부록1",
    data="importance",
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    facts=(PLACE_OF_KINDS,),
    files=files,
    remarks=_remarks,
)

RESULT_FILE = f"{STAGE.folder}/{RESULT}.json"
"""Below the case folder: what the deal sheet names in business.importance_assessment."""
