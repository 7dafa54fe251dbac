"""The criteria of the importance assessment: `procedure/importance.yaml`, or a company's own file of the same form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.deal.schema import CRITICAL, DATA_KINDS, NON_CRITICAL
from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, View

OUTCOMES = (CRITICAL, NON_CRITICAL)


@dataclass(frozen=True, slots=True)
class Grade:
    """An answer to an item (상, 중, 하, 해당없음) and its weight in per cent of the item's points."""

    id: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class InformationKind:
    """A kind of information, in the words of the deal sheet; from `threshold` points on the business is critical."""

    id: str
    threshold: Decimal
    means: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `scale`: grade -> when it is given. `by_kind`: kind of information -> grade, {} if asked."""

    id: str
    title: str
    points: Decimal
    scale: Mapping[str, str]
    by_kind: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the criteria of the law with its items."""

    id: str
    title: str
    points: Decimal
    sources: tuple[Cited, ...]
    note: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A published case. `off_scale`: items whose score no grade yields; `at_odds`: scores that deny the kind."""

    id: str
    kind: str
    scores: Mapping[str, Decimal]
    total: Decimal
    outcome: str
    off_scale: tuple[str, ...]
    at_odds: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """The whole assessment. `kinds` from the most sensitive to the least."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    total: Decimal
    grades: tuple[Grade, ...]
    kinds: tuple[InformationKind, ...]
    criteria: tuple[Criterion, ...]
    cases: tuple[WorkedCase, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for criterion in self.criteria for item in criterion.items)

    def score(self, item: Item, grade: str) -> Decimal:
        """Return the points that `grade` yields for `item`; KeyError for another grade."""
        weights = {known.id: known.weight for known in self.grades}
        return item.points * weights[grade] / 100

    def kind(self, name: str) -> InformationKind:
        """Return a kind of information by its id; KeyError for another."""
        return {kind.id: kind for kind in self.kinds}[name]

    def outcome(self, kind: str, total: Decimal) -> str:
        """Return 중요 or 비중요 for a sum of points of a business with information of `kind` at most."""
        return CRITICAL if total >= self.kind(kind).threshold else NON_CRITICAL


def read(view: View, known: Collection[str]) -> Criteria:
    """Return the criteria in `view`; `known` are the ids of the sources. Sums and scales are checked."""
    found = Criteria(
        title=view.text("title"),
        sources=cited(view, known) if view.has("sources") else (),
        note=view.text("note", optional=True),
        total=view.number("total"),
        grades=tuple(_closed(v, Grade(v.text("id"), v.number("weight"))) for v in view.each("grades")),
        kinds=tuple(map(_kind, view.each("kinds"))),
        criteria=(),
        cases=(),
    )
    grades = tuple(grade.id for grade in found.grades)
    criteria = tuple(_criterion(item, known, grades) for item in view.each("criteria"))
    whole = _with(found, criteria, tuple(map(_case, view.each("cases", optional=True))))
    for path, what, right in _contradictions(whole):
        view.fault(BAD_VALUE, what, right, *path)
    _require_unique(view, whole)
    return whole


def _with(found: Criteria, criteria: tuple[Criterion, ...], cases: tuple[WorkedCase, ...]) -> Criteria:
    return Criteria(found.title, found.sources, found.note, found.total, found.grades, found.kinds, criteria, cases)


def _closed(view: View, found: Grade) -> Grade:
    view.close()
    return found


def _kind(view: View) -> InformationKind:
    found = InformationKind(view.choice("id", DATA_KINDS), view.number("threshold"), view.text("means", optional=True))
    view.close()
    return found


def _criterion(view: View, known: Collection[str], grades: tuple[str, ...]) -> Criterion:
    found = Criterion(
        id=view.id(),
        title=view.text("title"),
        points=view.number("points"),
        sources=cited(view, known) if view.has("sources") else (),
        note=view.text("note", optional=True),
        items=tuple(_item(item, grades) for item in view.each("items")),
    )
    view.close()
    return found


def _item(view: View, grades: tuple[str, ...]) -> Item:
    scale = view.below("scale")
    texts = {grade: scale.text(grade) for grade in grades}
    scale.close()
    by_kind = view.below("by_kind", optional=True)
    kinds = {kind: by_kind.choice(kind, grades) for kind in DATA_KINDS} if view.has("by_kind") else {}
    by_kind.close()
    note = view.text("note", optional=True)
    found = Item(view.id(), view.text("title"), view.number("points"), texts, kinds, note)
    view.close()
    return found


def _case(view: View) -> WorkedCase:
    scores = view.below("scores")
    found = WorkedCase(
        id=view.text("id"),
        kind=view.choice("kind", DATA_KINDS),
        scores={item: scores.number(item) for item in scores.names()},
        total=view.number("total"),
        outcome=view.choice("outcome", OUTCOMES),
        off_scale=view.texts("off_scale", optional=True),
        at_odds=view.texts("at_odds", optional=True),
        note=view.text("note", optional=True),
    )
    view.close()
    return found


