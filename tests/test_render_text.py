"""What a value may hold: it is found back exactly in the saved file, or refused with the field named."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from render_contract import meta

from pipeline import ooxml
from pipeline.errors import DraftError
from pipeline.model import Article, Contract, Mark, Paragraph
from pipeline.ooxml import W
from pipeline.render import Party, render

HOSTILE = [
    "A & B <주> \"인용\" 'x' ]]>",
    "x</w:t></w:r></w:p><w:p><w:r><w:t>INJECTED CLAUSE",
    "{{ 7*7 }} {% for x in y %} {# c #} {{ title }} <!--slot:body-->",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "  앞뒤  빈칸  ",
    "줄\n바꿈\r\n셋\r넷\t탭",
    "한글 אבג עברית ، العربية",
    "\u200b\u00a0\u2060\ufeff\u2028\ue000",
    "😀 𠮷 가\u0301",
    "&amp; &#x0; &lt;",
    "=cmd|' /C calc'!A1",
]
REFUSED = [
    0x0, 0x8, 0xB, 0x1F, 0x7F, 0x85, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x202E, 0x2066, 0x200F, 0x61C,
]  # fmt: skip


def contract_with(value: str) -> Contract:
    """`value` in a title, a paragraph between two others, and a table cell."""
    text = f"앞 {value} 뒤"
    marked = Paragraph(1, "②", text, marks=(Mark("value", 2, 2 + len(value), "provider_name"),))
    cells = ("상호", value)
    table = Paragraph(0, "", "\t".join(cells), kind="row", cells=cells)
    article = Article("제1조", f"제목 {value}", (Paragraph(1, "①", "처음"), marked, table, Paragraph(1, "③", "끝")))
    return Contract(f"계약서 {value}", (article,))


def cover_with(value: str):
    return meta(
        date=f"날짜 {value}", parties=(Party("제공자", value),), notices=(value,), mark=f"표 {value}", sources={}
    )


def as_read(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))
    found = []
    for paragraph in root.iter(f"{{{W}}}p"):
        shown = ""
        for e in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab"):
            if e.tag.endswith("}t"):
                shown += e.text or ""
            elif e.getparent().tag.endswith("}r"):
                shown += "\n" if e.tag.endswith("}br") else "\t"
        found.append(shown)
    return found


def assert_found_back(value: str) -> None:
    data = render(contract_with(value), cover_with(value))
    found, shown = texts(data), as_read(value)
    contract = [f"계약서 {shown}", f"(제목 {shown})", "처음", f"앞 {shown} 뒤", "상호", shown, "", "끝"]
    assert found[-len(contract) :] == contract
    for wanted in (f"계약서 {shown}", shown, f"날짜 {shown}", f"• {shown}"):
        assert wanted in found[: -len(contract)]
    header = texts(data, "word/header1.xml")[0]
    assert header == f"계약서 {shown}\t표 {shown} · 초안"


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_text_and_nothing_else(value):
    assert_found_back(value)


@pytest.mark.parametrize("value", ["여러 줄\n제목", "A&B <주>"])
def test_document_properties_hold_the_title(value):
    data = render(contract_with(value), cover_with(value))
    core = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml"))
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == f"계약서 {value}"


@pytest.mark.parametrize("code", REFUSED)
def test_a_character_that_cannot_be_kept_is_refused_with_the_blank_it_came_from(code):
    text = f"앞 A{chr(code)}B 뒤"
    marked = Paragraph(1, "①", text, marks=(Mark("value", 2, 5, "provider_name"),))
    with pytest.raises(DraftError, match=rf"제1조 ①, 빈칸 provider_name: .*U\+{code:04X}가.*4번째"):
        render(Contract("계약서", (Article("제1조", "목적", (marked,)),)), meta())


PLACES = {
    "제목": ("계약서 제목", lambda v: (Contract(v, ()), meta())),
    "날짜": ("계약일", lambda v: (Contract("계약서", ()), meta(date=v))),
    "당사자": ("당사자 1의 상호", lambda v: (Contract("계약서", ()), meta(parties=(Party("제공자", v),)))),
    "조 제목": ("제1조의 제목", lambda v: (Contract("계약서", (Article("제1조", v, ()),)), meta())),
    "표": (
        "별지 1의 표",
        lambda v: (
            Contract("계약서", (Article("별지 1", "표", (Paragraph(0, "", v, kind="row", cells=(v,)),), "annex"),)),
            meta(),
        ),
    ),
    "전문": ("전문", lambda v: (Contract("계약서", (Article("", "", (Paragraph(0, "", v),), "preamble"),)), meta())),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_refusal_names_the_place(place):
    name, make = PLACES[place]
    with pytest.raises(DraftError, match=rf"^{name}: .*U\+202E"):
        render(*make("값\u202e"))


def test_a_text_longer_than_a_reader_takes_is_refused():
    long = Paragraph(0, "", "가" * (ooxml.MAX_TEXT + 1))
    with pytest.raises(DraftError, match="제1조: 글이 1,000,000자를"):
        render(Contract("계약서", (Article("제1조", "목적", (long,)),)), meta())


def test_a_long_text_below_the_limit_is_kept():
    text = "가나다 " * 200_000
    data = render(Contract("계약서", (Article("제1조", "목적", (Paragraph(0, "", text),)),)), meta())
    assert text in texts(data)


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=40) | st.text(st.sampled_from("<>&\"'{}%【】 \t\n\r\x00\x0b\ud800\ufffe\u202e가A1]"), max_size=12)
)
@example("【")
@example("\r\n\r")
def test_any_value_is_found_back_or_refused(value):
    try:
        ooxml.check_text(value)
    except ooxml.UnwritableTextError:
        with pytest.raises(DraftError, match=r"U\+"):
            render(contract_with(value), cover_with(value))
    else:
        assert_found_back(value)


def test_what_is_called_writable_quickly_is_what_the_long_check_allows():
    for code in range(0x110000):
        character = chr(code)
        if character.isprintable():
            assert ooxml.is_writable(character)
            ooxml.check_text(character)
