"""Apply the library's recognition rules to the units of a contract.

A rule is hit when every group of its needs stands in the unit (its lead-in, its article
heading or the sentence before may lend one group), the act is the right party's, and
the mood of the clause fits. A hit whose mood is the opposite turns: a duty that is
denied is evidence against the element. Every hit can say why it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.match.grammar import DOES, EFFORTS, MAY, NOT, Clause, Reading
from pipeline.match.grammar_en import deciding_clause
from pipeline.match.words import WordIndex, build_index
from pipeline.match.words_en import PhraseIndex, build_phrases, holds
from pipeline.model import Element, Rule

Hits = dict[str, tuple[tuple[int, int], ...]]
"""Words found in a reading, with their places."""

PRESENT, CONTRARY = "present", "contrary"
_WHO = {"provider": "제공자", "customer": "금융회사", "authority": "감독당국", "subcontractor": "재수탁자"}
_WAY = {DOES: "의무·단언", MAY: "권리·허용", NOT: "금지·부정", EFFORTS: "노력"}
_LENT, _SHORT, _VETOED = 0.5, 0.5, 0.5
"""What a group around the unit counts, what a full set of words lacks of a hit, what a veto leaves."""
_OPPOSITE = {DOES: {NOT}, MAY: {NOT}, NOT: {MAY}}


@dataclass(frozen=True, slots=True)
class Context:
    """The readings around a unit: its lead-in, its article's title, the sentence before.

    `party`: whose a table row is, where a column says so.
    """

    own: Reading
    lead: Reading | None = None
    title: Reading | None = None
    before: Reading | None = None
    subject: str = ""
    row: bool = False
    party: str = ""


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that a unit meets. `turned`: met in the opposite mood. `strength` 0..1."""

    element: str
    kind: str
    rule: str
    strength: float
    turned: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a unit meets: its rule hits, and how near it comes to the rules of (element, kind), 0..1.

    Near is the greatest share of a rule's groups of words that stand in the unit, those around
    it counting half; who acts and the mood are not asked.
    """

    hits: tuple[RuleHit, ...]
    near: Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class RuleSet:
    """All rules of one language, compiled."""

    index: WordIndex | PhraseIndex
    rules: tuple[tuple[str, str, Rule], ...]
    groups: dict[str, tuple[tuple[int, int], ...]]
    vetoes: dict[str, tuple[int, ...]]
    affirmative: frozenset[str]
    """Elements that are only ever met by something done or allowed, never by a prohibition."""
    actors: dict[str, frozenset[str]]
    """Elements whose every present rule names whose act it is, with those parties."""
    never_customer: frozenset[str]
    """Elements that no act of the financial company meets: its own duties are no evidence."""

    def match_all(self, contexts: Iterable[Context]) -> list[Match]:
        """Return what each unit meets; no reading is searched twice."""
        seen: dict[int, Hits] = {}
        return [self.match(context, seen) for context in contexts]

    def match(self, context: Context, seen: dict[int, Hits] | None = None) -> Match:
        """Return what one unit meets, hits in library order. `seen` keeps what was found in a reading."""
        seen = {} if seen is None else seen
        own = self._words(context.own, seen)
        nearby: Hits = {}
        for reading in (context.lead, context.title, context.before):
            if reading is not None:
                nearby = nearby | self._words(reading, seen)
        met: dict[int, set[int]] = {}
        lent: dict[int, set[int]] = {}
        for words, table in ((own, met), (nearby, lent)):
            for word in words:
                for number, group in self.groups.get(word, ()):
                    table.setdefault(number, set()).add(group)
        vetoed = {number for word in own for number in self.vetoes.get(word, ())}
        hits, near = [], dict[tuple[str, str], float]()
        for number in sorted(met):
            around = lent.get(number, set())
            element, kind, rule = self.rules[number]
            near[element, kind] = max(
                near.get((element, kind), 0.0), _near(rule, met[number], around, number in vetoed)
            )
            hit = None if number in vetoed else self._judge(number, met[number], around, own, context)
            if hit:
                hits.append(hit)
        return Match(tuple(hits), near)

    def _words(self, reading: Reading, seen: dict[int, Hits]) -> Hits:
        key = id(reading)
        if key not in seen:
            seen[key] = self.index.hits(reading)
        return seen[key]

    def _judge(self, number: int, met: set[int], lent: set[int], own: Hits, context: Context) -> RuleHit | None:
        element, kind, rule = self.rules[number]
        missing = set(range(len(rule.needs))) - met
        if missing - lent or len(missing) > _borrowable(rule, context):
            return None
        if rule.title and not _in_title(rule, context):
            return None
        spans = _spans(rule, met, own)
        if context.own.language == "en":
            spans = _closest(rule, met, own)
        if rule.near and _width(spans) > rule.near:
            return None
        clause = _deciding_clause(spans, context)
        who = _actor(clause, context)
        if not _right_actor(rule.by, who):
            return None
        turned = _turned(rule, clause.moods)
        if turned is None or (turned and not rule.turns):
            return None
        return RuleHit(
            element,
            kind if not turned else (CONTRARY if kind == PRESENT else PRESENT),
            rule.name,
            _strength(rule, missing, who),
            turned,
            _reason(rule, clause, who, turned),
        )


def compile_rules(elements: Iterable[Element], words: dict[str, tuple[str, ...]], lang: str) -> RuleSet:
    """Return the rule set of `lang`; `words` are the library's word groups."""
    table = words
    listed_elements = tuple(elements)
    rules: list[tuple[str, str, Rule]] = []
    groups: dict[str, list[tuple[int, int]]] = {}
    vetoes: dict[str, list[int]] = {}
    for element in listed_elements:
        for kind, listed in ((PRESENT, element.present), (CONTRARY, element.contrary)):
            for rule in listed.get(lang, ()):
                number = len(rules)
                rule = replace(
                    rule, needs=tuple(expand(n, table) for n in rule.needs), unless=expand(rule.unless, table)
                )
                rules.append((element.id, kind, rule))
                for group, alternatives in enumerate(rule.needs):
                    for word in alternatives:
                        groups.setdefault(word, []).append((number, group))
                for word in rule.unless:
                    vetoes.setdefault(word, []).append(number)
    index = build_index([*groups, *vetoes]) if lang == "ko" else build_phrases([*groups, *vetoes])
    met = {e.id: e.present.get(lang) or e.present.get("ko", ()) for e in listed_elements}
    affirmative = frozenset(
        e for e, listed in met.items() if listed and not any({NOT, "any"} & set(r.way) for r in listed)
    )
    named = {e: frozenset(r.by for r in listed) for e, listed in met.items()}
    actors = {e: by for e, by in named.items() if by and "any" not in by}
    return RuleSet(
        index,
        tuple(rules),
        {w: tuple(v) for w, v in groups.items()},
        {w: tuple(v) for w, v in vetoes.items()},
        affirmative,
        actors,
        frozenset(e for e, by in named.items() if by and "customer" not in by),
    )


