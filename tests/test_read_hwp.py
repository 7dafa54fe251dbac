"""HWP 5: order, tables, boxes, notes, changes, automatic numbers, protection, and files that are not whole."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable

import pytest
from hangul_samples import (
    FORMS,
    R,
    boxed,
    compound,
    control,
    deflated,
    gso,
    hp,
    htable,
    hwp,
    numbering,
    records,
    secd,
    shape,
    stream,
)

from pipeline.errors import ReadError
from pipeline.model import Document, Outcome
from pipeline.parse import parse
from pipeline.read import limits, read_bytes
from pipeline.read.hwp_text import Gaps


def read(*paragraphs: R, doc_info: tuple[R, ...] = ()) -> Document:
    return read_bytes("계약.hwp", hwp(*paragraphs, doc_info=doc_info))


def words(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [text for _, text in words(document)]


def labels(document: Document) -> list[str]:
    return [block.label for block in document.blocks]


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_bytes("계약.hwp", data)
    assert str(caught.value).startswith("계약.hwp: ")
    assert str(caught.value).endswith("오.")
    return caught.value


def attempt(data: bytes) -> Document | ReadError:
    """Return how the reading of these bytes ends; any other exception is a defect."""
    try:
        return read_bytes("계약.hwp", data)
    except ReadError as error:
        return error


# ---------------------------------------------------------------- text


def test_paragraphs_tabs_breaks_and_fixed_spaces() -> None:
    document = read(hp("가", (9, None), "나\n다\x1e라\x1f마\x18바"), hp("𠀀끝"))
    assert document.text == "가\t나\n다 라 마바\n𠀀끝"
    assert document.format == "hwp"


def test_inline_controls_of_eight_units_hide_no_text() -> None:
    assert read(hp("가", (4, None), "나", (8, None), "다")).text == "가나다"


def test_sections_come_in_order_of_their_numbers() -> None:
    streams = {f"BodyText/Section{number}": stream([hp(f"글{number}")]) for number in (10, 2, 1, *range(3, 10))}
    assert read_bytes("계약.hwp", hwp(hp("글0"), streams=streams)).text.split("\n") == [f"글{n}" for n in range(11)]


def test_streams_that_are_not_deflated_are_read() -> None:
    assert read_bytes("계약.hwp", hwp(hp("가"), flags=0)).text == "가"


def test_a_long_section_outside_the_mini_stream_is_read() -> None:
    long = ["".join(map(chr, random.Random(number).sample(range(0xAC00, 0xD7A3), 300))) for number in range(20)]
    assert texts(read(*map(hp, long))) == long


def test_a_field_gives_its_result_and_never_its_command() -> None:
    begin = (3, control("%hlk", struct.pack("<IBH", 0, 0, 8) + "http://x".encode("utf-16-le")))
    assert read(hp(begin, "제3조", (4, None), "에 따라")).text == "제3조에 따라"


def test_composed_characters_ruby_and_caption_numbers_are_text() -> None:
    composed = control("tcps", struct.pack("<H", 1) + "㉑".encode("utf-16-le"))
    ruby = control(
        "tdut", struct.pack("<H", 1) + "갑".encode("utf-16-le") + struct.pack("<H", 1) + "을".encode("utf-16-le")
    )
    number = control("atno", struct.pack("<IHHHH", 4 | 1 << 4, 3, 0, ord("<"), ord(">")))
    page = control("atno", struct.pack("<IHHHH", 0, 7, 0, 0, 0))
    assert read(hp((23, composed), (23, ruby), (18, number), (18, page))).text == "㉑갑(을)<③>"


# ---------------------------------------------------------------- tables and boxes


def test_table_rows_are_blocks_with_cells_parted_by_a_tab() -> None:
    document = read(hp("앞"), hp(htable(["구분", "값"], ["가", "나"], caption="표 제목")), hp("뒤"))
    assert words(document) == [
        ("paragraph", "앞"),
        ("paragraph", "표 제목"),
        ("row", "구분\t값"),
        ("row", "가\t나"),
        ("paragraph", "뒤"),
    ]


def test_a_merged_cell_keeps_the_columns_below_it() -> None:
    assert texts(read(hp(htable([("가", 0, 2), ("나", 1, 1)], [("다", 1, 1)], ["라", "마"])))) == [
        "가\t나",
        "\t다",
        "라\t마",
    ]


def test_a_row_span_beyond_the_table_adds_no_rows() -> None:
    assert texts(read(hp(htable([("가", 0, 65535), "나"])))) == ["가\t나"]


def test_cells_that_stand_for_merged_ones_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_FILLERS", 1)
    rows = [[("가", 0, 4), ("나", 1, 1)], [("다", 1, 1)], [("라", 1, 1), ("마", 2, 1)]]
    assert texts(read(hp(htable(*rows)))) == ["가\t나", "\t다", "라\t마"]


def test_cells_that_claim_the_same_place_are_all_read() -> None:
    assert texts(read(hp(htable([("가", 0, 9), ("나", 0, 9)], [("다", 0, 9), ("라", 1, 9)])))) == ["가\t나", "다\t라"]


def test_a_table_of_one_cell_is_layout_and_one_in_a_cell_follows_its_row() -> None:
    assert words(read(hp(htable(["제1조(목적)"])))) == [("paragraph", "제1조(목적)")]
    assert texts(read(hp(htable([hp("바깥", htable(["안", "쪽"])), "옆"])))) == ["바깥\t옆", "안\t쪽"]


def test_a_title_cell_marks_its_row() -> None:
    cells = [
        R(77, bytes(8)),
        *(part for place in (0, 1) for part in (R(72, struct.pack("<IIHHHH", 1, 1 << 18, place, 0, 1, 1)), hp("가"))),
    ]
    document = read(hp((11, control("tbl ", struct.pack("<I", 1), *cells))))
    assert [block.style for block in document.blocks] == ["header"]


def test_a_table_in_front_of_text_comes_first_and_one_behind_comes_last() -> None:
    assert texts(read(hp(htable(["가", "나"]), "뒤"))) == ["가\t나", "뒤"]
    assert texts(read(hp(htable(["가", "나"], inline=False), "글"))) == ["글", "가\t나"]


def test_text_boxes_and_groups_are_read_in_order() -> None:
    box = [R(72, bytes(8)), hp("글상자"), R(79)]
    group = R(76, b"", [R(72, bytes(8)), hp("묶음")])
    assert read(hp("앞", (11, gso(*box, group)))).text == "앞\n글상자\n묶음"


def test_notes_follow_their_paragraph_and_are_numbered() -> None:
    document = read(hp("본문", (17, boxed("fn  ", hp("각주"))), " 계속", (17, boxed("en  ", hp("미주")))))
    assert words(document) == [("paragraph", "본문 계속"), ("note", "각주"), ("note", "미주")]
    assert labels(document)[1:] == ["주 1)", "미주 1)"]


def test_headers_memos_and_hidden_comments_are_left_out_with_a_warning() -> None:
    memo = [R(93), R(72, bytes(8)), hp("메모글")]
    document = read(
        hp((16, boxed("head", hp("머리말" * 100))), "본문", (15, boxed("tcmt", hp("숨은글"))), memos=memo),
    )
    assert document.text == "본문"
    assert [
        any(part in warning for warning in document.warnings) for part in ("300자", "메모 1건", "숨은 설명 3자")
    ] == [True] * 3


def test_paragraphs_that_nothing_leads_to_are_counted_as_lost() -> None:
    paragraph = hp("앞")
    paragraph.below.append(hp("떠도는 글"))
    document = read(paragraph)
    assert document.text == "앞"
    assert document.warnings == ("문서 안의 자리를 알 수 없는 글 4자를 본문에 넣지 못했습니다. 원본을 확인하십시오.",)


def test_equations_are_read_as_their_script() -> None:
    script = "a over b"
    equation = control("eqed", bytes(20), R(88, struct.pack("<IH", 0, len(script)) + script.encode("utf-16-le")))
    document = read(hp("이자는 ", (11, equation), "이다."))
    assert document.text == "이자는 a over b이다."
    assert "수식 1개" in document.warnings[0]


@pytest.mark.parametrize(("size", "unread"), [((59528, 84186), 1), ((5000, 5000), 0)])
def test_a_large_picture_is_unread_and_a_small_one_a_warning(size: tuple[int, int], unread: int) -> None:
    document = read(hp("앞"), hp((11, gso(R(85), size=size))))
    assert len(document.unread) == unread
    assert ("작은 그림 1개" in " ".join(document.warnings)) is not bool(unread)


@pytest.mark.parametrize(("tag", "what"), [(84, "개체"), (90, "글맵시"), (95, "도표"), (98, "동영상")])
def test_objects_without_text_are_unread(tag: int, what: str) -> None:
    assert [part.where for part in read(hp("앞"), hp((11, gso(R(tag))))).unread] == [f"'앞…' 다음의 {what}"]


def test_a_form_object_is_unread() -> None:
    assert len(read(hp("앞", (11, control("form")))).unread) == 1


# ---------------------------------------------------------------- changes


def test_the_accepted_reading_keeps_insertions_and_drops_deletions() -> None:
    document = read(hp("기한은 10일30일이다.", changes=[(4, 7, 17), (7, 10, 16)]))
    assert document.text == "기한은 30일이다."
    assert document.warnings[0].startswith("미확정 변경 2건")


def test_positions_of_changes_count_controls_and_surrogates() -> None:
    assert read(hp("𠀀", (9, None), "나다", changes=[(10, 11, 17)])).text == "𠀀\t다"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert read(hp("가나", changes=[(1, 3, 17)]), hp("다")).text == "가다"


def test_other_range_tags_change_nothing() -> None:
    document = read(hp("가나", changes=[(0, 2, 2)]))
    assert (document.text, document.warnings) == ("가나", ())


def test_gaps_leave_out_what_lies_in_any_range() -> None:
    chance = random.Random(3)
    for _ in range(500):
        ranges = [(start, start + chance.randrange(-1, 5)) for start in (chance.randrange(30) for _ in range(6))]
        at, text = chance.randrange(20), "가나다라마바사아자차"[: chance.randrange(11)]
        gone = {place for start, end in ranges for place in range(start, end)}
        gaps = Gaps(ranges)
        assert gaps.without(text, at) == "".join(sign for place, sign in enumerate(text, at) if place not in gone)
        assert [gaps.holds(place) for place in range(40)] == [place in gone for place in range(40)]


def test_struck_out_text_is_left_out_and_relief_is_not_struck() -> None:
    looks = tuple(R(21, bytes(46) + struct.pack("<I", flags)) for flags in (0, 1 << 18, 1 << 18 | 13 << 26))
    document = read(hp("가나다라", looks=[(0, 0), (1, 1), (3, 2)]), doc_info=looks)
    assert document.text == "가라"
    assert document.warnings == ("취소선으로 지운 글 2자는 본문에서 제외했습니다.",)


# ---------------------------------------------------------------- automatic numbers

ARTICLES = (
    numbering([("DIGIT", "제^1조"), ("CIRCLED_DIGIT", "^2"), ("HANGUL_SYLLABLE", "^3.")]),
    *(shape(1, 0, level) for level in range(3)),
    *(shape(2, 1, level) for level in range(3)),
)


def test_the_outline_numbers_articles_and_restarts_below() -> None:
    plan = (("목적", 0), ("가", 1), ("나", 1), ("정의", 0), ("다", 1), ("라", 2))
    body = [hp(secd(1), text, shape=number) for text, number in plan[:1]]
    document = read(*body, *(hp(text, shape=number) for text, number in plan[1:]), doc_info=ARTICLES)
    assert labels(document) == ["제1조", "①", "②", "제2조", "①", "가."]
    assert [(article.number, article.title) for article in parse(document).articles if article.number] == [
        ("제1조", "목적"),
        ("제2조", "정의"),
    ]


def test_lists_and_outline_are_counted_apart() -> None:
    document = read(hp(secd(1), "목적", shape=0), hp("목록", shape=3), hp("정의", shape=0), doc_info=ARTICLES)
    assert labels(document) == ["제1조", "제1조", "제2조"]


def test_a_new_list_starts_anew_and_going_back_goes_on() -> None:
    doc_info = (
        numbering([("DIGIT", "^1.")]),
        numbering([("DIGIT", "^1)")], start=1, first=5),
        numbering([("DIGIT", "(^1)")]),
        *(shape(2, number) for number in (1, 2, 3)),
    )
    document = read(*(hp("가", shape=number) for number in (0, 0, 1, 1, 2, 0)), doc_info=doc_info)
    assert labels(document) == ["1.", "2.", "5)", "6)", "(7)", "3."]


@pytest.mark.parametrize("form", FORMS)
def test_every_format_code_has_the_name_of_hwpx(form: str) -> None:
    from pipeline.read.hangul_numbers import spell

    document = read(hp("가"), hp("나"), doc_info=(numbering([(form, "^1")]), shape(2, 1)))
    assert labels(document) == [spell(1, form), spell(2, form)]


def test_numberings_before_version_5_0_2_5_start_where_the_list_says() -> None:
    old = numbering([("DIGIT", "^1.")], start=4)
    old.data = old.data[:-28]
    assert labels(read(hp("가"), doc_info=(old, shape(2, 1)))) == ["4."]


def test_levels_eight_to_ten_follow_the_first_seven() -> None:
    more = numbering([("DIGIT", "^1.")])
    level = struct.pack("<IiIH", 0, 0, 0, 3) + "^8-".encode("utf-16-le")
    more.data += level * 3 + struct.pack("<3I", 6, 1, 1)
    assert labels(read(hp("가"), doc_info=(more, shape(2, 1, 7)))) == ["6-"]


def test_bullets_and_missing_definitions_and_short_records() -> None:
    doc_info = (
        R(24, bytes(12) + "※".encode("utf-16-le")),
        R(24, bytes(12) + "\uf0a7".encode("utf-16-le")),
        R(23, b"\x01"),
        *(shape(3, number) for number in (1, 2, 3)),
        shape(2, 9),
        shape(2, 1),
        R(25, b"\x00"),
    )
    document = read(*(hp("가", shape=number) for number in (0, 1, 2, 3, 4, 5, 99)), doc_info=doc_info)
    assert labels(document) == ["※", "•", "•", "", "", "", ""]


def test_style_names_are_those_of_doc_info() -> None:
    style = R(26, struct.pack("<H", 3) + "바탕글".encode("utf-16-le"))
    assert [block.style for block in read(hp("가"), doc_info=(style,)).blocks] == ["바탕글"]


# ---------------------------------------------------------------- protected


@pytest.mark.parametrize(
    ("bit", "outcome", "words"),
    [
        (1, Outcome.NEEDS_PASSWORD, "암호가 걸린"),
        (8, Outcome.NEEDS_PASSWORD, "암호가 걸린"),
        (2, Outcome.REFUSED, "배포용"),
        (4, Outcome.NEEDS_PASSWORD, "DRM"),
        (10, Outcome.NEEDS_PASSWORD, "DRM"),
    ],
)
def test_a_protected_file_is_named_for_what_it_is(bit: int, outcome: Outcome, words: str) -> None:
    error = refused(hwp(hp("가"), flags=1 | 1 << bit))
    assert error.outcome is outcome
    assert words in str(error)


def test_a_version_that_is_not_five_is_refused_by_its_number() -> None:
    assert "6.2" in str(refused(hwp(hp("가"), version=0x06020000)))


# ---------------------------------------------------------------- not whole

LEVEL_JUMP = deflated(struct.pack("<I", 66 | 5 << 10))
DEEP = deflated(b"".join(struct.pack("<I", 66 | level << 10) for level in range(400)))
BOMB = deflated(bytes(limits.HWP_STREAM + 1))
CUT_RECORD = deflated(struct.pack("<I", 67 | 500 << 20) + b"ab")


@pytest.mark.parametrize(
    ("streams", "outcome", "words"),
    [
        ({"FileHeader": None}, Outcome.DAMAGED, "FileHeader"),
        ({"FileHeader": b"HWP Document File"}, Outcome.DAMAGED, "파일 머리"),
        ({"DocInfo": None}, Outcome.DAMAGED, "DocInfo"),
        ({"BodyText/Section0": None}, Outcome.DAMAGED, "본문"),
        ({"BodyText/Section0": None, "BodyText/Section1": deflated(b"")}, Outcome.DAMAGED, "1번째 구역"),
        ({"BodyText/Section0": b"\xff\xff\xff"}, Outcome.DAMAGED, "압축을 풀 수"),
        ({"BodyText/Section0": stream([hp("가" * 99)])[:-4]}, Outcome.DAMAGED, "끝까지"),
        ({"BodyText/Section0": CUT_RECORD}, Outcome.DAMAGED, "잘려"),
        ({"BodyText/Section0": LEVEL_JUMP}, Outcome.DAMAGED, "기록 순서"),
        ({"BodyText/Section0": DEEP}, Outcome.LIMIT, "겹"),
        ({"BodyText/Section0": BOMB}, Outcome.LIMIT, "너무 큽니다"),
    ],
)
def test_a_file_that_is_not_whole_is_named_for_what_is_wrong(
    streams: dict[str, bytes | None], outcome: Outcome, words: str
) -> None:
    error = refused(hwp(hp("가"), streams=streams))
    assert error.outcome is outcome
    assert words in str(error)


def test_a_section_that_doc_info_counts_may_not_be_missing() -> None:
    error = refused(hwp(hp("가"), doc_info=[R(16, struct.pack("<H", 2))]))
    assert error.outcome is Outcome.DAMAGED
    assert "2번째 구역" in str(error)


def test_a_paragraph_shorter_than_its_header_says_is_marked() -> None:
    paragraph = hp("가나다")
    paragraph.data = struct.pack("<I", 1 << 31 | 9) + paragraph.data[4:]
    assert read(paragraph, hp("라")).warnings == (
        "문단 1곳의 글이 파일에 적힌 글자 수보다 짧습니다. 빠진 글이 있는지 원본과 대조하십시오.",
    )


def test_more_records_or_sections_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HWP_RECORDS", 10)
    assert refused(hwp(*[hp("가")] * 9)).outcome is Outcome.LIMIT
    monkeypatch.setattr(limits, "HWP_SECTIONS", 1)
    assert refused(hwp(hp("가"), streams={"BodyText/Section1": stream([hp("나")])})).outcome is Outcome.LIMIT


def test_tables_nested_beyond_the_limit_are_reported_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_DEPTH", 3)
    inner = hp("속")
    for _ in range(6):
        inner = hp(htable([inner, "옆"]))
    document = read(inner)
    assert "속" not in document.text
    assert [part.where for part in document.unread] == ["문서 첫머리의 겹친 표"]


def patched(at: int, value: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + struct.pack("<I", value) + data[at + 4 :]


def circular(data: bytes) -> bytes:
    """Every sector of the file points to itself."""
    fat = struct.unpack_from("<I", data, 76)[0]
    at = 512 * (fat + 1)
    return data[:at] + struct.pack("<128I", *range(128)) + data[at + 512 :]


def huge_root(data: bytes) -> bytes:
    at = data.index("Root Entry".encode("utf-16-le")) + 120
    return data[:at] + struct.pack("<I", 0x7FFFFFFF) + data[at + 4 :]


def huge_section(data: bytes) -> bytes:
    at = data.index("Section0".encode("utf-16-le")) + 120
    return data[:at] + struct.pack("<I", 0x7FFFFFFF) + data[at + 4 :]


def circular_directory(data: bytes) -> bytes:
    at = data.index("DocInfo".encode("utf-16-le")) + 72
    return data[:at] + struct.pack("<I", 1) + data[at + 4 :]


@pytest.mark.parametrize(
    "change",
    [
        patched(44, 0xFFFFFFF0), patched(72, 0xFFFFFFF0), patched(64, 0xFFFFFFF0), patched(40, 0xFFFFFFF0),
        patched(30, 0x00060020), patched(48, 0x00FFFFFF), circular, huge_root, huge_section, circular_directory,
        lambda data: data[:600], lambda data: data[:1100],
    ],
)  # fmt: skip
def test_a_hostile_container_is_damaged(change: Callable[[bytes], bytes]) -> None:
    assert refused(change(hwp(*[hp("가" * 2000)] * 3, flags=0))).outcome is Outcome.DAMAGED


def test_a_file_cut_anywhere_is_never_read_in_part() -> None:
    whole = hwp(*(hp(f"제{number}조(조항) 가나다라마바사") for number in range(1, 60)), flags=0)
    text = read_bytes("계약.hwp", whole).text
    for at in range(512, len(whole), 97):
        found = attempt(whole[:at])
        assert found.outcome is Outcome.DAMAGED if isinstance(found, ReadError) else found.text == text


@pytest.mark.parametrize("flags", [0, 1])
def test_mutated_files_end_in_a_document_or_a_named_error(flags: int) -> None:
    random_bytes = random.Random(20261127 + flags)
    body = [hp(secd(1), "제1조(목적) 가", shape=0), hp(htable(["가", "나"])), hp("글", (17, boxed("fn  ", hp("주"))))]
    whole = hwp(*body, doc_info=ARTICLES, flags=flags)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random_bytes.randrange(1, 12)):
            data[random_bytes.randrange(len(data))] = random_bytes.randrange(256)
        found = attempt(bytes(data))
        assert str(found).startswith("계약.hwp: ") if isinstance(found, ReadError) else found.text


def test_mutated_records_end_in_a_document_or_a_named_error() -> None:
    random_bytes = random.Random(5)
    body = [
        hp(secd(1), "가", shape=0, changes=[(8, 9, 17)]),
        hp(htable([hp("가", htable(["안", "쪽"])), ("나", 1, 2)], [("다", 0, 1)])),
        hp("글", (17, boxed("fn  ", hp("주"))), (11, gso(R(72, bytes(8)), hp("글상자"), R(85)))),
    ]
    plain = records(body)
    for _ in range(500):
        data = bytearray(plain)
        for _ in range(random_bytes.randrange(1, 6)):
            data[random_bytes.randrange(len(data))] = random_bytes.randrange(256)
        found = attempt(hwp(doc_info=ARTICLES, streams={"BodyText/Section0": deflated(bytes(data))}))
        assert str(found).startswith("계약.hwp: ") if isinstance(found, ReadError) else found.text


def test_the_compound_files_of_these_tests_are_read_by_another_reader() -> None:
    import io

    import olefile

    streams = {"FileHeader": b"a" * 256, "BodyText/Section0": b"b" * 9000, "BodyText/Section1": b"c"}
    ole = olefile.OleFileIO(io.BytesIO(compound(streams)), raise_defects=olefile.DEFECT_POTENTIAL)
    assert {"/".join(path): ole.openstream(path).read() for path in ole.listdir()} == streams
    assert zlib.decompress(deflated(b"x"), -15) == b"x"
