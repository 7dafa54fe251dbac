"""`python -m hostile.table` writes `expected.tsv` anew: how each attack ends today. A person reads the difference.

Rows of formats without a reader are kept as they are. A defect of a reader is printed and never written as expected.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from pipeline.errors import ReaderDefectError, ReadError
from pipeline.read import READERS
from pipeline.read.outcome import outcome_of
from pipeline.sandbox.apart import read_bytes_apart

TABLE = Path(__file__).with_name("expected.tsv")
HANGUL = (".hwpx", ".hwp")


def key(name: str) -> str:
    """A name as the table writes it."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")


def main() -> int:
    """Write the table; return 1 if a reader has a defect."""
    rows, defects = [], 0
    before = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    for form in ("docx", "pdf", "text", "hangul"):
        if form == "hangul" and not all(suffix in READERS for suffix in HANGUL):
            rows += [row for row in before if row[0].endswith(HANGUL)]
            continue
        for name, made in importlib.import_module(f"hostile.{form}_attacks").ATTACKS.items():
            try:
                outcome = outcome_of(read_bytes_apart(name, made()))
            except ReaderDefectError as error:
                print(f"{key(name)}: {error.trace}")
                defects += 1
                continue
            except ReadError as error:
                outcome = error.outcome
            rows.append([key(name), outcome.value])
    TABLE.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return int(defects > 0)


if __name__ == "__main__":
    sys.exit(main())
