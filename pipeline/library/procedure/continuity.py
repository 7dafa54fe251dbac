"""Continuity plan, safeguards and exit strategy: `procedure/continuity.yaml` (별표 2의3, 별표 2의4, guide chapter 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.schema import COMPANY_KINDS
from pipeline.library.procedure.law import UNKNOWN_ID, Cited, cited
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, View

EDITIONS = ("2023", "2025")
"""The editions of the rules, as in library.yaml."""

FACT_PLACES = (
    "recovery.rto",
    "recovery.rpo",
    "security.drill_cycle",
    "security.assessment_cycle",
    "security.training_cycle",
    "security.log_retention",
    "incident.notice_hours",
    "transition.period_days",
    "transition.retrieval_days",
    "transition.destruction_days",
    "transition.format",
    "termination.provider_notice_days",
    "changes.notice_days",
)
"""The places of the deal sheet that a `FactLine` may show."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A required item. `at`: edition -> article. `same`: the id of the duty of that article elsewhere, or ''.

    `asked`: False for an article that leaves the company nothing to do.
    """

    id: str
    at: Mapping[str, str]
    text: str
    same: str
    asked: bool
    note: str


@dataclass(frozen=True, slots=True)
class Addition:
    """An additional item in the words of the 별표. `by_exit`: the exit strategy of the case answers it."""

    id: str
    text: str
    by_exit: bool
    note: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A remark of the guide in our words; `editions` that have it."""

    text: str
    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of the deal sheet that belongs here: its place, what it is called, what follows a number."""

    place: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a 별표: required and additional items, and what the guide says about them."""

    id: str
    title: str
    sources: tuple[Cited, ...]
    facts: tuple[FactLine, ...]
    required: tuple[Duty, ...]
    added: tuple[Addition, ...]
    considered: tuple[Advice, ...]
    advised: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A 별표."""

    id: str
    title: str
    place: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class RecoveryLimits:
    """The longest recovery time of a core business, in hours, by kind of company."""

    sources: tuple[Cited, ...]
    default_hours: int
    hours: Mapping[str, int]
    note: str


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Situations (id, area, title) and what the plan says about each (id, question)."""

    sources: tuple[Cited, ...]
    rows: tuple[tuple[str, str, str], ...]
    asks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something that the exit strategy asks for. `indicator`: our example, for triggers alone."""

    id: str
    title: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Exit:
    """What an exit strategy consists of. `fields`: of the plan of each system; `plan`: of the whole."""

    sources: tuple[Cited, ...]
    note: str
    triggers: tuple[Named, ...]
    roles: tuple[Named, ...]
    methods: tuple[str, ...]
    fields: tuple[Named, ...]
    plan: tuple[Named, ...]
    facts: tuple[FactLine, ...]
    considered: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Continuity:
    """The whole file."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    recovery: RecoveryLimits
    scenarios: Scenarios
    annexes: tuple[Annex, ...]
    exit: Exit

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups in order."""
        return tuple(group for annex in self.annexes for group in annex.groups)

    @property
    def duties(self) -> Mapping[str, Duty]:
        """The duties with an id of their own."""
        return {duty.id: duty for group in self.groups for duty in group.required if not duty.same}

    @property
    def item_ids(self) -> tuple[str, ...]:
        """What is asked, of all editions, in order: each id once."""
        return tuple(
            id_
            for group in self.groups
            for id_ in (
                *(d.id for d in group.required if not d.same and d.asked),
                *(a.id for a in group.added if not a.by_exit),
            )
        )


def read(view: View, known: Collection[str]) -> Continuity:
    """Return the data in `view`; `known` are the ids of the sources."""
    found = Continuity(
        title=view.text("title"),
        sources=cited(view, known),
        note=view.text("note", optional=True),
        recovery=_recovery(view.below("recovery"), known),
        scenarios=_scenarios(view.below("scenarios"), known),
        annexes=tuple(_annex(item, known) for item in view.each("annexes")),
        exit=_exit(view.below("exit"), known),
    )
    for what, right in _contradictions(found):
        view.fault(BAD_VALUE, what, right, "annexes")
    ids = [id_ for group in found.groups for id_ in (*(d.id for d in group.required), *(a.id for a in group.added))]
    for name in sorted({name for name in ids if name and ids.count(name) > 1}):
        view.fault(DUPLICATE_ID, f"식별자 '{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸십시오", "annexes")
    return found


def _recovery(view: View, known: Collection[str]) -> RecoveryLimits:
    hours = view.below("hours", optional=True)
    kinds = {}
    for kind in hours.names():
        if kind not in COMPANY_KINDS:
            right = f"{', '.join(COMPANY_KINDS)} 가운데에서 고르십시오"
            hours.fault(BAD_VALUE, f"거래명세서에 없는 금융회사의 종류입니다('{kind}')", right, kind)
        kinds[kind] = hours.integer(kind)
    found = RecoveryLimits(cited(view, known), view.integer("default_hours"), kinds, view.text("note", optional=True))
    view.close()
    return found


def _scenarios(view: View, known: Collection[str]) -> Scenarios:
    rows, asks = [], []
    for item in view.each("rows"):
        rows.append((item.id(), item.text("area"), item.text("title")))
        item.close()
    for item in view.each("asks"):
        asks.append((item.id(), item.text("ask")))
        item.close()
    for key, names in (("rows", [row[0] for row in rows]), ("asks", [ask[0] for ask in asks])):
        for name in sorted({name for name in names if names.count(name) > 1}):
            view.fault(DUPLICATE_ID, f"식별자 '{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸십시오", key)
    found = Scenarios(cited(view, known), tuple(rows), tuple(asks))
    view.close()
    return found


def _annex(view: View, known: Collection[str]) -> Annex:
    groups = tuple(_group(item, known) for item in view.each("groups"))
    found = Annex(view.id(), view.text("title"), view.text("place"), groups)
    view.close()
    return found


def _group(view: View, known: Collection[str]) -> Group:
    found = Group(
        id=view.id(),
        title=view.text("title"),
        sources=cited(view, known),
        facts=_facts(view),
        required=tuple(map(_duty, view.each("required"))),
        added=tuple(map(_addition, view.each("added"))),
        considered=_advice(view, "considered"),
        advised=_advice(view, "advised"),
    )
    view.close()
    return found


def _duty(view: View) -> Duty:
    at = view.below("at")
    articles = {edition: at.text(edition) for edition in EDITIONS if at.has(edition)}
    at.close()
    if not articles:
        view.fault(BAD_VALUE, "조문이 없습니다", f"{', '.join(EDITIONS)} 가운데 하나의 조문을 적으십시오", "at")
    same = view.text("same", optional=True)
    found = Duty(
        id="" if same else view.id(),
        at=articles,
        text="" if same else view.text("text"),
        same=same,
        asked=view.flag("asked", True),
        note=view.text("note", optional=True),
    )
    view.close()
    return found


def _addition(view: View) -> Addition:
    found = Addition(view.id(), view.text("text"), view.flag("by_exit", False), view.text("note", optional=True))
    view.close()
    return found


def _advice(view: View, key: str) -> tuple[Advice, ...]:
    found = []
    for item in view.each(key, optional=True):
        editions = item.texts("editions", optional=True) or EDITIONS
        if not set(editions) <= set(EDITIONS):
            item.fault(BAD_VALUE, "없는 판이 있습니다", f"{', '.join(EDITIONS)} 가운데에서 고르십시오", "editions")
        found.append(Advice(item.text("text"), editions))
        item.close()
    return tuple(found)


def _facts(view: View) -> tuple[FactLine, ...]:
    found = []
    for item in view.each("facts", optional=True):
        line = FactLine(item.text("place"), item.text("label"), item.text("unit", optional=True))
        if line.place and line.place not in FACT_PLACES:
            right = f"{', '.join(FACT_PLACES)} 가운데에서 고르십시오"
            item.fault(UNKNOWN_ID, f"여기에서 보일 수 없는 자리입니다('{line.place}')", right, "place")
        item.close()
        found.append(line)
    return tuple(found)


def _exit(view: View, known: Collection[str]) -> Exit:
    found = Exit(
        sources=cited(view, known),
        note=view.text("note", optional=True),
        triggers=_named(view, "triggers", indicator=True),
        roles=_named(view, "roles"),
        methods=view.texts("methods"),
        fields=_named(view, "fields"),
        plan=_named(view, "plan"),
        facts=_facts(view),
        considered=_advice(view, "considered"),
    )
    view.close()
    return found


def _named(view: View, key: str, *, indicator: bool = False) -> tuple[Named, ...]:
    found = []
    for item in view.each(key):
        found.append(Named(item.id(), item.text("title"), item.text("indicator") if indicator else ""))
        item.close()
    return tuple(found)


def _contradictions(found: Continuity) -> Iterator[tuple[str, str]]:
    duties = found.duties
    for group in found.groups:
        for duty in group.required:
            if not duty.same:
                continue
            target = duties.get(duty.same)
            if target is None:
                yield f"same이 가리키는 필수 사항이 없습니다('{duty.same}')", "다른 묶음에 있는 식별자를 적으십시오"
            elif not set(duty.at) <= set(target.at):
                yield (
                    f"same이 가리키는 '{duty.same}'에 없는 판의 조문입니다",
                    "가리키는 항목에도 그 판의 조문을 적으십시오",
                )
