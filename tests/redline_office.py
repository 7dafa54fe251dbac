"""LibreOffice as a second judge of tracked changes: it accepts or rejects them all by its own account."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from read_samples import packed

_PYTHON = "/usr/bin/python3"
_ANCHOR = re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>")


def _has_uno() -> bool:
    if shutil.which("soffice") is None or not Path(_PYTHON).exists():
        return False
    return subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


needs_uno = pytest.mark.skipif(not _has_uno(), reason="LibreOffice with its Python (uno) is not installed")


def by_office(jobs: Sequence[tuple[str, bytes]], folder: Path) -> list[bytes]:
    """Each file after LibreOffice accepted or rejected every change in it ('keep': just saved again).

    Comments are taken out first: an office without dialogs ends when it is to draw one (7.4, nogui).
    """
    profile = folder / "profile"
    profile.mkdir(exist_ok=True)
    arguments: list[str] = []
    for number, (action, data) in enumerate(jobs):
        source = folder / f"{number}-in.docx"
        source.write_bytes(_without_comments(data))
        arguments += [action, str(source), str(folder / f"{number}-out.docx")]
    subprocess.run(
        [_PYTHON, str(Path(__file__).with_name("office_changes.py")), str(profile), *arguments],
        check=True,
        capture_output=True,
        timeout=240,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder)},
    )
    return [(folder / f"{number}-out.docx").read_bytes() for number in range(len(jobs))]


def _without_comments(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["word/document.xml"] = _ANCHOR.sub(b"", entries["word/document.xml"])
    return packed(entries)
