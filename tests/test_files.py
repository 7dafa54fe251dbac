"""Files written whole or not at all: killed at any moment, on a full disk, under hostile names."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import files
from pipeline.errors import UsageError
from pipeline.files import write_atomic

ROOT = Path(__file__).resolve().parent.parent


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
    write_synced = files._write_synced

    def write_and_be_overtaken(path, data, **rest):
        write_synced(path, data, **rest)
        target.write_bytes(b"someone else's")

    monkeypatch.setattr(files, "_write_synced", write_and_be_overtaken)
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
    ("number", "message"),
    [(28, "빈 공간"), (13, "권한"), (30, "읽기 전용"), (5, "제대로 쓰지"), (75, "쓸 수 없습니다")],
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
from pipeline.files import write_atomic
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
    living = tmp_path / f".~finclause-{files._host()}-{os.getppid()}-1.tmp"
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
