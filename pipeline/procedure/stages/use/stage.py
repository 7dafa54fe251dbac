"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.library.procedure.use import Use
from pipeline.procedure.stage import Stage
from pipeline.procedure.stages.use.answers import REPORT, Answers, answers, files, starter
from pipeline.procedure.stages.use.judge import SEES, Used, judge
from pipeline.procedure.stages.use.leaving import FACTS
from pipeline.procedure.stages.use.papers import papers

STAGE: Stage[Use, Answers, Used] = Stage(
    id="use",
    number=8,
    title="이용·종료",
    chapter="제8장, 제9장, 부록2",
    data="use",
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    facts=FACTS,
    also=(REPORT,),
    sees=SEES,
    files=files,
)
