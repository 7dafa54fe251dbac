"""Every value of a deal is found back exactly in the saved contract, or the sheet is refused by field."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import docx_plain
import pytest
from hostile_texts import FORBIDDEN, is_allowed, texts, yaml_quoted
from render_contract import meta

from pipeline.assemble import assemble, trace_json
from pipeline.cli import main
from pipeline.deal import Deal, conditions, parse_deal
from pipeline.deal.fields import Kind, specs
from pipeline.errors import DealError, DraftError, OutputError
from pipeline.library import load_library
from pipeline.model import Article, Contract, Mark, Paragraph
from pipeline.render import Party, docx
from pipeline.render import render_verified as render
from pipeline.render.drafted import draft_meta
from pipeline.render.verify import verify
from pipeline.select import select

STRINGS = 2_000
PER_SHEET = 60
LIBRARY = load_library()
CHOSEN = {"foreign": "예", "form": "간접", "importance": "중요", "allowed": "예", "security_work_outsourced": "예"}
TYPED = {Kind.DATE: "2026-12-15", Kind.COUNT: "30", Kind.AMOUNT: "1200000", Kind.DURATION: "4시간"}
CONTENTS, PAGE = re.compile(r"(제\d+[조장]|별지 \d+).*\t\d+\Z"), r"\d+\Z"
PARTICLE = re.compile(r"(\(이하 “\w+”라 한다\))?(?:은|는|이|가|을|를|과|와|으로|로|이란|란|이라|라)(?![가-힣])")


@dataclass
class Sheet:
    """A deal sheet with all fields given; each free text is the next of `values`.

    But for the negotiation: its texts are ids of the library, and reasons that only waivers of such ids print.
    """

    values: list[str]
    fields: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The YAML of the sheet, one field a line."""
        return "\n".join(self._record(Deal, "", 0)) + "\n"

    def _record(self, record: type[Any], path: str, depth: int) -> list[str]:
        lines: list[str] = []
        for key, spec in specs(record).items():
            here, pad = f"{path}.{key}".lstrip("."), "  " * depth
            if here == "negotiation":
                continue
            if spec.item is not None and spec.kind is Kind.RECORD:
                lines += [f"{pad}{key}:", *self._record(spec.item, here, depth + 1)]
            elif spec.item is not None:
                inner = self._record(spec.item, f"{here}[1]", depth + 2)
                inner[0] = f"{pad}  - {inner[0].strip()}"
                lines += [f"{pad}{key}:", *inner]
            elif said := self._value(spec.kind, key, here, spec.choices):
                lines.append(f"{pad}{key}: {said}")
        return lines

    def _value(self, kind: Kind, key: str, here: str, choices: tuple[str, ...]) -> str:
        if kind is Kind.FILE:
            return ""
        if kind in TYPED:
            return TYPED[kind]
        if choices:
            return CHOSEN.get(key, choices[0])
        self.fields.append(f"{here}[1]" if kind is Kind.TEXTS else here)
        said = yaml_quoted(self.values[(len(self.fields) - 1) % len(self.values)])
        return f"[{said}]" if kind is Kind.TEXTS else said


def contract_of(sheet: str) -> tuple[Contract, bytes, dict[str, Any]]:
    """The contract of a sheet, its file, its trace."""
    deal = parse_deal(sheet.encode("utf-8"), "deal.yaml", Path("."))
    chosen = select(LIBRARY, conditions(deal, LIBRARY))
    contract = assemble(LIBRARY, chosen, deal)
    data = render(contract, draft_meta(deal, LIBRARY, chosen.conditions))
    return contract, data, trace_json(contract, chosen, deal, LIBRARY)


def sentinels(number: int) -> list[str]:
    return [f"@{index:03d}값{index}" for index in range(number)]


def test_two_thousand_values_from_the_sheet_come_back_exactly_or_are_refused_by_field():
    base = Sheet(sentinels(200))
    plain = docx_plain.paragraphs(docx_plain.parts(contract_of(base.text())[1])["word/document.xml"])
    fields, width = base.fields, len(base.fields)
    assert width >= PER_SHEET
    every, refused, kept = texts(20261127, STRINGS), 0, 0
    while values := list(islice(every, width)):
        values = [value.strip(" \t\n") for value in values]
        sheet = Sheet(values)
        text = sheet.text()
        bad = {place for i, place in enumerate(fields) if not is_allowed(values[i % len(values)])}
        if bad:
            with pytest.raises(DealError) as caught:
                contract_of(text)
            lines = text.splitlines()
            told = re.findall(r"deal\.yaml (\d+)행 ([\w.\[\]]+?): ", str(caught.value))
            assert {place for _, place in told} == bad
            assert all(
                lines[int(line) - 1].strip(" -").startswith(p.split(".")[-1].partition("[")[0]) for line, p in told
            )
        refused += len([value for value in values if not is_allowed(value)])
        values = [value if is_allowed(value) else "올바른 값" for value in values]
        assert_exact(plain, Sheet(values), len(fields))
        kept += len(values)
    assert refused > STRINGS // 10
    assert kept == STRINGS


