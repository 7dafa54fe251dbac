"""A drafted contract as a Word file: what stands in it, and what is refused."""

import dataclasses
import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from render_contract import CIRCLES, body, long_contract, meta, paragraphs, rows

from pipeline.errors import DraftError, OutputError
from pipeline.model import Article, Contract, Mark, Paragraph
from pipeline.ooxml import W
from pipeline.render import Party, blank_sources, column_widths, render
from pipeline.render.numbering import NumberingMismatchError
from pipeline.render.verify import verify

ROOT = Path(__file__).resolve().parent.parent
LONG = long_contract()
NS = {"w": W}


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext(w("t")))


def one_article(*found: Paragraph, **changes) -> Contract:
    article = Article("제1조", "목적", found, clause="purpose")
    return Contract("계약서", (dataclasses.replace(article, **changes),))


@pytest.fixture(scope="module")
def long_draft() -> bytes:
    return render(LONG, meta())


# -------------------------------------------------------------------- contents


def test_every_text_of_the_contract_stands_in_the_file_in_order(long_draft):
    verify(long_draft, LONG)


def test_a_file_that_lost_a_word_is_noticed(long_draft):
    changed = dataclasses.replace(LONG.articles[3].paragraphs[0], text="다른 말")
    article = dataclasses.replace(LONG.articles[3], paragraphs=(changed, *LONG.articles[3].paragraphs[1:]))
    with pytest.raises(OutputError, match="'다른 말'이"):
        verify(long_draft, dataclasses.replace(LONG, articles=(*LONG.articles[:3], article, *LONG.articles[4:])))


def test_python_docx_opens_the_file_and_sees_the_styles(long_draft):
    document = docx.Document(io.BytesIO(long_draft))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Heading 2", "항", "호", "목", "조 본문", "별지 제목", "toc 1", "toc 2", "Title"} <= styles
    assert len(document.tables) == 7


def test_no_number_is_typed(long_draft):
    headings = [p for p in part(long_draft).iter(w("p")) if style(p) in ("Heading1", "Heading2", "AnnexHeading")]
    assert len(headings) == 5 + 40 + 4
    assert not [text_of(p) for p in headings if re.match(r"제|별지", text_of(p))]
    clauses = [text_of(p) for p in part(long_draft).iter(w("p")) if (style(p) or "").startswith("Clause")]
    assert not [text for text in clauses if re.match(rf"[{CIRCLES}]|\d+\.|[가-하]\.", text)]


def style(paragraph: etree._Element) -> str | None:
    found = paragraph.find("w:pPr/w:pStyle", NS)
    return None if found is None else found.get(w("val"))


def test_the_reader_counts_the_labels_of_the_contract(long_draft):
    from pipeline.read.docx import read_docx

    document = read_docx("draft.docx", long_draft)
    begin = next(i for i, block in enumerate(document.blocks) if block.style.lower() == "title") + 1
    read = [(b.label, document.text[b.start : b.end]) for b in document.blocks[begin:]]
    assert document.warnings == document.unread == ()
    assert read == list(expected_lines(LONG))


def expected_lines(contract):
    chapter = ""
    for article in contract.articles:
        if article.chapter and article.chapter != chapter:
            chapter = article.chapter
            yield tuple(chapter.split(" ", 1))
        if article.kind in ("article", "annex"):
            yield article.number, f"({article.title})" if article.kind == "article" else article.title
        for paragraph in article.paragraphs:
            yield paragraph.label, paragraph.text


def test_a_second_list_under_one_annex_starts_again_at_one(long_draft):
    extra = [
        n for n in part(long_draft, "word/numbering.xml").iter(w("num")) if n.find("w:lvlOverride", NS) is not None
    ]
    assert len(extra) == 1
    assert extra[0].find("w:lvlOverride/w:startOverride", NS).get(w("val")) == "1"


# --------------------------------------------------------- references, contents


def fields(data: bytes) -> list[tuple[str, str]]:
    """(instruction, shown result) of each complex field of the document."""
    found = []
    for paragraph in part(data).iter(w("p")):
        instruction = result = ""
        state = ""
        for element in paragraph.iter(w("fldChar"), w("instrText"), w("t")):
            kind = element.get(w("fldCharType")) if element.tag == w("fldChar") else ""
            if kind == "begin":
                instruction, result, state = "", "", "begin"
            elif kind == "separate":
                state = "separate"
            elif kind == "end":
                if instruction:
                    found.append((instruction.strip(), result))
                instruction = ""
            elif element.tag == w("instrText"):
                instruction += element.text
            elif state == "separate":
                result += element.text
    return found


