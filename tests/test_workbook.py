"""The reader of workbooks: what cells hold, and hostile, damaged and foreign files with their outcomes."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from pipeline.errors import ReadError
from pipeline.model import Outcome
from pipeline.procedure.filled import Entry, read_filled
from pipeline.read import limits
from pipeline.read.workbook import CellKind, read_workbook
from pipeline.sandbox.apart import read_workbook_apart

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def parts(rows: str = "", *, shared: str = "", book: str = "", kind: str = "worksheet") -> dict[str, str]:
    """Return the parts of a workbook whose one sheet has `rows`."""
    below = f'<Relationship Id="r1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    below += f'<Relationship Id="r2" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{book}<sheets>'
        '<sheet name="표" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">{below}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<{kind} xmlns="{MAIN}"><sheetData>{rows}</sheetData></{kind}>',
    }


def packed(given: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in given.items():
            package.writestr(name, text)
    return buffer.getvalue()


def cells(rows: str, **more: str) -> list[tuple[int, int, CellKind, str]]:
    (sheet,) = read_workbook("a.xlsx", packed(parts(rows, **more))).sheets
    return [(cell.row, cell.column, cell.kind, cell.text) for cell in sheet.cells]


# ------------------------------------------------------------------------ what cells hold


def test_each_kind_of_cell():
    rows = """<row r="3"><c r="A3" t="s"><v>0</v></c><c r="AB3"><v>1.5</v></c><c r="C3" t="b"><v>1</v></c>
    <c r="D3" t="e"><v>#REF!</v></c><c r="E3" t="str"><f>A3</f><v>나</v></c>
    <c r="F3" t="inlineStr"><is><t>다</t></is></c><c r="G3" s="1"/></row>"""
    assert cells(rows, shared="<si><t>가</t></si>") == [
        (3, 1, CellKind.TEXT, "가"), (3, 28, CellKind.NUMBER, "1.5"), (3, 3, CellKind.TRUTH, "1"),
        (3, 4, CellKind.ERROR, "#REF!"), (3, 5, CellKind.FORMULA, "나"), (3, 6, CellKind.TEXT, "다"),
    ]  # fmt: skip


def test_a_string_is_its_runs_without_the_reading_above_them():
    shared = "<si><r><t>한 </t></r><r><t>줄_x000A_둘</t></r><rPh sb='0' eb='1'><t>소리</t></rPh></si>"
    assert cells('<row><c t="s"><v>0</v></c></row>', shared=shared) == [(1, 1, CellKind.TEXT, "한 줄\n둘")]


def test_cells_without_a_reference_follow_each_other():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    assert [(row, column, text) for row, column, _, text in cells(rows)] == [
        (1, 1, "1"), (1, 2, "2"), (5, 1, "3"), (6, 1, "4"),
    ]  # fmt: skip


def test_a_sheet_with_a_chart_has_no_cells_and_a_hidden_one_says_so():
    given = parts("<row><c><v>1</v></c></row>")
    given["xl/workbook.xml"] = given["xl/workbook.xml"].replace('sheetId="1"', 'sheetId="1" state="veryHidden"')
    assert read_workbook("a.xlsx", packed(given)).sheets[0].hidden
    chart = {name: text.replace("worksheet xmlns", "chartsheet xmlns").replace("</worksheet>", "</chartsheet>")
             .replace("<sheetData><row><c><v>1</v></c></row></sheetData>", "")
             for name, text in given.items()}  # fmt: skip
    assert read_workbook("a.xlsx", packed(chart)).sheets[0].cells == ()


# ------------------------------------------------------------------------ what is refused


def changed(part: str, old: str, new: str) -> bytes:
    given = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared="<si><t>가</t></si>")
    assert old in given[part]
    return packed(given | {part: given[part].replace(old, new, 1)})


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
MACRO = f'<Relationship Id="r3" Type="{RELATED}/vbaProject" Target="vbaProject.bin"/></Relationships>'
BAD = {
    "no string": (changed(SHEET, "<v>0</v>", "<v>7</v>"), Outcome.DAMAGED, "1행의 글이 파일에 없습니다"),
    "a huge index": (changed(SHEET, "<v>0</v>", f"<v>{'9' * 5000}</v>"), Outcome.DAMAGED, "글이 파일에 없습니다"),
    "no place": (changed(SHEET, 'r="A1"', 'r="1A"'), Outcome.DAMAGED, "자리를 알 수 없는"),
    "beyond the sheet": (changed(SHEET, 'r="A1"', 'r="ZZZ1"'), Outcome.DAMAGED, "자리를 알 수 없는"),
    "a cell twice": (
        changed(SHEET, "</row>", '<c r="A1"><v>1</v></c></row>'), Outcome.DAMAGED, "같은 칸이 두 번",
    ),
    "no sheet": (changed(BOOK, 'r:id="r1"', 'r:id="r9"'), Outcome.DAMAGED, "worksheet 부분이 없습니다"),
    "not a workbook": (changed(BOOK, "<workbook", "<other"), Outcome.DAMAGED, "손상"),
    "a DTD": (changed(SHEET, "<worksheet", "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"), Outcome.REFUSED, "DTD"),
    "strict": (changed(BOOK, MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"), Outcome.REFUSED, "엄격한"),
    "macros": (
        packed(parts() | {"xl/vbaProject.bin": "x", "xl/_rels/workbook.xml.rels": parts()["xl/_rels/workbook.xml.rels"]
               .replace("</Relationships>", MACRO)}), Outcome.REFUSED, "매크로",
    ),
    "a Word file": (packed({"[Content_Types].xml": "", "word/document.xml": "<a/>"}), Outcome.REFUSED, "XLSX"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Outcome.REFUSED, "XLS"),
    "a locked one": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Outcome.NEEDS_PASSWORD, "암호",
    ),
    "half a file": (packed(parts())[:200], Outcome.DAMAGED, "손상"),
    "nothing": (b"", Outcome.REFUSED, "XLSX"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "outcome", "told"), BAD.values(), ids=list(BAD))
def test_a_bad_file_is_refused_with_its_outcome(data, outcome, told):
    with pytest.raises(ReadError) as error:
        read_workbook("점검표.xlsx", data)
    assert error.value.outcome is outcome
    assert str(error.value).startswith("점검표.xlsx: ")
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("limit", "value", "rows"),
    [
        ("SHEETS", 0, ""),
        ("SHEET_CELLS", 2, "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"),
        ("CELL_CHARS", 3, "<row><c t='inlineStr'><is><t>네글자요</t></is></c></row>"),
    ],
)
def test_beyond_a_limit_nothing_is_cut_off(monkeypatch, limit, value, rows):
    monkeypatch.setattr(limits, limit, value)
    with pytest.raises(ReadError, match=limit.lower()) as error:
        read_workbook("a.xlsx", packed(parts(rows)))
    assert error.value.outcome is Outcome.LIMIT


# ------------------------------------------------------------------------ in a process of its own


def test_the_child_reads_the_same_and_refuses_the_same():
    data = packed(parts('<row><c t="s"><v>0</v></c></row>', shared="<si><t>가</t></si>"))
    assert read_workbook_apart("a.xlsx", data) == read_workbook("a.xlsx", data)
    with pytest.raises(ReadError, match=r"^a\.xlsx: .*DTD") as error:
        read_workbook_apart("a.xlsx", BAD["a DTD"][0])
    assert error.value.outcome is Outcome.REFUSED


def test_a_small_file_that_unpacks_to_millions_of_cells_ends_with_a_limit():
    rows = "<row><c><v>1</v></c></row>" * 1_400_000
    with pytest.raises(ReadError) as error:
        read_workbook_apart("a.xlsx", packed(parts(rows)))
    assert error.value.outcome is Outcome.LIMIT


@pytest.mark.parametrize("answer", [{"kind": "workbook"}, {"kind": "workbook", "workbook": [1, 2]}, {"kind": "other"}])
def test_an_answer_of_another_form_is_not_believed(tmp_path, answer):
    program = tmp_path / "child.py"
    program.write_text(
        "import json, sys\nsys.path[:] = json.loads(sys.argv[1])['path']\n"
        "from pipeline.sandbox.wire import framed, packed\n"
        f"sys.stdin.buffer.read()\nsys.stdout.buffer.write(framed(packed({answer!r})))\n",
        "utf-8",
    )
    with pytest.raises(ReadError, match="결함"):
        read_workbook_apart("a.xlsx", b"x", program=program)


# ------------------------------------------------------------------------ a filled table


HEADS = ("번호", "답")


def filled(*rows: tuple[object, ...], title: str = "표", more: tuple[str, ...] = ()):
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in (title, *more):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_filled("a.xlsx", buffer.getvalue(), HEADS)


def test_rows_are_found_below_heads_anywhere_in_any_order():
    found = filled(("제목",), (), ("비고", "답", "번호"), ("x", "예", "1"), ("y", "", ""), ("z", "【선택】", "2"))
    assert [(entry.place, dict(entry.values)) for entry in found.entries] == [
        ("a.xlsx 시트 ‘표’ 4행", {"번호": "1", "답": "예"}),
        ("a.xlsx 시트 ‘표’ 6행", {"번호": "2", "답": ""}),
    ]
    assert (found.outcome, found.problems) == (Outcome.OK, ())


def test_without_the_heads_or_with_two_tables_it_is_told():
    found = filled(("번호", "대답"), ("1", "예"))
    assert (found.outcome, found.entries) == (Outcome.REFUSED, ())
    assert "머리 줄(번호, 답)을 바꾸지 않은" in found.problems[0]
    found = filled(HEADS, ("1", "예"), more=("다른 표",))
    assert found.outcome is Outcome.OK_WITH_WARNINGS
    assert "다른 시트(‘다른 표’)에도 있습니다" in found.problems[0]


@pytest.mark.parametrize(
    ("text", "number", "from_1904", "day"),
    [
        ("2026-11-27", False, False, "2026-11-27"),
        ("2026. 1. 5.", False, False, "2026-01-05"),
        ("2026년 1월 5일", False, False, "2026-01-05"),
        ("46353", True, False, "2026-11-27"),
        ("44891.5", True, True, "2026-11-27"),
        ("", False, False, "None"),
    ],
)
def test_a_day_as_people_and_programs_write_it(text, number, from_1904, day):
    entry = Entry("", {"날": text}, frozenset({"날"} if number else ()), from_1904)
    assert str(entry.day("날")) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("2026-13-01", False), ("곧", False), ("46353", False), ("0", True), ("1e300", True), ("nan", True)],
)
def test_what_is_no_day_is_an_error(text, number):
    with pytest.raises((ValueError, OverflowError)):
        Entry("", {"날": text}, frozenset({"날"} if number else ())).day("날")
