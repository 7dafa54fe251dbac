"""What the instructions of a PDF's pages promise, before an engine draws them.

In: the bytes of a PDF. Out: per page how many characters it shows, and whether it can hold
ruled lines, invisible or pale text. pypdf decodes the streams (it bounds them); nothing is
laid out, so this costs a fifth of what pdfium needs for the text. It is the second opinion
on every page, and the gate that keeps forms drawn without end, and pages of endless
instructions, from pdfium, which would exhaust the memory (reliability.md, section 4).
Source: ISO 32000-1, 7.8 (content streams), 8.10 (form XObjects), 9.10 (text to Unicode).
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.read import limits
from pipeline.read.limiting import beyond

_FONT = re.compile(rb"/([^\s/\[\]<>()]+)\s+-?[\d.]+\s+Tf")
_DIGITS = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_LITERAL = re.compile(rb"\(((?:[^()\\]++|\\.|\([^()]*\))*+)\)", re.S)
_DRAWN = re.compile(rb"/([^\s/\[\]<>()]+)\s+Do\b")
_RULE = re.compile(rb"[ \n](?:l|re)\s")
_COLOURS = re.compile(rb" (?:g|rg|k|sc|scn)\s")
_PALE_END = re.compile(rb"(?:^|\s)(?:1(?:\.0*)?|0?\.9\d*)$")
_PAINTS: Final = (b" rg", b" g", b" k", b" sc")
_INVISIBLE: Final = (b"3 Tr", b"7 Tr")
_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)", re.S)
_SUBSET = re.compile(r"/[A-Z]{6}\+")
_FEWEST_RULES: Final = 6
_COUNTED: Final = 3
_EVERY: Final = 8
"""Characters are counted on the first pages and on every eighth of the rest: engines fail by font, not by page."""
_PALE_FROM: Final = 0.9


@dataclass(frozen=True, slots=True)
class PageSurvey:
    """One page. `codes`: characters shown, None where not counted or where forms are drawn; `blind`: the share of
    characters in fonts that name no Unicode; `size` of the instructions in bytes. The rest: whether the page can hold such things."""

    codes: int | None = None
    blind: float = 0.0
    size: int = 0
    forms: bool = False
    ruled: bool = True
    invisible: bool = True
    pale: bool = True


@dataclass(slots=True)
class _Form:
    size: int
    depth: int


@dataclass(slots=True)
class _Fonts:
    """By the object number of the font: bytes of one code, whether it names no Unicode."""

    known: dict[int, tuple[int, bool]] = field(default_factory=dict)


def open_pypdf(data: bytes, password: str = "") -> Any | None:
    """Return pypdf's reader, unlocked; None where pypdf cannot open the file."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on a damaged file are not for our users
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt("") and not (password and reader.decrypt(password)):
            return None
        return reader
    except Exception:  # pypdf leaves it to its users to catch whatever a damaged file raises
        return None


def survey(name: str, reader: Any) -> list[PageSurvey] | None:
    """Return the survey of every page; None where pypdf fails. Raises ReadError (LIMIT) for endless drawing."""
    out: list[PageSurvey] = []
    forms: dict[int, _Form] = {}
    fonts = _Fonts()
    try:
        for number in range(len(reader.pages)):
            out.append(_page(name, number + 1, reader.pages[number], forms, fonts))
            if number >= limits.PDF_PAGES:
                return None
    except ReadError:
        raise
    except Exception as error:  # as above
        if type(error).__name__ == "LimitReachedError":
            raise ReadError(
                f"{name}: PDF의 구조가 읽을 수 있는 한도를 넘습니다(압축을 푼 크기, 겹친 깊이, 쪽의 수). "
                "인쇄하여 PDF로 다시 저장한 파일을 넣어 주십시오.",
                Outcome.LIMIT,
            ) from error
        return None
    return out


def endless(name: str, page: int) -> ReadError:
    """The refusal of a page that draws too much."""
    advice = "인쇄하여 PDF로 다시 저장한 파일을 넣어 주십시오."
    return beyond(name, "PDF_CONTENT", f"{page}쪽에 그리기 명령이 지나치게 많습니다", advice)


def _page(name: str, number: int, page: Any, forms: dict[int, _Form], fonts: _Fonts) -> PageSurvey:
    contents = page.get_contents()
    data: bytes = contents.get_data() if contents is not None else b""
    if len(data) > limits.PDF_CONTENT:
        raise endless(name, number)
    resources = page.get("/Resources")
    drawn = _DRAWN.findall(data) if b"Do" in data else []
    has_form = False
    if drawn:
        size, _ = _weight(name, number, drawn, len(data), resources, forms, ())
        has_form = size > len(data)
        if size > limits.PDF_CONTENT:
            raise endless(name, number)
    counted = number <= _COUNTED or number % _EVERY == 0 or _has_blind_font(resources, fonts)
    codes, blind = _count(data, resources, fonts) if counted else (None, 0.0)
    return PageSurvey(
        codes=None if has_form else codes,
        blind=blind,
        size=len(data),
        forms=has_form,
        ruled=has_form or len([*islice(_RULE.finditer(data), _FEWEST_RULES)]) == _FEWEST_RULES,
        invisible=has_form or (b" Tr" in data and any(mark in data for mark in _INVISIBLE)) or b"\nTr" in data,
        pale=has_form or _is_pale(data),
    )


