"""Automatic numbers read back are those that LibreOffice prints."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from office import needs_office, printed
from read_samples import docx, level, numbering, p, typed
from render_contract import long_contract, meta

from pipeline.read import read_bytes
from pipeline.render import render

pytestmark = needs_office
FORMS = (
    "decimal decimalZero ganada chosung decimalEnclosedCircle koreanDigital koreanDigital2 koreanCounting koreanLegal "
    "chineseCounting upperRoman lowerRoman upperLetter lowerLetter ordinal ideographTraditional"
).split()
VALUES = (1, 2, 9, 10, 11, 14, 15, 20, 21, 22, 29, 30, 50, 51, 99, 100, 101, 110, 111, 120)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_back(data: bytes) -> list[str]:
    """Each paragraph with its number, without spaces."""
    document = read_bytes("a.docx", data)
    return [squeeze(block.label + document.text[block.start : block.end]) for block in document.blocks]


def seen(data: bytes, folder: Path) -> list[str]:
    return [line for line in map(squeeze, printed(data, folder)) if line]


def test_every_number_of_a_draft_reads_back_as_it_is_printed(tmp_path: Path) -> None:
    data = render(long_contract(), meta())
    document = read_bytes("a.docx", data)
    text = "".join(seen(data, tmp_path))
    at = labels = 0
    for block in document.blocks:
        if not block.label or block.kind == "note":
            continue
        line = squeeze(block.label + document.text[block.start : block.end])
        found = text.find(line, at)
        assert found >= 0, f"{line} is not printed after {text[at : at + 60]}"
        at, labels = found + len(line), labels + 1
    assert labels > 300


def test_the_formats_of_korean_and_english_lists_are_those_printed(tmp_path: Path) -> None:
    cases = [(form, value) for form in FORMS for value in VALUES]
    lists = {at: level(0, form, "[%1]", start=value) for at, (form, value) in enumerate(cases, 1)}
    body = "".join(p(f"{form} {value}", num=(at, 0)) for at, (form, value) in enumerate(cases, 1))
    data = typed(docx(body, {"numbering": numbering(lists, {at: (at, "") for at in lists})}))
    assert read_back(data) == seen(data, tmp_path)


LEVELS = (
    level(0, "decimal", "제%1조")
    + level(1, "decimalEnclosedCircle", "%2")
    + level(2, "decimal", "%1-%3.")
    + level(3, "ganada", "%4.")
)
OVERRIDES = {
    1: (0, ""),
    2: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
    3: (1, ""),
}


@pytest.mark.parametrize("seed", range(2))
def test_lists_that_go_up_and_down_are_counted_as_printed(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    steps = [(1, 0)]
    for _ in range(400):
        num, at = steps[-1]
        steps.append((draw.choice((num, num, num, 1, 2, 3)), max(0, min(3, at + draw.choice((-3, -1, 0, 0, 1, 1))))))
    body = "".join(p(f"{at}번 글", num=step) for at, step in enumerate(steps))
    parts = {"numbering": numbering({0: LEVELS, 1: LEVELS}, OVERRIDES)}
    data = typed(docx(body, parts))
    assert read_back(data) == seen(data, tmp_path)
