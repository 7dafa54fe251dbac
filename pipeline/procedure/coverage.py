"""docs/guide-coverage.md: each numbered section of the guide and what covers it. Run: python -m pipeline.procedure.coverage FILE."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.files import write_all
from pipeline.library.procedure import Procedure, load_procedure
from pipeline.library.procedure.coverage import Coverage, Covered
from pipeline.procedure.stages import STAGES


def markdown(procedure: Procedure) -> str:
    """Return the page; the same data give the same text."""
    return "\n".join(_lines(procedure)) + "\n"


def _lines(procedure: Procedure) -> Iterator[str]:
    coverage: Coverage = procedure.data["coverage"]
    titles = {stage.id: f"{stage.number}단계 {stage.title}" for stage in STAGES}
    yield f"# {coverage.title}"
    yield ""
    yield "`clause_library/procedure/coverage.yaml`에서 만든 문서입니다. 손으로 고치지 말고 `python3 tasks.py docs`로 다시 만드십시오."
    for edition in procedure.editions:
        sections = [section for section in coverage.sections if section.is_in(edition.id)]
        number = sum(1 + len(section.items) for section in sections)
        yield ""
        yield f"## {edition.title} ({number}개)"
        yield ""
        yield "| 가이드 | 제목 | 다루는 것 | 설명 |"
        yield "|---|---|---|---|"
        yield from (_row(section, titles) for section in sections)


def _row(section: Covered, titles: Mapping[str, str]) -> str:
    items = "".join(f"<br>{letter}. {title}" for letter, title in section.items.items())
    if section.stage:
        by = titles[section.stage]
    elif section.command:
        by = f"`finclause {section.command}`"
    else:
        by = "소프트웨어가 아님"
    return f"| {section.at} | {section.title}{items} | {by} | {section.why or section.told} |"


if __name__ == "__main__":
    write_all([(Path(sys.argv[1]), markdown(load_procedure()).encode("utf-8"))], force=True)
