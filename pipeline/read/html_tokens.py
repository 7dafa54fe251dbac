"""Cuts an HTML page into tags and text, in time that grows with its length only.

In: the decoded page. Out: tokens in order, character references resolved. The tokenizer of
the standard library is not used: it needs quadratic time for pages of unclosed comments and
reads broken tags in other ways from one patch release to the next. Raises LimitError for a
tag with too many attributes. Source: WHATWG HTML, 13.2.5 (tokenization).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from pipeline.read import limits

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"'=]|=\s*+(?:\"[^\"]*+\"|'[^']*+')?|[\"'])*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]*+)))?")
_RAW: Final = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
_RAW_TEXT: Final = frozenset(("title", "textarea"))


class LimitError(Exception):
    """The page is beyond `limit` (a name in `pipeline.read.limits`); the message says how, in Korean."""

    def __init__(self, limit: str, what: str) -> None:
        super().__init__(what)
        self.limit = limit


@dataclass(slots=True)
class Token:
    """A tag (`kind` start or end, `name` in small letters) or a text (`kind` text)."""

    kind: str
    name: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


class Tokens:
    """The tokens of a page. `lost`: characters after a comment, tag or script that never ends."""

    def __init__(self, page: str) -> None:
        self._page = page
        self.lost = 0

    def __iter__(self) -> Iterator[Token]:
        page, at, start = self._page, 0, 0
        while (found := page.find("<", at)) >= 0:
            tag = _TAG.match(page, found)
            if tag is None:
                at = self._aside(found)
                if at == found + 1:
                    continue
                yield from _text(page[start:found])
                start = at
                continue
            yield from _text(page[start:found])
            name = tag[2].lower()
            yield Token("end", name) if tag[1] else Token("start", name, "", _attributes(tag[3]))
            at = start = tag.end()
            if not tag[1] and name in _RAW | _RAW_TEXT:
                end = self._end_of(name, at)
                if name in _RAW_TEXT:
                    yield from _text(page[at:end])
                at = start = end
        yield from _text(page[start:])

    def _aside(self, at: int) -> int:
        """Return where a comment or declaration at `at` ends, `at` + 1 for a '<' that is text."""
        page = self._page
        if page.startswith("<!--", at):
            end = at + 5 if page.startswith("<!-->", at) else page.find("-->", at + 4) + 3
            return end if end > at + 2 else self._lose(at)
        following = page[at + 1 : at + 3]
        if following[:1] in ("!", "?") or (following[:1] == "/" and following[1:]):
            end = page.find(">", at) + 1
            return end or self._lose(at)
        return self._lose(at) if following[:1].isascii() and following[:1].isalpha() else at + 1

    def _lose(self, at: int) -> int:
        self.lost += len(self._page) - at
        return len(self._page)

    def _end_of(self, name: str, at: int) -> int:
        found = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self._page, at)
        return found.start() if found else self._lose(at)


def _text(text: str) -> Iterator[Token]:
    if text:
        yield Token("text", text=unescape(text))


def _attributes(inner: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for number, found in enumerate(_ATTRIBUTE.finditer(inner), 1):
        if number > limits.HTML_ATTRIBUTES:
            raise LimitError("HTML_ATTRIBUTES", "태그 하나에 든 속성이 너무 많습니다")
        out.setdefault(found[1].lower(), unescape(found[2] or found[3] or found[4] or ""))
    return out
