"""Puts together the edits of a plan: sentences put right, paragraphs and articles added, terms defined."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.language import KOREAN
from pipeline.model import Clause, Judgement
from pipeline.redline.clauses import Key, Said, Speaker, Wording, wordings
from pipeline.redline.defined import definitions
from pipeline.redline.edits import Edit
from pipeline.redline.faults import RefusedError
from pipeline.redline.labels import as_cited, cited
from pipeline.redline.place import Places, Spot
from pipeline.redline.sentences import Fix
from pipeline.redline.vendor import Vendor

if TYPE_CHECKING:
    from pipeline.redline.case import Case

_LEAD: Final = re.compile(r"다음 각 [호목]|\bfollowing\b")
_SENTENCE_END: Final = re.compile(r"\.(?=\s|$)")
_BODY: Final = re.compile(r" \((?:본문|body)\)$")
_PRECEDING: Final = re.compile(r"전항|the preceding paragraph", re.I)


@dataclass(frozen=True, slots=True)
class Built:
    """Edits in reading order; `refused`: element -> why its wording has no place.

    `blanks`: open blanks of the wording, name -> what they ask for. `attachments`: annexes that the wording names.
    """

    edits: tuple[Edit, ...]
    refused: dict[str, str]
    blanks: dict[str, str]
    attachments: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """The wordings of one clause that go to one place; `number`: that of a new article, '' where they join one.

    `alone`: a wording that was not recognised among others, so it gets an article and short paragraphs.
    """

    wordings: tuple[Wording, ...]
    spot: Spot
    number: str
    joins: bool
    alone: bool


def build(
    case: Case, vendor: Vendor, fixes: Sequence[Fix], wanted: Mapping[str, Key], alone: Container[Key] = ()
) -> Built:
    """Return the edits for the sentences to put right and the wording `wanted` for each element.

    Wording in `alone` gets an article of its own even where it could join one.
    """
    offered = wordings(case.selection)
    chapters: dict[str, list[str]] = {}
    for wording in offered.values():
        chapters.setdefault(wording.clause.chapter, []).extend(wording.serves)
    places = Places(case.document, case.contract, case.review, case.trace, chapters)
    order = list(case.library.elements)
    elements: dict[Key, tuple[str, ...]] = {}
    for element in sorted(wanted, key=order.index):
        elements[wanted[element]] = (*elements.get(wanted[element], ()), element)
    inside = dict(_inside(fixes, elements, offered))
    keys = [key for key in offered if key in elements and key not in inside.values()]
    standing = {inside[fix.start]: fix.locator for fix in fixes if fix.start in inside}
    groups = _groups(case, vendor, places, offered, keys, alone, standing)
    speaker = Speaker(case.library, case.deal, vendor, _numbers(case, places, groups, offered))
    edits = [_corrected(fix, case, speaker, inside, offered, order) for fix in sorted(fixes, key=lambda one: one.start)]
    refused: dict[str, str] = {}
    for group in groups:
        served = tuple(e for w in group.wordings for e in elements.get(w.key, ()))
        try:
            edits.append(_added(case, places, group, speaker, tuple(dict.fromkeys(served)), standing))
        except RefusedError as error:
            refused.update(dict.fromkeys(served, str(error)))
    try:
        edits.extend(definitions(case, vendor, speaker, places, edits))
    except RefusedError as error:
        refused.update(dict.fromkeys(wanted, f"용어의 정의: {error}"))
    blocks = case.document.blocks
    edits.sort(key=lambda edit: (edit.at if edit.swaps else blocks[edit.after].end, _is_article(edit)))
    return Built(tuple(edits), refused, dict(speaker.blanks), dict(speaker.attachments))


def _is_article(edit: Edit) -> bool:
    """Whether it begins a new article: what joins the article before stands first behind the same paragraph."""
    return bool(edit.lines) and edit.lines[0].kind == "heading"


def _inside(
    fixes: Sequence[Fix], elements: Mapping[Key, tuple[str, ...]], offered: Mapping[Key, Wording]
) -> Iterator[tuple[int, Key]]:
    """Yield which wording stands in the place of which struck sentence (by its start): one of a single paragraph."""
    used: list[Key] = []
    for fix in fixes:
        if not fix.struck or fix.fragment:
            continue
        for key, served in elements.items():
            wording = offered[key]
            fits = key not in used and not wording.paragraph.items and wording.needs is None
            if fits and set(served) & set(fix.elements):
                used.append(key)
                yield fix.start, key
                break


def _corrected(
    fix: Fix,
    case: Case,
    speaker: Speaker,
    inside: Mapping[int, Key],
    offered: Mapping[Key, Wording],
    order: Sequence[str],
) -> Edit:
    elements = tuple(sorted(fix.elements, key=order.index))
    if not fix.struck:
        return Edit("corrected", fix.locator, elements, fix.turned())
    if fix.start in inside:
        wording = offered[inside[fix.start]]
        text = " ".join(said.text for said in speaker.said(wording))
        return Edit("replaced", fix.locator, elements, fix.replaced(text), clauses=(wording.clause.id,))
    return Edit("struck", fix.locator, elements, fix.gone(case.trace.text, speaker.language))


def _groups(
    case: Case,
    vendor: Vendor,
    places: Places,
    offered: Mapping[Key, Wording],
    keys: Sequence[Key],
    alone: Container[Key],
    standing: Mapping[Key, str],
) -> list[_Group]:
    """Return the wordings by place; `standing`: wordings that stand in the place of a sentence, and where."""
    by_clause: dict[tuple[str, str], list[Wording]] = {}
    for key in keys:
        wording = offered[key]
        own = by_clause.setdefault((wording.clause.id, "alone" if key in alone else ""), [])
        if wording.needs is not None and wording.needs not in standing and not _is_given(case, offered[wording.needs]):
            before = offered[wording.needs]
            own.extend([before] if before not in own else [])
        if wording not in own:
            own.append(wording)
    groups = []
    for own in by_clause.values():
        clause = own[0].clause
        weights = _weights([wording for wording in offered.values() if wording.clause.id == clause.id], offered)
        elements = [element for wording in own for element in wording.serves]
        spot = places.spot(clause, vendor.adapted(_title(clause, vendor.language)), elements, weights)
        joins = spot.fits and places.takes(spot) and own[0].key not in alone
        groups.append(
            _Group(tuple(own), spot, "" if joins else places.new_number(spot.article), joins, own[0].key in alone)
        )
    return groups


def _weights(own: Sequence[Wording], offered: Mapping[Key, Wording]) -> dict[str, float]:
    """Return how much each element of a clause tells of its place: the share of the clauses that give it."""
    clauses: dict[str, set[str]] = {}
    for wording in offered.values():
        for element in wording.serves:
            clauses.setdefault(element, set()).add(wording.clause.id)
    return {element: 1 / len(clauses[element]) for wording in own for element in wording.serves}


def _title(clause: Clause, language: str) -> str:
    return clause.title if language == KOREAN else clause.title_en


def _is_given(case: Case, wording: Wording) -> bool:
    """Whether the vendor's document itself gives what the wording gives."""
    return bool(wording.serves) and all(
        case.review.elements[element].judgement == Judgement.PRESENT and case.review.elements[element].evidence
        for element in wording.serves
    )


