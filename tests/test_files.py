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


# ------------------------------------------------------------- killed at each system call

STOPPED = """
import os, signal, sys
from pathlib import Path
from pipeline import files
at, folder, outputs = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(",")
calls = 0

def stopping(real, partial=False):
    def call(*arguments, **named):
        global calls
        calls += 1
        if calls == at:
            if partial:
                real(arguments[0], arguments[1][: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    return call

class Slow:
    # A file that is written in pieces, each of which may be the last.
    def __init__(self, handle, mode): self.handle = handle
    def __enter__(self): return self
    def __exit__(self, *_): os.close(self.handle)
    def write(self, data):
        for start in range(0, len(data), 1 << 15): os.write(self.handle, data[start : start + (1 << 15)])
    def flush(self): pass
    def fileno(self): return self.handle

os.fdopen = Slow
os.write = stopping(os.write, partial=True)
for name in ("open", "fsync", "link", "replace", "unlink", "close"):
    setattr(os, name, stopping(getattr(os, name)))
os.chmod = stopping(os.chmod)
data = {name: name.encode() + b"n" * 300_000 for name in outputs}
files.write_all([(folder / name, data[name]) for name in outputs], force=sys.argv[4] == "force")
print(calls)
"""


def _stopped(at: int, folder: Path, outputs: str, force: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", STOPPED, str(at), str(folder), outputs, force]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


KILLS = [("a.docx", "force", 20), ("a.docx", "new", 18), ("a.docx,b.xlsx,c.html,d.json", "force", 20)]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("outputs", "force", "points"), KILLS)
def test_a_run_killed_at_a_system_call_leaves_old_or_new_and_the_next_start_cleans_up(tmp_path, outputs, force, points):
    """58 points in all: every call of one file, and as many seeded ones of four files."""
    names = outputs.split(",")
    old = dict.fromkeys(names, b"old") if force == "force" else {}
    total = int(_run_whole(tmp_path, outputs, force, old))
    drawn = random.Random(11).sample(range(1, total + 1), min(points, total))
    assert len(drawn) == points
    for at in drawn:
        folder = tmp_path / str(at)
        folder.mkdir()
        for name, data in old.items():
            (folder / name).write_bytes(data)
        assert _stopped(at, folder, outputs, force).returncode == -signal.SIGKILL
        for name in names:
            found = (folder / name).read_bytes() if (folder / name).exists() else None
            assert found in (old.get(name), name.encode() + b"n" * 300_000)
        write_atomic(folder / "next.docx", b"next")
        assert {p.name for p in folder.iterdir()} <= {*names, "next.docx"}


def _run_whole(tmp_path: Path, outputs: str, force: str, old: dict[str, bytes]) -> str:
    folder = tmp_path / "whole"
    folder.mkdir()
    for name, data in old.items():
        (folder / name).write_bytes(data)
    return _stopped(0, folder, outputs, force).stdout


# ------------------------------------------------------------- several files in one command


def _named(folder: Path, *names: str) -> list[tuple[Path, bytes]]:
    return [(folder / name, name.encode()) for name in names]


def _fail_at(monkeypatch: pytest.MonkeyPatch, name: str, at: int, number: int) -> None:
    real, calls = getattr(os, name), iter(range(1, 1000))

    def failing(*arguments, **named):
        if next(calls) == at:
            raise OSError(number, "disk says no")
        return real(*arguments, **named)

    monkeypatch.setattr(os, name, failing)


@pytest.mark.parametrize("number", [28, 122, 27, 30, 13])
@pytest.mark.parametrize("at", [1, 3, 4])
def test_a_disk_that_fills_up_at_any_file_leaves_none_of_them_and_the_old_ones(tmp_path, monkeypatch, at, number):
    (tmp_path / "a.docx").write_bytes(b"old")
    _fail_at(monkeypatch, "fsync", at, number)
    with pytest.raises(UsageError, match=r"[a-d]\.\w+: .*(공간|할당량|크기|읽기 전용|권한)"):
        files.write_all(_named(tmp_path, "a.docx", "b.xlsx", "c.html", "d.json"), force=True)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.docx", b"old")]


def test_where_a_name_cannot_be_taken_the_message_says_which_files_were_written(tmp_path, monkeypatch):
    _fail_at(monkeypatch, "replace", 3, 13)
    with pytest.raises(UsageError, match=r"c\.html: 쓸 권한이 없습니다.*이미 쓴 파일: .*a\.docx, .*b\.xlsx\.$"):
        files.write_all(_named(tmp_path, "a.docx", "b.xlsx", "c.html", "d.json"), force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.docx", "b.xlsx"]


def test_one_existing_file_among_several_refuses_them_all(tmp_path):
    (tmp_path / "c.html").write_bytes(b"old")
    with pytest.raises(UsageError, match=r"c\.html: 파일이 이미"):
        files.write_all(_named(tmp_path, "a.docx", "b.xlsx", "c.html"))
    assert [p.name for p in tmp_path.iterdir()] == ["c.html"]


def test_what_the_disk_gives_back_is_compared(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"flipped")
    with pytest.raises(UsageError, match="제대로 쓰지 못했습니다"):
        write_atomic(tmp_path / "a.docx", b"data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", ["a.docx", "../{0}/a.docx", "link.docx", "hard.docx"])
def test_two_outputs_that_are_one_file_are_refused(tmp_path, other):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    (tmp_path / "link.docx").symlink_to("a.docx")
    os.link(target, tmp_path / "hard.docx")
    with pytest.raises(UsageError, match="두 번 쓰라고"):
        files.write_all([(target, b"1"), (tmp_path / other.format(tmp_path.name), b"2")], force=True)
    assert target.read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(UsageError, match="쓸 권한이 없습니다"):
        write_atomic(folder / "a.docx", b"data")


FULL = """
import sys
from pathlib import Path
from pipeline.errors import UsageError
from pipeline.files import write_all
folder = Path(sys.argv[1])
try:
    write_all([(folder / "a.docx", b"n" * 200_000), (folder / "b.docx", b"n" * 2_000_000)], force=True)
except UsageError as error:
    print(error)
print(sorted((p.name, p.stat().st_size) for p in folder.iterdir()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_a_disk_that_is_really_full_leaves_the_old_file(tmp_path):
    """In a namespace of its own, on a disk of 1 MB in memory."""
    script = f'mount -t tmpfs -o size=1m none "{tmp_path}" && printf old > "{tmp_path}/a.docx" && exec "$@"'
    command = ["unshare", "-rm", "sh", "-c", script, "sh", sys.executable, "-c", FULL, str(tmp_path)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("no unshare")
    if done.returncode and ("unshare" in done.stderr or "mount" in done.stderr):
        pytest.skip("no namespaces here")
    assert "b.docx: 디스크에 빈 공간이 없습니다" in done.stdout, done.stderr
    assert "[('a.docx', 3)]" in done.stdout
