"""In which of the coded ways the reading of a file ended, where it gave a `Document`."""

from __future__ import annotations

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome

_SHOWN = 5


def outcome_of(document: Document) -> Outcome:
    """Return OK, OK_WITH_WARNINGS (something was left out, not read or doubtful), or how an empty reading is called.

    A document without a letter is NEEDS_OCR where its pages hold pictures, and otherwise REFUSED; it is never OK.
    """
    if not any(character.isalpha() for character in document.text):
        return Outcome.NEEDS_OCR if any(part.page for part in document.unread) else Outcome.REFUSED
    return Outcome.OK_WITH_WARNINGS if document.warnings or document.unread else Outcome.OK


def require_text(document: Document) -> None:
    """Raise ReadError for a document without a letter: to call it a contract without provisions would mislead."""
    outcome = outcome_of(document)
    if outcome not in (Outcome.NEEDS_OCR, Outcome.REFUSED):
        return
    places = ", ".join(part.where for part in document.unread[:_SHOWN]) or "전체"
    more = f" 외 {len(document.unread) - _SHOWN}곳" if len(document.unread) > _SHOWN else ""
    advice = (
        "스캔한 그림이면 글자를 인식(OCR)한 파일로 바꾸어 다시 실행하십시오."
        if outcome is Outcome.NEEDS_OCR
        else "내용이 든 파일인지 확인하여 다시 넣어 주십시오."
    )
    raise ReadError(f"{document.name}: 글자를 하나도 읽지 못했습니다({places}{more}). {advice}", outcome)
