"""The words of a draft that are no part of its contract: cover, contents, blank list, in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.assemble.voice import Voice
from pipeline.cover import FACTS
from pipeline.language import ENGLISH, KOREAN


@dataclass(frozen=True, slots=True)
class Words:
    """What cover and contents say in one language; `tag` is that of the file (BCP 47)."""

    tag: str
    contents: str
    draft: str
    final: str
    open_items: str
    none_open: str
    facts: tuple[str, str, str, str, str]
    """Names of the facts on the cover: state, as-of date, rules applied, importance, library."""
    case: str
    rules: str
    library: str
    notices: str
    blanks: str
    blank_columns: tuple[str, str, str]
    preamble: str
    closing: str
    unnumbered: str
    cover: str


WORDS = {
    KOREAN: Words(
        tag="ko-KR",
        contents="목차",
        draft="초안",
        final="최종본",
        open_items="미기재 항목 {}개",
        none_open="미기재 항목 없음",
        facts=FACTS[KOREAN],
        case="사건",
        rules="전자금융감독규정 [별표 2의5] {}",
        library="버전 {}",
        notices="확인 사항",
        blanks="미기재 항목 {}개",
        blank_columns=("빈칸", "거래명세서의 항목", "나오는 곳"),
        preamble="전문",
        closing="서명란",
        unnumbered="번호 없는 조",
        cover="표지",
    ),
    ENGLISH: Words(
        tag="en-US",
        contents="Contents",
        draft="Draft",
        final="Final",
        open_items="open items: {}",
        none_open="no open items",
        facts=FACTS[ENGLISH],
        case="Case",
        rules="Regulation on Supervision of Electronic Financial Transactions, Annex 2-5, {}",
        library="version {}",
        notices="Points to note",
        blanks="Open items: {}",
        blank_columns=("Blank", "Field of the deal sheet", "Where it appears"),
        preamble="Preamble",
        closing="Signature page",
        unnumbered="Unnumbered article",
        cover="Cover",
    ),
}


def day(date: dt.date, language: str) -> str:
    """Return a day as the cover writes it: '2026년 11월 27일', '27 November 2026'."""
    if language == ENGLISH:
        return Voice(ENGLISH).shown(date)
    return f"{date.year}년 {date.month}월 {date.day}일"


def stacked(texts: Iterable[str]) -> str:
    """Return the texts one below the other, each once: 'ko', 'en' -> 'ko\\nen'."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def in_line(texts: Iterable[str]) -> str:
    """Return the texts in one line, each once: 'ko', 'en' -> 'ko / en'."""
    return " / ".join(dict.fromkeys(text for text in texts if text))
