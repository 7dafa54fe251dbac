"""Builds the Word templates beside this file, byte for byte the same each time.

    python templates/build.py            writes them, and the pins of all templates
    python templates/build.py --check    writes nothing, ends with 1 if a committed file differs

The pins (`pipeline/template_pins.json`) hold the SHA-256 of every template, also of `report.html`, which
is written by hand: after a change to it, run this.

What a draft or report looks like stands in `look.py` (styles), `lists.py` (numbering), `theme.py`
(fonts, colours) and here (pages, cover, header, footer). The parts are stored without compression, so
that the bytes do not depend on the zlib of the machine. Slots (`{{ title }}`) are described in `pipeline/template.py`.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import lists  # noqa: E402
import look  # noqa: E402
import theme  # noqa: E402

from pipeline.ooxml import MC, W15, R, W, field, paragraph, run  # noqa: E402
from pipeline.package import timestamp, write_package  # noqa: E402
from pipeline.template import fingerprint  # noqa: E402

PINS = "../pipeline/template_pins.json"
BUILT = dt.date(2026, 11, 27)
"""Created and modified time of the templates themselves; drafts carry their as-of date."""

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:w15="{W15}" mc:Ignorable="w15"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARTS = {  # part of the main document: (kind of relationship, content type)
    "styles": ("styles", f"{WORD}.styles+xml"),
    "numbering": ("numbering", f"{WORD}.numbering+xml"),
    "settings": ("settings", f"{WORD}.settings+xml"),
    "fontTable": ("fontTable", f"{WORD}.fontTable+xml"),
    "theme/theme1": ("theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "header1": ("header", f"{WORD}.header+xml"),
    "footer1": ("footer", f"{WORD}.footer+xml"),
}
DOCUMENT_TYPES = {
    "/word/document.xml": f"{WORD}.document.main+xml",
    **{f"/word/{name}.xml": content_type for name, (_, content_type) in PARTS.items()},
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
IDS = {name: f"rId{number}" for number, name in enumerate(PARTS, 1)}


def contract_body() -> str:
    """Cover, contents and contract: the title page carries no header, each part starts a page."""
    return (
        paragraph(run("{{ mark }}"), style="CoverMark")
        + paragraph(run("{{ cover_title }}"), style="CoverTitle")
        + paragraph(run("{{ cover_parties }}"))
        + paragraph(run("{{ cover_date }}"))
        + paragraph(run("{{ cover_facts }}"))
        + paragraph(run("{{ cover_notices }}"))
        + paragraph(run("{{ cover_blanks }}"))
        + paragraph(run("{{ contents_title }}"), style="TOCHeading", page_break_before=True)
        + paragraph(run("{{ toc }}"))
        + paragraph(run("{{ cover_title }}"), style="Title", page_break_before=True)
        + paragraph(run("{{ body }}"))
    )


def report_body() -> str:
    """A cover of its own making and the rest of the report."""
    return (
        paragraph(run("{{ mark }}"), style="CoverMark")
        + paragraph(run("{{ title }}"), style="CoverTitle")
        + paragraph(run("{{ cover }}"))
        + paragraph(run("{{ body }}"))
    )


def paper_body() -> str:
    """A document of the procedure: the title and what it is about on the first page, then its sections."""
    return (
        paragraph(run("{{ mark }}"), style="CoverMark")
        + paragraph(run("{{ title }}"), style="PaperTitle")
        + paragraph(run("{{ cover }}"))
        + paragraph(run("{{ body }}"))
    )


def document(body: str, *, first_footer: bool) -> str:
    """The main part: A4, Korean margins (30 mm above, 25.4 mm elsewhere), no header on the first page."""
    first = f'<w:footerReference w:type="first" r:id="{IDS["footer1"]}"/>' if first_footer else ""
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{IDS["header1"]}"/>'
        f'<w:footerReference w:type="default" r:id="{IDS["footer1"]}"/>{first}'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="794"'
        ' w:gutter="0"/><w:cols w:space="720"/><w:titlePg/><w:docGrid w:linePitch="360"/></w:sectPr>'
    )
    return f"{XML}<w:document {ROOT}><w:body>{body}{section}</w:body></w:document>"


def header() -> str:
    """Title on the left, mark on the right, a rule below."""
    line = run("{{ title }}") + run("\t") + run("{{ mark }}")
    return f"{XML}<w:hdr {ROOT}>{paragraph(line, style='Header')}</w:hdr>"


def footer(*, origin: bool) -> str:
    """'N / M' in the middle; below it, in a paper, what it was made from."""
    line = field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    below = paragraph(run("{{ origin }}"), style="PaperOrigin") if origin else ""
    return f"{XML}<w:ftr {ROOT}>{paragraph(line, style='Footer')}{below}</w:ftr>"


def settings(*, contents: bool) -> str:
    """Page numbers of `contents` are an estimate until Word has laid the pages out: it updates on opening."""
    update = '<w:updateFields w:val="true"/>' if contents else ""
    return (
        f'{XML}<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="400"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{update}'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ko-KR"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
        ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
        ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def content_types() -> str:
    """[Content_Types].xml."""
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in DOCUMENT_TYPES.items())
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(entries: list[tuple[str, str, str]]) -> str:
    """A .rels part of (id, type, target)."""
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def core(language: str, *, origin: bool) -> str:
    """Document properties; title, date and what a paper was made from are slots.

    `language` is a tag (BCP 47) or a slot.
    """
    described = "<dc:description>{{ origin }}</dc:description>" if origin else ""
    stamp = timestamp(BUILT)
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ title }}</dc:title>'
        f"<dc:creator>finclause</dc:creator>{described}<cp:lastModifiedBy>finclause</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def app() -> str:
    """The program that wrote the file."""
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{XML}<Properties xmlns="{schema}"><Application>finclause</Application></Properties>'


def build(body: str, kind: str, *, scale: look.Scale = look.FULL) -> bytes:
    """The package of one template around `body`; headings of the contract carry 제N장, 제N조."""
    numbered, origin = kind == "contract", kind == "paper"
    main = [(IDS[name], f"{R}/{kind}", f"{name}.xml") for name, (kind, _) in PARTS.items()]
    top = [
        ("rId1", f"{R}/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
    ]
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(top),
        "word/_rels/document.xml.rels": relationships(main),
        "word/document.xml": document(body, first_footer=origin),
        "word/styles.xml": XML + look.styles(ROOT, kind, scale=scale),
        "word/numbering.xml": XML + lists.numbering(ROOT, numbered=numbered, step=scale.step),
        "word/settings.xml": settings(contents=numbered),
        "word/fontTable.xml": XML + theme.font_table(ROOT),
        "word/theme/theme1.xml": XML + theme.theme(),
        "word/header1.xml": header(),
        "word/footer1.xml": footer(origin=origin),
        "docProps/core.xml": core("{{ language }}" if numbered else "ko-KR", origin=origin),
        "docProps/app.xml": app(),
    }
    return write_package({name: text.encode("utf-8") for name, text in parts.items()}, compress=False)


def build_all() -> dict[str, bytes]:
    """Path below this folder to bytes, of every file that is made here."""
    made = {
        "contract.docx": build(contract_body(), "contract"),
        "contract-both.docx": build(contract_body(), "contract", scale=look.SIDE),
        "report.docx": build(report_body(), "report"),
        "paper.docx": build(paper_body(), "paper"),
    }
    pinned = made | {name: (HERE / name).read_bytes() for name in ("compare.html", "report.html")}
    pins = {name: fingerprint(name, data) for name, data in sorted(pinned.items())}
    return made | {PINS: (json.dumps(pins, indent=1) + "\n").encode("utf-8")}


def main(arguments: list[str]) -> int:
    """Write the templates, or with --check compare them; the exit code."""
    stale = []
    for name, data in build_all().items():
        path = HERE / name
        if arguments == ["--check"]:
            if not path.is_file() or path.read_bytes() != data:
                stale.append(name)
        else:
            path.write_bytes(data)
    for name in stale:
        print(f"templates/{name}: build.py의 결과와 다릅니다. python templates/build.py를 실행하십시오.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