def _numbers(case: Case, places: Places, groups: Sequence[_Group], offered: Mapping[Key, Wording]) -> dict[str, str]:
    """Return how each clause is cited in the document: where our wording goes, or where the vendor's own stands."""
    out: dict[str, str] = {}
    for group in groups:
        number = group.number or case.contract.articles[group.spot.article].number
        if number:
            out[group.wordings[0].clause.id] = as_cited(number, case.contract.language)
    for wording in offered.values():
        for element in wording.serves if wording.clause.id not in out else ():
            if cited := places.cited(element):
                out[wording.clause.id] = cited
                break
    return out


def _added(
    case: Case,
    places: Places,
    group: _Group,
    speaker: Speaker,
    elements: tuple[str, ...],
    standing: Mapping[Key, str],
) -> Edit:
    said = [
        part
        for wording in group.wordings
        for part in _parts(
            _with_preceding(case, group, wording, speaker.said(wording), standing), whole=not group.alone
        )
    ]
    clause = group.wordings[0].clause
    number = case.contract.articles[group.spot.article].number
    if group.joins:
        found = places.joined(group.spot, said)
        if found is not None:
            name = as_cited(number, speaker.language) or case.contract.articles[group.spot.article].title
            labels = [line.label for line in found[1] if line.kind == "text"]
            place = cited(name, labels, speaker.language)
            return Edit("added", place, elements, after=found[0], lines=found[1], clauses=(clause.id,))
    title = speaker.adapted(_title(clause, speaker.language))
    after, lines = places.article(group.spot, group.number, title, said)
    return Edit(
        "article",
        as_cited(group.number, speaker.language) or title,
        elements,
        after=after,
        lines=lines,
        clauses=(clause.id,),
    )


def _parts(said: Sequence[Said], *, whole: bool) -> Iterator[tuple[Said, ...]]:
    """Yield the lines as one paragraph with its items, or with what follows the lead-in of the list as a second one."""
    first, items = said[0], tuple(said[1:])
    cut = next((end for end in _ends(first.text) if _LEAD.search(first.text[:end])), len(first.text))
    if whole or not items or cut == len(first.text):
        yield tuple(said)
        return
    yield (Said(first.level, first.label, first.text[:cut]), *items)
    yield (Said(first.level, first.label, first.text[cut:].strip()),)


def _ends(text: str) -> Iterator[int]:
    """Yield where each sentence of our wording ends."""
    yield from (found.end() for found in _SENTENCE_END.finditer(text))


def _with_preceding(
    case: Case, group: _Group, wording: Wording, said: Sequence[Said], standing: Mapping[Key, str]
) -> tuple[Said, ...]:
    """Return the lines; 'the preceding paragraph' names the provision that it means where that stands elsewhere."""
    if wording.needs is None or any(other.key == wording.needs for other in group.wordings):
        return tuple(said)
    place = standing.get(wording.needs) or _given_in(case, wording)
    if not place:
        return tuple(said)
    place = _BODY.sub("", place)
    return tuple(Said(s.level, s.label, _PRECEDING.sub(place, s.text)) for s in said)


def _given_in(case: Case, wording: Wording) -> str:
    """Return where the vendor's document gives what the paragraph before this one gives."""
    before = next(p for p in wording.clause.paragraphs if (wording.clause.id, p.id) == wording.needs)
    found = (p.locator for element in before.serves for p in case.review.elements[element].evidence[:1])
    return next(found, "")
