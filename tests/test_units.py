"""Sentences and units."""

import pytest

from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.units import sentences, units


def cut(text):
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("제공자는 통지한다. 다만, 급한 경우에는 그러하지 아니하다.", 2),
        ("2026. 11. 27.까지 통지한다.", 1),
        ("가동률은 99.9% 이상으로 합니다. 미달하면 배상합니다.", 2),
        ("The Provider shall notify. The Customer may object.", 2),
        ("See No. 3 of Art. 5 before signing.", 1),
    ],
)
def test_sentences_end_where_a_reader_would_stop(text, count):
    assert len(cut(text)) == count


def made(text):
    document = read_bytes("a.txt", text.encode())
    return document, units(parse(document))


def test_every_unit_is_an_exact_slice_of_the_document():
    document, found = made(
        "제1조(통지) ① 을은 통지한다. 다만, 급하면 뒤에 알린다.\n② 다음 각 호를 제출한다.\n1. 보고서\n2. 계획서\n"
    )
    assert [document.text[u.start : u.end] for u in found] == [u.text for u in found]


def test_an_item_knows_the_sentence_that_introduces_it():
    _, found = made("제1조(제출) ① 을은 다음 각 호의 자료를 제출한다.\n1. 보고서\n2. 계획서\n② 갑은 확인한다.\n")
    by_text = {u.text: u for u in found}
    assert "다음 각 호" in by_text["보고서"].lead
    assert by_text["갑은 확인한다."].lead == ""


def test_a_definition_is_marked():
    _, found = made(
        '제2조(정의) 이 계약에서 쓰는 말의 뜻은 다음과 같다.\n1. "고객정보"란 갑이 맡긴 모든 정보를 말한다.\n'
    )
    assert [u.defining for u in found if "고객정보" in u.text] == [True]


@pytest.mark.parametrize(
    "text",
    ["Article 1. Levels\n1. The Provider measures the level.\n2.\n", "제1조(수준) ① 을은 수준을 측정한다.\n② 가\n3.\n"],
)
def test_a_bare_number_is_no_unit(text):
    _, found = made(text)
    assert found
    assert [u.text for u in found if u.text.rstrip(".").isdigit()] == []
