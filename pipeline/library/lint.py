"""Lint of the clause library: every rule has a stable id, a Korean title and a function.

A rule takes a `Survey` (the library, the day, and every draft it can give) and yields
faults. Rules L01-L05 are found while loading; the others need the whole library. Fixtures
for each rule stand in tests/lint_fixtures/<RULE>/{good,bad}/.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.library import (
    lint_addendum,
    lint_blanks,
    lint_coverage,
    lint_elements,
    lint_english,
    lint_law,
    lint_positions,
    lint_terms,
    lint_text,
)
from pipeline.library.faults import Fault, in_order
from pipeline.library.folder import read_sources
from pipeline.library.load import read_library, with_lines
from pipeline.library.procedure import read_procedure
from pipeline.library.survey import Survey, survey
from pipeline.model import Library

Check = Callable[[Survey], Iterator[Fault]]

LOADING_RULES: dict[str, str] = {
    "L01": "모르는 항목이나 파일",
    "L02": "겹치는 식별자",
    "L03": "값의 꼴이 맞지 않거나 빠진 항목",
    "L04": "파일 이름과 다른 식별자",
    "L05": "없는 것을 가리키는 식별자",
}

CHECKS: dict[str, tuple[str, Check]] = {
    "L06": ("충족하는 조항이 없는 요소", lint_coverage.uncovered),
    "L07": ("어느 계약에도 들어가지 않는 조항", lint_coverage.orphans),
    "L08": ("없는 조항을 가리키는 참조", lint_coverage.broken_refs),
    "L09": ("같은 사실에서 빠지는 조항을 가리키는 참조", lint_coverage.refs_to_excluded),
    "L10": ("정의되지 않은 용어", lint_terms.undefined),
    "L11": ("쓰이지 않는 용어", lint_terms.unused),
    "L12": ("두 번 정의된 용어", lint_terms.duplicate),
    "L13": ("근거가 없는 기재사항", lint_law.missing_basis),
    "L14": ("기준일에 시행 중이 아닌 근거", lint_law.expired_basis),
    "L15": ("선언되지 않은 빈칸", lint_blanks.undeclared),
    "L16": ("쓰이지 않는 빈칸", lint_blanks.unused),
    "L17": ("종류나 자리가 없는 빈칸", lint_blanks.untyped),
    "L18": ("되풀이된 문장", lint_text.duplicate_sentences),
    "L19": ("손으로 적은 조항 번호", lint_text.hard_coded_numbers),
    "L20": ("약해진 제공자의 의무", lint_text.weakened_duties),
    "L21": ("예문이 모자란 요소", lint_elements.without_examples),
    "L22": ("빈 낱말 묶음", lint_elements.empty_groups),
    "L23": ("없는 낱말 묶음을 부름", lint_elements.unknown_groups),
    "L24": ("미래의 확인일", lint_law.checked_in_future),
    "L25": ("빈칸 뒤의 조사", lint_blanks.particles),
    "L26": ("앞 항이 없는 '전항'", lint_text.dangling_back_references),
    "L27": ("번호를 매길 수 없는 개수", lint_text.too_many),
    "L28": ("호가 없는 '다음 각 호'", lint_text.missing_items),
    "L29": ("영문이 없는 문구", lint_english.missing),
    "L30": ("빈칸이나 참조가 국문과 다른 영문", lint_english.at_odds),
    "L31": ("영문에 쓸 수 없는 표기", lint_english.misspelled),
    "L32": ("소문자로 적은 영문 용어", lint_english.small_terms),
    "L33": ("협상 입장이 없는 조", lint_positions.missing),
    "L34": ("승인 없이 쓸 수 있는 최후 입장", lint_positions.unapproved),
    "L35": ("법정 요소를 잃는 입장", lint_positions.losing_core),
    "L36": ("요소를 잃는 수용가능 입장", lint_positions.losing_without_approval),
    "L37": ("다른 입장과 같은 문구", lint_positions.repeated),
    "L38": ("부속합의서의 틀에 맞지 않는 것", lint_addendum.frame),
}

RULES: dict[str, str] = LOADING_RULES | {rule: title for rule, (title, _) in CHECKS.items()}
"""Rule id -> Korean title, in order. An id is never reused."""


def lint(library: Library, as_of: dt.date) -> tuple[Fault, ...]:
    """Return the faults of a loaded library on the day `as_of`, in file order, without lines."""
    seen = survey(library, as_of)
    return in_order([fault for _, check in CHECKS.values() for fault in check(seen)])


def lint_folder(folder: Path, as_of: dt.date) -> tuple[Fault, ...]:
    """Return all faults of the library in `folder` with their lines, those of loading included.

    Raise LibraryError only if the folder itself cannot be read.
    """
    library, loading = read_library(folder)
    found = with_lines(lint(library, as_of), read_sources(folder))
    _, procedure = read_procedure(folder)
    return in_order([*loading, *found, *procedure])
