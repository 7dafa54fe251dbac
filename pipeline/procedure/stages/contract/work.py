"""The long work: the draft of the contract, or the review of the provider's files with the addendum that closes its gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.deal import Deal, waived_elements
from pipeline.deal import conditions as conditions_of
from pipeline.deal.fields import YES
from pipeline.errors import ReadError
from pipeline.judge import Judged, judge_alone, review_judged
from pipeline.library import load_library
from pipeline.match.grammar import Reading
from pipeline.model import Document, Library, Review
from pipeline.procedure.origin import docx_of_case, json_of_case
from pipeline.procedure.stage import Made
from pipeline.procedure.stages.contract.comparison import Row, drafted_rows, reviewed_rows
from pipeline.procedure.stages.contract.judge import REPORT, TRACE, ContractInputs
from pipeline.procedure.stages.contract.reviewed import Reviewed, read_review
from pipeline.report.as_json import dumps

DRAFT, ADDENDUM, ADDENDUM_TRACE = "계약서 초안.docx", "부속합의서.docx", "부속합의서 추적.json"


@dataclass(frozen=True, slots=True)
class Worked:
    """What was made. `problems`: why files were not read; then there is nothing else. `notes`: for a reader."""

    documents: tuple[Made, ...] = ()
    rows: tuple[Row, ...] = ()
    reviewed: Reviewed | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def draft(inputs: ContractInputs, deal: Deal) -> Worked:
    """Return the draft of the contract with its trace."""
    from pipeline.render import render_as, used_template
    from pipeline.render.drafted import drafted
    from pipeline.render.languages import korean_in_english, languages_of

    library = load_library()
    made = drafted(library, deal, case=inputs.case)
    told = made.trace | {"template": used_template(None, languages_of(deal))}
    data = render_as(made.versions, ".docx", final=False, template=None)
    return Worked(
        documents=(
            Made(DRAFT, lambda origin: docx_of_case(data, origin)),
            Made(TRACE, lambda origin: json_of_case(told, origin)),
        ),
        rows=drafted_rows(library, made.selection.conditions, made.trace),
        reviewed=read_review(dumps(told).encode("utf-8")),
        notes=(*deal.warnings, *korean_in_english(made.versions[-1].contract)),
    )


# ------------------------------------------------------------------------ the provider's contract


def review(inputs: ContractInputs, deal: Deal) -> Worked:
    """Return the review of the files as one set, and the addendum where one is wanted and gaps are left."""
    from pipeline.parse import parse
    from pipeline.report import ReportInfo, render_report

    documents, problems = _read(inputs)
    if problems:
        return Worked(problems=problems)
    library, known = load_library(), dict[str, Reading]()
    conditions = conditions_of(deal, library)
    judged = [judge_alone(document, parse(document), library, known) for document in documents]
    found = review_judged(judged, library, conditions)
    info = ReportInfo(
        contract_name=deal.contract.title or found.contract.title or Path(inputs.answers.files[0]).stem,
        reviewer=inputs.answers.reviewer,
        date=inputs.as_of,
        financial_company=deal.financial_company.name or "",
        provider=deal.provider.name or "",
        waivers=waived_elements(deal, library, conditions),
        case=inputs.case,
    )
    word, told = (render_report(found, library, info, suffix) for suffix in (".docx", ".json"))
    closing = _addendum(inputs, deal, library, judged, known) if inputs.answers.addendum == YES else Worked()
    return Worked(
        documents=(
            Made(f"{REPORT}.docx", lambda origin: docx_of_case(word, origin)),
            Made(f"{REPORT}.json", lambda origin: json_of_case(told, origin)),
            *closing.documents,
        ),
        rows=reviewed_rows(library, found),
        reviewed=read_review(told),
        notes=(*deal.warnings, *_unread(found), *closing.notes),
    )


def _unread(found: Review) -> Iterator[str]:
    yield from found.warnings
    yield from (f"읽지 못한 곳: {part.where}: {part.reason}" for part in found.unread)


def _read(inputs: ContractInputs) -> tuple[list[Document], tuple[str, ...]]:
    """Return every document, each read in a process of its own, and why files cannot be read."""
    from pipeline.read.outcome import require_text
    from pipeline.sandbox.apart import read_bytes_apart

    documents, problems = [], []
    for name in inputs.answers.files:
        try:
            document = read_bytes_apart(Path(name).name, inputs.files[name] or b"")
            require_text(document)
        except ReadError as error:
            problems.append(str(error))
        else:
            documents.append(document)
    return documents, tuple(problems)


def _addendum(
    inputs: ContractInputs, deal: Deal, library: Library, judged: list[Judged], known: dict[str, Reading]
) -> Worked:
    from pipeline.addendum.close import close, notices
    from pipeline.addendum.rendering import rendering, stamp_of_addendum
    from pipeline.addendum.trace import trace_json
    from pipeline.addendum.write import Request
    from pipeline.render.languages import languages_of
    from pipeline.stamp import as_object

    languages = languages_of(deal)
    request = Request(judged, library, conditions_of(deal, library), deal, len(languages) > 1)
    language = languages[0] if deal.contract.language else judged[0].contract.language
    render = rendering(request, final=False, template=None, case=inputs.case)
    made = close(request, language, render, ADDENDUM, known=known)
    if made is None:
        return Worked(notes=("계약서에 빈틈이 없어 부속합의서를 쓰지 않았습니다.",))
    told = trace_json(request, made) | as_object(stamp_of_addendum(request, made.contracts[0])) | {"kind": "trace"}
    left = notices(made.left, library)
    return Worked(
        documents=(
            Made(ADDENDUM, lambda origin: docx_of_case(made.data, origin)),
            Made(ADDENDUM_TRACE, lambda origin: json_of_case(told, origin)),
        ),
        notes=left or ("계약서와 부속합의서를 함께 검토하니 남은 빈틈이 없습니다.",),
    )
