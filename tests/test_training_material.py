"""The training material: what is held out, sentences turned round, and which forest reads what."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from drafts import LIBRARY, SAMPLES, base_conditions, draft, text_of

from pipeline.bindings import bind_document
from pipeline.judge.alone import decider, proposals_of, reader_scores
from pipeline.judge.weigh import OWN_AT, measures, shares_of
from pipeline.library import library_folder
from pipeline.match.contexts import contexts
from pipeline.match.reader import load_reader
from pipeline.parse import parse
from pipeline.read import read, read_bytes
from pipeline.train.changed import LABELS, changed_passages
from pipeline.train.corpus import Passage, passages
from pipeline.train.wordings import diluted, reversed_wording, swapped
from pipeline.units import units

PHRASES = library_folder() / "corpus" / "phrases"


@lru_cache(maxsize=2)
def phrases(language: str) -> tuple[Passage, ...]:
    return passages(PHRASES / f"{language}.tsv", LIBRARY)


@pytest.mark.parametrize(("language", "count"), [("ko", 419), ("en", 349)])
def test_a_fifth_of_the_given_passages_is_held_out_in_every_style_and_label(language, count):
    listed = phrases(language)
    held = [p for p in listed if p.held_out]
    assert len(held) == count
    for style, label in {(p.style, p.label) for p in listed}:
        group = [p for p in listed if (p.style, p.label) == (style, label)]
        assert sum(p.held_out for p in group) == -(-len(group) // 5)


def test_no_passage_of_our_own_is_held_out():
    assert not any(p.held_out for p in passages(PHRASES / "ko-own.tsv", LIBRARY))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_changed_passage_stays_in_the_fold_of_its_source(language):
    source = phrases(language)[:300]
    made = list(changed_passages(source, LIBRARY, language))
    assert {p.style for p in made} == set(LABELS)
    assert all(p.label == LABELS[p.style] for p in made)
    folds: dict[str, set[int]] = {}
    for p in source:
        folds.setdefault(p.element, set()).add(p.fold)
    assert all(p.fold in folds[p.element] for p in made)
    assert {p.text for p in made}.isdisjoint({p.text for p in source})


REVERSED = {
    "제공자는 재위탁하기 전에 금융회사에 통지하여야 한다.": "제공자는 재위탁하기 전에 금융회사에 통지할 의무를 지지 아니한다.",
    "회사는 고객에게 미리 알립니다.": "회사는 고객에게 미리 알리지 않습니다.",
    "제공자는 데이터를 열람하지 아니한다.": "제공자는 데이터를 열람할 수 있다.",
    "갑은 출입을 받아들여야 한다.": "갑은 출입을 받아들이지 아니하여도 된다.",
    "제공자는 책임을 진다.": "제공자는 책임을 지지 아니한다.",
    "고객은 언제든지 해지할 수 있습니다.": "고객은 언제든지 해지할 수 없습니다.",
    "백업을 둔다. 갑은 이를 받는다.": "백업을 두지 아니한다. 갑은 이를 받지 아니한다.",
    "The provider shall notify the customer.": "The provider shall not be obliged to notify the customer.",
    "The provider shall not disclose it.": "The provider may disclose it.",
    "The provider shall be liable.": "The provider shall not be liable.",
    "The customer may terminate.": "The customer may not terminate.",
}


@pytest.mark.parametrize("text", REVERSED)
def test_a_sentence_is_reversed(text):
    assert reversed_wording(text, "en" if text.isascii() else "ko") == REVERSED[text]


def test_a_duty_becomes_an_effort():
    assert diluted("제공자는 결과를 통지하여야 한다.", "ko") == "제공자는 결과를 통지하도록 노력한다."
    assert diluted("회사는 미리 알립니다.", "ko") == "회사는 미리 알리도록 노력합니다."
    assert diluted("The provider shall notify it.", "en") == "The provider shall use reasonable efforts to notify it."


def test_the_parties_change_places():
    assert swapped("제공자는 금융회사에게 알린다.", "제공자", "금융회사") == "금융회사는 제공자에게 알린다."
    assert swapped("The provider tells the customer.", "provider", "customer") == "The customer tells the provider."


def test_statements_that_hold_no_verb_are_left_alone():
    for text in ("가용률 99.9%", "관할은 서울중앙지방법원이다."):
        assert reversed_wording(text, "ko") == text
        assert diluted(text, "ko") == text


def proposals(text: str, name: str = "draft.txt"):
    document = read_bytes(name, text.encode("utf-8"))
    cut = units(parse(document))
    bound = bind_document(document.text, LIBRARY.roles)
    ready = contexts(cut, bound)
    elements = load_reader(bound.main).elements
    return proposals_of(cut, ready, LIBRARY, elements, reader_scores(ready, elements)), bound.main


@pytest.mark.parametrize("language", ["ko", "en"])
def test_our_own_draft_is_known_by_its_wording_and_a_provider_s_terms_are_not(language):
    from pipeline.judge.weigh import OWN

    column = OWN.index("present score")
    ours, _ = proposals(text_of(draft(base_conditions(), language=language)))
    assert measures(ours)[:, column].mean() >= OWN_AT
    theirs, _ = proposals(read(SAMPLES / "vendor-terms.txt").text)
    assert measures(theirs)[:, column].mean() < OWN_AT


def test_each_contract_is_weighed_by_its_own_forest():
    for text in (text_of(draft(base_conditions())), read(SAMPLES / "vendor-terms.txt").text):
        found, language = proposals(text)
        weights = decider(language)
        table = np.hstack([measures(found), np.array([weights.rates[e] for e in found])])
        ours = measures(found)[:, 0].mean() >= OWN_AT
        expected = (weights.own if ours else weights.forest).shares(table)
        got = np.array([shares_of(found, weights)[e] for e in found])
        assert np.allclose(got, expected)
        assert not np.allclose(got, (weights.forest if ours else weights.own).shares(table))
