"""The parts of a HWPX beside its section: shapes and styles (header.xml), content list, container, settings.

Written in the form of files that 한글 writes (version 1.31 of the XML, KS X 6101). Headings are in the outline
with an empty number, since numbers are text in our files.
"""

from __future__ import annotations

import datetime as dt

from pipeline.ooxml import escape
from pipeline.package import timestamp
from pipeline.render import owpml
from pipeline.render.owpml import LOOKS, NUMBER, Look

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_HANCOM = "http://www.hancom.co.kr/hwpml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("ha", f"{_HANCOM}/2011/app"),
        ("hp", f"{_HANCOM}/2011/paragraph"),
        ("hp10", f"{_HANCOM}/2016/paragraph"),
        ("hs", f"{_HANCOM}/2011/section"),
        ("hc", f"{_HANCOM}/2011/core"),
        ("hh", f"{_HANCOM}/2011/head"),
        ("hhs", f"{_HANCOM}/2011/history"),
        ("hm", f"{_HANCOM}/2011/master-page"),
        ("hpf", "http://www.hancom.co.kr/schema/2011/hpf"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("opf", "http://www.idpf.org/2007/opf/"),
        ("ooxmlchart", f"{_HANCOM}/2016/ooxmlchart"),
        ("hwpunitchar", f"{_HANCOM}/2016/HwpUnitChar"),
        ("epub", "http://www.idpf.org/2007/ops"),
        ("config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"),
    )
)
_LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
_FACE = "맑은 고딕"
_EACH = tuple(name.lower() for name in _LANGUAGES)
_PACKAGE = f"{_HANCOM}/2016/meta/pkg#"


def header() -> str:
    """Contents/header.xml."""
    characters = [_character(number, look, blank) for number, look, blank in owpml.shapes()]
    paragraphs = [_paragraph(number, look) for number, look in enumerate(LOOKS)]
    styles = [_style(number, look) for number, look in enumerate(LOOKS)]
    return (
        f'{XML}<hh:head {NAMESPACES} version="1.31" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>'
        + _listed("fontfaces", [_face(name) for name in _LANGUAGES])
        + _listed("borderFills", _borders())
        + _listed("charProperties", characters)
        + _listed("tabProperties", ['<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>'])
        + _listed("numberings", [_outline()])
        + _listed("paraProperties", paragraphs)
        + _listed("styles", styles)
        + '</hh:refList><hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/>'
        '</hh:compatibleDocument><hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/>'
        '</hh:docOption><hh:trackchageConfig flags="56"/></hh:head>'
    )


def _listed(name: str, entries: list[str]) -> str:
    return f'<hh:{name} itemCnt="{len(entries)}">{"".join(entries)}</hh:{name}>'


def _face(language: str) -> str:
    return (
        f'<hh:fontface lang="{language}" fontCnt="1"><hh:font id="0" face="{_FACE}" type="TTF" isEmbedded="0">'
        '<hh:typeInfo familyType="FCAT_GOTHIC" weight="5" proportion="3" contrast="2" strokeVariation="0" '
        'armStyle="0" letterform="2" midline="0" xHeight="4"/></hh:font></hh:fontface>'
    )


def _borders() -> list[str]:
    """Border fills from 1 on; the numbers are those of `owpml`."""
    frame = "left right top bottom"
    ground = '<hc:fillBrush><hc:winBrush faceColor="{}" hatchColor="#999999" alpha="0"/></hc:fillBrush>'
    kinds = [
        ("", ""),
        ("", ground.format("none")),
        (frame, ""),
        (frame, ground.format("#EEF1F5")),
        ("top bottom", ""),
        ("right", ""),
        ("left", ""),
    ]
    return [_border(number, sides.split(), fill) for number, (sides, fill) in enumerate(kinds, 1)]


def _border(number: int, sides: list[str], fill: str) -> str:
    lines = "".join(
        f'<hh:{side}Border type="{"SOLID" if side in sides else "NONE"}" width="0.12 mm" color="#8C96A3"/>'
        for side in ("left", "right", "top", "bottom")
    )
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{lines}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{fill}</hh:borderFill>'
    )


def _character(number: int, look: Look, blank: bool) -> str:
    def each(name: str, value: int) -> str:
        return f"<hh:{name} " + " ".join(f'{language}="{value}"' for language in _EACH) + "/>"

    return (
        f'<hh:charPr id="{number}" height="{look.size}" textColor="{look.color}" '
        f'shadeColor="{"#FFFF00" if blank else "none"}" useFontSpace="0" useKerning="0" symMark="NONE" '
        f'borderFillIDRef="2">{each("fontRef", 0)}{each("ratio", 100)}{each("spacing", 0)}{each("relSz", 100)}'
        f"{each('offset', 0)}{'<hh:bold/>' if look.bold else ''}</hh:charPr>"
    )


