"""From the gaps of a review to the edits that close them, each proved by the analyzer before anything is written.

The plan is tried and judged as a whole, round after round: a sentence that was turned but still takes something away
is turned another way and at last struck out; an element that is not given yet gets our wording; a wording that the
analyzer does not recognise there gives way to another. What is left open at the end is not placed, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.judge import review as judge
from pipeline.judge.gaps import gaps
from pipeline.language import unit_language
from pipeline.match.grammar import Reading
from pipeline.model import ElementFinding, Judgement, Passage, Review
from pipeline.parse import parse
from pipeline.redline.build import Built, build
from pipeline.redline.case import Case
from pipeline.redline.clauses import Key, chosen_for, wordings
from pipeline.redline.faults import RefusedError
from pipeline.redline.intent import Intent, intended
from pipeline.redline.sentences import Fix, fix_for, overlapping, turns_of
from pipeline.redline.turns import wanted
from pipeline.redline.vendor import Vendor, vendor_of

_ROUNDS: Final = 10
_UNREAD: Final = "읽지 못한 부분이 있어 조항이 없다고 할 수 없습니다."
_UNKNOWN: Final = "넣을 문구가 조항 라이브러리에 없습니다."
_UNPROVED: Final = "문구를 넣었으나 분석기가 이 요소를 확인하지 못했습니다. 넣은 문구를 직접 확인하십시오."
_AGAINST: Final = (
    "문구를 넣었으나 {place}의 문구가 이 요소와 상충하는 것으로 읽힙니다. 그 문구도 고쳐야 하는지 확인하십시오."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits in reading order; `intent`: the document that they make.

    `unplaced`: element -> why nothing is done for it. `unproved`: element -> why what is done for it is in doubt.
    """

    built: Built
    intent: Intent
    unplaced: dict[str, str]
    unproved: dict[str, str]

    @property
    def left(self) -> dict[str, str]:
        """Every element that is not proved to be given, with the reason."""
        return {**self.unplaced, **self.unproved}


@dataclass(slots=True)
class _State:
    """What is tried: sentences put right, the wording of each element, and what was tried in vain."""

    case: Case
    vendor: Vendor
    fixes: list[Fix] = field(default_factory=list)
    wanted: dict[str, Key] = field(default_factory=dict)
    tried: dict[str, frozenset[Key]] = field(default_factory=dict)
    alone: list[Key] = field(default_factory=list)
    unplaced: dict[str, str] = field(default_factory=dict)
    unproved: dict[str, str] = field(default_factory=dict)
    known: dict[str, Reading] = field(default_factory=dict)


def plan(case: Case, known: dict[str, Reading] | None = None) -> Plan:
    """Return the edits for every gap of the case; nothing is guessed, see the module."""
    state = _State(case, vendor_of(case.review), known=known if known is not None else {})
    open_at_first = gaps(case.review, case.library)
    _take(state, {gap.element: gap.finding for gap in open_at_first}, None)
    for _ in range(_ROUNDS):
        _, intent = _build(state)
        left = _left(state, intent)
        if not left or not _take(state, left, intent):
            break
    built, intent = _settled(state)
    return Plan(built, intent, state.unplaced, state.unproved)


def _build(state: _State) -> tuple[Built, Intent]:
    built = build(state.case, state.vendor, state.fixes, state.wanted, state.alone)
    for element, reason in built.refused.items():
        state.unplaced[element] = reason
        state.wanted.pop(element, None)
    return built, intended(state.case.document, built.edits)


def _left(state: _State, intent: Intent) -> dict[str, ElementFinding]:
    """Return the elements that are still open when the edits are accepted, those given up left out."""
    case = state.case
    found = judge(intent.document, parse(intent.document), case.library, case.review.conditions, state.known)
    left = {gap.element: gap.finding for gap in gaps(found, case.library) if not _given_up(state, gap.element)}
    for fix in state.fixes:  # a turn that helps nobody is none
        if not fix.struck and all(element in left for element in fix.elements):
            fix.turns.pop(0)
    return left


def _take(state: _State, left: dict[str, ElementFinding], intent: Intent | None) -> bool:
    """Do something more for each open element; return False where nothing can be done for any."""
    moved = False
    contrary = [e for e, finding in left.items() if finding.judgement == Judgement.CONTRARY]
    for element in contrary:
        moved |= _put_right(state, element, left[element], intent)
    if intent is None:
        unread = [element for element, finding in left.items() if finding.judgement == Judgement.UNREAD]
        state.unplaced.update(dict.fromkeys(unread, _UNREAD))
    asked = [e for e in left if not _given_up(state, e) and not _is_being_turned(state, e)]
    return _reword(state, asked, contrary if intent is not None else []) or moved


def _given_up(state: _State, element: str) -> bool:
    return element in state.unplaced or element in state.unproved


def _is_being_turned(state: _State, element: str) -> bool:
    return any(not fix.struck and element in fix.elements for fix in state.fixes)


