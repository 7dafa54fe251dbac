"""Positions and waivers of a deal sheet: in the selection, in the draft, and what is refused."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from pipeline.assemble import assemble, trace_json
from pipeline.concessions import refuse_broken
from pipeline.deal import Deal, bargain, conditions, parse_deal, waived_elements
from pipeline.errors import DealError
from pipeline.library import load_library
from pipeline.model import Clause, ClauseParagraph, Library
from pipeline.select import Selection, select

BASE = Path(__file__).parent / "lint_fixtures" / "base"
SHEET = """\
contract: {as_of: 2026-06-01}
provider: {foreign: 아니오}
contracting: {form: 직접}
business: {importance: 중요}
data: [{kind: 개인신용정보}]
locations: [{country: 대한민국}]
subcontracting: {allowed: 아니오}
security_work_outsourced: 아니오
negotiation:
"""
CLAUSE = """\
id: transition
chapter: exit
order: 10
title: 이전 지원
title_en: Transition Support
only_if: [critical]
checked: 2026-01-01
paragraphs:
  - {id: support, serves: [transition-support], text: 제공자는 이전을 지원하여야 한다., en: The Provider shall help.}
  - {id: plan, serves: [transition-plan], text: 제공자는 이전계획을 세워야 한다., en: The Provider shall plan.}
  - {id: drill, serves: [exit-drill], text: 제공자는 전항의 계획을 훈련하여야 한다., en: The Provider shall drill it.}
negotiation: {why: 길을 남긴다, answers: 거절한다, keep: 지원}
positions:
  acceptable:
    note: 지원을 줄인다
    paragraphs:
      - {id: support, serves: [transition-support], text: 제공자는 30일 동안 이전을 지원하여야 한다., en: For 30 days.}
  last:
    note: 훈련을 뺀다
    needs_approval: true
    without: [drill]