def test_references_are_fields_to_a_bookmark_on_their_target(long_draft):
    root = part(long_draft)
    targets = {}
    for mark in root.iter(w("bookmarkStart")):
        targets[mark.get(w("name"))] = mark.getparent()
    references = [field for field in fields(long_draft) if field[0].startswith("REF")]
    assert len(references) > 80
    for instruction, shown in references:
        _, name, switch, _ = instruction.split()
        expected = {"Heading2": r"제\d+조", "AnnexHeading": r"별지 \d", "Clause1": f"[{CIRCLES}]"}[style(targets[name])]
        assert re.fullmatch(expected, shown)
        assert switch == ("\\n" if style(targets[name]) == "Clause1" else "\\r")


def test_a_reference_shows_the_number_of_its_own_target():
    contract = Contract(
        "계약서",
        (
            Article(
                "제1조", "목적", (Paragraph(0, "", "제2조에 따른다.", marks=(Mark("ref", 0, 3, "audit"),)),), clause="a"
            ),
            Article("제2조", "감사", (body("협조한다.", {}),), clause="audit"),
        ),
    )
    assert ("REF _Ref_audit \\r \\h", "제2조") in fields(render(contract, meta()))


def test_a_reference_that_word_would_change_is_a_defect():
    wrong = Paragraph(0, "", "제7조에 따른다.", marks=(Mark("ref", 0, 3, "purpose"),))
    with pytest.raises(ValueError, match="제7조"):
        render(one_article(wrong), meta())


def test_a_reference_to_a_clause_that_is_not_there_names_article_and_clause():
    wrong = Paragraph(0, "", "제7조에 따른다.", marks=(Mark("ref", 0, 3, "gone"),))
    with pytest.raises(DraftError, match=r"제1조.*'gone'"):
        render(one_article(wrong), meta())


@pytest.mark.parametrize("target", ["purpose.consent", "purpose/consent", "purpose#consent", "consent"])
def test_a_paragraph_is_called_by_clause_and_id_or_by_id_alone(target):
    found = (
        Paragraph(1, "①", "동의를 받는다.", id="consent"),
        Paragraph(1, "②", "①에 따른다.", marks=(Mark("ref", 0, 1, target),)),
    )
    assert ("REF _Ref_purpose_consent \\n \\h", "①") in fields(render(one_article(*found), meta()))


def test_bookmarks_are_unique_short_and_closed(long_draft):
    root = part(long_draft)
    starts = list(root.iter(w("bookmarkStart")))
    names, ids = [s.get(w("name")) for s in starts], [s.get(w("id")) for s in starts]
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids, key=int) or set(ids) == {e.get(w("id")) for e in root.iter(w("bookmarkEnd"))}
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in names)


def test_long_clause_ids_keep_different_bookmarks():
    long_ids = [f"a-very-long-clause-identifier-that-goes-on-{end}" for end in ("one", "two")]
    text = "제1조, 제2조"
    marks = (Mark("ref", 0, 3, long_ids[0]), Mark("ref", 5, 8, long_ids[1]))
    articles = [
        Article(f"제{n}조", "목적", (Paragraph(0, "", text, marks=marks),), clause=c) for n, c in enumerate(long_ids, 1)
    ]
    names = {
        field[0].split()[1]
        for field in fields(render(Contract("계약서", tuple(articles)), meta()))
        if field[0][:3] == "REF"
    }
    assert len(names) == 2
    assert max(map(len, names)) <= 40


def test_the_contents_list_every_heading_with_a_link_and_a_page_field(long_draft):
    lines = [p for p in part(long_draft).iter(w("p")) if style(p) in ("TOC1", "TOC2")]
    assert [style(p) for p in lines].count("TOC1") == 5 + 4
    assert text_of(lines[0]).startswith("제1장 총칙")
    assert text_of(lines[1]).startswith("제1조(목적)")
    assert text_of(lines[-1]).startswith("별지 4 조항 대비표")
    for line in lines:
        anchor = line.find("w:hyperlink", NS).get(w("anchor"))
        assert any(anchor in (i.text or "") and "PAGEREF" in i.text for i in line.iter(w("instrText")))