def _is_pale(data: bytes) -> bool:
    """Whether text may be shown nearly white: a colour with all numbers near 1 (0 in CMYK), and text after it."""
    return any(
        _is_before_text(data, tail + sign)
        for sign in _PAINTS
        for tail in {part[-12:] for part in data.split(sign)}
        if _PALE_END.search(tail) or sign == b" k"
    )


def _is_before_text(data: bytes, setting: bytes) -> bool:
    at = data.find(setting)
    while at >= 0:
        end = at + len(setting)
        if _is_pale_colour(data[max(0, end - 24) : end]):
            following = _COLOURS.search(data, end)
            until = following.start() if following else len(data)
            if data.find(b"TJ", end, until) >= 0 or data.find(b"Tj", end, until) >= 0:
                return True
        at = data.find(setting, end)
    return False


def _is_pale_colour(setting: bytes) -> bool:
    *words, sign = setting.split()
    if sign == b"k":
        return bool(words) and all(_number(word) <= 1 - _PALE_FROM for word in words[-4:])
    count = (
        3 if sign == b"rg" else 1
    )  # of sc and scn, which take as many numbers as their colour space, the last will do
    return bool(words) and all(_number(word) >= _PALE_FROM for word in words[-count:])


def _number(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        return 0.5


# ------------------------------------------------------------------ forms


def _weight(
    name: str,
    number: int,
    drawn: list[bytes],
    own: int,
    resources: Any,
    forms: dict[int, _Form],
    above: tuple[int, ...],
) -> tuple[int, int]:
    """Return the size of the instructions with all forms drawn in place, and how deep forms draw forms."""
    xobjects = _resolved(resources, "/XObject")
    size, depth = own, 0
    for label, times in Counter(drawn).items():
        item = xobjects.raw_get("/" + label.decode("latin-1")) if "/" + label.decode("latin-1") in xobjects else None
        stream = item.get_object() if item is not None else None
        if stream is None or stream.get("/Subtype") != "/Form":
            continue
        key = getattr(item, "idnum", id(stream))
        if key in above or len(above) > limits.PDF_FORM_DEPTH:
            raise ReadError(
                f"{name}: {number}쪽의 그림이 자기 자신을 되풀이하여 그리도록 되어 있습니다. "
                "손상되었거나 위험한 파일일 수 있으니 원본을 다시 받아 주십시오.",
                Outcome.DAMAGED,
            )
        if key not in forms:
            data = stream.get_data()
            inner = _weight(
                name, number, _DRAWN.findall(data), len(data), stream.get("/Resources", resources), forms, (*above, key)
            )
            forms[key] = _Form(*inner)
        size += times * max(1, forms[key].size)
        depth = max(depth, 1 + forms[key].depth)
        if size > limits.PDF_CONTENT:
            raise endless(name, number)
    return size, depth


def _resolved(resources: Any, key: str) -> Any:
    """Return a dictionary of the resources, {} where there is none."""
    resources = resources.get_object() if resources is not None else {}
    found = resources.get(key) if resources else None
    found = found.get_object() if found is not None else None
    return found if found is not None else {}


# ------------------------------------------------------------------ characters


def _has_blind_font(resources: Any, fonts: _Fonts) -> bool:
    named = _resolved(resources, "/Font")
    return any(_font(named, label, fonts)[1] for label in named)


def _count(data: bytes, resources: Any, fonts: _Fonts) -> tuple[int, float]:
    """Return how many characters the text operators show, and the share of them in blind fonts."""
    named = _resolved(resources, "/Font")
    shown: Counter[bytes] = Counter()
    before, *parts = _FONT.split(data)
    for font, text in zip([b"", *parts[::2]], [before, *parts[1::2]], strict=True):
        shown[font] += _bytes_shown(text)
    codes = blind = 0
    for font, size in shown.items():
        width, unmapped = _font(named, "/" + font.decode("latin-1"), fonts)
        codes += size // width
        blind += size // width if unmapped else 0
    return codes, blind / max(1, codes)


def _bytes_shown(text: bytes) -> int:
    """Return how many bytes the strings hold that stand between two settings of the font."""
    literals = _LITERAL.findall(text) if b"(" in text else []
    digits = _DIGITS.findall(_LITERAL.sub(b"", text) if literals else text)
    whole = sum(len(_ESCAPE.sub(b".", literal) if b"\\" in literal else literal) for literal in literals)
    return whole + sum(map(len, digits)) // 2


def _font(named: Any, label: str, fonts: _Fonts) -> tuple[int, bool]:
    reference = named.raw_get(label) if label in named else None
    if reference is None:
        return 1, False
    key = getattr(reference, "idnum", None)
    if key is None:
        return _described(reference.get_object())
    if key not in fonts.known:
        fonts.known[key] = _described(reference.get_object())
    return fonts.known[key]


def _described(font: Any) -> tuple[int, bool]:
    """Return the bytes of one code, and whether neither a map nor an encoding says which letters the codes are."""
    mapped = "/ToUnicode" in font
    if font.get("/Subtype") == "/Type0":
        encoding = font.get("/Encoding")
        below = font.get("/DescendantFonts")
        below = below.get_object()[0].get_object() if below is not None else {}
        system = below.get("/CIDSystemInfo")
        ordering = str(system.get_object().get("/Ordering", "")) if system is not None else ""
        wide = 2 if not isinstance(encoding, str) or "UTF8" not in encoding else 1
        return wide, not mapped and str(encoding).startswith("/Identity") and ordering in ("Identity", "UCS", "")
    subset = _SUBSET.match(str(font.get("/BaseFont", ""))) is not None
    return 1, not mapped and "/Encoding" not in font and (subset or font.get("/Subtype") == "/Type3")
