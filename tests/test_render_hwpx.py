"""A draft as a HWPX file: read back it is the contract; its parts are those of files that 한글 writes."""

import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from drafts import LIBRARY, base_conditions
from hwpx.tools.validator import validate_document
from lxml import etree
from render_contract import long_contract, meta
from test_render_bilingual import versions

from pipeline.due import due_ids
from pipeline.errors import DraftError, OutputError
from pipeline.judge import review
from pipeline.model import Article, Contract, Judgement, Mark, Paragraph
from pipeline.parse import apart, parse
from pipeline.read import read_bytes
from pipeline.render import DraftMeta, Version, hwpx, hwpx_of, render_as
from pipeline.render.owpml import LOOKS

ROOT = Path(__file__).resolve().parent.parent
REAL = Path("/work/shared/evaluation/files")
LANGUAGES = [("ko",), ("en",), ("ko", "en")]
MADE = {languages: hwpx_of(versions(*languages)) for languages in LANGUAGES}
each = pytest.mark.parametrize("languages", LANGUAGES, ids=["ko", "en", "both"])


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def small(*paragraphs: Paragraph, title: str = "계약서") -> list[Version]:
    contract = Contract(title, (Article("제1조", "목적", paragraphs, clause="purpose"),))
    return [Version(contract, DraftMeta(dt.date(2026, 11, 27), "1", "2025년판"))]


# ----------------------------------------------------------------- reading back


@each
def test_what_is_read_back_is_the_contract(languages):
    document = read_bytes("초안.hwpx", MADE[languages])
    assert document.unread == document.warnings == ()
    for version, back in zip(versions(*languages), apart(document, parse(document)), strict=True):
        ours = [a for a in version.contract.articles if a.number]
        theirs = [a for a in back.articles if a.number]
        assert [(a.number, a.title, a.kind) for a in theirs] == [(a.number, a.title, a.kind) for a in ours]
        for one, other in zip(ours, theirs, strict=True):
            found = [(p.label, p.text, p.cells) for p in other.paragraphs]
            assert found == [(p.label, p.text, p.cells) for p in one.paragraphs], one.number


def test_chapters_levels_and_closing_come_back():
    document = read_bytes("초안.hwpx", hwpx_of([Version(long_contract(), meta())]))
    back, wanted = parse(document), long_contract()
    found = {a.number: a for a in back.articles if a.kind == "article"}
    for article in wanted.articles:
        if article.kind == "article":
            assert found[article.number].chapter == article.chapter
            assert [p.level for p in found[article.number].paragraphs] == [p.level for p in article.paragraphs]
    closing = next(a for a in wanted.articles if a.kind == "closing")
    assert [p.text for p in next(a for a in back.articles if a.kind == "closing").paragraphs] == [
        p.text for p in closing.paragraphs
    ]


@pytest.mark.parametrize("languages", [("ko",), ("ko", "en")], ids=["ko", "both"])
def test_its_review_has_no_gap(languages):
    chosen = base_conditions()
    document = read_bytes("초안.hwpx", MADE[languages])
    found = review(document, parse(document), LIBRARY, chosen).elements
    assert {e for e in due_ids(LIBRARY, chosen) if found[e].judgement is not Judgement.PRESENT} == set()


@pytest.mark.parametrize("said", ["<&>\"'", "가\n나", "  앞뒤  ", "a\tb", "①②", "漢字 あ"])
def test_a_value_stands_in_the_file_as_it_was_given(said):
    data = hwpx_of(small(Paragraph(0, "", f"값 {said} 끝", marks=(Mark("value", 2, 2 + len(said), "x"),))))
    lines = [hwpx._read(p) for p in part(data, hwpx.SECTION).iter("{*}p")]
    assert f"값 {said} 끝" in lines


# ------------------------------------------------------------------- the package


