"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.library.procedure.continuity import FACT_PLACES, Continuity
from pipeline.procedure.stage import Stage
from pipeline.procedure.stages.continuity.answers import Answers, answers, starter
from pipeline.procedure.stages.continuity.judge import Prepared, judge
from pipeline.procedure.stages.continuity.papers import papers

STAGE: Stage[Continuity, Answers, Prepared] = Stage(
    id="continuity",
    number=4,
    title="업무 연속성 계획·안전성 확보조치",
    chapter="제5장",
    data="continuity",
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    after=("importance",),
    facts=(
        "service.description",
        "business.systems",
        "locations",
        "contacts",
        "contracting.reseller.name",
        "contracting.reseller.role",
        "subcontracting.subcontractors",
        "transition.steps",
        *FACT_PLACES,
    ),
)
