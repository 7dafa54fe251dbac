"""The 대비표 of an addendum: vendor's provision -> gap -> provision of the addendum -> legal basis. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.assemble import COMPARISON, basis_text, comparison_row, places_of
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
WIDTHS = (18, 26, 20, 36)
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
    """Return the table as the last annex, one row a gap; `places_in` names the places of passages of the vendor."""
    places = places_of(articles, language)
    voice = Voice(language, library.english)
    rows = [comparison_row("header_row", COLUMNS[language], f"{COMPARISON}.0")]
    for gap in gaps:
        said = places_in(gap.finding.evidence)
        element = voice.element(gap.element, library.elements[gap.element].title)
        cells = (
            "\n".join(said) or NOWHERE[language],
            f"{element}\n{GAPS[gap.finding.judgement][language]}",
            ", ".join(cited for _, _, cited in places.get(gap.element, ())) or NOWHERE[language],
            "\n".join(_bases(library, conditions, gap, voice)),
        )
        rows.append(comparison_row("row", cells, f"{COMPARISON}.{gap.element}"))
    return Article(number, TITLE[language], tuple(rows), kind="annex", clause=COMPARISON)


def _bases(library: Library, conditions: Conditions, gap: Gap, voice: Voice) -> list[str]:
    """Return the required items behind a gap, each with its legal basis; items keep their legal names."""
    found: list[str] = []
    for name in gap.requirements:
        requirement = library.requirements[name]
        found.append(f"{name} {title_at(requirement, conditions.edition)}")
        found.extend(f"({basis_text(library, basis, voice)})" for basis in bases_at(requirement, conditions))
    return found