def _paragraph(number: int, look: Look) -> str:
    kind, level = ("OUTLINE", look.outline - 1) if look.outline else ("NONE", 0)
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
        f'suppressLineNumbers="0" checked="0"><hh:align horizontal="{look.align}" vertical="BASELINE"/>'
        f'<hh:heading type="{kind}" idRef="0" level="{level}"/>'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" '
        f'keepWithNext="{int(look.keep)}" keepLines="0" pageBreakBefore="{int(look.turn)}" lineWrap="BREAK"/>'
        '<hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hp:switch>'
        f'<hp:case hp:required-namespace="{_HANCOM}/2016/HwpUnitChar">{_spacing(look, 1)}</hp:case>'
        f"<hp:default>{_spacing(look, 2)}</hp:default></hp:switch>"
        '<hh:border borderFillIDRef="2" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" '
        'ignoreMargin="0"/></hh:paraPr>'
    )


def _spacing(look: Look, unit: int) -> str:
    """Margins and line spacing; readers that do not know HwpUnitChar count in halves (`unit` 2)."""
    margins = {
        "intent": -look.hanging, "left": look.left, "right": 0, "prev": look.before, "next": look.after,
    }  # fmt: skip
    inner = "".join(f'<hc:{name} value="{value * unit}" unit="HWPUNIT"/>' for name, value in margins.items())
    return f'<hh:margin>{inner}</hh:margin><hh:lineSpacing type="PERCENT" value="160" unit="HWPUNIT"/>'


def _style(number: int, look: Look) -> str:
    return (
        f'<hh:style id="{number}" type="PARA" name="{look.name}" engName="{look.id}" paraPrIDRef="{number}" '
        f'charPrIDRef="{number}" nextStyleIDRef="{NUMBER["ArticleBody"] if look.outline else number}" langID="1042" '
        'lockForm="0"/>'
    )


def _outline() -> str:
    """The outline of the section: ten levels that print no number."""
    levels = "".join(
        f'<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="0" autoIndent="0" widthAdjust="0" '
        'textOffsetType="PERCENT" textOffset="0" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0"/>'
        for level in range(1, 11)
    )
    return f'<hh:numbering id="1" start="0">{levels}</hh:numbering>'


def content(title: str, language: str, day: dt.date) -> str:
    """Contents/content.hpf: title, language, times, and the parts."""
    stamp = timestamp(day)
    return (
        f'{XML}<opf:package {NAMESPACES} version="" unique-identifier="" id=""><opf:metadata>'
        f"<opf:title>{escape(title)}</opf:title><opf:language>{language}</opf:language>"
        '<opf:meta name="creator" content="text">finclause</opf:meta><opf:meta name="subject" content="text"/>'
        '<opf:meta name="description" content="text"/><opf:meta name="lastsaveby" content="text">finclause</opf:meta>'
        f'<opf:meta name="CreatedDate" content="text">{stamp}</opf:meta>'
        f'<opf:meta name="ModifiedDate" content="text">{stamp}</opf:meta>'
        f'<opf:meta name="date" content="text">{day.isoformat()}</opf:meta><opf:meta name="keyword" content="text"/>'
        '</opf:metadata><opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
        '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
        '<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest>'
        '<opf:spine><opf:itemref idref="header" linear="no"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )


def _described(part: str, kind: str) -> str:
    has = f'<ns0:hasPart xmlns:ns0="{_PACKAGE}" rdf:resource="{part}"/>'
    return (
        f'<rdf:Description rdf:about="">{has}</rdf:Description><rdf:Description rdf:about="{part}">'
        f'<rdf:type rdf:resource="{_PACKAGE}{kind}"/></rdf:Description>'
    )


FIXED = {
    "mimetype": "application/hwp+zip",
    "version.xml": f'{XML}<hv:HCFVersion xmlns:hv="{_HANCOM}/2011/version" tagetApplication="WORDPROCESSOR" major="5" '
    'minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.31" application="finclause" appVersion="0, 1, 0, 0"/>',
    "settings.xml": f'{XML}<ha:HWPApplicationSetting xmlns:ha="{_HANCOM}/2011/app" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0">'
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>',
    "META-INF/container.xml": f'{XML}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    '<ocf:rootfile full-path="META-INF/container.rdf" media-type="application/rdf+xml"/>'
    "</ocf:rootfiles></ocf:container>",
    "META-INF/container.rdf": f'{XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    + _described("Contents/header.xml", "HeaderFile")
    + _described("Contents/section0.xml", "SectionFile")
    + f'<rdf:Description rdf:about=""><rdf:type rdf:resource="{_PACKAGE}Document"/></rdf:Description></rdf:RDF>',
    "META-INF/manifest.xml": f'{XML}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
}
"""The parts that are the same in every file."""
