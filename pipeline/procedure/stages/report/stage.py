"""The stage as the procedure knows it."""

from __future__ import annotations

from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.report_file import FACTS, STAGES
from pipeline.procedure.stage import HEAD_FACTS, Stage
from pipeline.procedure.stages.report.answers import Answers, answers, files, starter
from pipeline.procedure.stages.report.judge import judge
from pipeline.procedure.stages.report.papers import papers
from pipeline.procedure.stages.report.result import Report

STAGE: Stage[ReportData, Answers, Report] = Stage(
    id="report",
    number=7,
    title="보고",
    chapter="제8장",
    data="report",
    read=answers,
    judge=judge,
    papers=papers,
    starter=starter,
    facts=tuple(place for place in FACTS if place not in HEAD_FACTS),
    sees=STAGES,
    counts_blanks=True,
    files=files,
)
