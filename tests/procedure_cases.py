"""Cases for the tests of the procedure: made by the command, answered by replacing lines, as a user does."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.cli import main
from pipeline.deal.schema import DATA_KINDS
from pipeline.library.procedure import load_procedure

PROCEDURE = load_procedure()
CRITERIA = PROCEDURE.data["importance"]
GRADES = "하 하 상 중 하 해당없음 상 상 상 하 상 상".split()
"""An answer to each item that is asked, in order: 47.5 points before the kind of information."""


def new_case(folder: Path, *, kind: str = "금융정보", grades: list[str] | None = None) -> Path:
    """Make a case in `folder`, with the kind of information in the deal sheet and the items graded in order."""
    assert main(["case", "new", str(folder), "--as-of", "2026-11-27"]) == 0
    deal, case = folder / "deal.yaml", folder / "case.yaml"
    if kind:
        assert kind in DATA_KINDS
        replace(deal, r"  - kind: +#", f"  - kind: {kind}  #")
    given = iter(GRADES if grades is None else grades)
    case.write_text(
        re.sub("grade:$", lambda m: f"grade: {next(given, '')}", case.read_text("utf-8"), flags=re.M), "utf-8"
    )
    return folder


def replace(path: Path, pattern: str, new: str) -> None:
    """Replace the first match of `pattern` in a file; there must be one."""
    text, times = re.subn(pattern, new, path.read_text("utf-8"), count=1, flags=re.M)
    assert times == 1, pattern
    path.write_text(text, "utf-8")


def answer(folder: Path, key: str, value: str) -> None:
    """Answer the key (the last word of its path) of the importance assessment in case.yaml."""
    replace(folder / "case.yaml", rf"^(importance:\n(?:.*\n)*? +{key}:).*$", rf"\g<1> {value}")
