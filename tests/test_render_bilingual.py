"""A draft in English, and one with Korean and English side by side: what stands in the Word file."""

import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from drafts import LIBRARY, base_conditions, deal, draft
from lxml import etree

from pipeline.assemble import assemble
from pipeline.errors import LibraryError, OutputError
from pipeline.model import Article, Contract, Mark, Paragraph
from pipeline.ooxml import W
from pipeline.render import DraftMeta, Version, docx, docx_of
from pipeline.render.body import Shown
from pipeline.render.drafted import draft_meta
from pipeline.render.side import merged, pairs
from pipeline.render.verify import verify_draft
from pipeline.select import select
from pipeline.template import template_path

ROOT = Path(__file__).resolve().parent.parent
HANGUL = re.compile("[가-힣]")


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def versions(*languages: str, name: str = "deal-critical.yaml") -> list[Version]:
    chosen = base_conditions(name)
    return [Version(draft(chosen, name, said), draft_meta(deal(name), LIBRARY, chosen, said)) for said in languages]


@pytest.fixture(scope="module")
def both() -> bytes:
    return docx_of(versions("ko", "en"))


@pytest.fixture(scope="module")
def english() -> bytes:
    return docx_of(versions("en"))


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext(w("t")))


# ---------------------------------------------------------------------- English


def test_nothing_but_the_values_of_the_deal_is_korean_in_an_english_draft(english):
    contract = versions("en")[0].contract
    texts = [p.text for a in contract.articles for p in a.paragraphs]
    texts += [cell for a in contract.articles for p in a.paragraphs for cell in p.cells]
    texts += [a.title for a in contract.articles]
    said = " ".join(texts)
    values = {str(v) for v in (deal().financial_company.name, deal().provider.name, deal().contracting.reseller.name)}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        for paragraph in part(english, name).iter(w("p")):
            text = text_of(paragraph).strip()
            if HANGUL.search(text):
                assert text in said or text in values or "(조항 대비표)" in text, text


def test_the_properties_of_an_english_draft_are_english(english):
    core = part(english, "docProps/core.xml")
    found = {etree.QName(e).localname: e.text for e in core}
    assert (found["title"], found["language"]) == ("Cloud Services Agreement", "en-US")
    assert "Contents" in [text_of(p) for p in part(english).iter(w("p"))]


def test_an_english_title_is_taken_from_the_deal(tmp_path):
    sheet = deal()
    named = replace(sheet, contract=replace(sheet.contract, title_en="Underwriting Platform Agreement"))
    contract = assemble(LIBRARY, select(LIBRARY, base_conditions()), named, "en")
    assert contract.title == "Underwriting Platform Agreement"


def test_a_company_template_without_the_english_styles_is_refused_for_english(tmp_path):
    own = tmp_path / "자사.docx"
    with zipfile.ZipFile(template_path("contract.docx")) as ours, zipfile.ZipFile(own, "w") as theirs:
        for entry in ours.namelist():
            theirs.writestr(entry, ours.read(entry).replace(b'"Heading2En"', b'"Heading9En"'))
    assert docx_of(versions("ko"), template=own)
    with pytest.raises(LibraryError, match="스타일 'Heading2En'이 없습니다"):
        docx_of(versions("en"), template=own)


def test_a_template_of_one_column_is_refused_for_two():
    with pytest.raises(LibraryError, match="스타일 'SideTable'이 없습니다"):
        docx_of(versions("ko", "en"), template=template_path("contract.docx"))


# ----------------------------------------------------------------- side by side


def test_each_row_holds_the_same_paragraph_in_both_languages(both):
    sides = [
        table for table in part(both).iter(w("tbl")) if table.find(f".//{w('tblStyle')}").get(w("val")) == "SideTable"
    ]
    rows = [[text_of(cell) for cell in row.iter(w("tc"))] for table in sides for row in table.iter(w("tr"))]
    assert len(rows) > 250
    assert all(len(row) == 2 for row in rows)
    contracts = [version.contract for version in versions("ko", "en")]
    paired = [
        (ours.text, theirs.text)
        for one, other in zip(*(c.articles for c in contracts), strict=True)
        for ours, theirs in zip(one.paragraphs, other.paragraphs, strict=True)
        if ours.kind == "text"
    ]
    assert [row for row in map(tuple, rows) if row in set(paired)] == paired


def test_every_bookmark_and_number_of_one_is_its_own(both):
    root = part(both)
    marks = list(root.iter(w("bookmarkStart")))
    assert len({m.get(w("name")) for m in marks}) == len({m.get(w("id")) for m in marks}) == len(marks)
    names = {m.get(w("name")) for m in marks}
    told = [e.text.split()[1] for e in root.iter(w("instrText")) if e.text.split()[0] in ("REF", "PAGEREF")]
    assert set(told) <= names
    assert {n.startswith("_Ref_en_") for n in told if n.startswith("_Ref_")} == {True, False}


