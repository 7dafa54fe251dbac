"""HWPX and HWP 5: tracked changes, memos and margins are kept apart, with their places in the text."""

from __future__ import annotations

import random

import pytest
from hangul_samples import R, boxed, ctrl, hp, htable, hwp, hwpx, run, sub, t, xp, xtable

from pipeline.model import Document
from pipeline.read import limits, read_bytes

HEAD = (
    '<hh:trackChanges><hh:trackChange type="Insert" date="2026-11-01T09:00:00Z" authorID="1" id="3"/>'
    '<hh:trackChange type="Delete" date="2026-11-02T09:00:00Z" authorID="2" id="4"/></hh:trackChanges>'
    '<hh:trackChangeAuthors><hh:trackChangeAuthor name="갑돌" id="1"/><hh:trackChangeAuthor name="을순" id="2"/>'
    "</hh:trackChangeAuthors>"
)


def inserted(text: str, key: int = 1, paraend: int = 0) -> str:
    return f'<hp:insertBegin Id="{key}" TcId="3"/>{text}<hp:insertEnd Id="{key}" TcId="3" paraend="{paraend}"/>'


def deleted(text: str, key: int = 2, paraend: int = 0) -> str:
    return f'<hp:deleteBegin Id="{key}" TcId="4"/>{text}<hp:deleteEnd Id="{key}" TcId="4" paraend="{paraend}"/>'


def of_hwpx(body: str) -> Document:
    return read_bytes("계약.hwpx", hwpx(body, head=HEAD))


def of_hwp(*paragraphs: R) -> Document:
    return read_bytes("계약.hwp", hwp(*paragraphs))


def kinds(document: Document) -> list[tuple[str, str, int]]:
    return [(change.kind, change.text, change.place) for change in document.changes]


def test_hwpx_changes_have_text_author_date_and_place() -> None:
    document = of_hwpx(xp("앞") + xp(t("기한은 " + deleted("10일") + inserted("30일") + "이다.")))
    assert kinds(document) == [("delete", "10일", 6), ("insert", "30일", 6)]
    assert document.text[6:9] == "30일"
    assert [(change.author, change.date[:10]) for change in document.changes] == [
        ("을순", "2026-11-02"),
        ("갑돌", "2026-11-01"),
    ]


def test_hwp_changes_have_text_and_place() -> None:
    document = of_hwp(hp("앞"), hp("기한은 10일30일이다.", changes=[(4, 7, 17), (7, 10, 16)]))
    assert kinds(document) == [("delete", "10일", 6), ("insert", "30일", 6)]


def test_changes_in_cells_and_after_automatic_line_breaks_keep_their_place() -> None:
    cell = xp(t("<hp:nbSpace/>나 " + inserted("다")))
    for document in (
        of_hwpx(xp(xtable(["가", cell]))),
        of_hwp(hp(htable(["가", hp(" 나 다", changes=[(3, 4, 16)])]))),
    ):
        assert document.text == "가\t나 다"
        assert kinds(document) == [("insert", "다", 4)]


def test_a_deleted_paragraph_mark_is_a_newline_and_its_place_is_the_seam() -> None:
    for document in (
        of_hwpx(xp(t("<hp:nbSpace/>가" + deleted("나", paraend=1))) + xp("다")),
        of_hwp(hp("가나", changes=[(1, 3, 17)]), hp("다")),
    ):
        assert document.text == "가다"
        assert kinds(document) == [("delete", "나\n", 1)]


def test_a_change_over_paragraphs_is_one_change_in_hwpx() -> None:
    first = t('<hp:nbSpace/>가<hp:insertBegin Id="1" TcId="3"/>나')
    last = t('<hp:nbSpace/>라<hp:insertEnd Id="1" TcId="3" paraend="0"/>마')
    document = of_hwpx(xp(first) + xp(last))
    assert kinds(document) == [("insert", "나\n 라", 1)]


def test_a_paragraph_that_is_deleted_whole_leaves_its_place() -> None:
    document = of_hwpx(xp("앞") + xp(t("<hp:nbSpace/>" + deleted("지운 문단"))) + xp("뒤"))
    assert document.text == "앞\n뒤"
    assert kinds(document) == [("delete", "지운 문단", 2)]


def test_the_place_of_an_insertion_holds_its_text_in_any_paragraph() -> None:
    chance = random.Random(7)
    for _ in range(200):
        before, after = ("".join(chance.choices("가나 다\u200b", k=chance.randrange(6))) for _ in range(2))
        for document in (
            of_hwpx(xp(t(f"앞<hp:tab/>{before}{inserted('새글')}{after}"))),
            of_hwp(hp("앞", (9, None), before, "새글", after, changes=[(9 + len(before), 11 + len(before), 16)])),
        ):
            (change,) = document.changes
            assert document.text[change.place : change.place + 2] == change.text == "새글"


def test_changes_over_one_another_have_their_text_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OPEN_CHANGES", 2)
    opened = "".join(f'<hp:insertBegin Id="{key}" TcId="3"/>' for key in range(3))
    closed = "".join(f'<hp:insertEnd Id="{key}" TcId="3"/>' for key in range(3))
    document = of_hwpx(xp(t(f"가{opened}나{closed}다")))
    assert document.text == "가나다"
    assert [text for _, text, _ in kinds(document)] == ["", "나", "나"]


def test_overlapping_ranges_of_a_hwp_are_one_change() -> None:
    assert kinds(of_hwp(hp("가나다라", changes=[(0, 2, 16), (1, 3, 16)]))) == [("insert", "가나다", 0)]


def test_a_memo_of_a_hwpx_has_what_it_is_on() -> None:
    begin = ctrl(
        '<hp:fieldBegin id="5" type="MEMO"><hp:parameters><hp:stringParam name="Author">갑돌</hp:stringParam>'
        '<hp:stringParam name="CreateDateTime">2026-11-01</hp:stringParam></hp:parameters>'
        f"{sub(xp('검토'), xp('바람'))}</hp:fieldBegin>"
    )
    document = of_hwpx(xp(t("기한은 ") + begin + t("30일") + ctrl('<hp:fieldEnd beginIDRef="5"/>') + t("이다.")))
    (memo,) = document.comments
    assert (memo.author, memo.date, memo.text, memo.place, memo.quote) == (
        "갑돌",
        "2026-11-01",
        "검토\n바람",
        4,
        "30일",
    )


def test_a_memo_of_a_hwp_has_its_text_and_no_place() -> None:
    memos = [R(93), R(72, bytes(8)), hp("검토"), hp("바람"), R(93), R(72, bytes(8)), hp("둘째")]
    document = of_hwp(hp("본문", memos=memos))
    assert [(memo.text, memo.place, memo.quote) for memo in document.comments] == [
        ("검토\n바람", -1, ""),
        ("둘째", -1, ""),
    ]
    assert document.warnings == ("메모 2건은 계약의 내용이 아니므로 제외했습니다.",)


def test_margins_are_kept_once_each() -> None:
    header = ctrl(f"<hp:header>{sub(xp('대외비'), xp('2쪽'))}</hp:header>")
    for document in (
        of_hwpx(xp(header + t("본문") + header) + xp(run("<hp:secPr/>"))),
        of_hwp(hp((16, boxed("head", hp("대외비"), hp("2쪽"))), "본문", (16, boxed("foot", hp("대외비"), hp("2쪽"))))),
    ):
        assert document.margins == ("대외비\n2쪽",)
        assert document.warnings == ()
