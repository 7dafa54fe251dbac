"""The chapters of a report, in order: one plan for the formats that are read from top to bottom."""

from __future__ import annotations

from pipeline.report.view import ReportView

TITLES = {
    "summary": "검토 결과 요약",
    "contrary": "상충하는 조항",
    "gaps": "보완할 사항 전체",
    "doubts": "확인 필요",
    "requirements": "기재사항별 검토",
    "unread": "읽지 못한 부분과 주의할 점",
    "notes": "검토 방법과 한계",
    "sign_off": "확인",
}

GAPS_SHOWN, DOUBTS_SHOWN = 10, 4
"""How many entries of each list the summary has room for on its one page; a later chapter has them all."""

CONFIRMATION = "이 보고서의 내용을 계약서 원문과 대조하여 확인하였습니다."
SIGNERS = ("검토자", "준법감시인")
OPINION = "의견"


def chapters_of(view: ReportView) -> tuple[str, ...]:
    """Return the chapters that have something to say, in order."""
    empty = {
        "contrary": not view.contrary,
        "gaps": len(view.gaps) <= GAPS_SHOWN,
        "doubts": not view.uncertain,
        "unread": not view.unread and not view.warnings,
    }
    return tuple(name for name in TITLES if not empty.get(name))
