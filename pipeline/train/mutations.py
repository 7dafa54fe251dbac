"""Twins of our own drafts: each changed in one way whose effect on one element is known.

In: a draft whose paragraphs name the elements they serve, and the library's own example
sentences. Out: contracts with the judgement that is expected. Changes are made on the
grammar of our own wording (who, must / may / shall not), so they need no list of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language import ENGLISH
from pipeline.model import Article, Contract, Element, Judgement, Library, Paragraph, Review
from pipeline.train.changed import ACTOR, DILUTION, REVERSAL, changed_text, kinds_for
from pipeline.train.wordings import OWN_PARTIES
from pipeline.units import sentences

KNOCK_OUT, EXCEPTION, ANNEX, TABLE, PARAPHRASE = "knock-out", "far exception", "annex only", "table only", "paraphrase"
KINDS = (KNOCK_OUT, REVERSAL, ACTOR, DILUTION, EXCEPTION, ANNEX, TABLE, PARAPHRASE)
FOR_ALL = (KNOCK_OUT, EXCEPTION, ANNEX, TABLE, PARAPHRASE)
"""Kinds that every element has."""
_ACTING = {"ko": "{}(?:는|가)", "en": r"\b{} (?:shall|must|may|will|is)\b"}
PRESENT, NOT_PRESENT = "present", "not present"


@dataclass(frozen=True)
class Twin:
    """A changed contract: what was changed (`kind`), for which element, and what must be judged."""

    element: str
    kind: str
    contract: Contract
    expected: str


def twins(contract: Contract, library: Library, due: Sequence[str]) -> Iterator[Twin]:
    """Yield the twins of a draft for the elements `due`, in their order."""
    language = contract.language
    for name in due:
        element = library.elements[name]
        places = _serving(contract, name)
        if not places:
            continue
        bare = _without(contract, places)
        yield Twin(name, KNOCK_OUT, bare, NOT_PRESENT)
        said = [contract.articles[a].paragraphs[p] for a, p in places]
        for kind in kinds_for(element, language):
            turned = [_turned(p, kind, language) for p in said]
            if all(turned):
                changed = {at: replace(p, text=text) for at, p, text in zip(places, said, turned, strict=True)}
                yield Twin(name, kind, _replaced(contract, changed), NOT_PRESENT)
        yield from _moved(element, contract, bare, said)


@dataclass(frozen=True)
class Outcome:
    """How a twin was judged, and whether that is what was expected."""

    element: str
    judgement: str
    right: bool


def outcomes(
    contract: Contract,
    library: Library,
    due: Sequence[str],
    judge: Callable[[Contract], Review],
    one_in: int = 1,
) -> dict[str, list[Outcome]]:
    """Return for each kind of change how the twins of `contract` are judged by `judge`.

    `one_in`: of the kinds that every element has, only the twins of every n-th element are judged.
    """
    found: dict[str, list[Outcome]] = {kind: [] for kind in KINDS}
    taken = set(due[::one_in])
    for twin in twins(contract, library, due):
        if twin.kind in FOR_ALL and twin.element not in taken:
            continue
        judged = judge(twin.contract).elements[twin.element].judgement
        right = (judged is Judgement.PRESENT) == (twin.expected == PRESENT)
        found[twin.kind].append(Outcome(twin.element, str(judged), right))
    return found


def _turned(paragraph: Paragraph, kind: str, language: str) -> str:
    """Return the paragraph with every sentence changed; '' where one cannot be, or where the provider does not act."""
    provider, customer = OWN_PARTIES[language]
    if paragraph.cells or (kind == ACTOR and not re.search(_ACTING[language].format(provider), paragraph.text)):
        return ""
    said = [paragraph.text[start:end] for start, end in sentences(paragraph.text)]
    changed = [changed_text(text, kind, language, (provider, customer), 0) for text in said]
    return " ".join(changed) if all(new != old for new, old in zip(changed, said, strict=True)) else ""


def _moved(element: Element, contract: Contract, bare: Contract, said: Sequence[Paragraph]) -> Iterator[Twin]:
    """Yield twins that say the same elsewhere or otherwise, and one that takes it back far away."""
    english = contract.language == ENGLISH
    texts = [p.text for p in said if not p.cells]
    if texts:
        annex = "Annex 90" if english else "별지 90"
        title = "Further terms" if english else "추가 약정"
        note = "This Annex forms part of this Agreement." if english else "이 별지는 이 계약의 일부를 이룬다."
        yield Twin(element.id, ANNEX, _added(bare, annex, title, [note, *texts], "annex"), PRESENT)
        head = ("Item", "Terms") if english else ("구분", "내용")
        rows = [head, *((f"{i}", text) for i, text in enumerate(texts, 1))]
        yield Twin(element.id, TABLE, _table(bare, title, rows), PRESENT)
    for text in element.examples.get(contract.language, {}).get("present", ())[:1]:
        if "|" not in text:
            yield Twin(
                element.id,
                PARAPHRASE,
                _added(bare, *_last(bare, title="Further terms" if english else "특약"), [text]),
                PRESENT,
            )
    for text in element.examples.get(contract.language, {}).get("contrary", ())[:1]:
        if "|" not in text:
            against = (
                f"Notwithstanding any other provision of this Agreement, {text[:1].lower()}{text[1:]}"
                if english
                else (f"이 계약의 다른 조항에도 불구하고 {text}")
            )
            yield Twin(
                element.id,
                EXCEPTION,
                _added(contract, *_last(contract, title="General" if english else "특례"), [against]),
                NOT_PRESENT,
            )


def _serving(contract: Contract, element: str) -> list[tuple[int, int]]:
    return [
        (a, p)
        for a, article in enumerate(contract.articles)
        for p, paragraph in enumerate(article.paragraphs)
        if element in paragraph.serves
    ]


def _without(contract: Contract, places: Sequence[tuple[int, int]]) -> Contract:
    """Leave out the paragraphs at `places` with what stands below them."""
    articles = []
    for a, article in enumerate(contract.articles):
        gone: set[int] = set()
        for at, p in places:
            if at == a:
                gone.add(p)
                for q in range(p + 1, len(article.paragraphs)):
                    if article.paragraphs[q].level <= article.paragraphs[p].level and not (
                        article.paragraphs[q].kind == "row" and article.paragraphs[p].kind in ("row", "header_row")
                    ):
                        break
                    gone.add(q)
        kept = tuple(p for i, p in enumerate(article.paragraphs) if i not in gone)
        if kept or not gone:
            articles.append(replace(article, paragraphs=kept))
    return replace(contract, articles=tuple(articles))


def _replaced(contract: Contract, changed: dict[tuple[int, int], Paragraph]) -> Contract:
    return replace(
        contract,
        articles=tuple(
            replace(
                article,
                paragraphs=tuple(changed.get((a, p), paragraph) for p, paragraph in enumerate(article.paragraphs)),
            )
            for a, article in enumerate(contract.articles)
        ),
    )


def _last(contract: Contract, title: str) -> tuple[str, str]:
    """Return the number after the last article's, and `title`."""
    numbers = [int(n[0]) for a in contract.articles if a.kind == "article" and (n := re.findall(r"\d+", a.number))]
    number = max(numbers, default=0) + 1
    return (f"Article {number}" if contract.language == ENGLISH else f"제{number}조"), title


def _added(contract: Contract, number: str, title: str, texts: Sequence[str], kind: str = "article") -> Contract:
    """Put an article or annex behind the last one of its kind."""
    english = contract.language == ENGLISH
    labels = [f"{i}." if english else "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"[(i - 1) % 15] for i in range(1, len(texts) + 1)]
    paragraphs = tuple(
        Paragraph(1 if len(texts) > 1 else 0, label if len(texts) > 1 else "", text)
        for label, text in zip(labels, texts, strict=True)
    )
    return _placed(contract, Article(number, title, paragraphs, kind=kind))


def _table(contract: Contract, title: str, rows: Sequence[tuple[str, str]]) -> Contract:
    paragraphs = tuple(
        Paragraph(0, "", "\t".join(row), kind="row" if i else "header_row", cells=row) for i, row in enumerate(rows)
    )
    number = "Annex 90" if contract.language == ENGLISH else "별지 90"
    return _placed(contract, Article(number, title, paragraphs, kind="annex"))


def _placed(contract: Contract, article: Article) -> Contract:
    at = max((i for i, a in enumerate(contract.articles) if a.kind in ("article", article.kind)), default=-1) + 1
    return replace(contract, articles=(*contract.articles[:at], article, *contract.articles[at:]))
