"""Tracked changes in a DOCX: rejecting gives the original back, accepting gives what was meant, nothing else moves."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from read_samples import docx, p, packed, r, story, typed
from redline_office import by_office, needs_uno
from redline_oracle import W, part, plain, settled, texts
from redline_samples import AUTHOR, BOLD, CORE, OTHER, RED, added, many, place, rich, swap, written

from pipeline.read.docx import read_docx
from pipeline.redline import RedlineError
from pipeline.redline.edits import Edit, Swap
from pipeline.redline.intent import intended, require_same

P = re.compile(rb"<w:p[ >].*?</w:p>|<w:p/>", re.S)


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def vendor() -> bytes:
    return rich()


@pytest.fixture(scope="module")
def redlined(vendor: bytes) -> bytes:
    return written(vendor, many(vendor))


def test_rejecting_all_gives_the_original_in_text_and_formatting(vendor: bytes, redlined: bytes) -> None:
    assert plain(settled(part(redlined), AUTHOR, accept=False)) == plain(part(vendor))


def test_accepting_all_gives_what_was_meant(vendor: bytes, redlined: bytes) -> None:
    said = texts(settled(part(redlined), AUTHOR, accept=True))
    assert "회사는 고객에게 통지하여야 한다. 끝." in said
    assert said[said.index("회사는 고객에게 통지하여야 한다. 끝.") + 1 :][:2] == [
        "② 새 항이다.",
        "제1조의2 (새 조)",
    ]
    assert "회사는 약관 누리집에 게시하고 미리 알립니다." in said
    assert "앞 넣은 글 " in said
    assert said[-1] == "문서의 끝에 넣은 문단"
    require_same(intended(read_docx("a.docx", vendor), many(vendor)).document, read_docx("a.docx", redlined))


def test_the_original_accepted_reads_as_its_text(vendor: bytes) -> None:
    """The oracle itself: with nothing of ours in it, accepting changes nothing."""
    assert plain(settled(part(vendor), AUTHOR, accept=True)) == plain(part(vendor))


@needs_uno
def test_libreoffice_agrees_on_both(vendor: bytes, redlined: bytes, tmp_path: Path) -> None:
    clean = settled_zip(vendor)
    ours = written(clean, [edit for edit in many(clean) if "뒤 문장" not in edit.place])
    kept, rejected, accepted = by_office([("keep", clean), ("reject", ours), ("accept", ours)], tmp_path)
    assert plain(without_looks_of_marks(rejected)) == plain(without_looks_of_marks(kept))
    assert texts(part(accepted)) == texts(settled(part(ours), AUTHOR, accept=True))


def without_looks_of_marks(data: bytes) -> Element:
    """The body without the looks of paragraph marks, which the office takes from the runs beside them as it goes."""
    root = part(data)
    for properties in root.iter(f"{W}pPr"):
        for looks in properties.findall(f"{W}rPr"):
            properties.remove(looks)
    return root


def settled_zip(data: bytes) -> bytes:
    """The file without the other side's change and comment, which the office would settle as well."""
    body = entries(data)["word/document.xml"].decode()
    body = re.sub(r"<w:del .*?</w:del>|</?w:ins[^>]*>|<w:comment[^>]*/>", "", body)
    return typed(packed({**entries(data), "word/document.xml": body.encode()}))


def test_paragraphs_that_are_not_changed_are_the_same_bytes(vendor: bytes, redlined: bytes) -> None:
    before, after = P.findall(entries(vendor)["word/document.xml"]), P.findall(entries(redlined)["word/document.xml"])
    touched = [one for one in before if one not in after]
    assert len(before) - len(touched) == 5
    assert b"<!-- kept -->" in entries(redlined)["word/document.xml"]


def test_parts_that_are_not_changed_are_the_same_bytes(vendor: bytes, redlined: bytes) -> None:
    before, after = entries(vendor), entries(redlined)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "docProps/core.xml"}
    assert set(before) == set(after)


def test_what_others_changed_and_said_stays_with_author_and_date(vendor: bytes, redlined: bytes) -> None:
    before, after = read_docx("a.docx", vendor), read_docx("a.docx", redlined)
    kept = [(c.kind, c.text, c.author, c.date) for c in after.changes if c.author == "제공자"]
    assert kept == [(c.kind, c.text, c.author, c.date) for c in before.changes]
    assert OTHER.encode() in entries(redlined)["word/document.xml"]
    assert [c.author for c in after.comments if c.author != AUTHOR] == ["제공자"]


def test_ids_are_unique_and_above_all_that_were_there(vendor: bytes, redlined: bytes) -> None:
    ids = re.findall(rb'<w:(?:ins|del|comment) [^>]*?w:id="(\d+)"', b"".join(entries(redlined).values()))
    assert len(ids) == len(set(ids))
    ours = re.findall(rb'w:id="(\d+)" w:author="' + AUTHOR.encode(), b"".join(entries(redlined).values()))
    assert min(map(int, ours)) > 43


def test_each_edit_has_one_comment_on_its_words(vendor: bytes, redlined: bytes) -> None:
    found = [c for c in read_docx("a.docx", redlined).comments if c.author == AUTHOR]
    assert len(found) == len(many(vendor))
    assert all(
        c.text.startswith("근거") and c.text.endswith("이유 <&>") and c.date.startswith("2026-11-27") for c in found
    )
    quotes = [c.quote for c in found]
    assert quotes[0] == "통지하여야 한다."
    assert quotes[-1] == "문서의 끝에 넣은 문단"


