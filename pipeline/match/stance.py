"""What a unit does, whatever it is about: who acts, and whether it obliges, allows or denies.

Grammar only. The measures go to the decider beside those of the element.
"""

from __future__ import annotations

import re

from pipeline.match.grammar import DOES, MAY, NOT, Clause
from pipeline.match.rules import Context

STANCE = (
    "customer's duty",
    "customer alone acts",
    "provider acts",
    "denies or forbids",
    "allows",
    "closes with a denial",
    "words of refusal",
    "no verb",
)
"""The measures of `stance`."""
NEUTRAL = (0.0,) * len(STANCE)
_REFUSAL_EN = re.compile(
    r"\b(?:no|not|none|nil|never|nothing|neither|nor|without|refus\w+|forbid\w*|declin\w*|exclud\w*|disclaim\w*|waive\w*|free|unfettered"
    r"|discretion)\b"
)
_REFUSAL_KO = re.compile(r"않|아니|없|못|거부|거절|금지|불가|배제|면책|제외|자유|임의|재량|미제공|불응")
_MANY = 4


def stance(context: Context) -> tuple[float, ...]:
    """Return the measures named in `STANCE`, each a truth value but the count of words of refusal (at most 4)."""
    clauses = speaking(context)
    moods = frozenset(mood for clause in clauses for mood in clause.moods)
    actors = actors_of(context) or frozenset({context.subject} - {""})
    return (
        float(customer_duty(context)),
        float(actors == {"customer"}),
        float("provider" in actors),
        float(NOT in moods),
        float(MAY in moods),
        float(denies(context)),
        float(min(_MANY, refusals(context))),
        float(not clauses),
    )


def without_denial(measures: tuple[float, ...]) -> tuple[float, ...]:
    """Return the measures of `stance` of a sentence whose denial gives: as if it denied nothing."""
    denial = ("denies or forbids", "closes with a denial", "words of refusal")
    return tuple(0.0 if name in denial else value for name, value in zip(STANCE, measures, strict=True))


def refusals(context: Context) -> int:
    """Return how many words of refusal stand in the unit."""
    pattern = _REFUSAL_EN if context.own.language == "en" else _REFUSAL_KO
    return len(pattern.findall(context.own.surface))


def customer_duty(context: Context) -> bool:
    """True if every clause is an act of the financial company and none of them its right."""
    if context.party:
        return context.party == "customer"
    clauses = context.own.clauses if context.own.language != "en" else speaking(context)
    return (
        bool(clauses)
        and all(c.subject == "customer" for c in clauses)
        and all(c.moods == frozenset({DOES}) for c in clauses)
    )


def speaking(context: Context) -> tuple[Clause, ...]:
    """Return the clauses with a predicate; an English list item speaks with its lead-in's."""
    own = tuple(c for c in context.own.clauses if c.predicate)
    if not own and context.own.language == "en" and context.lead is not None:
        return tuple(c for c in context.lead.clauses if c.predicate)
    return own


def actors_of(context: Context) -> frozenset[str]:
    """Return the parties that the unit names as acting (its lead-in's for a list item)."""
    if context.party:
        return frozenset({context.party})
    named = frozenset(c.subject for c in context.own.clauses if c.subject)
    if not named and context.lead is not None and context.lead.subject:
        return frozenset({context.lead.subject})
    return named


def denies(context: Context) -> bool:
    """True if the last clause with a predicate is a plain denial."""
    closing = speaking(context)
    return bool(closing) and closing[-1].moods == frozenset({NOT})
