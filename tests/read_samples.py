"""Builds small DOCX and PDF files from raw XML and raw PDF objects, for the reader tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# ------------------------------------------------------------------ DOCX


def r(text: str, properties: str = "") -> str:
    """A run."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str = "", *, style: str = "", num: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph; `content` is text, or XML where it starts with '<'."""
    inner = content if content.startswith("<") else r(content) if content else ""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inner}</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table; a cell is text, or the XML of its blocks where it starts with '<'."""
    out = "<w:tbl>"
    for row in rows:
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        out += f"<w:tr>{cells}</w:tr>"
    return out + "</w:tbl>"


def level(place: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of an abstract numbering."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts: Mapping[int, str], nums: Mapping[int, tuple[int, str]]) -> str:
    """numbering.xml: abstract id -> its XML; num id -> (abstract id, XML of overrides)."""
    out = "".join(f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>' for key, inner in abstracts.items())
    out += "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
        for key, (abstract, more) in nums.items()
    )
    return f"<w:numbering {_NAMESPACES}>{out}</w:numbering>"


def styles(*inner: str) -> str:
    """styles.xml with the given w:style elements."""
    return f"<w:styles {_NAMESPACES}>{''.join(inner)}</w:styles>"


def style(style_id: str, name: str, properties: str = "", *, based_on: str = "", default: bool = False) -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    flag = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"{flag}><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def story(kind: str, inner: str) -> str:
    """A part such as footnotes.xml (`kind` footnotes) or comments.xml."""
    return f"<w:{kind} {_NAMESPACES}>{inner}</w:{kind}>"


def docx(body: str, parts: Mapping[str, str] | None = None, *, raw: Mapping[str, bytes] | None = None) -> bytes:
    """A DOCX; `parts` by kind ('numbering', 'styles', 'footnotes', 'comments'), `raw` entries as they are."""
    entries: dict[str, bytes] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}).encode(),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>".encode(),
    }
    parts = parts or {}
    entries["word/_rels/document.xml.rels"] = _relationships({kind: f"{kind}.xml" for kind in parts}).encode()
    entries.update({f"word/{kind}.xml": text.encode() for kind, text in parts.items()})
    entries.update(raw or {})
    return packed(entries)


def typed(data: bytes) -> bytes:
    """The same DOCX with the content types that an office program asks for."""
    start = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{start}.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("numbering", "numbering"), ("styles", "styles"))
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    return packed({**entries, "[Content_Types].xml": types.encode()})


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A zip with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


def _relationships(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


# ------------------------------------------------------------------ PDF


def pdf(pages: Sequence[Sequence[str]], *, step: int = 16) -> bytes:
    """A PDF whose pages hold these lines, one below the other, Korean included (no font is embedded)."""
    contents = []
    for lines in pages:
        out = "BT /F1 10 Tf\n"
        for at, line in enumerate(lines):
            code = line.encode("utf-16-be").hex()
            out += f"1 0 0 1 60 {780 - at * step} Tm <{code}> Tj\n"
        contents.append((out + "ET").encode())
    return pdf_of(contents)


def pdf_text(
    lines: Sequence[str], *, x: int = 60, top: int = 780, step: int = 16, before: str = "", mode: int = 0
) -> bytes:
    """A content stream that shows these lines from `top` down; `before` sets the colour, `mode` the rendering."""
    out = f"{before} BT /F1 10 Tf {mode} Tr\n"
    for at, line in enumerate(lines):
        out += f"1 0 0 1 {x} {top - at * step} Tm <{line.encode('utf-16-be').hex()}> Tj\n"
    return f"{out}ET\n".encode()


def pdf_grid(xs: Sequence[int], ys: Sequence[int]) -> bytes:
    """A content stream that rules a table."""
    lines = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys] + [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return ("1 w\n" + "\n".join(lines) + "\n").encode()


def pdf_of(contents: Sequence[bytes], *, image: bool = False) -> bytes:
    """A PDF with these content streams; `image` gives every page a picture /Im1."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>"
    )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 6 0 R >>"
    )
    objects.append(pdf_stream(_unicode_map()))
    objects.append(
        b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    )
    kids = []
    for content in contents:
        objects.append(pdf_stream(content))
        xobjects = b" /XObject << /Im1 7 0 R >>" if image else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >>%s >> >>" % (len(objects), xobjects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return pdf_file(objects)


def pdf_stream(data: bytes) -> bytes:
    """A stream object."""
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _unicode_map() -> bytes:
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = ""
    for at in range(0, 256, 100):
        part = ranges[at : at + 100]
        blocks += f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange\n"
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /Test def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + blocks + "endcmap end end"
    ).encode()


def pdf_file(objects: Sequence[bytes]) -> bytes:
    """A PDF with these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
