"""The commands of a case: new, status, next, build, file. Exit 0 when every stage is done, 1 when something is left."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.say import complain, say
from pipeline.errors import EXIT_GAPS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.library.procedure import Procedure
    from pipeline.procedure.case import Case
    from pipeline.procedure.state import Progress

_MOST_QUESTIONS = 15


def case(arguments: Namespace) -> int:
    """Run one of the commands of a case."""
    return _ACTIONS[arguments.action](arguments)


def _new(arguments: Namespace) -> int:
    from pipeline.files import check_name, make_folder, write_all
    from pipeline.library.procedure import load_procedure
    from pipeline.procedure.case import CASE_FILE, DEAL_FILE
    from pipeline.procedure.stages import STAGES
    from pipeline.procedure.starter import new_case

    folder: Path = arguments.folder
    as_of = arguments.as_of or dt.date.today()
    sheet = _sheet(arguments.deal) if arguments.deal else None
    files = new_case(folder.resolve().name, as_of, load_procedure(), STAGES, sheet)
    if arguments.deal and arguments.deal.resolve() == (folder / DEAL_FILE).resolve():
        del files[DEAL_FILE]
    check_name(folder.resolve())
    if not folder.parent.is_dir():
        raise UsageError(f"{folder.parent}: 폴더가 없습니다. 폴더를 먼저 만드십시오.")
    make_folder(folder)
    write_all([(folder / name, data) for name, data in files.items()])
    say(f"사건 폴더를 만들었습니다: {folder}")
    if sheet is None:
        say(f"  {folder / DEAL_FILE}에 회사와 제공자, 서비스, 데이터를 적고 {folder / CASE_FILE}의 물음에 답하십시오.")
    else:
        copied = f"{arguments.deal}을(를) 그대로 복사하였습니다. " if DEAL_FILE in files else ""
        say(
            f"  거래명세서: {copied}이 사건은 {folder / DEAL_FILE}을 읽습니다. {folder / CASE_FILE}의 물음에 답하십시오."
        )
    say(f"  남은 물음 보기: finclause case next {folder}")
    return EXIT_OK


def _sheet(path: Path) -> bytes:
    """Return the bytes of a deal sheet that may still be unfinished; DealError where it is none or has a wrong value."""
    from pipeline.deal import load_deal

    load_deal(path, partial=True)
    return path.read_bytes()


def _status(arguments: Namespace) -> int:
    from pipeline.files import check_target, write_atomic
    from pipeline.procedure.build import origin_of
    from pipeline.procedure.overview import screen, status_paper
    from pipeline.procedure.render import SUFFIXES, render

    if arguments.out:
        if arguments.out.suffix.lower() not in SUFFIXES:
            raise UsageError(f"-o {arguments.out}: 확장자는 {', '.join(SUFFIXES)} 가운데 하나여야 합니다.")
        check_target(arguments.out, force=arguments.force)
    found, procedure, seen = _seen(arguments.folder)
    if arguments.out:
        made_from = {f"{p.stage.id}:{name}": value for p in seen for name, value in p.made_from.items()}
        origin = origin_of(found, procedure, made_from)
        data = render(status_paper(found, seen), origin, arguments.out.suffix.lower())
        write_atomic(arguments.out, data, force=arguments.force)
    say(screen(found, seen))
    if arguments.out:
        say(f"현황 문서: {arguments.out}")
    return _code(seen)


def _next(arguments: Namespace) -> int:
    from pipeline.procedure.stage import place
    from pipeline.procedure.starter import section
    from pipeline.procedure.state import State

    found, procedure, seen = _seen(arguments.folder)
    first = next((p for p in seen if p.state not in (State.DONE, State.WAITING)), None)
    if first is None:
        say("모든 단계를 마쳤습니다.")
        return EXIT_OK
    say(f"{first.stage.number} {first.stage.title}: {first.state.value}")
    if first.result is None or not first.result.questions:
        for why in first.why[:_MOST_QUESTIONS]:
            say(f"  · {why}")
        if len(first.why) > _MOST_QUESTIONS:
            say(f"  이 밖에 {len(first.why) - _MOST_QUESTIONS}개")
        say(f"  finclause case build {arguments.folder} --stage {first.stage.id}")
        return EXIT_GAPS
    questions = first.result.questions
    for question in questions[:_MOST_QUESTIONS]:
        say(f"  · {question.ask}  ({place(first.stage.id, question)})")
    if len(questions) > _MOST_QUESTIONS:
        say(f"  이 밖에 {len(questions) - _MOST_QUESTIONS}개")
    if not found.sections[first.stage.id]:
        say(f"case.yaml에 이 단계의 칸이 없습니다. 다음을 붙여 넣으십시오.\n\n{section(first.stage, procedure)}")
    return EXIT_GAPS


def _build(arguments: Namespace) -> int:
    from pipeline.procedure.build import build
    from pipeline.procedure.overview import screen
    from pipeline.procedure.stages import STAGES

    ids = {name: stage.id for stage in STAGES for name in (stage.id, str(stage.number))}
    if arguments.stage and arguments.stage not in ids:
        known = ", ".join(f"{stage.number} {stage.id}" for stage in STAGES)
        raise UsageError(f"--stage {arguments.stage}: 없는 단계입니다. 번호나 이름으로 적으십시오: {known}")
    only = ids.get(arguments.stage, "")
    found, procedure, _ = _seen(arguments.folder)
    for built in build(found, procedure, STAGES, only=only, force=arguments.force):
        if built.refused:
            complain(f"{built.stage.number} {built.stage.title}: {built.refused}")
            continue
        say(f"{built.stage.number} {built.stage.title}: 문서 {len(built.written)}개를 썼습니다.")
        for name in built.written:
            say(f"  {found.folder / name}")
        for name in built.dropped:
            say(f"  더는 만들지 않는 문서이니 확인하고 지우십시오: {found.folder / name}")
    found, _, seen = _seen(arguments.folder)
    say(screen(found, seen))
    return _code(seen)


def _file(arguments: Namespace) -> int:
    from pipeline.procedure.build import origin_of
    from pipeline.procedure.stages.report.folder import MANIFEST, report_folder
    from pipeline.procedure.write_folder import write_folder

    found, procedure, seen = _seen(arguments.folder)
    made_from = next(p.made_from for p in seen if p.stage.id == "report")
    origin = origin_of(found, procedure, made_from)
    made = report_folder(arguments.folder, seen, origin, incomplete=arguments.incomplete)
    target: Path = arguments.out or arguments.folder / "보고 서류철"
    write_folder(target, made.files, MANIFEST, force=arguments.force)
    say(f"서류철을 만들었습니다: {target} (파일 {len(made.files)}개)")
    if made.lacking:
        say(f"  없거나 낡은 서류가 {len(made.lacking)}건 있습니다. 목차에 표시하였습니다.")
    return EXIT_GAPS if made.lacking else EXIT_OK


def _seen(folder: Path) -> tuple[Case, Procedure, tuple[Progress, ...]]:
    from pipeline.library.procedure import load_procedure
    from pipeline.procedure.case import load_case
    from pipeline.procedure.stages import STAGES
    from pipeline.procedure.state import load_records, progress

    procedure = load_procedure()
    found = load_case(folder, procedure, STAGES)
    return found, procedure, progress(found, procedure, STAGES, load_records(folder))


def _code(seen: tuple[Progress, ...]) -> int:
    from pipeline.procedure.state import State

    return EXIT_OK if all(p.state is State.DONE for p in seen) else EXIT_GAPS


_ACTIONS: Mapping[str, Callable[[Namespace], int]] = {
    "new": _new,
    "status": _status,
    "next": _next,
    "build": _build,
    "file": _file,
}
