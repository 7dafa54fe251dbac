"""Hostile PDF files end in the outcome that is written down for each, in a process whose memory is capped."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_attacks import ATTACKS

ROOT = Path(__file__).resolve().parents[1]
READ = """
import sys
from pipeline.errors import ReadError
from pipeline.read import read_bytes
try:
    document = read_bytes("공격.pdf", sys.stdin.buffer.read())
    print("OK" if document.text.strip() else "EMPTY")
except ReadError as error:
    print(error.outcome.value)
"""


def _capped() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


@pytest.mark.parametrize(("attack", "outcome"), ATTACKS.items(), ids=lambda value: getattr(value, "__name__", value))
def test_an_attack_ends_as_written_down(attack: Callable[[], bytes], outcome: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ], input=attack(), capture_output=True, cwd=ROOT, timeout=60, preexec_fn=_capped
    )
    assert (done.returncode, done.stdout.decode().strip()) == (0, outcome), done.stderr.decode()[-500:]
