"""Files written whole or not at all, under names that are names on every system.

A crash, a kill or a full disk leaves either the old file or the new one, and no file is overwritten
unless that was asked for.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import socket
import stat
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.characters import code
from pipeline.errors import UsageError

_TEMP = re.compile(r"\.~finclause-(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-\d+\.tmp")
_counter = itertools.count(1)
# Names that Windows gives to devices, and characters that it or a reader of the name stumbles over.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_BAD_IN_NAME = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\\\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_REASONS = {
    errno.ENOSPC: "디스크에 빈 공간이 없습니다. 공간을 비운 뒤 다시 실행하십시오.",
    errno.EDQUOT: "디스크 할당량을 넘었습니다. 공간을 비운 뒤 다시 실행하십시오.",
    errno.EFBIG: "파일이 이 디스크에 허용된 크기를 넘습니다. 다른 폴더를 지정하십시오.",
    errno.EACCES: "쓸 권한이 없습니다. 권한을 확인하거나 다른 폴더를 지정하십시오.",
    errno.EPERM: "쓸 권한이 없습니다. 권한을 확인하거나 다른 폴더를 지정하십시오.",
    errno.EROFS: "읽기 전용 디스크입니다. 다른 폴더를 지정하십시오.",
    errno.ENAMETOOLONG: "파일 이름이 너무 깁니다. 짧은 이름을 지정하십시오.",
    errno.ENOENT: "폴더가 없습니다. 폴더를 먼저 만드십시오.",
    errno.EIO: "디스크에 제대로 쓰지 못했습니다. 디스크를 점검하거나 다른 폴더를 지정하십시오.",
    errno.ENOTDIR: "경로의 중간이 폴더가 아닙니다. 경로를 확인하십시오.",
}


def check_name(path: Path) -> None:
    """Raise UsageError unless the last part of `path` is a file name on every system.

    Reserved device names, trailing dots or spaces, control and bidirectional characters are
    refused: they make a file that cannot be opened elsewhere or that reads as another name.
    """
    name = path.name
    if not name or name in (".", "..") or name[-1] in ". " or _BAD_IN_NAME.search(name) or _DEVICE.fullmatch(name):
        raise UsageError(f"{shown(path)}: 파일 이름으로 쓸 수 없습니다. 다른 이름을 지정하십시오.")


def shown(path: Path) -> str:
    """Return a path for a message: characters that cannot be seen are named."""
    return "".join(c if c.isprintable() else f"<{code(c)}>" for c in str(path))


def check_target(path: Path, *, force: bool = False) -> None:
    """Raise UsageError where `write_atomic` would refuse `path`, before any work is done."""
    check_name(path)
    if "\0" in str(path):
        raise UsageError(f"{shown(path)}: 경로에 쓸 수 없는 문자가 있습니다. 경로를 확인하십시오.")
    if os.path.isdir(path):
        raise UsageError(f"{path}: 폴더입니다. 파일 이름까지 지정하십시오.")
    if not os.path.isdir(path.parent):
        raise UsageError(f"{path.parent}: 폴더가 없습니다. 폴더를 먼저 만드십시오.")
    with _korean_errors(path):  # a name that is too long, a disk that is gone
        exists = _exists(path)
    if exists and not force:
        raise UsageError(f"{path}: 파일이 이미 있습니다. 덮어쓰려면 --force를 붙이십시오.")


def _exists(path: Path) -> bool:
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    return True


def write_atomic(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write `data` to `path` whole or not at all; the temporary file lies in the same folder.

    What is on the disk is read back and compared before it takes the name. An existing file is refused
    without `force`, also if it appears in the meantime; with `force` its permissions are kept and a
    symbolic link is replaced, not followed. Temporary files that a killed run of this machine left in
    the folder are removed. Raises UsageError in Korean.
    """
    write_all([(path, data)], force=force)


