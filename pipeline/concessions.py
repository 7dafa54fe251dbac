"""What a draft gives up: the due elements lost by a position or a waiver, and what may not be given up so. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.deal import Bargain
from pipeline.errors import DealError
from pipeline.model import Clause, Element, Library
from pipeline.particles import fit
from pipeline.positions import TITLES, served
from pipeline.wording import introduced_in, paragraph_texts, refs_in, terms_in, texts_of

_BACK = re.compile(r"(?<![가-힣])(?:전항|앞 항|전 항)")


@dataclass(frozen=True, slots=True)
class Loss:
    """A due element that the draft does not give, and the waiver that allows it.

    `requirements`: ids of the due requirements that ask for it. `clause`: the clause whose position gives
    it up, '' where the waiver alone takes it out.
    """

    element: Element
    requirements: tuple[str, ...]
    clause: str
    reason: str
    approver: str
    date: dt.date


def waiver_said(reason: str, approver: str, date: dt.date) -> str:
    """Return a waiver in Korean: why, by whom, when."""
    return f"사유: {reason}. 승인: {approver}, {date.year}. {date.month}. {date.day}."


def losses(
    library: Library,
    due: dict[str, tuple[Element, ...]],
    preferred: tuple[Clause, ...],
    unwaived: tuple[Clause, ...],
    final: tuple[Clause, ...],
    bargain: Bargain,
) -> tuple[Loss, ...]:
    """Return the due elements that `preferred` serves and `final` does not, in library order.

    All three are clauses of one draft: at their preferred wording; at the positions taken; and without
    what is waived. Raise DealError where an element is lost without a waiver.
    """
    gone = served(preferred) - served(final)
    still = served(unwaived)
    found: list[Loss] = []
    faults: list[str] = []
    for element in library.elements.values():
        owners = tuple(name for name, elements in due.items() if element in elements)
        if element.id not in gone or not owners:
            continue
        clause = "" if element.id in still else _yielding(element.id, preferred, bargain)
        waived = bargain.waiver(element.id)
        if waived is None:
            faults.append(_unwaived(library, element, owners, clause, bargain))
        else:
            found.append(Loss(element, owners, clause, waived.reason, waived.approver, waived.date))
    if faults:
        raise DealError("\n".join(faults))
    return tuple(found)


def _yielding(element: str, preferred: tuple[Clause, ...], bargain: Bargain) -> str:
    """Return the clause that serves the element at its preferred wording and stands at another position."""
    return next(c.id for c in preferred if element in served((c,)) and bargain.stand(c.id) is not None)


def _unwaived(library: Library, element: Element, owners: tuple[str, ...], clause: str, bargain: Bargain) -> str:
    position = TITLES[bargain.position(clause)]
    return fit(
        f"거래명세서 negotiation: 조항 '{clause}'({library.clauses[clause].title})의 {position} 입장은 요구되는 요소 "
        f"'{element.title}'({element.id}, {', '.join(owners)})[을/를] 잃습니다. negotiation.waivers에 "
        f"element: {element.id}[과/와] 사유, 승인자, 승인한 날을 적거나 다른 입장을 고르십시오."
    )


def refuse_broken(unwaived: tuple[Clause, ...], final: tuple[Clause, ...]) -> None:
    """Raise DealError if what is left of a draft leads to a part that a waiver took out of it."""
    whole = {clause.id: clause for clause in unwaived}
    left = {clause.id for clause in final}
    before = _introduced(unwaived)
    lost_terms = tuple(term for term in before if term not in _introduced(final))
    for clause in final:
        for text in texts_of(clause):
            target = next((t for t in refs_in(text) if t in whole and t not in left), None)
            if target is not None:
                raise _broken(clause, f"'{target}'({whole[target].title}) 조항을 가리킵니다")
            term = next(iter(terms_in(text, lost_terms)), None)
            if term is not None:
                raise _broken(clause, f"빠지는 문단에서 정한 용어 '{term}'[을/를] 씁니다")
        if _dangling(whole[clause.id], clause):
            raise _broken(clause, "빠지는 앞 항을 '전항'으로 가리킵니다")


def _introduced(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    return tuple(name for clause in clauses for text in texts_of(clause) for name in introduced_in(text))


def _dangling(whole: Clause, left: Clause) -> bool:
    before = dict(_pairs(whole))
    return any(before[name] != earlier for name, earlier in _pairs(left) if _refers_back(whole, name))


def _pairs(clause: Clause) -> Iterator[tuple[str, str]]:
    """Yield (id, id of the paragraph before it) of each paragraph."""
    earlier = ""
    for paragraph in clause.paragraphs:
        yield paragraph.id, earlier
        earlier = paragraph.id


def _refers_back(clause: Clause, name: str) -> bool:
    paragraph = next(p for p in clause.paragraphs if p.id == name)
    return any(_BACK.search(text) for text in paragraph_texts((paragraph,)))


def _broken(clause: Clause, what: str) -> DealError:
    return DealError(
        fit(
            f"거래명세서 negotiation.waivers: 면제로 빠지는 부분이 있어 남는 조항 '{clause.id}'({clause.title})이 {what}. "
            "그 조항의 요소도 함께 면제하거나, 면제하지 말고 수용가능 입장이나 최후 입장을 고르십시오."
        )
    )
