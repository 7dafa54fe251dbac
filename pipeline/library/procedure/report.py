"""When a report is due, and its documents: `procedure/report.yaml`. The documents are read by `report_file`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.deal.schema import COMPANY_KINDS, CRITICAL, NON_CRITICAL
from pipeline.library.procedure.law import Cited, cited
from pipeline.library.procedure.report_file import CoverForm, Draft, Group, drafts, form, groups
from pipeline.library.view import BAD_VALUE, View

PLACE_OF_CONTRACT_DAY = "contract.date"
MONTHS, BUSINESS_DAYS, HALF_YEAR = "months", "business-days", "half-year"
BEFORE, AFTER = "before", "after"
EVENT, START = "event", "start"
WEEKENDS = ("before", "after", "same")
"""The last day is a day off: the business day before it, the one after it, or the day itself."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `until`, both included; None for no end."""

    start: dt.date | None
    until: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Tell whether `day` is one of them."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """Until when the causes are reported. `importance`: 중요, 비중요, or '' for both; `act`: the name of the report.

    `count` of `unit` after or before (`way`) the day of the event or of the first use (`origin`).
    """

    causes: tuple[str, ...]
    importance: str
    act: str
    unit: str
    count: int
    way: str
    origin: str


@dataclass(frozen=True, slots=True)
class Regime:
    """The rules for events of a span of days."""

    id: str
    title: str
    span: Span
    sources: tuple[Cited, ...]
    note: str
    rules: tuple[Rule, ...]

    def rule(self, cause: str, importance: str) -> Rule | None:
        """Return the rule of a cause for 중요 or 비중요 work; '' finds none but a rule for both."""
        return next((r for r in self.rules if cause in r.causes and r.importance in ("", importance)), None)

    def asks_importance(self, cause: str) -> bool:
        """Tell whether the rule of a cause depends on the importance."""
        return any(cause in rule.causes and rule.importance for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the law for events of a span. `response`: reason, material and plan are to be attached."""

    span: Span
    text: str
    at: str
    response: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason to report. `day`: place of the deal sheet that has its day, or ''.

    `otherwise`: what holds for an event of a day for which the law has no words, '' where the regime says it.
    """

    id: str
    title: str
    day: str
    wordings: tuple[Wording, ...]
    otherwise: str

    def wording(self, day: dt.date) -> Wording | None:
        """Return the words in force on `day`."""
        return next((w for w in self.wordings if w.span.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Exempt:
    """The company and importance that need not report where the answer to `ask` is no."""

    company: str
    importance: str
    sources: tuple[Cited, ...]
    ask: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class LaterStart:
    """A later first day where use starts `months` or more after the contract, in some editions of the guide."""

    months: int
    editions: tuple[str, ...]
    causes: tuple[str, ...]
    sources: tuple[Cited, ...]
    ask: str
    text: str
    otherwise: str
    too_short: str


@dataclass(frozen=True, slots=True)
class NewCompany:
    """What holds for a company whose licence or registration comes later."""

    sources: tuple[Cited, ...]
    text: str
    pending: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportData:
    """All of the file. `weekend`: one of WEEKENDS, the proposal; `counting`: notes on how days are counted."""

    title: str
    sources: tuple[Cited, ...]
    regimes: tuple[Regime, ...]
    causes: tuple[Cause, ...]
    exempt: Exempt
    later: LaterStart
    new_company: NewCompany
    weekend: str
    counting: tuple[str, ...]
    groups: tuple[Group, ...]
    form: CoverForm
    drafts: tuple[Draft, ...]

    def cause(self, name: str) -> Cause:
        """Return a cause by its id; KeyError for another."""
        return {cause.id: cause for cause in self.causes}[name]

    def regime(self, day: dt.date) -> Regime:
        """Return the regime for an event of `day`; there is one for every day."""
        return next(regime for regime in self.regimes if regime.span.holds(day))


def read(view: View, known: Collection[str]) -> ReportData:
    """Return the data in `view`; `known` are the ids of the sources."""
    causes = tuple(_cause(item) for item in view.each("causes"))
    names = tuple(cause.id for cause in causes)
    regimes = tuple(_regime(item, known, names) for item in view.each("regimes"))
    _require_every_day(view, regimes)
    counting = view.below("counting")
    made = drafts(view, known)
    found = ReportData(
        title=view.text("title"),
        sources=cited(view, known),
        regimes=regimes,
        causes=causes,
        exempt=_exempt(view.below("exception"), known),
        later=_later(view.below("later_start"), known, names),
        new_company=_new_company(view.below("new_company"), known),
        weekend=counting.choice("weekend", WEEKENDS),
        counting=counting.texts("notes"),
        groups=groups(view, known, tuple(draft.id for draft in made)),
        form=form(view, known),
        drafts=made,
    )
    counting.close()
    return found


def _span(view: View) -> Span:
    return Span(view.date("from", optional=True), view.date("until", optional=True))


def _regime(view: View, known: Collection[str], causes: tuple[str, ...]) -> Regime:
    found = Regime(
        id=view.id(),
        title=view.text("title"),
        span=_span(view),
        sources=cited(view, known),
        note=view.text("note", optional=True),
        rules=tuple(_rule(item, causes) for item in view.each("rules")),
    )
    view.close()
    return found


def _rule(view: View, causes: tuple[str, ...]) -> Rule:
    given = view.texts("causes")
    for index, name in enumerate(given):
        if name not in causes:
            view.fault(BAD_VALUE, f"없는 사유입니다('{name}')", f"{', '.join(causes)}에서 고르십시오", "causes", index)
    unit = view.choice("unit", (MONTHS, BUSINESS_DAYS, HALF_YEAR))
    timed = unit != HALF_YEAR
    found = Rule(
        causes=given,
        importance=view.choice("importance", (CRITICAL, NON_CRITICAL), ""),
        act=view.text("act"),
        unit=unit,
        count=view.integer("count") if timed else 0,
        way=view.choice("way", (AFTER, BEFORE)) if timed else AFTER,
        origin=view.choice("from", (EVENT, START)) if timed else EVENT,
    )
    view.close()
    return found


def _require_every_day(view: View, regimes: tuple[Regime, ...]) -> None:
    """Each regime begins on the day after the one before; the first has no start and the last no end."""
    starts = [regime.span.start for regime in regimes]
    ends = [regime.span.until for regime in regimes]
    wanted = [None, *(end + dt.timedelta(days=1) if end and end < dt.date.max else None for end in ends[:-1])]
    if not regimes or starts != wanted or ends[-1] is not None or None in ends[:-1]:
        right = "첫 절차의 from과 마지막 절차의 until을 비우고, 나머지는 앞 절차가 끝난 다음 날부터 시작하게 적으십시오"
        view.fault(BAD_VALUE, "절차가 시행된 날이 이어지지 않습니다", right, "regimes")


def _cause(view: View) -> Cause:
    found = Cause(
        id=view.id(),
        title=view.text("title"),
        day=view.choice("day", (PLACE_OF_CONTRACT_DAY,), ""),
        wordings=tuple(map(_wording, view.each("wordings"))),
        otherwise=view.text("otherwise", optional=True),
    )
    view.close()
    return found


def _wording(view: View) -> Wording:
    found = Wording(_span(view), view.text("text"), view.text("at"), view.flag("response", False))
    view.close()
    return found


def _exempt(view: View, known: Collection[str]) -> Exempt:
    found = Exempt(
        company=view.choice("company", COMPANY_KINDS),
        importance=view.choice("importance", (CRITICAL, NON_CRITICAL)),
        sources=cited(view, known),
        ask=view.text("ask"),
        text=view.text("text"),
        note=view.text("note"),
    )
    view.close()
    return found


def _later(view: View, known: Collection[str], causes: tuple[str, ...]) -> LaterStart:
    found = LaterStart(
        months=view.integer("months"),
        editions=view.texts("editions"),
        causes=view.texts("causes"),
        sources=cited(view, known),
        ask=view.text("ask"),
        text=view.text("text"),
        otherwise=view.text("otherwise"),
        too_short=view.text("too_short"),
    )
    for index, name in enumerate(found.causes):
        if name not in causes:
            view.fault(BAD_VALUE, f"없는 사유입니다('{name}')", f"{', '.join(causes)}에서 고르십시오", "causes", index)
    view.close()
    return found


def _new_company(view: View, known: Collection[str]) -> NewCompany:
    found = NewCompany(cited(view, known), view.text("text"), view.text("pending"), view.text("note"))
    view.close()
    return found
