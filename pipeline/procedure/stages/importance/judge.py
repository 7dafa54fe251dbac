"""The three steps of the importance assessment: kind of information, sum of points, outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.library.procedure.importance import Criteria, Item, shown
from pipeline.procedure.stage import Inputs, Question, Reason, Result
from pipeline.procedure.stages.importance.answers import Answers, Decision

PLACE_OF_KINDS = "data"
"""Where the deal sheet names the kinds of information."""


@dataclass(frozen=True, slots=True)
class Scored:
    """An item with its grade and points; '' and None while it is open. `basis`: what the grade rests on, or ''."""

    item: str
    grade: str
    points: Decimal | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance(Result):
    """The result. `kind`: the most sensitive kind of information, '' while unknown; `computed`: 중요, 비중요 or ''.

    `total` is the sum of what is graded so far, `threshold` the points from which the business is critical.
    `final`: the outcome that holds: the computed one, or a person's with reason and approver.
    """

    kind: str = ""
    scored: tuple[Scored, ...] = ()
    total: Decimal = Decimal()
    threshold: Decimal | None = None
    computed: str = ""
    final: str = ""


def judge(inputs: Inputs[Criteria, Answers]) -> Importance:
    """Return the importance of the business, or what is still to be answered."""
    answers, criteria = inputs.answers, inputs.answers.criteria
    kind = most_sensitive(criteria, inputs.facts[PLACE_OF_KINDS] or ())
    scored = tuple(_scored(criteria, item, answers, kind) for item in criteria.items)
    total = sum((found.points for found in scored if found.points is not None), Decimal())
    open_items = tuple(_open(criteria, kind, scored))
    threshold = criteria.kind(kind).threshold if kind else None
    computed = "" if open_items else criteria.outcome(kind, total)
    final, undecided = _final(computed, answers.decision)
    questions = (*open_items, *undecided)
    return Importance(
        outcome="" if questions else _told(final, computed, total, threshold),
        questions=questions,
        reasons=tuple(_reasons(inputs, kind, total, threshold, computed)),
        kind=kind,
        scored=scored,
        total=total,
        threshold=threshold,
        computed=computed,
        final="" if questions else final,
    )


def most_sensitive(criteria: Criteria, data: tuple[Any, ...]) -> str:
    """Return the first kind, in the order of the criteria, that the deal sheet's data hold; '' for none."""
    given = {entry.kind for entry in data}
    return next((kind.id for kind in criteria.kinds if kind.id in given), "")


def _scored(criteria: Criteria, item: Item, answers: Answers, kind: str) -> Scored:
    if item.by_kind:
        grade, basis = item.by_kind.get(kind, ""), f"거래명세서의 처리정보: {kind}" if kind else ""
    else:
        grade, basis = answers.items[item.id].grade, answers.items[item.id].basis
    return Scored(item.id, grade, criteria.score(item, grade) if grade else None, basis)


def _open(criteria: Criteria, kind: str, scored: tuple[Scored, ...]) -> Iterator[Question]:
    if not kind:
        yield Question(PLACE_OF_KINDS, "처리정보의 종류", "deal")
    titles: Mapping[str, str] = {item.id: item.title for item in criteria.items if not item.by_kind}
    for found in scored:
        if not found.grade and found.item in titles:
            yield Question(f"items.{found.item}.grade", titles[found.item])


def _final(computed: str, decision: Decision) -> tuple[str, tuple[Question, ...]]:
    """Return the outcome that holds, and what is missing for a person's outcome to hold."""
    if not computed or decision.outcome in ("", computed):
        return computed, ()
    missing = [
        Question(f"decision.{key}", f"계산한 결과({computed})와 다르게 정한 {ask}")
        for key, ask, given in (("reason", "이유", decision.reason), ("approver", "승인자", decision.approver))
        if not given
    ]
    return decision.outcome, tuple(missing)


def _told(final: str, computed: str, total: Decimal, threshold: Decimal | None) -> str:
    sign = "이상" if threshold is not None and total >= threshold else "미만"
    points = f"{shown(total)}점, 기준 {shown(threshold or Decimal())}점 {sign}"
    return f"{final}({points})" if final == computed else f"{final}(계산 결과는 {computed}: {points})"


def _reasons(
    inputs: Inputs[Criteria, Answers], kind: str, total: Decimal, threshold: Decimal | None, computed: str
) -> Iterator[Reason]:
    source = inputs.cite(*inputs.answers.criteria.sources)
    if kind and threshold is not None:
        yield Reason(f"처리정보 가운데 가장 민감한 것은 {kind}이므로 기준은 {shown(threshold)}점입니다.", source)
    if computed and threshold is not None:
        sign = "이상" if total >= threshold else "미만"
        yield Reason(
            f"점수의 합 {shown(total)}점이 기준 {shown(threshold)}점 {sign}이므로 {computed}업무입니다.", source
        )
    decision = inputs.answers.decision
    if computed and decision.outcome not in ("", computed):
        yield Reason(
            f"계산한 결과와 다르게 {decision.outcome}업무로 정하였습니다. 이유: {decision.reason or '【이유】'}"
        )
