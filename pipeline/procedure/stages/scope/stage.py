"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.library.procedure.scope import Applicability
from pipeline.procedure.stage import Stage
from pipeline.procedure.stages.scope.answers import Answers, answers, starter
from pipeline.procedure.stages.scope.judge import Scope, judge
from pipeline.procedure.stages.scope.letter import FACTS
from pipeline.procedure.stages.scope.papers import papers

STAGE: Stage[Applicability, Answers, Scope] = Stage(
    id="scope",
    number=1,
    title="적용 범위",
    chapter="제1장 5, 별첨",
    data="scope",
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    facts=FACTS,
)
