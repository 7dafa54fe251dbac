"""What the documents of the stage share: the head, facts as text, the tables of items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.library.procedure.continuity import Advice, Annex, Continuity, FactLine, Group
from pipeline.procedure.days import written
from pipeline.procedure.paper import OPEN as BOX
from pipeline.procedure.paper import TICKED, Block, Bullets, Form, Grid, Signatures, SourceLine, Text
from pipeline.procedure.stage import Inputs
from pipeline.procedure.stages.continuity.answers import PLANNED, STATES, Answers
from pipeline.procedure.stages.continuity.judge import ADDED, NOT_ASKED, OPEN, OPTIONAL, REQUIRED, JudgedItem, Prepared

StageInputs = Inputs[Continuity, Answers]
ITEM_HEADS = ("근거와 내용", "상태", "증빙 또는 이유", "담당·기한")
ITEM_SHARES = (44, 14, 26, 16)


def head(inputs: StageInputs, result: Prepared) -> tuple[tuple[str, str], ...]:
    """Return the rows of the cover."""
    return (
        ("금융회사", inputs.named("financial_company.name", "금융회사의 상호")),
        ("제공자", inputs.named("provider.name", "제공자의 상호")),
        ("서비스", inputs.named("service.name", "서비스의 명칭")),
        ("위탁업무", inputs.named("business.name", "위탁업무의 명칭")),
        ("업무 중요도", result.importance),
    )


def day(given: dt.date | None, ask: str) -> str:
    """Return a day as it is written, or a blank that asks for it."""
    return written(given) if given else f"【{ask}】"


def fact(inputs: StageInputs, line: FactLine) -> tuple[str, str]:
    """Return a fact with its label; a blank where the deal sheet does not say it."""
    given = inputs.facts[line.place]
    if given is None or given == ():
        return line.label, f"【{line.label}】"
    return line.label, f"{joined(given)}{line.unit}"


def joined(value: Any) -> str:
    """Return a value of the deal sheet as text."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def facts(inputs: StageInputs, lines: Sequence[FactLine]) -> tuple[Block, ...]:
    """Return the form with the facts, nothing where there are none."""
    return (Form(tuple(fact(inputs, line) for line in lines)),) if lines else ()


def items_of(result: Prepared, group: Group) -> tuple[JudgedItem, ...]:
    """Return the judged items of a group."""
    return tuple(item for item in result.items if item.group == group.id)


def item_grids(group: Group, result: Prepared) -> tuple[Block, ...]:
    """Return the tables of the required and the additional items, with what the law leaves empty said."""
    found = items_of(result, group)
    required = tuple(item for item in found if item.kind == REQUIRED)
    added = tuple(item for item in found if item.kind == ADDED)
    nothing = Text("필수 사항: 별표가 정한 것이 없습니다(해당사항 없음).")
    return (_grid("필수 사항", required) if required else nothing, _grid("추가 사항", added))


def _grid(title: str, items: Iterable[JudgedItem]) -> Grid:
    return Grid(ITEM_HEADS, ITEM_SHARES, tuple(map(item_row, items)), title, {1: _choices()})


def _choices() -> tuple[str, ...]:
    return tuple(f"{TICKED} {state}" for state in STATES)


def item_row(item: JudgedItem) -> tuple[str, str, str, str]:
    """Return the cells of an item."""
    note = f"\n※ {item.note}" if item.note else ""
    what = f"{item.at}\n{item.text}{note}" if item.at else f"{item.text}{note}"
    return what, state_cell(item), _told(item), _who(item)


def state_cell(item: JudgedItem) -> str:
    """Return the state with its box; an open one offers all states."""
    if item.state == OPEN:
        return "\n".join(f"{BOX} {state}" for state in STATES)
    return item.state if item.state in (OPTIONAL, NOT_ASKED) else f"{TICKED} {item.state}"


def _told(item: JudgedItem) -> str:
    if item.state in (OPTIONAL, NOT_ASKED):
        return ""
    asked = [f"【{ask}】" for key, ask in item.lacks if key in ("evidence", "reason")]
    if item.state == OPEN and not item.same:
        asked = ["【증빙 또는 이유】"]
    same = "(같은 조문의 답을 옮김)" if item.same else ""
    return "\n".join(filter(None, (item.told, *asked, same)))


def _who(item: JudgedItem) -> str:
    if item.state != PLANNED:
        return item.owner
    return f"{item.owner or '【담당】'}\n{day(item.due, '기한')}"


def advice(inputs: StageInputs, group_title: str, found: Sequence[Advice]) -> tuple[Block, ...]:
    """Return the remarks of the guide of the edition of the case under a title, nothing where there are none."""
    told = tuple(one.text for one in found if inputs.edition.id in one.editions)
    return (Text(group_title), Bullets(told)) if told else ()


def remarks(inputs: StageInputs, group: Group) -> tuple[Block, ...]:
    """Return what the guide considers and advises for a group, with its source."""
    told = (
        *advice(inputs, "가이드가 고려하라고 한 것", group.considered),
        *advice(inputs, "가이드가 권고한 것", group.advised),
    )
    return (*told, SourceLine(f"고려사항과 권고: {inputs.cite(*group.sources)}")) if told else ()


def annex_source(inputs: StageInputs, annex: Annex) -> SourceLine:
    """Return the legal source of a document."""
    return SourceLine(f"근거({annex.place}): {inputs.cite(*inputs.data.sources)}")


def open_rows(result: Prepared, annex: Annex) -> tuple[tuple[str, str, str, str], ...]:
    """Return a row for each item of the annex that is planned or not yet answered."""
    return tuple(
        (item.at or ADDED, item.text, item.state, _who(item) or "【담당·기한】")
        for item in result.items
        if item.annex == annex.id and not item.same and (item.state == PLANNED or item.lacks)
    )


def open_block(result: Prepared, annex: Annex) -> Block:
    """Return the table of what is left to do."""
    rows = open_rows(result, annex)
    if not rows:
        return Text("남은 것이 없습니다.")
    return Grid(("근거", "내용", "상태", "담당·기한"), (16, 50, 14, 20), rows)


def signatures(inputs: StageInputs) -> Signatures:
    """Return who wrote and who approves."""
    people = (("작성자", inputs.answers.author), ("승인자", inputs.answers.approver))
    return Signatures(tuple((role, name or "【직위·성명】") for role, name in people))


def mark(result: Prepared) -> str:
    """Return the word above the title."""
    return "작성 중" if result.questions else ""
