"""Where in the vendor's document our wording goes, and what the new paragraphs are called.

In: the vendor's contract and review, the wordings of one clause. Out: a block and the new paragraphs behind it: at the end of the
article that already deals with the matter, with the label that comes next there, or as an article of its own behind it
(제5조의2, Article 12A). The article is one that gives other elements of the clause, else the one where the review
looked whose title speaks of the same; without either, the new article stands behind the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.language import KOREAN
from pipeline.model import Article, Clause, Contract, Document, Judgement, Paragraph, Review
from pipeline.read.numerals import CIRCLED
from pipeline.redline.clauses import Said
from pipeline.redline.edits import Line
from pipeline.redline.faults import RefusedError
from pipeline.redline.labels import between, compact, next_label
from pipeline.redline.paragraphs import closes
from pipeline.redline.trace import Trace

_WORD: Final = re.compile(r"[가-힣]{2,}|[A-Za-z]{4,}")
_COMMON: Final = frozenset(
    "서비스 계약 이용 제공 사항 기타 회사 고객 목적 관계 services service agreement terms general data customer provider with".split()
)
_BY_TITLE, _EACH_WORD, _ENOUGH = 0.95, 0.1, 0.9
"""Points from which on an article deals with the matter: one element that only this clause gives, or the title."""
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_TITLE_END: Final = re.compile(r"[)\]】〉.:]{0,2}")


@dataclass(frozen=True, slots=True)
class Spot:
    """An article of the vendor's that new wording goes to. `fits`: it deals with the matter, so paragraphs join it."""

    article: int
    fits: bool


