"""A redline from end to end: every gap of a vendor's Word file closed by tracked changes, and nothing leaves the house."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from read_samples import docx, p
from redline_oracle import part, plain, settled
from redline_vendors import numbered_english, numbered_korean, typed_korean

from pipeline.cli import main
from pipeline.deal import conditions, load_deal
from pipeline.judge import review
from pipeline.judge.gaps import gaps
from pipeline.library import load_library
from pipeline.model import Conditions, Document, Judgement, Library, Negotiation, Passage, Review
from pipeline.parse import parse
from pipeline.read.docx import read_docx
from pipeline.redline import Redlined, RedlineError, redline
from pipeline.redline.notes import INTERNAL, internal_notes
from pipeline.redline.outgoing import require_no_internal_note

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
AUTHOR, DAY = "한빛 법무팀", dt.date(2026, 11, 27)


class Made:
    """One redline with what it was made from."""

    def __init__(self, data: bytes, deal: str, edition: str = "", library: Library | None = None) -> None:
        self.library = library or load_library()
        self.deal = load_deal(SAMPLES / deal)
        self.data = data
        self.document: Document = read_docx("약관.docx", data)
        self.conditions: Conditions = conditions(self.deal, self.library)
        if edition:
            first = next(e for e in self.library.editions if e.id == edition)
            self.conditions = replace(self.conditions, edition=edition, as_of=first.in_force)
        self.known: dict = {}
        self.review: Review = self.judged(data)
        self.redlined: Redlined = self.again()

    def again(self, audience: str = "vendor") -> Redlined:
        return redline(
            self.data, self.document, self.review, self.library, self.deal,
            author=AUTHOR, date=DAY, audience=audience, known=self.known,
        )  # fmt: skip

    def judged(self, data: bytes) -> Review:
        document = read_docx("약관.docx", data)
        return review(document, parse(document), self.library, self.conditions, self.known)


CASES: dict[str, Callable[[], Made]] = {
    "typed Korean, critical, 2025": lambda: Made(typed_korean(), "deal-critical.yaml"),
    "numbered Korean, 2023": lambda: Made(numbered_korean(), "deal-basic.yaml", "2023"),
    "numbered English, 2025": lambda: Made(numbered_english(), "deal-basic.yaml"),
}


@cache
def case(name: str) -> Made:
    return CASES[name]()


@pytest.fixture(params=CASES, ids=list(CASES))
def made(request: pytest.FixtureRequest) -> Made:
    return case(request.param)


def test_every_gap_is_closed_when_the_changes_are_accepted(made: Made) -> None:
    assert gaps(made.review, made.library)
    assert gaps(made.judged(made.redlined.data), made.library) == ()


def test_rejecting_gives_the_original_back(made: Made) -> None:
    assert plain(settled(part(made.redlined.data), AUTHOR, accept=False)) == plain(part(made.data))


def test_no_label_of_the_vendor_moves(made: Made) -> None:
    found = read_docx("약관.docx", made.redlined.data)
    old = [(b.label, made.document.text[b.start : b.end][:12]) for b in made.document.blocks if b.label]
    new = [(b.label, found.text[b.start : b.end][:12]) for b in found.blocks if b.label]
    assert [label for label, _ in new] == [label for label, _ in old]


def test_the_ledger_tells_every_change_with_its_basis(made: Made) -> None:
    entries = made.redlined.ledger["edits"]
    assert [entry["id"] for entry in entries] == [f"R{n:02}" for n in range(1, len(entries) + 1)]
    comments = read_docx("약관.docx", made.redlined.data).comments
    assert len({entry["comment"] for entry in entries}) == len(entries) == len(comments)
    asked = {element for entry in entries for element in entry["elements"]}
    assert {gap.element for gap in gaps(made.review, made.library)} <= asked
    for entry in entries:
        assert entry["after"] or entry["kind"] == "struck"
        assert entry["kind"] == "terms" or (entry["requirements"] and entry["basis"])
        for change in entry["changes"]:
            assert made.document.text[change["start"] : change["end"]] == change["before"]


def test_nothing_internal_goes_to_the_provider(made: Made) -> None:
    texts = " ".join(c.text for c in read_docx("약관.docx", made.redlined.data).comments)
    assert INTERNAL not in texts
    assert not [note for note in internal_notes(made.library) if len(note) > 12 and note in texts]


def test_the_same_input_gives_the_same_bytes(made: Made) -> None:
    assert made.again().data == made.redlined.data


# ------------------------------------------------------------------ how it is written


@pytest.fixture
def korean() -> Made:
    return case("typed Korean, critical, 2025")


@pytest.fixture
def english() -> Made:
    return case("numbered English, 2025")


def entry_of(made: Made, element: str) -> dict:
    return next(entry for entry in made.redlined.ledger["edits"] if element in entry["elements"])


def test_a_contrary_sentence_is_corrected_at_its_words_only(korean: Made, english: Made) -> None:
    consent = entry_of(korean, "subcontract-consent")
    assert (consent["kind"], consent["before"], consent["after"]) == (
        "corrected",
        "동의를 받지 않고",
        "사전 동의를 받아",
    )
    notice = entry_of(english, "change-notice")
    assert (notice["before"], notice["after"]) == ("without prior", "upon prior written")


def test_a_new_paragraph_joins_the_article_on_the_matter_with_the_next_label(korean: Made) -> None:
    supervision = entry_of(korean, "subcontract-supervision")
    assert supervision["kind"] == "added"
    assert re.match(r"제17조 제\d항", supervision["place"])
    assert re.match(r"[⑤-⑨] 회사는 협력사", supervision["after"])


def test_a_new_article_stands_between_two_without_renumbering(korean: Made) -> None:
    personnel = entry_of(korean, "personnel-plan")
    assert (personnel["kind"], personnel["place"]) == ("article", "제15조의2")
    assert personnel["after"].startswith("제15조의2(업무수행인력의 관리)\n① 고객은")


def test_the_wording_speaks_the_vendors_words(korean: Made) -> None:
    added = "\n".join(entry["after"] for entry in korean.redlined.ledger["edits"])
    assert not re.search(r"(?<!다른 )금융회사[는가를에의]", re.sub("「[^」]*」", "", added))
    assert "고객 자료" in added
    assert "여야 합니다." in added


def test_words_that_the_vendor_does_not_know_are_defined_with_its_own(korean: Made) -> None:
    terms = next(entry for entry in korean.redlined.ledger["edits"] if entry["kind"] == "terms")
    assert terms["place"].startswith("제2조 제7호")
    assert terms["after"].startswith("7. “위탁업무”란 고객이")


def test_the_internal_version_says_more_and_says_so(korean: Made) -> None:
    inside = korean.again("internal").data
    texts = [c.text for c in read_docx("약관.docx", inside).comments]
    assert all(INTERNAL in text for text in texts if "요소:" in text)
    with pytest.raises(RedlineError, match="내부"):
        require_no_internal_note("a.docx", inside, (), AUTHOR)


def test_a_note_of_the_library_is_found_in_any_part() -> None:
    note = "제공자가 흔히 하는 답은 이러하다"
    data = docx(p("가"), raw={"docProps/custom.xml": f'<a b="{note}"/>'.encode()})
    with pytest.raises(RedlineError, match=r"docProps/custom\.xml"):
        require_no_internal_note("a.docx", data, (note,), AUTHOR)
    require_no_internal_note("a.docx", data, ("다른 말이 적힌 내부용 설명이다",), AUTHOR)


def test_negotiation_notes_are_internal() -> None:
    library = load_library()
    clause = next(iter(library.clauses.values()))
    told = Negotiation("왜 요구하는가", "흔한 답", "지킬 것")
    more = replace(library, clauses={**library.clauses, clause.id: replace(clause, negotiation=told)})
    assert {"왜 요구하는가", "흔한 답", "지킬 것"} <= set(internal_notes(more))


# ------------------------------------------------------------------ the command


def run(tmp_path: Path, data: bytes, *more: str, name: str = "약관.docx") -> int:
    (tmp_path / name).write_bytes(data)
    given = ["--deal", str(SAMPLES / "deal-basic.yaml"), "--author", AUTHOR, "--date", "2026-11-27"]
    wanted = ["-o", str(tmp_path / "대비.docx"), "--ledger", str(tmp_path / "목록.json")]
    return main(["redline", str(tmp_path / name), *given, *wanted, *more])


def test_the_command_writes_the_redline_and_its_ledger(tmp_path: Path, english: Made, capsys) -> None:
    assert run(tmp_path, english.data) == 0
    assert (tmp_path / "대비.docx").read_bytes() == english.redlined.data
    assert json.loads((tmp_path / "목록.json").read_text(encoding="utf-8"))["edits"] == english.redlined.ledger["edits"]
    assert "수정대비를 썼습니다" in capsys.readouterr().out


def test_an_element_that_cannot_be_placed_refuses_the_whole_and_is_listed_with_partial(tmp_path: Path, capsys) -> None:
    with zipfile.ZipFile(io.BytesIO(numbered_english())) as archive:
        body = archive.read("word/document.xml").decode()
    unread = docx(body[body.index("<w:body>") + 8 : body.index("<w:sectPr/>")] + "<w:altChunk/>")
    assert run(tmp_path, unread) == 3
    assert "읽지 못한 부분" in capsys.readouterr().err
    assert not (tmp_path / "대비.docx").exists()
    assert run(tmp_path, unread, "--partial") == 1
    listed = json.loads((tmp_path / "목록.json").read_text(encoding="utf-8"))["not_placed"]
    assert listed
    assert all("읽지 못한 부분" in entry["reason"] for entry in listed)


def test_wording_that_is_placed_but_not_confirmed_is_written_told_with_what_stands_against_it_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """The analyzer is made to see something contrary in the first sentence of the vendor, whatever is put beside it."""

    def doubting(*given: object) -> Review:
        found = review(*given)  # type: ignore[arg-type]
        first = found.contract.articles[1].paragraphs[0]
        against = Passage(found.documents[0].name, "제1조 (본문)", first.text, first.start, first.end)
        doubted = replace(found.elements["audit-scope"], judgement=Judgement.CONTRARY, evidence=(against,))
        return replace(found, elements={**found.elements, "audit-scope": doubted})

    for module in ("pipeline.redline.plan", "pipeline.redline"):
        monkeypatch.setattr(sys.modules[module], "judge", doubting)
    assert run(tmp_path, typed_korean()) == 1
    said = "제1조 (본문)의 문구가 이 요소와 상충하는 것으로 읽힙니다"
    assert said in capsys.readouterr().out
    ledger = json.loads((tmp_path / "목록.json").read_text(encoding="utf-8"))
    assert [entry["element"] for entry in ledger["not_confirmed"]] == ["audit-scope"]
    assert said in ledger["not_confirmed"][0]["reason"]
    assert any("audit-scope" in edit["elements"] for edit in ledger["edits"])
    assert (tmp_path / "대비.docx").exists()


def test_only_a_word_file_can_be_redlined(tmp_path: Path, capsys) -> None:
    assert run(tmp_path, "제1조(목적) 을은 알린다.".encode(), name="약관.txt") == 2
    assert "Word 문서(DOCX)에만" in capsys.readouterr().err


@pytest.mark.parametrize("author", ["", " ", "가\n나", "가" * 256])
def test_the_author_is_one_line(tmp_path: Path, author: str) -> None:
    assert run(tmp_path, docx(p("가")), "--author", author) == 2
