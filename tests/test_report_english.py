"""What a report of an English contract says: English passages and wording, everything else in Korean."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import lru_cache

import pytest
from lxml import html
from openpyxl import load_workbook
from report_review import INFO, conditions, library, sample_review
from test_report_formats import TEXTS, rendered

from pipeline.judge.status import requirement_findings
from pipeline.model import Judgement, Passage, Review
from pipeline.report.explain import denial, is_foreign, reading, signs_of
from pipeline.report.proposals import proposals_by_element
from pipeline.report.proposals_en import readable
from pipeline.report.view import ReportView, build_view

AUDIT = "Customer agrees that it has no right to audit, inspect or visit the provider or its <hosts>."
SECRET = "Provider shall keep all Customer Data confidential and shall not disclose it."
WIRELESS = "Provider is aware of the guidance on wireless networks in computer rooms."
TEXT = f"# SERVICE AGREEMENT\n\nSection 4.8 {AUDIT}\n\nSection 8.2 {SECRET}\n\nSection 9 {WIRELESS}\n"
HANGUL = re.compile("[가-힣]")


def passage(text: str, place: str, *reasons: str) -> Passage:
    start = TEXT.index(text)
    return Passage("msa.md", place, text, start, start + len(text), None, reasons)


@lru_cache(maxsize=1)
def english_review() -> Review:
    """A review of an English contract: one clause contrary, one element present, the rest absent."""
    review = sample_review(under=conditions())
    absent = {
        name: replace(f, judgement=Judgement.ABSENT, evidence=(), nearest=(), looked_at=(), certain=True)
        for name, f in review.elements.items()
    }
    audit = passage(AUDIT, "Section 4.8", "요건: 금융회사 · 감사권의 부정(넓은 표현) · 금지·부정")
    secret = passage(SECRET, "Section 8.2", "요건: 제공자 · 비밀 유지 의무 · 의무·단언")
    found = absent | {
        "auditor-access": replace(absent["auditor-access"], judgement=Judgement.CONTRARY, evidence=(audit,)),
        "confidentiality": replace(
            absent["confidentiality"], judgement=Judgement.PRESENT, evidence=(secret,), certain=False
        ),
        "no-wireless": replace(absent["no-wireless"], nearest=(passage(WIRELESS, "Section 9"),)),
    }
    document = replace(review.documents[0], name="msa.md", text=TEXT, blocks=(), unread=())
    return replace(
        review, documents=(document,), elements=found, warnings=(), unread=(),
        requirements=requirement_findings(found, library(), review.conditions),
        parties={"제공자": ("Provider",), "금융회사": ("Customer",)},
    )  # fmt: skip


def english_view() -> ReportView:
    return build_view(english_review(), library(), INFO)


def row_of(view: ReportView, element: str):
    return next(row for row in view.rows() if row.id == element)


def flat(suffix: str, review: Review | None = None) -> str:
    return " ".join(" ".join(t.split()) for t in TEXTS[suffix](rendered(review or english_review(), suffix)))


# ------------------------------------------------------------------- passages, explained


@pytest.mark.parametrize("suffix", TEXTS)
def test_an_english_passage_stays_english_with_its_korean_explanation(suffix):
    text = flat(suffix)
    assert f"“{AUDIT}”" in text
    assert "Section 4.8" in text
    assert "요건: 금융회사 · ‘감사권의 부정’ · 금지·부정 → Section 4.8" in text
    assert "요건: 제공자 · ‘비밀 유지 의무’ · 의무·단언 → Section 8.2" in text
    assert f"다음 내용을 정한 문장으로 읽었습니다. {library().elements['confidentiality'].means}" in text


def test_the_explanation_stands_beneath_its_passage():
    lines = [t for t in TEXTS[".docx"](rendered(english_review(), ".docx")) if t]
    at = next(n for n, t in enumerate(lines) if AUDIT in t)
    assert lines[at + 1].startswith("국문 풀이  요건: 금융회사")


def test_a_near_passage_is_not_said_to_prove_anything():
    (near,) = row_of(english_view(), "no-wireless").nearest
    assert near.reading == "내용이 가깝지만 이 요소를 정한 문장으로 보지 않았습니다."


def test_a_passage_that_no_rule_met_is_explained_by_what_the_element_asks_for():
    means = "변경을 통보한다."
    assert reading((), "12.1", means) == "‘변경을 통보한다’는 내용으로 읽음 → 12.1"
    assert reading(("다른 말",), "12.1", means, contrary=True) == (
        "‘변경을 통보한다’는 내용을 없애거나 반대로 정한 것으로 읽음 → 12.1"
    )


def test_rules_of_one_actor_and_mood_are_told_together_and_each_once():
    reasons = (
        "요건: 제공자 · 변경의 통지 · 의무·단언", "요건: 제공자 · 변경의 통지(표, 넓은 표현) · 의무·단언",
        "요건: 변경의 공개 · 권리·허용 (부정되어 상충)",
    )  # fmt: skip
    assert reading(reasons, "3(a)", "") == (
        "요건: 제공자 · ‘변경의 통지’ · 의무·단언; ‘변경의 공개’ · 권리·허용 (부정되어 상충) → 3(a)"
    )


def test_a_sign_keeps_a_bracket_that_says_something():
    (sign,) = signs_of(["요건: 금융회사 · 해지권(해지 전 최고) · 권리·허용"])
    assert (sign.who, sign.name, sign.way, sign.turned) == ("금융회사", "해지권(해지 전 최고)", "권리·허용", False)
    assert signs_of(["요건: ", "요건: 제공자", "요건: 제공자 · 이름", "<b>요건</b>"]) == ()


@pytest.mark.parametrize(
    ("text", "main", "foreign"),
    [
        (SECRET, "ko", True),
        (SECRET, "en", True),
        ("Provider shall hold the ISMS-P certificate (정보보호 관리체계) at all times.", "en", True),
        ("Provider shall report an incident (침해사고) to the Customer without any delay at all times.", "ko", False),
        ("제공자는 ISO/IEC 27001 certification을 유지한다.", "ko", False),
        ("99.95%", "en", False),
        ("RTO 4h", "en", False),
    ],
)
def test_a_sentence_is_foreign_by_its_language_not_by_a_single_letter(text, main, foreign):
    assert is_foreign(text, main) is foreign


def test_a_long_run_of_letters_is_looked_at_quickly():
    assert is_foreign("a" * 200_000, "en") is False


# -------------------------------------------------------------------------- contrary


def test_a_contrary_finding_says_why_in_its_own_words():
    row = row_of(english_view(), "auditor-access")
    element = library().elements["auditor-access"]
    assert row.conflict == (
        f"이 요소가 요구하는 내용은 다음과 같습니다. {element.means} "
        "위 문장은 ‘감사권의 부정’에 해당하여 그 권리나 의무를 없애거나 반대로 정하고 있습니다."
    )


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ((), ""),
        (("요건: 동의 없는 재위탁 · 권리·허용",), "‘동의 없는 재위탁’에 해당하여 "),
        (("요건: 제공자 · 재위탁 전 통지 · 금지·부정 (부정되어 상충)",), "‘재위탁 전 통지’를 부정하여 "),
        (("요건: 감사의 수용 · 금지·부정 (부정되어 상충)",), "‘감사의 수용’을 부정하여 "),
        (
            ("요건: 통지 · 금지·부정 (부정되어 상충)", "요건: 통지 없이 재위탁 · 권리·허용"),
            "‘통지 없이 재위탁’에 해당하여 ",
        ),
    ],
)
def test_the_reason_names_what_the_passage_does_or_denies(reasons, told):
    assert denial(reasons) == told


def test_every_element_has_one_plain_sentence_of_legal_effect():
    for element in library().elements.values():
        effect = element.contrary_effect
        assert re.fullmatch(r"[^.]+다\.", effect), f"{element.id}: {effect}"
        assert HANGUL.search(effect)


def test_the_workbook_begins_with_the_contrary_clauses():
    book = load_workbook(io.BytesIO(rendered(english_review(), ".xlsx")))
    assert book.sheetnames[1] == "상충"
    head, *rows = [[cell.value or "" for cell in row] for row in book["상충"].iter_rows()]
    assert head[4:] == ["계약서의 문장", "상충하는 이유", "법적 효과", "요구할 문구"]
    (row,) = rows
    assert AUDIT in row[4]
    assert "국문 풀이: 요건: 금융회사" in row[4]
    assert "‘감사권의 부정’에 해당하여" in row[5]
    assert row[6] == library().elements["auditor-access"].contrary_effect
    assert row[7].startswith("[제안 1 · 감사 조항 · Audit]\nThe Financial Company may audit")
    assert "\n국문: 금융회사는" in row[7]


# --------------------------------------------------------------------------- wording


def test_the_wording_for_an_english_contract_is_english_with_the_korean_beneath():
    (proposal,) = row_of(english_view(), "auditor-access").proposals
    assert proposal.english[0].startswith("The Financial Company may audit the Provider’s processing")
    assert proposal.english[1].startswith("(a) an audit by internal auditors")
    assert proposal.title == "제안 1 · 감사 조항 · Audit"
    lines = [t for t in TEXTS[".docx"](rendered(english_review(), ".docx")) if t]
    at = next(n for n, t in enumerate(lines) if t.startswith("제안 1 · "))
    assert lines[at + 1] == proposal.english[0]
    assert lines[at + 1 + len(proposal.english)] == f"국문  {proposal.lines[0]}"


def test_a_korean_contract_gets_korean_wording_only():
    view = build_view(sample_review(), library(), INFO)
    assert not [p for row in view.gaps for p in row.proposals if p.english or p.heading]
    assert "국문 풀이" not in flat(".docx", sample_review())


def test_a_contract_in_both_languages_follows_its_main_language():
    review = english_review()
    both = replace(review.documents[0], text=TEXT + sample_review().documents[0].text)
    view = build_view(replace(review, documents=(both,)), library(), INFO)
    assert not [p for row in view.gaps for p in row.proposals if p.english]
    assert row_of(view, "confidentiality").quotes[0].reading


@pytest.mark.parametrize("importance", ["critical", "non_critical"])
def test_every_wording_of_the_library_can_be_asked_for_in_english(importance):
    wording = proposals_by_element(library(), conditions(importance=importance), "en")
    for proposal in (p for proposals in wording.values() for p in proposals):
        assert proposal.english, proposal.key
        assert proposal.heading, proposal.key
        for line in proposal.english:
            assert not HANGUL.search(re.sub(r"\([^()]*\)", "", line)), line
            assert not re.search(r"\{\{|\}\}|\[[^\]]*/[^\]]*\]|[\"']", line), line


def test_english_wording_shows_blanks_references_and_quotation_marks():
    text = """The Provider's "notice" under {{ ref audit }} is due {{ subcontract_notice_days }} days before."""
    shown = readable(library(), text)
    assert shown.startswith("The Provider’s “notice” under Article ○ (Audit) is due 【")
    assert shown.endswith("】 days before.")
    assert not HANGUL.search(shown)
    assert readable(library(), "{{ ref service-levels }}").startswith("Annex ○ (")


