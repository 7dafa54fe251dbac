"""Tie the wording of the library to the vendor's document: names, definitions, 'notwithstanding …'. Pure.

What the vendor wrote stands in blanks of its own (`vendor_…`), whose value is their default, so
that no character of a vendor's file is ever read as wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.addendum.choose import Chosen, PartId
from pipeline.addendum.vendor import (
    customer_words,
    file_of,
    place_of,
    provider_words,
    term_words,
    title_of,
    twice_numbered,
)
from pipeline.judge import Judged
from pipeline.judge.gaps import Gap
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import AddendumFrame, Blank, Clause, ClauseParagraph, Passage, Term

_HEADED = re.compile(r"'(.+)'(.*)")
"""How a locator names an article without a number."""
_SLOT = re.compile(r"\{\{ *([a-z]+) *\}\}")


@dataclass
class Ties:
    """What is known of the vendor's documents, handed out as wording of one language.

    `blanks` grows: a blank for each text of the vendor that was put into wording.
    """

    frame: AddendumFrame
    documents: Sequence[Judged]
    language: str
    defined: Iterable[Term] = ()
    blanks: dict[str, Blank] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._capitals = {word for term in self.defined for word in term.term_en.split()[:1]}
        self._titles = {one.document.name: title_of(one) for one in self.documents}
        self._korean = {one.document.name: one.contract.language == KOREAN for one in self.documents}
        self._twice = {one.document.name: twice_numbered(one) for one in self.documents}
        self._keep(
            "vendor_titles", self._listed([self._phrase("title", title=title_of(one)) for one in self.documents])
        )
        said = [self._phrase("document", title=title_of(one), file=file_of(one)) for one in self.documents]
        self._keep("vendor_documents", self._listed(said))
        for name, words in (("customer", customer_words(self.documents)), ("provider", provider_words(self.documents))):
            known = self._phrase(name, words=self._quoted(words)) if words else self._phrase(f"{name}_unnamed")
            self._keep(f"vendor_{name}", known)

    def terms(self, terms: Mapping[str, Term]) -> dict[str, Term]:
        """Return the terms, each definition with what the vendor calls the same thing."""
        return {name: self._tied(term) for name, term in terms.items()}

    def clauses(self, chosen: Chosen, gaps: Iterable[Gap]) -> tuple[Clause, ...]:
        """Return the chosen clauses; where a provision of the vendor says the contrary, the paragraph sets it aside.

        It does so by the vendor's own number: '원계약 제12조 제3항에도 불구하고 …'.
        """
        against: dict[PartId, list[Passage]] = {}
        for gap in gaps:
            for part in chosen.closes.get(gap.element, ()) if gap.contrary else ():
                against.setdefault(part, []).extend(gap.finding.evidence)
        return tuple(
            replace(clause, paragraphs=tuple(self._despite(clause, p, against) for p in clause.paragraphs))
            for clause in chosen.clauses
        )

    def _despite(
        self, clause: Clause, paragraph: ClauseParagraph, against: Mapping[PartId, list[Passage]]
    ) -> ClauseParagraph:
        part = (clause.id, paragraph.id)
        if part not in against:
            return paragraph
        places = self.places(against[part])
        blank = f"vendor_places_{clause.id}_{paragraph.id}"
        self._keep(blank, self._listed(places) if places else self._phrase("unnumbered"))
        lead = self._phrase("despite", places=f"{{{{ {blank} }}}}")
        if self.language == KOREAN:
            return replace(paragraph, text=f"{lead} {paragraph.text}")
        return replace(paragraph, en=f"{lead} {self._inside(paragraph.en)}")

    def places(self, passages: Iterable[Passage]) -> list[str]:
        """Return the numbers that the vendor gives the places of passages, in the order of its documents."""
        names = list(self._titles)
        ordered = sorted(passages, key=lambda passage: (names.index(passage.document), passage.start))
        return list(dict.fromkeys(filter(None, map(self._place, ordered))))

    def places_or_titles(self, passages: Iterable[Passage]) -> list[str]:
        """Return the same for a table: where there is no number, the title of the document."""
        given = tuple(passages)
        return self.places(given) or list(dict.fromkeys(self._titles[passage.document] for passage in given))

    def _inside(self, sentence: str) -> str:
        """Return an English sentence as it stands inside another: without its capital, unless that is of a term."""
        first = sentence.split(" ", 1)[0]
        if first in self._capitals or not first[1:].islower():
            return sentence
        return sentence[:1].lower() + sentence[1:]

    def _place(self, passage: Passage) -> str:
        place = place_of(passage)
        unclear = any(re.match(rf"{re.escape(number)}(?!\w)", place) for number in self._twice[passage.document])
        if place[:1].isdecimal():
            language = KOREAN if self._korean[passage.document] else ENGLISH
            place = _put(self.frame.phrases[language]["numbered"], place=place)
        elif headed := _HEADED.fullmatch(place):
            place = self._phrase("headed", title=headed[1]) + headed[2]
        if not place or (len(self.documents) == 1 and not unclear):
            return place
        return self._phrase("place_in", title=self._titles[passage.document], place=place)

    def _tied(self, term: Term) -> Term:
        words = term_words(self.documents, self.frame.words, term.id)
        if not words:
            return term
        blank = f"vendor_words_{term.id}"
        self._keep(blank, self._quoted(words))
        own = term.definition if self.language == KOREAN else term.definition_en
        tied = self._phrase("term", definition=own, words=f"{{{{ {blank} }}}}")
        return replace(term, definition=tied) if self.language == KOREAN else replace(term, definition_en=tied)

    def _quoted(self, words: Sequence[str]) -> str:
        return f" {self._phrase('joined')} ".join(self._phrase("quoted", word=word) for word in words)

    def _listed(self, said: Sequence[str]) -> str:
        if len(said) < 2:
            return "".join(said)
        return f"{', '.join(said[:-1])} {self._phrase('and')} {said[-1]}"

    def _keep(self, name: str, said: str) -> None:
        self.blanks[name] = Blank(name, "text", name, "", default=said)

    def _phrase(self, name: str, **values: str) -> str:
        return _put(self.frame.phrases[self.language][name], **values)


def _put(phrase: str, **values: str) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), phrase)
