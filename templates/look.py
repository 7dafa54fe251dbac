"""What our Word files look like: styles and their colours. Read by `build.py`.

Korean is set in 맑은 고딕, which every Windows since Vista and every Office for Mac has (바탕 is missing
where Windows is not Korean), Latin letters and digits in Arial, so that a program without the Korean
face still picks a plain one. Both stand in the document defaults and in each style, w:eastAsia
included. Lines have a fixed height: faces differ in theirs (맑은 고딕 by a third), and so pages break
alike with a replaced face. Style ids are what the program writes; names are what a user sees.
"""

from __future__ import annotations

from dataclasses import dataclass

FACE, LATIN = "맑은 고딕", "Arial"
INK, RULE, SHADE, MUTED = "1F2937", "8C96A3", "EEF1F5", "5B6573"

STEP = 400
"""Twips by which each level (항, 호, 목, 세목) is set further in."""

ENGLISH = "En"
"""What the ids of the styles and lists of the English wording end with."""

STATUS_COLORS = {  # status: (text, ground); each pair reads at 4.5 : 1 or better and in grey print
    "Satisfied": ("14532D", "DCFCE7"),
    "Partial": ("713F12", "FEF3C7"),
    "Missing": ("7F1D1D", "FEE2E2"),
    "Contrary": ("FFFFFF", "991B1B"),
    "Unread": ("3B0764", "EDE9FE"),
    "NotDue": ("374151", "E5E7EB"),
}
STATUS_NAMES = {
    "Satisfied": "충족",
    "Partial": "부분 충족",
    "Missing": "누락",
    "Contrary": "상충",
    "Unread": "판독불가",
    "NotDue": "해당없음",
}


FONTS = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FACE}" w:cs="{LATIN}"/>'