def test_word_finds_a_contents_field_around_the_lines(long_draft):
    root = part(long_draft)
    instructions = [e.text for e in root.iter(w("instrText")) if "TOC \\o" in e.text]
    assert instructions == [' TOC \\o "1-2" \\h \\z \\u ']
    kinds = [e.get(w("fldCharType")) for e in root.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


# ----------------------------------------------------------------------- blanks


def test_each_blank_is_highlighted(long_draft):
    highlighted = [text_of(r) for r in part(long_draft).iter(w("r")) if r.find("w:rPr/w:highlight", NS) is not None]
    assert len([text for text in highlighted if text == "【위탁자 상호】"]) == 5
    everywhere = re.findall("【[^】]*】", "".join(text_of(p) for p in part(long_draft).iter(w("p"))))
    assert sorted(highlighted) == sorted(everywhere)


def test_the_cover_lists_each_blank_with_its_place_in_deal_sheet_and_contract(long_draft):
    listed = [[text_of(c) for c in r.iter(w("tc"))] for r in part(long_draft).iter(w("tr"))]
    assert ["【위탁자 상호】", "financial_company.name", "전문, 제1조, 서명란, 표지"] in listed
    assert ["【담당 부서】", "", "별지 1"] in listed


def test_a_blank_of_a_deal_list_is_listed_under_its_own_place():
    blank = Paragraph(0, "", "【목표】", marks=(Mark("blank", 0, 4, "sla.metrics[1].target"),))
    listed = [[text_of(c) for c in r.iter(w("tc"))] for r in part(render(one_article(blank), meta())).iter(w("tr"))]
    assert ["【목표】", "sla.metrics[1].target", "제1조"] in listed


def test_the_final_document_refuses_blanks_and_names_them():
    with pytest.raises(DraftError) as refused:
        render(LONG, meta(), final=True)
    assert "빈칸이 4개" in str(refused.value)
    assert "【담당 부서】 (별지 1)" in str(refused.value)


def test_the_final_document_refuses_a_blank_of_the_cover():
    with pytest.raises(DraftError, match="【수탁자 상호】 \\(표지\\)"):
        render(
            one_article(body("목적을 정한다.", {})),
            meta(date="", parties=(Party("제공자", "【수탁자 상호】"),)),
            final=True,
        )


def test_the_final_document_refuses_a_blank_without_a_mark():
    with pytest.raises(DraftError, match="【빠진 표시】"):
        render(one_article(Paragraph(0, "", "【빠진 표시】를 정한다.")), meta(date="", parties=()), final=True)


def test_brackets_inside_a_filled_value_are_no_blank():
    value = Paragraph(0, "", "【별】 주식회사", marks=(Mark("value", 0, 8, "company_name"),))
    data = render(one_article(value), meta(date="", parties=()), final=True)
    assert "초안" not in "".join(text_of(p) for p in part(data).iter(w("p")))


def test_a_draft_says_so_on_cover_and_header_and_a_final_document_does_not():
    contract = one_article(body("목적을 정한다.", {}))
    given = meta(date="2026년 12월 1일", parties=())
    for final, wanted in ((False, "대외비 · 초안"), (True, "대외비")):
        data = render(contract, given, final=final)
        header = part(data, "word/header1.xml")
        assert text_of(header) == f"계약서{wanted}"
        assert text_of(next(p for p in part(data).iter(w("p")) if style(p) == "CoverMark")) == wanted


# ----------------------------------------------------------------------- tables


def test_header_rows_repeat_and_rows_stay_whole(long_draft):
    tables = list(part(long_draft).iter(w("tbl")))
    long_table = max(tables, key=lambda t: len(t.findall("w:tr", NS)))
    header, *others = long_table.findall("w:tr", NS)
    assert header.find("w:trPr/w:tblHeader", NS) is not None
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in others)


def test_a_row_taller_than_a_page_may_break():
    table = rows([("가", "나"), ("짧다", "길다 " * 400)], {})
    tall = list(part(render(one_article(*table), meta())).iter(w("tr")))[-1]
    assert tall.find("w:trPr/w:cantSplit", NS) is None


def test_no_table_is_wider_than_the_text(long_draft):
    for table in part(long_draft).iter(w("tbl")):
        grid = [int(c.get(w("w"))) for c in table.findall("w:tblGrid/w:gridCol", NS)]
        assert sum(grid) == 9026
        assert min(grid) > 500


