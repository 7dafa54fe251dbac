"""The words of a comparison, and its fixed sentences."""

from __future__ import annotations

from pipeline.compare.model import Kind

TITLE = "클라우드 위수탁 계약 비교보고서"
ADDRESSEE = "계약 협상 담당자 귀하"
MARK = "대외비"

KINDS = {
    Kind.TURNED: "상충으로 바뀜",
    Kind.OPENED: "새로 빠짐",
    Kind.OPEN: "계속 미비",
    Kind.CLOSED: "보완됨",
    Kind.CHANGED: "문구 바뀜",
    Kind.FOREIGN: "언어 다름",
    Kind.MOVED: "위치만 바뀜",
    Kind.SAME: "변동 없음",
}

POSITIONS = {
    "preferred": "우선",
    "acceptable": "수용가능",
    "last": "최후",
    "": "제공자의 문구",
    "none": "조항 없음",
}

ARTICLES = {"added": "추가", "removed": "삭제", "changed": "변경", "renumbered": "번호만 바뀜"}

CHAPTERS = {
    "summary": "비교 결과 요약",
    "worse": "나빠진 요소",
    "closed": "보완된 요소",
    "changed": "근거 문장이 바뀐 요소",
    "foreign": "언어가 달라 문구를 견주지 않은 요소",
    "positions": "협상 입장의 이동",
    "open": "계속 미비한 요소",
    "moved": "위치만 바뀐 요소",
    "doubts": "확인 필요",
    "articles": "조문의 변경",
    "statuses": "기재사항의 상태",
    "unread": "읽지 못한 부분과 주의할 점",
    "notes": "비교 방법과 한계",
}
"""The chapters in order; one without content is left out."""

STILL_THERE = "이전 문서에서 근거로 본 문장이 이후 문서에도 그대로 있으나 판정이 달라졌습니다. 원문을 확인하십시오."
WAS_THERE = "이후 문서에서 근거로 본 문장이 이전 문서에도 그대로 있습니다. 원문을 확인하십시오."
NOWHERE = "두 문서 모두에서 이 요소를 정한 문장을 찾지 못하였습니다."
UNTOUCHED = "근거와 무관"

NOTES = (
    "두 문서를 같은 조건으로 각각 검토한 다음 요소마다 판정과 근거 문장을 견주었습니다. 판정의 방법과 한계는 검토보고서와 "
    "같습니다.",
    "근거 문장이 줄바꿈과 빈칸만 다르면 바뀌지 않은 것으로 봅니다. 한 문서에서 근거로 인용한 문장이 다른 문서에 글자 그대로 "
    "있으면, 인용되지 않았더라도 바뀐 것으로 보지 않습니다.",
    "취소선은 이전 문서에만 있는 말, 밑줄은 이후 문서에만 있는 말입니다. 바뀌지 않은 긴 부분은 …로 줄였습니다.",
    "협상 입장은 문장이 우리 조항의 어느 입장에 뚜렷하게 가까운지로 가립니다. 빈칸의 값(기간, 금액)이 다른 것은 가리지 않으며, "
    "뚜렷하지 않으면 ‘제공자의 문구’로 적습니다. ‘제공자의 문구’라고 하여 불리하다는 뜻은 아닙니다.",
    "‘근거와 무관’은 그 조문에 요소의 근거로 본 문장이 없다는 뜻이며, 변경이 중요하지 않다는 뜻이 아닙니다.",
)
