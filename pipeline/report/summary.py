"""The conclusion of a report in plain sentences. It never says that a contract is lawful."""

from __future__ import annotations

from pipeline.model import Judgement, Status
from pipeline.report import labels
from pipeline.report.rows import ElementRow, RequirementRow

_OPEN = (Status.CONTRARY, Status.MISSING, Status.PARTIAL, Status.UNREAD)


def conclusion(
    requirements: tuple[RequirementRow, ...],
    gaps: tuple[ElementRow, ...],
    uncertain: int,
    *,
    incomplete: bool,
    changes: int = 0,
) -> tuple[str, ...]:
    """Return two to six sentences: what was found, what to do before signing, what is left open.

    `incomplete`: a part of the file was not read. `changes`: tracked changes that nobody has accepted or refused.
    """
    said = [_found(requirements), _to_do(gaps)]
    if waived := sum(bool(row.waived) for row in gaps):
        said.append(f"이 가운데 {waived}개는 거래명세서에 면제로 적혀 있으나, 면제는 빠진 내용을 채우지 않습니다.")
    if incomplete:
        said.append("문서에 읽지 못한 부분이 있으므로, 원문을 확인하거나 읽을 수 있는 파일로 다시 검토하여야 합니다.")
    if changes:
        said.append(
            f"확정되지 않은 변경이 {changes}건 남아 있어 모두 반영한 글로 판정하였습니다. 확정한 뒤 다시 검토하여야 합니다."
        )
    if uncertain:
        said.append(f"판정이 확실하지 않은 요소 {uncertain}개는 원문을 보고 정하여야 합니다(‘확인 필요’로 표시).")
    return tuple(said)


def _found(requirements: tuple[RequirementRow, ...]) -> str:
    count = {status: sum(row.status == status for row in requirements) for status in Status}
    due = len(requirements) - count[Status.NOT_DUE]
    if not due:
        return "이 조건에서 요구되는 기재사항이 없습니다."
    if count[Status.SATISFIED] == due:
        return f"요구되는 기재사항 {due}개를 모두 충족하는 것으로 판정하였습니다."
    rest = ", ".join(f"{labels.STATUSES[status]} {count[status]}개" for status in _OPEN if count[status])
    if not count[Status.SATISFIED]:
        return f"요구되는 기재사항 {due}개 가운데 충족하는 것이 없습니다({rest})."
    return f"요구되는 기재사항 {due}개 가운데 {count[Status.SATISFIED]}개를 충족하고, 나머지는 {rest}입니다."


def _to_do(gaps: tuple[ElementRow, ...]) -> str:
    first = [row for row in gaps if row.priority == 1]
    later = len(gaps) - len(first)
    if first:
        kinds = (
            ("상충하는 요소", sum(row.judgement == Judgement.CONTRARY for row in first)),
            ("누락된 법정 요소", sum(row.judgement == Judgement.ABSENT for row in first)),
            ("판독하지 못한 법정 요소", sum(row.judgement == Judgement.UNREAD for row in first)),
        )
        listed = ", ".join(f"{kind} {number}개" for kind, number in kinds if number)
        rest = f" 그 밖에 협의하거나 권고할 요소가 {later}개 있습니다." if later else ""
        return f"서명하기 전에 {listed}를 보완하여야 합니다.{rest}"
    if later:
        return f"서명 전에 반드시 보완할 사항은 찾지 못하였고, 협의하거나 권고할 요소가 {later}개 있습니다."
    return "보완을 요구할 사항을 찾지 못하였습니다."
