"""The schema of addendum.yaml: what ties the frame of an addendum to the vendor's own document."""

from __future__ import annotations

from pipeline.language import ENGLISH, KOREAN
from pipeline.library.faults import Fault
from pipeline.library.view import View
from pipeline.model import AddendumFrame, Clause
from pipeline.yaml_nodes import Plain

FILE = "addendum.yaml"
SLOTS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "document": ("title", "file"),
    "quoted": ("word",),
    "joined": (),
    "and": (),
    "customer": ("words",),
    "customer_unnamed": (),
    "provider": ("words",),
    "provider_unnamed": (),
    "term": ("definition", "words"),
    "despite": ("places",),
    "unnumbered": (),
    "place_in": ("title", "place"),
    "numbered": ("place",),
    "headed": ("title",),
}
"""The phrases that a frame gives in each language, with what is put in (clause_library/README.md says what for)."""
FRAME_BLANKS = ("vendor_titles", "vendor_documents", "vendor_customer", "vendor_provider")
"""The blanks that the clauses of a frame may name besides those of blanks.yaml."""
BILINGUAL = "bilingual"
"""What `only_if` of a frame may name besides the facts: Korean and English stand side by side."""


def frame(data: Plain, clauses: dict[str, Clause], faults: list[Fault]) -> AddendumFrame | None:
    """Read addendum.yaml; None where the library has none. `clauses`: those of the folder addendum/, in order."""
    if data is None:
        return None
    view = View(FILE, data, faults)
    phrases, words = view.below("phrases"), view.below("words")
    found = AddendumFrame(
        title=view.text("title"),
        title_en=view.text("title_en"),
        clauses=clauses,
        phrases={language: _phrases(phrases.below(language)) for language in (KOREAN, ENGLISH)},
        words={language: _words(words.below(language)) for language in (KOREAN, ENGLISH)},
    )
    for part in (phrases, words, view):
        part.close()
    return found


def _phrases(view: View) -> dict[str, str]:
    found = {name: view.text(name) for name in SLOTS}
    view.close()
    return found


def _words(view: View) -> dict[str, tuple[str, ...]]:
    return {name: view.texts(name) for name in view.names()}
