"""Every file of a folder through `finclause read` and `finclause review`: `python -m hostile.folder FOLDER`.

Prints the outcome, the seconds and the memory of each, and the 95th percentile. A fault is a traceback, a hang, an
empty reading that is not marked, or more memory than allowed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOOD = ("OK", "OK_WITH_WARNINGS")
MOST_SECONDS = 22.0
MOST_MIB = 512


@dataclass(frozen=True)
class Row:
    """How one file ended; `fault` is '' where it ended as it must."""

    name: str
    outcome: str
    seconds: float
    mib: int
    review: int
    fault: str


def survey(folder: Path) -> list[Row]:
    """Return a row for every file below `folder`, in the order of their names."""
    return [row_of(path) for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]


def row_of(path: Path) -> Row:
    """Read one file apart, then review it as a user does."""
    from pipeline.errors import ReaderDefectError, ReadError
    from pipeline.read.outcome import outcome_of
    from pipeline.sandbox import apart
    from pipeline.sandbox.process import run

    peak = 0

    def watched(*given, **named):
        nonlocal peak
        ended = run(*given, **named)
        peak = max(peak, ended.peak)
        return ended

    fault, letters = "", 0
    start = time.perf_counter()
    apart.run = watched
    try:
        document = apart.read_apart(path)
        outcome, letters = outcome_of(document).value, sum(map(str.isalpha, document.text))
    except ReaderDefectError as error:
        outcome, fault = "REFUSED", f"defect: {error} {error.trace[-600:]}"
    except ReadError as error:
        outcome = error.outcome.value
    finally:
        apart.run = run
    seconds = time.perf_counter() - start
    code, said = reviewed(path)
    if outcome in GOOD and not letters:
        fault = fault or "empty, and called OK"
    if seconds > MOST_SECONDS:
        fault = fault or f"{seconds:.0f} s"
    if peak > MOST_MIB << 20:
        fault = fault or f"{peak >> 20} MiB"
    if "Traceback" in said or code not in (0, 1, 3) or (code == 3) != (outcome not in GOOD):
        fault = fault or f"review ended with {code}: {said[-300:]}"
    return Row(path.name, outcome, seconds, peak >> 20, code, fault)


def reviewed(path: Path) -> tuple[int, str]:
    """The exit code and the messages of `finclause review`."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "review", str(path), "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=300,
    )
    if done.returncode in (0, 1):
        json.loads(done.stdout)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def main() -> int:
    """Print the table; return 1 where there is a fault."""
    rows = survey(Path(sys.argv[1]))
    for row in rows:
        print(f"{row.outcome:17} {row.seconds:6.2f} s {row.mib:4} MiB  review {row.review}  {row.name}  {row.fault}")
    if rows:
        spent = sorted(row.seconds for row in rows)
        print(
            f"{len(rows)} files, p95 {spent[int(0.95 * (len(spent) - 1))]:.2f} s, most {spent[-1]:.2f} s, {max(row.mib for row in rows)} MiB"
        )
    return int(any(row.fault for row in rows))


if __name__ == "__main__":
    sys.exit(main())
