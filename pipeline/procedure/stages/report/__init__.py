"""Stage 7, 보고: whether and until when the use is reported, the documents of the report, drafts, and its folder."""

from pipeline.procedure.stages.report.stage import STAGE

__all__ = ["STAGE"]
