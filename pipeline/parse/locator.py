"""Names the place of a paragraph as a lawyer would cite it.

'제12조 제2항 제1호 가목', '별지 2 표 3행', '제12조 (본문)', 'Article 3, 3.2(a)'. A place
without article and number is named by its page ('3쪽'), else as 본문.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Article, Paragraph
from pipeline.read import headings
from pipeline.read.numerals import CIRCLED, GANADA, GANADA_ON

_HANGUL = re.compile("[가-힣]")
_KINDS: Final = {
    "preamble": ("전문", "Preamble"),
    "closing": ("서명란", "Signatures"),
    "contents": ("목차", "Contents"),
}
_DOT = re.compile(r"(\d+)\s?\.$")
_PAREN = re.compile(r"[(（]?\s?(\d+)\s?[)）]$")
_GANADA = re.compile(rf"[(（]?([{GANADA}{GANADA_ON}])\s?[.)）]$")
_DECIMAL = re.compile(r"\d+(?:[.-]\w+)+\.?$|[A-Z]\.?\d+(?:\.\w+)*\.?$")
_BULLET = re.compile(r"\W$|[ㅇo]$")


def locator(article: Article, paragraph: Paragraph) -> str:
    """Return the place of a paragraph of this article; raises ValueError if it is not one of it."""
    at = _index(article, paragraph)
    korean = _is_korean(article)
    base = _base(article, korean=korean)
    if article.kind in _KINDS:
        return _with_page(base, paragraph)
    path = _path(article.paragraphs, at)
    steps = [_step(article.paragraphs, place, korean=korean) for place in path]
    row = _row(article.paragraphs, at, korean=korean)
    if not base and not steps and not row:
        return f"{paragraph.page}쪽" if paragraph.page else "본문" if korean else "Body"
    if not steps and not row:
        return f"{base} (본문)" if korean else f"{base} (body)"
    return _joined(article, base, steps, row, korean=korean)


def _index(article: Article, paragraph: Paragraph) -> int:
    for at, own in enumerate(article.paragraphs):
        if own is paragraph:
            return at
    return article.paragraphs.index(paragraph)


def _is_korean(article: Article) -> bool:
    if article.number:
        return (
            _HANGUL.search(article.number + article.title + (article.paragraphs[0].text if article.paragraphs else ""))
            is not None
        )
    return any(_HANGUL.search(paragraph.text) for paragraph in article.paragraphs[:5]) or bool(
        _HANGUL.search(article.title)
    )


def _base(article: Article, *, korean: bool) -> str:
    if article.kind in _KINDS:
        name = _KINDS[article.kind][0 if korean else 1]
    elif article.number and not _HANGUL.search(article.number) and re.fullmatch(r"\d+|[A-Z]|[IVX]+", article.number):
        name = f"{article.number}." if korean else f"Section {article.number}"
    elif article.number in ("별첨", "별지", "별표", "붙임", "첨부") and article.title:
        name = f"{article.number}({article.title})"
    else:
        name = article.number or (f"'{article.title}'" if article.title else "")
    return f"{_annexed_to(article)}{name}"


def _annexed_to(article: Article) -> str:
    """Articles of an annex or of a second document are cited with its name."""
    if article.kind == "annex" or not article.chapter or not re.match(r"제\d+조|Article|Section|\d", article.number):
        return ""
    found = headings.annex(article.chapter)
    if found:
        return f"{found.number} " if re.search(r"\d|[A-Z]$|부칙", found.number) else f"{article.chapter} "
    if headings.chapter(article.chapter):
        return ""
    return f"{article.chapter} " if _DOCUMENT.search(article.chapter) else ""


_DOCUMENT = re.compile(
    r"(?:계약서|(?<=\s)계약(?=\s*[(（]|\s*$)|약관|약정서|협약서|합의서|서약서|방침|정책|조건|AGREEMENT|Agreement|ADDENDUM|Addendum|TERMS|Terms)"
)


def _path(paragraphs: tuple[Paragraph, ...], at: int) -> list[int]:
    """Return the places of the numbered paragraphs that a paragraph stands under, itself included."""
    path: list[int] = []
    level = paragraphs[at].level + (1 if paragraphs[at].label else 0)
    for place in range(at, -1, -1):
        own = paragraphs[place]
        if own.label and own.level < level:
            path.insert(0, place)
            level = own.level
        elif not own.label and own.kind == "text" and own.level == 0 and place != at:
            continue
        if level <= 1:
            break
    return path


def _step(paragraphs: tuple[Paragraph, ...], place: int, *, korean: bool) -> str:
    own = paragraphs[place]
    label = own.label
    if _BULLET.fullmatch(label):
        count = _bullet_count(paragraphs, place)
        return f"{count}번째 항목" if korean else f"item {count}"
    if not korean:
        return label.rstrip(".") if _DECIMAL.match(label) else label
    if label in CIRCLED:
        return f"제{CIRCLED.index(label) + 1}{'항' if own.level == 1 else '호'}"
    ganada = _GANADA.match(label)
    if ganada:
        return f"{ganada[1]}목"
    number = _DOT.match(label) or (_PAREN.match(label) if own.level <= 2 else None)
    if number:
        return f"제{number[1]}항" if own.level == 1 else f"제{number[1]}호" if own.level == 2 else label
    return label.rstrip(".") if _DECIMAL.match(label) else label


def _bullet_count(paragraphs: tuple[Paragraph, ...], place: int) -> int:
    count = 1
    for before in range(place - 1, -1, -1):
        own = paragraphs[before]
        if own.level < paragraphs[place].level and (own.label or own.level):
            break
        count += own.label == paragraphs[place].label and own.level == paragraphs[place].level
    return count


def _row(paragraphs: tuple[Paragraph, ...], at: int, *, korean: bool) -> str:
    if paragraphs[at].kind not in ("row", "header_row"):
        return ""
    first = at
    while first and paragraphs[first - 1].kind in ("row", "header_row") and paragraphs[first].kind != "header_row":
        first -= 1
    ancestors = _path(paragraphs, at)
    same = [
        place for place in range(first) if _starts_table(paragraphs, place) and _path(paragraphs, place) == ancestors
    ]
    later = any(
        _starts_table(paragraphs, place) and _path(paragraphs, place) == ancestors
        for place in range(at + 1, len(paragraphs))
    )
    table = str(len(same) + 1) + "번째 " if (same or later) and korean else ""
    if korean:
        return f"{table}표 {at - first + 1}행"
    which = f" {len(same) + 1}" if same or later else ""
    return f"table{which} row {at - first + 1}"


def _starts_table(paragraphs: tuple[Paragraph, ...], place: int) -> bool:
    own = paragraphs[place].kind
    if own == "header_row":
        return place == 0 or paragraphs[place - 1].kind != "header_row"
    return own == "row" and (place == 0 or paragraphs[place - 1].kind not in ("row", "header_row"))


def _joined(article: Article, base: str, steps: list[str], row: str, *, korean: bool) -> str:
    decimals = [step for step in steps if _DECIMAL.match(step)]
    if decimals:
        steps = steps[steps.index(decimals[-1]) :]
    own_number = article.number.split(" ")[-1]
    if decimals and (decimals[-1].startswith(own_number) or not base) and re.fullmatch(r"\d+|[A-Z]", article.number):
        base = _annexed_to(article).strip()
    if korean:
        return " ".join(part for part in [base, *steps, row] if part)
    inner = _english(steps)
    return ", ".join(part for part in (base, inner, row) if part)


def _english(steps: list[str]) -> str:
    out = ""
    for step in steps:
        out += step if not out or step.startswith("(") else f" {step}"
    return out


def _with_page(base: str, paragraph: Paragraph) -> str:
    return f"{base} ({paragraph.page}쪽)" if paragraph.page else base
