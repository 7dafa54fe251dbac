"""What every format shows of a paper beside its sections: texts made visible, the rows of the cover, the blanks."""

from __future__ import annotations

from pipeline.procedure.paper import Blank, Origin, Paper, blanks
from pipeline.report.visible import visible

BLANKS_HEADING = "채울 곳"
BLANK_HEADS = ("어디에", "채울 내용", "몇 곳")
SIGNATURE_HEADS = ("구분", "직위·성명", "서명 또는 인", "날짜")


def shown(text: str) -> str:
    """Return `text` line by line with what no document can carry made visible."""
    return "\n".join(visible(line) for line in text.split("\n"))


def cover_rows(paper: Paper, origin: Origin) -> tuple[tuple[str, str], ...]:
    """Return the rows of the cover: those of the paper, what it was made from, how many places are to be filled."""
    open_places = sum(blank.times for blank in blanks(paper))
    told = f"{open_places}곳. 노란 바탕으로 표시하였으며 끝에 목록이 있습니다." if open_places else "없음"
    return (
        *paper.cover,
        ("사건", origin.case),
        ("기준", f"기준일 {origin.as_of}, {origin.edition}, 라이브러리 {origin.library}"),
        (BLANKS_HEADING, told),
    )


def blank_rows(paper: Paper) -> tuple[tuple[str, str, str], ...]:
    """Return a row for each kind of blank of each section."""
    return tuple(_row(blank) for blank in blanks(paper))


def _row(blank: Blank) -> tuple[str, str, str]:
    # Without the brackets: the list itself is no place to fill.
    return blank.section, blank.text.strip("【】") or "내용", str(blank.times)
