"""PDF: streams that unpack without end, loops in every structure, broken tables, text that is none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from read_samples import docx, p, pdf, pdf_file, pdf_of

from hostile import Attack, noise, scaled

MEGA = 1024 * 1024
LINE = "제1조(목적) 을은 갑에게 지체 없이 알린다. 갑은 을에게 답한다. 이 조의 알림은 서면으로 한다."
PICTURE = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
WORDS = b"BT /F1 10 Tf 60 700 Td (Article 1 The Provider shall notify the Customer of an incident.) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def flate(data: bytes, times: int = 1) -> bytes:
    names = b" ".join([b"/FlateDecode"] * times)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%s]" % names)


def blanks(megabytes: int) -> bytes:
    """That many megabytes of spaces, packed: one packed megabyte again and again (the checksum is wrong)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b" " * MEGA) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + piece * megabytes + b"\x03\x00" + bytes(4)


def one_page(content: bytes, more: bytes = b"", others: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page: 1 catalog, 2 pages, 3 page, 4 content, 5 font, 6... others; `more` stands in the page."""
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> %s >>" % more,
            content,
            FONT,
            *others,
        ]
    )


GOOD = one_page(stream(WORDS))


def form(inner: bytes, drawn: int) -> bytes:
    return stream(
        inner,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> /Font << /F1 5 0 R >> >>"
        % drawn,
    )


def exponential() -> bytes:
    depth = 10
    forms = [form(b"/X Do " * 10, 7 + n) for n in range(depth)]
    return one_page(stream(b"/X Do"), others=[*forms, form(WORDS, 6)])


def pages(kids: bytes, count: int, *others: bytes) -> bytes:
    return pdf_file(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *others]
    )


def deep_pages(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (2 + n, 4 + n) for n in range(depth)]
    return pages(b"3 0 R", 1, *nodes, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")


def locked(password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def unicode_map(ranges: bytes) -> bytes:
    """GOOD whose font has these ranges in its map to Unicode."""
    text = b"begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange " + ranges + b" endcmap"
    return one_page(stream(WORDS), others=[stream(text)]).replace(
        b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /ToUnicode 6 0 R"
    )


ATTACKS: dict[str, Attack] = {
    "many-operators.pdf": lambda: one_page(flate(b"0 0 m 1 1 l S\n" * scaled(100_000, 5_000_000))),
    "flate-bomb.pdf": lambda: one_page(stream(blanks(scaled(600, 2_048)), b"/Filter /FlateDecode")),
    "flate-in-flate.pdf": lambda: one_page(
        stream(zlib.compress(blanks(scaled(600, 2_048))), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "forms-to-the-tenth.pdf": exponential,
    "form-draws-itself.pdf": lambda: one_page(stream(b"/X Do"), others=[form(b"/X Do " + WORDS, 6)]),
    "two-forms-draw-each-other.pdf": lambda: one_page(stream(b"/X Do"), others=[form(b"/X Do", 7), form(b"/X Do", 6)]),
    "count-of-a-billion.pdf": lambda: GOOD.replace(b"/Count 1", b"/Count 1000000000"),
    "count-negative.pdf": lambda: GOOD.replace(b"/Count 1", b"/Count -1"),
    "deep-array.pdf": lambda: one_page(stream(WORDS), b"/A " + b"[" * 100_000 + b"]" * 100_000),
    "deep-dictionary.pdf": lambda: one_page(stream(WORDS), b"/A " + b"<</A " * 50_000 + b"1" + b">>" * 50_000),
    "deep-pages.pdf": lambda: deep_pages(scaled(1_500, 5_000)),
    "pages-in-themselves.pdf": lambda: pages(b"2 0 R", 1),
    "pages-in-a-circle.pdf": lambda: pages(b"3 0 R", 1, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "no-pages.pdf": lambda: pages(b"", 0),
    "a-page-named-often.pdf": lambda: pages(
        b"3 0 R " * scaled(100_000, 1_000_000),
        scaled(100_000, 1_000_000),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ),
    "pages-beyond-the-limit.pdf": lambda: pdf_of([WORDS] * 2_001),
    "kid-is-a-number.pdf": lambda: pages(b"3 0 R", 1, b"42"),
    "points-at-itself.pdf": lambda: pdf_file([b"1 0 R"]),
    "contents-in-a-circle.pdf": lambda: one_page(b"[4 0 R]"),
    "length-in-a-circle.pdf": lambda: one_page(b"<< /Length 4 0 R >>\nstream\n" + WORDS + b"\nendstream"),
    "length-of-a-billion.pdf": lambda: one_page(b"<< /Length 1000000000 >>\nstream\n" + WORDS + b"\nendstream"),
    "table-before-itself.pdf": lambda: GOOD.replace(b"trailer <<", b"trailer << /Prev %d" % GOOD.rindex(b"xref\n0")),
    "table-nowhere.pdf": lambda: GOOD[: GOOD.rindex(b"startxref")] + b"startxref\n999999999\n%%EOF\n",
    "size-of-a-billion.pdf": lambda: GOOD.replace(b"/Size 6", b"/Size 1000000000"),
    "password.pdf": lambda: locked("비밀"),
    "password-empty.pdf": lambda: locked(""),
    "pictures-only.pdf": lambda: pdf_of([PICTURE] * 3, image=True),
    "a-picture-among-pages.pdf": lambda: pdf_of([WORDS, PICTURE], image=True),
    "script-and-links.pdf": lambda: GOOD.replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    ),
    "launches-a-program.pdf": lambda: GOOD.replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /Launch /F (cmd.exe) >>"
    ),
    "markup-as-text.pdf": lambda: pdf([["<script>alert(1)</script>", "=cmd|' /C calc'!A1", LINE]]),
    "junk-before.pdf": lambda: noise(900) + GOOD,
    "junk-after.pdf": lambda: GOOD + noise(5_000),
    "no-header.pdf": lambda: GOOD[9:],
    "cut-in-half.pdf": lambda: GOOD[: len(GOOD) // 2],
    "only-a-header.pdf": lambda: b"%PDF-1.7\n",
    "zero-bytes.pdf": lambda: b"",
    "spaces.pdf": lambda: b"%PDF-1.7\n" + b" " * scaled(1, 10) * MEGA + b"startxref\n0\n%%EOF",
    "names-a-million-objects.pdf": lambda: (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj\nnull\nendobj\n" % n for n in range(1, scaled(50_000, 1_000_000)))
        + b"trailer<</Root 1 0 R>>"
    ),
    "unicode-map-wide.pdf": lambda: unicode_map(b"1 beginbfrange <00> <FFFFFFFF> <0000> endbfrange"),
    "unicode-map-long.pdf": lambda: unicode_map(b"100 beginbfrange " + b"<00> <FF> <0041> " * 3_000 + b"endbfrange"),
    "page-without-a-size.pdf": lambda: GOOD.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 0 0]"),
    "page-of-a-mile.pdf": lambda: GOOD.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 9e9 9e9]"),
    "unknown-filter.pdf": lambda: one_page(stream(noise(500), b"/Filter /NoSuchDecode")),
    "broken-flate.pdf": lambda: one_page(stream(noise(500), b"/Filter /FlateDecode")),
    "lzw-noise.pdf": lambda: one_page(stream(noise(50_000), b"/Filter /LZWDecode")),
    "run-length-bomb.pdf": lambda: one_page(stream(b"\x81 " * scaled(2, 20) * MEGA, b"/Filter /RunLengthDecode")),
    "ascii-hex-spaces.pdf": lambda: one_page(stream(b" " * scaled(1, 10) * MEGA + b">", b"/Filter /ASCIIHexDecode")),
    "predictor-of-a-billion.pdf": lambda: one_page(
        stream(zlib.compress(WORDS), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 >>")
    ),
    "text-saved-twice.pdf": lambda: GOOD + GOOD,
    "a-docx-called.pdf": lambda: docx(p(LINE)),
    "text-called.pdf": lambda: LINE.encode(),
    "random.pdf": lambda: b"%PDF-1.7\n" + noise(20_000),
}
