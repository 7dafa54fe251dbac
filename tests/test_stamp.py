"""The stamp that every document carries: written into each format, read back the same, and following the wording."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from lxml import etree

from pipeline.cli import main
from pipeline.due import due_ids
from pipeline.model import Clause
from pipeline.package import write_package
from pipeline.report import render_report
from pipeline.select import select
from pipeline.stamp import (
    Stamp,
    as_object,
    as_properties,
    element_hashes,
    from_object,
    from_properties,
    identity,
    known_hashes,
    part_hashes,
    stamp_of,
)
from pipeline.stamp.office import PART, properties_of, stamped
from tests.report_review import INFO, SAMPLES, conditions, library, sample_review


def _stamp() -> Stamp:
    chosen = select(library(), conditions())
    return stamp_of("contract", library(), conditions(), chosen.clauses, chosen.terms, deal="0123456789abcdef")


def test_properties_and_object_give_the_stamp_back():
    stamp = _stamp()
    assert from_properties(as_properties(stamp)) == stamp
    assert from_object(json.loads(json.dumps(as_object(stamp)))) == stamp
    assert max(map(len, as_properties(stamp).values())) <= 255
    assert stamp.elements.keys() == due_ids(library(), conditions())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "invoice"), ("as_of", "2026-13-01"), ("as_of", ""), ("library_fingerprint", ""), ("edition", ""),
        ("parts", "subcontracting"), ("elements", "auditor-access:xyz"), ("facts", "<b>"),
    ],
)  # fmt: skip
def test_a_property_that_we_do_not_write_is_refused_by_name(name, value):
    told = as_properties(_stamp()) | {f"finclause.{name}": value}
    with pytest.raises(ValueError, match=f"^{name}$"):
        from_properties(told)


def _in_docx(data: bytes) -> Stamp:
    with ZipFile(BytesIO(data)) as archive:
        return from_properties(properties_of(archive.read(PART)))


def _in_xlsx(data: bytes) -> Stamp:
    book = openpyxl.load_workbook(BytesIO(data))
    return from_properties({p.name: p.value for p in book.custom_doc_props.props})


def _in_html(data: bytes) -> Stamp:
    found = re.findall(r'<meta name="(finclause\.[^"]+)" content="([^"]*)">', data.decode("utf-8"))
    return from_properties(dict(found))


_READERS = {
    ".docx": _in_docx,
    ".xlsx": _in_xlsx,
    ".html": _in_html,
    ".json": lambda data: from_object(json.loads(data)),
}


@pytest.mark.parametrize("suffix", _READERS)
def test_every_format_of_a_report_carries_the_stamp(suffix):
    review = sample_review()
    data = render_report(review, library(), INFO, suffix)
    found = _READERS[suffix](data)
    expected = stamp_of("review", library(), review.conditions)
    assert replace(found, facts=tuple(sorted(found.facts))) == replace(expected, facts=tuple(sorted(expected.facts)))
    assert render_report(review, library(), INFO, suffix) == data


def test_a_draft_and_its_trace_carry_the_stamp(tmp_path):
    out, trace = tmp_path / "계약서.docx", tmp_path / "추적.json"
    assert main(["draft", str(SAMPLES / "deal-critical.yaml"), "-o", str(out), "--trace", str(trace)]) == 0
    stamp = _in_docx(out.read_bytes())
    assert stamp.kind == "contract"
    assert stamp.library_fingerprint == library().fingerprint
    assert stamp.parts
    assert len(stamp.deal) == 16
    assert from_object(json.loads(trace.read_bytes())) == replace(stamp, kind="trace")
    docx.Document(str(out))  # an OPC reader that checks content types and relationships


def test_no_value_of_the_deal_and_no_position_is_in_the_stamp(tmp_path):
    out = tmp_path / "계약서.docx"
    main(["draft", str(SAMPLES / "deal-critical.yaml"), "-o", str(out)])
    with ZipFile(out) as archive:
        text = archive.read(PART).decode("utf-8")
    assert not re.search("[가-힣]", text)
    assert "acceptable" not in text
    assert "preferred" not in text


def test_properties_of_others_stay_and_an_older_stamp_is_replaced():
    body = '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    body += 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    body += 'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="MSIP_Label"><vt:lpwstr>사내 한정</vt:lpwstr>'
    body += "</property></Properties>"
    data = write_package({PART: body.encode("utf-8"), "[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>"})
    first = stamped(data, _stamp())
    again = stamped(first, replace(_stamp(), as_of=dt.date(2030, 1, 1)))
    with ZipFile(BytesIO(again)) as archive:
        custom = archive.read(PART)
    told = properties_of(custom)
    numbers = [e.get("pid") for e in etree.fromstring(custom)]
    assert told["MSIP_Label"] == "사내 한정"
    assert told["finclause.as_of"] == "2030-01-01"
    assert len(set(numbers)) == len(numbers) == len(told)


def test_the_hash_of_a_part_follows_its_wording_and_nothing_else():
    clause = library().clauses["subcontracting"]
    before = part_hashes(library(), [clause])
    first, *rest = clause.paragraphs

    def hashes(changed: Clause) -> dict[str, str]:
        return part_hashes(replace(library(), clauses={**library().clauses, clause.id: changed}), [changed])

    def differing(changed: Clause) -> set[str]:
        after = hashes(changed)
        return {name for name in before if after.get(name) != before[name]}

    one = f"{clause.id}.{first.id}"
    assert differing(replace(clause, title=f"{clause.title}.")) == {clause.id}
    assert differing(replace(clause, paragraphs=(replace(first, text=f"{first.text} 다만,"), *rest))) == {one}
    assert differing(replace(clause, paragraphs=(replace(first, en=f"{first.en} However,"), *rest))) == {one}
    assert differing(replace(clause, note="다른 설명", order=99, version="9")) == set()


def test_facts_that_leave_items_out_change_no_hash():
    under = part_hashes(library(), select(library(), conditions()).clauses)
    others = part_hashes(library(), select(library(), conditions(without=("overseas", "subcontract"))).clauses)
    shared = under.keys() & others.keys()
    assert len(shared) > 100
    assert all(under[name] == others[name] for name in shared)


def test_a_definition_is_a_part_of_its_own():
    chosen = select(library(), conditions())
    first, *rest = chosen.terms
    before = part_hashes(library(), [], chosen.terms)
    after = part_hashes(library(), [], (replace(first, definition=f"{first.definition}과 그 밖의 것"), *rest))
    assert {name for name in before if before[name] != after[name]} == {f"definition.{first.id}"}


def test_every_part_of_a_document_is_known_to_its_own_library():
    known = known_hashes(library())
    parts = _stamp().parts
    assert len(parts) > 150
    assert all(digest in known[name] for name, digest in parts.items())


def test_the_identity_of_a_contract_is_that_of_its_trace_and_not_of_another():
    stamp = _stamp()
    assert identity(replace(stamp, kind="trace")) == identity(stamp)
    assert identity(replace(stamp, deal="fedcba9876543210")) != identity(stamp)


def test_the_hash_of_an_element_follows_its_rules_but_not_its_examples():
    element = library().elements["auditor-access"]
    before = element_hashes([element])
    assert element_hashes([replace(element, examples={}, limits="")]) == before
    assert element_hashes([replace(element, means=f"{element.means} 등")]) != before
    assert element_hashes([replace(element, present={})]) != before
