"""Fonts and colours that Word offers to a user who edits our files. Read by `build.py`."""

from __future__ import annotations

from look import FACE, INK, LATIN, MUTED, SHADE


def font_table(root: str) -> str:
    """word/fontTable.xml: other names and the class of each face, for programs that must replace it."""

    def font(name: str, other: str, panose: str, charset: str, family: str) -> str:
        return (
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
            f'<w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        )

    korean = font(FACE, "Malgun Gothic", "020B0503020000020004", "81", "swiss")
    latin = font(LATIN, "Liberation Sans", "020B0604020202020204", "00", "swiss")
    return f"<w:fonts {root}>{korean}{latin}</w:fonts>"


def theme() -> str:
    """word/theme/theme1.xml: the palette and faces that Word offers to a user who edits the file."""
    colors = {
        "dk1": "000000", "lt1": "FFFFFF", "dk2": INK, "lt2": SHADE, "accent1": "1D4ED8", "accent2": "991B1B",
        "accent3": "14532D", "accent4": "713F12", "accent5": "3B0764", "accent6": MUTED,
        "hlink": "1D4ED8", "folHlink": "3B0764",
    }  # fmt: skip
    palette = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colors.items())
    face = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{FACE}"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="finclause"><a:themeElements>'
        f'<a:clrScheme name="finclause">{palette}</a:clrScheme><a:fontScheme name="finclause">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="finclause"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
