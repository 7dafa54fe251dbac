"""The two workbooks that are filled outside: the provider's self-check and the company's verification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.library.procedure.provider import Choice, Item, ProviderCriteria
from pipeline.library.view import same_word
from pipeline.model import Outcome
from pipeline.procedure.filled import Entry, Filled, read_filled

NUMBER, GROUP, ASKS, KIND, ANSWER, SAID = "번호", "구분", "평가항목", "항목", "답", "설명과 증적"
SELF_CHECK_HEADS = (NUMBER, GROUP, ASKS, KIND, ANSWER, SAID)

GIVEN, VERDICT, BASIS = "제공자의 답", "회사의 판정", "판정의 근거"
GAP, OWNER, DUE, CLOSED = "미흡사항과 보완 방안", "담당자", "조치 기한", "조치를 확인한 날"
VERIFICATION_HEADS = (NUMBER, ASKS, GIVEN, SAID, VERDICT, BASIS, GAP, OWNER, DUE, CLOSED)


@dataclass(frozen=True, slots=True)
class Answered:
    """The provider's answer to an item, and what it says on it."""

    answer: str
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The company's verdict on an item. `gap`: what is lacking and how it is made good; `closed`: when that was seen."""

    verdict: str
    basis: str
    gap: str
    owner: str
    due: dt.date | None
    closed: dt.date | None


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The provider's sheet by item. `outcome` is OK, too, where no sheet is named (`name` is '').

    `wrong`: the items that are not there because of a problem that is told.
    """

    name: str
    outcome: Outcome
    problems: tuple[str, ...]
    case: str
    items: Mapping[str, Answered]
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verification:
    """The company's sheet by item, as `SelfCheck`."""

    name: str
    outcome: Outcome
    problems: tuple[str, ...]
    case: str
    items: Mapping[str, Verdict]
    wrong: frozenset[str] = frozenset()


def read_self_check(name: str, data: bytes | None, criteria: ProviderCriteria) -> SelfCheck:
    """Return what the provider filled in; an item stands in `items` where its answer can be used."""
    filled = read_filled(name, data, SELF_CHECK_HEADS) if name else Filled()
    problems = list(filled.problems)
    items, wrong = {}, set()
    for item, entry in _by_item(filled, criteria, problems):
        told = len(problems)
        choice = _chosen(entry, ANSWER, criteria.answers, problems)
        said = entry.values[SAID]
        if choice is None:
            wrong |= {item.id} if len(problems) > told else set()
            continue
        if choice.flag and not said:
            wrong.add(item.id)
            problems.append(f"{entry.place}: ‘{choice.id}’라고 답하였으나 ‘{SAID}’이 비었습니다. 증적을 받으십시오.")
            continue
        if SAID in entry.numbers:
            problems.append(f"{entry.place}: ‘{SAID}’이 숫자({said})로 저장되었습니다. 글로 적어 다시 받으십시오.")
        items[item.id] = Answered(choice.id, said)
    return SelfCheck(filled.name, _outcome(filled, problems), tuple(problems), filled.case, items, frozenset(wrong))


def read_verification(name: str, data: bytes | None, criteria: ProviderCriteria) -> Verification:
    """Return what the company filled in; an item stands in `items` where it has a verdict."""
    filled = read_filled(name, data, VERIFICATION_HEADS) if name else Filled()
    problems = list(filled.problems)
    items, wrong = {}, set()
    for item, entry in _by_item(filled, criteria, problems):
        told = len(problems)
        choice = _chosen(entry, VERDICT, criteria.verdicts, problems)
        if len(problems) > told:
            wrong.add(item.id)
        days = {head: _day(entry, head, problems) for head in (DUE, CLOSED)}
        if choice is not None:
            basis, gap, owner = (entry.values[head] for head in (BASIS, GAP, OWNER))
            items[item.id] = Verdict(choice.id, basis, gap, owner, days[DUE], days[CLOSED])
    return Verification(filled.name, _outcome(filled, problems), tuple(problems), filled.case, items, frozenset(wrong))


def _outcome(filled: Filled, problems: Collection[str]) -> Outcome:
    return Outcome.OK_WITH_WARNINGS if problems and filled.outcome is Outcome.OK else filled.outcome


def _by_item(filled: Filled, criteria: ProviderCriteria, problems: list[str]) -> Iterator[tuple[Item, Entry]]:
    """Yield the rows with their items; a row of no item, a second one and one with another text are problems."""
    known = {item.id: item for item in criteria.items}
    seen: dict[str, Entry] = {}
    for entry in filled.entries:
        number = entry.values[NUMBER]
        if number not in known:
            problems.append(f"{entry.place}: 별표 2의2에 없는 번호입니다({number[:40]}). 양식대로 다시 받으십시오.")
        elif number in seen:
            problems.append(f"{entry.place}: {number}번이 두 번 있습니다. 하나만 남겨 다시 받으십시오.")
        else:
            seen[number] = entry
            if "".join(entry.values[ASKS].split()) != "".join(asked(known[number]).split()):
                problems.append(f"{entry.place}: {number}의 평가항목이 양식과 다릅니다. 양식대로 다시 받으십시오.")
            else:
                yield known[number], entry


def asked(item: Item) -> str:
    """Return what a sheet asks of an item."""
    return f"{item.asks}?"


def _chosen(entry: Entry, head: str, choices: Collection[Choice], problems: list[str]) -> Choice | None:
    value = entry.values[head]
    meant = same_word(value, (choice.id for choice in choices)) if value else None
    for choice in choices:
        if choice.id == meant:
            return choice
    if value:
        told = ", ".join(choice.id for choice in choices)
        problems.append(f"{entry.place}: ‘{head}’에 쓸 수 없는 값입니다({value[:40]}). {told} 가운데에서 고르십시오.")
    return None


def _day(entry: Entry, head: str, problems: list[str]) -> dt.date | None:
    try:
        return entry.day(head)
    except (ValueError, OverflowError):
        told = entry.values[head][:40]
        problems.append(f"{entry.place}: ‘{head}’ 칸이 날짜가 아닙니다({told}). 2026-11-27처럼 적으십시오.")
        return None