class Places:
    """Finds places in one document; remembers the article numbers that it has given away."""

    def __init__(
        self,
        document: Document,
        contract: Contract,
        review: Review,
        trace: Trace,
        chapters: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._document = document
        self._contract = contract
        self._review = review
        self._trace = trace
        self._chapters = chapters or {}
        self._articles = contract.articles
        self._taken = {compact(article.number) for article in self._articles}
        self._next: dict[int, str] = {}
        self._main = [n for n, a in enumerate(self._articles) if a.kind == "article"] or list(
            range(len(self._articles))
        )

    # ---------------------------------------------------------------- which article

    def spot(self, clause: Clause, title: str, elements: Sequence[str], weights: Mapping[str, float]) -> Spot:
        """Return the article for wording of a clause that is to give the `elements`.

        `title`: that of the clause as the vendor would say it. `weights`: every element of the clause, and how much
        it tells of its place (less, where other clauses give it too).
        """
        points: dict[int, float] = {}
        for element, weight in weights.items():
            if self._is(element, Judgement.PRESENT) or self._is(element, Judgement.CONTRARY):
                for article in self._of_evidence(element):
                    points[article] = points.get(article, 0.0) + weight
        sought = _words(title)
        for article in self._main:
            if shared := len(sought & _words(self._articles[article].title)):
                points[article] = points.get(article, 0.0) + _BY_TITLE + _EACH_WORD * (shared - 1)
        if points and max(points.values()) >= _ENOUGH:
            return Spot(max(points, key=lambda article: (points[article], -article)), fits=True)
        for article in (*self._nearest(elements), *self._of_chapter(clause)):
            return Spot(article, fits=False)
        return Spot(self._main[-1], fits=False)

    def _is(self, element: str, judgement: Judgement) -> bool:
        finding = self._review.elements.get(element)
        return finding is not None and finding.judgement == judgement

    def _of_evidence(self, element: str) -> Iterator[int]:
        for passage in self._review.elements[element].evidence[:1]:
            article = self.article_at(passage.start)
            if article in self._main:
                yield article

    def _nearest(self, elements: Sequence[str]) -> Iterator[int]:
        """Yield where the review looked, if anything there speaks of the same."""
        for element in elements:
            finding = self._review.elements.get(element)
            for passage in finding.nearest if finding and finding.reasons else ():
                article = self.article_at(passage.start)
                if article in self._main:
                    yield article

    def _of_chapter(self, clause: Clause) -> Iterator[int]:
        """Yield the articles that give what other clauses of the same chapter give, the last first."""
        found = {
            article
            for element in self._chapters.get(clause.chapter, ())
            if self._is(element, Judgement.PRESENT) or self._is(element, Judgement.CONTRARY)
            for article in self._of_evidence(element)
        }
        yield from sorted(found, reverse=True)

    def article_at(self, offset: int) -> int:
        """Return the number of the article that holds the offset, -1 where none does."""
        for number, article in enumerate(self._articles):
            if article.start <= offset < article.end:
                return number
        return -1

    def cited(self, element: str) -> str:
        """Return the printed number of the article that gives the element, '' where none does."""
        if not self._is(element, Judgement.PRESENT):
            return ""
        for passage in self._review.elements[element].evidence[:1]:
            article = self.article_at(passage.start)
            if article in self._main:
                number = self._articles[article].number
                korean = self._contract.language == KOREAN
                return number if korean or not re.match(r"[\dIVX]", number) else f"Section {number}"
        return ""

    # ---------------------------------------------------------------- numbers

    def new_number(self, article: int) -> str:
        """Return (and give away) the number of a new article behind this one, '' for a document without numbers."""
        new = between(self._articles[article].number, self._taken)
        if new:
            self._taken.add(compact(new))
        return new

    # ---------------------------------------------------------------- edits

    def joined(self, spot: Spot, said: Sequence[Sequence[Said]]) -> tuple[int, tuple[Line, ...]] | None:
        """Return where paragraphs of the article end and the new ones, None where they cannot take its labels."""
        article = self._articles[spot.article]
        top = [p for p in article.paragraphs if p.level == 1 and p.label and p.kind == "text"]
        if not top:
            return None
        label, model = self._next.get(spot.article, top[-1].label), self._trace.block_at(top[-1].start)
        lines: list[Line] = []
        for wording in said:
            label = next_label(label)
            if not label:
                return None
            lines.extend(self._lines(wording, label, model, article))
        self._next[spot.article] = label
        after = self._end(spot.article)
        return after, self._closed(after, model, lines)

    def listed(self, spot: Spot, said: Sequence[Said], label: str, like: int) -> tuple[int, tuple[Line, ...]]:
        """Return where the list that ends an article goes on, and its new entries; `like`: offset of the last entry."""
        model = self._trace.block_at(like)
        lines = []
        for entry in said:
            label = next_label(label)
            lines.append(Line(label, entry.text, "item", model))
        after = self._end(spot.article)
        return after, self._closed(after, model, lines)

    def takes(self, spot: Spot) -> bool:
        """Whether the article has numbered paragraphs that a new one can follow."""
        labels = [
            p.label for p in self._articles[spot.article].paragraphs if p.level == 1 and p.kind == "text" and p.label
        ]
        return bool(labels) and bool(next_label(labels[-1]))

    def article(
        self, spot: Spot, number: str, title: str, said: Sequence[Sequence[Said]]
    ) -> tuple[int, tuple[Line, ...]]:
        """Return where a new article goes and its paragraphs, heading first."""
        article = self._articles[spot.article]
        after = self._end(spot.article)
        model = self._model(spot.article)
        lines = [self._heading(article, number, title)]
        korean = self._contract.language == KOREAN
        numbered = len(said) > 1
        decimal = any(_DECIMAL.match(p.label) for p in article.paragraphs if p.level == 1)
        for at, wording in enumerate(said, 1):
            own = CIRCLED[at - 1] if korean else f"{number}.{at}" if decimal and number else f"({at})"
            label = own if numbered else ""
            lines.extend(self._lines(wording, label, model, article))
        return after, self._closed(after, model, lines)

    def _lines(self, wording: Sequence[Said], label: str, model: int, article: Article) -> Iterator[Line]:
        items = [p for p in article.paragraphs if p.level == 2 and p.kind == "text"]
        item = self._trace.block_at(items[-1].start) if items else model
        for said in wording:
            if said.level == 1:
                yield Line(label, said.text, "text", model)
            else:
                yield Line(said.label, said.text, "item", item)

    def _closed(self, after: int, model: int, lines: list[Line]) -> tuple[Line, ...]:
        """Return the lines as they can stand at the very end of a document (see `paragraphs`)."""
        home = self._trace.home(after)
        if closes(home) and self._document.blocks[after].label:
            if len(lines) != 1 or model != after:
                raise RefusedError(
                    "자동 번호로 끝나는 문서의 끝이라 새 조를 넣을 수 없습니다. 끝에 빈 문단을 하나 두십시오."
                )
            return (replace(lines[0], by_list=True),)
        return tuple(lines)

    def _end(self, number: int) -> int:
        """Return the last block of an article. Raises RefusedError where the next article begins in its last paragraph."""
        article = self._articles[number]
        ends = [p.end for p in article.paragraphs if p.end > p.start] or [article.start + 1]
        last = self._trace.last_block(self._trace.block_at(max(ends) - 1))
        following = next((a.start for a in self._articles[number + 1 :] if a.start >= 0), None)
        if following is not None and self._document.blocks[last].start >= following:
            raise RefusedError(f"{article.number or article.title}의 끝과 다음 조의 처음이 한 문단에 들어 있습니다.")
        return last

    def _model(self, number: int) -> int:
        """Return the block that the body of a new article looks like: the nearest plain paragraph of an article."""
        order = sorted(self._main, key=lambda other: (abs(other - number), other))
        for other in order:
            article = self._articles[other]
            heading = self._trace.block_at(article.start)
            for paragraph in article.paragraphs:
                block = self._trace.block_at(paragraph.start)
                if paragraph.kind == "text" and paragraph.level <= 1 and block != heading and self._is_plain(block):
                    return block
        return self._trace.block_at(self._articles[number].start)

    def _is_plain(self, block: int) -> bool:
        return self._document.blocks[block].kind == "paragraph"

    def _heading(self, article: Article, number: str, title: str) -> Line:
        """Return the heading of a new article, written as the vendor writes that of `article`."""
        at = self._trace.block_at(article.start)
        block = self._document.blocks[at]
        text = self._document.text[block.start : block.end]
        place = text.find(article.title) if article.title else -1
        shown = title.upper() if article.title.isupper() and self._contract.language != KOREAN else title
        if place < 0 or not number:
            korean = self._contract.language == KOREAN
            return Line(number, f"({shown})" if korean and number else shown, "heading", at, gap="" if korean else " ")
        head, behind = text[:place], text[place + len(article.title) :]
        closing = _TITLE_END.match(behind)
        end = closing[0] if closing else ""
        if block.label:
            label = between(block.label, ()) and _as(block.label, number)
            return Line(label, f"{head}{shown}{end}", "heading", at, gap="" if head[:1] in "([【〔" and head else " ")
        return Line("", f"{_as(head, number)}{shown}{end}", "heading", at)


def _as(head: str, number: str) -> str:
    """Return what stands before a title ('제5조(', 'Article 12. ', '4. ') with the new number in it."""
    digits = re.search(r"제\s*\d+\s*조(?:\s*의\s*\d+)?|\d+(?:\.\d+)*[A-Z]?|\b[IVXLC]+\b", head)
    new = re.search(r"제\s*\d+\s*조의\d+|\d+(?:\.\d+)*[A-Z]|[IVXLC]+[A-Z]\b", number)
    if not digits or not new:
        return f"{number} "
    return head[: digits.start()] + new[0] + head[digits.end() :]


def _words(title: str) -> frozenset[str]:
    """Return the words of a title that say what it is about, without endings."""
    found = (word.lower() for word in _WORD.findall(title))
    return (
        frozenset(re.sub(r"(?:의|과|와|및|에|을|를|은|는)$", "", word) for word in found if word not in _COMMON)
        - _COMMON
    )


def paragraph_of(contract: Contract, start: int) -> tuple[Article, Paragraph] | None:
    """Return the article and paragraph that hold the offset."""
    for article in contract.articles:
        for paragraph in article.paragraphs:
            if paragraph.start <= start < paragraph.end:
                return article, paragraph
    return None
