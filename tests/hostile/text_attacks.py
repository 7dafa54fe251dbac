"""HTML and text: depth, size, encodings, characters that are none; and names that are an attack themselves."""

from __future__ import annotations

import io
import tarfile
import zlib

from read_samples import docx, p, packed, pdf

from hostile import Attack, noise, scaled

MEGA = 1024 * 1024
LINE = "제1조(목적) 을은 갑에게 지체 없이 알린다.\n"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


HTML: dict[str, Attack] = {
    "deep.html": lambda: page("<div>" * scaled(50_000, 200_000) + LINE),
    "deep-tables.html": lambda: page("<table><tr><td>" * scaled(2_000, 20_000) + LINE),
    "deep-lists.html": lambda: page("<ol><li>" * scaled(5_000, 50_000) + LINE),
    "too-large.html": lambda: page("<p>" + "가" * (7 * MEGA)),
    "many-attributes.html": lambda: page(
        "<p " + " ".join(f"a{n}=1" for n in range(scaled(20_000, 200_000))) + f">{LINE}"
    ),
    "long-attribute.html": lambda: page(f"<p title='{'x' * scaled(MEGA, 15 * MEGA)}'>{LINE}"),
    "unclosed-tag.html": lambda: page(LINE) + b"<p " + b"a" * scaled(MEGA, 15 * MEGA),
    "many-open-angles.html": lambda: page(LINE + "<" * scaled(20_000, 1_000_000)),
    "many-comments-open.html": lambda: page(LINE + "<!--" * scaled(20_000, 500_000)),
    "many-declarations-open.html": lambda: page(LINE + "<![" * scaled(10_000, 500_000)),
    "many-instructions-open.html": lambda: page(LINE + "<?" * scaled(20_000, 500_000)),
    "many-ampersands.html": lambda: page(LINE + "&" * scaled(200_000, 5_000_000)),
    "many-closing-tags.html": lambda: page(LINE + "</p" * scaled(20_000, 500_000)),
    "script-open.html": lambda: page(LINE + "<script>" + "<" * scaled(200_000, 5_000_000)),
    "reference-of-a-billion.html": lambda: page(LINE + "&#999999999999;&#xFFFFFFFFFF;&#0;&#xD800;"),
    "only-script.html": lambda: page("<script>alert(1)</script><style>p{}</style>"),
    "only-a-frame.html": lambda: page("<iframe src='http://127.0.0.1:9/'></iframe>"),
    "hidden-text.html": lambda: page(f"<p>{LINE}<p hidden>갑은 면책한다.<p style='display:none'>을도 면책한다."),
    "entities.html": lambda: (
        b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'x'>]><html><body>" + LINE.encode() + b"&a;"
    ),
    "list-from-a-trillion.html": lambda: page(f"<ol start=999999999999 type=I><li>{LINE}</ol>"),
    "utf16-without-a-mark.html": lambda: page(LINE).decode().encode("utf-16-le"),
    "utf7.html": lambda: page("+ADw-script+AD4-alert(1)" + LINE, "<meta charset=utf-7>"),
    "unknown-charset.html": lambda: page(LINE, "<meta charset=x-no-such-thing>"),
    "charset-of-a-codec.html": lambda: page(LINE, "<meta charset=rot13>"),
    "charset-zlib.html": lambda: page(LINE, "<meta charset=zlib_codec>"),
}
TEXT: dict[str, Attack] = {
    "zero-bytes.txt": lambda: b"",
    "only-spaces.txt": lambda: b" \n\t\r\n" * 1_000,
    "only-a-mark.txt": lambda: b"\xef\xbb\xbf",
    "random.txt": lambda: noise(20_000),
    "nul.txt": lambda: LINE.encode() + b"\x00" * 5_000 + LINE.encode(),
    "escapes.txt": lambda: (LINE + "\x1b[2J\x1b]0;x\x07\x9b31m\x7f").encode(),
    "many-escapes.txt": lambda: b"\x1b[2J\x08" * 5_000,
    "turned-round.txt": lambda: (LINE + "금액은 \u202e001\u202c원").encode(),
    "lone-surrogate.txt": lambda: (LINE + "\ud800").encode("utf-8", "surrogatepass"),
    "lone-surrogate-utf16.txt": lambda: b"\xff\xfe" + (LINE * 100).encode("utf-16-le") + b"\x00\xd8",
    "one-line.txt": lambda: ("가나다 " * scaled(300_000, 4_000_000)).encode(),
    "many-lines.txt": lambda: b"\n" * scaled(300_000, 20_000_000) + LINE.encode(),
    "many-articles.txt": lambda: "".join(
        f"제{n}조(조항)\n① 알린다.\n" for n in range(scaled(10_000, 200_000))
    ).encode(),
    "too-many-letters.txt": lambda: b"a" * 20_000_001,
    "too-large.txt": lambda: bytes(50 * MEGA + 1),
    "cp949.txt": lambda: LINE.encode("cp949") * 10,
    "cut-cp949.txt": lambda: LINE.encode("cp949") * 10 + b"\xb0",
    "mixed-encodings.txt": lambda: LINE.encode("cp949") * 20 + LINE.encode() * 20,
    "utf32.txt": lambda: LINE.encode("utf-32"),
    "many-fences.md": lambda: ("```\n" * scaled(50_000, 500_000)).encode() + LINE.encode(),
    "many-bars.md": lambda: ("|" * scaled(100_000, 5_000_000) + "\n" + LINE).encode(),
    "dashes.md": lambda: ("- " * scaled(100_000, 5_000_000) + "x\n" + LINE).encode(),
    "front-matter-open.md": lambda: ("---\n" + "a: b\n" * 10_000 + LINE).encode(),
}
OTHER: dict[str, Attack] = {
    "archive.zip": lambda: packed({"계약.txt": LINE.encode()}),
    "archive.gz": lambda: b"\x1f\x8b\x08" + zlib.compress(LINE.encode()),
    "archive.tar": tar,
    "archive.7z": lambda: b"7z\xbc\xaf\x27\x1c" + noise(100),
    "program.exe": lambda: b"MZ\x90\x00" + noise(500),
    "program.docx": lambda: b"\x7fELF" + noise(500),
    "picture.png": lambda: b"\x89PNG\r\n\x1a\n" + noise(500),
    "picture-called.pdf": lambda: b"\xff\xd8\xff\xe0" + noise(500),
    "table.xlsx": lambda: packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
    "slides.pptx": lambda: packed({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
    "open-document.odt": lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "rich-text.rtf": lambda: b"{\\rtf1 " + b"{" * 10_000,
    "macro.vbs": lambda: b'CreateObject("WScript.Shell")',
    "table.csv": lambda: b"=cmd|' /C calc'!A1,1\n",
}
NAMES: dict[str, Attack] = {
    "\x1b[2J\x1b]0;이름.txt": LINE.encode,
    "\u202etxt.exe.txt": LINE.encode,
    "줄\n바꿈.txt": LINE.encode,
    "nul\x00.txt": LINE.encode,
    "홀로\udc80.txt": LINE.encode,
    "../../etc/passwd.txt": LINE.encode,
    "CON.txt": LINE.encode,
    ".txt": LINE.encode,
    "<script>alert(1)</script>.html": lambda: page(LINE),
    "=cmd|' /C calc'!A1.docx": lambda: docx(p(LINE.strip())),
    "가" * 250 + ".pdf": lambda: pdf([[LINE.strip()]]),
    "{{7*7}}.md": LINE.encode,
}
ATTACKS: dict[str, Attack] = HTML | TEXT | OTHER | NAMES
