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

KNOCK_OUT, REVERSAL, ACTOR, DILUTION = "knock-out", "reversal", "actor swap", "dilution"
EXCEPTION, ANNEX, TABLE, PARAPHRASE = "far exception", "annex only", "table only", "paraphrase"
KINDS = (KNOCK_OUT, REVERSAL, ACTOR, DILUTION, EXCEPTION, ANNEX, TABLE, PARAPHRASE)
PRESENT, NOT_PRESENT = "present", "not present"

_REVERSED_KO = (
    (r"하지 아니한다(?=[.])", "할 수 있다"), (r"(?:하여서는|해서는) (?:아니 된다|안 된다)", "할 수 있다"),
    (r"하지 못한다", "할 수 있다"), (r"할 수 없다", "할 수 있다"), (r"지 아니하고(?=\s)", "지 아니하여도 되고"),
    (r"할 수 있다", "할 수 없다"), (r"할 수 있고", "할 수 없고"), (r"할 수 있으며", "할 수 없으며"),
    (r"([가-힣])아야 한다", r"\1지 아니하여도 된다"), (r"하여야 한다", "할 의무를 지지 아니한다"), (r"어야 한다", "지 아니하여도 된다"),
    (r"하여야 하며", "할 의무를 지지 아니하며"), (r"하여야 하고", "할 의무를 지지 아니하고"),
    (r"책임을 진다", "책임을 지지 아니한다"), (r"부담한다", "부담하지 아니한다"), (r"배상한다", "배상하지 아니한다"),
    (r"([가-힣])한다(?=[.])", r"\1하지 아니한다"), (r"([가-힣])된다(?=[.])", r"\1되지 아니한다"),
    (r"에 따른다(?=[.])", "에 따르지 아니한다"), (r"으로 본다(?=[.])", "으로 보지 아니한다"),
)
_DILUTED_KO = (
    (r"([가-힣]+)하여야 한다", r"\1하도록 노력한다"), (r"([가-힣]+)하여야 하며", r"\1하도록 노력하며"),
    (r"([가-힣]+)하여야 하고", r"\1하도록 노력하고"), (r"([가-힣])[아어]야 한다", r"\1도록 노력한다"),
    (r"하여서는 아니 된다", "하지 아니하도록 노력한다"), (r"하지 아니한다(?=[.])", "하지 아니하도록 노력한다"),
    (r"([가-힣]+)한다(?=[.])", r"\1하도록 노력한다"),
)
_REVERSED_EN = (
    (r"\bshall not\b", "may"), (r"\bmay not\b", "may"), (r"\bmust not\b", "may"), (r"\bshall be liable\b", "shall not be liable"),
    (r"\bshall\b", "shall not be obliged to"), (r"\bmust\b", "need not"), (r"\bmay\b", "may not"), (r"\bis governed\b", "is not governed"),
    (r"\bis liable\b", "is not liable"), (r"\bare governed\b", "are not governed"), (r"\bis\b", "is not"), (r"\bare\b", "are not"),
)
_DILUTED_EN = (
    (r"\bshall not\b", "shall use reasonable efforts not to"), (r"\bshall be\b", "shall use reasonable efforts to be"),
    (r"\bshall\b", "shall use reasonable efforts to"), (r"\bmust\b", "shall use reasonable efforts to"),
)
_SWAPPED = {"ko": ("제공자", "금융회사"), "en": ("Provider", "Financial Company")}


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
        for kind, change in _changes(element, language):
            changed = {at: replace(p, text=change(p.text)) for at, p in zip(places, said, strict=True)}
            if all(changed[at].text != p.text for at, p in zip(places, said, strict=True) if not p.cells):
                yield Twin(name, kind, _replaced(contract, changed), NOT_PRESENT)
        yield from _moved(element, contract, bare, said)


@dataclass(frozen=True)
class Outcome:
    """How a twin was judged, and whether that is what was expected."""

    element: str
    judgement: str
    right: bool


def outcomes(
    contract: Contract, library: Library, due: Sequence[str], judge: Callable[[Contract], Review]
) -> dict[str, list[Outcome]]:
    """Return for each kind of change how the twins of `contract` are judged by `judge`."""
    found: dict[str, list[Outcome]] = {kind: [] for kind in KINDS}
    for twin in twins(contract, library, due):
        judged = judge(twin.contract).elements[twin.element].judgement
        right = (judged is Judgement.PRESENT) == (twin.expected == PRESENT)
        found[twin.kind].append(Outcome(twin.element, str(judged), right))
    return found


def _changes(element: Element, language: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield the changes of wording that take the element away."""
    acts = {rule.by for rule in element.present.get(language, ())}
    yield REVERSAL, _rewriter(_REVERSED_EN if language == ENGLISH else _REVERSED_KO)
    if acts and acts <= {"provider"}:
        yield ACTOR, _swapper(*_SWAPPED[language])
    if not element.efforts_suffice and acts and acts <= {"provider"}:
        yield DILUTION, _rewriter(_DILUTED_EN if language == ENGLISH else _DILUTED_KO)


def _rewriter(table: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """Return a rewriter that applies at each place the first pattern of `table` that fits there."""
    pattern = re.compile("|".join(f"(?P<g{i}>{wanted})" for i, (wanted, _) in enumerate(table)))

    def put(found: re.Match[str]) -> str:
        number = int(str(found.lastgroup)[1:]) if found.lastgroup else 0
        wanted, wording = table[number]
        return re.sub(wanted.split("(?=")[0] if wanted.endswith(")") and "(?=" in wanted else wanted, wording, found[0])

    return lambda text: pattern.sub(put, text)


def _swapper(one: str, other: str) -> Callable[[str], str]:
    pattern = re.compile(f"{one}|{other}")
    return lambda text: pattern.sub(lambda found: other if found[0] == one else one, text)


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
            yield Twin(element.id, PARAPHRASE, _added(bare, *_last(bare, title="Further terms" if english else "특약"), [text]), PRESENT)
    for text in element.examples.get(contract.language, {}).get("contrary", ())[:1]:
        if "|" not in text:
            against = f"Notwithstanding any other provision of this Agreement, {text[:1].lower()}{text[1:]}" if english else (
                f"이 계약의 다른 조항에도 불구하고 {text}"
            )
            yield Twin(element.id, EXCEPTION, _added(contract, *_last(contract, title="General" if english else "특례"), [against]), NOT_PRESENT)


def _serving(contract: Contract, element: str) -> list[tuple[int, int]]:
    return [
        (a, p) for a, article in enumerate(contract.articles)
        for p, paragraph in enumerate(article.paragraphs) if element in paragraph.serves
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
    return replace(contract, articles=tuple(
        replace(article, paragraphs=tuple(changed.get((a, p), paragraph) for p, paragraph in enumerate(article.paragraphs)))
        for a, article in enumerate(contract.articles)
    ))


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
        Paragraph(1 if len(texts) > 1 else 0, label if len(texts) > 1 else "", text) for label, text in zip(labels, texts, strict=True)
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
