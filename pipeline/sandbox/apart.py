"""Reads a file in a process of its own, with caps on memory and time: what the commands use.

In: a path, or bytes and a name. Out: the `Document` that `pipeline.read` makes of them. Raises ReadError with one of
the outcomes: what the reader says; LIMIT where memory, time or the size of the answer is spent; DAMAGED where the
process was ended by a signal (a parser crashed). ReaderDefectError: a parser raised what it should not, or the process
answered nonsense. `read` of `pipeline.read` is the same work without the process.
"""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.errors import LibraryError, ReaderDefectError, ReadError
from pipeline.model import Document, Outcome
from pipeline.read import limits, load
from pipeline.read.limiting import beyond, using
from pipeline.read.options import DEFAULT, Options
from pipeline.sandbox.codec import CodecError, decode, encode
from pipeline.sandbox.process import CHILD, Caps, Ended, How, run
from pipeline.sandbox.wire import FrameError, framed, packed, unpacked

if TYPE_CHECKING:
    from pipeline.read.workbook import Workbook

T = TypeVar("T")
_OUT_OF_MEMORY: Final = 0.75
"""A process that was aborted with this share of its memory in use was aborted for want of more."""
_ABORTED: Final = tuple(
    -int(getattr(signal, name)) for name in ("SIGABRT", "SIGTRAP", "SIGILL") if hasattr(signal, name)
)
_KILLED: Final = -9
_TOO_LONG_RUN: Final = -24
"""SIGXCPU"""
_AGAIN: Final = "원본을 다시 받거나 원래 프로그램에서 다시 저장하여 넣어 주십시오."
_SMALLER: Final = "문서를 나누거나 그림을 줄여 다시 저장하여 주십시오."
_OTHER_FORMAT: Final = (
    "입력 파일은 바뀌지 않았습니다. 원래 프로그램에서 DOCX나 PDF로 다시 저장하여 넣어 보시고, "
    "되풀이되면 FINCLAUSE_DEBUG=1로 다시 실행한 출력과 함께 알려 주십시오."
)


def read_apart(path: Path, options: Options = DEFAULT, stop: Event | None = None) -> Document:
    """Read the file at `path` in a process of its own; setting `stop` (from another thread) ends it early."""
    name, data = load(path, options)
    return read_bytes_apart(name, data, options, stop=stop)


def read_bytes_apart(
    name: str, data: bytes, options: Options = DEFAULT, *, stop: Event | None = None, program: Path = CHILD
) -> Document:
    """Read the bytes of a file called `name` in a process of its own; `program` is what that process runs."""
    with using(options.limits):
        caps = Caps(
            memory=limits.CHILD_OCR_MEMORY if options.ocr else limits.CHILD_MEMORY,
            seconds=limits.CHILD_OCR_SECONDS if options.ocr else limits.CHILD_SECONDS,
            answer=limits.CHILD_ANSWER,
            outside=options.ocr,
        )
        return _checked(
            _asked("document", Document, name, data, {"options": encode(options)}, caps, stop, program), name, data
        )


def read_workbook_apart(name: str, data: bytes, *, program: Path = CHILD) -> Workbook:
    """Read the bytes of an Excel workbook called `name` in a process of its own."""
    from pipeline.read.workbook import Workbook  # only who reads a workbook pays for it

    caps = Caps(memory=limits.CHILD_MEMORY, seconds=limits.CHILD_SECONDS, answer=limits.CHILD_ANSWER)
    return _asked("workbook", Workbook, name, data, {}, caps, None, program)


