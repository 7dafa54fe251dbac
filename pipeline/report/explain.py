"""What the program read in a passage, told in Korean: by which requirement, whose act, in which mood.

In: the reasons that the judge gives a passage ('요건: 제공자 · 동의 없는 재위탁 · 권리·허용'). Out: Korean
texts for a reader who does not read the passage's language, or asks why a passage is contrary. They
tell how a passage was read; they are no translation of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.language import ENGLISH, language_of, unit_language
from pipeline.model import Review
from pipeline.particles import choose

SIGN = "요건: "
"""How the judge begins a reason that names actor, rule and mood."""

_TURNED = " (부정되어 상충)"
_WHO = frozenset(("제공자", "금융회사", "감독당국", "재수탁자"))
_FORM = re.compile(r"\((?:표|넓은 표현|구어)(?:, (?:표|넓은 표현|구어))*\)$")
"""A note of the library on the form of a sentence; it says nothing of what was agreed."""

_NO_PROOF = "내용이 가깝지만 이 요소를 정한 문장으로 보지 않았습니다."

_HANGUL = re.compile("[가-힣]")
_FOREIGN = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]{2,}+\W++){2}[^\W\d_]{2}")
"""Three words in a row: a sentence, not a figure with its unit."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A rule that a passage met: `name` as a reader sees it, `who` ('' for anybody) and `way` of the act.

    `turned`: the passage denies what the rule looks for.
    """

    name: str
    who: str
    way: str
    turned: bool


def contract_language(review: Review) -> str:
    """Return the main language of what was reviewed: 'ko' or 'en'."""
    return language_of("\n".join(document.text for document in review.documents))


def is_foreign(text: str, main: str) -> bool:
    """True if a passage of a contract in the language `main` needs a Korean explanation."""
    if _HANGUL.search(text) is not None and unit_language(text, main) != ENGLISH:
        return False
    return _FOREIGN.search(text) is not None


def signs_of(reasons: Iterable[str]) -> tuple[Sign, ...]:
    """Return the rules that `reasons` name, each once, in order; other reasons are left out."""
    found = (_sign(reason.removeprefix(SIGN)) for reason in reasons if reason.startswith(SIGN))
    return tuple(dict.fromkeys(sign for sign in found if sign is not None))


def _sign(told: str) -> Sign | None:
    turned = told.endswith(_TURNED)
    parts = told.removesuffix(_TURNED).split(" · ")
    who = parts.pop(0) if parts[0] in _WHO else ""
    if len(parts) < 2:
        return None
    return Sign(_FORM.sub("", " · ".join(parts[:-1])), who, parts[-1], turned)


def reading(reasons: Iterable[str], place: str, means: str, *, proves: bool = True, contrary: bool = False) -> str:
    """Return how the passage at `place` was read: '요건: 제공자 · ‘변경의 통지’ · 의무·단언 → Section 3, (a)'.

    `means`: what the element asks for, told where no rule names it. `proves`: False for a passage that only stands near
    and was taken for no proof. `contrary`: the passage takes the element away.
    """
    grouped: dict[tuple[str, str, bool], list[str]] = {}
    for sign in signs_of(reasons):
        grouped.setdefault((sign.who, sign.way, sign.turned), []).append(sign.name)
    told = "; ".join(
        " · ".join(filter(None, (who, quoted(names), way))) + (_TURNED if turned else "")
        for (who, way, turned), names in grouped.items()
    )
    told = f"{SIGN}{told} → {place}" if told else ""
    if not proves:
        return f"{told}. {_NO_PROOF}" if told else _NO_PROOF
    way = "을 없애거나 반대로 정한 것으로 읽음" if contrary else "으로 읽음"
    return told or f"‘{means.rstrip('.')}’는 내용{way} → {place}"


def denial(reasons: Iterable[str]) -> str:
    """Return in which way passages with `reasons` are contrary, as a clause: '‘감사권의 부정’에 해당하여 '.

    What a passage does is told before what it only denies; '' where no rule names either.
    """
    signs = signs_of(reasons)
    said = quoted(sign.name for sign in signs if not sign.turned)
    if said:
        return f"{said}에 해당하여 "
    denied = quoted(sign.name for sign in signs if sign.turned)
    return f"{denied}{choose('을/를', denied)} 부정하여 " if denied else ""


def quoted(names: Iterable[str]) -> str:
    """Return names in Korean quotation marks, each once."""
    return ", ".join(f"‘{name}’" for name in dict.fromkeys(names))