# ------------------------------------------------------------------------ checks

_Said = tuple[tuple[str | int, ...], str, str]


def off_scale(criteria: Criteria, case: WorkedCase) -> tuple[str, ...]:
    """Return the items whose published score is no grade's share of the item's points."""
    return tuple(
        item.id
        for item in criteria.items
        if case.scores.get(item.id) not in [criteria.score(item, grade.id) for grade in criteria.grades]
    )


def at_odds(criteria: Criteria, case: WorkedCase) -> tuple[str, ...]:
    """Return the items that follow from the kind of information and whose published score says another kind."""
    return tuple(
        item.id
        for item in criteria.items
        if item.by_kind and case.scores.get(item.id) != criteria.score(item, item.by_kind[case.kind])
    )


def _contradictions(found: Criteria) -> Iterator[_Said]:
    yield from _sums(found)
    yield from _orders(found)
    if not any(_is_broken(found)):
        for index, case in enumerate(found.cases):
            yield from _case_faults(found, case, index)


def _sums(found: Criteria) -> Iterator[_Said]:
    for index, criterion in enumerate(found.criteria):
        given = sum((item.points for item in criterion.items), Decimal())
        if given != criterion.points:
            what = f"평가항목의 배점을 더하면 {shown(given)}점인데 {shown(criterion.points)}점이라고 적혔습니다"
            yield ("criteria", index, "points"), what, "평가기준의 배점을 평가항목의 합에 맞추십시오"
    given = sum((criterion.points for criterion in found.criteria), Decimal())
    if given != found.total:
        what = f"평가기준의 배점을 더하면 {shown(given)}점인데 {shown(found.total)}점이라고 적혔습니다"
        yield ("total",), what, "배점의 합을 만점에 맞추십시오"


def _orders(found: Criteria) -> Iterator[_Said]:
    weights = [grade.weight for grade in found.grades]
    if weights[:1] != [Decimal(100)] or weights[-1:] != [Decimal()] or any(a <= b for a, b in pairwise(weights)):
        right = "100에서 시작하여 0으로 끝나도록 큰 것부터 적으십시오"
        yield ("grades",), "가중치가 100에서 0까지 줄어드는 순서가 아닙니다", right
    if tuple(kind.id for kind in found.kinds) != DATA_KINDS:
        yield (
            ("kinds",),
            "처리정보의 종류가 거래명세서의 종류와 다릅니다",
            f"{', '.join(DATA_KINDS)}의 순서로 모두 적으십시오",
        )
    thresholds = [kind.threshold for kind in found.kinds]
    if any(a > b for a, b in pairwise(thresholds)):
        yield ("kinds",), "민감한 정보의 기준 점수가 덜 민감한 정보의 것보다 높습니다", "기준 점수를 확인하십시오"
    for index, threshold in enumerate(thresholds):
        if not 0 < threshold <= found.total:
            yield (
                ("kinds", index, "threshold"),
                "기준 점수가 0보다 크고 만점 이하인 수가 아닙니다",
                "기준 점수를 고치십시오",
            )


def _is_broken(found: Criteria) -> Iterator[bool]:
    """What the worked cases are computed with is unusable; that has been said already."""
    yield tuple(kind.id for kind in found.kinds) != DATA_KINDS
    for item in found.items:
        yield bool(item.by_kind) and not set(item.by_kind.values()) <= {grade.id for grade in found.grades}


def _case_faults(found: Criteria, case: WorkedCase, index: int) -> Iterator[_Said]:
    here = ("cases", index)
    if set(case.scores) != {item.id for item in found.items}:
        yield (*here, "scores"), "평가항목과 점수가 하나씩 짝을 이루지 않습니다", "모든 평가항목의 점수를 적으십시오"
        return
    total = sum(case.scores.values(), Decimal())
    if total != case.total:
        yield (*here, "total"), f"점수를 더하면 {shown(total)}점입니다", "합계를 고치십시오"
    if found.outcome(case.kind, total) != case.outcome:
        yield (*here, "outcome"), "합계와 기준 점수에서 나오는 결과와 다릅니다", "결과를 고치십시오"
    for key, computed, told in (
        ("off_scale", off_scale(found, case), case.off_scale),
        ("at_odds", at_odds(found, case), case.at_odds),
    ):
        if computed != told:
            yield (*here, key), f"계산하면 [{', '.join(computed)}]입니다", "계산한 대로 적으십시오"


def _require_unique(view: View, found: Criteria) -> None:
    for key, names in (("criteria", [c.id for c in found.criteria]), ("criteria", [item.id for item in found.items])):
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            view.fault(DUPLICATE_ID, f"식별자 '{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸십시오", key)


def shown(number: Decimal) -> str:
    """Return a number as it is written: '58.5', '40'."""
    return f"{number.normalize():f}"
