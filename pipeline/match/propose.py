"""Propose: which units may say what about which element (the first of two steps).

In: the units of a contract with their contexts. Out: for every element its best
candidates, each with what the learned reader scores and which library rules it meets.
Nothing is decided here; `pipeline.judge` weighs the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.match.concession import Withdrawals, concedes
from pipeline.match.grammar import EFFORTS, Clause
from pipeline.match.reader import Scores
from pipeline.match.restoring import Restoring
from pipeline.match.rules import CONTRARY, PRESENT, Context, Match, RuleHit, RuleSet
from pipeline.match.stance import NEUTRAL, actors_of, customer_duty, denies, stance, without_denial
from pipeline.units import Unit

_KEEP = 6
_RESTORED = 0.35
"""What is left of the score for contrary of a denial that gives."""
_FLOOR = 0.06
_PURPOSE_TITLES = (
    "목적",
    "정의",
    "용어의 정의",
    "용어의정의",
    "용어",
    "목 적",
    "정 의",
    "purpose",
    "definitions",
    "definitions and interpretation",
    "interpretation",
    "recitals",
    "background",
    "defined terms",
)
_PURPOSE = re.compile(
    r"^(?:이|본)(?:계약|약관|조|항|장|부속서|별지|별첨|문서|합의|협약)서?(?:은|는).{4,}목적으로(?:한다|합니다|함)\.?$|^(?:이|본)\S{1,6}의목적은"
)
"""A sentence that says what the text itself is for (squeezed: no spaces)."""
_EXCLUDES = re.compile(
    r"\bnot (?:be )?(?:part of|included|covered|provided)\b|\b(?:does|do) not (?:include|cover)\b|\bexcludes?\b"
    r"|포함(?:하지|되지)(?:아니|않)|제공하지(?:아니|않)|대상이아니|제외한다|제외합니다"
)
"""A sentence that introduces a list of what is not agreed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may speak about an element.

    `denied`: its main clause is a denial, and the library knows the element only as something
    that is done or allowed. `sway`, `takes`: see `Scores`. `concedes`: it holds against another
    provision (다만 …, notwithstanding …). `withdrawn`, `withdrawn_next`: see `Withdrawals.of`. `near_present`, `near_contrary`: see `rules.Match`;
    `stance`: see `stance.STANCE`.
    """

    unit: int
    present: float
    contrary: float
    hits: tuple[RuleHit, ...]
    vetoes: tuple[str, ...] = ()
    denied: bool = False
    sway: float = 0.0
    takes: float = 0.0
    concedes: bool = False
    near_present: float = 0.0
    near_contrary: float = 0.0
    stance: tuple[float, ...] = NEUTRAL
    withdrawn: float = 0.0
    withdrawn_next: float = 0.0

    @property
    def topic(self) -> float:
        """How much the unit speaks about the element, either way."""
        return self.present + self.contrary

    def rule(self, kind: str) -> float:
        """Return the strength of the best rule hit of `kind`, or 0."""
        return max((h.strength for h in self.hits if h.kind == kind), default=0.0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The candidates of one element, best first."""

    element: str
    candidates: tuple[Candidate, ...]


def propose(
    units: Sequence[Unit],
    contexts: Sequence[Context],
    rules: Mapping[str, RuleSet],
    elements: Sequence[str],
    scores: Scores,
    efforts_count: frozenset[str] = frozenset(),
    struck: frozenset[int] = frozenset(),
    restoring: Mapping[str, Restoring] | None = None,
) -> dict[str, Proposal]:
    """Return the proposal of each element. `rules`: by language; a unit is read by the rules of its own.

    `scores`: those of the learned reader, with the elements in the order of `elements`.
    `efforts_count`: elements for which a duty to make efforts is enough. `struck`: places of the articles that another
    one declares not to apply; nothing in them counts. `restoring`: by language, what tells a denial that gives.
    """
    said = _Said(units, contexts, rules, restoring or {})
    found: dict[str, Proposal] = {}
    for column, element in enumerate(elements):
        present, contrary = scores.present[:, column], scores.contrary[:, column]
        rows = said.met(element).union(*map(_best, (present, contrary, present + contrary)))
        candidates = [
            said.candidate(i, element, column, scores, efforts_count)
            for i in sorted(rows)
            if units[i].article not in struck
        ]
        candidates.sort(key=lambda c: (-max(c.present + c.rule(PRESENT), c.contrary + c.rule(CONTRARY)), c.unit))
        found[element] = Proposal(element, tuple(candidates))
    return found


def _best(score: npt.NDArray[np.float32]) -> set[int]:
    """Return the units with the best scores."""
    order = score.argsort(kind="stable")[::-1][:_KEEP]
    return {int(i) for i in order if score[i] >= _FLOOR}


