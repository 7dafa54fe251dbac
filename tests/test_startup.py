"""What a command loads: help and drafting must not pay for the analyzer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("spacy", "kiwipiepy", "numpy")


def loaded_by(arguments: list[str]) -> set[str]:
    code = (
        "import sys; from pipeline.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print('LOADED', *[m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["review", "--help"], ["library", "list"]])
def test_help_and_the_library_load_no_language_model(arguments):
    assert loaded_by(arguments) == set()


def test_drafting_loads_no_language_model(tmp_path):
    assert loaded_by(["draft", "samples/deal-basic.yaml", "-o", str(tmp_path / "a.docx")]) == set()


def test_reviewing_does_load_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("제1조(통지) 을은 갑에게 사고를 지체 없이 통지한다.\n", encoding="utf-8")
    assert loaded_by(["review", str(path)]) == set(HEAVY)


def test_reviewing_an_english_contract_alone_loads_no_korean_model(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        '# Cloud Services Agreement\n\nThis Agreement is made between Haneul Bank (the "Customer") and Gureum Inc. (the "Provider").\n\n'
        "## Article 1. Incidents\n\nThe Provider shall notify the Customer of any security incident without undue delay.\n",
        encoding="utf-8",
    )
    assert "kiwipiepy" not in loaded_by(["review", str(path)])
