"""The chapters of a report, in order: one plan for the formats that are read from top to bottom."""

from __future__ import annotations

from pipeline.report.view import ReportView

TITLES = {
    "summary": "검토 결과 요약",
    "contrary": "상충하는 조항",
    "gaps": "보완할 사항 전체",
    "doubts": "확인 필요",
    "requirements": "기재사항별 검토",
    "markup": "미확정 변경과 메모",
    "unread": "읽지 못한 부분과 주의할 점",
    "notes": "검토 방법과 한계",
    "sign_off": "확인",
}

MARKUP_SHOWN = 200
"""How many changes and how many comments are listed in a report to be read; the workbook and JSON have them all."""
CHANGES_TOLD = (
    "상대방이나 작성자가 고친 뒤 아직 받아들이거나 거절하지 않은 변경입니다. 판정은 모두 받아들인 글을 기준으로 하였으므로, "
    "거절할 변경이 있으면 정리한 파일로 다시 검토하여야 합니다."
)
COMMENTS_TOLD = "메모는 계약의 내용이 아니므로 판정에 쓰지 않았습니다."
CHANGE_HEADS = ("종류", "위치", "글", "고친 사람", "때")
COMMENT_HEADS = ("위치", "메모를 단 글", "메모", "쓴 사람", "때")

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
        "markup": not view.changes and not view.comments,
        "unread": not view.unread and not view.warnings,
    }
    return tuple(name for name in TITLES if not empty.get(name))
