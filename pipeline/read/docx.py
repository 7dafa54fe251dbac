"""Reads a DOCX: body order, tables, text boxes, notes, automatic numbers, tracked changes, comments.

`Document.text` is the text of the accepted reading (insertions kept, deletions dropped), one
newline between blocks; `Document.changes` keeps both apart. A table row is one block, its
cells parted by a tab; a row of a single cell is layout, so its paragraphs are ordinary
blocks. Never text: comments, field codes, hidden and struck-out text, headers and footers;
each is counted in a warning or kept apart. Notes follow the paragraph that refers to them.
Source: ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from pipeline.errors import ReadError
from pipeline.model import Comment, Document, Outcome
from pipeline.read.changes import Changes
from pipeline.read.docx_walk import Roots, Walker
from pipeline.read.opc import Element, Package
from pipeline.read.styles import W, read_styles

_HEADER_LIMIT: Final = 200
"""Characters in headers and footers that are more than a title and a page number."""


def read_docx(name: str, data: bytes) -> Document:
    """Read a DOCX; raises ReadError for a damaged or unsafe package."""
    package = Package(name, data)
    main = package.main_part()
    related = package.related(main)
    root = package.xml(main)
    body = next(root.iterchildren(W + "body"), None)
    if body is None:
        raise ReadError(
            f"{name}: Word 문서의 본문이 비어 있습니다. 파일이 손상되었는지 Word에서 열어 확인하여 주십시오.",
            Outcome.DAMAGED,
        )
    tracked = Changes()
    roots = Roots(
        root,
        read_styles(_part(package, related, "styles")),
        *(_part(package, related, kind) for kind in ("numbering", "footnotes", "endnotes")),
    )
    for story in roots.stories():
        tracked.count_formats(story)
    walker = Walker(roots, tracked)
    walker.read(body)
    text = walker.body.out.text
    margins = _margins(package, related, roots, tracked)
    comments = tuple(_comments(package, related, roots, walker, text))
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="docx",
        text=text,
        blocks=tuple(walker.body.out.blocks),
        unread=tuple(walker.inline.unread),
        warnings=tuple(_warnings(walker, comments, margins)),
        changes=tracked.settled(),
        comments=comments,
        margins=margins,
    )


def _part(package: Package, related: dict[str, list[str]], kind: str) -> Element | None:
    found = related.get(kind)
    return package.xml(found[0]) if found else None


def _margins(package: Package, related: dict[str, list[str]], roots: Roots, tracked: Changes) -> tuple[str, ...]:
    """Return the texts of headers and footers, each once; changes in them count as well."""
    out: list[str] = []
    for part in (*related.get("header", ()), *related.get("footer", ())):
        root = package.xml(part)
        tracked.count_formats(root)
        text = Walker(Roots(root, roots.styles, roots.numbering), tracked).text_of(root)
        if text and text not in out:
            out.append(text)
    return tuple(out)


def _comments(
    package: Package, related: dict[str, list[str]], roots: Roots, walker: Walker, text: str
) -> Iterator[Comment]:
    """Yield the comments with what they are on."""
    root = _part(package, related, "comments")
    if root is None:
        return
    reader = Walker(Roots(root, roots.styles, roots.numbering), Changes())
    for comment in root.iterchildren(W + "comment"):
        spots = walker.inline.commented.get(comment.get(W + "id") or "", [])
        start = min(spots[0].place, len(text)) if spots else -1
        end = spots[1].place if len(spots) > 1 else start
        yield Comment(
            comment.get(W + "author") or "",
            comment.get(W + "date") or "",
            reader.text_of(comment),
            start,
            text[start:end].rstrip() if start >= 0 else "",
        )


def _warnings(walker: Walker, comments: tuple[Comment, ...], margins: tuple[str, ...]) -> Iterator[str]:
    inline, changes = walker.inline, len(walker.tracked)
    if changes:
        yield f"미확정 변경 {changes}건: 변경을 모두 반영한 글(삽입은 포함, 삭제는 제외)을 기준으로 읽었습니다."
    if walker.tracked.formats:
        yield f"글이 바뀌지 않는 서식 변경이 {walker.tracked.formats}곳 있습니다."
    if inline.hidden:
        yield f"숨김 글자 {inline.hidden}자는 인쇄되지 않으므로 본문에서 제외했습니다."
    if inline.struck:
        yield f"취소선으로 지운 글 {inline.struck}자는 본문에서 제외했습니다."
    if walker.merged:
        yield f"병합되어 보이지 않는 칸에 든 글 {walker.merged}자는 본문에서 제외했습니다."
    if inline.phonetic:
        yield f"글자 위에 작게 단 글(윗주) {inline.phonetic}자는 본문에서 제외했습니다."
    unused = walker.unused_notes()
    if unused:
        yield f"본문에서 부르지 않는 각주와 미주의 글 {unused}자는 인쇄되지 않으므로 제외했습니다."
    if comments:
        yield f"메모 {len(comments)}건은 계약의 내용이 아니므로 제외했습니다."
    aside = sum(map(len, margins))
    if aside > _HEADER_LIMIT:
        yield f"머리글과 바닥글에 든 글 {aside}자는 본문에서 제외했습니다. 계약의 내용이 들어 있는지 확인하십시오."
