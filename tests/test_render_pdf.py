"""What a user sees: the draft laid out by LibreOffice, read back from the PDF."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from render_contract import long_contract, meta

from pipeline.ooxml import W, paragraph, run
from pipeline.package import read_package, write_package
from pipeline.render import render

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
LONG = long_contract()
HEADER = "클라우드컴퓨팅서비스이용및정보처리위탁계약서대외비·초안"


def laid_out(data: bytes, folder: Path) -> list[str]:
    """The text of each page, without spaces, header and footer (LibreOffice puts gaps beside digits)."""
    (folder / "draft.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "draft.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = pypdfium2.PdfDocument(io.BytesIO((folder / "draft.pdf").read_bytes()))
    pages = [re.sub(r"\s+", "", page.get_textpage().get_text_range()).replace("\ufffe", "") for page in document]
    document.close()
    footers = [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]
    return [page.removesuffix(footer).replace(HEADER, "") for page, footer in zip(pages, footers, strict=True)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[str]:
    return laid_out(render(LONG, meta()), tmp_path_factory.mktemp("pdf"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def printed(contract):
    """Each heading and each text paragraph with its label, as a reader should see it."""
    chapter = ""
    for article in contract.articles:
        if article.chapter and article.chapter != chapter:
            chapter = article.chapter
            yield squeeze(chapter)
        if article.kind == "article":
            yield squeeze(f"{article.number}({article.title})")
        if article.kind == "annex":
            yield squeeze(f"{article.number}{article.title}")
        for found in article.paragraphs:
            if found.kind == "text":
                yield squeeze(found.label + found.text)


def test_the_sample_is_longer_than_twenty_pages(pages):
    assert len(pages) >= 20


def test_printed_labels_are_those_of_the_contract_in_order(pages):
    text, position = "".join(pages[2:]), 0
    for line in printed(LONG):
        found = text.find(line, position)
        assert found >= 0, f"{line} not after {text[position : position + 60]}"
        position = found + len(line)


def contents(pages: list[str]) -> list[tuple[str, int]]:
    """(entry, page) of each line of the contents."""
    first = next(number for number, page in enumerate(pages) if "라한다)와" in page)
    entry = r"(?:제\d+장|제\d+조|별지\d)"
    lines = re.findall(rf"({entry}.*?)\.{{5,}}(\d+?)(?={entry}|$)", "".join(pages[1:first]))
    return [(entry, int(page)) for entry, page in lines]


def test_every_page_number_of_the_contents_is_the_page_of_its_heading(pages):
    entries = contents(pages)
    assert len(entries) == 5 + 40 + 4
    for entry, page in entries:
        assert entry in pages[page - 1], f"{entry} is not on page {page}"


def test_the_estimated_page_numbers_are_at_most_one_page_off(pages):
    document = etree.fromstring(read_package(render(LONG, meta()))["word/document.xml"])
    lines = ["".join(p.itertext(f"{{{W}}}t")) for p in document.iter(f"{{{W}}}hyperlink")]
    estimated = [int(re.search(r"(\d+)$", line)[1]) for line in lines]
    real = [page for _, page in contents(pages)]
    assert max(abs(a - b) for a, b in zip(estimated, real, strict=True)) <= 1


def test_references_and_numbers_follow_when_an_article_is_inserted(tmp_path):
    parts = read_package(render(LONG, meta()))
    xml = parts["word/document.xml"].decode("utf-8")
    heading = re.search(r'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>(?:(?!</w:p>).)*\(정의\)', xml)
    new = paragraph(run("(새로 넣은 조)"), style="Heading2") + paragraph(run("새 내용을 정한다."), style="ArticleBody")
    parts["word/document.xml"] = (xml[: heading.start()] + new + xml[heading.start() :]).encode("utf-8")
    text = "".join(laid_out(write_package(parts), tmp_path)[2:])
    assert "제2조(새로넣은조)" in text
    assert "제3조(정의)" in text
    assert "금융회사는제5조에따라시정을요구하거나제37조에따라" in text
    assert "제36조에따라계약을해지" not in text


def test_no_table_cell_is_cut_off(pages):
    text = "".join(pages)
    for article in LONG.articles:
        for found in article.paragraphs:
            for cell in found.cells:
                assert squeeze(cell) in text


def test_the_signature_block_is_on_one_page(pages):
    page = next(page for page in pages if "계약서2통을작성하고" in page)
    assert "김철수(인)" in page
