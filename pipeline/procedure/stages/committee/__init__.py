"""Stage 5, 정보보호위원회: agenda, resolution and minutes from the results of the stages before."""

from pipeline.procedure.stages.committee.before import HasOpenPoints
from pipeline.procedure.stages.committee.judge import Decided
from pipeline.procedure.stages.committee.stage import STAGE

__all__ = ["STAGE", "Decided", "HasOpenPoints"]