def test_a_first_comment_brings_its_part_relationship_and_content_type() -> None:
    data = docx(p("가나다 라마바"))
    after = entries(written(data, [swap(data, "라마바", "사아자")]))
    assert b'PartName="/word/comments.xml"' in after["[Content_Types].xml"]
    assert after["word/_rels/document.xml.rels"].count(b"relationships/comments") == 1
    assert b'w:author="' + AUTHOR.encode() in after["word/comments.xml"]


def test_both_sides_of_a_cut_keep_their_look() -> None:
    data = docx(p(r("굵은 글과 보통 글", BOLD + RED)))
    after = entries(written(data, [swap(data, "글과", "말과")]))["word/document.xml"].decode()
    assert after.count(f"<w:rPr>{BOLD}{RED}</w:rPr>") == 4


def test_automatic_numbers_of_the_vendor_do_not_move(vendor: bytes, redlined: bytes) -> None:
    before, after = read_docx("a.docx", vendor), read_docx("a.docx", redlined)
    assert [b.label for b in before.blocks if b.label] == [b.label for b in after.blocks if b.label]


def test_the_author_is_the_one_who_changed_the_file_last(redlined: bytes) -> None:
    core = entries(redlined)["docProps/core.xml"].decode()
    assert f"<cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy>" in core
    assert "<dc:creator>제공자</dc:creator>" in core
    assert "2026-11-27T00:00:00Z</dcterms:modified>" in core
    assert "담당" in CORE


def test_the_same_input_gives_the_same_bytes(vendor: bytes, redlined: bytes) -> None:
    assert written(vendor, many(vendor)) == redlined


# ------------------------------------------------------------------ what is refused


def refused(data: bytes, *edits: Edit) -> str:
    with pytest.raises(RedlineError) as caught:
        written(data, edits)
    return str(caught.value)


def test_text_inside_anothers_insertion_is_refused(vendor: bytes) -> None:
    assert "다른 사람이 남긴 미확정 변경" in refused(vendor, swap(vendor, "넣은 글", "고친 글"))


def test_text_around_anothers_deletion_is_refused() -> None:
    gone = f"<w:del {OTHER}><w:r><w:delText>지운</w:delText></w:r></w:del>"
    data = docx(p(r("앞 글 ") + gone + r("뒤 글")))
    assert "다른 사람이 남긴 미확정 변경" in refused(data, swap(data, "앞 글 뒤 글", "한 글"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f'<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{p("고칠 글")}</w:sdtContent></w:sdt>', "잠긴 콘텐츠 컨트롤"),
        (f'<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{p("고칠 글")}</w:sdtContent></w:sdt>', "콘텐츠 컨트롤"),
        (p(f'<w:fldSimple w:instr="REF x">{r("고칠 글")}</w:fldSimple>'), "필드"),
        (
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("고칠 글") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            "필드",
        ),
        (p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('고칠 글')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"), "글상자"),
        (f'<w:tbl><w:tr><w:trPr><w:ins {OTHER}/></w:trPr><w:tc>{p("고칠 글")}</w:tc><w:tc>{p("칸")}</w:tc></w:tr></w:tbl>', "표의 행"),
    ],
)  # fmt: skip
def test_places_that_must_not_be_changed_are_refused(body: str, why: str) -> None:
    data = docx(p("앞") + body + p("뒤"))
    assert why in refused(data, swap(data, "고칠 글", "고친 글"))


def test_text_over_two_paragraphs_is_refused() -> None:
    data = docx(p("첫 문단") + p("둘째 문단"))
    whole = Edit("corrected", "제1조", (), (Swap(2, 9, "한 문단"),))
    assert "여러 문단" in refused(data, whole)


def test_a_place_that_is_not_in_the_text_is_refused() -> None:
    data = docx(p("첫 문단"))
    assert "찾지 못했습니다" in refused(data, Edit("corrected", "제1조", (), (Swap(50, 60, "글"),)))


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', "보호된"),
        ('<w:writeProtection w:hash="x"/>', "쓰기 암호"),
    ],
)
def test_a_protected_document_is_refused(setting: str, why: str) -> None:
    data = docx(p("가나다 라마"), {"settings": story("settings", setting)})
    assert why in refused(data, swap(data, "라마", "바사"))


def test_a_document_that_is_protected_for_tracked_changes_may_be_changed() -> None:
    setting = '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
    data = docx(p("가나다 라마"), {"settings": story("settings", setting)})
    assert "바사" in read_docx("a.docx", written(data, [swap(data, "라마", "바사")])).text


@pytest.mark.parametrize("name", ["_xmlsignatures/sig1.xml", "word/vbaProject.bin"])
def test_a_signed_file_and_one_with_macros_are_refused(name: str) -> None:
    data = docx(p("가나다 라마"), raw={name: b"<x/>"})
    assert "수정대비를 만들지 않았습니다" in refused(data, swap(data, "라마", "바사"))


def test_every_reason_is_told_at_once_and_nothing_is_made(vendor: bytes) -> None:
    told = refused(
        vendor, swap(vendor, "통지하지", "알리지"), swap(vendor, "넣은 글", "가"), Edit("corrected", "어디", (), (Swap(9000, 9001, ""),))
    )  # fmt: skip
    assert told.count("\n") == 2


def test_a_paragraph_behind_a_table_at_the_very_end_is_refused() -> None:
    data = docx(p("앞") + "<w:tbl><w:tr><w:tc>" + p("가") + "</w:tc><w:tc>" + p("나") + "</w:tc></w:tr></w:tbl>")
    assert "표 뒤에 빈 문단" in refused(data, added(data, "가", ("", "뒤 문단"), like="앞"))


def test_offsets_are_those_of_the_reader(vendor: bytes) -> None:
    start, end = place(vendor, "보관하지 않습니다.")
    assert read_docx("a.docx", vendor).text[start:end] == "보관하지 않습니다."
