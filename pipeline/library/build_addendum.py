"""The schema of addendum.yaml: what ties the frame of an addendum to the vendor's own document."""

from __future__ import annotations

from pipeline.language import ENGLISH, KOREAN
from pipeline.library.faults import Fault
from pipeline.library.view import View
from pipeline.model import AddendumFrame, Clause
from pipeline.yaml_nodes import Plain

FILE = "addendum.yaml"
PHRASES = (
    "document",
    "quoted",
    "and",
    "joined",
    "customer",
    "customer_unnamed",
    "provider",
    "provider_unnamed",
    "term",
    "despite",
    "despite_unnumbered",
    "place_in",
)
"""The phrases that a frame must give in each language; clause_library/README.md says what each is for."""


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
    found = {name: view.text(name) for name in PHRASES}
    view.close()
    return found


def _words(view: View) -> dict[str, tuple[str, ...]]:
    return {name: view.texts(name) for name in view.names()}
