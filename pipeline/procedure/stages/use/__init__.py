"""Stage 8, 이용·종료: the risk register with concentration, periodic reviews, changes of the provider, the exit."""

from pipeline.procedure.stages.use.stage import STAGE

__all__ = ["STAGE"]
