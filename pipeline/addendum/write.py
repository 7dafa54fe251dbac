"""Library x chosen parts x deal x vendor's documents -> the addendum as a `Contract`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.addendum.choose import Chosen
from pipeline.addendum.comparison import comparison
from pipeline.addendum.tie import Ties
from pipeline.assemble import write_articles
from pipeline.deal import Deal
from pipeline.due import due_elements, due_ids, kept_clause, true_names
from pipeline.errors import LibraryError
from pipeline.judge import Judged
from pipeline.judge.gaps import Gap
from pipeline.language import KOREAN
from pipeline.library.build_addendum import BILINGUAL
from pipeline.library.load import in_contract_order
from pipeline.model import AddendumFrame, Article, Clause, Conditions, Contract, Library
from pipeline.select import Selection
from pipeline.wording import introduced_in, paragraph_texts, terms_used

_CHAPTERS_FROM = 16
"""From so many articles on an addendum is parted into chapters."""


@dataclass(frozen=True, slots=True)
class Request:
    """What an addendum is made from. `bilingual`: Korean and English stand side by side."""

    documents: Sequence[Judged]
    library: Library
    conditions: Conditions
    deal: Deal
    bilingual: bool = False

    @property
    def frame(self) -> AddendumFrame:
        """The frame of the library. Raise LibraryError where it has none."""
        if self.library.addendum is None:
            raise LibraryError(
                "조항 라이브러리에 부속합의서의 틀(addendum.yaml)이 없습니다. 라이브러리 폴더를 원본으로 되돌리십시오."
            )
        return self.library.addendum


def introduced(request: Request) -> frozenset[str]:
    """Return the names that the frame introduces itself: (이하 "…"라 한다)."""
    return frozenset(
        name
        for clause in _frame_clauses(request)
        for text in paragraph_texts(clause.paragraphs)
        for name in introduced_in(text)
    )


def write(request: Request, chosen: Chosen, gaps: Sequence[Gap], language: str) -> Contract:
    """Return the addendum in `language`: frame, chosen clauses in contract order, comparison table.

    The same request gives the same parts under the same ids in both languages.
    """
    library, conditions = request.library, request.conditions
    ties = Ties(request.frame, request.documents, language, tuple(library.terms.values()))
    clauses = ties.clauses(chosen, gaps)
    frame = _frame_clauses(request)
    ordered = tuple(in_contract_order({c.id: c for c in (*frame, *clauses)}, library.chapters).values())
    terms = ties.terms(library.terms)
    known = replace(
        library,
        clauses={**request.frame.clauses, **library.clauses},
        terms=terms,
        blanks={**library.blanks, **ties.blanks},
    )
    names = true_names(library, conditions.facts)
    due = due_elements(library, conditions)
    selection = Selection(conditions, due, ordered, terms_used(known, ordered, names), ())
    articles, number = write_articles(known, selection, request.deal, language)
    articles = _in_chapters(articles)
    table = comparison(library, conditions, gaps, articles, number, language, ties.places_or_titles)
    title = request.frame.title if language == KOREAN else request.frame.title_en
    return Contract(title, (*articles, table), language)


def _frame_clauses(request: Request) -> tuple[Clause, ...]:
    library, conditions = request.library, request.conditions
    names = true_names(library, conditions.facts)
    if request.bilingual:
        names |= {BILINGUAL}
    due = due_ids(library, conditions)
    kept = (kept_clause(clause, names, due) for clause in request.frame.clauses.values())
    return tuple(clause for clause in kept if clause is not None)


def _in_chapters(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return the articles, without chapters where there are few."""
    if sum(article.kind == "article" for article in articles) >= _CHAPTERS_FROM:
        return articles
    return tuple(replace(article, chapter="") for article in articles)
