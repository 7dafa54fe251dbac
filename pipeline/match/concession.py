"""Concessions: a sentence that takes back or narrows what another one grants.

다만, 단, 그러나, … 불구하고; except, provided that, notwithstanding, however, subject to.
Grammar only: what is taken back is for the judge to weigh.
"""

from __future__ import annotations

import re

from pipeline.match.grammar import Reading

_KOREAN = re.compile(r"^(?:다만|단[,，]|단서|그러나|그럼에도)|불구하고|예외로|제외하고|우선하여적용|우선한다")
_ENGLISH = re.compile(
    r"^(?:except|provided|however|but|unless|even (?:if|where))\b|\b(?:notwithstanding|despite|regardless of|subject to|in lieu of|prevails? over"
    r"|provided (?:that|however)|save (?:that|as|for)|except (?:that|as))\b"
)


def concedes(reading: Reading) -> bool:
    """True if the sentence says that it holds against another provision."""
    pattern = _ENGLISH if reading.language == "en" else _KOREAN
    return pattern.search(reading.surface) is not None