def assert_exact(plain: list[str], sheet: Sheet, number: int) -> None:
    """The draft of `sheet` is the draft `plain` with each sentinel replaced by its value, and nothing else."""
    contract, data, trace = contract_of(sheet.text())
    found = docx_plain.parts(data)
    shown = docx_plain.paragraphs(found["word/document.xml"])
    values = [sheet.values[index % len(sheet.values)] for index in range(number)]
    assert len(shown) == len(plain)
    for before, after in zip(plain, shown, strict=True):
        cut = PAGE if CONTENTS.match(before) else ""
        assert_filled(re.sub(cut, "", before), re.sub(cut, "", after), values)
    title = values[sheet.fields.index("contract.title")]
    assert contract.title == title == trace["title"]
    assert docx_plain.title(found) == title
    assert docx_plain.paragraphs(found["word/header1.xml"]) == [f"{title}\t대외비 · 초안"]
    assert json.loads(json.dumps(trace, ensure_ascii=False)) == trace


def assert_filled(before: str, after: str, values: list[str]) -> None:
    """`after` is `before` with the values in place of the sentinels; a particle may fit its new word."""
    rest, pieces = after, re.split(r"@(\d{3})값\d+", before)
    for index, piece in enumerate(pieces):
        if index % 2:
            value = values[int(piece)]
            assert rest.startswith(value), (before, after)
            rest = rest.removeprefix(value)
            continue
        if index and not rest.startswith(piece):
            old, new = PARTICLE.match(piece), PARTICLE.match(rest)
            assert old, (before, after)
            assert new, (before, after)
            assert old[1] == new[1]
            piece, rest = piece[old.end() :], rest[new.end() :]
        assert rest.startswith(piece), (before, after)
        rest = rest.removeprefix(piece)
    assert rest == ""


# ------------------------------------------------------------- every place of a contract


def placed(value: str) -> tuple[Contract, Any]:
    """`value` in body, heading, chapter, item, table of an annex, closing; on the cover, header and properties."""
    text = f"앞 {value} 뒤"
    mark = (Mark("value", 2, 2 + len(value), "provider_name"),)
    row = Paragraph(0, "", f"상호\t{value}", kind="row", cells=("상호", value))
    articles = (
        Article(
            "제1조", value, (Paragraph(1, "①", text, marks=mark), Paragraph(2, "1.", value)), chapter=f"제1장 {value}"
        ),
        Article("", "", (Paragraph(0, "", value),), kind="closing"),
        Article("별지 1", value, (row,), kind="annex"),
    )
    return Contract(value, articles), meta(date=value, parties=(Party(value, value),), notices=(value,), mark=value)


def test_two_thousand_values_come_back_exactly_from_every_place_of_a_contract():
    header, front, body = "\t", [], ["(\0)", "앞 \0 뒤", "\0", "\0", "\0", "상호", "\0"]
    count = len(docx_plain.paragraphs(docx_plain.parts(render(*placed("값")))["word/document.xml"]))
    kept = 0
    for value in texts(20261128, STRINGS):
        if "\r" in value:
            continue
        if not is_allowed(value):
            with pytest.raises(DraftError, match=r"^[^:]*(제목|제1조|표지|당사자|계약일)[^:]*: .*U\+[0-9A-F]{4}"):
                render(*placed(value))
            continue
        kept += 1
        found = docx_plain.parts(render(*placed(value)))
        shown = docx_plain.paragraphs(found["word/document.xml"])
        assert len(shown) == count
        wanted = [value, *(text.replace("\0", value) for text in body)]
        assert [text for text in shown if text][-len(wanted) :] == wanted
        front = shown[: -len(wanted) - 2]
        assert front.count(value) == 4  # title, date, role and name of a party
        assert f"• {value}" in front
        assert docx_plain.title(found) == value
        assert docx_plain.paragraphs(found["word/header1.xml"]) == [f"{value}{header}{value} · 초안"]
    assert kept > STRINGS * 0.75


MINIMAL = Sheet(["값"]).text()


@pytest.mark.parametrize("character", "".join(FORBIDDEN))
def test_each_forbidden_character_is_refused_with_file_line_and_field(character):
    sheet = MINIMAL.replace('  address: "값"', f"  address: {yaml_quoted(f'가{character}나')}", 1)
    line = next(i for i, text in enumerate(sheet.splitlines(), 1) if text.startswith("  address:"))
    with pytest.raises(
        DealError, match=rf"deal\.yaml {line}행 financial_company\.address: .*(U\+{ord(character):04X}|제어 문자)"
    ):
        parse_deal(sheet.encode("utf-8"), "deal.yaml", Path("."))


@pytest.mark.parametrize("character", "\x00\x07\x1b\x7f\x85\x9b\ufffe\uffff\u202e")
def test_a_forbidden_character_typed_as_itself_is_refused_with_its_field_too(character):
    sheet = MINIMAL.replace('  address: "값"', f"  address: 가{character}나", 1)
    with pytest.raises(DealError, match=r"deal\.yaml \d+행 financial_company\.address: "):
        parse_deal(sheet.encode("utf-8"), "deal.yaml", Path("."))


