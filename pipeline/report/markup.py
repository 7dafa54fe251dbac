"""Tracked changes and comments of the reviewed documents, as the report lists them. They are never judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.model import Article, Change, Comment, Contract, Paragraph, Review
from pipeline.parse.locator import locator

KINDS: Final = {
    "insert": "삽입",
    "delete": "삭제",
    "move_from": "옮기기 전 자리",
    "move_to": "옮긴 자리",
    "row_insert": "행 삽입",
    "row_delete": "행 삭제",
    "cell_insert": "칸 삽입",
    "cell_delete": "칸 삭제",
}
_MARGIN: Final = "머리글·바닥글"
_NO_LETTERS: Final = "(글자 없음: 그림, 각주 또는 필드)"
_NEW_LINE: Final = "(문단 나눔)"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A tracked change: `kind` in Korean, `place` as a lawyer would cite it."""

    kind: str
    text: str
    author: str
    date: str
    place: str


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment and the text that it is on."""

    author: str
    date: str
    place: str
    quote: str
    text: str


def change_rows(review: Review) -> tuple[ChangeRow, ...]:
    """Return every tracked change of the documents, in reading order."""
    return tuple(
        ChangeRow(
            KINDS[found.kind], _said(found), found.author, short(found.date), place_of(review, number, found.place)
        )
        for number, document in enumerate(review.documents)
        for found in document.changes
    )


def comment_rows(review: Review) -> tuple[CommentRow, ...]:
    """Return every comment of the documents, as they stand in the files."""
    return tuple(
        CommentRow(found.author, short(found.date), _on(review, number, found), found.quote, found.text)
        for number, document in enumerate(review.documents)
        for found in document.comments
    )


def _on(review: Review, number: int, comment: Comment) -> str:
    return place_of(review, number, comment.place) if comment.place >= 0 else ""


def _said(change: Change) -> str:
    return change.text if change.text.strip() else _NEW_LINE if "\n" in change.text else change.text or _NO_LETTERS


def short(date: str) -> str:
    """Return '2026-01-02T03:04:00Z' as '2026-01-02 03:04'."""
    return date[:16].replace("T", " ")


def place_of(review: Review, number: int, place: int) -> str:
    """Return where an offset of document `number` lies: its article in the first one, else the name of the file."""
    if place < 0:
        return _MARGIN
    return review.documents[number].name if number else _cited(review.contract, place)


def _cited(contract: Contract, place: int) -> str:
    before: tuple[Article, Paragraph] | None = None
    for article in contract.articles:
        if article.start > place:
            break
        for paragraph in article.paragraphs:
            if paragraph.start <= place:
                before = (article, paragraph)
        if before is None or before[0] is not article:
            return f"{article.number} {article.title}".strip()
    return locator(*before) if before else ""
