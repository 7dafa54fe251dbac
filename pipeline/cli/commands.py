"""What each command does. Stages are imported where they are used: see `pipeline.cli`."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.addendum import addendum
from pipeline.cli.case import case
from pipeline.cli.compare import compare
from pipeline.cli.reading import options_of, read, reading_ahead
from pipeline.cli.redline import redline
from pipeline.cli.say import say, say_json
from pipeline.cli.stale import stale
from pipeline.errors import EXIT_GAPS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.deal import Deal
    from pipeline.model import Conditions, Document, Edition, Library, Review
    from pipeline.report import ReportInfo

_IMPORTANCE = {"중요": "critical", "비중요": "non_critical"}


def new(arguments: Namespace) -> int:
    """Write a commented deal sheet."""
    from pipeline.deal import starter
    from pipeline.files import write_atomic

    write_atomic(arguments.file, starter().encode("utf-8"), force=arguments.force)
    say(f"거래명세서 서식을 썼습니다: {arguments.file}\n채운 다음: finclause draft {arguments.file} -o 계약서.docx")
    return EXIT_OK


def draft(arguments: Namespace) -> int:
    """Write a contract, and its JSON twin with `--trace`."""
    from pipeline.assemble import unfilled
    from pipeline.assemble.waivers import waiver_notices
    from pipeline.deal import load_deal
    from pipeline.files import check_target, require_apart, write_all
    from pipeline.library import load_library
    from pipeline.render import SUFFIXES, render_as, used_template
    from pipeline.render.drafted import drafted
    from pipeline.render.languages import korean_in_english, languages_of, with_languages
    from pipeline.render.office import office
    from pipeline.stamp import deal_digest

    for path in arguments.out:
        require_suffix(path, SUFFIXES)
    targets = [*arguments.out, *([arguments.trace] if arguments.trace else [])]
    for path in targets:
        check_target(path, force=arguments.force)
    require_apart(targets, [path for path in (arguments.deal, arguments.template) if path])
    if any(path.suffix.lower() == ".pdf" for path in arguments.out):
        office()  # without it nothing is worked out
    library = load_library()
    deal = with_languages(load_deal(arguments.deal), arguments.language, arguments.prevails)
    made = drafted(library, deal, deal_digest(arguments.deal))
    contract, versions = made.contract, made.versions
    written = [
        render_as(versions, path.suffix.lower(), final=arguments.final, template=arguments.template)
        for path in arguments.out
    ]
    if arguments.trace:
        trace = made.trace | {"template": used_template(arguments.template, languages_of(deal))}
        written.append((json.dumps(trace, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    write_all(list(zip(targets, written, strict=True)), force=arguments.force)
    warnings = (*deal.warnings, *korean_in_english(versions[-1].contract))
    _tell_draft(
        arguments,
        made.selection.conditions,
        library,
        len(contract.articles),
        unfilled(contract),
        warnings,
        waiver_notices(library, made.selection),
    )
    return EXIT_OK


def _tell_draft(
    arguments: Namespace,
    conditions: Conditions,
    library: Library,
    articles: int,
    blanks: list[dict[str, object]],
    warnings: tuple[str, ...],
    notices: tuple[str, ...],
) -> None:
    edition = next(e for e in library.editions if e.id == conditions.edition)
    importance = "중요" if conditions.importance == "critical" else "비중요"
    for path in arguments.out:
        say(f"계약서를 썼습니다: {path}{_format_note(path, with_template=bool(arguments.template))}")
    say(
        f"  업무 중요도 {importance}, 기준일 {conditions.as_of}, {edition.title}({edition.notice}), 조·별지 {articles}개"
    )
    if arguments.trace:
        say(f"  조항 대비표와 선택 근거: {arguments.trace}")
    if arguments.template:
        say(f"  서식: {arguments.template}")
    for warning in warnings:
        say(f"  주의: {warning}")
    for notice in notices:
        say(f"  {notice}")
    if blanks:
        say(f"  빈칸 {len(blanks)}개가 남았습니다(표지에 목록이 있습니다):")
        for blank in blanks:
            say(f"    · {blank['ask']}")


def _format_note(path: Path, *, with_template: bool) -> str:
    from pipeline.render import UNCHECKED

    if path.suffix.lower() != ".hwpx":
        return ""
    own = " 회사의 서식은 적용되지 않습니다." if with_template else ""
    return f"\n  {UNCHECKED}: 한글에서 열어 모양을 확인한 다음 쓰십시오.{own}"


def review(arguments: Namespace) -> int:
    """Judge a vendor's document, or several as one set; write the reports asked for; exit 1 if there is a gap."""
    require_different(arguments.files)
    with reading_ahead(arguments.files, options_of(arguments)) as documents:
        return _review(arguments, documents)


def _review(arguments: Namespace, documents: Callable[[], list[Document]]) -> int:
    from pipeline.files import check_target, require_apart, write_all
    from pipeline.judge import review_set
    from pipeline.library import load_library
    from pipeline.parse import parse
    from pipeline.report import SUFFIXES, render_report, screen_text
    from pipeline.report.as_json import review_json

    for path in arguments.out:
        require_suffix(path, SUFFIXES)
        check_target(path, force=arguments.force)
    require_apart(arguments.out, [*arguments.files, *([arguments.deal] if arguments.deal else [])])
    library = load_library()
    conditions, info = conditions_of(arguments, library)
    found = review_set([(document, parse(document)) for document in documents()], library, conditions)
    name = info.contract_name or found.contract.title or arguments.files[0].stem
    info = replace(info, contract_name=name)
    reports = [(path, render_report(found, library, info, path.suffix.lower())) for path in arguments.out]
    write_all(reports, force=arguments.force)
    if arguments.format == "json":
        say_json(review_json(found))
    else:
        say(screen_text(found, library, info.waivers))
        for path in arguments.out:
            say(f"보고서: {path}")
    return EXIT_GAPS if _has_gap(found) else EXIT_OK


