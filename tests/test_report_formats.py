"""The files of a report: same bytes, nothing hostile, nothing lost, nothing but Korean."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from jinja2 import UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree, html
from openpyxl import load_workbook
from report_review import INFO, clean_review, conditions, library, sample_review, scanned_review

from pipeline.model import Passage, Review
from pipeline.ooxml import W
from pipeline.package import read_package
from pipeline.report import SUFFIXES, ReportInfo, render_report, screen_text
from pipeline.report.as_html import _template
from pipeline.report.visible import columns
from pipeline.report.xlsx_parts import safe_text

REVIEWS = {"gaps": sample_review, "scanned": scanned_review, "clean": clean_review}
ATTACKS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% for x in y %}", "javascript:alert(1)",
    "=HYPERLINK(\"http://evil.example\")", "+82-2-000", "-1+1|cmd", "@SUM(A1)", "\t=1+1", "A&B <주>", "]]>", "&lt;",
    "a\x00b\x1b[2Jc", "\u202e001 원", "\udc80\ud800", "\ufffe", "가\r\n나\u2028다", "【】{{ ref audit }}[을/를]",
)  # fmt: skip


def rendered(review: Review, suffix: str, info: ReportInfo = INFO) -> bytes:
    return render_report(review, library(), info, suffix)


def text_of_docx(data: bytes) -> list[str]:
    root = etree.fromstring(read_package(data)["word/document.xml"])
    return ["".join(p.itertext(f"{{{W}}}t")) for p in root.iter(f"{{{W}}}p")]


def text_of_xlsx(data: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(data))
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value not in (None, "")]


def text_of_html(data: bytes) -> list[str]:
    root = html.fromstring(data.decode("utf-8"))
    for style in root.iter("style"):
        style.text = ""
    return [" ".join(text.split()) for text in root.itertext() if text.strip()]


TEXTS = {".docx": text_of_docx, ".xlsx": text_of_xlsx, ".html": text_of_html}


def hostile_review(text: str) -> Review:
    """A review in which every text that comes from the vendor's file is `text`."""
    review = scanned_review()
    passage = Passage(text, text, text, 0, len(text), 1, (text,))

    def spoiled(found):
        quotes = {"evidence": (passage,)} if found.evidence else {"nearest": (passage,), "looked_at": (text,)}
        return replace(found, reasons=(text,), **quotes)

    return replace(
        review,
        documents=tuple(replace(d, name=text) for d in review.documents),
        elements={name: spoiled(found) for name, found in review.elements.items()},
        unread=tuple(replace(u, where=text, reason=text) for u in review.unread),
        warnings=(text,),
        parties={"제공자": (text,), "금융회사": (text,)},
    )


# ------------------------------------------------------------------------- all formats


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_review_gives_the_same_bytes(suffix):
    assert rendered(sample_review(), suffix) == rendered(sample_review(), suffix)


def test_the_bytes_do_not_depend_on_the_hash_seed_or_the_locale(tmp_path):
    script = (
        "import hashlib, report_review as r\n"
        "from pipeline.report import SUFFIXES, render_report\n"
        "for s in SUFFIXES:\n"
        "    print(s, hashlib.sha256(render_report(r.sample_review(), r.library(), r.INFO, s)).hexdigest())\n"
    )
    root = Path(__file__).resolve().parent
    path = os.pathsep.join((str(root.parent), str(root)))
    outputs = [
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONPATH": path},
        ).stdout
        for seed, locale, zone in (("1", "C.UTF-8", "UTC"), ("77", "C", "Asia/Seoul"))
    ]  # fmt: skip
    assert outputs[0] == outputs[1]
    here = [f"{s} {hashlib.sha256(rendered(sample_review(), s)).hexdigest()}" for s in SUFFIXES]
    assert outputs[0].split("\n")[:-1] == here


@pytest.mark.parametrize("suffix", TEXTS)
@pytest.mark.parametrize("name", REVIEWS)
def test_no_report_calls_a_contract_lawful(suffix, name):
    text = " ".join(TEXTS[suffix](rendered(REVIEWS[name](), suffix)))
    # '적법한 절차'는 우리 표준 문안과 요소의 뜻에 나오는 말이다. 계약을 두고 하는 말이 아니다.
    assert not re.search("적법(?!한 절차)|합법|위법", text)
    assert "법률 자문이 아닙니다" in text


