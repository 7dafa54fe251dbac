"""The files below a folder, in a fixed order; links are not followed, so nothing outside is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.files import shown
from pipeline.read import limits


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below the folder: `path` to open it, `name` as it is told, `link` where it is a link (not followed)."""

    path: Path
    name: str
    link: bool


def files_below(folder: Path) -> Iterator[Entry]:
    """Yield the regular files and the links below `folder`, or the one file that it is.

    Raise UsageError in Korean where there is no such folder, or it holds more than `limits.STALE_FILES`.
    """
    if folder.is_file():
        yield Entry(folder, shown(Path(folder.name)), False)
        return
    if not folder.is_dir():
        raise UsageError(f"{shown(folder)}: 폴더나 파일이 없습니다. 경로를 확인하십시오.")
    for number, entry in enumerate(_entries(folder, 0), 1):
        if number > limits.STALE_FILES:
            raise UsageError(
                f"{shown(folder)}: 파일이 {limits.STALE_FILES:,}개를 넘습니다. 더 아래의 폴더를 지정하여 나누어 점검하십시오."
            )
        yield Entry(Path(entry.path), shown(Path(os.path.relpath(entry.path, folder))), entry.is_symlink())


def _entries(folder: Path | str, depth: int) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"{shown(Path(folder))}: 폴더를 열 수 없습니다. 권한을 확인하십시오.") from error
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if depth >= limits.STALE_DEPTH:
                raise UsageError(f"{shown(Path(entry.path))}: 폴더가 {limits.STALE_DEPTH}겹을 넘습니다.")
            yield from _entries(entry.path, depth + 1)
        elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
            yield entry
