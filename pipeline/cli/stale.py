"""`finclause stale`: which written documents a change of law or library touches, and the addendum that mends one."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.say import say, say_json
from pipeline.errors import EXIT_GAPS, EXIT_INPUT, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.addendum.write import Request
    from pipeline.deal import Deal
    from pipeline.model import Conditions, Library
    from pipeline.stale import Survey, Verdict
    from pipeline.stale.close import Update


def stale(arguments: Namespace) -> int:
    """Survey a folder; exit 1 if a document is touched, 3 if none is but a file could not be told."""
    from pipeline.cli.commands import edition_on, require_suffix
    from pipeline.files import check_target, require_apart, write_all
    from pipeline.library import load_library
    from pipeline.model import Conditions
    from pipeline.stale import Group, survey
    from pipeline.stale.render import SUFFIXES, render_survey, screen_text

    if arguments.deal and not arguments.addendum:
        raise UsageError("--deal은 --addendum과 함께만 씁니다. 여러 계약서의 거래명세서는 --deal-dir로 찾습니다.")
    for path in arguments.out:
        require_suffix(path, SUFFIXES)
    if arguments.addendum:
        require_suffix(arguments.addendum, (".docx",))
    targets = [*arguments.out, *([arguments.addendum] if arguments.addendum else [])]
    for path in targets:
        check_target(path, force=arguments.force)
    inputs = [path for path in (arguments.deal, arguments.folder) if path and path.is_file()]
    require_apart(targets, inputs)
    library = load_library()
    day = arguments.as_of or dt.date.today()
    conditions = Conditions(day, edition_on(day, library).id, "critical", frozenset())
    found = survey(arguments.folder, library, conditions, arguments.deal_dir)
    written = [(path, render_survey(found, library, path.suffix.lower())) for path in arguments.out]
    mended, told = _addendum(arguments, found, library, conditions) if arguments.addendum else ([], [])
    written += mended
    write_all(written, force=arguments.force)
    if arguments.format == "json":
        say_json(render_survey(found, library, ".json").decode("utf-8"))
    else:
        say(screen_text(found, library))
        for path in arguments.out:
            say(f"점검보고서: {path}")
        for line in told:
            say(line)
    if found.of(Group.TOUCHED):
        return EXIT_GAPS
    return EXIT_INPUT if found.unclear else EXIT_OK


def _addendum(
    arguments: Namespace, found: Survey, library: Library, conditions: Conditions
) -> tuple[list[tuple[Path, bytes]], list[str]]:
    """Return the addendum as a file to write (none where the contract needs none), and what to say of it."""
    from pipeline.addendum.rendering import rendering
    from pipeline.addendum.write import Request
    from pipeline.deal import conditions as of_deal
    from pipeline.deal import load_deal
    from pipeline.judge import judge_alone
    from pipeline.parse import parse
    from pipeline.read.options import Options
    from pipeline.render.languages import languages_of
    from pipeline.sandbox.apart import read_apart
    from pipeline.stale.close import update
    from pipeline.stamp import deal_digest, identity

    verdict = _contract(found)
    if verdict is None:
        return [], ["부속합의서로 더할 것이 있는 계약서가 없어 쓰지 않았습니다."]
    path = arguments.folder if arguments.folder.is_file() else arguments.folder / verdict.document.path
    sheet = _sheet(arguments, verdict)
    deal = _open_again(load_deal(sheet), conditions.as_of)
    under = replace(of_deal(deal, library), as_of=conditions.as_of, edition=conditions.edition)
    document = read_apart(path, Options())
    languages = languages_of(deal)
    request = Request([judge_alone(document, parse(document), library)], library, under, deal, len(languages) > 1)
    made = update(request, verdict, languages)
    if made is None:
        return [], [f"{verdict.document.path}: 부속합의서로 더하거나 갈음할 것이 없어 쓰지 않았습니다."]
    render = rendering(request, deal_digest(sheet), final=False, template=None, base=identity(verdict.document.stamp))
    return [(arguments.addendum, render(made.contracts, ()))], [
        *_other_sheet(sheet, verdict),
        *_told(arguments.addendum, request, made),
    ]


def _contract(found: Survey) -> Verdict | None:
    """Return the one touched contract; refuse to choose among several."""
    from pipeline.stale import Group

    contracts = [one for one in found.of(Group.TOUCHED) if one.document.stamp.kind == "contract"]
    if len(contracts) > 1:
        names = ", ".join(one.document.path for one in contracts)
        raise UsageError(f"손볼 계약서가 {len(contracts)}건입니다({names}). 폴더 대신 계약서 파일 하나를 적으십시오.")
    return contracts[0] if contracts else None


def _sheet(arguments: Namespace, verdict: Verdict) -> Path:
    sheet: Path | None = arguments.deal or verdict.deal
    if sheet is None:
        where = "--deal-dir의 폴더에 그 거래명세서가 없습니다" if arguments.deal_dir else "거래명세서가 필요합니다"
        raise UsageError(f"{verdict.document.path}: {where}. 이 계약의 거래명세서를 --deal에 적으십시오.")
    if not sheet.is_file():
        raise UsageError(f"{sheet}: 거래명세서 파일이 없습니다. 경로를 확인하십시오.")
    return sheet


def _other_sheet(sheet: Path, verdict: Verdict) -> list[str]:
    from pipeline.stamp import deal_digest

    if verdict.document.stamp.deal in ("", deal_digest(sheet)):
        return []
    return [f"주의: 거래명세서({sheet})의 내용이 이 계약서를 작성할 때와 다릅니다. 지금의 거래명세서에 따랐습니다."]


def _open_again(deal: Deal, day: dt.date) -> Deal:
    """Return the deal under the law of `day`; its date was that of the contract, that of the addendum is not known."""
    return replace(deal, contract=replace(deal.contract, as_of=day, date=None))


def _told(path: Path, request: Request, made: Update) -> Iterator[str]:
    elements = request.library.elements
    yield f"부속합의서를 썼습니다: {path}"
    for label, names in (
        ("새로 요구되어 더한 요소", made.added),
        ("문구가 바뀌어 갈음한 요소", made.replaced),
        ("계약서에 이미 있어 더하지 않은 요소", made.given),
        ("라이브러리에 조항이 없어 더하지 못한 요소", made.unserved),
    ):
        if names:
            yield f"  {label} {len(names)}개: {', '.join(elements[name].title for name in names)}"
