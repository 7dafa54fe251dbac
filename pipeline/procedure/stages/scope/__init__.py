"""Stage 1, 적용 범위: whether the procedure applies, decided by tables; what is left open goes to the authority."""

from pipeline.procedure.stages.scope.stage import STAGE

__all__ = ["STAGE"]
