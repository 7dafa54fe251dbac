from pipeline.report.info import ReportInfo
