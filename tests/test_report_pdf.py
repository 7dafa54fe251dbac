"""What a reader of the report sees: laid out by LibreOffice, read back from the PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from report_review import INFO, library, sample_review

from pipeline.judge.status import requirement_findings
from pipeline.model import Judgement, Review
from pipeline.report import render_report

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
HEADER = "클라우드위수탁계약기재사항검토보고서대외비"


def worst_review() -> Review:
    """Everything is contrary, in doubt, and quoted from three far places."""
    review = sample_review()
    one = review.elements["confidentiality"].evidence[0]
    quotes = tuple(replace(one, locator=f"별지 {n} 제24조 제4항 제1호 가목", page=100 + n) for n in (1, 2, 3))
    found = {
        name: replace(f, judgement=Judgement.CONTRARY, certain=False, evidence=quotes, nearest=(), looked_at=())
        for name, f in review.elements.items()
    }
    return replace(review, elements=found, requirements=requirement_findings(found, library(), review.conditions))


def laid_out(review: Review, folder: Path) -> list[str]:
    """The text of each page without spaces, header and footer."""
    (folder / "report.docx").write_bytes(render_report(review, library(), INFO, ".docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True, timeout=180)
    document = pypdfium2.PdfDocument(io.BytesIO((folder / "report.pdf").read_bytes()))
    pages = [re.sub(r"\s+", "", page.get_textpage().get_text_range()).replace("\ufffe", "") for page in document]
    document.close()
    return [page.removesuffix(f"{number}/{len(pages)}").replace(HEADER, "") for number, page in enumerate(pages, 1)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[str]:
    return laid_out(sample_review(), tmp_path_factory.mktemp("report"))


def test_the_summary_fills_one_page_and_no_more(pages):
    assert pages[1].startswith("1.검토결과요약")
    assert pages[2].startswith("2.상충하는조항")


def test_the_summary_of_the_worst_document_still_fills_one_page(tmp_path):
    pages = laid_out(worst_review(), tmp_path)
    assert pages[1].startswith("1.검토결과요약")
    assert pages[2].startswith("2.상충하는조항")


def test_no_page_is_blank(pages):
    assert all(len(page) > 40 for page in pages)


def test_no_heading_stands_alone_at_the_end_of_a_page(pages):
    titles = [re.sub(r"\s+", "", r.bases[-1].title) for r in library().requirements.values()]
    assert not [page[-30:] for page in pages if page.endswith(tuple(titles))]
    assert not [page[-30:] for page in pages if page.endswith("근거문장과보완할사항")]


def test_every_requirement_table_repeats_its_head_on_the_next_page(pages):
    heads = sum(page.count("요소근거문장과보완할사항") for page in pages)
    assert heads > len(sample_review().requirements)
