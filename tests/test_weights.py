"""What the shipped weights hold: no passage of a document can be read out of them."""

from __future__ import annotations

import pytest
from drafts import LIBRARY

from pipeline.judge.alone import decider
from pipeline.judge.weigh import MEASURES
from pipeline.match.reader import load_reader

LONGEST, MOST_WORDS = 4, 3


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_feature_is_longer_than_four_characters_or_three_words(language):
    names = list(load_reader(language).vocabulary)
    assert len(names) > 10_000
    for name in names:
        space, text = name[0], name[1:]
        if space in "ctl" and language == "ko":
            assert len(text) <= LONGEST, name
        elif space in "mtl":
            assert len(text.split()) <= MOST_WORDS, name
        else:
            assert space in "pxyz", name
            assert len(text.replace("|", " ").replace("@", " ").split()) <= MOST_WORDS, name


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_weights_fit_the_library_and_the_measures(language):
    assert set(load_reader(language).elements) == set(LIBRARY.elements)
    assert len(decider(language).rates) == len(LIBRARY.elements)
    assert tuple(load_reader(language).meta["decider"]["measures"]) == MEASURES
