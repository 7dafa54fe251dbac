"""The answers about use and exit, and their section in case.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.library.procedure import Procedure
from pipeline.library.procedure.report import ReportData
from pipeline.library.procedure.use import KINDS, Use
from pipeline.library.view import View
from pipeline.procedure.stages.use.uses import Service, read_uses
from pipeline.yaml_nodes import Plain

LEVELS = ("높음", "보통", "낮음")
REPORT = "report"


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """How the company sees a risk; '' and None for what is not said."""

    level: str
    measure: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """When a review was last done and every how many months it is (0: not said)."""

    last: dt.date | None
    months: int
    owner: str


@dataclass(frozen=True, slots=True)
class ChangeReview:
    """The security review of an event that stands in the section of the report: its cause and day."""

    cause: str
    day: dt.date | None
    finding: str
    measure: str
    reviewed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """When a step of the exit was done, on what that rests, or why it does not apply."""

    done_on: dt.date | None
    evidence: str
    not_applicable: str


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers. `uses`: the other cloud services; None where no file is named. `limit`: per cent, None if not set."""

    uses: tuple[Service, ...] | None
    limit: Decimal | None
    multi_vendor: str
    risks: Mapping[str, RiskAnswer]
    reviews: Mapping[str, ReviewAnswer]
    watch: Mapping[str, str]
    changes: tuple[ChangeReview, ...]
    exit_kind: str
    decided_on: dt.date | None
    exit_reason: str
    steps: Mapping[str, StepAnswer]
    author: str
    approver: str


def files(section: Mapping[str, Plain]) -> tuple[str, ...]:
    """Return the name of the file with the other services, if the section names any."""
    name = section.get("uses_file")
    return (name,) if isinstance(name, str) else ()


def answers(view: View, data: Use, found: Mapping[str, bytes | None], procedure: Procedure) -> Answers:
    """Return the answers of the section `view`."""
    report: ReportData = procedure.data[REPORT]
    name = view.text("uses_file", optional=True)
    risks, reviews, watch = (view.below(key, optional=True) for key in ("risks", "reviews", "watch"))
    exit_ = view.below("exit", optional=True)
    steps = exit_.below("steps", optional=True)
    causes = tuple(cause.id for cause in report.causes)
    told = Answers(
        uses=read_uses(view, name, found.get(name)) if name else None,
        limit=view.number("limit") if view.has("limit") else None,
        multi_vendor=view.text("multi_vendor", optional=True),
        risks={risk.id: _risk(risks.below(risk.id, optional=True)) for risk in data.risks},
        reviews={review.id: _review(reviews.below(review.id, optional=True)) for review in data.reviews},
        watch={cause: watch.text(cause, optional=True) for cause in causes},
        changes=tuple(_change(item, data.review_causes) for item in view.each("changes", optional=True)),
        exit_kind=exit_.choice("kind", KINDS, ""),
        decided_on=exit_.date("decided_on", optional=True),
        exit_reason=exit_.text("reason", optional=True),
        steps={step.id: _step(steps.below(step.id, optional=True)) for _, step in data.steps("")},
        author=view.text("author", optional=True),
        approver=view.text("approver", optional=True),
    )
    view.text("limit", optional=True)
    for below in (risks, reviews, watch, steps, exit_):
        below.close()
    return told


def _risk(view: View) -> RiskAnswer:
    found = RiskAnswer(
        view.choice("level", LEVELS, ""),
        view.text("measure", optional=True),
        view.text("owner", optional=True),
        view.date("due", optional=True),
    )
    view.close()
    return found


def _review(view: View) -> ReviewAnswer:
    found = ReviewAnswer(view.date("last", optional=True), view.integer("months", 0), view.text("owner", optional=True))
    view.close()
    return found


def _change(view: View, causes: tuple[str, ...]) -> ChangeReview:
    found = ChangeReview(
        view.choice("cause", causes),
        view.date("day"),
        view.text("finding", optional=True),
        view.text("measure", optional=True),
        view.date("reviewed_on", optional=True),
    )
    view.close()
    return found


def _step(view: View) -> StepAnswer:
    found = StepAnswer(
        view.date("done_on", optional=True),
        view.text("evidence", optional=True),
        view.text("not_applicable", optional=True),
    )
    view.close()
    return found


# ------------------------------------------------------------------------ the section of a new case


def starter(data: Use, procedure: Procedure) -> str:
    """Return the commented section of a new case, indented by two."""
    return "\n".join(_starter(data, procedure.data[REPORT]))


def _starter(data: Use, report: ReportData) -> Iterator[str]:
    yield "  # 회사가 쓰는 다른 클라우드(사건 폴더 안의 CSV나 YAML). CSV의 첫 줄은 제공자,업무,중요도이다. 이 사건의 업무는 적지 않는다."
    yield "  uses_file:"
    yield "  limit:  # 한 제공자에게 몰린 중요업무의 한도(%). 회사가 정할 사항"
    yield "  multi_vendor:  # 다중 공급업체 전략이 필요한지 검토한 결과"
    yield "  risks:"
    for risk in data.risks:
        yield f"    {risk.id}:  # {risk.title}"
        yield f"      level:  # {' | '.join(LEVELS)}"
        yield "      measure:  # 대책"
        yield "      owner:"
        yield "      due:  # 대책을 마칠 날. 없으면 비운다"
    yield "  # 마지막으로 점검한 날과 주기(개월). 주기를 법령이 정한 것은 비운다."
    yield "  reviews:"
    for review in data.reviews:
        yield f"    {review.id}:  # {review.title}" + (f". 주기 {review.months}개월" if review.months else "")
        yield "      last:"
        if not review.months:
            yield "      months:"
        yield "      owner:"
    yield "  # 보고 사유마다 누가 무엇으로 지켜보는가. 예: 계약 담당이 제공자의 통지를 매월 확인. 생긴 일은 report.events에 적는다."
    yield "  watch:"
    for cause in report.causes:
        yield f"    {cause.id}:  # {cause.title}"
    yield "  # report.events에 적은 제공자의 변동마다 보안리스크를 평가한 결과"
    yield "  # 채울 것: cause, day(report.events와 같은 날), finding(평가 결과), measure(보완조치), reviewed_on"
    yield "  changes: []"
    yield "  exit:  # 이용을 끝내거나 제공자를 바꾸기로 한 뒤에 적는다"
    yield f"    kind:  # {' | '.join(KINDS)}"
    yield "    decided_on:"
    yield "    reason:"
    yield "    steps:  # 마친 날과 증빙을 적고, 해당하지 않으면 not_applicable에 이유를 적는다"
    for group, step in data.steps(""):
        yield f"      {step.id}:  # {group.title}: {step.title}"
        yield "        done_on:"
        yield "        evidence:"
    yield "  author:  # 작성한 사람의 직위와 성명"
    yield "  approver:  # 승인한 사람의 직위와 성명"
