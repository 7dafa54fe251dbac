"""Limits: every one can be changed by a file, is said when it is hit, and stands in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from read_samples import docx, p

from pipeline.cli import main
from pipeline.errors import ReadError, UsageError
from pipeline.model import Outcome
from pipeline.read import limits, read_bytes
from pipeline.read.limiting import Limits, beyond, names, shown, using
from pipeline.read.limits_file import load_limits
from pipeline.read.options import Options

DOCS = Path(__file__).resolve().parents[1] / "docs" / "formats.md"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "한도.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_limits_gives_numbers_and_sizes(tmp_path: Path) -> None:
    path = written(tmp_path, "pdf_pages: 3000\nfile_bytes: 80MB\nzip_part: 5 kb\n")
    assert load_limits(path).changes == (("PDF_PAGES", 3_000), ("FILE_BYTES", 80 * limits.MIB), ("ZIP_PART", 5_120))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pdf_page: 3000", "'pdf_pages'의 잘못이 아닌지"),
        ("a: 1\nzzz: 2", "1행"),
        ("pdf_pages: 많이", "1 이상의 정수"),
        ("pdf_pages: 0", "1 이상의 정수"),
        ("pdf_pages: -1", "1 이상의 정수"),
        ("pdf_pages:", "1 이상의 정수"),
        ("pdf_pages: [1]", "1 이상의 정수"),
        ("file_bytes: 99999999999GB", "1 이상의 정수"),
        ("pdf_pages: 1\npdf_pages: 2", "두 번"),
        ("- pdf_pages", "'이름: 값'의 꼴"),
        ("mib: 3", "한도는 없습니다"),
        ("PDF_PAGES: 3", "한도는 없습니다"),
    ],
)
def test_a_wrong_file_of_limits_is_named_with_line_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as refused:
        load_limits(written(tmp_path, text))
    assert "한도.yaml" in str(refused.value)


def test_a_file_of_limits_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys) -> None:
    path = written(tmp_path, "pdf_pages: 3")
    assert main(["read", str(path), "--limits", str(tmp_path / "없음.yaml")]) == 2
    assert "없음.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("raised", [False, True])
def test_limits_hold_for_one_reading_only(raised: bool) -> None:
    before = names()
    with using(Limits((("TEXT_CHARS", 3),))):
        assert limits.TEXT_CHARS == 3
    options = Options(limits=Limits((("TEXT_CHARS", 3 if raised else 30),)))
    if raised:
        with pytest.raises(ReadError) as refused:
            read_bytes("a.txt", "가나다라".encode(), options)
        assert refused.value.outcome is Outcome.LIMIT
    else:
        assert read_bytes("a.txt", "가나다라".encode(), options).text == "가나다라"
    assert names() == before


def test_a_limit_that_is_hit_is_named_with_its_value_and_how_to_raise_it() -> None:
    said = str(beyond("a.pdf", "PDF_PAGES", "쪽수가 2,500쪽입니다", "문서를 나누어 주십시오."))
    assert said.startswith("a.pdf: 쪽수가 2,500쪽입니다(한도 pdf_pages 2,000).")
    assert "'pdf_pages: 4000'" in said
    assert "--limits" in said


def test_raising_the_named_limit_lets_the_file_in(tmp_path: Path, capsys) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("제1조(목적) 을은 갑에게 알린다.")))
    low = written(tmp_path, "zip_entries: 2\n")
    assert main(["read", str(path), "--limits", str(low)]) == 3
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "zip_entries 2" in said
    found = re.search(r"'(zip_entries: \d+)'", said)
    assert found
    assert main(["read", str(path), "--limits", str(written(tmp_path, found[1]))]) == 0


def test_the_documentation_names_every_limit_with_its_default() -> None:
    section = DOCS.read_text(encoding="utf-8").split("### 한도")[1].split("###")[0]
    rows = dict(re.findall(r"^\| `([a-z0-9_]+)` \| ([^|]+?) \|", section, re.M))
    assert rows == {name.lower(): shown(name, value) for name, value in names().items()}
