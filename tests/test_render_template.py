"""Templates: rebuilt byte for byte, with slots that run nothing, in the order Word's schema wants."""

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from render_contract import long_contract, meta

from pipeline.errors import LibraryError
from pipeline.ooxml import W, paragraph, run
from pipeline.package import read_package, write_package
from pipeline.render import render
from pipeline.template import template_data, template_of, template_path

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 27)
BODY = frozenset(("cover", "body"))


def test_the_committed_templates_are_what_build_makes():
    done = subprocess.run([sys.executable, "templates/build.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def changed(tmp_path: Path, edit) -> Path:
    """A copy of the report template whose document part went through `edit`."""
    parts = read_package(template_path("report.docx").read_bytes())
    parts["word/document.xml"] = edit(parts["word/document.xml"].decode("utf-8")).encode("utf-8")
    path = tmp_path / "report.docx"
    path.write_bytes(write_package(parts))
    return path


def filled(path: Path, **texts: str) -> str:
    blocks = {"cover": "", "body": paragraph(run("본문"))}
    data = template_of(path, template_data(path), BODY).fill(
        blocks, {"title": "제목", "mark": "대외비"} | texts, date=DAY
    )
    return read_package(data)["word/document.xml"].decode("utf-8")


def test_a_slot_that_word_split_over_runs_is_found(tmp_path):
    split = run("{") + run("{ ti") + run("tle }}")
    path = changed(tmp_path, lambda xml: xml.replace(run("{{ title }}"), split))
    assert "제목" in filled(path)
    assert "{" not in filled(path)


def test_text_around_a_slot_stays(tmp_path):
    path = changed(tmp_path, lambda xml: xml.replace("{{ title }}", "계약: {{ title }} 끝"))
    assert "계약: 제목 끝" in filled(path)


def test_a_filled_value_is_never_a_slot(tmp_path):
    assert "{{ mark }} {{ body }}" in filled(template_path("report.docx"), title="{{ mark }} {{ body }}")


@pytest.mark.parametrize(
    "code",
    [
        "{% for x in y %}", "{{ title.__class__ }}", "{{ title|upper }}", "{{ 7*7 }}", "{# note #}", "{{ f() }}",
        "{{ cycler.__init__.__globals__ }}", "{% include 'x' %}", "{{ title",
    ],
)  # fmt: skip
def test_a_template_with_anything_but_slots_is_refused(tmp_path, code):
    path = changed(tmp_path, lambda xml: xml.replace("{{ title }}", code))
    with pytest.raises(LibraryError, match="자리표가 아닌"):
        template_of(path, template_data(path), BODY)


def test_an_unknown_slot_is_named(tmp_path):
    path = changed(tmp_path, lambda xml: xml.replace("{{ title }}", "{{ address }}"))
    with pytest.raises(LibraryError, match="address"):
        filled(path)


def test_a_missing_block_slot_and_style_are_named_together(tmp_path):
    path = changed(tmp_path, lambda xml: xml.replace("{{ body }}", "본문"))
    with pytest.raises(LibraryError, match=r"body.*'Clause1'"):
        template_of(path, template_data(path), BODY, frozenset(("Clause1",)))


@pytest.mark.parametrize("data", [b"", b"no zip", write_package({"a.xml": b"<a/>"})])
def test_a_damaged_template_is_named(tmp_path, data):
    (tmp_path / "x.docx").write_bytes(data)
    with pytest.raises(LibraryError, match=r"x\.docx: Word 서식 파일이"):
        template_of(tmp_path / "x.docx", template_data(tmp_path / "x.docx"), BODY)


def test_a_template_that_does_not_exist_is_named():
    with pytest.raises(LibraryError, match=r"templates/none\.docx"):
        template_path("none.docx")


# ------------------------------------------------------------------------ schema

ORDER = {  # ECMA-376 part 1, annex A: the children of each element in the order Word insists on
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tc": "tcPr p",
    "tr": "trPr tc",
    "tbl": "tblPr tblGrid tr",
    "numPr": "ilvl numId",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "settings": "writeProtection view zoom removePersonalInformation defaultTabStop autoHyphenation "
    "characterSpacingControl updateFields footnotePr endnotePr compat rsids themeFontLang clrSchemeMapping "
    "decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "docDefaults": "rPrDefault pPrDefault",
}


def packages() -> dict[str, dict[str, bytes]]:
    names = ("contract.docx", "contract-both.docx", "report.docx", "paper.docx")
    found = {name: template_path(name).read_bytes() for name in names}
    found["draft"] = render(long_contract(), meta())
    return {name: read_package(data) for name, data in found.items()}


@pytest.mark.parametrize(("name", "parts"), packages().items())
def test_children_stand_in_the_order_of_the_schema(name, parts):
    for part, data in parts.items():
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        for element in etree.fromstring(data).iter(etree.Element):
            local = etree.QName(element).localname
            if etree.QName(element).namespace != W or local not in ORDER:
                continue
            order = ORDER[local].split()
            found = [order.index(etree.QName(child).localname) for child in element]
            assert found == sorted(found), f"{name}: {part}: {local}: {[etree.QName(c).localname for c in element]}"


@pytest.mark.parametrize(("name", "parts"), packages().items())
def test_every_relationship_and_content_type_leads_to_a_part(name, parts):
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {e.get("PartName").lstrip("/") for e in types if e.get("PartName")}
    assert overrides == {part for part in parts if not part.endswith(".rels")} - {"[Content_Types].xml"}
    for part, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        assert all(folder + relation.get("Target") in parts for relation in etree.fromstring(parts[part]))


@pytest.mark.parametrize(("name", "parts"), packages().items())
def test_every_style_used_is_defined(name, parts):
    defined = {s.get(f"{{{W}}}styleId") for s in etree.fromstring(parts["word/styles.xml"]).iter(f"{{{W}}}style")}
    for part in ("word/document.xml", "word/numbering.xml", "word/header1.xml", "word/footer1.xml", "word/styles.xml"):
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            used = {e.get(f"{{{W}}}val") for e in etree.fromstring(parts[part]).iter(f"{{{W}}}{tag}")}
            assert used <= defined, f"{name}: {part}"


def test_fonts_and_language_are_korean_in_the_defaults_and_in_every_style():
    styles = etree.fromstring(packages()["contract.docx"]["word/styles.xml"])
    fonts = list(styles.iter(f"{{{W}}}rFonts"))
    assert {font.get(f"{{{W}}}eastAsia") for font in fonts} == {"맑은 고딕"}
    assert styles.find(f"{{{W}}}docDefaults//{{{W}}}lang").get(f"{{{W}}}eastAsia") == "ko-KR"
    paragraph_styles = [s for s in styles.iter(f"{{{W}}}style") if s.get(f"{{{W}}}type") == "paragraph"]
    inherited = {"ArticleBody", "Clause1", "Clause2", "Clause3", "Clause4", "ClosingText"}  # from Normal
    without = {s.get(f"{{{W}}}styleId") for s in paragraph_styles if s.find(f".//{{{W}}}rFonts") is None}
    assert {name.removesuffix("En") for name in without} <= inherited


def test_headings_keep_with_the_next_paragraph_and_every_level_hangs():
    styles = etree.fromstring(packages()["contract.docx"]["word/styles.xml"])
    by_id = {s.get(f"{{{W}}}styleId"): s for s in styles.iter(f"{{{W}}}style")}
    for name in ("Heading1", "Heading2", "AnnexHeading", "Title", "TableHead"):
        assert by_id[name].find(f"{{{W}}}pPr/{{{W}}}keepNext") is not None
    assert by_id["Normal"].find(f"{{{W}}}pPr/{{{W}}}widowControl") is not None
    for level in (1, 2, 3, 4):
        indent = by_id[f"Clause{level}"].find(f"{{{W}}}pPr/{{{W}}}ind")
        assert (indent.get(f"{{{W}}}left"), indent.get(f"{{{W}}}hanging")) == (str(400 * level), "400")


def test_the_list_levels_are_bound_to_the_styles():
    numbering = etree.fromstring(packages()["contract.docx"]["word/numbering.xml"])
    levels = numbering.find(f"{{{W}}}abstractNum").findall(f"{{{W}}}lvl")
    found = [
        tuple(level.find(f"{{{W}}}{tag}").get(f"{{{W}}}val") for tag in ("pStyle", "numFmt", "lvlText"))
        for level in levels
    ]
    assert found == [
        ("Heading2", "decimal", "제%1조"),
        ("Clause1", "decimalEnclosedCircle", "%2"),
        ("Clause2", "decimal", "%3."),
        ("Clause3", "ganada", "%4."),
        ("Clause4", "decimal", "%5)"),
    ]


def test_the_report_template_has_a_badge_for_each_status():
    styles = etree.fromstring(packages()["report.docx"]["word/styles.xml"])
    ids = {s.get(f"{{{W}}}styleId") for s in styles.iter(f"{{{W}}}style")}
    assert {f"Badge{s}" for s in ("Satisfied", "Partial", "Missing", "Contrary", "Unread", "NotDue")} <= ids


def test_the_stored_templates_do_not_depend_on_the_zlib_of_the_machine():
    for name in ("contract.docx", "contract-both.docx", "report.docx"):
        entries = zipfile.ZipFile(template_path(name)).infolist()
        assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
