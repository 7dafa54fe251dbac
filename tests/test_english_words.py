"""Tokens and dictionary forms of English words."""

from __future__ import annotations

import pytest

from pipeline.english import is_verb, lemma, words
from pipeline.match.grammar_en import read_english
from pipeline.match.words_en import build_phrases, holds


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("overwritten", "overwrite"),
        ("overwrites", "overwrite"),
        ("rewritten", "rewrite"),
        ("tries", "try"),
        ("tried", "try"),
        ("withheld", "withhold"),
        ("undertaken", "undertake"),
        ("notified", "notify"),
        ("notifies", "notify"),
        ("transferred", "transfer"),
        ("transmitting", "transmit"),
        ("controlled", "control"),
        ("planned", "plan"),
        ("hosted", "host"),
        ("cached", "cache"),
        ("stored", "store"),
        ("processes", "process"),
        ("policies", "policy"),
        ("analyses", "analysis"),
        ("criteria", "criterion"),
        ("indices", "index"),
        ("businesses", "business"),
        ("access", "access"),
        ("data", "data"),
        ("basis", "basis"),
        ("losses", "loss"),
        ("erased", "erase"),
        ("ceased", "cease"),
        ("agreed", "agree"),
        ("exceeded", "exceed"),
        ("kept", "keep"),
        ("dealt", "deal"),
        ("resold", "resell"),
        ("encrypted", "encrypt"),
        ("backups", "backup"),
    ],
)
def test_a_form_comes_to_its_dictionary_form(form: str, base: str) -> None:
    assert lemma(form) == base


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisation", "organization"),
        ("authorise", "authorize"),
        ("authorised", "authorized"),
        ("analyse", "analyze"),
        ("licence", "license"),
        ("centre", "center"),
        ("endeavours", "endeavors"),
        ("fulfil", "fulfill"),
        ("judgement", "judgment"),
        ("whilst", "while"),
        ("behaviour", "behavior"),
        ("cancelled", "canceled"),
        ("sub-processor", "subcontractor"),
        ("anonymised", "anonymized"),
    ],
)
def test_british_and_american_spellings_are_one_word(british: str, american: str) -> None:
    assert [w.lemma for w in words(british)] == [w.lemma for w in words(american)]


@pytest.mark.parametrize("word", ["revise", "otherwise", "exercise", "premise", "supervise", "compromise"])
def test_a_word_that_only_looks_british_is_left_alone(word: str) -> None:
    assert lemma(word) == word


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("won't", "will not"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("shan't", "shall not"),
        ("doesn't", "does not"),
        ("isn't", "is not"),
        ("we'll", "we will"),
        ("you're", "you are"),
        ("it's", "it is"),
        ("don’t", "do not"),
    ],
)
def test_contractions_are_written_out(short: str, long: str) -> None:
    assert [w.text for w in words(short)] == long.split()


def test_a_number_with_its_figure_is_one_word() -> None:
    assert [w.lemma for w in words("thirty (30) days")] == ["#", "day"]
    assert [w.lemma for w in words("twenty four hours")] == ["#", "hour"]


def test_a_standard_keeps_its_number() -> None:
    assert "27001" in [w.lemma for w in words("ISO/IEC 27001:2022")]


def test_a_possessive_mark_is_noted_and_no_word() -> None:
    first, second = words("Supplier's records")
    assert (first.lemma, first.of, second.of) == ("supplier", True, False)
    assert words("the customers' data")[1].of


def test_every_word_knows_its_place() -> None:
    text = "The Sub-processor won't, within thirty (30) days, delete Customer’s data."
    found = words(text)
    assert all(0 <= w.start < w.end <= len(text) for w in found)
    assert [w.start for w in found] == sorted(w.start for w in found)
    assert all(text[w.start : w.end].lower() == w.text for w in found if w.text in ("within", "delete", "data"))


@pytest.mark.parametrize("text", ["", "   ", "***", "“ ”", "…", "§ 4.2"])
def test_text_without_words_is_read_without_fault(text: str) -> None:
    assert all(w.text for w in words(text))
    assert read_english(text).clauses


@pytest.mark.parametrize("word", ["try", "go", "encrypt", "notified", "overwritten"])
def test_verbs_are_known(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize("word", ["customer", "analysis", "data", "seoul"])
def test_nouns_are_no_verbs(word: str) -> None:
    assert not is_verb(word)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("notify", "Customer shall be notified.", True),
        ("written consent", "with customer's written consent", True),
        ("24 hours", "within seventy-two (72) hours", True),
        ("terminat*", "upon termination", True),
        ("without .. consent", "without the prior written consent", True),
        ("without .. consent", "without delay, after consent", False),
        ('"as is"', "The Services are provided as is.", True),
        ('"as is"', "The Services are as they are.", False),
        ("overwrite", "until the residual data has been overwritten", True),
    ],
)
def test_words_of_the_library_are_found_in_any_form(phrase: str, text: str, found: bool) -> None:
    reading = read_english(text)
    assert holds(reading, phrase) is found
    assert (phrase in build_phrases([phrase]).hits(reading)) is found