"""
LAST = "  positions: [{clause: transition, position: 최후, reason: 비용, approver: 준법감시인 홍길동}]\n"
DRILL = "  waivers: [{element: exit-drill, reason: 자체 훈련, approver: 준법감시인 홍길동, date: 2026-05-02}]\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("bargain") / "library"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(folder.parent / "cache"))
        for name in ("transition-plan", "exit-drill"):
            text = (folder / "elements" / "transition-support.yaml").read_text("utf-8")
            text = text.replace("id: transition-support", f"id: {name}").replace(
                "title: 이전 지원", f"title: {name} 요소"
            )
            text = text.replace("weight: core", "weight: guide")
            (folder / "elements" / f"{name}.yaml").write_text(text, "utf-8")
        item = folder / "requirements" / "EXTRA-03.yaml"
        listed = "[transition-support, transition-plan, exit-drill]"
        item.write_text(item.read_text("utf-8").replace("[transition-support]", listed), "utf-8")
        (folder / "clauses" / "transition.yaml").write_text(CLAUSE, "utf-8")
        return load_library(folder)


def sheet(negotiation: str = "", importance: str = "중요") -> Deal:
    text = (SHEET + negotiation).replace("importance: 중요", f"importance: {importance}")
    return parse_deal(text.encode(), "deal.yaml", Path("."))


def chosen(library: Library, negotiation: str, importance: str = "중요") -> Selection:
    deal = sheet(negotiation, importance)
    under = conditions(deal, library)
    return select(library, under, bargain(deal, library, under))


def refused(library: Library, negotiation: str, importance: str = "중요") -> str:
    with pytest.raises(DealError) as caught:
        chosen(library, negotiation, importance)
    return str(caught.value)


def paragraphs(selection: Selection) -> list[str]:
    return [p.id for clause in selection.clauses if clause.id == "transition" for p in clause.paragraphs]


def test_a_draft_takes_the_wording_of_the_position(library: Library) -> None:
    taken = "  positions: [{clause: transition, position: 수용가능, reason: 기간}]\n"
    selection = chosen(library, taken)
    texts = [p.text for c in selection.clauses if c.id == "transition" for p in c.paragraphs]
    assert texts[0] == "제공자는 30일 동안 이전을 지원하여야 한다."
    assert selection.losses == ()
    assert "transition(이전 지원) 수용가능 입장 포함: 기간" in selection.trace


def test_without_a_negotiation_nothing_changes(library: Library) -> None:
    plain = select(library, conditions(sheet(), library))
    assert chosen(library, "") == plain
    assert paragraphs(plain) == ["support", "plan", "drill"]


def test_a_position_that_loses_a_due_element_needs_a_waiver(library: Library) -> None:
    said = refused(library, LAST)
    assert (
        "조항 'transition'(이전 지원)의 최후 입장은 요구되는 요소 'exit-drill 요소'(exit-drill, EXTRA-03)를 잃습니다"
        in said
    )
    assert "element: exit-drill과 사유, 승인자, 승인한 날을 적거나 다른 입장을 고르십시오" in said


def test_a_waived_loss_is_kept_with_its_reason(library: Library) -> None:
    selection = chosen(library, LAST + DRILL)
    assert paragraphs(selection) == ["support", "plan"]
    (loss,) = selection.losses
    assert (loss.element.id, loss.requirements, loss.clause) == ("exit-drill", ("EXTRA-03",), "transition")
    assert (loss.reason, loss.approver, loss.date) == ("자체 훈련", "준법감시인 홍길동", dt.date(2026, 5, 2))
    line = "EXTRA-03 exit-drill(exit-drill 요소) 제외: 면제. 사유: 자체 훈련. 승인: 준법감시인 홍길동, 2026. 5. 2."
    assert line in selection.trace
    assert "transition.drill 제외: 최후 입장에서 뺌" in selection.trace
    assert "transition(이전 지원) 최후 입장 포함: 비용. 승인: 준법감시인 홍길동" in selection.trace


def test_a_waiver_alone_takes_the_wording_out(library: Library) -> None:
    selection = chosen(library, DRILL)
    assert paragraphs(selection) == ["support", "plan"]
    assert [(loss.element.id, loss.clause) for loss in selection.losses] == [("exit-drill", "")]
    assert "transition.drill 제외: 면제" in selection.trace


def test_a_waived_requirement_or_clause_takes_all_its_wording_out(library: Library) -> None:
    for named in ("requirement: EXTRA-03", "clause: transition"):
        selection = chosen(library, DRILL.replace("element: exit-drill", named))
        assert "transition" not in [clause.id for clause in selection.clauses]
        lost = ["exit-drill", "transition-plan", "transition-support"]
        assert sorted(loss.element.id for loss in selection.losses) == lost


def test_what_is_left_must_not_refer_to_what_a_waiver_takes_out(library: Library) -> None:
    said = refused(library, DRILL.replace("exit-drill", "transition-plan"))
    assert "남는 조항 'transition'(이전 지원)이 빠지는 앞 항을 '전항'으로 가리킵니다" in said


@pytest.mark.parametrize(
    ("gone", "text", "said"),
    [
        ("훈련한다.", "훈련은 {{ ref drill }}에 따른다.", "'drill'(훈련) 조항을 가리킵니다"),
        (
            "훈련(이하 “모의훈련”이라 한다)을 한다.",
            "모의훈련은 매년 한다.",
            "빠지는 문단에서 정한 용어 '모의훈련'을 씁니다",
        ),
    ],
)
def test_a_reference_or_term_of_what_a_waiver_takes_out_is_found(gone: str, text: str, said: str) -> None:
    drill = Clause("drill", "훈련", "exit", 10, (ClauseParagraph("1", gone),))
    other = Clause("other", "비용", "exit", 20, (ClauseParagraph("1", text),))
    refuse_broken((drill, other), (drill, other))
    with pytest.raises(DealError, match=re.escape(said)):
        refuse_broken((drill, other), (other,))


@pytest.mark.parametrize(
    ("negotiation", "importance", "said"),
    [
        (LAST.replace("transition", "transitin"), "중요", "10행 negotiation.positions[1].clause: 조항 'transitin'은"),
        (LAST.replace("transition", "transitin"), "중요", "'transition'을 쓰려던 것인지"),
        (LAST.replace("transition", "preamble"), "중요", "조항 'preamble'에는 최후 입장이 없습니다"),
        (LAST.replace(", approver: 준법감시인 홍길동", ""), "중요", "승인자의 직위와 성명을 적으십시오"),
        (DRILL.replace("exit-drill", "exit-dril"), "중요", "요소 'exit-dril'은 라이브러리에 없습니다"),
        (DRILL.replace("element: exit-drill", "requirement: extra-03"), "중요", "'EXTRA-03'을 쓰려던"),
        (DRILL, "비중요", "요소 'exit-drill'은 이 계약에서 요구되지 않아 면제할 것이 없습니다"),
        (DRILL.replace("element: exit-drill", "requirement: EXTRA-03"), "비중요", "기재사항 'EXTRA-03'은 이 계약에서"),
        (DRILL.replace("element: exit-drill", "clause: definitions"), "중요", "조항 'definitions'는 이 계약에서"),
    ],
)
def test_a_fault_against_the_library_is_named_with_its_line(
    library: Library, negotiation: str, importance: str, said: str
) -> None:
    found = refused(library, negotiation, importance)
    assert found.startswith("deal.yaml: 거래명세서에 고칠 곳이 1개 있습니다.")
    assert said in found


def test_a_waiver_of_what_is_not_due_says_nothing_in_a_review(library: Library) -> None:
    deal = sheet(DRILL, "비중요")
    assert waived_elements(deal, library, conditions(deal, library)) == {}
    deal = sheet(DRILL)
    assert list(waived_elements(deal, library, conditions(deal, library))) == ["exit-drill"]


def test_the_comparison_table_and_the_trace_say_what_was_given_up(library: Library) -> None:
    selection, deal = chosen(library, LAST + DRILL), sheet(LAST + DRILL)
    for language, said in (
        ("ko", "면제(사유: 자체 훈련. 승인: 준법감시인 홍길동, 2026. 5. 2.)"),
        ("en", "Waived (reason: 자체 훈련; approved by 준법감시인 홍길동, 2 May 2026)"),
    ):
        contract = assemble(library, selection, deal, language)
        cells = {row.id: row.cells for row in contract.articles[-1].paragraphs}
        assert cells["comparison.EXTRA-03.exit-drill"][2] == said
    trace = trace_json(contract, selection, deal, library)
    assert trace["positions"] == [
        {"clause": "transition", "position": "last", "reason": "비용", "approver": "준법감시인 홍길동"}
    ]
    assert [(entry["element"], entry["date"]) for entry in trace["waived"]] == [("exit-drill", "2026-05-02")]
