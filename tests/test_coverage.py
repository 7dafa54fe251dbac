"""The coverage of the guide: every heading of both editions has a row, every row a heading, the page is current."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from procedure_cases import PROCEDURE

from pipeline.procedure.coverage import markdown
from pipeline.procedure.stages import STAGES

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FINCLAUSE_SHARED", ROOT.parent / "shared"))
GUIDES = {"2023": SHARED / "reference" / "guide.txt", "2025": SHARED / "reference" / "law" / "guide-2025.md"}
SECTIONS = PROCEDURE.data["coverage"].sections
QUOTED = ("가규모,복잡성등클라우드컴퓨팅서비스를통해", "가기본포함사항", "나추가포함사항")
"""Lines of regulations that the guide quotes, which look like headings."""
MISPRINTED = {"라위탁업무관련자료에대한접근권확보에관한사항": "바위탁업무관련자료에대한접근권확보에관한사항"}
"""The edition of 2025 gives the letter of the fourth part to the sixth as well."""


def squeezed(text: str) -> str:
    return re.sub(r"[\s.]|<br>", "", text).replace("･", "·").replace("ㆍ", "·").replace("•", "·").replace("•", "·")


def rows(edition: str) -> list[str]:
    """Return what each row looks like in the text: its number or letter, and the title."""
    found = []
    for section in SECTIONS:
        if section.is_in(edition):
            number = section.at.split()[-1]
            is_faq = "FAQ" in section.at
            if number[0].isdigit():
                found.append(squeezed(f"(FAQ){number}{section.title}" if is_faq else f"{number}{section.title}"))
            found += [squeezed(letter + title) for letter, title in section.items.items()]
    return found


def guide(edition: str) -> str:
    if not GUIDES[edition].is_file():
        pytest.skip("the shared folder with the guide is not there")
    return GUIDES[edition].read_text("utf-8")


def test_the_page_is_what_the_data_say():
    assert (ROOT / "docs" / "guide-coverage.md").read_text("utf-8") == markdown(PROCEDURE)


def test_every_stage_that_is_named_exists():
    assert {section.stage for section in SECTIONS if section.stage} <= {stage.id for stage in STAGES}


def test_the_headings_of_2023_are_the_rows_in_order():
    pattern = re.compile(r" ?(?:\d{1,2} (?=[가-힣]{2}|FAQ|SaaS)|[가-하]\. |\d\) |\(FAQ\) )")
    lines = [squeezed(line) for line in guide("2023").splitlines() if pattern.match(line)]
    headings = [line for line in lines if not line.startswith(QUOTED)]
    expected = rows("2023")
    for heading, row in zip(headings, expected, strict=False):
        assert row == re.sub(r"\([^()]*\)$", "", heading) or row.startswith(heading), (heading, row)
    assert len(headings) == len(expected)


def test_the_headings_of_2025_are_rows_and_the_rows_are_there():
    text = guide("2025")
    body = text[text.index("# 제1장") :].splitlines()
    expected = rows("2025")
    found = []
    for index, line in enumerate(body):
        if re.match(r"###### (?:[가-하]\. |\d\) |\(FAQ\) )", line):
            found.append(squeezed(line.removeprefix("###### ")))
        elif number := re.fullmatch(r"\|(\d)\|", line):
            title = next(after for after in body[index + 1 :] if after and not after.startswith("|--"))
            found.append(squeezed(number[1] + title.removeprefix("###### ")))
    for heading in (MISPRINTED.get(heading, heading) for heading in found):
        assert any(heading.startswith(row) for row in expected), heading
    whole = squeezed(text.replace("#", "").replace("|", ""))
    for row in expected:
        assert re.sub(r"^(?:\d+|바(?=위탁업무))", "", row) in whole, row