def require_template_apart(
    path: Path, data: bytes, blocks: frozenset[str], styles: frozenset[str], *, program: Path = CHILD
) -> None:
    """Make a template of the bytes `data` in a process of its own: what is hostile in it ends there.

    Raises LibraryError as `pipeline.template.template_of` does, and where memory or time is spent or the process dies.
    """
    caps = Caps(memory=limits.CHILD_MEMORY, seconds=limits.CHILD_SECONDS, answer=limits.CHILD_ANSWER)
    wanted = {"blocks": sorted(blocks), "styles": sorted(styles)}
    try:
        _asked("template", bool, str(path), data, wanted, caps, None, program)
    except ReadError as error:
        if isinstance(error, ReaderDefectError):
            raise
        raise LibraryError(
            f"{path}: 서식을 여는 도중 시간이나 기억 공간의 한도를 넘거나 멈추었습니다. Word에서 그림을 줄여 다시 저장하십시오."
        ) from error


def _asked(
    asked: str,
    type_: type[T],
    name: str,
    data: bytes,
    more: Mapping[str, object],
    caps: Caps,
    stop: Event | None,
    program: Path,
) -> T:
    """Return what the child answers when it is asked for a 'document', 'workbook' or 'template', or raise its error.

    `more`: what the request says beside kind and name.
    """
    request = framed(packed({"kind": asked, "name": name, **more})) + data
    ended = run(request, caps, stop=stop, program=program)
    if ended.how is not How.ANSWERED:
        raise _unanswered(name, ended, caps)
    try:
        match unpacked(ended.answer):
            case {"kind": kind, **values} if kind == asked and asked in values:
                found: T = decode(type_, values[asked])
                return found
            case {"kind": "error", "outcome": str(outcome), "message": str(message)}:
                raise ReadError(message, Outcome(outcome))
            case {"kind": "refused", "message": str(message)}:
                raise LibraryError(message)
            case {"kind": "memory"}:
                raise _out_of_memory(name, caps)
            case {"kind": "defect", "what": str(what), "where": str(where), "traceback": str(trace)}:
                raise _defect(name, f"{what}, {where}", trace)
    except (CodecError, FrameError, ValueError) as error:
        raise _defect(name, "답의 꼴이 틀림") from error
    raise _defect(name, "모르는 답")


def _checked(document: Document, name: str, data: bytes) -> Document:
    """Return the document if it is of this file and its blocks lie within its text; raise ReaderDefectError otherwise.

    A hostile file may have taken the process over: what it says of itself is not believed.
    """
    end = len(document.text)
    if not all(0 <= block.start <= block.end <= end for block in document.blocks):
        raise _defect(name, "답의 꼴이 틀림")
    return replace(document, name=name, sha256=hashlib.sha256(data).hexdigest())


def _unanswered(name: str, ended: Ended, caps: Caps) -> ReadError:
    if ended.how is How.LATE or (ended.status == _TOO_LONG_RUN and ended.how is How.ENDED):
        key = "CHILD_OCR_SECONDS" if caps.outside else "CHILD_SECONDS"
        return beyond(name, key, "읽는 데 걸리는 시간이 한도를 넘습니다", _SMALLER)
    if ended.how is How.LARGE:
        return beyond(name, "CHILD_ANSWER", "읽어 낸 글이 한도를 넘습니다", _SMALLER)
    if ended.how is How.JUNK or ended.status >= 0:
        return _defect(name, "답이 온전하지 않음")
    if ended.status == _KILLED or (ended.status in _ABORTED and ended.peak > _OUT_OF_MEMORY * caps.memory):
        return _out_of_memory(name, caps)
    return ReadError(
        f"{name}: 손상된 파일입니다. 읽는 도중 해석기가 멈추었습니다(신호 {-ended.status}). {_AGAIN}", Outcome.DAMAGED
    )


def _out_of_memory(name: str, caps: Caps) -> ReadError:
    key = "CHILD_OCR_MEMORY" if caps.outside else "CHILD_MEMORY"
    return beyond(name, key, "읽는 데 드는 기억 공간이 한도를 넘습니다", _SMALLER)


def _defect(name: str, what: str, trace: str = "") -> ReaderDefectError:
    return ReaderDefectError(f"{name}: 이 파일을 읽다가 프로그램의 결함을 만났습니다({what}). {_OTHER_FORMAT}", trace)
