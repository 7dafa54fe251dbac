"""What `finclause library list` and `finclause library show ID` say, in Korean."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.due import title_at
from pipeline.errors import UsageError
from pipeline.library.resolve import walk
from pipeline.model import Clause, ClauseParagraph, Edition, Element, Library, Position, Requirement, Rule
from pipeline.particles import choose, double
from pipeline.positions import TITLES, at_position, own_paragraphs, served
from pipeline.wording import Part, tokens

HEADER = ("식별자", "구분", "명칭", "판", "요소", "근거")
TIERS = {"basic": "기본 포함사항", "extra": "추가 포함사항", "processing": "정보처리위탁규정", "indirect": "간접계약"}
WEIGHTS = {"core": "핵심", "guide": "가이드"}
_WIDTH = 96
_SHOWN_EXAMPLES = 3


def list_rows(library: Library) -> tuple[tuple[str, ...], ...]:
    """Return one row for each requirement under `HEADER`, in library order."""
    return tuple(_row(library, requirement) for requirement in library.requirements.values())


def _row(library: Library, requirement: Requirement) -> tuple[str, ...]:
    editions = [edition.id for edition in library.editions if edition.id in requirement.elements]
    counts = [str(len(requirement.elements[edition])) for edition in editions]
    basis = requirement.bases[-1]
    return (
        requirement.id,
        TIERS[requirement.tier],
        requirement.title,
        "·".join(editions),
        "·".join(dict.fromkeys(counts)),
        f"{basis.law} {basis.article}",
    )


def show(library: Library, name: str) -> str:
    """Return all that the library says of a requirement, element or clause.

    Raise UsageError, with near names, if nothing has that id.
    """
    wanted = name if name in library.elements or name in library.clauses else name.upper()
    parts = []
    if wanted in library.requirements:
        parts.append(_requirement(library, library.requirements[wanted]))
    if wanted in library.elements:
        parts.append(_element(library, library.elements[wanted]))
    if wanted in library.clauses:
        parts.append(_clause(library.clauses[wanted]))
    if not parts:
        raise UsageError(f"라이브러리에 '{name}'(이)라는 식별자가 없습니다. {_hint(library, name)}")
    return "\n\n".join("\n".join(lines) for lines in parts)


def _hint(library: Library, name: str) -> str:
    known = [*library.requirements, *library.elements, *library.clauses]
    near = difflib.get_close_matches(name, known, 3) or difflib.get_close_matches(name.upper(), known, 3)
    return f"비슷한 식별자: {', '.join(near)}" if near else "finclause library list로 목록을 보십시오."


def _requirement(library: Library, requirement: Requirement) -> list[str]:
    lines = [f"{requirement.id} {requirement.title}", f"구분: {TIERS[requirement.tier]}. 가이드: {requirement.guide}"]
    for basis in requirement.bases:
        until = f"{basis.until}까지 시행" if basis.until else "시행 중"
        dated = f"[{basis.edition}년판] " if basis.edition else ""
        lines.append(f"근거: {dated}{basis.law} {basis.article}")
        lines.append(f"      명칭 '{basis.title}', {basis.in_force}부터 {until}, {basis.checked} 확인")
    lines.extend(_editions(library, requirement))
    lines.extend(_serving(library, tuple(dict.fromkeys(n for names in requirement.elements.values() for n in names))))
    lines += ["", "요소의 인식 규칙과 예문은 finclause library show <요소 식별자>로 볼 수 있습니다."]
    return lines


def _editions(library: Library, requirement: Requirement) -> Iterator[str]:
    """Yield the elements of each edition; an edition like the one before it is only named."""
    before: tuple[str, ...] | None = None
    named = ""
    for edition in library.editions:
        listed = requirement.elements.get(edition.id)
        if listed is not None and listed == before:
            yield f"{edition.title}: {named}과 같습니다"
        else:
            yield from _of_edition(library, requirement, edition)
        before, named = listed, edition.title


def _of_edition(library: Library, requirement: Requirement, edition: Edition) -> Iterator[str]:
    yield ""
    if edition.id not in requirement.elements:
        yield f"{edition.title}: 이 판에는 없는 기재사항"
        return
    yield f"{edition.title}: {title_at(requirement, edition.id)}"
    for name in requirement.elements[edition.id]:
        element = library.elements[name]
        when = f", 조건 {library.facts[element.when].title}" if element.when else ""
        yield f"  - {name} ({WEIGHTS[element.weight]}{when}) {element.title}"


def _element(library: Library, element: Element) -> list[str]:
    owners = [r.id for r in library.requirements.values() if any(element.id in names for names in r.elements.values())]
    lines = [f"요소 {element.id} {element.title}", f"구분: {WEIGHTS[element.weight]}. 기재사항: {', '.join(owners)}"]
    if element.when:
        lines.append(f"조건: {library.facts[element.when].title}")
    for label, text in (
        ("뜻", element.means),
        ("위험", element.why),
        ("상충", element.contrary_effect),
        ("한계", element.limits),
    ):
        lines.extend(_wrapped(f"{label}: ", text))
    for language, rules in element.present.items():
        lines.append("")
        lines.append(f"인식 규칙({language}): " + _rule_names(rules))
        lines.append(f"상충 규칙({language}): " + _rule_names(element.contrary.get(language, ())))
    for language, kinds in element.examples.items():
        for kind, title in (
            ("present", "충족하는 문장"),
            ("absent", "닮았지만 아닌 문장"),
            ("contrary", "상충하는 문장"),
        ):
            lines.append("")
            lines.append(f"{title}({language}):")
            for sentence in kinds.get(kind, ())[:_SHOWN_EXAMPLES]:
                lines.extend(_wrapped("  - ", sentence))
    lines.extend(_serving(library, (element.id,)))
    return lines


def _rule_names(rules: tuple[Rule, ...]) -> str:
    return ", ".join(rule.name for rule in rules) or "없음(부정문은 엔진이 읽는다)"


def _serving(library: Library, elements: tuple[str, ...]) -> Iterator[str]:
    """Yield the wording of our own that serves the elements."""
    yield ""
    yield "우리 조항:"
    for clause in library.clauses.values():
        for _, paragraph in walk(clause.paragraphs):
            served = [element for element in elements if element in paragraph.serves]
            if served:
                yield f"  {clause.id} '{clause.title}' → {', '.join(served)}"
                yield from _wrapped("    ", readable(library, paragraph.text))
                for item in paragraph.items:
                    yield from _wrapped("      - ", readable(library, item.text))
        served = [element for element in elements if any(element in table.serves for table in clause.tables)]
        if served:
            yield f"  {clause.id} '{clause.title}'의 표 → {', '.join(served)}"


def readable(library: Library, text: str) -> str:
    """Return wording as a reader sees it: blanks as 【물음】, references as the title of the clause."""
    out = ""
    for kind, said in tokens(text):
        if kind is Part.BLANK and said in library.blanks:
            out += f"【{library.blanks[said].ask}】"
        elif kind is Part.REF and said in library.clauses:
            out += f"〈{library.clauses[said].title}〉"
        elif kind is Part.CHOICE:
            out += double(said) if out.endswith("】") else choose(said, out)
        else:
            out += said
    return out


def _clause(clause: Clause) -> list[str]:
    kinds = {"annex": "별지", "preamble": "전문", "closing": "서명란"}
    lines = [f"{kinds.get(clause.kind, '조항')} {clause.id} {clause.title}".rstrip()]
    facts = ", ".join(clause.only_if) or "없음"
    lines.append(f"판 {clause.version}. 확인 {clause.checked}. 들어가는 조건: {facts}")
    if clause.note:
        lines.extend(_wrapped("참고: ", clause.note))
    lines.append("")
    for paragraph in clause.paragraphs:
        lines.extend(_paragraph(paragraph, "  "))
    for table in clause.tables:
        lines.append("  표: " + " | ".join(table.columns))
        lines.extend("      " + " | ".join(row) for row in table.rows)
        if table.each:
            lines.append(f"      거래명세서의 {table.each} 한 건이 한 줄")
    lines.extend(_positions(clause))
    return lines


@dataclass(frozen=True, slots=True)
class Apart:
    """What a position changes: the paragraphs it writes, those it leaves out, the elements the clause then lacks."""

    written: tuple[ClauseParagraph, ...]
    without: tuple[ClauseParagraph, ...]
    lost: tuple[str, ...]


def positions_apart(clause: Clause, position: Position) -> Apart:
    """Return in what a position differs from the preferred wording of its clause."""
    kept = {paragraph.id for paragraph in position.paragraphs}
    without = tuple(paragraph for paragraph in clause.paragraphs if paragraph.id not in kept)
    lost = served((clause,)) - served((at_position(clause, position.name),))
    return Apart(own_paragraphs(clause, position), without, tuple(sorted(lost)))


def _positions(clause: Clause) -> Iterator[str]:
    """Yield the notes for the negotiator and each fallback with its wording."""
    notes = clause.negotiation
    if notes is not None:
        yield ""
        for label, text in (
            ("까닭", notes.why), ("흔한 답", notes.answers), ("내주지 않을 것", notes.keep), ("가이드", notes.allows)
        ):  # fmt: skip
            yield from _wrapped(f"{label}: ", text)
    for position in clause.positions:
        apart = positions_apart(clause, position)
        yield ""
        yield f"{TITLES[position.name]} 입장{'(승인 필요)' if position.needs_approval else ''}"
        yield from _wrapped("  물러서는 것: ", position.note)
        yield from _wrapped("  빠지는 요소: ", ", ".join(apart.lost))
        for paragraph in apart.without:
            yield f"  - {paragraph.id} 문단을 뺀다"
        for paragraph in apart.written:
            yield from _paragraph(paragraph, "  ")


def _paragraph(paragraph: ClauseParagraph, pad: str) -> Iterator[str]:
    served = f" → {', '.join(paragraph.serves)}" if paragraph.serves else ""
    facts = f" [{', '.join(paragraph.only_if)}]" if paragraph.only_if else ""
    yield from _wrapped(f"{pad}- ", f"{paragraph.text}{facts}{served}")
    for item in paragraph.items:
        yield from _paragraph(item, pad + "    ")


def _wrapped(head: str, text: str) -> list[str]:
    """Wrap `text` after `head`; nothing for an empty text. Hangul counts two columns, so half the width."""
    if not text:
        return []
    body = textwrap.wrap(text, _WIDTH // 2, break_long_words=False) or [""]
    pad = " " * len(head)
    return [head + body[0], *(pad + line for line in body[1:])]


def markdown(library: Library) -> str:
    """Return docs/requirements.md: every requirement, its law by edition, its elements, our clauses.

    Deterministic: the same library gives the same text, so a stale file can be found by comparing.
    """
    lines = [
        "# 기재사항과 요소",
        "",
        f"조항 라이브러리 {library.version}({library.released})에서 만든 문서입니다. 손으로 고치지 말고 "
        "`python3 tasks.py docs`로 다시 만드십시오.",
        "",
        "| 식별자 | 구분 | 명칭 | 요소 |",
        "|---|---|---|---|",
    ]
    for requirement in library.requirements.values():
        counts = ", ".join(
            f"{edition.title} {len(requirement.elements[edition.id])}개"
            for edition in library.editions
            if edition.id in requirement.elements
        )
        lines.append(f"| {requirement.id} | {TIERS[requirement.tier]} | {requirement.title} | {counts} |")
    for requirement in library.requirements.values():
        lines.extend(_requirement_section(library, requirement))
    return "\n".join(lines) + "\n"


def _requirement_section(library: Library, requirement: Requirement) -> Iterator[str]:
    yield ""
    yield f"## {requirement.id} {requirement.title}"
    yield ""
    for basis in requirement.bases:
        until = f"{basis.until}까지" if basis.until else "시행 중"
        dated = f"{basis.edition}년판. " if basis.edition else ""
        yield f"- 근거: {dated}{basis.law} {basis.article} ({basis.in_force}부터 {until}, {basis.checked} 확인)"
    yield f"- 가이드: {requirement.guide}"
    yield ""
    yield "| 요소 | 구분 | 판 | 조건 | 뜻 | 우리 조항 |"
    yield "|---|---|---|---|---|---|"
    for name in dict.fromkeys(name for names in requirement.elements.values() for name in names):
        element = library.elements[name]
        editions = "·".join(edition for edition, names in requirement.elements.items() if name in names)
        when = library.facts[element.when].title if element.when else ""
        cells = (f"{element.title} (`{name}`)", WEIGHTS[element.weight], editions, when, element.means)
        yield f"| {' | '.join(cells)} | {', '.join(_clauses_for(library, name))} |"


def _clauses_for(library: Library, element: str) -> list[str]:
    """Return the titles of the clauses that serve an element, in contract order."""
    found = []
    for clause in library.clauses.values():
        parts = [paragraph.serves for _, paragraph in walk(clause.paragraphs)]
        if any(element in serves for serves in (*parts, *(table.serves for table in clause.tables))):
            found.append(clause.title)
    return found