def expand(words: Sequence[str], table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return `words` with every {group} replaced by its words."""
    out: list[str] = []
    for word in words:
        if word.startswith("{") and word.endswith("}"):
            out.extend(table[word[1:-1]])
        else:
            out.append(word)
    return tuple(dict.fromkeys(out))


def _borrowable(rule: Rule, context: Context) -> int:
    """Return how many groups may stand around the unit: one, or all but one for a list item."""
    if context.lead is not None:
        return len(rule.needs) - 1
    return 1 if len(rule.needs) > 1 else 0


def _in_title(rule: Rule, context: Context) -> bool:
    if context.title is not None and context.title.language == "en":
        return any(holds(context.title, w) for w in rule.title)
    return context.title is not None and any("".join(w.split()) in context.title.surface for w in rule.title)


def _spans(rule: Rule, met: set[int], own: Hits) -> list[tuple[int, int]]:
    """Return for each met group the last place of its words (the verb stands last in Korean)."""
    spans = []
    for group in sorted(met):
        places = [p for w in rule.needs[group] for p in own.get(w, ())] or [(0, 0)]
        spans.append(max(places))
    return spans


def _closest(rule: Rule, met: set[int], own: Hits) -> list[tuple[int, int]]:
    """Return for each met group the place nearest to the first group's (English verbs stand anywhere)."""
    listed = [sorted(p for w in rule.needs[group] for p in own.get(w, ())) or [(0, 0)] for group in sorted(met)]
    choices = [[min(places, key=lambda p: abs(p[0] - anchor[0])) for places in listed] for anchor in listed[0]]
    return min(choices, key=_width)


def _width(spans: list[tuple[int, int]]) -> int:
    return max(end for _, end in spans) - min(start for start, _ in spans)


def _deciding_clause(spans: list[tuple[int, int]], context: Context) -> Clause:
    if context.own.language == "en":
        clause = deciding_clause(context.own, [start for start, _ in spans])
    else:
        clause = context.own.clause_at(max(start for start, _ in spans))
    if not any(c.predicate for c in context.own.clauses) and context.lead is not None:
        return context.lead.clauses[-1]
    return clause


def _actor(clause: Clause, context: Context) -> str:
    if context.party:
        return context.party
    if clause.subject:
        return clause.subject
    if context.lead is not None and context.lead.subject:
        return context.lead.subject
    return context.subject


def _right_actor(by: str, who: str) -> bool:
    if by == "any" or not who:
        return True
    if by == "customer":
        return who in ("customer", "authority")
    return who == by


def _turned(rule: Rule, moods: frozenset[str]) -> bool | None:
    """Return False if the mood fits, True if it is the opposite, None if it proves nothing."""
    if "any" in rule.way or moods & set(rule.way):
        return False
    opposite = {m for way in rule.way for m in _OPPOSITE.get(way, set())} - set(rule.way)
    return True if moods & opposite else None


def _near(rule: Rule, met: set[int], lent: set[int], vetoed: bool) -> float:
    """Return how near a unit comes to `rule`; a rule of one group has no near."""
    groups = len(rule.needs)
    if groups < 2:
        return 0.0
    share = min(len(met) + _LENT * len(lent - met), groups - _SHORT) / groups
    return share * (_VETOED if vetoed else 1.0)


def _strength(rule: Rule, missing: set[int], who: str) -> float:
    strength = 1.0 - 0.25 * len(missing) / max(1, len(rule.needs) - 1)
    if rule.by not in ("any", "") and not who:
        strength -= 0.15
    return round(strength, 2)


def _reason(rule: Rule, clause: Clause, who: str, turned: bool) -> str:
    parts = [_WHO.get(who, ""), rule.name, " / ".join(_WAY[m] for m in sorted(clause.moods))]
    text = " · ".join(p for p in parts if p)
    return f"요건: {text}" + (" (부정되어 상충)" if turned else "")
