"""The 대비표 of an addendum: vendor's provision -> gap -> provision of the addendum -> legal basis. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.assemble import COMPARISON, basis_text, comparison_row, locators, places_of
from pipeline.assemble.voice import Voice
from pipeline.due import bases_at, title_at
from pipeline.judge.gaps import Gap
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Article, Conditions, Judgement, Library, Passage

TITLE = {KOREAN: "원계약과의 대비표", ENGLISH: "Comparison with the Original Agreement (대비표)"}
"""The Korean name stays beside the English one: it is the table that is shown to the supervisor."""
COLUMNS = {
    KOREAN: ("원계약의 조항", "요소와 빈틈", "이 합의서의 조·항", "기재사항과 근거"),
    ENGLISH: ("Original Agreement", "Element and gap", "This Addendum", "Required item and legal basis"),
}
WIDTHS = (16, 26, 18, 40)
NOWHERE = {KOREAN: "없음", ENGLISH: "None"}
GAPS = {
    Judgement.ABSENT: {KOREAN: "정함이 없음", ENGLISH: "not addressed"},
    Judgement.CONTRARY: {KOREAN: "이와 달리 정함", ENGLISH: "provides otherwise"},
    Judgement.UNREAD: {
        KOREAN: "글로 읽을 수 없는 부분이 있음",
        ENGLISH: "part of the document is not readable as text",
    },
    Judgement.PRESENT: {KOREAN: "정함이 뚜렷하지 않음", ENGLISH: "not clearly addressed"},
}
"""How the table names each kind of gap: for the vendor to read, so without our judgement of it."""


def comparison(
    library: Library,
    conditions: Conditions,
    gaps: Sequence[Gap],
    articles: tuple[Article, ...],
    number: str,
    language: str,
    places_in: Callable[[Iterable[Passage]], list[str]],
) -> Article:
    """Return the table as the last annex, gaps of one provision in one row; `places_in` names the places of passages of the vendor."""
    places = places_of(articles, language)
    voice = Voice(language, library.english)
    rows: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        said = "\n".join(places_in(gap.finding.evidence)) or NOWHERE[language]
        cited = ", ".join(place for _, _, place in places.get(gap.element, ())) or NOWHERE[language]
        rows.setdefault((said, GAPS[gap.finding.judgement][language], cited), []).append(gap)
    order = {cited: number for number, cited in enumerate(_in_order(articles, language))}
    table = [comparison_row("header_row", COLUMNS[language], f"{COMPARISON}.0")]
    for (said, kind, cited), same in sorted(rows.items(), key=lambda row: order.get(row[0][2].split(", ")[0], 0)):
        elements = [voice.element(gap.element, library.elements[gap.element].title) for gap in same]
        bases = _bases(library, conditions, same, voice)
        cells = (said, "\n".join((*elements, f"({kind})")), cited, "\n".join(bases))
        table.append(comparison_row("row", cells, f"{COMPARISON}.{same[0].element}"))
    return Article(number, TITLE[language], tuple(table), kind="annex", clause=COMPARISON)


def _in_order(articles: tuple[Article, ...], language: str) -> list[str]:
    return list(dict.fromkeys(cited for article in articles for _, cited in locators(article, language)))


def _bases(library: Library, conditions: Conditions, gaps: Sequence[Gap], voice: Voice) -> list[str]:
    """Return each legal basis with the required items under it; items keep their legal names."""
    found: dict[str, dict[str, None]] = {}
    for name in dict.fromkeys(name for gap in gaps for name in gap.requirements):
        requirement = library.requirements[name]
        said = "; ".join(basis_text(library, basis, voice) for basis in bases_at(requirement, conditions))
        found.setdefault(said, {})[f"{name} {title_at(requirement, conditions.edition)}"] = None
    return [line for basis, items in found.items() for line in (basis, *(f"- {item}" for item in items))]