def require_different(files: list[Path]) -> None:
    """Refuse a file that is named twice, and files of one name that a report could not tell apart."""
    seen: dict[str, Path] = {}
    for path in files:
        if path.name in seen:
            other = seen[path.name]
            same = other.resolve() == path.resolve()
            what = (
                "같은 파일을 두 번 적었습니다"
                if same
                else f"'{other}' 파일과 이름이 같아 보고서에서 구별할 수 없습니다"
            )
            raise UsageError(f"{path}: {what}. 파일을 한 번만 적거나 이름을 바꾸십시오.")
        seen[path.name] = path


def _has_gap(found: Review) -> bool:
    from pipeline.model import Status

    return any(r.status not in (Status.SATISFIED, Status.NOT_DUE) for r in found.requirements.values())


def conditions_of(arguments: Namespace, library: Library) -> tuple[Conditions, ReportInfo]:
    """Return the conditions and the report's cover data from the deal sheet and the options."""
    from pipeline.deal import conditions as of_deal
    from pipeline.deal import load_deal, waived_elements
    from pipeline.model import Conditions
    from pipeline.report import ReportInfo

    deal = load_deal(arguments.deal) if arguments.deal else None
    known = {e.when for e in library.elements.values() if e.when}
    if unknown := [fact for fact in arguments.without if fact not in known]:
        raise UsageError(
            f"--without: 알 수 없는 사실입니다: {', '.join(unknown)}. 가능한 값: {', '.join(sorted(known))}"
        )
    if deal is not None and not arguments.as_of:
        base = of_deal(deal, library)
    else:
        day = arguments.as_of or dt.date.today()
        edition = edition_on(day, library)
        facts = of_deal(deal, library).facts if deal is not None else frozenset(known)
        base = Conditions(day, edition.id, _given_importance(deal), facts, assumed=deal is None)
    importance = _IMPORTANCE[arguments.importance] if arguments.importance else base.importance
    assumed = base.assumed and not arguments.without
    conditions = Conditions(base.as_of, base.edition, importance, base.facts - set(arguments.without), assumed)
    info = ReportInfo(
        contract_name=arguments.contract or (deal.contract.title if deal else None) or "",
        reviewer=arguments.reviewer,
        date=dt.date.today(),
        financial_company=(deal.financial_company.name or "") if deal else "",
        provider=(deal.provider.name or "") if deal else "",
        waivers=waived_elements(deal, library, conditions) if deal else {},
    )
    return conditions, info


def edition_on(day: dt.date, library: Library) -> Edition:
    """Return the edition in force on `day`; refuse a day on which there is none."""
    from pipeline.deal import edition_at

    edition = edition_at(library.editions, day)
    if edition is None:
        first = min(e.in_force for e in library.editions)
        raise UsageError(
            f"기준일 {day}에 시행 중인 별표 2의5의 판이 없습니다. {first} 이후의 날짜를 --as-of에 적으십시오."
        )
    return edition


def _given_importance(deal: Deal | None) -> str:
    return _IMPORTANCE[deal.business.importance] if deal is not None else "critical"


def library(arguments: Namespace) -> int:
    """Lint, list or show the clause library."""
    return _LIBRARY[arguments.action](arguments)


def _lint(arguments: Namespace) -> int:
    from pipeline.library import library_folder
    from pipeline.library.lint import RULES, lint_folder

    day = arguments.as_of or dt.date.today()
    faults = lint_folder(library_folder(), day)
    for fault in faults:
        say(str(fault))
    say(f"기준일 {day}: 규칙 {len(RULES)}개, 어긋난 곳 {len(faults)}개")
    return EXIT_GAPS if faults else EXIT_OK


def _list(arguments: Namespace) -> int:
    from pipeline.library import load_library
    from pipeline.library.listing import list_rows

    for row in list_rows(load_library()):
        say("  ".join(row))
    return EXIT_OK


def _show(arguments: Namespace) -> int:
    from pipeline.library import load_library
    from pipeline.library.listing import show

    say(show(load_library(), arguments.id))
    return EXIT_OK


def _docs(arguments: Namespace) -> int:
    from pipeline.files import write_atomic
    from pipeline.library import load_library
    from pipeline.library.listing import markdown
    from pipeline.library.negotiation_page import negotiation_markdown

    page = negotiation_markdown if arguments.page == "negotiation" else markdown
    write_atomic(arguments.out, page(load_library()).encode("utf-8"), force=True)
    say(f"썼습니다: {arguments.out}")
    return EXIT_OK


def require_suffix(path: Path, allowed: tuple[str, ...]) -> None:
    """Refuse a target whose name does not end in one of `allowed`."""
    if path.suffix.lower() not in allowed:
        which = f"{', '.join(allowed)} 가운데 하나" if len(allowed) > 1 else allowed[0]
        raise UsageError(f"-o {path}: 확장자는 {which}여야 합니다.")


_LIBRARY: Mapping[str, Callable[[Namespace], int]] = {"lint": _lint, "list": _list, "show": _show, "docs": _docs}
COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "new": new,
    "draft": draft,
    "review": review,
    "compare": compare,
    "addendum": addendum,
    "stale": stale,
    "redline": redline,
    "read": read,
    "library": library,
    "case": case,
}