def text(half_points: int, *, bold: bool = False, color: str = "") -> str:
    """The run properties of a style."""
    return (
        FONTS
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def lines(before: int, after: int, line: int) -> str:
    """w:spacing in twips; `line` is the fixed height of a line."""
    rule = f' w:line="{line}" w:lineRule="exact"'
    return f'<w:spacing w:before="{before}" w:after="{after}"{rule}/>'


def borders(*sides: str, color: str = RULE, size: int = 4, space: int = 6) -> str:
    """w:pBdr with single rules on `sides` (top, left, bottom, right: in that order)."""
    inner = "".join(f'<w:{s} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>' for s in sides)
    return f"<w:pBdr>{inner}</w:pBdr>"


@dataclass(frozen=True)
class Style:
    """One paragraph or character style; `ppr` and `rpr` are in schema order."""

    id: str
    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = "Normal"
    next: str = ""
    kind: str = "paragraph"
    default: bool = False
    rank: int = 99

    def xml(self) -> str:
        """The w:style element."""
        custom = "" if self.name.lower() == self.name or self.name in ("Normal", "Title", "TOC Heading") else "1"
        if not self.name.isascii():
            custom = "1"
        default = ' w:default="1"' if self.default else ""
        return (
            f'<w:style w:type="{self.kind}"{default}'
            + (' w:customStyle="1"' if custom else "")
            + f' w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            + (f'<w:basedOn w:val="{self.based}"/>' if self.based and not self.default else "")
            + (f'<w:next w:val="{self.next}"/>' if self.next else "")
            + f'<w:uiPriority w:val="{self.rank}"/><w:qFormat/>'
            + (f"<w:pPr>{self.ppr}</w:pPr>" if self.ppr else "")
            + (f"<w:rPr>{self.rpr}</w:rPr>" if self.rpr else "")
            + "</w:style>"
        )


def _number(num: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def _common() -> list[Style]:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{9026}"/></w:tabs>'
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{9026}"/></w:tabs>'
    return [
        Style(
            "Normal",
            "Normal",
            # No gap between Hangul and digits ("제5조", not "제 5 조"); words are kept whole.
            '<w:widowControl/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            + lines(0, 80, 340)
            + '<w:jc w:val="both"/>',
            text(21),
            default=True,
            rank=0,
        ),
        Style("CoverMark", "표지 표시", lines(0, 0, 300) + '<w:jc w:val="right"/>', text(20, bold=True, color=MUTED)),
        Style(
            "CoverTitle",
            "표지 제목",
            borders("top", "bottom", color=INK, size=12, space=18) + lines(1500, 700, 640) + '<w:jc w:val="center"/>',
            text(48, bold=True, color=INK),
        ),
        Style("CoverText", "표지 글", lines(200, 400, 400) + '<w:jc w:val="center"/>', text(24, color=INK)),
        Style(
            "CoverHeading",
            "표지 소제목",
            "<w:keepNext/>" + lines(320, 100, 320) + '<w:jc w:val="left"/>',
            text(21, bold=True, color=INK),
        ),
        Style("TableText", "표 본문", lines(30, 30, 260) + '<w:jc w:val="left"/>', text(18)),
        Style(
            "TableHead",
            "표 머리",
            "<w:keepNext/>" + lines(40, 40, 260) + '<w:jc w:val="center"/>',
            text(18, bold=True, color=INK),
            based="TableText",
        ),
        Style("TableGap", "표 사이", lines(0, 0, 160), text(12)),
        Style("Note", "주석", lines(60, 60, 260) + '<w:jc w:val="left"/>', text(17, color=MUTED)),
        Style(
            "TOCHeading",
            "TOC Heading",
            "<w:keepNext/>" + lines(0, 160, 420) + '<w:jc w:val="center"/>',
            text(30, bold=True, color=INK),
            rank=39,
        ),
        Style("TOC1", "toc 1", leader + lines(90, 0, 260) + '<w:jc w:val="left"/>', text(20, bold=True), rank=39),
        Style(
            "TOC2",
            "toc 2",
            leader + lines(0, 0, 246) + '<w:ind w:left="300"/><w:jc w:val="left"/>',
            text(19),
            rank=39,
        ),
        Style(
            "Header",
            "header",
            borders("bottom", space=4) + tab + lines(0, 0, 240) + '<w:jc w:val="left"/>',
            text(16, color=MUTED),
        ),
        Style("Footer", "footer", lines(0, 0, 240) + '<w:jc w:val="center"/>', text(17, color=MUTED)),
        Style(
            "Blank",
            "빈칸",
            "",
            '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
            based="DefaultParagraphFont",
            kind="character",
        ),
    ]


@dataclass(frozen=True)
class Scale:
    """Sizes of the contract's own text: half points, line heights and steps of indentation in twips."""

    text: int = 21
    line: int = 340
    chapter: int = 26
    article: int = 22
    step: int = STEP
    alignment: str = "both"
    annex_on_new_page: bool = True


FULL = Scale()
SIDE = Scale(text=18, line=280, chapter=21, article=19, step=300, alignment="left", annex_on_new_page=False)
"""In columns half as wide; lines are not stretched to the edge, and the page is turned before the table."""


def _contract(scale: Scale) -> list[Style]:
    body, spacing, side = _own(scale)
    return [
        Style(
            "Title",
            "Title",
            "<w:keepNext/>" + lines(0, 480, 460) + '<w:jc w:val="center"/>',
            text(34, bold=True, color=INK),
            next="Normal",
            rank=10,
        ),
        Style("ArticleBody", "조 본문", spacing + side, body),
        *_numbered_styles(scale, "", 1),
        *_numbered_styles(scale, ENGLISH, 4),
        Style("ClosingText", "맺음말", "<w:keepNext/>" + lines(480, 80, scale.line) + side, body),
        Style("ClosingDate", "체결일", "<w:keepNext/>" + lines(360, 360, 360) + '<w:jc w:val="center"/>', text(22)),
    ]


def _own(scale: Scale) -> tuple[str, str, str]:
    """What the text of a contract says of its own, '' on the full page, where it is that of `Normal`."""
    if scale is FULL:
        return "", "", ""
    return text(scale.text), lines(0, 60, scale.line), f'<w:jc w:val="{scale.alignment}"/>'


def _numbered_styles(scale: Scale, language: str, first: int) -> list[Style]:
    """Headings and levels of one language, bound to its lists: articles `first`, chapters and annexes after it.

    Only the Korean headings are Word's own, so that the contents of each language can be told apart.
    """
    said = "영문 " if language else ""
    names = ("영문 장 제목", "영문 조 제목") if language else ("heading 1", "heading 2")
    turn = "<w:pageBreakBefore/>" if scale.annex_on_new_page else ""
    body, spacing, side = _own(scale)
    gap = lines(*((480, 200, 380) if scale is FULL else (240, 100, 320)))
    gap2 = lines(*((280, 60, 340) if scale is FULL else (200, 40, 290)))
    items = [("Clause1", "항"), ("Clause2", "호"), ("Clause3", "목"), ("Clause4", "세목")]
    return [
        Style(
            f"Heading1{language}",
            names[0],
            "<w:keepNext/><w:keepLines/>"
            + _number(first + 1, 0)
            + gap
            + f'<w:jc w:val="{"left" if side else "center"}"/><w:outlineLvl w:val="0"/>',
            text(scale.chapter, bold=True, color=INK),
            next=f"Heading2{language}",
            rank=9,
        ),
        Style(
            f"Heading2{language}",
            names[1],
            "<w:keepNext/><w:keepLines/>" + _number(first, 0) + gap2 + '<w:jc w:val="left"/><w:outlineLvl w:val="1"/>',
            text(scale.article, bold=True, color=INK),
            next="ArticleBody",
            rank=9,
        ),
        *(
            Style(
                f"{id_}{language}",
                f"{said}{name}",
                _number(first, level) + spacing + indent(level, scale.step) + side,
                body,
                rank=20 + level,
            )
            for level, (id_, name) in enumerate(items, 1)
        ),
        Style(
            f"AnnexHeading{language}",
            f"{said}별지 제목",
            f"<w:keepNext/><w:keepLines/>{turn}"
            + _number(first + 2, 0)
            + borders("bottom", color=INK, size=8, space=4)
            + lines(0, 240, 400)
            + '<w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
            text(scale.chapter, bold=True, color=INK),
            next="ArticleBody",
            rank=9,
        ),
    ]


def _report() -> list[Style]:
    badges = [
        Style(
            f"Badge{status}",
            f"상태 {STATUS_NAMES[status]}",
            "",
            FONTS
            + f'<w:b/><w:bCs/><w:color w:val="{ink}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
            + f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>',
            based="DefaultParagraphFont",
            kind="character",
        )
        for status, (ink, ground) in STATUS_COLORS.items()
    ]
    badges.append(
        Style(
            "BadgeDoubt",
            "확인 필요",
            "",
            text(18, bold=True, color=INK) + '<w:shd w:val="clear" w:color="auto" w:fill="FDE68A"/>',
            based="DefaultParagraphFont",
            kind="character",
        )
    )
    heading = "<w:keepNext/><w:keepLines/>"
    proposal = (
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="6" w:color="1D4ED8"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F3F6FC"/>'
    )
    inset = '<w:ind w:left="160"/><w:jc w:val="left"/>'
    return [
        Style(
            "Heading1",
            "heading 1",
            heading
            + borders("bottom", color=INK, size=8, space=4)
            + lines(480, 200, 420)
            + '<w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
            text(30, bold=True, color=INK),
            next="Body",
            rank=9,
        ),
        Style(
            "Heading2",
            "heading 2",
            heading + lines(320, 100, 360) + '<w:jc w:val="left"/><w:outlineLvl w:val="1"/>',
            text(23, bold=True, color=INK),
            next="Body",
            rank=9,
        ),
        Style("Body", "보고서 본문", lines(0, 100, 330) + '<w:jc w:val="left"/>', text(20)),
        Style(
            "BodyList",
            "보고서 목록",
            _number(1, 0) + lines(0, 60, 320) + '<w:ind w:left="300" w:hanging="300"/><w:jc w:val="left"/>',
            text(20),
        ),
        Style(
            "SmallHeading",
            "보고서 작은 제목",
            heading + lines(160, 60, 320) + '<w:jc w:val="left"/>',
            text(21, bold=True, color=INK),
            next="Body",
        ),
        Style("CellLine", "칸 글", lines(20, 40, 260) + '<w:jc w:val="left"/>', text(18)),
        Style("CellNote", "칸 주석", lines(20, 40, 240) + '<w:jc w:val="left"/>', text(16, color=MUTED)),
        Style(
            "CellQuote",
            "칸 인용",
            '<w:pBdr><w:left w:val="single" w:sz="12" w:space="6" w:color="8C96A3"/></w:pBdr>'
            + lines(40, 60, 260)
            + '<w:ind w:left="160"/><w:jc w:val="left"/>',
            text(18),
        ),
        Style(
            "CellProposalHead",
            "칸 제안 제목",
            "<w:keepNext/>" + proposal + lines(80, 0, 260) + inset,
            text(18, bold=True),
            next="CellProposal",
        ),
        Style("CellProposal", "칸 제안 문구", proposal + lines(0, 40, 270) + inset, text(18)),
        Style("Code", "지문", lines(0, 30, 220) + '<w:jc w:val="left"/>', text(15, color=MUTED)),
        Style("Figure", "수치", lines(20, 20, 420) + '<w:jc w:val="center"/>', text(30, bold=True, color=INK)),
        *badges,
    ]


def _paper() -> list[Style]:
    """A document of the procedure: like the report, with its title on the first page."""
    return [
        *_report(),
        Style(
            "PaperTitle",
            "문서 제목",
            borders("bottom", color=INK, size=12, space=8) + lines(120, 240, 520) + '<w:jc w:val="center"/>',
            text(36, bold=True, color=INK),
            next="Body",
        ),
        Style("PaperOrigin", "문서 출처", lines(0, 0, 200) + '<w:jc w:val="center"/>', text(14, color=MUTED)),
    ]


def indent(level: int, step: int = STEP) -> str:
    return f'<w:ind w:left="{step * level}" w:hanging="{step}"/>'


def _table_style(id_: str, name: str, edges: str, *, shaded: bool) -> str:
    def line(side: str, width: int) -> str:
        kind = f'w:val="single" w:sz="{width}" w:space="0" w:color="{RULE}"' if width else 'w:val="nil"'
        return f"<w:{side} {kind}/>"

    widths = dict(zip(("top", "left", "bottom", "right", "insideH", "insideV"), map(int, edges.split()), strict=True))
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>'
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{ground}</w:tcPr></w:tblStylePr>'
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        "<w:tblPr><w:tblBorders>"
        + "".join(line(side, width) for side, width in widths.items())
        + '</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        + (first if shaded else "")
        + "</w:style>"
    )


UNNUMBERED = {"report": _report, "paper": _paper}
"""The styles that a file without numbered headings adds to the common ones."""


def styles(root: str, kind: str, *, scale: Scale = FULL) -> str:
    """word/styles.xml of the contract (in the sizes of `scale`), the report or a paper."""
    own = _contract(scale) if kind == "contract" else UNNUMBERED[kind]()
    side = _table_style("SideTable", "국문·영문 병기", "0 0 0 0 0 4", shaded=False) if scale is SIDE else ""
    return (
        f"<w:styles {root}><w:docDefaults><w:rPrDefault><w:rPr>{text(21)}"
        '<w:lang w:val="en-US" w:eastAsia="ko-KR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        + "".join(style.xml() for style in [*_common(), *own])
        + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + _table_style("ContractTable", "계약 표", "6 4 6 4 4 4", shaded=True)
        + _table_style("CoverTable", "표지 표", "4 0 4 0 4 0", shaded=False)
        + _table_style("SignatureTable", "서명 표", "6 4 6 4 4 4", shaded=True)
        + side
        + "</w:styles>"
    )
