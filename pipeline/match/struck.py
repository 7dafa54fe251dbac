"""Articles that another provision declares not to apply: 제3조는 적용하지 아니한다, Clause 3 is deleted.

In: a contract. Out: the places of these articles. Only a sentence that says nothing else counts: with a
condition ("… 경우에는"), for a part of the article ("제3조 제2항") or for something else than the contract it
leaves the article in force, and other measures weigh it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Contract
from pipeline.units import sentences

Number = tuple[int, ...]
_NAMED = r"제\s?\d+\s?조(?:의\s?\d+)?(?:\s?[(（][^()（）]*[)）])?"
_KOREAN = re.compile(
    rf"(?:[^.]{{0,60}}불구하고,?\s)?(?:이 계약|본 계약|이 약관|본 약관)?(?:의|에서)?\s?"
    rf"(?P<list>{_NAMED}(?:\s?(?:와|과|및|,|·|내지|부터)\s?{_NAMED}(?:까지)?)*)"
    r"(?:의 규정)?(?:은|는|을|를)\s(?:(?:이를|모두|이 계약에|본 계약에)\s)?"
    r"(?:적용(?:하지|되지)\s(?:아니한다|않는다|아니합니다|않습니다)|삭제(?:한다|합니다)|적용을 배제(?:한다|합니다)"
    r"|효력이 없다|효력이 없습니다)\.?"
)
_ENGLISH = re.compile(
    r"(?:notwithstanding [^,.]{0,80},\s)?(?:clause|section|article|paragraph)s?\s"
    r"(?P<list>\d+(?:\s\([^()]*\))?(?:(?:,|,? and|,? or| to)\s(?:(?:clause|section|article)s?\s)?\d+(?:\s\([^()]*\))?)*)\s"
    r"(?:(?:does|do|shall|will)\snot\sapply|(?:is|are|shall be)\s(?:hereby\s)?(?:deleted|disapplied|excluded)"
    r"|(?:is|are)\sof\sno\seffect|(?:shall|will)\shave\sno\seffect)"
    r"(?:\s(?:to|from)\s(?:this agreement|these terms|the services|the customer|you))?\.?",
    re.I,
)
_KOREAN_NUMBER = re.compile(r"제\s?(\d+)\s?조(?:의\s?(\d+))?")
_RANGE = re.compile(r"내지|부터|\sto\s")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def struck_out(contract: Contract) -> frozenset[int]:
    """Return the places (in `contract.articles`) of the articles that the contract itself declares not to apply."""
    said = {
        (number, place)
        for place, article in enumerate(contract.articles)
        for paragraph in article.paragraphs
        for start, end in sentences(paragraph.text)
        for number in _numbers(paragraph.text[start:end].strip())
    }
    return frozenset(
        place
        for place, article in enumerate(contract.articles)
        if article.kind == "article"
        and any(number == _number_of(article.number) and place != where for number, where in said)
    )


def _numbers(sentence: str) -> Iterator[Number]:
    """Yield the numbers of the articles that a sentence takes out of force."""
    found = _KOREAN.fullmatch(sentence) or _ENGLISH.fullmatch(sentence)
    if found is None:
        return
    listed = _BRACKETS.sub("", found["list"])
    numbers = [_number_of(match[0]) for match in _KOREAN_NUMBER.finditer(listed)] or [
        (int(digits),) for digits in re.findall(r"\d+", listed)
    ]
    yield from numbers
    if _RANGE.search(listed) and len(numbers) > 1:
        yield from ((number,) for number in range(numbers[0][0], numbers[-1][0] + 1))


def _number_of(label: str) -> Number:
    """Return the number in '제3조의2' or 'Article 3': (3, 2), (3,); () where there is none."""
    korean = _KOREAN_NUMBER.search(label)
    if korean:
        return tuple(int(part) for part in korean.groups() if part)
    digits = re.search(r"\d+", label)
    return (int(digits[0]),) if digits else ()
