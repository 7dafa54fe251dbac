"""A case at a glance: its stages, open questions, stale documents and days, for the screen and as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.procedure.case import Case
from pipeline.procedure.paper import Bullets, Grid, Paper, Section, Text, by_name, told_blanks, total
from pipeline.procedure.stage import place
from pipeline.procedure.state import Progress, State, dues
from pipeline.report.visible import columns, wrapped

_WIDTH = 100
_SHOWN = 6
"""Questions, and reasons for being stale, that the screen shows of one stage."""


def told(seen: Progress) -> str:
    """Return in a few words where a stage is: its outcome, how many questions and places are open, what it waits for."""
    if seen.state is State.WAITING:
        return ", ".join(f"{stage.number} {stage.title}" for stage in seen.waits)
    assert seen.result is not None
    open_questions = f"물음 {len(seen.result.questions)}개" if seen.result.questions else ""
    missing = f"없는 문서 {len(seen.missing)}개" if seen.missing else ""
    places = 0 if seen.result.questions else sum(map(total, by_name(seen.unfilled).values()))
    unfilled = f"문서에 채울 곳 {places}곳" if places else ""
    old = "문서가 낡음" if seen.why and seen.state is not State.STALE else ""
    return ", ".join(filter(None, (seen.result.outcome, open_questions, missing, unfilled, old)))


def screen(case: Case, found: Sequence[Progress]) -> str:
    """Return the case for a terminal: one line for each stage, then what is to be looked at."""
    return "\n".join(_lines(case, found))


def _lines(case: Case, found: Sequence[Progress]) -> Iterator[str]:
    name = " ".join(filter(None, (case.id, case.title)))
    yield f"사건 {name} · 기준일 {case.as_of} · {case.edition.title}"
    titles = [f"{seen.stage.number} {seen.stage.title}" for seen in found]
    widest = max(map(columns, titles))
    for title, seen in zip(titles, found, strict=True):
        state = seen.state.value
        head = f"  {_padded(title, widest)}  {_padded(state, 16)}  "
        first, *more = wrapped(told(seen), _WIDTH - columns(head)) or ("",)
        yield (head + first).rstrip()
        yield from (" " * columns(head) + line for line in more)
    for seen in found:
        yield from _some(f"{seen.stage.title}: 문서를 쓴 뒤에 바뀐 것", seen.why)
        yield from _some(f"{seen.stage.title}: 쓴 뒤에 고친 문서", seen.edited)
        yield from _some(f"{seen.stage.title}: 없는 문서", seen.missing)
        yield from _some(f"{seen.stage.title}: 확인할 것", seen.remarks)
        yield from _some(f"{seen.stage.title}: 답을 case.yaml이나 거래명세서에 더 적거나 워드에서 채울 곳", _left(seen))
    yield from _some("기한", [f"{due.day} {due.what}" for _, due in dues(found)])
    yield from _some("주의", case.warnings)


def _left(seen: Progress) -> list[str]:
    """Return where the documents of a stage that asks nothing more are still to be filled."""
    if seen.result is None or seen.result.questions:
        return []
    return [f"{name}: {told_blanks(blanks)}" for name, blanks in by_name(seen.unfilled).items()]


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - columns(text))


def _some(heading: str, entries: Sequence[str]) -> Iterator[str]:
    if not entries:
        return
    yield heading
    for entry in entries[:_SHOWN]:
        yield f"  · {entry}"
    if len(entries) > _SHOWN:
        yield f"  이 밖에 {len(entries) - _SHOWN}건"


def status_paper(case: Case, found: Sequence[Progress]) -> Paper:
    """Return the case as a paper that shows everything."""
    cover = [("금융회사", case.fact("financial_company.name")), ("제공자", case.fact("provider.name"))]
    cover += [("서비스", case.fact("service.name")), ("위탁업무", case.fact("business.name"))]
    stages = Grid(
        ("단계", "상태", "내용"), (26, 20, 54),
        tuple((f"{s.stage.number} {s.stage.title}", s.state.value, told(s)) for s in found),
    )  # fmt: skip
    return Paper(
        kind="case-status",
        title="절차 현황",
        cover=tuple((label, str(text or "거래명세서에 적지 않았습니다.")) for label, text in cover),
        sections=(
            Section("단계별 상태", (stages,)),
            Section("남은 물음", (_questions(found),)),
            Section("다시 볼 문서", (_to_review(found),)),
            Section("기한", (_days(found),)),
            Section("쓴 문서", (_documents(found),)),
        ),
    )


_Shown = Text | Bullets | Grid


def _questions(found: Sequence[Progress]) -> _Shown:
    rows = [(s.stage.title, q.ask, place(s.stage.id, q)) for s in found if s.result for q in s.result.questions]
    return _grid(("단계", "물음", "적을 곳"), (20, 44, 36), rows, "남은 물음이 없습니다.")


def _to_review(found: Sequence[Progress]) -> _Shown:
    rows = [(s.stage.title, text) for s in found for text in (*s.why, *s.remarks)]
    rows += [(s.stage.title, f"채울 곳이 남았습니다: {left}") for s in found for left in _left(s)]
    rows += [(s.stage.title, f"문서가 없습니다: {name}") for s in found for name in s.missing]
    rows += [(s.stage.title, f"쓴 뒤에 고친 문서입니다: {name}") for s in found for name in s.edited]
    return _grid(("단계", "까닭"), (26, 74), rows, "다시 볼 문서가 없습니다.")


def _days(found: Sequence[Progress]) -> _Shown:
    rows = [(str(due.day), due.what, due.source, stage.title) for stage, due in dues(found)]
    return _grid(("날짜", "할 일", "근거", "단계"), (14, 40, 28, 18), rows, "정해진 기한이 없습니다.")


def _documents(found: Sequence[Progress]) -> _Shown:
    names = tuple(name for seen in found for name in seen.documents)
    return Bullets(names) if names else Text("아직 쓴 문서가 없습니다.")


def _grid(heads: tuple[str, ...], shares: tuple[int, ...], rows: Sequence[tuple[str, ...]], none: str) -> _Shown:
    return Grid(heads, shares, tuple(rows)) if rows else Text(none)