@pytest.mark.parametrize("value", ["\u00a0\u3000", "\u200b", "\u2060\ufeff"])
def test_a_value_that_nobody_can_see_is_refused(value):
    sheet = MINIMAL.replace('  address: "값"', f"  address: {yaml_quoted(value)}", 1)
    with pytest.raises(DealError, match=r"financial_company\.address: 보이는 글자가 하나도 없습니다"):
        parse_deal(sheet.encode("utf-8"), "deal.yaml", Path("."))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("|\n    첫 줄\n    둘째  줄\n", "첫 줄\n둘째  줄"),
        ("'  가\u00a0 나  '", "가\u00a0 나"),
        ('"가\\t나\\n다"', "가\t나\n다"),
        ("'２０２６'", "２０２６"),
    ],
)
def test_inner_spaces_and_line_breaks_are_kept_and_outer_ones_are_not_part_of_a_value(typed, value):
    sheet = MINIMAL.replace('  address: "값"', f"  address: {typed}", 1)
    assert parse_deal(sheet.encode("utf-8"), "deal.yaml", Path(".")).financial_company.address == value


def test_ten_megabytes_are_refused_with_the_line_and_the_field():
    sheet = MINIMAL.replace('  address: "값"', f"  address: {'가나다라 ' * 770_000}", 1)
    with pytest.raises(DealError, match=r"deal\.yaml 13행 address: 파일이 너무 큽니다\(10,\d{3},\d{3}바이트\)"):
        parse_deal(sheet.encode("utf-8"), "deal.yaml", Path("."))


def test_three_hundred_thousand_characters_without_a_space_come_back_exactly():
    value = "가" * 300_000
    data = contract_of(MINIMAL.replace('  address: "값"', f"  address: {value}", 1))[1]
    found = docx_plain.parts(data)
    assert any(value in text for text in docx_plain.paragraphs(found["word/document.xml"]))


def test_a_value_that_looks_like_an_open_blank_is_kept_and_listed_on_the_cover():
    found = docx_plain.parts(render(*placed("한빛【확인 중】은행")))
    shown = docx_plain.paragraphs(found["word/document.xml"])
    assert "앞 한빛【확인 중】은행 뒤" in shown
    assert "미기재 항목 1개" in shown


def test_a_value_that_no_paragraph_can_hold_is_refused_by_the_renderer_with_its_place():
    with pytest.raises(DraftError, match="계약서 제목: 글이 1,000,000자를"):
        render(*placed("가" * 10_000_000))


# ------------------------------------------------------------- the product compares by itself


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "앞 값 뒤", "앞 갑 뒤"),
        ("word/document.xml", ">앞 값 뒤</w:t></w:r>", ">앞 값 뒤</w:t></w:r></w:p><w:p><w:r><w:t>끼움</w:t></w:r>"),
        ("word/document.xml", "<w:body>", "<w:body><w:p/>"),
        ("word/document.xml", "</w:body>", ""),
        ("word/header1.xml", "값", "갑"),
        ("docProps/core.xml", "값", "갑"),
        ("word/styles.xml", "</w:styles>", ""),
    ],
)
def test_a_file_that_is_not_what_was_meant_is_noticed_whatever_part_it_is_in(monkeypatch, part, old, new):
    """As if the template engine had lost, changed or added something."""
    spoil(monkeypatch, part, old, new)
    with pytest.raises(OutputError, match=r"다시 읽어 견주니 내용이 다릅니다.*파일을 남기지 않았습니다"):
        render(*placed("값"))


def spoil(monkeypatch: pytest.MonkeyPatch, part: str, old: str, new: str) -> None:
    from pipeline import template
    from pipeline.package import read_package, write_package

    def spoiled(parts):
        whole = read_package(write_package(parts))
        assert old.encode() in whole[part]
        whole[part] = whole[part].replace(old.encode(), new.encode(), 1)
        return write_package(whole)

    monkeypatch.setattr(template, "write_package", spoiled)


def test_a_cover_that_lost_a_party_is_noticed(monkeypatch):
    monkeypatch.setattr(
        docx.front,
        "cover_parties",
        lambda versions: docx.front.cover_date([replace(v, meta=meta(date="없음")) for v in versions]),
    )
    with pytest.raises(OutputError, match="표지와 목차에"):
        render(*placed("값"))


def test_a_draft_that_fails_the_comparison_ends_with_four_and_leaves_no_file(monkeypatch, capsys, tmp_path):
    spoil(monkeypatch, "word/document.xml", "재위탁", "재위타")
    code = main(
        ["draft", "samples/deal-critical.yaml", "-o", str(tmp_path / "a.docx"), "--trace", str(tmp_path / "a.json")]
    )
    said = capsys.readouterr()
    assert code == 4
    assert "프로그램의 결함" in said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_verify_alone_accepts_what_was_rendered():
    contract, cover = placed("값")
    verify(render(contract, cover), contract)
