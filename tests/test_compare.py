"""Two rounds of a contract, compared: by element, by article, by position; the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.compare import Comparison, Kind, Side, compare
from pipeline.compare.model import PositionChange, is_back
from pipeline.compare.positions import position_changes
from pipeline.compare.render import SUFFIXES, render_comparison, screen_text
from pipeline.judge import review_set
from pipeline.model import ClauseParagraph, Judgement, Library, Position
from pipeline.parse import parse
from pipeline.read import read_bytes
from tests.report_review import INFO, conditions, library, with_findings
from tests.two_rounds import CONSENT, OLD, SAMPLES, new_round


def side(*texts: str, name: str = "약관") -> Side:
    parts = []
    for number, text in enumerate(texts, 1):
        document = read_bytes(f"{name}{number}.txt", text.encode("utf-8"))
        parts.append((document, parse(document)))
    return Side(review_set(parts, library(), conditions()), tuple(parts))


@lru_cache(maxsize=1)
def old() -> Side:
    return side(OLD)


@lru_cache(maxsize=1)
def new() -> Side:
    return side(new_round())


@lru_cache(maxsize=1)
def found() -> Comparison:
    return compare(old(), new(), library())


def kinds(comparison: Comparison) -> dict[str, Kind]:
    return {change.element: change.kind for change in comparison.elements}


def test_each_edit_of_the_negotiation_is_told_as_what_it_is():
    told = kinds(found())
    assert told["termination-right"] == Kind.TURNED
    assert told["incident-cooperation"] == Kind.OPENED
    assert {e for e, kind in told.items() if kind == Kind.CLOSED} == {
        "disclosure-prior-notice", "subcontract-consent", "subcontract-prior-notice",
    }  # fmt: skip
    assert told["incident-notice"] == Kind.CHANGED
    assert told["auditor-access"] == Kind.OPEN
    assert told["governing-law"] == Kind.MOVED
    assert found().is_worse
    assert found().has_gap


def test_a_changed_passage_shows_both_texts_and_the_words_between_them():
    change = next(c for c in found().elements if c.element == "incident-notice")
    (passage,) = change.passages
    assert passage.old.text in OLD
    assert passage.new.text in new_round()
    assert [(p.kind, p.text, p.glued) for p in passage.pieces if p.kind != "same"] == [
        ("new", ", 늦어도 24시간 안에", True)
    ]


def test_a_moved_provision_is_told_with_both_places():
    change = next(c for c in found().elements if c.element == "governing-law")
    assert change.moved == (("제29조 (본문)", "제30조 (본문)"),)
    assert change.passages == ()


def test_articles_added_removed_changed_and_renumbered():
    told = [(a.kind, a.old, a.new) for a in found().articles if a.kind != "renumbered"]
    assert ("added", "", "제5조 무상 제공의 종료") in told
    assert ("removed", "제28조 법령의 준수", "") in told
    assert [old for kind, old, _ in told if kind == "changed"] == [
        "제10조 요금의 계산과 납부", "제16조 비밀의 유지와 자료의 제출", "제17조 협력사", "제18조 사고의 통지와 대응",
        "제20조 고객의 해지",
    ]  # fmt: skip
    assert sum(a.kind == "renumbered" for a in found().articles) == 19


def test_a_change_that_touches_no_element_is_told_as_such():
    fees = next(a for a in found().articles if a.old == "제10조 요금의 계산과 납부")
    assert fees.elements == ()
    assert [(p.kind, p.text) for p in fees.pieces if p.kind in ("gone", "new")] == [("gone", "30일"), ("new", "20일")]


def test_our_wording_in_the_vendors_words_is_recognised():
    (change,) = found().positions
    assert (change.clause, change.old, change.new) == ("subcontracting", "", "preferred")
    assert change.places == ("제17조 제1항", "제18조 제1항")
    assert CONSENT in new_round()


def _with_fallback() -> Library:
    clause = library().clauses["subcontracting"]
    weaker = (
        clause.paragraphs[0].text.replace("사전 서면 동의를 받아야", "의견을 들어야").partition(". 금융회사는")[0] + "."
    )
    fallback = (replace(clause.paragraphs[0], text=weaker), *clause.paragraphs[1:])
    positions = (Position("acceptable", "의견만 듣는다", fallback),)
    return replace(library(), clauses={**library().clauses, clause.id: replace(clause, positions=positions)})


def test_a_position_that_fell_back_is_worse():
    weaker = new_round().replace(
        "고객의 사전 서면 동의를 받아야 한다. 고객은 그 기간 안에 동의 여부를 알려야 하며, 답하지 아니한 것을 동의로 보지 아니한다.",
        "고객의 의견을 들어야 한다.",
    )
    assert weaker != new_round()
    changes = position_changes(new(), side(weaker), _with_fallback())
    told = [(c.old, c.new) for c in changes if c.clause == "subcontracting"]
    assert told == [("preferred", "acceptable")]
    assert is_back(changes[0])
    back = replace(found(), positions=changes, elements=tuple(c for c in found().elements if c.kind == Kind.SAME))
    assert back.is_worse
    assert not back.has_gap


@pytest.mark.parametrize(("before", "after"), [("", "last"), ("none", "last"), ("last", ""), ("last", "preferred")])
def test_only_a_step_down_between_our_positions_is_back(before, after):
    assert not is_back(PositionChange("subcontracting", before, after, (), ("", "")))


def test_a_vendors_own_wording_is_at_no_position():
    assert position_changes(old(), old(), library()) == ()
    before, after = (
        side(OLD),
        side(OLD.replace("제17조(협력사)\n①", "제17조(협력사)\n① 회사는 공정하게 거래합니다.\n②")),
    )
    assert position_changes(before, after, library()) == ()


def test_a_contract_compared_with_itself_has_no_change():
    same = compare(old(), old(), library())
    assert {c.kind for c in same.elements} <= {Kind.SAME, Kind.OPEN}
    assert same.articles == ()
    assert same.positions == ()
    assert not same.is_worse
    assert all(c.passages == () for c in same.elements)
    assert all(c.old == c.new for c in same.requirements)


def test_line_breaks_and_spaces_are_no_change():
    wrapped = OLD.replace("지체 없이 고객에게 알립니다.", "지체  없이\n고객에게 알립니다.")
    assert wrapped != OLD
    again = compare(old(), side(wrapped), library())
    assert again.articles == ()
    assert kinds(again)["incident-notice"] == Kind.SAME


def test_what_got_worse_comes_first():
    order = [change.kind for change in found().elements]
    assert order == sorted(order, key=tuple(Kind).index)


def test_an_unread_part_of_the_new_round_is_no_proof_of_a_loss_but_is_open():
    unread = replace(new(), review=with_findings(new().review, incident_notice=Judgement.UNREAD))
    assert kinds(compare(old(), unread, library()))["incident-notice"] == Kind.OPENED


def test_rounds_in_different_languages_are_compared_by_element_only():
    english = (
        "Cloud Services Agreement\n\nArticle 1 (Governing Law)\nThis Agreement is governed by the laws of the Republic "
        "of Korea.\n\nArticle 2 (Security Incidents)\nThe Provider shall notify the Customer without undue delay after "
        "becoming aware of a security incident or any leakage of Customer Data.\n"
    )
    other = compare(old(), side(english, name="terms"), library())
    assert not other.same_language
    assert other.articles == ()
    assert kinds(other)["governing-law"] == Kind.FOREIGN
    change = next(c for c in other.elements if c.element == "governing-law")
    assert change.passages[0].old.text in OLD
    assert change.passages[0].new.text in english
    assert all(p.pieces == () for c in other.elements for p in c.passages)
    assert "언어가 달라" in screen_or_conclusion(other)


def screen_or_conclusion(comparison: Comparison) -> str:
    return json.loads(render_comparison(comparison, library(), INFO, ".json"))["conclusion"][-2]


def test_sets_of_documents_are_compared_as_sets():
    extra = "데이터 처리 부속서\n\n제1조(사고 조사의 협력)\n회사는 고객이 하는 사고 원인의 조사와 피해의 복구에 협력합니다.\n"
    both = compare(old(), side(new_round(), extra), library())
    assert kinds(both)["incident-cooperation"] in (Kind.MOVED, Kind.SAME)
    assert any(a.kind == "added" and a.new.startswith("약관2.txt") for a in both.articles)


def test_different_conditions_are_refused():
    other = replace(new(), review=replace(new().review, conditions=conditions(importance="non_critical")))
    with pytest.raises(ValueError, match="same conditions"):
        compare(old(), other, library())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_comparison_gives_the_same_bytes(suffix):
    again = compare(side(OLD), side(new_round()), library())
    data = render_comparison(found(), library(), INFO, suffix)
    assert data == render_comparison(again, library(), INFO, suffix)


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="format"):
        render_comparison(found(), library(), INFO, ".pdf")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)


def test_the_articles_that_changed_have_room_for_their_titles():
    text = render_comparison(found(), library(), INFO, ".html").decode("utf-8")
    assert ".article { min-width: 8em; }" in text
    assert '<td class="article">' in text


def test_the_page_is_closed_to_the_outside_and_marks_words_as_such():
    page = _Page()
    text = render_comparison(found(), library(), INFO, ".html").decode("utf-8")
    page.feed(text)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert {"del", "ins"} <= set(page.tags)
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")


def test_markup_in_a_contract_stays_text():
    hostile = new_round().replace("지체 없이, 늦어도", "<script>alert(1)</script> 지체 없이, 늦어도")
    comparison = compare(old(), side(hostile), library())
    page = render_comparison(comparison, library(), INFO, ".html").decode("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    render_comparison(comparison, library(), INFO, ".docx")


def test_the_screen_is_one_screen():
    lines = screen_text(found(), library()).split("\n")
    assert len(lines) <= 24
    assert any("금융회사의 해지권" in line for line in lines)


def _files(folder: Path) -> list[str]:
    paths = [folder / "1차.txt", folder / "2차.txt"]
    for path, text in zip(paths, (OLD, new_round()), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_the_command_writes_reports_and_tells_by_its_exit_code(tmp_path, capsys):
    before, after = _files(tmp_path)
    out = tmp_path / "비교.json"
    under = ["--as-of", "2026-11-27"]
    assert main(["compare", before, after, "-o", str(out), *under]) == 1
    told = json.loads(out.read_bytes())
    assert told["schema"] == "finclause-compare/1"
    assert told["kind"] == "compare"
    assert told["worse"] is told["gap"] is True
    assert "상충으로 바뀜" in capsys.readouterr().out


def test_a_full_draft_against_itself_ends_with_zero(tmp_path):
    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    deal = str(SAMPLES / "deal-critical.yaml")
    for path in paths:
        assert main(["draft", deal, "-o", str(path)]) == 0
    assert main(["compare", *map(str, paths), "--deal", deal]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "견줄 두 문서가 필요합니다"),
        (["a.txt"], "하나씩 적습니다"),
        (["a.txt", "b.txt", "c.txt"], "--old와 --new로 나누어"),
        (["a.txt", "b.txt", "--old", "c.txt"], "섞어 쓸 수 없습니다"),
        (["--old", "a.txt"], "견줄 두 문서가 필요합니다"),
        (["a.txt", "a.txt"], "이전과 이후에 같은 파일"),
        (["--old", "a.txt", "a.txt", "--new", "b.txt"], "같은 파일을 두 번"),
        (["a.txt", "b.txt", "-o", "비교.pdf"], "확장자는"),
    ],
)
def test_a_wrong_call_is_told_in_korean(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(OLD, encoding="utf-8")
    assert main(["compare", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_clause_paragraph_without_wording_in_the_language_is_at_no_position():
    clause = library().clauses["subcontracting"]
    bare = replace(clause, paragraphs=(ClauseParagraph("consent", "", ("subcontract-consent",)),))
    without = replace(library(), clauses={**library().clauses, clause.id: bare})
    assert position_changes(old(), new(), without) == ()
