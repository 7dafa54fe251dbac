"""A folder of files written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.files import check_name, make_folder, shown, write_all


def write_folder(target: Path, files: Mapping[str, bytes], manifest: str, *, force: bool = False) -> None:
    """Write `files` (path with '/' -> bytes) as the folder `target`: it takes its name when all is on the disk.

    A folder that is there is refused; with `force` it is replaced if it is as an earlier run wrote it, which its
    `manifest` ('<sha256>  <path>' in each line) tells: nobody's own file is lost. Raise UsageError in Korean.
    """
    check_name(target)
    if not target.parent.is_dir():
        raise UsageError(f"{shown(target.parent)}: 폴더가 없습니다. 폴더를 먼저 만드십시오.")
    _require_replaceable(target, manifest, force=force)
    try:
        beside = Path(tempfile.mkdtemp(prefix=".~finclause-", dir=target.parent))
    except OSError as error:
        raise UsageError(f"{shown(target.parent)}: 쓸 수 없습니다({error.strerror}). 권한을 확인하십시오.") from error
    try:
        _write(beside / "new", files)
        _put_in_place(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name in files:
        for part in Path(name).parts:
            check_name(Path(part))
        make_folder((folder / name).parent)
    write_all([(folder / name, data) for name, data in files.items()])


def _put_in_place(beside: Path, target: Path) -> None:
    old = beside / "old"
    try:
        if target.exists():
            os.rename(target, old)
        os.rename(beside / "new", target)
    except OSError as error:
        with suppress(OSError):
            if old.exists() and not target.exists():
                os.rename(old, target)
        raise UsageError(
            f"{shown(target)}: 폴더를 놓지 못했습니다({error.strerror}). 열린 파일을 닫으십시오."
        ) from error


def _require_replaceable(target: Path, manifest: str, *, force: bool) -> None:
    if not os.path.lexists(target):
        return
    if not force:
        raise UsageError(f"{shown(target)}: 이미 있습니다. 바꾸려면 --force를 붙이십시오.")
    if target.is_symlink() or not target.is_dir() or not _is_as_written(target, manifest):
        raise UsageError(
            f"{shown(target)}: finclause가 쓴 그대로의 폴더가 아닙니다. 남길 파일이 있는지 보고 옮기거나 지우십시오."
        )


def _is_as_written(target: Path, manifest: str) -> bool:
    try:
        lines = (target / manifest).read_text(encoding="utf-8").splitlines()
        told = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
        here = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if not path.is_dir()}
        return set(here) == {*told, manifest} and all(
            hashlib.sha256(here[name].read_bytes()).hexdigest() == sha256 for name, sha256 in told.items()
        )
    except (OSError, UnicodeDecodeError):
        return False