def write_all(outputs: Sequence[tuple[Path, bytes]], *, force: bool = False) -> None:
    """Write several files: all are on the disk under temporary names before the first takes its name.

    So a full disk or a folder that cannot be written leaves none of them. Where a name cannot be taken
    all the same (another program made the file in between), the UsageError says which were written.
    """
    for path, _ in outputs:
        check_target(path, force=force)
    require_apart([path for path, _ in outputs])
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in outputs:
            with _korean_errors(path):
                _sweep(path.parent)
                temporary = path.parent / f".~finclause-{_host()}-{os.getpid()}-{next(_counter)}.tmp"
                staged.append((temporary, path))
                _write_synced(temporary, data, mode=_mode_of(path))
        _put_all(staged, force=force)
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _put_all(staged: Sequence[tuple[Path, Path]], *, force: bool) -> None:
    written: list[Path] = []
    try:
        for temporary, path in staged:
            with _korean_errors(path):
                _put_in_place(temporary, path, force=force)
                written.append(path)
                with suppress(FileNotFoundError):
                    temporary.unlink()
                _sync_folder(path.parent)
    except UsageError as error:
        if not written:
            raise
        raise UsageError(f"{error} 이미 쓴 파일: {', '.join(map(str, written))}.") from error


def make_folder(path: Path) -> None:
    """Make the folder `path` and those above it where they are not there. Raises UsageError in Korean."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{shown(path)}: 폴더가 아닙니다. 다른 이름을 지정하십시오.")
    with _korean_errors(path):
        path.mkdir(parents=True, exist_ok=True)


def require_apart(outputs: Sequence[Path], inputs: Iterable[Path] = ()) -> None:
    """Raise UsageError where two outputs are one file, or an output is one of the `inputs`."""
    taken: list[Path] = []
    for path in outputs:
        for other in inputs:
            if _is_same(path, other):
                raise UsageError(
                    f"{path}: 입력 파일과 같은 파일입니다. 입력 파일은 고치지 않으므로 다른 이름을 지정하십시오."
                )
        if any(_is_same(path, other) for other in taken):
            raise UsageError(f"{path}: 같은 파일에 두 번 쓰라고 적었습니다. 서로 다른 이름을 지정하십시오.")
        taken.append(path)


def _is_same(path: Path, other: Path) -> bool:
    """Whether both are one file, by whatever links and spellings; on some disks letter case is none."""
    with suppress(OSError, ValueError):  # one of them does not exist yet, or cannot
        if path.samefile(other):
            return True
    with suppress(ValueError):
        return os.path.realpath(path).casefold() == os.path.realpath(other).casefold()
    return False


@contextmanager
def _korean_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"쓸 수 없습니다({error.strerror}).")
        raise UsageError(f"{path}: {reason}") from error


def _mode_of(path: Path) -> int | None:
    """The permission bits to keep, or None where the umask decides (no file there, or a link)."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else None


def _write_synced(path: Path, data: bytes, *, mode: int | None) -> None:
    # O_EXCL: a file or link that someone laid there beforehand is never written through.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != data:
        raise OSError(errno.EIO, "read back differs")
    if mode is not None:
        os.chmod(path, mode)


def _put_in_place(temporary: Path, path: Path, *, force: bool) -> None:
    if not force:
        # A hard link fails if the name exists, so nobody's file is lost between check and write.
        try:
            os.link(temporary, path)
            return
        except FileExistsError:
            check_target(path)
            raise
        except OSError:  # file systems without hard links: the check is all there is
            check_target(path)
    os.replace(temporary, path)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # network file systems may not offer it
            raise
    finally:
        os.close(handle)


def _host() -> str:
    return f"{zlib.crc32(socket.gethostname().encode('utf-8', 'surrogateescape')):08x}"


def _sweep(folder: Path) -> None:
    """Remove temporary files of runs of this machine that no longer live (killed, power cut)."""
    for name in os.listdir(folder):
        match = _TEMP.fullmatch(name)
        if match and match["host"] == _host() and _is_dead(int(match["pid"]), folder / name):
            with suppress(OSError):
                os.unlink(folder / name)


def _is_dead(pid: int, path: Path) -> bool:
    if sys.platform == "win32":  # os.kill would end the process there: go by age
        with suppress(OSError):
            return time.time() - path.stat().st_mtime > 24 * 3600
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
