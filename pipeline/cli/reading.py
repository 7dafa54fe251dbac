"""Files as the commands read them: each in a process of its own; and what `finclause read` shows of them."""

from __future__ import annotations

import os
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import EXIT_INPUT, EXIT_OK, PipelineError, ReaderDefectError, ReadError
from pipeline.model import Contract, Document, Outcome
from pipeline.read.options import Options

SCHEMA = "finclause-read/1"
_WIDTH = 80
_LABEL = 8
_GOOD = (Outcome.OK, Outcome.OK_WITH_WARNINGS)
_OUTCOMES = {
    Outcome.OK: "읽음",
    Outcome.OK_WITH_WARNINGS: "읽음(주의할 점이 있음)",
    Outcome.REFUSED: "읽지 않음",
    Outcome.LIMIT: "한도를 넘음",
    Outcome.DAMAGED: "손상됨",
    Outcome.NEEDS_PASSWORD: "암호가 필요함",
    Outcome.NEEDS_OCR: "글자 인식(OCR)이 필요함",
}
_FORMATS = {
    "docx": "Word 문서(DOCX)",
    "pdf": "PDF",
    "hwpx": "한글 문서(HWPX)",
    "hwp": "한글 문서(HWP)",
    "html": "HTML",
    "markdown": "Markdown",
    "text": "텍스트",
    "image": "그림",
}
_KINDS = {"preamble": "전문", "closing": "서명란", "contents": "목차", "annex": "별지"}


def options_of(arguments: Namespace) -> Options:
    """Return the options of the readers that the command line asks for."""
    from pipeline.read.limiting import NO_CHANGES
    from pipeline.read.limits_file import load_limits

    changed = load_limits(arguments.limits) if arguments.limits else NO_CHANGES
    return Options(password=arguments.password, ocr=arguments.ocr, limits=changed)


@contextmanager
def reading_ahead(paths: list[Path], options: Options) -> Iterator[Callable[[], list[Document]]]:
    """Read every file while the command loads what it needs; yield a function that waits for the documents.

    The function raises, where a file cannot be read, an error that names each such file: no file is left out in
    silence, a set is judged whole or not at all. Leaving the block ends what is still being read.
    """
    stop = threading.Event()
    results: list[Document | Exception] = []
    thread = threading.Thread(target=lambda: results.extend(_attempt(path, options, stop) for path in paths))
    thread.start()

    def documents() -> list[Document]:
        thread.join()
        return _complete(results)

    try:
        yield documents
    finally:
        stop.set()
        thread.join()


def _attempt(path: Path, options: Options, stop: threading.Event) -> Document | Exception:
    from pipeline.read.outcome import require_text
    from pipeline.sandbox.apart import read_apart

    try:
        document = read_apart(path, options, stop)
        require_text(document)
    except Exception as error:  # raised again by the thread that waits for it
        return error
    return document


def _complete(results: list[Document | Exception]) -> list[Document]:
    errors: list[ReadError] = []
    for result in results:
        if isinstance(result, ReadError):
            log_trace(result)
            errors.append(result)
        elif isinstance(result, Exception):
            raise result
    if errors:
        raise _together(errors, len(results))
    return [result for result in results if isinstance(result, Document)]


def log_trace(error: PipelineError) -> None:
    """Write the traceback of a defect to standard error, if FINCLAUSE_DEBUG asks for it."""
    from pipeline.cli.say import complain

    if isinstance(error, ReaderDefectError) and os.environ.get("FINCLAUSE_DEBUG"):
        complain(error.trace)


def _together(errors: list[ReadError], files: int) -> PipelineError:
    if files == 1:
        return errors[0]
    lines = [str(error) for error in errors]
    if len(errors) < files:
        lines.append(
            f"파일 {files}개 가운데 {len(errors)}개를 읽지 못했습니다. 일부만으로는 빠진 기재사항을 가릴 수 없어 "
            "검토하지 않았습니다."
        )
    error = PipelineError("\n".join(lines))
    error.exit_code = max(one.exit_code for one in errors)
    return error


# ------------------------------------------------------------------ finclause read


@dataclass(frozen=True, slots=True)
class _Found:
    """One file: its outcome, and the document with its articles or the error."""

    path: Path
    outcome: Outcome
    message: str = ""
    exit_code: int = EXIT_OK
    document: Document | None = None
    contract: Contract | None = None


def read(arguments: Namespace) -> int:
    """Show what was read of each file: outcome, articles, unread parts, warnings."""
    from pipeline.cli.say import say, say_json
    from pipeline.files import check_target, write_atomic
    from pipeline.report.as_json import dumps

    options = options_of(arguments)
    as_json = (arguments.format or ("json" if arguments.out and arguments.out.suffix == ".json" else "")) == "json"
    if arguments.out:
        check_target(arguments.out, force=arguments.force)
    found = [_found(path, options) for path in arguments.files]
    if as_json:
        text = dumps({"schema": SCHEMA, "files": [_object(one) for one in found]})
    else:
        text = "\n".join(line for one in found for line in (*_lines(one), ""))
    if arguments.out:
        write_atomic(arguments.out, text.encode("utf-8", "backslashreplace"), force=arguments.force)
        say(f"읽은 결과를 썼습니다: {arguments.out}")
    elif as_json:
        say_json(text)
    else:
        say(text.removesuffix("\n"))
    return max(one.exit_code for one in found)


