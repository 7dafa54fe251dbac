"""Stage 2, 업무 중요도 평가: kinds of information, graded items, thresholds; the result goes into the deal sheet."""

from pipeline.procedure.stages.importance.stage import RESULT_FILE, STAGE

__all__ = ["RESULT_FILE", "STAGE"]
