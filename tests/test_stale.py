"""Which written documents a change of law or library touches: precisely, without following links, nothing guessed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pipeline.cli import main
from pipeline.deal import load_deal
from pipeline.due import due_ids
from pipeline.model import Conditions, Library
from pipeline.procedure.state import SCHEMA as STATE_SCHEMA
from pipeline.read import limits
from pipeline.redline.ledger import SCHEMA as LEDGER_SCHEMA
from pipeline.select import select
from pipeline.stale import Group, Survey, survey
from pipeline.stale.render import SUFFIXES, render_survey, screen_text
from pipeline.stamp import Stamp, as_object, as_properties, identity, stamp_of
from pipeline.stamp.office import stamped
from tests.report_review import SAMPLES, conditions, library

DAY = dt.date(2026, 11, 27)
TODAY = Conditions(DAY, "2025", "critical", frozenset())


def contract_stamp(edition: str = "2023", importance: str = "non_critical", **others: str) -> Stamp:
    under = conditions(edition=edition, importance=importance)
    chosen = select(library(), under)
    return stamp_of("contract", library(), under, chosen.clauses, chosen.terms, **others)


def word_file(stamp: Stamp | None, author: str = "홍길동") -> bytes:
    file = docx.Document()
    file.add_paragraph("계약서")
    file.core_properties.author = author
    buffer = BytesIO()
    file.save(buffer)
    return stamped(buffer.getvalue(), stamp) if stamp else buffer.getvalue()


def page(stamp: Stamp) -> bytes:
    told = "".join(f'<meta name="{name}" content="{value}">\n' for name, value in as_properties(stamp).items())
    return f"<!DOCTYPE html>\n<html><head>\n{told}</head><body>글</body></html>".encode()


def json_file(stamp: Stamp) -> bytes:
    return json.dumps({"schema": "finclause.trace/1", **as_object(stamp)}).encode("utf-8")


def looked(folder: Path, own: Library | None = None, under: Conditions = TODAY) -> Survey:
    return survey(folder, own or library(), under)


def test_a_draft_of_2023_is_told_what_2025_asks_for_and_on_which_basis(tmp_path):
    (tmp_path / "계약서.docx").write_bytes(word_file(contract_stamp()))
    (one,) = looked(tmp_path).of(Group.TOUCHED)
    assert one.edition.id == "2025"
    assert [(a.element, a.by_law) for a in one.added] == [("incident-notice", True)]
    ((name, bases),) = one.added[0].bases
    assert name == "BASIC-14"
    assert [b.edition for b in bases] == ["2025"]
    assert set(one.dropped) == {"joint-liability", "recourse"}
    assert one.changed == one.gone == ()


def test_the_edition_of_the_day_decides(tmp_path):
    (tmp_path / "계약서.docx").write_bytes(word_file(contract_stamp()))
    then = Conditions(dt.date(2025, 2, 4), "2023", "critical", frozenset())
    assert looked(tmp_path, under=then).of(Group.TOUCHED) == ()
    assert len(looked(tmp_path).of(Group.TOUCHED)) == 1


@pytest.mark.parametrize(("name", "write"), [("a.docx", word_file), ("b.html", page), ("c.json", json_file)])
def test_every_format_is_told_by_its_stamp_whatever_its_name(tmp_path, name, write):
    stamp = contract_stamp("2025", "critical")
    (tmp_path / name).write_bytes(write(stamp))
    (one,) = looked(tmp_path).verdicts
    assert (one.document.path, one.document.stamp) == (name, stamp)
    assert one.group == Group.CURRENT


def _changed(clause_id: str, paragraph_id: str) -> Library:
    clause = library().clauses[clause_id]
    paragraphs = tuple(
        replace(p, text=f"{p.text} 그 밖의 사항은 협의한다.") if p.id == paragraph_id else p for p in clause.paragraphs
    )
    own = {**library().clauses, clause_id: replace(clause, paragraphs=paragraphs)}
    return replace(library(), clauses=own, fingerprint="0" * 16)


def test_a_change_of_one_paragraph_touches_only_the_documents_that_hold_it(tmp_path):
    stamp = contract_stamp("2025", "critical")
    other = {name: digest for name, digest in stamp.parts.items() if not name.startswith("subcontracting")}
    (tmp_path / "a.docx").write_bytes(word_file(stamp))
    (tmp_path / "b.docx").write_bytes(word_file(replace(stamp, parts=other)))
    found = looked(tmp_path, _changed("subcontracting", "consent"))
    assert [(v.document.path, v.changed) for v in found.of(Group.TOUCHED)] == [("a.docx", ("subcontracting.consent",))]
    assert [(v.document.path, v.library) for v in found.of(Group.CURRENT)] == [("b.docx", True)]
    assert "재위탁(" in screen_text(found, _changed("subcontracting", "consent"))


def test_a_clause_that_the_library_no_longer_has_is_told(tmp_path):
    (tmp_path / "a.docx").write_bytes(word_file(contract_stamp("2025", "critical")))
    left = {name: clause for name, clause in library().clauses.items() if name != "severability"}
    (one,) = looked(tmp_path, replace(library(), clauses=left)).of(Group.TOUCHED)
    assert {name.partition(".")[0] for name in one.gone} == {"severability"}


def test_a_changed_element_touches_reports_and_no_contract(tmp_path):
    under = conditions()
    (tmp_path / "검토.docx").write_bytes(word_file(stamp_of("review", library(), under)))
    (tmp_path / "계약서.docx").write_bytes(word_file(contract_stamp("2025", "critical")))
    element = library().elements["auditor-access"]
    elements = {**library().elements, element.id: replace(element, means=f"{element.means} 등")}
    found = looked(tmp_path, replace(library(), elements=elements))
    assert [(v.document.path, v.judged) for v in found.of(Group.TOUCHED)] == [("검토.docx", ("auditor-access",))]


def test_an_element_that_the_library_adds_for_the_same_edition_is_not_put_down_to_the_law(tmp_path):
    stamp = contract_stamp("2025", "critical")
    fewer = {name: digest for name, digest in stamp.elements.items() if name != "auditor-access"}
    (tmp_path / "a.docx").write_bytes(word_file(replace(stamp, elements=fewer)))
    (one,) = looked(tmp_path).of(Group.TOUCHED)
    assert [(a.element, a.by_law) for a in one.added] == [("auditor-access", False)]


def test_a_law_besides_the_editions_that_changed_is_told(tmp_path):
    requirement = library().requirements["PROC-01"]
    (basis,) = (b for b in requirement.bases if not b.edition)
    ended = replace(basis, until=dt.date(2026, 6, 30))
    follows = replace(basis, source=f"{basis.source}-2026", in_force=dt.date(2026, 7, 1))
    own = {**library().requirements, "PROC-01": replace(requirement, bases=(ended, follows))}
    (tmp_path / "a.docx").write_bytes(word_file(contract_stamp("2025", "critical")))
    (one,) = looked(tmp_path, replace(library(), requirements=own)).of(Group.TOUCHED)
    told = {law.before and law.before.source: law.after and law.after.source for law in one.laws}
    assert told == {basis.source: None, None: follows.source}


def test_an_up_to_date_addendum_covers_its_contract_and_no_other(tmp_path):
    mine, other = contract_stamp(deal="a" * 16), contract_stamp(deal="b" * 16)
    (tmp_path / "계약서.docx").write_bytes(word_file(mine))
    (tmp_path / "다른 계약서.docx").write_bytes(word_file(other))
    addendum = replace(contract_stamp("2025"), kind="addendum", base=identity(mine))
    (tmp_path / "합의서.docx").write_bytes(word_file(addendum))
    found = looked(tmp_path)
    assert [(v.document.path, v.covered_by) for v in found.of(Group.COVERED)] == [("계약서.docx", ("합의서.docx",))]
    assert [v.document.path for v in found.of(Group.TOUCHED)] == ["다른 계약서.docx"]


def test_an_addendum_that_is_itself_touched_covers_nothing(tmp_path):
    mine = contract_stamp()
    (tmp_path / "계약서.docx").write_bytes(word_file(mine))
    (tmp_path / "합의서.docx").write_bytes(word_file(replace(mine, kind="addendum", base=identity(mine))))
    assert {v.document.path for v in looked(tmp_path).of(Group.TOUCHED)} == {"계약서.docx", "합의서.docx"}


def test_files_of_others_are_counted_and_left_alone(tmp_path):
    (tmp_path / "약관.docx").write_bytes(word_file(None))
    (tmp_path / "약관.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "data.json").write_bytes(b'{"schema": "other/1"}')
    (tmp_path / "page.html").write_bytes(b"<html></html>")
    (tmp_path / "broken.json").write_bytes(b"{")
    found = looked(tmp_path)
    assert (found.verdicts, found.unclear, found.others) == ((), (), 5)


def test_the_records_beside_our_documents_are_no_documents(tmp_path):
    for name, schema in (("state.json", STATE_SCHEMA), ("ledger.json", LEDGER_SCHEMA)):
        (tmp_path / name).write_text(json.dumps({"schema": schema}, indent=1), "utf-8")
    found = looked(tmp_path)
    assert (found.verdicts, found.unclear, found.others) == ((), (), 2)


def test_damaged_files_are_named_with_the_reason(tmp_path):
    whole = word_file(contract_stamp())
    (tmp_path / "a.docx").write_bytes(b"not a zip")
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "c.docx").write_bytes(word_file(None, author="finclause"))
    (tmp_path / "d.html").write_bytes(page(contract_stamp()).replace(b'content="2023"', b'content=""'))
    (tmp_path / "e.json").write_bytes(json_file(contract_stamp())[:-20])
    (tmp_path / "f.docx").write_bytes(b"")
    told = {file.path: file.reason for file in looked(tmp_path).unclear}
    assert list(told) == ["a.docx", "b.docx", "c.docx", "d.html", "e.json", "f.docx"]
    assert "손상" in told["b.docx"]
    assert "적혀 있지 않습니다" in told["c.docx"]
    assert "손상" in told["d.html"]
    assert "손상" in told["e.json"]
    assert looked(tmp_path).verdicts == ()


def test_links_are_not_followed(tmp_path):
    outside, folder = tmp_path / "밖", tmp_path / "안"
    outside.mkdir()
    folder.mkdir()
    (outside / "계약서.docx").write_bytes(word_file(contract_stamp()))
    (folder / "링크.docx").symlink_to(outside / "계약서.docx")
    (folder / "링크").symlink_to(outside, target_is_directory=True)
    (folder / "고리").symlink_to(folder, target_is_directory=True)
    found = looked(folder)
    assert (found.verdicts, found.others, found.links) == ((), 0, 3)


def test_too_many_files_and_too_deep_folders_are_refused_in_korean(tmp_path, monkeypatch, capsys):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "1.txt").write_text("글")
    (tmp_path / "2.txt").write_text("글")
    monkeypatch.setattr(limits, "STALE_FILES", 1)
    assert main(["stale", str(tmp_path)]) == 2
    assert "1개를 넘습니다" in capsys.readouterr().err
    monkeypatch.setattr(limits, "STALE_DEPTH", 1)
    assert main(["stale", str(tmp_path)]) == 2
    assert "1겹을 넘습니다" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_folder_gives_the_same_bytes_and_nothing_is_written_into_it(tmp_path, suffix):
    (tmp_path / "b.docx").write_bytes(word_file(contract_stamp()))
    (tmp_path / "a.html").write_bytes(page(contract_stamp("2025", "critical")))
    first = render_survey(looked(tmp_path), library(), suffix)
    assert first == render_survey(looked(tmp_path), library(), suffix)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.docx"]


def test_a_report_of_a_survey_is_ours_and_does_not_grow_old(tmp_path):
    (tmp_path / "계약서.docx").write_bytes(word_file(contract_stamp()))
    (tmp_path / "점검.docx").write_bytes(render_survey(looked(tmp_path), library(), ".docx"))
    then = Conditions(dt.date(2024, 1, 1), "2023", "critical", frozenset())
    (one,) = (v for v in looked(tmp_path, under=then).verdicts if v.document.stamp.kind == "stale")
    assert one.group == Group.CURRENT


def test_papers_of_the_procedure_are_ours_and_follow_the_edition(tmp_path):
    now = Stamp("paper", library().version, library().fingerprint, "2025", DAY, "", ())
    then = replace(now, edition="2023", as_of=dt.date(2024, 1, 2))
    other = replace(now, library_fingerprint="0" * 16)
    for name, stamp in (("가", now), ("나", then), ("다", other)):
        (tmp_path / f"{name}.docx").write_bytes(word_file(stamp))
    found = looked(tmp_path)
    assert [one.document.path for one in found.of(Group.TOUCHED)] == ["나.docx"]
    assert all(one.added == one.laws == one.dropped == () for one in found.verdicts)
    told = {row["path"]: row for row in json.loads(render_survey(found, library(), ".json"))["documents"]}
    assert "finclause case build" in told["나.docx"]["to_do"]
    assert told["가.docx"]["reasons"] == []
    assert "finclause case status" in told["다.docx"]["reasons"][0]


def test_a_paper_in_json_has_its_stamp_below_one_key(tmp_path):
    stamp = Stamp("paper", library().version, library().fingerprint, "2025", DAY, "", ())
    told = {"schema": "finclause-paper/1", "kind": "importance-result", "importance": "critical"}
    (tmp_path / "가.json").write_text(json.dumps(told | {"stamp": as_object(stamp)}), "utf-8")
    (tmp_path / "나.json").write_text(json.dumps(told), "utf-8")
    found = looked(tmp_path)
    assert [one.document.stamp for one in found.verdicts] == [stamp]
    assert [file.path for file in found.unclear] == ["나.json"]


def test_a_name_that_steers_the_terminal_is_shown_as_code(tmp_path):
    (tmp_path / "계약\u202e서.docx").write_bytes(word_file(contract_stamp()))
    (one,) = looked(tmp_path).verdicts
    assert one.document.path == "계약<U+202E>서.docx"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["없는폴더"], "폴더나 파일이 없습니다"),
        ([".", "--as-of", "2020-01-01"], "시행 중인 별표 2의5의 판이 없습니다"),
        ([".", "-o", "점검.pdf"], "확장자는"),
        ([".", "--deal", "deal.yaml"], "--addendum과 함께만"),
        ([".", "--addendum", "합의서.pdf"], "확장자는"),
    ],
)
def test_a_wrong_call_is_told_in_korean(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["stale", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_exit_codes(tmp_path):
    call = ["stale", str(tmp_path), "--as-of", DAY.isoformat()]
    assert main(call) == 0
    (tmp_path / "a.docx").write_bytes(b"not a zip")
    assert main(call) == 3
    (tmp_path / "b.docx").write_bytes(word_file(contract_stamp()))
    assert main(call) == 1


@pytest.fixture(scope="module")
def old_contract(tmp_path_factory) -> Path:
    """A folder with a contract drafted under the edition of 2023, and its deal sheet in a folder beside it."""
    folder = tmp_path_factory.mktemp("계약")
    (folder / "거래").mkdir()
    (folder / "문서").mkdir()
    sheet = (SAMPLES / "deal-basic.yaml").read_text(encoding="utf-8").replace("2026-12-10", "2024-03-01")
    (folder / "거래" / "deal.yaml").write_text(sheet, encoding="utf-8")
    assert main(["draft", str(folder / "거래" / "deal.yaml"), "-o", str(folder / "문서" / "계약서.docx")]) == 0
    return folder


def test_an_addendum_adds_just_what_2025_asks_for(old_contract, tmp_path, capsys):
    out = tmp_path / "합의서.docx"
    call = ["stale", str(old_contract / "문서"), "--as-of", DAY.isoformat(), "--deal-dir", str(old_contract / "거래")]
    assert main([*call, "--addendum", str(out)]) == 1
    assert "새로 요구되어 더한 요소 1개: 사고의 즉시 통지" in capsys.readouterr().out
    text = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert "사고의 통지와 대응" in text
    assert "재위탁" not in text
    assert "2024. 3. 1." not in text
    (tmp_path / "계약서.docx").write_bytes((old_contract / "문서" / "계약서.docx").read_bytes())
    assert [v.document.path for v in looked(tmp_path).of(Group.COVERED)] == ["계약서.docx"]
    deal = str(old_contract / "거래" / "deal.yaml")
    both = [str(tmp_path / "계약서.docx"), str(out)]
    assert main(["review", both[0], "--deal", deal, "--as-of", DAY.isoformat()]) == 1
    assert main(["review", *both, "--deal", deal, "--as-of", DAY.isoformat()]) == 0


def test_an_addendum_needs_the_deal_sheet_and_one_contract(old_contract, tmp_path, capsys):
    call = [
        "stale",
        str(old_contract / "문서"),
        "--as-of",
        DAY.isoformat(),
        "--addendum",
        str(tmp_path / "합의서.docx"),
    ]
    assert main(call) == 2
    assert "--deal에 적으십시오" in capsys.readouterr().err
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes((old_contract / "문서" / "계약서.docx").read_bytes())
    assert main(["stale", str(tmp_path), "--as-of", DAY.isoformat(), "--addendum", str(tmp_path / "합의서.docx")]) == 2
    assert "2건입니다(a.docx, b.docx)" in capsys.readouterr().err
    assert not (tmp_path / "합의서.docx").exists()


def test_the_stamp_of_a_draft_names_what_was_due(old_contract):
    (one,) = looked(old_contract / "문서").verdicts
    stamp = one.document.stamp
    deal = load_deal(old_contract / "거래" / "deal.yaml")
    assert deal.contract.date == stamp.as_of
    under = Conditions(stamp.as_of, stamp.edition, stamp.importance, frozenset(stamp.facts))
    assert stamp.elements.keys() == due_ids(library(), under)
