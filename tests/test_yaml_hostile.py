"""YAML from outside: refused with its line in bounded work, and scalars that keep their text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from test_deal import MINIMAL

from pipeline import deal as deals
from pipeline.errors import DealError
from pipeline.library.load import read_library
from pipeline.yaml_faults import UnreadableYamlError
from pipeline.yaml_nodes import MAX_VALUES, parse, plain
from pipeline.yaml_text import MAX_BYTES, decode, decode_any

HERE = Path(".")
ALIASES = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10))
MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{i}: &a{i}\n  <<: [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10))

REFUSED = {
    "an alias bomb": (ALIASES, 1, "되쓰기 표시"),
    "a merge bomb": (MERGES, 1, "되쓰기 표시"),
    "a merge key without an alias": ("a: 1\n<<: {b: 2}\n", 2, "합치기 표시"),
    "an alias to nothing": ("a: 1\nb: *a\n", 2, "다른 곳을 가리키는 표시"),
    "an anchor on a scalar": ("a: &x 1\n", 1, "되쓰기 표시"),
    "a tag that runs": ("a: 1\nb: !!python/object/apply:os.system [id]\n", 2, "자료형 표시"),
    "a tag of its own": ("a: !secret x\n", 1, "자료형 표시"),
    "a tag of a plain type": ("a: !!str x\n", 1, "자료형 표시"),
    "a key said twice": ("price: 100\nb: 1\nprice: 999\n", 3, "1행에 이어 두 번"),
    "a key said twice in braces": ("a: 1\nb: {c: 1, c: 2}\n", 2, "두 번"),
    "brackets beyond every depth": ("[" * 100_000, 1, "20단계보다 깊습니다"),
    "braces beyond every depth": ("{a: " * 100_000, 1, "20단계보다 깊습니다"),
    "dashes beyond every depth": ("- " * 100_000, 1, "20단계보다 깊습니다"),
    "a list one step too deep": ("a: " + "[" * 20 + "]" * 20, 1, "20단계보다 깊습니다"),
    "more values than anyone writes": ("- a\n" * 200_000, MAX_VALUES, "20,000개보다 많습니다"),
    "more values in one line": ("[" + "a," * 300_000 + "]", 1, "20,000개보다 많습니다"),
    "a lone surrogate escape": ('a: 1\nb: "\\ud800"\n', 2, "U+D800"),
    "a pair of surrogate escapes": ('a: "\\ud83d\\ude00"\n', 1, "U+D83D"),
    "a control escape": ('a: "\\x07"\n', 1, "U+0007"),
    "a NUL escape": ('a: "\\0"\n', 1, "U+0000"),
    "a carriage return escape": ('a: "\\r"\n', 1, "U+000D"),
    "a bell as it is": ("a: 1\nb: \x07\n", 2, "제어 문자"),
    "a NUL as it is": ("a: 1\nb: x\x00y\nc: 3\n", 2, "제어 문자"),
    "a next line (NEL) as it is": ("a: x\x85y\n", 1, "제어 문자"),
    "an override of the reading direction": ("a: 1\nb: x\u202ey\n", 2, "U+202E"),
    "a noncharacter": ("a: \uffff\n", 1, "제어 문자"),
    "a hidden character in a key": ('"a\\u202e": 1\n', 1, "U+202E"),
    "a list for a key": ("? [a]\n: 1\n", 1, "항목 이름"),
    "a second document": ("a: 1\n---\nb: 2\n", 2, "문서가 둘"),
    "a directive": ("%TAG ! tag:evil,2000:\n---\na: !x 1\n", 3, "자료형 표시"),
    "a quote left open": ("a: 1\nb: 'x\nc: 2\n", 2, "따옴표가 닫히지"),
    "a tab as indentation": ("a:\n\tb: 1\n", 2, "탭 문자"),
    "a space missing after a colon": ("a:\n  name:한빛\n  b: 1\n", 2, "'name:' 뒤에 빈칸이 없습니다"),
    "a space missing in the first line": ("name:한빛\nb: 1\n", 1, "'name:' 뒤에 빈칸이 없습니다"),
    "a space missing in a list": ("a:\n  - b:1\n    c: 2\n", 2, "'b:' 뒤에 빈칸이 없습니다"),
    "a space missing before a block": ("a: 1\nname:한빛\nb: 1\nc: 2\n", 2, "'name:' 뒤에 빈칸이 없습니다"),
    "a colon missing": ("a: 1\nb\nc: 2\n", 2, "이름 뒤에 ':'이 없습니다"),
    "a colon and a space inside a value": ("a: 1\nb: 목표: 99\n", 2, "작은따옴표로 묶"),
    "an escape that YAML does not know": ('a: "\\q"\n', 1, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_something_else_than_a_reader_sees_is_refused_with_its_line(name):
    text, line, said = REFUSED[name]
    with pytest.raises(UnreadableYamlError) as caught:
        parse(text)
    assert line in [problem.line for problem in caught.value.problems]
    assert said in " ".join(problem.what + problem.right for problem in caught.value.problems)
    with pytest.raises(DealError, match=rf"deal\.yaml {line}행"):
        deals.parse_deal(text.encode("utf-8", "surrogatepass"), "deal.yaml", HERE)


BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from pipeline.yaml_faults import UnreadableYamlError
from pipeline.yaml_nodes import parse
from pipeline.yaml_text import decode_any
try:
    parse(decode_any(sys.stdin.buffer.read())[0])
except UnreadableYamlError as error:
    print("refused", error.problems[-1].line)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize(
    "text",
    [
        ALIASES, MERGES, "[" * 990_000, "- a\n" * 240_000, "a: " + "x" * 10_000_000, "? " * 490_000,
        "".join(f"k{i}: v\n" for i in range(80_000)), "&a " * 330_000, '"' + "\\x41" * 240_000, "{" * 990_000,
        "a:\n" + "".join(" " * i + f"k{i}:\n" for i in range(1, 1_300)),
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_file_takes_more_than_a_bounded_share_of_time_and_memory(text):
    done = subprocess.run([sys.executable, "-c", BOUNDED], input=text.encode(), capture_output=True, timeout=120)
    assert (done.returncode, done.stdout[:7]) == (0, b"refused"), done.stderr


KEPT = (
    "0123", "NO", "no", "on", "off", "yes", "y", "1.10", "12:30:45", "1e3", "2026-02-30", "0x1F", "0o17", "1_000", "true",
    ".inf", "-0", "+82", "00", "1.", "=", "2026-11-27T00:00:00Z", "NaN", "가", "https://a.example/b", "99.9% 이상",
    "000000-0000001", "123456789012345678901234567890",
)  # fmt: skip


@pytest.mark.parametrize("scalar", KEPT)
def test_a_scalar_keeps_its_text(scalar):
    assert plain(parse(f"a: {scalar}\n")) == {"a": scalar}
    sheet = MINIMAL + f"financial_company: {{name: {scalar!r}}}\nfees: \n  billing_cycle: {scalar}\n"
    deal = deals.parse_deal(sheet.encode(), "deal.yaml", HERE)
    assert (deal.financial_company.name, deal.fees.billing_cycle) == (scalar, scalar)


@pytest.mark.parametrize(("kind", "said"), [("notice_days: ３０", "정수"), ("notice_days: 030", "정수")])
def test_digits_of_other_scripts_are_not_turned_into_ours(kind, said):
    with pytest.raises(DealError, match=said):
        deals.parse_deal(f"{MINIMAL}audit: {{{kind}}}\n".encode(), "deal.yaml", HERE)


# ---------------------------------------------------------------- encodings

SHEET = MINIMAL + "financial_company: {name: 주식회사 똠방각하㈜, address: 서울특별시 중구 한빛로 1(을지로)}\n"


@pytest.mark.parametrize(
    ("encoding", "shown"), [("cp949", "CP949"), ("utf-16", "UTF-16"), ("utf-8", ""), ("utf-8-sig", "")]
)
def test_a_sheet_saved_by_a_korean_editor_is_read_and_the_encoding_told(encoding, shown):
    deal = deals.parse_deal(SHEET.encode(encoding), "deal.yaml", HERE)
    assert deal.financial_company.name == "주식회사 똠방각하㈜"
    assert [warning for warning in deal.warnings if "인코딩이" in warning] == (
        [f"deal.yaml: 인코딩이 {shown}인 파일로 읽었습니다. 계약서에 상호와 주소가 바르게 적혔는지 확인하십시오."]
        if shown
        else []
    )


def test_big_endian_and_windows_line_ends_are_read_too():
    data = b"\xfe\xff" + SHEET.replace("\n", "\r\n").encode("utf-16-be")
    assert deals.parse_deal(data, "deal.yaml", HERE).financial_company.name == "주식회사 똠방각하㈜"


@pytest.mark.parametrize(
    "data",
    [
        "a: Société Générale, Zürich, café\n".encode("latin-1"),
        "a: 한빛은행\n".encode("utf-16-le"),
        "a: 한빛은행\n".encode("utf-32"),
        "a: abc\n".encode("utf-16-le"),
        "a: 한빛".encode() + b"\xff\xfe\n",
        "a: 한빛은행".encode("utf-16") + b"\x00",
    ],
)
def test_other_encodings_are_refused_with_what_to_do(data):
    with pytest.raises(DealError, match=r"deal\.yaml 1행: UTF-8로 저장된 파일이 아닙니다\. 편집기에서 .* 저장하십시오"):
        deals.parse_deal(data, "deal.yaml", HERE)


def test_the_library_is_read_as_utf8_alone():
    with pytest.raises(UnreadableYamlError):
        decode("이름: 값".encode("cp949"))
    assert decode_any("이름: 값".encode("cp949")) == ("이름: 값", "CP949")


# ---------------------------------------------------------------- where a fault is


@pytest.mark.parametrize(
    ("old", "new", "line", "place"),
    [
        ("{foreign: 아니오}", "\n  foreign:아니오", 3, "provider.foreign"),
        ("{form: 직접}", "\n  form:직접\n  reseller:", 4, None),
        ("{importance: 중요}", "\n  importance:중요", 5, "business.importance"),
    ],
)
def test_a_space_missing_after_a_colon_is_told_on_its_own_line(old, new, line, place):
    with pytest.raises(DealError) as caught:
        deals.parse_deal(MINIMAL.replace(old, new).encode(), "deal.yaml", HERE)
    assert f"deal.yaml {line}행{f' {place}' if place else ''}: " in str(caught.value)
    assert "뒤에 빈칸이 없습니다" in str(caught.value)


def test_a_problem_names_the_field_it_is_in():
    sheet = MINIMAL.replace("{country: 대한민국}", "{country: 대한민국, role: !x 주센터}")
    with pytest.raises(DealError, match=r"deal\.yaml 8행 locations\[1\]\.role: 자료형 표시"):
        deals.parse_deal(sheet.encode(), "deal.yaml", HERE)


def test_a_faulty_library_file_is_a_fault_with_its_line(tmp_path):
    (tmp_path / "facts.yaml").write_bytes(b'a: 1\nb: "\\u202e"\n')
    faults = [fault for fault in read_library(tmp_path)[1] if fault.file == "facts.yaml"]
    assert 2 in [fault.line for fault in faults]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_is_no_deal_sheet():
    with pytest.raises(DealError, match="열 수 없습니다"):
        deals.load_deal(Path("/dev/zero"))
    sheet = MINIMAL.replace("{importance: 중요}", "{importance_assessment: /dev/zero}")
    with pytest.raises(DealError, match="평가 결과 파일 '/dev/zero'"):
        deals.parse_deal(sheet.encode(), "deal.yaml", HERE)


def test_a_sheet_of_the_largest_size_is_still_read():
    filler = "#" * 99 + "\n"
    text = SHEET + filler * ((MAX_BYTES - len(SHEET.encode())) // 100)
    assert deals.parse_deal(text.encode(), "deal.yaml", HERE).business.importance == "중요"