def test_wording_without_english_stays_korean():
    clause = library().clauses["audit"]
    first = clause.paragraphs[0]
    items = (replace(first.items[0], en=""), *first.items[1:])
    half = replace(clause, paragraphs=(replace(first, items=items), *clause.paragraphs[1:]))
    lacking = replace(library(), clauses={**library().clauses, "audit": half})
    (proposal,) = proposals_by_element(lacking, conditions(), "en")["auditor-access"]
    assert proposal.english == ()
    assert proposal.lines


def test_the_terms_of_the_english_wording_are_explained_in_both_languages():
    terms = dict(english_view().terms)
    assert "Entrusted Business (위탁업무)" in terms
    english, _, korean = terms["Entrusted Business (위탁업무)"].partition(" / ")
    assert english.startswith("the information processing business")
    assert HANGUL.search(korean)


def test_the_reader_is_told_how_to_use_english_wording_and_what_an_explanation_is():
    told = " ".join(line for note in english_view().notes for line in note.lines)
    assert "Provider는 ‘Provider’, Financial Company는 ‘Customer’입니다." in told
    assert "번역이 아니라" in told
    assert "계약서에는 영문 문구를 옮기고" in told
    assert "번역이 아니라" not in " ".join(
        line for note in build_view(sample_review(), library(), INFO).notes for line in note.lines
    )


