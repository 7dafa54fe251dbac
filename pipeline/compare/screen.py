"""What the terminal shows of a comparison: one screen, what got worse first."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.compare.model import Kind
from pipeline.compare.view import CompareView, ElementRow
from pipeline.report.visible import columns, fitted

_WIDTH = 80
_LABEL, _TITLE = 14, 30
_COUNTS = 4
_WORSE_SHOWN, _OTHERS_SHOWN = 8, 4


def screen(view: CompareView, where: str) -> str:
    """Return the summary, at most 24 lines of 80 columns; `where` names the documents and the conditions."""
    return "\n".join(fitted(text, _WIDTH) for text in (*where.split("\n"), *_lines(view)))


def _lines(view: CompareView) -> Iterator[str]:
    told = [f"{label} {number}" for label, number in view.counts]
    yield f"요구되는 요소 {sum(number for _, number in view.counts)}개: {', '.join(told[:_COUNTS])}"
    if told[_COUNTS:]:
        yield f"  {', '.join(told[_COUNTS:])}"
    yield from _listed("나빠진 요소", view.worse, _WORSE_SHOWN)
    if not view.worse:
        yield "이전 문서보다 나빠진 요소는 찾지 못하였습니다."
    yield from _listed("보완된 요소", view.of(Kind.CLOSED), _OTHERS_SHOWN)
    yield from _listed("근거 문장이 바뀐 요소", view.of(Kind.CHANGED), _OTHERS_SHOWN)
    if view.positions:
        back = sum(row.back for row in view.positions)
        yield f"협상 입장이 바뀐 문단 {len(view.positions)}개" + (f"(물러선 것 {back}개)" if back else "")
    labels = [row.label for row in view.articles]
    if labels or view.renumbered:
        counts = [f"{name} {labels.count(name)}" for name in dict.fromkeys(labels)]
        counts += [f"번호만 바뀜 {len(view.renumbered)}"] if view.renumbered else []
        yield f"조문: {', '.join(counts)}"
    if view.doubts:
        yield f"확인 필요 {len(view.doubts)}건"
    if view.unread or view.warnings:
        yield f"읽지 못한 부분과 주의할 점 {len(view.unread) + len(view.warnings)}건"
    yield "바뀐 문장은 보고서에 있습니다(보고서를 쓰려면 -o 비교.docx)."


def _listed(heading: str, rows: tuple[ElementRow, ...], most: int) -> Iterator[str]:
    if not rows:
        return
    yield f"{heading} {len(rows)}개"
    for row in rows[:most]:
        places = row.passages[0].places if row.passages else ""
        yield f"  {_padded(row.label, _LABEL)} {_padded(row.title, _TITLE)} {places}"
    if len(rows) > most:
        yield f"  그 밖에 {len(rows) - most}개"


def _padded(text: str, width: int) -> str:
    text = fitted(text, width)
    return text + " " * (width - columns(text))
