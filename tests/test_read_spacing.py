"""Broken words are mended for matching: what is found points into the raw text."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.spacing import Words, is_broken, mend

SHARED = Path(os.environ.get("FINCLAUSE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DOCUMENTS = sorted((SHARED / "evaluation" / "documents").glob("ko-*.txt"))
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
KOREAN = (SAMPLES / "vendor-terms.txt").read_text(encoding="utf-8")


def test_a_broken_word_is_mended_and_points_to_the_raw_text() -> None:
    raw = "클라우 드서비스제공 자는 이용자의 정\n보를 보호한 다."
    mended = mend(raw)
    assert mended.text.replace(" ", "") == "클라우드서비스제공자는이용자의정보를보호한다."
    assert "정보를 보호한다." in mended.text
    start = mended.text.index("정보를")
    assert raw[slice(*mended.raw(start, start + 3))] == "정\n보를"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("보호하여야 한다.", "보호하여야 한다."),
        ("1 0영업일", "1 0영업일"),
        ("업무 를 위탁", "업무를 위탁"),
        ("통지한다 .", "통지한다."),
        ("the Provider shall not", "the Provider shall not"),
        ("", ""),
    ],
)
def test_gaps_go_only_where_they_break_a_word(raw: str, expected: str) -> None:
    assert mend(raw).text == expected


def test_the_words_of_the_document_decide_what_kiwi_does_not_know() -> None:
    words = Words("마루별누리는 알린다. 마루별누리는 답한다. 마루별누리는 고친다.")
    assert mend("마루별 누리는 알린다.", words).text == "마루별누리는 알린다."


@given(st.text(st.sampled_from("가나다 을를은는 한다 제1조.,\n\t“”()ab12"), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_character_but_a_gap_is_taken_away(text: str) -> None:
    mended = mend(text)
    assert [text[at] for at in mended.at] == list(mended.text)
    assert "".join(mended.text.split()) == "".join(text.split())
    assert list(mended.at) == sorted(set(mended.at))


# ---------------------------------------------------------------- measured


def broken(line: str, draw: random.Random, rate: float) -> str:
    """The line with a gap in this share of its words."""
    words = []
    for word in line.split():
        cut = draw.randrange(1, len(word)) if len(word) > 2 and draw.random() < rate else 0
        words.append(f"{word[:cut]} {word[cut:]}" if cut else word)
    return " ".join(words)


def spans(line: str) -> set[tuple[int, int]]:
    """The words of a line as places among its characters that are not blank."""
    out, at = set(), 0
    for word in line.split():
        out.add((at, at + len(word)))
        at += len(word)
    return out


def measured(text: str, rate: float, seed: int = 7) -> tuple[int, int, int, int]:
    """Return words that were broken, of them restored exactly; words that were whole, of them harmed."""
    draw = random.Random(seed)
    lines = [" ".join(line.split()) for line in text.splitlines() if len(line.split()) >= 4]
    cut = [broken(line, draw, rate) for line in lines]
    words = Words("\n".join(cut))
    hurt = restored = whole = harmed = 0
    for line, raw in zip(lines, cut, strict=True):
        wanted, given_, got = spans(line), spans(raw), spans(mend(raw, words).text)
        hurt += len(wanted - given_)
        restored += len((wanted - given_) & got)
        whole += len(wanted & given_)
        harmed += len((wanted & given_) - got)
    return hurt, restored, whole, harmed


def test_most_broken_words_of_a_sample_are_restored_and_few_whole_ones_harmed() -> None:
    hurt, restored, whole, harmed = measured(KOREAN, 0.3)
    assert hurt > 200
    assert restored / hurt >= 0.85
    assert harmed / whole <= 0.02


@pytest.mark.skipif(not DOCUMENTS, reason="the shared folder with practice documents is not there")
def test_most_broken_words_of_practice_documents_are_restored() -> None:
    counts = [measured(path.read_text(encoding="utf-8"), 0.3) for path in DOCUMENTS[:12]]
    hurt, restored, whole, harmed = (sum(column) for column in zip(*counts, strict=True))
    assert hurt > 5_000
    assert restored / hurt >= 0.85
    assert harmed / whole <= 0.02


def test_a_text_as_it_should_be_is_not_taken_for_broken() -> None:
    assert not is_broken(KOREAN)
    assert is_broken(broken(KOREAN, random.Random(7), 0.1))