def test_both_contents_are_collected_by_the_styles_of_their_language(both):
    told = [e.text.strip() for e in part(both).iter(w("instrText")) if e.text.strip().startswith("TOC")]
    assert len(told) == 2
    names = {s.find(w("name")).get(w("val")) for s in part(both, "word/styles.xml").iter(w("style"))}
    for title in ("별지 제목", "영문 장 제목", "영문 조 제목", "영문 별지 제목"):
        assert title in names
        assert f"{title}," in "".join(told)


def test_the_signatures_stand_once(both):
    cells = [text_of(c) for c in part(both).iter(w("tc"))]
    assert cells.count("(인)(signature)") == 3
    assert cells.count("서명 또는 기명날인Signature or name and seal") == 1


@pytest.mark.parametrize(
    ("prevails", "korean", "english"), [("국문", "국문에", "Korean"), ("영문", "영문에", "English")]
)
def test_the_contract_says_which_language_prevails(prevails, korean, english):
    sheet = replace(deal(), contract=replace(deal().contract, prevails=prevails))
    for language, words in (("ko", f"두 문언의 뜻이 다르면 {korean} 따른다."), ("en", f"the {english} text prevails.")):
        contract = assemble(LIBRARY, select(LIBRARY, base_conditions("deal-basic.yaml")), sheet, language)
        said = [p.text for a in contract.articles if a.clause == "governing-law" for p in a.paragraphs]
        assert said[-1].endswith(words)


def test_identical_input_gives_identical_bytes_in_another_process(both):
    code = (
        "import hashlib, test_render_bilingual as t; from pipeline.render import docx_of;"
        "print(hashlib.sha256(docx_of(t.versions('ko', 'en'))).hexdigest())"
    )
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(both).hexdigest()


# ------------------------------------------------------------ what has no partner


def small(language: str, *texts: tuple[str, str]) -> Contract:
    number, title = ("제1조", "목적") if language == "ko" else ("Article 1", "Purpose")
    labels = "①②③" if language == "ko" else ["1.", "2.", "3."]
    found = tuple(Paragraph(1, label, text, id=name) for label, (name, text) in zip(labels, texts, strict=False))
    return Contract(
        "계약서" if language == "ko" else "Agreement", (Article(number, title, found, clause="purpose"),), language
    )


def test_a_paragraph_of_one_language_faces_an_empty_cell():
    meta = DraftMeta(dt.date(2026, 11, 27), "1", "2025년판")
    ours = small("ko", ("a", "가를 정한다."), ("c", "다를 정한다."))
    theirs = small("en", ("a", "It sets A."), ("b", "It sets B."), ("c", "It sets C."))
    data = docx_of([Version(ours, meta), Version(theirs, meta)])
    table = next(t for t in part(data).iter(w("tbl")) if t.find(f".//{w('tblStyle')}").get(w("val")) == "SideTable")
    assert [[text_of(c) for c in row.iter(w("tc"))] for row in table.iter(w("tr"))] == [
        ["(목적)", "(Purpose)"],
        ["가를 정한다.", "It sets A."],
        ["", "It sets B."],
        ["다를 정한다.", "It sets C."],
    ]


def test_pairs_keep_the_order_of_both():
    class Stub:
        def __init__(self, key):
            self.key = key

    left, right = [Stub(k) for k in "acd"], [Stub(k) for k in "abcx"]
    found = [(a.key if a else "", b.key if b else "") for a, b in pairs(left, right)]
    assert found == [("a", "a"), ("", "b"), ("c", "c"), ("", "x"), ("d", "")]


def test_blanks_of_both_languages_are_marked_in_a_merged_row():
    ours = Paragraph(0, "", "상호\t【상호】", kind="row", cells=("상호", "【상호】"), marks=(Mark("blank", 3, 7, "n"),))
    theirs = Paragraph(
        0, "", "Name\t【name】", kind="row", cells=("Name", "【name】"), marks=(Mark("blank", 5, 11, "n"),)
    )
    (row,) = merged((ours,), (theirs,))
    assert row.cells == ("상호\nName", "【상호】\n【name】")
    assert [row.text[m.start : m.end] for m in row.marks] == ["【상호】", "【name】"]


def test_a_row_that_lost_its_english_is_noticed():
    made = versions("ko", "en")
    found = docx._made(made, False, None)
    shown = tuple(Shown(s.text, (s.says[0], None)) for s in found.shown)
    contracts = [v.contract for v in made]
    with pytest.raises(OutputError):
        verify_draft(found.data, contracts, shown, found.form, found.texts, found.cover, found.planned)
    data = found.data
    parts = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            archive.writestr(name, parts.read(name).replace(b"The formation, effect,", b"The formation,"))
    with pytest.raises(OutputError, match="The formation"):
        verify_draft(out.getvalue(), contracts, found.shown, found.form, found.texts, found.cover, found.planned)
