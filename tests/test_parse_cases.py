"""Each file of tests/cases/parse: a text, a line of dots, the outline that it parses to."""

from __future__ import annotations

from pathlib import Path

import pytest
from parse_outline import outline_of

from pipeline.parse import parse
from pipeline.read import read_bytes

CASES = sorted((Path(__file__).parent / "cases" / "parse").glob("*.md"))
DOTS = "\n" + "." * 60 + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_text_parses_to_its_outline(path: Path) -> None:
    text, expected = path.read_text(encoding="utf-8").split(DOTS)
    document = read_bytes(f"{path.stem}.txt", (text + "\n").encode())
    assert outline_of(parse(document)) == expected
