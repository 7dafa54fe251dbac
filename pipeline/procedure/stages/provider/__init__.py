"""Stage 3, 제공자 평가: the items of 별표 2의2, self-check by the provider, verification, open findings, soundness."""

from pipeline.procedure.stages.provider.stage import STAGE

__all__ = ["STAGE"]
