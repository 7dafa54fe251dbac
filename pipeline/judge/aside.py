"""Sentences that set another contract's provision aside, read without saying so.

'원계약 제12조 제3항에도 불구하고 제공자는 …', 'Notwithstanding Section 4 of the Original Agreement, the Provider shall …'
give here what the rest of the sentence gives, and take nothing back that stands in the same document: which
document goes first is for the order of precedence to say (`precedence`). Only names that can mean no contract but
another one count (`other.contract` in words.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.language import ENGLISH, KOREAN
from pipeline.units import Unit

_QUOTED = r"“[^”\n]*”|「[^」\n]*」"
GROUP = "other.contract"
_REACH = 200
"""How long what is set aside may be, in characters."""
_VERB = r"\b(?:shall|may|will|must|is|are|agrees?)\b"
"""Words of a provision: what is set aside is named before them."""


def without_set_aside(units: Sequence[Unit], words: Mapping[str, Mapping[str, tuple[str, ...]]]) -> tuple[Unit, ...]:
    """Return the units as they are to be read; places stay those of the whole sentence. `words`: by language."""
    pattern = _pattern(words.get(KOREAN, {}).get(GROUP, ()), words.get(ENGLISH, {}).get(GROUP, ()))
    return tuple(
        replace(
            unit, text=_rest(pattern, unit.text), lead=_rest(pattern, unit.lead), before=_rest(pattern, unit.before)
        )
        for unit in units
    )


@lru_cache(maxsize=8)
def _pattern(korean: tuple[str, ...], english: tuple[str, ...]) -> re.Pattern[str]:
    within = rf"(?:{_QUOTED}|[^.\n]|\.(?=\w)){{0,{_REACH}}}?"
    ours = rf"(?:{_either(korean)}){within}에도 불구하고,?\s+"
    theirs = rf"(?i:notwithstanding|despite)\s(?:{_QUOTED}|(?!{_VERB})[^\n]){{0,{_REACH}}}?"
    return re.compile(rf"^(?:{ours}|{theirs}(?<!this )(?i:\b(?:{_either(english)})),\s+)")


def _either(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words)) or "(?!)"


def _rest(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    return rest[:1].upper() + rest[1:]
