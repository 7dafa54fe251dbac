"""docs/negotiation.md: what the negotiator of each clause is told, and its fallbacks."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.listing import positions_apart, readable
from pipeline.model import Clause, ClauseParagraph, Library, Position
from pipeline.positions import TITLES

_HEAD = """\
# 협상 입장

조항 라이브러리 {version}({released})에서 만든 문서입니다. 손으로 고치지 말고 `python3 tasks.py docs`로 다시 만드십시오.

조마다 우선, 수용가능, 최후의 세 입장이 있습니다. 우선 입장은 계약서에 그대로 실리는 문구입니다. 여기에는 나머지 두 입장에서 달라지는 문단과
그 입장에서 잃는 요소를 적었습니다. 입장은 거래명세서의 `negotiation.positions`에 적어 고르고, 요구되는 요소를 잃는 입장은
`negotiation.waivers`에 면제를 함께 적어야 쓸 수 있습니다. 이 설명은 협상 담당자가 보는 것이며 계약서에는 나오지 않습니다.
"""


def negotiation_markdown(library: Library) -> str:
    """Return docs/negotiation.md: every clause that has positions or notes, in contract order.

    Deterministic: the same library gives the same text, so a stale file can be found by comparing.
    """
    lines = [_HEAD.format(version=library.version, released=library.released)]
    titles = dict(library.chapters)
    chapter = ""
    for clause in library.clauses.values():
        if clause.negotiation is None and not clause.positions:
            continue
        if clause.chapter != chapter:
            chapter = clause.chapter
            lines += [f"## {titles.get(chapter, chapter)}", ""]
        lines += [f"### {clause.title} (`{clause.id}`)", "", *_notes(clause)]
        for position in clause.positions:
            lines.extend(_position(library, clause, position))
    return "\n".join(lines).rstrip("\n") + "\n"


def _notes(clause: Clause) -> Iterator[str]:
    notes = clause.negotiation
    if notes is None:
        return
    for label, text in (
        ("요구하는 까닭", notes.why),
        ("제공자가 흔히 하는 답", notes.answers),
        ("내주지 않을 것", notes.keep),
        ("가이드가 허용하는 것", notes.allows),
    ):
        if text:
            yield f"- {label}: {text}"
    yield ""


def _position(library: Library, clause: Clause, position: Position) -> Iterator[str]:
    approval = " (승인 필요)" if position.needs_approval else ""
    yield f"**{TITLES[position.name]}**{approval}: {position.note}"
    yield ""
    apart = positions_apart(clause, position)
    if apart.lost:
        lost = ", ".join(f"{library.elements[name].title}(`{name}`)" for name in apart.lost)
        yield f"이 조에서 빠지는 요소: {lost}"
        yield ""
    quotes = [[f"> (뺌) {readable(library, paragraph.text)}"] for paragraph in apart.without]
    quotes += [list(_quoted(library, paragraph, "")) for paragraph in apart.written]
    for index, quote in enumerate(quotes):
        yield from quote
        yield ">" if index + 1 < len(quotes) else ""


def _quoted(library: Library, paragraph: ClauseParagraph, pad: str) -> Iterator[str]:
    yield f"> {pad}{readable(library, paragraph.text)}"
    for item in paragraph.items:
        yield from _quoted(library, item, f"{pad}- ")