@pytest.mark.parametrize("suffix", TEXTS)
def test_no_english_leaks_into_a_report(suffix):
    text = " ".join(TEXTS[suffix](rendered(sample_review(), suffix)))
    text = re.sub(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b", "", text)  # sha256과 라이브러리 지문, 그 앞부분
    words = set(re.findall(r"[A-Za-z]{2,}", text.replace("vendor-terms.txt", "").replace("docs/accuracy.md", "")))
    known = {"BASIC", "EXTRA", "PROC", "INDIRECT", "SHA", "SLA", "MSP", "RTO", "RPO", "API", "JSON", "IaaS", "PaaS",
             "SaaS"}  # fmt: skip
    assert words - known == set()


@pytest.mark.parametrize("suffix", TEXTS)
def test_every_gap_and_its_wording_is_in_every_format(suffix):
    text = " ".join(" ".join(t.split()) for t in TEXTS[suffix](rendered(sample_review(), suffix)))
    for found in sample_review().requirements.values():
        assert found.requirement in text
        for element in (*found.absent, *found.contrary):
            assert library().elements[element].title in text
    for wording in ("재위탁의 동의를 미리 신청하는 기간】일 전까지", "제○조(감독·검사의 수용)에 따른 검사의 대상"):
        assert wording in text


@pytest.mark.parametrize("suffix", TEXTS)
def test_quotes_stand_in_a_report_as_they_stand_in_the_document(suffix):
    text = " ".join(TEXTS[suffix](rendered(sample_review(), suffix)))
    due = {element for found in sample_review().requirements.values() for element in found.due}
    for element in sorted(due):
        for passage in sample_review().elements[element].evidence:
            assert " ".join(passage.text.split()) in text, element


@pytest.mark.parametrize("suffix", TEXTS)
def test_the_six_statuses_have_their_korean_names(suffix):
    text = " ".join(TEXTS[suffix](rendered(scanned_review(), suffix))).replace("\u00a0", " ")
    assert all(word in text for word in ("충족", "부분 충족", "누락", "상충", "판독불가", "해당없음"))


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_hostile_text_does_no_harm(suffix, text):
    info = ReportInfo(text, text, INFO.date, text, text)
    data = rendered(hostile_review(text), suffix, info)
    if suffix == ".html":
        assert_inert(data)
    elif suffix == ".docx":
        docx.Document(io.BytesIO(data))
    elif suffix == ".xlsx":
        book = load_workbook(io.BytesIO(data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [c.value for c in cells if str(c.value or "").startswith(("=", "+", "-", "@", "\t", "\r"))]
    else:
        assert json.loads(data)["documents"][0]["name"] == text


def assert_inert(data: bytes) -> None:
    root = html.fromstring(data.decode("utf-8"))
    tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "svg"}
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on") or name in ("src", "style")]
            assert element.get("href", "#").startswith("#")


def test_hostile_text_reaches_the_reader_unchanged_where_it_can_be_shown():
    text = "<b>A&B</b> {{ 7*7 }}"
    for suffix, read in TEXTS.items():
        assert any(text in found for found in read(rendered(hostile_review(text), suffix))), suffix


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="no report format"):
        rendered(sample_review(), ".pdf")


# ------------------------------------------------------------------------------- docx


def test_the_word_file_repeats_header_rows_and_ends_cells_with_a_paragraph():
    root = etree.fromstring(read_package(rendered(sample_review(), ".docx"))["word/document.xml"])
    heads = [row for row in root.iter(f"{{{W}}}tr") if row.find(f"{{{W}}}trPr/{{{W}}}tblHeader") is not None]
    assert len(heads) > 26
    assert all(cell[-1].tag == f"{{{W}}}p" for cell in root.iter(f"{{{W}}}tc"))


@pytest.mark.parametrize("name", REVIEWS)
def test_the_word_file_numbers_the_chapters_it_has(name):
    document = docx.Document(io.BytesIO(rendered(REVIEWS[name](), ".docx")))
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [title.split(".")[0] for title in titles] == [str(n) for n in range(1, len(titles) + 1)]
    has = {"gaps": "상충하는 조항", "scanned": "읽지 못한 부분과 주의할 점", "clean": "기재사항별 검토"}[name]
    assert any(has in title for title in titles)
    assert titles[0] == "1. 검토 결과 요약"
    assert titles[-1].endswith("확인")


def test_contrary_clauses_come_before_everything_else_but_the_summary():
    document = docx.Document(io.BytesIO(rendered(sample_review(), ".docx")))
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert titles[1] == "2. 상충하는 조항"
    text = text_of_docx(rendered(sample_review(), ".docx"))
    assert library().elements["auditor-access"].contrary_effect in text


def test_the_word_file_bears_the_day_of_the_report_and_no_clock():
    core = read_package(rendered(sample_review(), ".docx"))["docProps/core.xml"].decode()
    assert core.count("2026-11-27T00:00:00Z") == 2


def test_a_long_row_may_break_over_pages_and_a_short_one_may_not():
    review = sample_review()
    long = "가나다라마바사 " * 400
    found = replace(review.elements["confidentiality"], evidence=(Passage("a", "제16조", long, 0, len(long)),))
    review = replace(review, elements={**review.elements, "confidentiality": found})
    root = etree.fromstring(read_package(rendered(review, ".docx"))["word/document.xml"])
    whole = {}
    for row in root.iter(f"{{{W}}}tr"):
        text = "".join(row.itertext(f"{{{W}}}t"))
        whole[text[:5]] = row.find(f"{{{W}}}trPr/{{{W}}}cantSplit") is not None
    assert whole["비밀유지\u00a0"] is False
    assert whole["전용회선의"] is True


# ------------------------------------------------------------------------------- html


def test_a_printed_heading_stays_with_what_it_heads():
    page = rendered(sample_review(), ".html").decode("utf-8")
    assert "h2, h3, h3 + p { break-after: avoid; }" in page


def test_the_web_page_allows_nothing_from_outside():
    data = rendered(sample_review(), ".html")
    root = html.fromstring(data.decode("utf-8"))
    policies = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert_inert(data)
    assert not re.search(rb"https?://|url\(|@import", data)


@pytest.mark.parametrize("name", REVIEWS)
def test_every_link_of_the_web_page_leads_somewhere_once(name):
    root = html.fromstring(rendered(REVIEWS[name](), ".html").decode("utf-8"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//@href")} <= set(ids)


def test_the_web_page_breaks_korean_between_words_only():
    assert b"word-break: keep-all" in rendered(sample_review(), ".html")


def test_the_template_of_the_web_page_is_sandboxed_and_strict():
    template = _template()
    assert isinstance(template.environment, SandboxedEnvironment)
    assert template.environment.autoescape is True
    with pytest.raises(UndefinedError):
        template.render()


# ------------------------------------------------------------------------------- xlsx


def test_the_workbook_has_its_six_sheets_ready_to_filter_and_print():
    book = load_workbook(io.BytesIO(rendered(sample_review(), ".xlsx")))
    assert book.sheetnames == ["요약", "상충", "기재사항", "요소", "확인 필요", "근거 문장"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0


def test_the_workbook_lists_each_due_element_once_with_its_wording():
    sheet = load_workbook(io.BytesIO(rendered(sample_review(), ".xlsx")))["요소"]
    head, *rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    due = {e for r in sample_review().requirements.values() for e in r.due}
    assert len(rows) == len(due)
    wording = head.index("제안 문구")
    assert all(bool(row[0]) == bool(row[wording]) for row in rows)
    assert rows[0][0] == "1 서명 전 필수"


def test_every_cell_of_the_workbook_is_text():
    book = load_workbook(io.BytesIO(rendered(sample_review(), ".xlsx")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"), ("+82", "'+82"), ("-5", "'-5"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("제1조", "제1조"), ("", ""),
    ],
)  # fmt: skip
def test_a_cell_that_could_be_run_gets_an_apostrophe(text, shown):
    assert safe_text(text) == shown


def test_a_cell_that_excel_would_refuse_is_cut_and_says_so():
    assert len(safe_text("가" * 40_000)) == 32_000
    assert safe_text("가" * 40_000).endswith("JSON 보고서에 있습니다)")


def test_rows_of_the_workbook_are_as_tall_as_their_text():
    sheet = load_workbook(io.BytesIO(rendered(sample_review(), ".xlsx")))["요소"]
    heights = {row: sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)}
    assert all(heights.values())
    assert max(heights.values()) > 100
    assert max(heights.values()) <= 409


# ------------------------------------------------------------------------------- json


def test_the_json_holds_what_the_scorer_reads():
    data = json.loads(rendered(sample_review(), ".json"))
    assert set(data["elements"]) == set(library().elements)
    one = data["elements"]["auditor-access"]
    assert one["judgement"] == "contrary"
    quote = one["evidence"][0]
    assert sample_review().documents[0].text[quote["start"] : quote["end"]] == quote["text"]
    assert data["requirements"]["BASIC-04"]["status"] == "contrary"


def test_the_json_lists_gaps_with_priority_and_wording():
    data = json.loads(rendered(sample_review(), ".json"))
    assert [gap["priority"] for gap in data["gaps"]] == sorted(gap["priority"] for gap in data["gaps"])
    first = data["gaps"][0]
    assert first["element"] == "auditor-access"
    assert first["proposals"][0]["clause"] == "audit"
    assert first["proposals"][0]["text"].startswith("금융회사는")
    assert data["report"]["reviewer"] == INFO.reviewer


# ----------------------------------------------------------------------------- screen


@pytest.mark.parametrize("name", REVIEWS)
def test_the_terminal_summary_fits_one_screen(name):
    lines = screen_text(REVIEWS[name](), library()).split("\n")
    assert len(lines) <= 24
    assert max(map(columns, lines)) <= 80


def test_the_terminal_summary_shows_counts_then_blocking_gaps_with_their_places():
    lines = screen_text(sample_review(), library()).split("\n")
    assert lines[2] == "기재사항 26개: 충족 5, 부분 충족 5, 누락 6, 상충 10, 판독불가 0, 해당없음 0"
    assert lines[4] == "서명 전 필수 17건"
    assert lines[5].split() == ["상충", "내·외부", "감사인의", "조사·접근", "수용", "제19조", "제2항", "BASIC-04"]


@pytest.mark.parametrize("text", ATTACKS)
def test_the_terminal_summary_holds_no_control_character(text):
    shown = screen_text(hostile_review(text * 30), library())
    assert all(line.isprintable() for line in shown.split("\n"))
    assert len(shown.split("\n")) <= 24


def test_the_terminal_summary_of_a_clean_review_says_that_nothing_was_found():
    assert "보완을 요구할 사항을 찾지 못하였습니다." in screen_text(clean_review(), library())


def test_the_terminal_summary_says_what_was_assumed():
    shown = screen_text(sample_review(under=conditions(assumed=True)), library())
    assert "조건을 모두 성립하는 것으로 봄" in shown
