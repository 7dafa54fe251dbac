"""`finclause redline`: tracked changes in the vendor's own Word file. Stages are imported where they are used."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.cli.reading import options_of, reading_ahead
from pipeline.cli.say import say
from pipeline.errors import EXIT_GAPS, EXIT_OK, UsageError

if TYPE_CHECKING:
    from pipeline.model import Document, Library

_LONGEST_AUTHOR = 255


def redline(arguments: Namespace) -> int:
    """Review the vendor's DOCX and write it with tracked changes that close its gaps; all of them or none."""
    from pipeline.files import check_target, require_apart

    _require(arguments)
    targets = [path for path in (arguments.out, arguments.ledger) if path]
    for path in targets:
        check_target(path, force=arguments.force)
    require_apart(targets, [arguments.file, arguments.deal])
    with reading_ahead([arguments.file], options_of(arguments)) as documents:
        return _redline(arguments, documents)


def _redline(arguments: Namespace, documents: Callable[[], list[Document]]) -> int:
    from pipeline.deal import conditions, load_deal
    from pipeline.files import write_all
    from pipeline.judge import review
    from pipeline.library import load_library
    from pipeline.match.grammar import Reading
    from pipeline.parse import parse
    from pipeline.read import load
    from pipeline.redline import redline as make
    from pipeline.report.as_json import dumps

    library = load_library()
    deal = load_deal(arguments.deal)
    known: dict[str, Reading] = {}
    [document] = documents()
    if document.format != "docx":
        raise UsageError(f"{arguments.file}: 수정대비는 Word 문서(DOCX)에만 만들 수 있습니다.")
    _, data = load(arguments.file)
    found = review(document, parse(document), library, conditions(deal, library), known)
    made = make(
        data,
        document,
        found,
        library,
        deal,
        author=arguments.author,
        date=arguments.date,
        audience=arguments.audience,
        partial=arguments.partial,
        known=known,
    )
    outputs = [(arguments.out, made.data)]
    if arguments.ledger:
        outputs.append((arguments.ledger, dumps(made.ledger).encode("utf-8")))
    write_all(outputs, force=arguments.force)
    _tell(arguments, made.ledger, library)
    return EXIT_GAPS if made.plan.left else EXIT_OK


def _require(arguments: Namespace) -> None:
    from pipeline.characters import UNTYPED

    if arguments.out.suffix.lower() != ".docx":
        raise UsageError(f"-o {arguments.out}: 확장자는 .docx여야 합니다.")
    if arguments.ledger and arguments.ledger.suffix.lower() != ".json":
        raise UsageError(f"--ledger {arguments.ledger}: 확장자는 .json이어야 합니다.")
    author = arguments.author
    if (
        not author.strip()
        or len(author) > _LONGEST_AUTHOR
        or UNTYPED.search(author)
        or "\n" in author
        or "\t" in author
    ):
        raise UsageError(f"--author: 변경에 적을 이름을 한 줄({_LONGEST_AUTHOR}자 이하)로 적으십시오.")


def _tell(arguments: Namespace, ledger: dict[str, Any], library: Library) -> None:
    kinds = [edit["kind"] for edit in ledger["edits"]]
    changed = sum(kind in ("corrected", "replaced", "struck") for kind in kinds)
    say(f"수정대비를 썼습니다: {arguments.out}")
    say(f"  변경 {len(kinds)}건(문장을 고침 {changed}, 문단·조를 넣음 {len(kinds) - changed}), 메모 {len(kinds)}건")
    if arguments.audience == "internal":
        say("  내부용입니다. 메모에 내부 의견이 있으므로 제공자에게 보내지 마십시오.")
    if arguments.ledger:
        say(f"  변경 목록: {arguments.ledger}")
    for key, what in (("not_placed", "넣지 못한 요소"), ("not_confirmed", "확인이 필요한 요소")):
        for entry in ledger[key]:
            say(f"  {what}: {library.elements[entry['element']].title}. {entry['reason']}")
    for entry in ledger["attachments"]:
        say(f"  함께 보낼 첨부: 「{entry['title']}」 (넣은 문구가 가리킵니다)")
    for entry in ledger["blanks"]:
        say(f"  채울 빈칸: {entry['ask']}")
