"""DOCX: zip bombs, names read in two ways, DTDs, structures without end, text in odd places."""

from __future__ import annotations

import io
import zipfile

from read_samples import docx, level, numbering, p, packed, pdf, r, style, styles, table

from hostile import Attack, noise, scaled, zip_entry, zip_of

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BODY = p("제1조(목적) 을은 갑에게 알린다.")
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MEGA = 1024 * 1024


def document(inner: str, before: str = "") -> str:
    """A document part; `before` stands in front of its root."""
    return f"{before}<w:document {NAMESPACES}><w:body>{inner}<w:sectPr/></w:body></w:document>"


def with_part(xml: str | bytes) -> bytes:
    """A DOCX whose document part is this."""
    return docx("", raw={"word/document.xml": xml.encode() if isinstance(xml, str) else xml})


def dtd(subset: str, text: str) -> bytes:
    """A DOCX with a DTD; `text` stands in a run."""
    return with_part(document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", f"<!DOCTYPE w [{subset}]>"))


def laughs() -> bytes:
    entities = '<!ENTITY a0 "하하하하하하하하하하">'
    entities += "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return dtd(entities, "&a9;")


def with_extra(*entries: tuple[bytes, bytes]) -> bytes:
    """A DOCX by hand, with more entries."""
    return zip_of(
        zip_entry(b"[Content_Types].xml", TYPES),
        zip_entry(b"word/document.xml", document(BODY).encode()),
        *entries,
    )


def bomb(piece: str, times: int) -> bytes:
    return with_part(document(piece * times))


def one_text(size: int) -> bytes:
    return with_part(document(f"<w:p><w:r><w:t>{'가' * size}</w:t></w:r></w:p>"))


def lying() -> bytes:
    return zip_of(
        zip_entry(b"[Content_Types].xml", TYPES),
        zip_entry(b"word/document.xml", document(p("가" * 100_000)).encode(), told=500),
    )


def many_parts() -> bytes:
    """Parts that together unpack beyond the limit, none of them alone; they are never unpacked."""
    return with_extra(*(zip_entry(b"word/media/%d" % n, noise(200_000), told=16 * MEGA) for n in range(20)))


def entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", document(BODY))
        for n in range(scaled(2_100, 70_000)):
            package.writestr(f"word/{n}", b"")
    return out.getvalue()


def method(kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", document(BODY))
    return out.getvalue()


def wrong_sum() -> bytes:
    local, line = zip_entry(b"word/document.xml", document(BODY).encode(), method=0)
    return zip_of((local.replace("알린다".encode(), "버린다".encode()), line))


def nested(opening: str, closing: str, depth: int, inner: str = BODY) -> bytes:
    return with_part(document(opening * depth + inner + closing * depth))


def nested_tables(depth: int) -> bytes:
    return with_part(document(BODY + "<w:tbl><w:tr><w:tc>" * depth + BODY + "</w:tc></w:tr></w:tbl>" * depth))


def ole(*streams: str) -> bytes:
    """The start of an OLE file in which these stream names occur."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 504
        + b"".join(s.encode("utf-16-le") for s in streams)
        + b"\x00" * 1024
    )


def relationships(target: str, kind: str = "officeDocument", more: str = "") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/{kind}" Target="{target}"{more}/></Relationships>'
    ).encode()


def style_loop() -> bytes:
    return docx(
        p("제1조(목적) 가", style="a"), {"styles": styles(style("a", "a", based_on="b"), style("b", "b", based_on="a"))}
    )


def number_loop() -> bytes:
    linked = '<w:numStyleLink w:val="s"/>'
    return docx(
        p("가", num=(1, 0)) + p("나", num=(2, 0)),
        {
            "numbering": numbering({0: linked, 1: '<w:styleLink w:val="s"/>' + linked}, {1: (0, ""), 2: (1, "")}),
            "styles": styles(style("s", "s", '<w:numPr><w:numId w:val="1"/></w:numPr>')),
        },
    )


def number_of(form: str, start: int, text: str = "%1.") -> bytes:
    return docx(p("가", num=(1, 0)), {"numbering": numbering({0: level(0, form, text, start=start)}, {1: (0, "")})})


def wide_rows() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr>{p("칸")}</w:tc>'
    return with_part(document(f"<w:tbl>{f'<w:tr>{cell * 200}</w:tr>' * 200}</w:tbl>"))


def hidden_places() -> bytes:
    sdt = f"<w:sdt><w:sdtContent>{p('제1조(목적) 본문')}</w:sdtContent></w:sdt>"
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        + p("글상자")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    return docx(sdt + box + table([table(["속"])]))


def overlapping() -> bytes:
    """A zip in which two names share one packed body, as in Fifield's bomb."""
    first = zip_entry(b"word/document.xml", document(BODY).encode())
    return zip_of(first, (b"", zip_entry(b"word/document2.xml", document(BODY).encode())[1])).replace(
        (len(first[0])).to_bytes(4, "little") + b"word/document2.xml", bytes(4) + b"word/document2.xml"
    )


def second_directory() -> bytes:
    """A zip whose comment holds the directory of another zip."""
    data = docx(BODY)
    other = docx(p("제1조(목적) 다른 글"))
    return data[:-2] + len(other).to_bytes(2, "little") + other


ATTACKS: dict[str, Attack] = {
    "dtd-billion-laughs.docx": laughs,
    "dtd-quadratic.docx": lambda: dtd(f'<!ENTITY a "{"가" * 50_000}">', "&a;" * 20_000),
    "dtd-file.docx": lambda: dtd('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "dtd-http.docx": lambda: dtd('<!ENTITY a SYSTEM "http://127.0.0.1:9/x">', "&a;"),
    "dtd-parameter.docx": lambda: dtd('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;', "가"),
    "dtd-internal.docx": lambda: dtd('<!ENTITY who "갑">', "[&who;] 을"),
    "dtd-utf16.docx": lambda: with_part(
        document(BODY, '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "b">]>').encode("utf-16")
    ),
    "dtd-in-styles.docx": lambda: docx(BODY, {"styles": "<!DOCTYPE w>" + styles()}),
    "bomb-spaces.docx": lambda: bomb(" " * MEGA, scaled(30, 2_048)),
    "bomb-paragraphs.docx": lambda: bomb("<w:p/>", scaled(4_000_000, 50_000_000)),
    "bomb-one-text.docx": lambda: one_text(scaled(8, 70) * MEGA),
    "bomb-lying-size.docx": lying,
    "bomb-many-parts.docx": many_parts,
    "entries.docx": entries,
    "twice-the-body.docx": lambda: with_extra(zip_entry(b"word/document.xml", document(p("둘")).encode())),
    "twice-but-for-case.docx": lambda: with_extra(zip_entry(b"WORD/Document.xml", document(p("둘")).encode())),
    "name-slip.docx": lambda: with_extra(zip_entry(b"../../evil.xml", b"x")),
    "name-absolute.docx": lambda: with_extra(zip_entry(b"/etc/cron.d/x", b"x")),
    "name-backslash.docx": lambda: with_extra(zip_entry(b"word\\x.xml", b"x")),
    "name-drive.docx": lambda: with_extra(zip_entry(b"C:/x.xml", b"x")),
    "name-percent.docx": lambda: with_extra(zip_entry(b"word/%2e%2e/%2e%2e/x", b"x")),
    "prefix-program.docx": lambda: b"MZ\x90\x00" + docx(BODY),
    "comment-holds-a-zip.docx": second_directory,
    "overlapping.docx": overlapping,
    "cut-in-half.docx": lambda: docx(BODY)[: len(docx(BODY)) // 2],
    "cut-before-the-end.docx": lambda: docx(BODY)[:-10],
    "only-a-mark.docx": lambda: b"PK\x03\x04",
    "zero-bytes.docx": lambda: b"",
    "packed-with-bzip2.docx": lambda: method(zipfile.ZIP_BZIP2),
    "packed-with-lzma.docx": lambda: method(zipfile.ZIP_LZMA),
    "zip-password.docx": lambda: zip_of(
        zip_entry(b"[Content_Types].xml", TYPES), zip_entry(b"word/document.xml", noise(500), flags=1)
    ),
    "office-password.docx": lambda: ole("EncryptionInfo", "EncryptedPackage"),
    "old-word.docx": lambda: ole("WordDocument"),
    "wrong-checksum.docx": wrong_sum,
    "utf7.docx": lambda: with_part('<?xml version="1.0" encoding="UTF-7"?>' + document(BODY)),
    "control-characters.docx": lambda: with_part(document("<w:p><w:r><w:t>가\x01\x08나</w:t></w:r></w:p>")),
    "surrogate-reference.docx": lambda: with_part(document("<w:p><w:r><w:t>&#xD800;</w:t></w:r></w:p>")),
    "nul-reference.docx": lambda: with_part(document("<w:p><w:r><w:t>&#0;</w:t></w:r></w:p>")),
    "no-body.docx": lambda: with_part(f"<w:document {NAMESPACES}/>"),
    "empty-body.docx": lambda: docx(""),
    "body-of-another-kind.docx": lambda: with_part("<html><body>제1조</body></html>"),
    "no-document.docx": lambda: packed({"[Content_Types].xml": TYPES, "word/styles.xml": styles().encode()}),
    "target-outside.docx": lambda: docx(BODY, raw={"_rels/.rels": relationships("../../../../etc/passwd")}),
    "target-on-a-server.docx": lambda: docx(
        BODY,
        raw={
            "word/_rels/document.xml.rels": relationships(
                "http://127.0.0.1:9/t.dotx", "attachedTemplate", ' TargetMode="External"'
            )
        },
    ),
    "target-itself.docx": lambda: docx(
        BODY, raw={"word/_rels/document.xml.rels": relationships("document.xml", "footnotes")}
    ),
    "grid-span.docx": lambda: with_part(
        document(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{BODY}</w:tc></w:tr></w:tbl>')
    ),
    "nested-tables-60.docx": lambda: nested_tables(60),
    "nested-tables-2000.docx": lambda: nested_tables(2_000),
    "nested-controls-2000.docx": lambda: nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 2_000),
    "nested-insertions-200.docx": lambda: with_part(
        document("<w:p>" + '<w:ins w:id="1">' * 200 + r("가나") + "</w:ins>" * 200 + "</w:p>")
    ),
    "many-paragraphs.docx": lambda: bomb(p("가"), scaled(30_000, 200_000)),
    "wide-table.docx": wide_rows,
    "many-attributes.docx": lambda: with_part(
        document("<w:p " + " ".join(f'w:a{n}="1"' for n in range(20_000)) + f">{r('가')}</w:p>")
    ),
    "many-namespaces.docx": lambda: with_part(
        document("<w:p " + " ".join(f'xmlns:n{n}="u:{n}"' for n in range(5_000)) + f">{r('가')}</w:p>")
    ),
    "long-attribute.docx": lambda: with_part(document(f'<w:p w:rsidR="{noise(6 * MEGA).hex()}">{r("가")}</w:p>')),
    "style-loop.docx": style_loop,
    "number-loop.docx": number_loop,
    "number-of-a-million.docx": lambda: number_of("upperRoman", 1_000_000),
    "number-of-a-trillion.docx": lambda: number_of("decimal", 10**12),
    "number-negative.docx": lambda: number_of("lowerLetter", -5),
    "number-text-long.docx": lambda: number_of("decimal", 1, "%1" * 50_000),
    "places-for-text.docx": hidden_places,
    "alternative-chunk.docx": lambda: docx(
        BODY + '<w:altChunk r:id="r1"/>',
        raw={
            "word/a.html": b"<script>alert(1)</script>",
            "word/_rels/document.xml.rels": relationships("a.html", "aFChunk"),
        },
    ),
    "right-to-left.docx": lambda: docx(p("금액은 \u202e001\u202c원으로 한다.")),
    "terminal-escape.docx": lambda: docx(p("제1조(목적) \x9b31m가 \u2028 나")),
    "a-zip-within.docx": lambda: docx(BODY, raw={"word/embeddings/x.docx": docx(BODY)}),
    "a-pdf-called.docx": lambda: pdf([["제1조(목적) 가나다라마바사아자차카타파하"]]),
    "random.docx": lambda: b"PK\x03\x04" + noise(20_000),
}