class _Said:
    """What the units of a contract say, whatever element is asked."""

    def __init__(
        self,
        units: Sequence[Unit],
        contexts: Sequence[Context],
        rules: Mapping[str, RuleSet],
        restoring: Mapping[str, Restoring],
    ) -> None:
        self._gives = [c.own.language in restoring and restoring[c.own.language].holds(c) for c in contexts]
        self._matches = _matches(contexts, rules)
        self._hits = _hits(self._matches)
        self._vetoes = [_vetoes(u, c) for u, c in zip(units, contexts, strict=True)]
        self._denials = [denies(c) for c in contexts]
        self._actors = [actors_of(c) for c in contexts]
        self._obliged = [customer_duty(c) for c in contexts]
        self._rules = [rules[c.own.language] for c in contexts]
        self._against = [concedes(c) for c in contexts]
        self._withdrawals = Withdrawals(units, contexts, self._gives)
        self._stances = [stance(c) for c in contexts]

    def met(self, element: str) -> set[int]:
        """Return the units that meet a rule of an element."""
        return set(self._hits.get(element, {}))

    def candidate(self, i: int, element: str, column: int, scores: Scores, efforts_count: frozenset[str]) -> Candidate:
        """Return what the unit `i` may say of an element, whose scores stand in `column`."""
        found = Candidate(
            i,
            float(scores.present[i, column]),
            float(scores.contrary[i, column]),
            tuple(self._hits.get(element, {}).get(i, ())),
            _applying(self._vetoes[i], element, self._actors[i], self._obliged[i], self._rules[i], efforts_count),
            self._denials[i] and element in self._rules[i].affirmative,
            float(scores.sway[i]),
            float(scores.takes[i]),
            self._against[i],
            self._matches[i].near.get((element, PRESENT), 0.0),
            self._matches[i].near.get((element, CONTRARY), 0.0),
            self._stances[i],
            *self._withdrawals.of(i),
        )
        return _given(found) if self._gives[i] else found


def _given(candidate: Candidate) -> Candidate:
    """Return the candidate of a denial that gives: nothing in it speaks against the element but its words."""
    return replace(
        candidate,
        contrary=_RESTORED * candidate.contrary,
        hits=tuple(hit for hit in candidate.hits if hit.kind == PRESENT),
        denied=False,
        takes=0.0,
        concedes=False,
        near_contrary=0.0,
        stance=without_denial(candidate.stance),
    )


def _matches(contexts: Sequence[Context], rules: Mapping[str, RuleSet]) -> list[Match]:
    found = [Match((), {})] * len(contexts)
    for language, listed in rules.items():
        chosen = [i for i, context in enumerate(contexts) if context.own.language == language]
        for i, match in zip(chosen, listed.match_all([contexts[i] for i in chosen]), strict=True):
            found[i] = match
    return found


def _hits(matches: Sequence[Match]) -> dict[str, dict[int, list[RuleHit]]]:
    found: dict[str, dict[int, list[RuleHit]]] = {}
    for i, match in enumerate(matches):
        for hit in match.hits:
            found.setdefault(hit.element, {}).setdefault(i, []).append(hit)
    return found


def _applying(
    vetoes: tuple[str, ...],
    element: str,
    who: frozenset[str],
    customer_duty: bool,
    rules: RuleSet,
    efforts_count: frozenset[str],
) -> tuple[str, ...]:
    """Return the vetoes that count for an element, the wrong party's act among them."""
    found = tuple(v for v in vetoes if not (v == "efforts" and element in efforts_count))
    wanted = rules.actors.get(element)
    if wanted and who and not who & wanted and not ("customer" in wanted and "authority" in who):
        return (*found, "actor")
    if customer_duty and element in rules.never_customer:
        return (*found, "actor")
    return found


def _ruling(context: Context) -> tuple[Clause, ...]:
    """Return the clauses with a predicate that a unit stands under: its own, or its lead-in's for a bare list item."""
    own = tuple(c for c in context.own.clauses if c.predicate)
    return own or (tuple(c for c in context.lead.clauses if c.predicate) if context.lead is not None else ())


def _vetoes(unit: Unit, context: Context) -> tuple[str, ...]:
    """Return why a unit proves nothing by itself: definition, purpose, efforts, excluded."""
    found = []
    if unit.defining:
        found.append("definition")
    titled = unit.area == "article" and unit.title.strip().removesuffix(".").lower() in _PURPOSE_TITLES
    if titled or _PURPOSE.search(context.own.surface):
        found.append("purpose")
    ruling = _ruling(context)
    if ruling and all(c.moods == frozenset({EFFORTS}) for c in ruling):
        found.append("efforts")
    if context.lead is not None and _EXCLUDES.search(context.lead.surface):
        found.append("excluded")
    return tuple(found)
