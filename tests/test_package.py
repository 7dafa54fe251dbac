"""Packages with fixed bytes, and files written whole or not at all."""

import datetime as dt
import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline import package
from pipeline.errors import UsageError
from pipeline.package import normalise_zip, pack, read_package, set_dates, write_atomic, write_package

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "word/document.xml": b"<a/>" * 500,
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b"<R/>",
    "한글.bin": b"",
}


def test_a_package_is_a_sound_zip_with_every_part():
    with zipfile.ZipFile(io.BytesIO(write_package(PARTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS


def test_the_order_of_the_parts_given_does_not_change_the_bytes():
    assert write_package(PARTS) == write_package(dict(reversed(PARTS.items())))


def test_content_types_and_relationships_come_first():
    names = zipfile.ZipFile(io.BytesIO(write_package(PARTS))).namelist()
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_every_entry_carries_the_same_old_time():
    times = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(write_package(PARTS))).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_a_part_packed_beforehand_gives_the_same_bytes():
    assert write_package({name: pack(data) for name, data in PARTS.items()}) == write_package(PARTS)


def test_stored_packages_hold_the_plain_bytes():
    assert PARTS["word/document.xml"] in write_package(PARTS, compress=False)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../b", "a//b", "C:x", "a\\b", "", "a/"])
def test_a_name_that_leaves_the_package_is_refused(name):
    with pytest.raises(ValueError, match="part name"):
        write_package({name: b""})


def _workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "누락"
    book.save(out)
    return out.getvalue()


def test_workbooks_saved_at_different_times_become_the_same_bytes():
    first = _workbook()
    time.sleep(1.1)
    second = _workbook()
    day = dt.date(2026, 11, 27)
    assert first != second
    assert normalise_zip(first, date=day) == normalise_zip(second, date=day)


def test_a_normalised_workbook_still_opens_and_carries_the_day():
    day = dt.date(2026, 11, 27)
    book = openpyxl.load_workbook(io.BytesIO(normalise_zip(_workbook(), date=day)))
    assert book.active["A1"].value == "누락"
    assert book.properties.modified.date() == book.properties.created.date() == day


def test_only_the_two_dates_of_the_core_properties_change():
    core = b'<c><dc:title>2020</dc:title><dcterms:created xsi:type="a">old</dcterms:created></c>'
    wanted = b'<c><dc:title>2020</dc:title><dcterms:created xsi:type="a">2026-01-02T00:00:00Z</dcterms:created></c>'
    assert set_dates(core, dt.date(2026, 1, 2)) == wanted


# ------------------------------------------------------------------------- files


def test_a_new_file_holds_the_data_and_nothing_else_is_left(tmp_path):
    write_atomic(tmp_path / "초안.docx", b"data")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("초안.docx", b"data")]


def test_an_existing_file_is_not_overwritten(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"old")
    with pytest.raises(UsageError, match=r"이미 있습니다.*--force"):
        write_atomic(tmp_path / "a.docx", b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_file_that_appears_while_writing_is_not_overwritten(tmp_path, monkeypatch):
    target = tmp_path / "a.docx"
    write_synced = package._write_synced

    def write_and_be_overtaken(path, data, **rest):
        write_synced(path, data, **rest)
        target.write_bytes(b"someone else's")

    monkeypatch.setattr(package, "_write_synced", write_and_be_overtaken)
    with pytest.raises(UsageError, match="이미 있습니다"):
        write_atomic(target, b"ours")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"someone else's"]


def test_a_file_system_without_hard_links_is_written_all_the_same(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_atomic(tmp_path / "a.docx", b"data")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"data"]


def test_force_overwrites_and_keeps_the_permissions(tmp_path):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_atomic(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_gets_the_permissions_of_the_umask(tmp_path):
    old = os.umask(0o027)
    try:
        write_atomic(tmp_path / "a.docx", b"new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.docx").stat().st_mode) == 0o640


def test_a_symbolic_link_is_replaced_and_what_it_points_to_is_left_alone(tmp_path):
    (tmp_path / "outside").write_bytes(b"precious")
    (tmp_path / "a.docx").symlink_to("outside")
    with pytest.raises(UsageError, match="이미 있습니다"):
        write_atomic(tmp_path / "a.docx", b"new")
    write_atomic(tmp_path / "a.docx", b"new", force=True)
    assert (tmp_path / "outside").read_bytes() == b"precious"
    assert not (tmp_path / "a.docx").is_symlink()


@pytest.mark.parametrize(
    ("number", "message"), [(28, "빈 공간"), (13, "권한"), (30, "읽기 전용"), (5, "쓸 수 없습니다")]
)
def test_a_failing_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, number, message):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def fail(_handle):
        raise OSError(number, "disk says no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UsageError, match=message):
        write_atomic(target, b"new", force=True)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


CHILD = """
import resource, signal, sys
from pathlib import Path
from pipeline.errors import UsageError
from pipeline.package import write_atomic
target = Path(sys.argv[1])
if sys.argv[2] == "limited":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        write_atomic(target, b"n" * 1_000_000, force=True)
    except UsageError as error:
        print(error)
else:
    print("ready", flush=True)
    while True:
        write_atomic(target, b"n" * 3_000_000, force=True)
"""


def _child(target: Path, mode: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(target), mode], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_file_too_large_for_the_disk_leaves_the_old_one(tmp_path):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    out, _ = _child(target, "limited").communicate(timeout=60)
    assert "크기" in out
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_killed_at_any_moment_leaves_a_whole_file_and_the_next_run_cleans_up(tmp_path):
    target, whole, generator = tmp_path / "a.docx", (b"old", b"n" * 3_000_000), random.Random(7)
    for _ in range(8):
        target.write_bytes(b"old")
        child = _child(target, "loop")
        child.stdout.readline()
        time.sleep(generator.uniform(0, 0.05))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert target.read_bytes() in whole
    write_atomic(target, b"next", force=True)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"next"]


def test_the_temporary_file_of_a_living_run_is_left_alone(tmp_path):
    living = tmp_path / f".~finclause-{package._host()}-{os.getppid()}-1.tmp"
    elsewhere = tmp_path / ".~finclause-00000000-999999-1.tmp"
    for path in (living, elsewhere):
        path.write_bytes(b"")
    write_atomic(tmp_path / "a.docx", b"data")
    assert living.exists()
    assert elsewhere.exists()


@pytest.mark.parametrize(
    "name", ["CON", "nul.docx", "a.", "a ", "a\u202excod.exe", "a\x00b", "a\nb", "..", "COM1.txt", 'a"b']
)
def test_a_name_that_is_no_file_name_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="파일 이름으로 쓸 수 없습니다"):
        write_atomic(Path(f"{tmp_path}/{name}"), b"data")
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_for_the_disk_is_refused(tmp_path):
    with pytest.raises(UsageError, match="너무 깁니다"):
        write_atomic(tmp_path / ("계" * 100 + ".docx"), b"data")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused_as_a_target(tmp_path):
    with pytest.raises(UsageError, match="폴더입니다"):
        write_atomic(tmp_path, b"data", force=True)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UsageError, match="none: 폴더가 없습니다"):
        write_atomic(tmp_path / "none" / "a.docx", b"data")


def test_what_is_read_back_is_what_was_written():
    assert read_package(write_package(PARTS)) == PARTS
