"""Score left-out reviews with the evaluation's own scorer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

KOREAN_NAMES = {"ko": "한국어", "en": "영어"}
_WRITTEN = "-syn-"
"""In the name of a practice document that was written for the evaluation."""


def evaluation_of(shared: Path) -> Path:
    """Return the evaluation folder in `shared`; raises UsageError if there is none."""
    evaluation = shared / "evaluation"
    if not evaluation.is_dir():
        raise UsageError(f"{evaluation}: 평가 문서가 없습니다. --shared에 평가 폴더가 든 곳을 적으십시오.")
    return evaluation


def names_of(evaluation: Path, lang: str) -> list[str]:
    """Return the names of the labelled practice documents of `lang`."""
    return sorted(p.stem for p in (evaluation / "labels").glob(f"{lang}-*.tsv"))


def groups_of(names: Sequence[str]) -> dict[str, list[str]]:
    """Return all documents, those of other companies, and those written for the evaluation."""
    return {
        "전체": list(names),
        "실제": [n for n in names if _WRITTEN not in n],
        "작성": [n for n in names if _WRITTEN in n],
    }


def score(results: Mapping[str, str], evaluation: Path) -> dict[str, Any]:
    """Return the scorer's figures for reviews (name -> review JSON) against the labels of the same names."""
    with tempfile.TemporaryDirectory() as scratch:
        labels, reviews = Path(scratch) / "labels", Path(scratch) / "reviews"
        labels.mkdir()
        reviews.mkdir()
        for name, text in results.items():
            (reviews / f"{name}.json").write_text(text, encoding="utf-8")
            shutil.copy(evaluation / "labels" / f"{name}.tsv", labels)
        command = [
            sys.executable,
            str(evaluation / "score.py"),
            str(reviews),
            "--labels",
            str(labels),
            "--documents",
            str(evaluation / "documents"),
            "--json",
        ]
        scored: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return scored
