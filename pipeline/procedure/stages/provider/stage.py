"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.library.procedure.provider import ProviderCriteria
from pipeline.procedure.stage import Stage
from pipeline.procedure.stages.provider.answers import Answers, answers, files, starter
from pipeline.procedure.stages.provider.judge import judge
from pipeline.procedure.stages.provider.papers import papers
from pipeline.procedure.stages.provider.result import IMPORTANCE, PLACE_OF_KINDS, PLACE_OF_MODELS, Provider

STAGE: Stage[ProviderCriteria, Answers, Provider] = Stage(
    id="provider",
    number=3,
    title="제공자 평가",
    chapter="제4장",
    data="provider",
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    facts=(PLACE_OF_MODELS, PLACE_OF_KINDS),
    after=(IMPORTANCE,),
    files=files,
)
