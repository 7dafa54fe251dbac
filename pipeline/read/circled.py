"""Puts circled digits back that the text recognition misread, from their order within an article.

In: recognised lines, page by page. Out: the same lines, a misread sign at the start of a line (or of
the text after an article heading) as the circled digit that is due there: ① after a heading, then one
more each time. tesseract read 0 of the 30 circled digits on five pages of a draft; it makes @, ©, DQ and the like
of them. A sign before the first heading stays as it is, as nothing says which digit is due.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.read import headings
from pipeline.read.pdfium import Line

_FIRST: Final = ord("①")
_LAST: Final = 20
_SIGN = re.compile(r"(?:[①-⑳]|[@©®¢€&ⓒⓓⓔⓞⓠ○◎●◯⊙⓪]\)?|\([DO2®@]\)?|DQ|GO|OO|[DQO0])\s*(?=[가-힣「『“\"'‘])")


def with_circled(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """Return the lines with their circled digits, and how many were put back."""
    due, count = 0, 0
    out: list[list[Line]] = []
    for page in pages:
        lines: list[Line] = []
        for line in page:
            start = len(line.text) - len(line.text.lstrip())
            heading = headings.jo(line.text.strip())
            if heading is not None:
                due, start = 1, start + heading.body
                start += len(line.text[start:]) - len(line.text[start:].lstrip())
            found = _SIGN.match(line.text, start)
            if found and 0 < due <= _LAST:
                read = ord(found[0][0]) - _FIRST
                number = read + 1 if 0 <= read < _LAST else due
                count += number == due and not 0 <= read < _LAST
                text = f"{line.text[:start]}{chr(_FIRST + number - 1)} {line.text[found.end() :]}"
                line, due = line._replace(text=text), number + 1
            lines.append(line)
        out.append(lines)
    return out, count
