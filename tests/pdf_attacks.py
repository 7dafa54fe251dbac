"""Small PDF files that make careless readers hang, crash or lose text; built here, none is copied."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

from read_samples import pdf, pdf_file, pdf_of, pdf_stream

_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << %s >> >>"
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * times
    return b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), filters, data)


def _form(content: bytes, resources: bytes = b"") -> bytes:
    return b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >> /Length %d >>\nstream\n%s\nendstream" % (
        resources, len(content), content,
    )  # fmt: skip


def _one_page(contents: bytes, resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    return pdf_file([_CATALOG, _PAGES, _PAGE % (4, resources), contents, *more])


def form_loop() -> bytes:
    """A form that draws itself."""
    draws = b"/XObject << /F 5 0 R >>"
    return _one_page(pdf_stream(b"/F Do"), draws, [_form(b"/F Do", draws)])


def form_tower() -> bytes:
    """Ten forms, each drawing the next ten times: 10^10 draws."""
    forms = [_form(b"/F Do " * 10, b"/XObject << /F %d 0 R >>" % (6 + at)) for at in range(10)]
    return _one_page(pdf_stream(b"/F Do"), b"/XObject << /F 5 0 R >>", [*forms, _form(b"0 0 1 1 re f")])


def long_content() -> bytes:
    """64 MB of drawing instructions in 64 KB."""
    return _one_page(_packed(b"0 0 1 1 re f\n" * 5_000_000))


def bomb() -> bytes:
    """A stream that unpacks to 200 MB."""
    return _one_page(_packed(b" " * 200_000_000))


def double_bomb() -> bytes:
    """A stream packed twice that unpacks to 200 MB."""
    return _one_page(_packed(b" " * 200_000_000, 2))


def pages_loop() -> bytes:
    """A page tree that holds itself."""
    return pdf_file([_CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def pages_two_hops() -> bytes:
    """Two nodes of the page tree that hold each other."""
    nodes = (b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % other for other in (3, 2))
    return pdf_file([_CATALOG, *nodes])


def deep_pages() -> bytes:
    """A page tree 5,000 deep."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (3 + at) for at in range(5_000)]
    return pdf_file([_CATALOG, *nodes, _PAGE % (5_003, b""), pdf_stream(b"")])


def one_page_many_times() -> bytes:
    """A page listed 200,000 times."""
    kids = b"3 0 R " * 200_000
    return pdf_file(
        [_CATALOG, b"<< /Type /Pages /Kids [%s] /Count 200000 >>" % kids, _PAGE % (4, b""), pdf_stream(b"")]
    )


def false_count() -> bytes:
    """A document of one page that says it has a thousand million."""
    return pdf([["제1조(목적) 가나다라마바사"]]).replace(b"/Count 1", b"/Count 1000000000")


def self_reference() -> bytes:
    """A content stream that is a reference to itself."""
    return pdf_file([_CATALOG, _PAGES, _PAGE % (4, b""), b"4 0 R"])


def length_loop() -> bytes:
    """A stream whose length stands in the stream."""
    return _one_page(b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")


def previous_loop() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    data = pdf([["제1조(목적) 가나다라마바사"]])
    start = data.rindex(b"xref\n0")
    return data.replace(b"trailer <<", b"trailer << /Prev %d" % start)


def deep_array() -> bytes:
    """Brackets 100,000 deep in the page."""
    return _one_page(pdf_stream(b""), b"/X " + b"[" * 100_000 + b"]" * 100_000)


def junk_before() -> bytes:
    """Junk before the header."""
    return b"\x00junk" * 100 + pdf([["제1조(목적) 가나다라마바사"]])


def cut_off() -> bytes:
    """The first half of a file."""
    data = pdf([["제1조(목적) 가나다라마바사"]])
    return data[: len(data) // 2]


def many_pages() -> bytes:
    """More pages than the limit."""
    return pdf_of([b""] * 2_001)


ATTACKS: dict[Callable[[], bytes], str] = {
    form_loop: "DAMAGED",
    form_tower: "LIMIT",
    long_content: "LIMIT",
    bomb: "LIMIT",
    double_bomb: "LIMIT",
    pages_loop: "DAMAGED",
    pages_two_hops: "DAMAGED",
    deep_pages: "LIMIT",
    one_page_many_times: "LIMIT",
    false_count: "OK",
    self_reference: "REFUSED",
    length_loop: "LIMIT",
    previous_loop: "OK",
    deep_array: "REFUSED",
    junk_before: "OK",
    cut_off: "DAMAGED",
    many_pages: "LIMIT",
}
"""Each attack with the outcome that it must have."""
