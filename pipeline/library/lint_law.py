"""Lint of the legal bases and of the days on which someone last looked."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.library.faults import Fault
from pipeline.library.resolve import clause_file
from pipeline.library.survey import Survey


def missing_basis(seen: Survey) -> Iterator[Fault]:
    """L13: a requirement has elements in an edition of which it names no legal basis."""
    for requirement in seen.library.requirements.values():
        for edition in requirement.elements:
            if not any(basis.edition in ("", edition) for basis in requirement.bases):
                what = f"{edition}년판의 근거가 없습니다"
                yield Fault("L13", f"requirements/{requirement.id}.yaml", ("bases",), what, "그 판의 근거를 적으십시오")


def expired_basis(seen: Survey) -> Iterator[Fault]:
    """L14: on the day of the lint no edition, or no basis of a requirement, is in force."""
    if seen.edition is None:
        what = f"기준일 {seen.as_of}에 시행 중인 판이 없습니다"
        yield Fault("L14", "library.yaml", ("editions",), what, "그 날에 시행 중인 판을 적으십시오")
        return
    for requirement in seen.library.requirements.values():
        if seen.edition.id not in requirement.elements:
            continue
        bases = [(i, b) for i, b in enumerate(requirement.bases) if b.edition in ("", seen.edition.id)]
        in_force = [b for _, b in bases if b.in_force <= seen.as_of and (b.until is None or seen.as_of <= b.until)]
        if bases and not in_force:
            what = f"기준일 {seen.as_of}에 시행 중인 근거가 아닙니다"
            path = ("bases", bases[-1][0], "until")
            yield Fault(
                "L14", f"requirements/{requirement.id}.yaml", path, what, "시행 중인 근거를 확인하여 적으십시오"
            )


def checked_in_future(seen: Survey) -> Iterator[Fault]:
    """L24: a day of checking lies after the day of the lint."""
    right = "실제로 확인한 날을 적으십시오"
    for requirement in seen.library.requirements.values():
        for index, basis in enumerate(requirement.bases):
            if basis.checked > seen.as_of:
                path = ("bases", index, "checked")
                what = f"확인일 {basis.checked}[이/가] 기준일보다 뒤입니다"
                yield Fault("L24", f"requirements/{requirement.id}.yaml", path, what, right)
    for clause in seen.library.clauses.values():
        if clause.checked is not None and clause.checked > seen.as_of:
            what = f"확인일 {clause.checked}[이/가] 기준일보다 뒤입니다"
            yield Fault("L24", clause_file(clause), ("checked",), what, right)
