"""One paragraph's text and marks as runs: blanks highlighted, references as fields.

Text is checked here, so an error can name the field: the blank that was filled, or the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline import ooxml
from pipeline.errors import DraftError
from pipeline.model import Contract, Mark, Paragraph
from pipeline.render.anchors import Anchors, where

BLANK = re.compile("【[^】\n]*】")
"""An unfilled blank as it is printed."""

BLANK_RUN = ooxml.run_properties(style="Blank", highlight="yellow")
"""Run properties of a blank: the style, and the highlight that Word's own tools can search for."""


def highlighted(text: str) -> str:
    """Return runs of `text` with every 【…】 highlighted (cover, where there are no marks)."""
    runs, position = [], 0
    for match in BLANK.finditer(text):
        runs.append(ooxml.run(text[position : match.start()]))
        runs.append(ooxml.run(match[0], BLANK_RUN))
        position = match.end()
    runs.append(ooxml.run(text[position:]))
    return "".join(runs)


def require_writable(text: str, field: str) -> None:
    """Raise DraftError naming `field` where `text` holds what a Word file must not carry."""
    try:
        ooxml.check_text(text)
    except ooxml.UnwritableTextError as error:
        raise DraftError(_refusal(field, error)) from error


def require_contract(contract: Contract) -> None:
    """Raise DraftError for the first text that cannot be written, naming the blank or the place."""
    texts = [text for article in contract.articles for text in (article.chapter, article.title)]
    texts += [paragraph.text for article in contract.articles for paragraph in article.paragraphs]
    texts += [text for article in contract.articles for paragraph in article.paragraphs for text in paragraph.cells]
    # Nearly every contract is clean: one look at all of it, and each text alone only if that fails.
    if len(texts) and max(map(len, texts)) <= ooxml.MAX_TEXT and ooxml.is_writable("".join(texts)):
        return
    for article in contract.articles:
        place = where(article)
        require_writable(article.chapter, f"{place}의 장 제목")
        require_writable(article.title, f"{place}의 제목")
        for paragraph in article.paragraphs:
            inner = "의 표" if paragraph.kind != "text" else f" {paragraph.label}" if paragraph.label else ""
            _require_paragraph(paragraph, place + inner)


def _require_paragraph(paragraph: Paragraph, place: str) -> None:
    for text in (paragraph.text, *paragraph.cells):
        try:
            ooxml.check_text(text)
        except ooxml.UnwritableTextError as error:
            field = _field_at(paragraph, error.index, place) if text is paragraph.text else place
            raise DraftError(_refusal(field, error)) from error


def _field_at(paragraph: Paragraph, index: int, place: str) -> str:
    for mark in paragraph.marks:
        if mark.kind in ("value", "blank") and mark.start <= index < mark.end:
            return f"{place}, 빈칸 {mark.target}"
    return place


def _refusal(field: str, error: ooxml.UnwritableTextError) -> str:
    if not error.code:
        return f"{field}: 글이 {ooxml.MAX_TEXT:,}자를 넘어 계약서에 넣을 수 없습니다. 줄여 적으십시오."
    return (
        f"{field}: 계약서에 넣을 수 없는 문자 {error.code}가 있습니다({error.index + 1}번째 글자). "
        "보이지 않거나 읽는 순서를 바꾸는 문자이므로 지우고 다시 적으십시오."
    )


def shown_marks(paragraph: Paragraph) -> tuple[Mark, ...]:
    """Return the marks that are written (blank, ref) in order; ValueError if they overlap or stick out."""
    if not paragraph.marks:
        return ()
    marks = tuple(sorted((m for m in paragraph.marks if m.kind in ("blank", "ref")), key=lambda m: m.start))
    end = 0
    for mark in marks:
        if not end <= mark.start < mark.end <= len(paragraph.text):
            raise ValueError(f"mark {mark} does not fit {paragraph.text!r}")
        end = mark.end
    return marks


def runs(text: str, marks: Sequence[Mark], anchors: Anchors, *, offset: int = 0) -> str:
    """Return `text` as runs; `marks` count from `offset` before it (the start of a table cell)."""
    return "".join(_pieces(text, marks, anchors, offset)) if marks else ooxml.run(text)


def _pieces(text: str, marks: Iterable[Mark], anchors: Anchors, offset: int) -> Iterator[str]:
    position = 0
    for mark in marks:
        start, end = mark.start - offset, mark.end - offset
        yield ooxml.run(text[position:start])
        if mark.kind == "blank":
            yield ooxml.run(text[start:end], BLANK_RUN)
        else:
            yield reference(mark.target, text[start:end], anchors)
        position = end
    yield ooxml.run(text[position:])


def reference(target: str, printed: str, anchors: Anchors) -> str:
    """Return a REF field that shows `printed`, the number of its target.

    An article is called with \\r ('제5조', '별지 2'), a paragraph with \\n ('②'): with \\r Word would put
    the article before it. ValueError where the field would show something else after an update.
    """
    anchor = anchors.by_target[target]
    if printed != anchor.label:
        raise ValueError(f"reference to {target!r} reads {printed!r}, a field would show {anchor.label!r}")
    switch = "\\n" if anchor.is_paragraph else "\\r"
    return ooxml.field(f"REF {anchor.name} {switch} \\h", printed)
