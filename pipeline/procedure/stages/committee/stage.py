"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.library.procedure.committee import Committee
from pipeline.procedure.stage import Stage
from pipeline.procedure.stages.committee.answers import Answers, answers, starter
from pipeline.procedure.stages.committee.before import PROVIDER
from pipeline.procedure.stages.committee.judge import Decided, judge
from pipeline.procedure.stages.committee.papers import papers

STAGE: Stage[Committee, Answers, Decided] = Stage(
    id="committee",
    number=5,
    title="정보보호위원회",
    chapter="제6장",
    data="committee",
    also=(PROVIDER,),
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    sees=("importance", PROVIDER, "continuity"),
    facts=(
        "business.description",
        "service.description",
        "service.models",
        "data",
        "locations",
        "contracting.form",
    ),
)