def test_widths_of_the_library_are_followed():
    table = rows([("가", "나"), ("1", "2")], {}, "annex.table-1.0")
    data = render(one_article(*table), meta(widths={"annex.table-1.0": (20, 80)}))
    grid = [int(c.get(w("w"))) for c in list(part(data).iter(w("tblGrid")))[-1]]
    assert grid == [1805, 7221]


def test_a_column_grows_until_its_longest_word_fits():
    table = rows([("이름", "전자우편"), ("홍길동 " * 9, "security-operations@hangangbank.example")], {}, "t.0")
    data = render(one_article(*table), meta(widths={"t.0": (80, 20)}))
    grid = [int(c.get(w("w"))) for c in list(part(data).iter(w("tblGrid")))[-1]]
    assert sum(grid) == 9026
    assert grid[1] > 9026 * 0.2
    assert grid[1] >= min(9026 // 3, 39 * 90)


def test_tables_of_different_columns_are_kept_apart():
    table = [*rows([("가", "나"), ("1", "2")], {}), *rows([("다",), ("3",)], {})]
    found = list(part(render(one_article(*table), meta())).iter(w("tbl")))[-2:]
    assert [len(t.findall("w:tr", NS)) for t in found] == [2, 2]
    assert found[0].getnext().tag == w("p")


def test_a_row_whose_text_is_not_its_cells_is_a_defect():
    row = Paragraph(0, "", "가 나", kind="row", cells=("가", "나"))
    with pytest.raises(ValueError, match="joined by tabs"):
        render(one_article(row), meta())


def test_the_signature_block_stays_on_one_page(long_draft):
    table = next(
        t for t in part(long_draft).iter(w("tbl")) if t.find("w:tblPr/w:tblStyle", NS).get(w("val")) == "SignatureTable"
    )
    paragraphs_ = [p for r in table.findall("w:tr", NS)[1:] for p in r.iter(w("p"))]
    assert all(p.find("w:pPr/w:keepNext", NS) is not None for p in paragraphs_)


# -------------------------------------------------------------------- numbering


def test_a_label_that_word_would_not_print_is_a_defect():
    with pytest.raises(NumberingMismatchError, match="'③' would be numbered '①'"):
        render(one_article(Paragraph(1, "③", "통지한다.")), meta())


def test_an_article_number_that_word_would_not_print_is_a_defect():
    with pytest.raises(NumberingMismatchError, match="제2조"):
        render(one_article(body("통지한다.", {}), number="제2조"), meta())


def test_items_directly_under_an_article_start_at_one_in_each():
    lead = body("다음 각 호와 같다.", {})
    items = paragraphs([["하나", "둘"]], {})
    articles = [Article(f"제{n}조", "목적", (lead, *items)) for n in (1, 2)]
    data = render(Contract("계약서", tuple(articles)), meta())
    verify(data, Contract("계약서", tuple(articles)))
    assert not list(part(data, "word/numbering.xml").iter(w("lvlOverride")))


def test_more_paragraphs_than_word_has_circles_for_are_refused():
    many = [Paragraph(1, CIRCLES[n] if n < 20 else "(21)", "통지한다.") for n in range(21)]
    with pytest.raises(NumberingMismatchError):
        render(one_article(*many), meta())


# --------------------------------------------------------------- bytes and files


def test_the_same_contract_gives_the_same_bytes_in_every_process(long_draft):
    code = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from render_contract import long_contract, meta; from pipeline.render import render; import hashlib\n"
        "print(hashlib.sha256(render(long_contract(), meta())).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Seoul"), ("2", "America/Lima"))
    }  # fmt: skip
    assert len(found) == 1


def test_properties_carry_the_as_of_date_and_the_title(long_draft):
    properties = docx.Document(io.BytesIO(long_draft)).core_properties
    assert properties.created == properties.modified == dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    assert (properties.title, properties.language) == (LONG.title, "ko-KR")


def test_sources_and_widths_come_from_the_library():
    from pipeline.model import Blank, Clause, Table

    blanks = [Blank("provider_name", "text", "제공자 상호", "provider.name"), Blank("x", "text", "?", "")]
    assert blank_sources(blanks) == {"provider_name": "provider.name"}
    clause = Clause("sla", "서비스 수준", "", 1, (), tables=(Table(("가", "나"), widths=(30, 70)), Table(("다",))))
    assert column_widths([clause]) == {"sla.table-1.0": (30, 70)}
