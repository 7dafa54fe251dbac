"""What our own covers print is no evidence: a draft that lost its scope is not saved by its cover."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.assemble import assemble
from pipeline.cover import FACTS, is_ours
from pipeline.deal import conditions, load_deal
from pipeline.judge import review
from pipeline.language import ENGLISH, KOREAN
from pipeline.library import load_library
from pipeline.model import Judgement
from pipeline.parse import parse
from pipeline.read import read_bytes
from pipeline.render import Version, render_as
from pipeline.render.drafted import draft_meta
from pipeline.select import select

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize("language", [KOREAN, ENGLISH])
def test_an_element_that_only_the_cover_names_is_absent(language: str) -> None:
    library, deal = load_library(), load_deal(SAMPLES / "deal-critical.yaml")
    under = conditions(deal, library)
    element = "service-scope"
    serving = {c.id for c in library.clauses.values() if any(element in p.serves for p in c.paragraphs)}
    serving |= {c.id for c in library.clauses.values() if any(element in t.serves for t in c.tables)}
    chosen = select(library, under)
    without = replace(chosen, clauses=tuple(c for c in chosen.clauses if c.id not in serving))
    version = Version(assemble(library, without, deal, language), draft_meta(deal, library, under, language))
    document = read_bytes("초안.docx", render_as([version], ".docx"))
    assert any(name in document.text for name in FACTS[language])
    found = review(document, parse(document), library, under).elements[element]
    assert found.judgement == Judgement.ABSENT, found.evidence


def test_only_the_words_of_our_covers_are_passed_over() -> None:
    assert is_ours("업무 중요도\t중요")
    assert is_ours("Importance of business\tCritical")
    assert is_ours("• 기재사항 면제: BASIC-01 …")
    assert not is_ours("업무 중요도에 따라 제공자는 다음 의무를 진다.")
    assert not is_ours("As of the Effective Date, the Provider " + "shall keep the data of the Customer in Korea. " * 3)
