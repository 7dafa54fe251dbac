"""Hostile texts of a vendor through the whole review: reports that show them and do nothing."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import docx_plain
import pytest
from lxml import html
from openpyxl import load_workbook
from report_review import INFO, library, scanned_review

from pipeline import report
from pipeline.cli import main
from pipeline.errors import OutputError
from pipeline.model import Judgement, Passage, Review
from pipeline.package import read_package, write_package
from pipeline.report import ReportInfo, render_report, screen_text
from pipeline.report.visible import visible
from pipeline.report.xlsx_parts import safe_text

XSS = (
    "<script>alert(1)</script>", "<ScRiPt src=//x.example></sCrIpT>", "</script><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1)>", "<math><mi xlink:href=javascript:alert(1)>x",
    "<body onload=alert(1)>", "<iframe src=javascript:alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=x>",
    "<embed src=x>", "<base href=//x.example/>", "<link rel=stylesheet href=//x.example/a.css>",
    "<meta http-equiv=refresh content=0;url=//x.example>",
    "<form action=//x.example><input name=a></form>", "<button formaction=javascript:alert(1)>x", "<a href=javascript:alert(1)>x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=data:text/html,<script>alert(1)</script>>x", "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)>", "<audio src=x onerror=alert(1)>", "<marquee onstart=alert(1)>",
    "<style>@import '//x.example'</style>", "<div style=background:url(//x.example)>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
    "\"><script>alert(1)</script>", "'><script>alert(1)</script>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>",
    "<!--><script>alert(1)</script>", "<![CDATA[<script>alert(1)</script>]]>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)",
    "\\u003cscript\\u003ealert(1)", "%3Cscript%3Ealert(1)", "<scr<script>ipt>alert(1)", "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "javascript:alert(1)",
    "＜script＞alert(1)＜/script＞", "+ADw-script+AD4-alert(1)", "<a\x00b onclick=alert(1)>", "<\u202escript>alert(1)", "\x1b]8;;http://x.example\x07link\x1b]8;;\x07",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://x.example\")", "=cmd|' /C calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "\0=1+1", " =1+1", "\u00a0=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=DDE(\"cmd\";\"/C calc\";\"1\")", "'=1+1", "\"=1+1", ";=1+1", "1e3", "0123",
)  # fmt: skip
HOSTILE = XSS + FORMULAS
SUFFIXES = ("docx", "xlsx", "html", "json")


def hostile_review() -> Review:
    """Each hostile text once as a quotation and everywhere else that a vendor's file has a say."""
    review, elements = scanned_review(), {}
    for index, (name, found) in enumerate(review.elements.items()):
        text = HOSTILE[index % len(HOSTILE)]
        passage = Passage(text, text, text, 0, len(text), 1, (text,))
        quotes = {"evidence": (passage,)} if found.evidence else {"nearest": (passage,), "looked_at": (text,)}
        elements[name] = replace(found, reasons=(text,), **quotes)
    return replace(
        review,
        documents=tuple(replace(d, name=HOSTILE[i]) for i, d in enumerate(review.documents)),
        elements=elements,
        unread=tuple(replace(review.unread[0], where=text, reason=text) for text in HOSTILE),
        warnings=HOSTILE,
        parties={"제공자": HOSTILE[:3], "금융회사": HOSTILE[-3:]},
    )


INFO_HOSTILE = ReportInfo(XSS[0], XSS[31], INFO.date, XSS[5], FORMULAS[1])


def made(suffix: str) -> bytes:
    return render_report(hostile_review(), library(), INFO_HOSTILE, f".{suffix}")


def test_there_are_enough_of_them():
    assert len(set(XSS)) >= 40
    assert len(set(HOSTILE)) <= len(library().elements)


def assert_inert(page: str) -> None:
    root = html.fromstring(page)
    tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert not tags & set("script img svg math iframe object embed base link form input button video audio".split())
    assert [s.text for s in root.iter("style")] == [html.fromstring(template()).find(".//style").text]
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on") or name in ("src", "style", "srcdoc")]
            assert element.get("href", "#").startswith("#")
            assert element.get("http-equiv", "Content-Security-Policy") == "Content-Security-Policy"
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def template() -> str:
    return render_report(scanned_review(), library(), INFO, ".html").decode("utf-8")


def test_the_web_page_shows_every_text_and_holds_nothing_active():
    page = made("html").decode("utf-8")
    assert_inert(page)
    shown = html.fromstring(page).text_content()
    assert all(visible(text) in shown for text in HOSTILE)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", page)


def test_the_policy_of_the_web_page_comes_before_anything_that_it_governs():
    page = made("html").decode("utf-8")
    assert page.index("Content-Security-Policy") < page.index("<title>") < page.index("<style>")


