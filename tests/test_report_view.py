"""What a report says, before any format: rows, priorities, wording, conclusion."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_review import (
    INFO,
    clean_review,
    conditions,
    library,
    sample_review,
    scanned_review,
    with_findings,
)

from pipeline.judge.status import requirement_findings
from pipeline.model import Judgement, Passage, Status
from pipeline.ooxml import is_writable
from pipeline.report.proposals import proposals_by_element, readable
from pipeline.report.rows import priority
from pipeline.report.view import ReportView, build_view
from pipeline.report.visible import columns, fitted, visible


def view_of(review=None) -> ReportView:
    return build_view(review or sample_review(), library(), INFO)


def row_of(view: ReportView, element: str):
    return next(row for row in view.rows() if row.id == element)


# ------------------------------------------------------------------------------ rows


def test_every_due_element_has_one_home_row():
    review, view = sample_review(), view_of()
    due = {element for found in review.requirements.values() for element in found.due}
    homes = [row.id for row in view.rows()]
    assert len(homes) == len(set(homes))
    assert set(homes) == due


def test_an_element_of_two_requirements_points_to_the_first():
    rows = [row for r in view_of().requirements for row in r.rows if row.id == "access-control"]
    assert [row.home for row in rows] == ["BASIC-13", "BASIC-13"]
    assert rows[0].shared == ("BASIC-13", "PROC-01")


def test_a_requirement_is_cited_with_the_law_in_force_on_the_day():
    old = sample_review(under=conditions(edition="2023"))
    (basis,) = next(r for r in view_of(old).requirements if r.id == "BASIC-04").bases
    assert basis == "전자금융감독규정 별표 2의5 가. 기본 포함사항(2023. 1. 1. ~ 2025. 2. 4. 시행)"
    (basis,) = next(r for r in view_of().requirements if r.id == "BASIC-04").bases
    assert basis == "전자금융감독규정 별표 2의5 가. 기본 포함사항(2025. 2. 5. 시행)"


def test_a_requirement_bears_the_legal_title_of_the_edition():
    titles = {r.id: r.title for r in view_of().requirements}
    basis = next(b for b in library().requirements["BASIC-04"].bases if b.edition == "2025")
    assert titles["BASIC-04"] == basis.title


def test_a_partial_requirement_lists_what_is_met_and_what_is_missing():
    partial = next(r for r in view_of().requirements if r.id == "EXTRA-01")
    assert partial.status == Status.PARTIAL
    assert partial.element_lines == ("충족 1개: 정보처리의 실제 수행 위치", "누락 1개: 감독당국 요청 시 위치 고지")


def test_what_is_not_due_says_why():
    view = view_of(sample_review(under=conditions(importance="non_critical", without=("indirect", "personal"))))
    reasons = {r.id: r.reason for r in view.not_due}
    assert reasons["EXTRA-03"] == "업무 중요도가 비중요"
    assert reasons["INDIRECT-01"] == "직접계약"
    excused = next(r for r in view.requirements if r.id == "BASIC-01").excused
    assert [(e.id, e.reason) for e in excused] == [
        ("domestic-systems", "고유식별정보와 개인신용정보를 처리하지 않음"),
        ("no-wireless", "고유식별정보와 개인신용정보를 처리하지 않음"),
    ]


def test_the_item_for_indirect_contracts_is_not_called_legal():
    assert row_of(view_of(), "equal-effect").weight == "가이드"
    assert row_of(view_of(), "regulator-access").weight == "법정"


def test_a_quote_names_its_page_and_in_a_set_its_document():
    review = sample_review()
    found = review.elements["confidentiality"]
    paged = replace(found, evidence=(replace(found.evidence[0], page=7),))
    review = replace(review, elements={**review.elements, "confidentiality": paged})
    assert row_of(view_of(review), "confidentiality").places == "제16조 제1항 (7쪽)"
    several = replace(review, documents=review.documents * 2)
    assert row_of(view_of(several), "confidentiality").places == "vendor-terms.txt 제16조 제1항 (7쪽)"


def test_a_quote_of_recognised_text_is_marked():
    review = sample_review()
    document = review.documents[0]
    scanned = replace(document, blocks=tuple(replace(block, confidence=0.91) for block in document.blocks))
    places = row_of(view_of(replace(review, documents=(scanned,))), "confidentiality").places
    assert places == "제16조 제1항 [낮은 신뢰도(문자 인식) 91%]"


def test_a_foreign_passage_gets_a_korean_explanation():
    review = sample_review()
    passage = Passage("msa.txt", "Section 9", "Provider shall keep Customer Data confidential.", 0, 47)
    found = replace(review.elements["confidentiality"], evidence=(passage,))
    row = row_of(view_of(replace(review, elements={**review.elements, "confidentiality": found})), "confidentiality")
    assert row.explanation.startswith("다음 내용을 정한 문장으로 읽었습니다. ")


@pytest.mark.parametrize("text", ["99.95%", "RTO 4h", "가용률 99.9% 이상"])
def test_a_figure_or_a_korean_passage_gets_no_explanation(text):
    review = sample_review()
    found = replace(review.elements["sla-agreed"], evidence=(Passage("a", "제6조", text, 0, len(text)),))
    row = row_of(view_of(replace(review, elements={**review.elements, "sla-agreed": found})), "sla-agreed")
    assert row.explanation == ""


# ------------------------------------------------------------------------- priorities


@pytest.mark.parametrize(
    ("core", "judgement", "status", "expected"),
    [
        (True, Judgement.PRESENT, Status.MISSING, 0),
        (True, Judgement.CONTRARY, Status.CONTRARY, 1),
        (False, Judgement.CONTRARY, Status.CONTRARY, 1),
        (True, Judgement.ABSENT, Status.MISSING, 1),
        (True, Judgement.UNREAD, Status.UNREAD, 1),
        (False, Judgement.ABSENT, Status.CONTRARY, 2),
        (False, Judgement.ABSENT, Status.MISSING, 2),
        (False, Judgement.UNREAD, Status.UNREAD, 2),
        (False, Judgement.ABSENT, Status.PARTIAL, 3),
        (False, Judgement.UNREAD, Status.PARTIAL, 3),
    ],
)
def test_the_priority_follows_from_weight_judgement_and_status(core, judgement, status, expected):
    assert priority(core, judgement, status) == expected


def test_an_element_of_several_requirements_takes_the_most_urgent_priority():
    # Of BASIC-03 (only guide elements missing) and EXTRA-05 (contrary).
    assert row_of(view_of(), "subcontract-prior-notice").priority == 2


def test_gaps_come_contrary_first_then_missing_core_then_guide():
    gaps = view_of().gaps
    kinds = [(row.priority, row.judgement == Judgement.ABSENT, not row.core) for row in gaps]
    assert kinds == sorted(kinds)
    assert gaps[0].judgement == Judgement.CONTRARY
    assert gaps[-1].priority == 3
    assert len(gaps) == 50


def test_doubtful_elements_that_are_not_due_are_not_listed():
    listed = [row.id for row in view_of().uncertain]
    assert listed == ["regulator-access", "access-control", "transition-support", "recovery-objectives"]
    less = view_of(sample_review(under=conditions(importance="non_critical")))
    assert "transition-support" not in [row.id for row in less.uncertain]


# ---------------------------------------------------------------------------- wording


def test_no_wording_is_printed_twice():
    printed = [p.number for row in view_of().rows() for p in row.wording]
    assert len(printed) == len(set(printed))
    assert set(printed) == set(range(1, len(printed) + 1))


def test_wording_that_is_referred_to_is_printed_before():
    view = view_of()
    order = [*view.contrary, *(row for row in view.rows() if row.judgement != Judgement.CONTRARY)]
    seen: set[int] = set()
    for row in order:
        assert seen.issuperset(p.number for p in row.references), row.id
        seen.update(p.number for p in row.wording)


@pytest.mark.parametrize("edition", ["2023", "2025"])
@pytest.mark.parametrize("importance", ["critical", "non_critical"])
def test_every_element_that_can_be_due_has_wording_to_ask_for(edition, importance):
    given = conditions(edition=edition, importance=importance)
    found = requirement_findings(sample_review().elements, library(), given)
    wording = proposals_by_element(library(), given)
    missing = [e for r in found.values() for e in r.due if not wording[e] or not all(p.lines for p in wording[e])]
    assert missing == []


def test_wording_is_plain_text_without_the_marks_of_the_library():
    for row in view_of().gaps:
        for proposal in row.proposals:
            for line in proposal.lines:
                assert not re.search(r"\{\{|\}\}|\[[^\]]*/[^\]]*\]|\"", line), line


def test_a_blank_a_reference_and_a_particle_are_readable():
    text = "{{ subcontract_notice_days }}일 전까지 {{ ref audit }}[을/를] 따르고 {{ provider_name }}[은/는] 답한다."
    assert readable(library(), text) == (
        "【재위탁의 동의를 미리 신청하는 기간】일 전까지 제○조(감사)를 따르고 【제공자의 상호】은(는) 답한다."
    )


def test_wording_that_hangs_on_an_unknown_fact_names_the_case():
    wording = proposals_by_element(library(), conditions())["jurisdiction"]
    assert [p.condition for p in wording] == ["제공자가 국내사업자인 경우", "제공자가 외국사업자인 경우"]


def test_wording_for_a_known_foreign_provider_is_offered_alone():
    given = conditions()
    given = replace(given, facts=given.facts | {"foreign_provider"})
    (wording,) = proposals_by_element(library(), given)["jurisdiction"]
    assert wording.condition == ""
    assert "국제재판관할권" in wording.lines[0]


def test_the_terms_of_the_wording_are_explained():
    view = view_of()
    wording = " ".join(line for row in view.gaps for p in row.proposals for line in p.lines)
    assert "재수탁자" in [term for term, _ in view.terms]
    assert all(term in wording for term, _ in view.terms)


def test_the_reader_is_told_the_names_that_the_document_gives_the_parties():
    told = " ".join(line for note in view_of().notes for line in note.lines)
    assert "제공자는 ‘회사’, 금융회사는 ‘고객’입니다." in told


# ------------------------------------------------------------------ cover, conclusion


def test_the_cover_says_what_was_reviewed_under_which_law():
    cover = {row.label: f"{row.text} {row.code}" for row in view_of().cover}
    assert cover["금융회사(위탁자)"].strip() == "주식회사 한빛은행"
    assert sample_review().documents[0].sha256 in cover["검토한 문서"]
    assert "2025년판(금융위원회고시 제2025-4호, 2025. 2. 5. 시행)" in cover["적용 기준"]
    assert cover["업무 중요도"].strip() == "중요"
    assert library().fingerprint in cover["조항 라이브러리"]
    assert cover["작성일"].strip() == "2026년 11월 27일"


def test_assumed_facts_are_named_as_assumed():
    view = view_of(sample_review(under=conditions(assumed=True)))
    facts = next(row.text for row in view.cover if row.label == "전제한 사실")
    assert facts == "거래의 사실이 주어지지 않아 조건을 모두 성립하는 것으로 봄"


def test_given_facts_are_listed_each_as_it_was_taken():
    view = view_of(sample_review(under=conditions(without=("overseas",))))
    facts = next(row.text for row in view.cover if row.label == "전제한 사실")
    assert "데이터를 국내에서만 처리" in facts
    assert "간접계약" in facts


def test_the_counts_add_up_to_the_requirements_of_the_edition():
    assert sum(count.number for count in view_of().counts) == 26
    assert sum(c.number for c in view_of(sample_review(under=conditions(edition="2023"))).counts) == 23


def test_the_conclusion_counts_what_blocks_signing():
    assert view_of().conclusion == (
        "요구되는 기재사항 26개 가운데 5개를 충족하고, 나머지는 상충 10개, 누락 6개, 부분 충족 5개입니다.",
        "서명하기 전에 상충하는 요소 12개, 누락된 법정 요소 5개를 보완하여야 합니다. "
        "그 밖에 협의하거나 권고할 요소가 33개 있습니다.",
        "판정이 확실하지 않은 요소 4개는 원문을 보고 정하여야 합니다(‘확인 필요’로 표시).",
    )


def test_a_clean_review_claims_no_more_than_that_nothing_was_found():
    view = view_of(clean_review())
    assert view.conclusion == (
        "요구되는 기재사항 26개를 모두 충족하는 것으로 판정하였습니다.",
        "보완을 요구할 사항을 찾지 못하였습니다.",
    )
    assert not view.gaps
    assert not view.uncertain


def test_only_guide_gaps_do_not_block_signing():
    view = view_of(with_findings(clean_review(), location_on_request=Judgement.ABSENT))
    assert view.conclusion[1] == (
        "서명 전에 반드시 보완할 사항은 찾지 못하였고, 협의하거나 권고할 요소가 1개 있습니다."
    )


def test_unread_parts_are_part_of_the_conclusion():
    view = view_of(scanned_review())
    assert any("읽지 못한 부분" in sentence for sentence in view.conclusion)
    assert [(part.where, part.page) for part in view.unread] == [("5쪽", "5쪽"), ("그림 3개", "")]
    unread = next(row for row in view.rows() if row.judgement == Judgement.UNREAD)
    assert unread.label == "판독불가"
    assert unread.where == "읽지 못함"
    assert unread.remarks


# ---------------------------------------------------------------------------- visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a\ufffdb"),
        ("\x1b[31m빨강", "\ufffd[31m빨강"),
        ("금액 \u202e001", "금액 \ufffd001"),
        ("한\r\n줄\t로  모은다", "한 줄 로 모은다"),
        ("\udc80", "\ufffd"),
        ("A&B <주>", "A&B <주>"),
    ],
)
def test_a_character_that_cannot_be_shown_leaves_a_mark(text, shown):
    assert visible(text) == shown


def test_what_is_too_long_for_a_word_paragraph_is_cut_and_says_so():
    shown = visible("가" * 1_000_500)
    assert len(shown) == 1_000_000
    assert shown.endswith("(이하 생략)")


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_whatever_is_shown_can_be_written(text):
    shown = visible(text)
    assert is_writable(shown)
    assert visible(shown) == shown


def test_a_hostile_document_leaves_no_bad_character_in_the_view():
    review = sample_review()
    document = replace(review.documents[0], name="계약\u202e\x07.docx")
    found = review.elements["confidentiality"]
    bad = replace(found, evidence=(replace(found.evidence[0], text="비밀\x00\x0b을"),), reasons=("이유\x1b",))
    review = replace(
        review, documents=(document,), warnings=("주의\x08",), elements={**review.elements, "confidentiality": bad}
    )
    assert is_writable(repr_of(view_of(review)))


def repr_of(view: ReportView) -> str:
    return "".join([*(row.text for row in view.cover), *view.warnings, row_of(view, "confidentiality").quotes[0].text])


@pytest.mark.parametrize(
    ("text", "width", "shown"), [("가나다", 6, "가나다"), ("가나다라", 6, "가나…"), ("abc", 2, "a…")]
)
def test_text_is_fitted_by_columns_not_characters(text, width, shown):
    assert fitted(text, width) == shown
    assert columns(shown) <= width
