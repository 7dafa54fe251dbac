"""Use and its end: `procedure/use.yaml`, risks, periodic reviews, security reviews of changes, steps of the exit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, View

CHANGE, END = "전환", "종료"
KINDS = (CHANGE, END)


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of the register; `basis`: what the guide advises."""

    id: str
    title: str
    basis: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A periodic review. `months`: the period of the law, 0 where the company sets it.

    `asked_if`: question or decision of the stage of applicability -> values with which the review is due. `with_exit`:
    only where there is an exit strategy.
    """

    id: str
    title: str
    months: int
    asked_if: Mapping[str, tuple[str, ...]]
    sources: tuple[Cited, ...]
    with_exit: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the exit; `only`: 전환 or 종료, '' for both."""

    id: str
    title: str
    only: str


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that belong together."""

    id: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """The destruction certificate: what is stated and which copies it covers."""

    statement: str
    scope: tuple[str, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """All of it. `review_causes`: ids of the causes (report.yaml) after which the security risk is reviewed."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    risks: tuple[Risk, ...]
    reviews: tuple[Review, ...]
    review_causes: tuple[str, ...]
    review_sources: tuple[Cited, ...]
    concentration_note: str
    concentration_sources: tuple[Cited, ...]
    groups: tuple[Group, ...]
    exit_sources: tuple[Cited, ...]
    certificate: Certificate

    def steps(self, kind: str) -> Iterator[tuple[Group, Step]]:
        """Yield the steps of an exit of `kind`, or all steps for ''."""
        for group in self.groups:
            for step in group.steps:
                if not kind or step.only in ("", kind):
                    yield group, step


def read(view: View, known: Collection[str]) -> Use:
    """Return the data in `view`; `known` are the ids of the sources."""
    security, concentration, exit_ = view.below("security_review"), view.below("concentration"), view.below("exit")
    found = Use(
        title=view.text("title"),
        sources=cited(view, known),
        note=view.text("note"),
        risks=tuple(_risk(item, known) for item in view.each("risks")),
        reviews=tuple(_review(item, known) for item in view.each("reviews")),
        review_causes=security.texts("causes"),
        review_sources=cited(security, known),
        concentration_note=concentration.text("note"),
        concentration_sources=cited(concentration, known),
        groups=tuple(map(_group, exit_.each("groups"))),
        exit_sources=cited(exit_, known),
        certificate=_certificate(exit_.below("certificate"), known),
    )
    for below in (security, concentration, exit_):
        below.close()
    steps = [step.id for _, step in found.steps("")]
    for key, names in (
        ("risks", [risk.id for risk in found.risks]),
        ("reviews", [review.id for review in found.reviews]),
        ("exit", steps),
    ):
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            view.fault(DUPLICATE_ID, f"식별자 '{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸십시오", key)
    return found


def _risk(view: View, known: Collection[str]) -> Risk:
    found = Risk(view.id(), view.text("title"), view.text("basis"), cited(view, known))
    view.close()
    return found


def _review(view: View, known: Collection[str]) -> Review:
    asked_if = view.below("asked_if", optional=True)
    conditions = {name: asked_if.texts(name) for name in asked_if.names()}
    found = Review(
        id=view.id(),
        title=view.text("title"),
        months=view.integer("months", 0),
        asked_if=conditions,
        sources=cited(view, known),
        with_exit=view.flag("with_exit", False),
    )
    if view.has("months") and not found.months:
        view.fault(BAD_VALUE, "주기가 0개월입니다", "법령이 정한 개월 수를 적거나 비우십시오", "months")
    view.close()
    return found


def _group(view: View) -> Group:
    found = Group(view.id(), view.text("title"), tuple(map(_step, view.each("steps"))))
    view.close()
    return found


def _step(view: View) -> Step:
    found = Step(view.id(), view.text("title"), view.choice("only", KINDS, ""))
    view.close()
    return found


def _certificate(view: View, known: Collection[str]) -> Certificate:
    found = Certificate(view.text("statement"), view.texts("scope"), cited(view, known))
    view.close()
    return found
