"""A waived gap is shown as waived in every format, and stays a gap."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from report_review import INFO, library, sample_review

from pipeline.cli import main
from pipeline.deal import Waived
from pipeline.model import Judgement
from pipeline.report import render_report, screen_text
from pipeline.report.view import build_view

REVIEW = sample_review()
GAP = next(row for row in build_view(REVIEW, library(), INFO).gaps if row.judgement == Judgement.ABSENT)
CONTRARY = build_view(REVIEW, library(), INFO).contrary[0]
MET = next(name for name, found in REVIEW.elements.items() if found.judgement == Judgement.PRESENT)
WAIVED = Waived((GAP.id, CONTRARY.id, MET), "", "대체 통제로 갈음", "준법감시인 홍길동", dt.date(2026, 11, 20))
WITH = replace(INFO, waivers=dict.fromkeys(WAIVED.elements, WAIVED))
SAID = "면제. 사유: 대체 통제로 갈음. 승인: 준법감시인 홍길동, 2026. 11. 20."


def test_a_waived_gap_stays_a_gap_and_what_is_met_is_not_waived() -> None:
    view, plain = build_view(REVIEW, library(), WITH), build_view(REVIEW, library(), INFO)
    assert [(row.id, row.judgement, row.priority) for row in view.gaps] == [
        (row.id, row.judgement, row.priority) for row in plain.gaps
    ]
    assert {row.id for row in view.rows() if row.waived} == {GAP.id, CONTRARY.id}
    assert view.counts == plain.counts
    assert "이 가운데 2개는 거래명세서에 면제로 적혀 있으나, 면제는 빠진 내용을 채우지 않습니다." in view.conclusion
    assert not any("면제" in sentence for sentence in plain.conclusion)


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".json"])
def test_every_format_says_why_and_by_whom(suffix: str) -> None:
    data = render_report(REVIEW, library(), WITH, suffix)
    if suffix == ".docx":
        text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    elif suffix == ".xlsx":
        rows = [row for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows(values_only=True)]
        text = "\n".join(str(cell) for row in rows for cell in row)
    else:
        text = data.decode("utf-8")
    if suffix == ".json":
        told = {gap["element"]: gap["waived"] for gap in json.loads(text)["gaps"]}
        said = {"reason": "대체 통제로 갈음", "approver": "준법감시인 홍길동", "date": "2026-11-20"}
        assert {name for name, waived in told.items() if waived} == {GAP.id, CONTRARY.id}
        assert told[GAP.id] == said
    else:
        assert text.count(SAID) >= 2
        assert SAID not in render_report(REVIEW, library(), INFO, suffix).decode("utf-8", "replace")
    if suffix in (".docx", ".html"):
        assert f"{CONTRARY.title} (면제)" in text


def test_the_screen_counts_what_is_waived() -> None:
    assert "면제한 빈틈 2건: " in screen_text(REVIEW, library(), WITH.waivers)
    assert "면제" not in screen_text(REVIEW, library())


def test_a_review_with_waivers_still_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = Path(__file__).resolve().parents[1] / "samples"
    sheet = (samples / "deal-critical.yaml").read_text("utf-8")
    sheet += "\nnegotiation:\n  waivers:\n    - requirement: EXTRA-03\n      reason: 자체 전환\n"
    sheet += "      approver: 준법감시인 홍길동\n      date: 2026-11-20\n"
    deal = tmp_path / "deal.yaml"
    deal.write_text(sheet, "utf-8")
    out = tmp_path / "report.json"
    assert main(["review", str(samples / "vendor-terms.txt"), "--deal", str(deal), "-o", str(out)]) == 1
    assert "면제한 빈틈" in capsys.readouterr().out
    told = json.loads(out.read_text("utf-8"))
    assert any(gap["waived"] for gap in told["gaps"] if "EXTRA-03" in gap["requirements"])
    assert told["requirements"]["EXTRA-03"]["status"] != "satisfied"