def test_the_workbook_holds_texts_and_no_formula():
    data = made("xlsx")
    cells = [
        c for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for c in row if c.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert not [c.value for c in cells if str(c.value)[0] in "=+-@\t\r\n\0＝＋－＠"]
    parts = read_package(data)
    assert not [name for name, part in parts.items() if b"<f>" in part or b"<f " in part or b"<hyperlink" in part]
    shown = "\0".join(str(cell.value) for cell in cells)
    assert all(visible(text) in shown for text in HOSTILE)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_could_run_is_kept_behind_an_apostrophe(text):
    first = safe_text(text)[0]
    assert first not in "=+-@\t\r\n\0＝＋－＠"
    assert safe_text(text).endswith(text)


def test_the_word_report_shows_every_text_and_has_no_link_to_the_outside():
    found = docx_plain.parts(made("docx"))
    shown = "\n".join(docx_plain.paragraphs(found["word/document.xml"]))
    assert all(visible(text) in shown for text in HOSTILE)
    for name, root in found.items():
        assert not [e for e in root.iter() if e.get("TargetMode") == "External"], name
    fields = [e.text for e in found["word/document.xml"].iter(f"{docx_plain.W}instrText")]
    assert not [
        field for field in fields if field and field.split()[0] not in ("PAGE", "NUMPAGES", "TOC", "PAGEREF", "REF")
    ]


def test_the_json_keeps_every_character_and_no_control_as_itself():
    data = made("json")
    found = json.loads(data)
    assert found["warnings"] == list(HOSTILE)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data.decode("utf-8"))


def test_the_screen_shows_no_control_character():
    assert all(line.isprintable() for line in screen_text(hostile_review(), library()).split("\n"))


def test_hostile_clauses_go_through_the_whole_review_into_every_report(tmp_path, capsys):
    path = tmp_path / "약관 <img src=x onerror=alert(1)>.txt".replace("<", "(").replace(">", ")")
    clauses = [
        f"제{n}조({text}) ① 제공자는 금융회사의 감독당국 검사에 협조하여야 한다. {text} ② {text}\n"
        for n, text in enumerate(HOSTILE, 1)
    ]
    path.write_text("".join(clauses).replace("\0", " "), encoding="utf-8", newline="")
    outs = [x for suffix in SUFFIXES for x in ("-o", str(tmp_path / f"r.{suffix}"))]
    assert main(["review", str(path), *outs, "--contract", XSS[0], "--reviewer", XSS[5]]) == 1
    said = capsys.readouterr().out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)
    assert_inert((tmp_path / "r.html").read_text(encoding="utf-8"))
    book = load_workbook(tmp_path / "r.xlsx")
    assert {c.data_type for s in book for r in s.iter_rows() for c in r if c.value is not None} == {"s"}
    docx_plain.parts((tmp_path / "r.docx").read_bytes())
    json.loads((tmp_path / "r.json").read_bytes())


# ------------------------------------------------------------- the product compares by itself


def lost(data: bytes, suffix: str) -> bytes:
    """The report with one letter of a quotation changed."""
    row = next(
        r for r in report.build_view(scanned_review(), library(), INFO).rows() if r.judgement == Judgement.PRESENT
    )
    quote = row.quotes[0].text
    return changed(data, suffix, quote, quote[:-1] + "#")


def changed(data: bytes, suffix: str, old: str, new: str) -> bytes:
    if suffix in ("html", "json"):
        return data.replace(old.encode(), new.encode())
    spellings = (old.encode(), old.encode("ascii", "xmlcharrefreplace"))
    parts = read_package(data)
    for spelling in spellings:
        parts = {name: part.replace(spelling, new.encode()) for name, part in parts.items()}
    return write_package(parts)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_report_that_lost_a_letter_of_a_quotation_is_noticed(monkeypatch, suffix):
    written = report._written
    monkeypatch.setattr(report, "_written", lambda *a: lost(written(*a), suffix))
    with pytest.raises(OutputError, match=rf"보고서\(\.{suffix}\).*파일을 남기지 않았습니다"):
        render_report(scanned_review(), library(), INFO, f".{suffix}")


@pytest.mark.parametrize(
    ("suffix", "old", "new", "said"),
    [
        ("html", "</main>", "<script>1</script></main>", "script"),
        ("html", "<main>", "<main onclick='1'>", "onclick"),
        ("html", 'href="#', 'href="//x#', "href"),
        ("xlsx", "</is></c>", "</is><f>1+1</f></c>", "수식"),
        ("docx", "</w:body>", "", "깨졌습니다"),
        (
            "docx",
            "</Relationships>",
            '<Relationship Id="z" Type="t" Target="http://x" TargetMode="External"/></Relationships>',
            "바깥",
        ),
    ],
)
def test_a_report_that_became_active_or_broken_is_noticed(monkeypatch, suffix, old, new, said):
    written = report._written
    monkeypatch.setattr(report, "_written", lambda *a: changed(written(*a), suffix, old, new))
    with pytest.raises(OutputError, match=said):
        render_report(scanned_review(), library(), INFO, f".{suffix}")


def test_a_report_that_fails_the_comparison_ends_with_four_and_leaves_none_of_the_files(monkeypatch, capsys, tmp_path):
    written = report._written
    monkeypatch.setattr(
        report, "_written", lambda *a: changed(written(*a), "html", "</main>", "<script>1</script></main>")
    )
    terms = Path(__file__).resolve().parents[1] / "samples" / "vendor-terms.txt"
    outs = [x for s in ("json", "html") for x in ("-o", str(tmp_path / f"r.{s}"))]
    assert main(["review", str(terms), *outs]) == 4
    assert "프로그램의 결함" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
