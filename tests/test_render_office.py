"""PDF through LibreOffice: the same bytes each time, Korean faces inside, and a clear word where it cannot be made."""

import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from office import needs_office
from pypdf import PdfReader
from test_render_bilingual import small, versions

from pipeline.errors import DraftError
from pipeline.model import Article, Contract, Paragraph
from pipeline.render import DraftMeta, Version, office, render_as
from pipeline.render.formats import hangul_of
from pipeline.render.office import printed, repeatable

DAY = dt.date(2026, 12, 15)
META = DraftMeta(DAY, "0.1.0", "2025년판")
KOREAN = Contract(
    "계약서", (Article("제1조", "목적", (Paragraph(0, "", "이 계약의 목적을 정한다."),), clause="purpose"),)
)
PAIR = (
    Version(small("ko", ("a", "가를 정한다.")), META),
    Version(small("en", ("a", "It sets A.")), META),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_as(PAIR, ".pdf")


@needs_office
def test_identical_input_gives_identical_bytes(pdf):
    assert render_as(PAIR, ".pdf") == pdf


@needs_office
def test_the_file_is_of_the_day_of_the_draft_and_whole(pdf):
    read = PdfReader(io.BytesIO(pdf), strict=True)
    assert read.metadata.creation_date == dt.datetime(2026, 12, 15, tzinfo=dt.UTC)
    assert read.metadata.title == "계약서 / Agreement"
    text = "".join("".join(page.extract_text().split()) for page in read.pages)
    assert "가를정한다." in text
    assert "ItsetsA." in text


@needs_office
def test_every_face_is_inside_and_one_shows_korean(pdf):
    fonts = {
        f.idnum: f.get_object() for p in PdfReader(io.BytesIO(pdf)).pages for f in p["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(any(k.startswith("/FontFile") for k in f["/FontDescriptor"].get_object()) for f in fonts.values())
    assert set("가를정한다") <= hangul_of(pdf)


@needs_office
def test_a_machine_without_a_korean_face_is_told(tmp_path, monkeypatch):
    latin = next(iter(sorted(Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf"))), None)
    if latin is None:
        pytest.skip("no Latin face to be left alone with")
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{latin.parent}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    with pytest.raises(DraftError, match=r"한글 글꼴.*을 설치하고"):
        render_as([Version(KOREAN, META)], ".pdf")


# ---------------------------------------------------------------- without LibreOffice


def test_without_libreoffice_the_user_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda _name: None)
    with pytest.raises(DraftError, match=r"LibreOffice를 찾지 못했습니다\. LibreOffice 7\.4 이상을 설치"):
        render_as([Version(KOREAN, META)], ".pdf")


def program(tmp_path, code: str) -> str:
    """A program that behaves as `code` does."""
    path = tmp_path / "soffice"
    path.write_text(f"#!{sys.executable}\nimport os, pathlib, sys, time\n{code}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
@pytest.mark.parametrize(
    ("code", "said"),
    [("sys.exit(3)", "끝 코드 3"), ("pass", "만들지 못했습니다"), ("time.sleep(600)", "안에 PDF를 만들지 못해")],
    ids=["fails", "writes nothing", "hangs"],
)
def test_a_libreoffice_that_fails_is_told(tmp_path, monkeypatch, code, said):
    stand_in = program(tmp_path, code)
    monkeypatch.setattr(office, "office", lambda: stand_in)
    monkeypatch.setattr(office, "_SECONDS", 2)
    with pytest.raises(DraftError, match=said):
        printed(b"PK", DAY)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
def test_libreoffice_gets_a_profile_of_its_own_and_nothing_of_the_user(tmp_path, monkeypatch):
    log = tmp_path / "log"
    code = f"pathlib.Path({str(log)!r}).write_text(repr((sys.argv, dict(os.environ)))); sys.exit(1)"
    stand_in = program(tmp_path, code)
    monkeypatch.setattr(office, "office", lambda: stand_in)
    monkeypatch.setenv("SECRET", "비밀")
    with pytest.raises(DraftError):
        printed(b"PK", DAY)
    said = log.read_text()
    assert "SECRET" not in said
    assert "-env:UserInstallation=file:///" in said
    assert "'http_proxy': 'http://127.0.0.1:9'" in said


# -------------------------------------------------------------------- repeatable


PLAIN = (
    b"%PDF-1.6\n1 0 obj\n<</CreationDate(D:20261127154032+09'00')/ModDate(D:20261127154032Z')>>\nendobj\n"
    b"trailer\n<</ID [ <4048131FF8BD286BD0F9C31F5632E2FE>\n<4048131FF8BD286BD0F9C31F5632E2FE> ]\n"
    b"/DocChecksum /6D7C7F7A135EB8F5FF7F5CE6E6C1BDB3>>\n%%EOF"
)


def test_times_and_ids_follow_from_day_and_contents():
    other = (
        PLAIN.replace(b"20261127154032", b"20270101000000").replace(b"4048131F", b"FFFFFFFF").replace(b"6D7C", b"0000")
    )
    made = repeatable(PLAIN, DAY)
    assert made == repeatable(other, DAY)
    assert len(made) == len(PLAIN)
    assert len(re.findall(rb"D:20261215000000Z", made)) == 2
    assert made != repeatable(PLAIN, dt.date(2026, 12, 16))
    assert repeatable(PLAIN.replace(b"1.6", b"1.7"), DAY).count(b"1.7") == 1
    assert re.findall(rb"<([0-9A-F]{32})>", made) != re.findall(
        rb"<([0-9A-F]{32})>", repeatable(PLAIN.replace(b"1.6", b"1.7"), DAY)
    )


def test_a_file_of_another_form_is_refused_rather_than_given_out_with_the_clock_in_it():
    with pytest.raises(DraftError, match="만든 때를 바꿀 수 없는"):
        repeatable(PLAIN.replace(b"/ID", b"/IE"), DAY)


# ------------------------------------------------------------------- the command


@needs_office
def test_the_command_writes_all_formats_at_once(tmp_path):
    from drafts import SAMPLES

    names = [str(tmp_path / f"a{suffix}") for suffix in (".docx", ".pdf", ".hwpx")]
    outs = [part for name in names for part in ("-o", name)]
    command = [sys.executable, "-m", "pipeline", "draft", str(SAMPLES / "deal-basic.yaml"), "--language", "en", *outs]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all((tmp_path / f"a{suffix}").is_file() for suffix in (".docx", ".pdf", ".hwpx"))
    assert "한글 프로그램에서 확인하지 않음" in done.stdout
    assert "영문에 한글로 남은 값" in done.stdout
    assert (tmp_path / "a.hwpx").read_bytes() == render_as(versions("en", name="deal-basic.yaml"), ".hwpx")
