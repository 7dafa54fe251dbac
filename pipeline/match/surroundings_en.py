"""What stands around an English unit: the headings it is under and the sentence that opens its list.

English contracts put headings into the paragraph ("Audit. Provider shall …") or on a line of
their own, and lists into the sentence ("shall: (a) …; (b) …"). In: the units of a contract.
Out: for each its lead-in and its heading, as texts to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.units import Unit

_HEADING_WORDS = 8
_ENUMERATOR = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s")
_FIRST_ENUMERATOR = re.compile(r"\((?:a|i|1|A)\)\s")
_NUMBER = re.compile(r"[-–•\s]*(?:\d{1,2}\.?){0,4}[\s.]*")
_VERB = re.compile(r"(?i)\b(?:shall|will|may|must|is|are|was|has|have|can|does|do|means|agrees|should|would)\b")
_FURNITURE = re.compile(r"(?i)\bpage\s+\d+|\d+\s*/\s*\d+$|https?:|@|^\W*\d|\bv\d|copyright|©|last updated|effective")
Around = tuple[str, str]


def english_surroundings(units: Sequence[Unit]) -> list[Around]:
    """Return (lead-in, heading) of each unit."""
    out: list[Around] = []
    standing, run_in, opening = "", "", ""
    previous: Unit | None = None
    for i, unit in enumerate(units):
        if _NUMBER.fullmatch(unit.text.strip()):
            out.append((unit.lead, unit.title))
            continue
        following = units[i + 1] if i + 1 < len(units) else None
        if previous is None or unit.article != previous.article:
            standing = ""
        if previous is None or _place(unit) != _place(previous):
            run_in, opening = "", ""
            if _alone(unit, following) and _is_heading(unit.text, dotted=False) and unit.kind == "sentence":
                standing = _plain(unit.text)
            elif not _alone(unit, following) and _is_heading(unit.text, dotted=True):
                run_in = _plain(unit.text)
        lead = " ".join(part for part in (unit.lead, _listed(unit, previous, opening)) if part)
        heading = " - ".join(dict.fromkeys(part for part in (unit.title, standing, run_in) if part))
        out.append((lead, heading))
        opening = _opening(unit, previous, opening)
        previous = unit
    return out


def _place(unit: Unit) -> tuple[int, int]:
    return unit.article, unit.paragraph


def _alone(unit: Unit, following: Unit | None) -> bool:
    return following is None or _place(following) != _place(unit)


def _plain(text: str) -> str:
    return re.sub(r"[*#_]+", "", text).strip(" .:")


def _is_heading(text: str, *, dotted: bool) -> bool:
    """True for a few words without a verb; `dotted`: closed by a full stop or a colon."""
    plain = _plain(text)
    closed = text.rstrip("*_ ").endswith((".", ":"))
    return (
        0 < len(plain.split()) <= _HEADING_WORDS
        and plain[0].isupper()
        and closed == dotted
        and not _VERB.search(plain)
        and not _FURNITURE.search(text)
        and not text.rstrip().endswith((";", ","))
    )


def _listed(unit: Unit, previous: Unit | None, opening: str) -> str:
    """Return the opening of a list inside a sentence for its second and later items."""
    return opening if opening and previous is not None and _continues(unit, previous) else ""


def _continues(unit: Unit, previous: Unit) -> bool:
    return (
        _place(unit) == _place(previous)
        and previous.text.rstrip().endswith((";", "; and", "; or"))
        and bool(_ENUMERATOR.match(unit.text))
    )


def _opening(unit: Unit, previous: Unit | None, opening: str) -> str:
    if previous is not None and opening and _continues(unit, previous):
        return opening
    found = _FIRST_ENUMERATOR.search(unit.text)
    return unit.text[: found.start()].strip() if found else ""
