"""The fixed words on the cover of our own documents: the render line prints them, a review passes them over."""

from __future__ import annotations

import re

from pipeline.language import ENGLISH, KOREAN

FACTS = {
    KOREAN: ("문서 상태", "기준일", "적용 기준", "업무 중요도", "조항 라이브러리"),
    ENGLISH: ("Document status", "As of", "Rules applied", "Importance of business", "Clause library"),
}
"""Names of the facts on a cover by language: state, as-of date, rules applied, importance, library."""
WAIVER_HEADS = {KOREAN: "기재사항 면제:", ENGLISH: "Waived required item:"}
"""How, by language, a notice on a cover begins that tells of a required item which the draft gives up."""
_LONGEST_FACT = 120
_FACT = re.compile(rf"(?:{'|'.join(name for names in FACTS.values() for name in names)})(?:[\s:：]|$)")
_WAIVER = re.compile(rf"[\s•]*(?:{'|'.join(WAIVER_HEADS.values())})")


def is_ours(text: str) -> bool:
    """Whether a line or table row before the first article is one that our covers print: it gives nothing."""
    return bool(_WAIVER.match(text)) or (len(text) <= _LONGEST_FACT and bool(_FACT.match(text)))
