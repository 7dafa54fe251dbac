"""Each line of the codebook as a test, in Korean and in English.

The cases (`cases/codebook.ko.tsv`, `cases/codebook.en.tsv`) were written from the codebook and the catalogue before any
rule was read; each stands in a small contract of one article with a neutral title. They are frozen: a miss is a
finding about the analyzer. `place` names the line a case stands for.

Measured on 2026-11-27: Korean 247 cases, .923 judged right, .054 of those that are not present called present; English
248 cases, .883 and .135. With the weights before nearness and stance were measures these were .899 and .072, and .895
and .072: in English contracts of one sentence the newer weights reassure too often, which is still to be mended. The
floors are the measures rounded to 0.01 against the analyzer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import drafts
import pytest
import small_contracts as small

from pipeline.model import ElementFinding

RIGHT_AT_LEAST = {"ko": 0.92, "en": 0.88}
FALSE_ASSURANCE_AT_MOST = {"ko": 0.06, "en": 0.14}
MOST_QUOTES = 3

LABELS = (
    *(f"labels {n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)),
    *(
        f"labels 8 {w}"
        for w in (
            "heading",
            "definition",
            "recital",
            "contents",
            "purpose",
            "linked policy",
            "customer's duty",
        )
    ),
    *(f"scope {n}" for n in range(1, 8)),
    "evidence",
)
SETTLED = tuple(f"settled {n}" for n in range(1, 16))
CELLS = {
    "present": """
        service-scope purpose-limitation domestic-systems no-wireless data-ownership data-control
        disclosure-prior-notice change-notice subcontract-disclosure subcontract-flowdown subcontract-prior-notice
        subcontract-consent subcontract-supervision subcontract-liability regulator-access audit-scope auditor-access
        audit-reports exercise-support recovery-objectives vulnerability-assessment security-level safety-criteria
        security-roles service-continuity incident-liability termination-right penalty-free-termination
        joint-liability damages-claim indirect-damages sla-agreed sla-monitoring sla-compensation corrective-action
        exemptions-specified confidentiality dedicated-line security-training destruction-at-end
        irrecoverable-destruction statutory-destruction legal-compliance reporting-support jurisdiction governing-law
        processing-location outage-plan outage-data-access incident-notice incident-cooperation transition-support
        transition-plan deletion-confirmation provider-exit-alternative corporate-change access-control
        user-harm-liability equal-effect extra-inspection data-described uninterrupted-transfer
    """,
    "contrary": """
        purpose-limitation domestic-systems data-ownership data-control disclosure-prior-notice change-notice
        subcontract-prior-notice subcontract-consent subcontract-liability regulator-access auditor-access
        exercise-support security-level security-roles service-continuity incident-liability termination-right
        penalty-free-termination joint-liability damages-claim indirect-damages sla-compensation confidentiality
        destruction-at-end jurisdiction governing-law processing-location outage-data-access transition-support
        provider-exit-alternative corporate-change user-harm-liability equal-effect uninterrupted-transfer
    """,
    "absent": """
        data-control disclosure-prior-notice subcontract-flowdown subcontract-prior-notice subcontract-consent
        audit-scope service-continuity damages-claim outage-data-access extra-inspection data-described
    """,
}
TABLE = tuple(f"table {element} {label}" for label, words in CELLS.items() for element in words.split())
PLACES = (*LABELS, *TABLE, *SETTLED)


@dataclass(frozen=True)
class Case:
    place: str
    element: str
    expected: str
    text: str


@lru_cache(maxsize=2)
def cases(language: str) -> tuple[Case, ...]:
    return small.table("cases", f"codebook.{language}.tsv", Case)


@lru_cache(maxsize=2)
def judged(language: str) -> tuple[tuple[Case, ElementFinding], ...]:
    return small.judged(cases(language), language)


def _listed(misses: list[tuple[Case, ElementFinding]]) -> str:
    return "\n".join(f"[{c.place}] {c.element}: {c.expected} read as {f.judgement}: {c.text}" for c, f in misses)


@pytest.mark.parametrize("language", small.LANGUAGES)
def test_the_table_is_whole(language):
    listed = cases(language)
    assert {c.element for c in listed} <= set(drafts.LIBRARY.elements)
    assert {c.expected for c in listed} == {"present", "contrary", "absent"}
    assert len({c.text for c in listed}) == len(listed)
    assert all(1 <= len(c.text.split("\\n")) <= 4 and c.text == c.text.strip() for c in listed)
    of_cells = [c for c in listed if c.place.startswith("table ")]
    assert [c.place for c in of_cells] == [f"table {c.element} {c.expected}" for c in of_cells]


@pytest.mark.parametrize("language", small.LANGUAGES)
def test_every_line_of_the_codebook_has_a_case(language):
    found = {c.place for c in cases(language)}
    assert found == set(PLACES), (sorted(set(PLACES) - found), sorted(found - set(PLACES)))


@pytest.mark.parametrize("language", small.LANGUAGES)
def test_share_judged_right(language):
    right, _ = small.shares(judged(language))
    misses = [(c, f) for c, f in judged(language) if f.judgement != c.expected]
    assert right >= RIGHT_AT_LEAST[language], f"{right:.4f} of {len(judged(language))}\n{_listed(misses)}"


@pytest.mark.parametrize("language", small.LANGUAGES)
def test_false_assurance(language):
    _, share = small.shares(judged(language))
    misses = [(c, f) for c, f in judged(language) if c.expected != "present" and f.judgement == "present"]
    assert share <= FALSE_ASSURANCE_AT_MOST[language], f"{share:.4f}: {len(misses)}\n{_listed(misses)}"


@pytest.mark.parametrize("language", small.LANGUAGES)
def test_evidence_is_verbatim_and_short(language):
    """The codebook's "Evidence": passages copied character by character, at most three."""
    found = [(c, f) for c, f in judged(language) if f.judgement in {"present", "contrary"}]
    assert found
    assert [c.text for c, f in found if not 1 <= len(f.evidence) <= MOST_QUOTES] == []
    assert [c.text for c, f in found for p in f.evidence if p.text not in small.contract(c.text, language)] == []
