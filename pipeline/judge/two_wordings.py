"""One contract said in two languages: which wording goes first, and what both together say of an element.

In: the text of the contract, and the finding of each wording. Out: one finding. Where the wordings differ
the one counts that the contract itself lets prevail, the Korean one where it says nothing; what only the
other one says counts too. Either way a person looks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.language import ENGLISH, KOREAN
from pipeline.model import ElementFinding, Judgement

_ENGLISH_FIRST = re.compile(
    r"영문(?:본|판|\s?계약서)?(?:에 따른다|에 따릅니다|[이을를]\s?(?:우선|기준|정본))"
    r"|\bEnglish(?:[- ]language)? (?:text|version|wording)s?\b[^.;]{0,40}\b(?:prevails?|controls?|governs?)\b"
)
_NAMES = {KOREAN: "국문", ENGLISH: "영문"}
_SPEAKING = (Judgement.PRESENT, Judgement.CONTRARY)


def prevailing(text: str) -> str:
    """Return the language of the wording that prevails by the words of the contract itself."""
    return ENGLISH if _ENGLISH_FIRST.search(text) else KOREAN


def as_one(korean: ElementFinding, english: ElementFinding, first: str) -> ElementFinding:
    """Return what both wordings say of one element; `first`: the language that prevails."""
    ahead, behind = (english, korean) if first == ENGLISH else (korean, english)
    other = KOREAN if first == ENGLISH else ENGLISH
    if ahead.judgement == behind.judgement:
        return replace(
            ahead,
            certain=ahead.certain or behind.certain,
            evidence=ahead.evidence + behind.evidence[:1],
            reasons=tuple(dict.fromkeys((*ahead.reasons, *behind.reasons))),
        )
    if ahead.judgement in _SPEAKING:
        said = f"{_NAMES[first]}과 {_NAMES[other]}의 판단이 다릅니다. 우선하는 {_NAMES[first]}에 따랐습니다."
        return replace(
            ahead, certain=False, evidence=ahead.evidence + behind.evidence[:1], reasons=(*ahead.reasons, said)
        )
    if behind.judgement in _SPEAKING:
        said = f"{_NAMES[other]}에서만 찾았습니다. 우선하는 {_NAMES[first]}에도 같은 내용이 있는지 확인하십시오."
        return replace(behind, certain=False, reasons=(*behind.reasons, said))
    return ahead
