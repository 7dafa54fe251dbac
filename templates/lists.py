"""The lists of our Word files: 제N조 with ① 1. 가. 1), 제N장, 별지 N, and Article N with 1. (a) (i) (A). Read by `build.py`.

A list level and a style are bound to each other, so that a user who adds an article or a paragraph in
Word only picks its style. `pipeline/render/numbering.py` counts what these lists print.
"""

from __future__ import annotations

from look import ENGLISH, STEP, indent

_KOREAN_FORMS = (("decimalEnclosedCircle", "%2"), ("decimal", "%3."), ("ganada", "%4."), ("decimal", "%5)"))
_ENGLISH_FORMS = (("decimal", "%2."), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"), ("upperLetter", "(%5)"))


def _level(
    level: int, number_format: str, shown: str, *, style: str = "", gap: str = "tab", place: str = "", step: int = STEP
) -> str:
    place = place or '<w:ind w:left="0" w:firstLine="0"/>'
    tab = f'<w:tabs><w:tab w:val="num" w:pos="{step * level}"/></w:tabs>' if gap == "tab" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:suff w:val="{gap}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        + f"<w:pPr>{tab}{place}</w:pPr></w:lvl>"
    )


def _abstract(number: int, levels: list[str]) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="4F1C00{number:02d}"/>'
        f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="5A2D00{number:02d}"/>{"".join(levels)}</w:abstractNum>'
    )


def _outline(heading: str, shown: str, gap: str, *, bound: str = "", language: str = "", step: int = STEP) -> list[str]:
    """Heading, 항, 호, 목, 세목 in one list, so that 항 starts again under each heading.

    `bound`: the styles of the levels without their number, '' for none.
    """
    forms = _ENGLISH_FORMS if language else _KOREAN_FORMS
    return [
        _level(0, "decimal", shown, style=heading + language, gap=gap, step=step),
        *(
            _level(
                level,
                form,
                label,
                style=f"{bound}{level}{language}" if bound else "",
                place=indent(level, step),
                step=step,
            )
            for level, (form, label) in enumerate(forms, 1)
        ),
    ]


def numbering(root: str, *, numbered: bool, step: int = STEP) -> str:
    """word/numbering.xml: 1 조·항·호·목, 2 장, 3 별지 with levels of its own, 4 to 6 in English; for the report a bullet."""
    if not numbered:
        bullet = _level(0, "bullet", "•", style="BodyList", place='<w:ind w:left="300" w:hanging="300"/>')
        lists = [[bullet]]
    else:
        lists = [
            _outline("Heading2", "제%1조", "nothing", bound="Clause", step=step),
            [_level(0, "decimal", "제%1장", style="Heading1", gap="space")],
            _outline("AnnexHeading", "별지 %1", "space", step=step),
            _outline("Heading2", "Article %1", "space", bound="Clause", language=ENGLISH, step=step),
            [_level(0, "decimal", "Chapter %1", style=f"Heading1{ENGLISH}", gap="space")],
            _outline("AnnexHeading", "Annex %1", "space", language=ENGLISH, step=step),
        ]
    abstract = "".join(_abstract(number, levels) for number, levels in enumerate(lists, 1))
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return f"<w:numbering {root}>{abstract}{nums}</w:numbering>"
