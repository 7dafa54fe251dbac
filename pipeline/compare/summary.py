"""The conclusion of a comparison in plain sentences."""

from __future__ import annotations

from pipeline.compare.labels import ARTICLES
from pipeline.compare.model import GAP, Comparison, Kind, is_back


def conclusion(found: Comparison) -> tuple[str, ...]:
    """Return three to eight sentences: what got worse, what is mended, what is left, what else changed."""
    said = [_worse(found), _gaps(found)]
    changed = _count(found, Kind.CHANGED)
    if changed:
        said.append(f"양쪽 모두 충족이지만 근거 문장이 바뀐 요소가 {changed}개 있습니다. 바뀐 문구를 확인하십시오.")
    said += [*_positions(found), _articles(found)]
    unread = [name for name, side in (("이전", found.old), ("이후", found.new)) if side.review.unread]
    if unread:
        said.append(f"{'·'.join(unread)} 문서에 읽지 못한 부분이 있어 그 부분은 견주지 못하였습니다.")
    if any(document.changes for document in found.new.review.documents):
        said.append("이후 문서에 확정되지 않은 변경이 남아 있어 모두 반영한 글로 견주었습니다.")
    doubtful = sum(change.doubtful for change in found.elements)
    if doubtful:
        said.append(f"판정이 확실하지 않은 요소 {doubtful}개는 원문을 보고 정하여야 합니다(‘확인 필요’로 표시).")
    return tuple(said)


def _count(found: Comparison, *kinds: Kind) -> int:
    return sum(change.kind in kinds for change in found.elements)


def _worse(found: Comparison) -> str:
    turned, opened = _count(found, Kind.TURNED), _count(found, Kind.OPENED)
    parts = [f"상충으로 바뀐 요소가 {turned}개" if turned else "", f"새로 빠진 요소가 {opened}개" if opened else ""]
    told = ", ".join(filter(None, parts))
    return f"이전 문서에 견주어 {told} 있습니다." if told else "이전 문서보다 나빠진 요소는 찾지 못하였습니다."


def _gaps(found: Comparison) -> str:
    closed, left = _count(found, Kind.CLOSED), _count(found, *GAP)
    mended = f"미비하던 요소 {closed}개가 보완되었고, " if closed else "새로 보완된 요소는 없으며, "
    return mended + (
        f"이후 문서에 미비한 요소가 {left}개 남아 있습니다."
        if left
        else "이후 문서에서 미비한 요소를 찾지 못하였습니다."
    )


def _positions(found: Comparison) -> list[str]:
    back = sum(is_back(change) for change in found.positions)
    if not found.positions:
        return []
    rest = len(found.positions) - back
    if back and rest:
        return [f"협상 입장이 물러선 문단이 {back}개, 그 밖에 바뀐 문단이 {rest}개 있습니다."]
    return [f"협상 입장이 {'물러선' if back else '바뀐'} 문단이 {len(found.positions)}개 있습니다."]


def _articles(found: Comparison) -> str:
    if not found.same_language:
        return "두 문서의 언어가 달라 문구와 조문은 서로 견주지 않고, 요소의 판정만 견주었습니다."
    kinds = [change.kind for change in found.articles]
    told = ", ".join(f"{label} {kinds.count(kind)}개" for kind, label in ARTICLES.items() if kind in kinds)
    if not told:
        return "조문은 모두 그대로입니다."
    others = sum(not change.elements and change.kind != "renumbered" for change in found.articles)
    rest = f" 이 가운데 {others}개는 요소의 근거와 관계없는 변경입니다." if others else ""
    return f"조문의 변경은 {told}이고, {found.unchanged_articles}개는 그대로입니다.{rest}"