def _found(path: Path, options: Options) -> _Found:
    from pipeline.parse import parse
    from pipeline.read.outcome import outcome_of
    from pipeline.sandbox.apart import read_apart

    try:
        document = read_apart(path, options)
    except ReadError as error:
        log_trace(error)
        return _Found(path, error.outcome, str(error), error.exit_code)
    outcome = outcome_of(document)
    return _Found(path, outcome, "", EXIT_OK if outcome in _GOOD else EXIT_INPUT, document, parse(document))


def _lines(one: _Found) -> Iterator[str]:
    from pipeline.read.confidence import mean_confidence
    from pipeline.report.visible import fitted, visible

    yield visible(str(one.path))
    yield _labelled("결과", f"{_OUTCOMES[one.outcome]} [{one.outcome}]")
    if one.document is None or one.contract is None:
        yield from _wrapped("이유", visible(one.message))
        return
    document = one.document
    pages = f", {document.pages:,}쪽" if document.pages else ""
    encoding = f", {document.encoding}" if document.encoding else ""
    yield _labelled("형식", f"{_FORMATS.get(document.format, document.format)}{pages}{encoding}")
    yield _labelled("글자", f"{len(document.text):,}자, 문단 {len(document.blocks):,}개")
    yield _labelled("sha256", document.sha256)
    yield from _wrapped("제목", visible(one.contract.title)) if one.contract.title else ()
    articles = one.contract.articles
    yield _labelled("조문", f"{sum(article.kind == 'article' for article in articles)}개")
    chapter = ""
    for article in articles:
        if article.chapter != chapter:
            chapter = article.chapter
            yield fitted(f"  {visible(chapter)}", _WIDTH)
        name = visible(" ".join(filter(None, (article.number, article.title)))) or _KINDS.get(
            article.kind, "조 밖의 글"
        )
        sure = mean_confidence(document, article.start, article.end)
        size = f"문단 {len(article.paragraphs)}개" + (f", {article.page}쪽" if article.page else "")
        size += f", 인식 신뢰도 {sure:.0%}" if sure is not None else ""
        yield _row(name, size)
    for warning in document.warnings:
        yield from _wrapped("주의", visible(warning))
    for part in document.unread:
        yield from _wrapped("못 읽음", visible(f"{part.where}: {part.reason}"))


def _labelled(label: str, text: str) -> str:
    from pipeline.report.visible import columns

    return f"  {label}{' ' * (_LABEL - columns(label))}{text}"


def _row(name: str, size: str) -> str:
    from pipeline.report.visible import columns, fitted

    room = _WIDTH - columns(size) - 6
    name = fitted(name, room)
    return f"    {name}{' ' * (room - columns(name))}  {size}"


def _wrapped(label: str, text: str) -> Iterator[str]:
    """Yield the text in lines of 80 columns, the label before the first; a word longer than a line is parted."""
    from pipeline.report.visible import columns, fitted

    room = _WIDTH - _LABEL - 2
    line = ""
    for word in text.split(" "):
        while columns(word) > room:
            head = fitted(word, room).removesuffix("…")
            if line:
                yield _labelled(label, line)
                label, line = "", ""
            yield _labelled(label, head)
            label, word = "", word[len(head) :]
        if line and columns(line) + 1 + columns(word) > room:
            yield _labelled(label, line)
            label, line = "", word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield _labelled(label, line)


def _object(one: _Found) -> dict[str, Any]:
    """Return one file for programs (docs/formats.md)."""
    out: dict[str, Any] = {
        "path": str(one.path),
        "name": one.path.name,
        "outcome": one.outcome.value,
        "message": one.message,
    }
    if one.document is None or one.contract is None:
        return out
    from pipeline.read.confidence import mean_confidence

    document = one.document
    return out | {
        "sha256": document.sha256,
        "format": document.format,
        "encoding": document.encoding,
        "pages": document.pages,
        "characters": len(document.text),
        "title": one.contract.title,
        "language": one.contract.language,
        "articles": [
            {
                "number": article.number,
                "title": article.title,
                "kind": article.kind,
                "chapter": article.chapter,
                "page": article.page,
                "start": article.start,
                "end": article.end,
                "paragraphs": len(article.paragraphs),
                "confidence": mean_confidence(document, article.start, article.end),
            }
            for article in one.contract.articles
        ],
        "unread": [{"where": part.where, "reason": part.reason, "page": part.page} for part in document.unread],
        "warnings": list(document.warnings),
    }