@each
def test_the_kind_of_file_stands_first_and_stored(languages):
    data = MADE[languages]
    first = zipfile.ZipFile(io.BytesIO(data)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert data[38:57] == b"application/hwp+zip"


@each
def test_every_reference_has_its_shape(languages):
    head, section = part(MADE[languages], "Contents/header.xml"), part(MADE[languages], hwpx.SECTION)
    for kind, name in (
        ("paraPr", "paraPrIDRef"),
        ("charPr", "charPrIDRef"),
        ("style", "styleIDRef"),
        ("borderFill", "borderFillIDRef"),
    ):
        known = {e.get("id") for e in head.iter(f"{{*}}{kind}")}
        told = {e.get(name) for root in (head, section) for e in root.iter(etree.Element) if e.get(name)}
        assert told - {"4294967295"} <= known, kind
    for listed in head.iter("{*}refList"):
        for entries in listed:
            assert int(entries.get("itemCnt")) == len(entries)
    assert len({e.get("id") for e in section.iter("{*}p", "{*}tbl")}) == sum(1 for _ in section.iter("{*}p", "{*}tbl"))


@each
def test_tables_are_whole(languages):
    for table in part(MADE[languages], hwpx.SECTION).iter("{*}tbl"):
        rows = list(table.iterchildren("{*}tr"))
        assert int(table.get("rowCnt")) == len(rows)
        for number, row in enumerate(rows):
            cells = list(row.iterchildren("{*}tc"))
            assert len(cells) == int(table.get("colCnt"))
            places = [(c.find("{*}cellAddr").get("rowAddr"), c.find("{*}cellAddr").get("colAddr")) for c in cells]
            assert places == [(str(number), str(place)) for place in range(len(cells))]
            assert sum(int(c.find("{*}cellSz").get("width")) for c in cells) == int(table.find("{*}sz").get("width"))


def test_headings_are_in_the_outline():
    head, section = part(MADE[("ko",)], "Contents/header.xml"), part(MADE[("ko",)], hwpx.SECTION)
    levels = {e.get("id"): e.find("{*}heading") for e in head.iter("{*}paraPr")}
    outlined = [p for p in section.iter("{*}p") if levels[p.get("paraPrIDRef")].get("type") == "OUTLINE"]
    contract = versions("ko")[0].contract
    chapters = len({a.chapter for a in contract.articles if a.chapter})
    assert len(outlined) == chapters + sum(a.kind in ("article", "annex") for a in contract.articles)


def test_an_open_blank_has_a_yellow_ground_and_is_listed_on_the_cover():
    text = "【금융회사의 상호】는 따른다."
    data = hwpx_of(small(Paragraph(0, "", text, marks=(Mark("blank", 0, 10, "financial_company_name"),))))
    yellow = {
        e.get("id") for e in part(data, "Contents/header.xml").iter("{*}charPr") if e.get("shadeColor") == "#FFFF00"
    }
    said = ["".join(r.itertext()) for r in part(data, hwpx.SECTION).iter("{*}run") if r.get("charPrIDRef") in yellow]
    assert said == ["【금융회사의 상호】", "【금융회사의 상호】"]
    with pytest.raises(DraftError, match="빈칸이 1개"):
        hwpx_of(small(Paragraph(0, "", text)), final=True)


def test_no_more_is_written_than_real_files_hold():
    """Every element and attribute of ours occurs in files that 한글 wrote, but for a few that those lack."""
    files = sorted(REAL.glob("*.hwpx")) if REAL.is_dir() else []
    if not files:
        pytest.skip("no real HWPX file is at hand")
    real = {
        name: _shapes([path.read_bytes() for path in files], name) for name in ("Contents/header.xml", hwpx.SECTION)
    }
    extra = {name: _shapes([MADE[("ko", "en")]], name) - known for name, known in real.items()}
    assert {e.split("@")[0] for found in extra.values() for e in found} <= {"lineBreak", "tab", "header", "bold"}


def _shapes(packages: list[bytes], name: str) -> set[str]:
    found = set()
    for data in packages:
        for element in part(data, name).iter(etree.Element):
            tag = etree.QName(element).localname
            found |= {tag, *(f"{tag}@{etree.QName(key).localname}" for key in element.attrib)}
    return found


def test_the_schema_of_owpml_accepts_it(tmp_path):
    for languages, data in MADE.items():
        path = tmp_path / f"{'-'.join(languages)}.hwpx"
        path.write_bytes(data)
        assert not validate_document(path).errors


# -------------------------------------------------------------------- repeatable


def test_identical_input_gives_identical_bytes_in_another_process():
    code = (
        "import hashlib, test_render_bilingual as t; from pipeline.render import hwpx_of;"
        "print(hashlib.sha256(hwpx_of(t.versions('ko', 'en'))).hexdigest())"
    )
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": "Asia/Seoul"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(MADE[("ko", "en")]).hexdigest()


def test_a_file_that_lost_a_word_is_noticed():
    data = MADE[("ko",)]
    texts = [said for p in part(data, hwpx.SECTION).iter("{*}p") if (said := hwpx._read(p)) and said != "대외비 · 초안"]
    with pytest.raises(OutputError):
        hwpx._verify(data, texts)


def test_render_as_knows_the_formats():
    made = versions("ko")
    assert render_as(made, ".hwpx") == MADE[("ko",)]
    assert render_as(made, ".docx")[:2] == b"PK"
    with pytest.raises(ValueError, match="txt"):
        render_as(made, ".txt")


def test_the_names_of_styles_are_unique():
    assert len({look.name for look in LOOKS}) == len({look.id for look in LOOKS}) == len(LOOKS)
    assert all(re.fullmatch("[A-Za-z0-9]+", look.id) for look in LOOKS)
