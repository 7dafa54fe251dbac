"""Numbers of HTML lists: start, type, value, reversed, list-style-type (WHATWG HTML, 4.4.5; CSS Lists 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.read.html_tokens import Token
from pipeline.read.number_formats import format_number

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_FORMS: Final = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "hangul": "ganada", "hangul-consonant": "chosung",
    "korean-hangul-formal": "koreanCounting", "cjk-ideographic": "chineseCounting", "none": "",
}  # fmt: skip
_DECIMAL_ONLY: Final = ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman")


class NumberedList:
    """An open <ol> or <ul>: its counter and its kind of number. `items`: how many <li> it holds, for `reversed`."""

    def __init__(self, tag: str, attributes: Mapping[str, str], items: int = 0) -> None:
        self._ordered = tag == "ol"
        self._form = _form(attributes, "decimal")
        self._step = -1 if "reversed" in attributes else 1
        self._next = whole(attributes.get("start"), items if self._step < 0 else 1)

    def label(self, attributes: Mapping[str, str]) -> str:
        """Count one <li> and return what stands before it."""
        number = whole(attributes.get("value"), self._next)
        self._next = number + self._step
        form = _form(attributes, self._form)
        if not form:
            return ""
        if not self._ordered:
            return "•"
        return f"{number if number < 1 and form in _DECIMAL_ONLY else format_number(number, form)}."


def _form(attributes: Mapping[str, str], default: str) -> str:
    style = _STYLE.search(attributes.get("style", ""))
    named = style[1].lower() if style else attributes.get("type", "")
    return _FORMS.get(named, default)


def whole(text: str | None, default: int) -> int:
    """Return an attribute as a whole number of at most six digits, `default` where it is none."""
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else default


def items_of_lists(tokens: Iterable[Token]) -> list[int]:
    """Return how many items each <ol> and <ul> holds, in the order in which the lists begin."""
    counts: list[int] = []
    opened: list[int] = []
    for token in tokens:
        if token.name in ("ol", "ul") and token.kind == "start":
            opened.append(len(counts))
            counts.append(0)
        elif token.name in ("ol", "ul") and token.kind == "end" and opened:
            opened.pop()
        elif token.name == "li" and token.kind == "start" and opened:
            counts[opened[-1]] += 1
    return counts
