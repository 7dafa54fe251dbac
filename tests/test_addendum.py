"""The addendum: which parts it takes, how it names the vendor's own words, what it says of what is left."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from addenda import LIBRARY, NAME, ROOT, docx, judged, made, remembering, under, vendor
from drafts import deal

from pipeline.addendum.choose import choose
from pipeline.addendum.close import close, notices
from pipeline.addendum.trace import trace_json
from pipeline.addendum.write import Request, introduced, write
from pipeline.assemble import COMPARISON, locators, places_of
from pipeline.due import due_ids
from pipeline.language import ENGLISH, KOREAN
from pipeline.model import Contract, Judgement, Unread
from pipeline.read import read_bytes
from pipeline.train.as_text import text_of

TERMS = ROOT / "samples" / "vendor-terms.txt"
ENGLISH_TERMS = ROOT / "clause_library" / "corpus" / "contracts" / "en-own-iaas-terms.md"
CRITICAL = under("2025", "deal-critical.yaml")


def request(*documents, conditions=CRITICAL, library=LIBRARY, bilingual=False):
    return Request(list(documents), library, conditions, deal(), bilingual)


def said(contract: Contract) -> str:
    return "\n".join(paragraph.text for article in contract.articles for paragraph in article.paragraphs)


def article(contract: Contract, clause: str) -> str:
    return "\n".join(p.text for a in contract.articles if a.clause == clause for p in a.paragraphs)


# ---------------------------------------------------------------- which parts


@pytest.mark.parametrize("element", sorted(due_ids(LIBRARY, CRITICAL)))
def test_each_element_alone_is_closed_by_few_parts_that_stand_by_themselves(element: str) -> None:
    chosen = choose(LIBRARY, CRITICAL, [element], introduced=introduced(request(vendor(TERMS))))

    assert chosen.closes[element]
    assert not chosen.unserved
    picked = sum(len(c.paragraphs) + len(c.tables) for c in chosen.clauses) - len(chosen.needed_by)
    assert picked == 1


def test_no_chosen_part_can_be_left_out() -> None:
    elements = sorted(due_ids(LIBRARY, CRITICAL))
    chosen = choose(LIBRARY, CRITICAL, elements)
    leaning = chosen.needed_by.keys()
    own = {
        element: {part for part in closing if part not in leaning and not part[1].startswith("table-")}
        for element, closing in chosen.closes.items()
    }

    for part in {part for closing in own.values() for part in closing}:
        assert any(closing == {part} for closing in own.values()), part


def test_a_gap_that_the_library_cannot_close_is_named() -> None:
    assert choose(LIBRARY, CRITICAL, ["no-such-element"]).unserved == ("no-such-element",)


def test_only_what_the_vendor_lacks_is_in_the_addendum() -> None:
    addendum = made([vendor(TERMS)])
    open_ones = {gap.element for gap in addendum.gaps}
    leaning = {".".join(part) for part in addendum.chosen.needed_by}

    for own in addendum.contracts[0].articles:
        for paragraph in own.paragraphs:
            if paragraph.serves and not any(paragraph.id.startswith(part) for part in leaning):
                assert open_ones.intersection(paragraph.serves), paragraph.id


def test_the_items_of_a_list_that_lost_one_are_linked_again() -> None:
    addendum = made([vendor(ENGLISH_TERMS)])
    for own in addendum.contracts[0].articles:
        items = [
            p for p in own.paragraphs if p.level == 2 and p.kind == "text" and own.clause != "addendum-definitions"
        ]
        if items:
            assert items[-1].text.endswith("."), items[-1].text
            assert not any(item.text.endswith(".") for item in items[:-1] if item.text[:1].islower()), own.title


def test_the_code_names_no_clause_and_no_element() -> None:
    names = {*LIBRARY.clauses, *LIBRARY.elements, *LIBRARY.addendum.clauses}
    code = [*(ROOT / "pipeline" / "addendum").glob("*.py"), ROOT / "pipeline" / "cli" / "addendum.py"]
    found = {
        literal
        for path in code
        for literal in re.findall(r"[\"']([a-z][a-z-]+)[\"']", path.read_text(encoding="utf-8"))
        if literal in names
    }
    assert found <= {"term"}  # the name of a phrase


# ---------------------------------------------------------------- the vendor's own words


def test_a_contrary_provision_is_set_aside_by_the_vendors_own_number() -> None:
    addendum = made([vendor(TERMS)])
    text = said(addendum.contracts[0])
    contrary = [gap for gap in addendum.gaps if gap.contrary]

    assert contrary
    for gap in contrary:
        parts = {".".join(part) for part in addendum.chosen.closes[gap.element]}
        leads = [p.text for a in addendum.contracts[0].articles for p in a.paragraphs if p.id in parts]
        for passage in gap.finding.evidence:
            assert any(passage.locator.removesuffix(" (본문)") in lead for lead in leads)
        assert any(lead.startswith("원계약 ") and "에도 불구하고 " in lead for lead in leads)
    assert "원계약 제12조 제3항에도 불구하고 제공자는 " in text


def test_an_english_addendum_sets_aside_by_section() -> None:
    terms = (
        "# Cloud Terms of Service\n\n## 1. Services\n\n1.1 Provider provides the Services to Customer.\n\n"
        "## 2. Subcontractors\n\n2.1 Provider may subcontract any part of the Services without Customer's consent.\n"
    )
    text = said(made([judged("terms.md", terms.encode())]).contracts[0])

    assert "Notwithstanding Section 2.1 of the Original Agreement, before undertaking any Subcontracting" in text


def test_a_provision_with_a_heading_and_no_number_is_named_by_its_heading() -> None:
    text = said(made([vendor(ENGLISH_TERMS)]).contracts[0])

    assert "Notwithstanding the part headed “Helpers” of the Original Agreement, before undertaking any " in text


def test_a_provision_without_a_number_is_set_aside_in_general_words() -> None:
    text = (
        "클라우드 이용조건\n\n회사는 고객의 동의 없이 업무를 제3자에게 자유롭게 재위탁할 수 있다.\n\n"
        "회사는 고객 데이터를 통계와 상품 개발에 이용할 수 있다.\n"
    )
    addendum = made([judged("plain.txt", text.encode("utf-8"))])

    assert any(gap.contrary for gap in addendum.gaps)
    assert "원계약 가운데 이와 달리 정한 부분에도 불구하고 " in said(addendum.contracts[0])


def test_the_definitions_use_the_vendors_words() -> None:
    text = article(made([vendor(TERMS)]).contracts[0], "addendum-definitions")

    assert "“금융회사”란 원계약의 “고객”을 말하고, “제공자”란 원계약의 “회사”를 말한다." in text
    assert "「마루별클라우드 기업 서비스 이용약관」(파일 vendor-terms.txt)" in text
    assert "원계약의 “서비스”를 포함한다" in text


def test_a_document_that_names_no_party_still_has_its_parties_defined() -> None:
    plain = judged("empty.txt", "안내\n\n제1조(안내)\n가입 절차를 안내한다.\n".encode())
    silent = replace(plain, parties={})
    text = article(made([silent]).contracts[0], "addendum-definitions")

    assert "원계약의 서비스를 제공받는 당사자를 말하고" in text


def test_several_documents_are_told_apart_by_their_titles() -> None:
    levels = judged(
        "sla.txt",
        "서비스 수준 협약\n\n제1조(면책)\n회사는 어떠한 경우에도 손해를 배상하지 아니한다.\n"
        "제2조(재위탁)\n회사는 고객의 동의 없이 재위탁할 수 있다.\n".encode(),
    )
    addendum = made([vendor(TERMS), levels])
    text = said(addendum.contracts[0])

    assert not addendum.left
    assert (
        "「마루별클라우드 기업 서비스 이용약관」(파일 vendor-terms.txt) 및 「서비스 수준 협약」(파일 sla.txt)" in text
    )
    assert "「서비스 수준 협약」 제2조" in text


def test_a_file_that_holds_two_contracts_is_cited_by_their_titles() -> None:
    both = (
        "마루별 서비스 이용계약서\n\n제1조(목적)\n이 계약은 서비스의 이용에 필요한 사항을 정한다.\n\n제2조(재위탁)\n"
        "회사는 고객의 동의 없이 업무를 재위탁할 수 있다.\n\n제3조(비용)\n고객은 매월 이용료를 낸다.\n\n"
        "개인정보 처리위탁 계약서\n\n제1조(목적)\n이 계약은 개인정보의 처리위탁에 필요한 사항을 정한다.\n\n"
        "제2조(이용)\n회사는 고객 데이터를 통계와 상품 개발에 이용할 수 있다.\n"
    )
    text = said(made([judged("both.txt", both.encode())]).contracts[0])

    assert "원계약 「마루별 서비스 이용계약서」 제2조에도 불구하고" in text
    assert "원계약 개인정보 처리위탁 계약서 제2조에도 불구하고" in text


def test_what_a_vendor_wrote_is_never_read_as_wording() -> None:
    title = "{{ provider_name }} [을/를] {{ ref audit }} 이용약관"
    text = TERMS.read_text(encoding="utf-8").split("\n", 1)[1]
    odd = judged("[은/는] {{ x }}.txt", f"{title}\n{text}".encode())
    addendum = made([odd])

    assert not addendum.left
    assert "{{ ref audit }}" in said(addendum.contracts[0])
    assert "(파일 [은/는] {{ x }}.txt)" in said(addendum.contracts[0])


# ---------------------------------------------------------------- the frame


@pytest.mark.parametrize("language", [KOREAN, ENGLISH])
@pytest.mark.parametrize("sheet", ["deal-critical.yaml", "deal-basic.yaml"])
def test_the_frame_gives_and_takes_no_element_by_itself(language: str, sheet: str) -> None:
    conditions = under("2025", sheet)
    asked = Request([vendor(TERMS)], LIBRARY, conditions, deal(sheet))
    contract = write(asked, choose(LIBRARY, conditions, ()), (), language)

    alone = judged("addendum.txt", text_of(contract).encode("utf-8"))

    assert [e for e, finding in alone.findings.items() if finding.judgement != Judgement.ABSENT] == []


def test_the_frame_has_the_parts_of_an_addendum_in_order() -> None:
    contract = made([vendor(TERMS)]).contracts[0]
    kinds = [own.kind for own in contract.articles]
    titles = [own.title for own in contract.articles if own.kind == "article"]

    assert contract.title == "클라우드서비스 이용에 관한 부속합의서"
    assert titles[:3] == ["목적", "용어의 정의", "원계약과의 관계와 우선순위"]
    assert titles[-1] == "효력과 존속"
    assert kinds[0] == "preamble"
    assert "closing" in kinds
    assert contract.articles[-1].clause == COMPARISON


def test_without_its_order_of_precedence_the_addendum_says_what_it_cannot_close() -> None:
    frame = replace(
        LIBRARY.addendum, clauses={k: c for k, c in LIBRARY.addendum.clauses.items() if k != "addendum-precedence"}
    )
    library = replace(LIBRARY, addendum=frame)
    asked = request(vendor(TERMS), library=library)
    with remembering() as known:
        addendum = close(asked, KOREAN, docx(asked), NAME, known=known)

    assert addendum.left
    cover = read_bytes(NAME, addendum.data).text
    for notice in notices(addendum.left, library):
        assert notice in cover
    left = {gap.element for gap in addendum.left}
    assert {g["element"] for g in trace_json(asked, addendum)["gaps"] if not g["closed"]} == left


# ---------------------------------------------------------------- languages, table, trace


def test_both_languages_hold_the_same_parts_and_close_the_same_gaps() -> None:
    addendum = made([vendor(TERMS)], language="both")
    korean, english = addendum.contracts
    ids = [[(a.clause, p.id) for a in c.articles[:-1] for p in a.paragraphs] for c in (korean, english)]

    assert not addendum.left
    assert ids[0] == ids[1]
    assert "두 문언의 뜻이 다르면 국문에 따른다." in said(korean)
    assert "the Korean text prevails." in said(english)


def test_an_addendum_in_one_language_says_nothing_of_another() -> None:
    assert "국문" not in said(made([vendor(TERMS)]).contracts[0])


@pytest.mark.parametrize("language", [KOREAN, ENGLISH])
def test_the_table_names_every_gap_once_with_its_place_and_basis(language: str) -> None:
    addendum = made([vendor(TERMS)], language=language)
    contract = addendum.contracts[0]
    table = contract.articles[-1]
    places = places_of(contract.articles, language)
    cited = {place for own in contract.articles for _, place in locators(own, language)}
    rows = [row.cells for row in table.paragraphs if row.kind == "row"]
    names = LIBRARY.english["elements"] if language == ENGLISH else {e.id: e.title for e in LIBRARY.elements.values()}

    for gap in addendum.gaps:
        own = [row for row in rows if names[gap.element] in row[1].split("\n")]
        assert len(own) == 1, gap.element
        assert own[0][2] == ", ".join(place for _, _, place in places[gap.element])
        assert own[0][2].split(", ")[0] in cited
        assert all(requirement in own[0][3] for requirement in gap.requirements)
        if gap.contrary:
            assert gap.finding.evidence[0].locator.split(" (")[0] in own[0][0]


def test_the_trace_leads_from_each_gap_to_a_paragraph_of_the_contract() -> None:
    addendum = made([vendor(TERMS)])
    trace = trace_json(request(vendor(TERMS)), addendum)
    ids = {p.id for own in addendum.contracts[0].articles for p in own.paragraphs}

    assert [gap["element"] for gap in trace["gaps"]] == [gap.element for gap in addendum.gaps]
    for gap in trace["gaps"]:
        assert gap["closed"]
        assert gap["places"]
        assert {place["paragraph"] for place in gap["places"]} <= ids
        assert all(passage["document"] == "vendor-terms.txt" for passage in gap["vendor"])
        assert all(basis["edition"] in ("", "2025") for r in gap["requirements"] for basis in r["bases"])


# ---------------------------------------------------------------- what is asked of it


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made([vendor(TERMS)]).data == made([vendor(TERMS)]).data


def test_a_part_that_could_not_be_read_is_closed_by_a_clause() -> None:
    read = vendor(TERMS)
    pictured = replace(read.document, unread=(Unread("3쪽", "그림"),))
    found = {
        name: replace(finding, judgement=Judgement.UNREAD) if finding.judgement == Judgement.ABSENT else finding
        for name, finding in read.findings.items()
    }
    addendum = made([replace(read, document=pictured, findings=found)])

    assert any(gap.finding.judgement == Judgement.UNREAD for gap in addendum.gaps)
    assert not addendum.left


def test_doubtful_elements_are_taken_in_where_that_is_asked_for() -> None:
    read = vendor(TERMS)
    doubted = {
        name: replace(finding, certain=False) if finding.judgement == Judgement.PRESENT else finding
        for name, finding in read.findings.items()
    }
    plain, careful = made([replace(read, findings=doubted)]), made([replace(read, findings=doubted)], doubtful=True)
    more = {gap.element for gap in careful.gaps} - {gap.element for gap in plain.gaps}

    assert more
    assert all(careful.chosen.closes[element] for element in more)
    assert not careful.left


def test_a_contract_that_lacks_nothing_gets_no_addendum(tmp_path: Path) -> None:
    read = vendor(TERMS)
    whole = {name: replace(f, judgement=Judgement.PRESENT) for name, f in read.findings.items()}

    assert made([replace(read, findings=whole)]) is None
