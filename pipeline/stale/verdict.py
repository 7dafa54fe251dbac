"""What a change of law or library means for one document, worked out from its stamp alone. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.due import bases_at, due_elements, due_ids
from pipeline.model import Conditions, Edition, Library
from pipeline.stale.model import Added, Found, Group, Law, Verdict
from pipeline.stamp import PAPER, Stamp, element_hashes, identity, known_hashes

WRITTEN = ("contract", "trace", "addendum")
"""Kinds of documents that hold our wording; the others judge a document of somebody else."""
_OF_THE_MOMENT = ("stale",)
"""A survey tells how things stood on a day and does not grow old."""


class Reference:
    """The library and the law on a day, with what every verdict needs of them."""

    def __init__(self, library: Library, conditions: Conditions) -> None:
        """`conditions`: day and edition count; importance and facts are those of each document."""
        self.library = library
        self.conditions = conditions
        self.edition = next(e for e in library.editions if e.id == conditions.edition)
        self.wordings: Mapping[str, frozenset[str]] = known_hashes(library)
        self.elements: Mapping[str, str] = element_hashes(library.elements.values())

    def then(self, stamp: Stamp) -> Conditions:
        """Return the conditions that the document was made under."""
        return Conditions(stamp.as_of, stamp.edition, stamp.importance, frozenset(stamp.facts))

    def now(self, stamp: Stamp) -> Conditions:
        """Return the same deal under the law of the day."""
        return replace(self.then(stamp), as_of=self.conditions.as_of, edition=self.edition.id)


def verdict(document: Found, reference: Reference) -> Verdict:
    """Return what touches `document`; whether an addendum covers it is not looked at here."""
    stamp, library = document.stamp, reference.library
    if stamp.kind == PAPER:
        return _of_paper(document, reference)
    written = stamp.kind in WRITTEN
    edition = _edition(stamp, reference)
    added = tuple(_added(stamp, reference))
    due = due_ids(library, reference.now(stamp))
    dropped = tuple(name for name in stamp.elements if name not in due)
    changed = tuple(n for n, h in stamp.parts.items() if n in reference.wordings and h not in reference.wordings[n])
    gone = tuple(name for name in stamp.parts if name not in reference.wordings)
    judged = () if written else tuple(_judged(stamp, reference))
    laws = tuple(_laws(stamp, reference))
    touched = bool(edition or laws or added or changed or gone or judged or (dropped and not written))
    group = Group.TOUCHED if touched and stamp.kind not in _OF_THE_MOMENT else Group.CURRENT
    return Verdict(
        document, group, edition, laws, added, dropped, changed, gone, judged,
        stamp.library_fingerprint != library.fingerprint,
    )  # fmt: skip


def _of_paper(document: Found, reference: Reference) -> Verdict:
    """Only the edition can be told from outside of the case: a paper is made from answers, not from elements."""
    edition = _edition(document.stamp, reference)
    return Verdict(
        document, Group.TOUCHED if edition else Group.CURRENT, edition, (), (), (), (), (), (),
        document.stamp.library_fingerprint != reference.library.fingerprint,
    )  # fmt: skip


def _edition(stamp: Stamp, reference: Reference) -> Edition | None:
    return reference.edition if stamp.edition != reference.edition.id else None


def _added(stamp: Stamp, reference: Reference) -> Iterator[Added]:
    now, library = reference.now(stamp), reference.library
    known = {e.id for e in library.editions}
    before = due_ids(library, reference.then(stamp)) if stamp.edition in known else frozenset()
    asked: dict[str, list[str]] = {}
    for name, elements in due_elements(library, now).items():
        for element in elements:
            asked.setdefault(element.id, []).append(name)
    for added, owners in asked.items():
        if added not in stamp.elements:
            bases = tuple((name, bases_at(library.requirements[name], now)) for name in owners)
            yield Added(added, added not in before, bases)


def _judged(stamp: Stamp, reference: Reference) -> Iterator[str]:
    for name, digest in stamp.elements.items():
        if reference.elements.get(name) not in (digest, None):
            yield name


def _laws(stamp: Stamp, reference: Reference) -> Iterator[Law]:
    """Yield the legal bases outside the editions of 별표 2의5 that changed for a requirement due on both days."""
    then, now, library = reference.then(stamp), reference.now(stamp), reference.library
    for name in due_elements(library, now):
        before, after = (
            {b.source: b for b in bases_at(library.requirements[name], when) if not b.edition} for when in (then, now)
        )
        for source in dict.fromkeys((*before, *after)):
            if source not in before or source not in after:
                yield Law(name, before.get(source), after.get(source))


def with_cover(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Return the verdicts, touched contracts set to covered where an up-to-date addendum adds to them."""
    addenda: dict[str, list[str]] = {}
    for one in verdicts:
        stamp = one.document.stamp
        if stamp.kind == "addendum" and stamp.base and one.group == Group.CURRENT:
            addenda.setdefault(stamp.base, []).append(one.document.path)
    found = []
    for one in verdicts:
        stamp = one.document.stamp
        covering = addenda.get(identity(stamp), []) if stamp.kind in ("contract", "trace") else []
        if one.group == Group.TOUCHED and covering:
            one = replace(one, group=Group.COVERED, covered_by=tuple(covering))
        found.append(one)
    return tuple(found)