def _put_right(state: _State, element: str, finding: ElementFinding, intent: Intent | None) -> bool:
    """Change the sentence that takes the element away, or change it otherwise; return False where there is none.

    Only sentences that the first review called contrary are touched: what else the analyzer says of a text that is
    half changed is a doubt about our wording, not about the vendor's.
    """
    for passage in finding.evidence:
        place = (passage.start, passage.end) if intent is None else intent.back(passage.start, passage.end)
        if place is None or not _is_contrary(state, element, *place):
            continue
        fix = overlapping(state.fixes, *place)
        if fix is None:
            return _add_fix(state, element, replace(passage, start=place[0], end=place[1]))
        if element not in fix.elements:
            fix.elements.append(element)
        if intent is not None and not fix.struck:
            fix.turns.pop(0)
        return True
    return False


def _is_contrary(state: _State, element: str, start: int, end: int) -> bool:
    finding = state.case.review.elements[element]
    return finding.judgement == Judgement.CONTRARY and any(
        passage.start < end and start < passage.end for passage in finding.evidence
    )


def _add_fix(state: _State, element: str, passage: Passage) -> bool:
    case = state.case
    text = case.trace.text[passage.start : passage.end]
    try:
        fix = fix_for(replace(passage, text=text), case.contract, case.trace, _contrary_spans(case.review))
    except RefusedError as error:
        state.unplaced[element] = f"{passage.locator}: {error}"
        return False
    inner = [other for other in state.fixes if fix.start < other.end and other.start < fix.end]
    for other in inner:  # the whole sentence goes, and what of it was to be changed before with it
        state.fixes.remove(other)
    fix.elements = list(dict.fromkeys([element, *(e for other in inner for e in other.elements)]))
    fix.turns = [] if inner else _turns(state, fix)
    state.fixes.append(fix)
    return True


def _contrary_spans(review: Review) -> list[tuple[int, int]]:
    return sorted(
        (passage.start, passage.end)
        for finding in review.elements.values()
        if finding.judgement == Judgement.CONTRARY
        for passage in finding.evidence
    )


def _turns(state: _State, fix: Fix) -> list[str]:
    language = unit_language(fix.text, state.vendor.language)
    if language != state.vendor.language:
        return []
    offered = wordings(state.case.selection)
    texts = [t for w in offered.values() if set(w.serves) & set(fix.elements) for t in w.texts(language)]
    return turns_of(fix, state.vendor.names, wanted(tuple(texts)), language)


def _reword(state: _State, elements: list[str], contrary: list[str]) -> bool:
    """Choose wordings for elements without one, and others for those whose wording was not recognised."""
    offered = wordings(state.case.selection)
    moved = False
    for element in elements:
        if element in state.wanted and element not in contrary:
            state.tried[element] = state.tried.get(element, frozenset()) | {state.wanted.pop(element)}
    for element in elements:
        if element in state.wanted:
            continue
        tried = state.tried.get(element, frozenset())
        narrow = any(element in fix.elements for fix in state.fixes)
        key = chosen_for(elements, offered, tried, element, narrow=narrow)
        if key is None and (again := _not_alone(state, element)):
            key = again
            state.alone.append(key)
        if key is None and not tried:
            state.unplaced[element] = _UNKNOWN
            continue
        if key is None:
            _keep_unproved(state, element)
            continue
        state.wanted[element] = key
        moved = True
    return moved


def _keep_unproved(state: _State, element: str) -> None:
    """Keep the wording of an element that no try proves: it is ours all the same, and a person looks at it."""
    offered = wordings(state.case.selection)
    key = chosen_for((element,), offered, (), element, narrow=True)
    state.unproved[element] = _UNPROVED
    if key is not None:
        state.wanted[element] = key
        if key in state.alone and all(state.wanted[e] != key for e in state.wanted if e != element):
            state.alone.remove(key)


def _not_alone(state: _State, element: str) -> Key | None:
    """Return a wording that was tried among other paragraphs only: under a heading of its own it may be recognised."""
    return next((key for key in sorted(state.tried.get(element, ())) if key not in state.alone), None)


def _settled(state: _State) -> tuple[Built, Intent]:
    """Return the edits without those that serve only what could not be placed; what is still open is in doubt."""
    for element in state.unplaced:
        state.wanted.pop(element, None)
    state.fixes = [fix for fix in state.fixes if not all(element in state.unplaced for element in fix.elements)]
    while True:
        refused = len(state.unplaced)
        built, intent = _build(state)
        if len(state.unplaced) == refused:
            break
    state.unproved = _doubts(state, intent)
    return built, intent


def _doubts(state: _State, intent: Intent) -> dict[str, str]:
    """Return what is still open when the edits are accepted, with the vendor's own words that stand against it."""
    case = state.case
    found = judge(intent.document, parse(intent.document), case.library, case.review.conditions, state.known)
    out = {}
    for gap in gaps(found, case.library):
        kept = (p.locator for p in gap.finding.evidence if intent.back(p.start, p.end) is not None)
        place = next(kept, "") if gap.contrary else ""
        if gap.element not in state.unplaced:
            out[gap.element] = _AGAINST.format(place=place) if place else _UNPROVED
    return out
