"""Turns an English sentence the other way by its modal: the smallest change that could put it right.

In: a sentence, the parties' names, what is wanted. Out: candidate sentences, the gentlest first. 'Shall not be obliged
to' becomes 'shall', 'without notice' 'upon prior written notice', the provider's 'may' 'shall not', 'may not' of the
customer 'may'. A sentence with an exception or with several modals is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.redline.turns import Names, Wanted

_EXCEPTION: Final = re.compile(r"\b(?:except|unless|other than|save (?:for|that)|only|solely|provided that)\b", re.I)
_MODAL: Final = re.compile(r"\b(?:shall|will|may|must|should|can|cannot)\b", re.I)
_POSSESSIVE: Final = r"(?P<whose>(?:your|our|the [A-Z]\w+(?: [A-Z]\w+)?['’]s|[A-Z]\w+(?: [A-Z]\w+)?['’]s?)\s+)?"
_NO_NOTICE: Final = re.compile(
    rf"\bwithout\s+(?:any\s+|further\s+|the\s+)?{_POSSESSIVE}(?:prior\s+|advance\s+)?(?:written\s+)?(?:notice|notification)\b",
    re.I,
)
_UNTOLD: Final = re.compile(
    r"\bwithout\s+(?:first\s+)?(?:notifying|informing|telling)\s+(?P<whom>you|the \w+(?: \w+)?|[A-Z]\w+)", re.I
)
_NO_CONSENT: Final = re.compile(
    rf"\bwithout\s+(?:first\s+)?(?:obtaining\s+|seeking\s+)?(?:the\s+|any\s+)?{_POSSESSIVE}(?:prior\s+)?(?:written\s+)?"
    r"(?P<noun>consent|approval|permission)\b"
)
_NO_DUTY: Final = re.compile(
    r"\b(?:(?:shall|will)\s+not\s+be|(?:is|are)\s+not)\s+(?:obliged|obligated|required|bound)\s+to\b"
    r"|\b(?:(?:shall|will)\s+(?:have\s+no|be\s+under\s+no)|has\s+no|have\s+no|(?:is|are)\s+under\s+no)\s+(?:obligation|duty)\s+to\b"
    r"|\bneed\s+not\b|\b(?:does|do)\s+not\s+undertake\s+to\b",
    re.I,
)
_AT_WILL: Final = re.compile(
    r"\bmay,?\s+(?:but\s+(?:is|are)\s+not\s+(?:obliged|obligated|required)\s+to,?\s+|(?:at|in)\s+(?:its|our|their)\s+(?:sole\s+|own\s+|absolute\s+)*"
    r"discretion,?\s+)",
    re.I,
)
_NOT_LIABLE: Final = re.compile(
    r"\b(?:(?:shall|will)\s+not\s+be|(?:is|are)\s+not)\s+liable\b|\b(?:shall|will)\s+have\s+no\s+liability\b", re.I
)
_NOT: Final = re.compile(r"\b(?:shall|will|may|must)\s+not\b|\bcannot\b", re.I)
_MAY: Final = re.compile(r"\bmay\b(?!\s+not)", re.I)


def turned(sentence: str, names: Names, wish: Wanted) -> Iterator[str]:
    """Yield the sentence turned, in the order in which they are to be tried; nothing where no turn is safe."""
    seen = [sentence]
    for candidate in _candidates(sentence, names, wish):
        shown = candidate.upper() if sentence.isupper() else candidate
        if shown not in seen:
            seen.append(shown)
            yield shown


def _candidates(sentence: str, names: Names, wish: Wanted) -> Iterator[str]:
    yield _with_leave(sentence, wish)
    if _EXCEPTION.search(sentence):
        return
    if wish.duty:
        yield from _once(_NO_DUTY, "shall", sentence)
        yield from _once(_AT_WILL, "shall ", sentence)
        yield from _once(_NOT_LIABLE, "shall be liable", sentence)
    if len(_MODAL.findall(sentence)) != 1:
        return
    said = _MODAL.search(sentence)
    assert said is not None
    subject = _subject(sentence[: said.start()], names)
    if wish.duty and subject == "provider":
        yield from _once(_NOT, "shall", sentence)
    if wish.ban and subject == "provider":
        yield from _once(_MAY, "shall not", sentence)
    if wish.right and subject == "customer":
        yield from _once(_NOT, "may", sentence)


def _once(pattern: re.Pattern[str], new: str, sentence: str) -> Iterator[str]:
    """Yield the sentence with the pattern replaced, if it stands in it once."""
    if len(pattern.findall(sentence)) == 1:
        yield pattern.sub(new, sentence)


def _with_leave(sentence: str, wish: Wanted) -> str:
    """Return the sentence with what was to be done without notice or consent done with it."""
    if wish.notice:
        sentence = _NO_NOTICE.sub("upon prior written notice", sentence)
        sentence = _UNTOLD.sub(lambda found: f"upon prior written notice to {found['whom']}", sentence)
    if wish.consent:
        sentence = _NO_CONSENT.sub(
            lambda found: f"only with {found['whose'] or 'the '}prior written {found['noun']}", sentence
        )
    return sentence


def _subject(before: str, names: Names) -> str:
    """Return whose modal it is: the party named last before it, '' where none is."""
    found, at = "", -1
    for party, words in (("provider", names.provider), ("customer", names.customer)):
        for word in words:
            for match in re.finditer(rf"(?<![\w-])(?i:{re.escape(word)})(?![\w-]|['’]s)", before):
                if match.start() > at:
                    found, at = party, match.start()
    return found
