"""Where the procedure applies: `procedure/scope.yaml`, questions, decision tables and the published opinions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.library.procedure.decisions import HELD, Ask, Choice, Row, Table, faults
from pipeline.library.procedure.law import Cited, cited
from pipeline.library.view import BAD_VALUE, DUPLICATE_ID, View

INTERPRETATION, NO_ACTION = "법령해석 회신문", "비조치의견서"
NO_GENERAL_EFFECT = "비조치의견서는 신청자의 특정 행위에 대한 의견이므로 일반적 효력이 없습니다."
PLACES = ("contracting.form", "data", "financial_company.kind")
"""The places of the deal sheet that answer questions."""

_SHOWN = 3
"""Combinations that a fault of a table names."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A published interpretation or no-action letter, by its number.

    `title` is verbatim, `gist` ours. `at`: where the guide quotes it, `editions`: those of the guide that do.
    """

    id: str
    kind: str
    date: dt.date
    title: str
    at: str
    editions: tuple[str, ...]
    gist: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a row concludes as it does. `ask`: what to ask the authority, `then`: what to do next; '' for nothing."""

    reason: str
    sources: tuple[Cited, ...]
    opinions: tuple[str, ...]
    ask: str
    then: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision table with its title; `grounds` in the order of its rows."""

    title: str
    table: Table
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Applicability:
    """All of it. `outcome`: the id of the decision that is the result."""

    title: str
    sources: tuple[Cited, ...]
    note: str
    outcome: str
    opinions: Mapping[str, Opinion]
    questions: tuple[Ask, ...]
    decisions: tuple[Decision, ...]


def read(view: View, known: Collection[str]) -> Applicability:
    """Return the data in `view`; `known` are the ids of the sources. Tables are checked for gaps and overlaps."""
    opinions = tuple(map(_opinion, view.each("opinions")))
    asks = tuple(map(_ask, view.each("questions")))
    decisions = tuple(_decision(item, known) for item in view.each("decisions"))
    found = Applicability(
        title=view.text("title"),
        sources=cited(view, known),
        note=view.text("note", optional=True),
        outcome=view.text("outcome"),
        opinions={opinion.id: opinion for opinion in opinions},
        questions=asks,
        decisions=decisions,
    )
    _require_unique(view, "opinions", [opinion.id for opinion in opinions])
    names = [*(ask.id for ask in asks), *(decision.table.id for decision in decisions)]
    _require_unique(view, "decisions", names)
    if _names_fit(view, found):
        _tables_fit(view, found)
    return found


def _opinion(view: View) -> Opinion:
    found = Opinion(
        id=view.text("id"),
        kind=view.choice("kind", (INTERPRETATION, NO_ACTION)),
        date=view.day("date"),
        title=view.text("title"),
        at=view.text("at"),
        editions=view.texts("editions"),
        gist=view.text("gist"),
    )
    view.close()
    return found


def _ask(view: View) -> Ask:
    found = Ask(
        id=view.id(),
        title=view.text("title"),
        help=view.text("help", optional=True),
        fact=view.choice("fact", PLACES, ""),
        asked_if=_conditions(view.below("asked_if", optional=True)),
        choices=tuple(map(_choice, view.each("answers"))),
    )
    _require_unique(view, "answers", [choice.id for choice in found.choices])
    view.close()
    return found


def _choice(view: View) -> Choice:
    found = Choice(view.text("id"), view.text("text", optional=True), view.texts("facts", optional=True))
    view.close()
    return found


def _conditions(view: View) -> dict[str, tuple[str, ...]]:
    return {name: view.texts(name) for name in view.names()}


def _decision(view: View, known: Collection[str]) -> Decision:
    rows, grounds = [], []
    for item in view.each("rows"):
        rows.append(
            Row(
                _conditions(item.below("when")),
                item.text("conclusion"),
                item.date("from", optional=True),
                item.date("until", optional=True),
            )
        )
        grounds.append(_ground(item, known))
        item.close()
    found = Decision(view.text("title"), Table(view.id(), view.texts("conclusions"), tuple(rows)), tuple(grounds))
    view.close()
    return found


def _ground(view: View, known: Collection[str]) -> Ground:
    return Ground(
        reason=view.text("reason"),
        sources=cited(view, known),
        opinions=view.texts("opinions", optional=True),
        ask=view.text("ask", optional=True),
        then=view.text("next", optional=True),
    )


# ------------------------------------------------------------------------ checks


def _require_unique(view: View, key: str, names: Sequence[str]) -> None:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        view.fault(DUPLICATE_ID, f"'{name}'[이/가] 두 번 있습니다", "하나의 이름을 바꾸거나 지우십시오", key)


def _names_fit(view: View, found: Applicability) -> bool:
    """Report names of questions, answers, conclusions and opinions that there are not; tell whether all fit."""
    known = {ask.id: tuple(choice.id for choice in ask.choices) for ask in found.questions}
    fits = True
    for number, ask in enumerate(found.questions):
        before = {earlier.id: known[earlier.id] for earlier in found.questions[:number]}
        fits &= _conditions_fit(view, ask.asked_if, before, ("questions", number, "asked_if"))
    for number, decision in enumerate(found.decisions):
        before = known | {other.table.id: (*other.table.conclusions, HELD) for other in found.decisions[:number]}
        for row, (rule, ground) in enumerate(zip(decision.table.rows, decision.grounds, strict=True)):
            here = ("decisions", number, "rows", row)
            fits &= _conditions_fit(view, rule.when, before, (*here, "when"))
            fits &= _row_fits(view, found, decision, rule, ground, here)
    if found.outcome not in [decision.table.id for decision in found.decisions]:
        view.fault(BAD_VALUE, f"판단 '{found.outcome}'[이/가] 없습니다", "decisions의 id를 적으십시오", "outcome")
        fits = False
    return fits


def _conditions_fit(
    view: View, given: Mapping[str, tuple[str, ...]], known: Mapping[str, tuple[str, ...]], here: tuple[str | int, ...]
) -> bool:
    fits = True
    for name, allowed in given.items():
        strange = [value for value in allowed if value not in known.get(name, ())]
        if name not in known:
            view.fault(
                BAD_VALUE,
                f"물음이나 판단 '{name}'[이/가] 앞에 없습니다",
                "앞에 있는 것의 id를 적으십시오",
                *here,
                name,
            )
        elif strange or not allowed:
            what = f"없는 답입니다('{', '.join(strange)}')"
            view.fault(BAD_VALUE, what, f"{' / '.join(known[name])} 가운데에서 고르십시오", *here, name)
        fits &= name in known and bool(allowed) and not strange
    return fits


def _row_fits(
    view: View, found: Applicability, decision: Decision, rule: Row, ground: Ground, here: tuple[str | int, ...]
) -> bool:
    fits = True
    allowed = (*decision.table.conclusions, HELD)
    if rule.conclusion not in allowed:
        view.fault(
            BAD_VALUE,
            f"없는 결론입니다('{rule.conclusion}')",
            f"{' / '.join(allowed)} 가운데에서 고르십시오",
            *here,
            "conclusion",
        )
        fits = False
    for name in ground.opinions:
        if name not in found.opinions:
            view.fault(BAD_VALUE, f"없는 의견입니다('{name}')", "opinions에 있는 번호를 적으십시오", *here, "opinions")
            fits = False
    follows = any(HELD in values for values in rule.when.values())
    if rule.conclusion == HELD and not ground.ask and not follows:
        view.fault(
            BAD_VALUE,
            "판단을 보류하면서 물을 것을 적지 않았습니다",
            "ask에 감독당국에 물을 것을 적으십시오",
            *here,
            "ask",
        )
    return fits


def _tables_fit(view: View, found: Applicability) -> None:
    """Report, for each decision, combinations of answers that fit no row or several."""
    tables = [decision.table for decision in found.decisions]
    for number, table in enumerate(tables):
        for hits, values in islice(faults(found.questions, tables[:number], table), _SHOWN):
            told = ", ".join(f"{name}: {value}" for name, value in values.items() if value)
            rows = ", ".join(str(hit + 1) for hit in hits)
            what = (
                f"{rows}번째 줄이 함께 맞는 답이 있습니다({told})" if hits else f"맞는 줄이 없는 답이 있습니다({told})"
            )
            view.fault(BAD_VALUE, what, "답의 조합마다 한 줄만 맞도록 when을 고치십시오", "decisions", number, "rows")
