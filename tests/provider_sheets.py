"""Fills in the workbooks of the provider's assessment, as the provider and the company do in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import load_workbook
from procedure_cases import main, new_case, replace

FOLDER = "문서/3 제공자 평가"
SELF_CHECK, VERIFICATION = "자체점검표", "검증표"


def provider_case(
    folder: Path, *, models: str = "IaaS", kind: str = "개인신용정보", grades: list[str] | None = None
) -> Path:
    """Make a case whose importance is known and whose service has `models`; write its documents."""
    new_case(folder, kind=kind, grades=grades)
    replace(folder / "deal.yaml", r"^  models: .*$", f"  models: [{models}]")
    main(["case", "build", str(folder), "--stage", "provider"])
    return folder


def say(folder: Path, key: str, value: str) -> None:
    """Answer a key of the section of the provider in case.yaml: the first one below the section."""
    path = folder / "case.yaml"
    before, section = path.read_text("utf-8").split("\nprovider:\n")
    path.write_text(section, "utf-8")
    replace(path, rf"^( +{key}:).*$", rf"\g<1> {value}")
    path.write_text(before + "\nprovider:\n" + path.read_text("utf-8"), "utf-8")


def fill(folder: Path, form: str, name: str, row_of: Callable[[str], Mapping[str, object]]) -> Path:
    """Save the form under `name`, with what `row_of` says for each number by head ({}: left as it is)."""
    book = load_workbook(folder / FOLDER / f"{form}.xlsx")
    sheet = next(sheet for sheet in book.worksheets if "평가항목" in [cell.value for cell in sheet[1]])
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for head, value in row_of(str(sheet.cell(row, 1).value)).items():
            cell = sheet.cell(row, columns[head])
            cell.value = value
            if not isinstance(value, str):
                cell.number_format = "General"
    book.save(folder / name)
    return folder / name


def answered(folder: Path, row_of: Callable[[str], Mapping[str, object]] = lambda number: {}) -> None:
    """Send back the self-check, all answered 예 but for what `row_of` says, and name it in the case."""
    default = {"답": "예", "설명과 증적": "정보보호 규정 제3조"}
    fill(folder, SELF_CHECK, "회신.xlsx", lambda number: default | dict(row_of(number)))
    say(folder, "self_check", "회신.xlsx")


def verified(folder: Path, row_of: Callable[[str], Mapping[str, object]] = lambda number: {}) -> None:
    """Verify, all 충족 but for what `row_of` says, and name the sheet in the case."""
    default = {"회사의 판정": "충족", "판정의 근거": "규정과 시행 기록을 확인함"}
    fill(folder, VERIFICATION, "검증.xlsx", lambda number: default | dict(row_of(number)))
    say(folder, "verification", "검증.xlsx")


def assessed(folder: Path, *, method: str = "현장", assessment: str = "종합") -> None:
    """Answer all that is asked of an own assessment beside the sheets."""
    for key, value in (
        ("way", "자체평가"), ("assessment", assessment), ("method", method), ("assessed_on", "2026-11-20"),
    ):  # fmt: skip
        say(folder, key, value)
    path = folder / "case.yaml"
    before, after = path.read_text("utf-8").split("\n  soundness:\n")
    after = after.replace("      verdict:  #", "      verdict: 양호  #").replace(
        "      basis:\n", "      basis: 자료를 확인함\n"
    )
    path.write_text(f"{before}\n  soundness:\n{after}", "utf-8")
