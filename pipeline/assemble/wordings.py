"""The wording of the library in the language of a draft: titles, paragraphs, tables, terms."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.due import true_names
from pipeline.errors import LibraryError
from pipeline.language import KOREAN
from pipeline.model import Clause, ClauseParagraph, Library, Table, Term
from pipeline.particles import fit
from pipeline.select import Selection
from pipeline.wording import english_terms_used


@dataclass(frozen=True, slots=True)
class Wording:
    """Hands out wording in `language` ('ko' or 'en'). `place`: where it stands, for a message.

    Raise LibraryError where the library has no English wording (the lint reports these
    beforehand): a draft in two languages would not be a contract.
    """

    language: str = KOREAN

    def title(self, clause: Clause) -> str:
        """Return the title of a clause, '' where it has none."""
        if self.language == KOREAN or not clause.title:
            return clause.title
        return _given(clause.title_en, f"'{clause.id}'의 제목")

    def text(self, paragraph: ClauseParagraph, place: str) -> str:
        """Return the text of a paragraph or item."""
        return paragraph.text if self.language == KOREAN else _given(paragraph.en, f"문단 '{place}'")

    def table(self, table: Table, place: str) -> Table:
        """Return the table with its columns, rows and cells in the language."""
        if self.language == KOREAN:
            return table
        if table.en is None or not table.en.columns:
            raise _missing(f"'{place}'의 columns")
        return table.en

    def definition(self, term: Term) -> tuple[str, str, str]:
        """Return the term, the words between it and its meaning, and the meaning as a sentence."""
        if self.language == KOREAN:
            meaning = term.definition.rstrip(".")
            if not meaning.endswith("다"):
                meaning = f"{meaning}[을/를] 말한다"
            return term.term, fit(f"“{term.term}”[이란/란] ").removeprefix(f"“{term.term}”"), f"{meaning}."
        name = _given(term.term_en, f"용어 '{term.term}'")
        meaning = _given(term.definition_en, f"용어 '{term.term}'의 뜻풀이")
        return name, " means ", meaning.rstrip(".") + "."

    def terms(self, library: Library, selection: Selection) -> tuple[Term, ...]:
        """Return the defined terms of the draft, those that only its English wording uses at the end.

        So the items of the definitions bear the same number in both languages.
        """
        if self.language == KOREAN:
            return selection.terms
        names = true_names(library, selection.conditions.facts)
        used = english_terms_used(library, selection.clauses, selection.terms, names)
        return (*selection.terms, *used)


def _given(text: str, what: str) -> str:
    if not text:
        raise _missing(what)
    return text


def _missing(what: str) -> LibraryError:
    return LibraryError(
        f"조항 라이브러리: {what}에 영문이 없어 영문 계약서를 만들 수 없습니다. finclause library lint로 확인하십시오."
    )