def test_the_cover_names_the_language_of_an_english_contract():
    assert [row.text[:2] for row in english_view().cover if row.label == "계약서의 언어"] == ["영문"]
    assert "계약서의 언어" not in [row.label for row in build_view(sample_review(), library(), INFO).cover]


# --------------------------------------------------------------------------- formats


@pytest.mark.parametrize("suffix", TEXTS)
def test_no_english_word_of_our_own_stands_in_the_report_of_an_english_contract(suffix):
    told = flat(suffix)
    view = english_view()
    shown = [AUDIT, SECRET, WIRELESS, "msa.md", "vendor-terms.txt", "docs/accuracy.md"]
    for row in view.gaps:
        for p in row.proposals:
            shown += [*p.english, p.heading]
    shown += [part for term in view.terms for part in term]
    shown += [line for note in view.notes for line in note.lines]
    for text in sorted(set(filter(None, shown)), key=len, reverse=True):
        told = told.replace(text, " ")
    told = re.sub(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b", "", told)
    words = set(re.findall(r"[A-Za-z]{2,}", told))
    known = {"BASIC", "EXTRA", "PROC", "INDIRECT", "SHA", "SLA", "MSP", "RTO", "RPO", "API", "JSON", "IaaS", "PaaS",
             "SaaS", "Section", "Provider", "Customer"}  # fmt: skip
    assert words - known == set()


def test_english_is_marked_as_english_in_the_web_page_and_escaped():
    root = html.fromstring(rendered(english_review(), ".html").decode("utf-8"))
    marked = [" ".join(element.itertext()) for element in root.xpath("//*[@lang='en']")]
    assert any(AUDIT in text for text in marked)
    assert any(text.startswith("The Financial Company may audit") for text in marked)
    assert not root.xpath("//hosts")


def test_the_json_holds_reason_effect_explanation_and_english_wording():
    gaps = {gap["element"]: gap for gap in json.loads(rendered(english_review(), ".json"))["gaps"]}
    audit, absent = gaps["auditor-access"], gaps["no-wireless"]
    assert "‘감사권의 부정’에 해당하여" in audit["conflict"]
    assert audit["effect"] == library().elements["auditor-access"].contrary_effect
    assert audit["readings"] == ["요건: 금융회사 · ‘감사권의 부정’ · 금지·부정 → Section 4.8"]
    assert audit["proposals"][0]["text_en"].startswith("The Financial Company may audit")
    assert audit["proposals"][0]["text"].startswith("금융회사는")
    assert (absent["conflict"], absent["effect"]) == ("", "")
    assert absent["risk"] == library().elements["no-wireless"].why


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".json"])
def test_the_report_of_an_english_contract_is_the_same_each_time(suffix):
    assert rendered(english_review(), suffix) == rendered(english_review(), suffix)


def test_the_list_of_doubts_is_called_what_the_marks_are_called():
    titles = html.fromstring(rendered(english_review(), ".html").decode("utf-8")).xpath("//h2/text()")
    assert any(title.endswith(" 확인 필요") for title in titles)
