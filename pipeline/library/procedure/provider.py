"""The criteria of the provider's assessment: `procedure/provider.yaml` (별표 2의2, omission, schedule, soundness)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.deal.schema import SERVICE_MODELS
from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, View

MANDATORY, ALTERNATIVE = "필수", "대체"
NOT_APPLICABLE = "해당없음"
_YEAR_END = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of 별표 2의2. `asks`: restated; `look`: evidence that we propose; `personal`: only of personal data."""

    id: str
    kind: str
    models: tuple[str, ...]
    asks: str
    look: str
    personal: bool
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """A group below a group ('8.1') with its items."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group ('8') with its parts."""

    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for part in self.parts for item in part.items)


@dataclass(frozen=True, slots=True)
class Certification:
    """One that lets the alternative items be left out; `virtualization`: but for those of one group."""

    id: str
    title: str
    virtualization: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen for an item; `flag`: it needs a basis (of an answer), it stays open (of a verdict)."""

    id: str
    flag: bool


@dataclass(frozen=True, slots=True)
class Example:
    """The guide's example of how long a shared result holds."""

    edition: str
    shared: dt.date
    next: dt.date
    until_alone: dt.date
    until_next: dt.date
    next_until: dt.date


@dataclass(frozen=True, slots=True)
class Schedule:
    """Years between full and between periodic assessments, and how long a shared result holds.

    `year_end`: month and day until which a year's work is done.
    """

    full_years: int
    periodic_years: int
    shared_years: int
    year_end: tuple[int, int]
    note: str
    sources: tuple[Cited, ...]
    shared_sources: tuple[Cited, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What holds from a day on."""

    since: dt.date
    text: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the regulation or the guide says on a topic, each wording from its day on.

    `findings`: it stands below the open findings, too.
    """

    id: str
    topic: str
    findings: bool
    texts: tuple[Wording, ...]

    def on(self, day: dt.date) -> Wording:
        """Return the wording that holds on `day`; the first one before all."""
        return ([text for text in self.texts if text.since <= day] or list(self.texts[:1]))[-1]


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event after which the provider is assessed in full again."""

    id: str
    text: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class SoundnessItem:
    """A question on the soundness of the provider."""

    id: str
    title: str
    asks: str


@dataclass(frozen=True, slots=True)
class Soundness:
    """The company's own assessment of soundness; `weak` are the verdicts that need a look."""

    note: str
    sources: tuple[Cited, ...]
    verdicts: tuple[str, ...]
    weak: tuple[str, ...]
    items: tuple[SoundnessItem, ...]


@dataclass(frozen=True, slots=True)
class ProviderCriteria:
    """All of it. `virtualization`: the group that a starred certification does not cover."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    answers: tuple[Choice, ...]
    verdicts: tuple[Choice, ...]
    certifications: tuple[Certification, ...]
    certification_sources: tuple[Cited, ...]
    virtualization: str
    virtualization_note: str
    schedule: Schedule
    rules: tuple[Rule, ...]
    triggers: tuple[Trigger, ...]
    soundness: Soundness
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for group in self.groups for item in group.items)

    def group_of(self, item: Item) -> Group:
        """Return the group of an item."""
        return next(group for group in self.groups if item in group.items)


def read(view: View, known: Collection[str]) -> ProviderCriteria:
    """Return the criteria in `view`; `known` are the ids of the sources. Ids and their order are checked."""
    found = ProviderCriteria(
        title=view.text("title"),
        sources=cited(view, known),
        note=view.text("note", optional=True),
        answers=tuple(_choice(item, "basis") for item in view.each("answers")),
        verdicts=tuple(_choice(item, "open") for item in view.each("verdicts")),
        certifications=tuple(map(_certification, view.each("certifications"))),
        certification_sources=cited(view, known, "certification_sources"),
        virtualization=view.text("virtualization"),
        virtualization_note=view.text("virtualization_note", optional=True),
        schedule=_schedule(view.below("schedule"), known),
        rules=tuple(_rule(item, known) for item in view.each("rules")),
        triggers=tuple(_trigger(item, known) for item in view.each("triggers")),
        soundness=_soundness(view.below("soundness"), known),
        groups=tuple(map(_group, view.each("groups"))),
    )
    if found.virtualization not in [group.id for group in found.groups]:
        view.fault(BAD_VALUE, "없는 구분입니다", "groups에 있는 구분의 번호를 적으십시오", "virtualization")
    if not any(verdict.flag for verdict in found.verdicts):
        view.fault(BAD_VALUE, "미결 사항이 되는 판정이 없습니다", "한 판정에 'open: true'를 적으십시오", "verdicts")
    if NOT_APPLICABLE not in [verdict.id for verdict in found.verdicts]:
        view.fault(
            BAD_VALUE, f"'{NOT_APPLICABLE}' 판정이 없습니다", f"'{NOT_APPLICABLE}'[을/를] 더하십시오", "verdicts"
        )
    for name in _twice(found):
        view.fault(DUPLICATE_ID, f"식별자 '{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸십시오", "groups")
    return found


def _twice(found: ProviderCriteria) -> Iterator[str]:
    for names in (
        [item.id for item in found.items],
        [entry.id for entry in (*found.answers,)],
        [entry.id for entry in (*found.verdicts,)],
        [entry.id for entry in found.certifications],
        [entry.id for entry in found.soundness.items],
        [entry.id for entry in found.rules],
    ):
        yield from sorted({name for name in names if name and names.count(name) > 1})


def _choice(view: View, flag: str) -> Choice:
    found = Choice(view.text("id"), view.flag(flag, False))
    view.close()
    return found


def _certification(view: View) -> Certification:
    found = Certification(view.id(), view.text("title"), view.flag("virtualization", False))
    view.close()
    return found


def _schedule(view: View, known: Collection[str]) -> Schedule:
    found = Schedule(
        full_years=_years(view, "full_years"),
        periodic_years=_years(view, "periodic_years"),
        shared_years=_years(view, "shared_years"),
        year_end=_year_end(view),
        note=view.text("note", optional=True),
        sources=cited(view, known),
        shared_sources=cited(view, known, "shared_sources"),
        examples=tuple(map(_example, view.each("examples", optional=True))),
    )
    view.close()
    return found


def _years(view: View, key: str) -> int:
    years = view.integer(key)
    if not 0 < years < 100:
        view.fault(BAD_VALUE, "1에서 99까지의 햇수가 아닙니다", "3처럼 적으십시오", key)
        return 1
    return years


def _year_end(view: View) -> tuple[int, int]:
    value = view.text("year_end")
    match = _YEAR_END.fullmatch(value)
    if match:
        month, day = int(match[1]), int(match[2])
        try:
            dt.date(2001, month, day)  # a year without a 29 February
        except ValueError:
            match = None
        else:
            return month, day
    if value:
        view.fault(BAD_VALUE, f"달과 날이 아닙니다('{value}')", "12-31처럼 적으십시오", "year_end")
    return 12, 31


def _example(view: View) -> Example:
    found = Example(
        view.text("edition"),
        *(view.day(key) for key in ("shared", "next", "until_alone", "until_next", "next_until")),
    )
    view.close()
    return found


def _rule(view: View, known: Collection[str]) -> Rule:
    texts = tuple(_wording(item, known) for item in view.each("texts"))
    found = Rule(view.id(), view.text("topic"), view.flag("findings", False), texts)
    days = [text.since for text in found.texts]
    if not days or days != sorted(set(days)):
        view.fault(BAD_VALUE, "글이 시행일의 순서로 있지 않습니다", "앞선 시행일부터 하나씩 적으십시오", "texts")
    view.close()
    return found


def _wording(view: View, known: Collection[str]) -> Wording:
    found = Wording(view.day("from"), view.text("text"), cited(view, known))
    view.close()
    return found


def _trigger(view: View, known: Collection[str]) -> Trigger:
    found = Trigger(view.id(), view.text("text"), cited(view, known))
    view.close()
    return found


def _soundness(view: View, known: Collection[str]) -> Soundness:
    verdicts = view.texts("verdicts")
    weak = view.texts("weak")
    for name in weak:
        if name not in verdicts:
            view.fault(BAD_VALUE, f"없는 판정입니다('{name}')", "verdicts에 있는 것을 적으십시오", "weak")
    items = []
    for item in view.each("items"):
        items.append(SoundnessItem(item.id(), item.text("title"), item.text("asks")))
        item.close()
    found = Soundness(view.text("note"), cited(view, known), verdicts, weak, tuple(items))
    view.close()
    return found


def _group(view: View) -> Group:
    found = Group(view.text("id"), view.text("title"), tuple(map(_part, view.each("groups"))))
    _require_below(view, found.id, [part.id for part in found.parts], "groups")
    view.close()
    return found


def _part(view: View) -> Part:
    found = Part(view.text("id"), view.text("title"), tuple(map(_item, view.each("items"))))
    _require_below(view, found.id, [item.id for item in found.items], "items")
    view.close()
    return found


def _require_below(view: View, above: str, given: list[str], key: str) -> None:
    """The ids below '8.1' are 8.1.1, 8.1.2, … without a gap."""
    for index, name in enumerate(given):
        if name != (right := f"{above}.{index + 1}"):
            view.fault(BAD_VALUE, f"번호가 '{name}'입니다", f"'{right}'[으로/로] 적으십시오", key, index, "id")


def _item(view: View) -> Item:
    models = view.texts("models")
    for name in models:
        if name not in SERVICE_MODELS:
            right = f"{', '.join(SERVICE_MODELS)} 가운데에서 고르십시오"
            view.fault(BAD_VALUE, f"없는 서비스 모델입니다('{name}')", right, "models")
    found = Item(
        id=view.text("id"),
        kind=view.choice("kind", (MANDATORY, ALTERNATIVE)),
        models=models,
        asks=view.text("asks"),
        look=view.text("look", optional=True),
        personal=view.flag("personal", False),
        note=view.text("note", optional=True),
    )
    view.close()
    return found


def counted(items: Collection[Item]) -> Mapping[str, int]:
    """Return how many items there are of each kind."""
    return {kind: sum(item.kind == kind for item in items) for kind in (MANDATORY, ALTERNATIVE)}
