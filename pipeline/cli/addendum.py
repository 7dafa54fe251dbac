"""`finclause addendum`: from a vendor's documents and a deal sheet to an addendum that closes the gaps."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.cli.reading import options_of, reading_ahead
from pipeline.cli.say import say
from pipeline.errors import EXIT_GAPS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.addendum.close import Addendum
    from pipeline.addendum.write import Request
    from pipeline.model import Document


def addendum(arguments: Namespace) -> int:
    """Write an addendum, and its trace with `--trace`; exit 1 if a gap is left, write nothing where there is none."""
    from pipeline.cli.paths import require_different, require_suffix
    from pipeline.files import check_target, require_apart
    from pipeline.render import SUFFIXES
    from pipeline.render.office import office

    if arguments.prevails and arguments.language != "both":
        raise UsageError("--prevails는 --language both와 함께만 씁니다. 두 언어로 쓰지 않으면 빼십시오.")
    for path in arguments.out:
        require_suffix(path, SUFFIXES)
    require_different([*arguments.files, *arguments.out])
    targets = [*arguments.out, *([arguments.trace] if arguments.trace else [])]
    for path in targets:
        check_target(path, force=arguments.force)
    require_apart(targets, [path for path in (*arguments.files, arguments.deal, arguments.template) if path])
    if any(path.suffix.lower() == ".pdf" for path in arguments.out):
        office()  # without it nothing is worked out
    with reading_ahead(arguments.files, options_of(arguments)) as documents:
        return _addendum(arguments, documents)


def _addendum(arguments: Namespace, documents: Callable[[], list[Document]]) -> int:
    from pipeline.addendum.close import close, notices
    from pipeline.addendum.rendering import rendering, stamp_of_addendum, versions_of
    from pipeline.addendum.trace import trace_json
    from pipeline.addendum.write import Request
    from pipeline.deal import conditions, load_deal
    from pipeline.files import write_all
    from pipeline.judge import judge_alone
    from pipeline.library import load_library
    from pipeline.match.grammar import Reading
    from pipeline.parse import parse
    from pipeline.render import render_as
    from pipeline.render.languages import BOTH, with_languages
    from pipeline.stamp import as_object, deal_digest

    library = load_library()
    deal = with_languages(load_deal(arguments.deal), None, arguments.prevails)
    known: dict[str, Reading] = {}
    judged = [judge_alone(document, parse(document), library, known) for document in documents()]
    language = arguments.language or judged[0].contract.language
    request = Request(judged, library, conditions(deal, library), deal, language == BOTH)
    digest = deal_digest(arguments.deal)
    render = rendering(request, digest, final=arguments.final, template=arguments.template)
    name = arguments.out[0].with_suffix(".docx").name
    made = close(request, language, render, name, doubtful=arguments.doubtful, known=known)
    if made is None:
        _tell_complete(request)
        return EXIT_OK
    versions = versions_of(request, made.contracts, notices(made.left, library), digest)
    form = {"final": arguments.final, "template": arguments.template}
    written = [
        (path, made.data if suffix == ".docx" else render_as(versions, suffix, **form))
        for path in arguments.out
        for suffix in (path.suffix.lower(),)
    ]
    if arguments.trace:
        stamp = replace(stamp_of_addendum(request, made.contracts[0], digest), kind="trace")
        trace = json.dumps(trace_json(request, made) | as_object(stamp), ensure_ascii=False, indent=1) + "\n"
        written.append((arguments.trace, trace.encode("utf-8")))
    write_all(written, force=arguments.force)
    _tell(arguments, request, made)
    return EXIT_GAPS if made.left else EXIT_OK


def _tell_complete(request: Request) -> None:
    from pipeline.due import due_ids

    names = ", ".join(one.document.name for one in request.documents)
    say(f"빈틈이 없어 부속합의서를 쓰지 않았습니다: {names}")
    say(f"  요구되는 요소 {len(due_ids(request.library, request.conditions))}개가 모두 있습니다.")


def _tell(arguments: Namespace, request: Request, made: Addendum) -> None:
    from pipeline.addendum.close import notices
    from pipeline.addendum.vendor import title_of
    from pipeline.assemble import unfilled
    from pipeline.cli.paths import format_note
    from pipeline.render.languages import korean_in_english

    contrary = sum(gap.contrary for gap in made.gaps)
    kinds = [article.kind for article in made.contracts[0].articles]
    for path in arguments.out:
        say(f"부속합의서를 썼습니다: {path}{format_note(path, with_template=bool(arguments.template))}")
    for one in request.documents:
        say(f"  원계약: {title_of(one)}({one.document.name})")
    say(
        f"  빈틈 {len(made.gaps)}개(상충 {contrary}개)에 대하여 조 {kinds.count('article')}개, "
        f"별지 {kinds.count('annex')}개를 두었습니다."
    )
    if arguments.trace:
        say(f"  빈틈과 조항의 대응: {arguments.trace}")
    korean = korean_in_english(made.contracts[-1])
    for warning in (*made.before.warnings, *request.deal.warnings, *korean):
        say(f"  주의: {warning}")
    for part in made.before.unread:
        say(f"  주의: 읽지 못한 부분의 내용과 관계없이 조항을 두었습니다({part.where}: {part.reason})")
    if made.left:
        say(f"  원계약과 부속합의서를 함께 검토하니 빈틈 {len(made.left)}개가 남았습니다. 표지에도 적었습니다:")
        for notice in notices(made.left, request.library):
            say(f"    · {notice}")
    else:
        say("  원계약과 부속합의서를 함께 검토하니 남은 빈틈이 없습니다.")
    if blanks := unfilled(made.contracts[0]):
        say(f"  빈칸 {len(blanks)}개가 남았습니다(표지에 목록이 있습니다):")
        for blank in blanks:
            say(f"    · {blank['ask']}")
