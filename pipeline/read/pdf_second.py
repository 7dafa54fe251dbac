"""pypdf as the second engine: it reads what pdfium cannot open, and checks what pdfium read.

Compared on every surveyed page: the number of characters that the page's instructions show with
the number that pdfium returned. Where they disagree, or the letters look broken, pypdf extracts
the page too and both texts are compared without spaces and whatever their order. Extracting every
page twice would cost 20 to 40 times pdfium's own time (docs/formats.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.read import limits
from pipeline.read.limiting import beyond
from pipeline.read.pdf_survey import PageSurvey

DISAGREE: Final = 0.10
_LINE_END = re.compile(r"\r\n|\r|\n")
_ODD = re.compile("[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
_LARGEST: Final = limits.MIB
_SAMPLED_FORMS: Final = 2


def odd_share(text: str) -> float:
    """Return the share of characters of a text that are no letters of any script: controls, private use, U+FFFD."""
    if _ODD.search(text) is None:
        return 0.0
    filled = len("".join(text.split()))
    return len(_ODD.findall(text)) / max(1, filled)


def extracted(name: str, reader: Any) -> list[tuple[list[str], bool]]:
    """Return per page the lines of pypdf and whether the page draws something but no text; ReadError (DAMAGED)."""
    try:
        if len(reader.pages) > limits.PDF_PAGES:
            raise too_many_pages(name, len(reader.pages))
        return [_lines(page) for page in reader.pages]
    except ReadError:
        raise
    except Exception as error:  # pypdf leaves it to its users to catch whatever a damaged file raises
        raise damaged(name) from error


def damaged(name: str) -> ReadError:
    """The refusal of a file that no engine opens."""
    return ReadError(
        f"{name}: 손상된 PDF입니다. 원본을 다시 받거나 PDF로 다시 저장하여 넣어 주십시오.", Outcome.DAMAGED
    )


def too_many_pages(name: str, count: int) -> ReadError:
    """The refusal of a file with more pages than the limit."""
    return beyond(name, "PDF_PAGES", f"쪽수가 {count:,}쪽입니다", "문서를 나누어 넣어 주십시오.")


def _lines(page: Any) -> tuple[list[str], bool]:
    text = page.extract_text()
    return _LINE_END.split(text), not text.strip() and bool(page.get("/Contents"))


def disagreeing(reader: Any, surveys: Sequence[PageSurvey], texts: Sequence[str]) -> list[int]:
    """Return the pages (from 1) on which pypdf and pdfium (`texts`) differ by more than `DISAGREE`."""
    found: list[int] = []
    asked = forms = 0
    for number, (page, text) in enumerate(zip(surveys, texts, strict=True)):
        if page.size > _LARGEST or asked >= limits.PDF_SECOND_PAGES:
            continue
        forms += page.forms
        if not _is_suspect(page, text) and not (page.forms and forms <= _SAMPLED_FORMS):
            continue
        asked += 1
        if difference(text, _extracted(reader, number)) > DISAGREE:
            found.append(number + 1)
    return found


def _is_suspect(page: PageSurvey, text: str) -> bool:
    shown = len(text) - text.count("\r") - text.count("\n")
    if page.codes is not None and (page.codes > 1.1 * shown + 10 or shown > 1.4 * page.codes + 20):
        return True
    return odd_share(text) > 0.05


def difference(one: str, other: str) -> float:
    """Return 0..1: the share of the longer text, without spaces, that the other does not have, whatever the order."""
    left, right = _letters(one), _letters(other)
    longer = max(left.total(), right.total())
    return 1 - (left & right).total() / longer if longer else 0.0


def _letters(text: str) -> Counter[str]:
    return Counter("".join(_ODD.sub("", text).replace("\x02", "-").replace("\ufffe", "-").split()))


def _extracted(reader: Any, number: int) -> str:
    try:
        return str(reader.pages[number].extract_text())
    except Exception:  # as above; a page that pypdf cannot read agrees with nothing
        return ""
