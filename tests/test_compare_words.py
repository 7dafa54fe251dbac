"""The difference of two passages in words: nothing lost, nothing invented, short enough to read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.words import GONE, NEW, Piece, difference, is_changed, shortened, spaced

_TEXTS = st.lists(
    st.sampled_from(["회사는", "고객에게", "알린다.", "30일", "20일,", "(이하", "”", ".", "the", "Provider"]),
    max_size=30,
).map(" ".join)


def _side(pieces: tuple[Piece, ...], left_out: str) -> str:
    return "".join("".join(text.split()) for kind, text in spaced(pieces) if kind != left_out)


@given(_TEXTS, _TEXTS)
def test_without_the_new_words_the_old_text_is_left_and_the_other_way_round(old, new):
    pieces = difference(old, new)
    assert _side(pieces, NEW) == "".join(old.split())
    assert _side(pieces, GONE) == "".join(new.split())
    assert is_changed(pieces) == ([*old.split()] != [*new.split()])


@given(_TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert "".join(t for _, t in spaced(difference(text, text))) == " ".join(text.split())


def test_a_comma_behind_a_word_leaves_the_word_alone():
    told = [(p.kind, p.text) for p in difference("지체 없이 알립니다.", "지체 없이, 24시간 안에 알립니다.")]
    assert told == [("same", "지체 없이"), ("new", ", 24시간 안에"), ("same", "알립니다.")]


def test_one_word_between_two_changes_is_taken_into_them():
    told = difference("회사는 지체 없이 서면으로 고객에게 통지한다.", "회사는 30일 안에 서면으로 감독당국에 통지한다.")
    assert [p.text for p in told if p.kind == GONE] == ["지체 없이 서면으로 고객에게"]


def test_two_texts_that_share_almost_nothing_are_shown_whole():
    told = difference("가 나 다 라 마 바", "아 자 차 나 카 타")
    assert [p.kind for p in told] == [GONE, NEW]


def test_long_texts_are_aligned_by_sentence_first():
    old = " ".join(f"제공자는 자료 {n}을 보관한다." for n in range(900))
    new = old.replace("자료 450을", "자료 450과 451을")
    told = [(p.kind, p.text) for p in difference(old, new) if p.kind in (GONE, NEW)]
    assert told == [("gone", "450을"), ("new", "450과 451을")]


def test_what_stays_is_shortened_around_a_change():
    words = [f"말{n}" for n in range(100)]
    new = [*words[:50], "새말", *words[50:]]
    told = shortened(difference(" ".join(words), " ".join(new)), around=3)
    assert [p.text for p in told] == ["…", "말47 말48 말49", "새말", "말50 말51 말52", "…"]
