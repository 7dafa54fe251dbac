"""Stage 4, 업무 연속성 계획·안전성 확보조치: the items of 별표 2의3 and 2의4 by importance, and the exit strategy."""

from pipeline.procedure.stages.continuity.judge import Prepared
from pipeline.procedure.stages.continuity.stage import STAGE

__all__ = ["STAGE", "Prepared"]
