"""`finclause compare`: two rounds of a contract, judged under the same conditions and compared."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.reading import options_of, reading_ahead
from pipeline.cli.say import say, say_json
from pipeline.errors import EXIT_GAPS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.compare import Side
    from pipeline.model import Conditions, Document, Library


def compare(arguments: Namespace) -> int:
    """Compare two rounds; write the reports asked for; exit 1 if the new one has a gap or anything got worse."""
    old, new = _rounds(arguments)
    with reading_ahead([*old, *new], options_of(arguments)) as documents:
        return _compare(arguments, old, new, documents)


def _rounds(arguments: Namespace) -> tuple[list[Path], list[Path]]:
    """Return the files of the old and of the new round."""
    from pipeline.cli.paths import require_different

    named: list[Path] = arguments.files
    old, new = arguments.old or [], arguments.new or []
    if named and (old or new):
        raise UsageError("이전 파일과 이후 파일을 그대로 적거나 --old와 --new로 적되, 둘을 섞어 쓸 수 없습니다.")
    if not named and not (old and new):
        raise UsageError(
            "견줄 두 문서가 필요합니다. 예: finclause compare 이전.docx 이후.docx, "
            "여러 문서로 된 계약은 finclause compare --old 약관1.pdf dpa1.pdf --new 약관2.pdf dpa2.pdf"
        )
    if named and len(named) != 2:
        raise UsageError(
            f"이전 파일과 이후 파일을 하나씩 적습니다(적힌 파일 {len(named)}개). "
            "여러 문서로 된 계약은 --old와 --new로 나누어 적으십시오."
        )
    old, new = (named[:1], named[1:]) if named else (old, new)
    require_different(old)
    require_different(new)
    for path in new:
        if any(path.resolve() == other.resolve() for other in old):
            raise UsageError(f"{path}: 이전과 이후에 같은 파일을 적었습니다. 서로 다른 파일을 적으십시오.")
    return old, new


def _compare(arguments: Namespace, old: list[Path], new: list[Path], documents: Callable[[], list[Document]]) -> int:
    from pipeline.cli.conditions import conditions_of
    from pipeline.cli.paths import require_suffix
    from pipeline.compare import compare as compared
    from pipeline.compare.render import SUFFIXES, render_comparison, screen_text
    from pipeline.files import check_target, require_apart, write_all
    from pipeline.library import load_library

    for path in arguments.out:
        require_suffix(path, SUFFIXES)
        check_target(path, force=arguments.force)
    require_apart(arguments.out, [*old, *new, *([arguments.deal] if arguments.deal else [])])
    library = load_library()
    conditions, info = conditions_of(arguments, library)
    read = documents()
    sides = [_side(part, library, conditions) for part in (read[: len(old)], read[len(old) :])]
    found = compared(sides[0], sides[1], library)
    info = replace(info, contract_name=info.contract_name or sides[1].review.contract.title or new[0].stem)
    written = [(path, render_comparison(found, library, info, path.suffix.lower())) for path in arguments.out]
    write_all(written, force=arguments.force)
    if arguments.format == "json":
        say_json(render_comparison(found, library, info, ".json").decode("utf-8"))
    else:
        say(screen_text(found, library))
        for path in arguments.out:
            say(f"비교보고서: {path}")
    return EXIT_GAPS if found.has_gap or found.is_worse else EXIT_OK


def _side(documents: list[Document], library: Library, conditions: Conditions) -> Side:
    from pipeline.compare import Side
    from pipeline.judge import review_set
    from pipeline.parse import parse

    parts = tuple((document, parse(document)) for document in documents)
    return Side(review_set(parts, library, conditions), parts)
